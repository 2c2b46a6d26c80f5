package cayley

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
	"casus/schema"
)

// TestTraverse holds plain Cayley against the view on random graphs: every
// subject and relation must lead to the same objects.
func TestTraverse(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "casus.db")
	s := open(t, path, Options{})
	graphtest.Add(t, s, graphtest.Full())
	for round := range uint64(3) {
		for i := range uint64(4) {
			graphtest.Add(t, s, graphtest.Random(round*4+i, 40))
		}
		v, err := s.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		edges := 0
		for n := range v.Nodes() {
			for _, r := range schema.Default().Relations() {
				var want []graph.ID
				for st := range v.Out(n.ID, r.Name) {
					if st.Object != "" {
						want = append(want, st.Object)
					}
				}
				slices.Sort(want)
				want = slices.Compact(want)
				edges += len(want)
				got, err := s.Traverse(ctx, n.ID, r.Name)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(want, got) {
					t.Errorf("%s %s: Cayley says %v, the view %v", n.ID, r.Name, got, want)
				}
			}
		}
		if edges < 50 {
			t.Fatalf("only %d edges compared", edges)
		}
		if err := s.Check(ctx); err != nil {
			t.Error(err)
		}
		s.Close()
		s = open(t, path, Options{})
	}
}

func TestTraverseEdges(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := open(t, filepath.Join(t.TempDir(), "casus.db"), Options{})
	graphtest.Add(t, s, graphtest.Small("doc:1", graph.Asserted))
	for _, tt := range []struct {
		id       graph.ID
		relation string
		want     []graph.ID
	}{
		{"state:east", "attacks", []graph.ID{"state:west"}},
		{"state:east", "invades", nil},
		{"state:nowhere", "attacks", nil},
		{"state:west", "attacks", nil},
	} {
		if got, err := s.Traverse(ctx, tt.id, tt.relation); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s %s: got %v, %v, want %v", tt.id, tt.relation, got, err, tt.want)
		}
	}
	// Cayley takes nothing for everything.
	if got, err := s.Traverse(ctx, "", "attacks"); err == nil {
		t.Errorf("no ID: got %v and no error", got)
	}
	if got, err := s.Traverse(ctx, "state:east", ""); err == nil {
		t.Errorf("no relation: got %v and no error", got)
	}
	cancel()
	if got, err := s.Traverse(ctx, "state:east", "attacks"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v, %v, want %v", got, err, context.Canceled)
	}
	s.Close()
	if _, err := s.Traverse(context.Background(), "state:east", "attacks"); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("closed: got %v, want %v", err, graph.ErrClosed)
	}
}
