package term

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"tidai/cmd/tidai/internal/page"
)

// By hand: 40 cells in all, names 1, texts 2: 40 − 1 − 2 − 5 = 32 cells for
// −1 … 3, so 8 for one: zero behind 8, 3 at the end.
func TestChart(t *testing.T) {
	bar := func(name string, v int64, text string) page.Bar {
		return page.Bar{Name: name, Value: big.NewRat(v, 1), Text: text}
	}
	got := drawChart(page.Chart{Bars: []page.Bar{bar("a", 3, "3"), bar("b", -1, "-1"), bar("c", 0, "0"),
		{Name: "d", Text: "—"}}}, 40)
	want := []string{
		"a  " + strings.Repeat(" ", 8) + strings.Repeat("█", 24) + "   3",
		"b  " + strings.Repeat("░", 8) + "│" + strings.Repeat(" ", 24) + "  -1",
		"c  " + strings.Repeat(" ", 8) + "│" + strings.Repeat(" ", 24) + "  0",
		"d  " + strings.Repeat(" ", 8) + "│" + strings.Repeat(" ", 24) + "  —",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if out := drawChart(page.Chart{Bars: []page.Bar{bar("a", 0, "0")}}, 80); out != nil {
		t.Errorf("nothing to draw: %q", out)
	}
	if out := drawChart(page.Chart{Bars: []page.Bar{bar("a", 1, "1")}}, 12); out != nil {
		t.Errorf("no room: %q", out)
	}
}

// Of many bars every so many is drawn, the first and the last always, and no
// line is wider than the page.
func TestChartThins(t *testing.T) {
	var bars []page.Bar
	for i := range int64(1000) {
		bars = append(bars, page.Bar{Name: "0.5 万m2/a", Value: big.NewRat(i-300, 7), Text: "x"})
	}
	bars[999].Name = "last"
	out := drawChart(page.Chart{Bars: bars}, 80)
	if len(out) > maxBars || !strings.HasPrefix(out[len(out)-1], "last") {
		t.Errorf("%d lines, last %q", len(out), out[len(out)-1])
	}
	for _, l := range out {
		if page.Width(l) > 80 {
			t.Errorf("%q is %d cells", l, page.Width(l))
		}
	}
}
