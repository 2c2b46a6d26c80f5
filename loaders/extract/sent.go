package extract

// Sent is a sentence with all that the stages found in it.
type Sent struct {
	Index   int
	Span    Sentence
	Heading bool
	Tokens  []Token
	Names   []Name
	Times   []Time
	Clauses []*Clause

	lex  *Lexicon
	text string // the document's canonical text
}

// String returns the sentence as written.
func (s *Sent) String() string { return s.text[s.Span.Start:s.Span.End] }

// quote returns the text from token first to token last.
func (s *Sent) quote(first, last int) string {
	return s.text[s.Tokens[first].Start:s.Tokens[last].End]
}
