package ingest

import (
	"strings"
	"unicode"

	"casus/loaders/extract"

	"github.com/abadojack/whatlanggo"
)

// englishWords are so frequent that no English text of some length is without
// them, and rare in other languages.
var englishWords = map[string]bool{"the": true, "of": true, "and": true, "to": true, "that": true, "with": true, "by": true,
	"was": true, "were": true, "is": true, "has": true, "had": true, "from": true, "which": true, "it": true, "its": true, "between": true}

// foreign returns the name of a text's language if it is surely not English. A
// text too short to tell passes, and so does an English one full of foreign
// names.
func foreign(text string, blocks []extract.Block) (string, bool) {
	var b strings.Builder
	for _, block := range blocks {
		if b.Len() > 20<<10 {
			break
		}
		if block.Kind == extract.Paragraph {
			part := text[block.Start:min(block.End, block.Start+8<<10)]
			b.WriteString(strings.ToValidUTF8(part, ""))
			b.WriteByte('\n')
		}
	}
	sample := b.String()
	letters := 0
	for _, r := range sample {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	words := strings.Fields(strings.ToLower(sample))
	english := 0
	for _, w := range words {
		if englishWords[w] {
			english++
		}
	}
	if letters < 120 || english*100 >= len(words)*6 {
		return "", false
	}
	info := whatlanggo.Detect(sample)
	if info.Lang == whatlanggo.Eng || info.Lang < 0 || info.Script == unicode.Latin && !info.IsReliable() {
		return "", false
	}
	return info.Lang.String(), true
}
