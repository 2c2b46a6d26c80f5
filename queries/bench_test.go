package queries

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"casus/graph"
)

// bigView has 200,000 statements between 20,000 actors, and an alliance of 500.
func bigView() *graph.View {
	r := rand.New(rand.NewPCG(1, 1))
	b := graph.Batch{Document: graph.Document{ID: "doc:big"}}
	id := func(i int) graph.ID { return graph.ID(fmt.Sprintf("state:n%d", i)) }
	for i := range 20_000 {
		b.Nodes = append(b.Nodes, graph.Node{ID: id(i), Kind: "state", Name: fmt.Sprintf("N%d", i)})
	}
	b.Nodes = append(b.Nodes, graph.Node{ID: "treaty:t", Kind: "treaty", Name: "T"})
	add := func(s graph.Statement) {
		s.Basis, s.Source = graph.Report, graph.Source{Doc: "doc:big", Line: len(b.Statements) + 1}
		b.Statements = append(b.Statements, s.Seal())
	}
	for range 200_000 {
		add(graph.Statement{Subject: id(r.IntN(20_000)), Object: id(r.IntN(20_000)), Relation: pick(r, "supplies", "obliged_to_defend", "accuses", "trades_with"),
			Stance: pick(r, graph.Asserted, graph.Alleged)})
	}
	for i := range 500 {
		add(graph.Statement{Subject: id(i), Object: "treaty:t", Relation: "party_to", Stance: graph.Asserted})
	}
	add(graph.Statement{Subject: "treaty:t", Value: "defense", Relation: "commits_parties_to", Stance: graph.Asserted})
	return graph.NewView(b)
}

func BenchmarkQueries(b *testing.B) {
	v := bigView()
	for _, line := range []string{"defends N1", "defends N1 --why-not", "bound N1000", "path N1 N2", "path N1 N2 -k 5", "path N1 N2 --all-shortest", "neighbors N1 --depth 2", "accuses", "accuses N1", "show N1"} {
		q, args, on, err := ParseCommand(line)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(line, func(b *testing.B) {
			for b.Loop() {
				if _, err := q.Run(v, args, on); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
