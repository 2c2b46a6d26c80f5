package graphtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"casus/graph"
	"casus/schema"
)

// hard is text that formats and databases get wrong: curly quotes, NUL, line
// ends, a combining character, Cyrillic, right-to-left, an emoji, and what
// N-Quads, JSON and HTML escape.
const hard = "“No one,” said the minister’s “aide”\x00\r\n\té e\u0301 Сторони \u202eעברית 🕊 \\ \"q\" <a href='x'>&amp;</a> \u2028 _:b <iri> ^^<t> @en ."

// Full returns a batch in which every field of every type is set somewhere,
// with unknown ends, values and hard text.
func Full() graph.Batch {
	const doc = "doc:full"
	open := graph.Interval{From: graph.Date{Year: 2021, Month: 6, Day: 15}, To: graph.Open}
	partial := graph.Interval{From: graph.Date{Year: -431}, To: graph.Date{Year: 2022, Month: 2}}
	b := graph.Batch{
		Document: graph.Document{
			ID: doc, Title: "Title " + hard, URI: "dir/ä b.txt", Publisher: "The Paper", Date: graph.Date{Year: 2024, Month: 5},
			SHA256: strings.Repeat("0f", 32), Loader: "test/1", Basis: graph.Report, Citation: "Someone (2024)", License: "CC-BY-4.0",
			Text: hard + " is the text.",
		},
		Nodes: []graph.Node{
			{ID: "state:full", Kind: schema.State, Name: "Full", Basis: graph.Report, Valid: open,
				Codes: map[string]string{"iso3": "FUL", "cow": "001", hard: hard},
				Aliases: []graph.Alias{
					{Text: hard, Type: graph.AliasSurface, Valid: partial}, {Text: "Fulls", Type: graph.AliasDemonym}, {Text: "Повний", Type: graph.AliasName}}},
			{ID: "state:Türkiye-1", Kind: schema.State, Name: hard, Basis: graph.Dataset},
			{ID: "treaty:full/1?a=b#c", Kind: schema.Treaty, Name: "Treaty", Basis: graph.Primary},
			{ID: "person:full", Kind: schema.Person, Name: "Person", Basis: graph.Reference},
		},
	}
	add := func(s graph.Statement) {
		s.Source.Doc = doc
		b.Statements = append(b.Statements, s.Seal())
	}
	quote := func(start, end int) graph.Evidence {
		return graph.Evidence{Doc: doc, Start: start, End: end, Quote: b.Document.Text[start:end]}
	}
	add(graph.Statement{
		Subject: "state:full", Relation: "obliged_to_defend", Object: "state:Türkiye-1", Under: "treaty:full/1?a=b#c",
		Valid: open, Status: graph.InForce, Stance: graph.Reported, Speaker: "person:full",
		Qualifiers: map[string]string{graph.Article: "5", "own": hard, hard: "x"},
		Evidence:   []graph.Evidence{quote(0, len(hard)), quote(len(hard), len(hard)+3), {Doc: "doc:other", Start: 1, End: 3, Quote: "ab"}},
		Basis:      graph.Report,
		Source:     graph.Source{Loader: "test/1", Rule: "rule@1", Line: 7, Confidence: 0.1 + 0.2, Citation: hard},
	})
	source := graph.Source{Loader: "test/1"}
	add(graph.Statement{Subject: "state:full", Relation: "population", Value: hard, Valid: partial, Stance: graph.Asserted, Basis: graph.Dataset, Source: source})
	add(graph.Statement{Subject: "state:full", Relation: "accuses", Stance: graph.Asserted, Basis: graph.Report, Source: source})
	add(graph.Statement{Relation: "accuses", Object: "state:full", Stance: graph.Alleged, Basis: graph.Report, Source: source})
	add(graph.Statement{Relation: "attacks", Object: "state:full", Stance: graph.Denied, Basis: graph.Report, Source: source})
	add(graph.Statement{Subject: "state:full", Relation: "attacks", Object: "state:full", Valid: graph.Interval{To: graph.Date{Month: 3}},
		Stance: graph.Implied, Basis: graph.MachineCoded, Source: source}) // the third month of the year 0
	return b
}

// Small returns a batch of one statement, that East attacks West.
func Small(doc graph.ID, stance graph.Stance) graph.Batch {
	s := graph.Statement{Subject: "state:east", Relation: "attacks", Object: "state:west", Stance: stance, Basis: graph.Report,
		Source: graph.Source{Doc: doc, Loader: "test/1"}}
	return graph.Batch{
		Document: graph.Document{ID: doc, Loader: "test/1", Basis: graph.Report},
		Nodes: []graph.Node{
			{ID: "state:east", Kind: schema.State, Name: "East", Basis: graph.Report},
			{ID: "state:west", Kind: schema.State, Name: "West", Basis: graph.Report},
		},
		Statements: []*graph.Statement{s.Seal()},
	}
}

// BadBatch is a batch that a store must refuse.
type BadBatch struct {
	Name  string
	Want  string // part of the error
	Batch graph.Batch
}

// Bad returns batches that are good but for one thing.
func Bad() []BadBatch {
	var all []BadBatch
	bad := func(name, want string, spoil func(b *graph.Batch)) {
		b := Full()
		spoil(&b)
		all = append(all, BadBatch{name, want, b})
	}
	statement := func(name, want string, spoil func(s *graph.Statement)) {
		bad(name, want, func(b *graph.Batch) {
			spoil(b.Statements[1])
			b.Statements[1].Seal()
		})
	}
	bad("document without ID", "malformed ID", func(b *graph.Batch) { b.Document.ID = "" })
	bad("document with a space in its ID", "malformed ID", func(b *graph.Batch) { b.Document.ID = "doc:a b" })
	bad("document with a statement's ID", "malformed ID", func(b *graph.Batch) { b.Document.ID = "stmt:1" })
	bad("document whose text is not UTF-8", "text is not UTF-8", func(b *graph.Batch) { b.Document.Text += "\xff" })
	bad("document of a day that is not", "no such date", func(b *graph.Batch) { b.Document.Date = graph.Date{Year: 2021, Month: 2, Day: 29} })
	bad("node of an unknown kind", `unknown kind "planet"`, func(b *graph.Batch) { b.Nodes[3].Kind = "planet" })
	bad("node without a name", "has no name", func(b *graph.Batch) { b.Nodes[3].Name = "" })
	bad("node whose ID ends its IRI", "malformed ID", func(b *graph.Batch) { b.Nodes[3].ID = "person:a>b" })
	bad("node with a statement's ID", "malformed ID", func(b *graph.Batch) { b.Nodes[3].ID = "stmt:1" })
	bad("node whose name is not UTF-8", "name is not UTF-8", func(b *graph.Batch) { b.Nodes[3].Name = "a\xc3" })
	bad("statement that is nil", "is nil", func(b *graph.Batch) { b.Statements[1] = nil })
	bad("statement that is not sealed", "not sealed", func(b *graph.Batch) { b.Statements[1].ID = "" })
	bad("statement sealed before a change", "not sealed", func(b *graph.Batch) { b.Statements[1].Value += "!" })
	bad("evidence that is not in the text", `is not "was" in the document`, func(b *graph.Batch) {
		b.Statements[0].Evidence[1].Quote = "was"
		b.Statements[0].Seal()
	})
	statement("unknown relation", "unknown relation", func(s *graph.Statement) { s.Relation = "loves" })
	statement("unknown stance", "unknown stance", func(s *graph.Statement) { s.Stance = "maybe" })
	statement("unknown basis", "unknown basis", func(s *graph.Statement) { s.Basis = "" })
	statement("no ends", "neither subject nor object", func(s *graph.Statement) { s.Subject = "" })
	statement("subject that is not described", "not described in the batch", func(s *graph.Statement) { s.Subject = "state:nowhere" })
	statement("subject of the wrong kind", "subject is a treaty", func(s *graph.Statement) {
		s.Relation, s.Subject, s.Value = "obliged_to_defend", "treaty:full/1?a=b#c", ""
	})
	statement("no source document", "malformed source document", func(s *graph.Statement) { s.Source.Doc = "" })
	statement("value that is not UTF-8", "value is not UTF-8", func(s *graph.Statement) { s.Value = "\xed\xa0\x80" })
	statement("qualifier that is not UTF-8", "qualifier a is not UTF-8", func(s *graph.Statement) { s.Qualifiers = map[string]string{"a": "\xff"} })
	statement("day without month", "no such date", func(s *graph.Statement) { s.Valid.From = graph.Date{Year: 2021, Day: 5} })
	statement("year 10000", "no such date", func(s *graph.Statement) { s.Valid.To = graph.Date{Year: 10000} })
	statement("confidence that is no number", "confidence NaN", func(s *graph.Statement) { s.Source.Confidence = math.NaN() })
	statement("confidence above one", "confidence 1.5", func(s *graph.Statement) { s.Source.Confidence = 1.5 })
	return all
}

// Random returns a batch with n statements among a few actors, always the same
// for the same seed. Other seeds give other documents that describe the same
// actors in other words.
func Random(seed uint64, n int) graph.Batch {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	doc := graph.ID(fmt.Sprintf("doc:random-%d", seed))
	b := graph.Batch{Document: graph.Document{ID: doc, Title: fmt.Sprintf("Random %d", seed), Loader: "test/1", Basis: graph.Report}}
	const actors = 12
	actor := func(i int) graph.ID { return graph.ID(fmt.Sprintf("state:actor-%d", i)) }
	for i := range actors {
		node := graph.Node{ID: actor(i), Kind: schema.State, Name: fmt.Sprintf("Actor %d", i), Basis: graph.Report}
		if r.IntN(3) == 0 {
			node.Name = fmt.Sprintf("Republic of Actor %d (%d)", i, r.IntN(3))
		}
		if r.IntN(3) == 0 {
			node.Aliases = []graph.Alias{{Text: fmt.Sprintf("Act%d", i), Type: graph.AliasAcronym}}
		}
		b.Nodes = append(b.Nodes, node)
	}
	relations := []string{"attacks", "accuses", "obliged_to_defend", "supports", "invades"}
	for i := range n {
		s := graph.Statement{
			Subject: actor(r.IntN(actors)), Relation: relations[r.IntN(len(relations))], Object: actor(r.IntN(actors)),
			Stance: graph.Stances()[r.IntN(len(graph.Stances()))], Basis: graph.Report,
			Qualifiers: map[string]string{"number": fmt.Sprint(i)},
			Source:     graph.Source{Doc: doc, Loader: "test/1", Line: i + 1, Confidence: 0.5},
		}
		if r.IntN(4) == 0 {
			s.Valid.From = graph.Date{Year: 1900 + r.IntN(100)}
		}
		switch r.IntN(10) {
		case 0:
			s.Object = ""
		case 1:
			s.Subject = ""
			if s.Object == "" {
				s.Object = actor(0)
			}
		}
		b.Statements = append(b.Statements, s.Seal())
	}
	return b
}
