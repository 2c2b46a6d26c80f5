package cayley

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"casus/graph"
)

// The predicates beside the relations; see the package comment.
const (
	predDocument  quad.IRI = "casus:document"
	predUnder     quad.IRI = "casus:under"
	predFrom      quad.IRI = "casus:from"
	predTo        quad.IRI = "casus:to"
	predRecord    quad.IRI = "casus:record"
	predDescribes quad.IRI = "casus:describes"
	predKind      quad.IRI = "casus:kind"
	predName      quad.IRI = "casus:name"
)

// typeJSON is the type of the literals that hold whole records.
const typeJSON quad.IRI = "casus:json"

// predRelation returns the predicate of a relation.
func predRelation(relation string) quad.IRI { return quad.IRI("casus:" + relation) }

// record returns v whole, as a literal.
func record(v any) (quad.TypedString, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return quad.TypedString{}, err
	}
	return quad.TypedString{Value: quad.String(data), Type: typeJSON}, nil
}

// statementQuads appends the quads of a statement.
func statementQuads(quads []quad.Quad, s *graph.Statement) ([]quad.Quad, error) {
	rec, err := record(s)
	if err != nil {
		return nil, fmt.Errorf("statement %s: %w", s.ID, err)
	}
	id := quad.IRI(s.ID)
	quads = append(quads,
		quad.Quad{Subject: subjectOf(s), Predicate: predRelation(s.Relation), Object: objectOf(s), Label: id},
		quad.Quad{Subject: id, Predicate: predDocument, Object: quad.IRI(s.Source.Doc)})
	if s.Under != "" {
		quads = append(quads, quad.Quad{Subject: id, Predicate: predUnder, Object: quad.IRI(s.Under)})
	}
	if !s.Valid.From.IsZero() {
		quads = append(quads, quad.Quad{Subject: id, Predicate: predFrom, Object: quad.String(s.Valid.From.String())})
	}
	if !s.Valid.To.IsZero() {
		quads = append(quads, quad.Quad{Subject: id, Predicate: predTo, Object: quad.String(s.Valid.To.String())})
	}
	return append(quads, quad.Quad{Subject: id, Predicate: predRecord, Object: rec}), nil
}

func subjectOf(s *graph.Statement) quad.Value {
	if s.Subject == "" {
		return blank(s.ID, "subject")
	}
	return quad.IRI(s.Subject)
}

func objectOf(s *graph.Statement) quad.Value {
	switch {
	case s.Object != "":
		return quad.IRI(s.Object)
	case s.Value != "":
		return quad.String(s.Value)
	}
	return blank(s.ID, "object")
}

// blank returns the blank node for an end that is not known. It is the
// statement's own: two unknown ends are not known to be the same.
func blank(statement graph.ID, end string) quad.BNode {
	return quad.BNode(strings.TrimPrefix(string(statement), statementPrefix) + "-" + end)
}

// nodeQuads appends the quads that say what a node is, once for each distinct
// description, whichever documents give it.
func nodeQuads(quads []quad.Quad, n *graph.Node) []quad.Quad {
	return append(quads,
		quad.Quad{Subject: quad.IRI(n.ID), Predicate: predKind, Object: quad.String(n.Kind)},
		quad.Quad{Subject: quad.IRI(n.ID), Predicate: predName, Object: quad.String(n.Name)})
}

const statementPrefix = "stmt:"
