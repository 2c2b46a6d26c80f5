package extract

import (
	"strings"
)

// Tag is a part of speech. Nouns and adjectives are not told apart: the chunker
// takes the last word of a run as its head.
type Tag string

// The tags.
const (
	NOUN     Tag = "NOUN" // nouns and adjectives
	NAME     Tag = "NAME" // part of a name
	NUM      Tag = "NUM"
	DET      Tag = "DET"
	POSSPRON Tag = "POSSPRON" // its, their
	PRON     Tag = "PRON"
	POSS     Tag = "POSS" // 's
	REL      Tag = "REL"  // who, which
	PREP     Tag = "PREP"
	TO       Tag = "TO" // before an infinitive
	CC       Tag = "CC"
	SUB      Tag = "SUB" // that, if, when
	MD       Tag = "MD"
	NEG      Tag = "NEG"
	ADV      Tag = "ADV"
	VB       Tag = "VB"  // base form
	VBZ      Tag = "VBZ" // third person
	VBD      Tag = "VBD" // past
	VBN      Tag = "VBN" // past participle
	VBG      Tag = "VBG" // -ing
	PUNCT    Tag = "PUNCT"
)

func (t Tag) isVerb() bool { return len(t) >= 2 && t[:2] == "VB" }

// tagTokens sets Tag and Lemma of every token. Names have been found before.
// It reads left to right with one word of look-ahead; nothing is learned.
func tagTokens(tokens []Token, lex *Lexicon) {
	for i := range tokens {
		tokens[i].Tag = lex.tag(tokens, i)
		tokens[i].Lemma = lex.lemma(&tokens[i])
	}
	lex.needVerb(tokens)
}

// needVerb gives a sentence without any verb the first word after a noun that
// can be one: "Portugal looks to the sea".
func (lex *Lexicon) needVerb(tokens []Token) {
	for i := range tokens {
		switch tokens[i].Tag {
		case MD, VB, VBZ, VBD:
			return
		}
	}
	for i := 1; i+1 < len(tokens); i++ {
		if tokens[i].Tag != NOUN || tokens[i-1].Tag != NAME && tokens[i-1].Tag != NOUN || tokens[i-1].Tag == NAME && lex.isDemonymOnly(tokens, i-1) {
			continue
		}
		for _, f := range lex.readings(tokens[i].Low) {
			if f.tag == VBZ {
				tokens[i].Tag, tokens[i].Lemma = VBZ, f.lemma
				return
			}
		}
	}
}

func (lex *Lexicon) lemma(t *Token) string {
	if t.Tag.isVerb() {
		for _, f := range lex.readings(t.Low) {
			if f.tag == t.Tag {
				return f.lemma
			}
		}
		if r := lex.readings(t.Low); len(r) > 0 {
			return r[0].lemma
		}
		return american(t.Low)
	}
	if t.Tag == NOUN {
		return lex.singular(t.Low)
	}
	return t.Low
}

func (lex *Lexicon) tag(tokens []Token, i int) Tag {
	t := &tokens[i]
	prev, next := tagAt(tokens, i-1), i+1
	switch {
	case t.Name > 0:
		return NAME
	case t.Low == "'s":
		return POSS
	case t.Low == "'" && prev == NAME || t.Low == "'" && prev == NOUN && i > 0 && strings.HasSuffix(tokens[i-1].Low, "s") && tokens[i-1].End == t.Start:
		return POSS
	case t.isNumber():
		return NUM
	case !t.isLetter():
		return PUNCT
	}
	if tag := lex.tagClosed(tokens, i, prev); tag != "" {
		return tag
	}
	readings := lex.readings(t.Low)
	if len(readings) == 0 {
		return lex.tagUnknown(t)
	}
	if lex.In("participle_adjectives", t.Low) && next < len(tokens) && lex.startsNoun(tokens, next) && !(prev == NAME && !lex.isDemonymOnly(tokens, i-1)) && prev != PRON {
		return NOUN
	}
	return lex.tagVerb(tokens, i, prev, readings)
}

// tagClosed tags words of closed classes, and "" for others.
func (lex *Lexicon) tagClosed(tokens []Token, i int, prev Tag) Tag {
	t := &tokens[i]
	tag := lex.closed[t.Low]
	var nextLow string
	if i+1 < len(tokens) {
		nextLow = tokens[i+1].Low
	}
	switch t.Low {
	case "according":
		return PREP
	case "to":
		if lex.isInfinitive(tokens, i+1) {
			return TO
		}
		return PREP
	case "that":
		// A determiner before a noun ("that year"), a relative after a noun
		// before a verb ("a pact that obliges"), else a conjunction.
		if (prev == NOUN || prev == NAME || prev == NUM) && i+1 < len(tokens) && lex.couldBeFinite(tokens, i+1) {
			return REL
		}
		if prev == PREP || prev == "" && i+1 < len(tokens) && !lex.startsClause(tokens, i+1) {
			return DET
		}
		return SUB
	case "after", "before", "since", "until", "as", "following", "including":
		// A conjunction before a clause, a preposition before a noun phrase
		// alone; chunks decide, and treat both alike.
		return PREP
	case "her":
		if i+1 < len(tokens) && lex.startsNoun(tokens, i+1) {
			return POSSPRON
		}
		return PRON
	case "like", "near":
		if prev == TO || prev == MD {
			return VB
		}
	case "one":
		if nextLow == "another" {
			return PRON
		}
		if nextLow == "of" || i+1 < len(tokens) && lex.startsNoun(tokens, i+1) {
			return NUM
		}
	case "each":
		if nextLow == "other" {
			return PRON
		}
	case "there":
		return PRON
	case "no":
		return DET
	case "whose":
		return POSSPRON
	case "but":
		return CC
	case "over", "about", "around", "nearly", "under":
		if i+1 < len(tokens) && (tokens[i+1].isNumber() || lex.closed[nextLow] == NUM || nextLow == "a" && i+2 < len(tokens) && lex.closed[tokens[i+2].Low] == NUM) {
			return ADV
		}
	case "yet":
		if nextLow == "to" || nextLow == "been" || prev == NEG {
			return ADV
		}
	}
	if tag == ADV && (t.Low == "back" || t.Low == "further" || t.Low == "long" || t.Low == "home") && prev == DET {
		return NOUN
	}
	return tag
}

// tagUnknown tags a word that is in no list, by its ending.
func (lex *Lexicon) tagUnknown(t *Token) Tag {
	if strings.HasSuffix(t.Low, "ly") && len(t.Low) > 4 && !lex.In("ly_nouns", t.Low) {
		return ADV
	}
	return NOUN
}

// tagVerb decides between the readings of a word that can be a verb.
func (lex *Lexicon) tagVerb(tokens []Token, i int, prev Tag, readings []form) Tag {
	t := &tokens[i]
	has := func(tag Tag) bool {
		for _, f := range readings {
			if f.tag == tag {
				return true
			}
		}
		return false
	}
	aux := lex.auxiliaryBefore(tokens, i)
	if isBe(t.Low) || isHave(t.Low) || isDo(t.Low) {
		return readings[0].tag
	}
	switch {
	case t.Low == "thought" && (prev == NOUN || prev == DET || prev == POSSPRON || prev == POSS):
		return NOUN
	case has(VBG):
		return lex.tagING(tokens, i, prev)
	case has(VBD) || has(VBN):
		if has(VB) && (prev == TO || prev == MD || aux == "do") { // read, set, put
			return VB
		}
		return lex.tagED(tokens, i, prev, aux, has)
	}
	base := has(VB)
	isNoun := lex.noun[readings[0].lemma]
	switch {
	case prev == TO || prev == MD || aux == "md" || aux == "do":
		if base {
			return VB
		}
	case prev == DET || prev == POSS || prev == POSSPRON || prev == NUM || prev == PREP:
		return NOUN
	case prev == PRON || prev == REL:
		if base {
			return VB
		}
		return VBZ
	}
	if !isNoun {
		if prev == NOUN && i > 0 && lex.adjectival(tokens[i-1].Low) && !base {
			return NOUN
		}
		if base {
			if prev == CC || prev == "" || prev == NAME || prev == NOUN || prev == PUNCT || prev == ADV || prev == VB || prev == SUB {
				return VB
			}
			return VB
		}
		return VBZ
	}
	// A noun too: a verb only between a subject and an object.
	subject := prev == NAME && !lex.isDemonymOnly(tokens, i-1) || prev == NOUN && lex.isPlural(tokens[i-1].Low) == base || prev == ADV
	object := i+1 < len(tokens) && (lex.startsPhrase(tokens, i+1) || tokens[i+1].Low == "that" || tokens[i+1].Low == "to" && lex.isInfinitive(tokens, i+2))
	if subject && object && (prev == NAME || base == (prev == NOUN && lex.isPlural(tokens[i-1].Low)) || prev == ADV) && !(prev == NAME && base && !lex.coordinatedBefore(tokens, i)) {
		if base {
			return VB
		}
		return VBZ
	}
	return NOUN
}

// tagING tells a participle from a noun or adjective.
func (lex *Lexicon) tagING(tokens []Token, i int, prev Tag) Tag {
	lemma := ""
	for _, f := range lex.readings(tokens[i].Low) {
		if f.tag == VBG {
			lemma = f.lemma
		}
	}
	_ = lemma
	nextNoun := i+1 < len(tokens) && (tokens[i+1].Tag == NAME || tokens[i+1].Name > 0 || lex.startsNoun(tokens, i+1))
	switch prev {
	case DET, POSS, POSSPRON, NUM:
		return NOUN
	case VB, VBZ, VBD, VBN:
		// "granted fishing rights" but "began bombing cities", "was bombing"
		if nextNoun && lex.auxiliaryBefore(tokens, i) == "" && !lex.In("aspectual", tokens[i-1].Lemma) {
			return NOUN
		}
	case NOUN:
		if i > 0 && lex.adjectival(tokens[i-1].Low) {
			return NOUN
		}
	case PREP:
		// "of sending troops", "by ending …" but "in fighting between …".
		if nextNoun {
			return VBG
		}
		if i+1 < len(tokens) && (lex.startsPhrase(tokens, i+1) || tokens[i+1].Low == "to" || tokens[i+1].Low == "with" || tokens[i+1].Low == "in" || tokens[i+1].Low == "that") && !lex.In("ing_nouns", tokens[i].Low) {
			return VBG
		}
		if lex.In("ing_nouns", tokens[i].Low) {
			return NOUN
		}
		return VBG
	case "", PUNCT:
		if lex.In("ing_nouns", tokens[i].Low) && !nextNoun {
			return NOUN
		}
	}
	if lex.In("ing_nouns", tokens[i].Low) && lex.auxiliaryBefore(tokens, i) != "be" && (prev == NOUN || prev == NAME || prev == CC) && (i+1 >= len(tokens) || !lex.startsPhrase(tokens, i+1)) {
		return NOUN
	}
	return VBG
}

// tagED tells past tense from participle and adjective. What it leaves open
// (a participle after a noun may be a finite verb), clauses settle.
func (lex *Lexicon) tagED(tokens []Token, i int, prev Tag, aux string, has func(Tag) bool) Tag {
	nextNoun := i+1 < len(tokens) && lex.startsNoun(tokens, i+1)
	switch {
	case aux == "be" || aux == "have":
		if has(VBN) {
			return VBN
		}
	case (prev == DET || prev == POSS || prev == POSSPRON || prev == NUM || prev == PREP) && nextNoun && has(VBN):
		return NOUN
	case (prev == DET || prev == POSS || prev == POSSPRON) && has(VBN):
		return NOUN
	case prev == NOUN && nextNoun && has(VBN) && i > 0 && lex.adjectival(tokens[i-1].Low):
		return NOUN
	}
	if i+1 < len(tokens) && tokens[i+1].Low == "by" && has(VBN) {
		return VBN
	}
	if !has(VBD) {
		return VBN
	}
	return VBD
}

// auxiliaryBefore looks left over adverbs, negation and a subject turned
// behind it ("did not seem", "has long been") and returns "be", "have", "do",
// "md" or "".
func (lex *Lexicon) auxiliaryBefore(tokens []Token, i int) string {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		switch low := tokens[j].Low; {
		case isBe(low):
			return "be"
		case isHave(low):
			return "have"
		case isDo(low):
			return "do"
		case tokens[j].Tag == MD:
			return "md"
		case tokens[j].Tag == ADV || tokens[j].Tag == NEG || low == "both" || low == "either":
			continue
		case tokens[j].Tag == CC && j > 0 && tokens[j-1].Tag == VBN:
			return lex.auxiliaryBefore(tokens, j-1) // "was signed and ratified"
		}
		return ""
	}
	return ""
}

func isBe(low string) bool {
	switch low {
	case "be", "is", "are", "was", "were", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't":
		return true
	}
	return false
}

func isHave(low string) bool {
	return low == "have" || low == "has" || low == "had" || low == "having" || low == "hasn't" || low == "haven't" || low == "hadn't"
}

func isDo(low string) bool {
	return low == "do" || low == "does" || low == "did" || low == "didn't" || low == "doesn't" || low == "don't"
}

func tagAt(tokens []Token, i int) Tag {
	if i < 0 || i >= len(tokens) {
		return ""
	}
	return tokens[i].Tag
}

// isInfinitive reports whether the token at i can be the verb of "to …".
func (lex *Lexicon) isInfinitive(tokens []Token, i int) bool {
	for ; i < len(tokens); i++ {
		t := &tokens[i]
		if t.Name > 0 {
			return false
		}
		if lex.closed[t.Low] == ADV || strings.HasSuffix(t.Low, "ly") && lex.readings(t.Low) == nil {
			continue
		}
		for _, f := range lex.readings(t.Low) {
			if f.tag != VB {
				continue
			}
			// "to support of", "to attack by": a noun after all.
			if lex.noun[f.lemma] && i+1 < len(tokens) && (tokens[i+1].Low == "of" || tokens[i+1].Low == "by") {
				return false
			}
			return true
		}
		return false
	}
	return false
}

// couldBeFinite reports whether the token at i, or the one after adverbs, can
// begin a finite verb group.
func (lex *Lexicon) couldBeFinite(tokens []Token, i int) bool {
	for ; i < len(tokens); i++ {
		t := &tokens[i]
		if t.Name > 0 {
			return false
		}
		if isBe(t.Low) || isHave(t.Low) || isDo(t.Low) || lex.closed[t.Low] == MD {
			return true
		}
		if lex.closed[t.Low] == ADV || lex.closed[t.Low] == NEG || strings.HasSuffix(t.Low, "ly") && lex.readings(t.Low) == nil {
			continue
		}
		for _, f := range lex.readings(t.Low) {
			if f.tag == VBZ || f.tag == VBD || f.tag == VB && !lex.noun[f.lemma] {
				return true
			}
		}
		return false
	}
	return false
}

// startsNoun reports whether the token at i can only continue a noun phrase.
func (lex *Lexicon) startsNoun(tokens []Token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	t := &tokens[i]
	if t.Name > 0 {
		return true
	}
	if !t.isLetter() || lex.closed[t.Low] != "" {
		return false
	}
	r := lex.readings(t.Low)
	if len(r) == 0 {
		return !strings.HasSuffix(t.Low, "ly") || lex.In("ly_nouns", t.Low)
	}
	return lex.noun[r[0].lemma] || lex.In("participle_adjectives", t.Low)
}

// startsPhrase reports whether a noun phrase can begin at i.
func (lex *Lexicon) startsPhrase(tokens []Token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	t := &tokens[i]
	switch lex.closed[t.Low] {
	case DET, POSSPRON, NUM:
		return true
	case PRON:
		return t.Low != "there"
	case "":
	default:
		return false
	}
	return t.Name > 0 || t.isNumber() || t.Low == "\"" || lex.startsNoun(tokens, i)
}

// startsClause reports whether a subject and verb can begin at i.
func (lex *Lexicon) startsClause(tokens []Token, i int) bool {
	return lex.startsPhrase(tokens, i)
}

func (lex *Lexicon) isPlural(low string) bool {
	return strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") || irregularNouns[low] != "" || low == "people" || low == "military" || low == "police"
}

// isDemonymOnly reports whether the name at token i can only be an adjective:
// "Iranian strikes" are no sentence.
func (lex *Lexicon) isDemonymOnly(tokens []Token, i int) bool {
	low := tokens[i].Low
	for _, suffix := range []string{"an", "ish", "ese", "ic", "i", "ch", "ean"} {
		if strings.HasSuffix(low, suffix) && !lex.In("name_endings", low) {
			return true
		}
	}
	return false
}

// coordinatedBefore reports whether the word before i ends a list of names:
// "Iran and Russia attack".
func (lex *Lexicon) coordinatedBefore(tokens []Token, i int) bool {
	for j := i - 2; j >= 0 && j >= i-6; j-- {
		if tokens[j].Low == "and" {
			return true
		}
		if tokens[j].Tag != NAME && tokens[j].Low != "," && tokens[j].Tag != DET {
			return false
		}
	}
	return false
}

// adjectival reports whether a word looks like an adjective, so that what
// follows is a noun.
func (lex *Lexicon) adjectival(low string) bool {
	if lex.In("adjectives", low) {
		return true
	}
	for _, suffix := range []string{"al", "ous", "ive", "ful", "less", "ible", "able", "ary", "ic", "ish", "ese", "ant", "ent"} {
		if len(low) > len(suffix)+2 && strings.HasSuffix(low, suffix) && !lex.In("not_adjectives", low) {
			return true
		}
	}
	return false
}
