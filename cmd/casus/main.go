// Command casus answers who is bound to defend whom, who accuses whom, and how
// actors are connected, from documents and datasets, and shows the words that
// prove it.
//
//	casus load news/*.txt
//	casus defends Azerbaijan --as-of 2026-03-09
//
// One file a command; the questions are built from the registry of package
// queries. The answer goes to standard output, everything else to standard
// error with the prefix "casus: ". Exit codes are in exit.go.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(a.run(ctx, os.Args[1:]))
}
