package extract

import (
	"time"

	"casus/graph"
)

// point is one date as the text words it, before its year is filled in.
type point struct {
	date   graph.Date // Year 0: the text does not say
	unit   timeUnit
	part   string         // "early", "mid", "late", …: which part of the unit
	exact  graph.Interval // if set, the meaning; date and part are not used
	done   bool           // exact is set, or nothing can be known
	anchor string
	rule   string
	next   int // index of the word behind it
	ahead  int // the year that a date right behind it gives: "August 2 and August 4, 1964"
}

// at returns the word at i, or an empty one beyond the ends.
func (r *timeReader) at(i int) timeWord {
	if i < 0 || i >= len(r.words) {
		return timeWord{number: -1}
	}
	return r.words[i]
}

// point reads a date that begins at word i. Months and numbers that could be
// something else count only if governed, that is behind a preposition of time.
func (r *timeReader) point(i int, governed bool) (point, bool) {
	for _, read := range []func(int, bool) (point, bool){r.iso, r.day, r.partOf, r.season, r.monthPoint, r.century, r.decade, r.year, r.weekday, r.relative} {
		if p, ok := read(i, governed); ok {
			return p, true
		}
	}
	return point{}, false
}

// dayNumber reads "5", "5th".
func (r *timeReader) dayNumber(i int) (int, bool) {
	w := r.at(i)
	switch w.low {
	case "", "st", "nd", "rd", "th":
		return w.number, w.digits > 0 && w.digits <= 2 && w.number >= 1 && w.number <= 31
	}
	return 0, false
}

// monthName reads "March" and "Sept.".
func (r *timeReader) monthName(i int) (m time.Month, next int, ok bool) {
	w := r.at(i)
	m, ok = monthNames[w.low]
	if !ok || !w.capital {
		return 0, 0, false
	}
	next = i + 1
	if n := len(w.low); (n == 3 || w.low == "sept") && w.low != "may" {
		if dot := r.at(next); dot.low == "." && !dot.spaced {
			next++
		}
	}
	return m, next, true
}

// yearNumber reads the four digits of a year behind a day or month.
func (r *timeReader) yearNumber(i int) (int, bool) {
	w := r.at(i)
	return w.number, w.digits == 4 && w.low == "" && w.number >= 1000 && w.number <= 2100
}

// yearAfter reads ", 2021", "2021" or "of 2021" at i; a year of 0 means none.
func (r *timeReader) yearAfter(i int) (year, next int) {
	j := i
	if low := r.at(i).low; low == "," || low == "of" {
		j++
	}
	if y, ok := r.yearNumber(j); ok && !(r.at(j-1).low == "," && counted[r.at(j+1).low]) {
		return y, j + 1
	}
	return 0, i
}

// iso reads 2024-03-05.
func (r *timeReader) iso(i int, _ bool) (point, bool) {
	y, ok := r.yearNumber(i)
	if !ok || i+4 >= len(r.words) || r.at(i+1).low != "-" || r.at(i+3).low != "-" || r.at(i+2).digits != 2 || r.at(i+4).digits != 2 {
		return point{}, false
	}
	for j := i + 1; j <= i+4; j++ {
		if r.at(j).spaced {
			return point{}, false
		}
	}
	d := graph.Date{Year: y, Month: r.at(i + 2).number, Day: r.at(i + 4).number}
	return point{date: d, unit: unitDay, anchor: "text", rule: "day", next: i + 5}, isDate(d)
}

// isDate reports whether the calendar has the date.
func isDate(d graph.Date) bool {
	p, err := graph.ParseDate(d.String())
	return err == nil && p == d
}

// day reads "March 5, 2026", "March 5", "5 March 2026", "5th of March".
func (r *timeReader) day(i int, _ bool) (point, bool) {
	p := point{unit: unitDay, rule: "day", anchor: "text"}
	if m, j, ok := r.monthName(i); ok {
		d, ok := r.dayNumber(j)
		if !ok || r.at(j+1).low == "%" {
			return point{}, false
		}
		p.date = graph.Date{Month: int(m), Day: d}
		p.date.Year, p.next = r.yearAfter(j + 1)
	} else if d, ok := r.dayNumber(i); ok {
		j := i + 1
		if r.at(j).low == "day" {
			j++
		}
		if r.at(j).low == "of" {
			j++
		}
		m, j, ok := r.monthName(j)
		if !ok {
			return point{}, false
		}
		p.date = graph.Date{Month: int(m), Day: d}
		p.date.Year, p.next = r.yearAfter(j)
	} else {
		return point{}, false
	}
	p.ahead = r.yearAhead(p.next)
	check := p.date
	if check.Year == 0 {
		check.Year = 2000 // a leap year
	}
	return p, isDate(check)
}

// yearAhead returns the year of what follows a day or month at i, 0 if it
// gives none: "and May 1974", "of the same year".
func (r *timeReader) yearAhead(i int) int {
	switch r.at(i).low {
	case "and", "or":
		j := i + 1
		if _, ok := r.dayNumber(j); ok {
			j++
		}
		_, j, ok := r.monthName(j)
		if !ok {
			return 0
		}
		if _, ok := r.dayNumber(j); ok {
			j++
		}
		y, _ := r.yearAfter(j)
		return y
	case "of":
		if r.at(i+1).low == "that" && r.at(i+2).low == "year" || r.at(i+1).low == "the" && r.at(i+2).low == "same" && r.at(i+3).low == "year" {
			if r.seen != r.anchor {
				return r.seen.Year
			}
		}
	}
	return 0
}

// monthPoint reads "August 2025" and, if governed, "August".
func (r *timeReader) monthPoint(i int, governed bool) (point, bool) {
	m, j, ok := r.monthName(i)
	if !ok {
		return point{}, false
	}
	p := point{unit: unitMonth, rule: "month", anchor: "text", date: graph.Date{Month: int(m)}}
	p.date.Year, p.next = r.yearAfter(j)
	p.ahead = r.yearAhead(p.next)
	if p.date.Year == 0 && !governed {
		// "In January and May 1974", "January–March 2024"
		switch r.at(j).low {
		case "and", "or", "-", "to":
			_, _, governed = r.monthName(j + 1)
		}
		switch r.at(i - 1).low {
		case "in", "of", "during", "this", "and", "or":
			governed = governed || r.at(i-1).low != "and" && r.at(i-1).low != "or" || i == r.lastEnd+1
		}
	}
	// "May" and "March" are also a verb, a modal and names.
	return p, p.date.Year != 0 || governed && !(r.at(j).capital && r.at(j).low != "")
}

// year reads "1979", unless the number counts something or numbers a thing.
func (r *timeReader) year(i int, governed bool) (point, bool) {
	w := r.at(i)
	p := point{unit: unitYear, rule: "year", anchor: "text", next: i + 1}
	if next := r.at(i + 1).low; w.number > 0 && w.low == "" && (next == "bc" || next == "bce") {
		p.date.Year, p.next = 1-w.number, i+2
		return p, p.date.Year != 0
	}
	y, ok := r.yearNumber(i)
	if !ok {
		return point{}, false
	}
	p.date.Year = y
	return p, r.isYear(i, governed)
}

func (r *timeReader) isYear(i int, governed bool) bool {
	w, before, after := r.at(i), r.at(i-1), r.at(i+1)
	modern := w.number >= 1800
	if !w.spaced && (before.low == "-" || before.low == "/" || before.low == "#" || before.low == "$" || before.low == "€" || before.low == "£") {
		if before.low != "-" || before.spaced || i < 2 || r.at(i-2).low != "mid" && r.at(i-2).digits == 0 {
			return false
		}
	}
	if after.low == "/" || after.low == "%" || after.low == "-" && !after.spaced && r.at(i+2).low != "" && r.at(i+2).digits == 0 && !r.at(i+2).spaced && monthNames[r.at(i+2).low] == 0 && !r.at(i+2).capital {
		return false // "2000-strong"
	}
	if numbered[before.low] && !governed || before.low == "." && (r.at(i-2).low == "no" || r.at(i-2).low == "art") {
		return false
	}
	if counted[after.low] {
		// "In 1991 troops entered": a preposition and no round number
		return (governed || before.low == "in" || before.low == "during") && modern && w.number%50 != 0 && after.low != "km" && after.low != "were" && after.low != "gmt" && after.low != "hours"
	}
	switch before.low {
	case "in", "since", "until", "till", "by", "before", "after", "from", "during", "circa", "throughout", "mid", "early", "late", "as", "year", "spent":
		return true
	case "of":
		return modern || after.low == "" || !isLowerPlural(after)
	case "the", "its", "their", "his", "her", "a", "this", "that", "s", "our", "post", "pre":
		return modern && after.low != "" && after.digits == 0 || !modern && after.capital
	case "and", "or", "to", "than", "&":
		return governed || i > 0 && i-1 == r.lastEnd
	}
	if governed {
		return true
	}
	if !modern {
		return false
	}
	isMark := before.digits == 0 && before.low != "" && !isLetterWord(before)
	return (i == 0 || isMark || before.capital) && !isLowerPlural(after)
}

// isLetterWord reports whether w is a word, not a number or mark.
func isLetterWord(w timeWord) bool {
	return w.digits == 0 && w.low != "" && (w.low[0] >= 'a' && w.low[0] <= 'z' || w.low[0] >= 0x80)
}

// isLowerPlural reports whether w looks like a counted noun.
func isLowerPlural(w timeWord) bool {
	n := len(w.low)
	if w.capital || n < 4 || w.digits > 0 {
		return false
	}
	return w.low[n-1] == 's' && w.low[n-2] != 's' && w.low != "this" && w.low != "whereas"
}

// decade reads "1980s", "the 1980s".
func (r *timeReader) decade(i int, _ bool) (point, bool) {
	j := i
	if r.at(j).low == "the" {
		j++
	}
	w := r.at(j)
	if w.digits != 4 || w.low != "s" || w.number%10 != 0 || w.number < 1000 || w.number > 2100 {
		return point{}, false
	}
	p := point{unit: unitDecade, rule: "decade", anchor: "text", date: graph.Date{Year: w.number}, next: j + 1}
	if w.number%100 == 0 && w.number < 2000 { // "the 1800s" are the century
		p.unit, p.rule, p.date.Year = unitCentury, "century", w.number+1
	}
	return p, true
}

// century reads "the 19th century", "nineteenth-century", "twenty-first century".
func (r *timeReader) century(i int, _ bool) (point, bool) {
	j, n := i, 0
	if r.at(j).low == "the" {
		j++
	}
	w := r.at(j)
	switch {
	case w.digits > 0 && (w.low == "th" || w.low == "st" || w.low == "nd" || w.low == "rd"):
		n = w.number
	case w.low == "twenty" && r.at(j+1).low == "-" && r.at(j+2).low == "first":
		n, j = 21, j+2
	default:
		n = ordinalWords[w.low]
	}
	j++
	if r.at(j).low == "-" {
		j++
	}
	if n < 2 || n > 21 || r.at(j).low != "century" {
		return point{}, false
	}
	return point{unit: unitCentury, rule: "century", anchor: "text", date: graph.Date{Year: (n-1)*100 + 1}, next: j + 1}, true
}

// season reads "spring 1948", "the spring of 1948", "winter of 1947-48".
func (r *timeReader) season(i int, _ bool) (point, bool) {
	j := i
	if r.at(j).low == "the" {
		j++
	}
	m, ok := seasons[r.at(j).low]
	if !ok {
		return point{}, false
	}
	j++
	if r.at(j).low == "of" {
		j++
	}
	if r.at(j).low == "last" || r.at(j).low == "this" {
		return point{}, false
	}
	y, ok := r.yearNumber(j)
	if !ok {
		return point{}, false
	}
	p := point{unit: unitYear, rule: "season", anchor: "text", date: graph.Date{Year: y}, next: j + 1}
	if two := r.at(j + 2); m == 0 && (r.at(j+1).low == "-" || r.at(j+1).low == "/") && (two.digits == 2 && two.number == (y+1)%100 || two.number == y+1) {
		p.done, p.next = true, j+3
		p.exact = graph.Interval{From: graph.Date{Year: y, Month: 12}, To: graph.Date{Year: y + 1, Month: 2}}
	} else if m != 0 {
		p.done = true
		p.exact = graph.Interval{From: graph.Date{Year: y, Month: int(m)}, To: graph.Date{Year: y, Month: int(m) + 2}}
	}
	return p, true
}

// partOf reads "early 2024", "mid-March", "late last year", "the end of 2024",
// "the first half of 1991".
func (r *timeReader) partOf(i int, _ bool) (point, bool) {
	j := i
	if r.at(j).low == "the" {
		j++
	}
	part := ""
	switch w := r.at(j).low; w {
	case "early", "late", "mid":
		part = w
		j++
		if r.at(j).low == "-" {
			j++
		}
		if r.at(j).low == "in" || r.at(j).low == "the" && r.at(j+1).digits > 0 || r.at(j).low == "on" && r.at(j+1).low == "in" {
			j++
		}
	case "beginning", "start", "end", "middle", "close", "outset":
		part = map[string]string{"beginning": "start", "start": "start", "outset": "start", "end": "end", "close": "end", "middle": "mid"}[w]
		if r.at(j+1).low != "of" {
			return point{}, false
		}
		j += 2
	case "first", "second", "third", "fourth":
		what := r.at(j + 1).low
		if r.at(j+2).low != "of" || what != "half" && what != "quarter" || what == "half" && ordinalWords[w] > 2 {
			return point{}, false
		}
		part = what + string(rune('0'+ordinalWords[w]))
		j += 3
	default:
		return point{}, false
	}
	p, ok := r.point(j, true)
	if !ok || p.part != "" || p.unit == unitDay || p.unit == unitWeek || p.rule == "season" {
		return point{}, false
	}
	p.part = part
	return p, true
}
