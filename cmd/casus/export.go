package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"casus/cmd/casus/internal/output"
	"casus/graph"
	"casus/graph/encoding"
	"casus/queries"
)

func (a *app) exportCommand() *cobra.Command {
	var format, actor string
	cmd := &cobra.Command{
		Use:     "export -f FORMAT [--actor A --depth N | QUESTION]",
		Short:   "Write what proves an answer, or an actor's neighborhood, as a graph",
		GroupID: groupOther,
		Example: `  casus export -f dot --actor Azerbaijan --depth 2 | dot -Tsvg > azerbaijan.svg
  casus export -f dot defends Azerbaijan --as-of 2026-03-09`,
		ValidArgsFunction: a.completeQuestion,
		RunE: func(cmd *cobra.Command, args []string) error {
			f := encoding.Lookup(format)
			if f == nil {
				return usagef("unknown format %q, want one of %s", format, strings.Join(exportNames(), ", "))
			}
			switch {
			case actor != "" && len(args) > 0:
				return usagef("want either --actor or a question, not both")
			case actor != "":
				args = []string{"neighbors", actor}
			case len(args) == 0:
				return usagef("nothing to export, want --actor NAME or a question such as: defends Azerbaijan")
			}
			return a.export(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&format, "format", "f", "dot", "`FORMAT` of the graph: "+strings.Join(exportNames(), ", "))
	flags.StringVar(&actor, "actor", "", "export what `NAME` is connected to")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(exportNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("actor", a.completeNames)
	for _, q := range queries.All() {
		a.questionFlags(cmd, q)
	}
	a.sourceFlags(cmd)
	return cmd
}

func exportNames() []string {
	var names []string
	for _, f := range encoding.All() {
		names = append(names, f.Name)
	}
	return names
}

// export asks the question in args and writes the graph of its proof.
func (a *app) export(cmd *cobra.Command, f *encoding.Format, args []string) error {
	q := queries.Lookup(args[0])
	if q == nil {
		return usagef("unknown question %q, want one of %s", args[0], strings.Join(questionNames(), ", "))
	}
	for _, other := range queries.All() {
		for _, p := range other.Params {
			if !p.Positional && cmd.Flags().Changed(p.Name) && !hasFlag(q, p.Name) {
				return usagef("%s has no flag --%s", q.Name, p.Name)
			}
		}
	}
	asked, err := questionArgs(q, args[1:], cmd.Flags())
	if err != nil {
		return err
	}
	question, err := a.ask(cmd.Context(), q, asked)
	if err != nil {
		return err
	}
	v := question.Answer.View
	g := encoding.Graph{
		View:       v,
		Statements: output.Statements(question.Answer.Findings),
		Marked:     asksAbout(v, q, asked, question.Answer.AsOf),
		Title:      output.Heading(question) + ", as of " + question.Answer.AsOf.String(),
	}
	if len(g.Statements) == 0 {
		a.say("the answer is empty: the graph has no edges")
	}
	var b bytes.Buffer
	if err := f.Encode(&b, g); err != nil {
		return fmt.Errorf("export as %s: %w", f.Name, err)
	}
	_, err = a.stdout.Write(b.Bytes())
	return err
}

// asksAbout returns the nodes that the arguments of a question name.
func asksAbout(v *graph.View, q *queries.Query, asked queries.Args, on graph.Date) []graph.ID {
	var ids []graph.ID
	for _, p := range q.Params {
		if p.Type != queries.ActorParam {
			continue
		}
		for _, text := range asked.List(p.Name) {
			if n, err := v.Find(text, on); err == nil {
				ids = append(ids, n.ID)
			}
		}
	}
	return ids
}

func hasFlag(q *queries.Query, name string) bool {
	for _, p := range q.Params {
		if p.Name == name && !p.Positional {
			return true
		}
	}
	return false
}

func questionNames() []string {
	var names []string
	for _, q := range queries.All() {
		names = append(names, q.Name)
	}
	return names
}

// completeQuestion completes the words of a question after export.
func (a *app) completeQuestion(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return questionNames(), cobra.ShellCompDirectiveNoFileComp
	}
	q := queries.Lookup(args[0])
	if q == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.completeArgs(q)(cmd, args[1:], toComplete)
}
