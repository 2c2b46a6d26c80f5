package cayley

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/bits"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"casus/graph"
)

// file is an open, locked bbolt file.
type file struct {
	db *bolt.DB
	f  *os.File // the same file, to let go of after a panic
}

// openFile opens a file that exists and waits up to wait for others to let go
// of it. Its errors wrap [graph.ErrLocked] and [graph.ErrCorrupt].
func openFile(ctx context.Context, path string, readOnly bool, wait time.Duration) (*file, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%w: %s is not a regular file", graph.ErrCorrupt, path)
	case info.Size() == 0:
		return nil, fmt.Errorf("%w: %s is empty", graph.ErrCorrupt, path)
	}
	deadline := time.Now().Add(wait)
	lock := func(readOnly bool) (*file, error) {
		for {
			f, err := tryOpen(path, readOnly)
			if !errors.Is(err, berrors.ErrTimeout) {
				return f, err
			}
			left := time.Until(deadline)
			if left <= 0 {
				return nil, fmt.Errorf("open %s: %w (waited %s)", path, graph.ErrLocked, wait)
			}
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(min(50*time.Millisecond, left)):
			}
		}
	}
	// First for reading even to write: a reader reads the meta pages only, and
	// so survives until the file is checked. A writer reads the free list.
	f, err := lock(true)
	if err != nil || readOnly {
		return f, err
	}
	if err := f.db.Close(); err != nil {
		return nil, err
	}
	return lock(false)
}

// tryOpen opens the file or gives [berrors.ErrTimeout] at once if it is locked.
func tryOpen(path string, readOnly bool) (*file, error) {
	f := &file{}
	opt := &bolt.Options{
		Timeout:  time.Millisecond, // shorter than bbolt's pause between two tries
		ReadOnly: readOnly,
		OpenFile: func(name string, flag int, mode fs.FileMode) (file *os.File, err error) {
			f.f, err = os.OpenFile(name, flag&^os.O_CREATE, mode)
			return f.f, err
		},
	}
	if !readOnly {
		opt.InitialMmapSize = mapSize()
	}
	err := guard(path, func() (err error) {
		f.db, err = bolt.Open(path, 0o600, opt)
		if errors.Is(err, syscall.ENOMEM) { // an address space limit: do with less
			opt.InitialMmapSize = 0
			f.db, err = bolt.Open(path, 0o600, opt)
		}
		if err != nil {
			return err
		}
		return f.check(path)
	})
	if err == nil {
		f.db.AllocSize = 1 << 20 // by how much the file grows; the default is 16 MiB
		return f, nil
	}
	var errno syscall.Errno
	switch {
	case f.db != nil && !errors.Is(err, errPanic):
		_ = f.db.Close()
	case f.f != nil:
		_ = f.f.Close() // releases the lock; bbolt's own Close could hang
	}
	if errors.As(err, &errno) || errors.Is(err, berrors.ErrTimeout) || errors.Is(err, graph.ErrCorrupt) {
		return nil, err
	}
	return nil, fmt.Errorf("%w: %s is not a store (%w)", graph.ErrCorrupt, path, err)
}

// mapSize is how much address space, not memory, the file is mapped to. When
// bbolt has to map a file anew it waits for all readers, and Cayley's readers
// open a transaction inside another: with a small map, a writer and a reader
// wait for each other for ever.
func mapSize() int {
	size := int64(1) << 36
	if bits.UintSize < 64 || runtime.GOOS == "windows" { // Windows would make the file that long
		return 0
	}
	return int(size)
}

// check looks at the file's structure; see [pages].
func (f *file) check(path string) error {
	info, err := f.f.Stat()
	if err != nil {
		return err
	}
	if err := checkPages(f.f, info.Size(), f.db.Info().PageSize); err != nil {
		return fmt.Errorf("%w: %s: %w", graph.ErrCorrupt, path, err)
	}
	return nil
}

// abandon releases the lock of a file on which a panic left bbolt's own locks
// held. The mapping stays until the process ends.
func (f *file) abandon() error { return f.f.Close() }

// createFile makes a new store at path, complete from the moment it can be
// seen there: it is written beside and linked. It is no error if another
// process was faster.
func createFile(path string, initialize func(*bolt.DB) error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }()
	if err := tmp.Close(); err != nil {
		return err
	}
	db, err := bolt.Open(tmp.Name(), 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		return err
	}
	if err := initialize(db); err != nil {
		_ = db.Close()
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		// A file system without links.
		if _, err := os.Lstat(path); err == nil {
			return nil
		}
		if err := os.Rename(tmp.Name(), path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes a new name in the folder durable, where the system can.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// errPanic marks errors that were panics.
var errPanic = errors.New("damaged page")

// guard runs f and turns what a damaged file does to bbolt and Cayley, a panic
// or a fault in mapped memory, into a [graph.ErrCorrupt] that is also an
// errPanic.
func guard(path string, f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %s: %w: %v", graph.ErrCorrupt, path, errPanic, r)
		}
	}()
	return f()
}
