package encoding

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Terminal returns s so that printing it moves no cursor, sets no color, turns
// no text around and hides nothing: controls (line feed and tab too), bidi
// controls, invisible characters and noncharacters become \u{1b}, bytes that
// are not UTF-8 become \x{ff}. All other text stays, the joiners of Persian and
// Indic words as well. Terminal(Terminal(s)) == Terminal(s).
func Terminal(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	before := rune(-1)
	for i, r := range s {
		size := 1
		if r != utf8.RuneError {
			size = utf8.RuneLen(r)
		} else if strings.HasPrefix(s[i:], "\uFFFD") {
			size = len("\uFFFD")
		}
		after, _ := utf8.DecodeRuneInString(s[i+size:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x{%02x}`, s[i])
		case isJoiner(r) && unicode.In(before, joining...) && unicode.In(after, joining...):
			b.WriteRune(r)
		case isHidden(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// isPlain reports whether s is printable ASCII, as nearly all text is.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// isHidden reports whether a reader could not see r, or would see other text
// changed by it.
func isHidden(r rune) bool {
	switch {
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // formats, yet visible: Arabic number signs
		return false
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
		return true
	case r >= 0xE0100 && r <= 0xE01EF: // variation selectors that can smuggle bytes
		return true
	}
	return unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// isJoiner reports whether r is one of the two zero-width characters that
// spelling needs.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joining lists the scripts whose spelling uses joiners (RFC 5892, appendix A).
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
}
