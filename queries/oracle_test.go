package queries

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
)

// The oracles below answer again, in the plainest way, what the queries answer:
// by trying every pair, every statement, every completion of a partial date and
// every path. They are slow, and know nothing of indexes, merging or order.

// world is a random set of facts about few actors and treaties.
type world struct {
	statements []*graph.Statement
	actors     []graph.ID
	treaties   []graph.ID
}

func (w *world) view() *graph.View {
	b := graph.Batch{Document: graph.Document{ID: "doc:world"}}
	for _, id := range w.actors {
		b.Nodes = append(b.Nodes, graph.Node{ID: id, Kind: "state", Name: strings.ToUpper(string(id[6:]))})
	}
	for _, id := range w.treaties {
		b.Nodes = append(b.Nodes, graph.Node{ID: id, Kind: "treaty", Name: strings.ToUpper(string(id[7:]))})
	}
	b.Statements = w.statements
	return graph.NewView(b)
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

// randomWorld makes facts that touch every rule of obligations but places.
func randomWorld(r *rand.Rand) *world {
	w := &world{actors: []graph.ID{"state:a", "state:b", "state:c", "state:d"}, treaties: []graph.ID{"treaty:t", "treaty:u"}}
	year := func(y int) graph.Date { return graph.Date{Year: y} }
	from := func() graph.Date {
		return pick(r, graph.Date{}, graph.Date{}, year(1950), year(2000), graph.Day(1960, 3, 5), graph.Day(2000, 6, 1), graph.Day(2010, 1, 9))
	}
	to := func() graph.Date {
		return pick(r, graph.Date{}, graph.Date{}, graph.Open, year(1990), year(2000), graph.Day(2000, 7, 1), graph.Day(1990, 2, 2))
	}
	for range 2 + r.IntN(9) {
		s := &graph.Statement{
			Relation: pick(r, "obliged_to_defend", "obliged_to_defend", "pledges_defense", "may_defend", "obliged_to_consult",
				"party_to", "party_to", "party_to", "joins", "withdraws_from", "signs", "commits_parties_to", "commits_parties_to", "treaty_kind"),
			Stance: pick(r, graph.Asserted, graph.Asserted, graph.Asserted, graph.Reported, pick(r, graph.Stances()...)),
			Basis:  pick(r, graph.Bases()...), Valid: graph.Interval{From: from(), To: to()}, Source: graph.Source{Doc: "doc:world", Line: len(w.statements) + 1},
		}
		q := map[string]string{}
		switch s.Relation {
		case "obliged_to_defend", "pledges_defense", "may_defend", "obliged_to_consult":
			s.Subject, s.Object, s.Under = pick(r, w.actors...), pick(r, w.actors...), pick(r, "", w.treaties[0], w.treaties[1])
		case "party_to", "joins", "withdraws_from", "signs":
			s.Subject, s.Object = pick(r, w.actors...), pick(r, w.treaties...)
		case "commits_parties_to":
			s.Subject, s.Value = pick(r, w.treaties...), pick(r, "defense", "defense", "consultation", "neutrality")
		case "treaty_kind":
			s.Subject, s.Value = pick(r, w.treaties...), "mutual pact"
			q[graph.Mutual] = "true"
		}
		if s.Class() == "obligation" {
			s.Status = pick(r, "", "", "", graph.InForce, pick(r, graph.Statuses()...))
			if r.IntN(4) == 0 {
				q[graph.Adversary] = string(pick(r, w.actors...))
			}
			if r.IntN(6) == 0 {
				q[graph.Provocation] = "unprovoked"
			}
			if r.IntN(4) == 0 {
				q[graph.Mutual] = "true"
			}
		}
		if len(q) > 0 {
			s.Qualifiers = q
		}
		w.statements = append(w.statements, s.Seal())
	}
	return w
}

// covers is whether a time that begins and ends some day within the partial
// dates covers the day: by trying their first and last days.
func covers(iv graph.Interval, day int) graph.Holds {
	days := func(d graph.Date, unknown int) []int {
		if d.IsZero() || d.IsOpen() {
			return []int{unknown}
		}
		return []int{d.First(), d.Last()}
	}
	some, all := false, true
	for _, from := range days(iv.From, -1<<40) {
		for _, to := range days(iv.To, 1<<40) {
			in := from <= day && day < to
			some, all = some || in, all && in
		}
	}
	switch {
	case all:
		return graph.Yes
	case some:
		return graph.Possibly
	}
	return graph.No
}

// oracle decides one world on one day.
type oracle struct {
	*world
	on      graph.Date
	against graph.ID
}

func (o *oracle) holds(iv graph.Interval) graph.Holds { return covers(iv, o.on.First()) }

func premise(s *graph.Statement) bool {
	return s.Basis != graph.MachineCoded && (s.Stance == graph.Asserted || s.Stance == graph.Reported)
}

// cut ends an interval at the departures of id from a treaty.
func (o *oracle) cut(id, treaty graph.ID, iv graph.Interval, basis graph.Basis) (_ graph.Interval, doubt bool, used []*graph.Statement) {
	byDate := slices.SortedFunc(slices.Values(o.statements), func(a, b *graph.Statement) int { return a.Valid.From.Compare(b.Valid.From) })
	for _, e := range byDate {
		if e.Relation != "withdraws_from" || e.Subject != id || e.Object != treaty || !premise(e) {
			continue
		}
		d := e.Valid.From
		switch {
		case d.IsZero():
			doubt, used = true, append(used, e)
		case !iv.From.IsZero() && d.Compare(iv.From) <= 0:
		case slices.Index(graph.Bases(), e.Basis) > slices.Index(graph.Bases(), basis):
			if d.First() <= o.on.First() && o.holds(iv) != graph.No {
				doubt, used = true, append(used, e)
			}
		case iv.To.IsZero() || iv.To.IsOpen() || d.Compare(iv.To) < 0:
			iv.To, used = d, append(used, e)
		}
	}
	return iv, doubt, used
}

// party is how surely, and on what basis, id is a party on the day.
func (o *oracle) party(id, treaty graph.ID) (best graph.Holds, doubt bool, basis graph.Basis, ok bool) {
	rank := func(h graph.Holds, doubt bool, b graph.Basis) int {
		n := int(h) * 100
		if !doubt {
			n += 50
		}
		return n - slices.Index(graph.Bases(), b)
	}
	// How many doubts there are decides between spells, so count them.
	top := -1
	for _, s := range o.statements {
		if (s.Relation != "party_to" && s.Relation != "joins") || s.Subject != id || s.Object != treaty || !premise(s) {
			continue
		}
		if s.Valid == (graph.Interval{}) && slices.ContainsFunc(o.statements, func(t *graph.Statement) bool {
			return (t.Relation == "party_to" || t.Relation == "joins") && t.Subject == id && t.Object == treaty && premise(t) &&
				!t.Valid.From.IsZero() && slices.Index(graph.Bases(), t.Basis) <= slices.Index(graph.Bases(), s.Basis)
		}) {
			continue
		}
		iv := s.Valid
		if s.Relation == "joins" {
			iv.To = graph.Date{}
		}
		iv, d, used := o.cut(id, treaty, iv, s.Basis)
		h := o.holds(iv)
		if n := rank(h, d, s.Basis); n > top && h != graph.No {
			top, best, doubt, ok = n, h, d, true
			basis = weakest(append(used, s))
		}
	}
	return best, doubt, basis, ok
}

// verdict classes a duty by its terms, with what else is open about it.
func (o *oracle) verdict(s *graph.Statement, actor, toward graph.ID, hold graph.Holds, open bool) Class {
	may := s.Relation == "may_defend" || s.Stance == graph.Possible
	switch {
	case s.Basis == graph.MachineCoded, actor == o.against, toward == o.against, hold == graph.No:
		return NotBound
	case s.Stance == graph.Alleged, s.Stance == graph.Denied, s.Stance == graph.Perceived, s.Stance == graph.Implied:
		return NotBound
	case s.Status == graph.Suspended, s.Status == graph.Terminated:
		return NotBound
	}
	if adversary := graph.ID(s.Qualifier(graph.Adversary)); adversary != "" {
		if o.against != "" && o.against != adversary {
			return NotBound
		}
		open = open || o.against == ""
	}
	open = open || hold == graph.Possibly || s.Stance == graph.Planned || s.Stance == graph.Conditional ||
		s.Qualifier(graph.Provocation) != "" || s.Status == graph.Proposed || s.Status == graph.Signed || s.Status == graph.Ratified
	switch {
	case may:
		return May
	case open:
		return OnlyIf
	}
	return Bound
}

// answers returns every finding but the near misses, each once, as text.
func (o *oracle) answers() []string {
	found := map[string]bool{}
	stated := map[string]bool{}       // by pair, class and treaty
	mutualOnly := map[string]string{} // and what follows from "mutual", with that key
	add := func(c Class, actor, toward, under graph.ID, basis graph.Basis, inferred string) {
		if c == NotBound {
			return
		}
		pair := fmt.Sprint(c, " ", actor, " ", toward, " ", under, " ")
		if inferred == "mutual" {
			mutualOnly[pair+string(basis)] = pair
			return
		}
		found[pair+string(basis)] = true
		stated[pair] = stated[pair] || inferred == ""
	}
	for _, s := range o.statements {
		if s.Class() != "obligation" || s.Object == "" || s.Relation == "obliged_to_consult" || s.Subject == s.Object {
			continue
		}
		decide := func(actor, toward graph.ID, m *graph.Statement, inferred string) {
			iv, open, proof := s.Valid, false, []*graph.Statement{s, m}
			for _, id := range []graph.ID{actor, toward} {
				if s.Under == "" {
					break
				}
				var doubt bool
				var used []*graph.Statement
				iv, doubt, used = o.cut(id, s.Under, iv, s.Basis)
				open, proof = open || doubt, append(proof, used...)
			}
			hold := min(o.holds(s.Valid), o.holds(iv))
			if m != s {
				hold = min(hold, o.holds(m.Valid))
			}
			add(o.verdict(s, actor, toward, hold, open), actor, toward, s.Under, weakest(proof), inferred)
		}
		decide(s.Subject, s.Object, s, "")
		for _, m := range o.statements {
			itself := m == s && s.Qualifier(graph.Mutual) != ""
			treaty := m.Relation == "treaty_kind" && m.Subject == s.Under && s.Qualifier(graph.Mutual) == "" && premise(m)
			if itself || treaty {
				decide(s.Object, s.Subject, m, "mutual")
			}
		}
	}
	for _, c := range o.statements {
		if c.Relation != "commits_parties_to" || c.Value != "defense" {
			continue
		}
		for _, a := range o.actors {
			for _, b := range o.actors {
				ha, da, ba, oka := o.party(a, c.Subject)
				hb, db, bb, okb := o.party(b, c.Subject)
				if a == b || !oka || !okb {
					continue
				}
				basis := weakest([]*graph.Statement{c, {Basis: ba}, {Basis: bb}})
				add(o.verdict(c, a, b, min(ha, hb, o.holds(c.Valid)), da || db), a, b, c.Subject, basis, "membership")
			}
		}
	}
	for key, pair := range mutualOnly {
		if !stated[pair] { // what a source states needs no inference
			found[key] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestObligationsAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	classes := map[Class]int{}
	for i := range 4000 {
		w := randomWorld(r)
		v := w.view()
		on := pick(r, graph.Day(1955, 5, 5), graph.Day(1990, 6, 6), graph.Day(2000, 6, 15), graph.Day(2020, 2, 3))
		o := &oracle{world: w, on: on, against: pick(r, graph.ID(""), "", "state:d")}
		var defends, bound []string
		for _, id := range w.actors {
			if id == o.against {
				continue
			}
			for _, q := range []struct {
				query *Query
				list  *[]string
			}{{Defenders, &defends}, {BoundTo, &bound}} {
				a, err := q.query.Run(v, Args{"actor": string(id), "against": string(o.against)}, on)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range a.Findings {
					*q.list = append(*q.list, fmt.Sprint(f.Class, " ", f.Actor, " ", f.Toward, " ", f.Under, " ", f.Basis))
					classes[f.Class]++
				}
			}
		}
		want := o.answers()
		for name, got := range map[string][]string{"defends": defends, "bound": bound} {
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" && len(got)+len(want) > 0 {
				var facts []string
				for _, s := range w.statements {
					facts = append(facts, fmt.Sprintf("%s %s under %s %s %s %v %s %s", say(v, s), s.Stance, s.Under, s.Valid, s.Status, s.Qualifiers, s.Basis, s.ID))
				}
				t.Fatalf("world %d, %s on %s against %q (-want +got):\n%s\n%s", i, name, on, o.against, diff, strings.Join(facts, "\n"))
			}
		}
	}
	for _, c := range []Class{Bound, May, OnlyIf} {
		if classes[c] < 500 {
			t.Errorf("only %d findings are %q: the worlds are too poor", classes[c], c)
		}
	}
}
