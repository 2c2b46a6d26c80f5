package graph

import (
	"maps"
	"slices"

	"casus/schema"
)

// Node is what a statement can be about: an actor, treaty, event or place, as
// one document or the reference describes it.
type Node struct {
	ID      ID                `json:"id"`
	Kind    schema.Kind       `json:"kind"`
	Name    string            `json:"name"`
	Aliases []Alias           `json:"aliases,omitempty"`
	Codes   map[string]string `json:"codes,omitempty"` // "iso3": "TUR", "cow": "640"
	Valid   Interval          `json:"valid,omitzero"`  // when it exists or existed
	Basis   Basis             `json:"basis"`           // Report for a node that a document made, Reference for ours
}

// Alias is another name, and when it was in use.
type Alias struct {
	Text  string    `json:"text"`
	Type  AliasType `json:"type"`
	Valid Interval  `json:"valid,omitzero"`
}

// AliasType is how an alias names its node.
type AliasType string

// The types of alias. Demonyms and seats name an actor only by use: "Baku" is
// the government where it speaks and a city where things happen in it.
const (
	AliasName    AliasType = "name"
	AliasAcronym AliasType = "acronym"
	AliasDemonym AliasType = "demonym" // "Turkish", "Turks"
	AliasSeat    AliasType = "seat"    // "Ankara", "the Kremlin"
	AliasCode    AliasType = "code"    // "TUR"
	AliasSurface AliasType = "surface" // as a document wrote it
)

// merge adds what other says of the same node. The first name stays; a
// reference's name and kind win over a document's.
func (n *Node) merge(other Node) {
	if other.Basis == Reference && n.Basis != Reference {
		other.merge(*n)
		*n = other
		return
	}
	if other.Name != n.Name {
		n.addAlias(Alias{Text: other.Name, Type: AliasSurface})
	}
	for _, a := range other.Aliases {
		n.addAlias(a)
	}
	if n.Valid == (Interval{}) {
		n.Valid = other.Valid
	}
	if len(other.Codes) > 0 {
		codes := maps.Clone(other.Codes)
		maps.Copy(codes, n.Codes)
		n.Codes = codes
	}
}

func (n *Node) addAlias(a Alias) {
	if a.Text == "" || a.Text == n.Name && a.Type == AliasSurface {
		return
	}
	for _, have := range n.Aliases {
		if have.Text == a.Text && (have.Type == a.Type || a.Type == AliasSurface) {
			return
		}
	}
	n.Aliases = append(slices.Clip(n.Aliases), a)
}

// AliasTexts returns the aliases' texts, each once, in order, without the name.
func (n *Node) AliasTexts() []string {
	texts := make([]string, 0, len(n.Aliases))
	for _, a := range n.Aliases {
		if a.Text != n.Name && !slices.Contains(texts, a.Text) {
			texts = append(texts, a.Text)
		}
	}
	return texts
}

// Document is a text or dataset that statements were read from.
type Document struct {
	ID        ID     `json:"id"` // "doc:" and the first 16 hex digits of SHA256
	Title     string `json:"title,omitempty"`
	URI       string `json:"uri,omitempty"` // path or URL as it was given
	Publisher string `json:"publisher,omitempty"`
	Date      Date   `json:"date"` // the dateline: the anchor of "last year"
	SHA256    string `json:"sha256,omitempty"`
	Loader    string `json:"loader"`
	Basis     Basis  `json:"basis"`
	Citation  string `json:"citation,omitempty"`
	License   string `json:"license,omitempty"`
	Text      string `json:"text,omitempty"` // the canonical text that evidence counts in; empty for datasets
}
