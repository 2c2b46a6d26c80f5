package server

import (
	"context"
	"sync/atomic"
)

// turns lets some queries run at a time and some more wait.
type turns struct {
	running chan struct{}
	waiting atomic.Int64
	queue   int64
}

func newTurns(atOnce, queue int) *turns {
	return &turns{running: make(chan struct{}, atOnce), queue: int64(queue)}
}

// take waits for a turn; false if too many wait already or ctx ends first.
func (t *turns) take(ctx context.Context) bool {
	select {
	case t.running <- struct{}{}:
		return true
	default:
	}
	if t.waiting.Add(1) > t.queue {
		t.waiting.Add(-1)
		return false
	}
	defer t.waiting.Add(-1)
	select {
	case t.running <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (t *turns) giveBack() { <-t.running }
