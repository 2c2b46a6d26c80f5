package ingest

import (
	"regexp"
	"strings"

	"casus/loaders/extract"
)

var (
	articleLine = regexp.MustCompile(`^(?i:article|art\.)\s+(?:\d{1,3}|[IVXLC]{1,7}|(?i:one|two|three|four|five|six|seven|eight|nine|ten))\b\s*[.:—–-]?\s*(?:$|\n|[A-Z"“(])`)
	partyWord   = regexp.MustCompile(`\b(?:Contracting (?:Parties|States|Powers)|States Parties|High Contracting|(?:the|Each|each|either|other|both) Part(?:y|ies)|The Parties)\b`)
	dutyWord    = regexp.MustCompile(`\b(?:shall|undertakes?|undertaking)\b`)
)

// treatySample is how much of a text, and of one block, is looked at: longer
// than any treaty's articles on what its parties shall do.
const treatySample = 1 << 20

// isTreaty reports whether a text is itself a treaty, not a text about one: it
// is set in articles, and speaks of parties that shall.
func isTreaty(text string, blocks []extract.Block) bool {
	articles, parties, duties, words := 0, 0, 0, 0
	for _, b := range blocks {
		if b.Start > treatySample {
			break
		}
		s := text[b.Start:min(b.End, b.Start+treatySample)]
		if articleLine.MatchString(s[:min(len(s), 60)]) {
			articles++
		}
		parties += len(partyWord.FindAllStringIndex(s, -1))
		duties += len(dutyWord.FindAllStringIndex(s, -1))
		words += len(strings.Fields(s))
	}
	dense := duties*120 >= words // one duty to 120 words: no essay has as many
	return articles >= 1 && parties >= 2 && duties >= 2 && dense
}
