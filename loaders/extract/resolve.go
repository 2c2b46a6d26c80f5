package extract

import (
	"fmt"
	"maps"
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
	short  string // of the document, in the IDs of what only it names
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

// chainList returns how pronouns and descriptions were resolved, sorted.
func (r *resolver) chainList() Chains {
	list := slices.Collect(maps.Values(r.chains))
	slices.Sort(list)
	return Chains(list)
}

// name links a phrase whose head is a name.
func (r *resolver) name(s *Sent, p *Phrase) []graph.ID {
	n := &s.Names[p.Name]
	id := r.linkName(s, n, r.uses[p], p)
	if id == "" && n.First == n.Last && p.Det != "" {
		// "the Pact": a short form of a name before.
		lemma := r.lex.singular(s.Tokens[n.First].Low)
		if ids := r.definite(s, p, lemma); ids != nil {
			r.chains[p] = fmt.Sprintf("%q → %v", n.Text, ids)
			return ids
		}
	}
	if id != "" {
		r.alias(id, n.Text)
		if n.Year != "" && strings.HasPrefix(string(id), "treaty:") {
			r.alias(id, n.Year+" "+n.Text)
		}
		r.role(s, p, id)
		return []graph.ID{id}
	}
	return nil
}

// linkName chooses among what a name can mean, or makes a node for a name that
// nobody knows. Empty if it stays ambiguous.
func (r *resolver) linkName(s *Sent, n *Name, u use, p *Phrase) graph.ID {
	if len(n.Candidates) > 0 {
		return r.choose(s, n, u)
	}
	key := graph.Fold(n.Text)
	if id, ok := r.local[key]; ok {
		return id
	}
	kind := n.Kind
	title := p != nil && r.titleBefore(s, p)
	if kind == "" {
		switch words := strings.Fields(n.Text); {
		case n.Quoted:
			return ""
		case title:
			kind = schema.Person
		case u == usePlace:
			kind = schema.Place
		case len(words) >= 2 && len(words) <= 4:
			kind = schema.Person
		case len(words) == 1:
			if id := r.surname(key); id != "" {
				r.local[key] = id
				return id
			}
			switch {
			case p == nil || p.Det != "":
				return ""
			case u == useAgent:
				kind = schema.Person
			case u == useObject || n.First > 0 && s.Tokens[n.First-1].Tag == PREP:
				kind = schema.Place
			default:
				return ""
			}
		default:
			return ""
		}
	}
	if kind == schema.Person {
		if words := strings.Fields(key); len(words) == 1 {
			if id := r.surname(key); id != "" {
				r.local[key] = id
				return id
			}
		}
	}
	return r.create(kind, n.Text, n.Year)
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

// choose picks the meaning of a known name by date, use and what the document
// named before.
func (r *resolver) choose(s *Sent, n *Name, u use) graph.ID {
	on := r.dateOf(s)
	type scored struct {
		id    graph.ID
		score int
	}
	var best []scored
	for _, c := range n.Candidates {
		node := r.gaz.nodes[c.ID]
		score := 0
		if c.Valid.On(on) == graph.No || node.Valid.On(on) == graph.No {
			score += 40
			if !r.text.Doc.Date.IsZero() && (c.Valid.On(r.era) == graph.No || node.Valid.On(r.era) == graph.No) {
				score += 40
			}
		}
		switch c.Type {
		case graph.AliasSeat:
			if u != useAgent && u != useObject {
				score += 12
			}
		case graph.AliasDemonym:
			score += 3
		}
		if node.Kind == schema.Place && (u == useAgent || u == useObject) && hasSeat(n.Candidates) {
			score += 10
		}
		if node.Kind != schema.State && node.Kind != schema.Place && c.Type == graph.AliasName {
			score++
		}
		if r.nodes[c.ID] != nil {
			score -= 2 // the document named it before
		}
		best = append(best, scored{c.ID, score})
	}
	slices.SortStableFunc(best, func(a, b scored) int { return a.score - b.score })
	if len(best) > 1 && best[0].score == best[1].score && best[0].id != best[1].id {
		for i := len(r.past) - 1; i >= 0; i-- { // the one named last
			for _, b := range best {
				if b.score == best[0].score && slices.Contains(r.past[i].ids, b.id) {
					return b.id
				}
			}
		}
		return "" // ambiguous: never guess
	}
	if best[0].score >= 80 {
		return ""
	}
	return best[0].id
}

func hasSeat(cs []Candidate) bool {
	return slices.ContainsFunc(cs, func(c Candidate) bool { return c.Type == graph.AliasSeat })
}

// dateOf returns the year the sentence itself names, else the document's era.
func (r *resolver) dateOf(s *Sent) graph.Date {
	for _, t := range s.Times {
		if t.Kind == At && t.Valid.From.Year != 0 && t.Valid.To.IsZero() {
			return graph.Date{Year: t.Valid.From.Year}
		}
	}
	return r.era
}

// surname returns the person the document named in full with that last name.
func (r *resolver) surname(key string) graph.ID {
	for i := len(r.past) - 1; i >= 0; i-- {
		for _, id := range r.past[i].ids {
			if n := r.nodes[id]; n != nil && n.Kind == schema.Person && strings.HasSuffix(graph.Fold(n.Name), " "+key) {
				return id
			}
		}
	}
	return ""
}

// titleBefore reports whether an office title stands before the name of p.
func (r *resolver) titleBefore(s *Sent, p *Phrase) bool {
	return r.titleText(s, p) != ""
}

// titleText returns the office title written before the name of p, lower case:
// "prime minister".
func (r *resolver) titleText(s *Sent, p *Phrase) string {
	if p.Name < 0 {
		return ""
	}
	first := s.Names[p.Name].First
	for n := 4; n >= 1; n-- {
		if first-n < 0 {
			continue
		}
		var words []string
		for k := first - n; k < first; k++ {
			words = append(words, s.Tokens[k].Low)
		}
		if t := strings.Join(words, " "); r.lex.In("titles", t) {
			return t
		}
	}
	return ""
}

// role makes "Turkish President X" a person with an office: the statement is
// drawn later, here the kind is settled.
func (r *resolver) role(s *Sent, p *Phrase, id graph.ID) {
	if n := r.nodes[id]; n != nil && n.Basis == graph.Report && r.gaz.nodes[id] == nil && r.titleBefore(s, p) && n.Kind != schema.Person {
		return
	}
}

// pronoun resolves he, it, they and their kin to the nearest fitting mention.
func (r *resolver) pronoun(s *Sent, p *Phrase) []graph.ID {
	low := s.Tokens[p.Head].Low
	var ids []graph.ID
	switch low {
	case "he", "him", "she", "himself", "herself":
		ids = r.last(s, 3, func(m mention) bool { return len(m.ids) == 1 && r.kind(m.ids[0]) == schema.Person })
	case "it", "itself":
		ids = r.last(s, 2, func(m mention) bool {
			k := r.kind(m.ids[0])
			return len(m.ids) == 1 && m.agent && k != schema.Person && k != schema.Place && k != schema.People
		})
	case "they", "them", "themselves":
		ids = r.last(s, 2, func(m mention) bool { return m.plural && !r.isPlace(m.ids[0]) })
	}
	if ids != nil {
		r.chains[p] = fmt.Sprintf("%q → %v", low, ids)
	}
	return ids
}

func (r *resolver) isPlace(id graph.ID) bool { return r.kind(id) == schema.Place }

// last returns the nearest earlier mention that fits, at most back sentences
// away, preferring agents of the same distance.
func (r *resolver) last(s *Sent, back int, fits func(mention) bool) []graph.ID {
	var found []graph.ID
	foundSent := -1
	for i := len(r.past) - 1; i >= 0; i-- {
		m := r.past[i]
		if s.Index-m.sent > back || found != nil && m.sent < foundSent {
			break
		}
		if !fits(m) {
			continue
		}
		if m.agent {
			return m.ids
		}
		if found == nil {
			found, foundSent = m.ids, m.sent
		}
	}
	return found
}

// description resolves a phrase without a name as its head: "the territory",
// "both countries", "Iranian security forces", "the country's capital".
func (r *resolver) description(s *Sent, p *Phrase) []graph.ID {
	head := s.Tokens[p.Head].Low
	lemma := s.Tokens[p.Head].Lemma
	definite := p.Det == "the" || p.Det == "this" || p.Det == "that" || p.Det == "these" || p.Det == "those" || p.Det == "both" || isPossessive(p.Det)
	if of := p.pp("of"); len(of) > 0 && (s.Tokens[p.Head].Tag == NUM || quantities[lemma]) {
		return r.phrase(s, of[0]) // "dozens of activists"
	}
	owner := r.owner(s, p)
	switch {
	case owner != "" && r.standsForState(lemma, head):
		// "the Soviet government", "Iranian forces": the state acts.
		return []graph.ID{owner}
	case owner != "" && r.lex.In("people_nouns", head) && len(p.Names) > 0:
		return r.group(s, p, owner)
	case r.isInstrument(lemma) && (owner != "" || len(p.Names) > 0 || r.partners(p)):
		return r.instrument(s, p)
	case territory[lemma] && p.Possessor == nil && !isPossessive(p.Det) && owner != "":
		return []graph.ID{owner}
	case territory[lemma]:
		if ids := r.holder(s, p); ids != nil {
			return ids
		}
	case r.isInstrument(lemma) && (p.Det == "a" || p.Det == "an") && p.Head > p.First+1:
		return r.instrument(s, p) // "a final treaty"
	case r.lex.In("event_nouns", lemma) && len(p.Names) > 0 && p.Possessor == nil && r.lex.nounOf[lemma] != nil:
		return r.namedEvent(s, p)
	case r.lex.In("place_nouns", lemma) && r.modifierPlace(s, p) != "":
		return []graph.ID{r.modifierPlace(s, p)}
	}
	if definite && len(p.Names) == 0 || p.Det == "both" {
		if ids := r.definite(s, p, lemma); ids != nil {
			r.chains[p] = fmt.Sprintf("%q → %v", s.quote(p.First, p.Head), ids)
			return ids
		}
	}
	if r.lex.In("people_nouns", head) && (len(p.Names) > 0 || hasEthnic(s, p)) {
		return r.group(s, p, owner)
	}
	if members := r.membersOf(s, p, lemma); members != nil {
		return members
	}
	return nil
}

func isPossessive(det string) bool {
	switch det {
	case "its", "his", "her", "their":
		return true
	}
	return false
}

// namedEvent makes a node for an event called by a place: "the Suez crisis".
func (r *resolver) namedEvent(s *Sent, p *Phrase) []graph.ID {
	n := &s.Names[p.Names[0]]
	for _, c := range n.Candidates {
		if r.gaz.nodes[c.ID].Kind != schema.Place {
			return nil // "the Iran-Iraq war" is told by its sides
		}
	}
	if n.Last != p.Head-1 {
		return nil
	}
	text := s.quote(n.First, p.Head)
	if id, ok := r.local[graph.Fold(text)]; ok {
		return []graph.ID{id}
	}
	return []graph.ID{r.create(schema.Event, text, "")}
}

var quantities = map[string]bool{"number": true, "group": true, "series": true, "dozen": true, "hundred": true, "thousand": true, "majority": true, "rest": true, "part": true, "most": true, "crowd": true, "wave": true, "score": true}

// holder returns whose "its airport" or "Iran's border villages" are: a place,
// state or organization.
func (r *resolver) holder(s *Sent, p *Phrase) []graph.ID {
	var ids []graph.ID
	switch {
	case p.Possessor != nil:
		ids = r.phrase(s, p.Possessor)
	case isPossessive(p.Det):
		ids = r.possessive(s, p.Det)
	default:
		for _, of := range p.pp("of") {
			if of.First <= p.Last+3 {
				ids = r.phrase(s, of)
			}
		}
	}
	if len(ids) == 1 {
		switch r.kind(ids[0]) {
		case schema.State, schema.Place, schema.IGO, schema.Organization:
			return ids
		}
	}
	return nil
}

// modifierPlace makes a place of an unknown name and a noun: "the Zangezur
// corridor". Empty if the name before the noun is a known actor.
func (r *resolver) modifierPlace(s *Sent, p *Phrase) graph.ID {
	if len(p.Names) != 1 || p.Possessor != nil {
		return ""
	}
	n := &s.Names[p.Names[0]]
	for _, c := range n.Candidates {
		if k := r.gaz.nodes[c.ID].Kind; k != schema.Place {
			return ""
		}
	}
	if n.Last != p.Head-1 {
		return ""
	}
	text := s.quote(n.First, p.Head)
	if id, ok := r.local[graph.Fold(text)]; ok {
		return id
	}
	return r.create(schema.Place, text, "")
}

// territory nouns: what happens to them happens to their state.
var territory = map[string]bool{"territory": true, "soil": true, "airspace": true, "border": true, "village": true, "town": true, "waters": true, "coast": true, "land": true,
	"airport": true, "base": true, "airbase": true, "port": true, "embassy": true, "facility": true, "building": true, "school": true, "hospital": true, "refinery": true, "plant": true,
	"infrastructure": true, "consulate": true, "shore": true, "island": true, "oilfield": true, "pipeline": true, "outpost": true, "frontier": true, "harbor": true, "city": true, "target": true, "decision": true, "affair": true}

// standsForState reports whether a noun with a state before it means the state:
// its government or its forces.
func (r *resolver) standsForState(lemma, head string) bool {
	switch lemma {
	case "ship", "vessel", "plane", "drone", "missile", "tank", "submarine", "bomber", "warship", "jetfighter", "rocket", "artillery", "navy ship",
		"government", "regime", "administration", "leadership", "authority", "official", "military", "army", "navy", "force", "troops", "side", "delegation", "soldier", "airforce", "people", "leader", "policymaker", "policy-maker", "diplomat", "aircraft", "warplane", "jet":
		return true
	}
	return false
}

// owner returns the state or organization that a description names: "Iranian
// …", "… of Iran", "Iran's …".
func (r *resolver) owner(s *Sent, p *Phrase) graph.ID {
	pick := func(ids []graph.ID) graph.ID {
		if len(ids) == 1 {
			if k := r.kind(ids[0]); k == schema.State || k == schema.IGO || k == schema.Organization || k == schema.ArmedGroup {
				return ids[0]
			}
		}
		return ""
	}
	if p.Possessor != nil {
		if id := pick(r.phrase(s, p.Possessor)); id != "" {
			return id
		}
	}
	if isPossessive(p.Det) {
		if id := pick(r.possessive(s, p.Det)); id != "" {
			return id
		}
	}
	for _, n := range p.Names {
		if n == p.Name || p.Possessor != nil && s.Names[n].Last <= p.Possessor.Last {
			continue
		}
		if id := r.linkName(s, &s.Names[n], useAgent, nil); id != "" {
			r.alias(id, s.Names[n].Text)
			if id := pick([]graph.ID{id}); id != "" {
				return id
			}
		}
	}
	for _, of := range p.pp("of", "in") {
		if id := pick(r.phrase(s, of)); id != "" && of.First == p.Last+2 || id != "" && of.First == p.Last+3 {
			return id
		}
	}
	return ""
}

// possessive resolves its, his, their.
func (r *resolver) possessive(s *Sent, det string) []graph.ID {
	switch det {
	case "his", "her":
		return r.last(s, 2, func(m mention) bool { return len(m.ids) == 1 && r.kind(m.ids[0]) == schema.Person })
	case "its":
		return r.last(s, 1, func(m mention) bool {
			k := r.kind(m.ids[0])
			return len(m.ids) == 1 && k != schema.Person && k != schema.People
		})
	case "their":
		return r.last(s, 1, func(m mention) bool { return m.plural })
	}
	return nil
}

// group makes a node for people by description: "Syrian fighters".
func (r *resolver) group(s *Sent, p *Phrase, owner graph.ID) []graph.ID {
	first := p.First
	if p.Possessor != nil && p.Possessor.Last >= first {
		first = p.Possessor.First
	}
	for first < p.Head && (s.Tokens[first].Tag == DET || s.Tokens[first].Tag == POSSPRON || s.Tokens[first].Tag == NUM) {
		first++
	}
	name := s.quote(first, p.Head)
	if len(name) > 80 {
		return nil
	}
	key := graph.Fold(name)
	if id, ok := r.local[key]; ok {
		return []graph.ID{id}
	}
	id := graph.ID("people:" + r.short + "/" + graph.Slug(name))
	r.local[key] = id
	r.nodes[id] = &graph.Node{ID: id, Kind: schema.People, Name: name, Basis: graph.Report}
	r.order = append(r.order, id)
	return []graph.ID{id}
}

func hasEthnic(s *Sent, p *Phrase) bool {
	for j := p.First; j < p.Head; j++ {
		if s.Tokens[j].Low == "ethnic" {
			return true
		}
	}
	return false
}

func (r *resolver) isInstrument(lemma string) bool {
	return r.lex.In("refers_treaty", lemma) || lemma == "armistice" || lemma == "ceasefire"
}

// partners reports whether an agreement's parties are named after it: "the
// alliance between A and B".
func (r *resolver) partners(p *Phrase) bool {
	for _, pp := range p.pp("between", "with", "of", "among") {
		if len(pp.Names) > 0 || len(pp.Members) > 0 {
			return true
		}
	}
	return false
}

// instrument makes a node for an agreement by description: "the
// Armenia-Azerbaijan peace agreement".
func (r *resolver) instrument(s *Sent, p *Phrase) []graph.ID {
	first := p.First
	for first < p.Head && s.Tokens[first].Tag == DET {
		first++
	}
	last := p.Head
	for _, pp := range p.PPs {
		if (pp.Prep == "between" || pp.Prep == "with") && pp.Phrase != nil {
			last = max(last, pp.Phrase.Last)
		}
	}
	name := s.quote(first, last)
	if len(name) > 100 {
		return nil
	}
	key := graph.Fold(name)
	if id, ok := r.local[key]; ok {
		return []graph.ID{id}
	}
	id := graph.ID("treaty:" + r.short + "/" + graph.Slug(name))
	r.local[key] = id
	r.nodes[id] = &graph.Node{ID: id, Kind: schema.Treaty, Name: name, Basis: graph.Report}
	r.order = append(r.order, id)
	return []graph.ID{id}
}

// definite resolves "the territory", "both countries", "the agreement" to the
// nearest mention of a fitting kind in this sentence or the three before.
func (r *resolver) definite(s *Sent, p *Phrase, lemma string) []graph.ID {
	is := func(kinds ...schema.Kind) func(mention) bool {
		return func(m mention) bool { return len(m.ids) == 1 && slices.Contains(kinds, r.kind(m.ids[0])) }
	}
	two := p.Det == "both" || p.First < p.Head && (s.Tokens[p.First].Low == "two" || s.Tokens[min(p.First+1, p.Head)].Low == "two")
	switch {
	case two && r.lex.In("refers_state", lemma), two && lemma == "side", two && lemma == "power":
		return r.lastTwo(s)
	case p.Plural && r.lex.In("refers_state", lemma):
		return r.last(s, 2, func(m mention) bool { return len(m.ids) > 1 && r.kind(m.ids[0]) == schema.State })
	case isPossessive(p.Det):
		return nil
	case r.lex.In("refers_treaty", lemma):
		same := r.last(s, 4, func(m mention) bool {
			return len(m.ids) == 1 && r.namedBy(m.ids[0], lemma)
		})
		if same != nil {
			return same
		}
		if r.lex.In("refers_igo", lemma) {
			if ids := r.last(s, 3, is(schema.IGO, schema.Alliance, schema.Treaty)); ids != nil {
				return ids
			}
		}
		return r.last(s, 3, is(schema.Treaty, schema.Alliance))
	case r.lex.In("refers_igo", lemma):
		return r.last(s, 3, is(schema.IGO, schema.Alliance, schema.Organization))
	case r.lex.In("refers_place", lemma):
		if ids := r.last(s, 3, is(schema.Place)); ids != nil {
			return ids
		}
	case r.lex.In("refers_person", lemma) && p.Det == "the":
		return r.last(s, 2, is(schema.Person))
	}
	if r.lex.In("refers_state", lemma) {
		return r.last(s, 2, is(schema.State))
	}
	return nil
}

// namedBy reports whether the node's name ends in the noun: "the Pact".
func (r *resolver) namedBy(id graph.ID, lemma string) bool {
	k := r.kind(id)
	if k != schema.Treaty && k != schema.Alliance && k != schema.IGO {
		return false
	}
	n := r.nodes[id]
	if n == nil {
		return false
	}
	for _, name := range append([]string{n.Name}, n.AliasTexts()...) {
		if strings.HasSuffix(graph.Fold(name), lemma) {
			return true
		}
	}
	return false
}

// lastTwo returns the last two states named, nearest first sentence wins.
func (r *resolver) lastTwo(s *Sent) []graph.ID {
	var two []graph.ID
	for i := len(r.past) - 1; i >= 0 && s.Index-r.past[i].sent <= 4; i-- {
		for j := len(r.past[i].ids) - 1; j >= 0; j-- {
			id := r.past[i].ids[j]
			if r.kind(id) == schema.State && !slices.Contains(two, id) {
				two = append(two, id)
			}
			if len(two) == 2 {
				slices.Reverse(two)
				return two
			}
		}
	}
	return nil
}

// membersOf resolves "members of the X" to X itself: statements about all
// members are statements about the organization's members.
func (r *resolver) membersOf(s *Sent, p *Phrase, lemma string) []graph.ID {
	if lemma != "member" && lemma != "party" && lemma != "signatory" {
		return nil
	}
	for _, of := range p.pp("of", "to") {
		if ids := r.phrase(s, of); len(ids) == 1 {
			if k := r.kind(ids[0]); k == schema.IGO || k == schema.Treaty || k == schema.Alliance {
				return ids
			}
		}
	}
	return nil
}
