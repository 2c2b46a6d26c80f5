package cayley

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
	p          proto.Primitive   // the entry at hand
	iris       map[uint64]string // but for those of statements, which are most
	literals   []literal         // records, by ascending ID
	record     uint64            // the predicates' numbers
	describes  uint64
	statements []string
	documents  []string
	nodes      []description
}

// literal is a value that holds a record.
type literal struct {
	id   uint64
	json string
}

// description is what a document says of a node; documents share literals.
type description struct {
	doc     string
	literal int
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
	r := &scan{path: s.path, iris: map[uint64]string{}}
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

// The first byte of a value in the log: number and type of the one field of
// Cayley's protobuf message that is set.
const (
	valueIRI         = 3<<3 | 2
	valueTypedString = 5<<3 | 2
)

// entry takes in one entry of the log. Values come before the quads that use
// them, both by ascending ID.
func (r *scan) entry(data []byte) error {
	r.p = proto.Primitive{Value: r.p.Value[:0]}
	if err := r.p.Unmarshal(data); err != nil {
		return err
	}
	if !r.p.IsNode() {
		return r.quad(&r.p)
	}
	if kind := r.p.Value[0]; kind != valueIRI && kind != valueTypedString {
		return nil
	}
	v, err := pquads.UnmarshalValue(r.p.Value)
	if err != nil {
		return err
	}
	switch v := v.(type) {
	case quad.IRI:
		if !isStatement(string(v)) {
			r.iris[r.p.ID] = string(v)
		}
		switch v {
		case predRecord:
			r.record = r.p.ID
		case predDescribes:
			r.describes = r.p.ID
		}
	case quad.TypedString:
		if v.Type == typeJSON {
			r.literals = append(r.literals, literal{r.p.ID, string(v.Value)})
		}
	}
	return nil
}

func (r *scan) quad(p *proto.Primitive) error {
	if p.Deleted || p.Predicate != r.record && p.Predicate != r.describes {
		return nil
	}
	i, ok := slices.BinarySearchFunc(r.literals, p.Object, func(l literal, id uint64) int { return cmp.Compare(l.id, id) })
	if !ok {
		return fmt.Errorf("%w: quad %d has no record", errLog, p.ID)
	}
	subject, ok := r.iris[p.Subject]
	switch {
	case !ok && p.Predicate == r.record:
		r.statements = append(r.statements, r.literals[i].json)
	case !ok:
		return fmt.Errorf("%w: quad %d has no subject", errLog, p.ID)
	case p.Predicate == r.describes:
		r.nodes = append(r.nodes, description{subject, i})
	default:
		r.documents = append(r.documents, r.literals[i].json)
	}
	return nil
}

// decode turns records into batches, one for each document, in the order in
// which the documents were added.
func (r *scan) decode(ctx context.Context) ([]graph.Batch, error) {
	statements := make([]graph.Statement, len(r.statements))
	documents := make([]graph.Document, len(r.documents))
	nodes := make(map[int]*graph.Node) // by literal
	for _, d := range r.nodes {
		nodes[d.literal] = new(graph.Node)
	}
	distinct := slices.Collect(maps.Keys(nodes))
	err := errors.Join(
		each(ctx, len(statements), func() func(i int) error {
			d := newDecoder()
			return func(i int) error { return d.statement(r.statements[i], &statements[i]) }
		}),
		each(ctx, len(distinct), func() func(i int) error {
			return func(i int) error { return json.Unmarshal([]byte(r.literals[distinct[i]].json), nodes[distinct[i]]) }
		}),
		each(ctx, len(documents), func() func(i int) error {
			return func(i int) error { return json.Unmarshal([]byte(r.documents[i]), &documents[i]) }
		}),
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
	for _, d := range r.nodes {
		b := byID[d.doc]
		if b == nil {
			return nil, fmt.Errorf("%w: %s: %w: node of an unknown document %s", graph.ErrCorrupt, r.path, errLog, d.doc)
		}
		b.Nodes = append(b.Nodes, *nodes[d.literal])
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

// each calls what worker returns with 0 to n-1, from as many goroutines as
// there are processors, each with a worker of its own.
func each(ctx context.Context, n int, worker func() func(i int) error) error {
	workers := min(runtime.GOMAXPROCS(0), n/256+1)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			f := worker()
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
