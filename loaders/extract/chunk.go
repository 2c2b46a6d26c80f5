package extract

import (
	"strings"
)

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
