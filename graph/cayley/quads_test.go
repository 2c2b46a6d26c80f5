package cayley

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"

	"casus/graph"
	"casus/graph/graphtest"
	"casus/schema"
)

// TestQuads shows the layout that the package comment documents, as plain
// Cayley reads it.
func TestQuads(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "casus.db"), Options{})
	source := graph.Source{Doc: "doc:d", Loader: "test/1"}
	pact := (&graph.Statement{
		Subject: "state:a", Relation: "obliged_to_defend", Object: "state:b", Under: "treaty:t",
		Valid:  graph.Interval{From: graph.Date{Year: 2021, Month: 6}, To: graph.Open},
		Stance: graph.Asserted, Basis: graph.Primary, Source: source,
	}).Seal()
	people := (&graph.Statement{Subject: "state:a", Relation: "population", Value: "5", Stance: graph.Asserted, Basis: graph.Report, Source: source}).Seal()
	blamed := (&graph.Statement{Relation: "accuses", Object: "state:a", Stance: graph.Reported, Basis: graph.Report, Source: source}).Seal()
	graphtest.Add(t, s, graph.Batch{
		Document: graph.Document{ID: "doc:d", Title: "D"},
		Nodes: []graph.Node{{ID: "state:a", Kind: schema.State, Name: "A"}, {ID: "state:b", Kind: schema.State, Name: "B"},
			{ID: "treaty:t", Kind: schema.Treaty, Name: "T"}},
		Statements: []*graph.Statement{pact, people, blamed},
	})
	want := strings.Fields(strings.NewReplacer(
		"PACT", string(pact.ID), "PEOPLE", string(people.ID), "BLAMED", string(blamed.ID),
		"NOBODY", strings.TrimPrefix(string(blamed.ID), "stmt:")+"-subject",
	).Replace(`
		<state:a>|<casus:obliged_to_defend>|<state:b>|<PACT>
		<PACT>|<casus:document>|<doc:d>|
		<PACT>|<casus:under>|<treaty:t>|
		<PACT>|<casus:from>|"2021-06"|
		<PACT>|<casus:to>|".."|
		<PACT>|<casus:record>|JSON|
		<state:a>|<casus:population>|"5"|<PEOPLE>
		<PEOPLE>|<casus:document>|<doc:d>|
		<PEOPLE>|<casus:record>|JSON|
		_:NOBODY|<casus:accuses>|<state:a>|<BLAMED>
		<BLAMED>|<casus:document>|<doc:d>|
		<BLAMED>|<casus:record>|JSON|
		<doc:d>|<casus:record>|JSON|
		<doc:d>|<casus:describes>|JSON|
		<doc:d>|<casus:describes>|JSON|
		<doc:d>|<casus:describes>|JSON|
		<state:a>|<casus:kind>|"state"|
		<state:b>|<casus:kind>|"state"|
		<treaty:t>|<casus:kind>|"treaty"|
		<state:a>|<casus:name>|"A"|
		<state:b>|<casus:name>|"B"|
		<treaty:t>|<casus:name>|"T"|
	`))
	var got []string
	err := iterator.Iterate(context.Background(), s.qs.QuadsAllIterator()).Each(func(ref refs.Ref) error {
		q, err := s.qs.Quad(ref)
		if err != nil {
			return err
		}
		var terms []string
		for _, d := range quad.Directions {
			v := q.Get(d)
			lit, isRecord := v.(quad.TypedString)
			switch {
			case isRecord && lit.Type == "casus:json" && lit.Value[0] == '{':
				terms = append(terms, "JSON")
			case v == nil:
				terms = append(terms, "")
			default:
				terms = append(terms, v.String())
			}
		}
		got = append(got, strings.Join(terms, "|"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := graphtest.Diff(want, got); diff != "" {
		t.Errorf("quads (-want +got):\n%s", diff)
	}
}

// TestPredicates keeps relations apart from the predicates of the layout.
func TestPredicates(t *testing.T) {
	ours := []quad.IRI{predDocument, predUnder, predFrom, predTo, predRecord, predDescribes, predKind, predName}
	for _, r := range schema.Default().Relations() {
		if slices.Contains(ours, predRelation(r.Name)) {
			t.Errorf("relation %s has the name of a predicate that the store uses itself", r.Name)
		}
		if !graph.ID(predRelation(r.Name)).Valid() {
			t.Errorf("relation %q does not make an IRI", r.Name)
		}
	}
}
