// Package output writes answers for people and for programs, one format a file.
//
//	p := output.Page{Width: 100, Color: false}
//	err := output.Write(os.Stdout, output.Table, question, p)
//
// Every format is written whole or not at all, ends with a newline and is the
// same for the same answer. Text from documents is made harmless on the way:
// escaped for terminals in tables, for parsers in JSON, for spreadsheets in CSV.
package output

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"casus/graph"
	"casus/queries"
)

// Format is a way to write an answer.
type Format string

// The formats, as -o takes them.
const (
	Table Format = "table" // for people
	JSON  Format = "json"  // the whole answer, indented
	JSONL Format = "jsonl" // one finding a line; for statements, one statement a line
	CSV   Format = "csv"   // a header, then one finding a row
)

// Formats returns all formats.
func Formats() []Format { return []Format{Table, JSON, JSONL, CSV} }

// String is the format's name. With Set and Type it makes a Format a command
// line flag.
func (f *Format) String() string { return string(*f) }

// Set accepts the name of a format.
func (f *Format) Set(s string) error {
	if !slices.Contains(Formats(), Format(s)) {
		return fmt.Errorf("want one of %v", Formats())
	}
	*f = Format(s)
	return nil
}

// Type is the placeholder that help shows.
func (f *Format) Type() string { return "FORMAT" }

// Question is an answer with the query and the arguments that gave it, from
// which its heading is made.
type Question struct {
	Query  *queries.Query
	Args   queries.Args
	Answer *queries.Answer
}

// Write writes the answer to w in one piece. The page matters to tables only.
func Write(w io.Writer, f Format, q Question, p Page) error {
	var b bytes.Buffer
	var err error
	switch f {
	case JSON:
		err = writeJSON(&b, q.Answer)
	case JSONL:
		err = writeJSONL(&b, q)
	case CSV:
		err = writeCSV(&b, q)
	default:
		p.w = &b
		p.answer(q)
	}
	if err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// listsStatements reports whether the statements themselves are the answer, so
// that they are written one by one.
func (q Question) listsStatements() bool { return q.Query != nil && q.Query.Name == "statements" }

// Statements returns the statements that prove the findings, replies included,
// each once, in order of ID.
func Statements(findings []queries.Finding) []*graph.Statement {
	var all []*graph.Statement
	var collect func([]queries.Finding)
	collect = func(fs []queries.Finding) {
		for _, f := range fs {
			all = append(all, f.Proof...)
			collect(f.Replies)
		}
	}
	collect(findings)
	slices.SortFunc(all, func(a, b *graph.Statement) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return slices.CompactFunc(all, func(a, b *graph.Statement) bool { return a.ID == b.ID })
}
