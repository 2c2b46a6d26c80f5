package gql

import (
	"maps"
	"slices"

	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/schema"
)

// thing is the source of every entity type: what the view knows of an ID.
type thing struct {
	id    graph.ID
	brief *graph.Entity
	node  *graph.Node     // nil if the view does not hold it
	doc   *graph.Document // set for documents
}

// thing looks an ID up; nil for an empty one.
func (r *run) thing(id graph.ID) *thing {
	v, err := r.view()
	if id == "" || err != nil {
		return nil
	}
	return &thing{id: id, brief: v.Entity(id), node: v.Node(id), doc: v.Document(id)}
}

// entityOf returns the thing of an ID as a field's value, nil for an empty one.
func (r *run) entityOf(id graph.ID) any {
	if t := r.thing(id); t != nil {
		return t
	}
	return nil
}

func (t *thing) kind() schema.Kind {
	if t.brief.Kind == "" && t.doc != nil {
		return schema.Document
	}
	return t.brief.Kind
}

func (t *thing) name() string {
	if t.node == nil && t.doc != nil {
		for _, name := range []string{t.doc.Title, t.doc.URI} {
			if name != "" {
				return name
			}
		}
	}
	return t.brief.Name
}

// groups says which type stands for each group of kinds. A test checks that
// the ontology has no other group.
var groups = []struct {
	group     schema.Group
	name, doc string
}{
	{schema.GroupActor, "Actor", "Anything that can act: a state, intergovernmental organization, other organization, organ of a state, armed group, people or person."},
	{"instrument", "Treaty", "A signed or planned instrument between actors; an alliance is a treaty with military obligations, or the body it forms."},
	{"claim", "Claim", "An accusation or a denial. Never a fact about the accused."},
	{"occurrence", "Event", "Something that happened or is said to have happened."},
	{"location", "Place", "A territory, city, river or site."},
	{"source", "Document", "A text or dataset that statements were read from."},
}

// nodes makes the interfaces Node and Entity and the types of nodes.
func (t *types) nodes() {
	t.node = graphql.NewInterface(graphql.InterfaceConfig{
		Name:        "Node",
		Description: "Anything with an ID: entities and statements.",
		Fields:      graphql.Fields{"id": &graphql.Field{Type: required(graphql.ID), Description: "The ID, such as `state:TUR`, `doc:…` or `stmt:…`."}},
		ResolveType: t.typeOf,
	})
	t.entity = graphql.NewInterface(graphql.InterfaceConfig{
		Name:        "Entity",
		Description: "What a statement can be about.",
		Fields:      graphql.FieldsThunk(t.entityFields),
		ResolveType: t.typeOf,
	})
	for _, g := range groups {
		object := t.entityType(g.name, g.doc)
		t.byGroup[g.group] = object
		switch g.group {
		case schema.GroupActor:
			t.actor = object
		case "source":
			t.document = object
		}
	}
	t.unknown = t.entityType("UnknownEntity", "A node that statements name and nothing describes.")
}

func (t *types) entityType(name, doc string) *graphql.Object {
	object := graphql.NewObject(graphql.ObjectConfig{
		Name: name, Description: doc,
		Interfaces: []*graphql.Interface{t.node, t.entity},
		Fields: graphql.FieldsThunk(func() graphql.Fields {
			fields := t.entityFields()
			if name == "Document" {
				maps.Copy(fields, t.documentFields())
			}
			return fields
		}),
	})
	t.objects = append(t.objects, object)
	return object
}

// typeOf returns the type of a source that stands behind an interface.
func (t *types) typeOf(p graphql.ResolveTypeParams) *graphql.Object {
	switch source := p.Value.(type) {
	case *graph.Statement:
		return t.statement
	case *thing:
		if info := schema.Default().Kind(source.kind()); info != nil && t.byGroup[info.Group] != nil {
			return t.byGroup[info.Group]
		}
	}
	return t.unknown
}

func (t *types) entityFields() graphql.Fields {
	return graphql.Fields{
		"id":      field("The ID, such as `state:TUR` or `treaty:atop/1450`.", required(graphql.ID), func(_ *run, e *thing) any { return string(e.id) }),
		"name":    field("The name; the ID if none is known.", required(graphql.String), func(_ *run, e *thing) any { return e.name() }),
		"kind":    field("What it is; null if the store does not say.", t.kind, func(_ *run, e *thing) any { return e.kind() }),
		"aliases": field("Other names, each once.", listOf(graphql.String), func(_ *run, e *thing) any { return e.brief.Aliases }),
		"codes":   field("Codes in code books, by code book.", listOf(t.code), func(_ *run, e *thing) any { return pairs(e.brief.Codes) }),
		"namings": field("Other names with their type and when they were in use.", listOf(t.alias), func(_ *run, e *thing) any {
			if e.node == nil {
				return []*graph.Alias{}
			}
			return list(e.node.Aliases)
		}),
		"valid": field("When it exists or existed; null if unknown.", t.interval, func(_ *run, e *thing) any {
			if e.node == nil {
				return nil
			}
			return someInterval(e.node.Valid)
		}),
		"statements": t.statementsField("Statements it stands in, in order of ID.", true),
	}
}

func (t *types) documentFields() graphql.Fields {
	of := func(doc string, get func(d *graph.Document) string) *graphql.Field {
		return text(doc, func(e *thing) string {
			if e.doc == nil {
				return ""
			}
			return get(e.doc)
		})
	}
	return graphql.Fields{
		"title":     of("The title.", func(d *graph.Document) string { return d.Title }),
		"uri":       of("The path or URL it was loaded from, as it was given.", func(d *graph.Document) string { return d.URI }),
		"publisher": of("Who published it.", func(d *graph.Document) string { return d.Publisher }),
		"sha256":    of("The SHA-256 of its bytes.", func(d *graph.Document) string { return d.SHA256 }),
		"loader":    of("The loader that read it, with its version.", func(d *graph.Document) string { return d.Loader }),
		"citation":  of("The work to cite.", func(d *graph.Document) string { return d.Citation }),
		"license":   of("The licence it is under.", func(d *graph.Document) string { return d.License }),
		"date": field("The dateline; null if unknown.", t.date, func(_ *run, e *thing) any {
			if e.doc == nil {
				return nil
			}
			return e.doc.Date
		}),
		"basis": field("What sort of source it is.", t.basis, func(_ *run, e *thing) any {
			if e.doc == nil {
				return nil
			}
			return e.doc.Basis
		}),
	}
}

// pairs returns a map's entries in order of key, never nil.
func pairs(m map[string]string) []pair {
	list := make([]pair, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, pair{key, m[key]})
	}
	return list
}
