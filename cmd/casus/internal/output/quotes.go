package output

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"casus/graph"
	"casus/graph/encoding"
)

// quotes writes the words that prove something, each once, with the place
// where they stand. Words that are only a claim are set in italics.
func (p *Page) quotes(v *graph.View, proof []*graph.Statement, indent int) {
	type place struct {
		doc        graph.ID
		start, end int
	}
	seen := map[place]bool{}
	for _, s := range proof {
		for _, e := range s.Evidence {
			at := place{e.Doc, e.Start, e.End}
			if seen[at] {
				continue
			}
			seen[at] = true
			st := plain
			if s.IsClaim() {
				st = italic
			}
			p.hang(indent, 1, st, "“"+shorten(e.Quote)+"”")
			p.line(indent+2, faint, fmt.Sprintf("%s, bytes %d to %d", documentName(v, e.Doc), e.Start, e.End))
		}
	}
}

// longQuote is how many characters of a quotation a table shows. The offsets
// always tell the whole.
const longQuote = 480

func shorten(quote string) string {
	if utf8.RuneCountInString(quote) <= longQuote {
		return quote
	}
	cut := string([]rune(quote)[:longQuote])
	if i := strings.LastIndexByte(cut, ' '); i > longQuote/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// documentName is how a document is called: title, file and date.
func documentName(v *graph.View, id graph.ID) string {
	d := v.Document(id)
	if d == nil {
		return string(id)
	}
	file := filepath.Base(d.URI)
	if file == "." || file == "-" || strings.TrimSuffix(file, filepath.Ext(file)) == d.Title {
		file = ""
	}
	name := joined(", ", d.Title, file)
	if name == "" {
		name = string(id)
	}
	if !d.Date.IsZero() {
		name += " (" + d.Date.String() + ")"
	}
	return name
}

// manySources is how many works a table names for one group of findings.
const manySources = 4

// sources names the works that reference facts rest on, each once.
func (p *Page) sources(v *graph.View, proof []*graph.Statement, indent int) {
	var works []string
	for _, s := range proof {
		work := s.Source.Citation
		if work == "" {
			if d := v.Document(s.Source.Doc); d != nil {
				work = d.Citation
			}
		}
		if work != "" && !slices.Contains(works, work) {
			works = append(works, work)
		}
	}
	for i, work := range works {
		if i == manySources {
			p.line(indent, faint, fmt.Sprintf("source: %d more, see -o json", len(works)-i))
			return
		}
		p.line(indent, faint, "source: "+work)
	}
}

// row writes a name and what is said of it in two columns.
func (p *Page) row(indent, column int, name, rest string) {
	name = encoding.Terminal(strings.Join(strings.Fields(name), " "))
	lines := wrap(encoding.Terminal(strings.Join(strings.Fields(rest), " ")), p.columns()-indent-column-2, 0)
	p.w.WriteString(strings.Repeat(" ", indent))
	if len(lines) == 0 {
		p.w.WriteString(name + "\n")
		return
	}
	p.w.WriteString(pad(name, column))
	if textWidth(name) > column {
		p.w.WriteString("\n" + strings.Repeat(" ", indent+column))
	}
	for i, l := range lines {
		if i > 0 {
			p.w.WriteString(strings.Repeat(" ", indent+column))
		}
		p.w.WriteString("  " + l + "\n")
	}
}
