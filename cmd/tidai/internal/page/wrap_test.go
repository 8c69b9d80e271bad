package page

import (
	"slices"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"spaces", "one two three", 8, []string{"one two", "three"}},
		{"Chinese breaks anywhere", "削减替代方案", 8, []string{"削减替代", "方案"}},
		{"a comma never begins a line", "削减替代，方案", 8, []string{"削减替", "代，方案"}},
		{"an opening bracket never ends one", "削减替（代）", 8, []string{"削减替", "（代）"}},
		{"a mark stays with its number", "总铬 44.6¹⁻⁴", 8, []string{"总铬", "44.6¹⁻⁴"}},
		{"words stay whole", "执行 GB 21900-2008", 12, []string{"执行 GB", "21900-2008"}},
		{"a path breaks behind its signs", "testdata/dossiers/plating", 20, []string{"testdata/dossiers/", "plating"}},
		{"nothing", "", 8, []string{""}},
		{"control characters", "a\x1b[31mb\nc", 20, []string{"a[31mb c"}},
	} {
		if got := Wrap(row.text, row.width); !slices.Equal(got, row.want) {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// FuzzWrap: no line is too wide, and nothing but blanks is lost.
func FuzzWrap(f *testing.F) {
	f.Add("削减来源：关停后注销许可证的有效许可排放量（许可证 B-P，2026-01-31 关停）", 20)
	f.Add("（（（（（（（（（（", 4)
	f.Add("，，，，，，，，，，", 3)
	f.Fuzz(func(t *testing.T, text string, w int) {
		w = 2 + abs(w)%200
		lines := Wrap(text, w)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		for _, l := range lines {
			if Width(l) > w {
				t.Errorf("%q is %d cells, at most %d", l, Width(l), w)
			}
		}
		if got, want := squeeze(strings.Join(lines, "")), squeeze(Clean(text)); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
