package reference

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"casus/graph"
	"casus/schema"
)

func TestBatch(t *testing.T) {
	b := Batch()
	if err := b.Check(schema.Default()); err != nil {
		t.Fatal(err)
	}
	if len(b.Nodes) < 500 || len(b.Statements) < 500 {
		t.Errorf("got %d nodes and %d statements, want at least 500 of each", len(b.Nodes), len(b.Statements))
	}
	seen := map[graph.ID]bool{}
	for _, s := range b.Statements {
		if seen[s.ID] {
			t.Errorf("%s:%d says what another row says", s.Source.Rule, s.Source.Line)
		}
		seen[s.ID] = true
		if s.Source.Citation == "" || s.Source.Line == 0 {
			t.Errorf("statement %s has no citation or line", s.ID)
		}
	}
	for _, n := range b.Nodes {
		for i, a := range n.Aliases {
			if slices.Contains(n.Aliases[:i], a) {
				t.Errorf("%s: alias %+v is there twice", n.ID, a)
			}
			if a.Text == n.Name && a.Type == graph.AliasName {
				t.Errorf("%s: alias %q is its name", n.ID, a.Text)
			}
			if strings.HasPrefix(strings.ToLower(a.Text), "the ") {
				t.Errorf("%s: alias %q begins with an article", n.ID, a.Text)
			}
		}
	}
}

// TestNames asks for names as a user or a text would write them.
func TestNames(t *testing.T) {
	today := graph.Day(2026, 3, 9)
	tests := []struct {
		name string
		on   graph.Date
		want string // IDs, sorted as given
	}{
		{"Turkey", today, "state:TUR"},
		{"Türkiye", today, "state:TUR"},
		{"TUR", today, "state:TUR"},
		{"Turks", graph.Day(1915, 4, 25), "state:ottoman-empire"},
		{"Turks", today, "state:TUR"},
		{"Turkey", graph.Day(1914, 11, 1), "state:ottoman-empire"},
		{"America", today, "state:USA"},
		{"US", today, "state:USA"},
		{"U.S.", today, "state:USA"},
		{"the United States", today, "state:USA"},
		{"Britain", today, "state:GBR"},
		{"Burma", today, "state:MMR"},
		{"Russia", today, "state:RUS"},
		{"Russians", graph.Day(1962, 10, 22), "state:SUN"},
		{"Russia", graph.Day(1894, 1, 4), "state:russian-empire"},
		{"Kremlin", graph.Day(1962, 10, 22), "state:SUN"},
		{"Kremlin", today, "state:RUS"},
		{"Persia", graph.Day(1828, 2, 10), "state:IRN"},
		{"West Germany", graph.Day(1955, 5, 6), "state:DEU"},
		{"East Germans", graph.Day(1953, 6, 17), "state:DDR"},
		{"Germany", graph.Day(1939, 9, 1), "state:DEU"},
		{"China", graph.Day(1938, 1, 1), "state:CHN"},
		{"Republic of China", graph.Day(1937, 7, 7), "state:CHN"},
		{"Republic of China", today, "state:TWN"},
		{"Korea", today, "state:KOR state:PRK"},
		{"Korea", graph.Day(1900, 1, 1), "state:korea"},
		{"Congo", today, "state:COD state:COG"},
		{"Dominican", today, "state:DMA state:DOM"},
		{"Zaire", graph.Day(1980, 1, 1), "state:COD"},
		{"North Vietnam", graph.Day(1965, 1, 1), "state:VNM"},
		{"Yugoslavia", graph.Day(1991, 6, 25), "state:YUG"},
		{"Yugoslavia", graph.Day(1999, 3, 24), "state:SCG"},
		{"Serbia", graph.Day(1914, 7, 28), "state:SRB"},
		{"Ivory Coast", today, "state:CIV"},
		{"Islamic Republic", today, "state:IRN"},
		{"NATO", today, "igo:NATO"},
		{"Warsaw Pact", graph.Day(1968, 8, 20), "igo:WTO"},
	}
	v := graph.NewView(Batch())
	for _, tt := range tests {
		var got []string
		for _, id := range v.Means(tt.name, tt.on) {
			got = append(got, string(id))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q on %s means %v, want %s", tt.name, tt.on, got, tt.want)
		}
	}
}

func TestCOW(t *testing.T) {
	tests := []struct {
		code string
		on   graph.Date
		want graph.ID
	}{
		{"640", graph.Day(1914, 8, 2), "state:ottoman-empire"},
		{"640", graph.Day(2021, 6, 15), "state:TUR"},
		{"365", graph.Day(1894, 1, 4), "state:russian-empire"},
		{"365", graph.Date{Year: 1955}, "state:SUN"},
		{"365", graph.Date{}, "state:RUS"},
		{"260", graph.Date{Year: 1955}, "state:DEU"},
		{"255", graph.Date{Year: 1833}, "state:prussia"},
		{"345", graph.Date{Year: 1914}, "state:SRB"},
		{"345", graph.Date{Year: 1955}, "state:YUG"},
		{"345", graph.Date{Year: 1999}, "state:SCG"},
		{"345", graph.Date{Year: 2010}, "state:SRB"},
	}
	for _, tt := range tests {
		if got, ok := COW(tt.code, tt.on); got != tt.want || !ok {
			t.Errorf("COW(%s, %s) = %s, %v, want %s", tt.code, tt.on, got, ok, tt.want)
		}
	}
	if got, ok := COW("1", graph.Date{}); ok {
		t.Errorf("COW(1) = %s, want none", got)
	}
}

func TestReadErrors(t *testing.T) {
	base := map[string]string{
		"sources.csv": "key,citation\nus,our own knowledge\n",
		"states.csv":  "id,name,from,to,iso2,cow,names,source\nstate:TUR,Turkey,,,TR,640,,us\n",
	}
	tests := []struct{ name, file, text, want string }{
		{"unknown source", "igos.csv", "id,name,source\nigo:UN,United Nations,uz\n", `igos.csv:2: source "uz"`},
		{"no name", "igos.csv", "id,name,source\nigo:UN,,us\n", "igos.csv:2: igo:UN has no name"},
		{"no kind", "igos.csv", "id,name,source\nbloc:UN,United Nations,us\n", `igos.csv:2: id "bloc:UN"`},
		{"twice", "igos.csv", "id,name,source\n# a comment\nigo:UN,United Nations,us\nigo:UN,UNO,us\n", "igos.csv:4: igo:UN is there twice"},
		{"bad date", "igos.csv", "id,name,from,source\nigo:UN,United Nations,1945-13,us\n", `igos.csv:2: date "1945-13"`},
		{"bad item date", "igos.csv", "id,name,names,source\nigo:UN,United Nations,UNO@1945,us\n", `igos.csv:2: names: dates "1945" of "UNO"`},
		{"ends first", "igos.csv", "id,name,from,to,source\nigo:UN,United Nations,1945,1944,us\n", "igos.csv:2: interval 1945/1944 ends before it begins"},
		{"empty item", "igos.csv", "id,name,names,source\nigo:UN,United Nations,UNO;;UN,us\n", "igos.csv:2: names: empty item"},
		{"short row", "igos.csv", "id,name,source\nigo:UN,us\n", "igos.csv:2: wrong number of fields"},
		{"long ISO", "states.csv", "id,name,iso2,source\nstate:TUR,Turkey,TUR,us\n", `states.csv:2: state:TUR: ISO code "TUR"`},
		{"unknown member", "memberships.csv", "of,from,to,members,note,source\nstate:TUR,,,XXX,,us\n", "memberships.csv:2: state:XXX is in no table"},
		{"wrong kind", "memberships.csv", "of,from,to,members,note,source\nstate:TUR,,,TUR,,us\n", "memberships.csv:2: member_of: object is a state"},
		{"obligation", "obligations.csv", "treaty,obligation,status,from,to,under,source\nstate:TUR,help,in force,,,,us\n", `obligations.csv:2: obligation "help"`},
		{"no office", "persons.csv", "id,name,roles,source\nperson:x,X,president,us\n", `persons.csv:2: role "president"`},
		{"no object", "links.csv", "subject,relation,object,from,to,under,note,source\nstate:TUR,borders,,,,,,us\n", "links.csv:2: state:TUR borders: no object"},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{}
		for name, text := range base {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
		if _, err := read(fsys); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got error %v, want %s", tt.name, err, tt.want)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	schema.Default()
	for b.Loop() {
		if _, err := read(mustTables()); err != nil {
			b.Fatal(err)
		}
	}
}

// TestIDs checks that an ID can be told from its name, so that a document that
// names the same thing makes the same ID.
func TestIDs(t *testing.T) {
	for _, n := range Batch().Nodes {
		switch n.ID.Prefix() {
		case "state", "igo":
			continue
		}
		if want := graph.ID(n.ID.Prefix() + ":" + graph.Slug(n.Name)); n.ID != want {
			t.Errorf("%s is named %q, want %s", n.ID, n.Name, want)
		}
	}
}
