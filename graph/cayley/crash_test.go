//go:build linux || darwin

package cayley

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"casus/graph"
	"casus/graph/graphtest"
)

// The test binary runs itself as another process, which the environment tells
// what to do.
const (
	envChild = "CASUS_TEST_CHILD" // "load" or "fill"
	envStore = "CASUS_TEST_STORE"
	envFirst = "CASUS_TEST_FIRST" // the first document to load
)

func TestMain(m *testing.M) {
	role := os.Getenv(envChild)
	if role == "" {
		os.Exit(m.Run())
	}
	if err := child(role, os.Getenv(envStore)); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

// perDocument is how many statements a document of a child has.
const perDocument = 20

// child loads one document after another, and says so of each on stdout after
// it is durable, until it is killed. As "fill" it stops at the first document
// that does not fit into a megabyte, and goes on when there is room again.
func child(role, path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	first, err := strconv.ParseUint(os.Getenv(envFirst), 10, 64)
	if err != nil {
		return err
	}
	if role == "fill" {
		return fill(ctx, s, first)
	}
	for i := first; ; i++ {
		if _, err := s.Add(ctx, graphtest.Random(i, perDocument)); err != nil {
			return err
		}
		fmt.Println("added", i)
	}
}

func fill(ctx context.Context, s *Store, i uint64) error {
	signal.Ignore(syscall.SIGXFSZ) // so that writes return an error, as on a full disk
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	small := limit
	small.Cur = 1 << 20
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		return err
	}
	for ; ; i++ {
		if _, err := s.Add(ctx, graphtest.Random(i, perDocument)); err != nil {
			fmt.Println("full", i, err)
			break
		}
		fmt.Println("added", i)
	}
	if _, err := s.View(ctx); err != nil {
		return fmt.Errorf("view of a full store: %w", err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	for end := i + 5; i < end; i++ {
		if _, err := s.Add(ctx, graphtest.Random(i, perDocument)); err != nil {
			return err
		}
		fmt.Println("added", i)
	}
	return s.Close()
}

// start runs a child and waits until it has the store open.
func start(t *testing.T, role, path string, first int) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envChild+"="+role, envStore+"="+path, fmt.Sprint(envFirst, "=", first))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	r := bufio.NewReader(out)
	if line, err := r.ReadString('\n'); line != "ready\n" {
		t.Fatalf("child: got %q, %v", line, err)
	}
	return cmd, r
}

// acked returns the document that a line says is durable.
func acked(line string) (int, bool) {
	number, ok := strings.CutPrefix(line, "added ")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	return n, ok && err == nil && strings.HasSuffix(line, "\n")
}

// verify returns how many documents the store holds. Documents up to, not
// including, last must be there, and each that is there must be whole.
func verify(t *testing.T, path string, last int) int {
	t.Helper()
	s := open(t, path, Options{})
	defer s.Close()
	if err := s.Check(context.Background()); err != nil {
		t.Fatal(err)
	}
	got := graphtest.Take(t, s)
	n := len(got.Documents)
	if n < last {
		t.Fatalf("%d documents are there, %d were acknowledged", n, last)
	}
	batches := make([]graph.Batch, n)
	for i := range batches {
		batches[i] = graphtest.Random(uint64(i), perDocument)
	}
	if diff := graphtest.Diff(graphtest.Of(graph.NewView(batches...)), got); diff != "" {
		t.Fatalf("the first %d documents (-want +got):\n%s", n, diff)
	}
	return n
}

// TestKill kills a loading process at any moment, again and again.
func TestKill(t *testing.T) {
	rounds := 8
	if n, err := strconv.Atoi(os.Getenv("CASUS_TEST_KILLS")); err == nil {
		rounds = n
	}
	path := filepath.Join(t.TempDir(), "casus.db")
	r := rand.New(rand.NewPCG(1, uint64(rounds)))
	next, effective := 0, 0
	for range rounds {
		cmd, out := start(t, "load", path, next)
		last := next
		// A moment after some acknowledgement, however fast the machine is, and
		// now and then before the first.
		target, moment := next+r.IntN(5), time.Duration(r.IntN(8000))*time.Microsecond
		var kill *time.Timer
		for {
			if kill == nil && last >= target {
				kill = time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
			}
			line, err := out.ReadString('\n')
			if i, ok := acked(line); ok {
				last = i + 1
			} else if line != "" && err == nil {
				t.Fatalf("child: %s", line)
			}
			if err != nil {
				break
			}
		}
		_ = cmd.Wait()
		if last > next {
			effective++
		}
		next = verify(t, path, last)
	}
	t.Logf("%d kills, %d of them after an acknowledgement, %d documents", rounds, effective, next)
	if effective == 0 {
		t.Error("no kill hit a process that had acknowledged anything")
	}
}

// TestDiskFull goes on after writes have failed.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	cmd, r := start(t, "fill", path, 0)
	out, err := io.ReadAll(r)
	if err := errors.Join(err, cmd.Wait()); err != nil {
		t.Fatalf("child: %v\n%s", err, out)
	}
	last, full := 0, false
	for line := range strings.Lines(string(out)) {
		if i, ok := acked(line); ok {
			last = i + 1
		} else if strings.HasPrefix(line, "full") && strings.Contains(line, syscall.EFBIG.Error()) && strings.Contains(line, path) {
			full = true
		} else {
			t.Errorf("child: %s", line)
		}
	}
	if !full || last == 0 {
		t.Fatalf("the disk was never full: %d documents, output\n%s", last, out)
	}
	if n := verify(t, path, last); n != last {
		t.Errorf("%d documents are there, %d were acknowledged", n, last)
	}
}

// TestTwoProcesses opens a store that another process holds, and one whose
// holder was killed.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "casus.db")
	cmd, out := start(t, "load", path, 0)
	for _, readOnly := range []bool{false, true} {
		_, err := Open(context.Background(), path, Options{ReadOnly: readOnly, LockWait: 50 * time.Millisecond})
		if !errors.Is(err, graph.ErrLocked) {
			t.Errorf("read only %t: got %v, want %v", readOnly, err, graph.ErrLocked)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	verify(t, path, 0)
}
