package queries

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"casus/graph"
)

// scenario returns the facts and questions of a file in testdata.
func scenario(t testing.TB, name string) (batches []graph.Batch, questions []string) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if batches, err = facts(string(archive.Files[0].Data)); err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files[1:] {
		questions = append(questions, f.Name)
	}
	return batches, questions
}

func scenarioView(t testing.TB, name string) *graph.View {
	t.Helper()
	batches, _ := scenario(t, name)
	return graph.NewView(batches...)
}

func scenarios(t *testing.T) []string {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d scenarios (%v), want 15 or more", len(files), err)
	}
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), ".txtar")
	}
	return files
}

// apart makes a batch of each statement.
func apart(batches []graph.Batch) []graph.Batch {
	var all []graph.Batch
	for _, b := range batches {
		all = append(all, graph.Batch{Document: b.Document, Nodes: b.Nodes})
		for _, s := range b.Statements {
			all = append(all, graph.Batch{Document: b.Document, Nodes: b.Nodes, Statements: []*graph.Statement{s}})
		}
	}
	return all
}

// TestLoadOrder holds that neither the order nor the number of loads changes an
// answer.
func TestLoadOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range scenarios(t) {
		batches, questions := scenario(t, name)
		want := graph.NewView(batches...)
		for range 5 {
			shuffled := append(apart(batches), apart(batches)...) // twice
			random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			got := graph.NewView(shuffled...)
			for _, q := range questions {
				if a, b := ask(want, q), ask(got, q); a != b {
					t.Errorf("%s: %s changes with load order:\n%s\nthen\n%s", name, q, a, b)
				}
			}
		}
	}
}

// TestIrrelevant holds that statements about others change no answer.
func TestIrrelevant(t *testing.T) {
	other, err := facts(`
state: Zembla, Ruritania, Graustark
treaty: Zenda Pact
igo: Strelsau League
person: Rudolf Rassendyll
document: Strelsau Times, 1894-01-01, report
Zembla obliged_to_defend Ruritania under Zenda Pact "a mutual pact" [mutual]
Graustark party_to Zenda Pact
Ruritania party_to Zenda Pact
Zenda Pact commits_parties_to defense under Strelsau League
Graustark withdraws_from Zenda Pact from 1895
Zembla accuses Graustark "a wrong" [of a wrong] [stance alleged]
Graustark denies = a wrong
Rudolf Rassendyll holds_role Ruritania [role King]
Zembla attacks Graustark [stance denied]
`)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scenarios(t) {
		batches, questions := scenario(t, name)
		alone, among := graph.NewView(batches...), graph.NewView(append(slices.Clone(batches), other...)...)
		for _, q := range questions {
			if asked, args, _, err := ParseCommand(q); err == nil && (asked == List || args["actor"] == "" && (asked == Statements || asked == Accusations)) {
				continue // this asks about everybody
			}
			if a, b := ask(alone, q), ask(among, q); a != b {
				t.Errorf("%s: %s changes with what others do:\n%s\nthen\n%s", name, q, a, b)
			}
		}
	}
}

// TestProofMatters holds that every statement of a proof is needed: without it,
// the answer is another one.
func TestProofMatters(t *testing.T) {
	removed := 0
	for _, name := range scenarios(t) {
		batches, questions := scenario(t, name)
		v := graph.NewView(batches...)
		for _, line := range questions {
			q, args, on, err := ParseCommand(line)
			if err != nil {
				continue
			}
			a, err := q.Run(v, args, on)
			if err != nil {
				continue
			}
			for _, s := range a.Statements() {
				removed++
				if without := ask(graph.NewView(except(batches, s.ID)...), line); without == render(a) {
					t.Errorf("%s: %s is the same without %s", name, line, say(v, s))
				}
			}
		}
	}
	if removed < 100 {
		t.Errorf("only %d statements removed: the scenarios prove too little", removed)
	}
}

// TestProofSuffices holds the converse for obligations: what proves a finding
// proves it alone.
func TestProofSuffices(t *testing.T) {
	for _, name := range scenarios(t) {
		batches, questions := scenario(t, name)
		v := graph.NewView(batches...)
		for _, line := range questions {
			q, args, on, err := ParseCommand(line)
			if err != nil || q != Defenders && q != BoundTo {
				continue
			}
			a, err := q.Run(v, args, on)
			if err != nil {
				continue
			}
			for _, f := range a.Findings {
				if f.Class == NotBound {
					continue // that nobody says otherwise is no statement
				}
				only := make([]graph.Batch, len(batches))
				for i, b := range batches {
					only[i] = graph.Batch{Document: b.Document, Nodes: b.Nodes}
					for _, s := range b.Statements {
						if slices.ContainsFunc(f.Proof, func(p *graph.Statement) bool { return p.ID == s.ID }) {
							only[i].Statements = append(only[i].Statements, s)
						}
					}
				}
				alone, err := q.Run(graph.NewView(only...), args, on)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.ContainsFunc(alone.Findings, func(g Finding) bool { return summary(&g) == summary(&f) }) {
					t.Errorf("%s: %s: its proof alone does not prove %s", name, line, summary(&f))
				}
			}
		}
	}
}

func summary(f *Finding) string {
	return fmt.Sprint(f.Class, f.Actor, f.Toward, f.Under, f.Obligation, f.Article, f.Conditions, f.Valid, f.Basis, f.Inferred, f.Why)
}

// except returns the batches without one statement.
func except(batches []graph.Batch, id graph.ID) []graph.Batch {
	left := slices.Clone(batches)
	for i := range left {
		left[i].Statements = slices.DeleteFunc(slices.Clone(left[i].Statements), func(s *graph.Statement) bool { return s.ID == id })
	}
	return left
}
