package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
)

func TestSpreadFrom(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	for _, f := range []string{a, b} {
		if err := os.WriteFile(f, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name     string
		in, want []string
	}{
		{"none", []string{"ls", "treaty"}, []string{"ls", "treaty"}},
		{"one", []string{"defends", "--from", a, "Peru"}, []string{"defends", "--from", a, "Peru"}},
		{"several", []string{"defends", "Peru", "--from", a, b, "--as-of", "2020"}, []string{"defends", "Peru", "--from", a, "--from", b, "--as-of", "2020"}},
		{"with =", []string{"defends", "--from=" + a, b, "Peru"}, []string{"defends", "--from=" + a, "--from", b, "Peru"}},
		{"no file", []string{"path", "--from", a, "Peru", b}, []string{"path", "--from", a, "Peru", b}},
		{"file elsewhere", []string{"load", a, b}, []string{"load", a, b}},
		{"other flag's value", []string{"defends", "--from", a, "--against", b}, []string{"defends", "--from", a, "--against", b}},
		{"after --", []string{"defends", "--from", a, "--", b}, []string{"defends", "--from", a, "--", b}},
		{"dangling", []string{"defends", "--from"}, []string{"defends", "--from"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, spreadFrom(tt.in)); diff != "" {
				t.Errorf("spreadFrom(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestExitCode(t *testing.T) {
	tests := []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("disk full"), 1},
		{usagef("no such flag"), 2},
		{fmt.Errorf("defends: %w", usagef("no such flag")), 2},
		{fmt.Errorf("defends: %w", &graph.NameError{Name: "X"}), 4},
		{&namedError{&graph.NameError{Name: "X"}, nil}, 4},
		{&storeError{"x.db", graph.ErrLocked}, 5},
		{&storeError{"x.db", os.ErrPermission}, 5},
		{fmt.Errorf("view: %w", graph.ErrCorrupt), 5},
		{fmt.Errorf("%w: 1 input", errPart), 6},
		{fmt.Errorf("load: %w", context.Canceled), 130},
	}
	for _, tt := range tests {
		if got := exitCode(tt.err); got != tt.want {
			t.Errorf("exit code of %v is %d, want %d", tt.err, got, tt.want)
		}
	}
}
