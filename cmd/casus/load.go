package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"casus/cmd/casus/internal/output"
	"casus/graph"
	"casus/graph/cayley"
	"casus/loaders"
	"casus/schema"
)

type loadOptions struct {
	loader          string
	strict          bool
	dryRun, explain bool
}

func (a *app) loadCommand() *cobra.Command {
	var opt loadOptions
	cmd := &cobra.Command{
		Use:     "load FILE|DIR|-…",
		Short:   "Read documents and datasets into the store",
		GroupID: groupStore,
		Long: `Read documents and datasets into the store, each document whole or not at all.
Loading the same document again adds nothing. A file that cannot be read does not
keep the others out: casus names it, loads the rest and exits with 6.

With -o jsonl, one line {"doc","statements","total","uri"} is written to standard
output after each document is durable: how many statements were new, and how many
the store then holds.`,
		Example: `  casus load news/ treaties/*.txt
  curl -s https://example.org/article.txt | casus load -
  casus load --dry-run --explain article.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("nothing to load, want a file, a directory, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.load(cmd.Context(), args, opt) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opt.loader, "format", "auto", "what the inputs are: auto looks at their content, or `NAME` one of "+formatNames())
	flags.BoolVar(&opt.strict, "strict", false, "stop at the first input or row that cannot be read")
	flags.BoolVar(&opt.dryRun, "dry-run", false, "read, but store nothing")
	flags.BoolVar(&opt.explain, "explain", false, "print what each stage of reading finds")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(append(loaderNames(), "auto"), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func loaderNames() []string {
	var names []string
	for _, l := range loaders.All() {
		names = append(names, l.Name)
	}
	return names
}

func formatNames() string { return strings.Join(loaderNames(), ", ") }

// loading is one run of load.
type loading struct {
	*app
	dryRun bool
	store  *cayley.Store // nil until the first batch, so that nothing is made for nothing

	documents, refused int
	statements, added  int
	total              int // statements in the store
}

func (a *app) load(ctx context.Context, args []string, opt loadOptions) error {
	l := &loading{app: a, dryRun: opt.dryRun}
	jobs := loadJobs{stdin: a.stdin, args: args, options: loaders.Options{Strict: opt.strict}}
	if opt.loader != "auto" {
		if jobs.loader = loaders.Lookup(opt.loader); jobs.loader == nil {
			return usagef("unknown format %q, want auto or one of %s", opt.loader, formatNames())
		}
	}
	switch {
	case a.format != output.Table && a.format != output.JSONL:
		return usagef("load writes table or jsonl, not %s", a.format)
	case a.format == output.JSONL && opt.dryRun:
		return usagef("-o jsonl acknowledges what is stored, and --dry-run stores nothing; leave one out")
	case a.format == output.JSONL && opt.explain:
		return usagef("-o jsonl and --explain both write to standard output; leave one out")
	case opt.explain:
		jobs.options.Explain = a.explain
	}
	jobs.add = func(b graph.Batch) error { return l.add(ctx, b) }
	jobs.bad = func(err error) error {
		l.refused++
		if opt.strict {
			return err
		}
		l.clearProgress()
		a.say("%v", err)
		return nil
	}
	err := jobs.run(ctx)
	l.clearProgress()
	if l.store != nil {
		err = errors.Join(err, l.store.Close())
	}
	if ctx.Err() != nil {
		a.say("stopped after %s, which the store holds; load again to go on", plural(l.documents, "document"))
	}
	if err != nil {
		return err
	}
	return l.finish()
}

// add stores one document whole and then acknowledges it. A signal does not
// tear it apart: the document is finished first.
func (l *loading) add(ctx context.Context, b graph.Batch) error {
	if !l.dryRun {
		if l.store == nil {
			st, err := l.open(ctx, cayley.Options{LockWait: lockWait})
			if err != nil {
				return err
			}
			l.store = st
		}
		added, err := l.store.Add(context.WithoutCancel(ctx), b)
		if err != nil {
			if bad := b.Check(schema.Default()); bad != nil {
				l.refused++
				l.say("%s: not loaded: %v", b.Document.URI, bad)
				return nil
			}
			return fmt.Errorf("store %s: add %s: %w", l.db, b.Document.URI, err)
		}
		l.added += added.Statements
		l.total = added.Total
		if l.format == output.JSONL {
			if err := l.acknowledge(b, added); err != nil {
				return err
			}
		}
	}
	l.documents++
	l.statements += len(b.Statements)
	l.progress(b)
	return nil
}

// acknowledge says that a document is durable, in one write of one whole line.
func (l *loading) acknowledge(b graph.Batch, added graph.Added) error {
	line, err := json.Marshal(struct {
		Doc        graph.ID `json:"doc"`
		Statements int      `json:"statements"`
		Total      int      `json:"total"`
		URI        string   `json:"uri"`
	}{b.Document.ID, added.Statements, added.Total, b.Document.URI})
	if err != nil {
		return fmt.Errorf("acknowledge %s: %w", b.Document.URI, err)
	}
	if _, err := l.stdout.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("acknowledge %s: %w", b.Document.URI, err)
	}
	return nil
}

// progress shows how far loading has come: on a terminal one line that is
// written over, elsewhere one line a document.
func (l *loading) progress(b graph.Batch) {
	if l.isTerminal() {
		fmt.Fprintf(l.stderr, "\r\x1b[Kcasus: loaded %s, %s", plural(l.documents, "document"), plural(l.statements, "statement"))
		return
	}
	l.say("%s: %s", b.Document.URI, plural(len(b.Statements), "statement"))
}

func (l *loading) clearProgress() {
	if l.isTerminal() && l.documents > 0 {
		fmt.Fprint(l.stderr, "\r\x1b[K")
	}
}

func (l *loading) isTerminal() bool {
	f, ok := l.stderr.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// finish sums up and turns refused inputs into the right error.
func (l *loading) finish() error {
	switch {
	case l.refused > 0 && l.documents == 0:
		return fmt.Errorf("nothing was loaded: %s could not be read", plural(l.refused, "input"))
	case l.documents == 0:
		return errors.New("nothing was loaded: no input holds a document")
	}
	if l.format == output.Table {
		sum := fmt.Sprintf("%s, %s", plural(l.documents, "document"), plural(l.statements, "statement"))
		if l.dryRun {
			fmt.Fprintf(l.stdout, "%s; a dry run, nothing was stored\n", sum)
		} else {
			fmt.Fprintf(l.stdout, "%s, %d of them new; %s now holds %d\n", sum, l.added, l.db, l.total)
		}
	}
	if l.refused > 0 {
		return fmt.Errorf("%w: %s could not be read", errPart, plural(l.refused, "input"))
	}
	return nil
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
