package encoding

import (
	"fmt"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// wording is the label of an edge, part by part. Statements whose parts differ
// in more than article and dates are drawn apart, so that sources which
// contradict each other stand side by side.
type wording struct {
	first    string   // the relation in words, with what it is about
	under    string   // "under North Pact"
	limits   []string // conditions, adversary, place: a duty is never shown wider than it is
	stance   string   // "alleged by Norland", empty for what a source puts forward itself
	articles []string // as the sources give them
	dates    []string
}

// key tells apart what is drawn apart.
func (w *wording) key() []string {
	return slices.Concat([]string{w.first, w.under, w.stance}, w.limits)
}

// merge adds what another source of the same claim knows.
func (w *wording) merge(other wording) {
	add := func(list, more []string) []string {
		for _, m := range more {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
		slices.Sort(list)
		return list
	}
	w.articles = add(w.articles, other.articles)
	w.dates = add(w.dates, other.dates)
}

// hasMore reports whether there is anything beside the relation.
func (w *wording) hasMore() bool {
	return w.under != "" || w.stance != "" || len(w.limits)+len(w.articles)+len(w.dates) > 0
}

// lines returns the label of n merged statements, a line each.
func (w *wording) lines(n int) []string {
	first := w.first
	if n > 1 {
		first += fmt.Sprintf(" (×%d)", n)
	}
	lines := []string{first}
	where := w.under
	if articles := either(w.articles); where != "" && articles != "" {
		where += ", " + articles
	} else {
		where += articles
	}
	lines = append(lines, where)
	lines = append(lines, w.limits...)
	lines = append(lines, either(w.dates))
	if w.stance != "" {
		lines = append(lines, "("+w.stance+")")
	}
	return slices.DeleteFunc(lines, func(s string) bool { return s == "" })
}

// either joins what sources say differently; the tooltip has it all.
func either(list []string) string {
	if len(list) > 2 {
		return list[0] + " / " + list[1] + " / …"
	}
	return strings.Join(list, " / ")
}

func (p *picture) wordingOf(s *graph.Statement) wording {
	w := wording{first: clip(relationWords(s.Relation), partWidth), limits: p.limits(s), stance: p.stance(s)}
	for _, q := range []string{graph.Role, graph.Goods, graph.Amount, graph.Share} {
		if v := clip(s.Qualifier(q), partWidth); v != "" {
			w.first += ": " + v
			break
		}
	}
	if s.Under != "" {
		w.under = "under " + clip(p.view.Label(s.Under), partWidth)
	}
	if a := clip(s.Qualifier(graph.Article), partWidth); a != "" {
		w.articles = []string{articleWords(a)}
	}
	if d := validWords(s); d != "" {
		w.dates = []string{d}
	}
	return w
}

// relationWords turns "obliged_to_defend" into "obliged to defend".
func relationWords(relation string) string { return strings.ReplaceAll(relation, "_", " ") }

// articleWords puts "art." before a bare number; a source's own words stay.
func articleWords(a string) string {
	if a[0] >= '0' && a[0] <= '9' {
		return "art. " + a
	}
	return a
}

// limits says what a claim is limited to, in the order in which questions check
// it.
func (p *picture) limits(s *graph.Statement) []string {
	var list []string
	add := func(before, q string) {
		v := s.Qualifier(q)
		if v == "" {
			return
		}
		if n := p.view.Node(graph.ID(v)); n != nil {
			v = n.Name
		}
		list = append(list, clip(before+v, limitWidth))
	}
	switch s.Class() {
	case schema.ClassObligation:
		add("only against ", graph.Adversary)
		add("condition: ", graph.Condition)
		add("attack: ", graph.Provocation)
		add("place: ", graph.Location)
		if s.Qualifier(graph.Discretion) != "" {
			list = append(list, "form of help left open")
		}
		if s.Status != "" && s.Status != graph.InForce {
			list = append(list, "status: "+clip(string(s.Status), partWidth))
		}
	case schema.ClassAccusation, schema.ClassDenial:
		if of := s.Qualifier(graph.Of); of != "" {
			list = append(list, "of “"+clip(of, limitWidth)+"”")
		} else if m := graph.ID(s.Qualifier(graph.Matter)); m != "" && m != s.Object && p.view.Node(m) != nil {
			list = append(list, "of "+clip(p.view.Label(m), limitWidth))
		}
	default:
		if s.Status != "" && s.Status != graph.InForce {
			list = append(list, "status: "+clip(string(s.Status), partWidth))
		}
	}
	return list
}

// stance says who claims it and how. It is empty only for what may be read as
// said by the source itself.
func (p *picture) stance(s *graph.Statement) string {
	speaker := ""
	if s.Speaker != "" {
		speaker = clip(p.view.Label(s.Speaker), partWidth)
	}
	var words string
	switch s.Stance {
	case graph.Asserted, graph.Reported:
		if s.Speaker == s.Subject {
			speaker = "" // who accuses says so
		}
		switch s.Class() {
		case schema.ClassAccusation:
			words = "claim"
		case schema.ClassDenial:
			words = "denial"
		}
		if s.Basis == graph.MachineCoded {
			words = strings.TrimPrefix(words+", machine-coded", ", ")
		}
		if speaker != "" {
			words = strings.TrimPrefix(words+", says "+speaker, ", ")
		}
		return words
	case graph.Alleged, graph.Denied, graph.Perceived, graph.Implied:
		words = clip(string(s.Stance), partWidth)
		if speaker != "" {
			words += " by " + speaker
		}
	default: // planned, conditional, possible, and whatever is added later
		words = clip(string(s.Stance), partWidth)
		if speaker != "" {
			words += ", says " + speaker
		}
	}
	if s.Basis == graph.MachineCoded {
		words += ", machine-coded"
	}
	return words
}

// validWords says when it held. An interval without an end is a point in time
// for what happens and a beginning for what lasts.
func validWords(s *graph.Statement) string {
	from, to := s.Valid.From, s.Valid.To
	switch {
	case from.IsZero() && (to.IsZero() || to.IsOpen()):
		return ""
	case from.IsZero():
		return "until " + to.String()
	case to.IsOpen():
		return "since " + from.String()
	case to.IsZero():
		if lasts(s) {
			return "from " + from.String()
		}
		return from.String()
	case from.IsDay() && to.IsDay() && to.First() == from.First()+1:
		return from.String()
	}
	return from.String() + " to " + to.String()
}

// lasts reports whether the relation is a state of things and not an event.
func lasts(s *graph.Statement) bool {
	switch s.Class() {
	case schema.ClassObligation, schema.ClassMembership, schema.ClassRole, schema.ClassPlace:
		return true
	}
	return s.Relation == "party_to"
}
