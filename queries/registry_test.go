package queries

import (
	"slices"
	"strings"
	"testing"

	"casus/graph"
	"casus/schema"
)

func TestRegistry(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range All() {
		if seen[q.Name] || q.Name == "" {
			t.Errorf("query name %q is empty or there twice", q.Name)
		}
		seen[q.Name] = true
		if q.Doc == "" || strings.HasSuffix(q.Doc, ".") || q.Run == nil {
			t.Errorf("%s: want a doc without full stop and a Run", q.Name)
		}
		if Lookup(q.Name) != q {
			t.Errorf("Lookup(%q) is another query", q.Name)
		}
		flags := false
		for _, p := range q.Params {
			if p.Name == "" || p.Doc == "" || p.Type == "" {
				t.Errorf("%s: parameter %q lacks name, doc or type", q.Name, p.Name)
			}
			if p.Positional && flags {
				t.Errorf("%s: positional parameter %s comes after flags", q.Name, p.Name)
			}
			flags = flags || !p.Positional
		}
	}
	if want := []string{"accuses", "bound", "defends", "ls", "neighbors", "path", "show", "statements"}; !slices.Equal(names(), want) {
		t.Errorf("got %v, want %v", names(), want)
	}
}

func TestNeedsExist(t *testing.T) {
	for _, q := range All() {
		for _, name := range q.Needs {
			if schema.Default().Relation(name) == nil {
				t.Errorf("%s needs relation %q, which the ontology does not have", q.Name, name)
			}
		}
	}
	for _, class := range []struct {
		name      schema.Class
		relations []string
	}{{schema.ClassAccusation, accusing}, {schema.ClassDenial, denying}} {
		for _, r := range schema.Default().Relations() {
			if (r.Class == class.name) != slices.Contains(class.relations, r.Name) {
				t.Errorf("relation %s is of class %s: accusations.go lists %v for class %s", r.Name, r.Class, class.relations, class.name)
			}
		}
	}
}

// TestOddArguments holds that no query panics on arguments that are missing or
// make no sense.
func TestOddArguments(t *testing.T) {
	for _, v := range []*graph.View{graph.NewView(), scenarioView(t, "atlantic")} {
		for _, q := range All() {
			for _, value := range []string{"", "Turkland", "\x00", "-1", "99999999999999999999", "a|b", strings.Repeat("x", 1000)} {
				args := Args{}
				for _, p := range q.Params {
					args[p.Name] = value
				}
				for _, on := range []graph.Date{{}, graph.Open, {Year: 1952}, graph.Day(1952, 2, 18)} {
					a, err := q.Run(v, args, on)
					if (a == nil) == (err == nil) {
						t.Errorf("%s %q: answer %v and error %v", q.Name, value, a, err)
					}
				}
			}
		}
	}
}
