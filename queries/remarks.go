package queries

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// notes are what a reader must know beside the findings, each once.
type notes map[string]bool

func (n *notes) add(format string, args ...any) {
	if *n == nil {
		*n = notes{}
	}
	(*n)[fmt.Sprintf(format, args...)] = true
}

// leads notes how many machine-coded statements were passed over.
func (n *notes) leads(count int) {
	switch count {
	case 0:
	case 1:
		n.add("1 machine-coded lead is left out: `statements --basis machine-coded` shows it")
	default:
		n.add("%d machine-coded leads are left out: `statements --basis machine-coded` lists them", count)
	}
}

func (n notes) sorted() []string { return slices.Sorted(maps.Keys(n)) }

// disagreements notes what sources deny, and where they put the same duty
// differently. Both sides stay among the findings.
func (in *inquiry) disagreements(duties []duty) {
	type pair struct{ actor, toward, under graph.ID }
	classes := map[pair]map[Class]map[graph.Basis]bool{}
	for i := range duties {
		d := &duties[i]
		if d.denied && d.obligation == defense {
			in.notes.add("denied: that %s owes %s defense under %s (%q, %s)", in.view.Label(d.actor), in.view.Label(d.toward),
				in.treaty(d.under), excerpt(quote(d.terms[0]), 160), in.sourceOf(d.terms[0]))
		}
		if c := d.class(); c != NotBound {
			p := pair{d.actor, d.toward, d.under}
			if classes[p] == nil {
				classes[p] = map[Class]map[graph.Basis]bool{}
			}
			if classes[p][c] == nil {
				classes[p][c] = map[graph.Basis]bool{}
			}
			classes[p][c][d.basis()] = true
		}
	}
	for p, by := range classes {
		if len(by) < 2 {
			continue
		}
		var sides []string
		for _, c := range []Class{Bound, May, OnlyIf} {
			for _, b := range graph.Bases() {
				if by[c][b] {
					sides = append(sides, fmt.Sprintf("%s (%s)", c, b))
				}
			}
		}
		in.notes.add("sources disagree on %s toward %s under %s: %s", in.view.Label(p.actor), in.view.Label(p.toward), in.treaty(p.under), strings.Join(sides, ", "))
	}
}

// remark notes what the findings as a whole rest on.
func (in *inquiry) remark(findings []Finding) {
	in.notes.leads(in.leads)
	paraphrased := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		if f.Class == NotBound {
			continue
		}
		retold := slices.ContainsFunc(f.Proof, func(s *graph.Statement) bool { return s.Basis == graph.Report && s.Class() == schema.ClassObligation })
		if retold && f.Under != "" && !slices.ContainsFunc(findings, func(o Finding) bool { return o.Under == f.Under && o.Basis == graph.Primary }) {
			paraphrased[in.treaty(f.Under)] = true
		}
		for _, s := range f.Proof {
			d := in.view.Document(s.Source.Doc)
			if d != nil && s.Valid == (graph.Interval{}) && f.Valid == (graph.Interval{}) && begins(graph.Interval{From: d.Date}) && !in.on.IsZero() && in.on.Last() < d.Date.First() {
				in.notes.add("%s gives no date for what it says, and was written on %s, after the date asked about", in.sourceOf(s), d.Date)
			}
		}
	}
	if len(paraphrased) > 0 {
		in.notes.add("no text of %s is loaded: what reports say of it is a paraphrase", strings.Join(slices.Sorted(maps.Keys(paraphrased)), ", "))
	}
}

func (in *inquiry) treaty(id graph.ID) string {
	if id == "" {
		return "a treaty not named"
	}
	return in.view.Label(id)
}

// sourceOf names the source of a statement for a note.
func (in *inquiry) sourceOf(s *graph.Statement) string { return sourceName(in.view, s) }

func sourceName(v *graph.View, s *graph.Statement) string {
	if s.Basis == graph.Reference {
		return "casus's own reference"
	}
	d := v.Document(s.Source.Doc)
	switch {
	case d == nil:
		return string(s.Source.Doc)
	case d.Title != "":
		return fmt.Sprintf("%q", excerpt(d.Title, 80))
	case d.URI != "":
		return d.URI
	}
	return string(d.ID)
}
