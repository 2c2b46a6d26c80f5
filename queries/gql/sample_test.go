package gql

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

// sampleText is the document that the sample's statements were read from. Its
// İ and 𝄞 make byte, rune and UTF-16 offsets differ.
const sampleText = "İlham 𝄞 said: Norland must defend Sudland if it is attacked. Estland says that Westland shelled the port. Westland denies it."

const sampleDoc graph.ID = "doc:0011223344556677"

func quote(words string) []graph.Evidence {
	start := strings.Index(sampleText, words)
	if start < 0 {
		panic("not in the sample: " + words)
	}
	return []graph.Evidence{{Doc: sampleDoc, Start: start, End: start + len(words), Quote: words}}
}

// sample is a view with a duty, an accusation with its denial, a treaty, and
// nodes of every group of kinds.
func sample() *graph.View {
	node := func(id, kind, name string, aliases ...string) graph.Node {
		n := graph.Node{ID: graph.ID(id), Kind: schema.Kind(kind), Name: name, Basis: graph.Report}
		for _, a := range aliases {
			n.Aliases = append(n.Aliases, graph.Alias{Text: a, Type: graph.AliasName})
		}
		return n
	}
	norland := node("state:NOR", "state", "Norland", "The North")
	norland.Codes = map[string]string{"iso3": "NRL", "cow": "999"}
	norland.Valid = graph.Interval{From: graph.Date{Year: 1918}, To: graph.Open}
	b := graph.Batch{
		Document: graph.Document{ID: sampleDoc, Title: "A speech", URI: "speech.txt", Date: graph.Day(2024, 3, 5), Loader: "article/1", Basis: graph.Report, Text: sampleText},
		Nodes: []graph.Node{norland, node("state:SUD", "state", "Sudland", "The South", "Mirror"), node("state:EST", "state", "Estland", "Mirror"),
			node("state:WST", "state", "Westland"), node("treaty:pact", "treaty", "Pact of the Capes"), node("event:shelling", "event", "the shelling"),
			node("place:port", "place", "Port"), node("accusation:shelling", "accusation", "Estland's accusation")},
	}
	add := func(s graph.Statement) {
		s.Source = graph.Source{Doc: sampleDoc, Loader: "article/1", Rule: "test@1", Confidence: 0.75}
		b.Statements = append(b.Statements, s.Seal())
	}
	add(graph.Statement{Subject: "state:NOR", Relation: "obliged_to_defend", Object: "state:SUD", Under: "treaty:pact",
		Valid: graph.Interval{From: graph.Date{Year: 2021}, To: graph.Open}, Status: graph.InForce, Stance: graph.Asserted, Speaker: "state:SUD",
		Qualifiers: map[string]string{graph.Condition: "if it is attacked", graph.Article: "3"},
		Evidence:   quote("Norland must defend Sudland if it is attacked"), Basis: graph.Report})
	add(graph.Statement{Subject: "state:EST", Relation: "accuses", Object: "state:WST", Stance: graph.Alleged, Basis: graph.Report,
		Qualifiers: map[string]string{graph.Of: "shelled the port", graph.Matter: "event:shelling"}, Evidence: quote("Westland shelled the port")})
	add(graph.Statement{Subject: "state:WST", Relation: "denies", Object: "state:EST", Stance: graph.Denied, Basis: graph.Report,
		Qualifiers: map[string]string{graph.Matter: "event:shelling"}, Evidence: quote("Westland denies it")})
	add(graph.Statement{Subject: "state:SUD", Relation: "population", Value: "4.1 million", Stance: graph.Asserted, Basis: graph.Dataset})
	return graph.NewView(b)
}

// The questions of the sample. fakeDefends fills every field of a finding.
var (
	fakeDefends = &queries.Query{
		Name: "defends", Doc: "who is bound to defend an actor",
		Params: []queries.Param{
			{Name: "actor", Doc: "whom to defend", Type: queries.ActorParam, Positional: true, Required: true},
			{Name: "against", Doc: "the attacker", Type: queries.ActorParam},
			{Name: "why-not", Doc: "list who is not bound too", Type: queries.BoolParam},
			{Name: "max-len", Doc: "length", Type: queries.IntParam},
			{Name: "others", Doc: "more", Type: queries.TextParam, Repeated: true},
		},
		Run: func(v *graph.View, args queries.Args, asOf graph.Date) (*queries.Answer, error) {
			n, err := v.Find(args["actor"], asOf)
			if err != nil {
				return nil, err
			}
			if _, err := args.Int("max-len", 1, 0, 9); err != nil {
				return nil, err
			}
			a := &queries.Answer{Question: "defends " + n.Name, AsOf: asOf, View: v, Notes: []string{fmt.Sprintf("args %q", args)}}
			for s := range v.In(n.ID, "obliged_to_defend") {
				a.Findings = append(a.Findings, queries.Finding{
					Class: queries.OnlyIf, Actor: s.Subject, Toward: s.Object, Under: s.Under, Obligation: "defense", Article: s.Qualifier(graph.Article),
					Conditions: []string{s.Qualifier(graph.Condition)}, Relation: s.Relation, Distance: 1, Of: "of", Stance: s.Stance, Valid: s.Valid,
					Status: s.Status, Basis: s.Basis, Inferred: "mutual", Why: "why", Nodes: []graph.ID{s.Subject, "state:UNKNOWN"},
					Replies: []queries.Finding{{Class: queries.NotBound, Actor: "state:WST", Why: "no party"}},
					Proof:   []*graph.Statement{s},
				})
			}
			if args.Bool("why-not") {
				a.Findings = append(a.Findings, queries.Finding{Class: queries.NotBound, Actor: "state:WST", Article: queries.NotStated, Why: "no party"})
			}
			return a, nil
		},
	}
	fakeEverything = &queries.Query{
		Name: "every-thing", Doc: "All statements as findings.",
		Run: func(v *graph.View, _ queries.Args, asOf graph.Date) (*queries.Answer, error) {
			a := &queries.Answer{Question: "every-thing", AsOf: asOf, View: v}
			for s := range v.Statements() {
				a.Findings = append(a.Findings, queries.Finding{Actor: s.Subject, Toward: s.Object, Relation: s.Relation, Of: s.Value, Proof: []*graph.Statement{s}})
			}
			return a, nil
		},
	}
	fakePanic = &queries.Query{Name: "panics", Doc: "Panics.",
		Run: func(*graph.View, queries.Args, graph.Date) (*queries.Answer, error) { panic(42) }}
	fakeFails = &queries.Query{Name: "fails", Doc: "Fails.",
		Run: func(*graph.View, queries.Args, graph.Date) (*queries.Answer, error) {
			return nil, fmt.Errorf("read /secret/path: broken")
		}}
)

var sampleDay = time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)

func sampleSchema(t testing.TB) *Schema {
	t.Helper()
	v := sample()
	s, err := New(func(context.Context) (*graph.View, error) { return v, nil },
		Questions(fakeDefends, fakeEverything, fakePanic, fakeFails), Clock(func() time.Time { return sampleDay }))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ask runs a query and returns the response as JSON.
func ask(t testing.TB, s *Schema, r Request) (map[string]any, *Response) {
	t.Helper()
	response := s.Exec(context.Background(), r)
	b, err := json.Marshal(response)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	return m, response
}

// data runs a query that must not go wrong and returns its data as text.
func data(t testing.TB, s *Schema, query string) string {
	t.Helper()
	r := s.Exec(context.Background(), Request{Query: query})
	if len(r.Errors) > 0 {
		t.Fatalf("%s: %s %v", query, r.Errors[0].Message, r.Causes)
	}
	return string(r.Data)
}
