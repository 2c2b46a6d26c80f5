package gql

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/graphql-go/graphql"

	"casus/graph"
)

// run is the state of one request. graphql-go resolves the fields of a query
// one after another, so it needs no lock.
type run struct {
	ctx     context.Context
	schema  *Schema
	loaded  *graph.View
	viewErr error
	fields  int
	stopped *Error // set once: the whole answer is given up
	causes  []error
	offsets map[graph.ID]*utf16Index
}

type runKey struct{}

// view returns the view that the whole request is answered from.
func (r *run) view() (*graph.View, error) {
	if r.loaded == nil && r.viewErr == nil {
		r.loaded, r.viewErr = r.schema.view(r.ctx)
		if r.viewErr == nil && r.loaded == nil {
			r.viewErr = fmt.Errorf("no view")
		}
	}
	return r.loaded, r.viewErr
}

// tick counts a field and returns an error if the request must stop.
func (r *run) tick() *Error {
	if r.stopped != nil {
		return r.stopped
	}
	if r.fields++; r.fields > maxFields {
		r.stopped = tooComplex(fmt.Sprintf("the answer has more than %d values: ask for fewer entries (first)", maxFields))
	} else if r.fields%16 == 1 && r.ctx.Err() != nil {
		r.stopped = timeout()
	}
	return r.stopped
}

// guarded wraps a resolver: it counts, looks at the context, turns panics and
// errors into what a client may see, and finds the request's state.
func guarded(resolve func(r *run, p graphql.ResolveParams) (any, error)) graphql.FieldResolveFn {
	return func(p graphql.ResolveParams) (value any, err error) {
		r, _ := p.Context.Value(runKey{}).(*run)
		if r == nil {
			return nil, &Error{Message: "internal error", Code: CodeInternal}
		}
		if stop := r.tick(); stop != nil {
			return nil, stop
		}
		defer func() {
			if caught := recover(); caught != nil {
				value, err = nil, fmt.Errorf("resolve %s: panic: %v\n%s", p.Info.FieldName, caught, debug.Stack())
			}
			if err == nil {
				return
			}
			shown, cause := wrap(err)
			if cause != nil {
				r.causes = append(r.causes, fmt.Errorf("resolve %s: %w", p.Info.FieldName, cause))
			}
			if r.ctx.Err() != nil && r.stopped == nil {
				r.stopped = timeout()
			}
			value, err = nil, shown
		}()
		return resolve(r, p)
	}
}

// field makes a field of objects whose source is a T.
func field[T any](doc string, t graphql.Output, get func(r *run, source T) any) *graphql.Field {
	return &graphql.Field{Description: doc, Type: t, Resolve: guarded(func(r *run, p graphql.ResolveParams) (any, error) {
		source, ok := p.Source.(T)
		if !ok {
			return nil, fmt.Errorf("source is %T", p.Source)
		}
		return get(r, source), nil
	})}
}

// text is a field of text that is null if empty.
func text[T any, S ~string](doc string, get func(source T) S) *graphql.Field {
	return field(doc, graphql.String, func(_ *run, source T) any { return some(get(source)) })
}

// some returns text, or nil if it is empty.
func some[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// list returns the items, never nil, each by reference.
func list[T any](items []T) []*T {
	pointers := make([]*T, len(items))
	for i := range items {
		pointers[i] = &items[i]
	}
	return pointers
}
