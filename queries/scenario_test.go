package queries

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"casus/graph"
)

var update = flag.Bool("update", false, "rewrite the expected answers in testdata")

// TestScenarios asks the questions of testdata/*.txtar. A scenario is a comment
// that says what it shows, a section "facts" (see facts), and a section for each
// question, named as it is typed, with the expected answer.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(archive.Files) < 2 || archive.Files[0].Name != "facts" {
				t.Fatal("want a section facts, then at least one question")
			}
			batches, err := facts(string(archive.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			v := graph.NewView(batches...)
			for i := range archive.Files[1:] {
				section := &archive.Files[i+1]
				got := ask(v, section.Name)
				if *update {
					section.Data = []byte(got)
				}
				if diff := cmp.Diff(strings.TrimSpace(string(section.Data)), strings.TrimSpace(got)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", section.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// ask answers a question as it is typed, in words. Without --as-of the question
// is asked of an unknown date, which every interval covers.
func ask(v *graph.View, line string) string {
	q, args, on, err := ParseCommand(line)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	a, err := q.Run(v, args, on)
	var name *graph.NameError
	var usage *UsageError
	switch {
	case errors.As(err, &name):
		return "unknown name: " + err.Error() + "\n"
	case errors.As(err, &usage):
		return "misuse: " + err.Error() + "\n"
	case err != nil:
		return "error: " + err.Error() + "\n"
	}
	return render(a)
}

// render writes an answer as scenarios expect it.
func render(a *Answer) string {
	var b strings.Builder
	if len(a.Findings) == 0 {
		b.WriteString("nothing\n")
	}
	for i := range a.Findings {
		renderFinding(&b, a.View, &a.Findings[i], "")
	}
	for _, n := range a.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	return b.String()
}

func renderFinding(b *strings.Builder, v *graph.View, f *Finding, indent string) {
	name := func(id graph.ID) string {
		if id == "" {
			return "?"
		}
		return v.Label(id)
	}
	switch {
	case f.Class != "":
		fmt.Fprintf(b, "%s%s: %s -> %s, under %s, %s, article %s (%s)", indent, strings.ToUpper(string(f.Class)), name(f.Actor), name(f.Toward), name(f.Under), f.Obligation, f.Article, f.Basis)
	case len(f.Nodes) > 0:
		var nodes []string
		for _, id := range f.Nodes {
			nodes = append(nodes, name(id))
		}
		fmt.Fprintf(b, "%s%s", indent, strings.Join(nodes, " - "))
	case f.Relation != "":
		fmt.Fprintf(b, "%s%s %s %s [%s]", indent, name(f.Actor), f.Relation, name(f.Toward), f.Stance)
		if f.Of != "" {
			fmt.Fprintf(b, " of %q", f.Of)
		}
	default:
		fmt.Fprintf(b, "%s%s", indent, name(f.Actor))
	}
	if iv := f.Valid.String(); iv != "" {
		fmt.Fprintf(b, " %s", iv)
	}
	if f.Status != "" {
		fmt.Fprintf(b, " %s", f.Status)
	}
	b.WriteByte('\n')
	line := func(key, text string) {
		if text != "" {
			fmt.Fprintf(b, "%s  %s: %s\n", indent, key, text)
		}
	}
	for _, c := range f.Conditions {
		line("condition", c)
	}
	line("inferred", f.Inferred)
	line("why", f.Why)
	for _, s := range f.Proof {
		line("proof", say(v, s))
	}
	for i := range f.Replies {
		fmt.Fprintf(b, "%s  in reply:\n", indent)
		renderFinding(b, v, &f.Replies[i], indent+"    ")
	}
}

// say writes a statement in the words of the facts.
func say(v *graph.View, s *graph.Statement) string {
	object := s.Value
	if s.Object != "" {
		object = v.Label(s.Object)
	}
	subject := "?"
	if s.Subject != "" {
		subject = v.Label(s.Subject)
	}
	text := strings.TrimSpace(strings.Join([]string{subject, s.Relation, object}, " "))
	if s.Stance != graph.Asserted {
		text += " [" + string(s.Stance) + "]"
	}
	if d := v.Document(s.Source.Doc); d != nil && d.Title != "notes" {
		text += " (" + d.Title + ")"
	}
	return text
}
