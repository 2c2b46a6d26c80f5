package queries

import (
	"casus/graph"
)

// statedRelations are the relations that state an obligation between two
// actors.
var statedRelations = []string{
	"obliged_to_defend", "pledges_defense", "may_defend",
	"obliged_to_consult", "obliged_to_join_offense", "obliged_to_neutrality", "obliged_to_nonaggression",
}

// obligationOf maps relations to ATOP's words.
var obligationOf = map[string]string{
	"obliged_to_defend": defense, "pledges_defense": defense, "may_defend": defense,
	"obliged_to_consult": "consultation", "obliged_to_join_offense": "offense",
	"obliged_to_neutrality": "neutrality", "obliged_to_nonaggression": "nonaggression",
}

const defense = "defense"

// stated returns the obligations that sources state between the actor and
// others.
func (in *inquiry) stated() []duty {
	list := in.view.Out(in.actor, statedRelations...)
	if in.defended {
		list = in.view.In(in.actor, statedRelations...)
	}
	var duties []duty
	for s := range list {
		if s.Subject == "" || s.Object == "" || s.Subject == s.Object {
			continue
		}
		if s.Basis == graph.MachineCoded {
			in.leads++
			continue
		}
		duties = append(duties, in.state(s, s.Subject, s.Object))
	}
	return duties
}

// state weighs one stated obligation, of actor toward another: the ends are
// those of the statement, or swapped where it holds both ways.
func (in *inquiry) state(s *graph.Statement, actor, toward graph.ID) duty {
	d := duty{
		actor: actor, toward: toward, under: s.Under, obligation: obligationOf[s.Relation], may: s.Relation == "may_defend",
		terms: []*graph.Statement{s}, proof: []*graph.Statement{s}, valid: s.Valid, why: "the source states it",
		party: func(id graph.ID) bool { return id == actor || id == toward },
	}
	switch {
	case s.Relation == "pledges_defense":
		d.why = "the source states a promise to defend"
	case d.may:
		d.why = "the source states a permission to help, not a duty"
	case s.Stance == graph.Possible:
		d.why = "the source calls it possible, not a duty"
	case s.Stance == graph.Planned:
		d.why = "the source states it as planned"
	case s.Stance == graph.Conditional:
		d.why = "the source states it under a condition"
	}
	if s.Stance == graph.Reported {
		d.why += ", and attributes it to " + in.speaker(s)
	}
	in.weigh(&d)
	return d
}

// reversed returns, for every duty stated the other way round only, that it
// does not bind this way.
func (in *inquiry) reversed(stated []duty) []duty {
	list := in.view.In(in.actor, statedRelations...)
	if in.defended {
		list = in.view.Out(in.actor, statedRelations...)
	}
	var duties []duty
	for s := range list {
		if obligationOf[s.Relation] != defense || s.Basis == graph.MachineCoded || s.Subject == "" || s.Object == "" || s.Subject == s.Object {
			continue
		}
		forward := in.state(s, s.Subject, s.Object)
		if forward.class() == NotBound {
			continue
		}
		d := duty{actor: s.Object, toward: s.Subject, under: s.Under, obligation: defense, proof: []*graph.Statement{s}, terms: []*graph.Statement{s}, valid: s.Valid}
		d.refuse("the duty is stated the other way round only: of %s toward %s", in.view.Label(s.Subject), in.view.Label(s.Object))
		duties = append(duties, d)
	}
	return duties
}

// speaker names who says what a statement reports.
func (in *inquiry) speaker(s *graph.Statement) string {
	if s.Speaker == "" {
		return "somebody it does not name"
	}
	return in.view.Label(s.Speaker)
}
