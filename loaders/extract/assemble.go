package extract

import (
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// writer turns matches into statements.
type writer struct {
	*resolver
	rules  *Rules
	batch  graph.Batch
	matter map[*Clause]graph.ID // the accusation or event that a clause is about
	used   map[*Clause]bool     // infinitives that a rule has read with their governor
	seen   map[graph.ID]bool
	keys   map[string]bool
}

// sentence writes what one sentence says.
func (w *writer) sentence(s *Sent) {
	w.used, w.keys = map[*Clause]bool{}, map[string]bool{}
	clauses := slices.Clone(s.Clauses)
	slices.SortStableFunc(clauses, func(a, b *Clause) int { return a.Head - b.Head })
	matches := make([][]Match, len(clauses))
	for i, c := range clauses {
		matches[i] = w.matches(c, w.rules)
		for _, m := range matches[i] {
			for _, u := range m.used {
				w.used[u] = true
			}
		}
	}
	for i, c := range clauses {
		if w.used[c] {
			continue
		}
		for _, m := range matches[i] {
			w.write(m)
		}
	}
}

// write makes the statements of one match.
func (w *writer) write(m Match) {
	c, rule := m.Clause, m.Rule
	sc := w.scope(c)
	trigger := w.trigger(rule, &sc)
	s := graph.Statement{Relation: rule.Relation, Stance: sc.stance, Basis: w.text.Doc.Basis, Qualifiers: map[string]string{}}
	if s.Basis == "" {
		s.Basis = graph.Report
	}
	if rule.Stance != "" {
		s.Stance = weaker(s.Stance, graph.Stance(rule.Stance))
	}
	w.setSpeaker(&s, sc)
	for name, from := range rule.Set {
		if text := w.slotText(m, from); text != "" {
			s.Qualifiers[name] = text
		}
	}
	if rule.Value != "" {
		s.Value = w.slotText(m, rule.Value)
	}
	if f, ok := m.Slots[rule.Under]; ok && len(f.ids) > 0 {
		s.Under = f.ids[0]
	}
	s.Valid = w.valid(c)
	if n := w.nodes[s.Under]; n != nil && s.Valid == (graph.Interval{}) {
		s.Valid.From = n.Valid.From
	}
	if sc.condition != nil && s.Stance == graph.Conditional {
		s.Qualifiers[graph.Condition] = clip(c.sent.quote(sc.condition.First, w.reachOf(sc.condition)), 200)
	}
	if trigger != nil {
		s.Qualifiers["trigger"] = clip(c.sent.quote(trigger.First, w.reachOf(trigger)), 200)
	}
	first, last := w.span(m)
	s.Evidence = []graph.Evidence{w.evidence(c.sent, first, last)}
	s.Source = graph.Source{Doc: w.text.Doc.ID, Loader: Version, Rule: rule.Name(), Confidence: w.confidence(m)}
	subject, object := m.Slots[rule.Subject], m.Slots[rule.Object]
	w.setMatter(m, &s, subject, object)
	w.pairs(m, s, subject, object)
}

// trigger returns the clause that names the casus foederis of a duty, "if it is
// attacked", and takes it out of the scope: a duty that an attack makes due is
// not thereby in doubt.
func (w *writer) trigger(rule *Rule, sc *scope) *Clause {
	if rule.relation.Class != schema.ClassObligation || sc.condition == nil || sc.stance != graph.Conditional {
		return nil
	}
	cond := sc.condition
	attack := w.lex.sets["attack"]
	is, _, _ := w.inSet(attack, cond)
	if !is {
		is, _, _ = w.inSet(w.lex.sets["invade"], cond)
	}
	for _, pp := range cond.PPs { // "comes under attack"
		is = is || pp.Phrase != nil && slices.Contains(attack.Nouns, cond.sent.Tokens[pp.Phrase.Head].Lemma)
	}
	if !is {
		return nil
	}
	sc.stance, sc.condition = graph.Asserted, nil
	return cond
}

func (w *writer) setSpeaker(s *graph.Statement, sc scope) {
	for _, id := range sc.speaker {
		if schema.Default().IsActor(w.kind(id)) {
			s.Speaker = id
			return
		}
	}
}

// pairs adds the statement for every subject and object.
func (w *writer) pairs(m Match, s graph.Statement, subject, object filler) {
	rule := m.Rule
	if subject.phrase != nil && len(subject.ids) == 0 && !w.unnamed(m.Clause.sent, subject.phrase) {
		return
	}
	if rule.Object == "-" {
		object = filler{}
	}
	if object.phrase != nil && len(object.ids) == 0 && s.Value == "" && s.Object == "" {
		s.Value = clip(m.Clause.sent.quote(object.phrase.First, object.phrase.End()), 200)
	}
	if object.clause != nil && s.Value == "" {
		s.Value = clip(m.Clause.sent.quote(object.clause.First, w.reachOf(object.clause)), 200)
	}
	if s.Object != "" { // an event or accusation
		w.each(subject.ids, func(a graph.ID) { w.add(a, s.Object, s) })
		return
	}
	if rule.In == graph.Primary && w.treaty != nil {
		w.party(m, s)
		return
	}
	each := object.each || rule.relation.Symmetric && len(object.ids) == 0 && s.Value == ""
	switch {
	case each && len(subject.ids) == 1 && object.each:
		// "the members of X … each other": X binds its members.
		w.each(subject.ids, func(a graph.ID) { w.addCollective(a, s) })
	case each && len(subject.ids) >= 2:
		for i, a := range subject.ids {
			for j, b := range subject.ids {
				if i < j || i != j && !rule.relation.Symmetric {
					w.add(a, b, s)
				}
			}
		}
	case len(object.ids) == 0:
		if s.Value == "" && rule.relation.Symmetric {
			return
		}
		w.each(subject.ids, func(a graph.ID) { w.add(a, "", s) })
		if len(subject.ids) == 0 && s.Value != "" && s.Under == "" {
			return
		}
	default:
		for _, b := range object.ids {
			if object.at != nil {
				s.Valid = w.beside(m.Clause.sent, object.at[b])
			}
			w.each(subject.ids, func(a graph.ID) { w.add(a, b, s) })
			if len(subject.ids) == 0 {
				w.add("", b, s)
			}
		}
	}
}

func (w *writer) each(ids []graph.ID, f func(graph.ID)) {
	for i, id := range ids {
		if i == 24 {
			return
		}
		f(id)
	}
}

// party writes what a treaty's text makes its parties owe each other, with the
// article, and the condition where one is named.
func (w *writer) party(m Match, s graph.Statement) {
	c := m.Clause
	if a := w.treaty.articles[c.sent.Span.Block]; a != "" {
		s.Qualifiers[graph.Article] = a
	}
	for _, other := range c.sent.Clauses {
		if other.Parent == c && conditionLinks[other.Link] || other != c && other.Kind == FiniteClause && conditionLinks[other.Link] {
			s.Qualifiers[graph.Condition] = clip(c.sent.quote(other.First, w.reachOf(other)), 200)
		}
	}
	for _, pp := range c.PPs {
		if (pp.Prep == "in case of" || pp.Prep == "in the event of") && pp.Phrase != nil {
			s.Qualifiers[graph.Condition] = clip(c.sent.quote(pp.Phrase.First, pp.Phrase.End()), 200)
		}
	}
	if start := strings.Index(c.sent.String(), "as it deems necessary"); start >= 0 {
		s.Qualifiers[graph.Discretion] = "as it deems necessary"
	}
	s.Status = ""
	w.addCollective(w.treaty.id, s)
}

// addCollective writes what members of a treaty or organization owe each other
// as a commitment of the whole.
func (w *writer) addCollective(whole graph.ID, s graph.Statement) {
	value := collective[s.Relation]
	if value == "" {
		return
	}
	s.Relation, s.Value = "commits_parties_to", value
	w.add(whole, "", s)
}

// add seals and keeps a statement if the ontology admits it and the sentence
// has not said it before.
func (w *writer) add(subject, object graph.ID, s graph.Statement) {
	if subject == object || subject == "" && object == "" {
		return
	}
	if object != "" {
		s.Value = ""
	} else if s.Value == "" && subject == "" {
		return
	}
	s.Subject, s.Object = subject, object
	if s.Under == subject || s.Under == object {
		s.Under = ""
	}
	kind := w.kind(object)
	if object == "" && s.Value != "" {
		kind = schema.Value
	}
	if schema.Default().Check(w.kind(subject), s.Relation, kind) != nil {
		return
	}
	if object == "" && s.Value == "" && !bare[s.Relation] {
		return
	}
	key := fmt.Sprint(subject, s.Relation, object, s.Value, s.Stance)
	if schema.Default().Relation(s.Relation).Symmetric && subject > object && object != "" {
		key = fmt.Sprint(object, s.Relation, subject, s.Value, s.Stance)
	}
	if w.keys[key] {
		return
	}
	w.keys[key] = true
	if len(s.Qualifiers) == 0 {
		s.Qualifiers = nil
	} else {
		q := make(map[string]string, len(s.Qualifiers))
		for k, v := range s.Qualifiers {
			q[k] = v
		}
		s.Qualifiers = q
	}
	s.Seal()
	if w.seen[s.ID] {
		return
	}
	w.seen[s.ID] = true
	for _, id := range []graph.ID{s.Subject, s.Object, s.Under, s.Speaker} {
		if id != "" {
			w.node(id)
		}
	}
	w.batch.Statements = append(w.batch.Statements, &s)
}

// bare lists relations that say something without an object.
var bare = map[string]bool{"dissolved": true, "mobilizes": true, "accuses": true, "denies": true}

// confidence is a rough order of trust for sorting, not a probability: less
// for what hangs on a pronoun or a description.
func (w *writer) confidence(m Match) float64 {
	conf := 0.9
	for _, f := range m.Slots {
		if f.phrase != nil && w.chains[f.phrase] != "" {
			conf -= 0.2
		}
	}
	if m.Clause.Kind == NounClause || m.Clause.inherited {
		conf -= 0.1
	}
	return float64(int(conf*100+0.5)) / 100
}

// implied draws from "the members of X pledged to defend each other" and the
// members that the same text names what each owes the others. It is implied,
// not said, and its evidence is both places.
func (w *writer) implied() {
	const most = 16 // more members are better asked for through X
	for _, whole := range slices.Clone(w.batch.Statements) {
		if whole.Relation != "commits_parties_to" || whole.Value != "defense" || whole.Stance != graph.Asserted {
			continue
		}
		members := map[graph.ID]*graph.Statement{}
		var order []graph.ID
		for _, s := range w.batch.Statements {
			if s.Object == whole.Subject && s.Subject != "" && s.Stance == graph.Asserted && slices.Contains([]string{"party_to", "signs", "member_of", "ratifies"}, s.Relation) && members[s.Subject] == nil {
				members[s.Subject] = s
				order = append(order, s.Subject)
			}
		}
		if len(order) > most {
			continue
		}
		for _, a := range order {
			for _, b := range order {
				s := *whole
				s.Relation, s.Value, s.Under, s.Stance = "obliged_to_defend", "", whole.Subject, graph.Implied
				s.Evidence = append(slices.Clone(whole.Evidence), members[a].Evidence...)
				if members[b].Evidence[0] != members[a].Evidence[0] {
					s.Evidence = append(s.Evidence, members[b].Evidence...)
				}
				s.Source.Rule = "obligation.members@1"
				w.keys = map[string]bool{}
				w.add(a, b, s)
			}
		}
	}
}

// finish collects the nodes that statements name, in order of first mention,
// and sorts the statements by their place in the text.
func (w *writer) finish() {
	w.implied()
	named := map[graph.ID]bool{}
	for _, s := range w.batch.Statements {
		for _, id := range []graph.ID{s.Subject, s.Object, s.Under, s.Speaker, graph.ID(s.Qualifiers[graph.Matter])} {
			named[id] = true
		}
	}
	for _, id := range w.order {
		if named[id] {
			w.batch.Nodes = append(w.batch.Nodes, *w.nodes[id])
		}
	}
	slices.SortStableFunc(w.batch.Statements, func(a, b *graph.Statement) int {
		return a.Evidence[0].Start - b.Evidence[0].Start
	})
}
