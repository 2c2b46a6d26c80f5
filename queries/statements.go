package queries

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// Statements lists what sources say, one statement a finding, in the order of
// documents and of their text. It does not look at the date: what was said
// stays said. Casus's own reference facts are left out unless asked for.
var Statements = register(statements())

func statements() *Query {
	q := &Query{
		Name: "statements",
		Doc:  "Every statement, or those about an actor",
		Params: []Param{
			{Name: "actor", Doc: "subject, object, treaty, speaker or matter", Type: ActorParam, Positional: true},
			{Name: "class", Doc: "of the relation: obligation, accusation …", Type: TextParam},
			{Name: "relation", Doc: "one relation only", Type: TextParam},
			{Name: "stance", Doc: "asserted, alleged, denied …", Type: TextParam},
			{Name: "basis", Doc: "primary, dataset, reference, report or machine-coded", Type: TextParam},
			{Name: "doc", Doc: "one document only, by ID, title, URI or file name", Type: TextParam},
			{Name: "reference", Doc: "also casus's own background facts", Type: BoolParam},
		},
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		keep, err := statementFilter(v, args)
		if err != nil {
			return nil, err
		}
		actor, err := find(v, args, "actor", asOf)
		if err != nil {
			return nil, err
		}
		background := args.Bool("reference") || graph.Basis(args["basis"]) == graph.Reference
		var found []*graph.Statement
		left := 0
		for s := range v.Statements() {
			switch {
			case actor != nil && !concerns(s, actor.ID) || !keep(s):
			case s.Basis == graph.Reference && !background:
				left++
			default:
				found = append(found, s)
			}
		}
		slices.SortFunc(found, inTextOrder)
		a := &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: make([]Finding, len(found))}
		for i, s := range found {
			a.Findings[i] = sayFinding(s)
		}
		if left > 0 {
			a.Notes = append(a.Notes, fmt.Sprintf("%d of casus's own reference facts are left out: --reference shows them", left))
		}
		return a, nil
	}
	return q
}

// sayFinding makes a finding of one statement.
func sayFinding(s *graph.Statement) Finding {
	return Finding{Actor: s.Subject, Toward: s.Object, Relation: s.Relation, Of: s.Qualifier(graph.Of), Under: s.Under, Stance: s.Stance, Valid: s.Valid,
		Status: s.Status, Basis: s.Basis, Proof: []*graph.Statement{s}}
}

func concerns(s *graph.Statement, id graph.ID) bool {
	return s.Subject == id || s.Object == id || s.Under == id || s.Speaker == id || graph.ID(s.Qualifier(graph.Matter)) == id
}

// inTextOrder orders statements as a reader of the documents meets them.
func inTextOrder(a, b *graph.Statement) int {
	start := func(s *graph.Statement) int {
		if len(s.Evidence) == 0 {
			return 0
		}
		return s.Evidence[0].Start
	}
	return cmp.Or(strings.Compare(string(a.Source.Doc), string(b.Source.Doc)), start(a)-start(b), a.Source.Line-b.Source.Line, strings.Compare(string(a.ID), string(b.ID)))
}

// statementFilter reads the flags that narrow a list of statements.
func statementFilter(v *graph.View, args Args) (func(*graph.Statement) bool, error) {
	class, relation := schema.Class(args["class"]), args["relation"]
	stance, basis := graph.Stance(args["stance"]), graph.Basis(args["basis"])
	switch {
	case class != "" && !slices.Contains(schema.Classes(), class):
		return nil, &UsageError{fmt.Sprintf("unknown class %q, want one of %v", class, schema.Classes())}
	case relation != "" && schema.Default().Relation(relation) == nil:
		var names []string
		for _, r := range schema.Default().Relations() {
			names = append(names, r.Name)
		}
		return nil, &UsageError{fmt.Sprintf("unknown relation %q, want one of %s", relation, strings.Join(names, ", "))}
	case stance != "" && !slices.Contains(graph.Stances(), stance):
		return nil, &UsageError{fmt.Sprintf("unknown stance %q, want one of %v", stance, graph.Stances())}
	case basis != "" && !slices.Contains(graph.Bases(), basis):
		return nil, &UsageError{fmt.Sprintf("unknown basis %q, want one of %v", basis, graph.Bases())}
	}
	docs := map[graph.ID]bool{}
	if text := args["doc"]; text != "" {
		for d := range v.Documents() {
			if string(d.ID) == text || d.Title == text || d.URI == text || path.Base(d.URI) == text {
				docs[d.ID] = true
			}
		}
		if len(docs) == 0 {
			return nil, &UsageError{fmt.Sprintf("unknown document %q: `ls documents` lists them", text)}
		}
	}
	return func(s *graph.Statement) bool {
		return (class == "" || s.Class() == class) && (relation == "" || s.Relation == relation) &&
			(stance == "" || s.Stance == stance) && (basis == "" || s.Basis == basis) && (len(docs) == 0 || docs[s.Source.Doc])
	}, nil
}
