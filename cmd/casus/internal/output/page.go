package output

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"casus/graph/encoding"
)

// Page is what a table is laid out on. The zero Page is 100 columns wide and
// without color.
type Page struct {
	Width int
	Color bool

	w *bytes.Buffer
}

// The widest and narrowest lines that are still easy to read.
const (
	defaultWidth = 100
	minWidth     = 40
	maxWidth     = 120
)

// style is how a line is shown on a terminal with color.
type style string

const (
	plain  style = ""
	bold   style = "1"
	faint  style = "2"
	italic style = "3" // claims: what is only said to be so
)

func (p *Page) columns() int {
	if p.Width == 0 {
		return defaultWidth
	}
	return min(max(p.Width, minWidth), maxWidth)
}

// line writes text wrapped to the page: the first line after indent columns,
// the others two further in. Text may come from outside: it is escaped, and
// its white space is one space.
func (p *Page) line(indent int, st style, text string) { p.hang(indent, 2, st, text) }

// hang writes text as line does, with the following lines by hang further in.
func (p *Page) hang(indent, hang int, st style, text string) {
	for i, l := range wrap(encoding.Terminal(strings.Join(strings.Fields(text), " ")), p.columns()-indent, hang) {
		p.w.WriteString(strings.Repeat(" ", indent))
		if i > 0 {
			p.w.WriteString(strings.Repeat(" ", hang))
		}
		if p.Color && st != plain {
			l = "\x1b[" + string(st) + "m" + l + "\x1b[0m"
		}
		p.w.WriteString(l)
		p.w.WriteByte('\n')
	}
}

func (p *Page) blank() { p.w.WriteByte('\n') }

// wrap breaks text at spaces into lines of at most limit columns, and of
// limit-hang from the second on. A word that is longer is not broken.
func wrap(text string, limit, hang int) []string {
	var lines []string
	var b strings.Builder
	used := 0
	for word := range strings.FieldsSeq(text) {
		n := textWidth(word)
		if used > 0 && used+1+n > limit {
			if len(lines) == 0 {
				limit -= hang
			}
			lines = append(lines, b.String())
			b.Reset()
			used = 0
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	if used > 0 {
		lines = append(lines, b.String())
	}
	return lines
}

// textWidth counts the columns text takes on a terminal.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.Is(unicode.Cf, r):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// pad fills text up to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-textWidth(s)))
}
