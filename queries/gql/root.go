package gql

import (
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

var fieldName = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)

// root makes the type Query: what is always there, and a field for each
// question.
func (t *types) root() error {
	t.findingConnection = connection[*queries.Finding](t, "Finding", t.finding, "The answer to a question, a page of findings at a time.", t.answerFields())
	fields := graphql.Fields{
		"node":       t.nodeField(),
		"entity":     t.nameField("entity", "What a name means on a date.", t.entity, func(*graph.Node) bool { return true }),
		"actor":      t.nameField("actor", "The actor that a name means on a date.", t.actor, func(n *graph.Node) bool { return schema.Default().IsActor(n.Kind) }),
		"statement":  t.statementField(),
		"statements": t.statementsField("Statements in order of ID.", false),
		"ontology":   field("What may exist.", required(t.ontology), func(*run, map[string]any) any { return schema.Default() }),
		"store": {Description: "What is loaded.", Type: required(t.store), Resolve: guarded(func(r *run, _ graphql.ResolveParams) (any, error) {
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			return r.storeFigures(v), nil
		})},
	}
	for _, q := range t.schema.asked {
		f, err := t.question(q)
		if err != nil {
			return fmt.Errorf("question %s: %w", q.Name, err)
		}
		name := questionField(q)
		if !fieldName.MatchString(name) {
			return fmt.Errorf("question %q: no name of a GraphQL field", q.Name)
		}
		if fields[name] != nil {
			return fmt.Errorf("question %q: there is a field %s already", q.Name, name)
		}
		fields[name] = f
	}
	t.query = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Query",
		Description: "Questions about who is bound to whom, who accuses whom and how actors are connected, and the statements behind the answers.",
		Fields:      fields,
	})
	return nil
}

// builtIn are the root fields that are there whatever is asked.
var builtIn = []string{"node", "entity", "actor", "statement", "statements", "ontology", "store"}

// questionField returns the root field of a question: its name, but for one
// named as a field that is always there. That is statements, which has filters
// and is asked as the command line does under askStatements.
func questionField(q *queries.Query) string {
	name := camel(q.Name)
	if slices.Contains(builtIn, name) {
		name = "ask" + strings.ToUpper(name[:1]) + name[1:]
	}
	return name
}

// answerFields are what a question's connection holds beside findings.
func (t *types) answerFields() graphql.Fields {
	return graphql.Fields{
		"question": field("The command line that asks it.", required(graphql.String), func(_ *run, p page[*queries.Finding]) any { return p.answer.Question }),
		"asOf":     field("The date that was answered for.", t.date, func(_ *run, p page[*queries.Finding]) any { return p.answer.AsOf }),
		"notes": field("What a reader must know: limits, disagreements, background used.", listOf(graphql.String), func(_ *run, p page[*queries.Finding]) any {
			return append([]string{}, p.answer.Notes...)
		}),
		"store": field("What was asked.", required(t.store), func(r *run, p page[*queries.Finding]) any { return r.storeFigures(p.answer.View) }),
	}
}

// question makes the root field of a question.
func (t *types) question(q *queries.Query) (*graphql.Field, error) {
	args := pagingArgs()
	args["asOf"] = asOfArg()
	for _, p := range q.Params {
		name := camel(p.Name)
		if !fieldName.MatchString(name) || args[name] != nil {
			return nil, fmt.Errorf("parameter %q: no name of a GraphQL argument, or taken", p.Name)
		}
		var input graphql.Input = graphql.String
		switch p.Type {
		case queries.IntParam:
			input = graphql.Int
		case queries.BoolParam:
			input = graphql.Boolean
		}
		if p.Repeated {
			input = graphql.NewList(graphql.NewNonNull(input))
		}
		if p.Required {
			input = graphql.NewNonNull(input)
		}
		doc := p.Doc
		if doc == "" {
			doc = "See the command line's help."
		}
		args[name] = &graphql.ArgumentConfig{Type: input, Description: sentence(doc)}
	}
	return &graphql.Field{Description: sentence(q.Doc), Type: required(t.findingConnection), Args: args,
		Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
			first, after, err := paging(p.Args)
			if err != nil {
				return nil, err
			}
			asOf, err := r.asOf(p.Args)
			if err != nil {
				return nil, err
			}
			given, err := questionArgs(q, p.Args)
			if err != nil {
				return nil, err
			}
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			answer, err := q.Run(v, given, asOf)
			if err != nil {
				return nil, err
			}
			return r.findingPage(answer, first, after)
		})}, nil
}

// questionArgs writes a field's arguments as the command line would give them.
func questionArgs(q *queries.Query, given map[string]any) (queries.Args, error) {
	args := queries.Args{}
	for _, p := range q.Params {
		value, ok := given[camel(p.Name)]
		if !ok {
			continue
		}
		values, ok := value.([]any)
		if !ok {
			values = []any{value}
		}
		var words []string
		for _, v := range values {
			word, err := argument(p, v)
			if err != nil {
				return nil, err
			}
			words = append(words, word)
		}
		args[p.Name] = strings.Join(words, "\n")
	}
	return args, nil
}

func argument(p queries.Param, value any) (string, error) {
	switch v := value.(type) {
	case bool:
		if v {
			return "true", nil
		}
		return "", nil
	case int:
		return strconv.Itoa(v), nil
	case string:
		if p.Repeated && (v == "" || strings.Contains(v, "\n")) {
			return "", badInput("%s: %q is not one value", camel(p.Name), clip(v))
		}
		return v, checkText(camel(p.Name), v)
	}
	return "", fmt.Errorf("argument %s is %T", p.Name, value)
}

// sentence ends a doc with a full stop.
func sentence(doc string) string {
	if doc == "" || strings.HasSuffix(doc, ".") {
		return doc
	}
	return doc + "."
}

func (t *types) nodeField() *graphql.Field {
	return &graphql.Field{
		Description: "The entity, document or statement of an ID; null if there is none.",
		Type:        t.node,
		Args:        graphql.FieldConfigArgument{"id": {Type: graphql.NewNonNull(graphql.ID), Description: "The ID."}},
		Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			given, _ := p.Args["id"].(string)
			id := graph.ID(given)
			if s := v.Statement(id); s != nil {
				return s, nil
			}
			if v.Node(id) == nil && v.Document(id) == nil {
				return nil, nil
			}
			return r.entityOf(id), nil
		}),
	}
}

// nameField finds a node by name; fits says whether it is of the right kind.
func (t *types) nameField(what, doc string, result graphql.Output, fits func(n *graph.Node) bool) *graphql.Field {
	return &graphql.Field{
		Description: doc + " An unknown or ambiguous name is an error with suggestions, never a guess.",
		Type:        result,
		Args: graphql.FieldConfigArgument{
			"name": {Type: graphql.NewNonNull(graphql.String), Description: "A name, alias, code or ID."},
			"asOf": asOfArg(),
		},
		Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
			name, _ := p.Args["name"].(string)
			if err := checkText("name", name); err != nil {
				return nil, err
			}
			asOf, err := r.asOf(p.Args)
			if err != nil {
				return nil, err
			}
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			n, err := v.Find(name, asOf)
			if err != nil {
				return nil, err
			}
			if !fits(n) {
				e := nameError(&graph.NameError{Name: name})
				e.Message = fmt.Sprintf("%q is not an %s but %s, of kind %s", name, what, n.ID, n.Kind)
				return nil, e
			}
			return r.entityOf(n.ID), nil
		}),
	}
}

func (t *types) statementField() *graphql.Field {
	return &graphql.Field{
		Description: "The statement of an ID; null if there is none.",
		Type:        t.statement,
		Args:        graphql.FieldConfigArgument{"id": {Type: graphql.NewNonNull(graphql.ID), Description: "The ID, `stmt:…`."}},
		Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			id, _ := p.Args["id"].(string)
			if s := v.Statement(graph.ID(id)); s != nil {
				return s, nil
			}
			return nil, nil
		}),
	}
}

// statementsField lists statements: of an entity, or of the whole view.
func (t *types) statementsField(doc string, ofEntity bool) *graphql.Field {
	if t.statementConnection == nil {
		t.statementConnection = connection[*graph.Statement](t, "Statement", t.statement, "A page of statements.", nil)
		t.statementFilter = t.filterType()
	}
	args := pagingArgs()
	args["filter"] = &graphql.ArgumentConfig{Type: t.statementFilter, Description: "Which statements to list; all conditions must hold."}
	if ofEntity {
		args["end"] = &graphql.ArgumentConfig{Type: t.end, DefaultValue: eitherEnd, Description: "The end of the statement that the entity stands at."}
	}
	return &graphql.Field{Description: doc, Type: required(t.statementConnection), Args: args,
		Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
			first, after, err := paging(p.Args)
			if err != nil {
				return nil, err
			}
			v, err := r.view()
			if err != nil {
				return nil, err
			}
			given, _ := p.Args["filter"].(map[string]any)
			f, err := r.filter(v, given)
			if err != nil {
				return nil, err
			}
			if source, ok := p.Source.(*thing); ok {
				at, _ := p.Args["end"].(end)
				if err := f.limitTo(source.id, at); err != nil {
					return nil, err
				}
			}
			statements, err := r.keep(f.candidates(v), f.matches)
			if err != nil {
				return nil, err
			}
			return statementPage(statements, first, after)
		})}
}

// keep collects the statements that match, and looks at the context.
func (r *run) keep(all iter.Seq[*graph.Statement], matches func(s *graph.Statement) bool) ([]*graph.Statement, error) {
	var kept []*graph.Statement
	n := 0
	for s := range all {
		if n++; n%4096 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		if matches(s) {
			kept = append(kept, s)
		}
	}
	// Those of both ends come in two runs.
	slices.SortFunc(kept, func(a, b *graph.Statement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.Compact(kept), nil
}
