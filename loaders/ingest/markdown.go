package ingest

import (
	"path"
	"regexp"
	"strings"

	"casus/loaders/extract"
)

var (
	atxHeading  = regexp.MustCompile(`^#{1,6}[ \t]+\S`)
	fence       = regexp.MustCompile("^(?:```|~~~)")
	rule        = regexp.MustCompile(`^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	underline   = regexp.MustCompile(`^(?:=+|-{2,})$`)
	reference   = regexp.MustCompile(`^\[[^\]]+\]:\s`)
	listItem    = regexp.MustCompile(`^(?:[-*+]|\d{1,3}[.)])[ \t]+`)
	blockquote  = regexp.MustCompile(`^(?:>[ \t]?)+`)
	frontField  = regexp.MustCompile(`^([A-Za-z_-]+):\s*(.*)$`)
	frontMatter = regexp.MustCompile(`^` + bom + `?---[ \t]*\r?\n(?:[A-Za-z_-]+:|[ \t#-])`)
)

// isMarkdown reports whether a text is Markdown: by its name, front matter, or
// a heading with # and another sign of it.
func isMarkdown(uri, text string) bool {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(uri, ".gz"))) {
	case ".md", ".markdown", ".mdown":
		return true
	}
	if frontMatter.MatchString(text) {
		return true
	}
	headings := 0
	for i, l := range lines(text[:min(len(text), 64<<10)], 0) {
		if s := text[l.start:l.end]; atxHeading.MatchString(s) {
			if headings++; headings > 1 || i == 0 {
				return true
			}
		}
	}
	return false
}

// markdownBlocks finds the paragraphs and headings of Markdown, and what its
// front matter says. Tables, code, rules, comments and link definitions are
// outside the blocks.
func markdownBlocks(text string) ([]extract.Block, meta) {
	var m meta
	all := lines(text, 0)
	i := m.frontMatter(text, all)
	var blocks []extract.Block
	for i < len(all) {
		s := text[all[i].start:all[i].end]
		switch {
		case s == "" || rule.MatchString(s) || reference.MatchString(s) || strings.HasPrefix(s, "|"):
			i++
		case fence.MatchString(s):
			for i++; i < len(all) && !strings.HasPrefix(text[all[i].start:all[i].end], s[:3]); i++ {
			}
			i++
		case strings.HasPrefix(s, "<!--"):
			for i < len(all) && !strings.Contains(text[all[i].start:all[i].end], "-->") {
				i++
			}
			i++
		case atxHeading.MatchString(s):
			end := all[i].start + len(strings.TrimRight(s, "# \t"))
			start := all[i].end - len(strings.TrimLeft(s, "# \t"))
			if start < end && hasWord(text[start:end]) {
				blocks = append(blocks, extract.Block{Kind: extract.Heading, Start: start, End: end})
			}
			i++
		default:
			var b extract.Block
			b, i = markdownParagraph(text, all, i)
			if b.Start < b.End && hasWord(text[b.Start:b.End]) {
				blocks = append(blocks, b)
			}
		}
	}
	return blocks, m
}

// markdownParagraph reads the paragraph, list item or quotation that begins at
// line i, and returns the line behind it.
func markdownParagraph(text string, all []line, i int) (extract.Block, int) {
	b := extract.Block{Kind: extract.Paragraph, Start: all[i].start}
	quoted := blockquote.FindString(text[all[i].start:all[i].end])
	b.Start += len(quoted)
	b.Start += len(listItem.FindString(text[b.Start:all[i].end]))
	b.End = all[i].end
	for i++; i < len(all); i++ {
		s := text[all[i].start:all[i].end]
		if underline.MatchString(s) {
			b.Kind = extract.Heading
			return b, i + 1
		}
		// A line that itself begins with > is a block of its own, so that no
		// sentence has the mark in it.
		if s == "" || quoted != "" || strings.HasPrefix(s, ">") || listItem.MatchString(s) || atxHeading.MatchString(s) || fence.MatchString(s) || strings.HasPrefix(s, "|") || strings.HasPrefix(s, "<!--") {
			break
		}
		b.End = all[i].end
	}
	return b, i
}

// frontMatter reads the fields between two lines of "---" at the top and
// returns the line behind them.
func (m *meta) frontMatter(text string, all []line) int {
	if !frontMatter.MatchString(text) {
		return 0
	}
	for i := 1; i < len(all) && i < 200; i++ {
		s := text[all[i].start:all[i].end]
		if s == "---" || s == "..." {
			return i + 1
		}
		if f := frontField.FindStringSubmatch(s); f != nil {
			m.field(f[1], strings.Trim(f[2], `"' `))
		}
	}
	*m = meta{}
	return 0
}

// field takes one field of metadata and reports whether it is one.
func (m *meta) field(name, value string) bool {
	switch strings.ToLower(name) {
	case "title", "headline":
		m.title = first(m.title, value)
	case "publisher", "source", "site", "publication", "agency":
		m.publisher = first(m.publisher, value)
	case "date", "dateline", "published", "publication-date", "pubdate", "publication date":
		if d, n := leadingDate(value); n > 0 && m.date.IsZero() {
			m.date = d
		}
	default:
		return false
	}
	return true
}
