package queries

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// Show tells everything known of one node: first the node itself, then every
// statement about it, by class of relation. It does not look at the date
// beyond using it to understand the name.
var Show = register(show())

func show() *Query {
	q := &Query{
		Name:   "show",
		Doc:    "Everything known of an actor, treaty, place or event",
		Params: []Param{{Name: "name", Doc: "what to show", Type: ActorParam, Positional: true, Required: true}},
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		n, err := v.Find(args["name"], asOf)
		if err != nil {
			return nil, err
		}
		var said []*graph.Statement
		seen := map[graph.ID]bool{}
		for _, list := range []func(func(*graph.Statement) bool){v.Out(n.ID), v.In(n.ID), v.Under(n.ID), v.About(n.ID)} {
			for s := range list {
				if !seen[s.ID] {
					seen[s.ID] = true
					said = append(said, s)
				}
			}
		}
		slices.SortFunc(said, func(a, b *graph.Statement) int {
			return cmp.Or(slices.Index(schema.Classes(), a.Class())-slices.Index(schema.Classes(), b.Class()), inTextOrder(a, b))
		})
		a := &Answer{Question: Command(q, args), AsOf: asOf, View: v}
		a.Findings = append(a.Findings, Finding{Actor: n.ID, Valid: n.Valid, Basis: n.Basis, Why: describe(n)})
		for _, s := range said {
			a.Findings = append(a.Findings, sayFinding(s))
		}
		return a, nil
	}
	return q
}

// describe puts a node into words: its name, kind, other names and codes.
func describe(n *graph.Node) string {
	kind := string(n.Kind)
	if info := schema.Default().Kind(n.Kind); info != nil {
		kind = info.Label
	}
	parts := []string{n.Name + " (" + string(n.ID) + "): " + kind}
	if names := n.AliasTexts(); len(names) > 0 {
		parts = append(parts, "also called "+strings.Join(names, ", "))
	}
	var codes []string
	for _, key := range slices.Sorted(maps.Keys(n.Codes)) {
		codes = append(codes, key+" "+n.Codes[key])
	}
	if len(codes) > 0 {
		parts = append(parts, strings.Join(codes, ", "))
	}
	return strings.Join(parts, "; ")
}
