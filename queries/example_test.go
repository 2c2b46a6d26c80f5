package queries_test

import (
	"fmt"

	"casus/graph"
	"casus/queries"
)

// view is what a newspaper of 1921 might say.
func view() *graph.View {
	doc := graph.Document{ID: "doc:gazette", Title: "Gazette", Date: graph.Day(1921, 3, 1), Basis: graph.Report}
	b := graph.Batch{Document: doc, Nodes: []graph.Node{
		{ID: "state:FRA", Kind: "state", Name: "France"}, {ID: "state:POL", Kind: "state", Name: "Poland"},
		{ID: "state:LTU", Kind: "state", Name: "Lithuania"}, {ID: "treaty:alliance", Kind: "treaty", Name: "Franco-Polish Alliance"},
	}}
	for _, s := range []*graph.Statement{
		{Subject: "state:FRA", Relation: "obliged_to_defend", Object: "state:POL", Under: "treaty:alliance", Stance: graph.Asserted,
			Valid: graph.Interval{From: graph.Day(1921, 2, 19)}},
		{Subject: "state:LTU", Relation: "accuses", Object: "state:POL", Stance: graph.Alleged,
			Qualifiers: map[string]string{graph.Of: "seizing Vilnius"}},
		{Subject: "state:POL", Relation: "denies", Value: "seizing Vilnius", Stance: graph.Denied},
	} {
		s.Basis, s.Source = graph.Report, graph.Source{Doc: doc.ID, Loader: "example"}
		b.Statements = append(b.Statements, s.Seal())
	}
	return graph.NewView(b)
}

func Example_defends() {
	v := view()
	answer, err := queries.Defenders.Run(v, queries.Args{"actor": "Poland"}, graph.Day(1921, 4, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range answer.Findings {
		fmt.Printf("%s: %s, under %s, article %s (%s)\n", f.Class, v.Label(f.Actor), v.Label(f.Under), f.Article, f.Basis)
	}
	// Output:
	// bound: France, under Franco-Polish Alliance, article not stated (report)
}

func Example_accuses() {
	v := view()
	answer, err := queries.Accusations.Run(v, queries.Args{"of": "Poland"}, graph.Date{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range answer.Findings {
		fmt.Printf("%s: %s accuses %s of %s\n", f.Stance, v.Label(f.Actor), v.Label(f.Toward), f.Of)
		for _, r := range f.Replies {
			fmt.Printf("  %s %s it\n", v.Label(r.Actor), r.Relation)
		}
	}
	// Output:
	// alleged: Lithuania accuses Poland of seizing Vilnius
	//   Poland denies it
}

func Example_path() {
	v := view()
	q, args, asOf, err := queries.ParseCommand("path France Lithuania --as-of 1921-04-01")
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := q.Run(v, args, asOf)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range answer.Findings[0].Proof {
		fmt.Println(v.Label(s.Subject), s.Relation, v.Label(s.Object))
	}
	fmt.Println(answer.Notes[0])
	// Output:
	// France obliged_to_defend Poland
	// Lithuania accuses Poland
	// ties, not obligations: a chain of statements binds nobody
}
