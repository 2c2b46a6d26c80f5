package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"casus/graph"
	"casus/queries/gql"
)

// sample is a view with one duty and one accusation.
func sample() *graph.View {
	const doc graph.ID = "doc:0011223344556677"
	const text = "İlham 𝄞 said: Norland must defend Sudland. Sudland says that Westland shelled the port."
	b := graph.Batch{Document: graph.Document{ID: doc, Title: "A <b>speech</b>", URI: "speech.txt", Date: graph.Day(2024, 3, 5), Loader: "article/1", Basis: graph.Report, Text: text}}
	for _, name := range []string{"Norland", "Sudland", "Westland"} {
		b.Nodes = append(b.Nodes, graph.Node{ID: graph.ID("state:" + strings.ToUpper(name[:3])), Kind: "state", Name: name, Basis: graph.Report})
	}
	add := func(s graph.Statement, words string) {
		start := strings.Index(text, words)
		s.Basis, s.Source = graph.Report, graph.Source{Doc: doc, Loader: "article/1", Rule: "test@1", Confidence: 0.5}
		s.Evidence = []graph.Evidence{{Doc: doc, Start: start, End: start + len(words), Quote: words}}
		b.Statements = append(b.Statements, s.Seal())
	}
	add(graph.Statement{Subject: "state:NOR", Relation: "obliged_to_defend", Object: "state:SUD", Stance: graph.Asserted}, "Norland must defend Sudland")
	add(graph.Statement{Subject: "state:SUD", Relation: "accuses", Object: "state:WES", Stance: graph.Alleged,
		Qualifiers: map[string]string{graph.Of: "shelled the port"}}, "Westland shelled the port")
	return graph.NewView(b)
}

func sampleConfig(t testing.TB) Config {
	t.Helper()
	v := sample()
	s, err := gql.New(func(context.Context) (*graph.View, error) { return v, nil },
		gql.Clock(func() time.Time { return time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC) }))
	if err != nil {
		t.Fatal(err)
	}
	return Config{Schema: s, Revision: v.Revision}
}

func start(t testing.TB, cfg Config) *httptest.Server {
	t.Helper()
	srv := httptest.NewServer(New(cfg).Handler)
	t.Cleanup(srv.Close)
	return srv
}

// send sends a request with "Name: value" headers; Host sets the host.
func send(t testing.TB, method, target, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Add(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(b)
}

const (
	jsonBody  = "Content-Type: application/json"
	acceptNew = "Accept: application/graphql-response+json"
	acceptOld = "Accept: application/json"
)

func TestGraphQL(t *testing.T) {
	srv := start(t, sampleConfig(t))
	get := func(query string) string { return "/graphql?" + url.Values{"query": {query}}.Encode() }
	tests := []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		want                     string // part of the body
	}{
		{"query", "POST", "/graphql", `{"query":"{store{statements}}"}`, []string{jsonBody}, 200, `{"data":{"store":{"statements":2}}}`},
		{"get", "GET", get("{store{statements}}"), "", nil, 200, `{"data":{"store":{"statements":2}}}`},
		{"variables", "POST", "/graphql", `{"query":"query($n:String!){actor(name:$n){id}}","variables":{"n":"sudland"},"operationName":null,"extensions":{}}`, []string{jsonBody}, 200, `"state:SUD"`},
		{"variables by get", "GET", "/graphql?" + url.Values{"query": {"query Q($n:String!){actor(name:$n){id}}"}, "variables": {`{"n":"sudland"}`}, "operationName": {"Q"}}.Encode(), "", nil, 200, `"state:SUD"`},
		{"syntax, new type", "POST", "/graphql", `{"query":"{"}`, []string{jsonBody, acceptNew}, 400, "GRAPHQL_PARSE_FAILED"},
		{"syntax, old type", "POST", "/graphql", `{"query":"{"}`, []string{jsonBody, acceptOld}, 200, "GRAPHQL_PARSE_FAILED"},
		{"validation, new type", "POST", "/graphql", `{"query":"{x}"}`, []string{jsonBody, acceptNew}, 400, "GRAPHQL_VALIDATION_FAILED"},
		{"field error, new type", "POST", "/graphql", `{"query":"{actor(name:\"x\"){id}}"}`, []string{jsonBody, acceptNew}, 200, "NAME_UNKNOWN"},
		{"killer", "POST", "/graphql", `{"query":"fragment A on Actor { ...B } fragment B on Actor { ...A } { actor { ...A } }"}`, []string{jsonBody, acceptNew}, 400, "contains itself"},
		{"mutation", "POST", "/graphql", `{"query":"mutation{x}"}`, []string{jsonBody, acceptNew}, 400, "only queries"},
		{"mutation by get", "GET", get("mutation{x}"), "", []string{acceptNew}, 400, "only queries"},
		{"no query", "POST", "/graphql", `{}`, []string{jsonBody}, 400, "query is missing"},
		{"query is a number", "POST", "/graphql", `{"query":1}`, []string{jsonBody}, 400, "query is missing or no string"},
		{"variables are text", "POST", "/graphql", `{"query":"{__typename}","variables":"{}"}`, []string{jsonBody}, 400, "variables is no object"},
		{"operation name is a list", "POST", "/graphql", `{"query":"{__typename}","operationName":[]}`, []string{jsonBody}, 400, "operationName is no string"},
		{"extensions are a list", "POST", "/graphql", `{"query":"{__typename}","extensions":[]}`, []string{jsonBody}, 400, "extensions is no object"},
		{"batch", "POST", "/graphql", `[{"query":"{__typename}"}]`, []string{jsonBody}, 400, "not a JSON object"},
		{"null", "POST", "/graphql", `null`, []string{jsonBody}, 400, "not a JSON object"},
		{"no JSON", "POST", "/graphql", `{"query":`, []string{jsonBody}, 400, "not a JSON object"},
		{"deep JSON", "POST", "/graphql", `{"query":"{__typename}","variables":{"x":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}}`, []string{jsonBody, acceptNew}, 400, "nest deeper than 16"},
		{"get without query", "GET", "/graphql", "", nil, 400, "query is missing"},
		{"text", "POST", "/graphql", `{"query":"{__typename}"}`, []string{"Content-Type: text/plain"}, 415, "want Content-Type"},
		{"form", "POST", "/graphql", `query={__typename}`, []string{"Content-Type: application/x-www-form-urlencoded"}, 415, "want Content-Type"},
		{"no type", "POST", "/graphql", `{"query":"{__typename}"}`, nil, 415, "want Content-Type"},
		{"other charset", "POST", "/graphql", `{"query":"{__typename}"}`, []string{"Content-Type: application/json; charset=utf-16"}, 415, "want Content-Type"},
		{"gzip", "POST", "/graphql", `x`, []string{jsonBody, "Content-Encoding: gzip"}, 415, "Content-Encoding"},
		{"large", "POST", "/graphql", strings.Repeat(" ", maxBody+1), []string{jsonBody}, 413, "at most 1048576 bytes"},
		{"put", "PUT", "/graphql", `{}`, []string{jsonBody}, 405, "want GET or POST"},
		{"preflight", "OPTIONS", "/graphql", "", []string{"Access-Control-Request-Method: POST"}, 405, "want GET or POST"},
		{"unknown accept", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Accept: text/html"}, 406, "want Accept"},
		{"other host", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Host: evil.example"}, 421, "Host"},
		{"other host with our port", "GET", "/", "", []string{"Host: evil.example:8484"}, 421, "Host"},
		{"localhost", "GET", "/healthz", "", []string{"Host: LOCALHOST:1234"}, 200, "ok"},
		{"IPv6", "GET", "/healthz", "", []string{"Host: [::1]:1234"}, 200, "ok"},
		{"other origin", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Origin: https://evil.example"}, 403, "other sites"},
		{"null origin", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Origin: null"}, 403, "other sites"},
		{"same host, other port", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Host: localhost:1", "Origin: http://localhost:2"}, 403, "other sites"},
		{"own origin", "POST", "/graphql", `{"query":"{__typename}"}`, []string{jsonBody, "Host: localhost:1", "Origin: http://localhost:1", "Sec-Fetch-Site: same-origin"}, 200, "Query"},
		{"cross-site get", "GET", get("{__typename}"), "", []string{"Sec-Fetch-Site: cross-site"}, 403, "other sites"},
		{"link to the page", "GET", "/", "", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200, "<title>casus"},
		{"debug", "GET", "/debug/pprof/", "", nil, 404, ""},
		{"files", "GET", "/page/", "", nil, 404, ""},
		{"escape", "GET", "/..%2fserver.go", "", nil, 404, ""},
	}
	leak := regexp.MustCompile(`goroutine \d|\.go:\d+|panic:|/root/|runtime\.`)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			response, body := send(t, tt.method, srv.URL+tt.path, tt.body, tt.headers...)
			if response.StatusCode != tt.status || !strings.Contains(body, tt.want) {
				t.Errorf("got %d %s, want %d %s", response.StatusCode, body, tt.status, tt.want)
			}
			if leak.MatchString(body) {
				t.Errorf("the body shows what is inside: %s", body)
			}
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Access-Control-Allow-Origin": ""} {
				if got := response.Header.Get(name); got != want {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
			if !strings.Contains(response.Header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Error("no Content-Security-Policy")
			}
		})
	}
}

func TestNegotiate(t *testing.T) {
	tests := []struct {
		accept []string
		want   string
	}{
		{nil, legacyType},
		{[]string{"*/*"}, legacyType},
		{[]string{"application/*"}, legacyType},
		{[]string{"application/json"}, legacyType},
		{[]string{responseType}, responseType},
		{[]string{"application/graphql-response+json; charset=utf-8, application/json; charset=utf-8"}, responseType},
		{[]string{"application/json, application/graphql-response+json"}, legacyType},
		{[]string{"application/json;q=0.5", "application/graphql-response+json"}, responseType},
		{[]string{"text/html, */*;q=0.1"}, legacyType},
		{[]string{"text/html"}, ""},
		{[]string{"application/json;q=0"}, ""},
		{[]string{"application/json; charset=latin1"}, ""},
		{[]string{"("}, ""},
	}
	for _, tt := range tests {
		if got := negotiate(tt.accept); got != tt.want {
			t.Errorf("negotiate(%q) = %q, want %q", tt.accept, got, tt.want)
		}
	}
}

func TestPage(t *testing.T) {
	srv := start(t, sampleConfig(t))
	for path, want := range map[string]string{"/": "text/html", "/app.js": "text/javascript", "/app.css": "text/css"} {
		response, body := send(t, "GET", srv.URL+path, "")
		if response.StatusCode != 200 || !strings.HasPrefix(response.Header.Get("Content-Type"), want) {
			t.Errorf("%s: got %d %s", path, response.StatusCode, response.Header.Get("Content-Type"))
		}
		// Nothing comes from elsewhere and nothing is markup but the page itself.
		for _, bad := range []string{"http://", "https://", "innerHTML", "insertAdjacentHTML", "document.write", "eval(", "onclick=", "<style", "style=", "<script>"} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %s", path, bad)
			}
		}
	}
	response, _ := send(t, "GET", srv.URL+"/", "")
	if policy := response.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "script-src 'self'") {
		t.Errorf("the page's policy is %s", policy)
	}
}

func TestHealthAndMetrics(t *testing.T) {
	cfg := sampleConfig(t)
	srv := start(t, cfg)
	_, body := send(t, "GET", srv.URL+"/healthz", "")
	if want := fmt.Sprintf(`{"revision":%q,"status":"ok"}`, cfg.Revision()); strings.TrimSpace(body) != want {
		t.Errorf("got %s, want %s", body, want)
	}
	send(t, "POST", srv.URL+"/graphql", `{"query":"{x}"}`, jsonBody)
	send(t, "POST", srv.URL+"/graphql", `{"query":"{`+strings.Repeat("{", 50)+`"}`, jsonBody)
	send(t, "GET", srv.URL+"/nothing", "")
	_, body = send(t, "GET", srv.URL+"/metrics", "")
	for _, want := range []string{`casus_http_responses_total{status="2xx"} 3`, `casus_http_responses_total{status="4xx"} 1`, "\ncasus_queries_total 2\n",
		"\ncasus_query_errors_total 2\n", "\ncasus_queries_too_complex_total 1\n", "# TYPE casus_queries_running gauge"} {
		if !strings.Contains(body, want) {
			t.Errorf("metrics lack %q:\n%s", want, body)
		}
	}
}

// held is a schema whose queries wait until they are let go.
func held(t *testing.T) (cfg Config, started chan struct{}, let chan struct{}) {
	started, let = make(chan struct{}, 100), make(chan struct{})
	v := sample()
	s, err := gql.New(func(context.Context) (*graph.View, error) {
		started <- struct{}{}
		<-let
		return v, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return Config{Schema: s}, started, let
}

// One query runs, one waits, the third is turned away.
func TestQueue(t *testing.T) {
	cfg, started, let := held(t)
	cfg.AtOnce, cfg.Queue = 1, 1
	h := New(cfg).Handler
	srv := httptest.NewServer(h)
	defer srv.Close()
	var wg sync.WaitGroup
	ask := func() {
		if response, body := send(t, "POST", srv.URL+"/graphql", `{"query":"{store{statements}}"}`, jsonBody); response.StatusCode != 200 || !strings.Contains(body, "2") {
			t.Errorf("got %d %s", response.StatusCode, body)
		}
	}
	wg.Go(ask)
	<-started
	wg.Go(ask)
	for { // until the second stands in the queue
		if _, body := send(t, "GET", srv.URL+"/metrics", ""); strings.Contains(body, "\ncasus_queries_waiting 1\n") {
			break
		}
	}
	response, body := send(t, "POST", srv.URL+"/graphql", `{"query":"{store{statements}}"}`, jsonBody)
	if response.StatusCode != 503 || response.Header.Get("Retry-After") == "" {
		t.Errorf("got %d %s, want 503", response.StatusCode, body)
	}
	close(let)
	wg.Wait()
}

// A query that does not end is answered at its deadline and keeps its turn.
func TestDeadline(t *testing.T) {
	cfg, _, let := held(t)
	cfg.AtOnce, cfg.Queue, cfg.QueryTimeout = 1, 1, 20*time.Millisecond
	srv := start(t, cfg)
	response, body := send(t, "POST", srv.URL+"/graphql", `{"query":"{store{statements}}"}`, jsonBody, acceptNew)
	if response.StatusCode != 504 || !strings.Contains(body, "TIMEOUT") || strings.Contains(body, `"data"`) {
		t.Errorf("got %d %s, want 504", response.StatusCode, body)
	}
	if response, body := send(t, "POST", srv.URL+"/graphql", `{"query":"{__typename}"}`, jsonBody); response.StatusCode != 503 {
		t.Errorf("got %d %s, want 503: the turn is not free", response.StatusCode, body)
	}
	close(let)
	for range 100 {
		if response, _ := send(t, "POST", srv.URL+"/graphql", `{"query":"{__typename}"}`, jsonBody); response.StatusCode == 200 {
			return
		}
	}
	t.Error("the turn did not come back")
}

func TestServe(t *testing.T) {
	cfg, started, let := held(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, ln, cfg) }()
	answered := make(chan string, 1)
	go func() {
		_, body := send(t, "POST", "http://"+ln.Addr().String()+"/graphql", `{"query":"{store{statements}}"}`, jsonBody)
		answered <- body
	}()
	<-started
	stop() // while the query runs
	for {  // until nobody else gets in
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			break
		}
		conn.Close()
	}
	close(let)
	if body := <-answered; !strings.Contains(body, `{"data":{"store":{"statements":2}}}`) {
		t.Errorf("the query under way got %s", body)
	}
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

// Requests that do not end in time are cut off.
func TestServeDrain(t *testing.T) {
	cfg, started, let := held(t)
	defer close(let)
	cfg.Drain = 10 * time.Millisecond
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, ln, cfg) }()
	go func() {
		response, err := http.Post("http://"+ln.Addr().String()+"/graphql", "application/json", strings.NewReader(`{"query":"{store{statements}}"}`))
		if err == nil {
			response.Body.Close()
		}
	}()
	<-started
	stop()
	if err := <-ended; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

type fakeListener struct{ net.Listener }

func (fakeListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4zero, Port: 8484} }
func (fakeListener) Close() error   { return nil }

func TestServeIsPrivate(t *testing.T) {
	err := Serve(context.Background(), fakeListener{}, sampleConfig(t))
	if err == nil || !strings.Contains(err.Error(), "other machines can reach it") {
		t.Errorf("got %v", err)
	}
}

// Real connections: limits of time and size that only net/http can hold.
func TestConnections(t *testing.T) {
	cfg := sampleConfig(t)
	cfg.Connections = 2
	srv := New(cfg)
	srv.ReadHeaderTimeout, srv.ReadTimeout = 50*time.Millisecond, 100*time.Millisecond
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go srv.Serve(limit(ln, cfg.Connections))
	defer srv.Close()
	talk := func(text string) string {
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
		_, _ = io.WriteString(conn, text)
		b, _ := io.ReadAll(conn)
		return string(b)
	}
	head := "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
	tests := []struct{ name, text, want string }{
		{"slow headers", "GET / HTTP/1.1\r\nHost: 127", ""},
		{"slow body", head + "Content-Length: 100\r\n\r\n{", "HTTP/1.1 400"},
		{"a length too large", head + "Content-Length: 999999999\r\n\r\n", "HTTP/1.1 413"},
		{"a negative length", head + "Content-Length: -1\r\n\r\n", "HTTP/1.1 400"},
		{"two lengths", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 400"},
		{"large headers", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + strings.Repeat("x", 32<<10) + "\r\n\r\n", "HTTP/1.1 431"},
		{"no host", "GET /healthz HTTP/1.0\r\n\r\n", "HTTP/1.0 421"},
		{"no HTTP", "\x16\x03\x01\x00", ""},
	}
	for _, tt := range tests {
		if got := talk(tt.text); !strings.HasPrefix(got, tt.want) || tt.want == "" && strings.Contains(got, " 200 ") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if srv.IdleTimeout == 0 || srv.WriteTimeout <= srv.ReadHeaderTimeout || srv.MaxHeaderBytes == 0 {
		t.Errorf("a limit is missing: %+v", srv)
	}
}

func TestLog(t *testing.T) {
	var b bytes.Buffer
	cfg := sampleConfig(t)
	cfg.Log = slog.New(slog.NewJSONHandler(&b, nil))
	h := New(cfg).Handler
	body, err := json.Marshal(map[string]any{"query": "query Evil($secret: String) { __typename x }", "operationName": "a\n{\"level\":\"ERROR\"}" + strings.Repeat("x", 200),
		"variables": map[string]string{"secret": "hunter2"}})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "http://localhost/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(httptest.NewRecorder(), r)
	line := b.String()
	if strings.Count(line, "\n") != 1 || strings.Contains(line, "hunter2") || strings.Contains(line, "Evil(") || strings.Contains(line, strings.Repeat("x", 100)) {
		t.Errorf("got %s", line)
	}
	for _, want := range []string{`"sha256":`, `"status":200`, `"code":"GRAPHQL_VALIDATION_FAILED"`, `"client":"192.0.2.1"`} {
		if !strings.Contains(line, want) {
			t.Errorf("the log lacks %s: %s", want, line)
		}
	}
}

// A panic is answered with an id that the log knows, and with nothing else.
func TestPanic(t *testing.T) {
	var b bytes.Buffer
	cfg := sampleConfig(t)
	cfg.Log = slog.New(slog.NewJSONHandler(&b, nil))
	cfg.Revision = func() string { panic("secret") }
	w := httptest.NewRecorder()
	New(cfg).Handler.ServeHTTP(w, httptest.NewRequest("GET", "http://localhost/healthz", nil))
	id := regexp.MustCompile(`internal error (\w+)`).FindStringSubmatch(w.Body.String())
	if w.Code != 500 || id == nil || strings.Contains(w.Body.String(), "secret") || !strings.Contains(b.String(), id[1]) || !strings.Contains(b.String(), "secret") {
		t.Errorf("got %d %s, log %s", w.Code, w.Body, b.String())
	}
}

func TestHosts(t *testing.T) {
	h := newHosts(Config{Addr: "192.0.2.7:8484", AllowHosts: []string{"Casus.example.org", "other.example.org:8443"}})
	for host, want := range map[string]bool{"192.0.2.7:8484": true, "casus.example.org": true, "CASUS.example.org:1": true, "casus.example.org.": true,
		"other.example.org:8443": true, "other.example.org": false, "other.example.org:80": false, "": false, "[::1]": true, "localhost.evil.example": false, "0.0.0.0": false} {
		if got := h.allow(host); got != want {
			t.Errorf("allow(%q) = %v, want %v", host, got, want)
		}
	}
	if newHosts(Config{Addr: "0.0.0.0:80"}).allow("0.0.0.0:80") {
		t.Error("the unspecified address is no name")
	}
}
