package extract

import (
	"slices"
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
			if t.Tag == NAME && j > start && s.Tokens[j-1].Tag == NOUN && s.lex.isPlural(s.Tokens[j-1].Low) && s.verbAfterName(j) {
				goto done // "the players Tehran has ties with"
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
		case t.Low == "and" && j > start && j+1 < len(s.Tokens) && s.lex.adjectival(s.Tokens[j-1].Low) && s.Tokens[j-1].Tag == NOUN && s.Tokens[j+1].Tag == NOUN && j+2 < len(s.Tokens) && s.Tokens[j+2].Tag == NOUN && s.lex.adjectival(s.Tokens[j+1].Low):
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

// verbAfterName reports whether a finite verb follows the name that begins at
// token j.
func (s *Sent) verbAfterName(j int) bool {
	n := s.Tokens[j].Name
	for j < len(s.Tokens) && s.Tokens[j].Name == n {
		j++
	}
	if j >= len(s.Tokens) {
		return false
	}
	switch s.Tokens[j].Tag {
	case VBZ, VBD, MD:
		return true
	}
	return false
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
