package graph

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestIDValid(t *testing.T) {
	for id, want := range map[ID]bool{
		"state:TUR": true, "treaty:atop/1450": true, "doc:1f3a": true, "state:Türkiye": true, "person:Иван": true, "a:b:c": true, "x:?#%20'()": true,
		"": false, "state": false, ":x": false, "state:": false, "state: x": false, "state:a b": false, "state:a\tb": false, "state:a\x00": false,
		"state:a\u00a0b": false, "state:a\u2028b": false, "state:<a": false, "state:a>": false, "state:\"": false, "state:{": false, "state:}": false,
		"state:|": false, "state:^": false, "state:`": false, "state:\\": false, "state:\xff": false, "state:a\u0085": false, "state:a\x7f": false,
		"state:\u202eRUT": false, "state:\u2066x": false, "state:a\u200fb": false,
	} {
		if got := id.Valid(); got != want {
			t.Errorf("ID(%q).Valid() = %t, want %t", id, got, want)
		}
	}
	if got := ID("treaty:atop/1450:x").Prefix(); got != "treaty" {
		t.Errorf("Prefix = %q, want treaty", got)
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"Treaty of Türkmençay":   "treaty-of-turkmencay",
		"The Hague":              "hague",
		"  U.S.–Japan  pact! ":   "u-s-japan-pact",
		"Øresund":                "øresund",
		"São Tomé & Príncipe":    "sao-tome-principe",
		"Договор (1992)":         "договор-1992",
		"İstanbul":               "istanbul",
		"Diyarbakır":             "diyarbakir",
		"“…”":                    "",
		"ＮＡＴＯ":                   "nato",
		"Côte d’Ivoire":          "cote-d-ivoire",
		"e\u0301tat\u202e evil":  "etat-evil",
		"line\nbreak\x00and nul": "line-break-and-nul",
	} {
		if got := Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzSlug holds that a slug makes an ID, and makes itself.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"Treaty of Türkmençay", "the the", "…", "a`b|c<d>", "\xff", "ǅ", "ẞ", "½", "ﬁ", "İ", "ʼn", "\u202eabc", "\xf6ů"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		slug := Slug(name)
		if slug == "" {
			return
		}
		if id := ID("state:" + slug); !id.Valid() {
			t.Fatalf("Slug(%q) = %q makes a malformed ID", name, slug)
		}
		if again := Slug(slug); again != slug && !strings.HasPrefix(slug, "the-") {
			t.Fatalf("Slug(%q) = %q, and of that %q", name, slug, again)
		}
	})
}

// FuzzValid holds what the store relies on: a valid ID can stand between the
// angle brackets of N-Quads as it is.
func FuzzValid(f *testing.F) {
	for _, s := range []string{"state:TUR", "state:a b", "state:\u0085", "x:\xff", "a:>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !ID(s).Valid() {
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "<>\"{}|^`\\ ") || strings.ContainsFunc(s, unicode.IsSpace) || strings.ContainsFunc(s, unicode.IsControl) {
			t.Fatalf("ID(%q) is valid", s)
		}
	})
}
