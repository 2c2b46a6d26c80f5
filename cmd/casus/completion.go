package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casus/graph"
	"casus/graph/cayley"
	"casus/loaders/reference"
	"casus/queries"
)

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:     "completion bash|zsh|fish|powershell",
		Short:   "Print a script that completes commands, flags and names of actors",
		GroupID: groupOther,
		Example: `  source <(casus completion bash)
  casus completion zsh > "${fpath[1]}/_casus"
  casus completion fish > ~/.config/fish/completions/casus.fish
  casus completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("want one shell of %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			switch root := cmd.Root(); args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			}
			return usagef("unknown shell %q, want one of %s", args[0], strings.Join(shells, ", "))
		},
	}
}

// completeArgs completes the positional arguments of a query that are actors.
func (a *app) completeArgs(q *queries.Query) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		i := 0
		for _, p := range q.Params {
			if !p.Positional {
				continue
			}
			if i == len(args) || p.Repeated {
				if p.Type == queries.ActorParam {
					return a.completeNames(cmd, args, toComplete)
				}
				break
			}
			i++
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}

// manyNames is how many completions a shell is given.
const manyNames = 200

// completeNames completes a name that the store, the inputs of --from or the
// reference knows. It says nothing if they cannot be read: a shell would print
// it in the middle of the line being typed.
func (a *app) completeNames(cmd *cobra.Command, _ []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	var under []graph.Batch
	if !a.noReference {
		under = append(under, reference.Batch())
	}
	v, err := a.quietView(cmd, under)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError | cobra.ShellCompDirectiveNoFileComp
	}
	return v.Complete(toComplete, manyNames), cobra.ShellCompDirectiveNoFileComp
}

func (a *app) quietView(cmd *cobra.Command, under []graph.Batch) (*graph.View, error) {
	ctx := cmd.Context()
	if len(a.from) > 0 {
		return a.viewOfInputs(ctx, under)
	}
	if _, err := os.Stat(a.db); errors.Is(err, fs.ErrNotExist) {
		return graph.NewView(under...), nil
	}
	// A shell must not wait for a store that another process holds.
	st, err := a.open(ctx, cayley.Options{ReadOnly: true, LockWait: 20 * time.Millisecond})
	if err != nil {
		return graph.NewView(under...), nil
	}
	defer st.Close()
	return st.View(ctx, under...)
}
