package output

import (
	"strings"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

// accusations writes who accuses whom of what, and under each what is said
// against it. All of it is claims: nothing here is a fact about the accused.
func (p *Page) accusations(a *queries.Answer) {
	for i := range a.Findings {
		p.blank()
		p.accusation(a.View, &a.Findings[i], 0)
	}
}

func (p *Page) accusation(v *graph.View, f *queries.Finding, indent int) {
	p.line(indent, bold, accusationWords(v, f))
	if f.Of != "" {
		p.line(indent+2, plain, "of: "+f.Of)
	}
	p.line(indent+2, faint, joined("; ", string(f.Stance), span(f.Valid), label(v, f.Under)))
	if f.Why != "" {
		p.line(indent+2, plain, f.Why)
	}
	p.quotes(v, f.Proof, indent+2)
	for i := range f.Replies {
		p.line(indent+2, plain, "in reply:")
		p.accusation(v, &f.Replies[i], indent+4)
	}
}

func accusationWords(v *graph.View, f *queries.Finding) string {
	actor := label(v, f.Actor)
	if actor == "" {
		actor = "somebody"
	}
	relation := strings.ReplaceAll(f.Relation, "_", " ")
	if relation == "" {
		relation = "accuses"
	}
	toward := label(v, f.Toward)
	if isClaim(v, f.Toward) {
		toward = "" // a reply to the accusation above it
	}
	if toward == "" && f.Relation == "accuses" {
		toward = "somebody not named"
	}
	return joined(" ", actor, relation, toward)
}

// isClaim reports whether a node is itself an accusation or a denial.
func isClaim(v *graph.View, id graph.ID) bool {
	n := v.Node(id)
	return n != nil && (n.Kind == schema.Accusation || n.Kind == schema.Denial)
}
