package gql

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/queries"
)

// Pages. A connection gives the first so many entries after a cursor.
const (
	defaultPage      = 100
	maxPage          = 1000
	connectionSuffix = "Connection"
)

// page is the source of a connection: the entries on it with their cursors.
type page[T any] struct {
	items   []T
	cursors []string
	total   int
	info    pageInfo
	answer  *queries.Answer // of a question
}

type pageInfo struct {
	next, previous bool
	start, end     string
}

type edge[T any] struct {
	cursor string
	node   T
}

// cut makes a page of the entries from index `from` on.
func cut[T any](items []T, kind string, keys []string, from, first int) page[T] {
	to := min(from+first, len(items))
	p := page[T]{items: items[from:to], total: len(items), info: pageInfo{next: to < len(items), previous: from > 0}}
	for _, key := range keys[from:to] {
		p.cursors = append(p.cursors, encodeCursor(kind, key))
	}
	if len(p.cursors) > 0 {
		p.info.start, p.info.end = p.cursors[0], p.cursors[len(p.cursors)-1]
	}
	return p
}

// A cursor is the kind and key of an entry, made opaque.
func encodeCursor(kind, key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(kind + ":" + key))
}

func decodeCursor(kind, cursor string) (key string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	key, ok := strings.CutPrefix(string(b), kind+":")
	if err != nil || !ok || len(key) > maxText {
		return "", badInput("after %q is no cursor of this list, want the endCursor of a page before", clip(cursor))
	}
	return key, nil
}

// paging reads first and after.
func paging(args map[string]any) (first int, after string, err error) {
	first = defaultPage
	if n, ok := args["first"].(int); ok {
		first = n
	}
	if first < 0 || first > maxPage {
		return 0, "", badInput("first is %d, want 0 to %d", first, maxPage)
	}
	after, _ = args["after"].(string)
	return first, after, nil
}

func pagingArgs() graphql.FieldConfigArgument {
	return graphql.FieldConfigArgument{
		"first": &graphql.ArgumentConfig{Type: graphql.Int, DefaultValue: defaultPage, Description: "How many entries to return, at most 1000."},
		"after": &graphql.ArgumentConfig{Type: graphql.String, Description: "Return entries after this cursor. Cursors stay good when more is loaded."},
	}
}

func asOfArg() *graphql.ArgumentConfig {
	return &graphql.ArgumentConfig{Type: graphql.String, Description: "The day, month or year to answer for: YYYY-MM-DD, YYYY-MM or YYYY. Default: today."}
}

// findingPage answers a question with a page of its findings.
func (r *run) findingPage(answer *queries.Answer, first int, after string) (any, error) {
	keys := findingKeys(answer.Findings)
	from := 0
	if after != "" {
		key, err := decodeCursor("f", after)
		if err != nil {
			return nil, err
		}
		i := findKey(keys, key)
		if i < 0 {
			return nil, badInput("after names a finding that is not in this answer any more: begin again without it")
		}
		from = i + 1
	}
	p := cut(list(answer.Findings), "f", keys, from, first)
	p.answer = answer
	return p, nil
}

// statementPage returns a page of statements, which are in order of ID: the
// cursor's own statement need not be among them any more.
func statementPage(statements []*graph.Statement, first int, after string) (any, error) {
	keys := make([]string, len(statements))
	for i, s := range statements {
		keys[i] = string(s.ID)
	}
	from := 0
	if after != "" {
		key, err := decodeCursor("s", after)
		if err != nil {
			return nil, err
		}
		i, found := slices.BinarySearch(keys, key)
		if from = i; found {
			from++
		}
	}
	return cut(statements, "s", keys, from, first), nil
}

// connection makes the edge and connection types of a node type.
func connection[T any](t *types, name string, node *graphql.Object, doc string, more graphql.Fields) *graphql.Object {
	edgeType := graphql.NewObject(graphql.ObjectConfig{
		Name:        name + "Edge",
		Description: "An entry of a " + name + connectionSuffix + ".",
		Fields: graphql.Fields{
			"cursor": field("Where the entry stands, to give as `after`.", required(graphql.String), func(_ *run, e edge[T]) any { return e.cursor }),
			"node":   field("The entry.", required(node), func(_ *run, e edge[T]) any { return e.node }),
		},
	})
	fields := graphql.Fields{
		"edges": field("The entries with their cursors.", listOf(edgeType), func(_ *run, p page[T]) any {
			edges := make([]edge[T], len(p.items))
			for i, item := range p.items {
				edges[i] = edge[T]{p.cursors[i], item}
			}
			return edges
		}),
		"nodes":      field("The entries.", listOf(node), func(_ *run, p page[T]) any { return append([]T{}, p.items...) }),
		"pageInfo":   field("Where this page stands.", required(t.pageInfo), func(_ *run, p page[T]) any { return p.info }),
		"totalCount": field("How many entries there are on all pages.", required(graphql.Int), func(_ *run, p page[T]) any { return p.total }),
	}
	for name, f := range more {
		fields[name] = f
	}
	return graphql.NewObject(graphql.ObjectConfig{Name: name + connectionSuffix, Description: doc, Fields: fields})
}
