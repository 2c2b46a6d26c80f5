package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

const (
	maxPaths  = 100  // the most that -k may ask for
	maxTied   = 1000 // the most that --all-shortest returns
	maxLength = 32   // the longest path looked for, in hops
)

// Paths asks how two actors are connected: by the shortest chains of
// statements, whatever their direction. Ways of one length are ordered by how
// many of their hops are slight, a mere claim or only casus's own background, then by the IDs of their nodes. No node
// comes twice in a path, and no two paths have the same nodes: a hop for which
// there are several statements shows the strongest.
//
// The shortest way costs one search from both ends; each further one costs at
// most one more for every hop (Yen, "Finding the K Shortest Loopless
// Paths in a Network", Management Science 17, 1971).
var Paths = register(paths())

func paths() *Query {
	q := &Query{
		Name: "path",
		Doc:  "How two actors are connected, by the shortest chains of statements",
		Params: []Param{
			{Name: "from", Doc: "where the path begins", Type: ActorParam, Positional: true, Required: true},
			{Name: "to", Doc: "where it ends", Type: ActorParam, Positional: true, Required: true},
			{Name: "via", Doc: "use these relations or classes only, as in obligation|party_to", Type: TextParam},
			{Name: "k", Doc: "how many paths", Type: IntParam},
			{Name: "max-len", Doc: "the longest path, in hops", Type: IntParam},
			{Name: "all-shortest", Doc: "all paths of the least length", Type: BoolParam},
		},
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		n := network{view: v, on: asOf}
		var err error
		if n.via, err = parseVia(args["via"]); err != nil {
			return nil, err
		}
		k, err := args.Int("k", 1, 1, maxPaths)
		if err != nil {
			return nil, err
		}
		longest, err := args.Int("max-len", maxLength, 1, maxLength)
		if err != nil {
			return nil, err
		}
		from, err := v.Find(args["from"], asOf)
		if err != nil {
			return nil, err
		}
		to, err := v.Find(args["to"], asOf)
		if err != nil {
			return nil, err
		}
		if from.ID == to.ID {
			return nil, &UsageError{fmt.Sprintf("%q and %q are both %s, want two actors", args["from"], args["to"], from.ID)}
		}
		var found [][]graph.ID
		var notes notes
		if args.Bool("all-shortest") {
			limit := maxTied
			if args["k"] != "" {
				limit = k
			}
			if found = n.tied(from.ID, to.ID, longest, limit+1); len(found) > limit {
				found = found[:limit]
				notes.add("there are more than %d shortest paths: these are the first", limit)
			}
		} else {
			found = n.shortest(from.ID, to.ID, longest, k)
		}
		a := &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: make([]Finding, 0, len(found))}
		for _, nodes := range found {
			f, duties := n.finding(nodes)
			if !duties {
				notes.add("ties, not obligations: a chain of statements binds nobody")
			}
			a.Findings = append(a.Findings, f)
		}
		a.Notes = notes.sorted()
		return a, nil
	}
	return q
}

// finding spells a path out. It also reports whether every hop is an
// obligation.
func (n *network) finding(nodes []graph.ID) (Finding, bool) {
	f := Finding{Actor: nodes[0], Toward: nodes[len(nodes)-1], Nodes: nodes, Distance: len(nodes) - 1}
	duties := true
	var claims []string
	for i := range nodes[1:] {
		s := n.hop(nodes[i], nodes[i+1])
		f.Proof = append(f.Proof, s)
		duties = duties && s.Class() == schema.ClassObligation
		if weak(s) {
			f.Stance = cmp.Or(f.Stance, claimStance(s))
			claims = append(claims, fmt.Sprintf("hop %d is a claim (%s): %s %s %s", i+1, claimWord(s), n.view.Label(s.Subject), strings.ReplaceAll(s.Relation, "_", " "), n.view.Label(s.Object)))
		}
	}
	f.Basis = weakest(f.Proof)
	f.Why = strings.Join(claims, "; ")
	return f, duties
}

func claimWord(s *graph.Statement) string {
	switch {
	case s.Basis == graph.MachineCoded:
		return "machine-coded"
	case s.Stance == graph.Asserted || s.Stance == graph.Reported:
		return string(s.Class()) // an accusation or denial: what it says is not so because it was said
	}
	return string(s.Stance)
}

// claimStance is the stance of what a claim says: that an accusation was made
// is asserted, what it says is alleged.
func claimStance(s *graph.Statement) graph.Stance {
	switch {
	case s.Stance != graph.Asserted && s.Stance != graph.Reported:
		return s.Stance
	case s.Class() == schema.ClassAccusation:
		return graph.Alleged
	case s.Class() == schema.ClassDenial:
		return graph.Denied
	}
	return ""
}

// weak reports whether a statement connects less than what a source puts
// forward as so.
func weak(s *graph.Statement) bool { return s.IsClaim() || s.Basis == graph.MachineCoded }

// network is the view as a graph of ties: every statement between two nodes
// that holds on the date, or may, in both directions.
type network struct {
	view *graph.View
	on   graph.Date
	via  func(*graph.Statement) bool // nil admits all

	known map[graph.ID][]tie // see tiesOf
}

// admits reports whether a statement is a tie.
func (n *network) admits(s *graph.Statement) bool {
	return s.Subject != "" && s.Object != "" && s.Subject != s.Object && s.Class() != schema.ClassAttribute &&
		(n.via == nil || n.via(s)) && s.Valid.On(n.on) != graph.No
}

// slight reports whether a statement ties its ends less than what a user's
// sources assert: it is a claim, or background such as a seat in the United
// Nations that most states share.
func slight(s *graph.Statement) bool { return weak(s) || s.Basis == graph.Reference }

// ties yields each neighbor of a node, and whether only slight ties lead there.
func (n *network) ties(id graph.ID) map[graph.ID]bool {
	found := map[graph.ID]bool{}
	add := func(other graph.ID, s *graph.Statement) {
		if have, ok := found[other]; !ok || have {
			found[other] = slight(s)
		}
	}
	for s := range n.view.Out(id) {
		if n.admits(s) {
			add(s.Object, s)
		}
	}
	for s := range n.view.In(id) {
		if n.admits(s) {
			add(s.Subject, s)
		}
	}
	return found
}

// hop returns the strongest statement between two nodes: no claim rather than
// a claim, sure dates rather than coarse ones, then by basis, class and ID.
func (n *network) hop(a, b graph.ID) *graph.Statement {
	var best *graph.Statement
	consider := func(s *graph.Statement) {
		if n.admits(s) && (best == nil || n.stronger(s, best) < 0) {
			best = s
		}
	}
	for s := range n.view.Out(a) {
		if s.Object == b {
			consider(s)
		}
	}
	for s := range n.view.In(a) {
		if s.Subject == b {
			consider(s)
		}
	}
	return best
}

func (n *network) stronger(s, t *graph.Statement) int {
	claim := func(s *graph.Statement) int {
		if weak(s) {
			return 1
		}
		return 0
	}
	return cmp.Or(
		claim(s)-claim(t),
		int(t.Valid.On(n.on))-int(s.Valid.On(n.on)),
		basisRank(s.Basis)-basisRank(t.Basis),
		slices.Index(schema.Classes(), s.Class())-slices.Index(schema.Classes(), t.Class()),
		strings.Compare(string(s.ID), string(t.ID)),
	)
}

// parseVia reads a list of relations and classes.
func parseVia(expr string) (func(*graph.Statement) bool, error) {
	if expr == "" {
		return nil, nil
	}
	relations, classes := map[string]bool{}, map[schema.Class]bool{}
	for _, word := range strings.FieldsFunc(expr, func(r rune) bool { return r == ',' || r == '|' }) {
		word = strings.TrimSpace(word)
		switch {
		case schema.Default().Relation(word) != nil:
			relations[word] = true
		case slices.Contains(schema.Classes(), schema.Class(word)):
			classes[schema.Class(word)] = true
		case schema.Default().Inverse(word) != nil:
			relations[schema.Default().Inverse(word).Name] = true
		default:
			return nil, &UsageError{fmt.Sprintf("via %q: %q is no relation or class, want a list of them joined by | or commas, such as obligation|party_to", expr, word)}
		}
	}
	if len(relations)+len(classes) == 0 {
		return nil, &UsageError{fmt.Sprintf("via %q names nothing, want a list of relations or classes joined by | or commas, such as obligation|party_to", expr)}
	}
	return func(s *graph.Statement) bool { return relations[s.Relation] || classes[s.Class()] }, nil
}
