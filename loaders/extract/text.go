// Package extract turns running text into statements, one stage a file. Every
// stage is a pure function of the stage before it and keeps byte offsets into
// the document's canonical text:
//
//	blocks → sentences → tokens → tags → mentions → links → coreference
//	       → clauses → rules → time → stance → statements
package extract

import "casus/graph"

// Text is a document ready for extraction: its canonical text and the blocks
// found in it.
type Text struct {
	Doc    graph.Document // Doc.Text is the canonical text; Doc.Date the dateline, zero if unknown
	Blocks []Block        // in order, not overlapping; text between them is markup or white space
}

// Block is a paragraph or heading: sentences never cross its ends.
type Block struct {
	Kind       BlockKind
	Start, End int // bytes of the canonical text, End exclusive, white space trimmed
}

// BlockKind says what a block is.
type BlockKind string

// The kinds of block.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	Caption   BlockKind = "caption"
	Dateline  BlockKind = "dateline" // a line of metadata such as "date 2026-03-09"
)

// Sentence is a stretch of one block.
type Sentence struct {
	Block      int // index into Text.Blocks
	Start, End int // bytes of the canonical text, End exclusive, white space trimmed
}

// Time is a time expression in a sentence.
type Time struct {
	Start, End int            // bytes of the canonical text
	Text       string         // text[Start:End]
	Valid      graph.Interval // what it means; zero if it could not be resolved
	Kind       TimeKind
	Anchor     string // what it was resolved against: "text" (it is absolute), "dateline", or ""
	Rule       string // the rule that read it
}

// TimeKind is how a time expression limits what it is said of.
type TimeKind string

// The kinds of time expression.
const (
	At     TimeKind = "at"     // in 2021, on 5 March, last week, 1988-94
	Since  TimeKind = "since"  // since 1991
	Until  TimeKind = "until"  // until 1994, by October
	Before TimeKind = "before" // before 1914
	After  TimeKind = "after"  // after the war of 1973: an order, not a date
	For    TimeKind = "for"    // for 99 years: a length
)
