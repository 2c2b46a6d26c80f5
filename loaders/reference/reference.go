// Package reference holds casus's own background facts: states and what they
// are called, capitals, organizations and who belongs to them since when,
// treaties and what they oblige to, officeholders, peoples and places.
//
//	view, err := store.View(ctx, reference.Batch())
//	id, ok := reference.COW("640", graph.Day(1999, 3, 24)) // state:TUR
//
// The facts are the tables in tables/*.csv, written by hand. A table that
// begins with an id column describes nodes, one a row; its other columns are
//
//	id          state:TUR, igo:NATO, place:baku; the part before the colon is the kind
//	name        the name answers show
//	from, to    when it exists or existed, [from, to); empty if unknown or not needed
//	iso2        the ISO 3166-1 (or withdrawn 3166-3) code; a state that has one is named state:ISO3
//	cow         Correlates of War country code or codes
//	names, acronyms, demonyms, seats   other ways to call it
//	capital_of, organ_of, part_of      statements about it, as lists of IDs
//	roles       offices held: "president of state:TUR@2014-08-28/"
//	source      a key of sources.csv, or a citation in words
//
// and the tables memberships, obligations and links hold statements.
// Lists are separated by "; ", and an item holds when its date says so:
//
//	Germany; West Germany@1949-05-23/1990-10-03; German Empire@1871/1918-11-09
//
// # Which states are one
//
// A state keeps one node for as long as the Correlates of War and common usage
// see one state, whatever its regime calls itself: Germany since 1871 (the
// Federal Republic is the same state, "West Germany" one of its names), China
// since the Qing, Iran and Persia, Vietnam and the Democratic Republic of
// Vietnam. A new node begins where law and usage begin anew: the Ottoman Empire
// and Turkey, the Russian Empire, the Soviet Union and Russia, Prussia and
// Germany, Austria-Hungary and Austria, Yugoslavia (to 1992), Serbia and
// Montenegro (1992–2006) and their successors. A name that two of them share
// ("Moscow", "Russians") carries dates; one that two bear at the same time
// ("Korea", "Congo") is an alias of both, and stays ambiguous.
package reference

import (
	"embed"
	"io/fs"
	"sync"

	"casus/graph"
)

// Version names this edition of the facts in every statement made from them.
const Version = "reference/1"

// Doc is the ID of the document that the facts are in.
const Doc graph.ID = "doc:reference"

//go:embed tables/*.csv
var files embed.FS

func mustTables() fs.FS {
	tables, err := fs.Sub(files, "tables")
	if err != nil {
		panic("reference: " + err.Error())
	}
	return tables
}

var embedded = sync.OnceValue(func() *facts {
	f, err := read(mustTables())
	if err != nil {
		panic("reference: " + err.Error())
	}
	return f
})

// Batch returns all facts. It is built once, in some milliseconds, and shared:
// callers must not change it.
func Batch() graph.Batch { return embedded().batch }

// COW returns the state that a Correlates of War country code stands for on a
// date. Code 365 is the Russian Empire, the Soviet Union or Russia. On a date
// that no state covers, or an unknown one, it returns the last state of that
// code. It reports false for a code that is not in the tables.
func COW(code string, on graph.Date) (graph.ID, bool) {
	spells := embedded().cow[code]
	if len(spells) == 0 {
		return "", false
	}
	last := spells[0]
	for _, s := range spells {
		if !on.IsZero() && s.valid.On(on) == graph.Yes {
			return s.node, true
		}
		if s.valid.From.Compare(last.valid.From) > 0 {
			last = s
		}
	}
	for _, s := range spells {
		if !on.IsZero() && s.valid.On(on) == graph.Possibly {
			return s.node, true
		}
	}
	return last.node, true
}
