package encoding

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// DOT writes pictures for Graphviz: dot -Tsvg, -Tpng, -Tpdf.
//
// Color is the relation's polarity, a heavy line a duty, a pale one casus's own
// background. Solid is what a source says or reports; every claim is dashed and
// every denial dotted, each with its stance in words. Quotes and documents are
// in the tooltips, so that SVG carries its footnotes. Text is always quoted and
// never HTML.
var DOT = register(&Format{Name: "dot", Doc: "Graphviz", MediaType: "text/vnd.graphviz", Encode: encodeDOT})

const dotFont = "Helvetica,Arial,sans-serif"

// Nodes that stand out, as attributes.
const (
	dotMarked  = `, style="filled", fillcolor="#FFF1C2", color="#8A6A00"`
	dotClaimed = `, style="filled,dashed", fillcolor=white, color="#7C8B97"`
)

func encodeDOT(w io.Writer, g Graph) error {
	p := newPicture(g)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "digraph casus {\n")
	fmt.Fprintf(b, "\tgraph [rankdir=LR, charset=\"UTF-8\", pad=0.3, nodesep=0.25, ranksep=0.6, splines=true, bgcolor=white, fontname=%q, fontsize=16, fontcolor=\"#22303C\", labelloc=t, labeljust=l, label=%s];\n",
		dotFont, dotLabel(append(wrap(clip(p.title, maxTitle), titleWidth), " ")...))
	fmt.Fprintf(b, "\tnode [fontname=%q, fontsize=12, fontcolor=\"#22303C\", style=filled, fillcolor=\"#F3F6F8\", color=\"#7C8B97\", penwidth=1, margin=\"0.14,0.07\"];\n", dotFont)
	fmt.Fprintf(b, "\tedge [fontname=%q, fontsize=10, arrowsize=0.7, penwidth=1.3];\n", dotFont)
	for _, n := range p.nodes {
		writeDOTNode(b, n)
	}
	for _, e := range p.edges {
		p.writeDOTEdge(b, e)
	}
	p.writeDOTLegend(b) // last, so that it changes the layout least
	fmt.Fprintf(b, "}\n")
	return b.Flush()
}

func writeDOTNode(w io.Writer, n *node) {
	lines := wrap(clip(n.name, maxName), nameWidth)
	for _, f := range n.facts {
		lines = append(lines, wrap(clip(f, limitWidth), labelWidth)...)
	}
	fmt.Fprintf(w, "\t%s [label=%s, shape=%s", dotID(n.id), dotLabel(lines...), n.shape)
	switch {
	case n.leaf == unknownLeaf:
		fmt.Fprint(w, `, width=0.25, margin=0, fontsize=11, style="filled,dotted", fillcolor=white`)
	case n.leaf == valueLeaf:
		fmt.Fprint(w, `, style="", margin="0.05,0.03", fontsize=11`)
	case n.marked && n.claimed:
		fmt.Fprint(w, strings.Replace(dotMarked, "filled", "filled,dashed", 1), ", penwidth=2.2")
	case n.marked:
		fmt.Fprint(w, dotMarked, ", penwidth=2.2")
	case n.claimed:
		fmt.Fprint(w, dotClaimed)
	}
	writeDOTTooltip(w, "tooltip", n.tooltip)
	fmt.Fprint(w, "];\n")
}

func (p *picture) writeDOTEdge(w io.Writer, e *edge) {
	lines := []string{" "} // a line of air: Graphviz sets labels right on the lines
	for _, l := range e.words.lines(len(e.statements)) {
		lines = append(lines, wrap(l, labelWidth)...)
	}
	lines = append(lines, " ")
	fmt.Fprintf(w, "\t%s -> %s [label=%s", dotID(e.from.id), dotID(e.to.id), dotLabel(lines...))
	writeDOTStyle(w, e.style)
	fmt.Fprintf(w, ", fontcolor=%q", e.style.textColor())
	if id := e.statements[0].ID; id.Valid() {
		fmt.Fprintf(w, ", id=%s", dotID(drawnID(id)))
	}
	tooltip := p.edgeTooltip(e)
	writeDOTTooltip(w, "tooltip", tooltip)
	writeDOTTooltip(w, "labeltooltip", tooltip)
	fmt.Fprint(w, "];\n")
}

// writeDOTStyle writes what of a style is not the default. Dashes are written
// for claims only, so that searching a file for them finds every claim.
func writeDOTStyle(w io.Writer, s style) {
	fmt.Fprintf(w, ", color=%q", s.color())
	switch {
	case s.heavy:
		fmt.Fprint(w, ", penwidth=2.8")
	case s.line == dotted:
		fmt.Fprint(w, ", penwidth=1.8") // dots have less ink
	}
	if s.line != solid {
		fmt.Fprintf(w, ", style=%s", s.line)
	}
	if s.symmetric {
		fmt.Fprint(w, ", dir=none")
	}
}

// writeDOTTooltip writes lines as a tooltip. Graphviz (2.43 at least)
// undoes backslashes twice there: it reads \\N as \N, and that as the node's
// name. How often others do is not worth finding out: a look-alike stands for
// the backslash, so that no quote is changed into something else.
func writeDOTTooltip(w io.Writer, name string, lines []string) {
	if len(lines) == 0 {
		return
	}
	safe := make([]string, len(lines))
	for i, l := range lines {
		safe[i] = strings.ReplaceAll(Terminal(l), `\`, "⧵")
	}
	fmt.Fprintf(w, ", %s=%s", name, dotLabel(safe...))
}

// dotID quotes a name. In names Graphviz knows no escape but \".
func dotID(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// dotLabel quotes text as Graphviz's escString: a line each, every other
// backslash doubled, so that \N, \G and \E in a name are not replaced, and
// nothing in it read as an HTML entity.
func dotLabel(lines ...string) string {
	escaped := make([]string, len(lines))
	for i, l := range lines {
		l = htmlEntity.ReplaceAllString(Terminal(l), "&amp;$1")
		l = strings.ReplaceAll(l, `\`, `\\`)
		escaped[i] = strings.ReplaceAll(l, `"`, `\"`)
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}

// htmlEntity matches what Graphviz reads as an entity, in labels that are not
// HTML too.
var htmlEntity = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
