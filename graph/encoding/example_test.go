package encoding_test

import (
	"bytes"
	"fmt"
	"strings"

	"casus/graph"
	"casus/graph/encoding"
	"casus/schema"
)

// An accusation is dashed and says whose claim it is.
func ExampleFormat_dot() {
	accuses := (&graph.Statement{
		Subject: "state:NOR", Relation: "accuses", Object: "state:EST", Stance: graph.Asserted, Basis: graph.Report,
		Qualifiers: map[string]string{graph.Of: "shelling Port Amber"},
		Source:     graph.Source{Doc: "doc:courier", Loader: "article/1"},
	}).Seal()
	view := graph.NewView(graph.Batch{
		Document: graph.Document{ID: "doc:courier", Title: "Amber Courier"},
		Nodes: []graph.Node{
			{ID: "state:NOR", Kind: schema.State, Name: "Norland"},
			{ID: "state:EST", Kind: schema.State, Name: "Estria"},
		},
		Statements: []*graph.Statement{accuses},
	})
	var b bytes.Buffer
	err := encoding.Lookup("dot").Encode(&b, encoding.Graph{
		View: view, Statements: []*graph.Statement{accuses}, Title: "Who accuses Estria?",
	})
	for line := range strings.Lines(b.String()) {
		if before, _, ok := strings.Cut(line, ", fontcolor"); ok && strings.Contains(line, "->") {
			fmt.Println(strings.TrimSpace(before))
		}
	}
	fmt.Println(err)
	// Output:
	// "state:NOR" -> "state:EST" [label=" \naccuses\nof “shelling Port Amber”\n(claim)\n ", color="#B8501C", style=dashed
	// <nil>
}

func ExampleTerminal() {
	fmt.Println(encoding.Terminal("Türkiye\x1b[2J"))
	// Output: Türkiye\u{1b}[2J
}
