package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"casus/graph"
	"casus/loaders/extract"
)

var (
	// topLine is a line of metadata at the top of a text.
	topLine = regexp.MustCompile(`(?i)^(date|dateline|published|updated|posted|publication date|title|headline|source|publisher|publication|agency|by|author|url)\s*:\s*`)
	// bareDate is the one that needs no colon, because a date follows.
	bareDate = regexp.MustCompile(`(?i)^(date|dateline|published|published on|updated|posted|posted on)[ \t]+`)
	// isoDate begins many datelines; a time of day may follow.
	isoDate = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?`)
	// wireLine is a news agency's: "ANKARA, Turkey, March 5 (Agency) — ".
	wireLine = regexp.MustCompile(`^([A-Z][A-Z.'’/ -]{2,40}(?:, [A-Z][\w.'’ -]{1,30})??)(?:, ([A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?))?(?: ?\([\w .,&/-]{2,40}\))? ?(?:—|–|--|-) `)
	// dateWords may stand beside the date of a line that gives only that.
	dateWords = regexp.MustCompile(`(?i)^(?:news|press|release|statement|readout|report|article|analysis|published|updated|posted|date|on|for|immediate|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[|,:.·•()—–-]|\s)*$`)
)

// leapYear stands in for the year of a date that has none.
const leapYear = 2000

// isTopLine reports whether a line is a field of metadata, like "Date: …".
func isTopLine(s string) bool {
	return strings.Contains(s[:min(len(s), 24)], ":") && topLine.MatchString(s)
}

// topBlocks is how far down a document may speak of itself.
const topBlocks = 6

// readTop takes the lines of metadata off the first blocks and marks them as
// datelines. A date followed by text on the same line ends where it ends, and
// the paragraph begins behind it.
func (m *meta) readTop(text string, blocks []extract.Block) []extract.Block {
	out := make([]extract.Block, 0, len(blocks)+1)
	for i, b := range blocks {
		if i >= topBlocks || b.Kind == extract.Caption {
			out = append(out, b)
			continue
		}
		n := m.topLength(text[b.Start:b.End])
		if n == 0 {
			out = append(out, b)
			continue
		}
		cut := b.Start + n
		out = append(out, trimmed(text, extract.Dateline, b.Start, cut))
		if rest := trimmed(text, b.Kind, cut, b.End); rest.Start < rest.End && hasWord(text[rest.Start:rest.End]) {
			if rest.Kind == extract.Heading && isFinal(text[rest.Start:rest.End]) {
				rest.Kind = extract.Paragraph
			}
			out = append(out, rest)
		}
	}
	return out
}

func trimmed(text string, kind extract.BlockKind, start, end int) extract.Block {
	part := text[start:end]
	left := len(part) - len(strings.TrimLeftFunc(part, isBlank))
	return extract.Block{Kind: kind, Start: start + left, End: start + max(left, len(strings.TrimRightFunc(part, isBlank)))}
}

// topLength returns how much of the beginning of a block is metadata, 0 for
// none, and takes it.
func (m *meta) topLength(s string) int {
	whole := s
	s, _, _ = strings.Cut(s, "\n")
	if f := topLine.FindStringSubmatch(s); f != nil {
		value := s[len(f[0]):]
		switch name := strings.ToLower(f[1]); name {
		case "date", "dateline", "published", "updated", "posted", "publication date":
			d, n := leadingDate(value)
			if n == 0 { // "Date: unknown"
				if len(s) < 40 {
					return len(s)
				}
				return 0
			}
			if m.date.IsZero() && name != "updated" {
				m.date = d
			}
			return len(f[0]) + n + separators(value[n:])
		case "by", "author", "url":
		default:
			m.field(name, value)
		}
		if len(s) > 200 {
			return 0
		}
		return len(s)
	}
	if prefix := bareDate.FindString(s); prefix != "" {
		if d, n := leadingDate(s[len(prefix):]); n > 0 && d.IsDay() {
			if m.date.IsZero() && !strings.HasPrefix(strings.ToLower(prefix), "updated") {
				m.date = d
			}
			n += len(prefix)
			return n + separators(s[n:])
		}
		return 0
	}
	if n := m.onlyDate(s); n > 0 && s == whole {
		return n
	}
	return m.wireLength(whole)
}

// separators returns the length of the punctuation between a date and the text
// behind it.
func separators(s string) int {
	return len(s) - len(strings.TrimLeft(s, " \t\r\n.,;:|—–-"))
}

// leadingDate reads a date at the start of s, and returns its length.
func leadingDate(s string) (graph.Date, int) {
	if f := isoDate.FindStringSubmatch(s); f != nil {
		d, err := graph.ParseDate(f[1])
		if err != nil {
			return graph.Date{}, 0
		}
		return d, len(f[0])
	}
	head := s[:min(len(s), 80)]
	for !utf8.ValidString(head) {
		head = head[:len(head)-1]
	}
	if times := extract.Times(head, extract.Sentence{End: len(head)}, graph.Date{}, graph.Date{}); len(times) > 0 {
		t := times[0]
		if t.Start == 0 && t.Kind == extract.At && t.Valid.From.Year != 0 && t.Valid.To.IsZero() && t.Anchor == "text" {
			return t.Valid.From, t.End
		}
	}
	return graph.Date{}, 0
}

// onlyDate takes a line that holds a full date and nothing else: "NEWS | Nov.
// 16, 2023".
func (m *meta) onlyDate(s string) int {
	if len(s) > 80 {
		return 0
	}
	times := extract.Times(s, extract.Sentence{End: len(s)}, graph.Date{}, graph.Date{})
	if len(times) != 1 || !times[0].Valid.From.IsDay() || !times[0].Valid.To.IsZero() {
		return 0
	}
	t := times[0]
	if !dateWords.MatchString(s[:t.Start]) || !dateWords.MatchString(s[t.End:]) {
		return 0
	}
	if m.date.IsZero() {
		m.date = t.Valid.From
	}
	return len(s)
}

// wireLength takes a news agency's dateline. Its day counts only with a year
// from the line itself or from elsewhere.
func (m *meta) wireLength(s string) int {
	head := s[:min(len(s), 160)]
	f := wireLine.FindStringSubmatch(head)
	if f == nil {
		return 0
	}
	if d, n := leadingDate(f[2]); n > 0 {
		if m.date.IsZero() {
			m.date = d
		}
	} else if m.wire.IsZero() {
		for _, t := range extract.Times(f[2], extract.Sentence{End: len(f[2])}, graph.Date{}, graph.Date{Year: leapYear}) {
			m.wire = graph.Date{Month: t.Valid.From.Month, Day: t.Valid.From.Day}
		}
	}
	return len(f[0])
}

// dateline returns the document's date: the given one, else its own. A year
// alone is made a day by a news agency's line.
func (m *meta) dateline(given graph.Date) graph.Date {
	d := given
	if d.IsZero() || d.IsOpen() {
		d = m.date
	}
	if w := m.wire; d.Year != 0 && w.Month != 0 && (d.Month == 0 || d.Month == w.Month) && d.Day == 0 {
		full := graph.Date{Year: d.Year, Month: w.Month, Day: w.Day}
		if _, err := graph.ParseDate(full.String()); err == nil {
			return full
		}
	}
	return d
}
