package cayley

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	cgraph "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"casus/graph"
	"casus/graph/graphtest"
)

// article returns a document as loaders make them: statements with quotes.
func article(seed uint64, statements int) graph.Batch {
	b := graphtest.Random(seed, statements)
	for i, s := range b.Statements {
		quote := fmt.Sprintf("Sentence %d of article %d, which is about as long as sentences in newspapers are, says so.", i, seed)
		s.Evidence = []graph.Evidence{{Doc: b.Document.ID, Start: len(b.Document.Text), End: len(b.Document.Text) + len(quote), Quote: quote}}
		b.Document.Text += quote + "\n"
		s.Seal()
	}
	return b
}

// BenchmarkAdd adds documents to a growing store.
func BenchmarkAdd(b *testing.B) {
	for _, size := range []int{1, 20, 1000, 20000} {
		b.Run(fmt.Sprintf("statements=%d", size), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "casus.db"), Options{})
			seed := uint64(0)
			for b.Loop() {
				b.StopTimer()
				batch := article(seed, size)
				seed++
				b.StartTimer()
				graphtest.Add(b, s, batch)
			}
			b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "statements/s")
			b.ReportMetric(float64(s.qs.(interface{ Size() int64 }).Size())/b.Elapsed().Seconds(), "quads/s")
			if info, err := os.Stat(s.path); err == nil {
				b.ReportMetric(float64(info.Size())/float64(size*b.N), "B/statement")
			}
		})
	}
}

// BenchmarkAddAgain adds what is there already.
func BenchmarkAddAgain(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "casus.db"), Options{})
	batch := article(1, 20000)
	graphtest.Add(b, s, batch)
	for b.Loop() {
		graphtest.Add(b, s, batch)
	}
	b.ReportMetric(float64(20000*b.N)/b.Elapsed().Seconds(), "statements/s")
}

// BenchmarkMemstore loads the same quads into Cayley's own store in memory.
func BenchmarkMemstore(b *testing.B) {
	const size = 1000
	qs := memstore.New()
	seed, quads := uint64(0), 0
	for b.Loop() {
		b.StopTimer()
		var deltas []cgraph.Delta
		batch := article(seed, size)
		seed++
		var all []quad.Quad
		for _, s := range batch.Statements {
			all, _ = statementQuads(all, s)
		}
		for _, q := range all {
			deltas = append(deltas, cgraph.Delta{Quad: q, Action: cgraph.Add})
		}
		quads += len(deltas)
		b.StartTimer()
		if err := qs.ApplyDeltas(deltas, cgraph.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(quads)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkView builds views of 100,000 statements, and shows what part of it
// is reading and what is indexing in memory.
func BenchmarkView(b *testing.B) {
	ctx := context.Background()
	path := filepath.Join(b.TempDir(), "casus.db")
	s := open(b, path, Options{})
	for i := range uint64(100) {
		graphtest.Add(b, s, article(i, 1000))
	}
	s.Close()
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			r, err := Open(ctx, path, Options{ReadOnly: true})
			if err != nil {
				b.Fatal(err)
			}
			r.Close()
		}
	})
	s = open(b, path, Options{})
	b.Run("scan", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.scan(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	var batches []graph.Batch
	b.Run("decode", func(b *testing.B) {
		found, err := s.scan(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if batches, err = found.decode(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			graph.NewView(batches...)
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			if v, err := s.View(ctx); err != nil || v.Len() != 100000 {
				b.Fatal(v.Len(), err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if err := s.Check(ctx); err != nil {
				b.Fatal(err)
			}
		}
	})
}
