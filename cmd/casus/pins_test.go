package main

import (
	"os"
	"strings"
	"testing"
)

// TestPins holds versions that must not move by themselves. Cayley has no
// release that builds with a maintained bbolt, and quad v1.3.0 does not build
// with Cayley's key-value stores.
func TestPins(t *testing.T) {
	gomod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	pinned := map[string]string{}
	for line := range strings.Lines(string(gomod)) {
		if f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require ")); len(f) >= 2 {
			pinned[f[0]] = f[1]
		}
	}
	for module, want := range map[string]string{
		"github.com/cayleygraph/cayley":   "v0.7.7-0.20220304214302-275a7428fb10",
		"github.com/cayleygraph/quad":     "v1.2.4",
		"github.com/graphql-go/graphql":   "v0.8.1",
		"github.com/spf13/cobra":          "v1.10.2",
		"github.com/rogpeppe/go-internal": "v1.16.0",
	} {
		if got := pinned[module]; got != want {
			t.Errorf("go.mod requires %s %q, want %s", module, got, want)
		}
	}
	for _, verb := range []string{"replace ", "replace("} {
		if strings.Contains(string(gomod), "\n"+verb) {
			t.Errorf("go.mod has a replace directive: `go install` would refuse the module")
		}
	}
}
