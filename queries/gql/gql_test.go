package gql

import (
	"testing"
)

func TestExec(t *testing.T) {
	s := sampleSchema(t)
	tests := []struct{ query, want string }{
		{`{ store { statements } }`, `{"store":{"statements":4}}`},
		// Fields come in the order of the query, aliases and fragments too.
		{`query Q { b: actor(name: "norland") { name ...F id } a: __typename } fragment F on Actor { kind codes { value system } }`,
			`{"b":{"name":"Norland","kind":"STATE","codes":[{"value":"999","system":"cow"},{"value":"NRL","system":"iso3"}],"id":"state:NOR"},"a":"Query"}`},
		{`{ defends(actor: "Sudland") { question asOf nodes { class actor { id __typename } valid { from to } nodes { name __typename kind } } totalCount } }`,
			`{"defends":{"question":"defends Sudland","asOf":"2024-06-01","nodes":[{"class":"ONLY_IF","actor":{"id":"state:NOR","__typename":"Actor"},"valid":{"from":"2021","to":".."},"nodes":[{"name":"Norland","__typename":"Actor","kind":"STATE"},{"name":"state:UNKNOWN","__typename":"UnknownEntity","kind":null}]}],"totalCount":1}}`},
		{`{ defends(actor: "Sudland", whyNot: true, maxLen: 3, others: ["a", "b"], asOf: "2022-05", against: "x") { asOf notes } }`,
			`{"defends":{"asOf":"2022-05","notes":["args map[\"actor\":\"Sudland\" \"against\":\"x\" \"max-len\":\"3\" \"others\":\"a\\nb\" \"why-not\":\"true\"]"]}}`},
		// Offsets count bytes and UTF-16 units; a comment and a BOM with other
		// letters and a literal null do not disturb the library.
		{"\uFEFF{ # é Türkiye {{{\n statements(filter: {classes: [OBLIGATION], subject: null}, first: null) { nodes { evidence { document { title } start startUTF16 endUTF16 quote } } } }",
			`{"statements":{"nodes":[{"evidence":[{"document":{"title":"A speech"},"start":18,"startUTF16":15,"endUTF16":60,"quote":"Norland must defend Sudland if it is attacked"}]}]}}`},
		{`{ node(id: "doc:0011223344556677") { id ... on Document { name date kind } } none: node(id: "state:XXX") { id } }`,
			`{"node":{"id":"doc:0011223344556677","name":"A speech","date":"2024-03-05","kind":"DOCUMENT"},"none":null}`},
		{`{ actor(name: "Norland") { valid { from } namings { text type valid { from } } statements(end: SUBJECT) { totalCount nodes { relation isClaim } } objectOf: statements(end: OBJECT) { totalCount } } }`,
			`{"actor":{"valid":{"from":"1918"},"namings":[{"text":"The North","type":"NAME","valid":null}],"statements":{"totalCount":1,"nodes":[{"relation":"obliged_to_defend","isClaim":false}]},"objectOf":{"totalCount":0}}}`},
		{`{ entity(name: "Pact of the Capes") { __typename id } }`, `{"entity":{"__typename":"Treaty","id":"treaty:pact"}}`},
		{`{ statements(filter: {stances: [DENIED, ALLEGED], about: "Estland"}) { totalCount } }`, `{"statements":{"totalCount":2}}`},
		{`{ statements(filter: {on: "2020"}) { totalCount } }`, `{"statements":{"totalCount":3}}`},
		{`query($n: Int = 2) { everyThing(first: $n) { pageInfo { hasNextPage hasPreviousPage } nodes { relation } } }`, ""},
	}
	for _, tt := range tests {
		got := data(t, s, tt.query)
		if tt.want != "" && got != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestExecErrors(t *testing.T) {
	s := sampleSchema(t)
	tests := []struct {
		name, query string
		variables   map[string]any
		code        Code
		message     string
		hasData     bool
	}{
		{"syntax", `{ actor(name: "x") { id `, nil, CodeSyntax, `syntax: '{' is not closed`, false},
		{"empty", ``, nil, CodeSyntax, `syntax: the document has no operation`, false},
		{"unknown field", `{ nothing }`, nil, CodeInvalid, `Cannot query field "nothing" on type "Query".`, false},
		{"unknown argument", `{ defends(actor: "x", foo: 1) { totalCount } }`, nil, CodeInvalid, `Unknown argument "foo" on field "defends" of type "Query".`, false},
		{"missing argument", `{ defends { totalCount } }`, nil, CodeInvalid, `Field "defends" argument "actor" of type "String!" is required but not provided.`, false},
		{"null for a required argument", `{ defends(actor: null) { totalCount } }`, nil, CodeInvalid, `Field "defends" argument "actor" of type "String!" is required but not provided.`, false},
		{"missing variable", `query($a: String!) { defends(actor: $a) { totalCount } }`, nil, CodeInvalid, `Variable "$a" of required type "String!" was not provided.`, false},
		{"wrong variable", `query($n: Int) { defends(actor: "Sudland", first: $n) { totalCount } }`, map[string]any{"n": "x"}, CodeInvalid, "Variable \"$n\" got invalid value \"x\".\nExpected type \"Int\", found \"x\".", false},
		{"conflict", `{ a: store { revision } a: ontology { kinds { name } } }`, nil, CodeInvalid, `fields "a" conflict because they are different fields; use different aliases to ask for both`, false},
		{"mutation", `mutation { x }`, nil, CodeInvalid, "there is no mutation here, only queries", false},
		{"subscription", `subscription { x }`, nil, CodeInvalid, "there is no subscription here, only queries", false},
		{"type system", `type A { b: Int }`, nil, CodeInvalid, "a request holds operations and fragments only", false},
		{"unknown name", `{ store { statements } actor(name: "Norlnd") { id } }`, nil, CodeNameUnknown, `"Norlnd" is not known; did you mean Norland?`, true},
		{"ambiguous name", `{ actor(name: "mirror") { id } }`, nil, CodeNameAmbiguous, `"mirror" is ambiguous: it can mean state:EST, state:SUD`, true},
		{"not an actor", `{ actor(name: "Pact of the Capes") { id } }`, nil, CodeNameUnknown, `"Pact of the Capes" is not an actor but treaty:pact, of kind treaty`, true},
		{"unknown name in a question", `{ defends(actor: "Atlantis") { totalCount } }`, nil, CodeNameUnknown, `"Atlantis" is not known`, true},
		{"bad number", `{ defends(actor: "Sudland", maxLen: 10) { totalCount } }`, nil, CodeBadInput, `max-len "10", want a whole number from 0 to 9`, true},
		{"bad date", `{ defends(actor: "Sudland", asOf: "yesterday") { totalCount } }`, nil, CodeBadInput, `asOf "yesterday", want YYYY, YYYY-MM or YYYY-MM-DD`, true},
		{"bad page", `{ everyThing(first: -1) { totalCount } }`, nil, CodeBadInput, `first is -1, want 0 to 1000`, true},
		{"bad cursor", `{ everyThing(after: "zzz") { totalCount } }`, nil, CodeBadInput, `after "zzz" is no cursor of this list, want the endCursor of a page before`, true},
		{"bad relation", `{ statements(filter: {relations: ["loves"]}) { totalCount } }`, nil, CodeBadInput, `unknown relation "loves", want one that ontology { relations { name } } lists`, true},
		{"panic", `{ panics { totalCount } }`, nil, CodeInternal, `internal error`, true},
		{"failure", `{ fails { totalCount } }`, nil, CodeInternal, `internal error`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, r := ask(t, s, Request{Query: tt.query, Variables: tt.variables})
			if len(r.Errors) == 0 || r.Errors[0].Code != tt.code || r.Errors[0].Message != tt.message {
				t.Fatalf("got %v, want %s %q", m, tt.code, tt.message)
			}
			if _, ok := m["data"]; ok != tt.hasData {
				t.Errorf("data entry: got %v, want %v", ok, tt.hasData)
			}
			if tt.code == CodeInternal && len(r.Causes) == 0 {
				t.Error("no cause for the log")
			}
		})
	}
}
