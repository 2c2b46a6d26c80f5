package extract

import (
	"strings"
)

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
