package extract

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"

	"casus/graph"
	"casus/schema"

	"go.yaml.in/yaml/v3"
)

//go:embed rules/*.yaml
var ruleFiles embed.FS

// Rule turns clauses of some form into statements of one relation.
type Rule struct {
	ID       string            `yaml:"id"`
	Version  int               `yaml:"version"`
	Doc      string            `yaml:"doc"`
	Relation string            `yaml:"relation"`
	Match    []string          `yaml:"match"`
	Only     ClauseKind        `yaml:"only"`    // "verb" or "noun"; both if empty
	In       graph.Basis       `yaml:"in"`      // "primary": only in the texts of treaties
	Slots    map[string]string `yaml:"slots"`   // what may fill a slot: kinds or kind groups joined by |, "text", "number"
	Subject  string            `yaml:"subject"` // the slot that is the subject: A
	Object   string            `yaml:"object"`  // the slot that is the object: B; "-" for none
	Value    string            `yaml:"value"`   // a slot whose text is the value, or =literal
	Under    string            `yaml:"under"`   // the slot that is the treaty: T
	Set      map[string]string `yaml:"set"`     // qualifiers: a slot's letter or =literal
	Stance   string            `yaml:"stance"`  // weakest stance it gives: "alleged"
	Event    bool              `yaml:"event"`   // the act is an event that later words can refer to
	Claim    bool              `yaml:"claim"`   // it makes a matter that denials can refer to
	Refers   bool              `yaml:"refers"`  // its object can be an earlier event or claim ("the attack")
	Owner    bool              `yaml:"owner"`   // its object can be named by what belongs to it ("the Iranian ambassador")
	Modal    StringList        `yaml:"modal"`   // it matches only under one of these modals: must, shall
	Pending  bool              `yaml:"pending"` // it matches only what is not done yet ("yet to be signed")
	Also     bool              `yaml:"also"`    // match beside other rules on the same clause
	Examples []Example         `yaml:"examples"`

	patterns []*Pattern
	relation *schema.Relation
	file     string
	line     int
}

// Example is a text and the statements that the rule must draw from it; none
// makes it a negative example.
type Example struct {
	Text string      `yaml:"text"`
	Date string      `yaml:"date"`
	In   graph.Basis `yaml:"in"` // "primary": the text is a treaty's own
	Want StringList  `yaml:"want"`
}

// StringList is a YAML list that may be written as one string.
type StringList []string

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *StringList) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		if n.Value != "" && n.Value != "none" {
			*l = StringList{n.Value}
		}
		return nil
	}
	return n.Decode((*[]string)(l))
}

// Name returns "id@version", as statements carry it.
func (r *Rule) Name() string { return fmt.Sprintf("%s@%d", r.ID, r.Version) }

// Rules is a checked set of rules.
type Rules struct {
	list []*Rule
	// byWord finds the patterns for a predicate: a lemma as verb ("v:attack")
	// or noun ("n:attack").
	byWord map[string][]patternOf
}

type patternOf struct {
	rule    *Rule
	pattern *Pattern
}

// DefaultRules returns the embedded rule pack; it panics if that is broken,
// which a test of this package would show first.
var DefaultRules = sync.OnceValue(func() *Rules {
	sub, err := fs.Sub(ruleFiles, "rules")
	if err == nil {
		var rules *Rules
		if rules, err = LoadRules(sub, DefaultLexicon()); err == nil {
			return rules
		}
	}
	panic("extract: embedded rules: " + err.Error())
})

// LoadRules reads *.yaml of fsys. Errors begin with "file:line: ".
func LoadRules(fsys fs.FS, lex *Lexicon) (*Rules, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	rs := &Rules{byWord: map[string][]patternOf{}}
	ids := map[string]*Rule{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		var nodes []yaml.Node
		if err := yaml.Unmarshal(data, &nodes); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for i := range nodes {
			r := &Rule{file: name, line: nodes[i].Line}
			if err := nodes[i].Decode(r); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, r.line, err)
			}
			if err := r.compile(lex); err != nil {
				return nil, fmt.Errorf("%s:%d: rule %q: %w", name, r.line, r.ID, err)
			}
			if ids[r.ID] != nil {
				return nil, fmt.Errorf("%s:%d: rule %q is already at %s:%d", name, r.line, r.ID, ids[r.ID].file, ids[r.ID].line)
			}
			ids[r.ID] = r
			rs.add(r, lex)
		}
	}
	return rs, nil
}

// All returns the rules in order of file and line.
func (rs *Rules) All() []*Rule { return rs.list }

func (r *Rule) compile(lex *Lexicon) error {
	if r.ID == "" || r.Version < 1 {
		return fmt.Errorf("want an id and a version from 1")
	}
	if r.relation = schema.Default().Relation(r.Relation); r.relation == nil {
		return fmt.Errorf("unknown relation %q", r.Relation)
	}
	if r.Subject == "" {
		r.Subject = "A"
	}
	if r.Object == "" {
		r.Object = "B"
	}
	if r.Under == "" {
		r.Under = "T"
	}
	positive, negative := false, false
	for _, ex := range r.Examples {
		positive = positive || len(ex.Want) > 0
		negative = negative || len(ex.Want) == 0
	}
	if !positive || !negative {
		return fmt.Errorf("want a positive and a negative example")
	}
	for _, source := range r.Match {
		p, err := parsePattern(source, lex)
		if err != nil {
			return err
		}
		r.patterns = append(r.patterns, p)
	}
	if len(r.patterns) == 0 {
		return fmt.Errorf("matches nothing: want at least one pattern")
	}
	return nil
}

func (rs *Rules) add(r *Rule, lex *Lexicon) {
	rs.list = append(rs.list, r)
	index := func(key string, p *Pattern) {
		if po := (patternOf{r, p}); !slices.Contains(rs.byWord[key], po) {
			rs.byWord[key] = append(rs.byWord[key], po)
		}
	}
	for _, p := range r.patterns {
		if p.Pred.set == "" {
			for _, l := range p.Pred.lemmas {
				index("v:"+l, p)
				index("n:"+l, p)
			}
			continue
		}
		set := lex.sets[p.Pred.set]
		for _, v := range set.Verbs {
			lemma, _, _ := strings.Cut(v, " ")
			index("v:"+lemma, p)
		}
		for _, n := range slices.Concat(set.Nouns, set.Adjs) {
			index("n:"+n, p)
		}
	}
}

// kinds returns what may fill a slot: its own list, else the relation's domain
// or range for subject and object, else anything.
func (r *Rule) kinds(slot string) []string {
	if k := r.Slots[slot]; k != "" {
		return strings.Split(k, "|")
	}
	switch slot {
	case r.Subject:
		return r.relation.Domain
	case r.Object:
		return r.relation.Range
	case r.Under:
		return []string{"treaty", "alliance", "igo"}
	}
	return []string{"text"}
}
