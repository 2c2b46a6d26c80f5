package loaders_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"casus/loaders"

	"github.com/google/go-cmp/cmp"
)

func zipped(t *testing.T, data string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(data)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, data := range map[string]string{
		"a.txt": "A", "d/c.txt": "C", "d/b.txt": "B", "d/.hidden": "H", "d/.git/x": "X", "d/e/f.txt": "F",
		"z.gz": zipped(t, "unpacked"), "bomb.gz": zipped(t, strings.Repeat("0", 1<<20)), "bad.gz": "\x1f\x8bxx", "half.gz": zipped(t, "unpacked")[:20], "empty/.x": "",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo("pipe", 0o600); err != nil {
		t.Skipf("no named pipes here: %v", err)
	}
	if err := os.Symlink("../pipe", "d/link"); err != nil {
		t.Fatal(err)
	}
	args := []string{"a.txt", "missing", "-", "d", "z.gz", "bomb.gz", "bad.gz", "half.gz", "pipe", "/dev/null", "empty", "a.txt/x"}
	want := []string{
		"a.txt = A",
		"error missing: no such file",
		"- = from stdin",
		"d/b.txt = B", "d/c.txt = C", "d/e/f.txt = F",
		"z.gz = unpacked",
		"error bomb.gz: unpack gzip: holds more than 100 times its size or 1024 MiB",
		"error bad.gz: unpack gzip: unexpected EOF",
		"error half.gz: unpack gzip: unexpected EOF",
		"error pipe: is a named pipe, want a regular file",
		"error /dev/null: is a device, want a regular file",
		"error empty: holds no files to read",
		"error a.txt/x: not a directory",
	}
	var got []string
	for in, err := range loaders.FilesFrom(strings.NewReader("from stdin"), args) {
		if err != nil {
			got = append(got, "error "+err.Error())
			continue
		}
		got = append(got, in.URI+" = "+string(in.Data))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFilesStops(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	for range loaders.FilesFrom(nil, []string{dir, dir}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("yielded %d inputs after the break, want 2", n)
	}
}
