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
		np := c.noun
		definite := (np.Det == "the" || np.Det == "these" || np.Det == "those" || np.Det == "this" || np.Det == "that" || np.Possessor != nil && np.Possessor.IsTime)
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
	id := w.fresh(schema.Event, w.eventName(m, agents, patients))
	w.events = append(w.events, event{id: id, class: class, word: c.Lemma, ends: ends, sent: c.sent.Index})
	return id
}

// eventName calls an act by its own noun, whom it struck, who did it and when,
// as far as the text says: "drone strikes on Nakhchivan, 2026-03-05".
func (w *writer) eventName(m Match, agents, patients []graph.ID) string {
	c := m.Clause
	word := strings.ReplaceAll(m.Rule.Relation, "_", " ")
	if c.Kind == NounClause {
		np := c.noun
		first := np.Head
		for first > np.First && c.sent.Tokens[first-1].Tag == NOUN && !c.sent.inTime(first-1) {
			first--
		}
		word = c.sent.quote(first, np.Head)
	} else if noun := eventNouns[m.Rule.Relation]; noun != "" {
		word = noun
	}
	between := m.Rule.relation.Symmetric
	var b strings.Builder
	b.WriteString(word)
	switch {
	case between && len(agents)+len(patients) > 1:
		b.WriteString(" between " + w.names(slices.Concat(agents, patients)))
	default:
		if len(patients) > 0 {
			b.WriteString(" on " + w.names(patients))
		}
		if len(agents) > 0 {
			b.WriteString(" by " + w.names(agents))
		}
	}
	if from := w.valid(c).From; !from.IsZero() {
		b.WriteString(", " + from.String())
	}
	return clip(b.String(), 120)
}

// eventNouns name the act of a relation told by a verb.
var eventNouns = map[string]string{"attacks": "attack", "invades": "invasion", "fights": "fighting", "at_war_with": "war", "blockades": "blockade"}

// names joins the names of nodes: "A, B and C".
func (w *writer) names(ids []graph.ID) string {
	var names []string
	for _, id := range ids {
		if n := w.node(id); n != nil && !slices.Contains(names, n.Name) {
			names = append(names, n.Name)
		}
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// newClaim makes a node for an accusation or denial.
func (w *writer) newClaim(m Match, kind schema.Kind, by, against []graph.ID, of string) graph.ID {
	label := func(ids []graph.ID, none string) string {
		if names := w.names(ids); names != "" {
			return names
		}
		return none
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
