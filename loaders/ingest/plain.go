package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/loaders/extract"
)

// line is one line of a text: text[start:end], without its line end.
type line struct {
	start, end int // trimmed of white space; start == end for a blank line
}

// lines cuts text[from:] into lines at LF, CRLF, CR, FF and the Unicode line
// and paragraph separators.
func lines(text string, from int) []line {
	var out []line
	add := func(start, end int) {
		part := text[start:end]
		left := len(part) - len(strings.TrimLeftFunc(part, isBlank))
		out = append(out, line{start + left, start + max(left, len(strings.TrimRightFunc(part, isBlank)))})
	}
	start := from
	for i := from; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '\r':
			if strings.HasPrefix(text[i:], "\r\n") {
				size = 2
			}
			fallthrough
		case '\n', '\f', '\v', '\u2028':
			add(start, i)
			start = i + size
		case '\u2029':
			add(start, i)
			out = append(out, line{i, i}) // a blank line
			start = i + size
		}
		i += size
	}
	add(start, len(text))
	return out
}

func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' || unicode.IsControl(r)
}

// paragraphsPerLine is the length in bytes beyond which a line is not wrapped
// by hand: then every line is a paragraph.
const paragraphsPerLine = 140

// plainBlocks finds the paragraphs and headings of a text without markup.
func plainBlocks(text string) []extract.Block {
	all := lines(text, 0)
	var blocks []extract.Block
	for i := 0; i < len(all); {
		if all[i].start == all[i].end {
			i++
			continue
		}
		j := i
		for j < len(all) && all[j].start < all[j].end {
			j++
		}
		blocks = append(blocks, chunkBlocks(text, all[i:j])...)
		i = j
	}
	return blocks
}

// chunkBlocks cuts lines without a blank one between them. A new line begins a
// new block where it was not wrapping that ended the line before: its first
// word would still have fitted there, and what stands before it is finished.
func chunkBlocks(text string, chunk []line) []extract.Block {
	width := 0
	for _, l := range chunk {
		width = max(width, l.end-l.start)
	}
	var blocks []extract.Block
	first := 0
	for i := range chunk {
		if i+1 < len(chunk) && !endsBlock(text, chunk[i], chunk[i+1], width) {
			continue
		}
		b := extract.Block{Kind: extract.Paragraph, Start: skipMarker(text, chunk[first]), End: chunk[i].end}
		if first == i && isHeadingLine(text[b.Start:b.End]) {
			b.Kind = extract.Heading
		}
		if b.Start < b.End && hasWord(text[b.Start:b.End]) {
			blocks = append(blocks, b)
		}
		first = i + 1
	}
	return blocks
}

func endsBlock(text string, l, next line, width int) bool {
	body, after := text[l.start:l.end], text[next.start:next.end]
	if width > paragraphsPerLine || skipMarker(text, next) > next.start || isTopLine(body) || isTopLine(after) {
		return true
	}
	word, _, _ := strings.Cut(after, " ")
	if len(body)+1+len(word) > width {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, `"'“‘([`))
	if unicode.IsLower(r) {
		return false
	}
	return isFinal(body) || isHeadingLine(body)
}

// isFinal reports whether s ends as a sentence does.
func isFinal(s string) bool {
	s = strings.TrimRight(s, `"'”’)]`)
	return s != "" && strings.ContainsAny(s[len(s)-1:], ".?!:;") || strings.HasSuffix(s, "…")
}

// isHeadingLine reports whether a line stands as a heading does: short, with
// no final punctuation, beginning like a title.
func isHeadingLine(s string) bool {
	if len(s) > 120 || len(strings.Fields(s)) > 14 || strings.ContainsAny(s[len(s)-1:], ".,;:") || isFinal(s) && !strings.HasSuffix(s, "?") && !strings.HasSuffix(strings.TrimRight(s, ")"), "U.S.") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘([`))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// skipMarker returns where the text of a line begins behind a bullet.
func skipMarker(text string, l line) int {
	body := text[l.start:l.end]
	for _, marker := range []string{"- ", "* ", "+ ", "• ", "· ", "– ", "▪ ", "● "} {
		if rest, ok := strings.CutPrefix(body, marker); ok {
			return l.end - len(strings.TrimLeftFunc(rest, isBlank))
		}
	}
	return l.start
}

func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// settleHeadings makes a heading with nothing under it a paragraph: the last
// line of a text, and a text that is one line.
func settleHeadings(blocks []extract.Block) []extract.Block {
	for i := len(blocks) - 1; i >= 0 && blocks[i].Kind != extract.Paragraph; i-- {
		if blocks[i].Kind == extract.Heading {
			blocks[i].Kind = extract.Paragraph
			break
		}
	}
	return blocks
}
