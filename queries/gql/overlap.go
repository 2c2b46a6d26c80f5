package gql

import (
	"fmt"
	"slices"

	"github.com/graphql-go/graphql"
	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/printer"
)

// maxOverlapSteps is how many fields the check below looks at before it gives
// up on a document. Honest queries need a few hundred.
const maxOverlapSteps = 50_000

// rules are graphql-go's validation rules but for the one that asks whether
// fields of the same response name can be merged: it is exponential in the
// size of the document and compares every pair. overlaps stands in for it.
var rules = []graphql.ValidationRuleFn{
	graphql.ArgumentsOfCorrectTypeRule,
	graphql.DefaultValuesOfCorrectTypeRule,
	graphql.FieldsOnCorrectTypeRule,
	graphql.FragmentsOnCompositeTypesRule,
	graphql.KnownArgumentNamesRule,
	graphql.KnownDirectivesRule,
	graphql.KnownFragmentNamesRule,
	graphql.KnownTypeNamesRule,
	graphql.LoneAnonymousOperationRule,
	graphql.NoFragmentCyclesRule,
	graphql.NoUndefinedVariablesRule,
	graphql.NoUnusedFragmentsRule,
	graphql.NoUnusedVariablesRule,
	graphql.PossibleFragmentSpreadsRule,
	graphql.ProvidedNonNullArgumentsRule,
	graphql.ScalarLeafsRule,
	graphql.UniqueArgumentNamesRule,
	graphql.UniqueFragmentNamesRule,
	graphql.UniqueInputFieldNamesRule,
	graphql.UniqueOperationNamesRule,
	graphql.UniqueVariableNamesRule,
	graphql.VariablesAreInputTypesRule,
	graphql.VariablesInAllowedPositionRule,
}

// overlaps implements "Field Selection Merging" of the GraphQL specification
// (October 2021, section 5.3.2) for a document that is valid otherwise. Where
// the specification compares pairs, it collects all fields of one response name
// at one place, compares each with the first, and goes on with what all of them
// select together (the method of S. Adameit, 2019).
func overlaps(schema *graphql.Schema, doc *ast.Document, lines lineIndex) *Error {
	o := overlap{schema: schema, fragments: map[string]*ast.FragmentDefinition{}, lines: lines}
	for _, d := range doc.Definitions {
		if f, ok := d.(*ast.FragmentDefinition); ok {
			o.fragments[f.Name.Value] = f
		}
	}
	for _, d := range doc.Definitions {
		if op, ok := d.(*ast.OperationDefinition); ok {
			root := selected{set: op.SelectionSet, result: schema.QueryType()}
			if err := o.merge([]selected{root}, false); err != nil {
				return err
			}
		}
	}
	return nil
}

type overlap struct {
	schema    *graphql.Schema
	fragments map[string]*ast.FragmentDefinition
	lines     lineIndex
	steps     int
}

// selected is a field where it stands.
type selected struct {
	field  *ast.Field
	parent graphql.Type
	set    *ast.SelectionSet
	result graphql.Type
}

// merge checks what the given fields, which one response name stands for,
// select together. With shapeOnly set they can stand on different objects, so
// that only the shape of the result must agree.
func (o *overlap) merge(fields []selected, shapeOnly bool) *Error {
	var order []string
	groups := map[string][]selected{}
	visited := map[string]bool{}
	for _, f := range fields {
		if f.set != nil {
			if err := o.collect(f.set, named(f.result), visited, groups, &order); err != nil {
				return err
			}
		}
	}
	for _, name := range order {
		if err := o.group(name, groups[name], shapeOnly); err != nil {
			return err
		}
	}
	return nil
}

func (o *overlap) collect(set *ast.SelectionSet, parent graphql.Type, visited map[string]bool, groups map[string][]selected, order *[]string) *Error {
	for _, s := range set.Selections {
		if o.steps++; o.steps > maxOverlapSteps {
			return tooComplex("too many fields of the same names stand on top of each other")
		}
		var err *Error
		switch s := s.(type) {
		case *ast.Field:
			name := s.Name.Value
			if s.Alias != nil {
				name = s.Alias.Value
			}
			if groups[name] == nil {
				*order = append(*order, name)
			}
			f := selected{field: s, parent: parent, set: s.SelectionSet}
			if def := definition(o.schema, parent, s.Name.Value); def != nil {
				f.result = def.Type
			}
			groups[name] = append(groups[name], f)
		case *ast.InlineFragment:
			on := parent
			if s.TypeCondition != nil {
				on = o.schema.Type(s.TypeCondition.Name.Value)
			}
			err = o.collect(s.SelectionSet, on, visited, groups, order)
		case *ast.FragmentSpread:
			if f := o.fragments[s.Name.Value]; f != nil && !visited[s.Name.Value] {
				visited[s.Name.Value] = true
				err = o.collect(f.SelectionSet, o.schema.Type(f.TypeCondition.Name.Value), visited, groups, order)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (o *overlap) group(name string, fields []selected, shapeOnly bool) *Error {
	first := fields[0]
	for _, f := range fields[1:] {
		if !sameShape(first.result, f.result) {
			return o.conflict(name, "return different types", first, f)
		}
	}
	if shapeOnly {
		return o.merge(fields, true)
	}
	// Fields on two different objects never stand for the same value; fields on
	// an interface can stand for that of any object.
	var abstract []selected
	objects := map[string][]selected{}
	var order []string
	for _, f := range fields {
		if _, ok := f.parent.(*graphql.Object); !ok {
			abstract = append(abstract, f)
			continue
		}
		if objects[f.parent.Name()] == nil {
			order = append(order, f.parent.Name())
		}
		objects[f.parent.Name()] = append(objects[f.parent.Name()], f)
	}
	if len(order) == 0 {
		return o.same(name, abstract)
	}
	for _, object := range order {
		if err := o.same(name, append(slices.Clip(objects[object]), abstract...)); err != nil {
			return err
		}
	}
	if len(order) > 1 {
		return o.merge(fields, true)
	}
	return nil
}

// same checks fields that can stand for one value: same field, same arguments.
func (o *overlap) same(name string, fields []selected) *Error {
	first := fields[0]
	var args string
	if len(fields) > 1 {
		args = arguments(first.field)
	}
	for _, f := range fields[1:] {
		if o.steps++; o.steps > maxOverlapSteps {
			return tooComplex("too many fields of the same names stand on top of each other")
		}
		if f.field.Name.Value != first.field.Name.Value {
			return o.conflict(name, "are different fields", first, f)
		}
		if arguments(f.field) != args {
			return o.conflict(name, "have different arguments", first, f)
		}
	}
	return o.merge(fields, false)
}

func (o *overlap) conflict(name, how string, a, b selected) *Error {
	return &Error{
		Message:   fmt.Sprintf("fields %q conflict because they %s; use different aliases to ask for both", name, how),
		Code:      CodeInvalid,
		Locations: []Location{o.lines.location(a.field.Loc.Start), o.lines.location(b.field.Loc.Start)},
	}
}

// arguments writes a field's arguments in order of name.
func arguments(f *ast.Field) string {
	texts := make([]string, 0, len(f.Arguments))
	for _, a := range f.Arguments {
		texts = append(texts, fmt.Sprintf("%s:%v", a.Name.Value, printer.Print(a.Value)))
	}
	slices.Sort(texts)
	return fmt.Sprintf("%q", texts)
}

func sameShape(a, b graphql.Type) bool {
	if a == nil || b == nil {
		return true
	}
	for {
		na, aok := a.(*graphql.NonNull)
		nb, bok := b.(*graphql.NonNull)
		if aok != bok {
			return false
		}
		if aok {
			a, b = na.OfType, nb.OfType
			continue
		}
		la, aok := a.(*graphql.List)
		lb, bok := b.(*graphql.List)
		if aok != bok {
			return false
		}
		if aok {
			a, b = la.OfType, lb.OfType
			continue
		}
		if graphql.IsLeafType(a) || graphql.IsLeafType(b) {
			return a == b
		}
		return true
	}
}
