package gql

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/graphql-go/graphql"
)

// servedDirectives are the directives of the specification that a query or the
// schema's text can carry. graphql-go v0.8.1 lacks specifiedBy.
var servedDirectives = []*graphql.Directive{
	graphql.IncludeDirective,
	graphql.SkipDirective,
	graphql.DeprecatedDirective,
	graphql.NewDirective(graphql.DirectiveConfig{
		Name:        "specifiedBy",
		Description: "Says where the behavior of a scalar is specified.",
		Locations:   []string{graphql.DirectiveLocationScalar},
		Args: graphql.FieldConfigArgument{
			"url": {Type: graphql.NewNonNull(graphql.String), Description: "The URL of the specification."},
		},
	}),
}

// amendIntrospection brings graphql-go's introspection, which is of 2016, up to
// what clients ask today: specifiedByURL, isOneOf, isRepeatable, the schema's
// description and includeDeprecated everywhere, lists in a fixed order, and []
// for the interfaces of an interface. The types are the library's package
// variables, so this is done once for the process.
var amendIntrospection = sync.OnceFunc(func() {
	deprecated := graphql.FieldConfigArgument{
		"includeDeprecated": {Type: graphql.Boolean, DefaultValue: false, Description: "Nothing here is deprecated, so this changes nothing."},
	}
	null := func(t graphql.Output, doc string) *graphql.Field {
		return &graphql.Field{Type: t, Description: doc, Resolve: func(graphql.ResolveParams) (any, error) { return nil, nil }}
	}
	falsehood := func(doc string) *graphql.Field {
		return &graphql.Field{Type: required(graphql.Boolean), Description: doc, Resolve: func(graphql.ResolveParams) (any, error) { return false, nil }}
	}

	graphql.SchemaType.AddFieldConfig("description", null(graphql.String, "What the schema is for."))
	graphql.SchemaType.AddFieldConfig("types", &graphql.Field{Type: listOf(graphql.TypeType), Description: "All types, by name.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			s, _ := p.Source.(graphql.Schema)
			var all []graphql.Type
			for _, name := range slices.Sorted(maps.Keys(s.TypeMap())) {
				all = append(all, s.TypeMap()[name])
			}
			return all, nil
		}})

	graphql.SchemaType.AddFieldConfig("directives", &graphql.Field{Type: listOf(graphql.DirectiveType), Description: "All directives.", Args: deprecated,
		Resolve: func(p graphql.ResolveParams) (any, error) {
			s, _ := p.Source.(graphql.Schema)
			return s.Directives(), nil
		}})

	t := graphql.TypeType
	t.AddFieldConfig("specifiedByURL", &graphql.Field{Type: graphql.String, Description: "Where a scalar's behavior is specified.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			if s, ok := p.Source.(*graphql.Scalar); ok {
				return some(specifiedBy[s.Name()]), nil
			}
			return nil, nil
		}})
	t.AddFieldConfig("isOneOf", &graphql.Field{Type: graphql.Boolean, Description: "Whether exactly one field of an input object must be given.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			if _, ok := p.Source.(*graphql.InputObject); ok {
				return false, nil
			}
			return nil, nil
		}})
	t.AddFieldConfig("fields", &graphql.Field{Type: graphql.NewList(required(graphql.FieldType)), Description: "The fields, by name.",
		Args: deprecated, Resolve: func(p graphql.ResolveParams) (any, error) {
			switch t := p.Source.(type) {
			case *graphql.Object:
				return byName(t.Fields()), nil
			case *graphql.Interface:
				return byName(t.Fields()), nil
			}
			return nil, nil
		}})
	t.AddFieldConfig("inputFields", &graphql.Field{Type: graphql.NewList(required(graphql.InputValueType)), Description: "The fields of an input object, by name.",
		Args: deprecated, Resolve: func(p graphql.ResolveParams) (any, error) {
			if t, ok := p.Source.(*graphql.InputObject); ok {
				return byName(t.Fields()), nil
			}
			return nil, nil
		}})
	t.AddFieldConfig("interfaces", &graphql.Field{Type: graphql.NewList(required(graphql.TypeType)), Description: "The interfaces of an object or interface.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			switch t := p.Source.(type) {
			case *graphql.Object:
				return append([]*graphql.Interface{}, t.Interfaces()...), nil
			case *graphql.Interface:
				return []*graphql.Interface{}, nil
			}
			return nil, nil
		}})
	t.AddFieldConfig("possibleTypes", &graphql.Field{Type: graphql.NewList(required(graphql.TypeType)), Description: "The objects that an interface can stand for, by name.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			if t, ok := p.Source.(*graphql.Interface); ok {
				return possibleTypes(&p.Info.Schema, t), nil
			}
			return nil, nil
		}})

	args := func() *graphql.Field {
		return &graphql.Field{Type: listOf(graphql.InputValueType), Description: "The arguments, by name.", Args: deprecated,
			Resolve: func(p graphql.ResolveParams) (any, error) {
				switch source := p.Source.(type) {
				case *graphql.FieldDefinition:
					return source.Args, nil
				case *graphql.Directive:
					return append([]*graphql.Argument{}, source.Args...), nil
				}
				return []*graphql.Argument{}, nil
			}}
	}
	graphql.FieldType.AddFieldConfig("args", args())
	graphql.DirectiveType.AddFieldConfig("args", args())
	graphql.DirectiveType.AddFieldConfig("isRepeatable", falsehood("Whether it may stand several times in one place."))
	graphql.InputValueType.AddFieldConfig("defaultValue", &graphql.Field{Type: graphql.String, Description: "The default as GraphQL writes it.",
		Resolve: func(p graphql.ResolveParams) (any, error) {
			text := ""
			switch source := p.Source.(type) {
			case *graphql.Argument:
				text = defaultValue(source.Type, source.DefaultValue)
			case *graphql.InputObjectField:
				text = defaultValue(source.Type, source.DefaultValue)
			}
			return some(strings.TrimPrefix(text, " = ")), nil
		}})
	for _, t := range []*graphql.Object{graphql.InputValueType, graphql.DirectiveType} {
		t.AddFieldConfig("isDeprecated", falsehood("Whether it should not be used any more."))
		t.AddFieldConfig("deprecationReason", null(graphql.String, "Why it should not be used any more."))
	}

	for _, t := range []*graphql.Object{graphql.SchemaType, graphql.TypeType, graphql.FieldType, graphql.InputValueType, graphql.EnumValueType, graphql.DirectiveType} {
		for name, def := range t.Fields() {
			bound(name, def)
		}
	}
	bound("__schema", graphql.SchemaMetaFieldDef)
	bound("__type", graphql.TypeMetaFieldDef)
	bound("__typename", graphql.TypeNameMetaFieldDef)
})

// bound makes a field of the library count and stop as ours do.
func bound(name string, def *graphql.FieldDefinition) {
	resolve := def.Resolve
	if resolve == nil {
		resolve = graphql.DefaultResolveFn
	}
	def.Resolve = guarded(func(_ *run, p graphql.ResolveParams) (any, error) { return resolve(p) })
	slices.SortFunc(def.Args, func(a, b *graphql.Argument) int { return strings.Compare(a.Name(), b.Name()) })
}

func byName[T any](fields map[string]T) []T {
	list := make([]T, 0, len(fields))
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, fields[name])
	}
	return list
}

func possibleTypes(s *graphql.Schema, t *graphql.Interface) []*graphql.Object {
	list := slices.Clone(s.PossibleTypes(t))
	slices.SortFunc(list, func(a, b *graphql.Object) int { return strings.Compare(a.Name(), b.Name()) })
	return list
}

// settle puts the arguments and enum values of a schema, which the library
// takes from maps, in order, and has it fill the tables that it would fill at
// the first request, where two at a time would race.
func settle(s *graphql.Schema) {
	for _, t := range s.TypeMap() {
		switch t := t.(type) {
		case *graphql.Object:
			for _, def := range t.Fields() {
				slices.SortFunc(def.Args, func(a, b *graphql.Argument) int { return strings.Compare(a.Name(), b.Name()) })
			}
			t.Interfaces()
		case *graphql.Interface:
			for _, def := range t.Fields() {
				slices.SortFunc(def.Args, func(a, b *graphql.Argument) int { return strings.Compare(a.Name(), b.Name()) })
			}
			s.IsPossibleType(t, s.QueryType())
		case *graphql.InputObject:
			t.Fields()
		case *graphql.Enum:
			slices.SortFunc(t.Values(), func(a, b *graphql.EnumValueDefinition) int { return strings.Compare(a.Name, b.Name) })
			t.Serialize(nil)
			t.ParseValue("")
		}
	}
}
