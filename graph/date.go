package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a day, a month or a year, as precise as its source and never more.
// The zero Date is unknown; [Open] is the end of what has not ended.
//
// The text form follows EDTF (ISO 8601-2): "2021-06-15", "2021-06", "2021",
// ".." for Open and "" for unknown. Years run from -9999 to 9999, with
// astronomical numbering before 1; the year 0 needs a month, because the zero
// Date is taken.
type Date struct {
	Year       int
	Month, Day int // 0 where the source does not say
	open       bool
}

// Open is the end of an interval that has not ended.
var Open = Date{open: true}

// Day returns the date of a full day.
func Day(year int, month time.Month, day int) Date {
	return Date{Year: year, Month: int(month), Day: day}
}

// DateOf returns the day on which t falls in its own location.
func DateOf(t time.Time) Date { return Day(t.Date()) }

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// IsOpen reports whether d is [Open].
func (d Date) IsOpen() bool { return d.open }

// IsDay reports whether d is precise to the day.
func (d Date) IsDay() bool { return d.Day != 0 }

// ParseDate reads the text form of a date.
func ParseDate(s string) (Date, error) {
	bad := func() (Date, error) {
		return Date{}, fmt.Errorf("date %q, want YYYY, YYYY-MM or YYYY-MM-DD", s)
	}
	switch s {
	case "":
		return Date{}, nil
	case "..":
		return Open, nil
	}
	body, sign := s, 1
	if strings.HasPrefix(s, "-") {
		body, sign = s[1:], -1
	}
	parts := strings.Split(body, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return bad()
	}
	var n [3]int
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil || i > 0 && (len(p) != 2 || v == 0) {
			return bad()
		}
		n[i] = int(v)
	}
	d := Date{Year: sign * n[0], Month: n[1], Day: n[2]}
	if d.Year == 0 && (d.Month == 0 || sign < 0) {
		// The year 0 alone would be the unknown date, and -0000 is no year.
		return Date{}, fmt.Errorf("date %q: the year 0000 needs a month and no sign", s)
	}
	if d.Month > 12 || d.Day > 0 && d.Day > daysIn(d.Year, d.Month) {
		return Date{}, fmt.Errorf("date %q: no such day in the calendar", s)
	}
	return d, nil
}

// String returns the text form.
func (d Date) String() string {
	switch {
	case d.open:
		return ".."
	case d.IsZero():
		return ""
	}
	b := make([]byte, 0, len("-2006-01-02"))
	year := d.Year
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	b = appendDigits(b, year, 4)
	if d.Month != 0 {
		b = appendDigits(append(b, '-'), d.Month, 2)
	}
	if d.Day != 0 {
		b = appendDigits(append(b, '-'), d.Day, 2)
	}
	return string(b)
}

// appendDigits writes n, not negative, with at least width digits. Dates are
// written for every statement that is sealed: fmt would be most of the cost.
func appendDigits(b []byte, n, width int) []byte {
	for limit := 10; width > 1; limit *= 10 {
		width--
		if n < limit {
			b = append(b, "0000"[:width]...)
			break
		}
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// MarshalJSON writes the text form, and null for an unknown date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return append(append([]byte{'"'}, d.String()...), '"'), nil // its characters need no escapes
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(b []byte) error {
	*d = Date{}
	if string(b) == "null" {
		return nil
	}
	var s string
	if n := len(b); n >= 2 && b[0] == '"' && !bytes.ContainsRune(b, '\\') {
		s = string(b[1 : n-1]) // a store has millions of dates
	} else if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	var err error
	*d, err = ParseDate(s)
	return err
}

// check reports a date that no text form can say: out of range, or a day
// without its month.
func (d Date) check() error {
	if back, err := ParseDate(d.String()); err != nil || back != d {
		return fmt.Errorf("no such date: year %d, month %d, day %d", d.Year, d.Month, d.Day)
	}
	return nil
}

// First and Last return the first and last day that a partial date can mean,
// as day numbers since 0000-03-01 (proleptic Gregorian). They panic on unknown
// and open dates.
func (d Date) First() int {
	d.mustBeKnown()
	return dayNumber(d.Year, max(d.Month, 1), max(d.Day, 1))
}

// Last returns the last day that the date can mean; see [Date.First].
func (d Date) Last() int {
	d.mustBeKnown()
	month := d.Month
	if month == 0 {
		month = 12
	}
	day := d.Day
	if day == 0 {
		day = daysIn(d.Year, month)
	}
	return dayNumber(d.Year, month, day)
}

func (d Date) mustBeKnown() {
	if d.IsZero() || d.open {
		panic("graph: day number of an unknown or open date")
	}
}

// Compare orders dates by their first day, then by their last: "2021" is
// before "2021-02" and both are after "2020-12-31". Unknown comes first, Open
// last.
func (d Date) Compare(e Date) int {
	rank := func(d Date) int {
		switch {
		case d.IsZero():
			return -1
		case d.open:
			return 1
		}
		return 0
	}
	if c := rank(d) - rank(e); c != 0 || rank(d) != 0 {
		return c
	}
	if c := d.First() - e.First(); c != 0 {
		return c
	}
	return e.Last() - d.Last()
}

// Interval is the valid time [From, To): From is the first day on which a
// claim holds in the world, To the first on which it does not any more. An end
// can be unknown, open, or partial.
type Interval struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Holds is whether an interval covers a date: No, Possibly (the dates are too
// coarse to tell) or Yes.
type Holds int8

// The three answers, from weakest to strongest.
const (
	No Holds = iota
	Possibly
	Yes
)

func (h Holds) String() string { return [...]string{"no", "possibly", "yes"}[h] }

// On reports whether the interval covers date on. An unknown or open end does
// not limit it; a partial end limits it as far as it is known: [2021, ..) holds
// possibly on 2021-06-15, surely on 2022-01-01. A partial on is covered if
// every day it can mean is. An unknown on is covered by every interval.
func (iv Interval) On(on Date) Holds {
	if on.IsZero() {
		return Yes
	}
	if on.open {
		if iv.To.IsZero() || iv.To.open {
			return Yes
		}
		return No
	}
	h := Yes
	if !iv.From.IsZero() && !iv.From.open {
		switch {
		case on.Last() < iv.From.First():
			return No
		case on.First() < iv.From.Last():
			h = Possibly
		}
	}
	if !iv.To.IsZero() && !iv.To.open {
		switch {
		case on.First() >= iv.To.Last() && (iv.To.IsDay() || on.First() > iv.To.Last()):
			return No
		case on.Last() >= iv.To.First():
			h = Possibly
		}
	}
	return h
}

// String returns "from/to" as EDTF writes intervals, and "" if both ends are
// unknown.
func (iv Interval) String() string {
	if iv.From.IsZero() && iv.To.IsZero() {
		return ""
	}
	return iv.From.String() + "/" + iv.To.String()
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// dayNumber counts days from 0000-03-01 in the proleptic Gregorian calendar.
func dayNumber(year, month, day int) int {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	yoe := year - era*400
	doy := (153*(month-3)+2)/5 + day - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy
}
