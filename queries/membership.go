package queries

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// inferredMembership marks a duty that follows from being party to a treaty.
const inferredMembership = "membership"

var (
	// entering are the relations that make a party. Those in the second half
	// are events: what they begin lasts.
	entering = []string{"party_to", "member_of", "joins", "ratifies"}
	// leaving are the relations that end it.
	leaving = []string{"leaves", "withdraws_from"}
)

// committed returns the duties under treaties and organizations to which the
// actor belongs, or might be thought to belong: each commitment to defense (or
// to consultation, a near miss) binds every party toward every other.
func (in *inquiry) committed() []duty {
	var duties []duty
	for _, c := range in.commitments(in.actor) {
		if o := obligationWord(c.Value); o != defense && o != "consultation" {
			continue
		}
		duties = append(duties, in.commit(c)...)
	}
	return duties
}

// commitments returns what the treaties and organizations that id has to do
// with commit their parties to, in order of ID.
func (in *inquiry) commitments(id graph.ID) []*graph.Statement {
	groups := map[graph.ID]bool{}
	for s := range in.view.Out(id, slices.Concat(entering, leaving, []string{"signs"})...) {
		if s.Object != "" {
			groups[s.Object] = true
		}
	}
	var found []*graph.Statement
	add := func(s *graph.Statement) {
		if s.Relation == "commits_parties_to" && s.Subject != "" && s.Basis != graph.MachineCoded {
			found = appendNew(found, s)
		}
	}
	for g := range groups {
		for s := range in.view.Out(g, "commits_parties_to") {
			add(s)
		}
		for s := range in.view.Under(g) {
			add(s)
		}
	}
	slices.SortFunc(found, func(a, b *graph.Statement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return found
}

// obligationWord returns ATOP's word for what a commitment's value says.
func obligationWord(value string) string {
	word := graph.Fold(value)
	if word == "defence" || word == "mutual defense" || word == "mutual defence" || word == "collective defense" || word == "collective defence" {
		return defense
	}
	return word
}

// commit returns the duties of one commitment between the actor and the
// other parties.
func (in *inquiry) commit(c *graph.Statement) []duty {
	roster := in.roster(c)
	own := roster[in.actor]
	if own == nil {
		return nil
	}
	if own.holds == graph.No {
		if n := in.view.Node(c.Subject); obligationWord(c.Value) != defense || n != nil && begins(n.Valid) && in.on.Last() < n.Valid.From.First() {
			return nil // a treaty of later times is no near miss
		}
		// One near miss for the treaty, not one for each party.
		d := in.commitDuty(c, in.actor, groupActor(in.view, c), roster)
		d.proof = appendNew(nil, own.proof...)
		d.proof = appendNew(d.proof, c)
		d.refuse("%s", own.why)
		return []duty{d}
	}
	var duties []duty
	for _, id := range slices.Sorted(maps.Keys(roster)) {
		other := roster[id]
		if id == in.actor || obligationWord(c.Value) != defense && other.holds == graph.No {
			continue
		}
		d := in.commitDuty(c, in.actor, id, roster)
		parts := []*standing{roster[d.actor], roster[d.toward]}
		for _, p := range parts {
			d.proof = appendNew(d.proof, p.proof...)
			d.conditions = append(d.conditions, p.doubts...)
			d.valid = overlap(d.valid, p.valid)
		}
		d.proof = appendNew(d.proof, c)
		if other.holds == graph.No {
			d.refuse("%s", other.why)
		}
		d.why = fmt.Sprintf("both are parties to %s, which commits its parties to %s", in.view.Label(c.Subject), d.obligation)
		in.weigh(&d)
		if d.obligation != defense && d.refused != onlyThat(d.obligation) {
			continue // it would miss even if it were a duty to defend
		}
		if d.class() != NotBound {
			for _, p := range parts {
				for _, n := range p.notes {
					in.notes.add("%s", n)
				}
			}
		}
		duties = append(duties, d)
	}
	return duties
}

// commitDuty begins the duty of a commitment between the actor asked about
// and another.
func (in *inquiry) commitDuty(c *graph.Statement, actor, other graph.ID, roster map[graph.ID]*standing) duty {
	d := duty{
		actor: actor, toward: other, under: c.Subject, obligation: obligationWord(c.Value),
		terms: []*graph.Statement{c}, valid: c.Valid, inferred: inferredMembership,
		party: func(id graph.ID) bool { s := roster[id]; return s != nil && s.holds == graph.Yes },
	}
	if in.defended {
		d.actor, d.toward = other, actor
	}
	return d
}

// groupActor returns what stands for all parties of a commitment: the
// organization, or the treaty itself.
func groupActor(v *graph.View, c *graph.Statement) graph.ID {
	if n := v.Node(c.Under); n != nil && schema.Default().IsActor(n.Kind) {
		return c.Under
	}
	return c.Subject
}

// standing is how an actor stands to a treaty on the date.
type standing struct {
	holds  graph.Holds
	valid  graph.Interval
	proof  []*graph.Statement
	doubts []condition
	why    string   // if it does not hold
	notes  []string // what to say of it if it is used
}

// roster returns everybody who has to do with the commitment's treaty, or the
// organization it holds under, and how.
func (in *inquiry) roster(c *graph.Statement) map[graph.ID]*standing {
	said := map[graph.ID][]*graph.Statement{}
	groups := []graph.ID{c.Subject}
	if c.Under != "" && c.Under != c.Subject {
		groups = append(groups, c.Under)
	}
	for _, g := range groups {
		for s := range in.view.In(g, slices.Concat(entering, leaving, []string{"signs"})...) {
			if s.Subject != "" && s.Basis != graph.MachineCoded {
				said[s.Subject] = append(said[s.Subject], s)
			}
		}
	}
	roster := make(map[graph.ID]*standing, len(said))
	for id, list := range said {
		roster[id] = in.standing(id, groups, list)
	}
	return roster
}

// spell is one time of membership, by one statement.
type spell struct {
	statement *graph.Statement
	holds     graph.Holds
	tenure
}

// standing decides whether id is a party on the date by all that is said of
// it. Of spells that hold, those of the strongest basis prove it; an undated
// mention adds nothing to a dated membership of no weaker basis.
func (in *inquiry) standing(id graph.ID, groups []graph.ID, said []*graph.Statement) *standing {
	var ends []*graph.Statement
	var spells []spell
	for _, s := range said {
		if affirms(s) && slices.Contains(leaving, s.Relation) {
			ends = append(ends, s)
		}
	}
	for _, s := range said {
		if affirms(s) && slices.Contains(entering, s.Relation) && !undatedBesideDated(s, said) {
			spells = append(spells, in.spell(id, s, ends))
		}
	}
	if len(spells) == 0 {
		return in.outsider(id, groups[0], ends, said)
	}
	slices.SortFunc(spells, func(a, b spell) int {
		return cmp.Or(
			int(b.holds)-int(a.holds), len(a.doubts)-len(b.doubts),
			basisRank(a.statement.Basis)-basisRank(b.statement.Basis),
			slices.Index(groups, a.statement.Object)-slices.Index(groups, b.statement.Object),
			in.nearer(a.iv, b.iv), compareIntervals(a.iv, b.iv),
			strings.Compare(string(a.statement.ID), string(b.statement.ID)),
		)
	})
	best := spells[0]
	st := &standing{holds: best.holds, valid: best.iv, doubts: best.doubts}
	group := in.view.Label(best.statement.Object)
	switch best.holds {
	case graph.Possibly:
		for _, text := range in.coarse(in.view.Label(id), "a party", best.iv) {
			st.doubts = append(st.doubts, condition{text, true})
		}
	case graph.No:
		st.why = in.notThen(in.view.Label(id), "a party to "+group, best.iv)
	}
	for _, sp := range spells {
		if sp.holds == best.holds && len(sp.doubts) == len(best.doubts) && sp.statement.Basis == best.statement.Basis && sp.statement.Object == best.statement.Object &&
			(sp.holds != graph.Possibly || sp.iv == best.iv) {
			st.proof = appendNew(st.proof, sp.proof...)
		}
		if sp.holds == graph.No && best.holds != graph.No && basisRank(sp.statement.Basis) < basisRank(best.statement.Basis) {
			st.notes = append(st.notes, fmt.Sprintf("sources disagree whether %s is a party to %s on %s: %s says so, %s does not",
				in.view.Label(id), group, in.on, in.sourceOf(best.statement), in.sourceOf(sp.statement)))
		}
	}
	if best.holds != graph.No {
		if note := best.statement.Qualifier("note"); note != "" {
			st.notes = append(st.notes, fmt.Sprintf("%s, %s: %s", in.view.Label(id), group, note))
		}
	}
	return st
}

// nearer puts first, of two intervals that do not cover the date, the last that
// was over by then.
func (in *inquiry) nearer(a, b graph.Interval) int {
	over := func(iv graph.Interval) bool {
		return iv.On(in.on) == graph.No && !(begins(iv) && in.on.Last() < iv.From.First())
	}
	switch {
	case over(a) && over(b):
		return b.To.Compare(a.To)
	case over(a):
		return -1
	case over(b):
		return 1
	}
	return 0
}

// undatedBesideDated reports whether s says nothing of when, and another
// statement of no weaker basis does.
func undatedBesideDated(s *graph.Statement, said []*graph.Statement) bool {
	return s.Valid == (graph.Interval{}) && slices.ContainsFunc(said, func(o *graph.Statement) bool {
		return affirms(o) && slices.Contains(entering, o.Relation) && begins(o.Valid) && basisRank(o.Basis) <= basisRank(s.Basis)
	})
}

// spell bounds one membership by the life of the treaty and by departures.
func (in *inquiry) spell(id graph.ID, s *graph.Statement, ends []*graph.Statement) spell {
	iv := s.Valid
	if s.Relation == "joins" || s.Relation == "ratifies" {
		iv.To = graph.Date{} // the event is over, the membership is not
	}
	life, ended := in.lifetime(s.Object)
	t := in.shorten(id, s.Object, overlap(iv, life), s.Basis, ends)
	t.proof = append([]*graph.Statement{s}, appendNew(t.proof, ended...)...)
	return spell{s, t.iv.On(in.on), t}
}

// outsider says why an actor without membership is none.
func (in *inquiry) outsider(id, group graph.ID, ends, said []*graph.Statement) *standing {
	st := &standing{}
	name, of := in.view.Label(id), in.view.Label(group)
	switch {
	case len(ends) > 0:
		st.proof = ends
		st.why = fmt.Sprintf("%s left %s, and nothing says that it came back", name, of)
		return st
	case slices.ContainsFunc(said, func(s *graph.Statement) bool { return s.Relation == "signs" && affirms(s) }):
		st.why = fmt.Sprintf("%s signed %s, and nothing says that it became a party", name, of)
	default:
		st.why = fmt.Sprintf("that %s is a party to %s is only %s", name, of, said[0].Stance)
	}
	st.proof = said
	return st
}

// tenure is a time of membership, shortened by departures.
type tenure struct {
	iv     graph.Interval
	proof  []*graph.Statement
	doubts []condition
}

// departures returns what says that id left the group, in order of ID.
func (in *inquiry) departures(id, group graph.ID) []*graph.Statement {
	var ends []*graph.Statement
	for s := range in.view.Out(id, leaving...) {
		if s.Object == group && affirms(s) {
			ends = append(ends, s)
		}
	}
	return ends
}

// shorten ends an interval, known on a certain basis, where a source says that
// id left the group. One of weaker basis does not overrule a stronger one, and
// one that gives no date cannot end anything: both leave a doubt.
func (in *inquiry) shorten(id, group graph.ID, iv graph.Interval, basis graph.Basis, ends []*graph.Statement) tenure {
	t := tenure{iv: iv}
	ends = slices.SortedFunc(slices.Values(ends), func(a, b *graph.Statement) int {
		return cmp.Or(a.Valid.From.Compare(b.Valid.From), strings.Compare(string(a.ID), string(b.ID)))
	})
	for _, e := range ends {
		left := e.Valid.From
		switch {
		case !begins(e.Valid):
			t.proof = appendNew(t.proof, e)
			t.doubts = append(t.doubts, condition{fmt.Sprintf("if %s had not left %s by %s: the source gives no date (%q)", in.view.Label(id), in.view.Label(group), in.on, excerpt(quote(e), 100)), true})
		case begins(iv) && left.Compare(iv.From) <= 0:
			// It came back since.
		case basisRank(e.Basis) > basisRank(basis):
			if (graph.Interval{From: left}).On(in.on) != graph.No && t.iv.On(in.on) != graph.No {
				t.proof = appendNew(t.proof, e)
				t.doubts = append(t.doubts, condition{fmt.Sprintf("if %s is still a party to %s on %s: %s says that it left (%s)", in.view.Label(id), in.view.Label(group), in.on, in.sourceOf(e), left), true})
			}
		case t.iv.To.IsZero() || t.iv.To.IsOpen() || left.Compare(t.iv.To) < 0:
			t.proof = appendNew(t.proof, e)
			t.iv.To = left
		}
	}
	return t
}

// strangers returns, for the treaties that bind those who owe the actor a
// stated duty (or to whom it owes one), that the actor is no party to them:
// defense pacts are not transitive.
func (in *inquiry) strangers(duties []duty) []duty {
	seen := map[graph.ID]bool{}
	for i := range duties {
		seen[duties[i].under] = true
	}
	var found []duty
	for i := range duties {
		d := &duties[i]
		if d.class() == NotBound || d.inferred == inferredMembership {
			continue
		}
		other := d.actor
		if !in.defended {
			other = d.toward
		}
		for _, c := range in.commitments(other) {
			if seen[c.Subject] || obligationWord(c.Value) != defense || !affirms(c) || c.Valid.On(in.on) == graph.No {
				continue
			}
			roster := in.roster(c)
			party := roster[other]
			if roster[in.actor] != nil || party == nil || party.holds == graph.No {
				continue
			}
			seen[c.Subject] = true
			miss := in.commitDuty(c, in.actor, groupActor(in.view, c), roster)
			miss.proof = appendNew(slices.Clone(party.proof), c)
			miss.refuse("%s is a party to %s, %s is not: a defense pact is not transitive", in.view.Label(other), in.view.Label(c.Subject), in.view.Label(in.actor))
			found = append(found, miss)
		}
	}
	return found
}
