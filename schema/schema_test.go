package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestDefault(t *testing.T) {
	o := Default()
	if got := len(o.Kinds()); got < 13 {
		t.Errorf("kinds: got %d, want at least 13", got)
	}
	for _, k := range o.Kinds() {
		if k.Doc == "" || k.Label == "" || k.Group == "" || k.Shape == "" {
			t.Errorf("kind %s: a field is empty: %+v", k.Name, *k)
		}
	}
	seen := map[Class]bool{}
	for _, r := range o.Relations() {
		seen[r.Class] = true
	}
	for _, c := range Classes() {
		if !seen[c] {
			t.Errorf("class %s has no relation", c)
		}
	}
	if r := o.Inverse("accused_by"); r == nil || r.Name != "accuses" {
		t.Errorf("Inverse(accused_by) = %v, want accuses", r)
	}
}

func TestCheck(t *testing.T) {
	tests := []struct {
		subject  Kind
		relation string
		object   Kind
		want     string // part of the error, empty for none
	}{
		{State, "obliged_to_defend", State, ""},
		{Place, "obliged_to_defend", State, "subject is a place"},
		{State, "obliged_to_defend", Treaty, "object is a treaty"},
		{Treaty, "commits_parties_to", Value, ""},
		{State, "accuses", Event, ""},
		{"", "accuses", State, ""},
		{State, "accuses", "", ""},
		{State, "holds_role", State, "subject is a state"},
		{State, "borders", Value, "object is text"},
		{State, "loves", State, `unknown relation "loves"`},
		{"planet", "attacks", State, "subject is a planet"},
	}
	o := Default()
	for _, tt := range tests {
		err := o.Check(tt.subject, tt.relation, tt.object)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("Check(%s, %s, %s) = %v, want %q", tt.subject, tt.relation, tt.object, err, tt.want)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	kind := "name: state\nlabel: State\ngroup: actor\ndoc: A country.\nshape: ellipse\n"
	tests := []struct{ name, relation, want string }{
		{"unknown field", "name: r\ncolour: red\n", `relations/r.yaml:2: unknown field "colour"`},
		{"unknown class", "name: r\nclass: love\ndoc: d\ndomain: [state]\nrange: [state]\n", `unknown class "love"`},
		{"unknown kind", "name: r\nclass: place\ndoc: d\ndomain: [moon]\nrange: [state]\n", `unknown kind "moon"`},
		{"wrong name", "name: s\nclass: place\ndoc: d\ndomain: [state]\nrange: [state]\n", "want the file's name"},
		{"bad code", "name: r\nclass: place\ndoc: d\ndomain: [state]\nrange: [state]\ncodes: {cameo: \"21\"}\n", `CAMEO code "21"`},
		{"not a mapping", "- a\n", "relations/r.yaml:1: want a YAML mapping"},
	}
	for _, tt := range tests {
		_, err := Load(fstest.MapFS{
			"kinds/state.yaml": {Data: []byte(kind)},
			"relations/r.yaml": {Data: []byte(tt.relation)},
		})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}
