package graph

import (
	"context"
	"slices"
	"sync"

	"casus/schema"
)

// Memory is a store that lives as long as the process: what --from uses. The
// zero value is ready to use.
type Memory struct {
	mu      sync.RWMutex
	batches []Batch
	known   map[ID]bool // statements
}

var _ Store = (*Memory)(nil)

// Add implements [Store].
func (m *Memory) Add(ctx context.Context, b Batch) (Added, error) {
	if err := ctx.Err(); err != nil {
		return Added{}, err
	}
	if err := b.Check(schema.Default()); err != nil {
		return Added{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[ID]bool{}
	}
	var added Added
	for _, s := range b.Statements {
		if !m.known[s.ID] {
			m.known[s.ID] = true
			added.Statements++
		}
	}
	for _, have := range m.batches {
		if have.Document.ID == b.Document.ID && added.Statements == 0 {
			added.Total = len(m.known)
			return added, nil
		}
	}
	m.batches = append(m.batches, b)
	added.Nodes = len(b.Nodes)
	added.Total = len(m.known)
	return added, nil
}

// View implements [Store].
func (m *Memory) View(ctx context.Context, with ...Batch) (*View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	return NewView(slices.Concat(with, m.batches)...), nil
}

// Close implements [Store]; it does nothing.
func (m *Memory) Close() error { return nil }
