package extract

import "casus/graph"

// span reads a range or a single point at i. It gives the interval, and the
// rule and anchor of its first point.
func (r *timeReader) span(i int, governed bool) (Time, int, bool) {
	if t, next, ok := r.rangeAt(i, governed, "-", "to"); ok {
		return t, next, true
	}
	if t, next, ok := r.twoDays(i); ok {
		return t, next, true
	}
	p, ok := r.point(i, governed)
	if !ok {
		return Time{}, 0, false
	}
	iv := r.finish(p)
	return Time{Valid: iv, Rule: p.rule, Anchor: r.anchorOf(p, iv)}, p.next, true
}

// rangeAt reads two points joined by one of the words: "1988-94", "March 5 to
// April 2, 2024", "5–7 March".
func (r *timeReader) rangeAt(i int, governed bool, joints ...string) (Time, int, bool) {
	first, ok := r.firstOfRange(i, governed, joints)
	if !ok {
		return Time{}, 0, false
	}
	joint := r.at(first.next)
	if !contains(joints, joint.low) {
		return Time{}, 0, false
	}
	j := first.next + 1
	if r.at(j).low == "about" || r.at(j).low == "around" {
		j++
	}
	second, ok := r.secondOfRange(first, j, joint)
	if !ok || first.done != second.done && first.exact == (graph.Interval{}) {
		return Time{}, 0, false
	}
	if first.date.Month == 0 && first.unit == unitDay {
		first.date.Month = second.date.Month
	}
	if first.date.Year == 0 && !first.done {
		if second.date.Year == 0 && !second.done {
			second.date.Year, second.anchor = r.fill(second.date, r.future(i))
			second.done = second.date.Year == 0
		}
		first.date.Year, first.anchor = second.date.Year, second.anchor
		if first.date.Month > second.date.Month {
			first.date.Year--
		}
		first.done = second.date.Year == 0
	} else if second.date.Year == 0 && !second.done {
		second.date.Year = first.date.Year
		if first.date.Month > second.date.Month {
			second.date.Year++
		}
	}
	if first.unit == unitDay && !first.done && !isDate(first.date) {
		return Time{}, 0, false
	}
	from, to := r.finish(first), r.finish(second)
	t := Time{Rule: "range", Anchor: first.anchor, Valid: graph.Interval{From: from.From, To: lastOf(to)}}
	if from.From.IsZero() || to.From.IsZero() {
		t.Valid, t.Anchor = graph.Interval{}, ""
	} else if from.From.Compare(to.From) > 0 {
		return Time{}, 0, false
	}
	return t, second.next, true
}

// twoDays reads "January 4 and 5, 1974".
func (r *timeReader) twoDays(i int) (Time, int, bool) {
	first, ok := r.day(i, true)
	if !ok || first.date.Year != 0 || r.at(first.next).low != "and" {
		return Time{}, 0, false
	}
	if _, ok := r.dayNumber(first.next + 1); !ok {
		return Time{}, 0, false
	}
	if _, _, ok := r.monthName(first.next + 2); ok { // "March 4 and 5 April"
		return Time{}, 0, false
	}
	return r.rangeAt(i, true, "and")
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// lastOf is the To of a range that ends with iv: the day after a day, and else
// the last month or year itself, as coarse as the source is.
func lastOf(iv graph.Interval) graph.Date {
	switch {
	case !iv.To.IsZero():
		return iv.To
	case iv.From.IsDay():
		return addDays(iv.From, 1)
	}
	return iv.From
}

func (r *timeReader) firstOfRange(i int, governed bool, joints []string) (point, bool) {
	if d, ok := r.dayNumber(i); ok && contains(joints, r.at(i+1).low) { // "5–7 March"
		if d2, ok := r.dayNumber(i + 2); ok && d < d2 {
			if q, ok := r.day(i+2, true); ok {
				return point{date: graph.Date{Year: q.date.Year, Day: d}, unit: unitDay, anchor: "text", rule: "day", next: i + 1}, true
			}
		}
	}
	if y, ok := r.yearNumber(i); ok && contains(joints, r.at(i+1).low) { // a year need not prove itself in "1988-94"
		if _, ok := r.secondYear(y, i+2, r.at(i+1)); ok && !numbered[r.at(i-1).low] && r.at(i-1).low != "$" && (governed || r.at(i+1).low == "-" || r.isYear(i, false)) {
			return point{date: graph.Date{Year: y}, unit: unitYear, anchor: "text", rule: "year", next: i + 1}, true
		}
		return point{}, false
	}
	if m, j, ok := r.monthName(i); ok && contains(joints, r.at(j).low) { // "January–March 2024"
		if _, _, ok := r.monthName(j + 1); ok {
			return point{date: graph.Date{Month: int(m)}, unit: unitMonth, anchor: "text", rule: "month", next: j}, true
		}
	}
	return r.point(i, governed)
}

// secondYear reads the end of a range of years: "1994" or "94".
func (r *timeReader) secondYear(first, i int, joint timeWord) (point, bool) {
	w := r.at(i)
	y := w.number
	if w.low != "" || y < 0 || counted[r.at(i+1).low] {
		return point{}, false
	}
	if w.digits == 2 && joint.low == "-" && !joint.spaced && !w.spaced {
		y += first / 100 * 100
		if r.at(i+1).low == "-" { // 2024-03-05
			return point{}, false
		}
	} else if w.digits != 4 {
		return point{}, false
	}
	return point{date: graph.Date{Year: y}, unit: unitYear, anchor: "text", rule: "year", next: i + 1}, y > first && y <= 2100
}

func (r *timeReader) secondOfRange(first point, i int, joint timeWord) (point, bool) {
	if first.unit == unitYear && !first.done && first.part == "" {
		if p, ok := r.secondYear(first.date.Year, i, joint); ok {
			return p, true
		}
	}
	if q, ok := r.day(i, true); ok {
		return q, true
	}
	if d, ok := r.dayNumber(i); ok && first.unit == unitDay && first.date.Month != 0 && d > first.date.Day && !counted[r.at(i+1).low] { // "March 5-7, 2024"
		q := point{date: graph.Date{Year: first.date.Year, Month: first.date.Month, Day: d}, unit: unitDay, anchor: "text", rule: "day", next: i + 1}
		if first.date.Year == 0 {
			q.date.Year, q.next = r.yearAfter(i + 1)
		}
		check := q.date
		if check.Year == 0 {
			check.Year = 2000
		}
		return q, isDate(check)
	}
	return r.point(i, true)
}
