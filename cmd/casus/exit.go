package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"casus/graph"
	"casus/graph/encoding"
	"casus/queries"
)

// Exit codes: what scripts can rely on.
const (
	exitAnswered    = 0   // even if the answer is empty
	exitFailed      = 1   // nothing was done
	exitMisused     = 2   // unknown flag or command, missing or malformed argument
	exitName        = 4   // a name is not known, or means more than one node
	exitStore       = 5   // the store is locked or cannot be read
	exitPart        = 6   // some inputs were loaded, others were not
	exitInterrupted = 130 // by a signal; what was loaded stays loaded
)

// errPart is returned when some inputs were loaded and others were not.
var errPart = errors.New("loaded in part")

// storeError says that the store could not be opened or read.
type storeError struct {
	path string
	err  error
}

func (e *storeError) Error() string {
	switch {
	case errors.Is(e.err, graph.ErrLocked):
		return fmt.Sprintf("store %s is in use by another process; wait for it to end, or use another --db", e.path)
	default:
		return fmt.Sprintf("store %s: %v", e.path, e.err)
	}
}

func (e *storeError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &queries.UsageError{Message: fmt.Sprintf(format, args...)}
}

func exitCode(err error) int {
	var (
		usage *queries.UsageError
		name  *graph.NameError
		store *storeError
	)
	switch {
	case err == nil:
		return exitAnswered
	case errors.As(err, &usage):
		return exitMisused
	case errors.As(err, &name):
		return exitName
	case errors.As(err, &store) || errors.Is(err, graph.ErrLocked) || errors.Is(err, graph.ErrCorrupt):
		return exitStore
	case errors.Is(err, errPart):
		return exitPart
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	return exitFailed
}

// report tells the user what went wrong and what would be right.
func (a *app) report(cmd *cobra.Command, err error) {
	var (
		usage *queries.UsageError
		name  *namedError
	)
	switch {
	case errors.As(err, &name):
		for _, line := range name.lines() {
			a.say("%s", line)
		}
	case errors.As(err, &usage):
		a.say("%v", err)
		a.say("try %q", cmd.CommandPath()+" --help")
	case errors.Is(err, context.Canceled):
		a.say("interrupted")
	default:
		a.say("%v", err)
	}
}

// say writes one line to standard error. What it is given may hold text from
// outside.
func (a *app) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Fprintf(a.stderr, "casus: %s\n", encoding.Terminal(strings.ReplaceAll(text, "\n", " ")))
}

// namedError is a name error with the view that can spell out what it means.
type namedError struct {
	*graph.NameError
	view *graph.View
}

func (e *namedError) Unwrap() error { return e.NameError }

// lines says what the name could mean, one candidate a line.
func (e *namedError) lines() []string {
	if len(e.Candidates) < 2 {
		return []string{e.Error()}
	}
	lines := []string{fmt.Sprintf("%q is ambiguous, say which one by its name or ID:", e.Name)}
	for _, id := range e.Candidates {
		line := fmt.Sprintf("  %s  %s", id, e.view.Label(id))
		if n := e.view.Node(id); n != nil && n.Valid.String() != "" {
			line += ", " + n.Valid.String()
		}
		lines = append(lines, line)
	}
	return lines
}
