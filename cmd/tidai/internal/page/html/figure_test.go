package html

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

func rat(s string) *big.Rat {
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return x
}

func number64(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.011 { // coordinates have two decimals
		t.Errorf("%s is %g, want %g", what, got, want)
	}
}

// ofClass are the shapes of one kind and class.
func ofClass(c *canvas, kind, class string) (out []shape) {
	for _, s := range c.shapes {
		if s.Kind == kind && s.Class == class {
			out = append(out, s)
		}
	}
	return out
}

// By hand, on 320 px: the greatest of 25, 100 and 40 is full, the others a
// quarter and two fifths; the line of the one taken stands at 21 + 80, behind names
// of one letter. What has no amount has no bar.
func TestMethodFigure(t *testing.T) {
	c := draw(&page.MethodPicture{Rows: []page.MethodBar{{Name: "a", Class: "taken", Value: rat("25"), Text: "25",
		Mark: "◆ taken"}, {Name: "b", Class: "counts", Value: rat("100"), Text: "100",
		Mark: ""}, {Name: "c", Class: "shown", Value: rat("40"), Text: "40", Mark: ""}, {Name: "d", Class: "shown",
		Value: nil, Text: "—", Mark: ""}}})
	for class, want := range map[string][]float64{"taken": {80}, "counts": {320}, "shown": {128}} {
		bars := ofClass(c, "rect", class)
		if len(bars) != len(want) {
			t.Fatalf("%d bars of %s", len(bars), class)
		}
		near(t, class, number64(t, bars[0].W), want[0])
	}
	if line := ofClass(c, "path", "level"); len(line) != 1 || !strings.HasPrefix(line[0].D, "M 101 ") {
		t.Errorf("line %+v", line)
	}
	if bold := ofClass(c, "text", "halo b"); len(bold) != 1 || bold[0].Text != "25 ◆ taken" {
		t.Errorf("%+v", bold)
	}
}

// By hand, on 150 px: 3 + 1 is the greatest month, 112.5 and 37.5, one on the
// other; 1 + 0 is 37.5 and has no filled part.
func TestMonthFigure(t *testing.T) {
	c := draw(&page.MonthPicture{Months: []page.MonthBar{{Name: "2025-01", Text: "4", Hours: "+9 h", Measured: rat("3"),
		Filled: rat("1")}, {Name: "2025-02", Text: "1", Hours: "", Measured: rat("1"),
		Filled: rat("0")}}})
	measured, filled := ofClass(c, "rect", "taken"), ofClass(c, "rect", "hatched")
	if len(measured) != 2 || len(filled) != 1 {
		t.Fatalf("%d and %d parts", len(measured), len(filled))
	}
	near(t, "January", number64(t, measured[0].H), 112.5)
	near(t, "filled in", number64(t, filled[0].H), 37.5)
	near(t, "its foot", number64(t, filled[0].Y)+37.5, number64(t, measured[0].Y))
	near(t, "February", number64(t, measured[1].H), 37.5)
	near(t, "common foot", number64(t, measured[0].Y)+112.5, number64(t, measured[1].Y)+37.5)
	if hours := ofClass(c, "text", "mid small"); len(hours) != 3 {
		t.Errorf("names and hours %+v", hours)
	}
}

// height of a band: from the end of its upper edge to the beginning of its
// lower one, and back.
func bandHeight(t *testing.T, s shape) (to, from float64) {
	t.Helper()
	w := strings.Fields(s.D) // M x y C …6 L x y C …6 Z
	if len(w) != 21 {
		t.Fatalf("path %q", s.D)
	}
	return number64(t, w[12]) - number64(t, w[9]), number64(t, w[19]) - number64(t, w[2])
}

// By hand: demands of 10 and 200 are both 64 px high. S1 gives 5 and 150, 32 and
// 48 px; S2 gives 5, 32 px; 50 of 200 are missing, 16 px. A node is as high as
// its bands.
func TestFlowFigure(t *testing.T) {
	f := &page.FlowPicture{Sources: []string{"S1", "S2"}, Metals: []page.FlowMetal{
		{Name: "Cd", Demand: rat("10"), From: []page.FlowPart{{Source: 0, Amount: rat("5"), Text: "S1 Cd"},
			{Source: 1, Amount: rat("5"), Text: "S2 Cd"}}},
		{Name: "Pb", Demand: rat("200"), From: []page.FlowPart{{Source: 0, Amount: rat("150"), Text: "S1 Pb"}},
			Missing: rat("50"),
			Lack:    "no Pb"}}}
	c := draw(f)
	want := map[string]float64{"S1 Cd": 32, "S2 Cd": 32, "S1 Pb": 48, "no Pb": 16}
	bands := append(ofClass(c, "path", "band"), ofClass(c, "path", "band missing")...)
	if len(bands) != len(want) {
		t.Fatalf("%d bands", len(bands))
	}
	for _, b := range bands {
		to, from := bandHeight(t, b)
		near(t, b.Tip, to, want[b.Tip])
		near(t, b.Tip+" at its source", from, want[b.Tip])
	}
	// bands lie on each other without gap: S1's at its node, Cd's at its demand
	edge := map[string][]string{}
	for _, b := range bands {
		edge[b.Tip] = strings.Fields(b.D)
	}
	nodes := ofClass(c, "rect", "taken")
	demands := ofClass(c, "rect", "demand")
	near(t, "S1 Cd at S1", number64(t, edge["S1 Cd"][2]), number64(t, nodes[0].Y))
	near(t, "S1 Pb below S1 Cd", number64(t, edge["S1 Pb"][2]), number64(t, nodes[0].Y)+32)
	near(t, "S1 Cd at Cd", number64(t, edge["S1 Cd"][9]), number64(t, demands[0].Y))
	near(t, "S2 Cd below it", number64(t, edge["S2 Cd"][9]), number64(t, demands[0].Y)+32)
	near(t, "no Pb below S1 Pb", number64(t, edge["no Pb"][9]), number64(t, demands[1].Y)+48)
	near(t, "S1", number64(t, nodes[0].H), 80)
	near(t, "S2", number64(t, nodes[1].H), 32)
	for _, d := range ofClass(c, "rect", "demand") {
		near(t, "a demand", number64(t, d.H), 64)
	}
	if missing := ofClass(c, "rect", "missing"); len(missing) != 1 || missing[0].H != "16" {
		t.Errorf("%+v", missing)
	}
}

// Of 5,000 sources 24 nodes are drawn: the greatest, and one for the rest; the
// bands still come to the whole demand.
func TestFlowFigureOfMany(t *testing.T) {
	m := page.FlowMetal{Name: "Pb", Demand: rat("5099")}
	f := &page.FlowPicture{Rest: "%d more"}
	for i := range 5000 {
		f.Sources = append(f.Sources, fmt.Sprint(i))
		amount := rat("1")
		if i == 4321 {
			amount = rat("100")
		}
		m.From = append(m.From, page.FlowPart{Source: i, Amount: amount, Text: fmt.Sprint(i)})
	}
	f.Metals = []page.FlowMetal{m}
	c := draw(f)
	bands := ofClass(c, "path", "band")
	sum, greatest := 0.0, false
	for _, b := range bands {
		h, _ := bandHeight(t, b)
		sum += h
		greatest = greatest || b.Tip == "4321"
	}
	if len(bands) != 24 || !greatest || math.Abs(sum-64) > 0.3 || bands[23].Tip != "4977 more" {
		t.Errorf("%d bands of %g px, the greatest among them: %t, the last %q", len(bands), sum, greatest,
			bands[len(bands)-1].Tip)
	}
	if len(f.Sources) != 5000 || len(f.Metals[0].From) != 5000 {
		t.Error("drawing changed what was drawn")
	}
}

// By hand: names of five letters take 49 px; a line from 2026-07 to 2027-07 is from
// 57 to 740; its middle, 2027-01, is 398.5. What has no day stands above the line.
func TestTimeFigure(t *testing.T) {
	day := calc.MustDate
	c := draw(&page.TimePicture{Rows: []page.TimeRow{{Name: "never", Class: "open", State: "open", Due: calc.Date{},
		DueText: "before"},
		{Name: "a", Class: "done", State: "done", Due: day("2026-07-01"), DueText: ""}, {Name: "b", Class: "open",
			State: "open", Due: day("2027-01-01"), DueText: ""},
		{Name: "c", Class: "past", State: "past", Due: day("2027-07-01"), DueText: ""}},
		Days: []page.TimeDay{{Class: "today", Name: "now", Day: day("2027-01-01")}}})
	for class, want := range map[string]string{"done": "M 51 ", "today": "M 398.5 ", "past": "M 740 "} {
		if s := ofClass(c, "path", class); len(s) != 1 || !strings.HasPrefix(s[0].D, want) {
			t.Errorf("%s: %+v, want %s", class, s, want)
		}
	}
	open := ofClass(c, "path", "open")
	axis := strings.Fields(ofClass(c, "path", "axis")[0].D)
	if len(open) != 2 || number64(t, strings.Fields(open[0].D)[2]) > number64(t, axis[2]) ||
		number64(t, strings.Fields(open[1].D)[2]) < number64(t, axis[2]) {
		t.Errorf("open %+v, axis %v", open, axis)
	}
	var ticks []string
	for _, s := range ofClass(c, "text", "mid small halo") {
		ticks = append(ticks, s.Text)
	}
	if got := strings.Join(ticks, " "); got != "2026-07 2026-09 2026-11 2027-01 2027-03 2027-05 2027-07" {
		t.Errorf("ticks %s", got)
	}
	// one day only is a line too
	c = draw(&page.TimePicture{Rows: []page.TimeRow{{Name: "a", Class: "done", State: "done", Due: day("2026-07-01"),
		DueText: ""}}})
	for _, s := range c.shapes {
		if strings.Contains(s.D+s.X+s.Y, "NaN") || strings.Contains(s.D, "Inf") {
			t.Errorf("%+v", s)
		}
	}
}

// Shapes lie within their picture: a label that would not fit is cut, and its
// tip says it in full.
func TestLabelsFit(t *testing.T) {
	long := strings.Repeat("重金属污染物排放总量", 9)
	for _, f := range []page.Picture{
		&page.MethodPicture{Rows: []page.MethodBar{{Name: long, Class: "taken", Value: rat("1"), Text: "1.00",
			Mark: long}}},
		&page.TimePicture{Rows: []page.TimeRow{{Name: long, Class: "open", State: "待办",
			Due: calc.MustDate("2026-07-01"), DueText: ""},
			{Name: long, Class: "open", State: long, Due: calc.Date{}, DueText: long}}},
		&page.FlowPicture{Sources: []string{long}, Metals: []page.FlowMetal{{Name: long, Text: long, Demand: rat("1"),
			From: []page.FlowPart{{Source: 0, Amount: rat("1"), Text: long}}}}},
	} {
		c := draw(f)
		for _, s := range ofText(c) {
			x, w := number64(t, s.X), float64(page.Width(s.Text))*cellWidth
			if strings.Contains(s.Class, "end") {
				x -= w
			}
			if x < -1 || x+w > c.wide+1 {
				t.Errorf("%T: %q from %g to %g of %g", f, s.Text, x, x+w, c.wide)
			}
			if strings.HasSuffix(s.Text, "…") && !strings.Contains(s.Tip, long) {
				t.Errorf("%T: %q has the tip %q", f, s.Text, s.Tip)
			}
		}
	}
}

func ofText(c *canvas) (out []shape) {
	for _, s := range c.shapes {
		if s.Kind == "text" && !strings.Contains(s.Class, "mid") {
			out = append(out, s)
		}
	}
	return out
}
