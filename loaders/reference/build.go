package reference

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"casus/graph"
	"casus/schema"
)

// facts are the tables, read.
type facts struct {
	batch graph.Batch
	cow   map[string][]spell
}

// A spell is the time for which a code stands for a node.
type spell struct {
	node  graph.ID
	valid graph.Interval
}

// The tables of statements and how their rows are read. All other tables but
// sources.csv describe nodes.
var statementTables = map[string]func(*builder, row) error{
	"memberships.csv": (*builder).membership,
	"obligations.csv": (*builder).obligation,
	"links.csv":       (*builder).link,
}

const sourcesTable = "sources.csv"

// builder collects nodes and statements; what is wrong with a row it collects
// too, so that the tables can be mended in one go.
type builder struct {
	sources    map[string]string
	nodes      []graph.Node
	aliases    []graph.Alias // of all nodes: one slice costs less than thousands
	items      [32]item      // of the list that is being read
	index      map[graph.ID]int
	statements []*graph.Statement
	cow        map[string][]spell
}

// read turns all tables of fsys into a batch. Its errors begin with
// "file:line: ", one for each bad row.
func read(fsys fs.FS) (*facts, error) {
	files, err := fs.Glob(fsys, "*.csv")
	if err != nil {
		return nil, err
	}
	var errs []error
	var sources, nodes, statements []row
	for _, file := range files {
		rows, err := readTable(fsys, file)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		switch {
		case file == sourcesTable:
			sources = rows
		case statementTables[file] != nil:
			statements = append(statements, rows...)
		default:
			nodes = append(nodes, rows...)
		}
	}
	b := &builder{
		sources: make(map[string]string, len(sources)), index: make(map[graph.ID]int, len(nodes)), cow: map[string][]spell{},
		nodes: make([]graph.Node, 0, len(nodes)), aliases: make([]graph.Alias, 0, 4*len(nodes)), statements: make([]*graph.Statement, 0, 2*len(nodes)),
	}
	each := func(rows []row, f func(row) error) {
		for _, r := range rows {
			if err := f(r); err != nil {
				errs = append(errs, err)
			}
		}
	}
	each(sources, b.source)
	each(nodes, b.node)
	each(nodes, b.nodeStatements)
	each(statements, func(r row) error { return statementTables[r.table.file](b, r) })
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	sealAll(b.statements)
	return &facts{
		batch: graph.Batch{
			Document: graph.Document{
				ID: Doc, Title: "casus reference", Publisher: "casus", Loader: Version, Basis: graph.Reference,
				Citation: "casus reference tables; each fact names its source",
			},
			Nodes:      b.nodes,
			Statements: b.statements,
		},
		cow: b.cow,
	}, nil
}

// sealAll seals in two halves at once: hashing is most of the cost of a build.
func sealAll(statements []*graph.Statement) {
	var wg sync.WaitGroup
	for chunk := range slices.Chunk(statements, max(1, (len(statements)+1)/2)) {
		wg.Go(func() {
			for _, s := range chunk {
				s.Seal()
			}
		})
	}
	wg.Wait()
}

func (b *builder) source(r row) error {
	key, citation := r.get("key"), r.get("citation")
	if key == "" || citation == "" || strings.Contains(key, " ") {
		return r.errorf("source %q: want a key without spaces and a citation", key)
	}
	if b.sources[key] != "" {
		return r.errorf("source %q is there twice", key)
	}
	b.sources[key] = citation
	return nil
}

// citation returns what the row rests on. One word must be a key of
// sources.csv, so that a mistyped key does not pass for a citation.
func (b *builder) citation(r row) (string, error) {
	s := r.get("source")
	if c := b.sources[s]; c != "" {
		return c, nil
	}
	if !strings.Contains(s, " ") {
		return "", r.errorf("source %q, want a key of %s or a citation in words", s, sourcesTable)
	}
	return s, nil
}

// node adds the node that a row describes. A later row for the same ID adds to
// it: a city that was the capital of two states has two rows.
func (b *builder) node(r row) error {
	id := graph.ID(r.get("id"))
	kind := schema.Kind(id.Prefix())
	if !id.Valid() || schema.Default().Kind(kind) == nil {
		return r.errorf("id %q, want kind:name with a kind of the ontology", id)
	}
	if r.get("name") == "" {
		return r.errorf("%s has no name", id)
	}
	if _, err := b.citation(r); err != nil {
		return err
	}
	valid, err := r.valid()
	if err != nil {
		return err
	}
	if _, known := b.index[id]; known {
		return r.errorf("%s is there twice", id)
	}
	n := graph.Node{ID: id, Kind: kind, Name: r.get("name"), Valid: valid, Basis: graph.Reference}
	if err := b.codes(&n, r); err != nil {
		return err
	}
	first := len(b.aliases)
	for _, c := range aliasColumns {
		items, err := r.list(c.column, b.items[:])
		if err != nil {
			return err
		}
		for _, it := range items {
			b.aliases = append(b.aliases, graph.Alias{Text: it.text, Type: c.typ, Valid: it.valid})
		}
	}
	if last := len(b.aliases); last > first {
		n.Aliases = b.aliases[first:last:last]
	}
	b.index[id] = len(b.nodes)
	b.nodes = append(b.nodes, n)
	return nil
}

var aliasColumns = []struct {
	column string
	typ    graph.AliasType
}{
	{"names", graph.AliasName}, {"acronyms", graph.AliasAcronym}, {"demonyms", graph.AliasDemonym}, {"seats", graph.AliasSeat},
}

func (b *builder) codes(n *graph.Node, r row) error {
	set := func(key, code string) {
		if n.Codes == nil {
			n.Codes = map[string]string{}
		}
		n.Codes[key] = code
	}
	if iso2 := r.get("iso2"); iso2 != "" {
		iso3 := strings.TrimPrefix(string(n.ID), "state:")
		if len(iso2) != 2 || len(iso3) != 3 {
			return r.errorf("%s: ISO code %q, want two letters and an ID of state: and three", n.ID, iso2)
		}
		set("iso2", iso2)
		set("iso3", iso3)
	}
	codes, err := r.list("cow", b.items[:])
	if err != nil {
		return err
	}
	for _, c := range codes {
		switch {
		case n.Codes["cow"] == "":
			set("cow", c.text)
		case n.Codes["cow"] != c.text:
			set("cow2", c.text)
		}
		if c.valid == (graph.Interval{}) {
			c.valid = n.Valid
		}
		b.cow[c.text] = append(b.cow[c.text], spell{n.ID, c.valid})
	}
	return nil
}

// nodeStatements adds what a row of a node table says beside names. A capital
// lends its names to its state as seats, for as long as it is one, unless the
// row says that it hosts others too ("Brussels").
func (b *builder) nodeStatements(r row) error {
	id := graph.ID(r.get("id"))
	if _, known := b.index[id]; !known {
		return nil // reported already
	}
	for _, relation := range []string{"capital_of", "organ_of", "part_of"} {
		items, err := r.list(relation, b.items[:])
		if err != nil {
			return err
		}
		for _, it := range items {
			text, noSeat := strings.CutSuffix(it.text, "!")
			object := graph.ID(text)
			if err := b.add(r, &graph.Statement{Subject: id, Relation: relation, Object: object, Valid: it.valid}); err != nil {
				return err
			}
			if relation != "capital_of" || noSeat {
				continue
			}
			place, state := &b.nodes[b.index[id]], &b.nodes[b.index[object]]
			addSeat(state, place.Name, it.valid)
			for _, a := range place.Aliases {
				addSeat(state, a.Text, overlap(a.Valid, it.valid))
			}
		}
	}
	return b.roles(r, id)
}

// roles reads the offices of a person: "prime minister of state:TUR@2003/2014".
func (b *builder) roles(r row, id graph.ID) error {
	items, err := r.list("roles", b.items[:])
	if err != nil {
		return err
	}
	for _, it := range items {
		of := strings.LastIndex(it.text, " of ")
		if of < 0 {
			return r.errorf("role %q, want an office, \" of \" and an ID", it.text)
		}
		s := &graph.Statement{
			Subject: id, Relation: "holds_role", Object: graph.ID(it.text[of+len(" of "):]),
			Valid: it.valid, Qualifiers: map[string]string{graph.Role: it.text[:of]},
		}
		if err := b.add(r, s); err != nil {
			return err
		}
	}
	return nil
}

func addSeat(state *graph.Node, text string, valid graph.Interval) {
	if text == state.Name || !valid.From.IsZero() && !valid.To.IsZero() && valid.To.Compare(valid.From) <= 0 {
		return
	}
	state.Aliases = append(state.Aliases, graph.Alias{Text: text, Type: graph.AliasSeat, Valid: valid})
}

// overlap returns the time that two intervals share.
func overlap(a, b graph.Interval) graph.Interval {
	if b.From.Compare(a.From) > 0 { // unknown comes first
		a.From = b.From
	}
	if a.To.IsZero() || !b.To.IsZero() && b.To.Compare(a.To) < 0 {
		a.To = b.To
	}
	return a
}

// add checks a statement of the tables and puts it into the batch.
func (b *builder) add(r row, s *graph.Statement) error {
	citation, err := b.citation(r)
	if err != nil {
		return err
	}
	var kinds [3]schema.Kind
	for i, id := range []graph.ID{s.Subject, s.Object, s.Under} {
		if id == "" {
			continue
		}
		n, known := b.index[id]
		if !known {
			return r.errorf("%s is in no table", id)
		}
		kinds[i] = b.nodes[n].Kind
	}
	if s.Object == "" {
		kinds[1] = schema.Value
	}
	if err := schema.Default().Check(kinds[0], s.Relation, kinds[1]); err != nil {
		return r.errorf("%w", err)
	}
	s.Stance, s.Basis = graph.Asserted, graph.Reference
	s.Source = graph.Source{Doc: Doc, Loader: Version, Rule: r.table.file, Line: r.line, Confidence: 1, Citation: citation}
	b.statements = append(b.statements, s)
	return nil
}

// membership reads "of, from, to, members, note": every member belongs to the
// organization, or is a party to the treaty, in that time.
func (b *builder) membership(r row) error {
	valid, err := r.valid()
	if err != nil {
		return err
	}
	of := graph.ID(r.get("of"))
	relation := "member_of"
	if p := schema.Kind(of.Prefix()); p == schema.Treaty || p == schema.Alliance {
		relation = "party_to"
	}
	members := strings.Fields(r.get("members"))
	if len(members) == 0 {
		return r.errorf("%s: no members", of)
	}
	for _, m := range members {
		if !strings.Contains(m, ":") {
			m = "state:" + m
		}
		s := &graph.Statement{Subject: graph.ID(m), Relation: relation, Object: of, Valid: valid}
		if note := r.get("note"); note != "" {
			s.Qualifiers = map[string]string{"note": note}
		}
		if err := b.add(r, s); err != nil {
			return err
		}
	}
	return nil
}

// Obligations are ATOP's five (Leeds et al. 2002).
var obligations = []string{"defense", "offense", "neutrality", "nonaggression", "consultation"}

// obligation reads what a treaty commits its parties to. The columns from
// article to note are qualifiers.
func (b *builder) obligation(r row) error {
	valid, err := r.valid()
	if err != nil {
		return err
	}
	s := &graph.Statement{
		Subject: graph.ID(r.get("treaty")), Relation: "commits_parties_to", Value: r.get("obligation"), Under: graph.ID(r.get("under")),
		Valid: valid, Status: graph.Status(r.get("status")), Qualifiers: map[string]string{},
	}
	if !slices.Contains(obligations, s.Value) {
		return r.errorf("obligation %q, want one of %v", s.Value, obligations)
	}
	if !slices.Contains(graph.Statuses(), s.Status) {
		return r.errorf("status %q, want one of %v", s.Status, graph.Statuses())
	}
	for _, q := range []string{graph.Article, graph.Adversary, graph.Location, graph.Provocation, graph.Discretion, graph.Condition, "note"} {
		if v := r.get(q); v != "" {
			s.Qualifiers[q] = v
		}
	}
	if a := graph.ID(s.Qualifiers[graph.Adversary]); strings.HasPrefix(string(a), "state:") {
		if _, known := b.index[a]; !known {
			return r.errorf("adversary %s is in no table", a)
		}
	}
	return b.add(r, s)
}

// link reads any other statement: "subject, relation, object, from, to, note".
// An object without a kind is a value.
func (b *builder) link(r row) error {
	valid, err := r.valid()
	if err != nil {
		return err
	}
	s := &graph.Statement{Subject: graph.ID(r.get("subject")), Relation: r.get("relation"), Under: graph.ID(r.get("under")), Valid: valid}
	object := r.get("object")
	if object == "" {
		return r.errorf("%s %s: no object", s.Subject, s.Relation)
	}
	if id := graph.ID(object); schema.Default().Kind(schema.Kind(id.Prefix())) != nil && id.Valid() {
		s.Object = id
	} else {
		s.Value = object
	}
	if note := r.get("note"); note != "" {
		s.Qualifiers = map[string]string{"note": note}
	}
	return b.add(r, s)
}
