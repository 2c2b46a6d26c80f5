package queries

import (
	"fmt"
	"regexp"

	"casus/graph"
)

// inferredMutual marks a duty that follows from the word "mutual".
const inferredMutual = "mutual"

// mutualWord finds the word that makes a treaty bind both ways. ATOP codes a
// treaty as symmetric when its members promise the same (its variable ASYMM is
// 0); in running text these words are what says so.
var mutualWord = regexp.MustCompile(`(?i)\b(mutual(?:ly)?|reciprocal(?:ly)?|collective(?:ly)?)\b`)

// reciprocal returns the duties that follow from one stated the other way
// round, where a source calls the treaty, or the duty itself, mutual. No source
// states them: each says so, and quotes the word.
func (in *inquiry) reciprocal() []duty {
	list := in.view.In(in.actor, statedRelations...)
	if in.defended {
		list = in.view.Out(in.actor, statedRelations...)
	}
	var duties []duty
	for s := range list {
		if obligationOf[s.Relation] != defense || s.Subject == "" || s.Object == "" || s.Subject == s.Object || s.Basis == graph.MachineCoded {
			continue
		}
		if s.Stance == graph.Denied || s.Stance == graph.Alleged || s.Stance == graph.Perceived || s.Stance == graph.Implied {
			continue // nothing follows from what is not put forward
		}
		for _, m := range in.mutual(s) {
			d := in.state(s, s.Object, s.Subject)
			d.inferred = inferredMutual
			d.proof = appendNew(d.proof, m)
			d.why = fmt.Sprintf("follows only from the word %q in %q, which %s; no source states it of %s", mutualIn(m), excerpt(quote(m), 120),
				describes(m, s), in.view.Label(d.actor))
			if m != s {
				in.inForce(&d, in.view.Label(s.Under), "called mutual", m.Valid)
			}
			duties = append(duties, d)
		}
	}
	return duties
}

// mutual returns the statements by which the duty holds both ways: itself, or
// what says that its treaty is mutual.
func (in *inquiry) mutual(s *graph.Statement) []*graph.Statement {
	if s.Qualifier(graph.Mutual) == "true" {
		return []*graph.Statement{s}
	}
	var found []*graph.Statement
	if s.Under == "" {
		return nil
	}
	for m := range in.view.Out(s.Under, "treaty_kind") {
		if m.Qualifier(graph.Mutual) == "true" && affirms(m) && m.Valid.On(in.on) != graph.No {
			found = append(found, m)
		}
	}
	return found
}

// affirms reports whether a statement may stand as a premise: what a source
// puts forward as so, itself or by naming who does, and no lead of a machine.
func affirms(s *graph.Statement) bool {
	return (s.Stance == graph.Asserted || s.Stance == graph.Reported) && s.Basis != graph.MachineCoded
}

func describes(m, s *graph.Statement) string {
	if m == s {
		return "states the duty the other way round"
	}
	return "describes the treaty"
}

func mutualIn(s *graph.Statement) string {
	if word := mutualWord.FindString(quote(s)); word != "" {
		return word
	}
	return "mutual"
}

// quote returns the words of a statement's source, or its value.
func quote(s *graph.Statement) string {
	if len(s.Evidence) > 0 {
		return s.Evidence[0].Quote
	}
	return s.Value
}
