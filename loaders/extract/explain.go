package extract

import (
	"fmt"
	"strings"

	"casus/graph"
)

// The results that Options.Explain is shown print themselves, one line each
// thing found, so that every stage can be read.

// Analysis is what the sentence stages found.
type Analysis []*Sent

// String lists tokens with tags, names, times and clauses of every sentence.
func (a Analysis) String() string {
	var b strings.Builder
	for _, s := range a {
		fmt.Fprintf(&b, "[%d:%d] %s\n", s.Span.Start, s.Span.End, strings.Join(strings.Fields(s.String()), " "))
		b.WriteString("  tags   ")
		for i := range s.Tokens {
			fmt.Fprintf(&b, " %s/%s", s.Tokens[i].Text, s.Tokens[i].Tag)
		}
		b.WriteByte('\n')
		for i := range s.Names {
			fmt.Fprintf(&b, "  name    %s\n", s.Names[i].String())
		}
		for _, t := range s.Times {
			fmt.Fprintf(&b, "  time    %q %s %s (%s)\n", t.Text, t.Kind, t.Valid, t.Anchor)
		}
		for _, c := range s.Clauses {
			fmt.Fprintf(&b, "  clause  %s\n", c)
		}
	}
	return b.String()
}

// String shows a name with what it can mean.
func (n *Name) String() string {
	var ids []string
	for _, c := range n.Candidates {
		ids = append(ids, fmt.Sprintf("%s (%s)", c.ID, c.Type))
	}
	if len(ids) == 0 {
		ids = append(ids, "unknown "+string(n.Kind))
	}
	return fmt.Sprintf("%q %s", n.Text, strings.Join(ids, ", "))
}

// String shows a clause in active form.
func (c *Clause) String() string {
	var b strings.Builder
	q := func(p *Phrase) string {
		if p == nil {
			return "?"
		}
		return "‹" + c.sent.quote(p.First, p.Last) + "›"
	}
	fmt.Fprintf(&b, "%s %s", c.Kind, c.Lemma)
	if c.Verb != nil {
		v := c.Verb
		for _, f := range []struct {
			on   bool
			name string
		}{{v.Negated, "not"}, {v.Modal != "", v.Modal}, {v.Passive, "passive"}, {v.Pending, "pending"}, {v.Hedge != "", v.Hedge}} {
			if f.on {
				b.WriteString(" [" + f.name + "]")
			}
		}
	}
	fmt.Fprintf(&b, " subject=%s", q(c.Subject))
	for _, x := range []struct {
		name string
		p    *Phrase
	}{{"object", c.Object}, {"second", c.Second}, {"is", c.Pred}} {
		if x.p != nil {
			fmt.Fprintf(&b, " %s=%s", x.name, q(x.p))
		}
	}
	for _, pp := range c.PPs {
		if pp.Clause != nil {
			fmt.Fprintf(&b, " %s=(%s …)", pp.Prep, pp.Clause.Lemma)
		} else {
			fmt.Fprintf(&b, " %s=%s", pp.Prep, q(pp.Phrase))
		}
	}
	if c.Comp != nil {
		fmt.Fprintf(&b, " comp=(%s …)", c.Comp.Lemma)
	}
	if c.Parent != nil {
		fmt.Fprintf(&b, " ← %s %s", c.Link, c.Parent.Lemma)
	} else if c.Link != "" {
		fmt.Fprintf(&b, " ← %s", c.Link)
	}
	return b.String()
}

// Chains is how pronouns and descriptions were resolved.
type Chains []string

// String lists one chain a line.
func (c Chains) String() string { return strings.Join(c, "\n") + "\n" }

// Drawn is the statements as lines.
type Drawn struct{ View *graph.View }

// String lists the statements in order of their place in the text.
func (d Drawn) String() string {
	var b strings.Builder
	for s := range d.View.Statements() {
		object := d.View.Label(s.Object)
		if s.Object == "" {
			object = s.Value
		}
		subject := "?"
		if s.Subject != "" {
			subject = d.View.Label(s.Subject)
		}
		fmt.Fprintf(&b, "%s %s %s", subject, s.Relation, object)
		if s.Under != "" {
			fmt.Fprintf(&b, " under %s", d.View.Label(s.Under))
		}
		fmt.Fprintf(&b, " [%s] %s %s “%s”\n", s.Stance, s.Valid, s.Source.Rule, s.Evidence[0].Quote)
	}
	return b.String()
}
