package extract

import (
	"strings"

	"casus/schema"
)

// Name is a proper name in a sentence.
type Name struct {
	First, Last int         // tokens, Last inclusive
	Text        string      // as written
	Candidates  []Candidate // what the gazetteer knows; empty for a name it does not
	Kind        schema.Kind // what its own words say it is ("… Treaty", "… Ministry"), or ""
	Quoted      bool        // it stands in quotation marks
	Year        string      // "2021" of "the 2021 X Declaration"
}

// keyword lists of words.yaml and the kind of a name that ends in one.
var nameKinds = []struct {
	list string
	kind schema.Kind
}{
	{"treaty_nouns", schema.Treaty}, {"organ_nouns", schema.StateOrgan}, {"organization_nouns", schema.Organization},
	{"igo_nouns", schema.Organization}, {"alliance_nouns", schema.Alliance}, {"event_nouns", schema.Event}, {"place_nouns", schema.Place},
}

func (lex *Lexicon) nameKind(low string) schema.Kind {
	for _, k := range nameKinds {
		if lex.In(k.list, low) || lex.In(k.list, american(low)) {
			return k.kind
		}
	}
	return ""
}

// nameFinder finds names in the sentences of one document.
type nameFinder struct {
	lex  *Lexicon
	gaz  *Gazetteer
	text string
	// seen holds words that stand capitalized inside a sentence somewhere in
	// the document: at the start of one, only these are taken for names.
	seen map[string]bool
	// treaty says that the text is a treaty's own: "Party" and "Article" with a
	// capital are no names there.
	treaty bool
}

// find returns the names of a sentence in order and marks their tokens.
func (f *nameFinder) find(tokens []Token) []Name {
	var names []Name
	add := func(first, last int, c []Candidate, kind schema.Kind) {
		n := Name{First: first, Last: last, Text: f.text[tokens[first].Start:tokens[last].End], Candidates: c, Kind: kind}
		n.Quoted = first > 0 && last+1 < len(tokens) && isQuote(tokens[first-1].Low) && isQuote(tokens[last+1].Low)
		dated := kind == schema.Treaty || kind == schema.Event
		for _, x := range c {
			p := x.ID.Prefix()
			dated = dated || p == "treaty" || p == "event" || p == "igo"
		}
		if dated {
			for back := first - 1; back >= 0 && back >= first-2; back-- {
				if isYear(tokens[back].Text) {
					n.Year = tokens[back].Text
				}
				if !isQuote(tokens[back].Low) {
					break
				}
			}
		}
		names = append(names, n)
		for i := first; i <= last; i++ {
			tokens[i].Name = len(names)
		}
	}
	for i := 0; i < len(tokens); {
		length, candidates := f.gaz.match(tokens, i)
		if length == 0 && !f.startsName(tokens, i) {
			i++
			continue
		}
		if length > 0 && i == 0 && length == 1 && f.lex.In("openers", tokens[i].Low) {
			i++
			continue
		}
		// A longer name of a known type that begins here: "Warsaw … Court".
		if last, kind := f.typed(tokens, i, length); last >= 0 {
			if l, c := f.gaz.match(tokens, i); l >= last-i+1 {
				last, candidates = i+l-1, c
				add(i, last, candidates, "")
			} else {
				add(i, last, nil, kind)
			}
			i = last + 1
			continue
		}
		if length > 0 {
			add(i, i+length-1, candidates, "")
			i += length
			continue
		}
		if n := f.title(tokens, i); n > 0 {
			i += n
			continue
		}
		last := f.run(tokens, i)
		if last < i {
			i++
			continue
		}
		add(i, last, nil, "")
		i = last + 1
	}
	return names
}

// startsName reports whether an unknown name can begin at token i.
func (f *nameFinder) startsName(tokens []Token, i int) bool {
	t := &tokens[i]
	if !t.isCapital() || t.Low == "i" || f.treaty && f.lex.In("party_words", t.Low) {
		return false
	}
	if i == 0 || isQuote(tokens[i-1].Low) && i <= 1 {
		if f.lex.In("openers", t.Low) || f.lex.closed[t.Low] != "" {
			return false
		}
		if f.seen[t.Text] {
			return true
		}
		next := i+1 < len(tokens) && tokens[i+1].isCapital() && tokens[i+1].isLetter()
		return next && len(f.lex.readings(t.Low)) == 0 || next && f.lex.nameKind(tokens[i+1].Low) != ""
	}
	if f.lex.closed[t.Low] != "" && !f.seen[t.Text] {
		return false
	}
	return !months[t.Low]
}

// typed returns the last token and kind of a name that begins at i and ends in
// a word that says what it is: "Shusha Declaration", "Tabriz Islamic
// Revolutionary Court", "Ministry of Foreign Affairs", or -1.
func (f *nameFinder) typed(tokens []Token, i, known int) (int, schema.Kind) {
	last, kind := -1, schema.Kind("")
	for j := i; j < len(tokens) && j < i+9; j++ {
		t := &tokens[j]
		if t.Low == "-" && j > i && j+1 < len(tokens) && tokens[j+1].isCapital() {
			continue
		}
		if !t.isCapital() || !t.isLetter() {
			// "Sadabad non-aggression pact": lower-case words end it.
			break
		}
		if j > i && f.title(tokens, j) > 0 && f.lex.nameKind(t.Low) == "" {
			break
		}
		if j > i && j >= i+known {
			if l, c := f.gaz.match(tokens, j); l > 0 && last < 0 && isPersonOrState(c) && f.lex.nameKind(tokens[j+l-1].Low) == "" && j+l < len(tokens) && !tokens[j+l].isCapital() {
				break // "Azerbaijan President Aliyev": another name
			}
		}
		if k := f.lex.nameKind(t.Low); k != "" && (j > i || j+1 < len(tokens) && (tokens[j+1].Low == "of" || tokens[j+1].Low == "on" || tokens[j+1].Low == "for")) {
			if j == i {
				if end := f.extend(tokens, j); end > j {
					return end, k
				}
				break
			}
			last, kind = j, k
			if k == schema.StateOrgan || k == schema.Treaty || k == schema.Organization {
				if end := f.extend(tokens, j); end > j {
					return end, k
				}
			}
		}
	}
	if last >= 0 && last-i == 1 && known == 1 && f.lex.In("people_nouns", tokens[last].Low) && !f.lex.In("treaty_nouns", tokens[last].Low) && !f.lex.In("organ_nouns", tokens[last].Low) {
		return last, kind
	}
	return last, kind
}

// extend follows "of", "on", "for" and "and" to the end of a name: "Ministry of
// Foreign Affairs", "Treaty on the Non-Proliferation of Nuclear Weapons".
func (f *nameFinder) extend(tokens []Token, j int) int {
	end := j
	for k := j + 1; k < len(tokens) && k < j+14; k++ {
		t := &tokens[k]
		switch {
		case t.isCapital() && t.isLetter():
			end = k
		case t.Low == "of" || t.Low == "on" || t.Low == "for" || t.Low == "the" || t.Low == "and" && k == end+1 || t.Low == "in" || t.Low == "-":
			if k+1 >= len(tokens) || !tokens[k+1].isCapital() && tokens[k+1].Low != "the" {
				return end
			}
			// "the Treaty of X and Y signed": a second party may follow, so a
			// list goes on only inside "on"/"for" names.
			if t.Low == "and" && !hasWord(tokens[j:k], "for", "on", "cooperation", "friendship", "foreign") {
				return end
			}
			if t.Low == "in" && !hasWord(tokens[j:k], "for", "on") {
				return end
			}
		default:
			return end
		}
	}
	return end
}

func hasWord(tokens []Token, words ...string) bool {
	for i := range tokens {
		for _, w := range words {
			if tokens[i].Low == w {
				return true
			}
		}
	}
	return false
}

// title returns how many tokens from i on are an office title written with a
// capital: "Prime Minister", "President".
func (f *nameFinder) title(tokens []Token, i int) int {
	for n := 4; n >= 1; n-- {
		if i+n > len(tokens) {
			continue
		}
		var words []string
		for k := i; k < i+n; k++ {
			words = append(words, tokens[k].Low)
		}
		if f.lex.In("titles", strings.Join(words, " ")) {
			return n
		}
	}
	return 0
}

// run returns the last token of a run of capitalized words from i on that no
// list knows.
func (f *nameFinder) run(tokens []Token, i int) int {
	last := i - 1
	for j := i; j < len(tokens) && j < i+8; j++ {
		t := &tokens[j]
		switch {
		case t.isCapital() && t.isLetter() && (j == i || f.title(tokens, j) == 0):
			if l, c := f.gaz.match(tokens, j); j > i && l > 0 && !isPerson(c) {
				return last
			}
			last = j
		case t.isNumber() && j == last+1 && j > i && !isYear(t.Text):
			last = j // "Arash 2"
		case (t.Low == "-" || t.Low == "bin" || t.Low == "al" || t.Low == "de" || t.Low == "von" || t.Low == "van" || t.Low == "el" || t.Low == "der" || t.Low == "ibn" || t.Low == "ben") && j > i && j+1 < len(tokens) && (tokens[j+1].isCapital() || tokens[j+1].Low == "der"):
			continue
		default:
			// A quoted title may hold small words: “Route for Peace and Prosperity”.
			if i > 0 && isQuote(tokens[i-1].Low) && (t.Low == "for" || t.Low == "of" || t.Low == "and" || t.Low == "the") && j+1 < len(tokens) && (tokens[j+1].isCapital() || tokens[j+1].Low == "the") {
				continue
			}
			return last
		}
	}
	return last
}

func isPersonOrState(c []Candidate) bool {
	for _, x := range c {
		if p := x.ID.Prefix(); p == "person" || p == "state" {
			return true
		}
	}
	return false
}

func isPerson(c []Candidate) bool {
	for _, x := range c {
		if x.ID.Prefix() == "person" {
			return true
		}
	}
	return false
}

func isQuote(low string) bool {
	return low == "\"" || low == "“" || low == "”" || low == "'" || low == "‘" || low == "’" || low == "«" || low == "»"
}

func isYear(s string) bool {
	if len(s) != 4 {
		return false
	}
	for i := range 4 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s >= "1500" && s < "2200"
}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true, "monday": true, "tuesday": true, "wednesday": true, "thursday": true,
	"friday": true, "saturday": true, "sunday": true, "jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
	"roman": true}
