package queries

import (
	"slices"

	"casus/graph"
)

// cost is the length of a path: hops first, then how many of them only slight ties
// give.
type cost struct{ hops, slight int }

func (c cost) less(d cost) bool {
	return c.hops < d.hops || c.hops == d.hops && c.slight < d.slight
}

func (c cost) plus(claim bool) cost {
	c.hops++
	if claim {
		c.slight++
	}
	return c
}

// route is a path and its cost.
type route struct {
	nodes []graph.ID
	cost
}

func (r route) compare(s route) int {
	switch {
	case r.less(s.cost):
		return -1
	case s.less(r.cost):
		return 1
	}
	return slices.Compare(r.nodes, s.nodes)
}

func nodeLists(routes []route) [][]graph.ID {
	lists := make([][]graph.ID, len(routes))
	for i, r := range routes {
		lists[i] = r.nodes
	}
	return lists
}

// shortest returns the k least paths without loops, in order: Yen's algorithm.
// What is longer than the candidates at hand can no longer be among the k, so
// they bound each further search.
func (n *network) shortest(from, to graph.ID, longest, k int) [][]graph.ID {
	first, ok := n.least([]graph.ID{from}, to, longest, nil)
	if !ok {
		return nil
	}
	found, candidates := []route{first}, []route(nil)
	for len(found) < k {
		last := found[len(found)-1]
		for i := range len(last.nodes) - 1 {
			root := last.nodes[:i+1]
			// From here the way must go elsewhere than every path that came
			// the same way before.
			closed := map[graph.ID]bool{}
			for _, f := range found {
				if len(f.nodes) > i+1 && slices.Equal(f.nodes[:i+1], root) {
					closed[f.nodes[i+1]] = true
				}
			}
			bound := longest
			if missing := k - len(found); len(candidates) >= missing {
				bound = candidates[missing-1].hops
			}
			r, ok := n.least(root, to, bound, closed)
			if !ok {
				continue
			}
			if at, known := slices.BinarySearchFunc(candidates, r, route.compare); !known {
				candidates = slices.Insert(candidates, at, r)
			}
		}
		if len(candidates) == 0 {
			break
		}
		found, candidates = append(found, candidates[0]), candidates[1:]
	}
	return nodeLists(found)
}

// least returns the least path that begins with root, does not come back to
// it, and does not go on to a closed node.
func (n *network) least(root []graph.ID, to graph.ID, longest int, closed map[graph.ID]bool) (route, bool) {
	r := route{nodes: slices.Clone(root)}
	for i := range len(root) - 1 {
		r.cost = r.plus(n.claim(root[i], root[i+1]))
	}
	m := n.between(root, to, longest-(len(root)-1), closed)
	if m == nil {
		return route{}, false
	}
	for at := m.from; at != to; {
		// Of equal ways on, the one with the least ID makes the order of
		// equal paths definite; ties are sorted by ID.
		best, left := tie{}, -1
		for t, claims := range m.next(at) {
			if t.claim {
				claims++
			}
			if left < 0 || claims < left {
				best, left = t, claims
			}
		}
		r.cost = r.plus(best.claim)
		r.nodes = append(r.nodes, best.to)
		at = best.to
	}
	return r, true
}

// tied returns up to limit paths of the least number of hops, in order of
// their nodes; those with fewer claims come first among what it returns.
func (n *network) tied(from, to graph.ID, longest, limit int) [][]graph.ID {
	m := n.between([]graph.ID{from}, to, longest, nil)
	if m == nil {
		return nil
	}
	var found []route
	var walk func(r route)
	walk = func(r route) {
		at := r.nodes[len(r.nodes)-1]
		if at == to {
			found = append(found, r)
			return
		}
		for t := range m.next(at) {
			if len(found) == limit {
				return
			}
			walk(route{append(slices.Clip(r.nodes), t.to), r.plus(t.claim)})
		}
	}
	walk(route{nodes: []graph.ID{from}})
	slices.SortFunc(found, route.compare)
	return nodeLists(found)
}
