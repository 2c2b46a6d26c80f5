package queries

import (
	"fmt"
	"slices"
	"strings"

	"casus/graph"
)

// Query is a question casus can answer. The command line, GraphQL and help are
// built from the list of them.
type Query struct {
	Name   string   // "defends", as it is typed
	Doc    string   // one sentence
	Params []Param  // positional ones first, in order
	Needs  []string // relations it reads by name; a test checks them against the ontology
	Run    func(v *graph.View, args Args, asOf graph.Date) (*Answer, error)
}

// Param is an argument of a query.
type Param struct {
	Name       string // "actor", "against"
	Doc        string
	Type       ParamType
	Positional bool
	Required   bool
	Repeated   bool // positional only: takes all that are left
}

// ParamType says how a parameter is written and completed.
type ParamType string

// The types of parameters.
const (
	ActorParam ParamType = "actor" // a name, alias, code or ID
	TextParam  ParamType = "text"
	IntParam   ParamType = "int"
	BoolParam  ParamType = "bool"
)

// Args are a query's arguments by name, as text: "true" for a set flag,
// repeated values joined by newlines. A missing one is "".
type Args map[string]string

// Bool reports whether a flag is set.
func (a Args) Bool(name string) bool { return a[name] == "true" }

// List returns the values of a repeated argument.
func (a Args) List(name string) []string {
	if a[name] == "" {
		return nil
	}
	return strings.Split(a[name], "\n")
}

// Int returns an integer argument, or fallback if it is missing. Text that is
// not a number from low to high is an error that names the parameter.
func (a Args) Int(name string, fallback, low, high int) (int, error) {
	if a[name] == "" {
		return fallback, nil
	}
	var n int
	if _, err := fmt.Sscanf(a[name], "%d", &n); err != nil || fmt.Sprint(n) != a[name] || n < low || n > high {
		return 0, &UsageError{fmt.Sprintf("%s %q, want a whole number from %d to %d", name, a[name], low, high)}
	}
	return n, nil
}

// UsageError says that an argument is missing or malformed.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

var registry []*Query

func register(q *Query) *Query {
	registry = append(registry, q)
	return q
}

// All returns every query, in order of name.
func All() []*Query {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b *Query) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Lookup returns the query of that name, or nil.
func Lookup(name string) *Query {
	for _, q := range registry {
		if q.Name == name {
			return q
		}
	}
	return nil
}
