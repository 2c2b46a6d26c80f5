package gql

import (
	"github.com/graphql-go/graphql"

	"casus/graph"
)

// citation is a piece of evidence where the document is at hand.
type citation struct{ graph.Evidence }

// statements makes the type Statement and what it is made of: the fields of
// [graph.Record].
func (t *types) statements() {
	t.evidence = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Evidence",
		Description: "The exact place that shows a claim: the document's text from `start` to `end` is the quote.",
		Fields: graphql.Fields{
			"document": field("The document.", required(t.document), func(r *run, c citation) any { return r.entityOf(c.Doc) }),
			"start":    field("Where the quote begins, in UTF-8 bytes.", required(graphql.Int), func(_ *run, c citation) any { return c.Start }),
			"end":      field("Where it ends, in UTF-8 bytes, exclusive.", required(graphql.Int), func(_ *run, c citation) any { return c.End }),
			"quote":    field("The words.", required(graphql.String), func(_ *run, c citation) any { return c.Quote }),
			"startUTF16": field("Where it begins in UTF-16 units, as JavaScript counts; null if the text is not at hand.", graphql.Int,
				func(r *run, c citation) any { return r.utf16(c.Doc, c.Start) }),
			"endUTF16": field("Where it ends in UTF-16 units, exclusive; null if the text is not at hand.", graphql.Int,
				func(r *run, c citation) any { return r.utf16(c.Doc, c.End) }),
		},
	})
	t.source = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Source",
		Description: "Which loader and rule read a statement, and how sure it is.",
		Fields: graphql.Fields{
			"document": field("The document the statement was read from.", t.document, func(r *run, s graph.Source) any { return r.entityOf(s.Doc) }),
			"loader":   field("The loader with its version.", required(graphql.String), func(_ *run, s graph.Source) any { return s.Loader }),
			"rule":     text("The rule that found it.", func(s graph.Source) string { return s.Rule }),
			"citation": text("The work that a reference or dataset fact rests on.", func(s graph.Source) string { return s.Citation }),
			"line": field("The row of a dataset, from 1.", graphql.Int, func(_ *run, s graph.Source) any {
				if s.Line == 0 {
					return nil
				}
				return s.Line
			}),
			"confidence": field("How sure the reading is, up to 1; null if not said.", graphql.Float, func(_ *run, s graph.Source) any {
				if s.Confidence == 0 {
					return nil
				}
				return s.Confidence
			}),
		},
	})
	t.statement = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Statement",
		Description: "One claim by one source. A claim never becomes a fact; claims that contradict each other stand side by side.",
		Interfaces:  []*graphql.Interface{t.node},
		Fields:      graphql.FieldsThunk(t.statementFields),
	})
	t.objects = append(t.objects, t.statement)
}

func (t *types) statementFields() graphql.Fields {
	entity := func(doc string, get func(s *graph.Statement) graph.ID) *graphql.Field {
		return field(doc, t.entity, func(r *run, s *graph.Statement) any { return r.entityOf(get(s)) })
	}
	return graphql.Fields{
		"id":       field("The ID, a hash of the claim and its source.", required(graphql.ID), func(_ *run, s *graph.Statement) any { return string(s.ID) }),
		"class":    field("The family of its relation.", t.relationClass, func(_ *run, s *graph.Statement) any { return s.Class() }),
		"relation": field("What is claimed; `ontology { relations }` lists the names.", required(graphql.String), func(_ *run, s *graph.Statement) any { return s.Relation }),
		"stance":   field("How the source puts it.", t.stance, func(_ *run, s *graph.Statement) any { return s.Stance }),
		"isClaim":  field("Whether it must never be shown as so: whatever the source does not say itself, and all accusations and denials.", required(graphql.Boolean), func(_ *run, s *graph.Statement) any { return s.IsClaim() }),
		"speaker":  entity("Who says it, if not the document itself.", func(s *graph.Statement) graph.ID { return s.Speaker }),
		"subject":  entity("What it is claimed of; null if the source does not name it.", func(s *graph.Statement) graph.ID { return s.Subject }),
		"object":   entity("The other end; null for text values or if the source does not name it.", func(s *graph.Statement) graph.ID { return s.Object }),
		"under":    entity("The treaty or organization it holds under.", func(s *graph.Statement) graph.ID { return s.Under }),
		"value":    text("The object, where it is text.", func(s *graph.Statement) string { return s.Value }),
		"valid":    field("When it holds in the world.", required(t.interval), func(_ *run, s *graph.Statement) any { return s.Valid }),
		"status":   field("For treaties: how far it has come.", t.status, func(_ *run, s *graph.Statement) any { return s.Status }),
		"qualifiers": field("What limits or details it, by name.", listOf(t.qualifier),
			func(_ *run, s *graph.Statement) any { return pairs(s.Qualifiers) }),
		"evidence": field("The words that show it.", listOf(t.evidence), func(_ *run, s *graph.Statement) any {
			list := make([]citation, len(s.Evidence))
			for i, e := range s.Evidence {
				list[i] = citation{e}
			}
			return list
		}),
		"basis":  field("What sort of source it rests on.", t.basis, func(_ *run, s *graph.Statement) any { return s.Basis }),
		"source": field("Who read it from where.", required(t.source), func(_ *run, s *graph.Statement) any { return s.Source }),
	}
}

// utf16 returns a byte offset of a document as a UTF-16 offset, nil if the
// document's text is not in the view.
func (r *run) utf16(doc graph.ID, offset int) any {
	v, err := r.view()
	if err != nil {
		return nil
	}
	index := r.offsets[doc]
	if index == nil {
		d := v.Document(doc)
		if d == nil || d.Text == "" {
			return nil
		}
		if r.offsets == nil {
			r.offsets = map[graph.ID]*utf16Index{}
		}
		index = newUTF16Index(d.Text)
		r.offsets[doc] = index
	}
	if units, ok := index.offset(offset); ok {
		return units
	}
	return nil
}
