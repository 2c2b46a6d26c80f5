package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// shared returns files that lie beside the checkout on machines that keep a
// corpus there, and skips the test on all others.
func shared(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("../shared/%s is absent: this machine keeps no corpus beside the checkout", filepath.ToSlash(pattern))
	}
	return files
}

// casus runs the command and returns what it writes to standard output.
func casus(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("casus", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("casus %q: %v\n%s", args, err, stderr.String())
	}
	return out
}

// answer is what a test reads of an answer as JSON.
type answer struct {
	Findings []finding
}

type finding struct {
	Class   string
	Actor   entity
	Toward  entity
	Under   entity
	Article string
	Basis   string
	Replies []finding
	Proof   []struct {
		Basis    string
		Evidence []struct{ Quote string }
	}
}

type entity struct{ ID, Name string }

func ask(t *testing.T, args ...string) answer {
	t.Helper()
	var a answer
	if err := json.Unmarshal(casus(t, append(args, "-o", "json")...), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// bound returns the findings that say somebody is bound.
func (a answer) bound() []finding {
	var bound []finding
	for _, f := range a.Findings {
		if f.Class == "bound" {
			bound = append(bound, f)
		}
	}
	return bound
}

func TestSeeds(t *testing.T) {
	from := append([]string{"--as-of", "2026-03-09", "--from"}, shared(t, "seeds/*.txt")...)

	t.Run("defends", func(t *testing.T) {
		got := ask(t, append([]string{"defends", "Azerbaijan"}, from...)...).bound()
		if len(got) != 1 || got[0].Actor.ID != "state:TUR" || got[0].Article != "not stated" {
			t.Fatalf("bound to defend Azerbaijan: %+v, want Turkey alone, article not stated", got)
		}
		if want := "Shusha Declaration"; got[0].Under.Name != want {
			t.Errorf("under %q, want %q", got[0].Under.Name, want)
		}
		if got[0].Basis != "report" {
			t.Errorf("basis %q, want report: a paraphrase is no treaty text", got[0].Basis)
		}
		if len(got[0].Proof) == 0 || len(got[0].Proof[0].Evidence) == 0 {
			t.Error("no words prove it")
		}
	})
	t.Run("bound", func(t *testing.T) {
		for _, f := range ask(t, append([]string{"bound", "Turkey"}, from...)...).bound() {
			if f.Toward.ID == "state:AZE" {
				return
			}
		}
		t.Error("Turkey is not bound to defend Azerbaijan")
	})
	t.Run("accuses", func(t *testing.T) {
		for _, f := range ask(t, append([]string{"accuses", "Iran"}, from...)...).Findings {
			if f.Toward.ID == "state:AZE" {
				return
			}
		}
		t.Error("Iran does not accuse Azerbaijan")
	})
}

// TestKillWhileLoading kills casus while it loads a corpus and holds that the
// store keeps whole documents only, those acknowledged among them, and that
// loading again completes it.
func TestKillWhileLoading(t *testing.T) {
	files := shared(t, "data/documents/*.txt")
	db := filepath.Join(t.TempDir(), "casus.db")
	args := append([]string{"load", "--db", db, "-o", "jsonl"}, files...)
	acked := interrupt(t, os.Kill, len(files)/4, args...)
	casus(t, "doctor", "--db", db)
	checkAcked(t, db, acked)

	casus(t, args...)
	first := casus(t, "statements", "--db", db, "-o", "jsonl")
	for i, line := range bytes.Split(bytes.TrimSpace(casus(t, args...)), []byte("\n")) {
		var a ack
		if err := json.Unmarshal(line, &a); err != nil || a.Statements != 0 {
			t.Errorf("line %d of loading again: %s, %v, want no new statement", i+1, line, err)
		}
	}
	if again := casus(t, "statements", "--db", db, "-o", "jsonl"); !bytes.Equal(first, again) {
		t.Error("loading again changes the statements")
	}
	clean := filepath.Join(t.TempDir(), "clean.db")
	casus(t, append([]string{"load", "--db", clean}, files...)...)
	if whole := casus(t, "statements", "--db", clean, "-o", "jsonl"); !bytes.Equal(first, whole) {
		t.Error("a store that was killed and completed differs from one that was not")
	}
}

// ack is one line of `load -o jsonl`.
type ack struct {
	Doc        string
	Statements int
	Total      int
	URI        string
}

// interrupt runs casus, sends it a signal after some lines of output, and
// returns the lines it wrote.
func interrupt(t *testing.T, signal os.Signal, after int, args ...string) []ack {
	t.Helper()
	cmd := exec.Command("casus", args...)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	var acked []ack
	lines := json.NewDecoder(stdout)
	for {
		var a ack
		if err := lines.Decode(&a); err != nil {
			break // the pipe ends with the process
		}
		acked = append(acked, a)
		if len(acked) == after {
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Logf("casus ended before the signal reached it")
	} else if signal == os.Interrupt && cmd.ProcessState.ExitCode() != exitInterrupted {
		t.Errorf("interrupted casus exits with %d, want %d", cmd.ProcessState.ExitCode(), exitInterrupted)
	}
	if len(acked) < after {
		t.Fatalf("%d documents acknowledged, want at least %d", len(acked), after)
	}
	return acked
}

// checkAcked holds that what was acknowledged is in the store.
func checkAcked(t *testing.T, db string, acked []ack) {
	t.Helper()
	stored := map[string]int{}
	lines := json.NewDecoder(bytes.NewReader(casus(t, "statements", "--db", db, "--no-reference", "-o", "jsonl")))
	for lines.More() {
		var s struct{ Source struct{ Doc string } }
		if err := lines.Decode(&s); err != nil {
			t.Fatal(err)
		}
		stored[s.Source.Doc]++
	}
	total := 0
	for _, a := range acked {
		total += a.Statements
		if stored[a.Doc] != a.Statements {
			t.Errorf("%s: %d statements are stored, %d were acknowledged", a.URI, stored[a.Doc], a.Statements)
		}
		if a.Total != total {
			t.Errorf("%s: total %d, want %d", a.URI, a.Total, total)
		}
	}
}
