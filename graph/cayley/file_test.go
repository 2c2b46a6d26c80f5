package cayley

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	ckv "github.com/cayleygraph/cayley/graph/kv"
	bolt "go.etcd.io/bbolt"

	"casus/graph"
	"casus/graph/graphtest"
)

func TestOpenMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	_, err := Open(context.Background(), path, Options{ReadOnly: true})
	if want := "no store at " + path + ": load something first"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not %v", err, fs.ErrNotExist)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening for reading made the file")
	}
	if _, err := Open(context.Background(), filepath.Join(path, "no", "folder"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in no folder: got %v, want %v", err, fs.ErrNotExist)
	}
}

func TestOpenNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "casus.db")
	s := open(t, path, Options{})
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode() != 0o600 {
		t.Errorf("mode: got %o, want 600", info.Mode())
	}
	if info.Size() > 1<<20 {
		t.Errorf("empty store has %d bytes", info.Size())
	}
	graphtest.Add(t, s, graphtest.Full())
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("files: got %v, want one", entries)
	}
}

func TestOpenNotAStore(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	database := func(name string, fill func(db *bolt.DB) error) string {
		path := filepath.Join(dir, name)
		db, err := bolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(fill(db), db.Close()); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tests := []struct{ name, path, want string }{
		{"folder", dir, "not a regular file"},
		{"empty", write("empty", nil), "is empty"},
		{"short text", write("short", []byte("hello\n")), "is not a store"},
		{"long text", write("long", []byte(strings.Repeat("hello\n", 1<<15))), "is not a store"},
		{"zeros", write("zeros", make([]byte, 1<<16)), "is not a store"},
		{"bbolt without Cayley", database("plain", func(*bolt.DB) error { return nil }), "is not a casus store"},
		{"Cayley without casus", database("cayley", func(db *bolt.DB) error { return ckv.Init(boltKV{db}, nil) }), "is not a casus store"},
		{"another format", database("format", func(db *bolt.DB) error {
			return db.Update(func(tx *bolt.Tx) error { return ledger{Format: 99}.write(boltTx{tx}) })
		}), "has format 99, want 1"},
		{"ledger without Cayley", database("ledger", func(db *bolt.DB) error {
			return db.Update(func(tx *bolt.Tx) error { return ledger{Format: formatVersion}.write(boltTx{tx}) })
		}), "not initialized"},
	}
	for _, tt := range tests {
		for _, readOnly := range []bool{false, true} {
			before, _ := os.ReadFile(tt.path)
			_, err := Open(context.Background(), tt.path, Options{ReadOnly: readOnly})
			if !errors.Is(err, graph.ErrCorrupt) || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.path) {
				t.Errorf("%s (read only: %t): got %v, want %v, %q and the path", tt.name, readOnly, err, graph.ErrCorrupt, tt.want)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: error of more than one line: %v", tt.name, err)
			}
			if after, _ := os.ReadFile(tt.path); string(before) != string(after) {
				t.Errorf("%s (read only: %t): the file was changed", tt.name, readOnly)
			}
		}
	}
}

func TestOpenLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	const wait = 150 * time.Millisecond
	tests := []struct {
		name          string
		first, second Options
		locked        bool
	}{
		{"two writers", Options{}, Options{}, true},
		{"reader beside writer", Options{}, Options{ReadOnly: true}, true},
		{"writer beside reader", Options{ReadOnly: true}, Options{}, true},
		{"two readers", Options{ReadOnly: true}, Options{ReadOnly: true}, false},
	}
	open(t, path, Options{}).Close()
	for _, tt := range tests {
		first := open(t, path, tt.first)
		tt.second.LockWait = wait
		start := time.Now()
		second, err := Open(context.Background(), path, tt.second)
		took := time.Since(start)
		switch {
		case !tt.locked && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.locked && (!errors.Is(err, graph.ErrLocked) || !strings.Contains(err.Error(), path)):
			t.Errorf("%s: got %v, want %v and the path", tt.name, err, graph.ErrLocked)
		case tt.locked && (took < wait || took > wait+2*time.Second):
			t.Errorf("%s: took %v, want %v", tt.name, took, wait)
		}
		if second != nil {
			second.Close()
		}
		first.Close()
	}

	// The lock is got as soon as it is free.
	first := open(t, path, Options{})
	time.AfterFunc(50*time.Millisecond, func() { first.Close() })
	open(t, path, Options{LockWait: 10 * time.Second}).Close()

	// A context ends the wait.
	open(t, path, Options{})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, path, Options{LockWait: time.Minute}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	s := open(t, path, Options{})
	graphtest.Add(t, s, graphtest.Full())
	want := graphtest.Take(t, s)
	s.Close()
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	r := open(t, path, Options{ReadOnly: true})
	if diff := graphtest.Diff(want, graphtest.Take(t, r)); diff != "" {
		t.Errorf("opened for reading (-want +got):\n%s", diff)
	}
	if _, err := r.Add(context.Background(), graphtest.Random(1, 3)); !errors.Is(err, graph.ErrReadOnly) {
		t.Errorf("Add: got %v, want %v", err, graph.ErrReadOnly)
	}
	if after, _ := os.ReadFile(path); string(before) != string(after) {
		t.Error("reading changed the file")
	}
}

// TestCloseWaits closes a store while a view is being built.
func TestCloseWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	s := open(t, path, Options{})
	for i := range uint64(5) {
		graphtest.Add(t, s, graphtest.Random(i, 100))
	}
	done := make(chan error)
	for range 4 {
		go func() {
			for {
				if v, err := s.View(context.Background()); err != nil {
					done <- err
					return
				} else if v.Len() != 500 {
					done <- errors.New("view with something missing")
					return
				}
			}
		}()
	}
	time.Sleep(5 * time.Millisecond) // any time is right: nothing may break
	if err := s.Close(); err != nil {
		t.Errorf("Close: %v", err)
	}
	for range 4 {
		if err := <-done; !errors.Is(err, graph.ErrClosed) {
			t.Errorf("View: got %v, want %v", err, graph.ErrClosed)
		}
	}
}
