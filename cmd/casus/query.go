package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"casus/graph"
	"casus/queries/gql"
)

func (a *app) queryCommand() *cobra.Command {
	var variables, operation string
	cmd := &cobra.Command{
		Use:     "query FILE|-",
		Short:   "Answer a GraphQL document, without a server",
		GroupID: groupQuestions,
		Long: `Answer a GraphQL document as casus serve would, and write the response as JSON.
The exit code is 4 if a name in it is not known or ambiguous, and 1 if the
response has any other error.`,
		Example: `  echo '{ defends(actor: "Azerbaijan") { nodes { class actor { name } } } }' | casus query -
  casus query obligations.graphql --variables '{"actor": "Azerbaijan"}'`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("want a file, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			request := gql.Request{OperationName: operation}
			if err := json.Unmarshal([]byte(variables), &request.Variables); err != nil {
				return usagef("--variables %q, want a JSON object such as {\"actor\": \"Azerbaijan\"}", variables)
			}
			document, err := a.readDocument(args[0])
			if err != nil {
				return err
			}
			request.Query = document
			return a.query(cmd.Context(), request)
		},
	}
	cmd.Flags().StringVar(&variables, "variables", "{}", "the document's variables, as a `JSON` object")
	cmd.Flags().StringVar(&operation, "operation", "", "`NAME` of the operation to run, if the document has several")
	a.sourceFlags(cmd)
	return cmd
}

// maxDocument bounds a GraphQL document: the guard refuses far shorter ones.
const maxDocument = 1 << 20

// readDocument reads a GraphQL document from a file, or - for standard input.
func (a *app) readDocument(path string) (string, error) {
	in := a.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return "", fmt.Errorf("read GraphQL document: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return "", fmt.Errorf("read GraphQL document %s: %w", path, err)
	}
	if len(data) > maxDocument {
		return "", fmt.Errorf("read GraphQL document %s: longer than %d bytes", path, maxDocument)
	}
	return string(data), nil
}

func (a *app) query(ctx context.Context, request gql.Request) error {
	v, err := a.view(ctx)
	if err != nil {
		return err
	}
	schema, err := a.schema(func(context.Context) (*graph.View, error) { return v, nil })
	if err != nil {
		return err
	}
	response := schema.Exec(ctx, request)
	data, err := json.Marshal(response)
	if err != nil {
		return fmt.Errorf("write response: %w", err)
	}
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		return fmt.Errorf("write response: %w", err)
	}
	b.WriteByte('\n')
	if _, err := a.stdout.Write(b.Bytes()); err != nil {
		return err
	}
	return failure(response)
}

// schema builds the GraphQL schema. Its questions without a date are asked for
// the day of --as-of, and without that flag for the day on which they are asked.
func (a *app) schema(view func(context.Context) (*graph.View, error)) (*gql.Schema, error) {
	if !a.asOfNamed {
		return gql.New(view)
	}
	on := graph.Date(a.asOf)
	if !on.IsDay() {
		return nil, usagef("--as-of %s, want a day here: YYYY-MM-DD", on)
	}
	day := time.Date(on.Year, time.Month(on.Month), on.Day, 12, 0, 0, 0, time.Local)
	return gql.New(view, gql.Clock(func() time.Time { return day }))
}

// failure turns the first error of a response into one of the command line.
func failure(r *gql.Response) error {
	if len(r.Errors) == 0 {
		return nil
	}
	first := r.Errors[0]
	switch first.Code {
	case gql.CodeNameUnknown, gql.CodeNameAmbiguous:
		return &responseError{first, &graph.NameError{}}
	case gql.CodeInternal:
		return errors.Join(append([]error{first}, r.Causes...)...)
	}
	return first
}

// responseError is an error of a response with the kind of error it stands for.
type responseError struct {
	shown *gql.Error
	kind  error
}

func (e *responseError) Error() string { return e.shown.Message }
func (e *responseError) Unwrap() error { return e.kind }
