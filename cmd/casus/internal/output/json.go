package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"casus/queries"
)

func writeJSON(b *bytes.Buffer, a *queries.Answer) error {
	data, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("write answer as JSON: %w", err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		return fmt.Errorf("write answer as JSON: %w", err)
	}
	harmless(b, indented.Bytes())
	b.WriteByte('\n')
	return nil
}

func writeJSONL(b *bytes.Buffer, q Question) error {
	if q.listsStatements() {
		for _, s := range Statements(q.Answer.Findings) {
			line, err := json.Marshal(q.Answer.View.Record(s))
			if err != nil {
				return fmt.Errorf("write statement %s as JSON: %w", s.ID, err)
			}
			harmless(b, line)
			b.WriteByte('\n')
		}
		return nil
	}
	// The answer itself says how a finding is spelled; take them out of it.
	data, err := json.Marshal(q.Answer)
	if err != nil {
		return fmt.Errorf("write answer as JSON: %w", err)
	}
	var answer struct{ Findings []json.RawMessage }
	if err := json.Unmarshal(data, &answer); err != nil {
		return fmt.Errorf("write findings as JSON: %w", err)
	}
	for _, f := range answer.Findings {
		harmless(b, f)
		b.WriteByte('\n')
	}
	return nil
}

// harmless copies JSON and escapes the runes that encoding/json leaves alone
// but terminals act on: DEL, the C1 controls, and marks that turn the direction
// of text. They can stand in strings only, so that \u is always right.
func harmless(b *bytes.Buffer, data []byte) {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r >= 0x7f && r <= 0x9f, r == 0x200e, r == 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.Write(data[:n])
		}
		data = data[n:]
	}
}
