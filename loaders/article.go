package loaders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"casus/graph"
	"casus/loaders/extract"
	"casus/loaders/ingest"
	"casus/loaders/reference"
)

// Article reads running text: news, essays, statements and treaties in English
// as plain text, Markdown or HTML.
var Article = &Loader{
	Name:    "article",
	Version: extract.Version,
	Doc:     "running text in English: news, essays, statements and treaties as plain text, Markdown or HTML",
	Detect:  isText,
	Load:    loadArticle,
}

// isText reports whether data is text that [ingest.Read] may read. It does not
// look beyond the first kilobytes.
func isText(data []byte) bool {
	for _, c := range data[:min(len(data), 8<<10)] {
		if c == 0 {
			return false
		}
	}
	return len(data) > 0
}

// names are the reference's, which every document is read with.
var names = sync.OnceValue(func() *extract.Gazetteer { return extract.NewGazetteer(reference.Batch().Nodes) })

func loadArticle(ctx context.Context, in Input, opt Options) iter.Seq2[graph.Batch, error] {
	return func(yield func(graph.Batch, error) bool) {
		if err := ctx.Err(); err != nil {
			yield(graph.Batch{}, err)
			return
		}
		text, err := ingest.Read(ingest.Input{URI: in.URI, Data: in.Data, Title: in.Title, Publisher: in.Publisher, Date: in.Date})
		if err != nil {
			bad := &Error{URI: in.URI, Err: err}
			var at *ingest.Error
			if errors.As(err, &at) {
				bad.Line = at.Line
			}
			yield(graph.Batch{}, bad)
			return
		}
		text.Doc.Loader = extract.Version
		if opt.Explain != nil {
			opt.Explain("blocks", blocksOf(text))
		}
		yield(extract.Run(text, extract.Options{Gazetteer: names(), Explain: opt.Explain}), nil)
	}
}

// blocksOf lists a text's blocks for people: kind, place and first words.
func blocksOf(text *extract.Text) []string {
	out := []string{fmt.Sprintf("document %q of %s, basis %s", text.Doc.Title, text.Doc.Date, text.Doc.Basis)}
	for _, b := range text.Blocks {
		out = append(out, fmt.Sprintf("%s [%d:%d] %.60s", b.Kind, b.Start, b.End, text.Doc.Text[b.Start:b.End]))
	}
	return out
}
