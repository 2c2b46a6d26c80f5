package output

import (
	"fmt"
	"strings"

	"casus/graph"
	"casus/queries"
)

// answer lays an answer out for people: heading, findings, notes.
func (p *Page) answer(q Question) {
	a := q.Answer
	p.line(0, bold, Heading(q)+", as of "+a.AsOf.String())
	switch {
	case len(a.Findings) == 0:
		p.line(2, plain, "Nothing found "+among(a.View)+".")
	case hasClass(a.Findings):
		p.obligations(q)
	case q.listsStatements() || q.name() == "show":
		p.statements(a)
	case q.name() == "accuses":
		p.accusations(a)
	case len(a.Findings[0].Nodes) > 0:
		p.paths(a)
	default:
		p.list(a)
	}
	if len(a.Notes) > 0 {
		p.blank()
		for _, n := range a.Notes {
			p.line(0, faint, "Note: "+n)
		}
	}
}

func (q Question) name() string {
	if q.Query == nil {
		return ""
	}
	return q.Query.Name
}

func hasClass(fs []queries.Finding) bool {
	for _, f := range fs {
		if f.Class != "" {
			return true
		}
	}
	return false
}

// among says what an empty answer was looked for in, so that nobody takes it
// for a fact about the world.
func among(v *graph.View) string {
	n := v.Loaded()
	switch {
	case n == 0 && v.Len() == 0:
		return "because nothing is loaded"
	case n == 0:
		return "in casus's own reference, and nothing is loaded"
	case n == v.Len():
		return "in the " + count(n, "loaded statement")
	}
	return "in the " + count(n, "loaded statement") + " and casus's own reference"
}

// Heading is the question in words, without its date.
func Heading(q Question) string {
	v, args, on := q.Answer.View, q.Args, q.Answer.AsOf
	name := func(param string) string {
		if n, err := v.Find(args[param], on); err == nil {
			return n.Name
		}
		return args[param]
	}
	var h string
	switch q.name() {
	case "defends":
		h = "Who is bound to defend " + name("actor")
	case "bound":
		h = "Whom " + name("actor") + " is bound to defend"
	case "accuses":
		switch by, of := args["actor"] != "", args["of"] != ""; {
		case by && of:
			h = "What " + name("actor") + " accuses " + name("of") + " of"
		case by:
			h = "Accusations by and against " + name("actor")
		case of:
			h = "Who accuses " + name("of")
		default:
			h = "Who accuses whom"
		}
		if args["about"] != "" {
			h += " about " + args["about"]
		}
	case "path":
		h = "How " + name("from") + " and " + name("to") + " are connected"
	case "neighbors":
		h = "What " + name("actor") + " is connected to"
	case "statements":
		h = "All statements"
		if args["actor"] != "" {
			h = "Statements about " + name("actor")
		}
	default:
		return q.Answer.Question
	}
	if args["against"] != "" {
		h += " against " + name("against")
	}
	if args["place"] != "" {
		h += " at " + name("place")
	}
	return h
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// span writes valid time in words: "since 2021", "1955 to 1991".
func span(iv graph.Interval) string {
	from, to := iv.From, iv.To
	known := func(d graph.Date) bool { return !d.IsZero() && !d.IsOpen() }
	switch {
	case known(from) && known(to) && from == to:
		return from.String()
	case known(from) && known(to):
		return from.String() + " to " + to.String()
	case known(from):
		return "since " + from.String()
	case known(to):
		return "until " + to.String()
	}
	return ""
}

// joined joins what is not empty.
func joined(sep string, parts ...string) string {
	kept := parts[:0:0]
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}
