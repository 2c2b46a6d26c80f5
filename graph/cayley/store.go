package cayley

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	cgraph "github.com/cayleygraph/cayley/graph"
	ckv "github.com/cayleygraph/cayley/graph/kv"
	"github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"casus/graph"
	"casus/schema"
)

// Options are how a store is opened. The zero value opens it for writing.
type Options struct {
	// ReadOnly opens a store that exists, beside any number of other readers.
	ReadOnly bool
	// LockWait is how long to wait for another process to let go of the store;
	// 2 seconds if it is zero.
	LockWait time.Duration
}

// Store is a [graph.Store] in a file. It is safe for concurrent use: views are
// built while batches are added.
type Store struct {
	path     string
	readOnly bool
	file     *file
	ledger   *ledgerKV

	// mu is held for reading by those who go through Cayley's iterators, and
	// for writing by those who change the graph, qs or err. Views need no lock:
	// they are one read transaction.
	mu  sync.RWMutex
	qs  cgraph.QuadStore
	err error // why the store cannot be used any more
}

var _ graph.Store = (*Store)(nil)

// Open opens the store in the file at path, and makes one if there is none,
// readable and writable by its owner only. Errors wrap [graph.ErrLocked] if
// another process holds the file for longer than Options.LockWait,
// [graph.ErrCorrupt] if the file is not a store or is damaged, and
// [fs.ErrNotExist] if there is none to read.
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if opt.LockWait <= 0 {
		opt.LockWait = 2 * time.Second
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if opt.ReadOnly {
			return nil, &missingError{path}
		}
		if err := createFile(path, initialize); err != nil {
			return nil, fmt.Errorf("create store %s: %w", path, err)
		}
	}
	f, err := openFile(ctx, path, opt.ReadOnly, opt.LockWait)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, readOnly: opt.ReadOnly, file: f, ledger: &ledgerKV{KV: boltKV{f.db}}}
	if err := guard(path, func() error { return s.start(ctx) }); err != nil {
		if errors.Is(err, errPanic) {
			_ = f.abandon()
		} else {
			_ = f.db.Close()
		}
		return nil, err
	}
	return s, nil
}

// missingError says that there is no store to read.
type missingError struct{ path string }

func (e *missingError) Error() string {
	return fmt.Sprintf("no store at %s: load something first", e.path)
}

func (e *missingError) Unwrap() error { return fs.ErrNotExist }

// initialize makes an empty store of an empty file.
func initialize(db *bolt.DB) error {
	l := &ledgerKV{KV: boltKV{db}}
	return ckv.Init(l, nil) // writes, and so begins the ledger
}

// start checks that the open file is one of our stores and puts Cayley on it.
func (s *Store) start(ctx context.Context) error {
	l, err := s.readLedger(ctx)
	switch {
	case errors.Is(err, kv.ErrNotFound):
		return fmt.Errorf("%w: %s is not a casus store", graph.ErrCorrupt, s.path)
	case err != nil:
		return fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, s.path, err)
	case l.Format != formatVersion:
		return fmt.Errorf("%w: %s has format %d, want %d: made by another version of casus", graph.ErrCorrupt, s.path, l.Format, formatVersion)
	}
	return s.refresh()
}

func (s *Store) readLedger(ctx context.Context) (ledger, error) {
	tx, err := s.ledger.Tx(false)
	if err != nil {
		return ledger{}, err
	}
	defer func() { _ = tx.Close() }()
	return readLedger(ctx, tx)
}

// refresh replaces Cayley's view of the file with a new one that remembers
// nothing. A bloom filter would cost 300 MB and a scan at every start.
func (s *Store) refresh() error {
	qs, err := ckv.New(s.ledger, cgraph.Options{ckv.OptNoBloom: true})
	if err != nil {
		return fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, s.path, err)
	}
	s.qs = qs
	return nil
}

// Add implements [graph.Store].
//
// A transaction that fails, for want of disk space say, leaves IDs in Cayley's
// caches that the file never got and that Cayley will give to other nodes:
// from then on it would answer with alliances that nobody claimed. So any
// error makes us start again from what is on disk.
func (s *Store) Add(ctx context.Context, b graph.Batch) (graph.Added, error) {
	if err := ctx.Err(); err != nil {
		return graph.Added{}, err
	}
	if err := b.Check(schema.Default()); err != nil {
		return graph.Added{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return graph.Added{}, s.err
	}
	if s.readOnly {
		return graph.Added{}, graph.ErrReadOnly
	}
	var added graph.Added
	err := guard(s.path, func() error {
		p, err := s.plan(ctx, &b)
		if err != nil {
			return fmt.Errorf("add to %s: %w", s.path, err)
		}
		added = p.added
		if len(p.quads) == 0 {
			return nil
		}
		return s.write(p)
	})
	if err != nil {
		if errors.Is(err, errPanic) {
			s.err = err
		}
		return graph.Added{}, err
	}
	return added, nil
}

// write commits a plan, all of it or nothing.
func (s *Store) write(p *plan) error {
	deltas := make([]cgraph.Delta, len(p.quads))
	for i, q := range p.quads {
		deltas[i] = cgraph.Delta{Quad: q, Action: cgraph.Add}
	}
	s.ledger.statements = p.added.Statements
	// Both flags, always: a batch that Cayley rejects damages what it has in
	// memory, and what is new has been found out already.
	err := s.qs.ApplyDeltas(deltas, cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
	s.ledger.statements = 0
	if err == nil {
		return nil
	}
	if again := s.refresh(); again != nil {
		s.err = again
	}
	return fmt.Errorf("write %s: %w", s.path, err)
}

// Close implements [graph.Store]. It waits for views that are being built.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(s.err, graph.ErrClosed) {
		return nil
	}
	wrecked := errors.Is(s.err, errPanic)
	s.err = graph.ErrClosed
	if wrecked {
		return s.file.abandon()
	}
	return s.file.db.Close()
}

// closedError turns bbolt's word for a closed store into ours.
func closedError(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return graph.ErrClosed
	}
	return err
}
