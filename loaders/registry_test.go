package loaders_test

import (
	"testing"

	"casus/loaders"
)

func TestRegistry(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range loaders.All() {
		if l.Name == "" || l.Version == "" || l.Doc == "" || l.Detect == nil || l.Load == nil {
			t.Errorf("loader %q lacks a field", l.Name)
		}
		if seen[l.Name] || loaders.Lookup(l.Name) != l {
			t.Errorf("loader %q is not the only one of its name", l.Name)
		}
		seen[l.Name] = true
		l.Detect(nil) // must not panic
	}
	if l := loaders.Lookup("no such"); l != nil {
		t.Errorf("Lookup(no such) = %s, want nil", l.Name)
	}
}

func TestDetect(t *testing.T) {
	for data, want := range map[string]string{
		"Russia attacked Ukraine.":    "article",
		"<html><body><p>It fell.</p>": "article",
		"%PDF-1.4\x00":                "article", // it says what is wrong
		"":                            "article",
	} {
		if got := loaders.Detect([]byte(data)); got == nil || got.Name != want {
			t.Errorf("Detect(%q) = %v, want %s", data, got, want)
		}
	}
}
