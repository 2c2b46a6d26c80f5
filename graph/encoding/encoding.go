// Package encoding writes parts of a view in the formats its users' tools read,
// one format a file.
//
//	err := encoding.Lookup("dot").Encode(w, encoding.Graph{View: v, Statements: proof})
package encoding

import (
	"io"
	"slices"
	"strings"

	"casus/graph"
)

// Graph is what is written: some statements of a view. The nodes are those the
// statements name.
type Graph struct {
	View       *graph.View
	Statements []*graph.Statement
	Marked     []graph.ID // nodes the picture is about
	Title      string     // the question, with its date
}

// Format writes a graph. The same graph gives the same bytes.
type Format struct {
	Name      string // "dot", as -f takes it
	Doc       string // one sentence
	MediaType string
	Encode    func(w io.Writer, g Graph) error
}

var registry []*Format

func register(f *Format) *Format {
	registry = append(registry, f)
	return f
}

// All returns every format, in order of name.
func All() []*Format {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b *Format) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Lookup returns the format of that name, or nil.
func Lookup(name string) *Format {
	for _, f := range registry {
		if f.Name == name {
			return f
		}
	}
	return nil
}
