package gql

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"casus/graph"
)

// killers are documents that stop or kill a server on graphql-go v0.8.1 alone,
// and others that ask for too much.
var killers = []struct {
	name, query string
	code        Code
	message     string // part of it
}{
	{"cyclic fragments", `fragment A on Actor { ...B } fragment B on Actor { ...A } { actor(name: "x") { ...A } }`, CodeInvalid, "contains itself"},
	{"cyclic fragments that nothing uses", `fragment A on Actor { ...B } fragment B on Actor { ...A } { __typename }`, CodeInvalid, "contains itself"},
	{"fragment of itself", `{ ...A } fragment A on Query { ...A }`, CodeInvalid, "contains itself"},
	{"cycle through a field", `{ ...A } fragment A on Query { node(id: "x") { ...B } } fragment B on Node { ... on Actor { statements { nodes { subject { ...B } } } } }`, CodeInvalid, "contains itself"},
	{"brackets 2,000 deep", strings.Repeat("{a", 2000) + strings.Repeat("}", 2000), CodeTooComplex, "nest deeper than 32"},
	{"a million unclosed brackets", strings.Repeat("{", 1_000_000), CodeTooComplex, "nest deeper than 32"},
	{"lists 10,000 deep", `{ statements(filter: {relations: ` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}) { totalCount } }`, CodeTooComplex, "nest deeper than 32"},
	{"list type 10,000 deep", `query($x: ` + strings.Repeat("[", 10_000) + "Int" + strings.Repeat("]", 10_000) + `) { __typename }`, CodeTooComplex, "nest deeper than 32"},
	{"list type 5 deep", `query($x: [[[[[Int]]]]]) { __typename }`, CodeTooComplex, "more than 4 lists"},
	{"fields 13 deep", `{ everyThing { nodes { proof { subject { statements(first: 1) { nodes { subject { statements(first: 1) { nodes { subject { statements(first: 1) { nodes { id } } } } } } } } } } } } }`, CodeTooComplex, "nest deeper than 12"},
	{"depth by fragments", chain(14), CodeTooComplex, "nest deeper than 12"},
	{"doubling fragments", doubling(20), CodeTooComplex, "more than 5000 fields"},
	{"10,000 aliases", "{" + repeat(10_000, func(i int) string { return fmt.Sprintf("a%d:__typename ", i) }) + "}", CodeTooComplex, "more than 2000 tokens"},
	{"600 questions", "{" + repeat(600, func(i int) string { return fmt.Sprintf("a%d:store{revision}", i) }) + "}", CodeTooComplex, "more than 2000 tokens"},
	{"60 questions", "{" + repeat(60, func(i int) string { return fmt.Sprintf("a%d:everyThing(first:1){totalCount}", i) }) + "}", CodeTooComplex, "costs 1200"},
	{"pages in pages", `{ everyThing(first: 100) { nodes { actor { statements(first: 100) { totalCount } } } } }`, CodeTooComplex, "costs 10100"},
	{"pages in plain lists", `{ everyThing(first: 10) { nodes { proof { subject { statements(first: 100) { totalCount } } } } } }`, CodeTooComplex, "costs 10010"},
	{"9 operations", repeat(9, func(i int) string { return fmt.Sprintf("query Q%d { __typename } ", i) }), CodeTooComplex, "9 operations"},
	{"directives on a field", "{ __typename " + strings.Repeat("@include(if: true) ", 9) + "}", CodeTooComplex, "9 directives"},
	{"directives on a query", "query Q " + strings.Repeat("@a ", 600) + "{ __typename }", CodeTooComplex, "600 directives"},
	{"directives on a spread", "{ ...A " + strings.Repeat("@a ", 9) + "} fragment A on Query { __typename }", CodeTooComplex, "9 directives"},
	{"types of fields of types of fields", `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }`, CodeTooComplex, "introspection nests"},
	{"a name of a megabyte", "{ " + strings.Repeat("a", 1_000_000) + " }", CodeTooComplex, "a name has 1000000 letters"},
	{"more than a megabyte", "{ __typename }" + strings.Repeat(" ", 1<<20), CodeTooComplex, "want at most 1048576"},
	{"numbers without spaces", "{ statements(first: 1" + strings.Repeat("-1", 5000) + ") { totalCount } }", CodeTooComplex, "more than 2000 tokens"},
	{"brackets behind a comment with other letters", "{ #" + strings.Repeat("é", 500) + strings.Repeat("{", 500) + "\n a }", CodeInvalid, "Cannot query field"},
	{"brackets behind an escaped block quote", `{ a(x: """ \""" ` + strings.Repeat("{", 500) + ` """) }`, CodeSyntax, "is not supported"},
	{"text outside of strings", "{ é }", CodeSyntax, "unexpected character 'é'"},
	{"control character", "{ a\x00 }", CodeSyntax, "unexpected character"},
	{"overlapping fields", overlapping(6), CodeTooComplex, "fields"},
	{"600 fields of one name and other arguments", "{" + repeat(280, func(i int) string { return fmt.Sprintf("a:node(id:%d){id}", i) }) + "}", CodeTooComplex, ""},
}

func repeat(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

func chain(n int) string {
	return `{ node(id: "x") { ...F0 } }` + repeat(n, func(i int) string {
		return fmt.Sprintf(" fragment F%d on Actor { statements(first: 1) { nodes { subject { ...F%d } } } }", i, i+1)
	}) + fmt.Sprintf(" fragment F%d on Actor { id }", n)
}

func doubling(n int) string {
	return `{ node(id: "x") { ...F0 } }` + repeat(n, func(i int) string {
		return fmt.Sprintf(" fragment F%d on Actor { id ...F%d ...F%d }", i, i+1, i+1)
	}) + fmt.Sprintf(" fragment F%d on Actor { id }", n)
}

// overlapping nests fields of the same names in each other, each level twice
// and each time by a fragment of its own.
func overlapping(n int) string {
	return "{ __schema { types { ...F0 ...G0 } } }" + repeat(n, func(i int) string {
		return fmt.Sprintf(" fragment F%d on __Type { ofType { ...F%d ...G%d } ofType { ...G%d ...F%d } ofType { ...F%d } }", i, i+1, i+1, i+1, i+1, i+1) +
			fmt.Sprintf(" fragment G%d on __Type { ofType { ...F%d ...G%d } ofType { ...G%d ...F%d } ofType { ...G%d } }", i, i+1, i+1, i+1, i+1, i+1)
	}) + fmt.Sprintf(" fragment F%d on __Type { name } fragment G%d on __Type { name }", n, n)
}

func TestGuardRefuses(t *testing.T) {
	s := sampleSchema(t)
	for _, k := range killers {
		t.Run(k.name, func(t *testing.T) {
			r := s.Exec(context.Background(), Request{Query: k.query})
			if len(r.Errors) == 0 || r.Errors[0].Code != k.code || !strings.Contains(r.Errors[0].Message, k.message) {
				t.Fatalf("got %+v, want %s %q", first(r), k.code, k.message)
			}
			if r.Data != nil {
				t.Error("it ran")
			}
		})
	}
}

func first(r *Response) any {
	if len(r.Errors) == 0 {
		return string(r.Data)
	}
	return *r.Errors[0]
}

func TestGuardVariables(t *testing.T) {
	s := sampleSchema(t)
	deep := any(1.0)
	for range 20 {
		deep = []any{deep}
	}
	many := make([]any, 3000)
	tests := []struct {
		name      string
		variables map[string]any
		message   string
	}{
		{"deep", map[string]any{"x": deep}, "nest deeper than 16"},
		{"many", map[string]any{"x": many}, "more than 2000 values"},
		{"many in maps", map[string]any{"x": map[string]any{"a": many}}, "more than 2000 values"},
		{"a page of ten thousand", map[string]any{"n": 10_000.0}, "costs 2000"},
		{"a page of text", map[string]any{"n": "ten"}, "costs 2000"},
	}
	for _, tt := range tests {
		r := s.Exec(context.Background(), Request{Variables: tt.variables,
			Query: `query($n: Int) { a: everyThing(first: $n) { totalCount } b: everyThing(first: $n) { totalCount } }`})
		if len(r.Errors) == 0 || r.Errors[0].Code != CodeTooComplex || !strings.Contains(r.Errors[0].Message, tt.message) {
			t.Errorf("%s: got %v, want %q", tt.name, first(r), tt.message)
		}
	}
}

// What people and their tools send must pass.
func TestGuardAdmits(t *testing.T) {
	s := sampleSchema(t)
	for _, query := range []string{
		`{ everyThing(first: 1000) { totalCount edges { cursor node { actor { name } proof { subject { name } evidence { quote document { title } } } replies { proof { id } } } } } }`,
		`{ everyThing { nodes { actor { statements(first: 5) { nodes { subject { name } } } } } } }`,
		"{" + repeat(40, func(i int) string { return fmt.Sprintf("a%d:everyThing(first:5){totalCount}", i) }) + "}",
		`query A { __typename } query B { __typename }`,
	} {
		r := s.Exec(context.Background(), Request{Query: query, OperationName: strings.TrimSpace(map[bool]string{true: "A"}[strings.HasPrefix(query, "query A")])})
		if len(r.Errors) > 0 {
			t.Errorf("%s: %s", query, r.Errors[0].Message)
		}
	}
}

func TestTimeout(t *testing.T) {
	s := sampleSchema(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := s.Exec(ctx, Request{Query: `{ __typename }`})
	if len(r.Errors) != 1 || r.Errors[0].Code != CodeTimeout || r.Data != nil {
		t.Errorf("got %v", first(r))
	}
	<-r.Finished()
}

// A deadline that passes while a query runs ends it at the next field.
func TestTimeoutWhileRunning(t *testing.T) {
	s := sampleSchema(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	view := s.view
	s.view = func(c context.Context) (v *graph.View, err error) {
		cancel()
		return view(c)
	}
	r := s.Exec(ctx, Request{Query: `{ everyThing { nodes { id: relation actor { name } } } }`})
	if len(r.Errors) != 1 || r.Errors[0].Code != CodeTimeout {
		t.Errorf("got %v", first(r))
	}
	<-r.Finished()
}

// FuzzGuard checks that no text makes the library panic or run on: whatever
// passes the guard is validated and executed within the bounds.
func FuzzGuard(f *testing.F) {
	for _, k := range killers {
		if len(k.query) < 4096 {
			f.Add(k.query)
		}
	}
	f.Add(`query Q($a: String! = "x", $n: Int) @skip(if: false) { defends(actor: $a, first: $n) { edges { cursor node { ... on Finding @include(if: true) { class } } } } }`)
	f.Add("{ #é\n a: node(id: \"\"\"b\"\"\") { ...F } } fragment F on Node { id }")
	f.Add(`{ statements(filter: {relations: ["a", null], on: null}, first: null) { totalCount } }`)
	s := sampleSchema(f)
	f.Fuzz(func(t *testing.T, query string) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		r := s.Exec(ctx, Request{Query: query, Variables: map[string]any{"n": 3.0}})
		select {
		case <-r.Finished():
		case <-time.After(5 * time.Second):
			t.Fatalf("%q: still running", query)
		}
		for _, cause := range r.Causes {
			if strings.Contains(cause.Error(), "panic") && !strings.Contains(cause.Error(), "panic: 42") {
				t.Fatalf("%q: %v", query, cause)
			}
		}
		if _, err := r.MarshalJSON(); err != nil {
			t.Fatalf("%q: %v", query, err)
		}
		if len(r.Data) > maxResponse+1<<16 {
			t.Fatalf("%q: %d bytes", query, len(r.Data))
		}
	})
}
