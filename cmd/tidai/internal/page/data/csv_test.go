package data

import "testing"

func TestCSVText(t *testing.T) {
	for _, row := range []struct {
		text   string
		number bool
		want   string
	}{{"=1+1", false, "'=1+1"}, {"@x", false, "'@x"}, {"-5.00", true, "-5.00"}, {"—", true, "—"},
		{"铬", false, "铬"}} {
		if got := Text(row.text, row.number); got != row.want {
			t.Errorf("%q: %q, want %q", row.text, got, row.want)
		}
	}
}
