package encoding

import (
	"fmt"
	"io"
	"slices"
)

// legendRow explains one thing that is in the picture.
type legendRow struct {
	words string
	style style
}

// legend explains the colors and lines in use, and nothing else. merged is
// whether an edge stands for several statements.
func (p *picture) legend() (rows []legendRow, merged bool) {
	var tones [3]bool
	var lines [3]bool
	var duty, pale bool
	for _, e := range p.edges {
		if e.style.heavy {
			duty = true
		} else {
			tones[e.style.tone] = true
		}
		lines[e.style.line] = true
		pale = pale || e.style.pale
		merged = merged || len(e.statements) > 1
	}
	add := func(use bool, words string, s style) {
		if use {
			rows = append(rows, legendRow{words, s})
		}
	}
	add(duty, "obligation or pledge", style{tone: cooperation, heavy: true})
	add(tones[cooperation], "cooperation", style{tone: cooperation})
	add(tones[conflict], "conflict", style{tone: conflict})
	add(tones[neutral], "neutral", style{})
	add(lines[solid], "solid: said or reported by the source", style{})
	add(lines[dashed], "dashed: a claim, not a fact", style{line: dashed})
	add(lines[dotted], "dotted: a denial", style{line: dotted})
	add(pale, "pale: background from reference works", style{pale: true})
	return rows, merged
}

func (p *picture) any(has func(*node) bool) bool { return slices.ContainsFunc(p.nodes, has) }

// writeDOTLegend draws every sample as the line under its words: an edge would
// be as long as the columns of the picture are wide.
func (p *picture) writeDOTLegend(w io.Writer) {
	rows, merged := p.legend()
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\tsubgraph cluster_legend {\n")
	fmt.Fprintf(w, "\t\tgraph [label=\"Legend\", fontsize=11, color=\"#D5DBE0\", margin=10];\n")
	fmt.Fprintf(w, "\t\tnode [style=solid, shape=underline, fontsize=10, margin=\"0.03,0.03\", height=0.2, penwidth=1.8];\n")
	for i, r := range rows {
		fmt.Fprintf(w, "\t\t\"legend %d\" [label=%s", i, dotLabel(r.words))
		writeDOTStyle(w, r.style)
		fmt.Fprintf(w, "];\n")
	}
	if p.any(func(n *node) bool { return n.marked }) {
		fmt.Fprintf(w, "\t\t\"legend marked\" [label=\"asked about\", shape=box%s, penwidth=1.4];\n", dotMarked)
	}
	if p.any(func(n *node) bool { return n.claimed }) {
		fmt.Fprintf(w, "\t\t\"legend claimed\" [label=\"known from claims only\", shape=box%s, penwidth=1];\n", dotClaimed)
	}
	if merged {
		fmt.Fprintf(w, "\t\t\"legend merged\" [label=\"×2: two statements\", shape=plaintext];\n")
	}
	fmt.Fprintf(w, "\t}\n")
}
