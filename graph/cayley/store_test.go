package cayley

import (
	"context"
	"path/filepath"
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
)

func TestStore(t *testing.T) {
	graphtest.TestStore(t, func(t *testing.T) (graph.Store, func() graph.Store) {
		path := filepath.Join(t.TempDir(), "casus.db")
		s := open(t, path, Options{})
		return s, func() graph.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = open(t, path, Options{})
			return s
		}
	})
}

// open opens a store that the end of the test closes.
func open(t testing.TB, path string, opt Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}
