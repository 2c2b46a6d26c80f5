package cayley

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/hidal-go/hidalgo/kv"

	"casus/graph"
)

// Check reads everything and reports the first thing that is wrong, as a
// [graph.ErrCorrupt]: what [Store.View] would report, and Cayley's indexes
// where they differ from its log. Views need no index, but Add looks names up
// in one, and plain Cayley tools use all. It takes about as long as loading.
func (s *Store) Check(ctx context.Context) error {
	if _, err := s.View(ctx); err != nil {
		return err
	}
	return guard(s.path, func() error {
		tx, err := s.ledger.Tx(false)
		if err != nil {
			return closedError(err)
		}
		defer func() { _ = tx.Close() }()
		err = checkIndexes(ctx, tx)
		if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, s.path, err)
		}
		return err
	})
}

// checkIndexes compares the three indexes with what the log says they must
// hold: the number of each value by its hash, and lists of quads by subject and
// predicate and by object, predicate and subject.
func checkIndexes(ctx context.Context, tx kv.Tx) error {
	want := map[string]map[string][]byte{"v": {}, "sp": {}, "ops": {}}
	err := scanAll(ctx, tx, string(logBucket), func(key, value []byte) error {
		var p proto.Primitive
		if err := p.Unmarshal(value); err != nil {
			return err
		}
		if id := binary.BigEndian.Uint64(key); id != p.ID {
			return fmt.Errorf("log entry %d says it is %d", id, p.ID)
		}
		if p.IsNode() {
			v, err := pquads.UnmarshalValue(p.Value)
			if err != nil {
				return err
			}
			want["v"][string(quad.HashOf(v))] = binary.AppendUvarint(nil, p.ID)
			return nil
		}
		for bucket, ids := range map[string][]uint64{"sp": {p.Subject, p.Predicate}, "ops": {p.Object, p.Predicate, p.Subject}} {
			var k []byte
			for _, id := range ids {
				k = binary.BigEndian.AppendUint64(k, id)
			}
			want[bucket][string(k)] = binary.AppendUvarint(want[bucket][string(k)], p.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, bucket := range []string{"v", "sp", "ops"} {
		n := 0
		err := scanAll(ctx, tx, bucket, func(key, value []byte) error {
			n++
			if !bytes.Equal(want[bucket][string(key)], value) {
				return fmt.Errorf("index %s differs from the log at %x", bucket, key)
			}
			return nil
		})
		if err != nil {
			return err
		}
		if n != len(want[bucket]) {
			return fmt.Errorf("index %s has %d keys, the log says %d", bucket, n, len(want[bucket]))
		}
	}
	return nil
}

// scanAll calls f with every key and value of a bucket.
func scanAll(ctx context.Context, tx kv.Tx, bucket string, f func(key, value []byte) error) error {
	it := tx.Scan(kv.SKey(bucket))
	defer func() { _ = it.Close() }()
	for it.Next(ctx) {
		if err := f(it.Key()[1], it.Val()); err != nil {
			return err
		}
	}
	return it.Err()
}
