package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"casus/graph/encoding"
)

// explain prints what one stage of reading found: its name, then its results,
// in their own words if they have any, and otherwise one line of JSON each.
func (a *app) explain(stage string, result any) {
	var b strings.Builder
	fmt.Fprintf(&b, "== %s\n", stage)
	for line := range strings.Lines(explained(result)) {
		b.WriteString("   " + encoding.Terminal(strings.TrimRight(line, "\n")) + "\n")
	}
	fmt.Fprint(a.stdout, b.String())
}

func explained(result any) string {
	switch r := result.(type) {
	case nil:
		return ""
	case string:
		return r
	case fmt.Stringer:
		return r.String()
	}
	if v := reflect.ValueOf(result); v.Kind() == reflect.Slice {
		var b strings.Builder
		for i := range v.Len() {
			b.WriteString(strings.TrimRight(explained(v.Index(i).Interface()), "\n") + "\n")
		}
		return b.String()
	}
	data, err := json.Marshal(result)
	if err != nil {
		return fmt.Sprintf("%+v", result)
	}
	return string(data)
}
