package cayley

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// boltKV gives Cayley's key-value store a bbolt file. Keys have two parts, a
// bucket and a key, as all of Cayley's have.
//
// Cayley spreads its values over 2×65,536 buckets by the first two bytes of
// their hash ("v" and "n", then the two bytes). Here they are folded into two
// flat ones, since the key begins with the same two bytes anyway: one page for
// each bucket is what makes the stock backend five times slower to load.
type boltKV struct {
	db *bolt.DB
}

var _ kv.KV = boltKV{}

// Tx implements [kv.KV].
func (b boltKV) Tx(rw bool) (kv.Tx, error) {
	tx, err := b.db.Begin(rw)
	if err != nil {
		return nil, err
	}
	return boltTx{tx}, nil
}

// Close implements [kv.KV].
func (b boltKV) Close() error { return b.db.Close() }

type boltTx struct {
	tx *bolt.Tx
}

// fold returns the bucket that a bucket of Cayley's is kept in.
func fold(bucket []byte) []byte {
	if len(bucket) == 3 && (bucket[0] == 'v' || bucket[0] == 'n') {
		return bucket[:1]
	}
	return bucket
}

// bucket returns the bucket of a two-part key, nil if there is none.
func (t boltTx) bucket(k kv.Key) (*bolt.Bucket, error) {
	if len(k) != 2 {
		return nil, fmt.Errorf("key of %d parts, want 2", len(k))
	}
	return t.tx.Bucket(fold(k[0])), nil
}

// Get implements [kv.Tx].
func (t boltTx) Get(_ context.Context, k kv.Key) (kv.Value, error) {
	b, err := t.bucket(k)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, kv.ErrNotFound
	}
	v := b.Get(k[1])
	if v == nil {
		return nil, kv.ErrNotFound
	}
	return v, nil
}

// GetBatch implements [kv.Tx].
func (t boltTx) GetBatch(ctx context.Context, keys []kv.Key) ([]kv.Value, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return kv.GetBatch(ctx, t, keys)
}

// Put implements [kv.Tx]. An empty key makes the bucket and nothing else.
func (t boltTx) Put(k kv.Key, v kv.Value) error {
	b, err := t.bucket(k)
	if err != nil {
		return err
	}
	if b == nil {
		if b, err = t.tx.CreateBucketIfNotExists(fold(k[0])); err != nil {
			return err
		}
	}
	if len(k[1]) == 0 && len(v) == 0 {
		return nil
	}
	if bytes.Equal(k[0], logBucket) {
		b.FillPercent = 0.95 // the log only grows at its end: leave no room in its pages
	}
	return b.Put(k[1], v)
}

// Del implements [kv.Tx].
func (t boltTx) Del(k kv.Key) error {
	b, err := t.bucket(k)
	if err != nil || b == nil {
		return err
	}
	return b.Delete(k[1])
}

// Commit implements [kv.Tx].
func (t boltTx) Commit(context.Context) error { return t.tx.Commit() }

// Close implements [kv.Tx]. It may follow a Commit.
func (t boltTx) Close() error {
	if err := t.tx.Rollback(); err != nil && !errors.Is(err, berrors.ErrTxClosed) {
		return err
	}
	return nil
}

// Scan implements [kv.Tx] for a bucket, and for a bucket and the beginning of
// a key.
func (t boltTx) Scan(pref kv.Key) kv.Iterator {
	it := &boltIterator{}
	if len(pref) == 0 || len(pref) > 2 {
		it.err = fmt.Errorf("scan of a key of %d parts, want 1 or 2", len(pref))
		return it
	}
	it.bucket = bytes.Clone(pref[0])
	folded := fold(it.bucket)
	it.prefix = bytes.Clone(it.bucket[len(folded):])
	if len(pref) == 2 && len(pref[1]) > 0 {
		it.prefix = bytes.Clone(pref[1])
	}
	if b := t.tx.Bucket(folded); b != nil {
		it.cursor = b.Cursor()
	}
	return it
}

type boltIterator struct {
	cursor  *bolt.Cursor // nil before the bucket exists and after the end
	bucket  []byte
	prefix  []byte
	started bool
	k, v    []byte
	key     [2][]byte // what Key returns, until Next
	err     error
}

// Next implements [kv.Iterator].
func (it *boltIterator) Next(ctx context.Context) bool {
	if it.cursor == nil {
		return false
	}
	if err := ctx.Err(); err != nil {
		it.err = err
		return false
	}
	if it.started {
		it.k, it.v = it.cursor.Next()
	} else {
		it.started = true
		it.k, it.v = it.cursor.Seek(it.prefix)
	}
	if it.k == nil || !bytes.HasPrefix(it.k, it.prefix) {
		it.cursor, it.k, it.v = nil, nil, nil
		return false
	}
	return true
}

// Key implements [kv.Iterator].
func (it *boltIterator) Key() kv.Key {
	if it.k == nil {
		return nil
	}
	it.key[0], it.key[1] = it.bucket, it.k
	return it.key[:]
}

// Val implements [kv.Iterator].
func (it *boltIterator) Val() kv.Value { return it.v }

// Err implements [kv.Iterator].
func (it *boltIterator) Err() error { return it.err }

// Close implements [kv.Iterator].
func (it *boltIterator) Close() error {
	it.cursor, it.k, it.v = nil, nil, nil
	return nil
}
