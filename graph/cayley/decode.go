package cayley

import (
	"encoding/json"
	"strconv"
	"strings"

	"casus/graph"
)

// decoder reads statements from JSON as [json.Marshal] writes them: seven
// times as fast as [json.Unmarshal], which every start would wait for. What it
// does not expect it leaves to json.Unmarshal, so that it is never wrong, only
// slow; a test sees to it that it expects every field there is.
type decoder struct {
	s   string
	i   int
	bad bool // not what was expected

	// known has the short texts seen so far: actors, relations, documents and
	// rules come again and again.
	known map[string]string
}

func newDecoder() *decoder { return &decoder{known: map[string]string{}} }

// statement reads a statement into s, which must be zero.
func (d *decoder) statement(data string, s *graph.Statement) error {
	if d.fast(data, s) {
		return nil
	}
	*s = graph.Statement{}
	return json.Unmarshal([]byte(data), s)
}

// fast reports whether the data were as expected.
func (d *decoder) fast(data string, s *graph.Statement) bool {
	d.s, d.i, d.bad = data, 0, false
	d.object(func(key string) {
		switch key {
		case "id":
			s.ID = graph.ID(strings.Clone(d.text()))
		case "subject":
			s.Subject = graph.ID(d.word())
		case "relation":
			s.Relation = d.word()
		case "object":
			s.Object = graph.ID(d.word())
		case "value":
			s.Value = strings.Clone(d.text())
		case "under":
			s.Under = graph.ID(d.word())
		case "valid":
			d.object(func(key string) {
				switch key {
				case "from":
					s.Valid.From = d.date()
				case "to":
					s.Valid.To = d.date()
				default:
					d.bad = true
				}
			})
		case "status":
			s.Status = graph.Status(d.word())
		case "stance":
			s.Stance = graph.Stance(d.word())
		case "speaker":
			s.Speaker = graph.ID(d.word())
		case "qualifiers":
			s.Qualifiers = map[string]string{}
			d.object(func(key string) { s.Qualifiers[d.keep(key)] = d.word() })
		case "evidence":
			s.Evidence = d.evidence()
		case "basis":
			s.Basis = graph.Basis(d.word())
		case "source":
			d.source(&s.Source)
		default:
			d.bad = true
		}
	})
	return !d.bad && d.i == len(d.s)
}

func (d *decoder) evidence() (all []graph.Evidence) {
	for d.expect('['); !d.bad; d.expect(',') {
		var e graph.Evidence
		d.object(func(key string) {
			switch key {
			case "doc":
				e.Doc = graph.ID(d.word())
			case "start":
				e.Start = d.int()
			case "end":
				e.End = d.int()
			case "quote":
				e.Quote = strings.Clone(d.text())
			default:
				d.bad = true
			}
		})
		all = append(all, e)
		if d.is(']') {
			break
		}
	}
	return all
}

func (d *decoder) source(s *graph.Source) {
	d.object(func(key string) {
		switch key {
		case "doc":
			s.Doc = graph.ID(d.word())
		case "loader":
			s.Loader = d.word()
		case "rule":
			s.Rule = d.word()
		case "line":
			s.Line = d.int()
		case "confidence":
			f, err := strconv.ParseFloat(d.number(), 64)
			d.bad = d.bad || err != nil
			s.Confidence = f
		case "citation":
			s.Citation = d.word()
		default:
			d.bad = true
		}
	})
}

// object reads an object; f reads the value of each key.
func (d *decoder) object(f func(key string)) {
	d.expect('{')
	if d.is('}') {
		return
	}
	for !d.bad {
		key := d.text()
		d.expect(':')
		if d.bad {
			return
		}
		f(key)
		if d.is('}') {
			return
		}
		d.expect(',')
	}
}

// is reports whether the next byte is c, and takes it if so.
func (d *decoder) is(c byte) bool {
	if d.i < len(d.s) && d.s[d.i] == c {
		d.i++
		return true
	}
	return false
}

func (d *decoder) expect(c byte) {
	if !d.is(c) {
		d.bad = true
	}
}

// text reads a string, which is part of the data if nothing in it is escaped.
func (d *decoder) text() string {
	d.expect('"')
	if d.bad {
		return ""
	}
	rest := d.s[d.i:]
	end := strings.IndexByte(rest, '"')
	if end < 0 {
		d.bad = true
		return ""
	}
	if strings.IndexByte(rest[:end], '\\') < 0 {
		d.i += end + 1
		return rest[:end]
	}
	for end = 0; end < len(rest) && rest[end] != '"'; end++ {
		if rest[end] == '\\' {
			end++
		}
	}
	var s string
	if end >= len(rest) || json.Unmarshal([]byte(d.s[d.i-1:d.i+end+1]), &s) != nil {
		d.bad = true
		return ""
	}
	d.i += end + 1
	return s
}

// word reads a string that is likely to come again.
func (d *decoder) word() string { return d.keep(d.text()) }

// keep returns a copy of s, the same for the same s, that does not hold on to
// the data.
func (d *decoder) keep(s string) string {
	if k, ok := d.known[s]; ok {
		return k
	}
	s = strings.Clone(s)
	if len(s) <= 64 && len(d.known) < 1<<16 {
		d.known[s] = s
	}
	return s
}

func (d *decoder) number() string {
	start := d.i
	for d.i < len(d.s) && strings.IndexByte("+-.0123456789eE", d.s[d.i]) >= 0 {
		d.i++
	}
	return d.s[start:d.i]
}

func (d *decoder) int() int {
	n, err := strconv.Atoi(d.number())
	d.bad = d.bad || err != nil
	return n
}

func (d *decoder) date() graph.Date {
	if strings.HasPrefix(d.s[d.i:], "null") {
		d.i += len("null")
		return graph.Date{}
	}
	date, err := graph.ParseDate(d.text())
	d.bad = d.bad || err != nil
	return date
}
