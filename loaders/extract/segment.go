package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSentenceBytes bounds what later stages see at once. Prose stays far below it;
// a file without full stops does not.
const maxSentenceBytes = 8 << 10

// Sentences returns the sentences of t in order. They lie inside their block,
// never overlap and together hold every byte of it that is not white space. A
// heading or caption line is one sentence; datelines hold none. A stretch of
// more than 8 KiB without a stop is cut at white space.
//
// The rules are our own: a stop ends a sentence unless the word before it is an
// abbreviation or an initial and the word after it does not begin one.
func Sentences(t *Text) []Sentence {
	var out []Sentence
	for i, b := range t.Blocks {
		if b.Kind == Dateline {
			continue
		}
		start := b.Start
		for start < b.End {
			end := b.End
			if b.Kind != Heading {
				end = sentenceEnd(t.Doc.Text, start, b.End)
			}
			end = cutLong(t.Doc.Text, start, end)
			if s := trimmed(t.Doc.Text, i, start, end); s.Start < s.End {
				out = append(out, s)
			}
			start = end
		}
	}
	return out
}

func trimmed(text string, block, start, end int) Sentence {
	part := text[start:end]
	left := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	return Sentence{Block: block, Start: start + left, End: start + max(left, len(strings.TrimRightFunc(part, unicode.IsSpace)))}
}

func cutLong(text string, start, end int) int {
	if end-start <= maxSentenceBytes {
		return end
	}
	part := text[start : start+maxSentenceBytes]
	if i := strings.LastIndexAny(part, " \t\n"); i > 0 {
		return start + i + 1
	}
	for end = start + maxSentenceBytes; !utf8.RuneStart(text[end]); end-- {
	}
	return end
}

// sentenceEnd returns the end of the sentence that begins at start: behind its
// stop and any quotes and brackets that close with it.
func sentenceEnd(text string, start, limit int) int {
	// Nothing beyond the cut matters, so that a file without white space is
	// not searched to its end again for every piece.
	limit = min(limit, start+maxSentenceBytes+utf8.UTFMax)
	for limit < len(text) && !utf8.RuneStart(text[limit]) {
		limit--
	}
	for i := start; i < limit; {
		stops := stopRun(text[i:limit])
		if stops == 0 {
			_, size := utf8.DecodeRuneInString(text[i:limit])
			i += size
			continue
		}
		end := i + stops
		closed := end + closerRun(text[end:limit])
		if ends(text[start:i], text[i:end], text[end:closed], text[closed:limit]) {
			return closed
		}
		i = closed
	}
	return limit
}

// stopRun returns the length of the stops that s begins with: ".", "?!", "…",
// ". . .".
func stopRun(s string) int {
	n := 0
	for n < len(s) {
		switch {
		case strings.HasPrefix(s[n:], "…"):
			n += len("…")
		case s[n] == '.' || s[n] == '?' || s[n] == '!':
			n++
		case n > 0 && strings.HasPrefix(s[n:], " .") && s[n-1] == '.':
			n += 2
		default:
			return n
		}
	}
	return n
}

// closerRun returns the length of the quotes, brackets and note marks that s
// begins with.
func closerRun(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case strings.ContainsRune("\"'”’)]»›", r):
			n += size
		case r == '[':
			note := strings.IndexByte(s[n:], ']')
			if note < 2 || note > 4 || strings.Trim(s[n+1:n+note], "0123456789") != "" {
				return n
			}
			n += note + 1
		default:
			return n
		}
	}
	return n
}

// ends reports whether a sentence ends at a stop, given the sentence before
// it, the stop, what closes with it and the rest of the block.
func ends(before, stop, closers, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if rest == "" {
		return true
	}
	if !unicode.IsSpace(next) {
		return false
	}
	word := firstWord(rest)
	first, _ := utf8.DecodeRuneInString(word)
	if unicode.IsLower(first) || word == "" {
		return false
	}
	switch {
	case strings.ContainsAny(stop, "?!"):
		return closers == "" || !isReported(rest)
	case stop != ".": // three dots are as often an omission as an end, four are an end
		return closers != "" || starters[word] || strings.Count(stop, ".") == 4
	case closers != "":
		return true
	}
	return !isNumbering(before) && !keepsStop(lastWord(before), word)
}

// firstWord returns the first word of s, without opening quotes and brackets.
func firstWord(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'“‘([«‹—–-•", r)
	})
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\''
	})
	if end < 0 {
		end = len(s)
	}
	return strings.TrimRight(s[:end], ".'")
}

func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"“‘([—–-/", r)
	})
	if i < 0 {
		return s
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[i+size:]
}

// isNumbering reports whether a sentence so far is only the number of a point
// or article: "1", "Article 5".
func isNumbering(before string) bool {
	fields := strings.Fields(before)
	if len(fields) == 2 {
		switch strings.ToLower(strings.TrimSuffix(fields[0], ".")) {
		case "article", "art", "section", "sec", "chapter":
			fields = fields[1:]
		}
	}
	return len(fields) == 1 && len(fields[0]) <= 5 && (strings.Trim(fields[0], "0123456789.") == "" || strings.Trim(fields[0], "IVXLC") == "")
}

// isReported reports whether rest goes on to say who said the words before it:
// “Will they attack?” Aliyev asked.
func isReported(rest string) bool {
	words := strings.Fields(rest[:min(len(rest), 80)])
	for i, w := range words[:min(len(words), 4)] {
		switch strings.Trim(w, ".,") {
		case "said", "asked", "says", "asks", "wondered", "replied", "added", "demanded", "warned", "wrote":
			return i > 0
		}
		if strings.ContainsAny(w, ".?!") && i > 0 {
			return false
		}
	}
	return false
}

// keepsStop reports whether word is an abbreviation whose stop does not end
// the sentence before next.
func keepsStop(word, next string) bool {
	digit := next[0] >= '0' && next[0] <= '9'
	switch class := abbreviations[word]; class {
	case beforeName:
		return true
	case beforeNumber:
		return digit
	case beforeClock:
		return clockWords[next] || next == strings.ToUpper(next) && len(next) >= 3 && len(next) <= 4 && !digit
	case anywhere:
		return !starters[next]
	}
	r, size := utf8.DecodeRuneInString(word)
	if size == len(word) { // an initial, unless the sentence ends in "Plan B"
		return unicode.IsUpper(r) && !starters[next]
	}
	if strings.Contains(word, ".") { // U.S, D.C, Ph.D
		for _, part := range strings.Split(word, ".") {
			if utf8.RuneCountInString(part) > 2 || strings.IndexFunc(part, unicode.IsLetter) != 0 {
				return false
			}
		}
		return !starters[next]
	}
	return false
}

// abbreviationClass says before what an abbreviation keeps its stop without
// ending the sentence.
type abbreviationClass int

const (
	notAbbreviated abbreviationClass = iota
	beforeName                       // Gen. Smith: never the end
	beforeNumber                     // No. 5, Nov. 16
	beforeClock                      // 5 p.m. GMT, 5 p.m. Thursday
	anywhere                         // Acme Corp. Europe, but Acme Corp. The …
)

var abbreviations = wordClasses(map[abbreviationClass]string{
	beforeName: "Mr Mrs Ms Messrs Mme Dr Prof Rev Hon Gen Lt Col Maj Brig Capt Cpt Cmdr Cdr Adm Sgt Cpl Pvt Sen Rep Reps Sens Gov Pres Amb " +
		"Supt Insp Msgr Fr St Ste Mt Ft Lt.Gen Maj.Gen Brig.Gen Vice.Adm Atty vs v cf e.g i.e viz approx ca c al Dept Univ",
	beforeNumber: "No no Nos nos Art art Arts Sec Vol vol Ch ch Fig fig p pp para paras op ed eds Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Res",
	beforeClock:  "a.m p.m A.M P.M",
	anywhere:     "Inc Corp Co Ltd Bros Jr Sr Esq etc Ph.D Gov't Govt Intl Natl Assn Ave Blvd Rd Cos PLC S.A",
})

// starters are capitalized words that begin sentences and hardly ever a name
// behind an abbreviation: "the U.S. The", not "the U.S. Treasury".
var starters = wordClasses(map[bool]string{true: "The A An This That These Those He She It They We You His Her Its Their Our My I " +
	"In On At As By To For From With Without Within But And Or So Yet Nor If When While Whereas Although Though After Before Since " +
	"Because However Moreover Meanwhile Nevertheless Nonetheless Furthermore Therefore Thus Then There Here Both Some Many Most Each " +
	"Every Another Over During Until Among Between Despite Following Today Yesterday Tomorrow What Who Why How Where Which Such Also " +
	"Now Instead Later Earlier Not No Only Once Even Unlike Throughout Across Against According Several Two Three Earlier Still"})

// clockWords follow the time of day in its own sentence.
var clockWords = wordClasses(map[bool]string{true: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Eastern Central Pacific Moscow GMT UTC EST EDT"})

// wordClasses turns lists of words into a map from each word to its class.
func wordClasses[C comparable](lists map[C]string) map[string]C {
	m := map[string]C{}
	for class, words := range lists {
		for _, w := range strings.Fields(words) {
			m[w] = class
		}
	}
	return m
}
