package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"casus/graph"

	"github.com/google/go-cmp/cmp"
)

// trickySentences are paragraphs of our own; "|" stands where one sentence
// ends and the next begins.
var trickySentences = []string{
	"The U.S. Navy sent two ships. | They arrived on Monday.",
	"Talks with the U.S. | The ministers met twice.",
	"He met Gen. Mark Holt and Lt. Gen. Ada Winter in Oslo. | Both declined to comment.",
	"Resolution No. 1701 ended the fighting. | It was adopted unanimously.",
	"St. Petersburg hosted the summit. | Mt. Ararat was not on the agenda.",
	"The strike began at 5 a.m. on Tuesday. | It ended at 9 p.m. | The airport reopened.",
	"The curfew starts at 8 p.m. Friday and ends at 6 a.m. Saturday.",
	"Inflation rose 4.5 percent. | Exports fell by 3.2 million tons.",
	"“We will defend our partners,” the minister said. | “They know it.”",
	"“We will not attack. | We never have.” | The envoy then left.",
	"Will they sign? | Nobody knows. | Perhaps!",
	"“Will they sign?” the reporter asked. | The minister smiled.",
	"“Will they sign?” Demir asked. | The minister smiled.",
	"“Never!” shouted the crowd. | Police stood by.",
	"What now?! | The treaty is dead.",
	"He paused... then he agreed. | The room fell silent.",
	"He paused… | The room fell silent.",
	"“No ally will act.... | Paris will not.” | He sat down.",
	"The text reads: “the parties … shall consult.” | It says no more.",
	"The accord (signed in 1955.) held for decades. | It was renewed.",
	"The accord held. | (It was signed in 1955.) | It was renewed.",
	"J. R. Orlov and K. Lindt signed. | The ceremony took an hour.",
	"Franklin D. Roosevelt and Joseph V. Stalin met. | Churchill came too.",
	"They chose Plan B. | The rest is history.",
	"Acme Corp. of Delaware sold the radars. | Its shares rose.",
	"Weapons came from Acme Corp. | The buyer was unknown.",
	"Dr. Anna Berg, Ph.D., spoke first. | Prof. Li followed.",
	"The meeting was on Nov. 16 in Jakarta. | A second is due in Dec. | The agenda is open.",
	"Article 5. An attack on one is an attack on all. | Each Party shall assist.",
	"1. The Parties shall consult. | 2. The Parties shall meet yearly.",
	"The E.U. and the U.N. objected. | So did the A.U. | However, nobody listened.",
	"Washington, D.C. was quiet. | They met in Washington, D.C. | The talks ended.",
	"They exported oil, gas, etc. | In 2020 they stopped.",
	"It hit the base at 3 p.m. local time. | No one was hurt.",
	"The ship, the S.S. Aurora, sank. | Its crew survived.",
	"“It is a lie.” | The spokesman hung up.",
	"He called it “a terrorist act.” | The ambassador was summoned.",
	"The army said it was ‘ready.’ | Reserves were called up.",
	"The treaty lapsed.[3] | Nobody renewed it.",
	"Relations cooled.” | Trade went on.",
	"President Lee Jr. opened the session. | Mr. Roy Jr. | The end.",
	"Col. Ahmed v. The State was dismissed. | He appealed.",
	"See p. 12 and pp. 14–20. | The annex is secret.",
	"In 1991. | In 1992.",
	"Fighting resumed in 1994. | 1995 was calmer.",
	"The pact covers 12 states. | 3 have not ratified.",
	"Sen. Ortiz (R., Nevada) objected. | Rep. Tan did not.",
	"The firm's U.S. Treasury bonds fell. | Gold rose.",
	"Ukraine vs. Russia was the topic. | Poland vs. Belarus came next.",
	"The offer, e.g. Patriot batteries, stands. | It may, i.e. The Offer, expire.",
	"Adm. Sir John West sailed. | Capt. Reyes stayed.",
	"Iran's reply? | Silence. | Israel's? | More strikes.",
	"“Who did it?” | That is the question. | “We did not,” Tehran said.",
	"The deal was signed at 10 Downing St. in London. | Paris watched.",
	"Sgt. Kim crossed the line at 38.5 degrees north. | He was detained.",
	"The so-called “Plan A.” failed. | Another was drawn up.",
	"It cost $1.2 bn. | The U.K. paid half.",
	"The minister, Mr. Haddad, left. | Mrs. Haddad stayed.",
	"He cited Art. 4 of the pact. | The U.S. Senate did too.",
	"Moscow denied it . . . | The evidence says otherwise.",
	"They came from Korea (North and South). | Both signed.",
	"The bloc—led by the U.S.—objected. | China abstained.",
	"“Leave!” he said. | They left.",
	"Gov. Abbott, Lt. Gov. Patrick and Atty. Gen. Paxton spoke. | The U.S. did not.",
	"Nobody in the U.S. knew. | Everyone in the U.K. did. | Later that changed.",
	"Zone A. was closed. | Zone C. | The gates are open.",
	"The raid (the third since May) failed. | “No comment.” | Then silence.",
}

// split returns the sentences of one paragraph.
func splitParagraph(p string) []string {
	t := &Text{Doc: graph.Document{Text: p}, Blocks: []Block{{Kind: Paragraph, End: len(p)}}}
	var out []string
	for _, s := range Sentences(t) {
		out = append(out, p[s.Start:s.End])
	}
	return out
}

func TestSentencesTricky(t *testing.T) {
	for _, marked := range trickySentences {
		want := strings.Split(marked, " | ")
		if diff := cmp.Diff(want, splitParagraph(strings.ReplaceAll(marked, " | ", " "))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", marked, diff)
		}
	}
}

// checkSentences fails unless sentences lie in their block, in order, on rune
// boundaries, and leave out nothing but white space.
func checkSentences(t *testing.T, text *Text) {
	t.Helper()
	sentences := Sentences(text)
	next := 0
	for i, b := range text.Blocks {
		pos := b.Start
		for ; next < len(sentences) && sentences[next].Block == i; next++ {
			s := sentences[next]
			if s.Start < pos || s.Start >= s.End || s.End > b.End {
				t.Fatalf("sentence %+v after byte %d of block %+v", s, pos, b)
			}
			quote := text.Doc.Text[s.Start:s.End]
			if !utf8.ValidString(quote) || strings.TrimSpace(quote) != quote {
				t.Fatalf("sentence %q is cut inside a rune or not trimmed", quote)
			}
			if gap := text.Doc.Text[pos:s.Start]; strings.TrimSpace(gap) != "" {
				t.Fatalf("no sentence holds %q", gap)
			}
			pos = s.End
		}
		if gap := text.Doc.Text[pos:b.End]; b.Kind != Dateline && strings.TrimSpace(gap) != "" {
			t.Fatalf("no sentence holds %q at the end of block %+v", gap, b)
		}
	}
	if next != len(sentences) {
		t.Fatalf("sentence %+v is out of order", sentences[next])
	}
}

func TestSentencesLong(t *testing.T) {
	for _, unit := range []string{"x", "é", "word ", "a.", "?", " . "} {
		p := strings.TrimSpace(strings.Repeat(unit, 100_000/len(unit)))
		text := &Text{Doc: graph.Document{Text: p}, Blocks: []Block{{Kind: Paragraph, End: len(p)}}}
		checkSentences(t, text)
		for _, s := range Sentences(text) {
			if s.End-s.Start > maxSentenceBytes {
				t.Errorf("%q repeated: a sentence of %d bytes, want at most %d", unit, s.End-s.Start, maxSentenceBytes)
			}
		}
	}
}

func TestSentencesKeepToBlocks(t *testing.T) {
	text := &Text{
		Doc:    graph.Document{Text: "date 2020-01-02\nTwo Koreas. One war\nThe war began\nin 1950. It lasted"},
		Blocks: []Block{{Dateline, 0, 15}, {Heading, 16, 35}, {Paragraph, 36, 76}},
	}
	want := []Sentence{{1, 16, 35}, {2, 36, 58}, {2, 59, 76}}
	text.Blocks[2].End = len(text.Doc.Text)
	want[2].End = len(text.Doc.Text)
	if diff := cmp.Diff(want, Sentences(text)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range trickySentences {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, p string) {
		if !utf8.ValidString(p) {
			t.Skip("canonical text is valid UTF-8")
		}
		half := len(p) / 2
		for !utf8.RuneStart((p + "x")[half]) {
			half++
		}
		checkSentences(t, &Text{
			Doc:    graph.Document{Text: p},
			Blocks: []Block{{Kind: Heading, End: half}, {Kind: Paragraph, Start: half, End: len(p)}},
		})
	})
}

func BenchmarkSentences(b *testing.B) {
	p := strings.Repeat(strings.Join(trickySentences, " ")+" ", 100)
	text := &Text{Doc: graph.Document{Text: p}, Blocks: []Block{{Kind: Paragraph, End: len(p)}}}
	b.SetBytes(int64(len(p)))
	for b.Loop() {
		Sentences(text)
	}
}
