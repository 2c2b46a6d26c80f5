package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"casus/cmd/casus/internal/output"
	"casus/graph"
	"casus/queries"
)

// app is one run of the command line: where it reads and writes, and the flags
// that all commands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	db          string
	dbNamed     bool // the user named the store, by flag or environment
	asOf        dateFlag
	asOfNamed   bool
	format      output.Format
	from        []string // answer from these inputs, without a store
	noReference bool
}

// defaultDB is the store that is used if the user names none.
const defaultDB = "./casus.db"

// run runs one command line and returns its exit code.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.command()
	root.SetArgs(spreadFrom(args))
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil {
		a.report(cmd, err)
	}
	return exitCode(err)
}

func (a *app) command() *cobra.Command {
	a.asOf = dateFlag(graph.DateOf(time.Now()))
	a.format = output.Table
	root := &cobra.Command{
		Use:   "casus",
		Short: "Who is bound to defend whom, who accuses whom, and the words that prove it",
		Long: `casus turns documents and datasets on international relations into statements,
each one claim by one source with its exact words, and answers questions from
them: who is bound to defend whom on a date and under which article, who accuses
whom and who denies it, how two actors are connected.

Exit codes: 0 answered, even if with nothing; 1 failed; 2 misused; 4 name unknown
or ambiguous; 5 store locked or unreadable; 6 loaded in part; 130 interrupted.`,
		Example: `  # ask a document, without a store
  casus defends Azerbaijan --from news.txt

  # keep documents in a store and ask it
  casus load news/
  casus accuses Iran --denials`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args:              unknownCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			a.dbNamed = cmd.Flags().Changed("db") || os.Getenv("CASUS_DB") != ""
			a.asOfNamed = cmd.Flags().Changed("as-of")
			if strings.Contains(a.db, "://") {
				return usagef("store %q, want the path of a file: stores on servers are not supported yet", a.db)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &queries.UsageError{Message: err.Error()} })
	db := defaultDB
	if env := os.Getenv("CASUS_DB"); env != "" {
		db = env
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.db, "db", db, "the store: `PATH` of a file, also from $CASUS_DB")
	flags.Var(&a.asOf, "as-of", "answer for this day, month or year")
	flags.VarP(&a.format, "output", "o", "how to write the answer: table, json, jsonl or csv")
	_ = root.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{"table", "json", "jsonl", "csv"}, cobra.ShellCompDirectiveNoFileComp))
	_ = root.RegisterFlagCompletionFunc("as-of", cobra.NoFileCompletions)

	root.AddGroup(&cobra.Group{ID: groupQuestions, Title: "Questions:"}, &cobra.Group{ID: groupStore, Title: "The store:"})
	root.SetHelpCommandGroupID(groupOther)
	root.AddGroup(&cobra.Group{ID: groupOther, Title: "Other:"})
	for _, q := range queries.All() {
		root.AddCommand(a.questionCommand(q))
	}
	root.AddCommand(a.queryCommand(), a.exportCommand(), a.loadCommand(), a.statsCommand(), a.doctorCommand(),
		a.serveCommand(), a.completionCommand(), a.versionCommand())
	return root
}

// The groups that help lists commands in.
const (
	groupQuestions = "questions"
	groupStore     = "store"
	groupOther     = "other"
)

// unknownCommand refuses arguments of casus itself, and says what was meant.
func unknownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("unknown command %q; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("unknown command %q", args[0])
}

// spreadFrom lets --from take several files, as `--from news/*.txt` gives them
// after the shell: files that follow a --from are its values too.
func spreadFrom(args []string) []string {
	spread := make([]string, 0, len(args))
	values := false // the argument before was a value of --from
	for i, arg := range args {
		switch {
		case arg == "--":
			return append(spread, args[i:]...)
		case i > 0 && args[i-1] == "--from" || strings.HasPrefix(arg, "--from="):
			values = true
		case strings.HasPrefix(arg, "-"):
			values = false
		case values && isFile(arg):
			spread = append(spread, "--from")
		default:
			values = false
		}
		spread = append(spread, arg)
	}
	return spread
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// dateFlag is a day, month or year on the command line.
type dateFlag graph.Date

func (d *dateFlag) String() string { return graph.Date(*d).String() }

func (d *dateFlag) Set(s string) error {
	parsed, err := graph.ParseDate(s)
	if err != nil {
		return err
	}
	if parsed.IsZero() || parsed.IsOpen() {
		return fmt.Errorf("want YYYY, YYYY-MM or YYYY-MM-DD")
	}
	*d = dateFlag(parsed)
	return nil
}

func (d *dateFlag) Type() string { return "DATE" }

// page returns the layout for tables: as wide as the terminal, in color if it
// shows any and the user did not ask for none (no-color.org).
func (a *app) page() output.Page {
	f, ok := a.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return output.Page{}
	}
	p := output.Page{Color: os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		p.Width = width
	}
	return p
}
