package ingest

import (
	"fmt"
	"strings"
	"unicode"

	"casus/graph"
	"casus/loaders/extract"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxHTML bounds pages: finding the article costs far more than reading it.
const maxHTML = 8 << 20

// readHTML finds the article in a page and writes it as text: a paragraph for
// each block element, blank lines between them.
func readHTML(page string) (text string, blocks []extract.Block, m meta, err error) {
	if len(page) > maxHTML {
		return "", nil, m, &Error{Err: fmt.Errorf("is a page of %d MiB, want at most %d: save the article alone", len(page)>>20, maxHTML>>20)}
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return "", nil, m, &Error{Err: fmt.Errorf("cannot be read as HTML: %w", err)}
	}
	whole := &pageWriter{}
	whole.walk(body(doc), extract.Paragraph)
	whole.flush()
	main := &pageWriter{}
	if node := article(doc, &m); node != nil {
		main.walk(node, extract.Paragraph)
		main.flush()
	}
	// What is found must be most of a short page: readability gives up on those.
	if main.b.Len() < 400 && main.b.Len()*2 < whole.b.Len() {
		main = whole
	}
	return main.b.String(), main.blocks, m, nil
}

// article returns the main content of a page, nil if there is none, and what
// the page says of itself. It changes doc.
func article(doc *html.Node, m *meta) (node *html.Node) {
	// The library walks hostile trees; a panic there must not be ours.
	defer func() {
		if recover() != nil {
			node = nil
		}
	}()
	a, err := readability.FromDocument(doc, nil)
	if err != nil {
		return nil
	}
	m.title, m.publisher = first(a.Title()), first(a.SiteName())
	for _, joint := range []string{" - ", " – ", " — ", " | "} { // "Pact signed | Daily Planet"
		if title, ok := strings.CutSuffix(m.title, joint+m.publisher); ok && m.publisher != "" {
			m.title = title
		}
	}
	if t, err := a.PublishedTime(); err == nil && t.Year() > 0 && t.Year() <= 9999 {
		m.date = graph.DateOf(t)
	}
	return a.Node
}

func body(n *html.Node) *html.Node {
	if n.DataAtom == atom.Body {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if b := body(c); b != nil {
			return b
		}
	}
	return nil
}

// pageWriter collects the text of a page and where its blocks are.
type pageWriter struct {
	b       strings.Builder
	blocks  []extract.Block
	current strings.Builder
	kind    extract.BlockKind
	space   bool
}

// walk writes a node. The parser bounds the depth of trees to 512.
func (w *pageWriter) walk(n *html.Node, kind extract.BlockKind) {
	if n == nil {
		return
	}
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, kind)
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Nav, atom.Form, atom.Button, atom.Select,
			atom.Textarea, atom.Iframe, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Head, atom.Title, atom.Aside, atom.Footer:
			return
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			kind = extract.Heading
		case atom.Figcaption, atom.Caption:
			kind = extract.Caption
		case atom.Br:
			if next := n.NextSibling; next != nil && next.DataAtom == atom.Br {
				w.flush()
			}
			w.space = true
			return
		}
	}
	if isBlockElement(n) {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, kind)
	}
	if isBlockElement(n) {
		w.flush()
	}
}

func isBlockElement(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.DocumentNode
	}
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins,
		atom.Kbd, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr:
		return false
	}
	return true
}

// text adds running text with its white space collapsed.
func (w *pageWriter) text(s string, kind extract.BlockKind) {
	if w.current.Len() == 0 {
		w.kind = kind
	}
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			w.space = true
			continue
		}
		if w.space && w.current.Len() > 0 {
			w.current.WriteByte(' ')
		}
		w.space = false
		w.current.WriteRune(r)
	}
}

// flush ends a block.
func (w *pageWriter) flush() {
	s := w.current.String()
	w.current.Reset()
	w.space = false
	if !hasWord(s) {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteString("\n\n")
	}
	start := w.b.Len()
	w.b.WriteString(s)
	w.blocks = append(w.blocks, extract.Block{Kind: w.kind, Start: start, End: w.b.Len()})
}
