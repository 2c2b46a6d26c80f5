package extract

func (p *parser) infinitiveSubject(i int, c *Clause) {
	if before := p.prev(i); p.kind(before) == cCC {
		p.shareSubject(before, c)
		return
	}
	g := c.Parent
	if g == nil {
		before := p.prev(i)
		if p.kind(before) == cNP { // "efforts to suppress", "the decision of A to join"
			np := p.chunks[before].np
			g = p.clauseBefore(before)
			c.Link = "noun"
			c.Parent = g
			if np.Possessor != nil {
				c.setSubject(np.Possessor, true)
				return
			}
			if len(np.Names) > 0 && np.Name < 0 {
				c.setSubject(np, true)
				return
			}
		} else if p.kind(before) == cSub {
			c.Link = p.chunks[before].low
			g = p.clauseBefore(before)
			c.Parent = g
		} else {
			g = p.clauseBefore(i)
			c.Parent, c.Link = g, "purpose"
		}
	}
	if g == nil {
		p.mainSubject(i, c)
		c.Link = "purpose"
		return
	}
	if g.Object != nil && !g.passive && p.lex.In("object_control", g.Lemma) {
		c.setSubject(g.Object, true)
		return
	}
	for _, pp := range g.PPs {
		if (pp.Prep == "on" || pp.Prep == "upon") && g.Lemma == "call" && pp.Phrase != nil {
			c.setSubject(pp.Phrase, true)
			return
		}
	}
	if g.Object != nil && !g.passive && !p.lex.In("object_control", g.Lemma) && c.Link == "to" && g.Lemma != "use" && g.Second == nil {
		c.Link = "purpose" // "sent troops to defend"
	}
	c.setSubject(g.surface(), true)
}

func (p *parser) ingSubject(i, before int, c *Clause) {
	if g := c.Parent; g != nil { // "accused A of sending"
		if p.lex.In("object_of", g.Lemma) && g.Object != nil && (c.Link == "of" || c.Link == "from" || c.Link == "for" || c.Link == "with") {
			c.setSubject(g.Object, true)
			return
		}
		c.setSubject(g.surface(), true)
		return
	}
	switch p.kind(before) {
	case cNP:
		if !p.chunks[before].np.IsTime {
			c.setSubject(p.chunks[before].np, false)
			c.Link = "relative"
			return
		}
	case cCC:
		p.shareSubject(before, c)
		return
	case cPrep:
		if k := p.prev(before); p.kind(k) == cNP {
			// "the accusation of sending", "a policy of ending"
			if g := p.clauseBefore(k); g != nil {
				c.Parent, c.Link = g, p.chunks[before].low
				c.setSubject(g.surface(), true)
				return
			}
		}
		c.Link = p.chunks[before].low
	}
	p.mainSubject(i, c)
	if c.Parent == nil {
		c.Parent = p.clauseBefore(i)
	}
}
