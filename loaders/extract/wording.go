package extract

import (
	"casus/graph"
	"strings"
)

// slotText returns the text of a slot, or the literal after "=".
func (w *writer) slotText(m Match, from string) string {
	if lit, ok := strings.CutPrefix(from, "="); ok {
		switch lit {
		case "pred":
			return w.predText(m.Clause)
		case "mutual":
			return mutual(m.Clause)
		case "tenure":
			return w.tenure(m.Clause)
		}
		return lit
	}
	f, ok := m.Slots[from]
	if !ok {
		return ""
	}
	s := m.Clause.sent
	switch {
	case f.clause != nil:
		return clip(s.quote(f.clause.First, w.reachOf(f.clause)), 200)
	case f.phrase != nil:
		first := f.phrase.First
		for first < f.phrase.Last && (s.Tokens[first].Tag == DET && s.Tokens[first].Low != "no") {
			first++
		}
		last := f.phrase.Last
		if from == "M" || from == "B" || from == "L" { // an act is worded with what it is about
			last = max(last, f.phrase.End())
		}
		return clip(s.closeQuote(first, last), 200)
	}
	return ""
}

// predText returns what a copula says, without article and names: the office
// of "Azerbaijan's President X" is "President".
func (w *writer) predText(c *Clause) string {
	if c.Pred == nil {
		return ""
	}
	p := c.Pred
	if len(p.Members) > 0 {
		p = p.Members[0]
	}
	first := p.First
	if p.Possessor != nil {
		first = p.Possessor.Last + 2
	}
	for first < p.Head {
		t := &c.sent.Tokens[first]
		if t.Tag == DET || t.Tag == POSSPRON || t.Tag == NAME || t.Tag == POSS || t.Low == "-" || w.lex.In("past_office", t.Low) {
			first++
			continue
		}
		break
	}
	return c.sent.quote(first, p.Head)
}

// tenure returns "former" for an office that its holder has left.
func (w *writer) tenure(c *Clause) string {
	for _, p := range []*Phrase{c.Pred, c.Subject} {
		if p == nil {
			continue
		}
		for j := p.First; j <= p.Head; j++ {
			if w.lex.In("past_office", c.sent.Tokens[j].Low) {
				return "former"
			}
		}
	}
	return ""
}

// mutual returns "true" if the words of a treaty's description call it mutual.
func mutual(c *Clause) string {
	if c.Pred == nil {
		return ""
	}
	for j := c.Pred.First; j <= c.Pred.Head; j++ {
		switch c.sent.Tokens[j].Low {
		case "mutual", "reciprocal", "collective":
			return "true"
		}
	}
	return ""
}

// clip shortens text for a qualifier or value, on a rune boundary.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= n {
		return s
	}
	cut := n
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}

// reachOf returns the last token of a clause with all that depends on it.
func (w *writer) reachOf(c *Clause) int {
	last := c.Last
	if c.Object != nil {
		last = max(last, c.Object.End())
	}
	for _, other := range c.sent.Clauses {
		for g := other.Parent; g != nil; g = g.Parent {
			if g == c && other.First >= c.First && other.Link != "relative" {
				last = max(last, other.Last)
			}
		}
	}
	return last
}

// span returns the tokens that show a match: predicate and all fillers.
func (w *writer) span(m Match) (int, int) {
	c := m.Clause
	first, last := c.First, c.Last
	if c.Kind == NounClause && c.inherited {
		first = min(first, c.First)
	}
	wide := func(p *Phrase) {
		if p != nil && !(c.inherited && p == c.Subject) {
			first, last = min(first, p.First), max(last, p.Last)
		}
	}
	for _, f := range m.Slots {
		wide(f.phrase)
		if f.clause != nil {
			last = max(last, w.reachOf(f.clause))
		}
	}
	for _, u := range m.used {
		first, last = min(first, u.First), max(last, u.Last)
	}
	for _, pp := range c.PPs { // "Under the pact, …": with its preposition
		if pp.Phrase != nil && pp.Phrase.First == first && first > 0 && c.sent.Tokens[first-1].Low == pp.Prep {
			first--
			break
		}
	}
	// The whole of an inherited subject's clause belongs to the proof if it is
	// near: "Iran has also accused …" but not a sentence-long detour.
	if c.inherited && c.Subject != nil && c.Subject.First < first && c.sent == m.Clause.sent {
		first = c.Subject.First
	}
	return first, last
}

func (w *writer) evidence(s *Sent, first, last int) graph.Evidence {
	open := 0
	for j := first; j <= last; j++ {
		switch s.Tokens[j].Low {
		case "(":
			open++
		case ")":
			open--
		}
	}
	if open > 0 && last+1 < len(s.Tokens) && s.Tokens[last+1].Low == ")" {
		last++ // "Turkey (a NATO member)"
	}
	start, end := s.Tokens[first].Start, s.Tokens[last].End
	return graph.Evidence{Doc: w.text.Doc.ID, Start: start, End: end, Quote: s.text[start:end]}
}

// closeQuote returns the text from first to last and goes on to the end of a
// quotation that it has opened.
func (s *Sent) closeQuote(first, last int) string {
	open := 0
	for j := first; j <= last; j++ {
		switch s.Tokens[j].Low {
		case "“":
			open++
		case "”":
			open--
		case "\"":
			open ^= 1
		}
	}
	for j := last + 1; open > 0 && j < len(s.Tokens) && j < last+20; j++ {
		if low := s.Tokens[j].Low; low == "”" || low == "\"" {
			last = j
			break
		}
	}
	return s.quote(first, last)
}
