package extract

import (
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// Match is a rule that fits a clause, with what fills its slots.
type Match struct {
	Rule    *Rule
	Pattern *Pattern
	Clause  *Clause
	Slots   map[string]filler
	used    []*Clause // infinitives that the rule has read, not to be read again
}

// filler is what a slot holds.
type filler struct {
	phrase *Phrase
	clause *Clause // for "of doing …"
	ids    []graph.ID
	each   bool
	at     map[graph.ID]*Phrase // of parallel phrases ("in A in 1956, in B in 1968"): where each stood
}

// matches returns the rules that fit the clause: the ones that bind most slots
// and, beside them, those marked also.
func (r *resolver) matches(c *Clause, rules *Rules) []Match {
	key := "v:" + c.Lemma
	if c.Kind == NounClause {
		key = "n:" + c.Lemma
	}
	candidates := rules.byWord[key]
	if c.Verb != nil && len(c.PPs) > 0 {
		candidates = slices.Concat(candidates, rules.byWord["v:*"])
	}
	if c.Pred != nil {
		for _, m := range c.Pred.all() {
			candidates = append(slices.Clip(candidates), rules.byWord["n:"+c.sent.Tokens[m.Head].Lemma]...)
		}
	}
	var best []Match
	most := 0
	for _, po := range candidates {
		if po.rule.In != "" && po.rule.In != r.text.Doc.Basis {
			continue
		}
		m := Match{Rule: po.rule, Pattern: po.pattern, Clause: c, Slots: map[string]filler{}}
		if po.rule.Only == "verb" && c.Kind == NounClause || po.rule.Only == "noun" && c.Kind != NounClause {
			continue
		}
		if !r.fits(&m, po.pattern, c) {
			continue
		}
		score := 2*len(m.Slots) + len(m.used)
		switch {
		case po.rule.Also:
			best = append(best, m)
		case score > most:
			best = append(slices.DeleteFunc(best, func(b Match) bool { return !b.Rule.Also }), m)
			most = score
		case score == most && !slices.ContainsFunc(best, func(b Match) bool { return b.Rule == po.rule }):
			best = append(best, m)
		}
	}
	return best
}

// fits reports whether pattern p fits clause c and fills m's slots.
func (r *resolver) fits(m *Match, p *Pattern, c *Clause) bool {
	object := c.Object
	var skip string // a preposition that belongs to the verb
	if p.Copula {
		if c.Pred == nil || c.Lemma != "be" && !copulas[c.Lemma] {
			return false
		}
		return r.fitsCopula(m, p, c)
	}
	if c.Pred != nil && c.Lemma == "be" {
		return false
	}
	if len(m.Rule.Modal) > 0 && c == m.Clause && (c.Verb == nil || !slices.Contains(m.Rule.Modal, c.Verb.Modal)) {
		return false
	}
	if m.Rule.Pending && (c.Verb == nil || !c.Verb.Pending && !c.Verb.Negated) {
		return false
	}
	if p.Pred.set != "" {
		ok := false
		ok, object, skip = r.inSet(r.lex.sets[p.Pred.set], c)
		if !ok {
			return false
		}
	} else if !slices.Contains(p.Pred.lemmas, c.Lemma) && p.Pred.lemmas[0] != "*" {
		return false
	}
	if p.That != nil {
		if c.Comp == nil || c.Comp.Kind != FiniteClause || !r.fill(m, p.That, nil, c.Comp) {
			return false
		}
	}
	if !r.fill(m, p.Subject, c.Subject, nil) {
		return false
	}
	if !r.fill(m, p.Second, c.Second, nil) {
		return false
	}
	if p.Object != nil && p.Object.Each {
		if object == nil || !isEachOther(c.sent, object) {
			return false
		}
		m.Slots[p.Object.Name] = filler{each: true, phrase: object}
	} else if p.Object != nil && !r.fill(m, p.Object, object, nil) {
		return false
	}
	used := map[*Phrase]bool{object: p.Object != nil}
	for _, pp := range p.Preps {
		if !r.fillPrep(m, pp, c.PPs, used, skip) {
			if !pp.Slot.Optional {
				return false
			}
		}
	}
	if p.To != nil {
		if c.Comp == nil || c.Comp.Verb == nil || !c.Comp.Verb.Infinitive {
			return false
		}
		if !r.fits(m, p.To, c.Comp) {
			return false
		}
		m.used = append(m.used, c.Comp)
	}
	return true
}

// inSet reports whether the clause's predicate is in the set. A verb of the set
// with a preposition ("point to") takes the phrase after it as its object.
func (r *resolver) inSet(set *PredicateSet, c *Clause) (ok bool, object *Phrase, prep string) {
	if c.Kind == NounClause {
		return slices.Contains(set.Nouns, c.Lemma), c.Object, ""
	}
	for _, v := range set.Verbs {
		lemma, rest, more := strings.Cut(v, " ")
		if lemma != c.Lemma {
			continue
		}
		if !more {
			if c.Verb != nil && c.Verb.Particle != "" && r.lex.In("separable", c.Lemma+" "+c.Verb.Particle) {
				continue
			}
			return true, c.Object, ""
		}
		if c.Verb != nil && c.Verb.Particle == rest {
			return true, c.Object, ""
		}
		particle, p, two := strings.Cut(rest, " ")
		if two && (c.Verb == nil || c.Verb.Particle != particle) {
			continue
		}
		if !two {
			p = rest
		}
		for _, pp := range c.PPs {
			if pp.Prep == p && pp.Phrase != nil && !pp.Phrase.IsTime {
				return true, pp.Phrase, p
			}
		}
	}
	return false, nil, ""
}

// fitsCopula fits "A be @set of B" to a copula or apposition.
func (r *resolver) fitsCopula(m *Match, p *Pattern, c *Clause) bool {
	for _, pred := range c.Pred.all() {
		lemma := c.sent.Tokens[pred.Head].Lemma
		if lemma == "city" && pred.Head > pred.First && c.sent.Tokens[pred.Head-1].Low == "capital" {
			lemma = "capital" // "the capital city of X"
		}
		if p.Pred.set != "" {
			set := r.lex.sets[p.Pred.set]
			if !slices.Contains(set.Nouns, lemma) && !slices.Contains(set.Adjs, lemma) {
				continue
			}
		} else if !slices.Contains(p.Pred.lemmas, lemma) {
			continue
		}
		if !r.fill(m, p.Subject, c.Subject, nil) {
			return false
		}
		pps := slices.Concat(pred.PPs, c.PPs)
		if pred.Possessor != nil {
			pps = append(pps, PrepPhrase{Prep: "of", Phrase: pred.Possessor})
		}
		if isPossessive(pred.Det) {
			if ids := r.possessive(c.sent, pred.Det); len(ids) > 0 {
				ph := &Phrase{First: pred.First, Last: pred.First, Head: pred.First, Name: -1}
				r.links[ph] = ids
				pps = append(pps, PrepPhrase{Prep: "of", Phrase: ph})
			}
		}
		for _, n := range pred.Names { // "a NATO member"
			name := &c.sent.Names[n]
			if name.First > 0 && ethnic[c.sent.Tokens[name.First-1].Low] {
				continue // "an ethnic Armenian territory" is not Armenia's
			}
			if name.Last < pred.Head && (pred.Possessor == nil || name.First > pred.Possessor.Last) {
				ph := &Phrase{First: name.First, Last: name.Last, Head: name.Last, Name: n, Names: []int{n}}
				if _, done := r.links[ph]; !done {
					if id := r.linkName(c.sent, name, useAgent, nil); id != "" {
						r.alias(id, name.Text)
						r.links[ph] = []graph.ID{id}
					}
				}
				pps = append(pps, PrepPhrase{Prep: "of", Phrase: ph})
			}
		}
		used := map[*Phrase]bool{}
		ok := true
		for _, pp := range p.Preps {
			if !r.fillPrep(m, pp, pps, used, "") && !pp.Slot.Optional {
				ok = false
				break
			}
		}
		if ok {
			return p.To == nil
		}
	}
	return false
}

var ethnic = map[string]bool{"ethnic": true, "predominantly": true, "mainly": true, "largely": true, "mostly": true, "majority": true}

func (r *resolver) fillPrep(m *Match, pp PatternPrep, have []PrepPhrase, used map[*Phrase]bool, skip string) bool {
	found, prep := false, ""
	for _, x := range have {
		if found && x.Prep != prep {
			continue
		}
		if !slices.Contains(pp.Preps, x.Prep) || x.Phrase != nil && used[x.Phrase] || x.Prep == skip && x.Phrase != nil && used[x.Phrase] {
			continue
		}
		if x.Phrase != nil && x.Phrase.IsTime {
			continue
		}
		slot := pp.Slot
		slot.Optional = false
		before := m.Slots[slot.Name]
		if r.fill(m, &slot, x.Phrase, x.Clause) {
			if x.Phrase != nil {
				used[x.Phrase] = true
			}
			if found && len(before.ids) > 0 { // "in A, in B and in C"
				f := m.Slots[slot.Name]
				before.ids = append(slices.Clip(before.ids), f.ids...)
				if before.at == nil {
					before.at = map[graph.ID]*Phrase{before.ids[0]: before.phrase}
				}
				for _, id := range f.ids {
					before.at[id] = x.Phrase
				}
				m.Slots[slot.Name] = before
			}
			if x.Phrase == nil || len(m.Slots[slot.Name].ids) == 0 {
				return true
			}
			found, prep = true, x.Prep
		}
	}
	return found
}

// fill puts a phrase or clause into a slot if it is of a kind the slot takes.
func (r *resolver) fill(m *Match, slot *PatternSlot, ph *Phrase, cl *Clause) bool {
	if slot == nil {
		return true
	}
	if ph == nil && cl == nil {
		return slot.Optional
	}
	kinds := m.Rule.kinds(slot.Name)
	f := filler{phrase: ph, clause: cl}
	if set, ok := strings.CutPrefix(kinds[0], "@"); ok {
		if ph == nil || !slices.Contains(r.lex.sets[set].Nouns, m.Clause.sent.Tokens[ph.Head].Lemma) {
			return slot.Optional
		}
		m.Slots[slot.Name] = f
		return true
	}
	if ph != nil {
		for _, id := range r.links[ph] {
			if r.admits(kinds, r.kind(id)) {
				f.ids = append(f.ids, id)
			}
		}
		if len(f.ids) == 0 && ph.Name >= 0 {
			f.ids = r.seatOf(m.Clause.sent, ph, kinds)
		}
		if m.Rule.Owner && slot.Name == m.Rule.Object && len(ph.Members) == 0 && m.Clause.sent.Tokens[ph.Head].Tag == NOUN {
			if id := r.owner(m.Clause.sent, ph); id != "" && r.admits(kinds, r.kind(id)) {
				f.ids = []graph.ID{id}
			}
		}
		if len(f.ids) == 0 && slices.Contains(kinds, "number") && hasNumber(m.Clause.sent, ph) {
			m.Slots[slot.Name] = f
			return true
		}
	}
	text := slices.Contains(kinds, "text") || slices.Contains(kinds, schema.Any) || slices.Contains(kinds, schema.Value)
	if len(f.ids) == 0 && !(text && (ph != nil && !ph.IsTime && m.Clause.sent.Tokens[ph.Head].Tag != PRON || cl != nil)) {
		if m.Rule.Refers && ph != nil && slices.Contains(kinds, "event") && r.refers(m.Clause.sent, ph) {
			m.Slots[slot.Name] = f
			return true
		}
		return slot.Optional && ph != nil && r.unnamed(m.Clause.sent, ph)
	}
	m.Slots[slot.Name] = f
	return true
}

// seatOf reads a capital as its government where only that fits the slot:
// "independence from Baku".
func (r *resolver) seatOf(s *Sent, ph *Phrase, kinds []string) []graph.ID {
	on := r.dateOf(s)
	for _, c := range s.Names[ph.Name].Candidates {
		if c.Type == graph.AliasSeat && c.Valid.On(on) != graph.No && r.gaz.nodes[c.ID].Valid.On(on) != graph.No && r.admits(kinds, r.kind(c.ID)) {
			return []graph.ID{c.ID}
		}
	}
	return nil
}

// unnamed reports whether a phrase may stand for an actor or treaty that the text
// does not name: a weapon, a pronoun, people, "the accord".
func (r *resolver) unnamed(s *Sent, ph *Phrase) bool {
	t := &s.Tokens[ph.Head]
	return t.Tag == PRON || r.lex.In("weapons", t.Low) || r.lex.In("people_nouns", t.Low) || r.lex.In("refers_treaty", t.Lemma)
}

// refers reports whether a phrase names an act that an earlier sentence told.
func (r *resolver) refers(s *Sent, ph *Phrase) bool {
	lemma := s.Tokens[ph.Head].Low
	return r.lex.In("refers_attack", lemma) || r.lex.In("refers_event", lemma) || r.lex.In("refers_claim", lemma)
}

func hasNumber(s *Sent, p *Phrase) bool {
	for j := p.First; j <= p.Last; j++ {
		if s.Tokens[j].Tag == NUM {
			return true
		}
	}
	return false
}

func (r *resolver) admits(kinds []string, k schema.Kind) bool {
	if k == "" {
		return false
	}
	o := schema.Default()
	for _, want := range kinds {
		if want == schema.Any || want == string(k) || want == string(o.Kind(k).Group) {
			return true
		}
	}
	return false
}

func isEachOther(s *Sent, p *Phrase) bool {
	low := s.Tokens[p.First].Low
	return p.Last == p.First+1 && (low == "each" || low == "one")
}
