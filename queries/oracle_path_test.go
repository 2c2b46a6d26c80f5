package queries

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
)

// everyPath returns all paths without loops from one node to another, in order:
// by trying every way.
func everyPath(v *graph.View, on graph.Date, from, to graph.ID, longest int) []route {
	n := network{view: v, on: on}
	var all []route
	var walk func(r route)
	walk = func(r route) {
		at := r.nodes[len(r.nodes)-1]
		if at == to {
			all = append(all, r)
			return
		}
		if r.hops == longest {
			return
		}
		best := map[graph.ID]bool{} // whether only claims lead there
		for s := range v.Statements() {
			for _, end := range [][2]graph.ID{{s.Subject, s.Object}, {s.Object, s.Subject}} {
				if end[0] != at || end[1] == "" || slices.Contains(r.nodes, end[1]) || s.Valid.On(n.on) == graph.No || s.Class() == "attribute" {
					continue
				}
				claim := s.Stance != graph.Asserted && s.Stance != graph.Reported || s.Class() == "accusation" || s.Class() == "denial" || s.Basis == graph.MachineCoded || s.Basis == graph.Reference
				if have, ok := best[end[1]]; !ok || have {
					best[end[1]] = claim
				}
			}
		}
		for other, claim := range best {
			walk(route{append(slices.Clone(r.nodes), other), r.plus(claim)})
		}
	}
	walk(route{nodes: []graph.ID{from}})
	slices.SortFunc(all, route.compare)
	return all
}

func TestPathsAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	on := graph.Day(2000, 1, 1)
	several := 0
	for i := range 3000 {
		size := 3 + r.IntN(5)
		b := graph.Batch{Document: graph.Document{ID: "doc:world"}}
		node := func() graph.ID { return graph.ID(fmt.Sprintf("state:n%d", r.IntN(size))) }
		for j := range size {
			b.Nodes = append(b.Nodes, graph.Node{ID: graph.ID(fmt.Sprintf("state:n%d", j)), Kind: "state", Name: fmt.Sprintf("N%d", j)})
		}
		for j := range r.IntN(24) {
			s := &graph.Statement{Subject: node(), Object: node(), Relation: pick(r, "borders", "obliged_to_defend", "accuses", "also_called", "supplies"),
				Stance: pick(r, graph.Asserted, graph.Asserted, graph.Reported, graph.Alleged, graph.Denied), Basis: pick(r, graph.Bases()...),
				Valid: graph.Interval{From: pick(r, graph.Date{}, graph.Date{}, graph.Day(1990, 1, 1), graph.Day(2010, 1, 1))}, Source: graph.Source{Doc: "doc:world", Line: j + 1}}
			if s.Subject != s.Object {
				b.Statements = append(b.Statements, s.Seal())
			}
		}
		v := graph.NewView(b)
		longest := 1 + r.IntN(6)
		all := everyPath(v, on, "state:n0", "state:n1", longest)
		k := 1 + r.IntN(6)
		want := nodesOf(all[:min(k, len(all))])
		args := Args{"from": "N0", "to": "N1", "k": fmt.Sprint(k), "max-len": fmt.Sprint(longest)}
		if got := pathsFound(t, v, args, on); !cmp.Equal(want, got) {
			t.Fatalf("world %d: the %d shortest:\n%s\n%v", i, k, cmp.Diff(want, got), sayAll(v))
		}
		var least []route
		for _, p := range all {
			if p.hops == all[0].hops {
				least = append(least, p)
			}
		}
		if len(least) > 1 {
			several++
		}
		delete(args, "k")
		args["all-shortest"] = "true"
		if got := pathsFound(t, v, args, on); !cmp.Equal(nodesOf(least), got) {
			t.Fatalf("world %d: all shortest:\n%s\n%v", i, cmp.Diff(nodesOf(least), got), sayAll(v))
		}
	}
	if several < 100 {
		t.Errorf("only %d worlds have more than one shortest path: they are too poor", several)
	}
}

func nodesOf(routes []route) [][]graph.ID {
	list := [][]graph.ID{}
	for _, r := range routes {
		list = append(list, r.nodes)
	}
	return list
}

// pathsFound asks for paths and checks that each is one: its edges join its
// nodes in order.
func pathsFound(t *testing.T, v *graph.View, args Args, on graph.Date) [][]graph.ID {
	t.Helper()
	a, err := Paths.Run(v, args, on)
	if err != nil {
		t.Fatal(err)
	}
	list := [][]graph.ID{}
	for _, f := range a.Findings {
		if len(f.Proof) != len(f.Nodes)-1 {
			t.Fatalf("%d edges for %d nodes", len(f.Proof), len(f.Nodes))
		}
		for i, s := range f.Proof {
			ends := []graph.ID{s.Subject, s.Object}
			if !slices.Contains(ends, f.Nodes[i]) || !slices.Contains(ends, f.Nodes[i+1]) {
				t.Fatalf("edge %d of %v is %s", i, f.Nodes, say(v, s))
			}
		}
		list = append(list, f.Nodes)
	}
	return list
}

func sayAll(v *graph.View) string {
	text := ""
	for s := range v.Statements() {
		text += say(v, s) + " " + s.Valid.String() + "\n"
	}
	return text
}
