package gql

import (
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

// dateSpec is what the Date scalar follows.
const dateSpec = "https://www.loc.gov/standards/datetime/"

// specifiedBy holds the specifications of our scalars, for introspection.
var specifiedBy = map[string]string{"Date": dateSpec}

func newDate() *graphql.Scalar {
	return graphql.NewScalar(graphql.ScalarConfig{
		Name: "Date",
		Description: "A day, month or year, as precise as its source and never more, as EDTF writes it: " +
			"`2021-06-15`, `2021-06`, `2021`; `..` is the end of what has not ended. Null is unknown.",
		Serialize: func(value any) any {
			if d, ok := value.(graph.Date); ok && !d.IsZero() {
				return d.String()
			}
			return nil
		},
		ParseValue: func(value any) any {
			if s, ok := value.(string); ok {
				if d, err := graph.ParseDate(s); err == nil && !d.IsZero() {
					return d
				}
			}
			return nil
		},
		ParseLiteral: func(value ast.Value) any {
			if s, ok := value.(*ast.StringValue); ok {
				if d, err := graph.ParseDate(s.Value); err == nil && !d.IsZero() {
					return d
				}
			}
			return nil
		},
	})
}

// enum makes an enum of a closed set of words: "only if" becomes ONLY_IF.
func enum[S ~string](name, doc string, values []S, docs map[S]string) *graphql.Enum {
	config := graphql.EnumValueConfigMap{}
	for _, v := range values {
		config[constant(string(v))] = &graphql.EnumValueConfig{Value: v, Description: docs[v]}
	}
	return graphql.NewEnum(graphql.EnumConfig{Name: name, Description: doc, Values: config})
}

// constant writes a word of the domain as GraphQL writes constants.
func constant(word string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "_", "-", "_").Replace(word))
}

// camel writes a flag's name as GraphQL writes fields: why-not becomes whyNot.
func camel(flag string) string {
	words := strings.FieldsFunc(flag, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	for i, w := range words {
		if i > 0 {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "")
}

var obligationClassDocs = map[queries.Class]string{
	queries.Bound:    "A duty in force with no condition open.",
	queries.May:      "A permission, not a duty.",
	queries.OnlyIf:   "A duty whose condition is open.",
	queries.NotBound: "No duty; the finding's why says for what reason.",
}

var stanceDocs = map[graph.Stance]string{
	graph.Asserted:    "The source says so itself.",
	graph.Reported:    "The source says that another says so.",
	graph.Alleged:     "The content of an accusation.",
	graph.Denied:      "Somebody says that it is not so.",
	graph.Planned:     "Intended, pending or future.",
	graph.Conditional: "So if something else is.",
	graph.Possible:    "May or could be so.",
	graph.Perceived:   "Somebody believes or fears it.",
	graph.Implied:     "Follows from the words, is not said.",
}

var basisDocs = map[graph.Basis]string{
	graph.Primary:      "The treaty's own text.",
	graph.Dataset:      "A row coded by researchers.",
	graph.Reference:    "A cited background fact of casus itself.",
	graph.Report:       "A paraphrase: news, essays, statements. Never a treaty's wording.",
	graph.MachineCoded: "A lead from an event coder.",
}

var statusDocs = map[graph.Status]string{
	graph.Proposed:   "Talked of, not signed.",
	graph.Signed:     "Signed, not ratified.",
	graph.Ratified:   "Ratified, not in force.",
	graph.InForce:    "In force.",
	graph.Suspended:  "Suspended.",
	graph.Terminated: "Ended.",
}

// kindWords returns the ontology's kinds with what they mean.
func kindWords() ([]schema.Kind, map[schema.Kind]string) {
	var kinds []schema.Kind
	docs := map[schema.Kind]string{}
	for _, k := range schema.Default().Kinds() {
		kinds = append(kinds, k.Name)
		docs[k.Name] = k.Doc
	}
	return kinds, docs
}

// classWords returns the classes of relations with the relations in each.
func classWords() ([]schema.Class, map[schema.Class]string) {
	docs := map[schema.Class]string{}
	for _, r := range schema.Default().Relations() {
		if docs[r.Class] == "" {
			docs[r.Class] = "Relations: " + r.Name
		} else {
			docs[r.Class] += ", " + r.Name
		}
	}
	for class, doc := range docs {
		docs[class] = doc + "."
	}
	return schema.Classes(), docs
}

// asOf reads a date argument, today if it is missing.
func (r *run) asOf(args map[string]any) (graph.Date, error) {
	given, ok := args["asOf"].(string)
	if !ok || given == "" {
		return graph.DateOf(r.schema.now()), nil
	}
	d, err := graph.ParseDate(given)
	if err != nil || d.IsOpen() {
		return d, badInput("asOf %q, want YYYY, YYYY-MM or YYYY-MM-DD", clip(given))
	}
	return d, nil
}

// maxText is how long a text argument may be.
const maxText = 1000

func checkText(name, value string) error {
	if len(value) > maxText {
		return badInput("%s has %d bytes, want at most %d", name, len(value), maxText)
	}
	return nil
}
