package extract

import (
	"casus/graph"
	"casus/schema"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// chainList returns how pronouns and descriptions were resolved, sorted.
func (r *resolver) chainList() Chains {
	list := slices.Collect(maps.Values(r.chains))
	slices.Sort(list)
	return Chains(list)
}

// pronoun resolves he, it, they and their kin to the nearest fitting mention.
func (r *resolver) pronoun(s *Sent, p *Phrase) []graph.ID {
	low := s.Tokens[p.Head].Low
	var ids []graph.ID
	switch low {
	case "he", "him", "she", "himself", "herself":
		ids = r.last(s, 3, func(m mention) bool { return len(m.ids) == 1 && r.kind(m.ids[0]) == schema.Person })
	case "it", "itself":
		ids = r.last(s, 2, func(m mention) bool {
			k := r.kind(m.ids[0])
			return len(m.ids) == 1 && m.agent && k != schema.Person && k != schema.Place && k != schema.People
		})
		if topic := r.last(s, 0, func(m mention) bool { return m.agent && len(m.ids) == 1 && r.isPlace(m.ids[0]) }); topic != nil {
			ids = topic // the subject of the same sentence is a place
		}
	case "they", "them", "themselves":
		ids = r.last(s, 2, func(m mention) bool { return m.plural && !r.isPlace(m.ids[0]) })
	}
	if ids != nil {
		r.chains[p] = fmt.Sprintf("%q → %v", low, ids)
	}
	return ids
}

func (r *resolver) isPlace(id graph.ID) bool { return r.kind(id) == schema.Place }

// last returns the nearest earlier mention that fits, at most back sentences
// away, preferring agents of the same distance.
func (r *resolver) last(s *Sent, back int, fits func(mention) bool) []graph.ID {
	var found []graph.ID
	foundSent := -1
	for i := len(r.past) - 1; i >= 0; i-- {
		m := r.past[i]
		if s.Index-m.sent > back || found != nil && m.sent < foundSent {
			break
		}
		if !fits(m) {
			continue
		}
		if m.agent {
			return m.ids
		}
		if found == nil {
			found, foundSent = m.ids, m.sent
		}
	}
	return found
}

func isPossessive(det string) bool {
	switch det {
	case "its", "his", "her", "their":
		return true
	}
	return false
}

// possessive resolves its, his, their.
func (r *resolver) possessive(s *Sent, det string) []graph.ID {
	switch det {
	case "his", "her":
		return r.last(s, 2, func(m mention) bool { return len(m.ids) == 1 && r.kind(m.ids[0]) == schema.Person })
	case "its":
		return r.last(s, 1, func(m mention) bool {
			k := r.kind(m.ids[0])
			return len(m.ids) == 1 && k != schema.Person && k != schema.People
		})
	case "their":
		return r.last(s, 1, func(m mention) bool { return m.plural })
	}
	return nil
}

// definite resolves "the territory", "both countries", "the agreement" to the
// nearest mention of a fitting kind in this sentence or the three before.
func (r *resolver) definite(s *Sent, p *Phrase, lemma string) []graph.ID {
	is := func(kinds ...schema.Kind) func(mention) bool {
		return func(m mention) bool { return len(m.ids) == 1 && slices.Contains(kinds, r.kind(m.ids[0])) }
	}
	two := p.Det == "both" || p.First < p.Head && (s.Tokens[p.First].Low == "two" || s.Tokens[min(p.First+1, p.Head)].Low == "two")
	switch {
	case two && r.lex.In("refers_state", lemma), two && lemma == "side", two && lemma == "power":
		return r.lastTwo(s)
	case p.Plural && r.lex.In("refers_state", lemma):
		return r.last(s, 2, func(m mention) bool { return len(m.ids) > 1 && r.kind(m.ids[0]) == schema.State })
	case isPossessive(p.Det):
		return nil
	case r.lex.In("refers_treaty", lemma):
		same := r.last(s, 4, func(m mention) bool {
			return len(m.ids) == 1 && r.namedBy(m.ids[0], lemma)
		})
		if same != nil {
			return same
		}
		if r.lex.In("refers_igo", lemma) {
			if ids := r.last(s, 3, is(schema.IGO, schema.Alliance, schema.Treaty)); ids != nil {
				return ids
			}
		}
		return r.last(s, 3, is(schema.Treaty, schema.Alliance))
	case r.lex.In("refers_igo", lemma):
		return r.last(s, 3, is(schema.IGO, schema.Alliance, schema.Organization))
	case r.lex.In("refers_place", lemma):
		if ids := r.last(s, 3, is(schema.Place)); ids != nil {
			return ids
		}
	case r.lex.In("refers_person", lemma) && p.Det == "the":
		return r.last(s, 2, is(schema.Person))
	}
	if r.lex.In("refers_state", lemma) {
		return r.last(s, 2, is(schema.State))
	}
	return nil
}

// namedBy reports whether the node's name ends in the noun: "the Pact".
func (r *resolver) namedBy(id graph.ID, lemma string) bool {
	k := r.kind(id)
	if k != schema.Treaty && k != schema.Alliance && k != schema.IGO {
		return false
	}
	n := r.nodes[id]
	if n == nil {
		return false
	}
	for _, name := range append([]string{n.Name}, n.AliasTexts()...) {
		if strings.HasSuffix(graph.Fold(name), lemma) {
			return true
		}
	}
	return false
}

// lastTwo returns the last two states named, nearest first sentence wins.
func (r *resolver) lastTwo(s *Sent) []graph.ID {
	var two []graph.ID
	for i := len(r.past) - 1; i >= 0 && s.Index-r.past[i].sent <= 4; i-- {
		for j := len(r.past[i].ids) - 1; j >= 0; j-- {
			id := r.past[i].ids[j]
			if r.kind(id) == schema.State && !slices.Contains(two, id) {
				two = append(two, id)
			}
			if len(two) == 2 {
				slices.Reverse(two)
				return two
			}
		}
	}
	return nil
}
