package extract

import (
	"casus/graph"
)

// Version names the engine in every statement.
const Version = "article/1"

// Options say what to extract with.
type Options struct {
	Gazetteer *Gazetteer
	Rules     *Rules                         // nil for the embedded pack
	Explain   func(stage string, result any) // if set, is shown the result of every stage
}

// maxSentence bounds a sentence in tokens; longer ones are lists or tables,
// and are passed over.
const maxSentence = 200

// Run reads a document's text and returns what it says. It never fails: what
// it does not understand it leaves out. It is deterministic and safe to call
// concurrently.
func Run(t *Text, opt Options) graph.Batch {
	lex := DefaultLexicon()
	rules := opt.Rules
	if rules == nil {
		rules = DefaultRules()
	}
	gaz := opt.Gazetteer
	if gaz == nil {
		gaz = NewGazetteer(nil)
	}
	explain := opt.Explain
	if explain == nil {
		explain = func(string, any) {}
	}
	spans := Sentences(t)
	explain("sentences", spans)
	sents := analyze(t, spans, gaz, lex)
	explain("clauses", Analysis(sents))
	r := newResolver(t, gaz, lex, sents)
	w := &writer{resolver: r, rules: rules, batch: graph.Batch{Document: t.Doc}, matter: map[*Clause]graph.ID{}, seen: map[graph.ID]bool{}}
	for _, s := range sents {
		r.sentence(s)
		w.sentence(s)
	}
	explain("links", r.chainList())
	w.finish()
	explain("statements", Drawn{graph.NewView(w.batch)})
	return w.batch
}

// analyze runs the stages that look at one sentence at a time.
func analyze(t *Text, spans []Sentence, gaz *Gazetteer, lex *Lexicon) []*Sent {
	text := t.Doc.Text
	tokens := make([][]Token, len(spans))
	seen := map[string]bool{}
	for i, span := range spans {
		tokens[i] = Tokens(text, span)
		for j := range tokens[i] {
			if j > 1 && t.Blocks[span.Block].Kind == Paragraph && tokens[i][j].isCapital() {
				seen[tokens[i][j].Text] = true
			}
		}
	}
	var sents []*Sent
	last := t.Doc.Date
	finder := &nameFinder{lex: lex, gaz: gaz, text: text, seen: seen, treaty: t.Doc.Basis == graph.Primary}
	for i, span := range spans {
		if len(tokens[i]) == 0 || len(tokens[i]) > maxSentence || t.Blocks[span.Block].Kind == Dateline {
			continue
		}
		s := &Sent{Index: len(sents), Span: span, Heading: t.Blocks[span.Block].Kind == Heading, Tokens: tokens[i], lex: lex, text: text}
		s.Times = Times(text, span, t.Doc.Date, last)
		last = LastSeen(text, s.Times, last)
		s.Names = finder.find(s.Tokens)
		tagTokens(s.Tokens, lex)
		for j := range s.Tokens { // "May 14", "Last year": no verbs
			if t := &s.Tokens[j]; s.inTime(j) && (t.Tag == MD || t.Tag.isVerb()) {
				t.Tag, t.Lemma = NOUN, t.Low
			}
		}
		if !s.Heading {
			s.parse()
		}
		sents = append(sents, s)
	}
	return sents
}
