package queries

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus/graph"
)

func TestParseCommand(t *testing.T) {
	tests := []struct {
		line string
		name string
		args Args
		on   string
		err  string
	}{
		{line: "defends Poland", name: "defends", args: Args{"actor": "Poland"}},
		{line: "  casus defends  Poland --as-of 1939-09-01 ", name: "defends", args: Args{"actor": "Poland"}, on: "1939-09-01"},
		{line: `defends "Saudi Arabia" --against 'North Yemen' --why-not`, name: "defends", args: Args{"actor": "Saudi Arabia", "against": "North Yemen", "why-not": "true"}},
		{line: `defends --place=Baku --why-not=false Azerbaijan`, name: "defends", args: Args{"actor": "Azerbaijan", "place": "Baku", "why-not": "false"}},
		{line: `path A B -k 3`, name: "path", args: Args{"from": "A", "to": "B", "k": "3"}},
		{line: `path A B -k=3 --max-len 4`, name: "path", args: Args{"from": "A", "to": "B", "k": "3", "max-len": "4"}},
		{line: `show "the \"Big\" Pact \\"`, name: "show", args: Args{"name": `the "Big" Pact \`}},
		{line: `show Côte" "d'Ivoire`, name: "show", args: Args{"name": "Côte d'Ivoire"}},
		{line: `show -- -k`, name: "show", args: Args{"name": "-k"}},
		{line: `show "--k"`, name: "show", args: Args{"name": "--k"}},
		{line: "accuses", name: "accuses", args: Args{}},
		{line: "", err: "no question, want one of accuses, bound, defends"},
		{line: "invade Poland", err: `unknown question "invade", want one of`},
		{line: "defends", err: "ACTOR is missing"},
		{line: "defends Saudi Arabia", err: `defends takes no "Arabia"; names of several words need quotes`},
		{line: "defends Poland --k 3", err: `defends has no flag "--k", want one of --against, --as-of`},
		{line: "defends Poland --against", err: "--against needs a value"},
		{line: "defends Poland --against=", err: "--against is empty"},
		{line: "defends Poland --why-not=maybe", err: `--why-not "maybe", want true or false`},
		{line: "defends Poland --as-of yesterday", err: `--as-of: date "yesterday", want YYYY`},
		{line: `defends "Poland`, err: `a quote " is not closed`},
		{line: "defends\nPoland", err: "line break"},
		{line: "show " + strings.Repeat("x", maxCommand), err: "want at most 10000"},
	}
	for _, tt := range tests {
		q, args, on, err := ParseCommand(tt.line)
		if tt.err != "" {
			var usage *UsageError
			if !errors.As(err, &usage) || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%q: error %v, want a UsageError with %q", tt.line, err, tt.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", tt.line, err)
			continue
		}
		if q.Name != tt.name || on.String() != tt.on {
			t.Errorf("%q: got %s on %s, want %s on %s", tt.line, q.Name, on, tt.name, tt.on)
		}
		if diff := cmp.Diff(tt.args, args); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.line, diff)
		}
	}
}

// FuzzParseCommand holds that what is parsed is written as a line that parses
// to the same.
func FuzzParseCommand(f *testing.F) {
	f.Add(`defends "Saudi Arabia" --against Iran --why-not --as-of 2025-10-01`)
	f.Add(`path A 'B C' -k 3 --via obligation|supply`)
	f.Add(`show -- --k`)
	f.Add(`show "\"\\ 'x"`)
	f.Add(`path A ''`)
	f.Fuzz(func(t *testing.T, line string) {
		q, args, _, err := ParseCommand(line)
		if err != nil {
			return
		}
		back := Command(q, args)
		q2, args2, on, err := ParseCommand(back)
		if err != nil && len(back) <= maxCommand {
			t.Fatalf("%q gives %q: %v", line, back, err)
		}
		if err != nil {
			return
		}
		for name, value := range args {
			if value == "false" || value == "" {
				delete(args, name) // a flag that is not set is not written
			}
		}
		for name, value := range args2 {
			if value == "false" || value == "" {
				delete(args2, name)
			}
		}
		if q != q2 || on != (graph.Date{}) || !cmp.Equal(args, args2) {
			t.Fatalf("%q gives %q: got %s %v, want %s %v", line, back, q2.Name, args2, q.Name, args)
		}
	})
}
