package cayley

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
)

// TestDamage cuts, overwrites and flips parts of a store. It must say so or
// give back everything: no panic, no hang, and never silently less.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "casus.db")
	s := open(t, path, Options{})
	for i := range uint64(5) {
		graphtest.Add(t, s, graphtest.Random(i, 12))
	}
	want := graphtest.Take(t, s)
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	newest, err := newestMeta(bytes.NewReader(whole), page)
	if err != nil {
		t.Skipf("pages of another size: %v", err)
	}
	pages := int(newest.high) // the rest is room to grow
	type damage struct {
		name string
		data []byte
	}
	var all []damage
	add := func(name string, spoil func(b []byte) []byte) {
		all = append(all, damage{name, spoil(append([]byte(nil), whole...))})
	}
	for n := range 9 {
		add(fmt.Sprintf("cut to %d eighths", n), func(b []byte) []byte { return b[:len(b)*n/8] })
	}
	for _, n := range []int{1, 100, page - 1, page, page + 100, 2 * page, 3 * page, len(whole) - 1} {
		add(fmt.Sprintf("cut to %d bytes", n), func(b []byte) []byte { return b[:n] })
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 8 {
		p := r.IntN(pages)
		add(fmt.Sprintf("page %d zeroed", p), func(b []byte) []byte { clear(b[p*page : (p+1)*page]); return b })
		p = r.IntN(pages)
		add(fmt.Sprintf("page %d of noise", p), func(b []byte) []byte {
			for i := range page {
				b[p*page+i] = byte(r.Uint32())
			}
			return b
		})
		p, q := r.IntN(pages), r.IntN(pages)
		add(fmt.Sprintf("page %d over page %d", p, q), func(b []byte) []byte { copy(b[q*page:(q+1)*page], b[p*page:(p+1)*page]); return b })
		bit := r.IntN(pages * page * 8)
		add(fmt.Sprintf("bit %d of page %d flipped", bit%(page*8), bit/8/page), func(b []byte) []byte { b[bit/8] ^= 1 << (bit % 8); return b })
		// The first bytes of a page say what it is and where it leads.
		p, at := r.IntN(pages), r.IntN(64)
		add(fmt.Sprintf("byte %d of page %d set", at, p), func(b []byte) []byte { b[p*page+at] = byte(r.Uint32()); return b })
	}
	// Branch pages that lead back to themselves, or nowhere.
	for p := range pages {
		const branch = 1
		header := whole[p*page:]
		if binary.NativeEndian.Uint16(header[8:]) != branch {
			continue
		}
		for _, child := range []int{0, int(binary.NativeEndian.Uint16(header[10:])) - 1} {
			for _, to := range []int{p, 0, 1, 2, pages, 1 << 30} {
				add(fmt.Sprintf("child %d of page %d is page %d", child, p, to), func(b []byte) []byte {
					binary.NativeEndian.PutUint64(b[p*page+16+16*child+8:], uint64(to))
					return b
				})
			}
		}
	}
	found := 0
	for i, d := range all {
		err := use(filepath.Join(dir, fmt.Sprint(i)), d.data, want)
		switch {
		case err == nil:
		case errors.Is(err, graph.ErrCorrupt):
			found++
		default:
			t.Errorf("%s: %v", d.name, err)
		}
	}
	t.Logf("%d pages, %d damages: %d noticed, the others have no effect", pages, len(all), found)
}

// use does everything with a damaged store that can be done, and returns the
// first error, or one of its own if less than want comes back.
func use(path string, data []byte, want graphtest.Snapshot) error {
	ctx := context.Background()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		return err
	}
	defer os.Remove(path)
	for _, readOnly := range []bool{true, false} {
		s, err := Open(ctx, path, Options{ReadOnly: readOnly})
		if err != nil {
			return err
		}
		err = func() error {
			v, err := s.View(ctx)
			if err != nil {
				return err
			}
			if diff := graphtest.Diff(want, graphtest.Of(v)); diff != "" {
				return fmt.Errorf("view differs and there is no error:\n%s", diff)
			}
			if _, err := s.Traverse(ctx, "state:actor-1", "attacks"); err != nil {
				return err
			}
			if readOnly {
				return nil
			}
			_, err = s.Add(ctx, graphtest.Random(99, 10))
			return err
		}()
		if closing := s.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return err
		}
	}
	return nil
}
