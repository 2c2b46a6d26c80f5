package queries

import "testing"

func TestNamedIn(t *testing.T) {
	const text = "the parties' territory in Europe or North America, Turkey, and islands of New Guinea; (Japan)"
	for name, want := range map[string]bool{
		"Turkey": true, "Europe": true, "Japan": true, "North America": true, "New Guinea": true,
		"America": false, "Guinea": false, "Turk": false, "key": false, "urope": false, "New": false, "": false, "Peru": false,
	} {
		if got := namedIn(text, name); got != want {
			t.Errorf("namedIn(%q): got %t, want %t", name, got, want)
		}
	}
}

func TestPartiesLand(t *testing.T) {
	for _, tt := range []struct {
		words      string
		land, only bool
	}{
		{"on their territories", true, true},
		{"on the territory of a member state", true, true},
		{"the territory of any of the Parties", true, true},
		{"the parties' territory in Europe or North America, Turkey", true, false},
		{"on the territory of the parties", true, true},
		{"in the Pacific area", false, false},
		{"in Europe", false, false},
		{"in the territories under the administration of Japan", false, false},
		{"in the Pacific area, on territories under the administrative control of a party", false, false},
	} {
		if land, only := partiesLand.MatchString(tt.words), onlyPartiesLand.MatchString(tt.words); land != tt.land || only != tt.only {
			t.Errorf("%q: got %t, %t, want %t, %t", tt.words, land, only, tt.land, tt.only)
		}
	}
}
