package ingest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"casus/graph"
	"casus/loaders/extract"

	"github.com/google/go-cmp/cmp"
)

func mustDate(t *testing.T, s string) graph.Date {
	t.Helper()
	d, err := graph.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// show writes a block as "kind text", its line ends as they are.
func show(text *extract.Text) []string {
	var out []string
	for _, b := range text.Blocks {
		out = append(out, fmt.Sprintf("%s %s", b.Kind, text.Doc.Text[b.Start:b.End]))
	}
	return out
}

func TestBlocks(t *testing.T) {
	tests := []struct {
		name, uri, in string
		want          []string
	}{
		{"paragraphs and headings", "a.txt", "A border war\n\nFighting began.\n\nThe first day\n\nIt spread.\n", []string{
			"heading A border war", "paragraph Fighting began.", "heading The first day", "paragraph It spread."}},
		{"one line is a paragraph", "-", "Ruritania attacked Graustark", []string{"paragraph Ruritania attacked Graustark"}},
		{"hard-wrapped", "a.txt", "The two governments signed a treaty of mutual\nassistance in the capital, which binds each to\nhelp the other. It is in force.\n\nNobody objected.\n", []string{
			"paragraph The two governments signed a treaty of mutual\nassistance in the capital, which binds each to\nhelp the other. It is in force.", "paragraph Nobody objected."}},
		{"heading over wrapped text", "a.txt", "A Treaty Signed\nThe two governments signed a treaty of mutual\nassistance in the capital.\n", []string{
			"heading A Treaty Signed", "paragraph The two governments signed a treaty of mutual\nassistance in the capital."}},
		{"a paragraph a line", "a.txt", "The pact\n" + strings.Repeat("Ruritania signed the pact. ", 7) + "\nGraustark did not.\nThe end came soon.\n", []string{
			"heading The pact", "paragraph " + strings.TrimSpace(strings.Repeat("Ruritania signed the pact. ", 7)), "paragraph Graustark did not.", "paragraph The end came soon."}},
		{"byte-order mark and CRLF", "a.txt", "\ufeffFighting began\r\nat dawn.\r\n\r\nIt ended.\r\n", []string{"paragraph Fighting began\r\nat dawn.", "paragraph It ended."}},
		{"bullets", "a.txt", "The parties agreed:\n- to consult each other,\n- to meet.\n", []string{"paragraph The parties agreed:", "paragraph to consult each other,", "paragraph to meet."}},
		{"date before text", "a.txt", " date 2026-03-09 Surrounded by water, the island lies far off.\n\nIt fell.", []string{
			"dateline date 2026-03-09", "paragraph Surrounded by water, the island lies far off.", "paragraph It fell."}},
		{"metadata lines", "a.txt", "Title: The Pact\nDate: 5 March 2024\nSource: Daily Planet\n\nIt was signed.", []string{
			"dateline Title: The Pact", "dateline Date: 5 March 2024", "dateline Source: Daily Planet", "paragraph It was signed."}},
		{"date line", "a.txt", "NEWS | Nov. 16, 2023\n\nThe Ministers Meet\n\nThey met.", []string{
			"dateline NEWS | Nov. 16, 2023", "heading The Ministers Meet", "paragraph They met."}},
		{"wire", "a.txt", "ANKARA, March 5 (Agency) — Ruritania struck.\n", []string{"dateline ANKARA, March 5 (Agency) —", "paragraph Ruritania struck."}},
		{"a date in a title", "a.txt", "The Pact of March 5, 1951\n\nIt was signed.", []string{"heading The Pact of March 5, 1951", "paragraph It was signed."}},
		{"Markdown", "a.md", "---\ntitle: The Pact\ndate: 2024-03-05\npublisher: 'Planet'\n---\n# Signing\n\nRuritania *signed*\nit.\n\n- one thing\n- another\n\n> They said so.\n\n| a | b |\n|---|---|\n\n```\ncode here\n```\n\nLast words\n==========\n\nIt held.\n", []string{
			"heading Signing", "paragraph Ruritania *signed*\nit.", "paragraph one thing", "paragraph another", "paragraph They said so.", "heading Last words", "paragraph It held."}},
		{"HTML", "a.html", "<!DOCTYPE html><html><head><title>The Pact</title><script>var x = 1</script></head><body><h1>The Pact</h1><p>Ruritania &amp; Graustark\n  signed&nbsp;it.</p><script>no()</script><figure><img src=x><figcaption>A hall</figcaption></figure><p>It <b>holds</b>.</p></body></html>", []string{
			"paragraph Ruritania & Graustark signed it.", "caption A hall", "paragraph It holds."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(Input{URI: tt.uri, Data: []byte(tt.in)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, show(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			checkText(t, got)
			if tt.uri != "a.html" && got.Doc.Text != tt.in {
				t.Errorf("canonical text is not the file's: %q", got.Doc.Text)
			}
		})
	}
}

func TestMetadata(t *testing.T) {
	page := `<html><head><title>Pact signed - Planet</title><meta property="og:site_name" content="Planet"><meta property="article:published_time" content="2026-03-09T23:30:00+04:00"></head><body><article><h1>Pact signed</h1>` +
		strings.Repeat("<p>Ruritania and Graustark have signed a pact of mutual assistance, and each of them said that the other would keep it.</p>", 6) + `</article></body></html>`
	tests := []struct {
		name                   string
		in                     Input
		title, publisher, date string
	}{
		{"nothing known", Input{URI: "dir/border-war.txt", Data: []byte("Fighting began.")}, "border-war", "", ""},
		{"stdin", Input{URI: "-", Data: []byte("Fighting began.")}, "", "", ""},
		{"gzip", Input{URI: "war.txt.gz", Data: []byte("Fighting began.")}, "war", "", ""},
		{"heading", Input{URI: "a.txt", Data: []byte("A border war\n\nFighting began.")}, "A border war", "", ""},
		{"a later heading is no title", Input{URI: "a.txt", Data: []byte("Fighting began.\n\nThe end\n\nIt ended.")}, "a", "", ""},
		{"given wins", Input{URI: "a.txt", Title: "T", Publisher: "P", Date: graph.Day(2020, 1, 2), Data: []byte("date 2026-03-09 Fighting began.")}, "T", "P", "2020-01-02"},
		{"date line", Input{URI: "a.txt", Data: []byte("Date: June 5, 2021\n\nFighting began.")}, "a", "", "2021-06-05"},
		{"date with time", Input{URI: "a.txt", Data: []byte("Published: 2021-06-05T10:00:00Z\n\nFighting began.")}, "a", "", "2021-06-05"},
		{"no such day", Input{URI: "a.txt", Data: []byte("Date: 2021-02-30\n\nFighting began.")}, "a", "", ""},
		{"updated is not published", Input{URI: "a.txt", Data: []byte("Updated: 2021-06-06\n\nFighting began.")}, "a", "", ""},
		{"date too far down", Input{URI: "a.txt", Data: []byte(strings.Repeat("Fighting began.\n\n", 7) + "date 2021-06-05")}, "a", "", ""},
		{"date 2026 is no dateline", Input{URI: "a.txt", Data: []byte("Date 2026 well, they said.")}, "a", "", ""},
		{"wire without year", Input{URI: "a.txt", Data: []byte("ANKARA, March 5 (Agency) — Ruritania struck.")}, "a", "", ""},
		{"wire and year", Input{URI: "a.txt", Date: graph.Date{Year: 2026}, Data: []byte("ANKARA, March 5 (Agency) — Ruritania struck.")}, "a", "", "2026-03-05"},
		{"wire with year", Input{URI: "a.txt", Data: []byte("ANKARA, March 5, 2024 (Agency) — Ruritania struck.")}, "a", "", "2024-03-05"},
		{"front matter", Input{URI: "a.md", Data: []byte("---\ntitle: \"A: B\"\ndate: 2024-03-05 10:00\nsource: Planet\n---\n\nFighting began.")}, "A: B", "Planet", "2024-03-05"},
		{"HTML", Input{URI: "a.html", Data: []byte(page)}, "Pact signed", "Planet", "2026-03-09"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			d := got.Doc
			if d.Title != tt.title || d.Publisher != tt.publisher || d.Date != mustDate(t, tt.date) {
				t.Errorf("got %q, %q, %v; want %q, %q, %s", d.Title, d.Publisher, d.Date, tt.title, tt.publisher, tt.date)
			}
			if !d.ID.Valid() || !strings.HasPrefix(d.SHA256, strings.TrimPrefix(string(d.ID), "doc:")) || len(d.SHA256) != 64 {
				t.Errorf("ID %q and digest %q", d.ID, d.SHA256)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	russian := strings.Repeat("Две страны подписали договор о взаимной помощи, и каждая из них обязана защищать другую. ", 4)
	french := strings.Repeat("Les deux pays ont signé un traité d’assistance mutuelle et chacun doit défendre l’autre en cas d’attaque. ", 4)
	tests := []struct{ name, in, want string }{
		{"empty", "", "is empty"},
		{"white space", "\ufeff \r\n\t\n", "is empty"},
		{"only a date", "date 2026-03-09\n", "is empty"},
		{"only marks", "* * *\n\n---\n", "is empty"},
		{"PDF", "%PDF-1.7\n…", "is a PDF, not text"},
		{"zip", "PK\x03\x04rest", "is a zip archive"},
		{"gzip", "\x1f\x8b\x08", "is gzip"},
		{"sqlite", "SQLite format 3\x00", "is an SQLite database"},
		{"elf", "\x7fELF\x02", "is a program"},
		{"NUL", "some\x00thing", "control characters at byte 4"},
		{"latin-1 letters", "Line one.\nThe caf\xe9 of Orl\xe9ans.", "not valid UTF-8 at byte 17 (line 2): save the file as UTF-8"},
		{"broken UTF-8", "Ruritania \xe2\x80 fell", "not valid UTF-8 at byte 10 (line 1)"},
		{"Russian", russian, "is in Russian: only English is read"},
		{"French", french, "is in French: only English is read"},
		{"too big", strings.Repeat("x", MaxSize+1), "want at most 64"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(Input{URI: "a.txt", Data: []byte(tt.in)})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got error %v, want %q", err, tt.want)
			}
		})
	}
}

func TestNotRefused(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"UTF-16 LE", "\xff\xfeI\x00t\x00 \x00f\x00e\x00l\x00l\x00.\x00", "It fell."},
		{"UTF-16 BE", "\xfe\xff\x00I\x00t\x00 \x00f\x00e\x00l\x00l\x00.", "It fell."},
		{"Windows quotes", "He said \x93it fell\x94 \x96 Iran\x92s word.", "He said “it fell” – Iran’s word."},
		{"declared charset", "<html><head><meta charset=iso-8859-9></head><body><p>T\xfcrkmen\xe7ay fell.</p></body></html>", "Türkmençay fell."},
		{"short foreign text", "Traité d'amitié", "Traité d'amitié"},
		{"foreign names in English", strings.Repeat("The Traité d’assistance mutuelle entre la République française et la République de Pologne was signed with the Vertrag über die Beziehungen zwischen Deutschland und Polen. ", 4), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Read(Input{URI: "-", Data: []byte(tt.in)})
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, got)
			if tt.want != "" && got.Doc.Text != tt.want {
				t.Errorf("got %q, want %q", got.Doc.Text, tt.want)
			}
		})
	}
}

func TestBasis(t *testing.T) {
	treaty := "Treaty of Mutual Assistance\n\nThe Contracting Parties have agreed as follows:\n\nArticle 1\n\nThe Parties shall consult.\n\n" +
		"Article 2\n\nIf one of the Parties is attacked, the other Party shall help it.\n"
	essay := "The pact of 1951 was a treaty. Article 1 says that the Parties shall consult. " + strings.Repeat("Historians have long asked why the governments wanted it at all. ", 20)
	news := "Article 5 of the pact was invoked.\n\nMinisters said the Parties shall meet. The Parties undertake much, they said."
	for text, want := range map[string]graph.Basis{treaty: graph.Primary, essay: graph.Report, news: graph.Report, "It fell.": graph.Report} {
		got, err := Read(Input{URI: "a.txt", Data: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		if got.Doc.Basis != want {
			t.Errorf("%.40q…: basis %s, want %s", text, got.Doc.Basis, want)
		}
	}
}

// checkText fails unless the canonical text is UTF-8 and the blocks lie in it,
// in order, trimmed and on rune boundaries.
func checkText(t *testing.T, text *extract.Text) {
	t.Helper()
	if !utf8.ValidString(text.Doc.Text) {
		t.Fatalf("canonical text is not UTF-8: %q", text.Doc.Text)
	}
	pos := 0
	for _, b := range text.Blocks {
		if b.Start < pos || b.Start >= b.End || b.End > len(text.Doc.Text) {
			t.Fatalf("block %+v after byte %d of %d", b, pos, len(text.Doc.Text))
		}
		s := text.Doc.Text[b.Start:b.End]
		if !utf8.ValidString(s) || strings.TrimSpace(s) != s || b.Kind == "" {
			t.Fatalf("block %+v %q is cut inside a rune, not trimmed or of no kind", b, s)
		}
		pos = b.End
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"A war\n\nIt began.\r\nIt ended.", "\ufeffdate 2026-03-09 It began", "---\ntitle: x\n---\n# A\n\n> b\n\n* c\n", "ANKARA, March 5 (X) — It fell.",
		"<html><body><p>It <b>fell</b>.<p>No.</body>", "<html><head><meta charset=utf-16le>", "\xff\xfea\x00", "a\x93b\x94", "Article 1\n\nThe Parties shall.", "Date:\n", "- \n-\n", "#\n##  #\n",
	} {
		f.Add([]byte(s), "a.txt")
		f.Add([]byte(s), "a.md")
	}
	f.Fuzz(func(t *testing.T, data []byte, uri string) {
		text, err := Read(Input{URI: uri, Data: data})
		if err != nil {
			return
		}
		checkText(t, text)
		extract.Sentences(text)
	})
}
