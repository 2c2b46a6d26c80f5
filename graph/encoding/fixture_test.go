package encoding

import (
	"strings"
	"testing"

	"casus/graph"
	"casus/schema"
)

// The pictures tested here are of states that do not exist, in documents
// written for the tests.

func state(id, name string) graph.Node {
	return graph.Node{ID: graph.ID("state:" + id), Kind: schema.State, Name: name, Codes: map[string]string{"iso3": id}, Basis: graph.Reference}
}

func other(id graph.ID, kind schema.Kind, name string) graph.Node {
	return graph.Node{ID: id, Kind: kind, Name: name, Basis: graph.Report}
}

// nodes are all that the test pictures are about.
var nodes = []graph.Node{
	state("NOR", "Norland"), state("SUD", "Sudmark"), state("EST", "Estria"), state("VES", "Vestonia"), state("ISL", "Ten Islands"),
	other("treaty:harbor-pact", schema.Treaty, "Harbor Pact"),
	other("igo:LOH", schema.IGO, "League of Harbors"),
	other("event:shelling", schema.Event, "Shelling of Port Amber on 3 May 2031"),
	other("person:mira-holt", schema.Person, "Mira Holt"),
	other("place:gray-strait", schema.Place, "Gray Strait"),
	other("org:free-coast", schema.ArmedGroup, "Free Coast Front"),
	other("accusation:amber", schema.Accusation, "Accusation over Port Amber"),
}

// claim returns a sealed statement that a document of the given name makes with
// the quote.
func claim(doc, quote string, s graph.Statement) *graph.Statement {
	s.Source.Doc = graph.ID("doc:" + doc)
	s.Source.Loader = "article/1"
	if s.Stance == "" {
		s.Stance = graph.Asserted
	}
	if s.Basis == "" {
		s.Basis = graph.Report
	}
	if quote != "" {
		s.Evidence = []graph.Evidence{{Doc: s.Source.Doc, Start: 0, End: len(quote), Quote: quote}}
	}
	return s.Seal()
}

func day(t testing.TB, s string) graph.Date {
	t.Helper()
	d, err := graph.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// view holds the statements and every node and document that the tests name.
func view(statements []*graph.Statement) *graph.View {
	batches := []graph.Batch{{Document: graph.Document{ID: "doc:all"}, Nodes: nodes, Statements: statements}}
	for _, d := range []graph.Document{
		{ID: "doc:courier", Title: "Amber Courier", Date: graph.Day(2031, 5, 4), Basis: graph.Report},
		{ID: "doc:gazette", Title: "Gazette of Estria", Date: graph.Day(2031, 5, 6), Basis: graph.Report},
		{ID: "doc:pact", Title: "Harbor Pact, full text", Basis: graph.Primary},
		{ID: "doc:reference", Title: "Reference", Basis: graph.Reference},
	} {
		batches = append(batches, graph.Batch{Document: d})
	}
	return graph.NewView(batches...)
}

// stories are the golden pictures.
func stories(t testing.TB) map[string]Graph {
	stories := map[string]Graph{}
	add := func(name, title string, marked []graph.ID, statements ...*graph.Statement) {
		stories[name] = Graph{View: view(statements), Statements: statements, Marked: marked, Title: title}
	}
	since := graph.Interval{From: day(t, "2024-06-15"), To: graph.Open}
	add("obligation", "Who is bound to defend Norland? As of 2031-05-10", []graph.ID{"state:NOR"},
		claim("pact", "Each Party shall assist the other if it is attacked from the sea.", graph.Statement{
			Subject: "state:SUD", Relation: "obliged_to_defend", Object: "state:NOR", Under: "treaty:harbor-pact", Valid: since, Basis: graph.Primary,
			Qualifiers: map[string]string{graph.Article: "3", graph.Condition: "it is attacked from the sea"}}),
		claim("courier", "Under the Harbor Pact, Estria must come to Norland's aid.", graph.Statement{
			Subject: "state:EST", Relation: "obliged_to_defend", Object: "state:NOR", Under: "treaty:harbor-pact"}),
		claim("gazette", "Estria is bound by the Harbor Pact to help Norland.", graph.Statement{
			Subject: "state:EST", Relation: "obliged_to_defend", Object: "state:NOR", Under: "treaty:harbor-pact"}),
		claim("courier", "Vestonia might help, too.", graph.Statement{
			Subject: "state:VES", Relation: "may_defend", Object: "state:NOR", Stance: graph.Possible}),
		claim("reference", "", graph.Statement{
			Subject: "state:SUD", Relation: "party_to", Object: "treaty:harbor-pact", Valid: since, Basis: graph.Reference,
			Source: graph.Source{Citation: "Register of Treaties 12"}}),
	)
	add("accusation", "Who accuses whom of the shelling? As of 2031-05-10", []graph.ID{"event:shelling"},
		claim("courier", "Norland accused Estria of shelling Port Amber.", graph.Statement{
			Subject: "state:NOR", Relation: "accuses", Object: "state:EST", Valid: graph.Interval{From: day(t, "2031-05-04")},
			Qualifiers: map[string]string{graph.Of: "shelling Port Amber", graph.Matter: "event:shelling"}}),
		claim("courier", "Estria, Norland said, had fired on Port Amber.", graph.Statement{
			Subject: "state:EST", Relation: "attacks", Object: "event:shelling", Stance: graph.Alleged, Speaker: "state:NOR"}),
		claim("gazette", "“We fired nothing,” the ministry in Estria said.", graph.Statement{
			Subject: "state:EST", Relation: "denies", Object: "event:shelling", Valid: graph.Interval{From: day(t, "2031-05-06")}}),
		claim("gazette", "An envoy was accused of lying.", graph.Statement{
			Relation: "accuses", Object: "state:NOR", Qualifiers: map[string]string{graph.Of: "lying"}}),
		claim("courier", "Eleven people were said to have been wounded.", graph.Statement{
			Subject: "event:shelling", Relation: "casualties", Value: "eleven wounded", Stance: graph.Alleged}),
	)
	add("path", "How are Norland and Mira Holt connected? As of 2031-05-10", []graph.ID{"state:NOR", "person:mira-holt"},
		claim("courier", "Norland and Sudmark share a border.", graph.Statement{
			Subject: "state:NOR", Relation: "borders", Object: "state:SUD"}),
		claim("gazette", "Sudmark borders Norland.", graph.Statement{
			Subject: "state:SUD", Relation: "borders", Object: "state:NOR"}),
		claim("reference", "", graph.Statement{
			Subject: "state:SUD", Relation: "member_of", Object: "igo:LOH", Valid: graph.Interval{From: day(t, "1998"), To: graph.Open}, Basis: graph.Reference}),
		claim("gazette", "Mira Holt has led the League since 2029.", graph.Statement{
			Subject: "person:mira-holt", Relation: "holds_role", Object: "igo:LOH", Valid: graph.Interval{From: day(t, "2029"), To: graph.Open},
			Qualifiers: map[string]string{graph.Role: "secretary-general"}}),
		claim("courier", "Norland has about four million inhabitants.", graph.Statement{
			Subject: "state:NOR", Relation: "population", Value: "about four million"}),
	)
	return stories
}

// large returns a picture of 25 statements.
func large(t testing.TB) Graph {
	add := func(rel string, from, to graph.ID, s graph.Statement) *graph.Statement {
		s.Relation, s.Subject, s.Object = rel, from, to
		return claim("courier", strings.ReplaceAll(string(from)+" "+rel+" "+string(to)+".", "_", " "), s)
	}
	s := stories(t)
	var list []*graph.Statement
	for _, name := range []string{"obligation", "accusation", "path"} {
		list = append(list, s[name].Statements...)
	}
	q := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	list = append(list,
		add("trades_with", "state:VES", "state:ISL", graph.Statement{}),
		add("supplies_arms_to", "state:VES", "org:free-coast", graph.Statement{Stance: graph.Alleged, Speaker: "state:NOR"}),
		add("supplies_arms_to", "state:VES", "org:free-coast", graph.Statement{Stance: graph.Denied, Speaker: "state:VES"}),
		add("attacks", "org:free-coast", "state:NOR", graph.Statement{Valid: graph.Interval{From: day(t, "2030-11")}}),
		add("controls", "org:free-coast", "place:gray-strait", graph.Statement{Stance: graph.Reported}),
		add("sovereign_over", "state:NOR", "place:gray-strait", graph.Statement{}),
		add("obliged_to_consult", "state:ISL", "state:NOR", graph.Statement{Under: "igo:LOH", Qualifiers: q(graph.Article, "4", graph.Discretion, "as it sees fit")}),
		add("obliged_to_neutrality", "state:VES", "state:EST", graph.Statement{Stance: graph.Planned, Status: graph.Signed}),
		add("sanctions", "state:ISL", "state:EST", graph.Statement{Valid: graph.Interval{From: day(t, "2031-05-07")}}),
		add("governs", "treaty:harbor-pact", "place:gray-strait", graph.Statement{}),
	)
	return Graph{View: view(list), Statements: list, Marked: []graph.ID{"state:NOR", "state:EST"}, Title: "Norland, Estria and their neighbors, two steps away. As of 2031-05-10"}
}
