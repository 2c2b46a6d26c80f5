package gql

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"casus/graph"
)

type pageJSON struct {
	TotalCount int
	PageInfo   struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	Edges []struct {
		Cursor string
		Node   struct{ ID, Relation string }
	}
}

func getPage(t *testing.T, s *Schema, field, node, args string) pageJSON {
	t.Helper()
	var got struct{ P pageJSON }
	text := data(t, s, fmt.Sprintf(`{ p: %s(%s) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { %s } } } }`, field, args, node))
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	return got.P
}

// Walking a list a page at a time gives what one page gives.
func TestPages(t *testing.T) {
	s := sampleSchema(t)
	for _, list := range []struct{ field, node string }{{"statements", "id relation"}, {"everyThing", "relation"}} {
		all := getPage(t, s, list.field, list.node, "first: 1000")
		if all.TotalCount != 4 || len(all.Edges) != 4 || all.PageInfo.HasNextPage || all.PageInfo.HasPreviousPage {
			t.Errorf("%s: got %+v", list.field, all)
		}
		var cursors []string
		args := "first: 1"
		for {
			p := getPage(t, s, list.field, list.node, args)
			if len(p.Edges) != 1 || p.PageInfo.HasPreviousPage != (len(cursors) > 0) || *p.PageInfo.StartCursor != p.Edges[0].Cursor {
				t.Fatalf("%s %s: got %+v", list.field, args, p)
			}
			cursors = append(cursors, p.Edges[0].Cursor)
			if !p.PageInfo.HasNextPage {
				break
			}
			args = fmt.Sprintf("first: 1, after: %q", *p.PageInfo.EndCursor)
		}
		for i, e := range all.Edges {
			if i >= len(cursors) || cursors[i] != e.Cursor {
				t.Fatalf("%s: got cursors %v, want those of %+v", list.field, cursors, all.Edges)
			}
		}
		if empty := getPage(t, s, list.field, list.node, "first: 0"); len(empty.Edges) != 0 || empty.PageInfo.EndCursor != nil || empty.TotalCount != 4 {
			t.Errorf("%s: an empty page is %+v", list.field, empty)
		}
	}
}

// A cursor stays good when statements are loaded before and after its place.
func TestCursorsSurviveInserts(t *testing.T) {
	s := sampleSchema(t)
	view := sample()
	s.view = func(context.Context) (*graph.View, error) { return view, nil }
	for _, list := range []struct{ field, node string }{{"statements", "id relation"}, {"everyThing", "relation"}} {
		view = sample()
		before := getPage(t, s, list.field, list.node, "first: 1000")
		view = sampleWithMore(200)
		after := getPage(t, s, list.field, list.node, "first: 1000")
		if after.TotalCount != 204 {
			t.Fatalf("got %d statements, want 204", after.TotalCount)
		}
		for _, e := range before.Edges {
			i := slices.IndexFunc(after.Edges, func(o struct {
				Cursor string
				Node   struct{ ID, Relation string }
			}) bool {
				return o.Cursor == e.Cursor
			})
			if i < 0 || after.Edges[i].Node != e.Node {
				t.Fatalf("%s: the cursor of %+v names something else after an insert", list.field, e.Node)
			}
			next := getPage(t, s, list.field, list.node, fmt.Sprintf("first: 1, after: %q", e.Cursor))
			if i+1 < len(after.Edges) && (len(next.Edges) != 1 || next.Edges[0] != after.Edges[i+1]) {
				t.Errorf("%s: after %+v comes %+v, want %+v", list.field, e.Node, next.Edges, after.Edges[i+1])
			}
		}
	}
}

func sampleWithMore(n int) *graph.View {
	v := sample()
	var b graph.Batch
	b.Document = *v.Document(sampleDoc)
	for node := range v.Nodes() {
		b.Nodes = append(b.Nodes, *node)
	}
	for s := range v.Statements() {
		b.Statements = append(b.Statements, s)
	}
	for i := range n {
		s := graph.Statement{Subject: "state:SUD", Relation: "population", Value: fmt.Sprint(i), Stance: graph.Asserted, Basis: graph.Dataset,
			Source: graph.Source{Doc: sampleDoc, Loader: "article/1", Line: i + 1}}
		b.Statements = append(b.Statements, s.Seal())
	}
	return graph.NewView(b)
}

func TestUTF16(t *testing.T) {
	long := ""
	for i := range 500 {
		long += fmt.Sprintf("%d é 𝄞 ü;", i)
	}
	for _, text := range []string{"", "a", "é", "𝄞", "a𝄞b", long} {
		x := newUTF16Index(text)
		units := 0
		for i, r := range text {
			if got, ok := x.offset(i); !ok || got != units {
				t.Fatalf("offset %d: got %d, want %d", i, got, units)
			}
			units += width(r)
		}
		if got, ok := x.offset(len(text)); !ok || got != units {
			t.Errorf("end: got %d, want %d", got, units)
		}
		for _, bad := range []int{-1, len(text) + 1} {
			if got, ok := x.offset(bad); ok {
				t.Errorf("offset %d: got %d, want none", bad, got)
			}
		}
	}
	if got, ok := newUTF16Index("é").offset(1); ok {
		t.Errorf("inside a character: got %d, want none", got)
	}
}
