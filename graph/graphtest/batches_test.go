package graphtest

import (
	"reflect"
	"strings"
	"testing"

	"casus/graph"
	"casus/schema"
)

// TestFull sees to it that a field that is added to a type is also tested.
func TestFull(t *testing.T) {
	b := Full()
	if err := b.Check(schema.Default()); err != nil {
		t.Fatal(err)
	}
	unset := map[string]bool{}
	for _, s := range b.Statements {
		look(unset, "Statement", reflect.ValueOf(*s))
	}
	for _, n := range b.Nodes {
		look(unset, "Node", reflect.ValueOf(n))
	}
	look(unset, "Document", reflect.ValueOf(b.Document))
	for path, still := range unset {
		if still {
			t.Errorf("%s is set in nothing of Full", path)
		}
	}
}

// look notes every exported field below v, and whether all seen so far were
// zero.
func look(unset map[string]bool, path string, v reflect.Value) {
	switch kind := v.Kind(); {
	case kind == reflect.Struct && v.Type() != reflect.TypeFor[graph.Date]():
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				look(unset, path+"."+f.Name, v.Field(i))
			}
		}
	case kind == reflect.Slice:
		for i := range v.Len() {
			look(unset, path+"[]", v.Index(i))
		}
		if v.Len() == 0 {
			look(unset, path+"[]", reflect.Zero(v.Type().Elem()))
		}
	default:
		still, seen := unset[path]
		unset[path] = v.IsZero() && (still || !seen)
	}
}

func TestRandom(t *testing.T) {
	for seed := range uint64(20) {
		b := Random(seed, 30)
		if err := b.Check(schema.Default()); err != nil {
			t.Error(err)
		}
		if diff := Diff(b, Random(seed, 30)); diff != "" {
			t.Errorf("seed %d gives two batches:\n%s", seed, diff)
		}
	}
}

func TestBad(t *testing.T) {
	for _, bad := range Bad() {
		err := bad.Batch.Check(schema.Default())
		if err == nil || !strings.Contains(err.Error(), bad.Want) {
			t.Errorf("%s: got %v, want %q", bad.Name, err, bad.Want)
		}
	}
}
