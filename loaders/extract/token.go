package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word, number or mark of a sentence.
type Token struct {
	Start, End int    // bytes of the canonical text
	Text       string // text[Start:End]
	Low        string // lower case, quotes made straight
	Lemma      string // base form, lower case, American spelling
	Tag        Tag
	Name       int // 1 + index of the name it is part of in Sent.Names, 0 for none
}

// Tokens splits a sentence. A possessive 's is a token of its own; hyphens join
// words except between names ("Armenia-Azerbaijan") and before a participle
// ("US-led"), where they are tokens; currency, percent and brackets stand
// alone; "U.S." and "450.5" stay whole.
func Tokens(text string, s Sentence) []Token {
	var tokens []Token
	for i := s.Start; i < s.End; {
		r, size := utf8.DecodeRuneInString(text[i:s.End])
		if unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' {
			i += size
			continue
		}
		end := i + size
		if isWord(r) {
			end = wordEnd(text, i, s.End)
		}
		tokens = append(tokens, split(text, i, end)...)
		i = end
	}
	return tokens
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// wordEnd returns the end of the word that begins at i.
func wordEnd(text string, i, limit int) int {
	end := i
	for end < limit {
		r, size := utf8.DecodeRuneInString(text[end:limit])
		switch {
		case isWord(r):
		case strings.ContainsRune("-‐‑'’.,", r) && end > i:
			next, _ := utf8.DecodeRuneInString(text[end+size : limit])
			prev, _ := utf8.DecodeLastRuneInString(text[i:end])
			if r == '.' && isAbbreviation(text[i:end]) {
				return end + size
			}
			if !isWord(next) || end+size >= limit {
				return end
			}
			if r == ',' && (!unicode.IsDigit(next) || !unicode.IsDigit(prev)) {
				return end
			}
			if r == '.' && !unicode.IsDigit(next) && !(unicode.IsUpper(next) && len(text[i:end]) <= 3) {
				return end
			}
		default:
			return end
		}
		end += size
	}
	return end
}

// isAbbreviation reports whether w, followed by a full stop, keeps it: "U.S",
// "Gen", initials.
func isAbbreviation(w string) bool {
	if strings.Contains(w, ".") && utf8.RuneCountInString(w) <= 6 {
		for _, part := range strings.Split(w, ".") {
			if utf8.RuneCountInString(part) > 1 {
				return false
			}
		}
		return true
	}
	switch w {
	case "Mr", "Mrs", "Ms", "Dr", "Gen", "Lt", "Col", "Maj", "Sgt", "Capt", "Adm", "Sen", "Rep", "Gov", "St", "Prof", "Amb", "Brig", "Hon", "Rev":
		return true
	}
	r, size := utf8.DecodeRuneInString(w)
	return size == len(w) && unicode.IsUpper(r)
}

// split cuts a run of word characters into tokens at possessives and hyphens
// between names.
func split(text string, start, end int) []Token {
	word := text[start:end]
	for _, suffix := range []string{"'s", "’s", "'S", "’S"} {
		if body, ok := strings.CutSuffix(word, suffix); ok && body != "" {
			return append(split(text, start, start+len(body)), newToken(text, start+len(body), end))
		}
	}
	for i, r := range word {
		if r != '-' && r != '‐' && r != '‑' || i == 0 {
			continue
		}
		size := utf8.RuneLen(r)
		left, right := word[:i], word[i+size:]
		if splitsAt(left, right) {
			tokens := []Token{newToken(text, start, start+i), newToken(text, start+i, start+i+size)}
			return append(tokens, split(text, start+i+size, end)...)
		}
	}
	return []Token{newToken(text, start, end)}
}

// splitsAt reports whether left-right are two words: two names, or a name and
// a participle.
func splitsAt(left, right string) bool {
	first, _ := utf8.DecodeRuneInString(left)
	next, _ := utf8.DecodeRuneInString(right)
	if !unicode.IsUpper(first) || len(left) < 2 {
		return false
	}
	if unicode.IsUpper(next) {
		return true
	}
	if !unicode.IsLower(next) {
		return false
	}
	last := right[strings.LastIndexAny(right, "-")+1:]
	return strings.HasSuffix(last, "ed") || strings.HasSuffix(last, "led") || last == "born" || last == "made" || last == "built" || last == "run" || last == "held" || last == "led" || last == "style" || last == "speaking"
}

func newToken(text string, start, end int) Token {
	w := text[start:end]
	low := strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘':
			return '\''
		case '“', '”':
			return '"'
		case '‐', '‑', '–':
			return '-'
		}
		return unicode.ToLower(r)
	}, w)
	return Token{Start: start, End: end, Text: w, Low: low}
}

func (t *Token) isCapital() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r)
}

func (t *Token) isLetter() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsLetter(r)
}

func (t *Token) isNumber() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsDigit(r)
}
