package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
)

// How an obligation is decided. `defends` and `bound` ask the same thing from
// two ends, so they share these rules.
//
// # What can be a duty to defend
//
// The ATOP codebook (Leeds, Ritter, Mitchell and Long 2002) calls defense the
// promise of active military help when a partner is attacked, and keeps it
// apart from offense, neutrality, nonaggression and consultation. Only defense
// answers the question; the others are near misses. It comes about in three
// ways (stated.go, membership.go, reciprocity.go):
//
//   - a source states it between two actors;
//   - both are parties, on the date, to a treaty that commits its parties to it;
//   - it is stated one way and a source calls the treaty mutual.
//
// # How strong it is
//
// What a source asserts or reports can be a duty. What it calls possible is a
// permission ("may"). What is planned or conditional holds only if. What is
// alleged, denied, feared or implied never binds anybody, and what an event
// coder guessed is left out.
//
// # What must be so for it to hold
//
// ATOP's member file lists the kinds of condition of a promise: adversary,
// location, ongoing conflict, number of attackers, demands, nonprovocation.
// Of these casus evaluates adversary and place, and names the others. A duty
// whose condition is open is "only if" … (terms.go), with one exception: a
// place. Nearly every attack one asks about is at home, so a duty limited in
// space counts as bound, with the limit among its conditions, until a place is
// asked about; then it is evaluated (place.go).
//
// The North Atlantic Treaty shows both limits. Art. 5: each party "will assist
// the Party or Parties so attacked by taking forthwith, individually and in
// concert with the other Parties, such action as it deems necessary, including
// the use of armed force": a duty whose form is at discretion, hence bound, and
// the discretion is said. Art. 6 limits it to attacks "on the territory of any
// of the Parties in Europe or North America", on Turkey, on islands north of
// the Tropic of Cancer, and on forces in or over these.

// inquiry is one question about obligations.
type inquiry struct {
	view           *graph.View
	on             graph.Date
	actor          graph.ID // whom the question is about
	defended       bool     // who defends the actor; else: whom the actor defends
	against, place graph.ID // empty if not asked
	whyNot         bool
	notes          notes
	leads          int // machine-coded statements left out
}

// obligationParams are the parameters that defends and bound share.
func obligationParams(actor string) []Param {
	return []Param{
		{Name: "actor", Doc: actor, Type: ActorParam, Positional: true, Required: true},
		{Name: "against", Doc: "the attacker: duties against others do not count", Type: ActorParam},
		{Name: "place", Doc: "where the attack happens: duties limited to other places do not count", Type: ActorParam},
		{Name: "why-not", Doc: "also who is not bound though one might think so, and why", Type: BoolParam},
	}
}

// obligationNeeds are the relations that obligations are read from.
var obligationNeeds = slices.Concat(statedRelations, entering, leaving, []string{"commits_parties_to", "signs", "treaty_kind", "dissolved", "unsigned"}, within)

// obligations answers defends and bound.
func obligations(q *Query, defended bool) func(*graph.View, Args, graph.Date) (*Answer, error) {
	return func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		if asOf.IsOpen() {
			return nil, &UsageError{`as of "..", want a date`}
		}
		in := inquiry{view: v, on: asOf, defended: defended, whyNot: args.Bool("why-not")}
		for _, p := range []struct {
			name string
			to   *graph.ID
		}{{"actor", &in.actor}, {"against", &in.against}, {"place", &in.place}} {
			n, err := find(v, args, p.name, asOf)
			if err != nil {
				return nil, err
			}
			if n != nil {
				*p.to = n.ID
			}
		}
		if in.actor == "" {
			return nil, &UsageError{"actor is missing, want the name of an actor"}
		}
		if in.against == in.actor {
			return nil, &UsageError{fmt.Sprintf("against %q is the actor itself, want another one", args["against"])}
		}
		return &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: in.findings(), Notes: in.notes.sorted()}, nil
	}
}

// find resolves an argument that names a node; nil if it is not given.
func find(v *graph.View, args Args, name string, on graph.Date) (*graph.Node, error) {
	if args[name] == "" {
		return nil, nil
	}
	return v.Find(args[name], on)
}

// duty is one way to reach an obligation: a derivation, before those that say
// the same are put together.
type duty struct {
	actor, toward, under graph.ID
	obligation           string
	may                  bool               // a permission at most
	terms                []*graph.Statement // what states article, adversary, place …
	proof                []*graph.Statement
	valid                graph.Interval
	inferred, why        string
	conditions           []condition
	refused              string // why it does not hold; empty if it may
	denied               bool   // a source denies it
	party                func(graph.ID) bool
}

// condition is what a duty depends on, in words. An open one makes it "only
// if"; the others are met, or limit what the duty amounts to.
type condition struct {
	text string
	open bool
}

func (d *duty) open(format string, args ...any) {
	d.conditions = append(d.conditions, condition{fmt.Sprintf(format, args...), true})
}

func (d *duty) met(format string, args ...any) {
	d.conditions = append(d.conditions, condition{fmt.Sprintf(format, args...), false})
}

// refuse gives the reason why a duty does not hold; the first one stays.
func (d *duty) refuse(format string, args ...any) {
	if d.refused == "" {
		d.refused = fmt.Sprintf(format, args...)
	}
}

// class sorts the duty into the answer's classes.
func (d *duty) class() Class {
	switch {
	case d.refused != "":
		return NotBound
	case d.may:
		return May
	case slices.ContainsFunc(d.conditions, func(c condition) bool { return c.open }):
		return OnlyIf
	}
	return Bound
}

// basis is the weakest among the proof: a chain is as strong as that.
func (d *duty) basis() graph.Basis { return weakest(d.proof) }

func weakest(proof []*graph.Statement) graph.Basis {
	var b graph.Basis
	for _, s := range proof {
		if b == "" || basisRank(s.Basis) > basisRank(b) {
			b = s.Basis
		}
	}
	return b
}

func basisRank(b graph.Basis) int { return slices.Index(graph.Bases(), b) }

// findings gathers all duties, puts together what says the same, and sorts.
func (in *inquiry) findings() []Finding {
	stated := in.stated()
	duties := slices.Concat(stated, in.reciprocal(), in.committed())
	if in.whyNot {
		duties = append(duties, in.reversed(stated)...)
		duties = append(duties, in.strangers(duties)...)
	}
	duties = dropSaid(duties)
	in.disagreements(duties)
	groups := map[string][]*duty{}
	var order []string
	for i := range duties {
		d := &duties[i]
		if d.class() == NotBound && (!in.whyNot || !d.denied && answered(duties, d)) {
			continue
		}
		key := fmt.Sprintf("%s|%s|%s|%s|%s|%s", d.class(), d.actor, d.toward, d.under, d.obligation, d.basis())
		if d.class() == NotBound {
			key += "|" + d.refused
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], d)
	}
	findings := make([]Finding, 0, len(order))
	for _, key := range order {
		findings = append(findings, merge(groups[key]))
	}
	slices.SortFunc(findings, in.compare)
	in.remark(findings)
	return findings
}

// dropSaid drops what is inferred from the word "mutual" where a source states
// the very duty.
func dropSaid(duties []duty) []duty {
	said := map[[4]string]bool{}
	key := func(d *duty) [4]string {
		return [4]string{string(d.actor), string(d.toward), string(d.under), string(d.class())}
	}
	for i := range duties {
		if d := &duties[i]; d.inferred == "" {
			said[key(d)] = true
		}
	}
	return slices.DeleteFunc(duties, func(d duty) bool { return d.inferred == inferredMutual && said[key(&d)] })
}

// answered reports whether a duty that does hold answers for the same pair
// under the same treaty, so that the near miss would only confuse.
func answered(duties []duty, miss *duty) bool {
	return slices.ContainsFunc(duties, func(d duty) bool {
		return d.actor == miss.actor && d.toward == miss.toward && d.under == miss.under && d.class() != NotBound
	})
}

// merge makes one finding of duties between one pair under one treaty, of one
// class and basis.
func merge(same []*duty) Finding {
	slices.SortStableFunc(same, func(a, b *duty) int {
		return cmp.Or(directness(a.inferred)-directness(b.inferred), compareIntervals(a.valid, b.valid), compareProofs(a.proof, b.proof))
	})
	first := same[0]
	f := Finding{
		Class: first.class(), Actor: first.actor, Toward: first.toward, Under: first.under, Obligation: first.obligation,
		Valid: first.valid, Basis: first.basis(), Inferred: first.inferred, Why: first.why,
	}
	if f.Class == NotBound {
		f.Why, f.Inferred = first.refused, ""
	}
	var articles []string
	for _, d := range same {
		for _, c := range d.conditions {
			if f.Class != NotBound && !slices.Contains(f.Conditions, c.text) {
				f.Conditions = append(f.Conditions, c.text)
			}
		}
		for _, s := range d.terms {
			if a := s.Qualifier(graph.Article); a != "" && !slices.Contains(articles, a) {
				articles = append(articles, a)
			}
			if f.Status == "" {
				f.Status = s.Status
			}
		}
		f.Proof = appendNew(f.Proof, d.proof...)
	}
	slices.Sort(articles)
	f.Article = strings.Join(articles, ", ")
	if f.Article == "" && f.Obligation != "" {
		f.Article = NotStated
	}
	return f
}

// appendNew appends the statements that are not there yet.
func appendNew(proof []*graph.Statement, more ...*graph.Statement) []*graph.Statement {
	for _, s := range more {
		if !slices.ContainsFunc(proof, func(have *graph.Statement) bool { return have.ID == s.ID }) {
			proof = append(proof, s)
		}
	}
	return proof
}

func directness(inferred string) int {
	return slices.Index([]string{"", inferredMembership, inferredMutual}, inferred)
}

// compareIntervals puts known beginnings first, then early ones.
func compareIntervals(a, b graph.Interval) int {
	known := func(d graph.Date) int {
		if d.IsZero() {
			return 1
		}
		return 0
	}
	return cmp.Or(known(a.From)-known(b.From), a.From.Compare(b.From), a.To.Compare(b.To))
}

func compareProofs(a, b []*graph.Statement) int {
	return slices.CompareFunc(a, b, func(x, y *graph.Statement) int { return strings.Compare(string(x.ID), string(y.ID)) })
}

// compare orders findings: by class, by strength of basis, by directness, then
// by name.
func (in *inquiry) compare(a, b Finding) int {
	classes := []Class{Bound, May, OnlyIf, NotBound}
	other := func(f Finding) graph.ID {
		if in.defended {
			return f.Actor
		}
		return f.Toward
	}
	return cmp.Or(
		slices.Index(classes, a.Class)-slices.Index(classes, b.Class),
		basisRank(a.Basis)-basisRank(b.Basis),
		directness(a.Inferred)-directness(b.Inferred),
		strings.Compare(in.view.Label(other(a)), in.view.Label(other(b))),
		strings.Compare(in.view.Label(a.Under), in.view.Label(b.Under)),
		strings.Compare(string(other(a)), string(other(b))),
		strings.Compare(string(a.Under), string(b.Under)),
		strings.Compare(a.Obligation, b.Obligation),
		strings.Compare(a.Why, b.Why),
		compareProofs(a.Proof, b.Proof),
	)
}
