package reference

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
)

// ambiguous are the names that two nodes bear at the same time, and should.
var ambiguous = []string{
	"azeri: people:azeris state:AZE",
	"congo: state:COD state:COG",
	"congolese: state:COD state:COG",
	"dominican: state:DMA state:DOM",
	"dominicans: state:DMA state:DOM",
	"guam: igo:GUAM place:guam", // texts tell them apart by case
	"guinean: state:GIN state:GNB",
	"guinean: state:GIN state:GNQ",
	"guinean: state:GNB state:GNQ",
	"hussein: person:hussein-of-jordan person:saddam-hussein",
	"king abdullah: person:abdullah-ii-of-jordan person:abdullah-of-saudi-arabia",
	"korea: state:KOR state:PRK",
	"korean: state:KOR state:PRK",
	"koreans: state:KOR state:PRK",
	"vietnamese: state:RVN state:VNM",
	"yemeni: state:YAR state:YMD",
}

// TestAmbiguous finds every name that two nodes bear at the same time. The ones
// listed are so in the world, and casus must ask rather than guess.
func TestAmbiguous(t *testing.T) {
	type use struct {
		node  graph.ID
		rank  int
		valid graph.Interval
	}
	ranks := map[graph.AliasType]int{graph.AliasName: 0, graph.AliasAcronym: 0, graph.AliasDemonym: 3, graph.AliasSeat: 4}
	names := map[string][]use{}
	for _, n := range Batch().Nodes {
		names[graph.Fold(n.Name)] = append(names[graph.Fold(n.Name)], use{n.ID, 0, n.Valid})
		for _, a := range n.Aliases {
			if iv := overlap(a.Valid, n.Valid); iv.To.IsZero() || iv.To.Compare(iv.From) > 0 {
				names[graph.Fold(a.Text)] = append(names[graph.Fold(a.Text)], use{n.ID, ranks[a.Type], iv})
			}
		}
	}
	var got []string
	for name, uses := range names {
		for i, a := range uses {
			for _, b := range uses[:i] {
				if iv := overlap(a.valid, b.valid); a.node != b.node && a.rank == b.rank && (iv.To.IsZero() || iv.To.Compare(iv.From) > 0) {
					ids := []string{string(a.node), string(b.node)}
					slices.Sort(ids)
					got = append(got, fmt.Sprintf("%s: %s", name, strings.Join(ids, " ")))
				}
			}
		}
	}
	slices.Sort(got)
	got = slices.Compact(got)
	if diff := cmp.Diff(ambiguous, got); diff != "" {
		t.Errorf("names that mean two nodes at once (-want +got):\n%s", diff)
	}
}
