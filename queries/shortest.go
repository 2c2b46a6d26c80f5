package queries

import (
	"container/heap"
	"slices"

	"casus/graph"
)

// cost is the length of a path: hops first, then how many of them only claims
// give.
type cost struct{ hops, claims int }

func (c cost) less(d cost) bool {
	return c.hops < d.hops || c.hops == d.hops && c.claims < d.claims
}

func (c cost) plus(claim bool) cost {
	c.hops++
	if claim {
		c.claims++
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

// shortest returns the k least paths without loops, in order: Yen's algorithm.
func (n *network) shortest(from, to graph.ID, longest, k int) [][]graph.ID {
	var found, candidates []route
	first, ok := n.least([]graph.ID{from}, to, longest, nil)
	if !ok {
		return nil
	}
	found = append(found, first)
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
			if r, ok := n.least(root, to, longest, closed); ok && !slices.ContainsFunc(candidates, func(c route) bool { return c.compare(r) == 0 }) {
				candidates = append(candidates, r)
			}
		}
		if len(candidates) == 0 {
			break
		}
		slices.SortFunc(candidates, route.compare)
		found, candidates = append(found, candidates[0]), candidates[1:]
	}
	paths := make([][]graph.ID, len(found))
	for i, r := range found {
		paths[i] = r.nodes
	}
	return paths
}

// least returns the least path that begins with root, does not come back to
// it, and does not go on to a closed node.
func (n *network) least(root []graph.ID, to graph.ID, longest int, closed map[graph.ID]bool) (route, bool) {
	spur := root[len(root)-1]
	budget := longest - (len(root) - 1)
	banned := map[graph.ID]bool{}
	for _, id := range root[:len(root)-1] {
		banned[id] = true
	}
	left := n.costsTo(to, spur, budget, banned, closed)
	r := route{nodes: slices.Clone(root)}
	for i := range len(root) - 1 {
		r.cost = r.plus(n.ties(root[i])[root[i+1]])
	}
	at := spur
	if _, ok := left[at]; !ok || left[at].hops > budget {
		return route{}, false
	}
	for at != to {
		// Among the next nodes that lie on a least path, the one with the
		// least ID makes the order of equal paths definite.
		next := graph.ID("")
		for other, claim := range n.ties(at) {
			c, ok := left[other]
			if ok && c.plus(claim) == left[at] && !(at == spur && closed[other]) && other != spur && (next == "" || other < next) {
				next = other
			}
		}
		r.cost = r.plus(n.ties(at)[next])
		r.nodes = append(r.nodes, next)
		at = next
	}
	return r, true
}

// costsTo returns the least cost from each node to the target, for nodes within
// budget hops and no farther than the spur: Dijkstra from the target.
func (n *network) costsTo(to, spur graph.ID, budget int, banned, closed map[graph.ID]bool) map[graph.ID]cost {
	costs := map[graph.ID]cost{to: {}}
	done := map[graph.ID]bool{}
	queue := &costQueue{{to, cost{}}}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(costed)
		if done[at.id] {
			continue
		}
		done[at.id] = true
		if at.id == spur {
			break
		}
		if at.hops == budget {
			continue
		}
		for other, claim := range n.ties(at.id) {
			if banned[other] || done[other] || other == spur && closed[at.id] {
				continue
			}
			c := at.plus(claim)
			if have, ok := costs[other]; !ok || c.less(have) {
				costs[other] = c
				heap.Push(queue, costed{other, c})
			}
		}
	}
	return costs
}

// tied returns up to limit paths of the least number of hops, in order.
func (n *network) tied(from, to graph.ID, longest, limit int) [][]graph.ID {
	hops := map[graph.ID]int{to: 0}
	for frontier, d := []graph.ID{to}, 1; len(frontier) > 0 && d <= longest; d++ {
		if _, ok := hops[from]; ok {
			break
		}
		var next []graph.ID
		for _, at := range frontier {
			for other := range n.ties(at) {
				if _, seen := hops[other]; !seen {
					hops[other] = d
					next = append(next, other)
				}
			}
		}
		frontier = next
	}
	if _, ok := hops[from]; !ok {
		return nil
	}
	var found []route
	var walk func(r route)
	walk = func(r route) {
		if len(found) == limit {
			return
		}
		at := r.nodes[len(r.nodes)-1]
		if at == to {
			found = append(found, r)
			return
		}
		ties := n.ties(at)
		var next []graph.ID
		for other := range ties {
			if h, ok := hops[other]; ok && h == hops[at]-1 {
				next = append(next, other)
			}
		}
		slices.Sort(next)
		for _, other := range next {
			walk(route{append(slices.Clip(r.nodes), other), r.plus(ties[other])})
		}
	}
	walk(route{nodes: []graph.ID{from}})
	slices.SortFunc(found, route.compare)
	paths := make([][]graph.ID, len(found))
	for i, r := range found {
		paths[i] = r.nodes
	}
	return paths
}

type costed struct {
	id graph.ID
	cost
}

// costQueue is a heap of nodes, the nearest first.
type costQueue []costed

func (q costQueue) Len() int           { return len(q) }
func (q costQueue) Less(i, j int) bool { return q[i].less(q[j].cost) }
func (q costQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *costQueue) Push(x any)        { *q = append(*q, x.(costed)) }
func (q *costQueue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
