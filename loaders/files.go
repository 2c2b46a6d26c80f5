package loaders

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Bounds on one input. A small file that unpacks to very much more is an
// attack, not a document.
const (
	maxFile     = 256 << 20
	maxUnpacked = 1 << 30
	maxRatio    = 100
)

// Files reads the named files and directories, and standard input for "-"; see
// [FilesFrom].
func Files(args []string) iter.Seq2[Input, error] { return FilesFrom(os.Stdin, args) }

// FilesFrom yields an input for each file named by args, in their order: "-"
// is stdin, a directory stands for the regular files in and below it by name,
// without hidden ones. What begins as gzip is unpacked. Anything that cannot be
// read, or is a device, pipe or too big, yields an [*Error] instead, and the
// rest goes on.
func FilesFrom(stdin io.Reader, args []string) iter.Seq2[Input, error] {
	return func(yield func(Input, error) bool) {
		for _, arg := range args {
			for name, err := range expand(arg) {
				in := Input{URI: name}
				if err == nil {
					in.Data, err = readInput(stdin, name)
				}
				if err != nil {
					in, err = Input{URI: name}, &Error{URI: name, Err: err}
				}
				if !yield(in, err) {
					return
				}
			}
		}
	}
}

// expand yields the files that an argument stands for.
func expand(arg string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		info, err := os.Stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			yield(arg, nil)
			return
		}
		found, stopped := false, false
		err = filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
			hidden := name != arg && strings.HasPrefix(d.Name(), ".")
			switch {
			case err != nil:
				if stopped = !yield(name, cause(err)); stopped {
					return fs.SkipAll
				}
			case d.IsDir() && hidden:
				return fs.SkipDir
			case d.Type().IsRegular() && !hidden:
				found = true
				if stopped = !yield(name, nil); stopped {
					return fs.SkipAll
				}
			}
			return nil
		})
		if err == nil && !found && !stopped {
			yield(arg, errors.New("holds no files to read"))
		}
	}
}

// cause returns the error without the operation and path, which the caller
// says itself.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("permission denied")
	}
	return err
}

func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		data, err := readAtMost(stdin, maxFile)
		if err != nil {
			return nil, err
		}
		return unpacked(data)
	}
	// Before opening: opening a pipe waits for its writer.
	info, err := os.Stat(name)
	if err != nil {
		return nil, cause(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("is a %s, want a regular file", kindOf(info.Mode()))
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("has %d MiB, want at most %d: split it", info.Size()>>20, maxFile>>20)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	data, err := readAtMost(f, maxFile)
	if err != nil {
		return nil, cause(err)
	}
	return unpacked(data)
}

func kindOf(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "directory"
	case m&fs.ModeNamedPipe != 0:
		return "named pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "special file"
}

// readAtMost reads to the end, or fails beyond limit bytes.
func readAtMost(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("has more than %d MiB: split it", limit>>20)
	}
	return data, err
}

// unpacked returns what a gzip file holds, and other data as they are.
func unpacked(data []byte) ([]byte, error) {
	if !bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpack gzip: %w", err)
	}
	limit := min(int64(len(data))*maxRatio, maxUnpacked)
	out, err := io.ReadAll(io.LimitReader(z, limit+1))
	if err != nil {
		return nil, fmt.Errorf("unpack gzip: %w", err)
	}
	if int64(len(out)) > limit {
		return nil, fmt.Errorf("unpack gzip: holds more than %d times its size or %d MiB", maxRatio, maxUnpacked>>20)
	}
	return out, nil
}
