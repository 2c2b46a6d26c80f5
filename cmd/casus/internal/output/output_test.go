package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

var update = flag.Bool("update", false, "write testdata anew")

// fixture is a view with one reported obligation, one alliance of many known
// from the reference, and an accusation with its denial.
type fixture struct {
	view                     *graph.View
	pact, accuses, denies    *graph.Statement
	members                  []*graph.Statement
	memberStates             []graph.ID
	ireland, norway, iceland graph.ID
	alliance                 graph.ID
}

const docText = "The pact obliges Norway to defend Ireland.\nIreland accused Iceland of jamming. Iceland denied \x1b[31mit\x1b[0m."

func newFixture(t *testing.T) fixture {
	t.Helper()
	f := fixture{ireland: "state:IRL", norway: "state:NOR", iceland: "state:ISL", alliance: "igo:ALL"}
	doc := graph.Document{ID: "doc:0123456789abcdef", URI: "news/pact.txt", Loader: "article/1", Basis: graph.Report, Date: graph.Day(2026, 2, 16), Text: docText}
	node := func(id graph.ID, kind, name string, basis graph.Basis) graph.Node {
		return graph.Node{ID: id, Kind: schema.Kind(kind), Name: name, Basis: basis}
	}
	quote := func(q string) []graph.Evidence {
		i := strings.Index(docText, q)
		if i < 0 {
			t.Fatalf("%q is not in the text", q)
		}
		return []graph.Evidence{{Doc: doc.ID, Start: i, End: i + len(q), Quote: q}}
	}
	src := graph.Source{Doc: doc.ID, Loader: "article/1"}
	f.pact = (&graph.Statement{Subject: f.norway, Relation: "obliged_to_defend", Object: f.ireland, Under: "treaty:pact", Stance: graph.Asserted,
		Valid: graph.Interval{From: graph.Date{Year: 2024}}, Evidence: quote("The pact obliges Norway to defend Ireland."), Basis: graph.Report, Source: src}).Seal()
	f.accuses = (&graph.Statement{Subject: f.ireland, Relation: "accuses", Object: f.iceland, Stance: graph.Alleged,
		Evidence: quote("Ireland accused Iceland of jamming."), Basis: graph.Report, Source: src}).Seal()
	f.denies = (&graph.Statement{Subject: f.iceland, Relation: "denies", Value: "it", Stance: graph.Denied,
		Evidence: quote("Iceland denied \x1b[31mit\x1b[0m."), Basis: graph.Report, Source: src}).Seal()
	nodes := []graph.Node{
		node(f.ireland, "state", "Ireland", graph.Reference), node(f.norway, "state", "Norway", graph.Reference),
		node(f.iceland, "state", "Iceland", graph.Reference), node("treaty:pact", "treaty", "Galway Pact", graph.Report),
	}
	reported := graph.Batch{Document: doc, Nodes: nodes, Statements: []*graph.Statement{f.pact, f.accuses, f.denies}}
	back := graph.Batch{Document: graph.Document{ID: "doc:reference", Loader: "reference/1", Basis: graph.Reference}, Nodes: append(nodes, node(f.alliance, "igo", "Northern Alliance", graph.Reference))}
	for i := range 32 {
		id := graph.ID(fmt.Sprintf("state:M%02d", i))
		f.memberStates = append(f.memberStates, id)
		back.Nodes = append(back.Nodes, node(id, "state", fmt.Sprintf("Member State %d", i), graph.Reference))
		s := (&graph.Statement{Subject: id, Relation: "member_of", Object: f.alliance, Stance: graph.Asserted, Basis: graph.Reference,
			Valid: graph.Interval{From: graph.Day(1949, 8, 1+i%28)}, Source: graph.Source{Doc: "doc:reference", Loader: "reference/1", Line: i + 1, Citation: "Northern Treaty, article 10"}}).Seal()
		f.members = append(f.members, s)
	}
	back.Statements = f.members
	f.view = graph.NewView(reported, back)
	return f
}

func (f *fixture) answers() map[string]Question {
	defends := &queries.Answer{Question: "defends Ireland", AsOf: graph.Day(2026, 3, 9), View: f.view,
		Notes: []string{"the treaty's own text is not loaded"}}
	defends.Findings = append(defends.Findings, queries.Finding{
		Class: queries.Bound, Actor: f.norway, Toward: f.ireland, Under: "treaty:pact", Obligation: "defense", Article: queries.NotStated,
		Valid: f.pact.Valid, Basis: graph.Report, Inferred: "mutual", Proof: []*graph.Statement{f.pact}})
	for i, id := range f.memberStates {
		defends.Findings = append(defends.Findings, queries.Finding{
			Class: queries.OnlyIf, Actor: id, Toward: f.ireland, Under: f.alliance, Obligation: "defense", Article: "5", Basis: graph.Reference,
			Conditions: []string{"the attack is in Europe"}, Valid: f.members[i].Valid, Inferred: "membership", Proof: []*graph.Statement{f.members[i]}})
	}
	defends.Findings = append(defends.Findings, queries.Finding{Class: queries.NotBound, Actor: f.iceland, Toward: f.ireland, Why: "no party to any treaty with Ireland"})
	accuses := &queries.Answer{Question: "accuses", AsOf: graph.Day(2026, 3, 9), View: f.view, Findings: []queries.Finding{{
		Actor: f.ireland, Toward: f.iceland, Relation: "accuses", Of: "=jamming", Stance: graph.Alleged, Basis: graph.Report, Proof: []*graph.Statement{f.accuses},
		Replies: []queries.Finding{{Actor: f.iceland, Relation: "denies", Stance: graph.Denied, Basis: graph.Report, Proof: []*graph.Statement{f.denies}}},
	}}}
	path := &queries.Answer{Question: "path Norway Ireland", AsOf: graph.Day(2026, 3, 9), View: f.view, Findings: []queries.Finding{{
		Nodes: []graph.ID{f.norway, f.ireland}, Proof: []*graph.Statement{f.pact}}}}
	statements := &queries.Answer{Question: "statements", AsOf: graph.Day(2026, 3, 9), View: f.view, Findings: []queries.Finding{
		{Proof: []*graph.Statement{f.pact}}, {Proof: []*graph.Statement{f.denies}}, {Proof: []*graph.Statement{f.accuses}}}}
	empty := &queries.Answer{Question: "bound Iceland", AsOf: graph.Day(2026, 3, 9), View: f.view}
	return map[string]Question{
		"defends":    {&queries.Query{Name: "defends"}, queries.Args{"actor": "ireland"}, defends},
		"accuses":    {&queries.Query{Name: "accuses"}, queries.Args{}, accuses},
		"path":       {&queries.Query{Name: "path"}, queries.Args{"from": "Norway", "to": "Ireland"}, path},
		"statements": {&queries.Query{Name: "statements"}, queries.Args{}, statements},
		"empty":      {&queries.Query{Name: "bound"}, queries.Args{"actor": "Iceland"}, empty},
	}
}

func TestGolden(t *testing.T) {
	f := newFixture(t)
	for name, q := range f.answers() {
		for _, format := range []Format{Table, JSONL, CSV} {
			t.Run(name+"."+string(format), func(t *testing.T) {
				var b bytes.Buffer
				if err := Write(&b, format, q, Page{}); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join("testdata", name+"."+string(format))
				if *update {
					if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), b.String()); diff != "" {
					t.Errorf("%s changed (-want +got):\n%s", file, diff)
				}
			})
		}
	}
}

// TestHostile holds that nothing a document says acts on a terminal.
func TestHostile(t *testing.T) {
	f := newFixture(t)
	for name, q := range f.answers() {
		for _, format := range []Format{Table, JSON, JSONL} {
			var b bytes.Buffer
			if err := Write(&b, format, q, Page{}); err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(b.String(), "\x1b\u009b\u202e") {
				t.Errorf("%s as %s holds a control character:\n%q", name, format, b.String())
			}
		}
	}
}

func TestJSONIsTheAnswer(t *testing.T) {
	f := newFixture(t)
	q := f.answers()["defends"]
	var b bytes.Buffer
	if err := Write(&b, JSON, q, Page{}); err != nil {
		t.Fatal(err)
	}
	var got, want any
	plain, err := json.Marshal(q.Answer)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(plain, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("JSON differs from the answer (-want +got):\n%s", diff)
	}
}

func TestHarmlessJSON(t *testing.T) {
	in := "\u009b31m \u202eabc\u2066 é \x7f"
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	harmless(&b, data)
	var back string
	if err := json.Unmarshal(b.Bytes(), &back); err != nil || back != in {
		t.Errorf("harmless(%q) reads back as %q, %v", in, back, err)
	}
	if strings.ContainsAny(b.String(), "\u009b\u202e\u2066\x7f") {
		t.Errorf("harmless left a control character in %q", b.String())
	}
}

func TestCSVCells(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "a=b": "a=b", "": ""} {
		if got := cells([]string{in})[0]; got != want {
			t.Errorf("cell %q is written %q, want %q", in, got, want)
		}
	}
	f := newFixture(t)
	for name, q := range f.answers() {
		var b bytes.Buffer
		if err := Write(&b, CSV, q, Page{}); err != nil {
			t.Fatal(err)
		}
		if _, err := csv.NewReader(&b).ReadAll(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		text        string
		limit, hang int
		want        []string
	}{
		{"", 10, 2, nil},
		{"one two three", 7, 0, []string{"one two", "three"}},
		{"one two three", 7, 3, []string{"one two", "three"}},
		{"averyverylongword x", 5, 0, []string{"averyverylongword", "x"}},
		{"日本 と 中国", 7, 0, []string{"日本 と", "中国"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, wrap(tt.text, tt.limit, tt.hang)); diff != "" {
			t.Errorf("wrap(%q, %d, %d) (-want +got):\n%s", tt.text, tt.limit, tt.hang, diff)
		}
	}
}

func TestColor(t *testing.T) {
	f := newFixture(t)
	q := f.answers()["defends"]
	var plain, color bytes.Buffer
	if err := Write(&plain, Table, q, Page{}); err != nil {
		t.Fatal(err)
	}
	if err := Write(&color, Table, q, Page{Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(color.String(), "\x1b[1m") {
		t.Error("a page with color has no bold line")
	}
	stripped := color.String()
	for _, code := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[3m"} {
		stripped = strings.ReplaceAll(stripped, code, "")
	}
	if diff := cmp.Diff(plain.String(), stripped); diff != "" {
		t.Errorf("color changes the text (-plain +color):\n%s", diff)
	}
}

func TestNarrowPages(t *testing.T) {
	f := newFixture(t)
	for _, width := range []int{1, 40, 72, 120, 1000} {
		for name, q := range f.answers() {
			var b bytes.Buffer
			if err := Write(&b, Table, q, Page{Width: width}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if n := textWidth(strings.TrimSuffix(line, "\n")); n > min(max(width, minWidth), maxWidth) {
					t.Errorf("%s at width %d: a line of %d columns: %q", name, width, n, line)
				}
			}
		}
	}
}
