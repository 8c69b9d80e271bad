package html

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

// shape is one element of a picture; Tip is shown by a pointer that rests on
// it.
type shape struct {
	Kind       string // rect, path, text
	Class      string
	X, Y, W, H string
	D          string // of a path
	Fill       string // where the class cannot say it: patterns have identifiers
	Text, Tip  string
}

// canvas collects shapes, in pixels. Figures are as wide as paper has room for.
type canvas struct {
	wide, high float64
	shapes     []shape
}

const (
	figureWidth = 760.0
	cellWidth   = 7.0 // of a terminal cell in the letters of a figure, at most
	rowHeight   = 26.0
)

// px is a coordinate to a hundredth.
func px(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100+0, 'f', -1, 64) }

func (c *canvas) rect(class string, x, y, w, h float64, tip string) {
	c.shapes = append(c.shapes, shape{Kind: "rect", Class: class, X: px(x), Y: px(y), W: px(w), H: px(h),
		Tip: page.Clean(tip)})
}

// path joins words and coordinates: "M", 1.5, 2.
func (c *canvas) path(class, tip string, parts ...any) {
	var words []string
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			words = append(words, p)
		case float64:
			words = append(words, px(p))
		}
	}
	c.shapes = append(c.shapes, shape{Kind: "path", Class: class, D: strings.Join(words, " "), Tip: page.Clean(tip)})
}

func (c *canvas) text(class string, x, y float64, s, tip string) {
	if s != "" {
		c.shapes = append(c.shapes, shape{Kind: "text", Class: class, X: px(x), Y: px(y), Text: page.Clean(s),
			Tip: page.Clean(tip)})
	}
}

// label writes a text into a room; what does not fit is left to its tip.
func (c *canvas) label(class string, x, y, room float64, s string) {
	short := page.Shorten(page.Clean(s), int(room/cellWidth))
	tip := ""
	if short != page.Clean(s) {
		tip = s
	}
	c.text(class, x, y, short, tip)
}

// roomFor is the room that names before a chart take, up to a limit: narrow
// screens then show more of the chart.
func roomFor[T any](list []T, name func(T) string, most float64) float64 {
	room := 0.0
	for _, x := range list {
		room = max(room, float64(page.Width(page.Clean(name(x))))*cellWidth)
	}
	return min(room+14, most)
}

// legend writes the signs below what is drawn so far, as many on a line as fit.
func (c *canvas) legend(signs []page.Sign) {
	const swatch, gap = 16.0, 24.0
	x, y := 0.0, c.high+22
	for _, s := range signs {
		swatch := swatch
		if s.Class == "" {
			swatch = -6 // words only
		}
		w := swatch + 6 + float64(page.Width(s.Text))*cellWidth
		if x > 0 && x+w > c.wide {
			x, y = 0, y+22
		}
		if s.Class != "" {
			c.sign(s.Class, x+swatch/2, y-5)
		}
		c.text("", x+swatch+6, y, s.Text, "")
		x += w + gap
	}
	if len(signs) > 0 {
		c.high = y + 8
	}
}

// sign draws the mark of a class around a point: marks of a time line have a
// shape of their own, all others are a patch.
func (c *canvas) sign(class string, x, y float64) {
	const r = 6.0
	switch class {
	case "done":
		c.path("done", "", "M", x-r, y, "A", r, r, "0 1 0", x+r, y, "A", r, r, "0 1 0", x-r, y, "Z")
		c.path("tick", "", "M", x-3, y, "L", x-0.8, y+2.4, "L", x+3.2, y-2.6)
	case "open":
		c.path("open", "", "M", x-r, y, "A", r, r, "0 1 0", x+r, y, "A", r, r, "0 1 0", x-r, y, "Z")
	case "past":
		c.path("past", "", "M", x, y-r-1, "L", x+r+1, y, "L", x, y+r+1, "L", x-r-1, y, "Z")
	case "level", "today", "start":
		c.path(class, "", "M", x, y-7.0, "L", x, y+7)
	default:
		c.rect(class, x-8, y-5, 16, 10, "")
	}
}

// part is how much of a whole an amount is; what is not known is nothing.
func part(x, whole *big.Rat) float64 {
	if x == nil || whole == nil || whole.Sign() <= 0 || x.Sign() <= 0 {
		return 0
	}
	f, _ := new(big.Rat).Quo(x, whole).Float64()
	return f
}

func greatest(list []*big.Rat) *big.Rat {
	top := new(big.Rat)
	for _, x := range list {
		if x != nil && x.Cmp(top) > 0 {
			top = x
		}
	}
	return top
}

func drawMethod(f *page.MethodPicture) *canvas {
	const room = 320.0
	left := roomFor(f.Rows, func(r page.MethodBar) string { return r.Name }, 200)
	c := &canvas{wide: figureWidth, high: 8}
	var all []*big.Rat
	for _, r := range f.Rows {
		all = append(all, r.Value)
	}
	top := greatest(all)
	bottom := c.high + rowHeight*float64(len(f.Rows))
	for _, r := range f.Rows {
		if r.Class == "taken" && len(f.Rows) > 1 {
			x := left + room*part(r.Value, top)
			c.path("level", "", "M", x, 4.0, "L", x, bottom)
		}
	}
	for _, r := range f.Rows {
		w := room * part(r.Value, top)
		bold := "halo"
		if r.Class == "taken" {
			bold = "halo b"
		}
		c.label(strings.Replace(bold, "halo", "end", 1), left-10, c.high+17, left-10, r.Name)
		if r.Value != nil {
			c.rect(r.Class, left, c.high+4, w, rowHeight-10, "")
		}
		c.label(bold, left+w+8, c.high+17, figureWidth-left-w-8, strings.Join(page.Present(r.Text, r.Mark), " "))
		c.high += rowHeight
	}
	c.path("axis", "", "M", left, 4.0, "L", left, bottom)
	return c
}

const monthRoom = 150.0 // height of the greatest month

func drawMonth(f *page.MonthPicture) *canvas {
	const step, thick, base = 54.0, 32.0, monthRoom + 24
	c := &canvas{wide: max(step*float64(len(f.Months))+8, figureWidth/2), high: base + 40}
	var all []*big.Rat
	for _, m := range f.Months {
		all = append(all, new(big.Rat).Add(m.Measured, m.Filled))
	}
	top := greatest(all)
	for i, m := range f.Months {
		x := 4 + step*float64(i)
		measured, filled := monthRoom*part(m.Measured, top), monthRoom*part(m.Filled, top)
		c.rect("taken", x+(step-thick)/2, base-measured, thick, measured, m.Name)
		if filled > 0 {
			c.rect("hatched", x+(step-thick)/2, base-measured-filled, thick, filled, m.Name)
		}
		c.text("mid", x+step/2, base-measured-filled-6, m.Text, "")
		c.text("mid small", x+step/2, base+18, m.Name, "")
		c.text("mid small", x+step/2, base+34, m.Hours, "")
	}
	c.path("axis", "", "M", 0.0, base, "L", c.wide, base)
	return c
}

const (
	flowHeight  = 64.0 // of every demand
	flowSources = 24   // most that are drawn
)

// drawn folds sources beyond the limit into one: those whose greatest share of
// a demand is least.
func drawnFlow(f *page.FlowPicture) *page.FlowPicture {
	if len(f.Sources) <= flowSources {
		return f
	}
	share := make([]float64, len(f.Sources))
	for _, m := range f.Metals {
		for _, p := range m.From {
			share[p.Source] = max(share[p.Source], part(p.Amount, m.Demand))
		}
	}
	order := make([]int, len(f.Sources))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case share[a] > share[b]:
			return -1
		case share[a] < share[b]:
			return 1
		}
		return 0
	})
	kept := slices.Sorted(slices.Values(order[:flowSources-1]))
	out := &page.FlowPicture{Caption: f.Caption}
	at := map[int]int{}
	for _, i := range kept {
		at[i] = len(out.Sources)
		out.Sources = append(out.Sources, f.Sources[i])
	}
	rest := len(out.Sources)
	out.Sources = append(out.Sources, strings.ReplaceAll(f.Rest, "%d", strconv.Itoa(len(f.Sources)-rest)))
	for _, m := range f.Metals {
		var from []page.FlowPart
		other := new(big.Rat)
		for _, p := range m.From {
			if i, ok := at[p.Source]; ok {
				p.Source = i
				from = append(from, p)
			} else {
				other.Add(other, p.Amount)
			}
		}
		if other.Sign() > 0 {
			from = append(from, page.FlowPart{Source: rest, Amount: other, Text: out.Sources[rest]})
		}
		m.From = from
		out.Metals = append(out.Metals, m)
	}
	return out
}

func drawFlow(f *page.FlowPicture) *canvas {
	f = drawnFlow(f)
	const node, gap = 12.0, 14.0
	names := slices.Clone(f.Sources)
	for _, m := range f.Metals {
		names = append(names, m.Lack)
	}
	left := roomFor(names, func(s string) string { return s }, 270)
	right := left + 260
	c := &canvas{wide: figureWidth}
	// Left: sources, then what is missing, each as high as its bands.
	thick := make([]float64, len(f.Sources))
	for _, m := range f.Metals {
		for _, p := range m.From {
			thick[p.Source] += flowHeight * part(p.Amount, m.Demand)
		}
	}
	y := 4.0
	next := make([]float64, len(f.Sources)) // where the next band of a source begins
	place := func(h float64, class, name string) float64 {
		slot := max(h, 16.0)
		top := y + (slot-h)/2
		c.rect(class, left, top, node, h, name)
		c.label("end", left-8, y+slot/2+5, left-8, name)
		y += slot + 10
		return top
	}
	for i, name := range f.Sources {
		next[i] = place(thick[i], "taken", name)
	}
	lacks := make([]float64, len(f.Metals))
	for i, m := range f.Metals {
		if h := flowHeight * part(m.Missing, m.Demand); h > 0 {
			lacks[i] = place(h, "missing", m.Lack)
		}
	}
	demands := float64(len(f.Metals))*(flowHeight+gap) - gap
	c.high = max(y-10, demands+8) + 4
	at := max(4, (c.high-demands)/2)
	for i, m := range f.Metals {
		c.rect("demand", right, at, node, flowHeight, m.Name)
		c.label("b", right+node+8, at+flowHeight/2-4, figureWidth-right-node-8, m.Name)
		c.label("small", right+node+8, at+flowHeight/2+14, figureWidth-right-node-8, m.Text)
		end := at
		for _, p := range m.From {
			h := flowHeight * part(p.Amount, m.Demand)
			c.band("band", left+node, next[p.Source], right, end, h, p.Text)
			next[p.Source] += h
			end += h
		}
		if h := flowHeight * part(m.Missing, m.Demand); h > 0 {
			c.band("band missing", left+node, lacks[i], right, end, h, m.Lack)
		}
		at += flowHeight + gap
	}
	return c
}

// band is a flow of height h between two places.
func (c *canvas) band(class string, x0, y0, x1, y1, h float64, tip string) {
	mid := (x0 + x1) / 2
	c.path(class, tip, "M", x0, y0, "C", mid, y0, mid, y1, x1, y1, "L", x1, y1+h, "C", mid, y1+h, mid, y0+h, x0, y0+h,
		"Z")
}

// monthOf counts months, so that a tick of any step falls on a first of month.
func monthOf(d calc.Date) int { return d.Year*12 + d.Month - 1 }

// dayOf counts days with fractions of months alike for all months: a line of
// time needs no calendar finer than that.
func dayOf(d calc.Date) float64 { return float64(monthOf(d)) + float64(d.Day-1)/31 }

func drawTime(f *page.TimePicture) *canvas {
	const right = figureWidth - 12
	left := roomFor(f.Rows, func(r page.TimeRow) string { return r.Name }, 380)
	c := &canvas{wide: figureWidth, high: 4}
	name := func(r page.TimeRow) { c.label("", 0, c.high+17, left-10, r.Name) }
	var dated []page.TimeRow
	for _, r := range f.Rows {
		if !r.Due.IsZero() {
			dated = append(dated, r)
			continue
		}
		name(r)
		c.sign(r.Class, left+8, c.high+12)
		c.label("small", left+22, c.high+17, right-left-22, strings.Join(page.Present(r.DueText, r.State), " · "))
		c.high += rowHeight
	}
	if len(dated) == 0 {
		return c
	}
	var low, high float64
	for i, d := range append(daysOf(dated), marked(f.Days)...) {
		x := dayOf(d)
		if i == 0 {
			low, high = x, x
		}
		low, high = min(low, x), max(high, x)
	}
	first, last := math.Floor(low), max(math.Ceil(high), math.Floor(low)+1)
	at := func(x float64) float64 { return left + 8 + (x-first)/(last-first)*(right-left-16) }
	top := c.high + float64(len(f.Days))*18 + 22
	bottom := top + float64(len(dated))*rowHeight + 6
	for i, d := range f.Days {
		x := at(dayOf(d.Day))
		y := c.high + 14 + float64(i)*18
		c.path(d.Class, "", "M", x, y+4, "L", x, bottom)
		c.side(x, y, strings.Join(page.Present(d.Name, d.Day.String()), " "), "small halo")
	}
	step := tick(last - first)
	for m := math.Ceil(first/step) * step; m <= last; m += step {
		x := at(m)
		c.path("grid", "", "M", x, top, "L", x, bottom)
		if x > left+16 && x < right-16 || step < last-first {
			c.text("mid small halo", x, top-6, strconv.Itoa(int(m)/12)+"-"+two(int(m)%12+1), "")
		}
	}
	c.path("axis", "", "M", left, top, "L", right, top)
	c.high = top + 4
	for _, r := range dated {
		name(r)
		x := at(dayOf(r.Due))
		c.sign(r.Class, x, c.high+12)
		c.side(x, c.high+17, strings.Join(page.Present(r.Due.String(), r.State), " · "), "small halo")
		c.high += rowHeight
	}
	return c
}

func daysOf(rows []page.TimeRow) (out []calc.Date) {
	for _, r := range rows {
		out = append(out, r.Due)
	}
	return out
}

func marked(days []page.TimeDay) (out []calc.Date) {
	for _, d := range days {
		out = append(out, d.Day)
	}
	return out
}

func two(n int) string { return string(rune('0'+n/10)) + string(rune('0'+n%10)) }

// tick is the least round number of months that gives at most seven ticks.
func tick(months float64) float64 {
	for _, step := range []float64{1, 2, 3, 6, 12, 24, 60, 120} {
		if months/step <= 6 {
			return step
		}
	}
	return 600
}

// side writes a text to the right of a point, or to its left where there is
// more room.
func (c *canvas) side(x, y float64, s, class string) {
	if w := float64(page.Width(s)) * cellWidth; x+12+w > c.wide {
		c.text(class+" end", x-11, y, s, "")
		return
	}
	c.text(class, x+11, y, s, "")
}

// draw lays out a picture by its kind.
func draw(f page.Picture) *canvas {
	switch f := f.(type) {
	case *page.MethodPicture:
		return drawMethod(f)
	case *page.MonthPicture:
		return drawMonth(f)
	case *page.FlowPicture:
		return drawFlow(f)
	case *page.TimePicture:
		return drawTime(f)
	}
	panic(fmt.Sprintf("no drawing of %T", f))
}
