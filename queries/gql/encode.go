package gql

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/graphql-go/graphql/language/ast"
)

// encode writes what Execute returned as JSON, with the fields in the order of
// the query as the specification asks; graphql-go returns maps. It refuses to
// write more than maxResponse bytes.
func encode(doc *ast.Document, op *ast.OperationDefinition, data any) ([]byte, *Error) {
	e := encoder{fragments: map[string]*ast.FragmentDefinition{}}
	for _, d := range doc.Definitions {
		if f, ok := d.(*ast.FragmentDefinition); ok {
			e.fragments[f.Name.Value] = f
		}
	}
	if err := e.write(data, e.shape([]*ast.SelectionSet{op.SelectionSet})); err != nil {
		return nil, err
	}
	return e.out.Bytes(), nil
}

type encoder struct {
	fragments map[string]*ast.FragmentDefinition
	out       bytes.Buffer
}

// shape is the order of an object's fields, for all types that it can have.
type shape struct {
	keys  []string
	sets  map[string][]*ast.SelectionSet
	below map[string]*shape // made when first needed
}

func (e *encoder) shape(sets []*ast.SelectionSet) *shape {
	s := &shape{sets: map[string][]*ast.SelectionSet{}, below: map[string]*shape{}}
	visited := map[string]bool{}
	var collect func(set *ast.SelectionSet)
	collect = func(set *ast.SelectionSet) {
		if set == nil {
			return
		}
		for _, selection := range set.Selections {
			switch selection := selection.(type) {
			case *ast.Field:
				key := selection.Name.Value
				if selection.Alias != nil {
					key = selection.Alias.Value
				}
				if _, seen := s.sets[key]; !seen {
					s.keys = append(s.keys, key)
				}
				s.sets[key] = append(s.sets[key], selection.SelectionSet)
			case *ast.InlineFragment:
				collect(selection.SelectionSet)
			case *ast.FragmentSpread:
				if f := e.fragments[selection.Name.Value]; f != nil && !visited[selection.Name.Value] {
					visited[selection.Name.Value] = true
					collect(f.SelectionSet)
				}
			}
		}
	}
	for _, set := range sets {
		collect(set)
	}
	return s
}

func (e *encoder) write(value any, s *shape) *Error {
	if e.out.Len() > maxResponse {
		return tooComplex(fmt.Sprintf("the answer has more than %d bytes: ask for fewer entries (first)", maxResponse))
	}
	switch value := value.(type) {
	case map[string]any:
		if value == nil { // an error reached the root
			e.out.WriteString("null")
			return nil
		}
		e.out.WriteByte('{')
		comma := false
		for _, key := range s.keys {
			field, ok := value[key]
			if !ok {
				continue
			}
			if comma {
				e.out.WriteByte(',')
			}
			comma = true
			e.out.WriteByte('"')
			e.out.WriteString(key) // a GraphQL name needs no escape
			e.out.WriteString(`":`)
			below := s.below[key]
			if below == nil {
				below = e.shape(s.sets[key])
				s.below[key] = below
			}
			if err := e.write(field, below); err != nil {
				return err
			}
		}
		e.out.WriteByte('}')
		return nil
	case []any:
		e.out.WriteByte('[')
		for i, item := range value {
			if i > 0 {
				e.out.WriteByte(',')
			}
			if err := e.write(item, s); err != nil {
				return err
			}
		}
		e.out.WriteByte(']')
		return nil
	case nil:
		e.out.WriteString("null")
		return nil
	}
	leaf, err := json.Marshal(value)
	if err != nil {
		return &Error{Message: "internal error", Code: CodeInternal}
	}
	e.out.Write(leaf)
	return nil
}
