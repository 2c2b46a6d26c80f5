package extract

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed lexicon
var lexiconFiles embed.FS

// Lexicon is what the tagger and the rules know of English words. It is
// immutable and safe for concurrent use.
type Lexicon struct {
	closed map[string]Tag             // determiners, prepositions, auxiliaries …
	verbs  map[string][]form          // inflected form to what it can be
	noun   map[string]bool            // base forms of verbs that are nouns too
	lists  map[string]map[string]bool // lists.yaml: titles, treaty_nouns …
	sets   map[string]*PredicateSet   // predicates.yaml: @attack, @support …
	nounOf map[string][]string        // noun lemma to the names of the sets it is in
	verbOf map[string][]string        // verb lemma to the names of the sets it is in
}

// form is one reading of an inflected verb.
type form struct {
	lemma string
	tag   Tag
}

// PredicateSet is a group of words that say the same of the same arguments: a
// rule that names the set matches all of them, as verb or as noun.
type PredicateSet struct {
	Doc     string   `yaml:"doc"`
	Verbs   []string `yaml:"verbs"`   // lemmas, with a particle or preposition where needed: "point to"
	Nouns   []string `yaml:"nouns"`   // lemmas; "military support" is found by its head
	Patient []string `yaml:"patient"` // prepositions that mark what the noun is done to: on, against
	Adjs    []string `yaml:"adjs"`    // predicate adjectives: "hostile to"
}

// DefaultLexicon returns the embedded lexicon; it panics if that is broken,
// which a test of this package would show first.
var DefaultLexicon = sync.OnceValue(func() *Lexicon {
	lex, err := loadLexicon(lexiconFiles)
	if err != nil {
		panic("extract: embedded lexicon: " + err.Error())
	}
	return lex
})

func loadLexicon(fsys fs.FS) (*Lexicon, error) {
	lex := &Lexicon{closed: map[string]Tag{}, verbs: map[string][]form{}, noun: map[string]bool{},
		lists: map[string]map[string]bool{}, nounOf: map[string][]string{}, verbOf: map[string][]string{}}
	if err := lex.readVerbs(fsys); err != nil {
		return nil, err
	}
	var words struct {
		Closed map[Tag]string    `yaml:"closed"`
		Lists  map[string]string `yaml:"lists"`
	}
	if err := readYAML(fsys, "lexicon/words.yaml", &words); err != nil {
		return nil, err
	}
	for tag, list := range words.Closed {
		for _, w := range strings.Fields(list) {
			if other, ok := lex.closed[w]; ok {
				return nil, fmt.Errorf("lexicon/words.yaml: closed: %q is both %s and %s", w, max(tag, other), min(tag, other))
			}
			lex.closed[w] = tag
		}
	}
	for name, list := range words.Lists {
		lex.lists[name] = map[string]bool{}
		for _, w := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == '\n' }) {
			if w = strings.TrimSpace(w); w != "" {
				lex.lists[name][w] = true
			}
		}
	}
	if err := readYAML(fsys, "lexicon/predicates.yaml", &lex.sets); err != nil {
		return nil, err
	}
	for name, set := range lex.sets {
		for _, v := range set.Verbs {
			lemma, _, _ := strings.Cut(v, " ")
			if _, known := lex.verbs[lemma]; !known {
				return nil, fmt.Errorf("lexicon/predicates.yaml: set %s: verb %q is not in verbs.txt", name, lemma)
			}
			lex.verbOf[v] = append(lex.verbOf[v], name)
		}
		for _, n := range set.Nouns {
			lex.nounOf[n] = append(lex.nounOf[n], name)
		}
	}
	return lex, nil
}

func readYAML(fsys fs.FS, name string, v any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (lex *Lexicon) readVerbs(fsys fs.FS) error {
	f, err := fsys.Open("lexicon/verbs.txt")
	if err != nil {
		return err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for line := 1; scan.Scan(); line++ {
		fields := strings.Fields(scan.Text())
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		lemma, rest := fields[0], fields[1:]
		double := false
		var irregular []string
		for _, f := range rest {
			switch f {
			case "n":
				lex.noun[lemma] = true
			case "+":
				double = true
			default:
				irregular = append(irregular, f)
			}
		}
		if len(irregular) != 0 && len(irregular) != 2 {
			return fmt.Errorf("lexicon/verbs.txt:%d: %s has %d irregular forms, want past and participle", line, lemma, len(irregular))
		}
		lex.addVerb(lemma, double, irregular)
	}
	return scan.Err()
}

func (lex *Lexicon) addVerb(lemma string, double bool, irregular []string) {
	add := func(word string, tag Tag) {
		if !slices.Contains(lex.verbs[word], form{lemma, tag}) {
			lex.verbs[word] = append(lex.verbs[word], form{lemma, tag})
		}
	}
	if lemma == "be" {
		for w, tag := range map[string]Tag{"be": VB, "is": VBZ, "are": VBZ, "am": VBZ, "was": VBD, "were": VBD, "been": VBN, "being": VBG} {
			add(w, tag)
		}
		return
	}
	add(lemma, VB)
	add(thirdPerson(lemma), VBZ)
	stem := lemma
	if double {
		stem += lemma[len(lemma)-1:]
	}
	ing := stem + "ing"
	if strings.HasSuffix(lemma, "ie") {
		ing = strings.TrimSuffix(lemma, "ie") + "ying"
	} else if strings.HasSuffix(lemma, "e") && !strings.HasSuffix(lemma, "ee") && lemma != "be" {
		ing = lemma[:len(lemma)-1] + "ing"
	}
	add(ing, VBG)
	if len(irregular) == 2 {
		for _, w := range strings.Split(irregular[0], "/") {
			add(w, VBD)
		}
		for _, w := range strings.Split(irregular[1], "/") {
			add(w, VBN)
		}
		return
	}
	ed := stem + "ed"
	switch {
	case strings.HasSuffix(lemma, "e"):
		ed = lemma + "d"
	case strings.HasSuffix(lemma, "y") && !isVowel(lemma[len(lemma)-2]):
		ed = lemma[:len(lemma)-1] + "ied"
	}
	add(ed, VBD)
	add(ed, VBN)
}

func thirdPerson(lemma string) string {
	switch {
	case lemma == "be":
		return "is"
	case lemma == "have":
		return "has"
	case strings.HasSuffix(lemma, "y") && len(lemma) > 1 && !isVowel(lemma[len(lemma)-2]):
		return lemma[:len(lemma)-1] + "ies"
	case strings.HasSuffix(lemma, "s"), strings.HasSuffix(lemma, "x"), strings.HasSuffix(lemma, "z"),
		strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"), lemma == "go", lemma == "do", lemma == "undergo", lemma == "veto":
		return lemma + "es"
	}
	return lemma + "s"
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// American folds British spelling: "formalised" to "formalized", "defence" to
// "defense".
func american(w string) string {
	if britishKept[strings.TrimRight(w, "ds")] || britishKept[strings.TrimSuffix(w, "ing")+"e"] {
		return w
	}
	for _, p := range [][2]string{{"isation", "ization"}, {"ised", "ized"}, {"ises", "izes"}, {"ising", "izing"}, {"ise", "ize"},
		{"vour", "vor"}, {"voured", "vored"}, {"vours", "vors"}, {"vouring", "voring"}, {"bour", "bor"}, {"boured", "bored"}, {"bours", "bors"}, {"bouring", "boring"},
		{"honour", "honor"}, {"honoured", "honored"}, {"rumour", "rumor"}, {"rumours", "rumors"}, {"armoured", "armored"}, {"elled", "eled"}, {"elling", "eling"}, {"yse", "yze"}, {"ysed", "yzed"}} {
		if strings.HasSuffix(w, p[0]) {
			return w[:len(w)-len(p[0])] + p[1]
		}
	}
	switch w {
	case "defence":
		return "defense"
	case "offence":
		return "offense"
	case "manoeuvre", "manoeuvres":
		return "maneuver"
	case "programme":
		return "program"
	case "centre":
		return "center"
	}
	return w
}

// britishKept are words whose -ise is no suffix.
var britishKept = map[string]bool{"exercise": true, "promise": true, "raise": true, "rise": true, "advise": true, "surprise": true, "compromise": true, "enterprise": true,
	"advertise": true, "supervise": true, "revise": true, "devise": true, "disguise": true, "praise": true, "arise": true, "wise": true, "noise": true, "premise": true,
	"franchise": true, "expertise": true, "likewise": true, "otherwise": true, "improvise": true, "excise": true, "precise": true, "concise": true, "crise": true, "televise": true, "demise": true, "comprise": true}

// readings returns what a word can be as a verb.
func (lex *Lexicon) readings(low string) []form {
	if f := lex.verbs[low]; f != nil {
		return f
	}
	if f := lex.verbs[american(low)]; f != nil {
		return f
	}
	return guess(low)
}

// guess reads an unknown word by its ending: "annoyed", "annoying".
func guess(low string) []form {
	if len(low) < 6 || strings.Contains(low, "-") {
		return nil
	}
	if stem, ok := strings.CutSuffix(low, "ed"); ok && !strings.HasSuffix(stem, "e") && low != "hundred" && low != "sacred" && low != "hatred" && low != "kindred" {
		return []form{{stem, VBD}, {stem, VBN}}
	}
	if stem, ok := strings.CutSuffix(low, "ing"); ok && strings.ContainsAny(stem, "aeiouy") && !plainING[low] {
		return []form{{stem, VBG}}
	}
	return nil
}

// plainING are nouns in -ing that are no verbs.
var plainING = map[string]bool{"morning": true, "evening": true, "ceiling": true, "spring": true, "string": true, "something": true, "nothing": true,
	"anything": true, "everything": true, "sibling": true, "offspring": true, "during": true, "lightning": true, "viking": true, "sterling": true}

// In reports whether word is in the list of lists.yaml.
func (lex *Lexicon) In(list, word string) bool { return lex.lists[list][word] }

// singular returns the base form of a noun.
func (lex *Lexicon) singular(low string) string {
	low = american(low)
	switch {
	case irregularNouns[low] != "":
		return irregularNouns[low]
	case len(low) < 4, strings.HasSuffix(low, "ss"), strings.HasSuffix(low, "us"), strings.HasSuffix(low, "is"):
		return low
	case strings.HasSuffix(low, "ies"):
		return low[:len(low)-3] + "y"
	case strings.HasSuffix(low, "ches"), strings.HasSuffix(low, "shes"), strings.HasSuffix(low, "sses"), strings.HasSuffix(low, "xes"):
		return low[:len(low)-2]
	case strings.HasSuffix(low, "s"):
		return low[:len(low)-1]
	}
	return low
}

var irregularNouns = map[string]string{
	"men": "man", "women": "woman", "children": "child", "people": "people", "troops": "troops", "crises": "crisis", "forces": "force",
	"talks": "talks", "hostilities": "hostilities", "lives": "life", "species": "species", "series": "series", "headquarters": "headquarters",
	"allies": "ally", "arms": "arms", "goods": "goods", "ties": "ties", "relations": "relations", "servicemen": "serviceman", "gas": "gas",
	"countrymen": "countryman", "wives": "wife", "aircraft": "aircraft", "news": "news", "politics": "politics", "bases": "base", "media": "media",
}
