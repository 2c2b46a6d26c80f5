package graph

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Türkiye":                  "turkiye",
		"Tu\u0308rkiye":            "turkiye",
		"  The  United\tKingdom\n": "united kingdom",
		"the":                      "the",
		"Theodore":                 "theodore",
		"Côte d’Ivoire":            "cote d'ivoire",
		"Côte d‘Ivoire":            "cote d'ivoire",
		"“Quoted”":                 `"quoted"`,
		"U.S.–Japan":               "u.s.-japan",
		"U.S.—Japan":               "u.s.-japan",
		"İstanbul":                 "istanbul",
		"Diyarbakır":               "diyarbakir",
		"ΑΘΗΝΑ":                    "αθηνα",
		"ΚΥΠΡΟΣ":                   "κυπροσ",
		"Κύπρος":                   "κυπροσ",
		"Украина":                  "украина",
		"Йемен":                    "иемен", // й is и with a breve: folded on both sides
		"":                         "",
		" \u0301 ":                 "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzFold holds what Fold promises: folding again changes nothing, and case
// and white space at the ends do not matter.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"The United Kingdom", "the the x", "Türkiye", "İ", "ŉ", "ϒ", "K", "ẞ", "ς", "\u0345a", "a´b", "\xff", "ᾳ", "ǰ", "the \u0301 the", "0\xf4Ӟ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, and of that %q", s, folded, again)
		}
		if utf8.ValidString(s) && Fold(" "+s+"\n") != folded {
			t.Fatalf("Fold(%q) = %q, with white space around it %q", s, folded, Fold(" "+s+"\n"))
		}
		if strings.TrimSpace(folded) != folded {
			t.Fatalf("Fold(%q) = %q has white space at an end", s, folded)
		}
	})
}

// names is a view of actors whose names are in each other's way.
func namesView() *View {
	until := func(y int) Interval { return Interval{To: Date{Year: y}} }
	since := func(y int) Interval { return Interval{From: Date{Year: y}} }
	return NewView(Batch{Document: Document{ID: "doc:1"}, Nodes: []Node{
		{ID: "state:TUR", Kind: "state", Name: "Türkiye", Valid: since(1923), Codes: map[string]string{"iso3": "TUR", "cow": "640"},
			Aliases: []Alias{{Text: "Turkey", Type: AliasName}, {Text: "Ankara", Type: AliasSeat}, {Text: "Turkish", Type: AliasDemonym}}},
		{ID: "state:OTT", Kind: "state", Name: "Ottoman Empire", Valid: until(1922),
			Aliases: []Alias{{Text: "Turkey", Type: AliasName}, {Text: "Sublime Porte", Type: AliasSeat}, {Text: "Turkish", Type: AliasDemonym}}},
		{ID: "place:ankara", Kind: "place", Name: "Ankara"},
		{ID: "state:COG", Kind: "state", Name: "Congo", Aliases: []Alias{{Text: "Zaire", Type: AliasName, Valid: until(1960)}}},
		{ID: "state:COD", Kind: "state", Name: "DR Congo", Aliases: []Alias{{Text: "Congo", Type: AliasName}, {Text: "Zaire", Type: AliasName, Valid: since(1971)}}},
	}})
}

func TestFind(t *testing.T) {
	v := namesView()
	tests := []struct {
		text, on string
		want     ID     // empty for an error
		err      string // part of it
	}{
		{"state:TUR", "", "state:TUR", ""},
		{"Türkiye", "", "state:TUR", ""},
		{"turkiye", "2020", "state:TUR", ""},
		{" TURKIYE ", "2020", "state:TUR", ""},
		{"TUR", "2020", "state:TUR", ""},
		{"640", "2020", "state:TUR", ""},
		{"Turkey", "2020", "state:TUR", ""},
		{"Turkey", "1900", "state:OTT", ""},
		{"Turkish", "1900", "state:OTT", ""},
		{"Turkey", "", "", "ambiguous: it can mean state:OTT, state:TUR"},
		{"Sublime Porte", "1900", "state:OTT", ""},
		{"Sublime Porte", "2020", "state:OTT", ""}, // not in use, but nothing else is meant
		{"Ankara", "2020", "place:ankara", ""},     // a name is more direct than a seat
		{"Zaire", "1980", "state:COD", ""},
		{"Zaire", "1950", "state:COG", ""},
		{"Zaire", "1965", "", "ambiguous"},
		{"Congo", "2020", "", "ambiguous: it can mean state:COD, state:COG"},
		{"Türkiyye", "2020", "", "did you mean Türkiye"},
		{"Otoman Empire", "2020", "", "did you mean Ottoman Empire?"},
		{"Atlantis", "2020", "", `"Atlantis" is not known`},
		{"", "2020", "", `"" is not known`},
		{"\x00\xff", "2020", "", "is not known"},
	}
	for _, tt := range tests {
		n, err := v.Find(tt.text, parse(t, tt.on))
		var got ID
		if n != nil {
			got = n.ID
		}
		if got != tt.want || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("Find(%q, %s) = %q, %v, want %q, %q", tt.text, tt.on, got, err, tt.want, tt.err)
		}
		var name *NameError
		if err != nil && !errors.As(err, &name) {
			t.Errorf("Find(%q): %T is not a *NameError", tt.text, err)
		}
	}
}

func TestComplete(t *testing.T) {
	v := namesView()
	for _, tt := range []struct {
		prefix string
		limit  int
		want   string
	}{
		{"t", 10, "Ottoman Empire, Türkiye"}, // the Ottoman Empire was called Turkey
		{"Tü", 10, "Ottoman Empire, Türkiye"},
		{"c", 10, "Congo, DR Congo"},
		{"c", 1, "Congo"},
		{"640", 10, ""},
		{"zz", 10, ""},
		{"", 2, "Ankara, Congo"},
	} {
		if got := strings.Join(v.Complete(tt.prefix, tt.limit), ", "); got != tt.want {
			t.Errorf("Complete(%q, %d) = %s, want %s", tt.prefix, tt.limit, got, tt.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b  string
		limit int
		want  int
	}{
		{"", "", 2, 0}, {"abc", "abc", 2, 0}, {"abc", "acb", 2, 1}, {"abc", "ab", 2, 1}, {"abc", "xabc", 2, 1}, {"abc", "axc", 2, 1},
		{"абв", "абг", 2, 1}, {"abc", "abcdef", 2, 3}, {"", "ab", 2, 2}, {"abcd", "badc", 2, 2},
	} {
		if got := distance(tt.a, tt.b, tt.limit); got != tt.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
		}
		if got := distance(tt.b, tt.a, tt.limit); got != tt.want {
			t.Errorf("distance(%q, %q, %d) = %d, want %d", tt.b, tt.a, tt.limit, got, tt.want)
		}
	}
}

// TestFindIsDeterministic asks the same of many views: maps must not show.
func TestFindIsDeterministic(t *testing.T) {
	var want []string
	for range 20 {
		v := namesView()
		var got []string
		for _, text := range []string{"Turkey", "Congo", "Turky", "Conga", "Ank", "empir"} {
			_, err := v.Find(text, Date{})
			got = append(got, fmt.Sprint(err))
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, before %q", got, want)
		}
	}
}

// TestFoldRunes folds every character there is, between letters.
func TestFoldRunes(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		s := "a" + string(r) + "b"
		folded := Fold(s)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and of that %q", s, folded, again)
		}
		if lower := strings.ToLower(s); Fold(lower) != folded {
			t.Errorf("Fold(%q) = %q, in lower case %q", s, folded, Fold(lower))
		}
		if slug := Slug(s); !ID("x:" + slug).Valid() {
			t.Errorf("Slug(%q) = %q makes a malformed ID", s, slug)
		}
	}
}
