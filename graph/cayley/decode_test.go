package cayley

import (
	"encoding/json"
	"testing"

	"casus/graph"
	"casus/graph/graphtest"
)

// TestDecode sees to it that the fast way knows every field and reads what
// json.Unmarshal reads.
func TestDecode(t *testing.T) {
	d := newDecoder()
	for _, b := range []graph.Batch{graphtest.Full(), graphtest.Random(1, 50), article(1, 20)} {
		for _, want := range b.Statements {
			data, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got graph.Statement
			if !d.fast(string(data), &got) {
				t.Errorf("the fast way does not read %s", data)
			}
			if diff := graphtest.Diff(*want, got); diff != "" {
				t.Errorf("decoded (-want +got):\n%s", diff)
			}
			// What is cut short or unknown is left to json.Unmarshal.
			for i := range data {
				var s graph.Statement
				if d.fast(string(data[:i]), &s) {
					t.Fatalf("accepted %s", data[:i])
				}
			}
			var s graph.Statement
			if d.fast(string(data)+" ", &s) || d.fast(`{"new":1,`+string(data[1:]), &s) {
				t.Errorf("accepted what is not expected")
			}
			spaced, _ := json.MarshalIndent(want, "", "  ")
			s = graph.Statement{}
			if err := d.statement(string(spaced), &s); err != nil || graphtest.Diff(*want, s) != "" {
				t.Errorf("the slow way: got %+v, %v, want %+v", s, err, *want)
			}
		}
	}
}

// FuzzDecode makes statements of any text.
func FuzzDecode(f *testing.F) {
	for _, s := range graphtest.Full().Statements {
		f.Add(s.Value, string(s.Subject), s.Qualifiers["own"], s.Valid.From.Year, s.Source.Confidence)
	}
	f.Fuzz(func(t *testing.T, a, b, c string, n int, x float64) {
		in := graph.Statement{
			Value: a, Subject: graph.ID(b), Qualifiers: map[string]string{a: b, c: a}, Valid: graph.Interval{From: graph.Date{Year: n}},
			Evidence: []graph.Evidence{{Quote: c, Start: n}, {Quote: a}}, Source: graph.Source{Confidence: x, Line: n, Rule: b},
		}
		data, err := json.Marshal(in)
		if err != nil {
			t.Skip(err)
		}
		var want, got graph.Statement
		if json.Unmarshal(data, &want) != nil {
			t.Skip("a date that is none")
		}
		if !newDecoder().fast(string(data), &got) {
			t.Fatalf("the fast way does not read %s", data)
		}
		if diff := graphtest.Diff(want, got); diff != "" {
			t.Fatalf("decoded (-want +got):\n%s", diff)
		}
	})
}
