package queries

import (
	"slices"
	"strings"

	"casus/graph"
)

// Statements returns the statements that prove the answer's findings, replies
// included, each once, in order of ID: what a picture of the answer shows.
func (a *Answer) Statements() []*graph.Statement {
	var all []*graph.Statement
	var collect func([]Finding)
	collect = func(findings []Finding) {
		for i := range findings {
			all = append(all, findings[i].Proof...)
			collect(findings[i].Replies)
		}
	}
	collect(a.Findings)
	slices.SortFunc(all, func(x, y *graph.Statement) int { return strings.Compare(string(x.ID), string(y.ID)) })
	return slices.CompactFunc(all, func(x, y *graph.Statement) bool { return x.ID == y.ID })
}
