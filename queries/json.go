package queries

import (
	"encoding/json"

	"casus/graph"
)

// MarshalJSON writes the answer as programs read it:
//
//	{"question", "asOf", "store": {"revision", "statements"},
//	 "findings": [{"class", "actor": {…}, …, "proof": [statement …]}], "notes": […]}
func (a *Answer) MarshalJSON() ([]byte, error) {
	type store struct {
		Revision   string `json:"revision"`
		Statements int    `json:"statements"`
	}
	findings := make([]findingJSON, len(a.Findings))
	for i := range a.Findings {
		findings[i] = a.Findings[i].spell(a.View)
	}
	notes := a.Notes
	if notes == nil {
		notes = []string{}
	}
	return json.Marshal(struct {
		Question string        `json:"question"`
		AsOf     graph.Date    `json:"asOf"`
		Store    store         `json:"store"`
		Findings []findingJSON `json:"findings"`
		Notes    []string      `json:"notes"`
	}{a.Question, a.AsOf, store{a.View.Revision(), a.View.Loaded()}, findings, notes})
}

type findingJSON struct {
	Class      Class           `json:"class,omitempty"`
	Actor      *graph.Entity   `json:"actor,omitempty"`
	Toward     *graph.Entity   `json:"toward,omitempty"`
	Under      *graph.Entity   `json:"under,omitempty"`
	Obligation string          `json:"obligation,omitempty"`
	Article    string          `json:"article,omitempty"`
	Conditions []string        `json:"conditions,omitempty"`
	Relation   string          `json:"relation,omitempty"`
	Distance   int             `json:"distance,omitempty"`
	Of         string          `json:"of,omitempty"`
	Stance     graph.Stance    `json:"stance,omitempty"`
	Valid      *graph.Interval `json:"valid,omitempty"`
	Status     graph.Status    `json:"status,omitempty"`
	Basis      graph.Basis     `json:"basis,omitempty"`
	Inferred   string          `json:"inferred,omitempty"`
	Why        string          `json:"why,omitempty"`
	Nodes      []*graph.Entity `json:"nodes,omitempty"`
	Edges      []graph.Record  `json:"edges,omitempty"` // for paths: the proof, in order
	Replies    []findingJSON   `json:"replies,omitempty"`
	Proof      []graph.Record  `json:"proof"`
}

func (f *Finding) spell(v *graph.View) findingJSON {
	j := findingJSON{
		Class: f.Class, Actor: v.Entity(f.Actor), Toward: v.Entity(f.Toward), Under: v.Entity(f.Under),
		Obligation: f.Obligation, Article: f.Article, Conditions: f.Conditions, Relation: f.Relation, Distance: f.Distance,
		Of: f.Of, Stance: f.Stance, Status: f.Status, Basis: f.Basis, Inferred: f.Inferred, Why: f.Why,
		Proof: make([]graph.Record, len(f.Proof)),
	}
	if f.Valid != (graph.Interval{}) {
		j.Valid = &f.Valid
	}
	for _, id := range f.Nodes {
		j.Nodes = append(j.Nodes, v.Entity(id))
	}
	for i, s := range f.Proof {
		j.Proof[i] = v.Record(s)
	}
	if len(f.Nodes) > 0 {
		j.Edges = j.Proof
	}
	for i := range f.Replies {
		j.Replies = append(j.Replies, f.Replies[i].spell(v))
	}
	return j
}
