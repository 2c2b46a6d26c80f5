package cayley

import (
	"os"
	"regexp"
	"testing"
)

// TestPins reads go.mod itself, since a test must not depend on what the go
// command makes of it.
//
// The Cayley we use is a pseudo-version of March 2022 that sorts before v0.7.7
// of October 2019, the last tag: "go get -u", or any dependency that asks for
// v0.7.7, would take us two and a half years back without a word. And quad
// v1.3.0 does not compile with this Cayley.
func TestPins(t *testing.T) {
	data, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for module, want := range map[string]string{
		"github.com/cayleygraph/cayley": "v0.7.7-0.20220304214302-275a7428fb10",
		"github.com/cayleygraph/quad":   "v1.2.4",
		"github.com/hidal-go/hidalgo":   "v0.0.0-20190814174001-42e03f3b5eaa",
	} {
		found := regexp.MustCompile(`(?m)^(?:require)?\s*`+regexp.QuoteMeta(module)+`\s+(\S+)`).FindAllStringSubmatch(string(data), -1)
		if len(found) != 1 || found[0][1] != want {
			t.Errorf("go.mod: got %v, want %s %s", found, module, want)
		}
	}
	if regexp.MustCompile(`(?m)^\s*replace\b`).Match(data) {
		t.Error("go.mod replaces a module: go install would not see it")
	}
}
