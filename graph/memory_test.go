package graph_test

import (
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
)

func TestMemory(t *testing.T) {
	graphtest.TestStore(t, func(*testing.T) (graph.Store, func() graph.Store) { return new(graph.Memory), nil })
}
