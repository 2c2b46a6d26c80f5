package extract

import (
	"casus/graph"
	"casus/schema"
	"fmt"
)

// description resolves a phrase without a name as its head: "the territory",
// "both countries", "Iranian security forces", "the country's capital".
func (r *resolver) description(s *Sent, p *Phrase) []graph.ID {
	head := s.Tokens[p.Head].Low
	lemma := s.Tokens[p.Head].Lemma
	definite := p.Det == "the" || p.Det == "this" || p.Det == "that" || p.Det == "these" || p.Det == "those" || p.Det == "both" || isPossessive(p.Det)
	if of := p.pp("of"); len(of) > 0 && (s.Tokens[p.Head].Tag == NUM || r.lex.In("quantities", lemma)) {
		return r.phrase(s, of[0]) // "dozens of activists"
	}
	owner := r.owner(s, p)
	switch {
	case owner != "" && r.standsForState(lemma):
		// "the Soviet government", "Iranian forces": the state acts.
		return []graph.ID{owner}
	case owner != "" && r.lex.In("people_nouns", head) && len(p.Names) > 0:
		return r.group(s, p, owner)
	case r.isInstrument(lemma) && (owner != "" || len(p.Names) > 0 || r.partners(p)):
		return r.instrument(s, p)
	case r.lex.In("territory", lemma) && p.Possessor == nil && !isPossessive(p.Det) && owner != "":
		return []graph.ID{owner}
	case r.lex.In("territory", lemma):
		if ids := r.holder(s, p); ids != nil {
			return ids
		}
	case r.isInstrument(lemma) && (p.Det == "a" || p.Det == "an") && p.Head > p.First+1:
		return r.instrument(s, p) // "a final treaty"
	case r.lex.In("event_nouns", lemma) && len(p.Names) > 0 && p.Possessor == nil && r.lex.nounOf[lemma] != nil:
		return r.namedEvent(s, p)
	case r.lex.In("place_nouns", lemma) && r.modifierPlace(s, p) != "":
		return []graph.ID{r.modifierPlace(s, p)}
	}
	if definite && len(p.Names) == 0 || p.Det == "both" {
		if ids := r.definite(s, p, lemma); ids != nil {
			r.chains[p] = fmt.Sprintf("%q → %v", s.quote(p.First, p.Head), ids)
			return ids
		}
	}
	if r.lex.In("people_nouns", head) && (len(p.Names) > 0 || hasEthnic(s, p)) {
		return r.group(s, p, owner)
	}
	if members := r.membersOf(s, p, lemma); members != nil {
		return members
	}
	return nil
}

// namedEvent makes a node for an event called by a place: "the Suez crisis".
func (r *resolver) namedEvent(s *Sent, p *Phrase) []graph.ID {
	n := &s.Names[p.Names[0]]
	for _, c := range n.Candidates {
		if r.gaz.nodes[c.ID].Kind != schema.Place {
			return nil // "the Iran-Iraq war" is told by its sides
		}
	}
	if n.Last != p.Head-1 {
		return nil
	}
	text := s.quote(n.First, p.Head)
	if id, ok := r.local[graph.Fold(text)]; ok {
		return []graph.ID{id}
	}
	return []graph.ID{r.create(schema.Event, text, "")}
}

// holder returns whose "its airport" or "Iran's border villages" are: a place,
// state or organization.
func (r *resolver) holder(s *Sent, p *Phrase) []graph.ID {
	var ids []graph.ID
	switch {
	case p.Possessor != nil:
		ids = r.phrase(s, p.Possessor)
	case isPossessive(p.Det):
		ids = r.possessive(s, p.Det)
	default:
		for _, of := range p.pp("of") {
			if of.First <= p.Last+3 {
				ids = r.phrase(s, of)
			}
		}
	}
	if len(ids) == 1 {
		switch r.kind(ids[0]) {
		case schema.State, schema.Place, schema.IGO, schema.Organization:
			return ids
		}
	}
	return nil
}

// modifierPlace makes a place of an unknown name and a noun: "the Zangezur
// corridor". Empty if the name before the noun is a known actor.
func (r *resolver) modifierPlace(s *Sent, p *Phrase) graph.ID {
	if len(p.Names) != 1 || p.Possessor != nil {
		return ""
	}
	n := &s.Names[p.Names[0]]
	for _, c := range n.Candidates {
		if k := r.gaz.nodes[c.ID].Kind; k != schema.Place {
			return ""
		}
	}
	if n.Last != p.Head-1 {
		return ""
	}
	text := s.quote(n.First, p.Head)
	if id, ok := r.local[graph.Fold(text)]; ok {
		return id
	}
	return r.create(schema.Place, text, "")
}

// standsForState reports whether a noun with a state before it means the state:
// its government or its forces.
func (r *resolver) standsForState(lemma string) bool {
	return r.lex.In("stands_for_state", lemma)
}

// owner returns the state or organization that a description names: "Iranian
// …", "… of Iran", "Iran's …".
func (r *resolver) owner(s *Sent, p *Phrase) graph.ID {
	pick := func(ids []graph.ID) graph.ID {
		if len(ids) == 1 {
			if k := r.kind(ids[0]); k == schema.State || k == schema.IGO || k == schema.Organization || k == schema.ArmedGroup {
				return ids[0]
			}
		}
		return ""
	}
	if p.Possessor != nil {
		if id := pick(r.phrase(s, p.Possessor)); id != "" {
			return id
		}
	}
	if isPossessive(p.Det) {
		if id := pick(r.possessive(s, p.Det)); id != "" {
			return id
		}
	}
	for _, n := range p.Names {
		if n == p.Name || p.Possessor != nil && s.Names[n].Last <= p.Possessor.Last {
			continue
		}
		if id := r.linkName(s, &s.Names[n], useAgent, nil); id != "" {
			r.alias(id, s.Names[n].Text)
			if id := pick([]graph.ID{id}); id != "" {
				return id
			}
		}
	}
	for _, of := range p.pp("of", "in") {
		if id := pick(r.phrase(s, of)); id != "" && of.First == p.Last+2 || id != "" && of.First == p.Last+3 {
			return id
		}
	}
	return ""
}

// group makes a node for people by description: "Syrian fighters".
func (r *resolver) group(s *Sent, p *Phrase, owner graph.ID) []graph.ID {
	first := p.First
	if p.Possessor != nil && p.Possessor.Last >= first {
		first = p.Possessor.First
	}
	for first < p.Head && (s.Tokens[first].Tag == DET || s.Tokens[first].Tag == POSSPRON || s.Tokens[first].Tag == NUM) {
		first++
	}
	name := s.quote(first, p.Head)
	if len(name) > 80 {
		return nil
	}
	return []graph.ID{r.own(schema.People, name)}
}

// own returns the node of a description, which means something in this
// document only.
func (r *resolver) own(kind schema.Kind, name string) graph.ID {
	key := graph.Fold(name)
	if id, ok := r.local[key]; ok {
		return id
	}
	id := graph.ID(string(kind) + ":" + r.short + "/" + graph.Slug(name))
	r.local[key] = id
	r.nodes[id] = &graph.Node{ID: id, Kind: kind, Name: name, Basis: graph.Report}
	r.order = append(r.order, id)
	return id
}

func hasEthnic(s *Sent, p *Phrase) bool {
	for j := p.First; j < p.Head; j++ {
		if s.Tokens[j].Low == "ethnic" {
			return true
		}
	}
	return false
}

func (r *resolver) isInstrument(lemma string) bool {
	return r.lex.In("refers_treaty", lemma) || lemma == "armistice" || lemma == "ceasefire"
}

// partners reports whether an agreement's parties are named after it: "the
// alliance between A and B".
func (r *resolver) partners(p *Phrase) bool {
	for _, pp := range p.pp("between", "with", "of", "among") {
		if len(pp.Names) > 0 || len(pp.Members) > 0 {
			return true
		}
	}
	return false
}

// instrument makes a node for an agreement by description: "the
// Armenia-Azerbaijan peace agreement".
func (r *resolver) instrument(s *Sent, p *Phrase) []graph.ID {
	first := p.First
	for first < p.Head && s.Tokens[first].Tag == DET {
		first++
	}
	last := p.Head
	for _, pp := range p.PPs {
		if (pp.Prep == "between" || pp.Prep == "with") && pp.Phrase != nil {
			last = max(last, pp.Phrase.Last)
		}
	}
	name := s.quote(first, last)
	if len(name) > 100 {
		return nil
	}
	return []graph.ID{r.own(schema.Treaty, name)}
}

// membersOf resolves "members of the X" to X itself: statements about all
// members are statements about the organization's members.
func (r *resolver) membersOf(s *Sent, p *Phrase, lemma string) []graph.ID {
	if lemma != "member" && lemma != "party" && lemma != "signatory" {
		return nil
	}
	for _, of := range p.pp("of", "to") {
		if ids := r.phrase(s, of); len(ids) == 1 {
			if k := r.kind(ids[0]); k == schema.IGO || k == schema.Treaty || k == schema.Alliance {
				return ids
			}
		}
	}
	return nil
}
