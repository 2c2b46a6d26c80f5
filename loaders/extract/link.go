package extract

import (
	"casus/graph"
	"casus/schema"
	"fmt"
	"slices"
	"strings"
)

// name links a phrase whose head is a name.
func (r *resolver) name(s *Sent, p *Phrase) []graph.ID {
	n := &s.Names[p.Name]
	id := r.linkName(s, n, r.uses[p], p)
	if id == "" && n.First == n.Last && p.Det != "" {
		// "the Pact": a short form of a name before.
		lemma := r.lex.singular(s.Tokens[n.First].Low)
		if ids := r.definite(s, p, lemma); ids != nil {
			r.chains[p] = fmt.Sprintf("%q → %v", n.Text, ids)
			return ids
		}
	}
	if id != "" {
		r.alias(id, n.Text)
		if n.Year != "" && strings.HasPrefix(string(id), "treaty:") {
			r.alias(id, n.Year+" "+n.Text)
		}
		r.role(s, p, id)
		return []graph.ID{id}
	}
	return nil
}

// linkName chooses among what a name can mean, or makes a node for a name that
// nobody knows. Empty if it stays ambiguous.
func (r *resolver) linkName(s *Sent, n *Name, u use, p *Phrase) graph.ID {
	if len(n.Candidates) > 0 {
		return r.choose(s, n, u)
	}
	key := graph.Fold(n.Text)
	if id, ok := r.local[key]; ok {
		return id
	}
	kind := n.Kind
	if id := r.stateOf(s, n); id != "" {
		r.local[key] = id
		return id
	}
	title := p != nil && r.titleBefore(s, p)
	if kind == "" {
		switch words := strings.Fields(n.Text); {
		case n.Quoted:
			return ""
		case title:
			kind = schema.Person
		case u == usePlace:
			kind = schema.Place
		case len(words) >= 2 && len(words) <= 4:
			kind = schema.Person
		case len(words) == 1:
			if id := r.surname(key); id != "" {
				r.local[key] = id
				return id
			}
			switch {
			case p == nil || p.Det != "":
				return ""
			case u == useAgent:
				kind = schema.Person
			case u == useObject || n.First > 0 && s.Tokens[n.First-1].Tag == PREP:
				kind = schema.Place
			default:
				return ""
			}
		default:
			return ""
		}
	}
	if kind == schema.Person {
		if words := strings.Fields(key); len(words) == 1 {
			if id := r.surname(key); id != "" {
				r.local[key] = id
				return id
			}
		}
	}
	return r.create(kind, n.Text, n.Year)
}

// stateOf reads a name that ends in a noun for a state's government as that
// state: "the U.S. Government". Empty if it is no such name.
func (r *resolver) stateOf(s *Sent, n *Name) graph.ID {
	if n.Kind != schema.StateOrgan || !r.lex.In("stands_for_state", r.lex.singular(s.Tokens[n.Last].Low)) {
		return ""
	}
	length, candidates := r.gaz.match(s.Tokens, n.First)
	if length == 0 || n.First+length != n.Last {
		return ""
	}
	id := r.choose(s, &Name{First: n.First, Last: n.Last - 1, Candidates: candidates}, useAgent)
	if r.kind(id) != schema.State {
		return ""
	}
	return id
}

// choose picks the meaning of a known name by date, use and what the document
// named before.
func (r *resolver) choose(s *Sent, n *Name, u use) graph.ID {
	on := r.dateOf(s)
	type scored struct {
		id    graph.ID
		score int
	}
	var best []scored
	for _, c := range n.Candidates {
		node := r.gaz.nodes[c.ID]
		score := 0
		if c.Valid.On(on) == graph.No || node.Valid.On(on) == graph.No {
			score += 40
			if !r.text.Doc.Date.IsZero() && (c.Valid.On(r.era) == graph.No || node.Valid.On(r.era) == graph.No) {
				score += 40
			}
		}
		switch c.Type {
		case graph.AliasSeat:
			if u != useAgent && u != useObject {
				score += 12
			}
		case graph.AliasDemonym:
			score += 3
		}
		if node.Kind == schema.Place && (u == useAgent || u == useObject) && hasSeat(n.Candidates) {
			score += 10
		}
		if node.Kind != schema.State && node.Kind != schema.Place && c.Type == graph.AliasName {
			score++
		}
		if r.nodes[c.ID] != nil {
			score -= 2 // the document named it before
		}
		best = append(best, scored{c.ID, score})
	}
	slices.SortStableFunc(best, func(a, b scored) int { return a.score - b.score })
	if len(best) > 1 && best[0].score == best[1].score && best[0].id != best[1].id {
		for i := len(r.past) - 1; i >= 0; i-- { // the one named last
			for _, b := range best {
				if b.score == best[0].score && slices.Contains(r.past[i].ids, b.id) {
					return b.id
				}
			}
		}
		return "" // ambiguous: never guess
	}
	if best[0].score >= 80 {
		return ""
	}
	return best[0].id
}

func hasSeat(cs []Candidate) bool {
	return slices.ContainsFunc(cs, func(c Candidate) bool { return c.Type == graph.AliasSeat })
}

// dateOf returns the year the sentence itself names, else the document's era.
func (r *resolver) dateOf(s *Sent) graph.Date {
	for _, t := range s.Times {
		if t.Kind == At && t.Valid.From.Year != 0 && t.Valid.To.IsZero() {
			return graph.Date{Year: t.Valid.From.Year}
		}
	}
	return r.era
}

// surname returns the person the document named in full with that last name.
func (r *resolver) surname(key string) graph.ID {
	for i := len(r.past) - 1; i >= 0; i-- {
		for _, id := range r.past[i].ids {
			if n := r.nodes[id]; n != nil && n.Kind == schema.Person && strings.HasSuffix(graph.Fold(n.Name), " "+key) {
				return id
			}
		}
	}
	return ""
}

// titleBefore reports whether an office title stands before the name of p.
func (r *resolver) titleBefore(s *Sent, p *Phrase) bool {
	return r.titleText(s, p) != ""
}

// titleText returns the office title written before the name of p, lower case:
// "prime minister".
func (r *resolver) titleText(s *Sent, p *Phrase) string {
	if p.Name < 0 {
		return ""
	}
	first := s.Names[p.Name].First
	for n := 4; n >= 1; n-- {
		if first-n < 0 {
			continue
		}
		var words []string
		for k := first - n; k < first; k++ {
			words = append(words, s.Tokens[k].Low)
		}
		if t := strings.Join(words, " "); r.lex.In("titles", t) {
			return t
		}
	}
	return ""
}

// role makes "Turkish President X" a person with an office: the statement is
// drawn later, here the kind is settled.
func (r *resolver) role(s *Sent, p *Phrase, id graph.ID) {
	if n := r.nodes[id]; n != nil && n.Basis == graph.Report && r.gaz.nodes[id] == nil && r.titleBefore(s, p) && n.Kind != schema.Person {
		return
	}
}
