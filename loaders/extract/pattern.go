package extract

import (
	"fmt"
	"strings"
	"unicode"
)

// Pattern is the form of a clause that a rule looks for, written in active
// voice:
//
//	A @attack B                      a verb or noun of the set, with subject and object
//	T @oblige A to @defend B         and an infinitive
//	A accuse|blame B? of|for M?      words themselves; ? marks what may be missing
//	A be @member of B                what a copula or apposition says
//	A @warn that V                   and a clause
//	A * in_support_of B              any verb
//
// A capital letter is a slot; "A" and "B" are subject and object of the
// statement unless the rule says otherwise.
type Pattern struct {
	Subject *PatternSlot
	Pred    wordSet
	Copula  bool         // "be" + Pred
	Second  *PatternSlot // the first of two objects: "call A V"
	Object  *PatternSlot
	Preps   []PatternPrep
	To      *Pattern     // infinitive
	That    *PatternSlot // a clause: "warn that V"
	source  string
}

// PatternSlot is a place that a phrase fills.
type PatternSlot struct {
	Name     string
	Optional bool
	Each     bool // "each other"
}

// PatternPrep is a slot after one of some prepositions.
type PatternPrep struct {
	Preps []string
	Slot  PatternSlot
}

// wordSet names a predicate set or lists lemmas.
type wordSet struct {
	set    string
	lemmas []string
}

// parsePattern reads a pattern and checks that its sets exist.
func parsePattern(source string, lex *Lexicon) (*Pattern, error) {
	words := strings.Fields(source)
	p, rest, err := parseWords(words, lex)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%q is left over", strings.Join(rest, " "))
	}
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", source, err)
	}
	p.source = source
	return p, nil
}

func parseWords(words []string, lex *Lexicon) (*Pattern, []string, error) {
	p := &Pattern{}
	if len(words) > 0 {
		if slot, ok := parseSlot(words[0]); ok {
			p.Subject, words = &slot, words[1:]
		}
	}
	if len(words) == 0 {
		return nil, nil, fmt.Errorf("no predicate")
	}
	if words[0] == "be" && len(words) > 1 && (words[1][0] == '@' || !isSlotWord(words[1]) && lex.closed[words[1]] == "") {
		p.Copula, words = true, words[1:]
	}
	pred, err := parseSet(words[0], lex)
	if err != nil {
		return nil, nil, err
	}
	p.Pred, words = pred, words[1:]
	if len(words) > 0 {
		if slot, ok := parseSlot(words[0]); ok {
			p.Object, words = &slot, words[1:]
		}
	}
	if len(words) > 0 {
		if slot, ok := parseSlot(words[0]); ok {
			p.Second, p.Object, words = p.Object, &slot, words[1:]
		}
	}
	for len(words) > 0 {
		if words[0] == "to" && len(words) > 1 && !isSlotWord(words[1]) {
			p.To, words, err = parseWords(words[1:], lex)
			return p, words, err
		}
		if len(words) < 2 {
			return nil, nil, fmt.Errorf("%q has no slot", words[0])
		}
		slot, ok := parseSlot(words[1])
		if ok && words[0] == "that" {
			p.That, words = &slot, words[2:]
			continue
		}
		if !ok {
			return nil, nil, fmt.Errorf("%q after %q, want a slot", words[1], words[0])
		}
		p.Preps = append(p.Preps, PatternPrep{strings.Split(strings.ReplaceAll(words[0], "_", " "), "|"), slot})
		words = words[2:]
	}
	return p, words, nil
}

func isSlotWord(w string) bool {
	_, ok := parseSlot(w)
	return ok
}

func parseSlot(w string) (PatternSlot, bool) {
	if w == "each-other" {
		return PatternSlot{Name: "B", Each: true}, true
	}
	name, optional := strings.CutSuffix(w, "?")
	if len(name) == 1 && unicode.IsUpper(rune(name[0])) {
		return PatternSlot{Name: name, Optional: optional}, true
	}
	return PatternSlot{}, false
}

func parseSet(w string, lex *Lexicon) (wordSet, error) {
	if name, ok := strings.CutPrefix(w, "@"); ok {
		if lex.sets[name] == nil {
			return wordSet{}, fmt.Errorf("unknown set @%s", name)
		}
		return wordSet{set: name}, nil
	}
	return wordSet{lemmas: strings.Split(w, "|")}, nil
}
