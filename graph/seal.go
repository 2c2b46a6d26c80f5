package graph

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// appendJSON appends what json.Marshal writes for the statement, byte for byte
// (a test compares them): IDs are hashes of it. It takes a fifth of the time,
// and sealing is most of what making a statement costs.
func (s *Statement) appendJSON(b []byte) []byte {
	b = appendField(b, `{"id":`, string(s.ID))
	b = appendOptional(b, `,"subject":`, string(s.Subject))
	b = appendField(b, `,"relation":`, s.Relation)
	b = appendOptional(b, `,"object":`, string(s.Object))
	b = appendOptional(b, `,"value":`, s.Value)
	b = appendOptional(b, `,"under":`, string(s.Under))
	b = appendDate(append(b, `,"valid":{"from":`...), s.Valid.From)
	b = appendDate(append(b, `,"to":`...), s.Valid.To)
	b = append(b, '}')
	b = appendOptional(b, `,"status":`, string(s.Status))
	b = appendField(b, `,"stance":`, string(s.Stance))
	b = appendOptional(b, `,"speaker":`, string(s.Speaker))
	for i, key := range slices.Sorted(maps.Keys(s.Qualifiers)) {
		if i == 0 {
			b = append(b, `,"qualifiers":{`...)
		} else {
			b = append(b, ',')
		}
		b = appendString(b, key)
		b = appendField(b, ":", s.Qualifiers[key])
		if i == len(s.Qualifiers)-1 {
			b = append(b, '}')
		}
	}
	for i, e := range s.Evidence {
		if i == 0 {
			b = append(b, `,"evidence":[`...)
		} else {
			b = append(b, ',')
		}
		b = appendField(b, `{"doc":`, string(e.Doc))
		b = strconv.AppendInt(append(b, `,"start":`...), int64(e.Start), 10)
		b = strconv.AppendInt(append(b, `,"end":`...), int64(e.End), 10)
		b = append(appendField(b, `,"quote":`, e.Quote), '}')
		if i == len(s.Evidence)-1 {
			b = append(b, ']')
		}
	}
	b = appendField(b, `,"basis":`, string(s.Basis))
	b = appendField(b, `,"source":{"doc":`, string(s.Source.Doc))
	b = appendField(b, `,"loader":`, s.Source.Loader)
	b = appendOptional(b, `,"rule":`, s.Source.Rule)
	if s.Source.Line != 0 {
		b = strconv.AppendInt(append(b, `,"line":`...), int64(s.Source.Line), 10)
	}
	if s.Source.Confidence != 0 {
		f, err := json.Marshal(s.Source.Confidence)
		if err != nil {
			panic("graph: marshal confidence: " + err.Error())
		}
		b = append(append(b, `,"confidence":`...), f...)
	}
	b = appendOptional(b, `,"citation":`, s.Source.Citation)
	return append(b, "}}"...)
}

func appendField(b []byte, name, value string) []byte {
	return appendString(append(b, name...), value)
}

// appendOptional leaves out an empty value.
func appendOptional(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	return appendField(b, name, value)
}

func appendDate(b []byte, d Date) []byte {
	if d.IsZero() {
		return append(b, "null"...)
	}
	return append(append(append(b, '"'), d.String()...), '"')
}

// appendString leaves whatever needs an escape to encoding/json.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f || c >= utf8.RuneSelf {
			q, err := json.Marshal(s)
			if err != nil {
				panic("graph: marshal string: " + err.Error())
			}
			return append(b, q...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}
