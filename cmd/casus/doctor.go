package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"casus/graph"
	"casus/graph/cayley"
	"casus/schema"
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Open the store and verify all that is in it",
		GroupID: groupStore,
		Long: `Open the store and verify it: every document's text has the hash it was stored
with, every statement has its own hash and keeps to the ontology, every quotation
stands at its offsets. Exits with 1 if anything is wrong, and with 5 if the store
cannot be read at all.`,
		Example: "  casus doctor --db news.db",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context()) },
	}
}

func (a *app) doctor(ctx context.Context) error {
	if _, err := os.Stat(a.db); errors.Is(err, fs.ErrNotExist) {
		return &storeError{a.db, errors.New("there is none; make it with `casus load FILE…`")}
	}
	st, err := a.open(ctx, cayley.Options{ReadOnly: true, LockWait: lockWait})
	if err != nil {
		return err
	}
	defer st.Close()
	v, err := st.View(ctx)
	if err != nil {
		return &storeError{a.db, err}
	}
	problems := verify(v)
	for _, p := range problems {
		a.say("%v", p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("store %s: %s; load its documents again into a new store", a.db, plural(len(problems), "problem"))
	}
	quotes, documents := 0, 0
	for s := range v.Statements() {
		quotes += len(s.Evidence)
	}
	for range v.Documents() {
		documents++
	}
	_, err = fmt.Fprintf(a.stdout, "%s is sound: %s, %s, %s in place\n",
		a.db, plural(documents, "document"), plural(v.Len(), "statement"), plural(quotes, "quotation"))
	return err
}

// verify returns what is wrong in a view: at most one problem a document.
func verify(v *graph.View) []error {
	var problems []error
	byDoc := map[graph.ID]*graph.Batch{}
	for d := range v.Documents() {
		byDoc[d.ID] = &graph.Batch{Document: *d}
		if sum := sha256.Sum256([]byte(d.Text)); d.Text != "" && d.SHA256 != "" && d.SHA256 != hex.EncodeToString(sum[:]) && d.ID.Prefix() == "doc" {
			problems = append(problems, fmt.Errorf("document %s: its text does not have the hash %s", d.ID, d.SHA256))
		}
	}
	lost := map[graph.ID]bool{}
	for s := range v.Statements() {
		b := byDoc[s.Source.Doc]
		if b == nil {
			if !lost[s.Source.Doc] {
				problems = append(problems, fmt.Errorf("statement %s: its document %s is not in the store", s.ID, s.Source.Doc))
			}
			lost[s.Source.Doc] = true
			continue
		}
		b.Statements = append(b.Statements, s)
		for _, id := range []graph.ID{s.Subject, s.Object, s.Under, s.Speaker} {
			if n := v.Node(id); n != nil {
				b.Nodes = append(b.Nodes, *n)
			}
		}
	}
	for d := range v.Documents() {
		if err := byDoc[d.ID].Check(schema.Default()); err != nil {
			problems = append(problems, fmt.Errorf("document %s: %w", d.ID, err))
		}
	}
	return problems
}
