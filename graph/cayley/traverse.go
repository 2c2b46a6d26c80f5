package cayley

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/cayley/query/path"
	"github.com/cayleygraph/quad"

	"casus/graph"
)

// Traverse returns the nodes that id has the relation to by any statement, in
// order and each once, as plain Cayley sees them. Text and unknown objects are
// left out.
//
// It reads one step at a time and is no snapshot. Questions are asked of the
// view; this is the oracle that tests hold against it, and shows that the file
// can be used without casus.
func (s *Store) Traverse(ctx context.Context, id graph.ID, relation string) ([]graph.ID, error) {
	if id == "" || relation == "" {
		return nil, fmt.Errorf("traverse %q %q: want an ID and a relation", id, relation) // Cayley would take all
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.err != nil {
		return nil, s.err
	}
	var ids []graph.ID
	err := guard(s.path, func() error {
		p := path.StartPath(s.qs, quad.IRI(id)).Out(predRelation(relation)).Unique()
		return p.Iterate(ctx).EachValue(s.qs, func(v quad.Value) error {
			if iri, ok := v.(quad.IRI); ok {
				ids = append(ids, graph.ID(iri))
			}
			return nil
		})
	})
	if err == nil {
		err = ctx.Err() // Cayley ends early and says nothing
	}
	if err != nil {
		return nil, fmt.Errorf("traverse %s %s: %w", id, relation, err)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}
