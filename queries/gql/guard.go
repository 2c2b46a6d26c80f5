package gql

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
	"github.com/graphql-go/graphql/language/source"
)

// What a request may ask for. graphql-go v0.8.1 can be killed or kept busy for
// minutes by a line of text, and looks at no context before it executes: these
// bounds are what makes it safe to call.
const (
	maxBytes     = 1 << 20 // of the document
	maxTokens    = 2000
	maxBrackets  = 32 // how deep brackets of all kinds nest
	maxName      = 128
	maxDepth     = 12   // how deep fields nest
	maxCost      = 1000 // list entries the answer can hold; see walker.field
	maxExpanded  = 5000 // fields once all fragments are put in
	maxOps       = 8
	maxDirective = 8 // on one field, fragment or operation
	maxListType  = 4 // [[[[Int]]]]
	maxSchemaNav = 2 // lists of __Type within each other: fields of types of fields
	maxVariables = 2000
	maxVarDepth  = 16
	maxFields    = 250_000 // resolved while a query runs
	maxResponse  = 8 << 20 // bytes of data
)

// guard reads a document and refuses it if it is not GraphQL, or more than the
// bounds above allow. What it returns is safe to validate; it is not valid yet.
func guard(schema *graphql.Schema, r Request) (*ast.Document, *Error) {
	text, refusal := scan(r.Query)
	if refusal != nil {
		return nil, refusal
	}
	if err := checkVariables(r.Variables); err != nil {
		return nil, err
	}
	// Without a source in every node, errors cost no search for their line.
	doc, err := parser.Parse(parser.ParseParams{
		Source:  source.NewSource(&source.Source{Body: text, Name: "document"}),
		Options: parser.ParseOptions{NoSource: true},
	})
	if err != nil {
		return nil, syntaxError(err, newLineIndex(r.Query))
	}
	w := walker{schema: schema, variables: r.Variables, fragments: map[string]*ast.FragmentDefinition{}, seen: map[string]*measure{}}
	return doc, w.document(doc)
}

// syntaxError keeps the first line of the parser's message and the place.
func syntaxError(err error, lines lineIndex) *Error {
	e := &Error{Message: "syntax: malformed document", Code: CodeSyntax}
	if found := gqlError(err); found != nil {
		first, _, _ := strings.Cut(found.Message, "\n")
		if _, what, ok := strings.Cut(first, ") "); ok {
			e.Message = clip("syntax: " + strings.ToLower(what[:1]) + what[1:])
		}
		if len(found.Positions) > 0 {
			e.Locations = []Location{lines.location(found.Positions[0])}
		}
	}
	return e
}

// measure is what a selection set amounts to with its fragments put in. It is
// the same wherever the set stands, so each fragment is measured once.
type measure struct {
	depth    int // levels of fields; ofType is free, as types are finite
	fields   int
	cost     int
	nav      int // lists of the introspection types within each other
	complete bool
}

func (m *measure) add(n measure) {
	m.depth = max(m.depth, n.depth)
	m.fields = bounded(m.fields + n.fields)
	m.cost = bounded(m.cost + n.cost)
	m.nav = max(m.nav, n.nav)
}

// bounded keeps sums and products from running over.
func bounded(n int) int { return min(n, 1<<24) }

// walker measures a parsed document.
type walker struct {
	schema    *graphql.Schema
	variables map[string]any
	defaults  map[string]ast.Value // of the operation's variables
	fragments map[string]*ast.FragmentDefinition
	seen      map[string]*measure // by fragment; not complete while it is being measured
}

func (w *walker) document(doc *ast.Document) *Error {
	var ops []*ast.OperationDefinition
	for _, d := range doc.Definitions {
		switch d := d.(type) {
		case *ast.OperationDefinition:
			ops = append(ops, d)
		case *ast.FragmentDefinition:
			if d.Name != nil {
				w.fragments[d.Name.Value] = d
			}
			if err := directives(d.Directives); err != nil {
				return err
			}
		default:
			return &Error{Message: "a request holds operations and fragments only", Code: CodeInvalid}
		}
	}
	if len(ops) == 0 {
		return &Error{Message: "syntax: the document has no operation", Code: CodeSyntax}
	}
	if len(ops) > maxOps {
		return tooComplex(fmt.Sprintf("the document has %d operations, want at most %d", len(ops), maxOps))
	}
	for _, op := range ops {
		if err := w.operation(op); err != nil {
			return err
		}
	}
	// Fragments that no operation uses are invalid, but validation walks them
	// before it says so.
	for _, d := range doc.Definitions {
		if f, ok := d.(*ast.FragmentDefinition); ok && f.Name != nil {
			m, err := w.fragment(f.Name.Value)
			if err == nil {
				err = m.check()
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walker) operation(op *ast.OperationDefinition) *Error {
	if op.Operation != ast.OperationTypeQuery {
		return &Error{Message: fmt.Sprintf("there is no %s here, only queries", op.Operation), Code: CodeInvalid}
	}
	if err := directives(op.Directives); err != nil {
		return err
	}
	w.defaults = map[string]ast.Value{}
	for _, v := range op.VariableDefinitions {
		if listDepth(v.Type) > maxListType {
			return tooComplex(fmt.Sprintf("the type of a variable nests more than %d lists", maxListType))
		}
		if v.Variable != nil && v.Variable.Name != nil {
			w.defaults[v.Variable.Name.Value] = v.DefaultValue
		}
	}
	// A fragment's cost depends on the operation's variables.
	clear(w.seen)
	m, err := w.set(op.SelectionSet, w.schema.QueryType())
	if err != nil {
		return err
	}
	return m.check()
}

func (m *measure) check() *Error {
	switch {
	case m.depth > maxDepth:
		return tooComplex(fmt.Sprintf("fields nest deeper than %d", maxDepth))
	case m.nav > maxSchemaNav:
		return tooComplex(fmt.Sprintf("introspection nests more than %d lists of fields or types", maxSchemaNav))
	case m.fields > maxExpanded:
		return tooComplex(fmt.Sprintf("the query has more than %d fields with its fragments put in", maxExpanded))
	case m.cost > maxCost:
		return tooComplex(fmt.Sprintf("the query costs %d, want at most %d: ask for fewer entries (first) or in several queries", m.cost, maxCost))
	}
	return nil
}

func (w *walker) set(set *ast.SelectionSet, parent graphql.Type) (measure, *Error) {
	var total measure
	if set == nil {
		return total, nil
	}
	for _, selection := range set.Selections {
		var m measure
		var err *Error
		switch s := selection.(type) {
		case *ast.Field:
			if err = directives(s.Directives); err == nil {
				m, err = w.field(s, parent)
			}
		case *ast.InlineFragment:
			if err = directives(s.Directives); err == nil {
				m, err = w.set(s.SelectionSet, w.condition(s.TypeCondition, parent))
			}
		case *ast.FragmentSpread:
			if err = directives(s.Directives); err == nil && s.Name != nil {
				m, err = w.fragment(s.Name.Value)
			}
		}
		if err != nil {
			return total, err
		}
		total.add(m)
	}
	return total, nil
}

func (w *walker) fragment(name string) (measure, *Error) {
	if m := w.seen[name]; m != nil {
		if !m.complete {
			return measure{}, &Error{Message: fmt.Sprintf("fragment %q contains itself", name), Code: CodeInvalid}
		}
		return *m, nil
	}
	f := w.fragments[name]
	if f == nil {
		return measure{}, nil // validation says so
	}
	w.seen[name] = &measure{}
	m, err := w.set(f.SelectionSet, w.condition(f.TypeCondition, nil))
	if err != nil {
		return m, err
	}
	m.complete = true
	w.seen[name] = &m
	return m, nil
}

func (w *walker) condition(on *ast.Named, otherwise graphql.Type) graphql.Type {
	if on == nil || on.Name == nil {
		return otherwise
	}
	return w.schema.Type(on.Name.Value)
}

// Costs. A question runs over the whole view however few findings are asked
// for, so it costs something even then.
const (
	costQuestion  = 20 // at least
	costLookup    = 5
	costInnerList = 10 // entries taken for a list that is not paged
)

// field measures a field with what is below it. A page costs its length, and
// its length times what each entry costs; a plain list counts as ten.
func (w *walker) field(f *ast.Field, parent graphql.Type) (measure, *Error) {
	if f.Name == nil {
		return measure{}, nil
	}
	name := f.Name.Value
	def := definition(w.schema, parent, name)
	var result graphql.Type
	if def != nil {
		result = def.Type
	}
	below, err := w.set(f.SelectionSet, named(result))
	if err != nil {
		return below, err
	}
	m := below
	m.fields = bounded(m.fields + 1)
	if name != "ofType" {
		m.depth++
	}
	typeName := ""
	if n := named(result); n != nil {
		typeName = n.Name()
	}
	introspection := strings.HasPrefix(typeName, "__")
	root := parent == w.schema.QueryType()
	switch {
	case introspection && isList(result):
		m.nav++
		if name == "types" || name == "args" || name == "enumValues" || name == "directives" {
			m.nav-- // these lead nowhere that leads back here
		}
	case introspection && root:
		m.cost = bounded(m.cost + costQuestion)
	case strings.HasSuffix(typeName, connectionSuffix):
		n := w.first(f)
		m.cost = bounded(n + max(n, 1)*below.cost)
		if root {
			m.cost = max(m.cost, costQuestion)
		}
	case root && name != "__typename":
		m.cost = bounded(m.cost + costLookup)
	case isList(result) && !strings.HasSuffix(nameOf(parent), connectionSuffix):
		m.cost = bounded(m.cost * costInnerList)
	}
	return m, nil
}

// first returns the page length a connection asks for, the largest there is
// if that cannot be told.
func (w *walker) first(f *ast.Field) int {
	for _, arg := range f.Arguments {
		if arg.Name == nil || arg.Name.Value != "first" {
			continue
		}
		value := arg.Value
		if v, ok := value.(*ast.Variable); ok && v.Name != nil {
			if given, ok := w.variables[v.Name.Value]; ok && given != nil {
				if n, ok := given.(float64); ok && n >= 0 && n <= maxPage {
					return int(n)
				}
				return maxPage
			}
			value = w.defaults[v.Name.Value]
			if value == nil {
				return defaultPage
			}
		}
		if v, ok := value.(*ast.IntValue); ok {
			if n, err := strconv.Atoi(v.Value); err == nil && n >= 0 && n <= maxPage {
				return n
			}
		}
		return maxPage
	}
	return defaultPage
}

func directives(list []*ast.Directive) *Error {
	if len(list) > maxDirective {
		return tooComplex(fmt.Sprintf("%d directives in one place, want at most %d", len(list), maxDirective))
	}
	return nil
}

func listDepth(t ast.Type) int {
	depth := 0
	for {
		switch inner := t.(type) {
		case *ast.List:
			depth++
			t = inner.Type
		case *ast.NonNull:
			t = inner.Type
		default:
			return depth
		}
	}
}

// checkVariables refuses values that nest deeply or hold very many parts.
func checkVariables(variables map[string]any) *Error {
	parts := 0
	var walk func(v any, depth int) *Error
	walk = func(v any, depth int) *Error {
		if parts++; parts > maxVariables {
			return tooComplex(fmt.Sprintf("the variables hold more than %d values", maxVariables))
		}
		if depth > maxVarDepth {
			return tooComplex(fmt.Sprintf("the variables nest deeper than %d", maxVarDepth))
		}
		switch v := v.(type) {
		case map[string]any:
			for _, inner := range v {
				if err := walk(inner, depth+1); err != nil {
					return err
				}
			}
		case []any:
			for _, inner := range v {
				if err := walk(inner, depth+1); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for _, v := range variables {
		if err := walk(v, 1); err != nil {
			return err
		}
	}
	return nil
}

// definition returns the field of that name, or nil.
func definition(schema *graphql.Schema, parent graphql.Type, name string) *graphql.FieldDefinition {
	switch {
	case name == "__typename":
		return graphql.TypeNameMetaFieldDef
	case parent == schema.QueryType() && name == "__schema":
		return graphql.SchemaMetaFieldDef
	case parent == schema.QueryType() && name == "__type":
		return graphql.TypeMetaFieldDef
	}
	switch t := parent.(type) {
	case *graphql.Object:
		return t.Fields()[name]
	case *graphql.Interface:
		return t.Fields()[name]
	}
	return nil
}

// named returns the type without its lists and non-nulls; nil for nil.
func named(t graphql.Type) graphql.Type {
	for {
		switch inner := t.(type) {
		case *graphql.List:
			t = inner.OfType
		case *graphql.NonNull:
			t = inner.OfType
		default:
			return t
		}
	}
}

func nameOf(t graphql.Type) string {
	if t == nil {
		return ""
	}
	return t.Name()
}

func isList(t graphql.Type) bool {
	if n, ok := t.(*graphql.NonNull); ok {
		t = n.OfType
	}
	_, ok := t.(*graphql.List)
	return ok
}
