package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"casus/graph/cayley"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"casus": main})
}

func TestScript(t *testing.T) {
	example, err := filepath.Abs("example")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLE", example)
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"hold":     hold,
			"freeport": freeport,
			"fetch":    fetch,
			"lines":    lines,
			"bytes":    writeBytes,
			"samejson": sameJSON,
			"findings": sameFindings,
		},
	})
}

// exits runs a command and compares its exit code: exits 4 casus show Nowhere.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		exit, ok := errors.AsType[interface {
			error
			ExitCode() int
		}](err)
		if !ok {
			ts.Fatalf("%s: %v", args[1], err)
		}
		code = exit.ExitCode()
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("%s exits with %d, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

// hold opens a store as another process would and keeps it to the script's end.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold STORE")
	}
	st, err := cayley.Open(context.Background(), ts.MkAbs(args[0]), cayley.Options{})
	ts.Check(err)
	ts.Defer(func() { st.Close() })
}

// freeport sets a variable to a port that nothing listens on.
func freeport(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: freeport NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	ts.Check(l.Close())
}

// fetch gets a URL, or posts a file to it as GraphQL, and writes the body to a
// file: fetch OUT URL [FILE]. It waits for the server to come up.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: fetch OUT URL [FILE]")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for {
		method, body := http.MethodGet, ""
		if len(args) == 3 {
			method, body = http.MethodPost, ts.ReadFile(args[2])
		}
		req, err := http.NewRequestWithContext(ctx, method, args[1], strings.NewReader(body))
		ts.Check(err)
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			select {
			case <-ctx.Done():
				ts.Fatalf("fetch %s: %v", args[1], err)
			case <-time.After(20 * time.Millisecond):
			}
			continue
		}
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		ts.Check(err)
		if resp.StatusCode != http.StatusOK {
			ts.Fatalf("fetch %s: %s: %s", args[1], resp.Status, data)
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
		return
	}
}

// lines counts the lines of a file or stream: lines 2 stdout.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines COUNT FILE")
	}
	if n := strings.Count(ts.ReadFile(args[1]), "\n"); fmt.Sprint(n) != args[0] {
		ts.Fatalf("%s has %d lines, want %s", args[1], n, args[0])
	}
}

// writeBytes writes bytes that a script cannot hold: bytes FILE 'a\x00b'.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE TEXT")
	}
	text := strings.NewReplacer(`\x00`, "\x00", `\xff`, "\xff", `\xfe`, "\xfe", `\n`, "\n").Replace(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// sameJSON compares two files as JSON: samejson A B.
func sameJSON(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: samejson A B")
	}
	var a, b any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &a))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &b))
	if diff := cmp.Diff(a, b); diff != "" {
		ts.Fatalf("%s and %s differ (-%s +%s):\n%s", args[0], args[1], args[0], args[1], diff)
	}
}

// sameFindings compares what the command line found with what the API did, in
// order: findings ANSWER RESPONSE.
func sameFindings(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: findings ANSWER RESPONSE")
	}
	type found struct {
		Class   string
		Actor   struct{ ID, Name string }
		Article string
		Proof   []struct {
			ID       string
			Evidence []struct {
				Quote      string
				Start, End int
			}
		}
	}
	var answer struct{ Findings []found }
	var response struct {
		Data struct{ Defends struct{ Nodes []found } }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &answer))
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &response))
	if len(answer.Findings) == 0 {
		ts.Fatalf("%s has no findings", args[0])
	}
	for i := range answer.Findings { // GraphQL writes enums so
		answer.Findings[i].Class = strings.ToUpper(strings.ReplaceAll(answer.Findings[i].Class, " ", "_"))
	}
	if diff := cmp.Diff(answer.Findings, response.Data.Defends.Nodes); diff != "" {
		ts.Fatalf("the API finds other than the command line (-command +API):\n%s", diff)
	}
}
