// Package loaders turns documents and datasets into batches of statements, one
// loader a file:
//
//	for b, err := range loaders.Article.Load(ctx, loaders.Input{URI: "a.txt", Data: data}, loaders.Options{}) { … }
//
// Only [graph.Batch] leaves this room.
package loaders

import (
	"context"
	"fmt"
	"iter"
	"time"

	"casus/graph"
)

// Input is what a loader reads: the bytes of one file or stream.
type Input struct {
	URI       string // path, URL or "-", as the user gave it
	Data      []byte
	Title     string     // if known from elsewhere
	Publisher string     // if known from elsewhere
	Date      graph.Date // dateline, if known from elsewhere
	Retrieved time.Time
}

// Options are what a user can ask of every loader.
type Options struct {
	Strict  bool                           // stop at the first bad row
	Explain func(stage string, result any) // if set, is shown the result of every stage
}

// Loader reads one kind of document or dataset.
type Loader struct {
	Name    string // "article", as --format takes it
	Version string // goes into every statement it makes
	Doc     string // what it reads, its citation and licence
	// Detect reports whether the data look like this loader's, from their
	// content, never from their name.
	Detect func(data []byte) bool
	// Load yields a batch for each document in the input, or an error for what
	// could not be read, and goes on after it unless Options.Strict is set.
	Load func(ctx context.Context, in Input, opt Options) iter.Seq2[graph.Batch, error]
}

// Error is a place in an input that could not be read.
type Error struct {
	URI  string
	Line int // from 1; 0 if the whole input is meant
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.URI, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.URI, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
