package cayley

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/hidal-go/hidalgo/kv"

	"casus/graph"
)

// View implements [graph.Store]: it reads Cayley's log once, from first to
// last, in one transaction, so that it is a snapshot. A log that does not add
// up gives [graph.ErrCorrupt], never a view with something missing.
func (s *Store) View(ctx context.Context, with ...graph.Batch) (*graph.View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found *scan
	err := guard(s.path, func() (err error) {
		found, err = s.scan(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	batches, err := found.decode(ctx)
	if err != nil {
		return nil, err
	}
	return graph.NewView(slices.Concat(with, batches)...), nil
}

// scan is what one pass over the log finds: records that are still JSON, in
// the order in which they were added.
type scan struct {
	path       string
	iris       map[uint64]string // what can be a subject or a predicate
	literals   map[uint64]string // records
	record     uint64            // the predicates' numbers
	describes  uint64
	statements []string
	documents  []found
	nodes      []found
}

// found is a record and the document it came with.
type found struct {
	doc  string
	json string
}

// errLog marks what cannot be in a log that is whole.
var errLog = errors.New("log does not add up")

func (s *Store) scan(ctx context.Context) (*scan, error) {
	tx, err := s.ledger.Tx(false)
	if err != nil {
		return nil, closedError(err)
	}
	defer func() { _ = tx.Close() }()
	want, err := readLedger(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, s.path, err)
	}
	r := &scan{path: s.path, iris: map[uint64]string{}, literals: map[uint64]string{}}
	var got ledger
	var entryErr error
	it := tx.Scan(kv.Key{logBucket})
	defer func() { _ = it.Close() }()
	// A damaged page can send the cursor in circles: never read more than
	// there is.
	for got.Entries <= want.Entries && it.Next(ctx) {
		key, value := it.Key()[1], it.Val()
		got.add(key, value)
		if entryErr == nil {
			entryErr = r.entry(value)
		}
	}
	if err := it.Err(); err != nil {
		return nil, err
	}
	got.Statements = len(r.statements)
	switch {
	case got.Statements != want.Statements:
		return nil, fmt.Errorf("%w: %s: %d statements, its own count says %d", graph.ErrCorrupt, s.path, got.Statements, want.Statements)
	case got.Entries != want.Entries:
		return nil, fmt.Errorf("%w: %s: %d log entries, its own count says %d", graph.ErrCorrupt, s.path, got.Entries, want.Entries)
	case got.Sum != want.Sum:
		return nil, fmt.Errorf("%w: %s: contents differ from what was written", graph.ErrCorrupt, s.path)
	case entryErr != nil:
		return nil, fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, s.path, entryErr)
	}
	return r, nil
}

// entry takes in one entry of the log. Values come before the quads that use
// them.
func (r *scan) entry(data []byte) error {
	var p proto.Primitive
	if err := p.Unmarshal(data); err != nil {
		return err
	}
	if !p.IsNode() {
		return r.quad(&p)
	}
	v, err := pquads.UnmarshalValue(p.Value)
	if err != nil {
		return err
	}
	switch v := v.(type) {
	case quad.IRI:
		r.iris[p.ID] = string(v)
		switch v {
		case predRecord:
			r.record = p.ID
		case predDescribes:
			r.describes = p.ID
		}
	case quad.TypedString:
		if v.Type == typeJSON {
			r.literals[p.ID] = string(v.Value)
		}
	}
	return nil
}

func (r *scan) quad(p *proto.Primitive) error {
	if p.Deleted || p.Predicate != r.record && p.Predicate != r.describes {
		return nil
	}
	subject, ok := r.iris[p.Subject]
	if !ok {
		return fmt.Errorf("%w: quad %d has no subject", errLog, p.ID)
	}
	data, ok := r.literals[p.Object]
	if !ok {
		return fmt.Errorf("%w: quad %d has no record", errLog, p.ID)
	}
	switch {
	case p.Predicate == r.describes:
		r.nodes = append(r.nodes, found{subject, data})
	case isStatement(subject):
		r.statements = append(r.statements, data)
	default:
		r.documents = append(r.documents, found{subject, data})
	}
	return nil
}

// decode turns records into batches, one for each document, in the order in
// which the documents were added.
func (r *scan) decode(ctx context.Context) ([]graph.Batch, error) {
	statements := make([]graph.Statement, len(r.statements))
	nodes := make([]graph.Node, len(r.nodes))
	documents := make([]graph.Document, len(r.documents))
	err := errors.Join(
		each(ctx, len(statements), func(i int) error { return json.Unmarshal([]byte(r.statements[i]), &statements[i]) }),
		each(ctx, len(nodes), func(i int) error { return json.Unmarshal([]byte(r.nodes[i].json), &nodes[i]) }),
		each(ctx, len(documents), func(i int) error { return json.Unmarshal([]byte(r.documents[i].json), &documents[i]) }),
	)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, r.path, err)
	}
	batches := make([]graph.Batch, len(documents))
	byID := make(map[string]*graph.Batch, len(documents))
	for i, d := range documents {
		batches[i].Document = d
		byID[string(d.ID)] = &batches[i]
	}
	for i, n := range nodes {
		b := byID[r.nodes[i].doc]
		if b == nil {
			return nil, fmt.Errorf("%w: %s: node %s of an unknown document %s", graph.ErrCorrupt, r.path, n.ID, r.nodes[i].doc)
		}
		b.Nodes = append(b.Nodes, n)
	}
	if len(statements) > 0 {
		all := make([]*graph.Statement, len(statements))
		for i := range statements {
			all[i] = &statements[i]
		}
		batches = append(batches, graph.Batch{Statements: all})
	}
	return batches, nil
}

// each calls f with 0 to n-1 from as many goroutines as there are processors,
// and returns one of its errors.
func each(ctx context.Context, n int, f func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n/256+1)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				if i%256 == 0 && ctx.Err() != nil {
					errs[w] = ctx.Err()
					return
				}
				if err := f(i); err != nil {
					errs[w] = err
					return
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
