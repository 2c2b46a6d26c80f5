package extract

// subject fills in the subject of the clause at chunk i and links the clause to
// the one it depends on.
func (p *parser) subject(i int, c *Clause) {
	before := p.prev(i)
	switch c.Kind {
	case InfinitiveClause:
		p.infinitiveSubject(i, c)
		return
	case INGClause:
		p.ingSubject(i, before, c)
		return
	case ParticipleClause:
		switch p.kind(before) {
		case cNP:
			c.setSubject(p.phraseHead(before), false)
			c.Link = "relative"
		case cCC:
			p.shareSubject(before, c)
		case cComma:
			// "The conference, mediated by A, ended": the phrase before, unless
			// a clause is complete before the comma.
			if k := p.prev(before); p.kind(k) == cNP && !p.chunks[k].np.IsTime && !p.finiteBefore(before) {
				c.setSubject(p.chunks[k].np, false)
				c.Link = "relative"
				return
			}
			p.mainSubject(i, c)
		default:
			p.mainSubject(i, c)
		}
		return
	}
	switch p.kind(before) {
	case cRel:
		if k := p.antecedent(before); k >= 0 {
			c.setSubject(p.chunks[k].np, false)
		}
		c.Link = "relative"
		c.Parent = p.clauseOver(before)
		return
	case cNP:
		j := p.climb(before)
		c.setSubject(p.chunks[j].np, false)
		p.governor(i, j, c)
		return
	case cCC:
		p.shareSubject(before, c)
		return
	case cComma:
		if j := p.commaSubject(before); j >= 0 && !p.finiteIn(j, before) {
			j = p.climb(j)
			c.setSubject(p.chunks[j].np, false)
			p.governor(i, j, c)
			return
		}
		p.shareSubject(before, c)
		return
	case cSub:
		p.mainSubject(i, c)
		c.Link = p.chunks[before].low
	case cPrep:
		p.mainSubject(i, c)
	case cDash:
		p.shareSubject(before, c)
	}
}

// setSubject sets the surface subject: of a passive it is the object.
func (c *Clause) setSubject(np *Phrase, inherited bool) {
	if np == nil {
		return
	}
	c.inherited = inherited
	if !inherited {
		c.First = min(c.First, np.First)
	}
	if !c.passive {
		c.Subject = np
		return
	}
	if c.Object != nil {
		c.Second = np // "B was given aid": what was given stays the object
	}
	if c.Object == nil {
		c.Object = np
	}
	for _, pp := range c.PPs {
		if pp.Prep == "by" && pp.Phrase != nil {
			c.Subject = pp.Phrase
		}
	}
}

// surface returns what stood as grammatical subject.
func (c *Clause) surface() *Phrase {
	if c.passive {
		if c.Second != nil {
			return c.Second
		}
		return c.Object
	}
	return c.Subject
}

// antecedent returns the noun phrase a relative pronoun at chunk i refers to.
func (p *parser) antecedent(i int) int {
	k := p.prev(i)
	if p.kind(k) == cComma || p.kind(k) == cDash {
		k = p.prev(k)
	}
	if p.kind(k) != cNP {
		return -1
	}
	return k
}

// phraseHead returns the phrase at k that a reduced relative belongs to: the
// nearest one.
func (p *parser) phraseHead(k int) *Phrase { return p.chunks[k].np }

// climb goes from a noun phrase at k that stands before a finite verb to the
// one that is its subject: "the leaders of A", "the pact signed by B".
func (p *parser) climb(k int) int {
	for {
		left := p.prev(k)
		switch p.kind(left) {
		case cPrep:
			head := p.prev(left)
			if p.kind(head) == cNP && !p.chunks[head].np.IsTime {
				k = head
				continue
			}
			if p.kind(head) == cVG {
				if c := p.clauses[head]; c != nil && (c.Kind == ParticipleClause || c.Kind == INGClause) && p.kind(p.prev(head)) == cNP {
					k = p.prev(head)
					continue
				}
			}
		case cVG:
			c := p.clauses[left]
			if c == nil {
				return k
			}
			if c.Kind == InfinitiveClause {
				if g := p.prev(left); p.kind(g) == cNP && p.kind(p.prev(g)) != cVG {
					k = g
					continue
				}
			}
			if (c.Kind == ParticipleClause || c.Kind == INGClause) && p.kind(p.prev(left)) == cNP {
				k = p.prev(left)
				continue
			}
			if p.kind(p.prev(left)) == cRel && !p.lex.takesClause(c.Lemma) {
				if a := p.antecedent(p.prev(left)); a >= 0 {
					k = a
					continue
				}
			}
		}
		return k
	}
}

// shareSubject gives c the subject of the clause before the conjunction at i.
func (p *parser) shareSubject(i int, c *Clause) {
	for k := i - 1; k >= 0; k-- {
		g := p.clauses[k]
		if g == nil || g.Kind != c.Kind && !(c.Kind == FiniteClause && g.Kind == FiniteClause) {
			if g != nil && c.Kind == FiniteClause && g.Kind != FiniteClause {
				continue
			}
			if g == nil {
				continue
			}
		}
		if c.Kind == ParticipleClause && g.Kind != ParticipleClause && !g.passive {
			continue
		}
		c.setSubject(g.surface(), true)
		c.Parent, c.Link = g.Parent, g.Link
		if c.Link == "" {
			c.Link = "and"
		}
		if g.Parent == nil && g.Kind != FiniteClause {
			c.Parent = nil
		}
		if g.Verb != nil && g.Verb.Negated && p.kind(i) == cCC && p.chunks[i].low == "or" && c.Verb != nil {
			c.Verb.Negated = true
		}
		if c.Kind == InfinitiveClause && g.Parent != nil && g.Parent.Object != nil && g.Verb.Infinitive {
			c.Parent = g.Parent
		}
		if g.Kind == c.Kind && g.Object == nil && g.Pred == nil && !g.passive && c.Object != nil && p.prev(i) == k {
			g.Object = c.Object
			g.extend(c.Object.Last)
		}
		return
	}
	p.mainSubject(i, c)
}

// mainSubject gives c the subject of the main clause: of the nearest finite
// clause before, or after.
func (p *parser) mainSubject(i int, c *Clause) {
	for k := i - 1; k >= 0; k-- {
		if g := p.clauses[k]; g != nil && g.Kind == FiniteClause {
			c.setSubject(g.surface(), true)
			if c.Parent == nil {
				c.Parent, c.Link = g, "participle"
			}
			return
		}
	}
	for k := i + 1; k < len(p.chunks); k++ {
		if g := p.clauses[k]; g != nil && g.Kind == FiniteClause && p.kind(p.prev(k)) == cNP {
			c.setSubject(p.chunks[p.climb(p.prev(k))].np, true)
			if c.Parent == nil {
				c.Parent, c.Link = g, "participle"
			}
			return
		}
	}
}
