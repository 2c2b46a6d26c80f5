package extract

import (
	"slices"

	"casus/graph"
)

// scope is how a document puts what a clause says.
type scope struct {
	stance    graph.Stance
	speaker   []graph.ID
	condition *Clause // of a conditional
	said      *Phrase // the speaker's phrase, where it is no known actor
}

// weight orders stances from the strongest to the weakest: a clause takes the
// weakest of its own and those it stands under.
var weight = map[graph.Stance]int{graph.Asserted: 0, graph.Reported: 1, graph.Implied: 2, graph.Planned: 3, graph.Perceived: 4,
	graph.Possible: 5, graph.Conditional: 6, graph.Alleged: 7, graph.Denied: 8}

func weaker(a, b graph.Stance) graph.Stance {
	if weight[b] > weight[a] {
		return b
	}
	return a
}

// scope computes the stance of a clause from its own words and from the
// clauses it depends on: "X accused Y of attacking Z" alleges the attack.
func (r *resolver) scope(c *Clause) scope { return r.scopeOf(c, 0) }

func (r *resolver) scopeOf(c *Clause, depth int) scope {
	sc := scope{stance: graph.Asserted}
	if depth > 12 {
		return sc
	}
	duty := false
	if v := c.Verb; v != nil {
		duty = r.treaty != nil && binds(v) && !v.Negated
		if !duty {
			sc.stance = weaker(sc.stance, r.ownStance(c))
		}
	}
	if r.treaty != nil && c.Kind == InfinitiveClause && c.Link == "to" && c.Parent != nil && c.Parent.Verb != nil && binds(c.Parent.Verb) && !c.Parent.Verb.Negated {
		return sc // "undertake to refrain"
	}
	if duty && (c.Kind == FiniteClause && c.Link != "if") {
		return sc // a treaty's "shall" is its own word, whatever the condition
	}
	sc.stance = weaker(sc.stance, linkStance[c.Link])
	if c.noun != nil && c.noun.Det == "any" {
		sc.stance = weaker(sc.stance, graph.Possible) // "any attack on A" is none yet
	}
	if c.Kind == FiniteClause || c.Kind == INGClause {
		// "if X, Y": what follows from a condition is conditional.
		for _, other := range c.sent.Clauses {
			if other.Parent == c && conditionLinks[other.Link] {
				sc.stance, sc.condition = weaker(sc.stance, graph.Conditional), other
			}
		}
	}
	if r.attributed(c) != nil {
		a := r.attributed(c)
		sc.stance = weaker(sc.stance, graph.Reported)
		sc.speaker, sc.said = r.links[a], a
	}
	g := c.Parent
	if g == nil || g == c {
		if v := r.trailing(c); v != nil {
			r.under(&sc, v, depth)
		}
		return sc
	}
	switch c.Link {
	case "relative", "subject":
		outer := r.scopeOf(g, depth+1)
		if outer.stance == graph.Reported || outer.stance == graph.Alleged {
			sc.stance = weaker(sc.stance, outer.stance)
			if sc.speaker == nil {
				sc.speaker = outer.speaker
			}
		}
		return sc
	case "and", "participle", "", "while", "although", "though", "because", "when", "after", "before", "since", "as", "by", "where", "but", "following":
		if g.Link == "that" || g.Link == "to" || g.Link == "of" || conditionLinks[g.Link] || c.Link == "and" && g.Verb != nil && g.Verb.Modal != "" {
			outer := r.scopeOf(g, depth+1)
			sc.stance = weaker(sc.stance, outer.stance)
			if sc.speaker == nil {
				sc.speaker = outer.speaker
			}
		}
		return sc
	}
	if c.Link == "purpose" || c.Link == "noun" && c.Verb != nil {
		// "never shied from efforts to suppress": what is aimed at is planned,
		// whatever is said of the aiming.
		sc.stance = weaker(sc.stance, graph.Planned)
		return sc
	}
	r.under(&sc, g, depth)
	return sc
}

// under adds what it means to stand under clause g: its verb's attitude and
// its own scope.
func (r *resolver) under(sc *scope, g *Clause, depth int) {
	attitude, speaks := r.attitude(g)
	sc.stance = weaker(sc.stance, attitude)
	outer := r.scopeOf(g, depth+1)
	sc.stance = weaker(sc.stance, outer.stance)
	if speaks && sc.speaker == nil && sc.said == nil {
		sc.speaker, sc.said = r.links[g.Subject], g.Subject
	}
	if sc.speaker == nil {
		sc.speaker = outer.speaker
	}
	if sc.condition == nil {
		sc.condition = outer.condition
	}
}

// ownStance reads a verb group's own negation, modality and hedges.
func (r *resolver) ownStance(c *Clause) graph.Stance {
	v := c.Verb
	st := graph.Asserted
	switch v.Modal {
	case "may", "might", "could", "can":
		st = graph.Possible
	case "will", "shall":
		st = graph.Planned
	case "would", "should":
		st = graph.Conditional
		if v.Modal == "would" && c.Parent != nil && c.Link == "that" {
			st = graph.Planned
		}
	}
	if v.Pending {
		st = weaker(st, graph.Planned)
	}
	if v.Hedge != "" {
		if r.lex.In("alleges", v.Hedge) {
			st = weaker(st, graph.Alleged)
		} else {
			st = weaker(st, graph.Reported)
		}
	}
	if v.Negated {
		st = graph.Denied
	}
	return st
}

// linkStance is what the way a clause hangs on another says of it.
var linkStance = map[string]graph.Stance{"if": graph.Conditional, "unless": graph.Conditional, "whether": graph.Possible, "purpose": graph.Planned,
	"without": graph.Denied, "lest": graph.Possible, "against": graph.Possible, "in case of": graph.Conditional, "instead of": graph.Denied, "in the event of": graph.Conditional}

var conditionLinks = map[string]bool{"if": true, "unless": true, "in case of": true, "in the event of": true}

// attitudes maps predicate sets to the stance of what stands under them, and
// whether their subject is a speaker.
var attitudes = []struct {
	set    string
	stance graph.Stance
	speaks bool
}{
	{"deny", graph.Denied, true}, {"accuse", graph.Alleged, true}, {"claim", graph.Alleged, true}, {"suspect", graph.Alleged, true},
	{"say", graph.Reported, true}, {"fear", graph.Perceived, true}, {"believe", graph.Perceived, true},
	{"hope", graph.Planned, true}, {"plan", graph.Planned, false}, {"promise", graph.Planned, true}, {"demand", graph.Planned, true}, {"appeal", graph.Planned, true},
	{"threaten", graph.Planned, true}, {"warn", graph.Possible, true}, {"refuse", graph.Denied, false}, {"prevent", graph.Denied, false},
	{"propose", graph.Planned, true}, {"agree", graph.Planned, false}, {"oblige", graph.Planned, false}, {"allow", graph.Possible, false}, {"try", graph.Planned, false},
	{"signal", graph.Perceived, false}, {"oppose", graph.Possible, true},
}

// attitude returns what the predicate of g says of the clause under it.
func (r *resolver) attitude(g *Clause) (graph.Stance, bool) {
	for _, a := range attitudes {
		set := r.lex.sets[a.set]
		if set == nil {
			continue
		}
		if g.Kind == NounClause {
			if slices.Contains(set.Nouns, g.Lemma) {
				return a.stance, a.speaks
			}
			continue
		}
		if slices.ContainsFunc(set.Verbs, func(v string) bool { return headWord(v) == g.Lemma }) {
			if ok, _, _ := r.inSet(set, g); ok {
				return a.stance, a.speaks
			}
		}
	}
	return graph.Asserted, false
}

func headWord(s string) string {
	for i := range len(s) {
		if s[i] == ' ' {
			return s[:i]
		}
	}
	return s
}

// trailing returns the clause of a speaker named after what was said:
// "…, X said."
func (r *resolver) trailing(c *Clause) *Clause {
	clauses := c.sent.Clauses
	for _, v := range clauses {
		if v.Verb == nil || v == c || v.Head < c.Head || v.Comp != nil || v.Object != nil || v.Subject == nil || v.Parent != nil {
			continue
		}
		set := r.lex.sets["say"]
		if set == nil || !slices.Contains(set.Verbs, v.Lemma) {
			continue
		}
		first := min(v.First, v.Subject.First)
		if first == 0 {
			continue
		}
		if mark := c.sent.Tokens[first-1].Low; (mark == "," || isQuote(mark)) && c.Last < first {
			return v
		}
	}
	return nil
}

// attributed returns who "according to" names in the clause's sentence.
func (r *resolver) attributed(c *Clause) *Phrase {
	if c.Kind != FiniteClause || c.Link != "" && c.Link != "and" {
		return nil
	}
	for _, other := range c.sent.Clauses {
		for _, pp := range other.PPs {
			if pp.Prep == "according to" {
				return pp.Phrase
			}
		}
	}
	return nil
}
