package dossier

import "testing"

// Sets of one file may not read the same sheet; a set that states none reads
// all of one layout.
func TestSharesSheet(t *testing.T) {
	for _, c := range []struct {
		a, b []string
		want bool
	}{
		{nil, nil, true}, {nil, []string{"1月"}, true}, {[]string{"1月", "2月"}, nil, true},
		{[]string{"1月", "2月"}, []string{"3月"}, false}, {[]string{"1月", "2月"}, []string{"2月"}, true},
	} {
		if got := (MonitoringFiles{Sheets: c.a}).sharesSheet(MonitoringFiles{Sheets: c.b}); got != c.want {
			t.Errorf("%v and %v: %v", c.a, c.b, got)
		}
	}
	if got := sheetsOf([]string{"", "1月"}); len(got) != 1 {
		t.Errorf("an empty name is a sheet: %q", got)
	}
}
