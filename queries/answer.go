// Package queries holds the questions casus answers, one file each. A question
// is a pure function from a view to an answer:
//
//	answer, err := queries.Defenders.Run(view, queries.Args{"actor": "Azerbaijan"}, asOf)
//	for _, f := range answer.Findings { … f.Class, f.Actor, f.Proof … }
//
// Every finding carries the statements that prove it. Questions find actors by
// name through [graph.View.Find] and return its *graph.NameError unchanged.
package queries

import (
	"casus/graph"
)

// Class is the kind of an obligation finding.
type Class string

// The four classes of an answer about obligations.
const (
	Bound    Class = "bound"     // a duty in force, no condition open
	May      Class = "may"       // a permission, not a duty
	OnlyIf   Class = "only if"   // a duty whose condition is open
	NotBound Class = "not bound" // no duty, with the reason why
)

// Answer is what a question returns. An empty answer is not an error.
type Answer struct {
	Question string // the command line that asks it: `defends Azerbaijan`
	AsOf     graph.Date
	View     *graph.View // what was asked; spells IDs out
	Findings []Finding   // best first, deterministic
	Notes    []string    // what a reader must know: limits, disagreements, background used
}

// Finding is one answer among several. Which fields are set depends on the
// question; Proof is always set unless the finding is a "why not".
type Finding struct {
	Class      Class        // for obligations
	Actor      graph.ID     // who is bound, accuses, is the neighbor …
	Toward     graph.ID     // who is to be defended, is accused …
	Under      graph.ID     // the treaty or organization
	Obligation string       // ATOP's word: defense, offense, neutrality, nonaggression, consultation
	Article    string       // as the source gives it, or NotStated
	Conditions []string     // adversary, place, provocation, discretion, in words
	Relation   string       // for neighbors, accusations: the relation that leads here
	Distance   int          // for neighbors: hops from the actor asked about
	Of         string       // for accusations: the alleged wrong, in the source's words
	Stance     graph.Stance // for accusations and statements
	Valid      graph.Interval
	Status     graph.Status
	Basis      graph.Basis // the weakest basis among the proof
	Inferred   string      // the step that follows from the proof but is not said in it: "mutual", "membership"; empty if stated
	Why        string      // in words: why bound, or why not
	Nodes      []graph.ID  // for paths: the nodes in order
	Replies    []Finding   // for accusations: denials and counter-claims of the same matter
	Proof      []*graph.Statement
}

// NotStated is the article of an obligation whose source names none. No
// article is ever invented.
const NotStated = "not stated"
