package graph

import (
	"fmt"
	"unicode/utf8"
)

// statementPrefix is the prefix of statement IDs, which nothing else may have:
// stores take a known one for a known statement.
const statementPrefix = "stmt"

// What follows refuses what JSON cannot say and would silently change: then
// two different quotes would have one ID, and a store would not give back what
// it was given.

func (s *Statement) checkContent() error {
	texts := []string{
		"value", s.Value, "loader", s.Source.Loader, "rule", s.Source.Rule, "citation", s.Source.Citation,
	}
	for k, v := range s.Qualifiers {
		texts = append(texts, "qualifier", k, "qualifier "+k, v)
	}
	for _, e := range s.Evidence {
		if e.Doc != "" && !e.Doc.Valid() {
			return fmt.Errorf("evidence: malformed document %q", e.Doc)
		}
		texts = append(texts, "quote", e.Quote)
	}
	if err := checkText(texts...); err != nil {
		return err
	}
	if c := s.Source.Confidence; !(c >= 0 && c <= 1) { // NaN too
		return fmt.Errorf("confidence %v, want (0, 1], or 0 for none", c)
	}
	return s.Valid.check()
}

func (n *Node) check() error {
	texts := []string{"name", n.Name, "basis", string(n.Basis)}
	for k, v := range n.Codes {
		texts = append(texts, "code", k, "code "+k, v)
	}
	for _, a := range n.Aliases {
		texts = append(texts, "alias", a.Text, "alias type", string(a.Type))
		if err := a.Valid.check(); err != nil {
			return fmt.Errorf("alias %q: %w", a.Text, err)
		}
	}
	if err := checkText(texts...); err != nil {
		return err
	}
	return n.Valid.check()
}

func (d *Document) check() error {
	if err := d.Date.check(); err != nil {
		return err
	}
	return checkText("title", d.Title, "URI", d.URI, "publisher", d.Publisher, "SHA256", d.SHA256, "loader", d.Loader,
		"basis", string(d.Basis), "citation", d.Citation, "license", d.License, "text", d.Text)
}

func (iv Interval) check() error {
	if err := iv.From.check(); err != nil {
		return fmt.Errorf("from: %w", err)
	}
	if err := iv.To.check(); err != nil {
		return fmt.Errorf("to: %w", err)
	}
	return nil
}

// checkText reports the first text that is not UTF-8. It takes names and texts
// in turn.
func checkText(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if !utf8.ValidString(pairs[i+1]) {
			return fmt.Errorf("%s is not UTF-8: %.80q", pairs[i], pairs[i+1])
		}
	}
	return nil
}
