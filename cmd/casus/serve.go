package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"casus/cmd/internal/server"
	"casus/graph"
)

func (a *app) serveCommand() *cobra.Command {
	var (
		addr     string
		readOnly bool
		public   bool
		hosts    []string
	)
	cmd := &cobra.Command{
		Use:     "serve",
		Short:   "Answer GraphQL over HTTP, with a page to ask on",
		GroupID: groupOther,
		Long: `Answer GraphQL over HTTP until interrupted: / is a page to ask on, /graphql answers,
/healthz and /metrics are for whoever runs it. The store is read once, at the
start, and let go: load into it at any time, and start again to serve that. There
are no mutations: casus serve never writes.`,
		Example: "  casus serve\n  casus serve --from news.txt --addr 127.0.0.1:9000",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !readOnly {
				return usagef("--read-only=false, want true: casus serve only reads")
			}
			return a.serve(cmd.Context(), addr, server.Config{Public: public, AllowHosts: hosts})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&addr, "addr", "127.0.0.1:8484", "listen on this `HOST:PORT`; port 0 takes a free one")
	flags.BoolVar(&readOnly, "read-only", true, "only read the store: always so")
	flags.BoolVar(&public, "public", false, "let --addr be one that other machines reach; there is no login")
	flags.StringArrayVar(&hosts, "allow-host", nil, "also answer to this `NAME`, as behind a proxy; can be repeated")
	_ = cmd.RegisterFlagCompletionFunc("addr", cobra.NoFileCompletions)
	a.sourceFlags(cmd)
	return cmd
}

// serve answers until the context ends, which is how it is meant to end.
func (a *app) serve(ctx context.Context, addr string, cfg server.Config) error {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return usagef("--addr %q, want HOST:PORT such as 127.0.0.1:8484", addr)
	}
	v, err := a.view(ctx)
	if err != nil {
		return err
	}
	if cfg.Schema, err = a.schema(func(context.Context) (*graph.View, error) { return v, nil }); err != nil {
		return err
	}
	revision := v.Revision()
	cfg.Revision = func() string { return revision }
	cfg.Log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	a.say("serving %s on http://%s/ until interrupted", plural(v.Loaded(), "loaded statement"), ln.Addr())
	return server.Serve(ctx, ln, cfg)
}
