package sheet

import "testing"

// What a format code shows, by hand from ECMA-376 part 1, 18.8.31.
func TestFormatOf(t *testing.T) {
	for code, want := range map[string]struct {
		decimals int
		known    bool
		percent  bool
	}{
		"0.00": {2, true, false}, "0": {0, true, false}, "#,##0.000": {3, true, false}, "0.0%": {1, true, true},
		`0.00_ ;[Red]\-0.00\ `: {2, true, false}, `0.0"kg/a"`: {1, true, false}, "General": {}, "": {},
		"0.0##": {}, "0.00E+00": {}, "# ?/?": {}, "#,##0,": {}, "@": {}, `0"`: {},
		`[>=100]0.0;0.00`: {1, true, false},
	} {
		f := FormatOf(code)
		decimals, known := f.Decimals()
		if known != want.known || known && decimals != want.decimals || f.Percent() != want.percent {
			t.Errorf("%q: %d %v %v", code, decimals, known, f.Percent())
		}
	}
}
