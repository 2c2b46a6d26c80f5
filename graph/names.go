package graph

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// name is one way to call a node.
type name struct {
	node  ID
	typ   AliasType
	valid Interval
}

// NameError says that a name is not known, or means more than one node.
type NameError struct {
	Name       string
	Candidates []ID     // what it could mean; more than one if it is ambiguous
	Near       []string // known names that look like it
}

func (e *NameError) Error() string {
	if len(e.Candidates) > 1 {
		ids := make([]string, len(e.Candidates))
		for i, id := range e.Candidates {
			ids[i] = string(id)
		}
		return fmt.Sprintf("%q is ambiguous: it can mean %s", e.Name, strings.Join(ids, ", "))
	}
	if len(e.Near) > 0 {
		return fmt.Sprintf("%q is not known; did you mean %s?", e.Name, strings.Join(e.Near, ", "))
	}
	return fmt.Sprintf("%q is not known", e.Name)
}

func (v *View) indexNames() {
	for _, id := range slices.Sorted(maps.Keys(v.nodes)) {
		n := v.nodes[id]
		v.addName(n.Name, name{id, AliasName, Interval{}})
		for _, a := range n.Aliases {
			v.addName(a.Text, name{id, a.Type, a.Valid})
		}
		for _, code := range n.Codes {
			v.addName(code, name{id, AliasCode, Interval{}})
		}
	}
}

func (v *View) addName(text string, n name) {
	key := Fold(text)
	if key == "" || slices.Contains(v.names[key], n) {
		return
	}
	v.names[key] = append(v.names[key], n)
}

// Find returns the node that text names on date on: an ID, a name, an alias, a
// code, a demonym or a seat, in that order of preference, without regard to
// case and diacritics. It never guesses: text that means nothing, or more than
// one node equally well, gives a [*NameError] with suggestions.
func (v *View) Find(text string, on Date) (*Node, error) {
	if n := v.nodes[ID(text)]; n != nil {
		return n, nil
	}
	found := v.Means(text, on)
	switch len(found) {
	case 1:
		return v.nodes[found[0]], nil
	case 0:
		return nil, &NameError{Name: text, Near: v.near(text)}
	}
	return nil, &NameError{Name: text, Candidates: found}
}

// aliasRank orders the ways of naming from the most to the least direct.
var aliasRank = map[AliasType]int{AliasName: 0, AliasAcronym: 0, AliasCode: 1, AliasSurface: 2, AliasDemonym: 3, AliasSeat: 4}

// Means returns the nodes that text can name on date on, by the most direct
// way in which it names any. Names not in use on that date count only if none
// in use does.
func (v *View) Means(text string, on Date) []ID {
	best, rank := []ID(nil), 1000
	for _, n := range v.names[Fold(text)] {
		r := aliasRank[n.typ]
		node := v.nodes[n.node]
		if n.valid.On(on) == No || node.Valid.On(on) == No {
			r += 100
		}
		switch {
		case r < rank:
			best, rank = []ID{n.node}, r
		case r == rank && !slices.Contains(best, n.node):
			best = append(best, n.node)
		}
	}
	return best
}

// near returns up to three known names closest to text, at most a third of
// its letters away.
func (v *View) near(text string) []string {
	key := Fold(text)
	type candidate struct {
		text     string
		distance int
	}
	var all []candidate
	limit := max(1, len([]rune(key))/3)
	for known, names := range v.names {
		if d := distance(key, known, limit); d <= limit {
			all = append(all, candidate{v.nodes[names[0].node].Name, d})
		} else if len(key) >= 3 && strings.HasPrefix(known, key) {
			all = append(all, candidate{v.nodes[names[0].node].Name, limit + 1})
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(a.distance-b.distance, strings.Compare(a.text, b.text))
	})
	var near []string
	for _, c := range all {
		if !slices.Contains(near, c.text) && len(near) < 3 {
			near = append(near, c.text)
		}
	}
	return near
}

// distance is the optimal string alignment distance of a and b, or limit+1 if
// it is greater than limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}

// Complete returns up to limit names that begin with prefix, one for each
// node, sorted: for shell completion.
func (v *View) Complete(prefix string, limit int) []string {
	key := Fold(prefix)
	seen := map[ID]bool{}
	var names []string
	for known, list := range v.names {
		for _, n := range list {
			if n.typ != AliasCode && strings.HasPrefix(known, key) && !seen[n.node] {
				seen[n.node] = true
				names = append(names, v.nodes[n.node].Name)
			}
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	return names[:min(limit, len(names))]
}
