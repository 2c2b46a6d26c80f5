package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"casus/graph"
	"casus/loaders/extract"
	"casus/loaders/reference"

	"github.com/google/go-cmp/cmp"
)

// gazetteer is the one users get.
var gazetteer = extract.NewGazetteer(reference.Batch().Nodes)

// say runs the extractor on one paragraph.
func say(t *testing.T, text, date string) graph.Batch {
	t.Helper()
	return sayAs(t, text, date, graph.Report)
}

// sayAs runs it on a document of some basis; a treaty's is called the Treaty of
// Example.
func sayAs(t *testing.T, text, date string, basis graph.Basis) graph.Batch {
	t.Helper()
	d, err := graph.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	doc := graph.Document{ID: "doc:0123456789abcdef", Text: text, Date: d, Title: "Treaty of Example", Basis: basis, Loader: "article/1"}
	return extract.Run(&extract.Text{Doc: doc, Blocks: []extract.Block{{Kind: extract.Paragraph, Start: 0, End: len(text)}}}, extract.Options{Gazetteer: gazetteer})
}

// line writes a statement as the examples of rules do:
// "Portugal obliged_to_defend Morocco under Lisbon Accord from 1973 [alleged]".
func line(v *graph.View, s *graph.Statement) string {
	name := func(id graph.ID) string {
		if id == "" {
			return "?"
		}
		return v.Label(id)
	}
	object := name(s.Object)
	if s.Object == "" && s.Value != "" {
		object = s.Value
	}
	out := fmt.Sprintf("%s %s %s", name(s.Subject), s.Relation, object)
	if s.Under != "" {
		out += " under " + name(s.Under)
	}
	if !s.Valid.From.IsZero() && (s.Under == "" || !strings.HasSuffix(string(s.Under), s.Valid.From.String())) {
		out += " from " + s.Valid.From.String()
	}
	if s.Stance != graph.Asserted {
		out += " [" + string(s.Stance) + "]"
	}
	return out
}

// TestRuleExamples runs every example of every rule through the whole
// extractor: the rule must draw the wanted statements and no others.
func TestRuleExamples(t *testing.T) {
	for _, r := range extract.DefaultRules().All() {
		t.Run(r.ID, func(t *testing.T) {
			for _, ex := range r.Examples {
				basis := graph.Report
				if ex.In != "" {
					basis = ex.In
				}
				b := sayAs(t, ex.Text, ex.Date, basis)
				v := graph.NewView(b)
				var got []string
				for _, s := range b.Statements {
					if s.Source.Rule == r.Name() {
						got = append(got, line(v, s))
					}
				}
				want := []string(ex.Want)
				if diff := cmp.Diff(want, got); diff != "" && !(len(want) == 0 && len(got) == 0) {
					var others []string
					for _, s := range b.Statements {
						others = append(others, line(v, s)+" {"+s.Source.Rule+"}")
					}
					t.Errorf("%q: -want +got\n%sall: %s", ex.Text, diff, strings.Join(others, "; "))
				}
			}
		})
	}
}
