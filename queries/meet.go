package queries

import (
	"iter"
	"slices"
	"strings"

	"casus/graph"
)

// tie is a way from a node to another.
type tie struct {
	to    graph.ID
	claim bool // only claims lead there
}

// tiesOf returns the ties of a node by ID of the other end. They are kept for
// the length of a question.
func (n *network) tiesOf(id graph.ID) []tie {
	if list, ok := n.known[id]; ok {
		return list
	}
	ends := n.ties(id)
	list := make([]tie, 0, len(ends))
	for other, claim := range ends {
		list = append(list, tie{other, claim})
	}
	slices.SortFunc(list, func(a, b tie) int { return strings.Compare(string(a.to), string(b.to)) })
	if n.known == nil {
		n.known = map[graph.ID][]tie{}
	}
	n.known[id] = list
	return list
}

// claim reports whether only claims tie two neighbors.
func (n *network) claim(a, b graph.ID) bool {
	for _, t := range n.tiesOf(a) {
		if t.to == b {
			return t.claim
		}
	}
	return false
}

// middle is all that lies on a path of least hops from one node to another: two
// searches, one from each end, that met. Each node has its place on the way;
// nodes that only one search saw may lead nowhere.
type middle struct {
	net    *network
	from   graph.ID
	to     graph.ID
	closed map[graph.ID]bool // not as the first step
	length int
	ahead  map[graph.ID]int // hops from the beginning
	behind map[graph.ID]int // hops to the end
	claims map[graph.ID]int // fewest claims to the end; -1 if there is no way
}

// between searches for the least hops from the end of root to another node, not
// through the rest of root, from both ends at once, the smaller side first: it
// sees two balls of half the radius rather than one. It returns nil if there
// is no way within longest hops.
func (n *network) between(root []graph.ID, to graph.ID, longest int, closed map[graph.ID]bool) *middle {
	from := root[len(root)-1]
	m := &middle{net: n, from: from, to: to, closed: closed, claims: map[graph.ID]int{to: 0},
		ahead: map[graph.ID]int{from: 0}, behind: map[graph.ID]int{to: 0}}
	banned := map[graph.ID]bool{}
	for _, id := range root[:len(root)-1] {
		banned[id] = true
	}
	near, far := []graph.ID{from}, []graph.ID{to}
	for m.length = 1; m.length <= longest && len(near) > 0 && len(far) > 0; m.length++ {
		met := false
		grow := func(frontier []graph.ID, seen, other map[graph.ID]int) (next []graph.ID) {
			for _, at := range frontier {
				for _, t := range n.tiesOf(at) {
					if _, ok := seen[t.to]; ok || banned[t.to] || at == from && closed[t.to] || t.to == from && closed[at] {
						continue
					}
					seen[t.to] = seen[at] + 1
					next = append(next, t.to)
					if _, ok := other[t.to]; ok {
						met = true
					}
				}
			}
			return next
		}
		if len(near) <= len(far) {
			near = grow(near, m.ahead, m.behind)
		} else {
			far = grow(far, m.behind, m.ahead)
		}
		if met {
			return m
		}
	}
	return nil
}

// place returns how many hops from the beginning a node lies on a least path,
// or -1 if it lies on none as far as one search can tell.
func (m *middle) place(id graph.ID) int {
	ahead, fore := m.ahead[id]
	behind, aft := m.behind[id]
	switch {
	case fore && aft && ahead+behind != m.length:
		return -1
	case fore:
		return ahead
	case aft:
		return m.length - behind
	}
	return -1
}

// next yields the ways on from a node that lead to the end by least hops, by
// ID, with the fewest claims from there.
func (m *middle) next(id graph.ID) iter.Seq2[tie, int] {
	return func(yield func(tie, int) bool) {
		for _, t := range m.net.tiesOf(id) {
			if m.place(t.to) != m.place(id)+1 || id == m.from && m.closed[t.to] {
				continue
			}
			if claims := m.fewest(t.to); claims >= 0 && !yield(t, claims) {
				return
			}
		}
	}
}

// fewest returns the fewest claims on a least path from a node to the end, or
// -1 if none leads there. Its depth is that of the path.
func (m *middle) fewest(id graph.ID) int {
	if known, ok := m.claims[id]; ok {
		return known
	}
	least := -1
	if m.place(id) < m.length {
		for t, claims := range m.next(id) {
			if t.claim {
				claims++
			}
			if least < 0 || claims < least {
				least = claims
			}
		}
	}
	m.claims[id] = least
	return least
}
