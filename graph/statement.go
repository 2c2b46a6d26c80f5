// Package graph holds what is known: statements, the nodes they are about, the
// documents they come from, and the view that questions are asked of.
//
//	b := graph.Batch{Document: doc, Nodes: nodes, Statements: statements}
//	added, err := store.Add(ctx, b)   // one transaction, a no-op the second time
//	view, err := store.View(ctx)      // immutable, in memory
//	for s := range view.Out("state:TUR") { … }
//
// A [Statement] is one claim by one source and never becomes a fact: claims
// that contradict each other stand side by side.
package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"casus/schema"
)

// Stance is how a source puts a claim.
type Stance string

// The stances. Only Asserted claims are put forward by the source as so.
const (
	Asserted    Stance = "asserted"    // the source says so itself
	Reported    Stance = "reported"    // the source says that another says so
	Alleged     Stance = "alleged"     // the content of an accusation
	Denied      Stance = "denied"      // somebody says that it is not so
	Planned     Stance = "planned"     // intended, pending or future
	Conditional Stance = "conditional" // so if something else is
	Possible    Stance = "possible"    // may or could be so
	Perceived   Stance = "perceived"   // somebody believes or fears it
	Implied     Stance = "implied"     // follows from the words, not said
)

// Stances returns all stances.
func Stances() []Stance {
	return []Stance{Asserted, Reported, Alleged, Denied, Planned, Conditional, Possible, Perceived, Implied}
}

// Basis is what sort of source a statement rests on.
type Basis string

// The bases, from strongest to weakest for the wording of an obligation.
const (
	Primary      Basis = "primary"       // the treaty's own text
	Dataset      Basis = "dataset"       // a row coded by researchers
	Reference    Basis = "reference"     // casus's own cited background facts
	Report       Basis = "report"        // a paraphrase: news, essays, statements
	MachineCoded Basis = "machine-coded" // a lead from an event coder
)

// Bases returns all bases.
func Bases() []Basis { return []Basis{Primary, Dataset, Reference, Report, MachineCoded} }

// Status is how far a treaty has come.
type Status string

// The statuses of a treaty.
const (
	Proposed   Status = "proposed"
	Signed     Status = "signed"
	Ratified   Status = "ratified"
	InForce    Status = "in force"
	Suspended  Status = "suspended"
	Terminated Status = "terminated"
)

// Statuses returns all statuses.
func Statuses() []Status {
	return []Status{Proposed, Signed, Ratified, InForce, Suspended, Terminated}
}

// The qualifiers that questions look at. Others may be used freely.
const (
	Article     = "article"     // the article that binds; absent where the source names none
	Adversary   = "adversary"   // ID or text: the duty holds against this attacker only
	Location    = "place"       // where the attack must happen, or where the event did
	Provocation = "provocation" // "unprovoked": the duty holds only if the object did not start it
	Discretion  = "discretion"  // words that leave the form of help to the obliged
	Condition   = "condition"   // any other condition, in words
	Matter      = "matter"      // ID of the event or accusation that a claim is about
	Of          = "of"          // the alleged or denied act, in the source's words
	Role        = "role"        // the office held
	Goods       = "goods"       // what is supplied
	Amount      = "amount"      // figure with unit
	Share       = "share"       // "46.4% of Israeli oil imports"
	Mutual      = "mutual"      // "true": the source calls the treaty mutual
	Time        = "time"        // a time expression that could not be turned into a date
)

// A Statement is one claim by one source. It is the only thing that crosses
// from loaders to questions.
type Statement struct {
	ID         ID                `json:"id"` // set by Seal
	Subject    ID                `json:"subject,omitempty"`
	Relation   string            `json:"relation"`
	Object     ID                `json:"object,omitempty"` // empty if the source does not say, or Value is set
	Value      string            `json:"value,omitempty"`
	Under      ID                `json:"under,omitempty"` // the treaty or organization it holds under
	Valid      Interval          `json:"valid"`
	Status     Status            `json:"status,omitempty"`
	Stance     Stance            `json:"stance"`
	Speaker    ID                `json:"speaker,omitempty"` // who says it, if not the document itself
	Qualifiers map[string]string `json:"qualifiers,omitempty"`
	Evidence   []Evidence        `json:"evidence,omitempty"`
	Basis      Basis             `json:"basis"`
	Source     Source            `json:"source"`
}

// Evidence is the exact place that shows a claim: text[Start:End] == Quote,
// counted in UTF-8 bytes of the document's canonical text, End exclusive.
type Evidence struct {
	Doc   ID     `json:"doc"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}

// Source says which loader and rule read the statement, and how sure it is.
type Source struct {
	Doc        ID      `json:"doc"`                  // the document the statement was read from
	Loader     string  `json:"loader"`               // "article/1"
	Rule       string  `json:"rule,omitempty"`       // "obligation.defend@1"
	Line       int     `json:"line,omitempty"`       // of a dataset's row, from 1
	Confidence float64 `json:"confidence,omitempty"` // (0, 1]; 1 for curated data
	Citation   string  `json:"citation,omitempty"`   // the work a reference or dataset fact rests on
}

// Class returns the relation's class, empty for a relation that the ontology
// does not have.
func (s *Statement) Class() schema.Class {
	if r := schema.Default().Relation(s.Relation); r != nil {
		return r.Class
	}
	return ""
}

// Seal sets the ID to a hash of the claim and its source, so that loading
// twice adds nothing. Rule version, confidence and citation do not count: a
// better rule that finds the same claim at the same place says nothing new.
func (s *Statement) Seal() *Statement {
	key := *s
	key.ID = ""
	key.Source = Source{Doc: s.Source.Doc, Line: s.Source.Line}
	var buffer [512]byte
	sum := sha256.Sum256(key.appendJSON(buffer[:0]))
	s.ID = ID("stmt:" + hex.EncodeToString(sum[:12]))
	return s
}

// Check reports the first thing that is wrong with a statement in itself:
// stance, basis, ends, dates, text, evidence, ID. Kinds are checked where nodes
// are known.
func (s *Statement) Check() error {
	if !slices.Contains(Stances(), s.Stance) {
		return fmt.Errorf("unknown stance %q, want one of %v", s.Stance, Stances())
	}
	if !slices.Contains(Bases(), s.Basis) {
		return fmt.Errorf("unknown basis %q, want one of %v", s.Basis, Bases())
	}
	if s.Status != "" && !slices.Contains(Statuses(), s.Status) {
		return fmt.Errorf("unknown status %q, want one of %v", s.Status, Statuses())
	}
	if s.Subject == "" && s.Object == "" {
		return errors.New("neither subject nor object")
	}
	for _, id := range []ID{s.Subject, s.Object, s.Under, s.Speaker} {
		if id != "" && !id.Valid() {
			return fmt.Errorf("malformed ID %q", id)
		}
	}
	if s.Source.Doc == "" || !s.Source.Doc.Valid() {
		return fmt.Errorf("malformed source document %q", s.Source.Doc)
	}
	if err := s.checkContent(); err != nil {
		return err
	}
	for _, e := range s.Evidence {
		if e.Start < 0 || e.End-e.Start != len(e.Quote) || e.Quote == "" {
			return fmt.Errorf("evidence [%d:%d) does not fit its quote of %d bytes", e.Start, e.End, len(e.Quote))
		}
	}
	if sealed := *s; sealed.Seal().ID != s.ID {
		return fmt.Errorf("statement %s is not sealed", s.ID)
	}
	return nil
}

// Qualifier returns the qualifier of that name, or "".
func (s *Statement) Qualifier(name string) string { return s.Qualifiers[name] }

// IsClaim reports whether the statement must never be shown as so: whatever
// its source does not assert or report itself, and every accusation and denial.
func (s *Statement) IsClaim() bool {
	if s.Stance != Asserted && s.Stance != Reported {
		return true
	}
	c := s.Class()
	return c == schema.ClassAccusation || c == schema.ClassDenial
}
