package output

import (
	"fmt"
	"strings"

	"casus/graph"
	"casus/queries"
)

// paths writes each way between two actors: the chain first, then its hops in
// order, each with the words that show it.
func (p *Page) paths(a *queries.Answer) {
	v := a.View
	for i := range a.Findings {
		f := &a.Findings[i]
		names := make([]string, len(f.Nodes))
		for j, id := range f.Nodes {
			names[j] = v.Label(id)
		}
		p.blank()
		p.line(0, bold, fmt.Sprintf("%d. %s (%s)", i+1, strings.Join(names, " — "), count(len(f.Nodes)-1, "hop")))
		for _, s := range f.Proof {
			p.hop(v, s)
		}
		if f.Why != "" {
			p.line(3, plain, f.Why)
		}
	}
}

func (p *Page) hop(v *graph.View, s *graph.Statement) {
	if s.Basis == graph.Reference {
		p.line(3, faint, Sentence(v, s)+" (background)")
		return
	}
	p.line(3, plain, Sentence(v, s))
	p.quotes(v, []*graph.Statement{s}, 5)
}

// list writes findings of any other question: for neighbors by distance, and
// otherwise as they come.
func (p *Page) list(a *queries.Answer) {
	v := a.View
	distance := 0
	longest := 0
	for i := range a.Findings {
		longest = max(longest, textWidth(label(v, a.Findings[i].Actor)))
	}
	longest = min(longest, 40)
	p.blank()
	for i := range a.Findings {
		f := &a.Findings[i]
		if f.Distance != distance && f.Distance > 1 {
			p.blank()
			p.line(0, bold, fmt.Sprintf("%d hops away", f.Distance))
		}
		distance = f.Distance
		p.finding(v, f, longest)
	}
}

func (p *Page) finding(v *graph.View, f *queries.Finding, longest int) {
	if f.Distance == 0 {
		kind := ""
		if n := v.Node(f.Actor); n != nil {
			kind = string(n.Kind)
		}
		p.row(2, longest, label(v, f.Actor), joined("; ", string(f.Actor), kind, span(f.Valid), f.Why))
		return
	}
	relation := strings.ReplaceAll(f.Relation, "_", " ")
	if isBackground(f) {
		relation += " (background)"
	}
	p.row(2, longest, label(v, f.Actor), joined("; ", relation, label(v, f.Under), span(f.Valid), f.Why))
	if !isBackground(f) {
		p.quotes(v, f.Proof, 4)
	}
}
