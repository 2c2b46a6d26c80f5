package gql

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/graphql-go/graphql/gqlerrors"

	"casus/graph"
	"casus/queries"
)

// Code says what kind of error it is, for programs.
type Code string

// The codes of errors, in extensions.code.
const (
	CodeSyntax        Code = "GRAPHQL_PARSE_FAILED"      // the document is no GraphQL
	CodeInvalid       Code = "GRAPHQL_VALIDATION_FAILED" // it does not fit the schema, or its variables do not
	CodeNameUnknown   Code = "NAME_UNKNOWN"              // suggestions are in extensions.suggestions
	CodeNameAmbiguous Code = "NAME_AMBIGUOUS"            // what it can mean is in extensions.candidates
	CodeBadInput      Code = "BAD_USER_INPUT"            // an argument fits its type and is wrong nevertheless
	CodeTooComplex    Code = "TOO_COMPLEX"               // more than the guard lets through
	CodeTimeout       Code = "TIMEOUT"                   // the deadline passed
	CodeInternal      Code = "INTERNAL"                  // our fault; Response.Causes has the reason
)

// Error is an entry of a response's errors. It marshals as GraphQL writes it.
type Error struct {
	Message    string
	Locations  []Location
	Path       []any
	Code       Code
	Extensions map[string]any // beside the code
}

// Location is a place in the document; both count from 1.
type Location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

func (e *Error) Error() string { return e.Message }

// MarshalJSON writes the error with its code in extensions.
func (e *Error) MarshalJSON() ([]byte, error) {
	extensions := map[string]any{"code": e.Code}
	for k, v := range e.Extensions {
		extensions[k] = v
	}
	return json.Marshal(struct {
		Message    string         `json:"message"`
		Locations  []Location     `json:"locations,omitempty"`
		Path       []any          `json:"path,omitempty"`
		Extensions map[string]any `json:"extensions"`
	}{e.Message, e.Locations, e.Path, extensions})
}

func tooComplex(message string) *Error { return &Error{Message: message, Code: CodeTooComplex} }

func badInput(format string, args ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, args...), Code: CodeBadInput}
}

// Response is the answer to a request.
type Response struct {
	Errors []*Error
	Data   json.RawMessage // nil if the request was refused before it ran, or abandoned
	Causes []error         // for the log: what stands behind errors of code INTERNAL

	finished <-chan struct{}
}

// Finished is closed when nothing works on the request any more. After a
// timeout that can be later than the response: whoever limits the number of
// queries at a time waits for it.
func (r *Response) Finished() <-chan struct{} { return r.finished }

// Status is the HTTP status that fits the response where the media type tells
// it apart: 200 if there are data, else by the code of the first error.
func (r *Response) Status() int {
	if r.Data != nil || len(r.Errors) == 0 {
		return http.StatusOK
	}
	switch r.Errors[0].Code {
	case CodeTimeout:
		return http.StatusGatewayTimeout
	case CodeInternal:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

// MarshalJSON writes the response. There is no data entry if the request did
// not run.
func (r *Response) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	if len(r.Errors) > 0 {
		list, err := json.Marshal(r.Errors)
		if err != nil {
			return nil, err
		}
		b.WriteString(`"errors":`)
		b.Write(list)
	}
	if r.Data != nil {
		if len(r.Errors) > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"data":`)
		b.Write(r.Data)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func refused(errs ...*Error) *Response { return &Response{Errors: errs} }

// maxErrors is how many errors a response lists, maxMessage how many bytes of
// each: both can echo what was sent.
const (
	maxErrors  = 20
	maxMessage = 500
)

func clip(message string) string {
	message = strings.ToValidUTF8(message, "\uFFFD")
	if len(message) <= maxMessage {
		return message
	}
	return strings.ToValidUTF8(message[:maxMessage], "") + " …"
}

// wrap turns an error of a question into what a client may see of it. The
// second result is the cause to log, nil if the client sees all.
func wrap(err error) (*Error, error) {
	var e *Error
	var name *graph.NameError
	var usage *queries.UsageError
	switch {
	case errors.As(err, &e):
		return e, nil
	case errors.As(err, &name):
		return nameError(name), nil
	case errors.As(err, &usage):
		return &Error{Message: usage.Message, Code: CodeBadInput}, nil
	}
	return &Error{Message: "internal error", Code: CodeInternal}, err
}

func nameError(err *graph.NameError) *Error {
	if len(err.Candidates) > 1 {
		return &Error{Message: err.Error(), Code: CodeNameAmbiguous,
			Extensions: map[string]any{"name": err.Name, "candidates": err.Candidates}}
	}
	near := err.Near
	if near == nil {
		near = []string{}
	}
	return &Error{Message: err.Error(), Code: CodeNameUnknown,
		Extensions: map[string]any{"name": err.Name, "suggestions": near}}
}

// fromLibrary turns graphql-go's errors into ours. Without a source it gives
// every error the line 1 and the byte offset as its column, which lines maps
// to a place in the document.
func fromLibrary(errs []gqlerrors.FormattedError, code Code, lines lineIndex) []*Error {
	var list []*Error
	for _, err := range errs {
		if len(list) == maxErrors {
			list = append(list, &Error{Message: fmt.Sprintf("%d more errors are not listed", len(errs)-maxErrors), Code: code})
			break
		}
		e := &Error{Message: err.Message, Code: code}
		if ours := ourError(err); ours != nil {
			copied := *ours
			e = &copied
		}
		e.Message = clip(e.Message)
		e.Path = err.Path
		for _, at := range err.Locations {
			e.Locations = append(e.Locations, lines.location(at.Column-1))
		}
		list = append(list, e)
	}
	return list
}

// ourError returns the error that a resolver of ours returned, or nil.
func ourError(err error) *Error {
	for err != nil {
		switch e := err.(type) {
		case *Error:
			return e
		case gqlerrors.FormattedError:
			err = e.OriginalError()
		case *gqlerrors.Error:
			err = e.OriginalError
		default:
			return nil
		}
	}
	return nil
}

// lineIndex holds where the lines of a document begin.
type lineIndex struct {
	doc    string
	starts []int
}

func newLineIndex(doc string) lineIndex {
	x := lineIndex{doc: doc, starts: []int{0}}
	for i := range len(doc) {
		if doc[i] == '\n' || doc[i] == '\r' && (i+1 == len(doc) || doc[i+1] != '\n') {
			x.starts = append(x.starts, i+1)
		}
	}
	return x
}

// location returns the place of a byte offset; columns count characters.
func (x lineIndex) location(offset int) Location {
	offset = min(max(offset, 0), len(x.doc))
	line := 0
	for low, high := 0, len(x.starts); low < high; {
		mid := (low + high) / 2
		if x.starts[mid] <= offset {
			line, low = mid, mid+1
		} else {
			high = mid
		}
	}
	return Location{Line: line + 1, Column: len([]rune(x.doc[x.starts[line]:offset])) + 1}
}
