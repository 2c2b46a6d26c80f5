package reference

import (
	"testing"

	"casus/graph"
)

// TestMembers counts members on days when their number is well known.
func TestMembers(t *testing.T) {
	today := graph.Day(2026, 3, 9)
	tests := []struct {
		of   graph.ID
		on   graph.Date
		want int
	}{
		{"igo:NATO", graph.Day(1949, 4, 4), 0}, // signed, not in force
		{"igo:NATO", graph.Day(1950, 1, 1), 12},
		{"igo:NATO", graph.Day(1953, 1, 1), 14},
		{"igo:NATO", graph.Day(1955, 5, 5), 14},
		{"igo:NATO", graph.Day(1955, 5, 6), 15},
		{"igo:NATO", graph.Day(1990, 1, 1), 16},
		{"igo:NATO", graph.Day(2000, 1, 1), 19},
		{"igo:NATO", graph.Day(2005, 1, 1), 26},
		{"igo:NATO", graph.Day(2010, 1, 1), 28},
		{"igo:NATO", graph.Day(2018, 1, 1), 29},
		{"igo:NATO", graph.Day(2021, 1, 1), 30},
		{"igo:NATO", graph.Day(2023, 12, 31), 31},
		{"igo:NATO", today, 32},
		{"treaty:north-atlantic-treaty", today, 32},
		{"treaty:collective-security-treaty", graph.Day(1995, 1, 1), 9},
		{"treaty:collective-security-treaty", graph.Day(2000, 1, 1), 6},
		{"igo:CSTO", graph.Day(2010, 1, 1), 7},
		{"igo:CSTO", today, 6},
		{"igo:WTO", graph.Day(1960, 1, 1), 8},
		{"igo:WTO", graph.Day(1970, 1, 1), 7},
		{"igo:WTO", graph.Day(1991, 7, 1), 0},
		{"igo:EU", graph.Day(1993, 11, 1), 12},
		{"igo:EU", graph.Day(2019, 1, 1), 28},
		{"igo:EU", today, 27},
		{"igo:EEC", graph.Day(1960, 1, 1), 6},
		{"igo:UN", graph.Day(1945, 12, 31), 51},
		{"igo:UN", graph.Day(1950, 1, 1), 59},
		{"igo:UN", today, 193},
		{"igo:SEATO", graph.Day(1960, 1, 1), 8},
		{"igo:arab-league", today, 22},
		{"igo:GCC", today, 6},
		{"igo:ASEAN", today, 11},
		{"igo:SCO", today, 10},
		{"igo:ECOWAS", today, 12},
		{"igo:OTS", today, 5},
		{"treaty:anzus-treaty", today, 3},
	}
	for _, tt := range tests {
		members := map[graph.ID]bool{}
		for _, s := range Batch().Statements {
			if s.Object == tt.of && (s.Relation == "member_of" || s.Relation == "party_to") && s.Valid.On(tt.on) == graph.Yes {
				if members[s.Subject] {
					t.Errorf("%s is in %s twice on %s", s.Subject, tt.of, tt.on)
				}
				members[s.Subject] = true
			}
		}
		if len(members) != tt.want {
			t.Errorf("%s on %s has %d members, want %d", tt.of, tt.on, len(members), tt.want)
		}
	}
}

// TestObligations checks that what commits parties to defense has parties while
// it is in force, and that no article is made up of several.
func TestObligations(t *testing.T) {
	b := Batch()
	for _, s := range b.Statements {
		if s.Relation != "commits_parties_to" {
			continue
		}
		parties := 0
		for _, p := range b.Statements {
			if p.Relation == "party_to" && p.Object == s.Subject && p.Valid.On(s.Valid.From) != graph.No {
				parties++
			}
		}
		if parties < 2 {
			t.Errorf("%s:%d: %s has %d parties on %s, when it begins", s.Source.Rule, s.Source.Line, s.Subject, parties, s.Valid.From)
		}
		if s.Qualifier(graph.Article) == "" {
			t.Errorf("%s:%d: %s names no article", s.Source.Rule, s.Source.Line, s.Subject)
		}
	}
}
