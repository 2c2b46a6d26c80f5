package extract

import "slices"

// nouns adds a clause for every noun that names an act or tie: "A's strikes on
// B", "the war between A and B", "B's support of C".
func (p *parser) nouns() {
	owner := map[*Phrase]*Clause{}
	for _, c := range p.s.Clauses {
		c.eachPhrase(func(np *Phrase) {
			if owner[np] == nil {
				owner[np] = c
			}
		})
	}
	for _, np := range p.phrases {
		if len(np.Members) > 0 || np.IsTime {
			continue
		}
		for q := np; q != nil; q = q.Possessor {
			p.nounClause(q, owner)
		}
	}
}

// eachPhrase calls f with every phrase of the clause and those inside them.
func (c *Clause) eachPhrase(f func(*Phrase)) {
	seen := map[*Phrase]bool{}
	var walk func(np *Phrase)
	walk = func(np *Phrase) {
		if np == nil || seen[np] {
			return
		}
		seen[np] = true
		f(np)
		walk(np.Possessor)
		for _, m := range np.Members {
			walk(m)
		}
		for _, pp := range np.PPs {
			walk(pp.Phrase)
		}
		for _, a := range np.Appositions {
			walk(a)
		}
	}
	for _, np := range []*Phrase{c.Object, c.Second, c.Pred} {
		walk(np)
	}
	for _, pp := range c.PPs {
		walk(pp.Phrase)
	}
	if !c.inherited {
		walk(c.Subject)
	}
}

func (p *parser) nounClause(np *Phrase, owner map[*Phrase]*Clause) {
	t := &p.s.Tokens[np.Head]
	if t.Tag != NOUN {
		return
	}
	lemma := p.lex.singular(t.Low)
	sets := p.lex.nounOf[lemma]
	if len(sets) == 0 {
		return
	}
	c := &Clause{Kind: NounClause, noun: np, Lemma: lemma, First: np.First, Last: np.Last, Head: np.Head, sent: p.s}
	var patient []string
	for _, name := range sets {
		patient = append(patient, p.lex.sets[name].Patient...)
	}
	c.Parent = owner[np]
	c.Link = "noun"
	if c.Parent != nil && within(c.Parent.surface(), np) && (c.Parent.passive || c.Parent.Subject != nil) {
		c.Link = "subject" // what its verb means for its object does not touch it
	}
	modifiers := p.modifiers(np)
	if np.Possessor != nil {
		c.Subject = np.Possessor
	}
	for _, pp := range p.reach(np) {
		c.PPs = append(c.PPs, pp)
		c.extend(pp.Phrase.Last)
		switch {
		case pp.Prep == "by":
			c.Subject = pp.Phrase
		case pp.Prep == "between" || pp.Prep == "among":
			if len(pp.Phrase.Members) > 0 || pp.Phrase.Plural {
				c.Subject = pp.Phrase
			}
		case pp.Prep == "of" && pp.Phrase.First > np.Last+3:
			// it belongs to a phrase in between
		case slices.Contains(patient, pp.Prep) && c.Object == nil && !pp.Phrase.IsTime:
			c.Object = pp.Phrase
		case pp.Prep == "of" && c.Subject == nil && !slices.Contains(patient, "of"):
			c.Subject = pp.Phrase
		}
	}
	if len(modifiers) > 0 {
		m := modifiers[0]
		if len(modifiers) > 1 {
			m = &Phrase{First: modifiers[0].First, Last: modifiers[len(modifiers)-1].Last, Head: modifiers[0].Head, Name: -1, Members: modifiers, Plural: true}
		}
		switch {
		case c.Subject == nil:
			c.Subject = m
		case c.Object == nil && len(modifiers) == 1 && c.Subject.Last < m.First:
			c.Object = m // "Iran's Armenia policy"
		}
	}
	p.lightVerb(np, c)
	p.s.Clauses = append(p.s.Clauses, c)
}

// reach returns the prepositional phrases of a noun that names an act, also
// those that hang on a phrase inside it: "strikes by A on B".
func (p *parser) reach(np *Phrase) []PrepPhrase {
	var out []PrepPhrase
	queue := []*Phrase{np}
	for len(queue) > 0 && len(out) < 8 {
		q := queue[0]
		queue = queue[1:]
		for _, pp := range q.PPs {
			if pp.Phrase == nil {
				continue
			}
			dup := false
			for _, have := range out {
				dup = dup || have.Phrase == pp.Phrase
			}
			if !dup {
				out = append(out, pp)
				queue = append(queue, pp.Phrase)
			}
		}
	}
	return out
}

// modifiers returns the names that stand before the head: "Iranian strikes",
// "the Armenia-Azerbaijan agreement".
func (p *parser) modifiers(np *Phrase) []*Phrase {
	var out []*Phrase
	for _, n := range np.Names {
		name := &p.s.Names[n]
		if name.Last >= np.Head || np.Possessor != nil && name.Last <= np.Possessor.Last {
			continue
		}
		out = append(out, &Phrase{First: name.First, Last: name.Last, Head: name.Last, Name: n, Names: []int{n}, parent: np})
	}
	return out
}

// lightVerb fills in the subject of an act that is the object of a light verb.
func (p *parser) lightVerb(np *Phrase, c *Clause) {
	for _, v := range p.s.Clauses {
		if v.Kind == NounClause || v.Object == nil || v.Object != np && !slices.Contains(v.Object.Members, np) {
			continue
		}
		switch {
		case p.lex.In("light_verbs", v.Lemma) && c.Subject == nil:
			c.Subject = v.Subject
			c.inherited = true
			if v.Second != nil && c.Object == nil {
				c.Object = v.Second
			}
			if c.Object == nil {
				for _, pp := range v.PPs {
					if slices.Contains([]string{"on", "against", "to", "upon"}, pp.Prep) && pp.Phrase != nil {
						c.Object = pp.Phrase
					}
				}
			}
		case v.Lemma == "receive" || v.Lemma == "suffer" || v.Lemma == "witness" || v.Lemma == "face":
			if c.Object == nil {
				c.Object = v.Subject
			}
			for _, pp := range v.PPs {
				if pp.Prep == "from" && c.Subject == nil && pp.Phrase != nil {
					c.Subject = pp.Phrase
				}
			}
		}
	}
}

// copulas adds a clause "X is Y" for every apposition and parenthesis.
func (p *parser) copulas() {
	for _, c := range slices.Clone(p.s.Clauses) {
		// "The signatories were A and B" says the same as "A and B were …".
		if c.Verb != nil && c.Lemma == "be" && c.Subject != nil && c.Pred != nil && c.Subject.Name < 0 && (c.Pred.Name >= 0 || len(c.Pred.Members) > 0 && c.Pred.Members[0].Name >= 0) {
			p.s.Clauses = append(p.s.Clauses, &Clause{Kind: AppositionClause, Lemma: "be", Subject: c.Pred, Pred: c.Subject, First: c.First, Last: c.Last, Head: c.Head, Parent: c, Link: "subject", sent: p.s})
		}
	}
	for _, np := range p.phrases {
		p.titled(np)
		for _, a := range np.Appositions {
			p.titled(a)
			p.s.Clauses = append(p.s.Clauses, &Clause{Kind: AppositionClause, Lemma: "be", Subject: np, Pred: a,
				First: min(np.First, a.First), Last: max(a.End(), np.Last), Head: a.Head, Link: "apposition", sent: p.s})
		}
	}
}

// titled adds a clause "X is Y" for a noun that stands right before the name it
// describes: "Turkey's President X", "the country's capital X", "NATO member X".
func (p *parser) titled(np *Phrase) {
	if np.Name < 0 {
		return
	}
	first := p.s.Names[np.Name].First
	head := first - 1
	if head < np.First || p.s.Tokens[head].Tag != NOUN || np.Possessor != nil && head <= np.Possessor.Last {
		return
	}
	pred := &Phrase{First: np.First, Last: head, Head: head, Name: -1, Det: np.Det, Possessor: np.Possessor}
	for _, n := range np.Names {
		if p.s.Names[n].Last < head {
			pred.Names = append(pred.Names, n)
		}
	}
	p.s.Clauses = append(p.s.Clauses, &Clause{Kind: AppositionClause, Lemma: "be", Subject: np, Pred: pred, First: np.First, Last: np.Last, Head: head, Link: "apposition", sent: p.s})
}

// within reports whether np is outer or a part of it.
func within(outer, np *Phrase) bool {
	if outer == nil {
		return false
	}
	found := false
	(&Clause{Subject: outer}).eachPhrase(func(p *Phrase) { found = found || p == np })
	return found
}
