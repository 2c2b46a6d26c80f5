package graph

import (
	"encoding/json"
	"testing"
)

// FuzzSeal holds the fast writer against encoding/json: IDs depend on it.
func FuzzSeal(f *testing.F) {
	f.Add("state:TUR", "obliged_to_defend", "state:AZE", "", "", "article", "5", "quote", "doc:1", 3, 0.5, 2021, 6, 15)
	f.Add("", "says", "", "a \"b\" <c> & d\\\n\t\x7f\u2028 é \xff", "in force", "", "", "", "doc:2", 0, 0.0, 0, 0, 0)
	f.Fuzz(func(t *testing.T, subject, relation, object, value, status, key, qualifier, quote, doc string, n int, confidence float64, y, m, d int) {
		s := Statement{
			Subject: ID(subject), Relation: relation, Object: ID(object), Value: value, Under: ID(doc), Speaker: ID(object),
			Valid: Interval{From: Date{Year: y % 10000, Month: m & 7, Day: d & 15}, To: Open}, Status: Status(status), Stance: Asserted, Basis: Report,
			Source: Source{Doc: ID(doc), Loader: value, Rule: status, Line: n, Citation: quote},
		}
		if confidence == confidence && confidence > 0 && confidence <= 1 {
			s.Source.Confidence = confidence
		}
		if key != "" {
			s.Qualifiers = map[string]string{key: qualifier, "z": quote, "a": ""}
		}
		if quote != "" {
			s.Evidence = []Evidence{{ID(doc), n, n + len(quote), quote}, {ID(doc), -n, 0, value}}
		}
		want, err := json.Marshal(s)
		if err != nil {
			t.Skip(err)
		}
		if got := s.appendJSON(nil); string(got) != string(want) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	s := Statement{
		Subject: "state:TUR", Relation: "party_to", Object: "treaty:north-atlantic-treaty", Valid: Interval{From: Day(1952, 2, 18)},
		Stance: Asserted, Basis: Reference, Source: Source{Doc: "doc:reference", Line: 7}, Qualifiers: map[string]string{Article: "5"},
	}
	for b.Loop() {
		s.Seal()
	}
}
