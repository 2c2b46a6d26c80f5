package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"casus/graph"
	"casus/graph/cayley"
	"casus/loaders"
	"casus/loaders/reference"
)

// lockWait is how long a command waits for a store that another one holds.
const lockWait = 2 * time.Second

// sourceFlags adds the flags that say what a question is asked of.
func (a *app) sourceFlags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&a.from, "from", nil, "answer from this `FILE` or directory, in memory, without a store; can be repeated")
	cmd.Flags().BoolVar(&a.noReference, "no-reference", false, "leave out casus's own background facts")
}

// view returns what a question is asked of: the inputs of --from, or else the
// store, with casus's reference under it. A missing store is an error if the
// user named it; otherwise the reference answers alone, and the user is told.
func (a *app) view(ctx context.Context) (*graph.View, error) {
	var under []graph.Batch
	if !a.noReference {
		under = append(under, reference.Batch())
	}
	if len(a.from) > 0 {
		return a.viewOfInputs(ctx, under)
	}
	_, err := os.Stat(a.db)
	switch {
	case errors.Is(err, fs.ErrNotExist) && a.dbNamed:
		return nil, &storeError{a.db, fmt.Errorf("there is none; make it with `casus load FILE… --db %s`", a.db)}
	case errors.Is(err, fs.ErrNotExist) && a.noReference:
		return nil, &storeError{a.db, errors.New("there is none, and --no-reference leaves nothing to answer from; use `casus load FILE…` or --from FILE")}
	case errors.Is(err, fs.ErrNotExist):
		a.say("no store at %s: answering from casus's own reference only; use `casus load FILE…` or --from FILE", a.db)
		return graph.NewView(under...), nil
	}
	st, err := a.open(ctx, cayley.Options{ReadOnly: true, LockWait: lockWait})
	if err != nil {
		return nil, err
	}
	defer st.Close()
	v, err := st.View(ctx, under...)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &storeError{a.db, err}
	}
	return v, nil
}

// open opens the store. Whatever goes wrong with it is a storeError.
func (a *app) open(ctx context.Context, opt cayley.Options) (*cayley.Store, error) {
	st, err := cayley.Open(ctx, a.db, opt)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &storeError{a.db, err}
	}
	return st, nil
}

// viewOfInputs reads the inputs of --from into memory. One that cannot be read
// is an error: an answer without it would look complete.
func (a *app) viewOfInputs(ctx context.Context, under []graph.Batch) (*graph.View, error) {
	var mem graph.Memory
	inputs := loadJobs{
		stdin:   a.stdin,
		args:    a.from,
		options: loaders.Options{},
		add:     func(b graph.Batch) error { _, err := mem.Add(ctx, b); return err },
		bad:     func(err error) error { return err },
	}
	if err := inputs.run(ctx); err != nil {
		return nil, err
	}
	return mem.View(ctx, under...)
}
