package cayley

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"

	"github.com/hidal-go/hidalgo/kv"
)

// logBucket is where Cayley keeps every value and every quad, by ascending ID.
var logBucket = []byte("log")

// ledgerKey is where the ledger is kept.
var ledgerKey = kv.SKey("casus", "ledger")

// formatVersion is what this package writes and reads.
const formatVersion = 1

// ledger is what the store knows of itself. It is written in the transaction
// of every batch and compared with the log by everyone who reads it whole.
type ledger struct {
	Format     int    `json:"format"`
	Statements int    `json:"statements"`
	Entries    int    `json:"entries"` // of Cayley's log
	Sum        uint64 `json:"sum"`     // of entrySum over the log, modulo 2^64: in any order
}

// add counts an entry of the log.
func (l *ledger) add(key, value []byte) {
	l.Entries++
	l.Sum += entrySum(key, value)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func entrySum(key, value []byte) uint64 {
	return uint64(crc32.Update(crc32.Checksum(key, castagnoli), castagnoli, value))
}

// readLedger returns the ledger as the transaction sees it, and
// [kv.ErrNotFound] if there is none.
func readLedger(ctx context.Context, tx kv.Tx) (ledger, error) {
	var l ledger
	data, err := tx.Get(ctx, ledgerKey)
	if err != nil {
		return l, err
	}
	if err := json.Unmarshal(data, &l); err != nil {
		return l, fmt.Errorf("read ledger: %w", err)
	}
	return l, nil
}

func (l ledger) write(tx kv.Tx) error {
	data, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return tx.Put(ledgerKey, data)
}

// ledgerKV keeps the ledger of the [kv.KV] under it: Cayley writes its log
// through here and need not know.
type ledgerKV struct {
	kv.KV
	// statements is how many the transaction to come adds. Only the holder of
	// the store's lock sets it.
	statements int
}

// Tx implements [kv.KV].
func (l *ledgerKV) Tx(rw bool) (kv.Tx, error) {
	tx, err := l.KV.Tx(rw)
	if err != nil || !rw {
		return tx, err
	}
	return &ledgerTx{Tx: tx, statements: l.statements}, nil
}

type ledgerTx struct {
	kv.Tx
	statements int
	change     ledger // modulo 2^64
}

// Put implements [kv.Tx].
func (t *ledgerTx) Put(k kv.Key, v kv.Value) error {
	if err := t.forget(k); err != nil {
		return err
	}
	if inLog(k) {
		t.change.add(k[1], v)
	}
	return t.Tx.Put(k, v)
}

// Del implements [kv.Tx].
func (t *ledgerTx) Del(k kv.Key) error {
	if err := t.forget(k); err != nil {
		return err
	}
	return t.Tx.Del(k)
}

// forget takes what is at k out of the sum. It never finds anything as long as
// nothing is deleted, but must be right for whoever does.
func (t *ledgerTx) forget(k kv.Key) error {
	if !inLog(k) {
		return nil
	}
	old, err := t.Tx.Get(context.Background(), k)
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	t.change.Entries--
	t.change.Sum -= entrySum(k[1], old)
	return nil
}

func inLog(k kv.Key) bool {
	return len(k) == 2 && len(k[1]) > 0 && bytes.Equal(k[0], logBucket)
}

// Commit implements [kv.Tx].
func (t *ledgerTx) Commit(ctx context.Context) error {
	l, err := readLedger(ctx, t.Tx)
	if err != nil && !errors.Is(err, kv.ErrNotFound) {
		return err
	}
	l.Format = formatVersion
	l.Statements += t.statements
	l.Entries += t.change.Entries
	l.Sum += t.change.Sum
	if err := l.write(t.Tx); err != nil {
		return err
	}
	return t.Tx.Commit(ctx)
}
