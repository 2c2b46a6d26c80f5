package queries

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casus/graph"
)

// weigh decides whether the terms of a duty hold on the date, and which of
// their conditions are open.
func (in *inquiry) weigh(d *duty) {
	s := d.terms[0]
	if in.against != "" && d.actor == in.against {
		d.refuse("%s is the attacker itself", in.view.Label(d.actor))
	}
	if in.against != "" && d.toward == in.against {
		d.refuse("%s is the attacker itself", in.view.Label(d.toward))
	}
	in.weighStance(d, s)
	if d.obligation != defense {
		d.refuse("%s", onlyThat(d.obligation))
	}
	for _, step := range []func(*duty, *graph.Statement){in.weighStatus, in.weighTime, in.weighAdversary, in.weighPlace} {
		if d.refused != "" {
			return // what else would have to be so proves nothing
		}
		step(d, s)
	}
	switch p := s.Qualifier(graph.Provocation); p {
	case "":
	case "unprovoked":
		d.open("if %s did not provoke the attack", in.view.Label(d.toward))
	default:
		d.open("if, as to provocation: %s", p)
	}
	for _, key := range otherConditions {
		if words := s.Qualifier(key); words != "" {
			d.open("if, as to %s: %s", key, words)
		}
	}
	switch c := s.Qualifier(graph.Condition); {
	case c == "" || s.Stance == graph.Conditional:
	case conditional(c):
		d.open("%s", c)
	default:
		// The words of the casus foederis, "an armed attack": that an attack
		// happens is what the question supposes.
		d.met("%s", c)
	}
	if words := s.Qualifier(graph.Discretion); words != "" {
		d.met("the form of help is at discretion: %s", words)
	}
}

// onlyThat is why an obligation that is none to defend does not count.
func onlyThat(obligation string) string { return obligation + " only: no duty to defend" }

// weighStance keeps a claim from becoming a duty.
func (in *inquiry) weighStance(d *duty, s *graph.Statement) {
	switch s.Stance {
	case graph.Asserted, graph.Reported:
	case graph.Possible:
		d.may = true
	case graph.Planned:
		d.open("if it comes about: it is only planned (%q)", excerpt(quote(s), 160))
	case graph.Conditional:
		if c := s.Qualifier(graph.Condition); c != "" {
			d.open("%s", ifWords(c))
		} else {
			d.open("if its condition is met (%q)", excerpt(quote(s), 160))
		}
	case graph.Denied:
		d.denied = true
		who := "a source"
		if s.Speaker != "" {
			who = in.view.Label(s.Speaker)
		}
		d.refuse("%s denies it (%q)", who, excerpt(quote(s), 160))
	default: // alleged, perceived, implied
		d.refuse("it is only %s (%q)", s.Stance, excerpt(quote(s), 160))
	}
}

// otherConditions are the conditions that ATOP's member file knows beside
// adversary, place and nonprovocation. No question can settle them.
var otherConditions = []string{"conflict", "demands", "number"}

// conditional reports whether words put a condition, rather than name the case
// in which a duty falls due.
func conditional(words string) bool {
	first, _, _ := strings.Cut(strings.ToLower(words), " ")
	return slices.Contains([]string{"if", "unless", "provided", "only", "should", "subject"}, first)
}

// ifWords puts "if" before a condition that does not begin with a word like it.
func ifWords(c string) string {
	first, _, _ := strings.Cut(strings.ToLower(c), " ")
	if conditional(c) || first == "in" || first == "on" || first == "when" {
		return c
	}
	return "if " + c
}

func (in *inquiry) weighStatus(d *duty, s *graph.Statement) {
	switch s.Status {
	case "", graph.InForce:
	case graph.Suspended, graph.Terminated:
		d.refuse("the source says that it is %s", s.Status)
	default: // proposed, signed, ratified
		d.open("if it enters into force: the source says only that it is %s", s.Status)
	}
	if d.under == "" || s.Status != "" {
		return
	}
	var unsigned *graph.Statement
	for u := range in.view.Out(d.under, "unsigned") {
		if (affirms(u) || u.Stance == graph.Planned) && u.Valid.On(in.on) != graph.No && unsigned == nil {
			unsigned = u
		}
	}
	if unsigned == nil {
		return
	}
	for range in.view.In(d.under, "signs", "ratifies", "party_to") {
		return // somebody did sign: which came later is not for us to say
	}
	d.proof = appendNew(d.proof, unsigned)
	d.open("if it is signed and enters into force: the source says %q", excerpt(quote(unsigned), 120))
}

// weighTime holds the duty against the date: its own interval, the life of the
// treaty and of both actors, and what is said of an actor leaving the treaty.
func (in *inquiry) weighTime(d *duty, s *graph.Statement) {
	in.inForce(d, "", "in force", s.Valid)
	if d.under != "" {
		life, ended := in.lifetime(d.under)
		d.proof = appendNew(d.proof, ended...)
		d.valid = overlap(d.valid, life)
		in.inForce(d, in.view.Label(d.under), "in force", life)
	}
	for _, id := range []graph.ID{d.actor, d.toward} {
		if n := in.view.Node(id); n != nil && n.Valid.On(in.on) == graph.No {
			d.refuse("%s did not exist on %s", n.Name, in.on)
		}
		if d.under != "" && s.Subject != d.under { // what a treaty commits its parties to is cut in their membership
			iv := d.valid
			ends := in.departures(id, d.under)
			cut := in.shorten(id, d.under, iv, s.Basis, ends)
			d.proof = appendNew(d.proof, cut.proof...)
			d.conditions = append(d.conditions, cut.doubts...)
			if cut.iv != iv {
				d.valid = cut.iv
				if cut.iv.On(in.on) == graph.No {
					d.refuse("%s left %s (%s)", in.view.Label(id), in.view.Label(d.under), cut.iv.To)
				}
				in.inForce(d, in.view.Label(id), "a party", graph.Interval{To: cut.iv.To})
			}
		}
	}
}

// inForce refuses a duty that the interval does not cover, and leaves it open
// where dates are too coarse to tell. The interval is that in which subject, or
// the duty itself if that is empty, is in the given state: "a party".
func (in *inquiry) inForce(d *duty, subject, state string, iv graph.Interval) {
	switch iv.On(in.on) {
	case graph.No:
		d.refuse("%s", in.notThen(cmp.Or(subject, "it"), state, iv))
	case graph.Possibly:
		for _, text := range in.coarse(subject, state, iv) {
			d.open("%s", text)
		}
	}
}

// notThen says why the interval, in which subject is in a state, does not
// cover the date.
func (in *inquiry) notThen(subject, state string, iv graph.Interval) string {
	if begins(iv) && in.on.Last() < iv.From.First() {
		return fmt.Sprintf("%s is not yet %s on %s: since %s", subject, state, in.on, iv.From)
	}
	return fmt.Sprintf("%s is no longer %s on %s: until %s", subject, state, in.on, iv.To)
}

// coarse says which end of an interval is too coarse to tell whether it covers
// the date.
func (in *inquiry) coarse(subject, state string, iv graph.Interval) []string {
	only := func(preposition string, d graph.Date) string {
		if d.IsDay() {
			return preposition + d.String()
		}
		return "only " + preposition + d.String()
	}
	var texts []string
	if subject != "" {
		subject += " is "
	}
	if begins(iv) && in.on.First() < iv.From.Last() {
		texts = append(texts, fmt.Sprintf("if %s%s by %s: the source says %s", subject, state, in.on, only("", iv.From)))
	}
	if !iv.To.IsZero() && !iv.To.IsOpen() && in.on.Last() >= iv.To.First() {
		texts = append(texts, fmt.Sprintf("if %sstill %s on %s: the source says %s", subject, state, in.on, only("until ", iv.To)))
	}
	return texts
}

func begins(iv graph.Interval) bool { return !iv.From.IsZero() && !iv.From.IsOpen() }

// overlap returns the time that two intervals share. Of two ends that mean the
// same as far as known, the more precise counts.
func overlap(a, b graph.Interval) graph.Interval {
	if begins(b) && (!begins(a) || b.From.Compare(a.From) > 0) {
		a.From = b.From
	}
	switch {
	case b.To.IsZero() || b.To.IsOpen():
		if a.To.IsZero() {
			a.To = b.To
		}
	case a.To.IsZero() || a.To.IsOpen() || b.To.Compare(a.To) < 0:
		a.To = b.To
	}
	return a
}

// lifetime is when a treaty or organization existed, by its node and by what
// is said of its end.
func (in *inquiry) lifetime(id graph.ID) (graph.Interval, []*graph.Statement) {
	var life graph.Interval
	if n := in.view.Node(id); n != nil {
		life = n.Valid
	}
	var proof []*graph.Statement
	for s := range in.view.Out(id, "dissolved") {
		if affirms(s) && begins(s.Valid) {
			life = overlap(life, graph.Interval{To: s.Valid.From})
			proof = append(proof, s)
		}
	}
	return life, proof
}

// weighAdversary holds a duty against certain attackers to the one asked about.
func (in *inquiry) weighAdversary(d *duty, s *graph.Statement) {
	words := s.Qualifier(graph.Adversary)
	if words == "" {
		return
	}
	var named []graph.ID
	var names []string
	known := true
	for part := range strings.SplitSeq(words, ";") {
		part = strings.TrimSpace(part)
		if id := in.named(part); id != "" {
			named = append(named, id)
			names = append(names, in.view.Label(id))
			continue
		}
		known = false
		names = append(names, part)
	}
	who := strings.Join(names, " or ")
	if in.against == "" {
		d.open("if the attacker is %s", who)
		return
	}
	chain := in.chain(in.against)
	for _, id := range named {
		if link := chain[id]; link != nil {
			d.proof = appendNew(d.proof, link.proof...)
			d.met("against %s", who)
			return
		}
	}
	if !known {
		d.open("if %s counts as: %s", in.view.Label(in.against), who)
		return
	}
	d.refuse("it holds against %s only, not against %s", who, in.view.Label(in.against))
}

// named returns the node that a qualifier names by ID or name, or "" if it
// names none, or more than one.
func (in *inquiry) named(words string) graph.ID {
	if in.view.Node(graph.ID(words)) != nil {
		return graph.ID(words)
	}
	if ids := in.view.Means(words, in.on); len(ids) == 1 {
		return ids[0]
	}
	return ""
}

// excerpt shortens words of a source for a sentence of ours.
func excerpt(s string, limit int) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= limit {
		return s
	}
	cut := strings.ToValidUTF8(s[:limit], "")
	if i := strings.LastIndexByte(cut, ' '); i > limit/2 {
		cut = cut[:i]
	}
	return cut + "…"
}
