package extract

import "slices"

// Clause is a predicate with its arguments, normalized: the passive is turned
// round, the subject of a relative, infinitive or participle is filled in, and
// a noun that names an act ("A's strikes on B") or an apposition ("X, a member
// of Y") is a clause like any other. Rules are written once, in active form.
type Clause struct {
	Kind    ClauseKind
	Verb    *VerbGroup // nil for nouns and appositions
	Lemma   string     // of verb or noun; "be" for appositions
	Subject *Phrase
	Object  *Phrase
	Second  *Phrase // the receiver: "gave B aid"
	Pred    *Phrase // what a copula says of its subject
	PPs     []PrepPhrase
	Comp    *Clause // "pledged to defend", "said that …"

	Parent      *Clause // the clause it depends on
	Link        string  // how: "to", "that", "prep", "and", "relative", "noun", or the conjunction
	First, Last int     // tokens it covers
	Head        int     // the token of its verb or noun

	passive   bool
	inherited bool // Subject was taken over from another clause
	sent      *Sent
}

// ClauseKind says what a clause was made of.
type ClauseKind string

// The kinds of clause.
const (
	FiniteClause     ClauseKind = "finite"
	InfinitiveClause ClauseKind = "infinitive"
	INGClause        ClauseKind = "ing"
	ParticipleClause ClauseKind = "participle"
	NounClause       ClauseKind = "noun"
	AppositionClause ClauseKind = "apposition"
)

// parser builds the clauses of one sentence from its chunks.
type parser struct {
	s       *Sent
	lex     *Lexicon
	chunks  []chunk
	skipL   []int           // at the last chunk of a parenthesis or apposition: the chunk before it
	skipR   []int           // at its first chunk: the chunk after it
	clauses map[int]*Clause // by chunk of the verb group
	phrases []*Phrase
}

// parse sets s.Clauses.
func (s *Sent) parse() {
	p := &parser{s: s, lex: s.lex, chunks: s.chunks(), clauses: map[int]*Clause{}}
	p.lists()
	p.skipL, p.skipR = make([]int, len(p.chunks)), make([]int, len(p.chunks))
	for i := range p.chunks {
		p.skipL[i], p.skipR[i] = -1, -1
		if p.chunks[i].kind == cNP {
			p.phrases = append(p.phrases, p.chunks[i].np.all()...)
			if len(p.chunks[i].np.Members) > 0 {
				p.phrases = append(p.phrases, p.chunks[i].np)
			}
		}
	}
	p.parentheses()
	p.attach()
	p.appositions()
	p.decideFinite()
	for i := range p.chunks {
		if p.chunks[i].kind == cVG {
			p.clauses[i] = p.newClause(i)
		}
	}
	for i := range p.chunks {
		if c := p.clauses[i]; c != nil {
			p.objects(i, c)
		}
	}
	for i := range p.chunks {
		if c := p.clauses[i]; c != nil {
			p.subject(i, c)
		}
	}
	p.finishVerbs()
	p.nouns()
	p.copulas()
}

func (p *parser) newClause(i int) *Clause {
	vg := p.chunks[i].vg
	c := &Clause{Verb: vg, Lemma: vg.Lemma, First: vg.First, Last: vg.Last, Head: vg.Verb, sent: p.s, passive: vg.Passive}
	switch {
	case vg.Infinitive && !vg.Pending:
		c.Kind = InfinitiveClause
	case vg.ING:
		c.Kind = INGClause
	case vg.Participle && !vg.Finite:
		c.Kind, c.passive = ParticipleClause, true
	default:
		c.Kind = FiniteClause
	}
	return c
}

// kind returns the kind of chunk i, and 0 outside the sentence.
func (p *parser) kind(i int) chunkKind {
	if i < 0 || i >= len(p.chunks) {
		return cNothing
	}
	return p.chunks[i].kind
}

// prev returns the chunk before i, skipping adverbs, quotation marks and whole
// parentheses and appositions.
func (p *parser) prev(i int) int {
	for i--; i >= 0; i-- {
		if p.skipL[i] >= 0 {
			i = p.skipL[i] + 1
			continue
		}
		if k := p.chunks[i].kind; k != cAdv && k != cQuote {
			return i
		}
	}
	return -1
}

// next returns the chunk after i, skipping as prev does.
func (p *parser) next(i int) int {
	for i++; i < len(p.chunks); i++ {
		if p.skipR[i] >= 0 {
			i = p.skipR[i] - 1
			continue
		}
		if k := p.chunks[i].kind; k != cAdv && k != cQuote {
			return i
		}
	}
	return len(p.chunks)
}

// lists joins coordinated noun phrases into one chunk: "A, B and C".
func (p *parser) lists() {
	for i := 0; i < len(p.chunks); i++ {
		if p.kind(i) != cNP || p.chunks[i].np.IsTime {
			continue
		}
		end, members := p.listFrom(i)
		if len(members) < 2 {
			continue
		}
		list := &Phrase{First: members[0].First, Last: members[len(members)-1].Last, Head: members[0].Head, Name: -1, Members: members, Plural: true}
		for _, m := range members {
			m.parent = list
			if len(m.Names) == 0 && m.Possessor == nil {
				m.Possessor = members[0].Possessor // "Iran's border and population"
			}
		}
		p.chunks[i] = chunk{kind: cNP, first: list.First, last: list.Last, np: list}
		p.chunks = slices.Delete(p.chunks, i+1, end+1)
	}
}

// listFrom reads "NP , NP (,) and NP" from chunk i and returns its last chunk
// and its members, none if it is no list.
func (p *parser) listFrom(i int) (int, []*Phrase) {
	members := []*Phrase{p.chunks[i].np}
	j := i
	for {
		k := j + 1
		for p.kind(k) == cAdv {
			k++
		}
		comma := p.kind(k) == cComma
		if comma {
			k++
		}
		if p.kind(k) == cCC && (p.chunks[k].low == "and" || p.chunks[k].low == "or") {
			if p.kind(k+1) != cNP || p.chunks[k+1].np.IsTime || !p.alike(members[0], p.chunks[k+1].np) {
				return i, nil
			}
			if len(members) == 1 && (comma || p.beginsClause(i, k+1)) {
				return i, nil
			}
			if p.beginsClause(i, k+1) && p.kind(i-1) == cVG {
				return i, nil
			}
			return k + 1, append(members, p.chunks[k+1].np)
		}
		if !comma || p.kind(k) != cNP || p.chunks[k].np.IsTime || !p.alike(members[0], p.chunks[k].np) {
			return i, nil
		}
		members = append(members, p.chunks[k].np)
		j = k
	}
}

// alike reports whether two phrases can stand in one list.
func (p *parser) alike(a, b *Phrase) bool {
	if p.s.Tokens[b.Head].Tag == PRON || p.s.Tokens[a.Head].Tag == PRON {
		return false
	}
	if (a.Name >= 0) == (b.Name >= 0) {
		return true
	}
	// "NATO and the other members", "the United States and its allies"
	return len(a.Names) > 0 || b.Det != "a" && b.Det != "an"
}

// beginsClause reports whether the phrase at chunk j, joined by "and" to the
// one at i, is rather the subject of a new clause: "A attacked B and C fled".
func (p *parser) beginsClause(i, j int) bool {
	if p.kind(j+1) != cVG || !p.chunks[j+1].vg.Finite {
		return false
	}
	if p.kind(i-1) == cPrep && (p.chunks[i-1].low == "between" || p.chunks[i-1].low == "both") {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch p.chunks[k].kind {
		case cVG:
			return true
		case cComma, cSub, cRel, cColon, cDash:
			return false
		}
	}
	return false
}

// parentheses marks "( … )" to be skipped and keeps a noun phrase in it as an
// apposition of the phrase before.
func (p *parser) parentheses() {
	for i := range p.chunks {
		if p.kind(i) != cOpen {
			continue
		}
		for j := i + 1; j < len(p.chunks) && j < i+40; j++ {
			if p.kind(j) != cClose {
				continue
			}
			p.skipR[i], p.skipL[j] = j+1, i-1
			if p.kind(i-1) == cNP && p.kind(i+1) == cNP && (j == i+2 || p.kind(i+2) == cPrep || p.kind(i+2) == cComma) && !p.chunks[i+1].np.IsTime {
				owner := p.chunks[i-1].np
				if len(owner.Members) > 0 {
					owner = owner.Members[len(owner.Members)-1]
				}
				owner.Appositions = append(owner.Appositions, p.chunks[i+1].np)
				p.chunks[i+1].np.used = true
			}
			break
		}
	}
}

// attach gives every noun phrase the prepositional phrases that follow it.
func (p *parser) attach() {
	for i := range p.chunks {
		if p.kind(i) != cNP {
			continue
		}
		np := p.chunks[i].np
		owner := np
		if len(np.Members) > 0 {
			owner = np.Members[len(np.Members)-1]
		}
		for j := p.next(i); p.kind(j) == cPrep; {
			k := p.next(j)
			if p.kind(k) != cNP {
				break
			}
			pp := PrepPhrase{Prep: p.chunks[j].low, Phrase: p.chunks[k].np}
			owner.PPs = append(owner.PPs, pp)
			if owner != np {
				np.PPs = append(np.PPs, pp)
			}
			if pp.Phrase.IsTime {
				j = p.next(k)
				continue
			}
			// What follows belongs to the inner phrase first, but a noun that
			// names an act keeps its arguments: "support of A in its war".
			j = p.next(k)
		}
	}
}

// appositions finds ", a mutual defense pact" after a name and ", Ayatollah X"
// after a description.
func (p *parser) appositions() {
	for i := 0; i+2 < len(p.chunks); i++ {
		mark := i + 1
		if mark < len(p.chunks) && p.skipR[mark] >= 0 {
			mark = p.skipR[mark] // "NATO (…), an alliance"
		}
		if p.kind(i) != cNP || p.kind(mark) != cComma && p.kind(mark) != cDash {
			continue
		}
		j := mark + 1
		for p.kind(j) == cAdv || p.kind(j) == cQuote {
			j++
		}
		if p.kind(j) != cNP {
			continue
		}
		owner, np := p.chunks[i].np, p.chunks[j].np
		if len(owner.Members) > 0 {
			owner = owner.Members[len(owner.Members)-1]
		}
		if owner.IsTime || np.IsTime || len(np.Members) > 0 || !p.apposes(owner, np) {
			continue
		}
		end, ok := p.apposEnd(j)
		if !ok {
			continue
		}
		if p.kind(i-1) == cPrep && p.startsSentencePP(i-1) && np.Name >= 0 && p.kind(end) == cVG {
			continue // "In Iran, President X said"
		}
		owner.Appositions = append(owner.Appositions, np)
		np.used = true
		if p.kind(end) == cComma || p.kind(end) == cDash {
			p.skipR[mark], p.skipL[end] = end+1, i
		}
	}
}

func (p *parser) startsSentencePP(i int) bool { return i == 0 || p.kind(i-1) == cComma }

// apposes reports whether np can rename owner.
func (p *parser) apposes(owner, np *Phrase) bool {
	t := &p.s.Tokens[np.Head]
	if t.Tag == PRON {
		return false
	}
	named := owner.Name >= 0
	if named && np.Name < 0 && t.Tag == NOUN {
		return np.Det != "" || np.Possessor != nil || p.lex.In("people_nouns", t.Low) || t.Low == "home"
	}
	if !named && np.Name >= 0 && p.s.Tokens[owner.Head].Tag == NOUN {
		return owner.Det != "" || owner.Possessor != nil || len(owner.Names) > 0
	}
	return false
}

// apposEnd returns the chunk that ends an apposition beginning at j; not ok if
// a finite verb follows it directly, so that it is a subject.
func (p *parser) apposEnd(j int) (int, bool) {
	for k := p.next(j); ; k = p.next(k) {
		switch p.kind(k) {
		case cPrep, cNP:
			continue
		case cVG:
			vg := p.chunks[k].vg
			if vg.Infinitive || vg.ING || vg.Participle && !(p.kind(p.next(k)) == cNP) {
				return p.regionEnd(k), true
			}
			return k, false
		case cRel, cSub:
			return p.regionEnd(k), true
		case cComma, cDash, cEnd, cClose, cColon, cNothing:
			return k, true
		default:
			return k, p.kind(k) == cCC
		}
	}
}

// regionEnd returns the next comma or end after chunk k.
func (p *parser) regionEnd(k int) int {
	for ; k < len(p.chunks); k++ {
		switch p.kind(k) {
		case cComma, cDash, cEnd, cColon:
			return k
		}
	}
	return len(p.chunks)
}

// decideFinite settles which past forms are finite verbs and which are reduced
// relatives ("the pact signed in 1955").
func (p *parser) decideFinite() {
	for i := range p.chunks {
		if p.kind(i) != cVG {
			continue
		}
		vg := p.chunks[i].vg
		if !vg.Participle || vg.Perfect || vg.Passive || vg.Modal != "" || vg.Infinitive {
			continue
		}
		vg.Finite = p.isFinite(i, vg)
	}
}

func (p *parser) isFinite(i int, vg *VerbGroup) bool {
	only := p.s.Tokens[vg.Verb].Tag == VBN // no other reading, or "by" follows
	before, after := p.prev(i), p.next(i)
	switch p.kind(before) {
	case cRel:
		return !only
	case cNothing, cOpen, cSub:
		return false
	case cPrep:
		return false
	case cCC:
		for k := before - 1; k >= 0; k-- {
			if p.kind(k) == cVG {
				return p.chunks[k].vg.Finite && !only || p.chunks[k].vg.Finite && !p.chunks[k].vg.Passive && !only
			}
		}
		return !only
	case cComma:
		// After a comma: finite only with an object of its own and a finite
		// verb or subject before ("…, bombed B and").
		if only {
			return false
		}
		if k := p.prev(before); p.skipsTo(before) {
			return p.kind(k) == cNP
		}
		if p.kind(after) != cNP && p.laterAfterComma(i) {
			return false
		}
		return p.kind(after) == cNP && p.finiteBefore(before) || p.commaSubject(before) >= 0 && !p.finiteIn(p.commaSubject(before), before)
	case cVG:
		return false
	}
	if only {
		return !p.finiteAround(i)
	}
	if p.kind(before) == cNP && p.s.Tokens[p.chunks[before].np.Head].Tag == PRON {
		return true
	}
	if p.kind(after) == cNP && !p.chunks[after].np.IsTime {
		return true
	}
	// No object. Reduced if the phrase before is an object or an apposition of
	// a clause that has its verb already, or if another finite verb follows.
	head := before
	for p.kind(p.prev(head)) == cPrep && p.kind(p.prev(p.prev(head))) == cNP {
		head = p.prev(p.prev(head))
	}
	if p.kind(head) == cNP && p.chunks[head].np.used {
		return false
	}
	left := p.prev(head)
	if p.kind(left) == cVG || p.kind(left) == cPrep && p.finiteBefore(left) {
		return p.kind(left) == cVG && p.lex.takesClause(p.chunks[left].vg.Lemma) && !p.finiteRight(i)
	}
	return !p.finiteRight(i)
}

// laterAfterComma reports whether another verb that may be finite follows a
// later comma: the insertion "…, comprised of A and B," ends there.
func (p *parser) laterAfterComma(i int) bool {
	for k := i + 1; k < len(p.chunks); k++ {
		if p.kind(k) == cVG && p.kind(p.prev(k)) == cComma && p.chunks[k].vg.Finite {
			return true
		}
	}
	return false
}

// skipsTo reports whether the comma at i closes a skipped region.
func (p *parser) skipsTo(i int) bool { return p.skipL[i] >= 0 }

// finiteRight reports whether a finite verb follows i before a boundary.
func (p *parser) finiteRight(i int) bool {
	for k := p.next(i); k < len(p.chunks); k = p.next(k) {
		switch p.kind(k) {
		case cVG:
			vg := p.chunks[k].vg
			open := vg.Participle && !vg.Perfect && !vg.Passive && p.kind(p.next(k)) != cNP
			if vg.Finite && !open && p.kind(p.prev(k)) != cCC && p.kind(p.prev(k)) != cRel {
				return true
			}
		case cComma, cSub, cRel, cColon, cEnd, cDash, cCC:
			return false
		}
	}
	return false
}

func (p *parser) finiteBefore(i int) bool {
	for k := i - 1; k >= 0; k-- {
		switch p.kind(k) {
		case cVG:
			if p.chunks[k].vg.Finite {
				return true
			}
		case cSub, cColon:
			return false
		}
	}
	return false
}

func (p *parser) finiteIn(from, to int) bool {
	for k := from; k < to; k++ {
		if p.kind(k) == cVG && p.chunks[k].vg.Finite && p.kind(p.prev(k)) != cRel {
			return true
		}
	}
	return false
}

func (p *parser) finiteAround(i int) bool {
	for k := range p.chunks {
		if k != i && p.kind(k) == cVG && p.chunks[k].vg.Finite {
			return true
		}
	}
	return false
}

// outermost goes from a phrase inside an insertion to the one the insertion is
// of: "Efforts, mediated by a group, comprised of A and B, collapsed".
func (p *parser) outermost(k int) int {
	for {
		t := p.prev(k)
		if p.kind(t) == cPrep {
			t = p.prev(t)
		}
		if p.kind(t) != cVG || p.chunks[t].vg.Finite && !p.chunks[t].vg.Participle {
			return k
		}
		if t = p.prev(t); p.kind(t) != cComma || p.kind(p.prev(t)) != cNP {
			return k
		}
		k = p.prev(t)
	}
}

// commaSubject returns the noun phrase before a comma-enclosed insertion that
// ends at the comma at i: "Turkey, which …, attacked", or -1.
func (p *parser) commaSubject(i int) int {
	for k := i - 1; k > 0; k-- {
		if p.kind(k) != cComma {
			continue
		}
		switch n := p.kind(k + 1); n {
		case cRel, cSub, cPrep, cVG, cAdv, cNP:
			if p.kind(k-1) == cNP && !p.chunks[k-1].np.IsTime {
				return p.outermost(k - 1)
			}
		}
		if p.skipL[k] >= 0 && p.kind(p.skipL[k]) == cNP {
			return p.skipL[k]
		}
	}
	return -1
}
