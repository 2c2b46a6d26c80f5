package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"casus/schema"
)

// Memory is a store that lives as long as the process: what --from uses. The
// zero value is ready to use.
type Memory struct {
	mu         sync.RWMutex
	closed     bool
	batches    []Batch // what was new of each
	documents  map[ID]bool
	nodes      map[string]bool // by document and JSON
	statements map[ID]bool
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
	descriptions := make([]string, len(b.Nodes))
	for i, n := range b.Nodes {
		data, err := json.Marshal(n)
		if err != nil {
			return Added{}, fmt.Errorf("node %s: %w", n.ID, err)
		}
		descriptions[i] = string(b.Document.ID) + " " + string(data)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return Added{}, ErrClosed
	}
	if m.statements == nil {
		m.documents, m.nodes, m.statements = map[ID]bool{}, map[string]bool{}, map[ID]bool{}
	}
	fresh := Batch{Document: b.Document}
	for i, n := range b.Nodes {
		if !m.nodes[descriptions[i]] {
			m.nodes[descriptions[i]] = true
			fresh.Nodes = append(fresh.Nodes, n)
		}
	}
	for _, s := range b.Statements {
		if !m.statements[s.ID] {
			m.statements[s.ID] = true
			fresh.Statements = append(fresh.Statements, s)
		}
	}
	if !m.documents[b.Document.ID] || len(fresh.Nodes) > 0 || len(fresh.Statements) > 0 {
		m.documents[b.Document.ID] = true
		m.batches = append(m.batches, fresh)
	}
	return Added{Statements: len(fresh.Statements), Nodes: len(fresh.Nodes), Total: len(m.statements)}, nil
}

// View implements [Store].
func (m *Memory) View(ctx context.Context, with ...Batch) (*View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.RLock()
	closed, batches := m.closed, m.batches // only ever appended to
	m.mu.RUnlock()
	if closed {
		return nil, ErrClosed
	}
	return NewView(slices.Concat(with, batches)...), nil
}

// Close implements [Store]: it lets go of everything.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.batches, m.documents, m.nodes, m.statements = nil, nil, nil, nil
	return nil
}
