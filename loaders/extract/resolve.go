package extract

import (
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// use is how a clause uses a phrase: it decides whether a capital means a
// government or a city.
type use byte

const (
	useOther   use = iota
	useObject      // object of a verb
	useAgent       // subject of a verb, possessor
	usePlace       // after in, at, near …
	usePattern     // what a copula or apposition is said of
)

// resolver links phrases to nodes, through one document in reading order.
type resolver struct {
	text   *Text
	lex    *Lexicon
	gaz    *Gazetteer
	era    graph.Date // the time the document is about: its dateline, else the years it names
	nodes  map[graph.ID]*graph.Node
	order  []graph.ID // of first mention
	past   []mention
	links  map[*Phrase][]graph.ID
	uses   map[*Phrase]use
	topics map[*Phrase]bool    // subjects of finite verbs: what pronouns like to mean
	is     map[*Phrase]*Phrase // what a copula says, to what it is said of
	chains map[*Phrase]string  // how a pronoun or description was resolved, for --explain
	local  map[string]graph.ID
	events []event
	treaty *treatyContext // of a treaty's own text
	short  string         // of the document, in the IDs of what only it names
}

// mention is an earlier phrase and what it meant.
type mention struct {
	ids    []graph.ID
	sent   int
	plural bool
	agent  bool
}

// event is an act that later words can refer to.
type event struct {
	id    graph.ID
	class string // attack, event, claim
	word  string // lemma of its noun or verb
	ends  []graph.ID
	sent  int
}

func newResolver(t *Text, gaz *Gazetteer, lex *Lexicon, sents []*Sent) *resolver {
	short := strings.TrimPrefix(string(t.Doc.ID), "doc:")
	if len(short) > 8 {
		short = short[:8]
	}
	r := &resolver{text: t, lex: lex, gaz: gaz, nodes: map[graph.ID]*graph.Node{}, links: map[*Phrase][]graph.ID{}, uses: map[*Phrase]use{},
		chains: map[*Phrase]string{}, is: map[*Phrase]*Phrase{}, topics: map[*Phrase]bool{}, local: map[string]graph.ID{}, short: short}
	r.era = era(t.Doc.Date, sents)
	r.treaty = r.newTreaty()
	return r
}

// era returns the dateline or, without one, the median of the years the
// document names.
func era(dateline graph.Date, sents []*Sent) graph.Date {
	if !dateline.IsZero() {
		return dateline
	}
	var years []int
	for _, s := range sents {
		for _, t := range s.Times {
			if y := t.Valid.From.Year; y != 0 {
				years = append(years, y)
			}
		}
	}
	if len(years) == 0 {
		return graph.Date{}
	}
	slices.Sort(years)
	return graph.Date{Year: years[len(years)/2]}
}

// sentence resolves the phrases of one sentence, left to right.
func (r *resolver) sentence(s *Sent) {
	var all []*Phrase
	seen := map[*Phrase]bool{}
	note := func(p *Phrase, u use) {
		if p == nil {
			return
		}
		if u > r.uses[p] || r.uses[p] == useOther {
			r.uses[p] = u
		}
		if len(p.Members) > 0 {
			for _, m := range p.Members {
				r.uses[m] = r.uses[p]
			}
		}
	}
	for _, c := range s.Clauses {
		if c.Pred != nil && c.Subject != nil && c.Lemma == "be" && c.Pred.Name < 0 && len(c.Pred.Members) == 0 && c.Subject.Name >= 0 {
			r.is[c.Pred] = c.Subject
		}
		u := useAgent
		if c.Kind == AppositionClause || c.Lemma == "be" {
			u = usePattern
		}
		note(c.Subject, u)
		if c.Kind == FiniteClause && c.surface() != nil {
			r.topics[c.surface()] = true
		}
		note(c.Object, useObject)
		note(c.Second, useObject)
		for _, pp := range c.PPs {
			if locative[pp.Prep] && !(c.Kind == NounClause && c.Object == pp.Phrase) {
				note(pp.Phrase, usePlace)
			}
		}
		if c.Kind == NounClause {
			continue
		}
		c.eachPhrase(func(p *Phrase) {
			if !seen[p] {
				seen[p] = true
				all = append(all, p)
			}
			if p.Possessor != nil {
				note(p.Possessor, useAgent)
			}
			for _, pp := range p.PPs {
				if locative[pp.Prep] {
					note(pp.Phrase, usePlace)
				}
			}
		})
	}
	for _, c := range s.Clauses { // phrases made for noun clauses
		for _, p := range []*Phrase{c.Subject, c.Object, c.Second, c.Pred} {
			if p != nil {
				for _, m := range append([]*Phrase{p}, p.Members...) {
					if !seen[m] {
						seen[m] = true
						all = append(all, m)
					}
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Phrase) int { return a.Head - b.Head })
	for _, p := range all {
		if len(p.Members) == 0 {
			r.phrase(s, p)
		}
	}
	for _, p := range all {
		if len(p.Members) > 0 {
			r.phrase(s, p)
			r.remember(s, p)
		}
	}
}

var locative = map[string]bool{"in": true, "at": true, "near": true, "from": true, "across": true, "inside": true, "outside": true, "around": true, "through": true, "throughout": true, "within": true, "along": true, "off": true, "into": true}

// phrase resolves one phrase and remembers it.
func (r *resolver) phrase(s *Sent, p *Phrase) []graph.ID {
	if ids, done := r.links[p]; done {
		return ids
	}
	var ids []graph.ID
	switch {
	case len(p.Members) > 0:
		for _, m := range p.Members {
			for _, id := range r.phrase(s, m) {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		r.links[p] = ids
		return ids
	case p.IsTime:
	case r.isParties(s, p):
		ids = []graph.ID{r.treaty.id}
	case r.is[p] != nil && r.is[p] != p && len(r.is[p].Members) == 0:
		subject := r.is[p]
		delete(r.is, p)
		ids = r.phrase(s, subject)
		r.links[p] = ids
		return ids
	case s.Tokens[p.Head].Tag == PRON:
		ids = r.pronoun(s, p)
	case p.Name >= 0:
		ids = r.name(s, p)
	default:
		ids = r.description(s, p)
	}
	r.links[p] = ids
	r.remember(s, p)
	return ids
}

func (r *resolver) remember(s *Sent, p *Phrase) {
	ids := r.links[p]
	if len(ids) == 0 {
		return
	}
	r.past = append(r.past, mention{ids: ids, sent: s.Index, plural: p.Plural || len(ids) > 1, agent: r.topics[p]})
}

// create makes a node that only this document names.
func (r *resolver) create(kind schema.Kind, name, year string) graph.ID {
	slug := graph.Slug(name)
	if slug == "" {
		return ""
	}
	if year != "" && kind == schema.Treaty && !strings.Contains(slug, year) {
		slug += "-" + year
	}
	id := graph.ID(string(kind) + ":" + slug)
	r.local[graph.Fold(name)] = id
	if r.nodes[id] == nil {
		n := &graph.Node{ID: id, Kind: kind, Name: name, Basis: graph.Report}
		if year != "" && kind == schema.Treaty {
			if d, err := graph.ParseDate(year); err == nil {
				n.Valid.From = d
			}
		}
		r.nodes[id] = n
		r.order = append(r.order, id)
	}
	return id
}

// use adds a known node to the document's.
func (r *resolver) node(id graph.ID) *graph.Node {
	if n := r.nodes[id]; n != nil {
		return n
	}
	known := r.gaz.nodes[id]
	if known == nil {
		return nil
	}
	n := &graph.Node{ID: known.ID, Kind: known.Kind, Name: known.Name, Basis: graph.Report}
	r.nodes[id] = n
	r.order = append(r.order, id)
	return n
}

// kind returns the kind of a node, known or local.
func (r *resolver) kind(id graph.ID) schema.Kind {
	if n := r.nodes[id]; n != nil {
		return n.Kind
	}
	if n := r.gaz.nodes[id]; n != nil {
		return n.Kind
	}
	return ""
}

// alias records how the document wrote a node's name.
func (r *resolver) alias(id graph.ID, surface string) {
	n := r.node(id)
	if n == nil || surface == n.Name || len(n.Aliases) >= 24 {
		return
	}
	for _, a := range n.Aliases {
		if a.Text == surface {
			return
		}
	}
	n.Aliases = append(n.Aliases, graph.Alias{Text: surface, Type: graph.AliasSurface})
}
