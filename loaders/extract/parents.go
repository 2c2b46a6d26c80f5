package extract

// governor links a finite clause whose subject is at chunk j to the clause it
// depends on.
func (p *parser) governor(i, j int, c *Clause) {
	left := p.prev(j)
	// Time and place phrases may stand between the conjunction and the subject:
	// "that in 2022, A attacked".
	for p.kind(left) == cComma && p.kind(p.prev(left)) == cNP {
		k := p.prev(left)
		if p.kind(p.prev(k)) == cPrep {
			left = p.prev(p.prev(k))
			continue
		}
		break
	}
	switch p.kind(left) {
	case cSub:
		c.Link = p.chunks[left].low
		c.Parent = p.clauseBefore(left)
		if np := p.prev(left); c.Link == "that" && p.kind(np) == cNP && p.objectRelative(c, np) {
			c.Object, c.Link = p.chunks[np].np, "relative"
			return
		}
		if conditionLinks[c.Link] && p.opensCondition(left) {
			if main := p.clauseAfter(i); main != nil {
				c.Parent = main
				return
			}
		}
		if c.Parent == nil {
			c.Parent = p.clauseAfter(i)
		} else if (c.Link == "that" || c.Link == "whether" || c.Link == "how" || c.Link == "why") && c.Parent.Comp == nil {
			c.Parent.Comp = c
		}
	case cPrep: // after, before, since, as: conjunctions too
		c.Link = p.chunks[left].low
		c.Parent = p.clauseBefore(left)
	case cVG:
		if g := p.clauses[left]; g != nil && p.lex.takesClause(g.Lemma) {
			c.Parent, c.Link = g, "that"
			if g.Comp == nil {
				g.Comp = c
			}
		}
	case cRel: // "the pact which A signed": the antecedent is the object
		if k := p.antecedent(left); k >= 0 && c.Object == nil {
			c.Object = p.chunks[k].np
		}
		c.Link = "relative"
		c.Parent = p.clauseOver(left)
	case cCC:
		if prev := p.clauseBefore(left); prev != nil && prev.Parent != nil && prev.Link == "that" {
			c.Parent, c.Link = prev.Parent, "that"
		} else {
			c.Link = "and"
		}
	}
}

// objectRelative reports whether "that" after the noun phrase at np opens a
// relative clause whose verb lacks its object: "a charge that A denies".
func (p *parser) objectRelative(c *Clause, np int) bool {
	if c.Object != nil || c.Pred != nil || c.Comp != nil || len(c.PPs) > 0 || c.passive {
		return false
	}
	g := p.clauseBefore(np)
	return g == nil || !p.lex.takesClause(g.Lemma) || g.Object != p.chunks[np].np
}

// opensCondition reports whether the conjunction at i stands before the clause
// it is a condition of: at the start, after a comma or after "that".
func (p *parser) opensCondition(i int) bool {
	switch p.kind(p.prev(i)) {
	case cNothing, cSub, cComma, cCC:
		return true
	}
	return false
}

// clauseBefore returns the clause of the nearest verb group left of chunk i.
func (p *parser) clauseBefore(i int) *Clause {
	for k := i - 1; k >= 0; k-- {
		if c := p.clauses[k]; c != nil {
			return c
		}
	}
	return nil
}

// clauseOver returns the finite clause that a relative at chunk i stands in.
func (p *parser) clauseOver(i int) *Clause {
	for k := i - 1; k >= 0; k-- {
		if c := p.clauses[k]; c != nil {
			if p.chunks[k].last < i {
				return c
			}
		}
	}
	return nil
}

// clauseAfter returns the main clause right of chunk i: that of the first
// finite verb group after the next comma.
func (p *parser) clauseAfter(i int) *Clause {
	comma := false
	for k := i + 1; k < len(p.chunks); k++ {
		if p.kind(k) == cComma {
			comma = true
		}
		if c := p.clauses[k]; c != nil && comma && c.Kind == FiniteClause {
			return c
		}
	}
	return nil
}

// fronted gives the first finite clause the prepositional phrases that open the
// sentence: "Under the accord, A is bound".
func (p *parser) fronted() {
	i := 0
	var pps []PrepPhrase
	for p.kind(i) == cPrep && p.kind(p.next(i)) == cNP {
		j := p.next(i)
		pps = append(pps, PrepPhrase{Prep: p.chunks[i].low, Phrase: p.chunks[j].np})
		i = p.next(j)
		if p.kind(i) == cComma {
			i = p.next(i)
		}
	}
	if len(pps) == 0 {
		return
	}
	for k := i; k < len(p.chunks); k++ {
		if c := p.clauses[k]; c != nil && c.Kind == FiniteClause && c.Link != "relative" {
			c.PPs = append(c.PPs, pps...)
			return
		}
	}
}

// finishVerbs lists the verb clauses in order.
func (p *parser) finishVerbs() {
	p.fronted()
	for i := range p.chunks {
		if c := p.clauses[i]; c != nil {
			if c.Parent == c {
				c.Parent = nil
			}
			p.s.Clauses = append(p.s.Clauses, c)
		}
	}
	// A chain of parents must end.
	for _, c := range p.s.Clauses {
		seen := map[*Clause]bool{c: true}
		for g := c; g.Parent != nil; g = g.Parent {
			if seen[g.Parent] {
				g.Parent = nil
				break
			}
			seen[g.Parent] = true
		}
	}
}
