package encoding

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"casus/graph"
)

// clip makes outside text fit for a picture: visible as [Terminal] makes it, on
// one line, with at most n characters, the last of them "…" if more was there.
func clip(s string, n int) string {
	// One character has at most 4 bytes, escaped or not: what lies far beyond
	// is not worth escaping.
	if limit := 16 * n; len(s) > limit {
		for !utf8.RuneStart(s[limit]) && limit > 0 {
			limit--
		}
		s = s[:limit] + "…"
	}
	s = Terminal(strings.Join(strings.Fields(s), " "))
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// wrap breaks text into lines of about width characters, at spaces, and inside
// words that are longer than a line and a half.
func wrap(text string, width int) []string {
	var lines []string
	var line []rune
	flush := func() {
		if len(line) > 0 {
			lines = append(lines, string(line))
			line = nil
		}
	}
	for _, word := range strings.Fields(text) {
		runes := []rune(word)
		if len(line) > 0 && len(line)+1+len(runes) > width {
			flush()
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		for len(runes) > width+width/2 {
			line = append(line, runes[:width]...)
			flush()
			runes = runes[width:]
		}
		line = append(line, runes...)
	}
	flush()
	return lines
}

// drawnID returns the ID as it is, or a stand-in if it is malformed or longer
// than any of ours: outside tools read it, too. A stand-in holds a space, so
// that it is no other node's ID.
func drawnID(id graph.ID) string {
	if id.Valid() && len(id) <= 200 && Terminal(string(id)) == string(id) {
		return string(id)
	}
	sum := sha256.Sum256([]byte(id))
	return "id " + hex.EncodeToString(sum[:12])
}
