package encoding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// picture is a graph as it is drawn, before any format spells it: every
// statement of the graph is in one edge or in one line of a node.
type picture struct {
	view  *graph.View
	title string
	nodes []*node // in order of ID; leaves after the nodes that the view has
	edges []*edge // in order of ends and relation

	index map[string]*node
}

// node is an actor, treaty, event …, or a leaf: a value, or an end that the
// source does not name.
type node struct {
	id      string   // the graph's ID; leaves and malformed IDs hold a space, which no ID does
	known   graph.ID // empty for a leaf
	leaf    leaf     // what stands here if known is empty
	name    string   // or the value of a leaf
	facts   []string // values that are short and sure enough to stand under the name
	shape   string   // Graphviz's name of it
	marked  bool     // the question is about it
	claimed bool     // only claims speak of it, so that it may never have been
	tooltip []string // lines
	folded  []*graph.Statement
}

type leaf int8

const (
	notLeaf leaf = iota
	valueLeaf
	unknownLeaf
)

// edge is one statement, or several that say the same of the same two nodes.
type edge struct {
	from, to   *node
	relation   string
	style      style
	words      wording
	statements []*graph.Statement
}

// maxFacts is how many values stand under a name before the rest become
// leaves.
const maxFacts = 2

func newPicture(g Graph) *picture {
	p := &picture{view: g.View, title: g.Title, index: map[string]*node{}}
	if p.view == nil {
		p.view = graph.NewView()
	}
	merged := map[string]*edge{}
	for i, s := range sortStatements(g.Statements) {
		p.add(s, i, merged)
	}
	p.describe(g.Marked)
	slices.SortFunc(p.nodes, func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.leaf, b.leaf), strings.Compare(a.id, b.id))
	})
	// Edges keep the order in which their first statement came.
	return p
}

// sortStatements returns each statement once, in an order that does not depend
// on theirs.
func sortStatements(list []*graph.Statement) []*graph.Statement {
	sorted := make([]*graph.Statement, 0, len(list))
	for _, s := range list {
		if s != nil {
			sorted = append(sorted, s)
		}
	}
	slices.SortFunc(sorted, func(a, b *graph.Statement) int {
		return cmp.Or(strings.Compare(string(a.Subject), string(b.Subject)), strings.Compare(string(a.Object), string(b.Object)),
			strings.Compare(a.Relation, b.Relation), strings.Compare(a.Value, b.Value), strings.Compare(string(a.ID), string(b.ID)))
	})
	return slices.CompactFunc(sorted, func(a, b *graph.Statement) bool { return a == b || a.ID != "" && a.ID == b.ID })
}

// add draws one statement, the i-th.
func (p *picture) add(s *graph.Statement, i int, merged map[string]*edge) {
	if s.Object == "" && s.Value != "" && s.Subject != "" && p.fold(s) {
		return
	}
	e := &edge{relation: s.Relation, style: styleOf(s), words: p.wordingOf(s), statements: []*graph.Statement{s}}
	from, to := string(s.Subject), string(s.Object)
	if e.style.symmetric && from > to && to != "" {
		from, to = to, from
	}
	key := fmt.Sprintf("%q %q %q %q %v %q", from, to, s.Value, s.Relation, e.style, e.words.key())
	if have := merged[key]; have != nil && (s.Object != "" || s.Value != "") && s.Subject != "" {
		have.statements = append(have.statements, s)
		have.words.merge(e.words)
		return
	}
	merged[key] = e
	e.from = p.end(graph.ID(from), s, i)
	if s.Object == "" && s.Value != "" {
		e.to = p.leaf(valueLeaf, s.Value, s, i)
	} else {
		e.to = p.end(graph.ID(to), s, i)
	}
	p.edges = append(p.edges, e)
}

// fold puts a statement's value under its subject's name if it reads as well
// there: a fact of the user's own documents, short, without conditions.
func (p *picture) fold(s *graph.Statement) bool {
	st, w := styleOf(s), p.wordingOf(s)
	if st.line != solid || st.pale || st.heavy || w.hasMore() {
		return false
	}
	n := p.end(s.Subject, s, 0)
	line := w.first + ": " + s.Value
	if slices.Contains(n.facts, line) {
		n.folded = append(n.folded, s)
		return true
	}
	if len([]rune(line)) > 2*nameWidth || len(n.facts) == maxFacts {
		return false
	}
	n.facts = append(n.facts, line)
	n.folded = append(n.folded, s)
	return true
}

// end returns the node of an end of statement s; an empty ID is an end that the
// source does not name.
func (p *picture) end(id graph.ID, s *graph.Statement, i int) *node {
	if id == "" {
		return p.leaf(unknownLeaf, "?", s, i)
	}
	key := drawnID(id)
	if n := p.index[key]; n != nil {
		return n
	}
	n := &node{id: key, known: id, name: p.view.Label(id)}
	p.index[key] = n
	p.nodes = append(p.nodes, n)
	return n
}

func (p *picture) leaf(kind leaf, name string, s *graph.Statement, i int) *node {
	id := [...]string{valueLeaf: "value ", unknownLeaf: "unknown "}[kind] + drawnID(s.ID)
	if p.index[id] != nil || s.ID == "" { // both ends unknown, or not sealed
		id = fmt.Sprintf("%s %d %d", id, i, len(p.nodes))
	}
	n := &node{id: id, leaf: kind, name: name, shape: "plaintext"}
	if kind == unknownLeaf {
		n.shape = "circle"
		n.tooltip = []string{"not named by the source"}
	}
	p.index[id] = n
	p.nodes = append(p.nodes, n)
	return n
}

// describe fills in what depends on all statements: marks, shapes, claims.
func (p *picture) describe(marked []graph.ID) {
	for _, id := range marked {
		if n := p.index[drawnID(id)]; n != nil {
			n.marked = true
		}
	}
	sure := map[*node]bool{}
	for _, e := range p.edges {
		if e.style.line == solid {
			sure[e.from], sure[e.to] = true, true
		}
	}
	for _, n := range p.nodes {
		if n.leaf != notLeaf {
			continue
		}
		n.shape = "ellipse"
		var kind *schema.KindInfo
		if known := p.view.Node(n.known); known != nil {
			kind = schema.Default().Kind(known.Kind)
		}
		if kind != nil {
			n.shape = kind.Shape
			// An actor exists whatever is said of it; an event may not.
			n.claimed = kind.Group == "claim" || kind.Group == "occurrence" && !sure[n] && len(n.folded) == 0
		}
		n.tooltip = p.nodeTooltip(n, kind)
	}
}
