package output

import (
	"slices"
	"strings"

	"casus/graph"
	"casus/queries"
)

// classDocs say what each class of an answer means.
var classDocs = []struct {
	class queries.Class
	doc   string
}{
	{queries.Bound, "a duty in force"},
	{queries.May, "a permission, not a duty"},
	{queries.OnlyIf, "a duty with a condition still open"},
	{queries.NotBound, "no duty"},
}

// obligations lays findings out by class, what was loaded before what is
// background, so that a reader sees at once what the documents said.
func (p *Page) obligations(q Question) {
	v := q.Answer.View
	party := func(f *queries.Finding) graph.ID { return f.Actor }
	if q.name() == "bound" {
		party = func(f *queries.Finding) graph.ID { return f.Toward }
	}
	for _, c := range classDocs {
		var loaded, background []*queries.Finding
		for i := range q.Answer.Findings {
			f := &q.Answer.Findings[i]
			switch {
			case f.Class != c.class:
			case isBackground(f):
				background = append(background, f)
			default:
				loaded = append(loaded, f)
			}
		}
		if len(loaded)+len(background) == 0 {
			continue
		}
		p.blank()
		p.line(0, bold, strings.ToUpper(string(c.class))+" ("+c.doc+")")
		for i, f := range loaded {
			if i > 0 {
				p.blank()
			}
			p.obligation(v, party(f), f)
		}
		if len(background) > 0 {
			if len(loaded) > 0 {
				p.blank()
			}
			p.line(2, faint, "Background, from casus's own reference:")
			p.background(v, background, party)
		}
	}
}

// isBackground reports whether a finding rests on the reference alone. One
// without proof says why not, from what is known of treaties.
func isBackground(f *queries.Finding) bool {
	for _, s := range f.Proof {
		if s.Basis != graph.Reference {
			return false
		}
	}
	return len(f.Proof) > 0
}

// obligation writes a finding that rests on a document.
func (p *Page) obligation(v *graph.View, party graph.ID, f *queries.Finding) {
	p.line(2, bold, joined(", ", label(v, party), terms(v, f)))
	p.line(4, plain, joined("; ", span(f.Valid), statusWords(f.Status), basisWords(f.Basis)))
	for _, c := range f.Conditions {
		p.line(4, plain, "condition: "+c)
	}
	p.reason(4, f)
	p.quotes(v, f.Proof, 4)
	p.sources(v, reference(f.Proof), 4)
}

// terms says what kind of duty it is, under which treaty and article.
func terms(v *graph.View, f *queries.Finding) string {
	under := label(v, f.Under)
	if under == "" && f.Class != queries.NotBound {
		under = "treaty not named"
	}
	return joined(", ", f.Obligation, under, articleWords(f.Article))
}

func articleWords(article string) string {
	if article == "" {
		return ""
	}
	return "article " + article
}

func statusWords(s graph.Status) string {
	if s == "" || s == graph.InForce {
		return string(s)
	}
	return "status: " + string(s)
}

func basisWords(b graph.Basis) string {
	switch b {
	case graph.Primary:
		return "the treaty's own text"
	case graph.Dataset:
		return "coded in a dataset"
	case graph.Reference:
		return "casus's own reference"
	case graph.Report:
		return "as a document reports it, not the treaty's own text"
	case graph.MachineCoded:
		return "a machine-coded lead, unchecked"
	}
	return ""
}

// background writes findings of the reference, those with the same terms
// together: the terms once, then one line for each party.
func (p *Page) background(v *graph.View, fs []*queries.Finding, party func(*queries.Finding) graph.ID) {
	same := func(a, b *queries.Finding) bool {
		return a.Under == b.Under && a.Obligation == b.Obligation && a.Article == b.Article &&
			a.Status == b.Status && a.Inferred == b.Inferred && a.Why == b.Why && slices.Equal(a.Conditions, b.Conditions)
	}
	for len(fs) > 0 {
		var group, rest []*queries.Finding
		for _, f := range fs {
			if same(fs[0], f) {
				group = append(group, f)
			} else {
				rest = append(rest, f)
			}
		}
		first := group[0]
		p.line(4, plain, joined(", ", terms(v, first), statusWords(first.Status)))
		for _, c := range first.Conditions {
			p.line(6, plain, "condition: "+c)
		}
		p.reason(6, first)
		longest := 0
		for _, f := range group {
			longest = max(longest, textWidth(label(v, party(f))))
		}
		longest = min(longest, 32)
		var proof []*graph.Statement
		for _, f := range group {
			p.row(6, longest, label(v, party(f)), span(f.Valid))
			proof = append(proof, f.Proof...)
		}
		p.sources(v, proof, 6)
		fs = rest
	}
}

// reason says why a finding is of its class, and that a step of it is inferred.
// It says nothing of a duty that the quoted words themselves state.
func (p *Page) reason(indent int, f *queries.Finding) {
	why := f.Why
	switch {
	case f.Inferred != "" && why == "":
		p.line(indent, plain, "inferred: "+f.Inferred)
	case f.Inferred != "":
		p.line(indent, plain, "inferred: "+f.Inferred+"; "+why)
	case why != "" && f.Class != queries.Bound:
		p.line(indent, plain, "why: "+why)
	}
}

func reference(proof []*graph.Statement) []*graph.Statement {
	var kept []*graph.Statement
	for _, s := range proof {
		if s.Basis == graph.Reference {
			kept = append(kept, s)
		}
	}
	return kept
}
