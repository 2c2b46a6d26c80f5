package gql

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
	"casus/queries"
)

// everyField asks for all of a finding.
const everyField = `
fragment E on Entity { id name kind aliases codes { system value } }
fragment S on Statement {
  id class relation stance value status basis
  speaker { ...E } subject { ...E } object { ...E } under { ...E }
  valid { from to }
  qualifiers { name value }
  evidence { document { id title uri date } start end quote }
  source { document { id } loader rule line confidence citation }
}
fragment F on Finding {
  class obligation article conditions relation distance of stance status basis inferred why
  actor { ...E } toward { ...E } under { ...E } nodes { ...E }
  valid { from to }
  edges { ...S } proof { ...S }
}
fragment A on FindingConnection { question asOf notes store { revision statements } nodes { ...F replies { ...F } } }
`

// TestEqualsCommandLine asks every question in GraphQL and compares the answer
// with what `-o json` prints.
func TestEqualsCommandLine(t *testing.T) {
	v := sample()
	asked := append(queries.All(), fakeDefends, fakeEverything)
	if len(queries.All()) > 0 {
		asked = append(queries.All(), fakeEverything)
	}
	s, err := New(func(context.Context) (*graph.View, error) { return v, nil }, Questions(asked...))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range asked {
		t.Run(q.Name, func(t *testing.T) {
			args, given := queries.Args{}, []string{`asOf: "2024-03"`}
			for i, p := range q.Params {
				if !p.Required && p.Type != queries.BoolParam {
					continue
				}
				value := map[queries.ParamType]string{queries.ActorParam: []string{"Sudland", "Norland"}[i%2], queries.TextParam: "Norland", queries.IntParam: "2", queries.BoolParam: "true"}[p.Type]
				if word := sampleWords[p.Name]; word != "" {
					value = word
				}
				args[p.Name] = value
				if p.Type == queries.ActorParam || p.Type == queries.TextParam {
					value = `"` + value + `"`
				}
				given = append(given, camel(p.Name)+": "+value)
			}
			want, err := q.Run(v, args, graph.Date{Year: 2024, Month: 3})
			r := s.Exec(context.Background(), Request{Query: "{ a: " + questionField(q) + "(" + strings.Join(given, ", ") + ") { ...A } }" + everyField})
			if err != nil {
				if len(r.Errors) == 0 {
					t.Fatalf("got %s, want the error %v", r.Data, err)
				}
				t.Skipf("the sample does not answer it: %v", err)
			}
			if len(r.Errors) > 0 {
				t.Fatalf("%s %v", r.Errors[0].Message, r.Causes)
			}
			if diff := cmp.Diff(plain(t, marshal(t, want)), fromGraphQL(t, r.Data)); diff != "" {
				t.Errorf("-command line +GraphQL:\n%s", diff)
			}
		})
	}
}

// sampleWords are values of parameters that take no name of an actor.
var sampleWords = map[string]string{"kind": "state", "attack": "Westland:Sudland", "text": "shelled", "question": "Who is bound to defend Sudland?",
	"date1": "2020", "date2": "2024", "from-date": "2020", "to-date": "2024"}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// plain reads the command line's JSON and drops what is empty: GraphQL writes
// null or [] where it leaves entries out.
func plain(t *testing.T, b []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return trim(v)
}

func trim(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			if value = trim(value); value != nil {
				out[key] = value
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case []any:
		var out []any
		for _, item := range v {
			out = append(out, trim(item))
		}
		if len(out) == 0 {
			return nil
		}
		return out
	case string:
		if v == "" {
			return nil
		}
	}
	return v
}

// fromGraphQL rewrites the GraphQL answer as the command line spells it: enum
// values in lower case, codes and qualifiers as objects, documents flat.
func fromGraphQL(t *testing.T, b []byte) any {
	t.Helper()
	var v struct{ A map[string]any }
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	v.A["findings"] = v.A["nodes"]
	delete(v.A, "nodes")
	return trim(respell(v.A))
}

func respell(v any) any {
	words := map[string]bool{"class": true, "stance": true, "status": true, "basis": true, "kind": true}
	hyphened := map[string]string{"MACHINE_CODED": "machine-coded", "ARMED_GROUP": "armed_group", "STATE_ORGAN": "state_organ"}
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = respell(v[i])
		}
	case map[string]any:
		for key, value := range v {
			switch {
			case words[key] && value != nil:
				word := value.(string)
				if v[key] = hyphened[word]; v[key] == "" {
					v[key] = strings.ToLower(strings.ReplaceAll(word, "_", " "))
				}
			case key == "codes" || key == "qualifiers":
				object := map[string]any{}
				for _, item := range value.([]any) {
					p := item.(map[string]any)
					name := p["name"]
					if key == "codes" {
						name = p["system"]
					}
					object[name.(string)] = p["value"]
				}
				v[key] = object
			default:
				v[key] = respell(value)
			}
		}
		if doc, ok := v["document"].(map[string]any); ok {
			delete(v, "document")
			v["doc"] = doc["id"]
			for _, key := range []string{"title", "uri", "date"} {
				if doc[key] != nil {
					v[key] = doc[key]
				}
			}
		}
	}
	return v
}
