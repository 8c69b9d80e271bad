package reduction

import "testing"

// What a transferor keeps, by hand: S1 reduces 30 − 12 = 18 kg/a.
func TestKept(t *testing.T) {
	tail := "before = \"2023\"\nafter = \"2026\"\n"
	amount := func(table, more string) string {
		return "[[source." + table + "]]\noutlet = \"G-DA001\"\npollutant = \"Pb\"\n" + more
	}
	for name, c := range map[string]struct{ with, want, code string }{
		"a tenth: 18 − 1.8": {"keep = \"10 %\"\n", "16.2 kg/a", ""},
		"nothing":           {"keep = \"0 %\"\n", "18 kg/a", ""},
		"all of it":         {"keep = \"100 %\"\n", "", ""},
		"an amount: 18 − 5": {amount("kept", "amount = \"5 kg/a\"\n"), "13 kg/a", ""},
		"both, and 4 elsewhere: 18−9−5−4": {"keep = \"50 %\"\n" + amount("kept", "amount = \"5 kg/a\"\n") +
			amount("committed", "amount = \"4 kg/a\"\nto = \"x\"\n"), "", ""},
		"more than is there": {amount("kept", "amount = \"19 kg/a\"\n"), "", CodeKept},
		"a third and 13 elsewhere: 18−6−13": {"keep = \"0.3333 %\"\n" + amount("kept", "amount = \"6 kg/a\"\n") +
			amount("committed", "amount = \"13 kg/a\"\nto = \"x\"\n"), "", CodeKept},
		"committed alone is too much": {"keep = \"10 %\"\n" +
			amount("committed", "amount = \"19 kg/a\"\nto = \"x\"\n"), "", CodeCommitted},
		"of what it does not reduce": {
			"[[source.kept]]\nmedium = \"water\"\npollutant = \"Pb\"\namount = \"5 kg/a\"\n", "18 kg/a", CodeNoRow},
	} {
		t.Run(name, func(t *testing.T) {
			r := assess(t, nil, tail, tail+c.with)
			usable(t, source(t, r, "S1"), c.want)
			for _, code := range []string{CodeKept, CodeCommitted, CodeNoRow} {
				if reported(r, code) != (code == c.code) {
					t.Errorf("%s reported: %v", code, reported(r, code))
				}
			}
		})
	}
}
