package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/graph"
)

// Times returns the time expressions of a sentence in order, not overlapping.
// anchor is the dateline, zero if unknown: then "yesterday" is found but not
// resolved, never counted from today. lastSeen is the latest date that the
// document named before this sentence; a day or month without a year takes its
// year from there if the dateline is unknown or not near.
//
// What an interval says depends on its kind:
//
//   - At: From is the date as precise as the text ("in 2021": From 2021) and
//     To is unknown: a claim is dated, nothing is said about its end. Of a
//     period of several years, months or days both are set: To names the last
//     year or month it reaches ("1988-94": 1988/1994, "the 1980s": 1980/1989)
//     but is the day after the last where days are known ("last week": Monday
//     to Monday).
//   - Since: From, and To open. Until: To. Before: To. After: From.
//   - For: a length, never resolved.
//
// The expression holds the preposition only where that changes its meaning:
// "since 1991", but "2021" of "in 2021" and of "the 2021 Accord".
func Times(text string, s Sentence, anchor, lastSeen graph.Date) []Time {
	r := &timeReader{words: timeWords(text, s.Start, s.End), anchor: anchor, seen: lastSeen, lastEnd: -1}
	var out []Time
	for i := 0; i < len(r.words); {
		t, next, ok := r.expression(i)
		if !ok {
			i++
			continue
		}
		t.Start, t.End = r.words[i].start, r.words[next-1].end
		t.Text = text[t.Start:t.End]
		out = append(out, t)
		if seen := LastSeen(text, []Time{t}, r.seen); seen != r.seen && t.Anchor == "text" {
			r.told, r.seen = seen, seen
		}
		r.lastEnd = next
		i = next
	}
	return out
}

// LastSeen returns the date that a document's story has come to after a
// sentence with these times: the last one that is told of, or before if there
// is none. Dates of things named in passing ("the 1967 war", "(1988-94)") and
// of long periods do not count.
func LastSeen(text string, times []Time, before graph.Date) graph.Date {
	for _, t := range times {
		from, to := t.Valid.From, t.Valid.To
		if t.Kind != At || from.Year == 0 || to.Year != 0 && to.Year != from.Year {
			continue
		}
		ahead, adjacent := strings.CutPrefix(text[t.End:min(len(text), t.End+8)], " ")
		next, _ := utf8.DecodeRuneInString(ahead)
		back := strings.ToLower(text[max(0, t.Start-7):t.Start])
		named := strings.HasSuffix(back, "the ") || strings.HasSuffix(back, "its ") || strings.HasSuffix(back, "their ") || strings.HasSuffix(back, "his ") || strings.HasSuffix(back, "s ")
		if strings.HasSuffix(back, "(") || adjacent && unicode.IsUpper(next) && !strings.HasSuffix(back, "in ") && !strings.HasSuffix(back, "on ") || named && unicode.IsLetter(next) {
			continue
		}
		before = from
	}
	return before
}

// timeReader reads the time expressions of one sentence.
type timeReader struct {
	words        []timeWord
	anchor, seen graph.Date
	told         graph.Date // the latest date of this sentence that the text itself gives
	lastEnd      int        // index of the word behind the last expression
}

// timePrepositions are those that change what a date says.
var timePrepositions = map[string]TimeKind{
	"since": Since, "until": Until, "till": Until, "by": Until, "before": Before, "after": After, "following": After, "from": Since,
}

// expression reads one time expression at word i.
func (r *timeReader) expression(i int) (Time, int, bool) {
	w := r.at(i)
	if w.digits == 0 && !timeStarts[w.low] {
		return Time{}, 0, false
	}
	if next, rule, ok := r.length(i); ok {
		return Time{Kind: For, Rule: rule}, next, true
	}
	switch w.low {
	case "from":
		if t, next, ok := r.rangeAt(i+1, true, "to", "until", "till", "through", "-"); ok {
			t.Kind = At
			return t, next, true
		}
	case "between":
		if t, next, ok := r.rangeAt(i+1, true, "and"); ok {
			t.Kind = At
			return t, next, true
		}
	case "prior", "up":
		if r.at(i+1).low == "to" {
			if t, next, ok := r.governed(i+2, map[string]TimeKind{"prior": Before, "up": Until}[w.low]); ok {
				return t, next, true
			}
		}
	}
	if kind, ok := timePrepositions[w.low]; ok {
		return r.governed(i+1, kind)
	}
	t, next, ok := r.span(i, false)
	if !ok {
		return Time{}, 0, false
	}
	if kind := r.order(i); kind != At {
		t = limited(t, kind)
	}
	if t.Kind == "" {
		t.Kind = At
	}
	return t, next, true
}

// governed reads the date behind a preposition that limits.
func (r *timeReader) governed(i int, kind TimeKind) (Time, int, bool) {
	if low := r.at(i).low; low == "at" && r.at(i+1).low == "least" {
		i += 2
	} else if low == "about" || low == "around" || low == "roughly" || low == "as" && r.at(i+1).low == "early" && r.at(i+2).low == "as" {
		i++
		if low == "as" {
			i += 2
		}
	}
	if low := r.at(i).low; low == "in" || low == "on" { // "since in 1991" is not English, "until on Monday" is
		i++
	}
	t, next, ok := r.span(i, true)
	if !ok {
		if n, k, isCount := r.count(i); isCount && kind == After && n >= 0 && unitNames[r.at(k).low] != "" { // "after three weeks of fighting"
			return Time{Kind: After, Rule: "after a length"}, k + 1, true
		}
		return Time{}, 0, false
	}
	return limited(t, kind), next, true
}

// limited turns the dates of an expression into the limit that kind sets.
func limited(t Time, kind TimeKind) Time {
	t.Kind = kind
	if t.Valid == (graph.Interval{}) {
		return t
	}
	switch kind {
	case Since:
		t.Valid.To = graph.Open
	case Until:
		if t.Valid.To.IsZero() {
			t.Valid.To = t.Valid.From
		}
		t.Valid.From = graph.Date{}
	case Before:
		t.Valid = graph.Interval{To: t.Valid.From}
	case After:
		if !t.Valid.To.IsZero() {
			t.Valid.From = t.Valid.To
		}
		t.Valid.To = graph.Date{}
	}
	return t
}

// order returns how the noun phrase around a date limits the clause: After for
// "following the 1979 revolution" and "after the war of 1973".
func (r *timeReader) order(i int) TimeKind {
	j := i - 1
	inner := r.at(j).low == "of" || r.at(j).low == "in"
	if inner {
		j--
	}
	head := r.at(j).low
	words := 0
	ofs := r.at(i-1).low == "of"
	for ; j >= 0 && words < 7; j-- {
		w := r.at(j)
		if kind, ok := timePrepositions[w.low]; ok {
			if w.low == "by" || w.low == "from" {
				return At
			}
			determined := determiners[r.at(j+1).low]
			if !inner {
				return map[bool]TimeKind{true: kind, false: At}[words == 1 && determined]
			}
			return map[bool]TimeKind{true: kind, false: At}[words > 0 && (ofs || isEventNoun(head))]
		}
		if !isLetterWord(w) && w.low != "-" || clauseWords[w.low] || (w.low == "in" || w.low == "on" || w.low == "at") {
			return At
		}
		ofs = ofs || w.low == "of"
		words++
	}
	return At
}

var determiners = wordClasses(map[bool]string{true: "the its their his her our a an this that"})

// clauseWords end the search for the preposition before a noun phrase.
var clauseWords = wordClasses(map[bool]string{true: "that which who was were is are be been had has have and or but did not he she it they signed began ended fell broke " +
	"collapsed became took gained won lost joined left said came went declared"})

// isEventNoun reports whether a noun names something that happens, by its
// ending or because it is a common one.
func isEventNoun(w string) bool {
	switch w {
	case "war", "coup", "collapse", "fall", "revolution", "attack", "attacks", "summit", "treaty", "revolt", "strike", "strikes", "death", "truce",
		"ceasefire", "crisis", "uprising", "election", "elections", "breakup", "defeat", "victory", "massacre", "protests", "withdrawal", "arrival":
		return true
	}
	for _, suffix := range []string{"tion", "sion", "ment", "ence", "ance"} {
		if len(w) > len(suffix)+2 && w[len(w)-len(suffix):] == suffix {
			return true
		}
	}
	return false
}

// length reads "for 99 years", "for decades", "99-year" and "10th day".
func (r *timeReader) length(i int) (next int, rule string, ok bool) {
	w := r.at(i)
	switch w.low {
	case "for", "over", "within", "throughout":
		j := i + 1
		if low := r.at(j).low; low == "the" || low == "a" && r.at(j+1).low == "further" {
			j++
		}
		if low := r.at(j).low; low == "next" || low == "first" || low == "coming" || low == "further" || w.low == "for" && (low == "last" || low == "past") {
			j++
		}
		if _, k, ok := r.count(j); ok && unitNames[r.at(k).low] != "" && r.at(k+1).low != "ago" {
			return k + 1, "length", true
		}
		return 0, "", false
	}
	if (w.low == "th" || w.low == "st" || w.low == "nd" || w.low == "rd") && w.digits > 0 || ordinalWords[w.low] > 0 && w.low != "second" {
		if unit := r.at(i + 1).low; unit == "day" || (unit == "week" || unit == "month" || unit == "year") && r.at(i+2).low != "of" {
			return i + 2, "ordinal", r.at(i+2).low != "of" || monthNames[r.at(i+3).low] == 0
		}
	}
	if n, ok := numberWords[w.low]; w.digits > 0 && w.low == "" && w.digits < 4 || ok && n > 0 && w.low != "a" && w.low != "an" {
		if r.at(i+1).low == "-" && !r.at(i+1).spaced {
			unit := r.at(i + 2).low
			isAge := r.at(i+3).low == "-" && r.at(i+4).low == "old"
			if unitNames[unit] != "" && unit[len(unit)-1] != 's' && !isAge {
				return i + 3, "length", true
			}
		}
	}
	return 0, "", false
}

// future reports whether the sentence up to word i speaks of what is to come.
func (r *timeReader) future(i int) bool {
	for j := max(0, i-9); j < i; j++ {
		switch r.at(j).low {
		case "will", "shall", "due", "scheduled", "slated", "expected", "upcoming", "plans", "planned":
			return true
		}
	}
	switch r.at(i - 1).low {
	case "by", "until", "till", "next":
		return true
	}
	return false
}

// fill returns the year of a day or month that does not name its own, 0 if
// there is nothing to take it from.
func (r *timeReader) fill(d graph.Date, future bool) (year int, anchor string) {
	if r.told.Year != 0 {
		return r.told.Year, "text"
	}
	if r.anchor.IsZero() {
		return r.seen.Year, "text"
	}
	d.Year = r.anchor.Year
	if a := r.anchor; a.Month != 0 {
		switch passed := d.Month < a.Month || d.Month == a.Month && (d.Day == 0 || a.Day == 0 || d.Day <= a.Day); {
		case !passed && !future:
			d.Year--
		case passed && future && !(d.Month == a.Month && (d.Day == 0 || d.Day == a.Day)):
			d.Year++
		}
	}
	if old := r.seen.Year; old != 0 && old < r.anchor.Year-1 && r.anchor.First()-d.First() > 60 {
		return old, "text" // the document is telling of the past
	}
	return d.Year, "dateline"
}

// finish gives a point its year and its part, as an interval.
func (r *timeReader) finish(p point) graph.Interval {
	if p.done {
		return p.exact
	}
	d := p.date
	if d.Year == 0 {
		if d.Year = p.ahead; d.Year == 0 {
			d.Year, _ = r.fill(d, r.future(p.next-1))
		}
		if d.Year == 0 || p.unit == unitDay && !isDate(d) {
			return graph.Interval{}
		}
	}
	iv := graph.Interval{From: d}
	switch p.unit {
	case unitDecade:
		iv.To = graph.Date{Year: d.Year + 9}
	case unitCentury:
		iv.To = graph.Date{Year: d.Year + 99}
	}
	if p.part != "" {
		iv = partOfInterval(d, p.unit, p.part)
	}
	return iv
}

// thirds are the parts of each unit: the first and last month of the year, the
// first and last day of the month, years of a decade and century. The bounds
// are ours: no usage fixes what "early" reaches to.
var thirds = map[timeUnit]map[string][2]int{
	unitYear: {"early": {1, 4}, "mid": {5, 8}, "late": {9, 12}, "start": {1, 1}, "end": {12, 12},
		"half1": {1, 6}, "half2": {7, 12}, "quarter1": {1, 3}, "quarter2": {4, 6}, "quarter3": {7, 9}, "quarter4": {10, 12}},
	unitMonth:   {"early": {1, 10}, "mid": {11, 20}, "late": {21, 31}, "start": {1, 5}, "end": {25, 31}, "half1": {1, 15}, "half2": {16, 31}},
	unitDecade:  {"early": {0, 3}, "mid": {4, 6}, "late": {7, 9}, "start": {0, 0}, "end": {9, 9}, "half1": {0, 4}, "half2": {5, 9}},
	unitCentury: {"early": {0, 33}, "mid": {33, 66}, "late": {66, 99}, "start": {0, 9}, "end": {90, 99}, "half1": {0, 49}, "half2": {50, 99}},
}

func partOfInterval(d graph.Date, unit timeUnit, part string) graph.Interval {
	b, ok := thirds[unit][part]
	if !ok {
		return graph.Interval{From: d}
	}
	switch unit {
	case unitYear:
		iv := graph.Interval{From: graph.Date{Year: d.Year, Month: b[0]}}
		if b[1] != b[0] {
			iv.To = graph.Date{Year: d.Year, Month: b[1]}
		}
		return iv
	case unitMonth:
		from := graph.Date{Year: d.Year, Month: d.Month, Day: b[0]}
		next, _ := shift(d, unitMonth, 1)
		to := graph.Date{Year: next.From.Year, Month: next.From.Month, Day: 1}
		if b[1] < 31 {
			to = graph.Date{Year: d.Year, Month: d.Month, Day: b[1] + 1}
		}
		return graph.Interval{From: from, To: to}
	}
	iv := graph.Interval{From: graph.Date{Year: d.Year + b[0]}}
	if b[1] != b[0] {
		iv.To = graph.Date{Year: d.Year + b[1]}
	}
	return iv
}

// anchorOf names what a point was resolved against.
func (r *timeReader) anchorOf(p point, iv graph.Interval) string {
	if iv == (graph.Interval{}) {
		return ""
	}
	if p.date.Year == 0 && p.ahead == 0 && !p.done {
		_, anchor := r.fill(p.date, r.future(p.next-1))
		return anchor
	}
	return p.anchor
}
