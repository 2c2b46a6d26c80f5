package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// List lists the nodes of a kind, or of a group of kinds such as "actor", that
// exist on the date, each with the number of statements about it; or the
// documents.
var List = register(list())

func list() *Query {
	q := &Query{
		Name:   "ls",
		Doc:    "The actors, treaties, events … of a kind, or the documents",
		Params: []Param{{Name: "kind", Doc: "a kind (state, treaty …), a group (actor, instrument …) or documents", Type: TextParam, Positional: true, Required: true}},
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		a := &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: []Finding{}}
		word := strings.ToLower(strings.TrimSpace(args["kind"]))
		if word == "documents" || word == "document" || word == "docs" {
			a.Findings = listDocuments(v)
			return a, nil
		}
		kinds := kindsOf(word)
		if kinds == nil {
			return nil, &UsageError{fmt.Sprintf("unknown kind %q, want one of %s", args["kind"], strings.Join(kindWords(), ", "))}
		}
		gone := 0
		for n := range v.Nodes() {
			switch {
			case !kinds[n.Kind]:
			case n.Valid.On(asOf) == graph.No:
				gone++
			default:
				a.Findings = append(a.Findings, Finding{Actor: n.ID, Valid: n.Valid, Basis: n.Basis, Why: counted(aboutNode(v, n.ID))})
			}
		}
		slices.SortStableFunc(a.Findings, func(x, y Finding) int {
			return cmp.Or(strings.Compare(v.Label(x.Actor), v.Label(y.Actor)), strings.Compare(string(x.Actor), string(y.Actor)))
		})
		if gone > 0 {
			a.Notes = append(a.Notes, fmt.Sprintf("%d more did not exist on %s", gone, asOf))
		}
		return a, nil
	}
	return q
}

// aboutNode counts the statements with the node at either end, or under it.
func aboutNode(v *graph.View, id graph.ID) int {
	n := 0
	for range v.Out(id) {
		n++
	}
	for range v.In(id) {
		n++
	}
	for range v.Under(id) {
		n++
	}
	return n
}

func counted(n int) string {
	if n == 1 {
		return "1 statement"
	}
	return fmt.Sprintf("%d statements", n)
}

// kindsOf returns the kinds that a word means: one, or those of a group; in
// singular or plural.
func kindsOf(word string) map[schema.Kind]bool {
	for _, w := range []string{word, strings.TrimSuffix(word, "s"), strings.ReplaceAll(strings.TrimSuffix(word, "s"), " ", "_"), strings.TrimSuffix(word, "ies") + "y"} {
		found := map[schema.Kind]bool{}
		for _, k := range schema.Default().Kinds() {
			if string(k.Name) == w || string(k.Group) == w {
				found[k.Name] = true
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// kindWords returns the kinds and groups by name.
func kindWords() []string {
	words := []string{"documents"}
	for _, k := range schema.Default().Kinds() {
		words = append(words, string(k.Name), string(k.Group))
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// listDocuments lists documents by date and title.
func listDocuments(v *graph.View) []Finding {
	said := map[graph.ID]int{}
	for s := range v.Statements() {
		said[s.Source.Doc]++
	}
	var docs []*graph.Document
	for d := range v.Documents() {
		docs = append(docs, d)
	}
	slices.SortFunc(docs, func(a, b *graph.Document) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(cmp.Or(a.Title, a.URI), cmp.Or(b.Title, b.URI)), strings.Compare(string(a.ID), string(b.ID)))
	})
	findings := make([]Finding, 0, len(docs))
	for _, d := range docs {
		var parts []string
		for _, p := range []string{cmp.Or(d.Title, d.URI), d.Publisher, d.Date.String(), counted(said[d.ID])} {
			if p != "" {
				parts = append(parts, p)
			}
		}
		findings = append(findings, Finding{Actor: d.ID, Basis: d.Basis, Why: strings.Join(parts, ", ")})
	}
	return findings
}
