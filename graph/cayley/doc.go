// Package cayley is the durable store: one file that holds a Cayley graph.
//
//	s, err := cayley.Open(ctx, "casus.db", cayley.Options{})
//	defer s.Close()
//	added, err := s.Add(ctx, batch)
//	view, err := s.View(ctx)
//
// It is the only package that knows Cayley. Every quad it writes:
//
//	subject    predicate           object                     label
//	<subject>  <casus:RELATION>    <object>, "value" or _:x   <stmt:…>   the claim
//	<stmt:…>   <casus:document>    <doc:…>                               whose claim it is
//	<stmt:…>   <casus:under>       <treaty:…>                            where known
//	<stmt:…>   <casus:from>        "2021-06"                             where known
//	<stmt:…>   <casus:to>          "2022", ".." for open                 where known
//	<stmt:…>   <casus:record>      "{…}"^^<casus:json>                   the graph.Statement, whole
//	<doc:…>    <casus:record>      "{…}"^^<casus:json>                   the graph.Document, text included
//	<doc:…>    <casus:describes>   "{…}"^^<casus:json>                   a graph.Node as this document has it
//	<id>       <casus:kind>        "state"                               of every described node
//	<id>       <casus:name>        "Türkiye"                             of every described node
//
// So plain Cayley tools follow subject, relation and object, and the label of
// a claim leads to everything else. An end that the source does not name is a
// blank node of that statement's own. Descriptions hang on the document and
// not on the node because Cayley rewrites the whole list of a subject and
// predicate whenever it grows: a state that ten thousand articles mention must
// be on the object's side.
//
// Nothing is ever deleted or rewritten. Beside Cayley's buckets the file has
// one of ours, with a count and a sum over Cayley's log (see [ledger]), because
// neither Cayley nor bbolt notices lost or damaged pages.
//
// What the store guards against was measured with the pinned version: Cayley
// merges unrelated nodes after a rejected batch (see [Store.Add]), bbolt faults
// on a file that was cut short, and a cancelled Cayley query returns less
// without an error.
package cayley
