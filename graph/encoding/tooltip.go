package encoding

import (
	"fmt"
	"maps"
	"slices"

	"casus/graph"
	"casus/schema"
)

// Bounds, in characters. A picture holds names and quotes of strangers; none of
// them may be longer than a reader takes in.
const (
	nameWidth  = 22  // of a line in a node
	maxName    = 88  // of a name
	labelWidth = 28  // of a line in an edge's label
	partWidth  = 40  // of a treaty, speaker, office in a label
	limitWidth = 72  // of a condition or alleged wrong in a label
	titleWidth = 76  // of a line in the title
	maxTitle   = 228 // of the title
	maxQuote   = 160 // of a quote
	maxQuotes  = 8   // in a tooltip
	maxCodes   = 8   // of a node
)

// nodeTooltip says what the name leaves out: kind, ID, codes, the whole name if
// it was clipped, the sources of facts under it.
func (p *picture) nodeTooltip(n *node, kind *schema.KindInfo) []string {
	lines := []string{clip(n.name, maxQuote)}
	if kind != nil {
		lines[0] += " · " + kind.Label
	}
	lines = append(lines, clip(string(n.known), maxQuote))
	if known := p.view.Node(n.known); known != nil {
		for i, c := range slices.Sorted(maps.Keys(known.Codes)) {
			if i == maxCodes {
				break
			}
			lines = append(lines, clip(c, partWidth)+" "+clip(known.Codes[c], partWidth))
		}
	}
	if n.claimed {
		lines = append(lines, "known from claims only")
	}
	return append(lines, p.quotes(n.folded)...)
}

// edgeTooltip quotes every source of the edge, and says of a duty that its
// source names no article.
func (p *picture) edgeTooltip(e *edge) []string {
	lines := p.quotes(e.statements)
	if e.statements[0].Class() == schema.ClassObligation && len(e.words.articles) == 0 {
		lines = append(lines, "article: not stated")
	}
	return lines
}

// quotes returns a line for every statement: its quote, document and basis.
func (p *picture) quotes(list []*graph.Statement) []string {
	var lines []string
	for i, s := range list {
		if i == maxQuotes {
			return append(lines, fmt.Sprintf("… and %d more", len(list)-i))
		}
		doc, line := s.Source.Doc, ""
		if len(s.Evidence) > 0 {
			line = "“" + clip(s.Evidence[0].Quote, maxQuote) + "” — "
			if d := s.Evidence[0].Doc; d != "" {
				doc = d
			}
		}
		lines = append(lines, line+p.source(s, doc))
	}
	return lines
}

func (p *picture) source(s *graph.Statement, id graph.ID) string {
	words := clip(string(id), maxName)
	if d := p.view.Document(id); d != nil {
		if title := clip(d.Title, maxName); title != "" {
			words = title
		}
		if !d.Date.IsZero() && !d.Date.IsOpen() {
			words += ", " + d.Date.String()
		}
	}
	if s.Source.Line > 0 {
		words += fmt.Sprintf(", line %d", s.Source.Line)
	}
	if c := clip(s.Source.Citation, maxName); c != "" {
		words += " (" + c + ")"
	}
	return words + " [" + clip(string(s.Basis), partWidth) + "]"
}
