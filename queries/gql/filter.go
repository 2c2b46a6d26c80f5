package gql

import (
	"iter"
	"slices"

	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/schema"
)

// statementFilter says which statements to list. Empty fields admit all.
type statementFilter struct {
	about, subject, object, under, speaker graph.ID
	relations                              []string
	classes                                []schema.Class
	stances                                []graph.Stance
	bases                                  []graph.Basis
	document                               graph.ID
	on                                     graph.Date
	dated                                  bool
}

func (t *types) filterType() *graphql.InputObject {
	name := func(doc string) *graphql.InputObjectFieldConfig {
		return &graphql.InputObjectFieldConfig{Type: graphql.String, Description: doc + ": a name, alias, code or ID."}
	}
	anyOf := func(item graphql.Type, doc string) *graphql.InputObjectFieldConfig {
		return &graphql.InputObjectFieldConfig{Type: graphql.NewList(graphql.NewNonNull(item)), Description: doc}
	}
	return graphql.NewInputObject(graphql.InputObjectConfig{
		Name:        "StatementFilter",
		Description: "Which statements to list; all conditions that are given must hold.",
		Fields: graphql.InputObjectConfigFieldMap{
			"about":     name("Subject or object"),
			"subject":   name("The subject"),
			"object":    name("The object"),
			"under":     name("The treaty or organization it holds under"),
			"speaker":   name("Who says it, if not the document itself"),
			"relations": anyOf(graphql.String, "Any of these relations; `ontology { relations }` lists the names."),
			"classes":   anyOf(t.relationClass, "A relation of any of these classes."),
			"stances":   anyOf(t.stance, "Any of these stances."),
			"bases":     anyOf(t.basis, "Any of these bases."),
			"document":  {Type: graphql.ID, Description: "Read from the document of this ID."},
			"on":        {Type: graphql.String, Description: "Surely or possibly holding on this day, month or year."},
		},
	})
}

// filter reads the filter's fields and finds the names in it.
func (r *run) filter(v *graph.View, given map[string]any) (*statementFilter, error) {
	f := &statementFilter{relations: words[string](given["relations"]), classes: words[schema.Class](given["classes"]),
		stances: words[graph.Stance](given["stances"]), bases: words[graph.Basis](given["bases"])}
	if on, _ := given["on"].(string); on != "" {
		d, err := graph.ParseDate(on)
		if err != nil || d.IsOpen() {
			return nil, badInput("on %q, want YYYY, YYYY-MM or YYYY-MM-DD", clip(on))
		}
		f.on, f.dated = d, true
	}
	for _, name := range f.relations {
		if schema.Default().Relation(name) == nil {
			return nil, badInput("unknown relation %q, want one that ontology { relations { name } } lists", clip(name))
		}
	}
	if doc, _ := given["document"].(string); doc != "" {
		f.document = graph.ID(doc)
	}
	for _, end := range []struct {
		name string
		id   *graph.ID
	}{{"about", &f.about}, {"subject", &f.subject}, {"object", &f.object}, {"under", &f.under}, {"speaker", &f.speaker}} {
		text, _ := given[end.name].(string)
		if text == "" {
			continue
		}
		if err := checkText(end.name, text); err != nil {
			return nil, err
		}
		asOf := f.on
		if !f.dated {
			asOf = graph.DateOf(r.schema.now())
		}
		n, err := v.Find(text, asOf)
		if err != nil {
			return nil, err
		}
		*end.id = n.ID
	}
	return f, nil
}

// words returns the values of a list argument.
func words[S any](value any) []S {
	var list []S
	items, _ := value.([]any)
	for _, item := range items {
		if w, ok := item.(S); ok {
			list = append(list, w)
		}
	}
	return list
}

// limitTo adds the entity whose statements are asked for.
func (f *statementFilter) limitTo(id graph.ID, at end) error {
	limit := func(have *graph.ID, name string) error {
		if *have != "" && *have != id {
			return badInput("filter.%s names another entity than the one whose statements are listed", name)
		}
		*have = id
		return nil
	}
	switch at {
	case subjectEnd:
		return limit(&f.subject, "subject")
	case objectEnd:
		return limit(&f.object, "object")
	}
	return limit(&f.about, "about")
}

// candidates yields the statements of the smallest index that the filter
// allows; some twice.
func (f *statementFilter) candidates(v *graph.View) iter.Seq[*graph.Statement] {
	switch {
	case f.subject != "":
		return v.Out(f.subject)
	case f.object != "":
		return v.In(f.object)
	case f.about != "":
		return func(yield func(*graph.Statement) bool) {
			for s := range v.Out(f.about) {
				if !yield(s) {
					return
				}
			}
			v.In(f.about)(yield)
		}
	case f.under != "":
		return v.Under(f.under)
	}
	return v.Statements()
}

func (f *statementFilter) matches(s *graph.Statement) bool {
	is := func(want, have graph.ID) bool { return want == "" || want == have }
	return is(f.subject, s.Subject) && is(f.object, s.Object) && is(f.under, s.Under) && is(f.speaker, s.Speaker) &&
		is(f.document, s.Source.Doc) && (f.about == "" || f.about == s.Subject || f.about == s.Object) &&
		among(f.relations, s.Relation) && among(f.classes, s.Class()) && among(f.stances, s.Stance) && among(f.bases, s.Basis) &&
		(!f.dated || s.Valid.On(f.on) != graph.No)
}

// among reports whether a list that is not empty holds the word.
func among[S comparable](list []S, word S) bool {
	return len(list) == 0 || slices.Contains(list, word)
}
