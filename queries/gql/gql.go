// Package gql answers GraphQL. Its schema is built from the ontology and the
// registry of questions, so that a new question is a new root field:
//
//	s, err := gql.New(func(ctx context.Context) (*graph.View, error) { return view, nil })
//	r := s.Exec(ctx, gql.Request{Query: `{ defends(actor: "Azerbaijan") { nodes { class actor { name } } } }`})
//	err = json.NewEncoder(w).Encode(r)
//
// What a question finds is what `casus … -o json` prints for it. There are no
// mutations. Nothing but this package imports graphql-go; it is pinned at
// v0.8.1, which a short document can kill, so that every request passes a guard
// first (guard.go) and graphql.Do is never called.
package gql

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/gqlerrors"
	"github.com/graphql-go/graphql/language/ast"

	"casus/graph"
	"casus/queries"
)

// Schema answers requests. It is safe for concurrent use.
type Schema struct {
	schema graphql.Schema
	view   func(ctx context.Context) (*graph.View, error)
	now    func() time.Time
	asked  []*queries.Query

	mu       sync.Mutex
	counted  *graph.View // whose revision and length are known
	revision string
	loaded   int
}

// Option changes what [New] builds.
type Option func(*Schema)

// Questions replaces the registry of questions.
func Questions(list ...*queries.Query) Option {
	return func(s *Schema) { s.asked = list }
}

// Clock replaces the clock that tells today's date.
func Clock(now func() time.Time) Option { return func(s *Schema) { s.now = now } }

// New builds the schema. view is called once for each request that needs it,
// so that all of a request is answered from one state of the store. An error
// means that a question's name or parameters cannot be written in GraphQL.
func New(view func(ctx context.Context) (*graph.View, error), options ...Option) (*Schema, error) {
	s := &Schema{view: view, now: time.Now, asked: queries.All()}
	for _, option := range options {
		option(s)
	}
	amendIntrospection()
	t, err := newTypes(s)
	if err != nil {
		return nil, err
	}
	s.schema, err = graphql.NewSchema(graphql.SchemaConfig{Query: t.query, Types: t.objects, Directives: servedDirectives})
	if err != nil {
		return nil, fmt.Errorf("build GraphQL schema: %w", err)
	}
	settle(&s.schema)
	return s, nil
}

// Request is what a client sends.
type Request struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName"`
	Variables     map[string]any `json:"variables"`
}

// Exec answers a request. It never panics and returns soon after ctx ends, with
// an error of code [CodeTimeout].
func (s *Schema) Exec(ctx context.Context, r Request) *Response {
	finished := make(chan struct{})
	answer := make(chan *Response, 1)
	go func() {
		defer close(finished)
		defer func() {
			if p := recover(); p != nil {
				answer <- &Response{
					Errors: []*Error{{Message: "internal error", Code: CodeInternal}},
					Causes: []error{fmt.Errorf("answer query: panic: %v", p)},
				}
			}
		}()
		answer <- s.exec(ctx, r)
	}()
	var response *Response
	select {
	case response = <-answer:
	case <-ctx.Done():
		response = refused(timeout())
	}
	response.finished = finished
	return response
}

func timeout() *Error {
	return &Error{Message: "the query took too long: ask for fewer entries (first) or narrow it", Code: CodeTimeout}
}

func (s *Schema) exec(ctx context.Context, r Request) *Response {
	if ctx.Err() != nil {
		return refused(timeout())
	}
	doc, refusal := guard(&s.schema, r)
	if refusal != nil {
		return refused(refusal)
	}
	lines := newLineIndex(r.Query)
	if v := graphql.ValidateDocument(&s.schema, doc, rules); !v.IsValid {
		return refused(fromLibrary(v.Errors, CodeInvalid, lines)...)
	}
	if err := overlaps(&s.schema, doc, lines); err != nil {
		return refused(err)
	}
	op, refusal := operation(doc, r.OperationName)
	if refusal != nil {
		return refused(refusal)
	}

	// Execute gives up at a deadline and leaves its goroutine behind, so it gets
	// a context without one; the resolvers look at the real one.
	state := &run{ctx: ctx, schema: s}
	result := graphql.Execute(graphql.ExecuteParams{
		Schema: s.schema, Root: map[string]any{}, AST: doc, OperationName: r.OperationName, Args: r.Variables,
		Context: context.WithValue(context.WithoutCancel(ctx), runKey{}, state),
	})
	if state.stopped != nil {
		return &Response{Errors: []*Error{state.stopped}, Causes: state.causes}
	}
	response := &Response{Errors: fromLibrary(result.Errors, CodeInternal, lines), Causes: state.causes}
	if result.Data == nil && !anyPath(result.Errors) {
		// Only variables that do not fit their types are left to go wrong.
		for _, e := range response.Errors {
			e.Code = CodeInvalid
		}
		return response
	}
	data, err := encode(doc, op, result.Data)
	if err != nil {
		return refused(err)
	}
	response.Data = data
	return response
}

// operation returns the operation to run.
func operation(doc *ast.Document, name string) (*ast.OperationDefinition, *Error) {
	var found *ast.OperationDefinition
	for _, d := range doc.Definitions {
		op, ok := d.(*ast.OperationDefinition)
		if !ok || name != "" && (op.Name == nil || op.Name.Value != name) {
			continue
		}
		if found != nil {
			return nil, &Error{Message: "operationName is missing: the document has several operations", Code: CodeInvalid}
		}
		found = op
	}
	if found == nil {
		return nil, &Error{Message: clip(fmt.Sprintf("the document has no operation %q", name)), Code: CodeInvalid}
	}
	return found, nil
}

func anyPath(errs []gqlerrors.FormattedError) bool {
	for _, err := range errs {
		if len(err.Path) > 0 {
			return true
		}
	}
	return false
}

func gqlError(err error) *gqlerrors.Error {
	var found *gqlerrors.Error
	if errors.As(err, &found) {
		return found
	}
	return nil
}

// figures returns the revision and the number of loaded statements of a view.
// They cost a scan, so those of the view asked last are kept.
func (s *Schema) figures(v *graph.View) (revision string, loaded int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counted != v {
		s.revision, s.loaded, s.counted = v.Revision(), v.Loaded(), v
	}
	return s.revision, s.loaded
}
