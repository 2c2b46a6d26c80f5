package extract

import (
	"slices"
)

// objects reads what follows the verb group at chunk i: object, second object,
// prepositional phrases, infinitive.
func (p *parser) objects(i int, c *Clause) {
	k := p.next(i)
	if p.kind(k) == cCC && p.kind(p.next(k)) == cVG {
		// "signed and ratified the treaty": shared object, filled in later.
		c.Last = max(c.Last, p.chunks[i].last)
		return
	}
	if p.kind(k) == cNP && p.chunks[k].np.IsTime {
		c.extend(p.chunks[k].np.Last)
		k = p.next(k)
	}
	if p.kind(k) == cNP && !p.isNextSubject(i, k) {
		np := p.chunks[k].np
		if c.Lemma == "be" && !c.passive || copulas[c.Lemma] && !c.passive {
			c.Pred = np
		} else {
			c.Object = np
		}
		c.extend(np.Last)
		k = p.next(k)
		if p.kind(k) == cNP && !p.chunks[k].np.IsTime && c.Object != nil && !p.isNextSubject(i, k) {
			c.Second = c.Object
			c.Object = p.chunks[k].np
			c.extend(c.Object.Last)
			k = p.next(k)
		} else if p.kind(k) == cNP && p.chunks[k].np.IsTime {
			c.extend(p.chunks[k].np.Last)
			k = p.next(k)
		}
	}
	for {
		switch p.kind(k) {
		case cPrep:
			j := p.next(k)
			switch {
			case p.kind(j) == cNP:
				c.PPs = append(c.PPs, PrepPhrase{Prep: p.chunks[k].low, Phrase: p.chunks[j].np})
				c.extend(p.chunks[j].np.Last)
				k = p.next(j)
				if p.kind(k) == cNP && p.chunks[k].np.IsTime {
					k = p.next(k)
				}
				continue
			case p.kind(j) == cVG && p.clauses[j] != nil && p.clauses[j].Kind == INGClause:
				child := p.clauses[j]
				c.PPs = append(c.PPs, PrepPhrase{Prep: p.chunks[k].low, Clause: child})
				child.Parent, child.Link = c, p.chunks[k].low
			}
		case cVG:
			if child := p.clauses[k]; child != nil && child.Kind == InfinitiveClause {
				c.Comp, child.Parent, child.Link = child, c, "to"
			}
		case cComma:
			// A parallel phrase goes on after a comma: "in A, in B and in C".
			if j := p.parallel(k, c); j > 0 {
				k = j
				continue
			}
		case cCC:
			if j := p.parallel(k, c); j > 0 {
				k = j
				continue
			}
		}
		return
	}
}

// parallel returns the chunk of a preposition after the comma or conjunction at
// k that the clause has used already, or 0.
func (p *parser) parallel(k int, c *Clause) int {
	j := p.next(k)
	if p.kind(j) == cCC {
		j = p.next(j)
	}
	if p.kind(j) != cPrep || p.kind(p.next(j)) != cNP {
		return 0
	}
	for _, pp := range c.PPs {
		if pp.Prep == p.chunks[j].low {
			return j
		}
	}
	return 0
}

func (c *Clause) extend(last int) { c.Last = max(c.Last, last) }

var copulas = map[string]bool{"become": true, "remain": true, "constitute": true}

// isNextSubject reports whether the noun phrase at k, right after the verb
// group at i, is the subject of a clause that the verb takes: "said A attacked".
func (p *parser) isNextSubject(i, k int) bool {
	if !p.lex.takesClause(p.chunks[i].vg.Lemma) {
		return false
	}
	j := p.next(k)
	for p.kind(j) == cPrep && p.kind(p.next(j)) == cNP {
		j = p.next(p.next(j))
	}
	return p.kind(j) == cVG && p.chunks[j].vg.Finite
}

// takesClause reports whether a verb takes a clause without "that".
func (lex *Lexicon) takesClause(lemma string) bool {
	for _, set := range []string{"say", "claim", "believe", "fear", "hope", "warn", "deny", "suggest", "agree", "declare", "know"} {
		if ps := lex.sets[set]; ps != nil && slices.Contains(ps.Verbs, lemma) {
			return true
		}
	}
	return false
}
