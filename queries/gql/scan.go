package gql

import (
	"fmt"
	"unicode/utf8"
)

// scan reads a document as graphql-go's lexer will, before that lexer sees it,
// and refuses what is too deep, too long or no GraphQL. It returns a copy of
// the same length in which comments and byte order marks are blanks and
// arguments that are literally null are left out.
//
// The copy is what makes the scan's verdict hold for the parser. Three traits
// of graphql-go v0.8.1 would otherwise let text that was scanned as a comment
// or a string be read as tokens, or valid documents fail:
//   - it counts runes for the ends of names and bytes for everything else, so
//     a name after a comment with an é begins again inside that comment;
//   - an escaped """ in a block string overwrites the document it reads;
//   - its parser has no null.
func scan(doc string) ([]byte, *Error) {
	if len(doc) > maxBytes {
		return nil, tooComplex(fmt.Sprintf("the document has %d bytes, want at most %d", len(doc), maxBytes))
	}
	s := scanner{in: doc, out: []byte(doc), line: 1}
	for s.next() {
	}
	if s.err == nil && len(s.open) > 0 {
		s.fail(len(doc), fmt.Sprintf("%q is not closed", s.open[len(s.open)-1].char))
	}
	if s.err != nil {
		return nil, s.err
	}
	s.dropNulls()
	return s.out, nil
}

// token is a stretch of the document: punctuation, a name, a number or a string.
type token struct {
	kind       byte // the punctuation itself, 'a' for a name, '0' for a number, '"' for a string
	start, end int
	inValue    bool // inside the parentheses of arguments, at any depth
	match      int  // for a closing bracket: the index of the opening one
}

type bracket struct {
	char  byte
	token int
}

type scanner struct {
	in        string
	out       []byte
	pos       int
	line      int
	lineStart int
	open      []bracket
	values    int // how many of the open brackets are parentheses
	tokens    []token
	err       *Error
}

func (s *scanner) fail(at int, message string) bool {
	s.err = &Error{Message: "syntax: " + message, Code: CodeSyntax,
		Locations: []Location{{Line: s.line, Column: utf8.RuneCountInString(s.in[s.lineStart:at]) + 1}}}
	return false
}

func (s *scanner) at(i int) byte {
	if i < len(s.in) {
		return s.in[i]
	}
	return 0
}

func (s *scanner) add(kind byte, end int) bool {
	if len(s.tokens) == maxTokens {
		s.err = tooComplex(fmt.Sprintf("the document has more than %d tokens", maxTokens))
		return false
	}
	s.tokens = append(s.tokens, token{kind: kind, start: s.pos, end: end, inValue: s.values > 0})
	s.pos = end
	return true
}

// next reads one token or one stretch of what is ignored.
func (s *scanner) next() bool {
	if s.pos >= len(s.in) {
		return false
	}
	switch c := s.in[s.pos]; {
	case c == '\n' || c == '\r':
		s.newline()
	case c == ' ' || c == '\t' || c == ',':
		s.pos++
	case c == '#':
		s.comment()
	case hasBOM(s.in[s.pos:]):
		s.blank(s.pos, s.pos+3)
		s.pos += 3
	case isLetter(c):
		end := s.pos
		for end < len(s.in) && (isLetter(s.in[end]) || isDigit(s.in[end])) {
			end++
		}
		if end-s.pos > maxName {
			s.err = tooComplex(fmt.Sprintf("a name has %d letters, want at most %d", end-s.pos, maxName))
			return false
		}
		return s.add('a', end)
	case c == '-' || isDigit(c):
		return s.number()
	case c == '"':
		if s.at(s.pos+1) == '"' && s.at(s.pos+2) == '"' {
			return s.blockString()
		}
		return s.string()
	case c == '.':
		if s.at(s.pos+1) != '.' || s.at(s.pos+2) != '.' {
			return s.fail(s.pos, "a single dot, want three")
		}
		return s.add('.', s.pos+3)
	case c == '(' || c == '[' || c == '{':
		return s.opening(c)
	case c == ')' || c == ']' || c == '}':
		return s.closing(c)
	case c == '!' || c == '$' || c == '&' || c == ':' || c == '=' || c == '@' || c == '|':
		return s.add(c, s.pos+1)
	default:
		r, _ := utf8.DecodeRuneInString(s.in[s.pos:])
		return s.fail(s.pos, fmt.Sprintf("unexpected character %q", r))
	}
	return true
}

func (s *scanner) newline() {
	if s.in[s.pos] == '\r' && s.at(s.pos+1) == '\n' {
		s.pos++
	}
	s.pos++
	s.line++
	s.lineStart = s.pos
}

func (s *scanner) comment() {
	end := s.pos
	for end < len(s.in) && s.in[end] != '\n' && s.in[end] != '\r' {
		end++
	}
	s.blank(s.pos, end)
	s.pos = end
}

func (s *scanner) blank(start, end int) {
	for i := start; i < end; i++ {
		s.out[i] = ' '
	}
}

func (s *scanner) opening(c byte) bool {
	if len(s.open) == maxBrackets {
		s.err = tooComplex(fmt.Sprintf("brackets nest deeper than %d", maxBrackets))
		return false
	}
	s.open = append(s.open, bracket{c, len(s.tokens)})
	if c == '(' {
		s.values++
	}
	return s.add(c, s.pos+1)
}

func (s *scanner) closing(c byte) bool {
	if len(s.open) == 0 {
		return s.fail(s.pos, fmt.Sprintf("%q closes nothing", c))
	}
	last := s.open[len(s.open)-1]
	if want := map[byte]byte{'(': ')', '[': ']', '{': '}'}[last.char]; c != want {
		return s.fail(s.pos, fmt.Sprintf("%q, want %q", c, want))
	}
	s.open = s.open[:len(s.open)-1]
	if c == ')' {
		s.values--
	}
	if !s.add(c, s.pos+1) {
		return false
	}
	s.tokens[len(s.tokens)-1].match = last.token
	return true
}

// number reads -?digits(.digits)?([eE][+-]?digits)? and no more, as the lexer
// does: 1-1 is two tokens.
func (s *scanner) number() bool {
	end := s.pos
	if s.in[end] == '-' {
		end++
	}
	digits := func() bool {
		from := end
		for end < len(s.in) && isDigit(s.in[end]) {
			end++
		}
		return end > from
	}
	if !digits() {
		return s.fail(end, "a number without digits")
	}
	if s.at(end) == '.' {
		end++
		if !digits() {
			return s.fail(end, "a number that ends in a dot")
		}
	}
	if c := s.at(end); c == 'e' || c == 'E' {
		end++
		if c := s.at(end); c == '+' || c == '-' {
			end++
		}
		if !digits() {
			return s.fail(end, "a number with an empty exponent")
		}
	}
	return s.add('0', end)
}

func (s *scanner) string() bool {
	for i := s.pos + 1; i < len(s.in); i++ {
		switch c := s.in[i]; {
		case c == '"':
			return s.add('"', i+1)
		case c == '\\':
			i++
		case c == '\n' || c == '\r':
			return s.fail(s.pos, "the string is not closed on its line")
		case c < ' ' && c != '\t':
			return s.fail(i, fmt.Sprintf("control character %q in a string", c))
		}
	}
	return s.fail(s.pos, "the string is not closed")
}

func (s *scanner) blockString() bool {
	line, lineStart := s.line, s.lineStart
	for i := s.pos + 3; i < len(s.in); i++ {
		switch c := s.in[i]; {
		case c == '\\' && i+3 < len(s.in) && s.in[i+1:i+4] == `"""`:
			return s.fail(s.pos, `\""" in a block string is not supported, use a plain string`)
		case c == '"' && s.at(i+1) == '"' && s.at(i+2) == '"':
			ok := s.add('"', i+3)
			s.line, s.lineStart = line, lineStart
			return ok
		case c == '\n':
			line, lineStart = line+1, i+1
		case c < ' ' && c != '\t' && c != '\r':
			return s.fail(s.pos, fmt.Sprintf("control character %q in a string", c))
		}
	}
	return s.fail(s.pos, "the block string is not closed")
}

// dropNulls blanks arguments and input fields whose value is the literal null,
// and defaults of null: for every argument of this schema null means the same
// as nothing.
func (s *scanner) dropNulls() {
	gone := make([]bool, len(s.tokens))
	drop := func(i int) {
		gone[i] = true
		s.blank(s.tokens[i].start, s.tokens[i].end)
	}
	for i, t := range s.tokens {
		if t.kind == 'a' && t.inValue && s.in[t.start:t.end] == "null" {
			switch {
			case i >= 3 && s.tokens[i-1].kind == ':' && s.tokens[i-2].kind == 'a' && s.tokens[i-3].kind != '$':
				drop(i)
				drop(i - 1)
				drop(i - 2)
			case i >= 1 && s.tokens[i-1].kind == '=':
				drop(i)
				drop(i - 1)
			}
		}
		// Parentheses left empty are no GraphQL.
		if t.kind == ')' && i-t.match > 1 {
			empty := true
			for j := t.match + 1; j < i; j++ {
				empty = empty && gone[j]
			}
			if empty {
				drop(i)
				drop(t.match)
			}
		}
	}
}

func hasBOM(s string) bool { return len(s) >= 3 && s[:3] == "\uFEFF" }

func isLetter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
