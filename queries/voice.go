package queries

import (
	"slices"
	"strings"

	"casus/graph"
)

// speaking are the relations by which one speaks for another.
var speaking = []string{"holds_role", "organ_of"}

// voice is an actor and all who speak for it: its officeholders and organs,
// each with the statement that makes it so.
type voice struct {
	node *graph.Node
	by   map[graph.ID]*graph.Statement
}

func (d *dispute) speakers(n *graph.Node) *voice {
	if n == nil {
		return nil
	}
	v := &voice{n, map[graph.ID]*graph.Statement{n.ID: nil}}
	for s := range d.view.In(n.ID, speaking...) {
		if _, known := v.by[s.Subject]; !known && affirms(s) && s.Valid.On(d.on) != graph.No && s.Qualifier("tenure") != "former" {
			v.by[s.Subject] = s
		}
	}
	return v
}

// is reports whether id is the actor or speaks for it.
func (v *voice) is(id graph.ID) bool {
	_, ok := v.by[id]
	return ok && id != ""
}

// note says in a finding that id speaks for the actor, if it is not the actor
// itself. The statement that makes it so joins the proof.
func (v *voice) note(d *dispute, f *Finding, id graph.ID) {
	s := v.by[id]
	if s == nil {
		return
	}
	f.Proof = appendNew(slices.Clip(f.Proof), s)
	f.Inferred = inferredOffice
	f.Why = d.view.Label(id) + " speaks for " + v.node.Name
	if role := s.Qualifier(graph.Role); role != "" {
		f.Why += " as its " + role
	}
}

// involves applies the filters by actor: the actor accuses, is accused, or
// denies; who denies what names nobody feels accused.
func (d *dispute) involves(f *Finding) bool {
	if d.of != nil && (f.Relation == "denies" || !d.of.is(f.Toward)) {
		return false
	}
	return d.actor == nil || d.actor.is(f.Actor) || d.actor.is(f.Toward) ||
		slices.ContainsFunc(f.Replies, func(r Finding) bool { return r.Relation == "denies" && d.actor.is(r.Actor) })
}

// matches applies the filters by what a claim says, to one that involves whom
// it should, and notes who speaks for whom.
func (d *dispute) matches(f *Finding) bool {
	if d.denied && !isDenied(f) || d.about != "" && !d.mentions(f, d.about) {
		return false
	}
	if d.actor != nil {
		switch {
		case d.actor.is(f.Actor):
			d.actor.note(d, f, f.Actor)
		case d.actor.is(f.Toward):
			d.actor.note(d, f, f.Toward)
		default:
			for i := range f.Replies {
				if r := &f.Replies[i]; r.Relation == "denies" && d.actor.is(r.Actor) {
					d.actor.note(d, r, r.Actor)
				}
			}
		}
	}
	if d.of != nil {
		d.of.note(d, f, f.Toward)
	}
	return true
}

// inferredOffice marks an accusation that counts as an actor's because of who
// made it, or against whom.
const inferredOffice = "office"

func (d *dispute) mentions(f *Finding, about string) bool {
	has := func(text string) bool { return strings.Contains(graph.Fold(text), about) }
	if has(f.Of) {
		return true
	}
	for _, s := range f.Proof {
		if has(s.Value) || has(s.Qualifier(graph.Of)) {
			return true
		}
		for _, id := range []graph.ID{graph.ID(s.Qualifier(graph.Matter)), s.Object} {
			if d.isAct(id) && has(d.view.Label(id)) {
				return true
			}
		}
		for _, e := range s.Evidence {
			if has(e.Quote) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Replies, func(r Finding) bool { return d.mentions(&r, about) })
}

func isDenied(f *Finding) bool {
	return f.Relation == "denies" || slices.ContainsFunc(f.Replies, func(r Finding) bool { return r.Relation == "denies" })
}
