package queries

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"casus/graph"
)

// maxCommand bounds a question's length in bytes.
const maxCommand = 10_000

// ParseCommand reads a question as it is typed:
//
//	defends "Saudi Arabia" --against Iran --why-not --as-of 2025-10-01
//
// Words with spaces stand in double or single quotes, and a backslash in double
// quotes takes the next character as it is. Flags can be written --name value
// or --name=value, those of one letter with one hyphen too, and "--" ends them.
// A leading "casus" is skipped. The date is the zero Date where --as-of is
// missing. Errors are *UsageError.
func ParseCommand(line string) (*Query, Args, graph.Date, error) {
	fail := func(format string, args ...any) (*Query, Args, graph.Date, error) {
		return nil, nil, graph.Date{}, &UsageError{fmt.Sprintf(format, args...)}
	}
	words, err := split(line)
	if err != nil {
		return fail("%s", err)
	}
	if len(words) > 0 && words[0].text == "casus" && !words[0].quoted {
		words = words[1:]
	}
	if len(words) == 0 {
		return fail("no question, want one of %s", strings.Join(names(), ", "))
	}
	q := Lookup(words[0].text)
	if q == nil {
		return fail("unknown question %q, want one of %s", words[0].text, strings.Join(names(), ", "))
	}
	args, asOf, loose := Args{}, graph.Date{}, []string(nil)
	for words = words[1:]; len(words) > 0; words = words[1:] {
		w := words[0]
		name, isFlag := flagName(w)
		switch {
		case !isFlag:
			loose = append(loose, w.text)
			continue
		case name == "":
			for _, w := range words[1:] {
				loose = append(loose, w.text)
			}
			words = words[:1]
			continue
		}
		name, value, given := strings.Cut(name, "=")
		p := q.flag(name)
		if p == nil && name != "as-of" {
			return fail("%s has no flag %q, want one of %s", q.Name, w.text, strings.Join(q.flags(), ", "))
		}
		if p != nil && p.Type == BoolParam {
			if given && value != "true" && value != "false" {
				return fail("--%s %q, want true or false", name, value)
			}
			if args[name] = "true"; given {
				args[name] = value
			}
			continue
		}
		if !given {
			if len(words) < 2 {
				return fail("--%s needs a value", name)
			}
			words = words[1:]
			value = words[0].text
		}
		if value == "" {
			return fail("--%s is empty", name)
		}
		if p != nil {
			args[name] = value
		} else if asOf, err = graph.ParseDate(value); err != nil {
			return fail("--as-of: %s", err)
		}
	}
	for _, p := range q.Params {
		if !p.Positional {
			continue
		}
		if len(loose) == 0 {
			if p.Required {
				return fail("%s is missing: %s wants %s", strings.ToUpper(p.Name), q.Name, p.Doc)
			}
			continue
		}
		n := 1
		if p.Repeated {
			n = len(loose)
		}
		for _, text := range loose[:n] {
			if text == "" {
				return fail("%s is empty: %s wants %s", strings.ToUpper(p.Name), q.Name, p.Doc)
			}
		}
		args[p.Name] = strings.Join(loose[:n], "\n")
		loose = loose[n:]
	}
	if len(loose) > 0 {
		return fail("%s takes no %q; names of several words need quotes", q.Name, loose[0])
	}
	return q, args, asOf, nil
}

// Command writes a question as it is typed, without its date: what
// [ParseCommand] reads back.
func Command(q *Query, args Args) string {
	line := []string{q.Name}
	for _, p := range q.Params {
		if p.Positional {
			for _, v := range args.List(p.Name) {
				line = append(line, quoteWord(v))
			}
		}
	}
	for _, p := range q.Params {
		dashes := "--"
		if len(p.Name) == 1 {
			dashes = "-"
		}
		switch {
		case p.Positional || args[p.Name] == "":
		case p.Type == BoolParam:
			if args.Bool(p.Name) {
				line = append(line, dashes+p.Name)
			}
		default:
			line = append(line, dashes+p.Name, quoteWord(args[p.Name]))
		}
	}
	return strings.Join(line, " ")
}

// quoteWord quotes a word where it would not be read as one, or as a flag.
func quoteWord(s string) string {
	if s != "" && s[0] != '-' && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'\`, r) }) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

type word struct {
	text   string
	quoted bool
}

// split cuts a line into words.
func split(line string) ([]word, error) {
	if len(line) > maxCommand {
		return nil, fmt.Errorf("the question has %d bytes, want at most %d", len(line), maxCommand)
	}
	var words []word
	var b strings.Builder
	in, quoted := false, false
	var quote rune
	escaped := false
	for _, r := range line {
		switch {
		case r == '\n' || r == 0:
			return nil, fmt.Errorf("the question has a line break or NUL in it, want one line")
		case escaped:
			b.WriteRune(r)
			escaped = false
		case quote == '"' && r == '\\':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			b.WriteRune(r)
		case r == '"' || r == '\'' && !in: // the apostrophe in Côte d'Ivoire opens nothing
			quoted = quoted || !in
			quote, in = r, true
		case unicode.IsSpace(r):
			if in {
				words = append(words, word{b.String(), quoted})
				b.Reset()
			}
			in, quoted = false, false
		default:
			b.WriteRune(r)
			in = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a quote %c is not closed", quote)
	}
	if in {
		words = append(words, word{b.String(), quoted})
	}
	return words, nil
}

// flagName returns what follows the hyphens of a flag.
func flagName(w word) (string, bool) {
	if w.quoted {
		return "", false
	}
	if name, ok := strings.CutPrefix(w.text, "--"); ok {
		return name, true
	}
	name, ok := strings.CutPrefix(w.text, "-")
	head, _, _ := strings.Cut(name, "=")
	return name, ok && len(head) == 1
}

func (q *Query) flag(name string) *Param {
	i := slices.IndexFunc(q.Params, func(p Param) bool { return !p.Positional && p.Name == name })
	if i < 0 {
		return nil
	}
	return &q.Params[i]
}

func (q *Query) flags() []string {
	list := []string{"--as-of"}
	for _, p := range q.Params {
		if !p.Positional {
			list = append(list, "--"+p.Name)
		}
	}
	slices.Sort(list)
	return list
}

func names() []string {
	var list []string
	for _, q := range All() {
		list = append(list, q.Name)
	}
	return list
}
