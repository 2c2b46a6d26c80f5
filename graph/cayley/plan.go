package cayley

import (
	"context"
	"fmt"
	"strings"

	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"

	"casus/graph"
)

// plan is what a batch adds to the store.
type plan struct {
	quads []quad.Quad
	added graph.Added
}

// plan finds out what of the batch is new, each thing once.
func (s *Store) plan(ctx context.Context, b *graph.Batch) (*plan, error) {
	l, err := s.readLedger(ctx)
	if err != nil {
		return nil, err
	}
	nodes, literals, err := descriptions(b.Nodes)
	if err != nil {
		return nil, err
	}
	statements := distinct(b.Statements)

	// One look-up for all: the document, the two predicates that can hang on
	// it, the statements and the descriptions. Statement IDs name nothing else
	// (see [graph.Batch.Check]), so a known one is a known statement.
	values := []quad.Value{quad.IRI(b.Document.ID), predRecord, predDescribes}
	for _, st := range statements {
		values = append(values, quad.IRI(st.ID))
	}
	for _, lit := range literals {
		values = append(values, lit)
	}
	refs, err := s.ids(ctx, values)
	if err != nil {
		return nil, err
	}
	doc := refs[0]
	known, err := s.documentKnows(ctx, doc, refs[1], refs[2])
	if err != nil {
		return nil, err
	}
	refs = refs[3:]

	p := &plan{}
	id := quad.IRI(b.Document.ID)
	if !known.record {
		rec, err := record(b.Document)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", b.Document.ID, err)
		}
		p.quads = append(p.quads, quad.Quad{Subject: id, Predicate: predRecord, Object: rec})
	}
	for i, n := range nodes {
		ref := refs[len(statements)+i]
		if ref == 0 {
			p.quads = nodeQuads(p.quads, n)
		}
		if ref == 0 || !known.descriptions[ref] {
			p.quads = append(p.quads, quad.Quad{Subject: id, Predicate: predDescribes, Object: literals[i]})
			p.added.Nodes++
		}
	}
	for i, st := range statements {
		if refs[i] != 0 {
			continue
		}
		if p.quads, err = statementQuads(p.quads, st); err != nil {
			return nil, err
		}
		p.added.Statements++
	}
	p.added.Total = l.Statements + p.added.Statements
	return p, nil
}

// descriptions returns the distinct nodes with the literals that hold them.
func descriptions(all []graph.Node) ([]*graph.Node, []quad.TypedString, error) {
	var nodes []*graph.Node
	var literals []quad.TypedString
	seen := map[quad.TypedString]bool{}
	for i := range all {
		lit, err := record(all[i])
		if err != nil {
			return nil, nil, fmt.Errorf("node %s: %w", all[i].ID, err)
		}
		if !seen[lit] {
			seen[lit] = true
			nodes, literals = append(nodes, &all[i]), append(literals, lit)
		}
	}
	return nodes, literals, nil
}

func distinct(all []*graph.Statement) []*graph.Statement {
	seen := make(map[graph.ID]bool, len(all))
	var statements []*graph.Statement
	for _, st := range all {
		if !seen[st.ID] {
			seen[st.ID] = true
			statements = append(statements, st)
		}
	}
	return statements
}

// ids returns Cayley's numbers for values, 0 for those it does not have.
func (s *Store) ids(ctx context.Context, values []quad.Value) ([]uint64, error) {
	refs, err := s.qs.(*ckv.QuadStore).RefsOf(ctx, values)
	if err != nil {
		return nil, err
	}
	ids := make([]uint64, len(refs))
	for i, ref := range refs {
		ids[i] = uint64(ref.(ckv.Int64Value))
	}
	return ids, nil
}

// documentKnows is what of a document is stored.
type documentKnows struct {
	record       bool
	descriptions map[uint64]bool
}

// documentKnows looks at the quads of a document. A document that is new, as
// almost all are, costs nothing.
func (s *Store) documentKnows(ctx context.Context, doc, record, describes uint64) (documentKnows, error) {
	known := documentKnows{descriptions: map[uint64]bool{}}
	if doc == 0 {
		return known, nil
	}
	it := s.qs.QuadIterator(quad.Subject, ckv.Int64Value(doc)).Iterate()
	for it.Next(ctx) {
		q := it.Result().(*proto.Primitive)
		switch q.Predicate {
		case record:
			known.record = true
		case describes:
			known.descriptions[q.Object] = true
		}
	}
	err := it.Err()
	if closing := it.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = ctx.Err() // Cayley ends early and says nothing
	}
	return known, err
}

// isStatement reports whether an IRI names a statement.
func isStatement(iri string) bool { return strings.HasPrefix(iri, statementPrefix) }
