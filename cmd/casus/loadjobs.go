package main

import (
	"context"
	"io"
	"iter"
	"runtime"
	"sync"

	"casus/graph"
	"casus/loaders"
)

// loadJobs reads inputs on all cores and hands their batches on one at a time,
// in the order of the inputs, so that two runs store and acknowledge alike.
// At most a few inputs a core are in memory at once.
type loadJobs struct {
	stdin   io.Reader
	args    []string // files, directories, or - for standard input
	loader  *loaders.Loader
	options loaders.Options
	add     func(graph.Batch) error // is given every batch; its error stops the run
	bad     func(error) error       // is given what could not be read; its error, if any, stops the run
}

// job is one input on its way. The reader makes it, a worker fills batches, the
// writer drains them.
type job struct {
	input   loaders.Input
	err     error // the input could not be opened
	batches chan loaded
}

type loaded struct {
	batch graph.Batch
	err   error
}

// run returns the first error of add or bad, or the context's.
func (l *loadJobs) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel() // before Wait: workers end at once when the writer gives up

	workers := runtime.GOMAXPROCS(0)
	if l.options.Explain != nil {
		workers = 1 // stages of two documents must not mix
	}
	// A job is queued for the writer before a worker can have it, and workers
	// take jobs in order: the one the writer waits for is always being worked on.
	order := make(chan *job, 2*workers)
	work := make(chan *job)
	wg.Go(func() {
		defer close(order)
		defer close(work)
		for input, err := range loaders.FilesFrom(l.stdin, l.args) {
			j := &job{input: input, err: err, batches: make(chan loaded, 8)}
			for _, queue := range []chan *job{order, work} {
				select {
				case queue <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for range workers {
		wg.Go(func() {
			for j := range work {
				l.read(ctx, j)
			}
		})
	}
	return l.drain(ctx, order)
}

// drain hands on what the jobs hold, in order.
func (l *loadJobs) drain(ctx context.Context, order <-chan *job) error {
	for j := range order {
		for item := range j.all(ctx) {
			err := ctx.Err()
			switch {
			case err != nil:
			case item.err != nil:
				err = l.bad(item.err)
			default:
				err = l.add(item.batch)
			}
			if err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// all yields what a worker finds. It ends early with the context: the job may
// then never have reached a worker.
func (j *job) all(ctx context.Context) iter.Seq[loaded] {
	return func(yield func(loaded) bool) {
		for {
			select {
			case item, ok := <-j.batches:
				if !ok || !yield(item) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// read loads one input.
func (l *loadJobs) read(ctx context.Context, j *job) {
	defer close(j.batches)
	send := func(item loaded) bool {
		select {
		case j.batches <- item:
			return true
		case <-ctx.Done():
			return false
		}
	}
	if j.err != nil {
		send(loaded{err: j.err})
		return
	}
	loader := l.loader
	if loader == nil {
		loader = loaders.Detect(j.input.Data)
	}
	for b, err := range loader.Load(ctx, j.input, l.options) {
		if !send(loaded{b, err}) {
			return
		}
	}
}
