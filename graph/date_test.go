package graph

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParseDateErrors(t *testing.T) {
	for in, want := range map[string]string{
		"21":          "want YYYY",
		"12021":       "want YYYY",
		"2021-":       "want YYYY",
		"2021-1":      "want YYYY",
		"2021-00":     "want YYYY",
		"2021-06-00":  "want YYYY",
		"2021-06-1":   "want YYYY",
		"2021-06-15T": "want YYYY",
		"2021-6-15":   "want YYYY",
		"2021/06/15":  "want YYYY",
		"+2021":       "want YYYY",
		"--2021":      "want YYYY",
		" 2021":       "want YYYY",
		"２０２１":        "want YYYY",
		"2021-13":     "no such day",
		"2021-02-29":  "no such day",
		"1900-02-29":  "no such day",
		"2021-04-31":  "no such day",
		"0000":        "needs a month",
		"-0000":       "needs a month",
		"-0000-01":    "needs a month",
	} {
		if d, err := ParseDate(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseDate(%q) = %v, %v, want %q", in, d, err, want)
		}
	}
	for _, in := range []string{"2000-02-29", "2024-02-29", "0000-02-29", "-0004-02-29", "9999-12-31", "-9999"} {
		if d, err := ParseDate(in); err != nil || d.String() != in {
			t.Errorf("ParseDate(%q) = %v, %v", in, d, err)
		}
	}
}

// FuzzParseDate holds that what is accepted is written back as it was, in JSON
// too, and that its days are days of the calendar.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"", "..", "2021", "2021-06", "2021-06-15", "-0431", "0000-02-29", "2021-02-30", "-0000-01", "99999", "2021-06-15\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		d, err := ParseDate(in)
		if err != nil {
			return
		}
		if got := d.String(); got != in {
			t.Fatalf("ParseDate(%q).String() = %q", in, got)
		}
		data, err := json.Marshal(d)
		var back Date
		if err != nil || json.Unmarshal(data, &back) != nil || back != d {
			t.Fatalf("JSON of %q: %s, %v, read back as %v", in, data, err, back)
		}
		if d.IsZero() != (in == "") || d.IsOpen() != (in == "..") {
			t.Fatalf("ParseDate(%q): unknown %t, open %t", in, d.IsZero(), d.IsOpen())
		}
		if d.IsZero() || d.IsOpen() {
			return
		}
		if first, last := civil(d.First()), civil(d.Last()); !strings.HasPrefix(first, in) || !strings.HasPrefix(last, in) || first > last && d.Year >= 0 {
			t.Fatalf("%q means the days from %s to %s", in, first, last)
		}
	})
}

// civil returns the date of a day number, by the standard library.
func civil(day int) string {
	return DateOf(time.Date(0, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, day)).String()
}

func TestDayNumbers(t *testing.T) {
	tests := []struct{ in, first, last string }{
		{"2021", "2021-01-01", "2021-12-31"},
		{"2021-02", "2021-02-01", "2021-02-28"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2021-06-15", "2021-06-15", "2021-06-15"},
		{"-0004-02", "-0004-02-01", "-0004-02-29"},
		{"-0401", "-0401-01-01", "-0401-12-31"},
	}
	for _, tt := range tests {
		d := parse(t, tt.in)
		if first, last := civil(d.First()), civil(d.Last()); first != tt.first || last != tt.last {
			t.Errorf("%s: got %s to %s, want %s to %s", tt.in, first, last, tt.first, tt.last)
		}
	}
	if got := Day(0, time.March, 1).First(); got != 0 {
		t.Errorf("0000-03-01 is day %d, want 0", got)
	}
	// Every day follows the one before, over leap years, centuries and year 0.
	for _, year := range []int{-401, -400, -5, -1, 0, 1, 1899, 1900, 1999, 2000, 2023, 2024} {
		day := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		for range 800 {
			next := day.AddDate(0, 0, 1)
			if got := DateOf(next).First() - DateOf(day).First(); got != 1 {
				t.Fatalf("%v is %d days after %v", DateOf(next), got, DateOf(day))
			}
			day = next
		}
	}
	for _, d := range []Date{{}, Open} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("First of %q: no panic", d)
				}
			}()
			d.First()
		}()
	}
}

func TestDateCompare(t *testing.T) {
	ordered := []string{"", "-9999", "-0001-12-31", "0000-01", "0000-01-01", "0001", "2020-12-31", "2021", "2021-01", "2021-01-01", "2021-01-31", "2021-02", "2022", "9999-12-31", ".."}
	for i, a := range ordered {
		for j, b := range ordered {
			got := parse(t, a).Compare(parse(t, b))
			if want := i - j; got < 0 != (want < 0) || got > 0 != (want > 0) {
				t.Errorf("Compare(%q, %q) = %d, want the sign of %d", a, b, got, want)
			}
		}
	}
	if !slices.IsSortedFunc(ordered, func(a, b string) int { return parse(t, a).Compare(parse(t, b)) }) {
		t.Error("not sorted")
	}
}

func TestIntervalOn(t *testing.T) {
	tests := []struct {
		from, to, on string
		want         Holds
	}{
		{"", "", "2021", Yes},
		{"2021-06-15", "", "", Yes},
		{"2021-06-15", "", "2021-06-14", No},
		{"2021-06-15", "", "2021-06-15", Yes},
		{"2021-06-15", "", "2021-06", Possibly},
		{"2021-06-15", "", "2021", Possibly},
		{"2021-06-15", "", "2020", No},
		{"2021-06-15", "", "2022", Yes},
		{"2021", "", "2020-12-31", No},
		{"2021", "", "2021-06-15", Possibly},
		{"2021", "", "2021-12-31", Yes},
		{"2021", "..", "2022-01-01", Yes},
		{"..", "2021-06-15", "1000", Yes},
		{"", "2021-06-15", "2021-06-14", Yes},
		{"", "2021-06-15", "2021-06-15", No}, // the end is not in it
		{"", "2021-06-15", "2021-06", Possibly},
		{"", "2021-06-15", "2022", No},
		{"", "2021", "2020-12-31", Yes},
		{"", "2021", "2021-06-15", Possibly},
		{"", "2021", "2022-01-01", No},
		{"2020-01-01", "2021-01-01", "2020", Yes},
		{"2020-01-02", "2021-01-01", "2020", Possibly},
		{"2020", "2021", "..", No},
		{"2020", "", "..", Yes},
		{"2020", "..", "..", Yes},
	}
	for _, tt := range tests {
		iv := Interval{parse(t, tt.from), parse(t, tt.to)}
		if got := iv.On(parse(t, tt.on)); got != tt.want {
			t.Errorf("[%s, %s) on %q: got %s, want %s", tt.from, tt.to, tt.on, got, tt.want)
		}
	}
}

// TestIntervalOnDays compares On with what it means: yes if all of the days
// that a date can mean are covered whatever days the ends are, no if none is.
func TestIntervalOnDays(t *testing.T) {
	dates := []string{"", "..", "2020", "2020-12", "2020-12-31", "2021", "2021-01", "2021-01-01", "2021-01-15", "2021-01-31", "2021-02", "2021-02-01"}
	span := func(d Date, unknown int) (first, last int) {
		if d.IsZero() || d.IsOpen() {
			return unknown, unknown
		}
		return d.First(), d.Last()
	}
	for _, from := range dates {
		for _, to := range dates {
			for _, on := range dates[2:] {
				iv, day := Interval{parse(t, from), parse(t, to)}, parse(t, on)
				fromFirst, fromLast := span(iv.From, -1<<30)
				toFirst, toLast := span(iv.To, 1<<30)
				sure := fromLast <= day.First() && day.Last() < toFirst
				never := day.Last() < fromFirst || day.First() > toLast || iv.To.IsDay() && day.First() >= toLast
				want := Possibly
				switch {
				case never:
					want = No
				case sure:
					want = Yes
				}
				if got := iv.On(day); got != want {
					t.Errorf("[%s, %s) on %s: got %s, want %s", from, to, on, got, want)
				}
			}
		}
	}
}

func TestIntervalString(t *testing.T) {
	for want, iv := range map[string]Interval{
		"":               {},
		"2021/":          {From: Date{Year: 2021}},
		"/2021-06":       {To: Date{Year: 2021, Month: 6}},
		"2021-06-15/..":  {From: Day(2021, time.June, 15), To: Open},
		"-0431/-0404-04": {From: Date{Year: -431}, To: Date{Year: -404, Month: 4}},
	} {
		if got := iv.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func parse(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
