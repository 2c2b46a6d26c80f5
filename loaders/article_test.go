package loaders_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"casus/graph"
	"casus/loaders"
)

func Example() {
	in := loaders.Input{URI: "pact.txt", Data: []byte("date 2026-03-09 Last year Russia attacked Ukraine.")}
	for b, err := range loaders.Article.Load(context.Background(), in, loaders.Options{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, s := range b.Statements {
			fmt.Println(s.Subject, s.Relation, s.Object, s.Valid)
		}
	}
	// Output: state:RUS attacks state:UKR 2025/
}

func TestArticleEvidence(t *testing.T) {
	text := "\ufeffdate 2026-03-09 Russia attacked Ukraine.\r\n\r\n“It is a lie”, said Türkiye. Belarus accused Poland of spying.\r\n"
	var batches []graph.Batch
	for b, err := range loaders.Article.Load(context.Background(), loaders.Input{URI: "a.txt", Data: []byte(text)}, loaders.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		batches = append(batches, b)
	}
	if len(batches) != 1 || len(batches[0].Statements) == 0 {
		t.Fatalf("got %d batches, want one with statements", len(batches))
	}
	doc := batches[0].Document
	if doc.Date != graph.Day(2026, 3, 9) || doc.Loader != loaders.Article.Version || doc.Title != "a" {
		t.Errorf("document %q by %s of %v", doc.Title, doc.Loader, doc.Date)
	}
	for _, s := range batches[0].Statements {
		for _, e := range s.Evidence {
			if e.Quote == "" || text[e.Start:e.End] != e.Quote {
				t.Errorf("quote %q is not in the file at %d", e.Quote, e.Start)
			}
		}
	}
}

func TestArticleErrors(t *testing.T) {
	for data, want := range map[string]string{
		"":                     "x.txt: is empty",
		"%PDF-1.4":             "x.txt: is a PDF, not text",
		"one\ncaf\xe9 au lait": "x.txt:2: not valid UTF-8 at byte 7 (line 2)",
	} {
		n := 0
		for b, err := range loaders.Article.Load(context.Background(), loaders.Input{URI: "x.txt", Data: []byte(data)}, loaders.Options{}) {
			n++
			var at *loaders.Error
			if !errors.As(err, &at) || !strings.HasPrefix(err.Error(), want) || len(b.Statements) > 0 {
				t.Errorf("%q: got error %v, want %q", data, err, want)
			}
		}
		if n != 1 {
			t.Errorf("%q: yielded %d times, want once", data, n)
		}
	}
}

func TestArticleExplains(t *testing.T) {
	var stages []string
	opt := loaders.Options{Explain: func(stage string, result any) {
		stages = append(stages, stage)
		if result == nil {
			t.Errorf("stage %s shows nothing", stage)
		}
	}}
	for _, err := range loaders.Article.Load(context.Background(), loaders.Input{URI: "a.txt", Data: []byte("Russia attacked Ukraine.")}, opt) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Contains(stages, "blocks") || !slices.Contains(stages, "sentences") || !slices.Contains(stages, "statements") {
		t.Errorf("stages %q, want blocks, sentences and statements among them", stages)
	}
}

func TestArticleCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, err := range loaders.Article.Load(ctx, loaders.Input{URI: "a.txt", Data: []byte("It fell.")}, loaders.Options{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	}
}
