package gql

import (
	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

// types holds the types of one schema while it is built.
type types struct {
	schema *Schema

	date                                                *graphql.Scalar
	kind, relationClass, obligationClass, stance, basis *graphql.Enum
	status, aliasType, end                              *graphql.Enum
	node, entity                                        *graphql.Interface
	byGroup                                             map[schema.Group]*graphql.Object
	actor, document, unknown, statement, finding        *graphql.Object
	interval, code, alias, qualifier, evidence, source  *graphql.Object
	pageInfo, store, kindInfo, relationInfo, ontology   *graphql.Object
	statementConnection, findingConnection              *graphql.Object
	statementFilter                                     *graphql.InputObject
	query                                               *graphql.Object
	objects                                             []graphql.Type // those that only interfaces lead to
}

func newTypes(s *Schema) (*types, error) {
	t := &types{schema: s, byGroup: map[schema.Group]*graphql.Object{}}
	t.words()
	t.small()
	t.nodes()
	t.statements()
	t.findings()
	t.ontologies()
	return t, t.root()
}

func required(t graphql.Type) graphql.Output { return graphql.NewNonNull(t) }

// listOf is [T!]!.
func listOf(t graphql.Type) graphql.Output {
	return graphql.NewNonNull(graphql.NewList(graphql.NewNonNull(t)))
}

// words makes the scalar and the enums.
func (t *types) words() {
	t.date = newDate()
	kinds, kindDocs := kindWords()
	t.kind = enum("Kind", "What a node is.", kinds, kindDocs)
	classes, classDocs := classWords()
	t.relationClass = enum("RelationClass", "The family a relation belongs to.", classes, classDocs)
	t.obligationClass = enum("ObligationClass", "How far somebody is bound.",
		[]queries.Class{queries.Bound, queries.May, queries.OnlyIf, queries.NotBound}, obligationClassDocs)
	t.stance = enum("Stance", "How a source puts a claim.", graph.Stances(), stanceDocs)
	t.basis = enum("Basis", "What sort of source a statement rests on, from strongest to weakest for the wording of an obligation.", graph.Bases(), basisDocs)
	t.status = enum("Status", "How far a treaty has come.", graph.Statuses(), statusDocs)
	t.aliasType = enum("AliasType", "How an alias names its node.",
		[]graph.AliasType{graph.AliasName, graph.AliasAcronym, graph.AliasDemonym, graph.AliasSeat, graph.AliasCode, graph.AliasSurface},
		map[graph.AliasType]string{
			graph.AliasName:    "Another name.",
			graph.AliasAcronym: "An acronym.",
			graph.AliasDemonym: "The people or the adjective: Turkish, Turks.",
			graph.AliasSeat:    "The seat that stands for a government: Ankara, the Kremlin.",
			graph.AliasCode:    "A code.",
			graph.AliasSurface: "As a document wrote it.",
		})
	t.end = enum("End", "The end of a statement that a node stands at.", []end{subjectEnd, objectEnd, eitherEnd},
		map[end]string{subjectEnd: "The subject.", objectEnd: "The object.", eitherEnd: "Subject or object."})
}

type end string

const (
	subjectEnd end = "subject"
	objectEnd  end = "object"
	eitherEnd  end = "either"
)

// pair is a key of a map with its value: GraphQL has no maps.
type pair struct{ key, value string }

// small makes the types that lead nowhere else.
func (t *types) small() {
	t.interval = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Interval",
		Description: "A valid time: `from` is the first day on which a claim holds in the world, `to` the first on which it does not any more.",
		Fields: graphql.Fields{
			"from": field("The first day on which it holds; null if unknown.", t.date, func(_ *run, iv graph.Interval) any { return iv.From }),
			"to":   field("The first day on which it holds no more; null if unknown, `..` if it goes on.", t.date, func(_ *run, iv graph.Interval) any { return iv.To }),
		},
	})
	t.code = graphql.NewObject(graphql.ObjectConfig{
		Name:        "ActorCode",
		Description: "A node's code in a code book, such as `iso3` TUR or `cow` 640.",
		Fields: graphql.Fields{
			"system": field("The code book.", required(graphql.String), func(_ *run, p pair) any { return p.key }),
			"value":  field("The code.", required(graphql.String), func(_ *run, p pair) any { return p.value }),
		},
	})
	t.qualifier = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Qualifier",
		Description: "What limits or details a statement: article, adversary, place, provocation, discretion, condition, matter …",
		Fields: graphql.Fields{
			"name":  field("What it says.", required(graphql.String), func(_ *run, p pair) any { return p.key }),
			"value": field("In words, or the ID of a node.", required(graphql.String), func(_ *run, p pair) any { return p.value }),
		},
	})
	t.alias = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Alias",
		Description: "Another name, and when it was in use.",
		Fields: graphql.Fields{
			"text":  field("The name.", required(graphql.String), func(_ *run, a *graph.Alias) any { return a.Text }),
			"type":  field("How it names the node.", t.aliasType, func(_ *run, a *graph.Alias) any { return a.Type }),
			"valid": field("When it was in use; null if always or unknown.", t.interval, func(_ *run, a *graph.Alias) any { return someInterval(a.Valid) }),
		},
	})
	t.pageInfo = graphql.NewObject(graphql.ObjectConfig{
		Name:        "PageInfo",
		Description: "Where a page stands in its list.",
		Fields: graphql.Fields{
			"hasNextPage":     field("Whether more follows.", required(graphql.Boolean), func(_ *run, p pageInfo) any { return p.next }),
			"hasPreviousPage": field("Whether something comes before.", required(graphql.Boolean), func(_ *run, p pageInfo) any { return p.previous }),
			"startCursor":     field("The cursor of the first entry; null on an empty page.", graphql.String, func(_ *run, p pageInfo) any { return some(p.start) }),
			"endCursor":       field("The cursor of the last entry, to give as `after`; null on an empty page.", graphql.String, func(_ *run, p pageInfo) any { return some(p.end) }),
		},
	})
	t.store = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Store",
		Description: "What is loaded. Reference facts of casus itself do not count.",
		Fields: graphql.Fields{
			"revision":   field("Names the content: the same statements give the same revision.", required(graphql.String), func(_ *run, f storeFigures) any { return f.revision }),
			"statements": field("How many statements are loaded.", required(graphql.Int), func(_ *run, f storeFigures) any { return f.loaded }),
		},
	})
}

type storeFigures struct {
	revision string
	loaded   int
}

func (r *run) storeFigures(v *graph.View) storeFigures {
	revision, loaded := r.schema.figures(v)
	return storeFigures{revision, loaded}
}

// someInterval returns the interval, or nil if nothing is known of it.
func someInterval(iv graph.Interval) any {
	if iv == (graph.Interval{}) {
		return nil
	}
	return iv
}

// ontologies makes the types that describe what may exist.
func (t *types) ontologies() {
	t.kindInfo = graphql.NewObject(graphql.ObjectConfig{
		Name:        "KindInfo",
		Description: "A kind of node.",
		Fields: graphql.Fields{
			"name":  field("The kind, as JSON and the command line write it.", required(graphql.String), func(_ *run, k *schema.KindInfo) any { return string(k.Name) }),
			"kind":  field("The kind as an enum value.", required(t.kind), func(_ *run, k *schema.KindInfo) any { return k.Name }),
			"label": field("For people.", required(graphql.String), func(_ *run, k *schema.KindInfo) any { return k.Label }),
			"group": field("The group of kinds that relations treat alike.", required(graphql.String), func(_ *run, k *schema.KindInfo) any { return string(k.Group) }),
			"doc":   field("What it is.", required(graphql.String), func(_ *run, k *schema.KindInfo) any { return k.Doc }),
		},
	})
	t.relationInfo = graphql.NewObject(graphql.ObjectConfig{
		Name:        "RelationInfo",
		Description: "A relation: what can be claimed of a node.",
		Fields: graphql.Fields{
			"name":      field("The relation's name, as statements carry it.", required(graphql.String), func(_ *run, r *schema.Relation) any { return r.Name }),
			"class":     field("The family it belongs to.", required(t.relationClass), func(_ *run, r *schema.Relation) any { return r.Class }),
			"doc":       field("What holds when it holds.", required(graphql.String), func(_ *run, r *schema.Relation) any { return r.Doc }),
			"domain":    field("Kinds and groups of kinds its subject can be.", listOf(graphql.String), func(_ *run, r *schema.Relation) any { return r.Domain }),
			"range":     field("Kinds and groups of kinds its object can be; `value` stands for text.", listOf(graphql.String), func(_ *run, r *schema.Relation) any { return r.Range }),
			"inverse":   text("Its name read from object to subject.", func(r *schema.Relation) string { return r.Inverse }),
			"symmetric": field("Whether it holds both ways once stated.", required(graphql.Boolean), func(_ *run, r *schema.Relation) any { return r.Symmetric }),
			"polarity":  field("1 is cooperation, -1 conflict, 0 neither.", required(graphql.Int), func(_ *run, r *schema.Relation) any { return r.Polarity }),
			"plover":    text("Its PLOVER event type.", func(r *schema.Relation) string { return r.Codes.PLOVER }),
			"cameo":     text("Its CAMEO code, text because leading zeros count.", func(r *schema.Relation) string { return r.Codes.CAMEO }),
			"atop":      text("Its ATOP obligation.", func(r *schema.Relation) string { return r.Codes.ATOP }),
		},
	})
	t.ontology = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Ontology",
		Description: "What may exist: kinds of node and relations between them.",
		Fields: graphql.Fields{
			"kinds":     field("All kinds, by name.", listOf(t.kindInfo), func(_ *run, o *schema.Ontology) any { return o.Kinds() }),
			"relations": field("All relations, by name.", listOf(t.relationInfo), func(_ *run, o *schema.Ontology) any { return o.Relations() }),
		},
	})
}
