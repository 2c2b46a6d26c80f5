// Package graphtest is the contract of [graph.Store] as tests:
//
//	func TestStore(t *testing.T) {
//		graphtest.TestStore(t, func(t *testing.T) (graph.Store, func() graph.Store) {
//			return new(graph.Memory), nil
//		})
//	}
package graphtest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"casus/graph"
)

// TestStore runs every test of the contract, each on a new and empty store from
// open. What open returns beside the store closes it and opens it again; it is
// nil for a store that does not outlive its process.
func TestStore(t *testing.T, open func(t *testing.T) (store graph.Store, reopen func() graph.Store)) {
	tests := []struct {
		name string
		test func(t *testing.T, s graph.Store)
	}{
		{"Empty", testEmpty},
		{"RoundTrip", testRoundTrip},
		{"Idempotent", testIdempotent},
		{"Duplicates", testDuplicates},
		{"Refusal", testRefusal},
		{"Extension", testExtension},
		{"With", testWith},
		{"Contradiction", testContradiction},
		{"Merge", testMerge},
		{"UnknownEnds", testUnknownEnds},
		{"Concurrent", testConcurrent},
		{"Cancelled", testCancelled},
		{"Closed", testClosed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, reopen := open(t)
			tt.test(t, s)
			if reopen == nil || tt.name == "Closed" {
				return
			}
			before := Take(t, s)
			if diff := Diff(before, Take(t, reopen())); diff != "" {
				t.Errorf("after reopening (-before +after):\n%s", diff)
			}
		})
	}
	t.Run("Order", func(t *testing.T) { testOrder(t, open) })
	t.Run("Memory", func(t *testing.T) { testLikeMemory(t, open) })
}

// Snapshot is all that a store holds, in order.
type Snapshot struct {
	Revision   string
	Documents  []graph.Document
	Nodes      []graph.Node
	Statements []graph.Statement
}

// Take returns all that a store holds.
func Take(t testing.TB, s graph.Store) Snapshot {
	t.Helper()
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatalf("View: %v", err)
	}
	return Of(v)
}

// Of returns all that a view holds.
func Of(v *graph.View) Snapshot {
	snap := Snapshot{Revision: v.Revision()}
	for d := range v.Documents() {
		snap.Documents = append(snap.Documents, *d)
	}
	for n := range v.Nodes() {
		snap.Nodes = append(snap.Nodes, *n)
	}
	for s := range v.Statements() {
		snap.Statements = append(snap.Statements, *s)
	}
	return snap
}

// Diff returns how two values differ, "" if they do not. Nil and empty are the
// same.
func Diff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b graph.Date) bool { return a == b }))
}

// Add adds a batch that must be accepted.
func Add(t testing.TB, s graph.Store, b graph.Batch) graph.Added {
	t.Helper()
	added, err := s.Add(context.Background(), b)
	if err != nil {
		t.Fatalf("Add %s: %v", b.Document.ID, err)
	}
	return added
}

func testEmpty(t *testing.T, s graph.Store) {
	if diff := Diff(Of(graph.NewView()), Take(t, s)); diff != "" {
		t.Errorf("new store (-want +got):\n%s", diff)
	}
	if got := Add(t, s, graph.Batch{Document: graph.Document{ID: "doc:empty", Title: "Nothing"}}); got != (graph.Added{}) {
		t.Errorf("document without statements: got %+v, want nothing added", got)
	}
	if got := Take(t, s).Documents; len(got) != 1 || got[0].Title != "Nothing" {
		t.Errorf("documents: got %+v, want the one without statements", got)
	}
}

func testRoundTrip(t *testing.T, s graph.Store) {
	b := Full()
	added := Add(t, s, b)
	if want := (graph.Added{Statements: len(b.Statements), Nodes: len(b.Nodes), Total: len(b.Statements)}); added != want {
		t.Errorf("Added: got %+v, want %+v", added, want)
	}
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if v.Len() != len(b.Statements) {
		t.Errorf("view: got %d statements, want %d", v.Len(), len(b.Statements))
	}
	if diff := Diff(&b.Document, v.Document(b.Document.ID)); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
	for i := range b.Nodes {
		if diff := Diff(&b.Nodes[i], v.Node(b.Nodes[i].ID)); diff != "" {
			t.Errorf("node (-want +got):\n%s", diff)
		}
	}
	for _, want := range b.Statements {
		if diff := Diff(want, v.Statement(want.ID)); diff != "" {
			t.Errorf("statement (-want +got):\n%s", diff)
		}
	}
}

func testIdempotent(t *testing.T, s graph.Store) {
	b := Full()
	Add(t, s, b)
	before := Take(t, s)
	for range 3 {
		if got, want := Add(t, s, b), (graph.Added{Total: len(b.Statements)}); got != want {
			t.Errorf("added again: got %+v, want %+v", got, want)
		}
	}
	// A better rule that finds the same claim at the same place says nothing new.
	better := b
	again := *b.Statements[0]
	again.Source.Rule, again.Source.Confidence = "other@9", 0.125
	better.Statements = []*graph.Statement{again.Seal()}
	if got, want := Add(t, s, better), (graph.Added{Total: len(b.Statements)}); got != want {
		t.Errorf("added by another rule: got %+v, want %+v", got, want)
	}
	if diff := Diff(before, Take(t, s)); diff != "" {
		t.Errorf("adding twice changed the store (-before +after):\n%s", diff)
	}
}

func testDuplicates(t *testing.T, s graph.Store) {
	b := Small("doc:twice", graph.Asserted)
	twice := b
	twice.Nodes = slices.Concat(b.Nodes, b.Nodes)
	twice.Statements = slices.Concat(b.Statements, b.Statements)
	want := graph.Added{Statements: len(b.Statements), Nodes: len(b.Nodes), Total: len(b.Statements)}
	if got := Add(t, s, twice); got != want {
		t.Errorf("batch with everything twice: got %+v, want %+v", got, want)
	}
	if diff := Diff(Of(graph.NewView(b)), Take(t, s)); diff != "" {
		t.Errorf("batch with everything twice (-want +got):\n%s", diff)
	}
}

func testRefusal(t *testing.T, s graph.Store) {
	Add(t, s, Small("doc:first", graph.Asserted))
	before := Take(t, s)
	for _, bad := range Bad() {
		if _, err := s.Add(context.Background(), bad.Batch); err == nil {
			t.Errorf("%s: accepted", bad.Name)
		}
		if diff := Diff(before, Take(t, s)); diff != "" {
			t.Fatalf("%s: refused but changed the store (-before +after):\n%s", bad.Name, diff)
		}
	}
	good := Full()
	if got, want := Add(t, s, good).Total, len(before.Statements)+len(good.Statements); got != want {
		t.Errorf("after refusals: total %d, want %d", got, want)
	}
	if diff := Diff(Of(graph.NewView(Small("doc:first", graph.Asserted), good)), Take(t, s)); diff != "" {
		t.Errorf("after refusals (-want +got):\n%s", diff)
	}
}

func testExtension(t *testing.T, s graph.Store) {
	b := Full()
	part := b
	part.Statements = b.Statements[:1]
	Add(t, s, part)
	retitled := b
	retitled.Document.Title = "Another title"
	extra := graph.Node{ID: "state:extra", Kind: "state", Name: "Extra", Basis: graph.Report}
	retitled.Nodes = append(slices.Clone(b.Nodes), extra)
	want := graph.Added{Statements: len(b.Statements) - 1, Nodes: 1, Total: len(b.Statements)}
	if got := Add(t, s, retitled); got != want {
		t.Errorf("more of a known document: got %+v, want %+v", got, want)
	}
	all := b
	all.Nodes = retitled.Nodes
	if diff := Diff(Of(graph.NewView(all)), Take(t, s)); diff != "" {
		t.Errorf("more of a known document (-want +got):\n%s", diff)
	}
}

func testWith(t *testing.T, s graph.Store) {
	loaded, under := Small("doc:loaded", graph.Asserted), Small("doc:under", graph.Denied)
	for i := range under.Nodes {
		under.Nodes[i].Basis = graph.Reference
		under.Nodes[i].Name = "Reference " + under.Nodes[i].Name
	}
	Add(t, s, loaded)
	v, err := s.View(context.Background(), under)
	if err != nil {
		t.Fatal(err)
	}
	if diff := Diff(Of(graph.NewView(under, loaded)), Of(v)); diff != "" {
		t.Errorf("view with a batch laid under it (-want +got):\n%s", diff)
	}
	if diff := Diff(Of(graph.NewView(loaded)), Take(t, s)); diff != "" {
		t.Errorf("the batch got into the store (-want +got):\n%s", diff)
	}
}

func testContradiction(t *testing.T, s graph.Store) {
	yes, no := Small("doc:yes", graph.Asserted), Small("doc:no", graph.Denied)
	Add(t, s, yes)
	Add(t, s, no)
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	stances := map[graph.ID]graph.Stance{}
	for st := range v.Out("state:east", "attacks") {
		if st.Object != "state:west" {
			t.Errorf("object: got %s, want state:west", st.Object)
		}
		stances[st.Source.Doc] = st.Stance
	}
	want := map[graph.ID]graph.Stance{"doc:yes": graph.Asserted, "doc:no": graph.Denied}
	if diff := Diff(want, stances); diff != "" {
		t.Errorf("the same claim by two documents (-want +got):\n%s", diff)
	}
}

func testMerge(t *testing.T, s graph.Store) {
	first, second := Small("doc:a", graph.Asserted), Small("doc:b", graph.Asserted)
	second.Nodes[0].Name = "Eastland Republic"
	second.Nodes[0].Aliases = []graph.Alias{{Text: "Easties", Type: graph.AliasDemonym}}
	second.Nodes[0].Codes = map[string]string{"iso3": "EST"}
	// In the order that would give the other name if order mattered.
	Add(t, s, second)
	Add(t, s, first)
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	got := v.Node("state:east")
	want := &graph.Node{
		ID: "state:east", Kind: "state", Name: first.Nodes[0].Name, Basis: graph.Report,
		Aliases: []graph.Alias{{Text: "Eastland Republic", Type: graph.AliasSurface}, {Text: "Easties", Type: graph.AliasDemonym}},
		Codes:   map[string]string{"iso3": "EST"},
	}
	if diff := Diff(want, got); diff != "" {
		t.Errorf("node of two documents (-want +got):\n%s", diff)
	}
}

func testUnknownEnds(t *testing.T, s graph.Store) {
	b := Full()
	Add(t, s, b)
	v, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ends := map[string]int{}
	for st := range v.Statements() {
		switch {
		case st.Subject == "":
			ends["no subject"]++
		case st.Object == "" && st.Value == "":
			ends["no object"]++
		case st.Object == "":
			ends["value"]++
		}
	}
	for _, end := range []string{"no subject", "no object", "value"} {
		if ends[end] == 0 {
			t.Errorf("no statement with %s came back", end)
		}
	}
	for n := range v.Nodes() {
		if !slices.ContainsFunc(b.Nodes, func(m graph.Node) bool { return m.ID == n.ID }) {
			t.Errorf("node %s was made up", n.ID)
		}
	}
}

// testConcurrent has two writers and two readers. Whatever a reader sees must
// be whole documents, and never less than it saw before.
func testConcurrent(t *testing.T, s graph.Store) {
	const writers, each, statements = 2, 12, 5
	ctx := context.Background()
	done := make(chan struct{})
	var writing, reading sync.WaitGroup
	for w := range writers {
		writing.Go(func() {
			for i := range each {
				if _, err := s.Add(ctx, Random(uint64(w*each+i), statements)); err != nil {
					t.Errorf("Add: %v", err)
				}
			}
		})
	}
	for range 2 {
		reading.Go(func() {
			seen := 0
			for {
				v, err := s.View(ctx)
				if err != nil {
					t.Errorf("View: %v", err)
					return
				}
				if v.Len() < seen {
					t.Errorf("view shrank from %d to %d statements", seen, v.Len())
				}
				seen = v.Len()
				byDoc := map[graph.ID]int{}
				for st := range v.Statements() {
					byDoc[st.Source.Doc]++
				}
				for doc, n := range byDoc {
					if n != statements || v.Document(doc) == nil {
						t.Errorf("half a document: %s has %d statements of %d", doc, n, statements)
					}
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	writing.Wait()
	close(done)
	reading.Wait()
	if got, want := len(Take(t, s).Statements), writers*each*statements; got != want {
		t.Errorf("after all writes: %d statements, want %d", got, want)
	}
}

func testCancelled(t *testing.T, s graph.Store) {
	Add(t, s, Small("doc:first", graph.Asserted))
	before := Take(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Add(ctx, Full()); !errors.Is(err, context.Canceled) {
		t.Errorf("Add: got %v, want %v", err, context.Canceled)
	}
	if v, err := s.View(ctx); !errors.Is(err, context.Canceled) || v != nil {
		t.Errorf("View: got %v, %v, want %v", v, err, context.Canceled)
	}
	if diff := Diff(before, Take(t, s)); diff != "" {
		t.Errorf("a cancelled Add changed the store (-before +after):\n%s", diff)
	}
}

func testClosed(t *testing.T, s graph.Store) {
	Add(t, s, Small("doc:first", graph.Asserted))
	for range 2 {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	if _, err := s.Add(context.Background(), Full()); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("Add: got %v, want %v", err, graph.ErrClosed)
	}
	if _, err := s.View(context.Background()); !errors.Is(err, graph.ErrClosed) {
		t.Errorf("View: got %v, want %v", err, graph.ErrClosed)
	}
}

// testOrder loads the same documents in different orders.
func testOrder(t *testing.T, open func(t *testing.T) (graph.Store, func() graph.Store)) {
	batches := make([]graph.Batch, 6)
	for i := range batches {
		batches[i] = Random(uint64(i), 20)
	}
	var want Snapshot
	for round, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {3, 1, 3, 0, 5, 2, 4, 1}} {
		s, _ := open(t)
		for _, i := range order {
			Add(t, s, batches[i])
		}
		got := Take(t, s)
		if round == 0 {
			want = got
			continue
		}
		if diff := Diff(want, got); diff != "" {
			t.Errorf("order %v (-want +got):\n%s", order, diff)
		}
	}
}

// testLikeMemory holds random stores against [graph.Memory].
func testLikeMemory(t *testing.T, open func(t *testing.T) (graph.Store, func() graph.Store)) {
	s, reopen := open(t)
	model := new(graph.Memory)
	for i := range uint64(15) {
		if i == 8 && reopen != nil {
			s = reopen()
		}
		b := Random(i*7%5, int(i*11%30)) // documents come again, with more and with less
		if want, got := Add(t, model, b), Add(t, s, b); got != want {
			t.Errorf("batch %d: got %+v, want %+v", i, got, want)
		}
		if diff := Diff(Take(t, model), Take(t, s)); diff != "" {
			t.Fatalf("after batch %d (-memory +store):\n%s", i, diff)
		}
	}
}
