package encoding

import (
	"casus/graph"
	"casus/schema"
)

// style is how an edge is drawn. What it means is in the legend.
type style struct {
	tone      tone
	line      line
	heavy     bool // a duty
	pale      bool // casus's background, not the user's documents
	symmetric bool // no arrowhead
}

// tone is the polarity of a relation.
type tone int8

const (
	neutral tone = iota
	cooperation
	conflict
)

// line tells facts of a source from claims, without color.
type line int8

const (
	solid  line = iota // the source says so, or reports it
	dashed             // a claim: nobody shows it as so
	dotted             // somebody says it is not so
)

func (l line) String() string { return [...]string{"solid", "dashed", "dotted"}[l] }

// The palette: blue and burnt orange are told apart with every common color
// vision deficiency, and in gray print (blue is darker). On white, lines and
// labels reach 4.5:1; pale lines are the same hues at 3:1 or nearly so. Red and green are not used: a picture
// must not say who is right.
var palette = map[tone]struct{ full, pale string }{
	cooperation: {"#1F5A8C", "#6F97BA"},
	conflict:    {"#B8501C", "#CF8557"},
	neutral:     {"#58626B", "#8F99A1"},
}

func (s style) color() string {
	if s.pale {
		return palette[s.tone].pale
	}
	return palette[s.tone].full
}

// textColor is the color of the label: that of its line, so that a reader sees
// which line it belongs to, but never too pale to read (4.5:1).
func (s style) textColor() string {
	if s.pale {
		return "#6C757D"
	}
	return s.color()
}

func styleOf(s *graph.Statement) style {
	st := style{pale: s.Basis == graph.Reference}
	class := schema.Class("")
	if r := schema.Default().Relation(s.Relation); r != nil {
		class = r.Class
		st.symmetric = r.Symmetric
		switch {
		case r.Polarity > 0:
			st.tone = cooperation
		case r.Polarity < 0:
			st.tone = conflict
		}
		// A permission is no duty, whatever its family.
		st.heavy = class == schema.ClassObligation && s.Relation != "may_defend"
	}
	switch {
	case s.Stance == graph.Denied || class == schema.ClassDenial:
		st.line = dotted
	case s.IsClaim():
		st.line = dashed
	}
	return st
}
