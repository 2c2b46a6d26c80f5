// Package ingest turns the bytes of a file into a text ready for extraction:
// its canonical text, the blocks in it, its dateline, title and publisher.
//
//	text, err := ingest.Read(ingest.Input{URI: "report.txt", Data: data})
//
// The canonical text of plain text and Markdown in UTF-8 is the file's own
// bytes, so that evidence counts in the user's file. A byte-order mark, CRLF
// and what Markdown puts around a paragraph lie outside the blocks; emphasis
// and links inside a paragraph are left as they stand. The canonical text of
// HTML, and of text in another encoding, is the decoded text.
package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"

	"casus/graph"
	"casus/loaders/extract"
)

// MaxSize bounds the input.
const MaxSize = 64 << 20

// Input is a document and what is known of it from elsewhere.
type Input struct {
	URI       string
	Data      []byte
	Title     string
	Publisher string
	Date      graph.Date // dateline
}

// Error says what cannot be read, and where.
type Error struct {
	Line int // from 1; 0 if the whole input is meant
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// meta is what a document says of itself.
type meta struct {
	title, publisher string
	date             graph.Date
	wire             graph.Date // month and day of a news agency's dateline, without a year
}

// Read reads a document. Errors are of type [*Error]. The document's date is
// the input's, else the one it gives itself, else zero: it is never today.
func Read(in Input) (*extract.Text, error) {
	text, isHTML, err := decode(in.Data)
	if err != nil {
		return nil, err
	}
	var blocks []extract.Block
	var m meta
	switch {
	case isHTML:
		if text, blocks, m, err = readHTML(text); err != nil {
			return nil, err
		}
	case isMarkdown(in.URI, text):
		blocks, m = markdownBlocks(text)
	default:
		blocks = settleHeadings(plainBlocks(text))
	}
	blocks = m.readTop(text, blocks)
	if !hasProse(blocks) {
		return nil, &Error{Err: errors.New("is empty")}
	}
	if lang, ok := foreign(text, blocks); ok {
		return nil, &Error{Err: fmt.Errorf("is in %s: only English is read", lang)}
	}

	sum := sha256.Sum256(in.Data)
	digest := hex.EncodeToString(sum[:])
	doc := graph.Document{
		ID:        graph.ID("doc:" + digest[:16]),
		SHA256:    digest,
		URI:       in.URI,
		Title:     first(in.Title, m.title, headline(text, blocks), fileTitle(in.URI)),
		Publisher: first(in.Publisher, m.publisher),
		Date:      m.dateline(in.Date),
		Basis:     graph.Report,
		Text:      text,
	}
	if isTreaty(text, blocks) {
		doc.Basis = graph.Primary
	}
	return &extract.Text{Doc: doc, Blocks: blocks}, nil
}

func first(values ...string) string {
	for _, v := range values {
		if v = strings.Join(strings.Fields(v), " "); v != "" {
			return v
		}
	}
	return ""
}

// headline returns the first block if it is a heading.
func headline(text string, blocks []extract.Block) string {
	for _, b := range blocks {
		switch b.Kind {
		case extract.Heading:
			return text[b.Start:b.End]
		case extract.Paragraph:
			return ""
		}
	}
	return ""
}

// fileTitle returns a file's name without its extensions.
func fileTitle(uri string) string {
	if uri == "-" || uri == "" {
		return ""
	}
	name := path.Base(strings.ReplaceAll(uri, `\`, "/"))
	name = strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(name, path.Ext(name))
}

// hasProse reports whether there is anything to read besides metadata.
func hasProse(blocks []extract.Block) bool {
	for _, b := range blocks {
		if b.Kind != extract.Dateline {
			return true
		}
	}
	return false
}
