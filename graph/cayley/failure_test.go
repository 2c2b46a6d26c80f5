package cayley

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	cgraph "github.com/cayleygraph/cayley/graph"
	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"
	"github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"

	"casus/graph"
	"casus/graph/graphtest"
	"casus/schema"
)

// failing is a [kv.KV] whose commits fail for want of space while full is set,
// and whose writes fail after a number of them while puts is not negative.
type failing struct {
	kv.KV
	full bool
	puts int
}

func (f *failing) Tx(rw bool) (kv.Tx, error) {
	tx, err := f.KV.Tx(rw)
	if err != nil || !rw {
		return tx, err
	}
	return &failingTx{tx, f}, nil
}

type failingTx struct {
	kv.Tx
	f *failing
}

func (t *failingTx) Put(k kv.Key, v kv.Value) error {
	if t.f.puts == 0 {
		return syscall.ENOSPC
	}
	t.f.puts--
	return t.Tx.Put(k, v)
}

func (t *failingTx) Commit(ctx context.Context) error {
	if t.f.full {
		return syscall.ENOSPC
	}
	return t.Tx.Commit(ctx)
}

// attack is one claim of actors of its own.
func attack(a, b string) graph.Batch {
	doc := graph.ID("doc:" + a + b)
	st := &graph.Statement{Subject: graph.ID("state:" + a), Relation: "attacks", Object: graph.ID("state:" + b),
		Stance: graph.Asserted, Basis: graph.Report, Source: graph.Source{Doc: doc, Loader: "test/1"}}
	return graph.Batch{
		Document: graph.Document{ID: doc},
		Nodes: []graph.Node{
			{ID: st.Subject, Kind: schema.State, Name: a, Basis: graph.Report}, {ID: st.Object, Kind: schema.State, Name: b, Basis: graph.Report}},
		Statements: []*graph.Statement{st.Seal()},
	}
}

// TestCayleyMergesAfterFailure shows what the store guards against, on Cayley
// as it is: after a batch that failed, two nodes that have nothing to do with
// each other are one. If it fails, Cayley has been mended and Store.write may
// be simpler.
func TestCayleyMergesAfterFailure(t *testing.T) {
	batch := func(spo ...string) []cgraph.Delta {
		var deltas []cgraph.Delta
		for ; len(spo) > 0; spo = spo[3:] {
			q := quad.Quad{Subject: quad.IRI(spo[0]), Predicate: quad.IRI(spo[1]), Object: quad.IRI(spo[2])}
			deltas = append(deltas, cgraph.Delta{Quad: q, Action: cgraph.Add})
		}
		return deltas
	}
	reject := cgraph.IgnoreOpts{}
	ignore := cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}
	tests := []struct {
		name string
		fail func(f *failing, qs cgraph.QuadStore) error
	}{
		{"a rejected batch", func(_ *failing, qs cgraph.QuadStore) error {
			return qs.ApplyDeltas(batch("x", "attacks", "y", "a", "attacks", "b"), reject) // the second is there already
		}},
		{"a full disk", func(f *failing, qs cgraph.QuadStore) error {
			f.full = true
			defer func() { f.full = false }()
			return qs.ApplyDeltas(batch("x", "attacks", "y"), ignore)
		}},
	}
	for _, tt := range tests {
		db, err := bolt.Open(filepath.Join(t.TempDir(), "raw.db"), 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		f := &failing{KV: boltKV{db}, puts: -1}
		if err := ckv.Init(f, nil); err != nil {
			t.Fatal(err)
		}
		qs, err := ckv.New(f, cgraph.Options{ckv.OptNoBloom: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := qs.ApplyDeltas(batch("a", "attacks", "b"), ignore); err != nil {
			t.Fatal(err)
		}
		if err := tt.fail(f, qs); err == nil {
			t.Fatalf("%s: no error", tt.name)
		}
		if err := qs.ApplyDeltas(batch("z", "attacks", "w"), ignore); err != nil {
			t.Fatal(err)
		}
		got, err := path.StartPath(qs, quad.IRI("x")).Out(quad.IRI("attacks")).Iterate(context.Background()).AllValues(qs)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			t.Errorf("%s: x attacks nobody: this Cayley does not merge nodes", tt.name)
		}
		t.Logf("%s: nobody said that x attacks, but Cayley says %v", tt.name, got)
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestFailure lets commits and writes fail at every point and goes on. Nothing
// may be there that nobody said, then or after opening again.
func TestFailure(t *testing.T) {
	const tries = 100 // more than a batch has writes
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "casus.db")
	s := open(t, file, Options{})
	f := &failing{KV: s.ledger.KV, puts: -1}
	s.ledger.KV = f

	var want []graph.Batch
	add := func(b graph.Batch) {
		graphtest.Add(t, s, b)
		want = append(want, b)
	}
	fail := func(b graph.Batch) {
		t.Helper()
		if _, err := s.Add(ctx, b); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("Add %s: got %v, want %v", b.Document.ID, err, syscall.ENOSPC)
		}
	}
	add(attack("a", "b"))
	f.full = true
	fail(attack("x", "y"))
	fail(attack("a", "y"))
	f.full = false
	add(attack("z", "w"))
	for i := range tries {
		f.puts = i
		b := attack(fmt.Sprint("x", i), "y")
		_, err := s.Add(ctx, b)
		f.puts = -1
		if err == nil {
			want = append(want, b)
		} else if !strings.Contains(err.Error(), syscall.ENOSPC.Error()) { // Cayley does not always wrap
			t.Fatalf("write %d: %v", i, err)
		}
		add(attack(fmt.Sprint("z", i), fmt.Sprint("w", i)))
	}
	if n := len(want) - 2 - tries; n == 0 || n == tries {
		t.Fatalf("%d of %d batches were added: want some writes to fail and others not to", n, tries)
	}
	check := func(when string) {
		t.Helper()
		if diff := graphtest.Diff(graphtest.Of(graph.NewView(want...)), graphtest.Take(t, s)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
		if err := s.Check(ctx); err != nil {
			t.Errorf("%s: %v", when, err)
		}
		objects := map[graph.ID][]graph.ID{}
		for _, b := range want {
			st := b.Statements[0]
			objects[st.Subject] = append(objects[st.Subject], st.Object)
		}
		for i := range tries {
			for _, id := range []graph.ID{"state:a", "state:x", "state:z", graph.ID(fmt.Sprint("state:x", i)), graph.ID(fmt.Sprint("state:z", i))} {
				got, err := s.Traverse(ctx, id, "attacks")
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got, objects[id]) {
					t.Errorf("%s: Cayley says that %s attacks %v, want %v", when, id, got, objects[id])
				}
			}
		}
	}
	check("after failures")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, file, Options{})
	check("after opening again")
	graphtest.Add(t, s, attack("x", "y"))
	want = append(want, attack("x", "y"))
	check("after adding what had failed")
}
