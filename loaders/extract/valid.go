package extract

import (
	"casus/graph"
	"strings"
)

// valid returns the time expressions that belong to a clause, as its valid
// time.
func (w *writer) valid(c *Clause) graph.Interval {
	if iv, ok := w.ownTime(c); ok {
		return iv
	}
	if c.Kind == NounClause && c.Parent != nil || c.Link == "and" && c.Parent != nil || c.Kind == INGClause && c.Parent != nil && c.Link != "relative" || c.Link == "to" && c.Parent != nil {
		if iv, ok := w.ownTime(c.Parent); ok {
			return iv
		}
	}
	return graph.Interval{}
}

// ownTime returns the interval of the first resolved time expression that
// stands nearest to the clause.
func (w *writer) ownTime(c *Clause) (graph.Interval, bool) {
	s := c.sent
	for i := range s.Times {
		t := &s.Times[i]
		if t.Valid == (graph.Interval{}) || t.Kind == For || s.inName(t) || s.timeOwner(t) != c && !((c.Kind == NounClause || c.Kind == AppositionClause) && s.inSpan(t, c.First, c.Last+2)) {
			continue
		}
		iv := t.Valid
		switch t.Kind {
		case Since:
			if iv.To.IsZero() {
				iv.To = graph.Open
			}
		case Until:
			if iv.To.IsZero() {
				iv = graph.Interval{To: iv.From}
			}
		case Before, After:
			continue
		}
		return iv, true
	}
	return graph.Interval{}, false
}

// beside returns the time that stands right after a phrase: "in A in 1956".
func (w *writer) beside(s *Sent, p *Phrase) graph.Interval {
	for i := range s.Times {
		if t := &s.Times[i]; p != nil && t.Kind == At && s.inSpan(t, p.Last, p.Last+3) {
			return t.Valid
		}
	}
	return graph.Interval{}
}

// inName reports whether a time expression is part of a name: "the 2021 X
// Declaration".
func (s *Sent) inName(t *Time) bool {
	for i := range s.Names {
		n := &s.Names[i]
		if n.Year != "" && strings.Contains(t.Text, n.Year) && s.Tokens[n.First].Start >= t.End && s.Tokens[n.First].Start-t.End <= 4 {
			return true
		}
		if s.Tokens[n.First].Start <= t.Start && t.End <= s.Tokens[n.Last].End {
			return true
		}
	}
	return false
}

// inSpan reports whether a time expression lies between two tokens.
func (s *Sent) inSpan(t *Time, first, last int) bool {
	last = min(last, len(s.Tokens)-1)
	return t.Start >= s.Tokens[first].Start && t.End <= s.Tokens[last].End
}

// timeOwner returns the clause that a time expression belongs to: that of the
// nearest verb before it with no name of a treaty around it, else the main
// clause.
func (s *Sent) timeOwner(t *Time) *Clause {
	var owner *Clause
	for _, c := range s.Clauses {
		if c.Verb != nil && s.Tokens[c.Head].End <= t.Start && (owner == nil || c.Head > owner.Head) {
			owner = c
		}
	}
	if owner != nil {
		return owner
	}
	for _, c := range s.Clauses {
		if c.Kind == FiniteClause && c.Link == "" {
			return c
		}
	}
	return nil
}
