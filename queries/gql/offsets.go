package gql

import "unicode/utf8"

// utf16Index turns byte offsets of a text into UTF-16 offsets, which is how
// JavaScript, Java and C# count.
type utf16Index struct {
	text string
	at   []int // UTF-16 length of the text up to each multiple of stride
}

const stride = 1024

func newUTF16Index(text string) *utf16Index {
	x := &utf16Index{text: text}
	units := 0
	for i := 0; i < len(text); {
		for len(x.at)*stride <= i {
			x.at = append(x.at, units)
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		units += width(r)
		i += size
	}
	return x
}

// offset returns the UTF-16 offset of a byte offset that begins a character;
// false if it lies outside the text or inside a character.
func (x *utf16Index) offset(b int) (int, bool) {
	if b < 0 || b > len(x.text) || b < len(x.text) && !utf8.RuneStart(x.text[b]) {
		return 0, false
	}
	if len(x.at) == 0 {
		return 0, b == 0
	}
	// An entry counts the characters that begin before its multiple; the one it
	// falls into has to be skipped.
	i := min(b/stride, len(x.at)-1)
	from, units := i*stride, x.at[i]
	for from < len(x.text) && !utf8.RuneStart(x.text[from]) {
		from++
	}
	for from < b {
		r, size := utf8.DecodeRuneInString(x.text[from:])
		units += width(r)
		from += size
	}
	return units, true
}

func width(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}
