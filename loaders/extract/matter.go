package extract

import (
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// setMatter gives a statement the event or accusation it is about, so that a
// denial can stand beside what it denies:
//
//   - an act ("drone strikes on X") becomes an event;
//   - an accusation becomes a node, and so does what a report alleges;
//   - "denied any involvement" refers back to the last of either.
func (w *writer) setMatter(m Match, s *graph.Statement, subject, object filler) {
	c, rule := m.Clause, m.Rule
	if id := w.inherited(c); id != "" {
		s.Qualifiers[graph.Matter] = string(id)
	}
	switch {
	case rule.Refers && object.phrase != nil:
		if e := w.earlier(c.sent, object.phrase); e != nil {
			s.Qualifiers[graph.Matter] = string(e.id)
			if len(object.ids) == 0 {
				s.Object, s.Value = e.id, ""
				s.Qualifiers[graph.Of] = clip(c.sent.quote(object.phrase.First, object.phrase.End()), 200)
			}
		}
	case rule.Refers && object.clause != nil:
		w.matter[object.clause] = w.newClaim(m, schema.Denial, subject.ids, nil, clip(c.sent.quote(object.clause.First, w.reachOf(object.clause)), 120))
		s.Qualifiers[graph.Matter] = string(w.matter[object.clause])
	}
	if rule.Claim && s.Qualifiers[graph.Matter] == "" {
		of := s.Qualifiers[graph.Of]
		if of == "" {
			of = s.Value
		}
		var about *event
		if f, ok := m.Slots["M"]; ok && f.phrase != nil {
			about = w.earlier(c.sent, f.phrase)
		}
		if about != nil {
			s.Qualifiers[graph.Matter] = string(about.id)
		} else {
			id := w.newClaim(m, schema.Accusation, subject.ids, object.ids, of)
			s.Qualifiers[graph.Matter] = string(id)
			for _, f := range m.Slots {
				if f.clause != nil {
					w.matter[f.clause] = id
				}
			}
		}
	}
	if rule.Event {
		s.Qualifiers[graph.Matter] = string(w.newEvent(m, subject.ids, object.ids))
	}
}

// inherited returns the matter of the nearest clause that c depends on.
func (w *writer) inherited(c *Clause) graph.ID {
	for g := c; g != nil; g = g.Parent {
		if id := w.matter[g]; id != "" {
			return id
		}
	}
	return ""
}

// earlier returns the act or claim that a phrase refers to: the nearest one of
// its kind in this or the four sentences before.
func (w *writer) earlier(s *Sent, p *Phrase) *event {
	if len(p.Members) > 0 {
		return nil
	}
	lemma := s.Tokens[p.Head].Low
	attack, other, claim := w.lex.In("refers_attack", lemma), w.lex.In("refers_event", lemma), w.lex.In("refers_claim", lemma)
	if s.Tokens[p.Head].Tag == PRON && (lemma == "it" || lemma == "this" || lemma == "that") {
		claim = true
	}
	for i := len(w.events) - 1; i >= 0; i-- {
		e := &w.events[i]
		if s.Index-e.sent > 4 {
			break
		}
		switch {
		case claim && e.class == "claim":
			return e
		case attack && (e.class == "attack" || (lemma == "involvement" || lemma == "responsibility" || lemma == "role") && e.class == "claim"):
			return e
		case other && e.class == "event" && (e.word == s.Tokens[p.Head].Lemma || p.Det != "a" && p.Det != "an"):
			return e
		}
	}
	return nil
}

// newEvent makes a node for an act, or returns that of the one it repeats.
func (w *writer) newEvent(m Match, agents, patients []graph.ID) graph.ID {
	c := m.Clause
	ends := slices.Concat(agents, patients)
	class := "event"
	if m.Rule.Relation == "attacks" || m.Rule.Relation == "invades" {
		class = "attack"
	}
	if c.Kind == NounClause {
		np := w.phraseOf(c)
		definite := np != nil && (np.Det == "the" || np.Det == "these" || np.Det == "those" || np.Det == "this" || np.Det == "that" || np.Possessor != nil && np.Possessor.IsTime)
		for i := len(w.events) - 1; i >= 0; i-- {
			e := &w.events[i]
			same := e.word == c.Lemma || class == "attack" && e.class == "attack"
			shares := len(ends) == 0 || slices.ContainsFunc(ends, func(id graph.ID) bool { return slices.Contains(e.ends, id) })
			if same && e.class == class && (shares && definite || definite && len(agents) == 0 && len(patients) == 0 || shares && len(patients) > 0 && c.sent.Index == e.sent) {
				e.sent = c.sent.Index
				return e.id
			}
		}
	}
	first, last := w.span(m)
	name := clip(c.sent.quote(first, last), 90)
	if c.Kind == NounClause {
		name = clip(c.sent.quote(c.First, c.Last), 90)
	}
	id := w.fresh(schema.Event, name)
	w.events = append(w.events, event{id: id, class: class, word: c.Lemma, ends: ends, sent: c.sent.Index})
	return id
}

// phraseOf returns the phrase a noun clause was made of.
func (w *writer) phraseOf(c *Clause) *Phrase {
	for p := range w.links {
		if p.Head == c.Head && p.First == c.First && len(p.Members) == 0 {
			return p
		}
	}
	return &Phrase{First: c.First, Last: c.Last, Head: c.Head, Det: c.sent.Tokens[c.First].Low}
}

// newClaim makes a node for an accusation or denial.
func (w *writer) newClaim(m Match, kind schema.Kind, by, against []graph.ID, of string) graph.ID {
	label := func(ids []graph.ID, none string) string {
		var names []string
		for _, id := range ids {
			if n := w.node(id); n != nil {
				names = append(names, n.Name)
			}
		}
		if len(names) == 0 {
			return none
		}
		return strings.Join(names, " and ")
	}
	verb := "accuses"
	name := ""
	if kind == schema.Denial {
		name = fmt.Sprintf("%s denies %s", label(by, "somebody"), of)
	} else {
		name = fmt.Sprintf("%s %s %s", label(by, "somebody"), verb, label(against, "somebody"))
		if of != "" {
			name += ": " + of
		}
	}
	id := w.fresh(kind, clip(name, 120))
	w.events = append(w.events, event{id: id, class: "claim", word: m.Clause.Lemma, ends: slices.Concat(by, against), sent: m.Clause.sent.Index})
	return id
}

// fresh makes a node that belongs to this document alone.
func (w *writer) fresh(kind schema.Kind, name string) graph.ID {
	slug := graph.Slug(name)
	if r := []rune(slug); len(r) > 48 {
		slug = strings.TrimRight(string(r[:48]), "-")
	}
	base := graph.ID(string(kind) + ":" + w.short + "/" + slug)
	id := base
	for n := 2; w.nodes[id] != nil; n++ {
		id = graph.ID(fmt.Sprintf("%s-%d", base, n))
	}
	w.nodes[id] = &graph.Node{ID: id, Kind: kind, Name: name, Basis: graph.Report}
	w.order = append(w.order, id)
	return id
}
