package schema

import (
	"fmt"
	"reflect"

	"go.yaml.in/yaml/v3"
)

// knownFields reports the first mapping key of doc that v, a pointer to a
// struct, has no yaml field for, as "line: message".
func knownFields(doc *yaml.Node, v any) error {
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return fmt.Errorf("1: want a YAML mapping")
	}
	known := map[string]bool{}
	t := reflect.TypeOf(v).Elem()
	for i := range t.NumField() {
		known[t.Field(i).Tag.Get("yaml")] = true
	}
	m := doc.Content[0].Content
	for i := 0; i < len(m); i += 2 {
		if !known[m[i].Value] {
			return fmt.Errorf("%d: unknown field %q", m[i].Line, m[i].Value)
		}
	}
	return nil
}
