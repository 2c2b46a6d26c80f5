package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus/cmd/casus/internal/output"
	"casus/graph"
)

func (a *app) statsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count what is known, by kind, class, stance and basis",
		GroupID: groupStore,
		Example: "  casus stats\n  casus stats --from news.txt -o json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.format != output.Table && a.format != output.JSON {
				return usagef("stats writes table or json, not %s", a.format)
			}
			v, err := a.view(cmd.Context())
			if err != nil {
				return err
			}
			return a.writeStats(countView(v))
		},
	}
	a.sourceFlags(cmd)
	return cmd
}

// stats are counts of what a view holds.
type stats struct {
	Revision   string         `json:"revision"`
	Documents  int            `json:"documents"`
	Statements int            `json:"statements"`
	Loaded     int            `json:"loaded"` // statements that are not casus's own
	Nodes      int            `json:"nodes"`
	ByClass    map[string]int `json:"byClass"`
	ByStance   map[string]int `json:"byStance"`
	ByBasis    map[string]int `json:"byBasis"`
	ByKind     map[string]int `json:"byKind"` // nodes
}

func countView(v *graph.View) stats {
	s := stats{
		Revision: v.Revision(), Statements: v.Len(), Loaded: v.Loaded(),
		ByClass: map[string]int{}, ByStance: map[string]int{}, ByBasis: map[string]int{}, ByKind: map[string]int{},
	}
	for d := range v.Documents() {
		if d.Basis != graph.Reference {
			s.Documents++
		}
	}
	for st := range v.Statements() {
		s.ByClass[string(st.Class())]++
		s.ByStance[string(st.Stance)]++
		s.ByBasis[string(st.Basis)]++
	}
	for n := range v.Nodes() {
		s.Nodes++
		s.ByKind[string(n.Kind)]++
	}
	return s
}

func (a *app) writeStats(s stats) error {
	if a.format == output.JSON {
		e := json.NewEncoder(a.stdout)
		e.SetIndent("", "  ")
		return e.Encode(s)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%8d documents\n%8d statements, %d of them loaded and the others casus's own reference\n%8d nodes\n",
		s.Documents, s.Statements, s.Loaded, s.Nodes)
	for _, part := range []struct {
		title  string
		counts map[string]int
	}{{"statements by class", s.ByClass}, {"by stance", s.ByStance}, {"by basis", s.ByBasis}, {"nodes by kind", s.ByKind}} {
		fmt.Fprintf(&b, "\n%s\n", part.title)
		for _, name := range slices.SortedFunc(maps.Keys(part.counts), func(x, y string) int {
			return cmp.Or(part.counts[y]-part.counts[x], strings.Compare(x, y))
		}) {
			fmt.Fprintf(&b, "%8d %s\n", part.counts[name], name)
		}
	}
	fmt.Fprintf(&b, "\nrevision %s\n", s.Revision)
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}
