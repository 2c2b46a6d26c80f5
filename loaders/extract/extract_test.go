package extract_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"casus/graph"
	"casus/loaders/extract"
	"casus/schema"
)

// lines returns the statements of a text as lines, in order of the text.
func lines(t *testing.T, text, date string) []string {
	t.Helper()
	b := say(t, text, date)
	v := graph.NewView(b)
	var out []string
	for _, s := range b.Statements {
		out = append(out, line(v, s))
	}
	return out
}

// TestClauses holds the constructions that the clause grammar promises, each in
// sentences of several verbs, so that no rule can be written for one of them.
func TestClauses(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // must be among the statements
		not        []string // must not
	}{
		{"passive with agent", "Morocco was invaded by Portugal in 1578.", []string{"Portugal invades Morocco from 1578"}, nil},
		{"passive without agent", "Morocco was bombed in 1912.", []string{"? attacks Morocco from 1912"}, nil},
		{"reduced relative", "The Lisbon Accord, signed by Portugal in 1973, was short.", []string{"Portugal signs Lisbon Accord from 1973"}, nil},
		{"relative clause", "Portugal, which attacked Morocco in 1912, later paid for it.", []string{"Portugal attacks Morocco from 1912"}, nil},
		{"apposition with relative", "The 1973 Lisbon Accord, a mutual defense pact that binds Portugal to defend Morocco, was short.", []string{"Portugal obliged_to_defend Morocco under Lisbon Accord"}, nil},
		{"parenthesis", "The accord obliges Portugal (a NATO member) to defend Morocco.", []string{"Portugal member_of NATO", "Portugal obliged_to_defend Morocco"}, nil},
		{"object control", "Spain urged Portugal to attack Morocco.", []string{"Portugal attacks Morocco [planned]"}, []string{"Spain attacks Morocco [planned]", "Portugal attacks Morocco"}},
		{"subject control", "Spain threatened to attack Morocco.", []string{"Spain attacks Morocco [planned]"}, []string{"Spain attacks Morocco"}},
		{"control by accusation", "Spain accused Portugal of attacking Morocco.", []string{"Portugal attacks Morocco [alleged]", "Spain accuses Portugal [alleged]"}, []string{"Spain attacks Morocco [alleged]", "Portugal attacks Morocco"}},
		{"reported speech", "Spain said that Portugal had attacked Morocco.", []string{"Portugal attacks Morocco [reported]"}, []string{"Portugal attacks Morocco"}},
		{"reported speech without that", "Spain said Portugal had attacked Morocco.", []string{"Portugal attacks Morocco [reported]"}, []string{"Portugal attacks Morocco"}},
		{"speaker at the end", "Portugal attacked Morocco, Spain said.", []string{"Portugal attacks Morocco [reported]"}, []string{"Portugal attacks Morocco"}},
		{"according to", "According to Spain, Portugal attacked Morocco.", []string{"Portugal attacks Morocco [reported]"}, []string{"Portugal attacks Morocco"}},
		{"denied speech", "Spain denied that Portugal had attacked Morocco.", []string{"Portugal attacks Morocco [denied]"}, []string{"Portugal attacks Morocco"}},
		{"negation", "Portugal did not attack Morocco.", []string{"Portugal attacks Morocco [denied]"}, []string{"Portugal attacks Morocco"}},
		{"modal", "Portugal might attack Morocco.", []string{"Portugal attacks Morocco [possible]"}, []string{"Portugal attacks Morocco"}},
		{"future", "Portugal will attack Morocco.", []string{"Portugal attacks Morocco [planned]"}, []string{"Portugal attacks Morocco"}},
		{"hedge", "Portugal allegedly attacked Morocco.", []string{"Portugal attacks Morocco [alleged]"}, []string{"Portugal attacks Morocco"}},
		{"condition", "If Portugal attacks Morocco, Spain will defend Algeria.", nil, []string{"Portugal attacks Morocco"}},
		{"condition after", "Spain would sanction Portugal if Portugal attacked Morocco.", []string{"Portugal attacks Morocco [conditional]"}, []string{"Portugal attacks Morocco", "Spain sanctions Portugal"}},
		{"fear", "Spain feared that Portugal had attacked Morocco.", []string{"Portugal attacks Morocco [perceived]"}, []string{"Portugal attacks Morocco"}},
		{"purpose", "Spain sent envoys to mediate the conflict and to sanction Portugal.", nil, []string{"Spain sanctions Portugal"}},
		{"two verbs", "Portugal attacked Morocco and blockaded Algeria.", []string{"Portugal attacks Morocco", "Portugal blockades Algeria"}, nil},
		{"two clauses", "Portugal attacked Morocco and Spain condemned Portugal.", []string{"Portugal attacks Morocco", "Spain denounces Portugal"}, []string{"Portugal attacks Spain"}},
		{"shared object", "Portugal signed and ratified the Lisbon Accord.", []string{"Portugal signs Lisbon Accord", "Portugal ratifies Lisbon Accord"}, nil},
		{"list", "Portugal attacked Morocco, Algeria and Tunisia.", []string{"Portugal attacks Morocco", "Portugal attacks Algeria", "Portugal attacks Tunisia"}, nil},
		{"noun with possessor", "Spain's support of Portugal annoyed Morocco.", []string{"Spain supports Portugal"}, []string{"Spain supports Morocco"}},
		{"noun with adjective", "Portuguese strikes on Morocco continued.", []string{"Portugal attacks Morocco"}, nil},
		{"noun with by", "The attack on Morocco by Portugal was short.", []string{"Portugal attacks Morocco"}, nil},
		{"noun between", "The war between Portugal and Morocco ended in 1912.", []string{"Portugal at_war_with Morocco from 1912"}, nil},
		{"light verb", "Portugal launched an attack on Morocco.", []string{"Portugal attacks Morocco"}, nil},
		{"capital as government", "Lisbon accused Rabat of attacking Spain.", []string{"Portugal accuses Morocco [alleged]"}, nil},
		{"capital as place", "Portugal met with Spain in Rabat.", []string{"Portugal consults Spain"}, []string{"Portugal consults Morocco"}},
		{"hyphen", "The Portugal-Morocco trade agreement was short.", []string{"Portugal concludes_treaty_with Morocco"}, nil},
		{"denied charge", "Spain accused Portugal of attacking Morocco, a charge that Portugal denied.", []string{"Portugal attacks Morocco [alleged]"}, []string{"Portugal attacks Morocco"}},
		{"not yet", "Portugal has not yet ratified the Lisbon Accord.", nil, []string{"Portugal ratifies Lisbon Accord"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := lines(t, tt.text, "")
			have := map[string]bool{}
			for _, l := range got {
				have[l] = true
			}
			for _, w := range tt.want {
				if !have[w] {
					t.Errorf("%q:\n got  %q\n want %q", tt.text, got, w)
				}
			}
			for _, n := range tt.not {
				if have[n] {
					t.Errorf("%q:\n got  %q\n must not have %q", tt.text, got, n)
				}
			}
		})
	}
}

// TestCoreference follows words that point back across sentences.
func TestCoreference(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"he", "President Ana Silva visited Rabat. He praised Spain. He condemned Portugal.", "Ana Silva denounces Portugal"},
		{"both countries", "Spain borders Portugal. Both countries signed the Lisbon Accord.", "Spain signs Lisbon Accord"},
		{"the pact", "Portugal joined the Lisbon Pact in 1970. In 1980, Portugal left the pact.", "Portugal withdraws_from Lisbon Pact from 1980"},
		{"surname", "President Ana Silva spoke. Silva condemned Spain.", "Ana Silva denounces Spain"},
		{"title", "The minister, Ana Silva, spoke. Silva accused Spain of spying.", "Ana Silva accuses Spain [alleged]"},
	}
	for _, tt := range tests {
		got := lines(t, tt.text, "")
		found := false
		for _, l := range got {
			found = found || l == tt.want
		}
		if !found {
			t.Errorf("%s: %q:\n got  %q\n want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

// TestDenialStandsBesideEvent: a denial and what it denies share a matter.
func TestDenialStandsBesideEvent(t *testing.T) {
	b := say(t, "Rockets struck the port of Casablanca on Monday. Portugal denied any involvement.", "2031-05-07")
	var attack, denial *graph.Statement
	for _, s := range b.Statements {
		switch s.Relation {
		case "attacks":
			attack = s
		case "denies":
			denial = s
		}
	}
	if attack == nil || denial == nil {
		t.Fatalf("got %q, want an attack and a denial", lines(t, b.Document.Text, "2031-05-07"))
	}
	if m := attack.Qualifier(graph.Matter); m == "" || m != denial.Qualifier(graph.Matter) || denial.Object != graph.ID(m) {
		t.Errorf("attack is about %q, denial of %q about %q: want the same event", m, denial.Object, denial.Qualifier(graph.Matter))
	}
	if attack.Subject != "" {
		t.Errorf("attack by %s, want nobody: the text names no attacker", attack.Subject)
	}
	if denial.Subject != "state:PRT" || denial.Stance != graph.Denied {
		t.Errorf("denial by %s [%s], want Portugal [denied]", denial.Subject, denial.Stance)
	}
}

// hard is text with everything that moves offsets.
const hard = "\ufeffPortugal’s “Ana Silva” accused Spain — a ‘friend’ — of attacking Türkiye.\r\nThe Lis\u0301bon Accord obliges Portugal (a NATO member) to defend Morocco; España denies it. Путь 日本 attacked Morocco."

// FuzzRun asserts what every statement promises: its quotes are the text at
// their offsets, on rune boundaries, and its batch passes the store's check.
func FuzzRun(f *testing.F) {
	f.Add(hard)
	f.Add("Portugal accused Spain of attacking Morocco, a charge Spain denied.")
	f.Add("The A (B (C (D))) of E, F, and G, which H, I and J’s K, L.")
	f.Add(strings.Repeat("Portugal and ", 90) + "Spain attacked Morocco.")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 4096 {
			t.Skip()
		}
		if strings.TrimSpace(text) == "" {
			t.Skip()
		}
		b := say(t, text, "2030-01-01")
		for _, s := range b.Statements {
			for _, e := range s.Evidence {
				if text[e.Start:e.End] != e.Quote || !utf8.ValidString(e.Quote) {
					t.Fatalf("evidence [%d:%d) %q is not the text's %q", e.Start, e.End, e.Quote, text[e.Start:e.End])
				}
			}
		}
		if err := b.Check(schema.Default()); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// TestDeterministic: the same text gives the same statements in the same order.
func TestDeterministic(t *testing.T) {
	text := "Portugal, Spain and Morocco signed the Lisbon Accord. It obliges Portugal to defend Morocco. Spain accused Portugal of spying, which it denied."
	first := lines(t, text, "2030-01-01")
	for range 20 {
		if again := lines(t, text, "2030-01-01"); strings.Join(again, "\n") != strings.Join(first, "\n") {
			t.Fatalf("got %q, then %q", first, again)
		}
	}
}

// BenchmarkRun measures the whole pipeline on prose; see its MB/s.
func BenchmarkRun(b *testing.B) {
	text := strings.Repeat("On Monday, the Portuguese government accused Spain of attacking fishing vessels near Casablanca, a charge that Madrid denied. The 1973 Lisbon Accord, a mutual defense pact, obliges Portugal to defend Morocco. President Ana Silva said that both countries would meet in Rabat next week. ", 20)
	doc := graph.Document{ID: "doc:0123456789abcdef", Text: text, Basis: graph.Report, Loader: "article/1"}
	in := &extract.Text{Doc: doc, Blocks: []extract.Block{{Kind: extract.Paragraph, Start: 0, End: len(text)}}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		extract.Run(in, extract.Options{Gazetteer: gazetteer})
	}
}
