package cayley

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/hidal-go/hidalgo/kv"
	bolt "go.etcd.io/bbolt"

	"casus/graph/graphtest"
)

// TestBoltKV tests what Cayley expects of a key-value store, and that folded
// buckets cannot be told from others.
func TestBoltKV(t *testing.T) {
	ctx := context.Background()
	db, err := bolt.Open(filepath.Join(t.TempDir(), "x.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := boltKV{db}
	err = kv.Update(ctx, b, func(tx kv.Tx) error {
		return errors.Join(
			kv.CreateBucket(ctx, tx, kv.SKey("empty")),
			tx.Put(kv.SKey("log", "b"), []byte("2")), tx.Put(kv.SKey("log", "a"), []byte("1")), tx.Put(kv.SKey("log", "ab"), []byte("3")),
			tx.Put(kv.SKey("vab", "ab1"), []byte("4")), tx.Put(kv.SKey("vab", "ab2"), []byte("5")), tx.Put(kv.SKey("vac", "ac1"), []byte("6")),
			tx.Put(kv.SKey("nab", "ab1"), []byte("7")), tx.Put(kv.SKey("log", "gone"), []byte("8")), tx.Del(kv.SKey("log", "gone")),
			tx.Del(kv.SKey("none", "gone")),
		)
	})
	if err != nil {
		t.Fatal(err)
	}
	// What is not committed is not there.
	tx, err := b.Tx(true)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(tx.Put(kv.SKey("log", "lost"), []byte("9")), tx.Close(), tx.Close()); err != nil {
		t.Fatal(err)
	}
	err = kv.View(b, func(tx kv.Tx) error {
		for _, tt := range []struct {
			scan kv.Key
			want string
		}{
			{kv.SKey("log"), "log/a=1 log/ab=3 log/b=2 "},
			{kv.SKey("log", "a"), "log/a=1 log/ab=3 "},
			{kv.SKey("log", "c"), ""},
			{kv.SKey("empty"), ""},
			{kv.SKey("none"), ""},
			{kv.SKey("vab"), "vab/ab1=4 vab/ab2=5 "},
			{kv.SKey("vac"), "vac/ac1=6 "},
			{kv.SKey("nab", "ab"), "nab/ab1=7 "},
		} {
			var got string
			err := kv.Each(ctx, tx, tt.scan, func(k kv.Key, v kv.Value) error {
				got += fmt.Sprintf("%s/%s=%s ", k[0], k[1], v)
				return nil
			})
			if err != nil || got != tt.want {
				t.Errorf("scan %s: got %q, %v, want %q", tt.scan, got, err, tt.want)
			}
		}
		values, err := tx.GetBatch(ctx, []kv.Key{kv.SKey("vab", "ab2"), kv.SKey("vab", "none"), kv.SKey("none", "x")})
		if err != nil {
			return err
		}
		if got := fmt.Sprintf("%s", values); got != "[5  ]" || values[1] != nil || values[2] != nil {
			t.Errorf("GetBatch: got %s", got)
		}
		if _, err := tx.Get(ctx, kv.SKey("log", "lost")); !errors.Is(err, kv.ErrNotFound) {
			t.Errorf("Get: got %v, want %v", err, kv.ErrNotFound)
		}
		if err := tx.Put(kv.SKey("log", "x"), []byte("1")); err == nil {
			t.Error("Put in a transaction for reading: no error")
		}
		cancelled, cancel := context.WithCancel(ctx)
		cancel()
		it := tx.Scan(kv.SKey("log"))
		if it.Next(cancelled) || !errors.Is(it.Err(), context.Canceled) {
			t.Errorf("cancelled scan: got %v, want %v", it.Err(), context.Canceled)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestLedger counts what Cayley writes, replaces and deletes.
func TestLedger(t *testing.T) {
	ctx := context.Background()
	s := open(t, filepath.Join(t.TempDir(), "casus.db"), Options{})
	for i := range uint64(3) {
		graphtest.Add(t, s, graphtest.Random(i, 10))
	}
	err := kv.Update(ctx, s.ledger, func(tx kv.Tx) error {
		return errors.Join(
			tx.Put(kv.SKey("log", "a"), []byte("1")), tx.Put(kv.SKey("log", "a"), []byte("2")), tx.Put(kv.SKey("log", "b"), []byte("3")),
			tx.Del(kv.SKey("log", "b")), tx.Del(kv.SKey("log", "none")), tx.Put(kv.SKey("other", "a"), []byte("4")))
	})
	if err != nil {
		t.Fatal(err)
	}
	err = kv.View(s.ledger, func(tx kv.Tx) error {
		want, err := readLedger(ctx, tx)
		if err != nil {
			return err
		}
		got := ledger{Format: formatVersion, Statements: 30}
		err = scanAll(ctx, tx, "log", func(key, value []byte) error {
			got.add(key, value)
			return nil
		})
		if got != want {
			t.Errorf("ledger says %+v, the log %+v", want, got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
