package encoding

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestTerminal(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", `Türkiye's "Ankara" – 日本 €5 \n`, `Türkiye's "Ankara" – 日本 €5 \n`},
		{"color", "\x1b[31mred\x1b[0m", `\u{1b}[31mred\u{1b}[0m`},
		{"C1 control", "a\u009bb", `a\u{9b}b`},
		{"line feed and tab", "a\nb\tc", `a\u{a}b\u{9}c`},
		{"delete and NUL", "a\x7f\x00", `a\u{7f}\u{0}`},
		{"bidi override", "Iran\u202enarI", `Iran\u{202e}narI`},
		{"bidi isolate", "\u2066x\u2069", `\u{2066}x\u{2069}`},
		{"zero width", "Ire\u200bland\ufeff", `Ire\u{200b}land\u{feff}`},
		{"joiner in Latin", "Ire\u200cland", `Ire\u{200c}land`},
		{"joiner in Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner doubled", "می\u200c\u200cخ", `می\u{200c}\u{200c}خ`},
		{"line separator", "a\u2028b", `a\u{2028}b`},
		{"tag", "a\U000E0041", `a\u{e0041}`},
		{"noncharacter", "a\uffff", `a\u{ffff}`},
		{"invalid UTF-8", "a\xffb\xc3", `a\x{ff}b\x{c3}`},
		{"replacement character", "a\uFFFDb", "a\uFFFDb"},
		{"accent", "Kova\u0301cs", "Kova\u0301cs"},
	}
	for _, tt := range tests {
		if got := Terminal(tt.in); got != tt.want {
			t.Errorf("%s: Terminal(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func FuzzTerminal(f *testing.F) {
	for _, s := range []string{"Türkiye", "\x1b]8;;http://x\x07", "a\u202eb", "\xff\xfe", "می\u200cخواهم", "\uFFFD\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Terminal(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Terminal(%q) = %q, which is not UTF-8", s, got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\ufeff' {
				t.Fatalf("Terminal(%q) = %q, which holds %U", s, got, r)
			}
		}
		if again := Terminal(got); again != got {
			t.Fatalf("Terminal twice = %q, want %q", again, got)
		}
		if visible := !strings.ContainsFunc(s, isHidden) && utf8.ValidString(s); visible && got != s {
			t.Fatalf("Terminal(%q) = %q, want it unchanged", s, got)
		}
	})
}
