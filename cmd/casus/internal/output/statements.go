package output

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"casus/graph"
	"casus/queries"
	"casus/schema"
)

// statements writes the statements that the findings hold, by class of
// relation: what was loaded with its words, what is background as one line.
func (p *Page) statements(a *queries.Answer) {
	byClass := map[schema.Class][]*graph.Statement{}
	for _, s := range Statements(a.Findings) {
		byClass[s.Class()] = append(byClass[s.Class()], s)
	}
	for _, f := range a.Findings {
		if f.Why != "" {
			p.line(2, plain, f.Why)
		}
	}
	for _, list := range byClass {
		slices.SortStableFunc(list, inTextOrder)
	}
	for _, class := range schema.Classes() {
		p.section(a.View, string(class), byClass[class])
		delete(byClass, class)
	}
	for _, class := range slices.Sorted(maps.Keys(byClass)) {
		p.section(a.View, string(class), byClass[class])
	}
}

// inTextOrder orders statements as a reader of the documents meets them.
func inTextOrder(a, b *graph.Statement) int {
	start := func(s *graph.Statement) int {
		if len(s.Evidence) == 0 {
			return 0
		}
		return s.Evidence[0].Start
	}
	return cmp.Or(strings.Compare(string(a.Source.Doc), string(b.Source.Doc)), start(a)-start(b), a.Source.Line-b.Source.Line)
}

func (p *Page) section(v *graph.View, title string, statements []*graph.Statement) {
	if len(statements) == 0 {
		return
	}
	p.blank()
	p.line(0, bold, strings.ToUpper(title))
	for _, s := range statements {
		if s.Basis != graph.Reference {
			p.statement(v, s)
		}
	}
	for _, s := range statements {
		if s.Basis == graph.Reference {
			p.line(2, faint, Sentence(v, s)+" (background)")
		}
	}
}

func (p *Page) statement(v *graph.View, s *graph.Statement) {
	p.line(2, plain, Sentence(v, s))
	p.quotes(v, []*graph.Statement{s}, 4)
	if len(s.Evidence) == 0 {
		p.sources(v, []*graph.Statement{s}, 4)
	}
}

// Sentence puts a statement into words: who says it, how, of whom, what, under
// which treaty and since when.
func Sentence(v *graph.View, s *graph.Statement) string {
	object := label(v, s.Object)
	if object == "" {
		object = s.Value
	}
	subject := label(v, s.Subject)
	if subject == "" {
		subject = "somebody"
	}
	text := joined(" ", subject, strings.ReplaceAll(s.Relation, "_", " "), object)
	if s.Under != "" {
		text += ", under " + label(v, s.Under)
	}
	if when := span(s.Valid); when != "" {
		text += ", " + when
	}
	if s.Status != "" {
		text += ", " + string(s.Status)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Qualifiers)) {
		if name == graph.Matter && s.Qualifiers[graph.Of] != "" {
			continue // the same in other words
		}
		value := s.Qualifiers[name]
		if n := v.Node(graph.ID(value)); n != nil {
			value = n.Name
		}
		text += ", " + name + ": " + value
	}
	if how := stanceWords(v, s.Stance, s.Speaker); how != "" {
		text += " [" + how + "]"
	}
	return text
}

// stanceWords says how a source puts a claim, and nothing if it asserts it.
func stanceWords(v *graph.View, stance graph.Stance, speaker graph.ID) string {
	if stance == graph.Asserted {
		stance = ""
	}
	if speaker == "" {
		return string(stance)
	}
	if stance == "" {
		return "says " + label(v, speaker)
	}
	return string(stance) + ", says " + label(v, speaker)
}
