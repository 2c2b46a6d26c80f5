package extract

import (
	"time"

	"casus/graph"
)

// goTime returns the day of a date that is precise to the day.
func goTime(d graph.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func addDays(d graph.Date, n int) graph.Date { return graph.DateOf(goTime(d).AddDate(0, 0, n)) }

// weekOf returns Monday to Monday around a day.
func weekOf(d graph.Date, weeks int) graph.Interval {
	monday := addDays(d, -(int(goTime(d).Weekday())+6)%7+7*weeks)
	return graph.Interval{From: monday, To: addDays(monday, 7)}
}

// shift moves a date by n units and gives the result in that unit; it reports
// false if the date is not precise enough.
func shift(d graph.Date, unit timeUnit, n int) (graph.Interval, bool) {
	switch {
	case d.IsZero() || d.IsOpen() || n > 10000:
	case unit == unitDay && d.IsDay():
		return graph.Interval{From: addDays(d, n)}, true
	case unit == unitWeek && d.IsDay():
		return weekOf(d, n), true
	case unit == unitMonth && d.Month != 0:
		m := d.Year*12 + d.Month - 1 + n
		return graph.Interval{From: graph.Date{Year: m / 12, Month: m%12 + 1}}, m >= 12
	case unit == unitYear:
		return graph.Interval{From: graph.Date{Year: d.Year + n}}, d.Year+n != 0
	case unit == unitDecade:
		y := (d.Year/10 + n) * 10
		return graph.Interval{From: graph.Date{Year: y}, To: graph.Date{Year: y + 9}}, y > 0
	}
	return graph.Interval{}, false
}

// shifted is a point n units from a date.
func shifted(d graph.Date, unit timeUnit, n int, anchor, rule string, next int) point {
	p := point{unit: unit, done: true, rule: rule, next: next}
	if iv, ok := shift(d, unit, n); ok {
		p.exact, p.anchor, p.date = iv, anchor, iv.From
		if unit == unitMonth || unit == unitYear {
			p.done = false // so that "late last year" can take a part of it
		}
	}
	return p
}

// weekday reads "Thursday", "last Thursday" and "Thursday (March 5)". A bare
// weekday is the latest one up to the dateline.
func (r *timeReader) weekday(i int, _ bool) (point, bool) {
	j, which := i, r.at(i).low
	switch which {
	case "last", "next", "this", "past":
		j++
	}
	w := r.at(j)
	day, ok := weekdayNames[w.low]
	if !ok || !w.capital || notDays[r.at(j-1).low] || r.at(j+1).low == "agreement" {
		return point{}, false
	}
	p := point{unit: unitDay, done: true, rule: "weekday", next: j + 1}
	if q, ok := r.dateBeside(j + 1); ok {
		return r.checked(q, day), true
	}
	if !r.anchor.IsDay() {
		return p, true
	}
	back := (int(goTime(r.anchor).Weekday()) - int(day) + 7) % 7
	switch {
	case which == "last" && back == 0:
		back = 7
	case which == "next" || which != "last" && which != "past" && r.future(i):
		back = (back+6)%7 - 6 // the coming one
		if back == 0 && which == "next" {
			back = -7
		}
	case which == "this":
		back = (int(goTime(r.anchor).Weekday())+6)%7 - (int(day)+6)%7
	}
	p.exact, p.anchor = graph.Interval{From: addDays(r.anchor, -back)}, "dateline"
	return p, true
}

// notDays make a weekday part of a name.
var notDays = wordClasses(map[bool]string{true: "bloody black good easter palm holy maundy ash super"})

// dateBeside reads the date that follows a weekday: "(March 5)", ", March 5".
func (r *timeReader) dateBeside(i int) (point, bool) {
	open := r.at(i).low
	if open == "(" || open == "," {
		i++
	} else {
		open = ""
	}
	if r.at(i).low == "the" {
		i++
	}
	q, ok := r.day(i, true)
	if ok && open == "(" {
		ok = r.at(q.next).low == ")"
		q.next++
	}
	return q, ok
}

// checked compares a date with the weekday the text gives it. Where the year
// was not said it must fit; a year that the text does say is taken at its word.
func (r *timeReader) checked(q point, day time.Weekday) point {
	q.rule = "weekday+date"
	if q.date.Year != 0 {
		if goTime(q.date).Weekday() != day {
			q.rule = "weekday+date, which disagree"
		}
		return q
	}
	year, anchor := r.fill(q.date, false)
	years := []int{year, year + 1, year - 1}
	if r.anchor.IsDay() { // the last one, or the one to come
		years = years[:2]
	}
	for _, y := range years {
		d := graph.Date{Year: y, Month: q.date.Month, Day: q.date.Day}
		if year != 0 && isDate(d) && goTime(d).Weekday() == day {
			q.date, q.anchor = d, anchor
			return q
		}
	}
	q.done, q.anchor, q.rule = true, "", "weekday+date, which disagree"
	return q
}

// relative reads what is counted from the dateline ("yesterday", "last week",
// "two years ago") or from the date before it ("the following year").
func (r *timeReader) relative(i int, _ bool) (point, bool) {
	w := r.at(i)
	unit := unitNames[r.at(i+1).low]
	if unit == unitShort || unit == unitCentury {
		unit = ""
	}
	switch w.low {
	case "today", "tonight":
		if r.at(i+1).low == "'" || r.at(i+1).low == "’" { // "today's world"
			return point{}, false
		}
		return shifted(r.anchor, unitDay, 0, "dateline", "today", i+1), true
	case "yesterday":
		return shifted(r.anchor, unitDay, -1, "dateline", "yesterday", i+1), true
	case "tomorrow":
		return shifted(r.anchor, unitDay, 1, "dateline", "tomorrow", i+1), true
	case "earlier", "later":
		if p, ok := r.relative(i+1, true); ok && r.at(i+1).low == "this" {
			return r.aroundNow(p, w.low), true
		}
	case "this":
		switch {
		case unit != "":
			return shifted(r.anchor, unit, 0, "dateline", "this "+string(unit), i+2), true
		case r.at(i+1).low == "morning" || r.at(i+1).low == "afternoon" || r.at(i+1).low == "evening":
			return shifted(r.anchor, unitDay, 0, "dateline", "today", i+2), true
		}
		return r.namedOf(i, 0)
	case "last", "past", "previous", "next", "coming", "following", "same", "that", "the":
		return r.turned(i)
	case "recent":
		if unit != "" {
			return point{done: true, rule: "recent", next: i + 2}, true
		}
	}
	return r.counted(i)
}

// aroundNow is the part of a period before or after the dateline.
func (r *timeReader) aroundNow(p point, which string) point {
	whole := r.finish(p)
	p.done, p.rule = true, which+" "+p.rule
	if whole.From.IsZero() || !r.anchor.IsDay() || p.unit == unitDay {
		p.exact = whole
		return p
	}
	first := graph.Date{Year: whole.From.Year, Month: max(whole.From.Month, 1), Day: max(whole.From.Day, 1)}
	switch {
	case which == "earlier":
		p.exact = graph.Interval{From: first, To: r.anchor}
	case p.unit == unitWeek:
		p.exact = graph.Interval{From: r.anchor, To: whole.To}
	default:
		p.exact = graph.Interval{From: r.anchor, To: whole.From}
	}
	if p.exact.From == p.exact.To {
		p.exact = whole
	}
	return p
}

// turned reads "last week", "the past two years", "the following year", "the
// same month", "next March".
func (r *timeReader) turned(i int) (point, bool) {
	j := i
	if r.at(j).low == "the" {
		j++
	}
	w := r.at(j).low
	unit := unitNames[r.at(j+1).low]
	if unit == unitShort || unit == unitCentury {
		return point{}, false
	}
	rule := w + " " + string(unit)
	if unit == "" {
		if n, k, ok := r.count1(j + 1); ok && j+1 != k && (w == "last" || w == "past") && j > i && unitNames[r.at(k).low] != "" {
			return r.lookingBack(n, unitNames[r.at(k).low], k+1), true
		}
		if j == i && (w == "last" || w == "next") {
			return r.namedOf(i, map[string]int{"last": -1, "next": 1}[w])
		}
		if m, k, ok := r.monthName(j + 1); ok && w == "following" && j > i && r.seen != r.anchor && r.seen.Year != 0 {
			p := point{unit: unitMonth, rule: "following month", anchor: "text", date: graph.Date{Year: r.seen.Year, Month: int(m)}, next: k}
			if r.seen.Month == 0 || int(m) <= r.seen.Month {
				p.date.Year++
			}
			return p, true
		}
		return point{}, false
	}
	told := r.seen // what "the following year" counts from
	if told == r.anchor {
		told = graph.Date{}
	}
	switch {
	case (w == "last" || w == "past") && j > i: // "over the last year"
		return r.lookingBack(1, unit, j+2), true
	case w == "last":
		return shifted(r.anchor, unit, -1, "dateline", rule, j+2), true
	case w == "next" && (j == i && unit != unitDay):
		return shifted(r.anchor, unit, 1, "dateline", rule, j+2), true
	case w == "coming":
		return point{done: true, rule: rule, next: j + 2}, true
	case w == "following" || w == "next":
		if j == i {
			return point{}, false
		}
		return shifted(told, unit, 1, "text", rule, j+2), true
	case w == "previous":
		return shifted(told, unit, -1, "text", rule, j+2), true
	case w == "same" || w == "that" && j == i:
		return shifted(told, unit, 0, "text", rule, j+2), true
	case w == "past" && unit == unitYear && j == i:
		return shifted(r.anchor, unit, -1, "dateline", rule, j+2), true
	case w == "recent" && j > i:
		return point{done: true, rule: "recent", next: j + 2}, true
	}
	return point{}, false
}

// lookingBack is the time of n units up to the dateline.
func (r *timeReader) lookingBack(n int, unit timeUnit, next int) point {
	p := point{done: true, rule: "past " + string(unit), unit: unit, next: next}
	if unit == unitDecade {
		n, unit = 10*n, unitYear
	}
	if iv, ok := shift(r.anchor, unit, -n); ok && n > 0 {
		p.exact, p.anchor = graph.Interval{From: iv.From, To: r.anchor}, "dateline"
	}
	return p
}

// namedOf reads "last March", "this summer", "next spring".
func (r *timeReader) namedOf(i, turn int) (point, bool) {
	m, next, ok := r.monthName(i + 1)
	season := false
	if !ok {
		if m, season = seasons[r.at(i+1).low]; !season || m == 0 {
			return point{}, false
		}
		next = i + 2
	}
	p := point{unit: unitMonth, done: true, rule: r.at(i).low + " month", next: next}
	if season {
		p.rule = r.at(i).low + " season"
	}
	a := r.anchor
	if a.Month == 0 {
		return p, true
	}
	y := a.Year
	switch {
	case turn < 0 && int(m) >= a.Month:
		y--
	case turn > 0 && int(m) <= a.Month:
		y++
	}
	p.exact, p.anchor = graph.Interval{From: graph.Date{Year: y, Month: int(m)}}, "dateline"
	if season {
		p.exact.To = graph.Date{Year: y, Month: int(m) + 2}
	}
	return p, true
}

// counted reads "two weeks ago", "a year earlier", "three days later".
func (r *timeReader) counted(i int) (point, bool) {
	n, j, ok := r.count(i)
	unit := unitNames[r.at(j).low]
	if !ok || unit == "" || unit == unitShort {
		return point{}, false
	}
	p := point{unit: unit, done: true, next: j + 2}
	switch w := r.at(j + 1).low; w {
	case "ago":
		p.rule = "ago"
		if n > 0 {
			return shifted(r.anchor, unit, -n, "dateline", "ago", j+2), true
		}
	case "earlier", "later", "before", "after":
		if w == "before" || w == "after" {
			return point{}, false
		}
		p.rule = w
		if n > 0 && r.seen != r.anchor {
			if w == "earlier" {
				n = -n
			}
			return shifted(r.seen, unit, n, "text", w, j+2), true
		}
	default:
		return point{}, false
	}
	return p, true
}

// count reads a number in digits or words: "two", "a few", "twenty-five",
// "more than 20". A number of 0 is not known.
func (r *timeReader) count(i int) (n, next int, ok bool) {
	j := i
	switch r.at(j).low {
	case "more", "less", "fewer", "nearly", "almost", "about", "around", "roughly", "over", "just", "at", "up", "another", "only", "some", "under":
		exact := false
		if low := r.at(j).low; low == "another" || low == "only" || low == "just" {
			exact = true
		}
		j++
		if low := r.at(j).low; low == "than" || low == "least" || low == "most" || low == "to" {
			j++
		}
		n, j, ok = r.count1(j)
		if !exact {
			n = 0
		}
		return n, j, ok
	}
	return r.count1(i)
}

func (r *timeReader) count1(i int) (n, next int, ok bool) {
	w := r.at(i)
	if w.digits > 0 {
		return max(w.number, 0), i + 1, w.low == ""
	}
	n, ok = numberWords[w.low]
	if !ok {
		if unit := unitNames[w.low]; unit != "" && w.low[len(w.low)-1] == 's' { // "decades ago"
			return 0, i, true
		}
		return 0, i, false
	}
	next = i + 1
	switch two := r.at(next); {
	case w.low == "a" && (two.low == "few" || two.low == "couple" || two.low == "half"):
		n, next = numberWords[two.low], next+1
		if r.at(next).low == "of" || r.at(next).low == "a" || r.at(next).low == "dozen" {
			next++
		}
	case n >= 20 && two.low == "-" && numberWords[r.at(next+1).low] > 0:
		n, next = n+numberWords[r.at(next+1).low], next+2
	}
	return n, next, true
}
