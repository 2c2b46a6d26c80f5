package extract

import "slices"

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

// objectControl lists verbs whose object does what the infinitive says.
var objectControl = map[string]bool{"oblige": true, "obligate": true, "bind": true, "commit": true, "require": true, "urge": true, "ask": true, "tell": true, "order": true,
	"force": true, "compel": true, "persuade": true, "allow": true, "permit": true, "enable": true, "encourage": true, "invite": true, "call": true, "help": true, "want": true,
	"expect": true, "push": true, "press": true, "pressure": true, "lead": true, "cause": true, "direct": true, "instruct": true, "authorize": true, "warn": true, "convince": true,
	"request": true, "forbid": true, "entitle": true, "see": true, "pledge": false, "advise": true, "empower": true, "command": true, "prompt": true, "drive": true, "prepare": true}

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
	if g.Object != nil && !g.passive && objectControl[g.Lemma] {
		c.setSubject(g.Object, true)
		return
	}
	for _, pp := range g.PPs {
		if (pp.Prep == "on" || pp.Prep == "upon") && g.Lemma == "call" && pp.Phrase != nil {
			c.setSubject(pp.Phrase, true)
			return
		}
	}
	if g.Object != nil && !g.passive && !objectControl[g.Lemma] && c.Link == "to" && g.Lemma != "use" && g.Second == nil {
		c.Link = "purpose" // "sent troops to defend"
	}
	c.setSubject(g.surface(), true)
}

// objectOf lists verbs whose object does what "of" or "from" plus -ing says.
var objectOf = map[string]bool{"accuse": true, "suspect": true, "blame": true, "prevent": true, "stop": true, "keep": true, "charge": true, "dissuade": true, "deter": true, "prohibit": true, "criticize": true, "condemn": true, "discourage": true, "convict": true, "praise": true, "thank": true, "denounce": true, "punish": true}

func (p *parser) ingSubject(i, before int, c *Clause) {
	if g := c.Parent; g != nil { // "accused A of sending"
		if objectOf[g.Lemma] && g.Object != nil && (c.Link == "of" || c.Link == "from" || c.Link == "for" || c.Link == "with") {
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
