package queries

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus/graph"
	"casus/schema"
)

// within are the relations that put a place or body inside another.
var within = []string{"part_of", "capital_of", "organ_of"}

// link is how a node lies within another: the statements that say so.
type link struct {
	depth int
	proof []*graph.Statement
}

// chain returns what a node lies within on the date, itself included: the port
// in the city, the city in the state. It stops at eight steps.
func (in *inquiry) chain(id graph.ID) map[graph.ID]*link {
	found := map[graph.ID]*link{id: {}}
	for frontier, depth := []graph.ID{id}, 1; len(frontier) > 0 && depth <= 8; depth++ {
		var next []graph.ID
		for _, at := range frontier {
			for s := range in.view.Out(at, within...) {
				if s.Object == "" || found[s.Object] != nil || !affirms(s) || s.Valid.On(in.on) != graph.Yes {
					continue
				}
				found[s.Object] = &link{depth, append(slices.Clip(found[at].proof), s)}
				next = append(next, s.Object)
			}
		}
		frontier = next
	}
	return found
}

// weighPlace evaluates a limit in space, if a place is asked about. Where it
// cannot be decided the duty is left open: casus has no map.
func (in *inquiry) weighPlace(d *duty, s *graph.Statement) {
	words := s.Qualifier(graph.Location)
	if words == "" {
		return
	}
	if n := in.view.Node(graph.ID(words)); n != nil {
		words = n.Name
	}
	if in.place == "" {
		d.met("place: %s", words)
		return
	}
	place := in.view.Label(in.place)
	switch a := in.area(s.Qualifier(graph.Location), d.party); a.covers {
	case graph.Yes:
		d.proof = appendNew(d.proof, a.proof...)
		d.met("place: %s (%s %s)", words, place, a.because)
	case graph.No:
		d.proof = appendNew(d.proof, a.proof...)
		d.refuse("outside the area: it holds for %q only, and %s %s", words, place, a.because)
	default:
		d.open("if %s lies within: %s", place, words)
	}
}

// area is whether a place lies within the words of a limit.
type area struct {
	covers  graph.Holds
	because string
	proof   []*graph.Statement
}

var (
	// partiesLand finds limits to the parties' own land, "the territory of any
	// of the parties", whatever else they name.
	partiesLand = regexp.MustCompile(`(?i)\b(part(y|ies)|members?|their|its|signator(y|ies))\b['’]?\W+(\w+\W+)?territor|\bterritor(y|ies) of (\w+ )*(part(y|ies)|members?|signator(y|ies))\b`)
	// onlyPartiesLand is a limit to the parties' land and nothing more.
	onlyPartiesLand = regexp.MustCompile(`(?i)^((with)?in|on|within)? ?((the )?territor(y|ies) of (a|any|each|either|one|the|of)( of the)? ?(party|parties|member state|member states|members|signatories)|their (own )?territor(y|ies)|(the )?parties['’] territor(y|ies))$`)
	// exception finds words that take something out of a limit.
	exception = regexp.MustCompile(`(?i)\b(except|excepting|excluding|outside|beyond|not|other than|without|but)\b`)
)

// area decides whether the place asked about lies within a limit. In order:
//
//  1. the limit is a place or state that the graph knows: the place lies in it,
//     or the two lie in different states;
//  2. the limit names the state in which the place lies: art. 6 of the North
//     Atlantic Treaty names Turkey;
//  3. the limit is the parties' own land: then a place in a state that is no
//     party lies outside. It lies inside if nothing else limits it, or if it
//     lies in a region that the limit names;
//  4. the limit names a region in which the place lies.
func (in *inquiry) area(limit string, party func(graph.ID) bool) area {
	chain := in.chain(in.place)
	states := in.states(chain)
	proofOf := func(id graph.ID) []*graph.Statement { return chain[id].proof }
	if id := in.named(preposition.ReplaceAllString(limit, "")); id != "" {
		if chain[id] != nil {
			return area{graph.Yes, in.lies(id), proofOf(id)}
		}
		own := in.chain(id)
		if theirs := in.states(own); len(states) == 1 && len(theirs) == 1 && states[0] != theirs[0] {
			return area{graph.No, in.lies(states[0]), append(slices.Clip(proofOf(states[0])), own[theirs[0]].proof...)}
		}
		return area{covers: graph.Possibly}
	}
	if exception.MatchString(limit) {
		return area{covers: graph.Possibly}
	}
	region := graph.ID("")
	for _, id := range in.nearest(chain) {
		n := in.view.Node(id)
		switch {
		case n == nil || !in.names(limit, n):
		case n.Kind == schema.State:
			return area{graph.Yes, in.lies(id), proofOf(id)}
		case region == "":
			region = id
		}
	}
	if partiesLand.MatchString(limit) {
		if len(states) != 1 {
			return area{covers: graph.Possibly}
		}
		home := states[0]
		switch {
		case !party(home):
			return area{graph.No, in.lies(home) + ", which is no party", proofOf(home)}
		case onlyPartiesLand.MatchString(limit):
			return area{graph.Yes, in.lies(home) + ", a party", proofOf(home)}
		case region != "":
			return area{graph.Yes, in.lies(home) + ", a party, and in " + in.view.Label(region), appendNew(slices.Clip(proofOf(home)), proofOf(region)...)}
		}
		return area{covers: graph.Possibly}
	}
	if region != "" {
		return area{graph.Yes, in.lies(region), proofOf(region)}
	}
	return area{covers: graph.Possibly}
}

var preposition = regexp.MustCompile(`(?i)^(in|on|at|within|inside)\s+(the\s+territor(y|ies)\s+of\s+)?`)

func (in *inquiry) lies(id graph.ID) string {
	if id == in.place {
		return "is that place"
	}
	return fmt.Sprintf("lies in %s", in.view.Label(id))
}

// states returns the states of a chain, in order of ID.
func (in *inquiry) states(chain map[graph.ID]*link) []graph.ID {
	var states []graph.ID
	for id := range chain {
		if n := in.view.Node(id); n != nil && n.Kind == schema.State {
			states = append(states, id)
		}
	}
	slices.Sort(states)
	return states
}

// nearest returns the nodes of a chain, the innermost first.
func (in *inquiry) nearest(chain map[graph.ID]*link) []graph.ID {
	ids := make([]graph.ID, 0, len(chain))
	for id := range chain {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b graph.ID) int {
		if d := chain[a].depth - chain[b].depth; d != 0 {
			return d
		}
		return strings.Compare(string(a), string(b))
	})
	return ids
}

// names reports whether a text names a node, and not just a part of another
// name: "North America" does not name America.
func (in *inquiry) names(text string, n *graph.Node) bool {
	if namedIn(text, n.Name) {
		return true
	}
	return slices.ContainsFunc(n.Aliases, func(a graph.Alias) bool {
		return a.Type == graph.AliasName && namedIn(text, a.Text)
	})
}

var properWord = regexp.MustCompile(`^\s?\p{Lu}|\p{Lu}[\p{L}.'’]*[\s-]$`)

func namedIn(text, name string) bool {
	if len(name) < 3 {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(name)
		before, after := text[:start], text[end:]
		if !endsInLetter(before) && !beginsWithLetter(after) && !properWord.MatchString(after[:min(len(after), 5)]) && !properWord.MatchString(before[max(0, len(before)-40):]) {
			return true
		}
		from = end
	}
}

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
