package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"casus/queries/gql"
)

// The media types of GraphQL over HTTP. The first tells errors by the status,
// the second is what clients understood before and answers 200 to all
// well-formed requests.
const (
	responseType = "application/graphql-response+json"
	legacyType   = "application/json"
)

// graphQL answers /graphql as the GraphQL over HTTP specification says.
type graphQL struct {
	cfg     Config
	turns   *turns
	metrics *metrics
}

func (g *graphQL) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	mediaType := negotiate(r.Header.Values("Accept"))
	w.Header().Set("Vary", "Accept")
	if mediaType == "" {
		refuse(w, http.StatusNotAcceptable, "want Accept: "+responseType+" or "+legacyType)
		return
	}
	mediaType += "; charset=utf-8"
	request, err := read(w, r)
	if err != nil {
		var e *requestError
		if !errors.As(err, &e) {
			e = &requestError{http.StatusBadRequest, err.Error()}
		}
		if e.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "GET, POST")
		}
		if e.status == http.StatusRequestEntityTooLarge || e.status == http.StatusUnsupportedMediaType {
			w.Header().Set("Connection", "close") // the body is not read
		}
		writeJSON(w, mediaType, e.status, refusal(e.message))
		return
	}

	wait, cancelWait := context.WithTimeout(r.Context(), g.cfg.QueryTimeout)
	defer cancelWait()
	if !g.turns.take(wait) {
		g.metrics.busy.Add(1)
		w.Header().Set("Retry-After", "1")
		writeJSON(w, mediaType, http.StatusServiceUnavailable, refusal("too many queries at a time, try again"))
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), g.cfg.QueryTimeout)
	defer cancel()
	response := g.cfg.Schema.Exec(ctx, request)
	go func() { // the turn ends with the work, which can be after the answer
		<-response.Finished()
		g.turns.giveBack()
	}()
	took := time.Since(start)
	g.metrics.query(response, took)
	status := http.StatusOK
	if strings.HasPrefix(mediaType, responseType) {
		status = response.Status()
	}
	g.log(r, request, response, status, took)
	writeJSON(w, mediaType, status, response)
}

// log writes a line for a query: never the query itself or its variables.
func (g *graphQL) log(r *http.Request, request gql.Request, response *gql.Response, status int, took time.Duration) {
	sum := sha256.Sum256([]byte(request.Query))
	client, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		client = r.RemoteAddr
	}
	attrs := []any{"client", client, "operation", clip(request.OperationName), "sha256", hex.EncodeToString(sum[:8]),
		"status", status, "errors", len(response.Errors), "ms", took.Milliseconds()}
	if len(response.Errors) > 0 {
		attrs = append(attrs, "code", response.Errors[0].Code)
	}
	g.cfg.Log.Info("query", attrs...)
	for _, cause := range response.Causes {
		g.cfg.Log.Error("query went wrong", "sha256", hex.EncodeToString(sum[:8]), "cause", cause)
	}
}

func clip(name string) string {
	if len(name) > 64 {
		return strings.ToValidUTF8(name[:64], "")
	}
	return name
}

// requestError is a request that is not well-formed, with its status.
type requestError struct {
	status  int
	message string
}

func (e *requestError) Error() string { return e.message }

func malformed(format string, args ...any) error {
	return &requestError{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

// read reads a request from the URL of a GET or the body of a POST.
func read(w http.ResponseWriter, r *http.Request) (gql.Request, error) {
	var none gql.Request
	switch r.Method {
	case http.MethodGet:
		return fromURL(r.URL.RawQuery)
	case http.MethodPost:
	default:
		return none, &requestError{http.StatusMethodNotAllowed, "want GET or POST"}
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return none, &requestError{http.StatusUnsupportedMediaType, "a body with a Content-Encoding is not read"}
	}
	mediaType, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || mediaType != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return none, &requestError{http.StatusUnsupportedMediaType, "want Content-Type: application/json"}
	}
	if r.ContentLength > maxBody {
		return none, tooLarge()
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return none, tooLarge()
		}
		return none, malformed("the body cannot be read")
	}
	return fromJSON(body)
}

func tooLarge() error {
	return &requestError{http.StatusRequestEntityTooLarge, "the body is too large, want at most " + strconv.Itoa(maxBody) + " bytes"}
}

func fromJSON(body []byte) (gql.Request, error) {
	var request gql.Request
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil || members == nil {
		return request, malformed(`the body is not a JSON object such as {"query": "{ __typename }"}`)
	}
	query, ok := members["query"]
	if !ok || !is(query, '"') || json.Unmarshal(query, &request.Query) != nil {
		return request, malformed("query is missing or no string")
	}
	for name, want := range map[string]byte{"operationName": '"', "variables": '{', "extensions": '{'} {
		if value, ok := members[name]; ok && !is(value, want) && !is(value, 'n') {
			return request, malformed("%s is no %s", name, map[byte]string{'"': "string", '{': "object"}[want])
		}
	}
	if value, ok := members["operationName"]; ok {
		if err := json.Unmarshal(value, &request.OperationName); err != nil {
			return request, malformed("operationName is no string")
		}
	}
	if value, ok := members["variables"]; ok {
		if err := json.Unmarshal(value, &request.Variables); err != nil {
			return request, malformed("variables are no object")
		}
	}
	return request, nil
}

// is reports whether a JSON value begins with the character.
func is(value json.RawMessage, first byte) bool {
	value = bytes.TrimLeft(value, " \t\r\n")
	return len(value) > 0 && value[0] == first
}

func fromURL(raw string) (gql.Request, error) {
	var request gql.Request
	values, err := url.ParseQuery(raw)
	if err != nil {
		return request, malformed("the URL's parameters cannot be read")
	}
	if request.Query = values.Get("query"); request.Query == "" {
		return request, malformed("the parameter query is missing")
	}
	request.OperationName = values.Get("operationName")
	for name, into := range map[string]*map[string]any{"variables": &request.Variables, "extensions": new(map[string]any)} {
		if text := values.Get(name); text != "" {
			if err := json.Unmarshal([]byte(text), into); err != nil {
				return request, malformed("%s is no JSON object", name)
			}
		}
	}
	return request, nil
}

// negotiate picks the media type that the client likes best, the older one if
// it says nothing; "" if it takes neither.
func negotiate(accept []string) string {
	if len(accept) == 0 {
		return legacyType
	}
	best, quality := "", 0.0
	for _, part := range strings.Split(strings.Join(accept, ","), ",") {
		mediaType, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		q := 1.0
		if text := params["q"]; text != "" {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		switch mediaType {
		case "*/*", "application/*":
			mediaType = legacyType
		case responseType, legacyType:
		default:
			continue
		}
		if q > quality {
			best, quality = mediaType, q
		}
	}
	return best
}
