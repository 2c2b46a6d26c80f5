package graph

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// ID names a node: "state:TUR", "treaty:shusha-declaration-2021",
// "doc:1f3a…", "stmt:9c0d…". The part before the colon is a kind, "doc" or
// "stmt". IDs hold no spaces, controls, bidi controls or any of <>"{}|^`\ so
// that they are IRIs as they stand (RFC 3987, sections 2.2 and 4.1).
type ID string

// Valid reports whether the ID has both parts and only characters an IRI may
// hold. Stores refuse any other: Cayley's N-Quads writer does not escape IRIs.
func (id ID) Valid() bool {
	prefix, rest, ok := strings.Cut(string(id), ":")
	if !ok || prefix == "" || rest == "" {
		return false
	}
	for _, r := range string(id) {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) || r == unicode.ReplacementChar || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return false
		}
	}
	return true
}

// Prefix returns the part before the first colon.
func (id ID) Prefix() string {
	prefix, _, _ := strings.Cut(string(id), ":")
	return prefix
}

// Slug turns a name into the second part of an ID: lower case, without
// diacritics, words joined by hyphens. "Treaty of Türkmençay" becomes
// "treaty-of-turkmencay".
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(name) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Fold maps a name to the form names are compared in: case-folded, without
// diacritics, curly quotes made straight, dashes made hyphens, white space and
// a leading "the" dropped. Fold(Fold(s)) == Fold(s).
func Fold(name string) string {
	var b strings.Builder
	space := false
	// A byte that is not UTF-8 would keep norm from what follows it.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(name, "\uFFFD")) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			r = '\''
		case r == '“' || r == '”':
			r = '"'
		case r == 'ı':
			r = 'i'
		case r == 'ς': // at the end of a word; ΑΘΗΝΑΣ does not tell
			r = 'σ'
		case unicode.Is(unicode.Pd, r):
			r = '-'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	s := b.String()
	for strings.HasPrefix(s, "the ") {
		s = s[len("the "):]
	}
	return s
}
