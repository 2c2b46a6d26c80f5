package extract

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"casus/graph"

	"github.com/google/go-cmp/cmp"
)

// timeCases are read on Monday 9 March 2026 unless they name another dateline.
// want holds "kind text interval anchor" for each expression.
var timeCases = []struct {
	text, date, seen string
	want             []string
}{
	// Days, months and years as the text gives them.
	{text: "Signed on June 30, 2021, in Kars.", want: []string{"at|June 30, 2021|2021-06-30/|text"}},
	{text: "Signed on 30 June 2021.", want: []string{"at|30 June 2021|2021-06-30/|text"}},
	{text: "Signed on the 30th of June, 2021.", want: []string{"at|30th of June, 2021|2021-06-30/|text"}},
	{text: "Signed on May 14, 1955 between eight states.", want: []string{"at|May 14, 1955|1955-05-14/|text"}},
	{text: "Signed on Sept. 27, 2020.", want: []string{"at|Sept. 27, 2020|2020-09-27/|text"}},
	{text: "NEWS | Nov. 16, 2023", want: []string{"at|Nov. 16, 2023|2023-11-16/|text"}},
	{text: "Entered into force on 2021-06-30.", want: []string{"at|2021-06-30|2021-06-30/|text"}},
	{text: "The deal of August 2025 failed.", want: []string{"at|August 2025|2025-08/|text"}},
	{text: "It happened in May of 1944.", want: []string{"at|May of 1944|1944-05/|text"}},
	{text: "In 1991, it left.", want: []string{"at|1991|1991/|text"}},
	{text: "It left in 1991.", want: []string{"at|1991|1991/|text"}},
	{text: "Independence (1991) came late.", want: []string{"at|1991|1991/|text"}},
	{text: "The Treaty of Berlin, 1878, was next.", want: []string{"at|1878|1878/|text"}},
	{text: "It cites the 2021 Shusha Declaration.", want: []string{"at|2021|2021/|text"}},
	{text: "They divided it in the 1828 Treaty of Turkmenchay.", want: []string{"at|1828|1828/|text"}},
	{text: "Under its 1994 charter it may act.", want: []string{"at|1994|1994/|text"}},
	{text: "During the 2011 protests police fired.", want: []string{"at|2011|2011/|text"}},
	{text: "The 1967 borders stand.", want: []string{"at|1967|1967/|text"}},
	{text: "1995 was calmer.", want: []string{"at|1995|1995/|text"}},
	{text: "The pact was renewed in 1975 and 1985.", want: []string{"at|1975|1975/|text", "at|1985|1985/|text"}},
	{text: "Crises came in 1956, 1967 and 1973.", want: []string{"at|1956|1956/|text", "at|1967|1967/|text", "at|1973|1973/|text"}},
	{text: "The Peace of Westphalia of 1648 ended it.", want: []string{"at|1648|1648/|text"}},
	{text: "The city fell in 490 BC.", want: []string{"at|490 BC|-0489/|text"}},
	{text: "In 1991 troops entered the city.", want: []string{"at|1991|1991/|text"}},
	{text: "As early as 1955, officials knew.", want: []string{"at|1955|1955/|text"}},
	{text: "The October 1973 war began.", want: []string{"at|October 1973|1973-10/|text"}},
	{text: "On January 4 and 5, 1974, they met.", want: []string{"at|January 4 and 5, 1974|1974-01-04/1974-01-06|text"}},
	{text: "On August 2 and August 4, 1964, ships were hit.", want: []string{"at|August 2|1964-08-02/|text", "at|August 4, 1964|1964-08-04/|text"}},

	// Decades, centuries, seasons and parts.
	{text: "In the 1980s trade grew.", want: []string{"at|the 1980s|1980/1989|text"}},
	{text: "Since the 1920’s they fought.", want: []string{"since|Since the 1920’s|1920/..|text"}},
	{text: "In the early 1960s both feared it.", want: []string{"at|the early 1960s|1960/1963|text"}},
	{text: "By the late 1940s it was over.", want: []string{"until|By the late 1940s|/1949|text"}},
	{text: "In the 19th century Russia expanded.", want: []string{"at|the 19th century|1801/1900|text"}},
	{text: "A nineteenth-century empire.", want: []string{"at|nineteenth-century|1801/1900|text"}},
	{text: "In the late 20th century it ended.", want: []string{"at|the late 20th century|1967/2000|text"}},
	{text: "The 1800s were violent.", want: []string{"at|The 1800s|1801/1900|text"}},
	{text: "In early 2024 talks began.", want: []string{"at|early 2024|2024-01/2024-04|text"}},
	{text: "It fell in mid-2024.", want: []string{"at|mid-2024|2024-05/2024-08|text"}},
	{text: "It fell in late 2024.", want: []string{"at|late 2024|2024-09/2024-12|text"}},
	{text: "At the end of 1991 it dissolved.", want: []string{"at|the end of 1991|1991-12/|text"}},
	{text: "In the first half of 1940 France fell.", want: []string{"at|the first half of 1940|1940-01/1940-06|text"}},
	{text: "In the spring of 1948 tension grew.", want: []string{"at|the spring of 1948|1948-03/1948-05|text"}},
	{text: "In summer 1914 war came.", want: []string{"at|summer 1914|1914-06/1914-08|text"}},
	{text: "The winter of 1947-48 was hard.", want: []string{"at|The winter of 1947-48|1947-12/1948-02|text"}},
	{text: "The winter of 1953 was hard.", want: []string{"at|The winter of 1953|1953/|text"}},
	{text: "In early March 1979 it stalled.", want: []string{"at|early March 1979|1979-03-01/1979-03-11|text"}},
	{text: "In late February 2022 it began.", want: []string{"at|late February 2022|2022-02-21/2022-03-01|text"}},
	{text: "In mid-December 1989 it began.", want: []string{"at|mid-December 1989|1989-12-11/1989-12-21|text"}},

	// Ranges.
	{text: "The war over the region (1988-94) froze.", want: []string{"at|1988-94|1988/1994|text"}},
	{text: "World War I, 1914–1918, ended empires.", want: []string{"at|1914–1918|1914/1918|text"}},
	{text: "They ruled from 1947 to 1949.", want: []string{"at|from 1947 to 1949|1947/1949|text"}},
	{text: "Between 1954 and 1960 nothing moved.", want: []string{"at|Between 1954 and 1960|1954/1960|text"}},
	{text: "The alliance of 1941–1945 was close.", want: []string{"at|1941–1945|1941/1945|text"}},
	{text: "It fought from September 27 to November 10, 2020.", want: []string{"at|from September 27 to November 10, 2020|2020-09-27/2020-11-11|text"}},
	{text: "The drill ran 5–7 March 2024 at sea.", want: []string{"at|5–7 March 2024|2024-03-05/2024-03-08|text"}},
	{text: "The drill ran March 5-7, 2024.", want: []string{"at|March 5-7, 2024|2024-03-05/2024-03-08|text"}},
	{text: "The drill ran from 5 to 7 March.", want: []string{"at|from 5 to 7 March|2026-03-05/2026-03-08|dateline"}},
	{text: "In January–March 2024 exports fell.", want: []string{"at|January–March 2024|2024-01/2024-03|text"}},
	{text: "It ran from April 1961 to October 1962.", want: []string{"at|from April 1961 to October 1962|1961-04/1962-10|text"}},
	{text: "The Aftermath, April 1961–October 1962", want: []string{"at|April 1961–October 1962|1961-04/1962-10|text"}},
	{text: "From the 1950s to the 1970s it grew.", want: []string{"at|From the 1950s to the 1970s|1950/1979|text"}},
	{text: "It served from 1999 until 2004.", want: []string{"at|from 1999 until 2004|1999/2004|text"}},
	{text: "Talks ran from late 1994 through early 1996.", want: []string{"at|from late 1994 through early 1996|1994-09/1996-04|text"}},
	{text: "From December 20 to January 5, 2021, it was shut.", want: []string{"at|From December 20 to January 5, 2021|2020-12-20/2021-01-06|text"}},
	{text: "Between March and May 1994 it raged.", want: []string{"at|Between March and May 1994|1994-03/1994-05|text"}},

	// Limits.
	{text: "It has been free since 1991.", want: []string{"since|since 1991|1991/..|text"}},
	{text: "Since at least 2015 it has spied.", want: []string{"since|Since at least 2015|2015/..|text"}},
	{text: "It held until 1994.", want: []string{"until|until 1994|/1994|text"}},
	{text: "Until late 1944 it held.", want: []string{"until|Until late 1944|/1944-12|text"}},
	{text: "By 1964 there were five.", want: []string{"until|By 1964|/1964|text"}},
	{text: "Before 1914 none existed.", want: []string{"before|Before 1914|/1914|text"}},
	{text: "Prior to 1938 it stood.", want: []string{"before|Prior to 1938|/1938|text"}},
	{text: "After 1945 it was split.", want: []string{"after|After 1945|1945/|text"}},
	{text: "From 1953 it grew.", want: []string{"since|From 1953|1953/..|text"}},
	{text: "It changed following the 1979 Islamic Revolution.", want: []string{"after|1979|1979/|text"}},
	{text: "After the war of 1973 it changed.", want: []string{"after|1973|1973/|text"}},
	{text: "Since the 1828 Treaty of Turkmenchay they are split.", want: []string{"since|1828|1828/..|text"}},
	{text: "Since the fall of the Union in 1991 it is free.", want: []string{"since|1991|1991/..|text"}},
	{text: "After the Union collapsed in 1991, it was free.", want: []string{"at|1991|1991/|text"}},
	{text: "Before the invasion of March 2003 he fled.", want: []string{"before|March 2003|/2003-03|text"}},
	{text: "It must leave by October.", want: []string{"until|by October|/2026-10|dateline"}},

	// Years filled in.
	{text: "On March 5 drones struck.", want: []string{"at|March 5|2026-03-05/|dateline"}},
	{text: "On 5 March drones struck.", want: []string{"at|5 March|2026-03-05/|dateline"}},
	{text: "Fighting began on September 27.", want: []string{"at|September 27|2025-09-27/|dateline"}},
	{text: "Fighting began on September 27.", date: "-", seen: "1962", want: []string{"at|September 27|1962-09-27/|text"}},
	{text: "Fighting began on September 27.", date: "-", want: []string{"at|September 27||"}},
	{text: "On April 2, 1917, he spoke; on April 4 they voted.", want: []string{"at|April 2, 1917|1917-04-02/|text", "at|April 4|1917-04-04/|text"}},
	{text: "On October 22 he spoke.", seen: "1962-10", want: []string{"at|October 22|1962-10-22/|text"}},
	{text: "On March 5 drones struck.", seen: "1991", want: []string{"at|March 5|2026-03-05/|dateline"}},
	{text: "The vote will be held on April 5.", want: []string{"at|April 5|2026-04-05/|dateline"}},
	{text: "In October they met.", want: []string{"at|October|2025-10/|dateline"}},
	{text: "In January and May 1974 they met.", want: []string{"at|January|1974-01/|text", "at|May 1974|1974-05/|text"}},
	{text: "In early August ships sailed.", seen: "1964-07", want: []string{"at|early August|1964-08-01/1964-08-11|text"}},

	// Counted from the dateline.
	{text: "On Thursday drones struck.", want: []string{"at|Thursday|2026-03-05/|dateline"}},
	{text: "On Monday it denied this.", want: []string{"at|Monday|2026-03-09/|dateline"}},
	{text: "On Thursday (March 5), drones struck.", want: []string{"at|Thursday (March 5)|2026-03-05/|dateline"}},
	{text: "On Thursday, March 5, 2026, drones struck.", want: []string{"at|Thursday, March 5, 2026|2026-03-05/|text"}},
	{text: "On Thursday (March 6), drones struck.", want: []string{"at|Thursday (March 6)||"}},
	{text: "On Thursday (June 6), drones struck.", date: "2024", want: []string{"at|Thursday (June 6)|2024-06-06/|dateline"}},
	{text: "They meet again on Friday (March 13).", want: []string{"at|Friday (March 13)|2026-03-13/|dateline"}},
	{text: "On Friday, May 1, 1964, he spoke.", want: []string{"at|Friday, May 1, 1964|1964-05-01/|text"}},
	{text: "On Thursday drones struck.", date: "-", want: []string{"at|Thursday||"}},
	{text: "Last Monday it struck.", want: []string{"at|Last Monday|2026-03-02/|dateline"}},
	{text: "They will meet on Friday.", want: []string{"at|Friday|2026-03-13/|dateline"}},
	{text: "The Good Friday Agreement holds.", want: nil},
	{text: "It struck today.", want: []string{"at|today|2026-03-09/|dateline"}},
	{text: "It struck yesterday.", want: []string{"at|yesterday|2026-03-08/|dateline"}},
	{text: "They met last week.", want: []string{"at|last week|2026-03-02/2026-03-09|dateline"}},
	{text: "Events followed last week’s strikes.", want: []string{"at|last week|2026-03-02/2026-03-09|dateline"}},
	{text: "This came after last week's strikes.", want: []string{"after|after last week|2026-03-09/|dateline"}},
	{text: "They met last month.", want: []string{"at|last month|2026-02/|dateline"}},
	{text: "Last year the court ruled.", want: []string{"at|Last year|2025/|dateline"}},
	{text: "Late last year it ruled.", want: []string{"at|Late last year|2025-09/2025-12|dateline"}},
	{text: "This year it will vote.", want: []string{"at|This year|2026/|dateline"}},
	{text: "Next year it will vote.", want: []string{"at|Next year|2027/|dateline"}},
	{text: "Two weeks ago it met.", want: []string{"at|Two weeks ago|2026-02-23/2026-03-02|dateline"}},
	{text: "Three days ago it met.", want: []string{"at|Three days ago|2026-03-06/|dateline"}},
	{text: "A decade ago it met.", want: []string{"at|A decade ago|2010/2019|dateline"}},
	{text: "Several years ago it met.", want: []string{"at|Several years ago||"}},
	{text: "Decades ago it met.", want: []string{"at|Decades ago||"}},
	{text: "Earlier this month it met.", want: []string{"at|Earlier this month|2026-03-01/2026-03-09|dateline"}},
	{text: "Later this year it votes.", want: []string{"at|Later this year|2026-03-09/2026|dateline"}},
	{text: "In recent years it grew.", want: []string{"at|recent years||"}},
	{text: "Over the past two years it grew.", want: []string{"at|the past two years|2024/2026-03-09|dateline"}},
	{text: "Last March it met.", want: []string{"at|Last March|2025-03/|dateline"}},
	{text: "Last summer it met.", want: []string{"at|Last summer|2025-06/2025-08|dateline"}},
	{text: "They met last week.", date: "-", want: []string{"at|last week||"}},
	{text: "The following year it left.", seen: "1955", want: []string{"at|The following year|1956/|text"}},
	{text: "Two days later it left.", seen: "1917-04-04", want: []string{"at|Two days later|1917-04-06/|text"}},
	{text: "Congress approved it in March of the same year.", seen: "1957-01", want: []string{"at|March|1957-03/|text", "at|the same year|1957/|text"}},
	{text: "He became minister the following November.", seen: "1961-03", want: []string{"at|the following November|1961-11/|text"}},
	{text: "The year 1947 saw shifts.", want: []string{"at|1947|1947/|text"}},
	{text: "On May 4, 1974, citing the June 1967 War, he left; on May 6 he came back.", want: []string{"at|May 4, 1974|1974-05-04/|text", "at|June 1967|1967-06/|text", "at|May 6|1974-05-06/|text"}},
	{text: "In 1922 it lost; the next year it won.", want: []string{"at|1922|1922/|text", "at|the next year|1923/|text"}},
	{text: "The vote in 1990 was, a year later, annulled.", want: []string{"at|1990|1990/|text", "at|a year later|1991/|text"}},

	// Lengths.
	{text: "It has rights for 99 years.", want: []string{"for|for 99 years||"}},
	{text: "It fought for nearly two decades.", want: []string{"for|for nearly two decades||"}},
	{text: "They must leave within six months.", want: []string{"for|within six months||"}},
	{text: "Fighting entered its 10th day.", want: []string{"for|10th day||"}},
	{text: "A 99-year lease was signed.", want: []string{"for|99-year||"}},
	{text: "After three weeks of fighting they stopped.", want: []string{"after|After three weeks||"}},
	{text: "For centuries they fought.", want: []string{"for|For centuries||"}},

	// No times at all.
	{text: "It sent 1,500 troops and 2000 soldiers.", want: nil},
	{text: "It lies 450 km from Baku, some 2000 miles away.", want: nil},
	{text: "It buys 46.4% of its oil there.", want: nil},
	{text: "Resolution 1701 and Article 1992 bind it.", want: nil},
	{text: "The Arash-2 and F-2000 flew.", want: nil},
	{text: "It may march on the city.", want: nil},
	{text: "About 1950 people died.", want: nil},
	{text: "Prices rose to 1950 dollars.", want: nil},
	{text: "In World War II it was neutral.", want: nil},
	{text: "The second of two states.", want: nil},
	{text: "Prime Minister May spoke.", want: nil},
	{text: "It killed 1999 civilians.", want: nil},
	{text: "It would not last six weeks.", want: nil},
	{text: "A six-year-old child was hurt.", want: nil},
	{text: "A/RES/1514 was adopted.", want: nil},
	{text: "UN No. 1991 was adopted.", want: nil},
}

func timesOf(t *testing.T, text string, anchor, seen graph.Date) []string {
	t.Helper()
	var got []string
	for _, x := range Times(text, Sentence{End: len(text)}, anchor, seen) {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s", x.Kind, x.Text, x.Valid, x.Anchor))
	}
	return got
}

func parseDate(t *testing.T, s string) graph.Date {
	t.Helper()
	d, err := graph.ParseDate(strings.TrimPrefix(s, "-"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTimes(t *testing.T) {
	for _, c := range timeCases {
		date := "2026-03-09"
		if c.date != "" {
			date = c.date
		}
		seen := c.seen
		if seen == "" {
			seen = date
		}
		got := timesOf(t, c.text, parseDate(t, date), parseDate(t, seen))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (dateline %s, seen %s) (-want +got):\n%s", c.text, date, seen, diff)
		}
	}
}

func TestLastSeen(t *testing.T) {
	before := graph.Day(1974, 5, 1)
	for text, want := range map[string]string{
		"It met in May 1975.":                         "1975-05",
		"Borders of the June 1967 war stood.":         "1974-05-01",
		"It recalled Nixon’s 1972 trip.":              "1974-05-01",
		"Under the 1955 Pact it may act.":             "1974-05-01",
		"The war (1971) was over.":                    "1974-05-01",
		"From 1954 to 1958 it was quiet.":             "1974-05-01",
		"Since 1949 it was quiet.":                    "1974-05-01",
		"In 1976, it fell.":                           "1976",
		"In 1976 China changed.":                      "1976",
		"Early in 1976 it fell, and in 1977 it rose.": "1977",
	} {
		got := LastSeen(text, Times(text, Sentence{End: len(text)}, graph.Date{}, before), before)
		if got.String() != want {
			t.Errorf("LastSeen(%q) = %v, want %s", text, got, want)
		}
	}
}

// checkTimes fails unless every expression lies in the sentence, in order, and
// is quoted as it stands.
func checkTimes(t *testing.T, text string, s Sentence, anchor, seen graph.Date) {
	t.Helper()
	pos := s.Start
	for _, x := range Times(text, s, anchor, seen) {
		if x.Start < pos || x.Start >= x.End || x.End > s.End || text[x.Start:x.End] != x.Text || !utf8.ValidString(x.Text) {
			t.Fatalf("%+v after byte %d of %q", x, pos, text)
		}
		if x.Kind == "" || x.Rule == "" || (x.Anchor == "") != (x.Valid == graph.Interval{}) {
			t.Fatalf("%+v lacks a kind or rule, or an anchor without a meaning", x)
		}
		for _, d := range []graph.Date{x.Valid.From, x.Valid.To} {
			if _, err := graph.ParseDate(d.String()); err != nil {
				t.Fatalf("%+v: %v", x, err)
			}
		}
		if from, to := x.Valid.From, x.Valid.To; !from.IsZero() && !to.IsZero() && !to.IsOpen() && from.First() > to.Last() {
			t.Fatalf("%+v ends before it begins", x)
		}
		pos = x.End
	}
}

func FuzzTimes(f *testing.F) {
	for i, c := range timeCases {
		f.Add(c.text, i%5, 1900+i, i%13)
	}
	f.Fuzz(func(t *testing.T, text string, pad, year, month int) {
		if !utf8.ValidString(text) {
			t.Skip("canonical text is valid UTF-8")
		}
		if pad < 0 || pad > 100 || year < 1 || year > 9999 || month < 0 || month > 12 {
			t.Skip("not a date")
		}
		start := pad
		text = strings.Repeat(" ", pad) + text
		s := Sentence{Start: start, End: len(text)}
		d := graph.Date{Year: year, Month: month}
		checkTimes(t, text, s, graph.Date{}, d)
		checkTimes(t, text, s, d, graph.Date{})
		if month > 0 {
			d.Day = 28
			checkTimes(t, text, s, d, d)
		}
	})
}

func BenchmarkTimes(b *testing.B) {
	var parts []string
	for _, c := range timeCases {
		parts = append(parts, c.text)
	}
	text := strings.Join(parts, " ")
	anchor := graph.Day(2026, 3, 9)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		pos := 0
		for _, p := range parts {
			Times(text, Sentence{Start: pos, End: pos + len(p)}, anchor, anchor)
			pos += len(p) + 1
		}
	}
}
