package graph

import (
	"context"
	"errors"
	"fmt"
	"io"

	"casus/schema"
)

// A Batch is what one document says. It is added whole or not at all, and is
// not changed afterwards: stores and views may share its statements.
type Batch struct {
	Document   Document
	Nodes      []Node
	Statements []*Statement
}

// Added says what a batch changed.
type Added struct {
	Statements int // new ones
	Nodes      int // new descriptions of nodes
	Total      int // statements in the store afterwards
}

// Store keeps statements, for any number of goroutines. Its contract is the test suite in
// casus/graph/graphtest; implementations are casus/graph/cayley and [Memory].
type Store interface {
	// Add puts a document, its nodes and its statements into the store in one
	// transaction. What is there already is left alone, so that adding twice
	// is a no-op. It checks the batch first (see [Batch.Check]) and changes
	// nothing if it returns an error. Of two documents with one ID the first
	// stays; what the second says is added to it.
	Add(ctx context.Context, b Batch) (Added, error)
	// View returns everything in the store as of now, with the given batches
	// (such as casus's reference facts) laid under it. It costs one scan, and
	// never waits for Add.
	View(ctx context.Context, with ...Batch) (*View, error)
	io.Closer
}

// Errors of stores.
var (
	// ErrLocked is returned when another process holds the store.
	ErrLocked = errors.New("store is locked by another process")
	// ErrCorrupt is returned when what is on disk is not a store, or damaged.
	ErrCorrupt = errors.New("store is damaged")
	// ErrReadOnly is returned by Add on a store that was opened for reading.
	ErrReadOnly = errors.New("store is open for reading only")
	// ErrClosed is returned by a store after Close.
	ErrClosed = errors.New("store is closed")
)

// Check reports the first statement or node of the batch that must not be
// stored: malformed, not sealed, breaking the ontology, or with evidence that
// is not in the document's text.
func (b *Batch) Check(o *schema.Ontology) error {
	if !b.Document.ID.Valid() || b.Document.ID.Prefix() == statementPrefix {
		return fmt.Errorf("document: malformed ID %q", b.Document.ID)
	}
	if err := b.Document.check(); err != nil {
		return fmt.Errorf("document %s: %w", b.Document.ID, err)
	}
	kinds := make(map[ID]schema.Kind, len(b.Nodes))
	for _, n := range b.Nodes {
		if !n.ID.Valid() || n.ID.Prefix() == statementPrefix {
			return fmt.Errorf("node: malformed ID %q", n.ID)
		}
		if o.Kind(n.Kind) == nil {
			return fmt.Errorf("node %s: unknown kind %q", n.ID, n.Kind)
		}
		if n.Name == "" {
			return fmt.Errorf("node %s has no name", n.ID)
		}
		if err := n.check(); err != nil {
			return fmt.Errorf("node %s: %w", n.ID, err)
		}
		kinds[n.ID] = n.Kind
	}
	for i, s := range b.Statements {
		if s == nil {
			return fmt.Errorf("statement %d of %d is nil", i+1, len(b.Statements))
		}
		if err := b.checkStatement(s, kinds, o); err != nil {
			return fmt.Errorf("statement %s: %w", s.ID, err)
		}
	}
	return nil
}

func (b *Batch) checkStatement(s *Statement, kinds map[ID]schema.Kind, o *schema.Ontology) error {
	if err := s.Check(); err != nil {
		return err
	}
	for _, id := range []ID{s.Subject, s.Object, s.Under, s.Speaker} {
		if id != "" && kinds[id] == "" {
			return fmt.Errorf("node %s is not described in the batch", id)
		}
	}
	object := kinds[s.Object]
	if s.Object == "" && s.Value != "" {
		object = schema.Value
	}
	if err := o.Check(kinds[s.Subject], s.Relation, object); err != nil {
		return err
	}
	for _, e := range s.Evidence {
		if e.Doc != b.Document.ID || b.Document.Text == "" {
			continue
		}
		if e.End > len(b.Document.Text) || b.Document.Text[e.Start:e.End] != e.Quote {
			return fmt.Errorf("evidence [%d:%d) is not %q in the document", e.Start, e.End, e.Quote)
		}
	}
	return nil
}
