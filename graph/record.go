package graph

import "casus/schema"

// Record is a statement with its nodes spelled out: the JSON that programs
// read and that `casus statements -o jsonl` prints.
type Record struct {
	ID         ID                `json:"id"`
	Class      schema.Class      `json:"class"`
	Relation   string            `json:"relation"`
	Stance     Stance            `json:"stance"`
	Speaker    *Entity           `json:"speaker"`
	Subject    *Entity           `json:"subject"`
	Object     *Entity           `json:"object"`
	Value      *string           `json:"value"`
	Under      *Entity           `json:"under"`
	Valid      Interval          `json:"valid"`
	Status     Status            `json:"status,omitempty"`
	Qualifiers map[string]string `json:"qualifiers"`
	Evidence   []Citation        `json:"evidence"`
	Basis      Basis             `json:"basis"`
	Source     Source            `json:"source"`
}

// Entity is a node as an answer names it.
type Entity struct {
	ID      ID                `json:"id"`
	Name    string            `json:"name"`
	Kind    schema.Kind       `json:"kind"`
	Aliases []string          `json:"aliases"`
	Codes   map[string]string `json:"codes,omitempty"`
}

// Citation is evidence with the document's title, URI and date.
type Citation struct {
	Evidence
	Title string `json:"title,omitempty"`
	URI   string `json:"uri,omitempty"`
	Date  Date   `json:"date"`
}

// Entity spells a node out; nil for an empty ID. A node that the view does not
// hold keeps its ID as its name.
func (v *View) Entity(id ID) *Entity {
	if id == "" {
		return nil
	}
	n := v.nodes[id]
	if n == nil {
		return &Entity{ID: id, Name: string(id), Aliases: []string{}}
	}
	return &Entity{ID: id, Name: n.Name, Kind: n.Kind, Aliases: n.AliasTexts(), Codes: n.Codes}
}

// Record spells a statement out.
func (v *View) Record(s *Statement) Record {
	r := Record{
		ID: s.ID, Class: s.Class(), Relation: s.Relation, Stance: s.Stance,
		Speaker: v.Entity(s.Speaker), Subject: v.Entity(s.Subject), Object: v.Entity(s.Object), Under: v.Entity(s.Under),
		Valid: s.Valid, Status: s.Status, Qualifiers: s.Qualifiers, Basis: s.Basis, Source: s.Source,
		Evidence: make([]Citation, len(s.Evidence)),
	}
	if s.Value != "" {
		r.Value = &s.Value
	}
	if r.Qualifiers == nil {
		r.Qualifiers = map[string]string{}
	}
	for i, e := range s.Evidence {
		r.Evidence[i] = Citation{Evidence: e}
		if d := v.docs[e.Doc]; d != nil {
			r.Evidence[i].Title, r.Evidence[i].URI, r.Evidence[i].Date = d.Title, d.URI, d.Date
		}
	}
	return r
}
