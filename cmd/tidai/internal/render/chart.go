package render

import (
	"math/big"
	"strings"
)

// Chart is a small chart of bars for a terminal: amounts from a common zero,
// what is missing to the left of it.
type Chart struct{ Bars []Bar }

// Bar is one row of a chart.
type Bar struct {
	Name  string
	Value *big.Rat // nil: not known
	Text  string   // behind the bar
}

const (
	maxBars  = 25 // rows; of more, every so many is drawn
	mostBar  = 60 // cells of the longest bar and its opposite
	leastBar = 10
)

// draw writes the chart into total cells.
func (c Chart) draw(total int) []string {
	bars := thinned(c.Bars)
	names, texts := 0, 0
	for _, b := range bars {
		names, texts = max(names, width(b.Name)), max(texts, width(b.Text))
	}
	room := total - names - texts - 5
	if room < leastBar {
		return nil
	}
	low, high := ends(bars)
	room = min(room, mostBar)
	cell := scale(low, high, room)
	if cell == nil {
		return nil
	}
	var out []string
	for _, b := range bars {
		out = append(out, pad(b.Name, names)+"  "+b.row(cell, room)+"  "+b.Text)
	}
	return out
}

// row draws one bar: missing amounts are lighter, so that no colour is needed.
func (b Bar) row(cell func(*big.Rat) int, room int) string {
	signs := []rune(strings.Repeat(" ", room+1))
	zero := cell(new(big.Rat))
	if b.Value != nil {
		for i := zero; i < cell(b.Value); i++ {
			signs[i] = '█'
		}
		for i := cell(b.Value); i < zero; i++ {
			signs[i] = '░'
		}
	}
	signs[zero] = axis(signs[zero])
	return string(signs)
}

func axis(under rune) rune {
	if under == ' ' {
		return '│'
	}
	return under
}

// ends are the least and the greatest value drawn, zero included.
func ends(bars []Bar) (low, high *big.Rat) {
	low, high = new(big.Rat), new(big.Rat)
	take := func(x *big.Rat) {
		switch {
		case x == nil:
		case x.Cmp(low) < 0:
			low = x
		case x.Cmp(high) > 0:
			high = x
		}
	}
	for _, b := range bars {
		take(b.Value)
	}
	return low, high
}

// thinned takes every so many bars, the first and the last always.
func thinned(bars []Bar) []Bar {
	if len(bars) <= maxBars {
		return bars
	}
	every := (len(bars) + maxBars - 2) / (maxBars - 1)
	var out []Bar
	for i := 0; i < len(bars)-1; i += every {
		out = append(out, bars[i])
	}
	return append(out, bars[len(bars)-1])
}

// scale says which cell border of room is nearest to a value from low to high;
// nil is zero. There is none where all values are one.
func scale(low, high *big.Rat, room int) func(*big.Rat) int {
	span := new(big.Rat).Sub(high, low)
	if span.Sign() == 0 {
		return nil
	}
	return func(x *big.Rat) int {
		r := new(big.Rat)
		if x != nil {
			r.Set(x)
		}
		r.Sub(r, low).Mul(r, big.NewRat(int64(room), 1)).Quo(r, span).Add(r, big.NewRat(1, 2))
		return int(new(big.Int).Quo(r.Num(), r.Denom()).Int64())
	}
}
