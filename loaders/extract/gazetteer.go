package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/graph"
)

// Gazetteer finds known names in tokens. It is immutable and safe for
// concurrent use; a look-up costs the length of the longest name that begins
// with the same word.
type Gazetteer struct {
	nodes   map[graph.ID]*graph.Node
	entries map[string][]entry // by the folded first word, longest first
}

// entry is one name of one node.
type entry struct {
	words []string // folded
	caps  []bool   // the word must be capitalized
	exact []string // the word must be written so, for acronyms; else ""
	cand  Candidate
}

// Candidate is a node that a name can mean, and how it names it.
type Candidate struct {
	ID    graph.ID
	Type  graph.AliasType
	Valid graph.Interval // when the name was in use
}

// NewGazetteer indexes the names, aliases and demonyms of nodes; codes are left
// out, because texts do not use them.
func NewGazetteer(nodes []graph.Node) *Gazetteer {
	g := &Gazetteer{nodes: make(map[graph.ID]*graph.Node, len(nodes)), entries: map[string][]entry{}}
	for i := range nodes {
		n := &nodes[i]
		if g.nodes[n.ID] == nil {
			g.nodes[n.ID] = n
		}
		g.add(n.Name, Candidate{n.ID, graph.AliasName, graph.Interval{}})
		for _, a := range n.Aliases {
			if a.Type != graph.AliasCode {
				g.add(a.Text, Candidate{n.ID, a.Type, a.Valid})
			}
		}
	}
	for _, list := range g.entries {
		slices.SortStableFunc(list, func(a, b entry) int {
			return cmp.Or(len(b.words)-len(a.words), strings.Compare(string(a.cand.ID), string(b.cand.ID)))
		})
	}
	return g
}

func (g *Gazetteer) add(name string, c Candidate) {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
	tokens := Tokens(name, Sentence{Start: 0, End: len(name)})
	if len(tokens) == 0 {
		return
	}
	e := entry{cand: c}
	for i := range tokens {
		t := &tokens[i]
		e.words = append(e.words, foldWord(t.Text))
		e.caps = append(e.caps, t.isCapital())
		exact := ""
		if isAcronym(t.Text) {
			exact = strings.ReplaceAll(t.Text, ".", "")
		}
		e.exact = append(e.exact, exact)
	}
	first := e.words[0]
	for _, have := range g.entries[first] {
		if slices.Equal(have.words, e.words) && have.cand == c {
			return
		}
	}
	g.entries[first] = append(g.entries[first], e)
}

// foldWord folds a token for look-up: "U.S." and "US" are one.
func foldWord(w string) string {
	if strings.Contains(w, ".") && isAcronym(strings.ReplaceAll(w, ".", "")) {
		w = strings.ReplaceAll(w, ".", "")
	}
	f := graph.Fold(w)
	if f == "" {
		return w
	}
	return f
}

// isAcronym reports whether w is written in capitals throughout, up to six.
func isAcronym(w string) bool {
	n := 0
	for _, r := range w {
		if r == '.' {
			continue
		}
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 6
}

// match returns the longest known name at token i: its length in tokens and
// what it can mean.
func (g *Gazetteer) match(tokens []Token, i int) (int, []Candidate) {
	best := 0
	var found []Candidate
	for _, e := range g.entries[foldWord(tokens[i].Text)] {
		if len(e.words) < best {
			break
		}
		if e.fits(tokens, i) {
			best = len(e.words)
			if !slices.Contains(found, e.cand) {
				found = append(found, e.cand)
			}
		}
	}
	return best, found
}

func (e *entry) fits(tokens []Token, i int) bool {
	if i+len(e.words) > len(tokens) {
		return false
	}
	for k, w := range e.words {
		t := &tokens[i+k]
		if foldWord(t.Text) != w {
			return false
		}
		if e.exact[k] != "" {
			if strings.ReplaceAll(t.Text, ".", "") != e.exact[k] {
				return false
			}
			continue
		}
		if first, _ := utf8.DecodeRuneInString(t.Text); e.caps[k] && !unicode.IsUpper(first) {
			return false
		}
	}
	return true
}
