package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"casus/cmd/casus/internal/output"
	"casus/graph"
	"casus/queries"
)

// questionCommand makes a command of a query: its positional parameters are
// arguments, the others flags.
func (a *app) questionCommand(q *queries.Query) *cobra.Command {
	cmd := &cobra.Command{
		Use:               q.Name + usageOf(q),
		Short:             q.Doc,
		Example:           examples[q.Name],
		GroupID:           groupQuestions,
		Args:              func(_ *cobra.Command, args []string) error { _, err := positional(q, args); return err },
		ValidArgsFunction: a.completeArgs(q),
		RunE: func(cmd *cobra.Command, args []string) error {
			asked, err := questionArgs(q, args, cmd.Flags())
			if err != nil {
				return err
			}
			question, err := a.ask(cmd.Context(), q, asked)
			if err != nil {
				return err
			}
			return output.Write(a.stdout, a.format, question, a.page())
		},
	}
	a.questionFlags(cmd, q)
	a.sourceFlags(cmd)
	return cmd
}

// examples are what help shows, by the name of the query.
var examples = map[string]string{
	"defends":    "  casus defends Azerbaijan --as-of 2026-03-09\n  casus defends Poland --why-not",
	"bound":      "  casus bound Türkiye --as-of 1995",
	"accuses":    "  casus accuses\n  casus accuses Iran --of Azerbaijan --denials",
	"path":       "  casus path Azerbaijan \"United States\" -k 3",
	"neighbors":  "  casus neighbors Armenia --depth 2",
	"show":       "  casus show \"Warsaw Pact\"",
	"ls":         "  casus ls treaty",
	"statements": "  casus statements Iran -o jsonl",
}

func usageOf(q *queries.Query) string {
	var b strings.Builder
	for _, p := range q.Params {
		if !p.Positional {
			continue
		}
		name := strings.ToUpper(p.Name)
		if p.Repeated {
			name += "…"
		}
		if !p.Required {
			name = "[" + name + "]"
		}
		b.WriteString(" " + name)
	}
	return b.String()
}

// questionFlags adds the query's flags to a command, but for those it has.
func (a *app) questionFlags(cmd *cobra.Command, q *queries.Query) {
	flags := cmd.Flags()
	for _, p := range q.Params {
		if p.Positional || flags.Lookup(p.Name) != nil {
			continue
		}
		short := ""
		if len(p.Name) == 1 {
			short = p.Name
		}
		if p.Type == queries.BoolParam {
			flags.BoolP(p.Name, short, false, p.Doc)
			continue
		}
		flags.VarP(&textFlag{placeholder: strings.ToUpper(string(p.Type))}, p.Name, short, p.Doc)
		complete := cobra.NoFileCompletions
		if p.Type == queries.ActorParam {
			complete = a.completeNames
		}
		_ = cmd.RegisterFlagCompletionFunc(p.Name, complete)
	}
}

// textFlag is a flag whose text the query reads, so that it alone says what is
// right.
type textFlag struct{ text, placeholder string }

func (f *textFlag) String() string     { return f.text }
func (f *textFlag) Set(s string) error { f.text = s; return nil }
func (f *textFlag) Type() string       { return f.placeholder }

// positional names the arguments of a query.
func positional(q *queries.Query, args []string) (queries.Args, error) {
	asked := queries.Args{}
	for _, p := range q.Params {
		if !p.Positional {
			continue
		}
		switch {
		case len(args) == 0 && p.Required:
			return nil, usagef("%s is missing, want: %s%s", strings.ToUpper(p.Name), q.Name, usageOf(q))
		case len(args) == 0:
			continue
		}
		n := 1
		if p.Repeated {
			n = len(args)
		}
		for _, arg := range args[:n] {
			if strings.ContainsAny(arg, "\n\x00") || strings.TrimSpace(arg) == "" {
				return nil, usagef("%s %q, want a name on one line", strings.ToUpper(p.Name), arg)
			}
		}
		asked[p.Name] = strings.Join(args[:n], "\n")
		args = args[n:]
	}
	if len(args) > 0 {
		return nil, usagef("too many arguments: %q, want: %s%s; put names of several words in quotes", args, q.Name, usageOf(q))
	}
	return asked, nil
}

// questionArgs gathers the arguments of a query from a command line.
func questionArgs(q *queries.Query, args []string, flags *pflag.FlagSet) (queries.Args, error) {
	asked, err := positional(q, args)
	if err != nil {
		return nil, err
	}
	for _, p := range q.Params {
		f := flags.Lookup(p.Name)
		if p.Positional || f == nil || !f.Changed {
			continue
		}
		if f.Value.String() == "" {
			return nil, usagef("--%s is empty, want %s", p.Name, p.Doc)
		}
		asked[p.Name] = f.Value.String()
	}
	return asked, nil
}

// ask runs a query on what the user named as source.
func (a *app) ask(ctx context.Context, q *queries.Query, asked queries.Args) (output.Question, error) {
	v, err := a.view(ctx)
	if err != nil {
		return output.Question{}, err
	}
	answer, err := q.Run(v, asked, graph.Date(a.asOf))
	if err != nil {
		return output.Question{}, spellOut(v, fmt.Errorf("%s: %w", q.Name, err))
	}
	return output.Question{Query: q, Args: asked, Answer: answer}, nil
}

// spellOut gives a name error the view it needs to name its candidates.
func spellOut(v *graph.View, err error) error {
	if name, ok := errors.AsType[*graph.NameError](err); ok {
		return &namedError{name, v}
	}
	return err
}
