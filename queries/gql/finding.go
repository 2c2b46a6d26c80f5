package gql

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/graphql-go/graphql"

	"casus/graph"
	"casus/queries"
)

// findings makes the type Finding: the fields of [queries.Finding].
func (t *types) findings() {
	t.finding = graphql.NewObject(graphql.ObjectConfig{
		Name:        "Finding",
		Description: "One answer among several. Which fields are set depends on the question.",
		Fields:      graphql.FieldsThunk(t.findingFields),
	})
}

func (t *types) findingFields() graphql.Fields {
	entity := func(doc string, get func(f *queries.Finding) graph.ID) *graphql.Field {
		return field(doc, t.entity, func(r *run, f *queries.Finding) any { return r.entityOf(get(f)) })
	}
	return graphql.Fields{
		"class":      field("For obligations: how far the actor is bound.", t.obligationClass, func(_ *run, f *queries.Finding) any { return f.Class }),
		"actor":      entity("Who is bound, accuses, is the neighbor …", func(f *queries.Finding) graph.ID { return f.Actor }),
		"toward":     entity("Who is to be defended, is accused …", func(f *queries.Finding) graph.ID { return f.Toward }),
		"under":      entity("The treaty or organization.", func(f *queries.Finding) graph.ID { return f.Under }),
		"obligation": text("ATOP's word: defense, offense, neutrality, nonaggression, consultation.", func(f *queries.Finding) string { return f.Obligation }),
		"article":    text("The article as the source gives it, or `not stated`. No article is ever invented.", func(f *queries.Finding) string { return f.Article }),
		"conditions": field("Adversary, place, provocation, discretion, in words.", listOf(graphql.String), func(_ *run, f *queries.Finding) any {
			return append([]string{}, f.Conditions...)
		}),
		"relation": text("For neighbors and accusations: the relation that leads here.", func(f *queries.Finding) string { return f.Relation }),
		"distance": field("For neighbors: steps from the actor asked about.", graphql.Int, func(_ *run, f *queries.Finding) any {
			if f.Distance == 0 {
				return nil
			}
			return f.Distance
		}),
		"of":       text("For accusations: the alleged wrong, in the source's words.", func(f *queries.Finding) string { return f.Of }),
		"stance":   field("For accusations and statements: how the source puts it.", t.stance, func(_ *run, f *queries.Finding) any { return f.Stance }),
		"valid":    field("When it holds; null if nothing is known of it.", t.interval, func(_ *run, f *queries.Finding) any { return someInterval(f.Valid) }),
		"status":   field("How far the treaty has come.", t.status, func(_ *run, f *queries.Finding) any { return f.Status }),
		"basis":    field("The weakest basis among the proof.", t.basis, func(_ *run, f *queries.Finding) any { return f.Basis }),
		"inferred": text("The step that follows from the proof but is not said in it; null if all is stated.", func(f *queries.Finding) string { return f.Inferred }),
		"why":      text("In words: why bound, or why not.", func(f *queries.Finding) string { return f.Why }),
		"nodes": field("For paths: the nodes in order.", listOf(t.entity), func(r *run, f *queries.Finding) any {
			nodes := make([]any, len(f.Nodes))
			for i, id := range f.Nodes {
				nodes[i] = r.entityOf(id)
			}
			return nodes
		}),
		"edges": field("For paths: the statements between the nodes, in order.", listOf(t.statement), func(_ *run, f *queries.Finding) any {
			if len(f.Nodes) == 0 {
				return []*graph.Statement{}
			}
			return append([]*graph.Statement{}, f.Proof...)
		}),
		"replies": field("For accusations: denials and counter-claims of the same matter.", listOf(t.finding), func(_ *run, f *queries.Finding) any { return list(f.Replies) }),
		"proof": field("The statements that prove it.", listOf(t.statement), func(_ *run, f *queries.Finding) any {
			return append([]*graph.Statement{}, f.Proof...)
		}),
	}
}

// findingKeys names each finding by what it says and by what proves it. Findings
// alike in both are numbered.
func findingKeys(findings []queries.Finding) []string {
	keys := make([]string, len(findings))
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		says := digest(f.Actor, f.Toward, f.Under, f.Obligation, f.Article, f.Relation, f.Of, f.Nodes)
		proof := make([]graph.ID, len(f.Proof))
		for j, s := range f.Proof {
			proof[j] = s.ID
		}
		key := says + "." + digest(proof)
		seen[key]++
		keys[i] = fmt.Sprintf("%s.%d", key, seen[key])
	}
	return keys
}

func digest(parts ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", parts))
	return hex.EncodeToString(sum[:9])
}

// findKey returns the index of the finding that a key names: the same one, or
// the only one that says the same if loading more gave it another proof. It
// returns -1 if there is none.
func findKey(keys []string, key string) int {
	if i := slices.Index(keys, key); i >= 0 {
		return i
	}
	says, _, _ := strings.Cut(key, ".")
	found := -1
	for i, k := range keys {
		if strings.HasPrefix(k, says+".") {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}
