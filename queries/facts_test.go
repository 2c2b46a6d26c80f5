package queries

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// facts reads the facts of a scenario, which anybody who knows the field can
// write. A line is one of
//
//	state: France, Poland (1918-11-11 / 1939-10-06)     nodes of a kind, with when they existed
//	document: Gazette, 1939-09-02, report               a source, its date and basis; facts below come from it
//	France obliged_to_defend Poland under Franco-Polish Alliance from 1921 to 1939 "the quote" [article 2] [stance alleged]
//
// A fact is subject, relation, object, and in any order a treaty after "under",
// dates after "from" and "to", the quoted words, and qualifiers in brackets. An
// object after "=" is text. "?" is an end that the source does not name.
// Besides qualifiers, brackets hold "stance", "basis", "status" and "speaker".
func facts(text string) ([]graph.Batch, error) {
	f := factReader{ids: map[string]graph.ID{}}
	f.begin("notes", graph.Date{}, graph.Report)
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "# ")
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := f.line(line); err != nil {
			return nil, fmt.Errorf("facts:%d: %w", i+1, err)
		}
	}
	var all []graph.Batch
	for _, b := range f.batches {
		b.Nodes = f.nodes
		if err := b.Check(schema.Default()); err != nil {
			return nil, fmt.Errorf("facts: %w", err)
		}
		all = append(all, *b)
	}
	return all, nil
}

type factReader struct {
	batches []*graph.Batch
	nodes   []graph.Node
	ids     map[string]graph.ID
}

func (f *factReader) begin(title string, date graph.Date, basis graph.Basis) {
	f.batches = append(f.batches, &graph.Batch{Document: graph.Document{
		ID: graph.ID("doc:" + graph.Slug(title)), Title: title, Date: date, Basis: basis, Loader: "scenario/1",
	}})
}

func (f *factReader) line(line string) error {
	head, rest, isHead := strings.Cut(line, ": ")
	if isHead && head == "document" {
		parts := strings.Split(rest, ", ")
		if len(parts) != 3 {
			return fmt.Errorf("document %q, want title, date, basis", rest)
		}
		date, err := graph.ParseDate(parts[1])
		if err != nil {
			return err
		}
		f.begin(parts[0], date, graph.Basis(parts[2]))
		return nil
	}
	if isHead && schema.Default().Kind(schema.Kind(head)) != nil {
		for _, name := range strings.Split(rest, ", ") {
			if err := f.node(schema.Kind(head), name); err != nil {
				return err
			}
		}
		return nil
	}
	return f.statement(line)
}

var (
	lifePart    = regexp.MustCompile(`^(.+) \(([^/]*) / ([^)]*)\)$`)
	bracketPart = regexp.MustCompile(`\[([^\]]+)\]`)
	quotePart   = regexp.MustCompile(`"([^"]+)"`)
)

func (f *factReader) node(kind schema.Kind, text string) error {
	n := graph.Node{Kind: kind, Name: text, Basis: graph.Report}
	if m := lifePart.FindStringSubmatch(text); m != nil {
		n.Name = m[1]
		for i, d := range []*graph.Date{&n.Valid.From, &n.Valid.To} {
			var err error
			if *d, err = graph.ParseDate(m[2+i]); err != nil {
				return err
			}
		}
	}
	n.ID = graph.ID(string(kind) + ":" + graph.Slug(n.Name))
	f.ids[n.Name] = n.ID
	f.nodes = append(f.nodes, n)
	return nil
}

// name returns the node of a name.
func (f *factReader) name(text string) (graph.ID, error) {
	if text == "?" || text == "" {
		return "", nil
	}
	id, ok := f.ids[text]
	if !ok {
		return "", fmt.Errorf("%q is not declared, want a line such as \"state: %s\" before it", text, text)
	}
	return id, nil
}

func (f *factReader) statement(line string) (err error) {
	b := f.batches[len(f.batches)-1]
	s := &graph.Statement{Stance: graph.Asserted, Basis: b.Document.Basis, Source: graph.Source{Doc: b.Document.ID, Loader: "scenario/1"}}
	for _, m := range bracketPart.FindAllStringSubmatch(line, -1) {
		if err := f.qualify(s, m[1]); err != nil {
			return err
		}
	}
	line = bracketPart.ReplaceAllString(line, "")
	if m := quotePart.FindStringSubmatch(line); m != nil {
		start := len(b.Document.Text)
		b.Document.Text += m[1] + "\n"
		s.Evidence = []graph.Evidence{{Doc: b.Document.ID, Start: start, End: start + len(m[1]), Quote: m[1]}}
	}
	words := strings.Fields(quotePart.ReplaceAllString(line, ""))
	at := slices.IndexFunc(words, func(w string) bool { return schema.Default().Relation(w) != nil })
	if at < 0 {
		return fmt.Errorf("%q has no relation of the ontology", line)
	}
	s.Relation = words[at]
	parts := map[string][]string{}
	role := "object"
	for _, w := range words[at+1:] {
		if w == "under" || w == "from" || w == "to" {
			role = w
			continue
		}
		parts[role] = append(parts[role], w)
	}
	if s.Subject, err = f.name(strings.Join(words[:at], " ")); err != nil {
		return err
	}
	object := strings.Join(parts["object"], " ")
	if value, ok := strings.CutPrefix(object, "= "); ok || slices.Equal(schema.Default().Relation(s.Relation).Range, []string{schema.Value}) {
		s.Value = value
		if !ok {
			s.Value = object
		}
	} else if s.Object, err = f.name(object); err != nil {
		return err
	}
	if s.Under, err = f.name(strings.Join(parts["under"], " ")); err != nil {
		return err
	}
	if s.Valid.From, err = graph.ParseDate(strings.Join(parts["from"], " ")); err != nil {
		return err
	}
	if s.Valid.To, err = graph.ParseDate(strings.Join(parts["to"], " ")); err != nil {
		return err
	}
	b.Statements = append(b.Statements, s.Seal())
	return nil
}

// qualify reads what stands in brackets: "article 5", "mutual", "stance denied".
func (f *factReader) qualify(s *graph.Statement, text string) (err error) {
	key, value, _ := strings.Cut(text, " ")
	switch key {
	case "stance":
		s.Stance = graph.Stance(value)
		return nil
	case "basis":
		s.Basis = graph.Basis(value)
		return nil
	case "status":
		s.Status = graph.Status(value)
		return nil
	case "speaker":
		s.Speaker, err = f.name(value)
		return err
	case "mutual":
		value = "true"
	case "unprovoked":
		key, value = graph.Provocation, key
	case "matter":
		id, err := f.name(value)
		if err != nil {
			return err
		}
		value = string(id)
	}
	if s.Qualifiers == nil {
		s.Qualifiers = map[string]string{}
	}
	s.Qualifiers[key] = value
	return nil
}
