package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
)

const (
	maxDepth     = 6
	maxNeighbors = 10_000 // findings
)

// Neighbors asks what an actor is tied to, out to a number of hops: a finding
// for each neighbor, the node it is reached from, and the relation between
// them, with every statement that says so. A node counts at its least distance
// only.
var Neighbors = register(neighbors())

func neighbors() *Query {
	q := &Query{
		Name: "neighbors",
		Doc:  "What an actor is connected to",
		Params: []Param{
			{Name: "actor", Doc: "whose neighbors", Type: ActorParam, Positional: true, Required: true},
			{Name: "depth", Doc: "how many hops", Type: IntParam},
			{Name: "via", Doc: "use these relations or classes only, as in obligation|party_to", Type: TextParam},
		},
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		n := network{view: v, on: asOf}
		var err error
		if n.via, err = parseVia(args["via"]); err != nil {
			return nil, err
		}
		depth, err := args.Int("depth", 1, 1, maxDepth)
		if err != nil {
			return nil, err
		}
		center, err := v.Find(args["actor"], asOf)
		if err != nil {
			return nil, err
		}
		findings, more := n.around(center.ID, depth)
		a := &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: findings}
		if more {
			a.Notes = append(a.Notes, fmt.Sprintf("there are more than %d ties: these are the nearest; a lower --depth or --via narrows them", maxNeighbors))
		}
		return a, nil
	}
	return q
}

// around returns the ties of each node within depth hops toward the next hop,
// the nearest first. It stops after maxNeighbors and says so.
func (n *network) around(center graph.ID, depth int) (findings []Finding, more bool) {
	distance := map[graph.ID]int{center: 0}
	frontier := []graph.ID{center}
	for d := 1; d <= depth && len(frontier) > 0; d++ {
		var ring []Finding
		var next []graph.ID
		for _, from := range frontier {
			for other := range n.ties(from) {
				if _, seen := distance[other]; !seen {
					distance[other] = d
					next = append(next, other)
				}
			}
			ring = append(ring, n.from(from, d, distance)...)
		}
		slices.SortFunc(ring, n.compare)
		if len(findings)+len(ring) > maxNeighbors {
			return append(findings, ring[:maxNeighbors-len(findings)]...), true
		}
		findings = append(findings, ring...)
		slices.Sort(next)
		frontier = next
	}
	return findings, false
}

// from returns a finding for each neighbor of a node at distance d, each
// relation between them, and each direction of it.
func (n *network) from(id graph.ID, d int, distance map[graph.ID]int) []Finding {
	type tie struct {
		other, subject graph.ID
		relation       string
	}
	byTie := map[tie]*Finding{}
	add := func(other graph.ID, s *graph.Statement) {
		if !n.admits(s) || distance[other] != d {
			return
		}
		key := tie{other, s.Subject, s.Relation}
		f := byTie[key]
		if f == nil {
			f = &Finding{Actor: other, Toward: id, Relation: s.Relation, Distance: d}
			byTie[key] = f
		}
		f.Proof = append(f.Proof, s)
	}
	for s := range n.view.Out(id) {
		add(s.Object, s)
	}
	for s := range n.view.In(id) {
		add(s.Subject, s)
	}
	findings := make([]Finding, 0, len(byTie))
	for _, f := range byTie {
		n.describe(f)
		findings = append(findings, *f)
	}
	return findings
}

// describe says in words what the proof of a tie says, and what sort of claim
// it is if nobody puts it forward as so.
func (n *network) describe(f *Finding) {
	slices.SortFunc(f.Proof, n.stronger)
	best := f.Proof[0]
	f.Under, f.Valid, f.Status, f.Basis = best.Under, best.Valid, best.Status, weakest(f.Proof)
	f.Why = strings.Join([]string{n.view.Label(best.Subject), strings.ReplaceAll(best.Relation, "_", " "), n.view.Label(best.Object)}, " ")
	if weak(best) {
		f.Stance = claimStance(best)
		f.Why += " (a claim: " + claimWord(best) + ")"
	}
}

func (n *network) compare(a, b Finding) int {
	return cmp.Or(
		a.Distance-b.Distance,
		strings.Compare(n.view.Label(a.Actor), n.view.Label(b.Actor)),
		strings.Compare(string(a.Actor), string(b.Actor)),
		strings.Compare(a.Relation, b.Relation),
		strings.Compare(string(a.Toward), string(b.Toward)),
		compareProofs(a.Proof, b.Proof),
	)
}
