package term

import (
	"math/big"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

const (
	maxBars  = 25 // rows; of more, every so many is drawn
	mostBar  = 60 // cells of the longest bar and its opposite
	leastBar = 10
)

// drawChart writes the chart into total cells.
func drawChart(c page.Chart, total int) []string {
	bars := thinned(c.Bars)
	names, texts := 0, 0
	for _, b := range bars {
		names, texts = max(names, page.Width(b.Name)), max(texts, page.Width(b.Text))
	}
	room := total - names - texts - 5
	if room < leastBar {
		return nil
	}
	low, high := page.Ends(bars)
	room = min(room, mostBar)
	cell := page.Scale(low, high, room)
	if cell == nil {
		return nil
	}
	var out []string
	for _, b := range bars {
		out = append(out, page.Pad(b.Name, names)+"  "+drawBar(b, cell, room)+"  "+b.Text)
	}
	return out
}

// drawBar draws one bar: missing amounts are lighter, so that no colour is needed.
func drawBar(b page.Bar, cell func(*big.Rat) int, room int) string {
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

// thinned takes every so many bars, the first and the last always.
func thinned(bars []page.Bar) []page.Bar {
	if len(bars) <= maxBars {
		return bars
	}
	every := (len(bars) + maxBars - 2) / (maxBars - 1)
	var out []page.Bar
	for i := 0; i < len(bars)-1; i += every {
		out = append(out, bars[i])
	}
	return append(out, bars[len(bars)-1])
}
