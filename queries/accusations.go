package queries

import (
	"cmp"
	"slices"
	"strings"

	"casus/graph"
	"casus/schema"
)

// Accusations asks who accuses whom of what, and who denies it. Every finding
// is a claim: its stance is never "asserted", and it says nothing about whether
// the accused did it.
//
// A denial replies to an accusation if it is of the same matter, if its object
// is the accusation or what the accusation is about, or if the accused denies
// the same act in the same document. One that replies to nothing stands as a
// finding of its own, beside the event it denies. An accusation of the same
// matter by the accused, or against the accuser, is a reply too.
var Accusations = register(accusations())

var (
	accusing = []string{"accuses", "charges", "denounces", "attributes_attack_to"}
	denying  = []string{"denies"}
)

func accusations() *Query {
	q := &Query{
		Name: "accuses",
		Doc:  "Who accuses whom of what, and who denies it",
		Params: []Param{
			{Name: "actor", Doc: "accuser or accused", Type: ActorParam, Positional: true},
			{Name: "of", Doc: "the accused", Type: ActorParam},
			{Name: "about", Doc: "words of the accusation, its quote or its matter", Type: TextParam},
			{Name: "denials", Doc: "only what somebody denies", Type: BoolParam},
		},
		Needs: slices.Concat(accusing, denying, speaking),
	}
	q.Run = func(v *graph.View, args Args, asOf graph.Date) (*Answer, error) {
		actor, err := find(v, args, "actor", asOf)
		if err != nil {
			return nil, err
		}
		of, err := find(v, args, "of", asOf)
		if err != nil {
			return nil, err
		}
		d := dispute{view: v, on: asOf}
		d.actor, d.of, d.about, d.denied = d.speakers(actor), d.speakers(of), graph.Fold(args["about"]), args.Bool("denials")
		return &Answer{Question: Command(q, args), AsOf: asOf, View: v, Findings: d.findings(), Notes: d.remarks()}, nil
	}
	return q
}

// dispute gathers claims and what is said against them.
type dispute struct {
	view      *graph.View
	on        graph.Date
	actor, of *voice // who must be involved, or accused; nil: anybody
	about     string // folded
	denied    bool   // only what somebody denies
	leads     int
}

// claim is an accusation or denial, from one statement or several that say the
// same.
type claim struct {
	Finding
	matter graph.ID
	acts   []graph.ID // events, accusations and denials that it is about
	docs   []graph.ID
}

// findings returns the accusations asked for with what replies to them, and the
// denials that reply to none, in order.
func (d *dispute) findings() []Finding {
	var charges, denials []*claim
	byKey := map[string]*claim{}
	for s := range d.view.Statements() {
		class := s.Class()
		if class != schema.ClassAccusation && class != schema.ClassDenial || !d.made(s) {
			continue
		}
		if s.Basis == graph.MachineCoded {
			d.leads++
			continue
		}
		c := d.read(s)
		key := strings.Join([]string{s.Relation, string(c.Actor), string(c.Toward), string(c.matter), graph.Fold(c.Of), string(c.Stance)}, "|")
		if have := byKey[key]; have != nil && c.matter != "" {
			have.Proof = append(have.Proof, s)
			have.Basis = weakest(have.Proof)
			have.acts = append(have.acts, c.acts...)
			continue
		}
		byKey[key] = c
		if class == schema.ClassDenial {
			denials = append(denials, c)
		} else {
			charges = append(charges, c)
		}
	}
	charged := index(charges)
	denied := index(denials)
	for _, c := range slices.Concat(charges, denials) {
		d.addContent(c, len(charged[string(c.matter)]) > 0)
	}
	answers := map[*claim]bool{}
	findings := []Finding{}
	keep := func(f Finding) {
		if d.matches(&f) {
			findings = append(findings, f)
		}
	}
	for _, c := range charges {
		f := c.Finding
		for _, r := range denied.near(c) {
			if repliesTo(r, c) {
				answers[r] = true
				f.Replies = append(f.Replies, r.Finding)
			}
		}
		if !d.involves(&f) {
			continue
		}
		for _, r := range charged.near(c) {
			if counters(r, c) {
				f.Replies = append(f.Replies, r.Finding)
			}
		}
		slices.SortFunc(f.Replies, d.compare)
		keep(f)
	}
	for _, r := range denials {
		if !answers[r] && d.involves(&r.Finding) {
			keep(r.Finding)
		}
	}
	slices.SortFunc(findings, d.compare)
	return findings
}

// claimIndex finds claims by the acts they are about, and by document and
// actor.
type claimIndex map[string][]*claim

func index(claims []*claim) claimIndex {
	ix := claimIndex{}
	for _, c := range claims {
		for _, key := range c.keys(c.Actor) {
			ix[key] = append(ix[key], c)
		}
	}
	return ix
}

// near returns the claims that could answer c, each once.
func (ix claimIndex) near(c *claim) []*claim {
	seen := map[*claim]bool{}
	var found []*claim
	for _, key := range c.keys(c.Toward) {
		for _, r := range ix[key] {
			if !seen[r] {
				seen[r] = true
				found = append(found, r)
			}
		}
	}
	return found
}

// keys returns what c is looked up by: its matter, its acts, and each of its
// documents with the given actor.
func (c *claim) keys(actor graph.ID) []string {
	var keys []string
	for _, id := range append([]graph.ID{c.matter}, c.acts...) {
		if id != "" && !slices.Contains(keys, string(id)) {
			keys = append(keys, string(id))
		}
	}
	if actor != "" {
		for _, doc := range c.docs {
			keys = append(keys, string(doc)+" "+string(actor))
		}
	}
	return keys
}

// made reports whether a claim can have been made by the date: later ones are
// left out, older ones stay.
func (d *dispute) made(s *graph.Statement) bool {
	return graph.Interval{From: s.Valid.From}.On(d.on) != graph.No
}

// read makes a claim of a statement.
func (d *dispute) read(s *graph.Statement) *claim {
	c := &claim{matter: graph.ID(s.Qualifier(graph.Matter)), docs: []graph.ID{s.Source.Doc}}
	c.Finding = Finding{
		Actor: s.Subject, Toward: s.Object, Relation: s.Relation, Of: cmp.Or(s.Qualifier(graph.Of), s.Value), Stance: s.Stance,
		Valid: s.Valid, Under: s.Under, Basis: s.Basis, Proof: []*graph.Statement{s},
	}
	if s.Relation == "attributes_attack_to" {
		// The subject of this relation is the accused; who attributes is the
		// speaker, or the document itself.
		c.Actor, c.Toward = s.Speaker, s.Subject
		if c.Of == "" && s.Object != "" {
			c.Of = "attack on " + d.view.Label(s.Object)
		}
	}
	if s.Relation == "denies" {
		c.Stance = graph.Denied
	} else if s.Stance == graph.Asserted || s.Stance == graph.Reported {
		c.Stance = graph.Alleged // that it was said is so; what was said is a claim
	}
	for _, id := range []graph.ID{c.matter, s.Object} {
		if !d.isAct(id) {
			continue
		}
		c.acts = append(c.acts, id)
		if c.Of == "" {
			c.Of = d.view.Label(id)
		}
	}
	return c
}

// isAct reports whether a node is what claims are about, and no actor.
func (d *dispute) isAct(id graph.ID) bool {
	n := d.view.Node(id)
	return n != nil && !schema.Default().IsActor(n.Kind) && n.Kind != schema.Place
}

// addContent puts the statements of what is claimed into the proof: what an
// accusation alleges, and what a denial rejects.
// Where nobody is charged with the event, what else is said of it shows too.
func (d *dispute) addContent(c *claim, charged bool) {
	for _, act := range c.keys("") {
		d.addAbout(c, graph.ID(act), charged)
	}
}

func (d *dispute) addAbout(c *claim, act graph.ID, charged bool) {
	for s := range d.view.About(act) {
		class := s.Class()
		if class == schema.ClassAccusation || class == schema.ClassDenial || !d.made(s) || s.Basis == graph.MachineCoded {
			continue
		}
		says := s.Stance == graph.Alleged && (s.Speaker == "" || c.Actor == "" || s.Speaker == c.Actor)
		if c.Relation == "denies" {
			says = s.Stance == graph.Denied && (s.Speaker == "" || s.Speaker == c.Actor) || !charged && s.Stance != graph.Alleged
		}
		if says {
			c.Proof = appendNew(c.Proof, s)
		}
	}
}

// repliesTo reports whether a denial is of what the accusation says.
func repliesTo(r, c *claim) bool {
	if r.Actor != "" && r.Actor == c.Actor {
		return false // nobody denies its own words
	}
	if sharesAct(r, c) {
		return true
	}
	sameDoc := slices.ContainsFunc(r.docs, func(id graph.ID) bool { return slices.Contains(c.docs, id) })
	return sameDoc && r.Actor != "" && r.Actor == c.Toward && sameWords(r.Of, c.Of)
}

// counters reports whether an accusation of the same matter turns another one
// around: made by the accused, or against the accuser.
func counters(r, c *claim) bool {
	return r != c && sharesAct(r, c) && r.Actor != c.Actor &&
		(r.Actor != "" && r.Actor == c.Toward || r.Toward != "" && r.Toward == c.Actor || r.Toward != c.Toward)
}

func sharesAct(a, b *claim) bool {
	return a.matter != "" && a.matter == b.matter || slices.ContainsFunc(a.acts, func(id graph.ID) bool { return slices.Contains(b.acts, id) })
}

// sameWords reports whether one wording holds the other.
func sameWords(a, b string) bool {
	a, b = graph.Fold(a), graph.Fold(b)
	if min(len(a), len(b)) < 4 {
		return false
	}
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// compare orders accusations before denials that stand alone, then by accuser,
// accused, time and words.
func (d *dispute) compare(a, b Finding) int {
	if a, b := a.Relation == "denies", b.Relation == "denies"; a != b {
		if b {
			return -1
		}
		return 1
	}
	for _, ids := range [][2]graph.ID{{a.Actor, b.Actor}, {a.Toward, b.Toward}} {
		if ids[0] == ids[1] {
			continue
		}
		if c := strings.Compare(d.view.Label(ids[0]), d.view.Label(ids[1])); c != 0 {
			return c
		}
	}
	if c := cmp.Or(a.Valid.From.Compare(b.Valid.From), strings.Compare(a.Of, b.Of)); c != 0 {
		return c
	}
	return compareProofs(a.Proof, b.Proof)
}

func (d *dispute) remarks() []string {
	var n notes
	n.leads(d.leads)
	return n.sorted()
}
