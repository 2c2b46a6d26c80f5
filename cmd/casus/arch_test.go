package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what a package may import beyond the standard library. A package
// is named by its folder; "folder/..." stands for it and all below.
type rule struct {
	pkg     string
	may     []string // of casus
	doors   []string // of other modules, by prefix
	because string
}

// rules hold the arrows schema ← graph ← {loaders, queries} ← cmd. The first
// rule that fits a package counts.
var rules = []rule{
	{"schema", nil, []string{yaml},
		"everything is said in the ontology's words, so it must know nobody"},
	{"graph", []string{"schema"}, []string{text},
		"statements and views are the only things that cross between rooms, so both rooms can import them and they neither"},
	{"graph/cayley", []string{"schema", "graph", "graph/graphtest"}, []string{"github.com/cayleygraph/", "github.com/hidal-go/", "go.etcd.io/bbolt"},
		"Cayley's one door: another store is another folder"},
	{"graph/encoding", []string{"schema", "graph"}, nil,
		"formats write views and need nothing else"},
	{"graph/graphtest", []string{"schema", "graph"}, []string{"github.com/google/go-cmp/cmp"},
		"the contract of stores must not know any store"},
	{"loaders/extract/...", []string{"schema", "graph", "loaders/extract/...", "loaders/reference"}, []string{yaml, text},
		"text becomes statements without knowing who asks"},
	{"loaders/reference", []string{"schema", "graph"}, []string{yaml, text},
		"the reference is data: it uses no other loader"},
	{"loaders/...", []string{"schema", "graph", "loaders/..."}, []string{text, readability, "golang.org/x/net/html", "github.com/abadojack/whatlanggo"},
		"loaders make statements; what is asked of them must not change what they read"},
	{"queries", []string{"schema", "graph"}, []string{text},
		"a question is a pure function of a view, whoever loaded it"},
	{"queries/gql", []string{"schema", "graph", "graph/encoding", "queries"}, []string{"github.com/graphql-go/graphql"},
		"graphql-go's one door"},
	{"cmd/internal/server", []string{"schema", "graph", "graph/encoding", "queries", "queries/gql"}, nil,
		"the server takes a view from its caller: it opens no store and loads no document"},
	{"cmd/casus/internal/output", []string{"schema", "graph", "graph/encoding", "queries"}, []string{text},
		"output writes answers and asks nothing"},
	{"cmd/casus", []string{"schema", "graph/...", "loaders/...", "queries/...", "cmd/internal/...", "cmd/casus/internal/..."},
		[]string{"github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term"},
		"cobra's one door, and the only place that knows all rooms"},
}

const (
	yaml        = "go.yaml.in/yaml/v3"
	text        = "golang.org/x/text/"
	readability = "codeberg.org/readeck/go-readability/v2"
)

// testDoors are open to tests of every package.
var testDoors = []string{"github.com/google/go-cmp/cmp", "github.com/rogpeppe/go-internal/", "golang.org/x/tools/txtar", "gonum.org/v1/gonum/graph"}

// testRooms are the packages that a package's tests may import beyond what it
// may itself.
var testRooms = map[string][]string{
	"graph":               {"graph/graphtest"},
	"queries":             {"loaders/...", "graph/encoding"},
	"queries/gql":         {"loaders/..."},
	"graph/encoding":      {"loaders/reference"},
	"graph/cayley":        {"loaders/reference"},
	"cmd/internal/server": {"loaders/...", "graph/cayley"},
}

func TestArch(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); file != root && (name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		r := ruleFor(pkg)
		if r == nil {
			if !seen[pkg] {
				t.Errorf("package %s has no rule in arch_test.go: say what it may import, and why", pkg)
			}
			seen[pkg] = true
			return nil
		}
		seen[r.pkg] = true
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if !r.allows(pkg, imported, strings.HasSuffix(file, "_test.go")) {
				t.Errorf("%s imports %s, which %s must not: %s", filepath.Base(file), imported, pkg, r.because)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if !seen[r.pkg] {
			t.Errorf("the rule for %s fits no package: take it out", r.pkg)
		}
	}
}

func ruleFor(pkg string) *rule {
	for i := range rules {
		if within(rules[i].pkg, pkg) {
			return &rules[i]
		}
	}
	return nil
}

func (r *rule) allows(pkg, imported string, test bool) bool {
	if room, ok := strings.CutPrefix(imported, "casus/"); ok {
		may := append([]string{pkg}, r.may...)
		if test {
			may = append(may, testRooms[pkg]...)
		}
		return slices.ContainsFunc(may, func(pattern string) bool { return within(pattern, room) })
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return true // the standard library
	}
	doors := r.doors
	if test {
		doors = append(slices.Clip(doors), testDoors...)
	}
	return slices.ContainsFunc(doors, func(prefix string) bool {
		return imported == prefix || strings.HasPrefix(imported, strings.TrimSuffix(prefix, "/")+"/")
	})
}

// within reports whether a pattern covers a package.
func within(pattern, pkg string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == dir || strings.HasPrefix(pkg, dir+"/")
	}
	return path.Clean(pattern) == pkg
}

func TestArchRules(t *testing.T) {
	tests := []struct {
		pkg, imported string
		want          bool
	}{
		{"graph", "casus/schema", true},
		{"schema", "casus/graph", false},
		{"graph", "casus/queries", false},
		{"loaders", "casus/queries", false},
		{"queries", "casus/loaders", false},
		{"queries", "github.com/graphql-go/graphql", false},
		{"queries/gql", "github.com/graphql-go/graphql", true},
		{"graph", "github.com/cayleygraph/cayley/graph", false},
		{"graph/cayley", "github.com/cayleygraph/cayley/graph", true},
		{"loaders", "github.com/spf13/cobra", false},
		{"cmd/internal/server", "github.com/spf13/cobra", false},
		{"cmd/casus", "github.com/spf13/cobra", true},
		{"cmd/casus", "github.com/cayleygraph/cayley", false},
		{"cmd/casus", "casus/graph/cayley", true},
		{"cmd/internal/server", "casus/graph/cayley", false},
		{"queries", "strings", true},
	}
	for _, tt := range tests {
		r := ruleFor(tt.pkg)
		if r == nil {
			t.Fatalf("no rule for %s", tt.pkg)
		}
		if got := r.allows(tt.pkg, tt.imported, false); got != tt.want {
			t.Errorf("%s imports %s: allowed %v, want %v", tt.pkg, tt.imported, got, tt.want)
		}
	}
	if r := ruleFor("common"); r != nil {
		t.Errorf("rule %s fits a package that nobody made", r.pkg)
	}
}
