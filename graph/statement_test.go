package graph

import (
	"strings"
	"testing"
	"time"

	"casus/schema"
)

func claim() *Statement {
	s := &Statement{
		Subject: "state:a", Relation: "obliged_to_defend", Object: "state:b", Under: "treaty:t", Valid: Interval{From: Day(2021, time.June, 15), To: Open},
		Status: InForce, Stance: Asserted, Speaker: "person:p", Qualifiers: map[string]string{Article: "5"},
		Evidence: []Evidence{{Doc: "doc:d", Start: 3, End: 6, Quote: "abc"}}, Basis: Primary,
		Source: Source{Doc: "doc:d", Loader: "article/1", Rule: "r@1", Line: 2, Confidence: 0.9, Citation: "c"},
	}
	return s.Seal()
}

// TestSeal says what makes a claim another claim: everything but how it was
// found.
func TestSeal(t *testing.T) {
	want := claim().ID
	if !want.Valid() || want.Prefix() != "stmt" || len(want) != len("stmt:")+24 {
		t.Fatalf("ID %q", want)
	}
	if again := claim().Seal().ID; again != want {
		t.Errorf("sealed again: got %s, want %s", again, want)
	}
	tests := []struct {
		name   string
		change func(s *Statement)
		other  bool
	}{
		{"subject", func(s *Statement) { s.Subject = "state:c" }, true},
		{"relation", func(s *Statement) { s.Relation = "attacks" }, true},
		{"object", func(s *Statement) { s.Object = "" }, true},
		{"value", func(s *Statement) { s.Value = "x" }, true},
		{"object becomes value", func(s *Statement) { s.Object, s.Value = "", "state:b" }, true},
		{"under", func(s *Statement) { s.Under = "" }, true},
		{"from", func(s *Statement) { s.Valid.From = Date{Year: 2021, Month: 6} }, true},
		{"open end becomes unknown", func(s *Statement) { s.Valid.To = Date{} }, true},
		{"status", func(s *Statement) { s.Status = Signed }, true},
		{"stance", func(s *Statement) { s.Stance = Denied }, true},
		{"speaker", func(s *Statement) { s.Speaker = "" }, true},
		{"qualifier", func(s *Statement) { s.Qualifiers = map[string]string{Article: "6"} }, true},
		{"no qualifiers", func(s *Statement) { s.Qualifiers = nil }, true},
		{"evidence", func(s *Statement) { s.Evidence = []Evidence{{Doc: "doc:d", Start: 4, End: 7, Quote: "abc"}} }, true},
		{"basis", func(s *Statement) { s.Basis = Report }, true},
		{"document", func(s *Statement) { s.Source.Doc = "doc:e" }, true},
		{"line", func(s *Statement) { s.Source.Line = 3 }, true},
		{"loader", func(s *Statement) { s.Source.Loader = "article/2" }, false},
		{"rule", func(s *Statement) { s.Source.Rule = "r@2" }, false},
		{"confidence", func(s *Statement) { s.Source.Confidence = 0.5 }, false},
		{"citation", func(s *Statement) { s.Source.Citation = "" }, false},
	}
	ids := map[ID]string{want: "the claim"}
	for _, tt := range tests {
		s := claim()
		tt.change(s)
		if err := s.Check(); (err != nil) != tt.other {
			t.Errorf("%s changed and not sealed: got %v", tt.name, err)
		}
		id := s.Seal().ID
		if tt.other && ids[id] != "" {
			t.Errorf("%s changed: the same ID as %s", tt.name, ids[id])
		}
		if !tt.other && id != want {
			t.Errorf("%s changed: got another ID", tt.name)
		}
		ids[id] = tt.name
	}
	empty, none := claim(), claim()
	empty.Qualifiers, none.Qualifiers = map[string]string{}, nil
	if empty.Seal().ID != none.Seal().ID {
		t.Error("no qualifiers and an empty map of them have different IDs")
	}
}

func TestStatementCheck(t *testing.T) {
	if err := claim().Check(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(s *Statement){
		`unknown stance "maybe"`:        func(s *Statement) { s.Stance = "maybe" },
		`unknown basis ""`:              func(s *Statement) { s.Basis = "" },
		`unknown status "dead"`:         func(s *Statement) { s.Status = "dead" },
		"neither subject nor object":    func(s *Statement) { s.Subject, s.Object = "", "" },
		`malformed ID "a b"`:            func(s *Statement) { s.Speaker = "a b" },
		`malformed source document ""`:  func(s *Statement) { s.Source.Doc = "" },
		"does not fit its quote":        func(s *Statement) { s.Evidence[0].End = 7 },
		"evidence [-1:2)":               func(s *Statement) { s.Evidence[0].Start, s.Evidence[0].End = -1, 2 },
		"quote of 0 bytes":              func(s *Statement) { s.Evidence[0] = Evidence{Doc: "doc:d"} },
		`evidence: malformed document`:  func(s *Statement) { s.Evidence[0].Doc = "d" },
		"quote is not UTF-8":            func(s *Statement) { s.Evidence[0].Quote = "ab\xff" },
		"no such date: year 2021":       func(s *Statement) { s.Valid.To = Date{Year: 2021, Month: 13} },
		"confidence -0.1, want (0, 1],": func(s *Statement) { s.Source.Confidence = -0.1 },
	} {
		s := claim()
		spoil(s)
		if err := s.Seal().Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestIsClaim goes through all stances and classes.
func TestIsClaim(t *testing.T) {
	byClass := map[schema.Class]string{}
	for _, r := range schema.Default().Relations() {
		byClass[r.Class] = r.Name
	}
	for class, relation := range byClass {
		for _, stance := range Stances() {
			s := Statement{Relation: relation, Stance: stance}
			want := stance != Asserted && stance != Reported || class == schema.ClassAccusation || class == schema.ClassDenial
			if got := s.IsClaim(); got != want || s.Class() != class {
				t.Errorf("%s %s: got class %s, claim %t, want %s, %t", stance, relation, s.Class(), got, class, want)
			}
		}
	}
	if got := (&Statement{Relation: "loves"}).Class(); got != "" {
		t.Errorf("class of an unknown relation: got %q", got)
	}
}
