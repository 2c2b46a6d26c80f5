// Package schema says what may exist in a casus graph: kinds of node and
// relations between them, each defined in one small YAML file and embedded in
// the binary.
//
//	schema/kinds/state.yaml         what a node can be
//	schema/relations/accuses.yaml   what can be claimed of it
//
// Adding a relation is adding a file: the loaders may emit it, the stores
// accept it, the GraphQL enum lists it and the DOT encoder colors it by its
// polarity. Everything here is immutable after [Default] returns.
package schema

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed kinds/*.yaml relations/*.yaml
var files embed.FS

// Any and Value are the two words a relation's domain or range may use beside
// kinds and kind groups: Any admits every node, Value means that the statement
// carries text instead of an object.
const (
	Any   = "any"
	Value = "value"
)

// Ontology is the closed set of kinds and relations. It is immutable and safe
// for concurrent use.
type Ontology struct {
	kinds     map[Kind]*KindInfo
	relations map[string]*Relation
	inverses  map[string]*Relation
}

// Default returns the embedded ontology. It panics if the embedded files are
// broken, which a test of this package would show first.
var Default = sync.OnceValue(func() *Ontology {
	o, err := Load(files)
	if err != nil {
		panic("schema: embedded ontology: " + err.Error())
	}
	return o
})

// Load reads an ontology from kinds/*.yaml and relations/*.yaml in fsys and
// checks that every kind and relation it names exists. Errors begin with
// "file:line: ".
func Load(fsys fs.FS) (*Ontology, error) {
	o := &Ontology{kinds: map[Kind]*KindInfo{}, relations: map[string]*Relation{}, inverses: map[string]*Relation{}}
	err := each(fsys, "kinds", func(name string, data []byte) error {
		k := new(KindInfo)
		if err := decode(name, data, k); err != nil {
			return err
		}
		if string(k.Name)+".yaml" != path.Base(name) {
			return fmt.Errorf("%s:1: kind %q, want the file's name", name, k.Name)
		}
		o.kinds[k.Name] = k
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(fsys, "relations", func(name string, data []byte) error {
		r := new(Relation)
		if err := decode(name, data, r); err != nil {
			return err
		}
		if r.Name+".yaml" != path.Base(name) {
			return fmt.Errorf("%s:1: relation %q, want the file's name", name, r.Name)
		}
		if err := o.checkRelation(r); err != nil {
			return fmt.Errorf("%s:1: %w", name, err)
		}
		o.relations[r.Name] = r
		if r.Inverse != "" {
			if other := o.inverses[r.Inverse]; other != nil {
				return fmt.Errorf("%s:1: inverse %q is already that of %s", name, r.Inverse, other.Name)
			}
			o.inverses[r.Inverse] = r
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for inverse, r := range o.inverses {
		if o.relations[inverse] != nil {
			return nil, fmt.Errorf("relations/%s.yaml:1: inverse %q is a relation itself", r.Name, inverse)
		}
	}
	return o, nil
}

// each calls f with every YAML file of dir, in order of name.
func each(fsys fs.FS, dir string, f func(name string, data []byte) error) error {
	names, err := fs.Glob(fsys, dir+"/*.yaml")
	if err != nil {
		return err
	}
	sort.Strings(names)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		if err := f(name, data); err != nil {
			return err
		}
	}
	return nil
}

// decode fills v from YAML and refuses unknown fields.
func decode(name string, data []byte, v any) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := knownFields(&doc, v); err != nil {
		return fmt.Errorf("%s:%w", name, err)
	}
	if err := doc.Decode(v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// Kinds returns all kinds in order of name.
func (o *Ontology) Kinds() []*KindInfo {
	return sorted(o.kinds, func(a, b *KindInfo) bool { return a.Name < b.Name })
}

// Relations returns all relations in order of name.
func (o *Ontology) Relations() []*Relation {
	return sorted(o.relations, func(a, b *Relation) bool { return a.Name < b.Name })
}

func sorted[K comparable, V any](m map[K]V, less func(a, b V) bool) []V {
	all := make([]V, 0, len(m))
	for _, v := range m {
		all = append(all, v)
	}
	sort.Slice(all, func(i, j int) bool { return less(all[i], all[j]) })
	return all
}

// Kind returns what is known of kind k, or nil if there is none of that name.
func (o *Ontology) Kind(k Kind) *KindInfo { return o.kinds[k] }

// Relation returns the relation of that name, or nil.
func (o *Ontology) Relation(name string) *Relation { return o.relations[name] }

// Inverse returns the relation that reads as name when it is followed from
// object to subject, or nil: Inverse("accused_by") is accuses.
func (o *Ontology) Inverse(name string) *Relation { return o.inverses[name] }

// IsActor reports whether nodes of kind k can act.
func (o *Ontology) IsActor(k Kind) bool {
	info := o.kinds[k]
	return info != nil && info.Group == GroupActor
}

// Check reports whether a statement may say that a node of kind subject has the
// relation to a node of kind object. An empty kind stands for an end that the
// source does not name and is always admitted; [Value] as object stands for
// text.
func (o *Ontology) Check(subject Kind, relation string, object Kind) error {
	r := o.relations[relation]
	if r == nil {
		return fmt.Errorf("unknown relation %q", relation)
	}
	if subject != "" && !o.admits(r.Domain, subject) {
		return fmt.Errorf("%s: subject is a %s, want %v", relation, subject, r.Domain)
	}
	if object == Value && !slices.Contains(r.Range, Any) {
		if !slices.Contains(r.Range, Value) {
			return fmt.Errorf("%s: object is text, want %v", relation, r.Range)
		}
		return nil
	}
	if object != "" && object != Value && !o.admits(r.Range, object) {
		return fmt.Errorf("%s: object is a %s, want %v", relation, object, r.Range)
	}
	return nil
}

// admits reports whether kind k is one of the kinds or kind groups of list.
func (o *Ontology) admits(list []string, k Kind) bool {
	info := o.kinds[k]
	if info == nil {
		return false
	}
	for _, want := range list {
		if want == Any || want == string(k) || want == string(info.Group) {
			return true
		}
	}
	return false
}

func (o *Ontology) checkRelation(r *Relation) error {
	if r.Doc == "" {
		return fmt.Errorf("relation %s has no doc", r.Name)
	}
	if !slices.Contains(Classes(), r.Class) {
		return fmt.Errorf("relation %s: unknown class %q, want one of %v", r.Name, r.Class, Classes())
	}
	if len(r.Domain) == 0 || len(r.Range) == 0 {
		return fmt.Errorf("relation %s needs a domain and a range", r.Name)
	}
	for _, word := range slices.Concat(r.Domain, r.Range) {
		if word != Any && word != Value && o.kinds[Kind(word)] == nil && !o.isGroup(word) {
			return fmt.Errorf("relation %s: unknown kind %q", r.Name, word)
		}
	}
	if r.Symmetric && r.Inverse != "" {
		return fmt.Errorf("relation %s is symmetric and needs no inverse", r.Name)
	}
	return r.Codes.check()
}

func (o *Ontology) isGroup(word string) bool {
	for _, k := range o.kinds {
		if string(k.Group) == word {
			return true
		}
	}
	return false
}
