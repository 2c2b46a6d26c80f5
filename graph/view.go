package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
)

// View is everything known, indexed and immutable: questions are asked of it
// and of nothing else. It is safe for concurrent use.
type View struct {
	nodes      map[ID]*Node
	docs       map[ID]*Document
	statements []*Statement // sorted by ID
	byID       map[ID]*Statement
	out, in    map[ID][]*Statement
	under      map[ID][]*Statement
	about      map[ID][]*Statement // by the matter qualifier
	names      map[string][]name   // by folded name
}

// NewView indexes batches, which may repeat or overlap. Their order does not
// matter, so that load order changes no answer: where documents name a node
// differently, the document with the least ID has its way. Only batches of one
// document are taken in the order in which they come.
func NewView(batches ...Batch) *View {
	batches = slices.Clone(batches)
	slices.SortStableFunc(batches, func(a, b Batch) int {
		return strings.Compare(string(a.Document.ID), string(b.Document.ID))
	})
	v := &View{
		nodes: map[ID]*Node{}, docs: map[ID]*Document{}, byID: map[ID]*Statement{},
		out: map[ID][]*Statement{}, in: map[ID][]*Statement{}, under: map[ID][]*Statement{}, about: map[ID][]*Statement{},
		names: map[string][]name{},
	}
	for i := range batches {
		b := &batches[i]
		if b.Document.ID != "" && v.docs[b.Document.ID] == nil {
			v.docs[b.Document.ID] = &b.Document
		}
		for _, n := range b.Nodes {
			if have := v.nodes[n.ID]; have != nil {
				have.merge(n)
				continue
			}
			v.nodes[n.ID] = &n
		}
		for _, s := range b.Statements {
			if v.byID[s.ID] == nil {
				v.byID[s.ID] = s
				v.statements = append(v.statements, s)
			}
		}
	}
	slices.SortFunc(v.statements, func(a, b *Statement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	for _, s := range v.statements {
		v.index(s)
	}
	v.indexNames()
	return v
}

func (v *View) index(s *Statement) {
	add := func(m map[ID][]*Statement, id ID) {
		if id != "" {
			m[id] = append(m[id], s)
		}
	}
	add(v.out, s.Subject)
	add(v.in, s.Object)
	add(v.under, s.Under)
	add(v.about, ID(s.Qualifiers[Matter]))
}

// Node returns the node of that ID, or nil.
func (v *View) Node(id ID) *Node { return v.nodes[id] }

// Label returns the node's name, or the ID if there is no such node.
func (v *View) Label(id ID) string {
	if n := v.nodes[id]; n != nil {
		return n.Name
	}
	return string(id)
}

// Document returns the document of that ID, or nil.
func (v *View) Document(id ID) *Document { return v.docs[id] }

// Statement returns the statement of that ID, or nil.
func (v *View) Statement(id ID) *Statement { return v.byID[id] }

// Len returns the number of statements.
func (v *View) Len() int { return len(v.statements) }

// Statements yields all statements in order of ID.
func (v *View) Statements() iter.Seq[*Statement] { return slices.Values(v.statements) }

// Nodes yields all nodes in order of ID. It sorts them first.
func (v *View) Nodes() iter.Seq[*Node] {
	ids := make([]ID, 0, len(v.nodes))
	for id := range v.nodes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return func(yield func(*Node) bool) {
		for _, id := range ids {
			if !yield(v.nodes[id]) {
				return
			}
		}
	}
}

// Documents yields all documents in order of ID.
func (v *View) Documents() iter.Seq[*Document] {
	ids := make([]ID, 0, len(v.docs))
	for id := range v.docs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return func(yield func(*Document) bool) {
		for _, id := range ids {
			if !yield(v.docs[id]) {
				return
			}
		}
	}
}

// Out yields the statements whose subject is id, in order of ID; with relations
// named, only theirs.
func (v *View) Out(id ID, relations ...string) iter.Seq[*Statement] {
	return filter(v.out[id], relations)
}

// In yields the statements whose object is id, in order of ID; with relations
// named, only theirs.
func (v *View) In(id ID, relations ...string) iter.Seq[*Statement] {
	return filter(v.in[id], relations)
}

// Under yields the statements that hold under the treaty or organization.
func (v *View) Under(id ID) iter.Seq[*Statement] { return slices.Values(v.under[id]) }

// About yields the statements whose matter is the event or accusation.
func (v *View) About(id ID) iter.Seq[*Statement] { return slices.Values(v.about[id]) }

func filter(list []*Statement, relations []string) iter.Seq[*Statement] {
	if len(relations) == 0 {
		return slices.Values(list)
	}
	return func(yield func(*Statement) bool) {
		for _, s := range list {
			if slices.Contains(relations, s.Relation) && !yield(s) {
				return
			}
		}
	}
}

// Revision names the view's content: the same statements give the same
// revision, in whatever order and batches they were loaded. Reference facts do
// not count, so that it names what the user loaded.
func (v *View) Revision() string {
	h := sha256.New()
	for _, s := range v.statements {
		if s.Basis != Reference {
			h.Write([]byte(s.ID))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Loaded returns how many statements are not casus's own reference facts.
func (v *View) Loaded() int {
	n := 0
	for _, s := range v.statements {
		if s.Basis != Reference {
			n++
		}
	}
	return n
}
