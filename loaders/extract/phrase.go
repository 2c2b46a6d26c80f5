package extract

import (
	"slices"
	"strings"
)

// Phrase is a noun phrase: a name, a description, a pronoun or a list of them.
type Phrase struct {
	First, Last int // tokens, Last inclusive, without its prepositional phrases
	Head        int // token
	Det         string
	Possessor   *Phrase   // "Iran's" of "Iran's support"
	Names       []int     // indices into Sent.Names, in order
	Name        int       // index of the name that is its head, -1 for none
	Members     []*Phrase // if it is a list
	PPs         []PrepPhrase
	Appositions []*Phrase // "…, a mutual defense pact" and "(a NATO member)"
	Plural      bool
	IsTime      bool // it is only a time expression

	parent *Phrase // the list it is a member of
	used   bool    // an apposition that stands for another phrase
}

// PrepPhrase is a preposition with what follows it.
type PrepPhrase struct {
	Prep   string
	Phrase *Phrase // nil if a clause follows
	Clause *Clause
}

// End returns the last token of the phrase with its prepositional phrases.
func (p *Phrase) End() int {
	end := p.Last
	for _, m := range p.Members {
		end = max(end, m.End())
	}
	for _, pp := range p.PPs {
		if pp.Phrase != nil {
			end = max(end, pp.Phrase.End())
		}
	}
	return end
}

// all yields the members of a list, or the phrase itself.
func (p *Phrase) all() []*Phrase {
	if len(p.Members) == 0 {
		return []*Phrase{p}
	}
	return p.Members
}

// pp returns the phrases after any of the prepositions.
func (p *Phrase) pp(preps ...string) []*Phrase {
	var out []*Phrase
	for _, x := range p.PPs {
		if slices.Contains(preps, x.Prep) && x.Phrase != nil {
			out = append(out, x.Phrase)
		}
	}
	return out
}

// VerbGroup is a verb with its auxiliaries.
type VerbGroup struct {
	First, Last int
	Verb        int    // the main verb's token
	Lemma       string // of the main verb
	Particle    string // "up" of "set up"
	Modal       string // "will", "may" …
	Finite      bool
	Infinitive  bool
	ING         bool // a bare -ing form
	Participle  bool // a bare past participle, or a past form that may be one
	Passive     bool
	Progressive bool
	Perfect     bool
	Negated     bool
	Pending     bool   // "yet to be signed"
	Hedge       string // "reportedly", "allegedly"
}

// chunkKind is what a chunk is.
type chunkKind byte

const (
	cNP      chunkKind = 'N'
	cVG      chunkKind = 'V'
	cPrep    chunkKind = 'P'
	cCC      chunkKind = 'C'
	cComma   chunkKind = ','
	cSub     chunkKind = 'S'
	cRel     chunkKind = 'R'
	cOpen    chunkKind = '('
	cClose   chunkKind = ')'
	cDash    chunkKind = '-'
	cColon   chunkKind = ':'
	cQuote   chunkKind = '"'
	cAdv     chunkKind = 'A'
	cEnd     chunkKind = '.'
	cNothing chunkKind = 0
)

// chunk is a piece of a sentence that clauses are made of.
type chunk struct {
	kind        chunkKind
	first, last int
	np          *Phrase
	vg          *VerbGroup
	low         string
}

// chunks cuts a tagged sentence into noun phrases, verb groups and the words
// between them.
func (s *Sent) chunks() []chunk {
	var out []chunk
	for i := 0; i < len(s.Tokens); {
		t := &s.Tokens[i]
		if vg := s.verbGroup(i); vg != nil {
			out = append(out, chunk{kind: cVG, first: vg.First, last: vg.Last, vg: vg})
			i = vg.Last + 1
			continue
		}
		if np := s.nounPhrase(i); np != nil {
			out = append(out, chunk{kind: cNP, first: np.First, last: np.Last, np: np})
			i = np.Last + 1
			continue
		}
		c := chunk{first: i, last: i, low: t.Low}
		if last := s.fixed(i); last >= i {
			c.kind, c.last = cAdv, last
			out = append(out, c)
			i = last + 1
			continue
		}
		switch {
		case t.Tag == PREP || t.Tag == TO:
			c.kind = cPrep
			c.low, c.last = s.preposition(i)
		case t.Tag == CC:
			c.kind = cCC
		case t.Tag == SUB:
			c.kind = cSub
		case t.Tag == REL:
			c.kind = cRel
		case t.Low == ",":
			c.kind = cComma
		case t.Low == "(" || t.Low == "[":
			c.kind = cOpen
		case t.Low == ")" || t.Low == "]":
			c.kind = cClose
		case t.Low == "—" || t.Low == "–" || t.Low == "-" || t.Low == "--":
			c.kind = cDash
		case t.Low == ":" || t.Low == ";":
			c.kind = cColon
		case isQuote(t.Low):
			c.kind = cQuote
		case t.Low == "." || t.Low == "!" || t.Low == "?" || t.Low == "…":
			c.kind = cEnd
		default:
			c.kind = cAdv
		}
		out = append(out, c)
		i = c.last + 1
	}
	return out
}

// fixed returns the last token of a set phrase that begins at i and says nothing
// of who does what: "for example", "to its north and east".
func (s *Sent) fixed(i int) int {
	low := func(j int) string {
		if j < len(s.Tokens) {
			return s.Tokens[j].Low
		}
		return ""
	}
	if low(i) == "for" && (low(i+1) == "example" || low(i+1) == "instance") {
		return i + 1
	}
	if i+2 < len(s.Tokens) && !s.Tokens[i+2].isCapital() && (low(i) == "to" || low(i) == "in" || low(i) == "on") && (low(i+1) == "its" || low(i+1) == "the" || low(i+1) == "their") && compass[low(i+2)] {
		j := i + 2
		for (low(j+1) == "and" || low(j+1) == ",") && compass[low(j+2)] {
			j += 2
		}
		if low(j+1) != "of" {
			return j
		}
	}
	return -1
}

var compass = map[string]bool{"north": true, "south": true, "east": true, "west": true, "northeast": true, "northwest": true, "southeast": true, "southwest": true, "north-east": true, "north-west": true, "south-east": true, "south-west": true}

// prepositions of more than one word.
var longPrepositions = [][]string{
	{"by", "way", "of"}, {"by", "means", "of"}, {"in", "support", "of"}, {"in", "favor", "of"}, {"in", "favour", "of"}, {"on", "behalf", "of"}, {"in", "response", "to"},
	{"in", "return", "for"}, {"in", "exchange", "for"}, {"in", "violation", "of"}, {"in", "case", "of"}, {"in", "the", "event", "of"}, {"as", "part", "of"}, {"in", "front", "of"},
	{"because", "of"}, {"due", "to"}, {"according", "to"}, {"out", "of"}, {"instead", "of"}, {"along", "with"}, {"together", "with"}, {"in", "addition", "to"},
	{"with", "regard", "to"}, {"as", "well", "as"}, {"such", "as"}, {"except", "for"}, {"prior", "to"}, {"apart", "from"}, {"over", "the", "issue", "of"}, {"in", "accordance", "with"}, {"as", "a", "result", "of"}, {"away", "from"}, {"on", "top", "of"}, {"ahead", "of"}, {"in", "place", "of"}, {"under", "the", "terms", "of"}, {"on", "the", "side", "of"},
}

// preposition returns the preposition at i, of one word or more, and its last
// token.
func (s *Sent) preposition(i int) (string, int) {
	for _, words := range longPrepositions {
		if i+len(words) > len(s.Tokens) {
			continue
		}
		match := true
		for k, w := range words {
			if s.Tokens[i+k].Low != w {
				match = false
				break
			}
		}
		if match {
			return strings.Join(words, " "), i + len(words) - 1
		}
	}
	return s.Tokens[i].Low, i
}

// verbGroup reads a verb group that begins at token i, or returns nil.
func (s *Sent) verbGroup(i int) *VerbGroup {
	t := &s.Tokens[i]
	if !(t.Tag == MD || t.Tag == TO || t.Tag.isVerb() || s.startsLateVerb(i)) {
		return nil
	}
	vg := &VerbGroup{First: i, Verb: -1}
	be, have := false, false
	j := i
scan:
	for ; j < len(s.Tokens); j++ {
		t := &s.Tokens[j]
		switch {
		case t.Tag == TO && vg.Verb < 0:
			vg.Infinitive = true
		case t.Tag == TO && (be || have) && s.pendingBefore(j):
			vg.Pending, vg.Verb, have, be = true, -1, false, false
		case t.Tag == TO && vg.Progressive && vg.Lemma == "go":
			vg.Modal, vg.Progressive, vg.Verb = "will", false, -1
		case t.Tag == MD && vg.Verb < 0 && vg.Modal == "":
			vg.Modal = strings.TrimSuffix(t.Low, "n't")
			vg.Negated = vg.Negated || strings.HasSuffix(t.Low, "n't") || t.Low == "cannot"
			vg.Finite = true
		case t.Tag == NEG:
			vg.Negated = true
		case t.Tag == ADV || t.Low == "both" || t.Low == "either":
			if s.lex.In("hedges", t.Low) || s.lex.In("alleges", t.Low) {
				vg.Hedge = t.Low
			}
		case isBe(t.Low) && (vg.Verb < 0 || be || have):
			vg.Passive, vg.Progressive = false, false
			if !be && !have && vg.Modal == "" && !vg.Infinitive && !vg.Pending {
				vg.Finite = t.Low != "being" && t.Low != "be" && t.Low != "been"
				vg.ING = t.Low == "being"
			}
			vg.Negated = vg.Negated || strings.HasSuffix(t.Low, "n't")
			be, vg.Verb, vg.Lemma, vg.Last = true, j, "be", j
		case isHave(t.Low) && vg.Verb < 0:
			if vg.Modal == "" && !vg.Infinitive {
				vg.Finite, vg.ING = t.Low != "having", t.Low == "having"
			}
			vg.Negated = vg.Negated || strings.HasSuffix(t.Low, "n't")
			have, vg.Verb, vg.Lemma, vg.Last = true, j, "have", j
		case isDo(t.Low) && vg.Verb < 0 && s.doHelps(j):
			vg.Finite = true
			vg.Negated = vg.Negated || strings.HasSuffix(t.Low, "n't")
		case t.Tag.isVerb():
			main := vg.Verb < 0
			participle := (t.Tag == VBN || t.Tag == VBD) && s.hasReading(t.Low, VBN)
			switch {
			case be && participle:
				vg.Passive = true
			case be && t.Tag == VBG:
				vg.Progressive = true
			case have && !be && participle:
				vg.Perfect = true
			case main && (vg.Infinitive || vg.Modal != "" || vg.Pending || vg.Finite) && t.Tag == VB:
			case main && vg.First == j:
				vg.Finite = t.Tag == VBZ || t.Tag == VBD || t.Tag == VB
				vg.ING = t.Tag == VBG
				vg.Participle = participle
				if t.Tag == VBN {
					vg.Finite = false
				}
			case main && onlyAdverbs(s.Tokens[vg.First:j]):
				vg.Finite = t.Tag == VBZ || t.Tag == VBD || t.Tag == VB
				vg.ING = t.Tag == VBG
				vg.Participle = participle
				if t.Tag == VBN {
					vg.Finite = false
				}
			default:
				break scan
			}
			vg.Verb, vg.Lemma, vg.Last = j, t.Lemma, j
			if participle && (vg.Passive || vg.Perfect) || t.Tag == VBN {
				vg.Lemma = s.lemmaAs(t.Low, VBN)
			}
			if t.Tag == VBG {
				vg.Lemma = s.lemmaAs(t.Low, VBG)
			}
			if vg.Lemma == "go" && vg.Progressive {
				continue
			}
			break scan
		default:
			break scan
		}
	}
	if vg.Verb < 0 {
		return nil
	}
	// Adverbs and particles after the verb.
	for j = vg.Last + 1; j < len(s.Tokens); j++ {
		t := &s.Tokens[j]
		if vg.Lemma == "be" && t.Tag == NEG {
			vg.Negated, vg.Last = true, j
			continue
		}
		if t.Tag == ADV && particles[t.Low] && vg.Particle == "" {
			vg.Particle, vg.Last = t.Low, j
		}
		break
	}
	return vg
}

var particles = map[string]bool{"up": true, "out": true, "off": true, "down": true, "away": true, "back": true, "over": true}

func onlyAdverbs(tokens []Token) bool {
	for i := range tokens {
		if tokens[i].Tag != ADV && tokens[i].Tag != NEG && tokens[i].Low != "both" && tokens[i].Low != "either" {
			return false
		}
	}
	return true
}

// startsLateVerb reports whether the adverbs at i belong to a verb right after
// them: "reportedly used", "immediately placed".
func (s *Sent) startsLateVerb(i int) bool {
	if s.Tokens[i].Tag != ADV && s.Tokens[i].Tag != NEG {
		return false
	}
	for j := i + 1; j < len(s.Tokens) && j <= i+3; j++ {
		t := &s.Tokens[j]
		if t.Tag == MD || t.Tag == TO || t.Tag.isVerb() {
			return true
		}
		if t.Tag != ADV && t.Tag != NEG {
			return false
		}
	}
	return false
}

func (s *Sent) pendingBefore(j int) bool {
	low := s.Tokens[j-1].Low
	return low == "yet" || low == "still"
}

// doHelps reports whether "do" at j helps another verb.
func (s *Sent) doHelps(j int) bool {
	for k := j + 1; k < len(s.Tokens) && k <= j+3; k++ {
		switch s.Tokens[k].Tag {
		case NEG, ADV:
			continue
		case VB:
			return true
		}
		return strings.HasSuffix(s.Tokens[j].Low, "n't") && s.Tokens[k].Tag.isVerb()
	}
	return false
}

func (s *Sent) hasReading(low string, tag Tag) bool {
	for _, f := range s.lex.readings(low) {
		if f.tag == tag {
			return true
		}
	}
	return strings.HasSuffix(low, "ed")
}

func (s *Sent) lemmaAs(low string, tag Tag) string {
	for _, f := range s.lex.readings(low) {
		if f.tag == tag {
			return f.lemma
		}
	}
	return american(low)
}

// nounPhrase reads a noun phrase that begins at token i, or returns nil.
func (s *Sent) nounPhrase(i int) *Phrase {
	if i >= len(s.Tokens) {
		return nil
	}
	p := &Phrase{First: i, Head: -1, Name: -1}
	j := i
	if s.Tokens[j].Tag == PRON {
		p.Head, p.Last = j, j
		if j+1 < len(s.Tokens) && (s.Tokens[j].Low == "each" && s.Tokens[j+1].Low == "other" || s.Tokens[j].Low == "one" && s.Tokens[j+1].Low == "another") {
			p.Last = j + 1
		}
		low := s.Tokens[j].Low
		p.Plural = low == "they" || low == "them" || low == "we" || low == "us" || p.Last > j
		return p
	}
	for j < len(s.Tokens) && (s.Tokens[j].Tag == DET || s.Tokens[j].Tag == POSSPRON) {
		if p.Det == "" || s.Tokens[j].Tag == POSSPRON || s.Tokens[j].Low == "both" {
			p.Det = s.Tokens[j].Low
		}
		j++
		// "most of the Pact's decisions", "all of them"
		if j+1 < len(s.Tokens) && s.Tokens[j].Low == "of" && (s.Tokens[j+1].Tag == DET || s.Tokens[j+1].Tag == PRON || s.Tokens[j+1].Tag == POSSPRON) && j == i+1 && p.Det != "the" && p.Det != "a" {
			j++
		}
	}
	if j > i && j < len(s.Tokens) && s.Tokens[j].Tag == PRON {
		p.Head, p.Last, p.Plural = j, j, true
		return p
	}
	start := j
	for ; j < len(s.Tokens); j++ {
		t := &s.Tokens[j]
		if end := s.timeFrom(j); end >= j && j == start {
			p.Head, j = end, end
			continue
		}
		switch {
		case t.Tag == NOUN || t.Tag == NAME || t.Tag == NUM:
			if t.Tag == NUM && p.Head >= 0 && s.Tokens[p.Head].Tag != NUM && !s.inTime(p.Head) && s.inTime(j) {
				goto done // "Azerbaijan 2021": the date stands apart
			}
			if p.Head >= 0 && s.inTime(p.Head) && !s.inTime(j) && p.Det == "" && t.Tag != NUM {
				goto done // "In 1961 Portugal …"
			}
			p.Head = j
		case t.Low == "-" && j > start && j+1 < len(s.Tokens) && (s.Tokens[j+1].Tag == NAME || s.Tokens[j+1].Tag == NOUN || s.Tokens[j+1].Tag.isVerb()) && s.Tokens[j-1].End == t.Start:
			if s.Tokens[j+1].Tag.isVerb() { // "US-led"
				s.Tokens[j+1].Tag = NOUN
			}
		case t.Tag == ADV && j+1 < len(s.Tokens) && (s.Tokens[j+1].Tag == NOUN || s.Tokens[j+1].Tag == NUM) && (j > i || s.Tokens[j+1].Tag == NUM) && (p.Head < 0 || p.Head < start):
		case (t.Low == "%" || t.Low == "$" || t.Low == "€" || t.Low == "£") && j+1 < len(s.Tokens):
			if t.Low == "%" {
				p.Head = j
			}
		case isQuote(t.Low) && j+1 < len(s.Tokens) && s.closesSoon(j) && (s.Tokens[j+1].Tag == NOUN || s.Tokens[j+1].Tag == NAME || s.Tokens[j+1].Tag == DET && j > start) && p.Head >= 0:
		case isQuote(t.Low) && j == start && s.closesSoon(j) && (s.Tokens[j+1].Tag == NOUN || s.Tokens[j+1].Tag == NAME):
		case isQuote(t.Low) && p.Head >= 0 && s.opensBefore(start, j):
			// a closing quotation mark inside the phrase
		case t.Tag == POSS && p.Head >= 0:
			return s.possessed(p, j)
		case (t.Tag == VBG || t.Tag == VBN) && p.Head < 0 && j > i && j+1 < len(s.Tokens) && (s.Tokens[j+1].Tag == NOUN || s.Tokens[j+1].Tag == NAME):
		case t.Low == "and" && j > start && j+1 < len(s.Tokens) && adjectival(s.Tokens[j-1].Low) && s.Tokens[j-1].Tag == NOUN && s.Tokens[j+1].Tag == NOUN && j+2 < len(s.Tokens) && s.Tokens[j+2].Tag == NOUN && adjectival(s.Tokens[j+1].Low):
			// "political and military alliance"
		default:
			goto done
		}
	}
done:
	if p.Head < 0 {
		if j > i && (p.Det == "this" || p.Det == "that" || p.Det == "these" || p.Det == "those" || p.Det == "both" || p.Det == "all" || p.Det == "some" || p.Det == "many" || p.Det == "several") && j == start {
			p.Head, p.Last, p.Plural = j-1, j-1, p.Det != "this" && p.Det != "that"
			return p
		}
		return nil
	}
	p.Last = p.Head
	if p.Last+1 < len(s.Tokens) && isQuote(s.Tokens[p.Last+1].Low) && s.opensBefore(start, p.Last+1) {
		p.Last++
	}
	s.finish(p)
	return p
}

// possessed makes owner the possessor of the phrase after its 's at token j.
func (s *Sent) possessed(owner *Phrase, j int) *Phrase {
	owner.Last = owner.Head
	s.finish(owner)
	p := s.nounPhrase(j + 1)
	if p == nil || p.Head < 0 || s.Tokens[p.First].Tag == PRON {
		owner.Last = j
		return owner
	}
	inner := p
	for inner.Possessor != nil {
		inner = inner.Possessor
	}
	inner.Possessor = owner
	p.First = owner.First
	return p
}

// finish collects the names of a phrase and decides whether one is its head.
func (s *Sent) finish(p *Phrase) {
	for j := p.First; j <= p.Last; j++ {
		if n := s.Tokens[j].Name; n > 0 && !slices.Contains(p.Names, n-1) {
			p.Names = append(p.Names, n-1)
		}
	}
	if n := s.Tokens[p.Head].Name; n > 0 {
		p.Name = n - 1
	}
	low := s.Tokens[p.Head].Low
	p.Plural = s.lex.isPlural(low) || p.Det == "both" || p.Det == "several" || p.Det == "many"
	p.IsTime = s.inTime(p.Head) && p.Name < 0
}

// closesSoon reports whether a quotation mark at j is closed within ten words.
func (s *Sent) closesSoon(j int) bool {
	for k := j + 1; k < len(s.Tokens) && k <= j+10; k++ {
		if isQuote(s.Tokens[k].Low) {
			return true
		}
		if s.Tokens[k].Tag.isVerb() || s.Tokens[k].Tag == MD {
			return false
		}
	}
	return false
}

func (s *Sent) opensBefore(start, j int) bool {
	n := 0
	for k := start; k < j; k++ {
		if isQuote(s.Tokens[k].Low) {
			n++
		}
	}
	return n%2 == 1 || start > 0 && isQuote(s.Tokens[start-1].Low)
}

// timeFrom returns the last token of the time expression that begins at token
// i, or -1.
func (s *Sent) timeFrom(i int) int {
	for k := range s.Times {
		if s.Times[k].Start != s.Tokens[i].Start {
			continue
		}
		for j := i; j < len(s.Tokens); j++ {
			if s.Tokens[j].End == s.Times[k].End && s.Tokens[j].Tag != PREP && s.Tokens[i].Tag != PREP {
				return j
			}
			if s.Tokens[j].End > s.Times[k].End {
				break
			}
		}
	}
	return -1
}

// inTime reports whether token i is part of a time expression.
func (s *Sent) inTime(i int) bool {
	for k := range s.Times {
		if s.Times[k].Start <= s.Tokens[i].Start && s.Tokens[i].End <= s.Times[k].End {
			return true
		}
	}
	return false
}
