package server

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"casus/graph"
	"casus/queries"
)

// clientFields asks for all of a finding that the command line prints.
const clientFields = `{ a: QUESTION { question asOf notes store { revision statements } nodes { ...F replies { ...F } } } }
fragment E on Entity { id name kind aliases codes { system value } }
fragment S on Statement {
  id class relation stance value status basis speaker { ...E } subject { ...E } object { ...E } under { ...E }
  valid { from to } qualifiers { name value } evidence { document { id title uri date } start end quote }
  source { document { id } loader rule line confidence citation }
}
fragment F on Finding {
  class obligation article conditions relation distance of stance status basis inferred why
  actor { ...E } toward { ...E } under { ...E } nodes { ...E } valid { from to } edges { ...S } proof { ...S }
}`

// clientQuestions are questions of the sample as GraphQL writes them, with
// their arguments on the command line.
var clientQuestions = []struct {
	name, field string
	args        queries.Args
}{
	{"defends", `defends(actor: "Sudland", asOf: "2024-06-01")`, queries.Args{"actor": "Sudland"}},
	{"defends", `defends(actor: "Sudland", whyNot: true, asOf: "2024-06-01")`, queries.Args{"actor": "Sudland", "why-not": "true"}},
	{"bound", `bound(actor: "norland")`, queries.Args{"actor": "norland"}},
	{"accuses", `accuses(actor: "Sudland")`, queries.Args{"actor": "Sudland"}},
	{"neighbors", `neighbors(actor: "Sudland")`, queries.Args{"actor": "Sudland"}},
	{"path", `path(from: "Norland", to: "Westland")`, queries.Args{"from": "Norland", "to": "Westland"}},
}

// TestClient has graphql-js and the audit of the GraphQL over HTTP working
// group ask the server. It needs node and `npm ci` in testdata/client.
func TestClient(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	const dir = "testdata/client"
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "graphql-http")); err != nil {
		t.Skip("the client's packages are not installed: run npm ci in cmd/internal/server/" + dir)
	}
	cfg := sampleConfig(t)
	srv := start(t, cfg)

	type question struct {
		Query string          `json:"query"`
		Want  *queries.Answer `json:"want"`
	}
	cases := struct {
		SDL       string     `json:"sdl"`
		Questions []question `json:"questions"`
	}{SDL: cfg.Schema.SDL()}
	for _, q := range clientQuestions {
		asked := queries.Lookup(q.name)
		if asked == nil {
			t.Fatalf("there is no question %s", q.name)
		}
		want, err := asked.Run(sample(), q.args, graph.Day(2024, 6, 1))
		if err != nil {
			t.Fatal(err)
		}
		cases.Questions = append(cases.Questions, question{strings.Replace(clientFields, "QUESTION", q.field, 1), want})
	}
	b, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "cases.json")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}

	cmd := exec.Command(node, "client.mjs", srv.URL+"/graphql", file)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var got struct {
		Problems []string
		Audit    struct {
			Figures map[string]struct{ Passed, Of int }
			Failed  []string
		}
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, p := range got.Problems {
		t.Error(p)
	}
	t.Logf("audit: %v", got.Audit.Figures)
	for _, f := range got.Audit.Failed {
		if strings.Contains(f, " MAY ") {
			t.Log(f)
		} else {
			t.Error(f)
		}
	}
	if got.Audit.Figures["MUST"].Passed == 0 {
		t.Error("the audit did not run")
	}
}

// The lock names no registry, so that a mirror serves as well.
func TestLockNamesNoRegistry(t *testing.T) {
	b, err := os.ReadFile("testdata/client/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "http://") || strings.Contains(string(b), "https://") {
		t.Error("package-lock.json holds a URL: write it with npm install --omit-lockfile-registry-resolved")
	}
}
