package server

import (
	"crypto/rand"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"runtime/debug"
	"strings"
)

//go:embed page
var pageFiles embed.FS

// handler puts the routes behind what holds for all of them.
func handler(cfg Config) http.Handler {
	m := new(metrics)
	g := &graphQL{cfg: cfg, turns: newTurns(cfg.AtOnce, cfg.Queue), metrics: m}
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("server: embedded page: " + err.Error())
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", g)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		health := map[string]string{"status": "ok"}
		if cfg.Revision != nil {
			health["revision"] = cfg.Revision()
		}
		writeJSON(w, "application/json; charset=utf-8", http.StatusOK, health)
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.write(w, g.turns)
	})
	mux.Handle("GET /{$}", http.FileServerFS(files))
	for _, name := range []string{"app.js", "app.css"} {
		mux.Handle("GET /"+name, http.FileServerFS(files))
	}
	names := newHosts(cfg)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		counted := &statusWriter{ResponseWriter: w}
		defer func() { m.response(counted.status) }()
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				id := rand.Text()[:10]
				cfg.Log.Error("panic", "id", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				refuse(counted, http.StatusInternalServerError, "internal error "+id)
			}
		}()
		secure(counted.Header(), r.URL.Path)
		switch {
		case !names.allow(r.Host):
			refuse(counted, http.StatusMisdirectedRequest, "this server does not answer to that Host")
		case r.URL.Path != "/" && foreign(r):
			// Following a link to the page is fine, asking from elsewhere is not.
			refuse(counted, http.StatusForbidden, "requests of other sites are not answered")
		default:
			mux.ServeHTTP(counted, r)
		}
	})
}

// secure sets the headers that keep a browser from doing more than it should.
func secure(h http.Header, path string) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	policy := "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	if path == "/" {
		policy += "; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"
	}
	h.Set("Content-Security-Policy", policy)
	if path == "/" || strings.HasPrefix(path, "/app.") {
		h.Set("Cache-Control", "no-cache")
	} else {
		h.Set("Cache-Control", "no-store")
	}
}

// refuse answers with an error that GraphQL clients can read too.
func refuse(w http.ResponseWriter, status int, message string) {
	writeJSON(w, "application/json; charset=utf-8", status, refusal(message))
}

func refusal(message string) any {
	return map[string]any{"errors": []any{map[string]any{"message": message, "extensions": map[string]string{"code": "BAD_REQUEST"}}}}
}

func writeJSON(w http.ResponseWriter, mediaType string, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		status, b = http.StatusInternalServerError, []byte(`{"errors":[{"message":"internal error"}]}`)
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	_, _ = w.Write(append(b, '\n')) // a client that left needs no answer
}

// statusWriter remembers the status for the counters.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach what is below.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
