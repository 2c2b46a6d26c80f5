package extract

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

	noun      *Phrase // the phrase a noun clause was made of
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
