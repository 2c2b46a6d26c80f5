// Package server answers GraphQL over HTTP, with a page to ask questions on:
//
//	schema, err := gql.New(view)
//	ln, err := net.Listen("tcp", "127.0.0.1:8484")
//	err = server.Serve(ctx, ln, server.Config{Schema: schema, Log: log}) // until ctx ends
//
// It serves / (the page), /graphql, /healthz and /metrics, and reads only:
// there are no mutations, no cookies and no secrets to steal. What it defends
// is the machine (limits on size, time and number of everything) and what was
// loaded (no other site can read it through a visitor's browser: hosts.go).
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"casus/queries/gql"
)

// Config says what to serve and how. Only Schema is required.
type Config struct {
	Schema *gql.Schema
	// Revision names what is served, for /healthz; nil if that is not known.
	Revision func() string
	// Addr is the address that is listened on; Serve takes the listener's. Its
	// host is a name this server answers to, beside those of the machine itself.
	Addr string
	// AllowHosts are other names it answers to: "casus.example.org", or with a
	// port "casus.example.org:8443" for that port only.
	AllowHosts []string
	// Public lets Serve listen on an address that other machines reach. There
	// is no login and no TLS: whoever reaches the port can read everything.
	Public bool
	// Log gets a line for each query and each panic; nil discards them.
	Log *slog.Logger

	QueryTimeout time.Duration // 5 s: for a query to run, and again to wait for its turn
	Drain        time.Duration // 10 s: for requests under way when the server is told to stop
	AtOnce       int           // 8: queries that run at the same time
	Queue        int           // 64: queries that wait; more are turned away with 503
	Connections  int           // 512: open at the same time
}

func (c Config) withDefaults() Config {
	or := func(d *time.Duration, otherwise time.Duration) {
		if *d <= 0 {
			*d = otherwise
		}
	}
	or(&c.QueryTimeout, 5*time.Second)
	or(&c.Drain, 10*time.Second)
	count := func(n *int, otherwise int) {
		if *n <= 0 {
			*n = otherwise
		}
	}
	count(&c.AtOnce, 8)
	count(&c.Queue, 64)
	count(&c.Connections, 512)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// maxHeader and maxBody bound what a client may send.
const (
	maxHeader = 16 << 10
	maxBody   = 1 << 20
)

// New returns a server that is ready to serve, with all limits of time set. It
// does not limit connections or stop by itself: [Serve] does.
func New(cfg Config) *http.Server {
	cfg = cfg.withDefaults()
	return &http.Server{
		Addr:              cfg.Addr,
		Handler:           handler(cfg),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		// The answer to a query that waits and runs as long as it may is still
		// written.
		WriteTimeout:   2*cfg.QueryTimeout + 5*time.Second,
		IdleTimeout:    60 * time.Second,
		MaxHeaderBytes: maxHeader - 4096, // net/http adds 4096 of its own
		ErrorLog:       slog.NewLogLogger(cfg.Log.Handler(), slog.LevelDebug),
	}
}

// Serve answers on ln until ctx ends, then lets the requests under way finish
// for at most cfg.Drain and returns nil. It closes ln.
func Serve(ctx context.Context, ln net.Listener, cfg Config) error {
	cfg = cfg.withDefaults()
	defer ln.Close()
	if !cfg.Public && !loopback(ln.Addr()) {
		return fmt.Errorf("serve on %s: other machines can reach it and there is no login; want an address of this machine such as 127.0.0.1:8484", ln.Addr())
	}
	if cfg.Addr == "" {
		cfg.Addr = ln.Addr().String()
	}
	srv := New(cfg)
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(limit(ln, cfg.Connections)) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), cfg.Drain)
	defer cancel()
	if err := srv.Shutdown(drain); err != nil {
		_ = srv.Close()
		if !errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("stop serving: %w", err)
		}
		cfg.Log.Warn("requests were cut off", "after", cfg.Drain)
	}
	return nil
}

// loopback reports whether only this machine reaches the address.
func loopback(a net.Addr) bool {
	switch a := a.(type) {
	case *net.TCPAddr:
		return a.IP.IsLoopback()
	case *net.UnixAddr:
		return true
	}
	return false
}
