package graph_test

import (
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
)

// seal returns a statement of a document with one reader for each test.
func seal(doc graph.ID, subject graph.ID, relation string, object graph.ID, change ...func(*graph.Statement)) *graph.Statement {
	s := &graph.Statement{Subject: subject, Relation: relation, Object: object, Stance: graph.Asserted, Basis: graph.Report, Source: graph.Source{Doc: doc}}
	for _, f := range change {
		f(s)
	}
	return s.Seal()
}

func TestViewIndexes(t *testing.T) {
	under := func(s *graph.Statement) { s.Under = "treaty:t" }
	about := func(s *graph.Statement) { s.Qualifiers = map[string]string{graph.Matter: "event:e"} }
	names := map[graph.ID]string{}
	name := func(n string, s *graph.Statement) *graph.Statement {
		names[s.ID] = n
		return s
	}
	v := graph.NewView(graph.Batch{Document: graph.Document{ID: "doc:1"}, Statements: []*graph.Statement{
		name("ab", seal("doc:1", "state:a", "attacks", "state:b")),
		name("ab-under", seal("doc:1", "state:a", "obliged_to_defend", "state:b", under)),
		name("ba", seal("doc:1", "state:b", "attacks", "state:a")),
		name("aa", seal("doc:1", "state:a", "supports", "state:a")),
		name("a?", seal("doc:1", "state:a", "accuses", "")),
		name("?a-about", seal("doc:1", "", "accuses", "state:a", about)),
	}})
	tests := []struct {
		what string
		seq  iter.Seq[*graph.Statement]
		want string
	}{
		{"Out", v.Out("state:a"), "a? aa ab ab-under"},
		{"Out attacks", v.Out("state:a", "attacks"), "ab"},
		{"Out attacks, supports", v.Out("state:a", "attacks", "supports"), "aa ab"},
		{"Out of nobody", v.Out("state:z"), ""},
		{"Out of the unknown", v.Out(""), ""},
		{"In", v.In("state:a"), "?a-about aa ba"},
		{"In accuses", v.In("state:a", "accuses"), "?a-about"},
		{"In of the unknown", v.In(""), ""},
		{"Under", v.Under("treaty:t"), "ab-under"},
		{"Under nothing", v.Under(""), ""},
		{"About", v.About("event:e"), "?a-about"},
		{"About nothing", v.About(""), ""},
		{"Statements", v.Statements(), "?a-about a? aa ab ab-under ba"},
	}
	for _, tt := range tests {
		all := slices.Collect(tt.seq)
		if !slices.IsSortedFunc(all, func(a, b *graph.Statement) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
			t.Errorf("%s: not in order of ID", tt.what)
		}
		var got []string
		for _, s := range all {
			got = append(got, names[s.ID])
		}
		slices.Sort(got)
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: got %v, want %s", tt.what, got, tt.want)
		}
		for range tt.seq { // stopping early is allowed
			break
		}
	}
	for id := range names {
		if v.Statement(id) == nil {
			t.Errorf("statement %s is not found by its ID", names[id])
		}
	}
	if v.Statement("stmt:none") != nil || v.Node("state:none") != nil || v.Document("doc:none") != nil {
		t.Error("found what is not there")
	}
	if got := v.Label("state:none"); got != "state:none" {
		t.Errorf("label of an unknown node: got %q", got)
	}
}

// TestViewOrder lays the same batches in every order and grouping.
func TestViewOrder(t *testing.T) {
	var batches []graph.Batch
	for i := range uint64(6) {
		b := graphtest.Random(i, 15)
		if i%3 == 0 {
			for j := range b.Nodes {
				b.Nodes[j].Basis = graph.Reference
			}
		}
		batches = append(batches, b)
	}
	want := graphtest.Of(graph.NewView(batches...))
	r := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		r.Shuffle(len(batches), func(i, j int) { batches[i], batches[j] = batches[j], batches[i] })
		again := append(slices.Clone(batches), batches[r.IntN(len(batches))])
		for i := range again {
			again[i].Statements = slices.Clone(again[i].Statements)
			s := again[i].Statements
			r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		}
		if diff := graphtest.Diff(want, graphtest.Of(graph.NewView(again...))); diff != "" {
			t.Fatalf("another order (-want +got):\n%s", diff)
		}
	}
}

// TestViewLeavesBatchesAlone merges nodes of batches that others share.
func TestViewLeavesBatchesAlone(t *testing.T) {
	make3 := func() []graph.Batch {
		node := func(doc graph.ID, basis graph.Basis, alias string) graph.Batch {
			aliases := make([]graph.Alias, 1, 8) // with room that an append could write to
			aliases[0] = graph.Alias{Text: alias, Type: graph.AliasName}
			return graph.Batch{Document: graph.Document{ID: doc}, Nodes: []graph.Node{{ID: "state:a", Kind: "state", Name: "A " + alias, Basis: basis,
				Aliases: aliases, Codes: map[string]string{alias: alias}}}}
		}
		three := []graph.Batch{node("doc:1", graph.Report, "x"), node("doc:2", graph.Reference, "y"), node("doc:3", graph.Report, "z")}
		three[2].Nodes[0].Valid.From = graph.Date{Year: 1918}
		return three
	}
	batches := make3()
	slices.Reverse(batches)
	first := graphtest.Of(graph.NewView(batches...))
	if diff := graphtest.Diff(first, graphtest.Of(graph.NewView(batches...))); diff != "" {
		t.Errorf("the second view differs (-first +second):\n%s", diff)
	}
	want := make3()
	slices.Reverse(want)
	if diff := graphtest.Diff(want, batches); diff != "" {
		t.Errorf("the batches were changed (-want +got):\n%s", diff)
	}
	for _, b := range batches {
		if hidden := b.Nodes[0].Aliases[:2][1]; hidden != (graph.Alias{}) {
			t.Errorf("an alias was written behind a batch's own: %v", hidden)
		}
	}
	n := first.Nodes[0]
	if want := (graph.Interval{From: graph.Date{Year: 1918}}); n.Valid != want {
		t.Errorf("valid: got %v, want %v, as the one document that knows says", n.Valid, want)
	}
	if n.Name != "A y" || n.Basis != graph.Reference {
		t.Errorf("got name %q of basis %s, want the reference's", n.Name, n.Basis)
	}
	if got, want := strings.Join(n.AliasTexts(), ", "), "y, A x, x, A z, z"; got != want {
		t.Errorf("aliases: got %s, want %s", got, want)
	}
	if got := slices.Sorted(maps.Keys(n.Codes)); !slices.Equal(got, []string{"x", "y", "z"}) {
		t.Errorf("codes: got %v", got)
	}
}

func TestViewRevision(t *testing.T) {
	one, two := graphtest.Random(1, 10), graphtest.Random(2, 10)
	reference := graphtest.Random(3, 10)
	for _, s := range reference.Statements {
		s.Basis = graph.Reference
		s.Seal()
	}
	both := graph.NewView(one, two)
	if got := graph.NewView(two, reference, one, one).Revision(); got != both.Revision() {
		t.Errorf("order, repetition or reference facts count: got %s, want %s", got, both.Revision())
	}
	if graph.NewView(one).Revision() == both.Revision() || graph.NewView().Revision() == graph.NewView(one).Revision() {
		t.Error("another content has the same revision")
	}
	if v := graph.NewView(one, reference); v.Loaded() != 10 || v.Len() != 20 {
		t.Errorf("got %d loaded of %d, want 10 of 20", v.Loaded(), v.Len())
	}
}

func TestRecord(t *testing.T) {
	b := graphtest.Full()
	v := graph.NewView(b)
	full := v.Statement(b.Statements[0].ID)
	r := v.Record(full)
	if r.Subject == nil || r.Subject.Name != "Full" || r.Under == nil || r.Under.Kind != "treaty" || r.Value != nil {
		t.Errorf("got subject %+v, under %+v, value %v", r.Subject, r.Under, r.Value)
	}
	if got := r.Evidence[0]; got.Title != b.Document.Title || got.URI != b.Document.URI || got.Date != b.Document.Date || got.Quote != full.Evidence[0].Quote {
		t.Errorf("evidence: got %+v", got)
	}
	if got := r.Evidence[2]; got.Title != "" || got.Doc != "doc:other" {
		t.Errorf("evidence of a document that is not there: got %+v", got)
	}
	for s := range v.Statements() {
		r := v.Record(s)
		if (r.Subject == nil) != (s.Subject == "") || (r.Object == nil) != (s.Object == "") || (r.Value == nil) != (s.Value == "") {
			t.Errorf("%s: unknown ends are not null: %+v", s.ID, r)
		}
		if r.Qualifiers == nil || r.Evidence == nil || r.Class != s.Class() {
			t.Errorf("%s: got qualifiers %v, evidence %v, class %q", s.ID, r.Qualifiers, r.Evidence, r.Class)
		}
	}
	if got := v.Entity("state:none"); got == nil || got.Name != "state:none" || got.Aliases == nil {
		t.Errorf("entity of an unknown node: got %+v", got)
	}
}

// TestViewConcurrent reads one view from many goroutines: run with -race.
func TestViewConcurrent(t *testing.T) {
	v := graph.NewView(graphtest.Random(1, 50))
	want := fmt.Sprint(graphtest.Of(v))
	done := make(chan bool)
	for range 4 {
		go func() {
			_, _ = v.Find("Actor", graph.Date{})
			v.Complete("a", 5)
			done <- fmt.Sprint(graphtest.Of(v)) == want
		}()
	}
	for range 4 {
		if !<-done {
			t.Error("readers see different things")
		}
	}
}
