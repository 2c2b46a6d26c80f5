package gql

import (
	"context"
	"flag"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

var update = flag.Bool("update", false, "rewrite schema/schema.graphql")

const golden = "../../schema/schema.graphql"

func realSchema(t testing.TB) *Schema {
	t.Helper()
	s, err := New(func(context.Context) (*graph.View, error) { return sample(), nil })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSDL compares the schema's text with the copy that people review.
func TestSDL(t *testing.T) {
	got := realSchema(t).SDL()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("schema.graphql differs; run go test ./queries/gql -update and read the diff (-want +got):\n%s", diff)
	}
	if again := realSchema(t).SDL(); again != got {
		t.Error("the text differs from run to run")
	}
}

// Everything a client can see says what it is.
func TestDescriptions(t *testing.T) {
	for _, s := range []*Schema{realSchema(t), sampleSchema(t)} {
		need := func(what, doc string) {
			if strings.TrimSpace(doc) == "" {
				t.Errorf("%s has no description", what)
			}
		}
		fields := func(typ string, fields graphql.FieldDefinitionMap) {
			for name, f := range fields {
				need(typ+"."+name, f.Description)
				for _, a := range f.Args {
					need(typ+"."+name+"("+a.Name()+")", a.Description())
				}
			}
		}
		for name, typ := range s.schema.TypeMap() {
			if strings.HasPrefix(name, "__") {
				continue
			}
			need(name, typ.Description())
			switch typ := typ.(type) {
			case *graphql.Object:
				fields(name, typ.Fields())
			case *graphql.Interface:
				fields(name, typ.Fields())
			case *graphql.Enum:
				for _, v := range typ.Values() {
					need(name+"."+v.Name, v.Description)
				}
			case *graphql.InputObject:
				for _, f := range typ.Fields() {
					need(name+"."+f.Name(), f.Description())
				}
			}
		}
	}
}

// Every group of kinds has a type, and every question a field.
func TestSchemaIsComplete(t *testing.T) {
	s := realSchema(t)
	for _, k := range schema.Default().Kinds() {
		found := false
		for _, g := range groups {
			found = found || g.group == k.Group
		}
		if !found {
			t.Errorf("kind %s: group %s has no type in groups", k.Name, k.Group)
		}
	}
	for _, q := range queries.All() {
		if s.schema.QueryType().Fields()[questionField(q)] == nil {
			t.Errorf("question %s has no field", q.Name)
		}
	}
}

func TestNewErrors(t *testing.T) {
	run := fakeEverything.Run
	tests := []struct {
		q    *queries.Query
		want string
	}{
		{&queries.Query{Name: "Fünf", Doc: "d", Run: run}, `no name of a GraphQL field`},
		{&queries.Query{Name: "q", Doc: "d", Run: run, Params: []queries.Param{{Name: "first"}}}, `parameter "first": no name of a GraphQL argument, or taken`},
	}
	if _, err := New(nil, Questions(fakeEverything, fakeEverything)); err == nil || !strings.Contains(err.Error(), "there is a field everyThing already") {
		t.Errorf("two questions of one name: got %v", err)
	}
	s, err := New(nil, Questions(&queries.Query{Name: "node", Doc: "d", Run: run}))
	if err != nil || s.schema.QueryType().Fields()["askNode"] == nil {
		t.Errorf("a question named as a field that is always there: got %v", err)
	}
	for _, tt := range tests {
		_, err := New(nil, Questions(tt.q))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}

// Introspection is stable and complete enough for today's clients; the client
// test of the server gives it to graphql-js.
func TestIntrospection(t *testing.T) {
	s := sampleSchema(t)
	const query = `query I { __schema { description queryType { name } directives(includeDeprecated: true) { name isRepeatable isDeprecated deprecationReason locations args(includeDeprecated: true) { ...V } } types { ...T } } }
		fragment T on __Type { kind name description specifiedByURL isOneOf fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...V } type { ...R } isDeprecated deprecationReason }
			inputFields(includeDeprecated: true) { ...V } interfaces { ...R } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...R } }
		fragment V on __InputValue { name description type { ...R } defaultValue isDeprecated deprecationReason }
		fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`
	want := data(t, s, query)
	for range 3 {
		if got := data(t, sampleSchema(t), query); got != want {
			t.Fatal("introspection differs from run to run")
		}
	}
	for _, part := range []string{`"specifiedByURL":"https://www.loc.gov/standards/datetime/"`, `"defaultValue":"EITHER"`, `"defaultValue":"100"`,
		`"kind":"INTERFACE","name":"Entity"`, `"isOneOf":false`} {
		if !strings.Contains(want, part) {
			t.Errorf("introspection lacks %s", part)
		}
	}
}

// Requests at the same time do not disturb each other; the race detector looks
// on.
func TestConcurrent(t *testing.T) {
	s := sampleSchema(t)
	want := data(t, s, `{ everyThing { nodes { actor { name kind ... on Actor { id } } relation } } }`)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				r := s.Exec(context.Background(), Request{Query: `{ everyThing { nodes { actor { name kind ... on Actor { id } } relation } } }`})
				if string(r.Data) != want {
					t.Errorf("got %s, want %s", r.Data, want)
				}
			}
		})
	}
	wg.Wait()
}
