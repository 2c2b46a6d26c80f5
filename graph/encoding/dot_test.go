package encoding

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"

	"casus/graph"
	"casus/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestGolden(t *testing.T) {
	for name, g := range stories(t) {
		golden(t, "dot", name, g)
	}
	if dir := os.Getenv("CASUS_PICTURES"); dir != "" {
		golden(t, "dot", dir+"/large", large(t))
	}
}

// golden compares a story with testdata/NAME.FORMAT.
func golden(t *testing.T, format, name string, g Graph) {
	t.Helper()
	var b bytes.Buffer
	if err := Lookup(format).Encode(&b, g); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	path := filepath.Join("testdata", name+"."+format)
	if strings.HasPrefix(name, "/") {
		path = name + "." + format
	}
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("%s differs from its golden file (-want +got), -update rewrites it:\n%s", path, diff)
	}
}

func TestDOTSameBytes(t *testing.T) {
	g := large(t)
	var want, got bytes.Buffer
	if err := encodeDOT(&want, g); err != nil {
		t.Fatal(err)
	}
	g.Statements = slices.Concat(g.Statements, g.Statements) // proofs overlap
	slices.Reverse(g.Statements)
	if err := encodeDOT(&got, g); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), got.String()); diff != "" {
		t.Errorf("order and repetition of statements change the picture:\n%s", diff)
	}
}

// No claim may be drawn like what a source says, and its stance is in words.
func TestDOTClaims(t *testing.T) {
	for _, r := range schema.Default().Relations() {
		for _, stance := range graph.Stances() {
			s := claim("courier", "A quote.", graph.Statement{Subject: "state:NOR", Relation: r.Name, Object: "state:EST", Stance: stance})
			value := claim("courier", "A quote.", graph.Statement{Subject: "state:NOR", Relation: r.Name, Value: "words", Stance: stance})
			for _, s := range []*graph.Statement{s, value} {
				p := newPicture(Graph{View: view([]*graph.Statement{s}), Statements: []*graph.Statement{s}})
				if len(p.edges) == 0 {
					if s.IsClaim() {
						t.Errorf("%s, %s: a claim stands under a name", r.Name, stance)
					}
					continue
				}
				e := p.edges[0]
				label := strings.Join(e.words.lines(1), " ")
				if drawn := e.style.line != solid; drawn != s.IsClaim() {
					t.Errorf("%s, %s: dashed or dotted is %v, want %v", r.Name, stance, drawn, s.IsClaim())
				}
				if s.IsClaim() && !strings.HasSuffix(label, ")") {
					t.Errorf("%s, %s: label %q does not say that it is a claim", r.Name, stance, label)
				}
			}
		}
	}
}

func TestDOTMerge(t *testing.T) {
	base := graph.Statement{Subject: "state:NOR", Relation: "obliged_to_defend", Object: "state:EST", Under: "treaty:harbor-pact"}
	with := func(change func(*graph.Statement)) graph.Statement {
		s := base
		change(&s)
		return s
	}
	tests := []struct {
		name string
		with graph.Statement
		want int // edges
	}{
		{"another document", base, 1},
		{"a date more", with(func(s *graph.Statement) { s.Valid.From = day(t, "2024") }), 1},
		{"an article more", with(func(s *graph.Statement) { s.Qualifiers = map[string]string{graph.Article: "3"} }), 1},
		{"a condition", with(func(s *graph.Statement) { s.Qualifiers = map[string]string{graph.Condition: "attack by sea"} }), 2},
		{"no treaty", with(func(s *graph.Statement) { s.Under = "" }), 2},
		{"alleged", with(func(s *graph.Statement) { s.Stance = graph.Alleged }), 2},
		{"denied", with(func(s *graph.Statement) { s.Stance = graph.Denied }), 2},
		{"background", with(func(s *graph.Statement) { s.Basis = graph.Reference }), 2},
		{"the other way", with(func(s *graph.Statement) { s.Subject, s.Object = s.Object, s.Subject }), 2},
		{"unknown end", with(func(s *graph.Statement) { s.Object = "" }), 2},
	}
	for _, tt := range tests {
		list := []*graph.Statement{claim("courier", "One.", base), claim("gazette", "Two.", tt.with)}
		p := newPicture(Graph{View: view(list), Statements: list})
		if len(p.edges) != tt.want {
			t.Errorf("%s: got %d edges, want %d", tt.name, len(p.edges), tt.want)
		}
	}
}

func TestDOTLabel(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"quote", `The "Pact"`, `"The \"Pact\""`},
		{"escapes of Graphviz", `\N \G \E \T \H \L \n \l`, `"\\N \\G \\E \\T \\H \\L \\n \\l"`},
		{"backslash at the end", `a\`, `"a\\"`},
		{"backslash before quote", `a\"b`, `"a\\\"b"`},
		{"entity", "A&lt;B &#38; C & D", `"A&amp;lt;B &amp;#38; C & D"`},
		{"markup", "<b>a</b>", `"<b>a</b>"`},
		{"line feed", "a\nb", `"a b"`},
		{"NUL", "a\x00b", `"a\\u{0}b"`},
		{"bidi override", "a\u202eb", `"a\\u{202e}b"`},
		{"invalid UTF-8", "a\xffb", `"a\\x{ff}b"`},
	}
	for _, tt := range tests {
		if got := dotLabel(clip(tt.in, maxName)); got != tt.want {
			t.Errorf("%s: dotLabel(%q) = %s, want %s", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestDOTTooltip(t *testing.T) {
	var b strings.Builder
	writeDOTTooltip(&b, "tooltip", []string{`\N said "no\"`, "a\x00b"})
	if got, want := b.String(), `, tooltip="⧵N said \"no⧵\"\na⧵u{0}b"`; got != want {
		t.Errorf("tooltip: got %s, want %s", got, want)
	}
}

func TestValidWords(t *testing.T) {
	d := func(s string) graph.Date { return day(t, s) }
	tests := []struct {
		relation string
		from, to graph.Date
		want     string
	}{
		{"attacks", graph.Date{}, graph.Date{}, ""},
		{"attacks", graph.Date{}, graph.Open, ""},
		{"attacks", d("2031-05"), graph.Date{}, "2031-05"},
		{"attacks", d("2031-05-03"), d("2031-05-04"), "2031-05-03"},
		{"attacks", d("2031-05-03"), d("2031-05-06"), "2031-05-03 to 2031-05-06"},
		{"party_to", d("1998"), graph.Date{}, "from 1998"},
		{"part_of", d("1998"), graph.Open, "since 1998"},
		{"member_of", graph.Date{}, d("2001"), "until 2001"},
	}
	for _, tt := range tests {
		s := &graph.Statement{Relation: tt.relation, Valid: graph.Interval{From: tt.from, To: tt.to}}
		if got := validWords(s); got != tt.want {
			t.Errorf("%s, %v: got %q, want %q", tt.relation, s.Valid, got, tt.want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, in := range []string{strings.Repeat("ü", 5000), strings.Repeat("\x00", 5000), strings.Repeat(" ", 5000) + "a", strings.Repeat("\U0001F6A2 ", 300)} {
		got := clip(in, maxQuote)
		if n := utf8.RuneCountInString(got); n > maxQuote || !strings.HasSuffix(got, "…") || !utf8.ValidString(got) {
			t.Errorf("clip(%.20q…) = %q of %d characters, want valid UTF-8 of at most %d that ends in …", in, got, n, maxQuote)
		}
	}
	if got := clip("Norland", 7); got != "Norland" {
		t.Errorf("clip(Norland, 7) = %q, want it whole", got)
	}
}

// What outside tools read must be what was meant, whatever the names are.
func FuzzDOT(f *testing.F) {
	f.Add("state:NOR", "Norland", "Estria", "three ships", "art. 3")
	f.Add(`state:"A"`, `\N "\G"\`, "a\nb\x00\u202e", "&lt;\\", "\xff")
	f.Add("value stmt:1", "legend 0", strings.Repeat("ab", 300), "<b>", "-> {")
	f.Add("", "", "\\", `"];}`, "//")
	f.Add("state:NOR", " ", "\t", "\n", " ")
	f.Fuzz(func(t *testing.T, id, name, other, value, words string) {
		a, b := graph.ID(id), graph.ID("state:other")
		doc := graph.Document{ID: "doc:fuzz", Title: other}
		quote := []graph.Evidence{{Doc: "doc:fuzz", End: len(words), Quote: words}}
		source := graph.Source{Doc: "doc:fuzz", Citation: words}
		list := []*graph.Statement{
			{ID: "stmt:1", Subject: a, Relation: "obliged_to_defend", Object: b, Stance: graph.Asserted, Qualifiers: map[string]string{graph.Article: words}, Evidence: quote, Source: source},
			{ID: "stmt:2", Subject: b, Relation: "accuses", Object: a, Stance: graph.Reported, Qualifiers: map[string]string{graph.Of: words}},
			{ID: "stmt:3", Subject: a, Relation: words, Value: value, Stance: graph.Denied},
			{ID: "stmt:4", Relation: "attacks", Object: b, Stance: graph.Stance(words), Under: a},
			{ID: graph.ID(value), Subject: b, Relation: "says", Value: value, Stance: graph.Asserted},
		}
		v := graph.NewView(graph.Batch{Document: doc, Statements: list,
			Nodes: []graph.Node{{ID: a, Kind: schema.Kind(words), Name: name, Codes: map[string]string{words: value}}, {ID: b, Kind: schema.State, Name: other}}})
		g := Graph{View: v, Statements: list, Marked: []graph.ID{a}, Title: name}
		var out bytes.Buffer
		if err := encodeDOT(&out, g); err != nil {
			t.Fatal(err)
		}
		p := newPicture(g)
		labels, edges := parseDOT(t, out.Bytes())
		if len(labels) != len(p.nodes) || edges != len(p.edges) {
			t.Fatalf("parsed %d nodes and %d edges, want %d and %d:\n%s", len(labels), edges, len(p.nodes), len(p.edges), out.Bytes())
		}
		for _, n := range []struct {
			id   graph.ID
			name string
		}{{a, v.Label(a)}, {b, v.Label(b)}} {
			if n.id == "" {
				continue // an unknown end
			}
			want := strings.ReplaceAll(clip(n.name, maxName), " ", "")
			if got := labels[drawnID(n.id)]; !strings.HasPrefix(got, want) { // facts may follow
				t.Fatalf("node %q: label %q, want name %q", n.id, got, want)
			}
		}
	})
}

// parseDOT reads a picture with gonum's parser and returns the labels of its
// nodes as Graphviz would print them, without spaces and breaks, and the number
// of edges. The legend is left out.
func parseDOT(t *testing.T, data []byte) (labels map[string]string, edges int) {
	t.Helper()
	file, err := dot.ParseBytes(data)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, data)
	}
	unquote := func(s string) string {
		return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(s, `"`), `"`), `\"`, `"`)
	}
	print := strings.NewReplacer(`\\`, `\`, `\n`, "", " ", "", "&amp;", "&")
	labels = map[string]string{}
	for _, stmt := range file.Graphs[0].Stmts {
		switch s := stmt.(type) {
		case *ast.NodeStmt:
			for _, a := range s.Attrs {
				if a.Key == "label" {
					labels[unquote(s.Node.ID)] = print.Replace(unquote(a.Val))
				}
			}
		case *ast.EdgeStmt:
			edges++
		}
	}
	return labels, edges
}
