package extract

import (
	"regexp"
	"strings"

	"casus/graph"
	"casus/schema"
)

// Treaty texts are read with the same clauses as news, but for four things:
//
//   - the treaty is a node of its own, named by the document's title;
//   - "the Parties", "each Party", "they" are its parties, taken together;
//   - shall, will and undertake lay down a duty instead of telling a plan;
//   - a duty carries the article it stands in.
//
// What its parties owe each other becomes one statement about the treaty, with
// the ATOP type of the duty as its value (commits_parties_to).

// articleHeading finds "Article 4", "ARTICLE IV" at the start of a block.
var articleHeading = regexp.MustCompile(`^(?i:article|art\.)\s+([0-9]{1,3}|[IVXLC]{1,7}|(?i:one|two|three|four|five|six|seven|eight|nine|ten))\b`)

// treatyContext is what a treaty text says of itself.
type treatyContext struct {
	id       graph.ID
	articles []string // of each block, "" before the first
}

// newTreaty returns the context of a treaty text, nil for other documents.
func (r *resolver) newTreaty() *treatyContext {
	t := r.text
	if t.Doc.Basis != graph.Primary || t.Doc.Title == "" {
		return nil
	}
	c := &treatyContext{articles: make([]string, len(t.Blocks))}
	title := strings.Join(strings.Fields(t.Doc.Title), " ")
	tokens := Tokens(title, Sentence{Start: 0, End: len(title)})
	for i := range tokens {
		if n, candidates := r.gaz.match(tokens, i); n > 0 {
			for _, cand := range candidates {
				if k := r.gaz.nodes[cand.ID].Kind; k == schema.Treaty && i+n >= len(tokens)-1 {
					c.id = cand.ID
					r.node(c.id)
				}
			}
		}
	}
	if c.id == "" {
		c.id = r.create(schema.Treaty, title, "")
	}
	article := ""
	for i, b := range t.Blocks {
		if m := articleHeading.FindStringSubmatch(t.Doc.Text[b.Start:b.End]); m != nil {
			article = m[1]
		}
		c.articles[i] = article
	}
	return c
}

// isParties reports whether a noun phrase means the parties of the treaty that
// is being read.
func (r *resolver) isParties(s *Sent, p *Phrase) bool {
	if r.treaty == nil {
		return false
	}
	if isEachOther(s, p) {
		return true
	}
	switch s.Tokens[p.Head].Low {
	case "party", "parties", "signatories":
		return true
	case "states", "state", "powers", "members":
		for j := p.First; j < p.Head; j++ {
			switch s.Tokens[j].Low {
			case "contracting", "member", "signatory", "participating":
				return true
			}
		}
	}
	return false
}

// binds reports whether a verb group lays down a duty in a treaty text.
func binds(v *VerbGroup) bool {
	switch v.Modal {
	case "shall", "will", "must":
		return true
	}
	return v.Lemma == "undertake" || v.Lemma == "agree"
}

// collective maps relations between parties to the ATOP type of the duty they
// owe each other (Leeds et al. 2002, codebook section on obligations).
var collective = map[string]string{"obliged_to_defend": "defense", "pledges_defense": "defense", "obliged_to_consult": "consultation",
	"obliged_to_nonaggression": "nonaggression", "obliged_to_neutrality": "neutrality", "obliged_to_join_offense": "offense"}
