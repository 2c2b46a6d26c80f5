package graph

import (
	"encoding/json"
	"testing"
)

// TestDateText writes and reads dates of every precision.
func TestDateText(t *testing.T) {
	tests := []struct {
		date       Date
		text, json string
	}{
		{Date{Year: 2021, Month: 6, Day: 15}, "2021-06-15", `"2021-06-15"`},
		{Date{Year: 1999, Month: 12, Day: 31}, "1999-12-31", `"1999-12-31"`},
		{Date{Year: 2021, Month: 6}, "2021-06", `"2021-06"`},
		{Date{Year: 2021}, "2021", `"2021"`},
		{Date{Year: 476, Month: 9, Day: 4}, "0476-09-04", `"0476-09-04"`},
		{Date{Year: 33}, "0033", `"0033"`},
		{Date{Year: 5}, "0005", `"0005"`},
		{Date{Year: -43, Month: 3, Day: 15}, "-0043-03-15", `"-0043-03-15"`},
		{Open, "..", `".."`},
		{Date{}, "", "null"},
	}
	for _, tt := range tests {
		if got := tt.date.String(); got != tt.text {
			t.Errorf("String of %#v = %q, want %q", tt.date, got, tt.text)
		}
		b, err := json.Marshal(tt.date)
		if err != nil || string(b) != tt.json {
			t.Errorf("JSON of %#v = %s, %v, want %s", tt.date, b, err, tt.json)
		}
		var back Date
		if err := json.Unmarshal(b, &back); err != nil || back != tt.date {
			t.Errorf("JSON %s read back is %#v, %v, want %#v", b, back, err, tt.date)
		}
		if parsed, err := ParseDate(tt.text); err != nil || parsed != tt.date {
			t.Errorf("ParseDate(%q) = %#v, %v, want %#v", tt.text, parsed, err, tt.date)
		}
	}
}
