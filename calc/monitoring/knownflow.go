package monitoring

import (
	"fmt"
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// byFlow is what gaps with a measured flow add: for each day that gave its mean
// concentration, that times the flow of the gaps.
func (a *automatic) byFlow(f *filling) []calc.Step {
	concUnit, volumeUnit := gramPerM3, m3
	if a.s.medium == calc.Air {
		concUnit, volumeUnit = gramPerNm3, nm3
	}
	var terms []calc.Step
	for i := 0; i < len(f.gaps); {
		g := &f.gaps[i]
		if g.Rule != KnownFlow || g.flow == nil {
			i++
			continue
		}
		volume, from := new(big.Rat), i
		for ; i < len(f.gaps) && (f.gaps[i].Rule != KnownFlow || f.gaps[i].sameMean(g)); i++ {
			if f.gaps[i].Rule == KnownFlow {
				volume.Add(volume, f.gaps[i].flow)
			}
		}
		terms = append(terms, calc.Product("c̄·q", "filled-emission", a.by,
			calc.Given("c̄", "day-concentration", quantity.New(g.conc, concUnit), calc.Origin{Kind: calc.FromSeries,
				Note: g.Source.Date().String()}),
			calc.Given("q", "filled-volume", quantity.New(volume, volumeUnit), calc.Origin{Kind: calc.FromSeries,
				At: g.Place.position(), Note: hoursOf(f.gaps[from:i])}), knownFlowShare(a.s.medium)).In(kilogram))
	}
	return terms
}

// knownFlowShare is the whole of such a product. It is there so that doubt travels:
// which days and hours are filled at all is a rule that was not read in print.
func knownFlowShare(medium calc.Medium) calc.Step {
	by, status := hj356, calc.StatusRecalled
	if medium == calc.Air {
		by, status = hj75, calc.StatusTranscript
	}
	return wholeShare(KnownFlow, by, status)
}

// sameMean reports whether two gaps are filled by the mean of one day.
func (g *Gap) sameMean(o *Gap) bool {
	return g.flow != nil && g.Source == o.Source && g.conc.Cmp(o.conc) == 0 && g.From.Date() == o.From.Date()
}

// hoursOf writes the times of gaps of one day with a measured flow: 2025-01-31
// 08:00–10:00, 14:00–15:00.
func hoursOf(gaps []Gap) string {
	out, last := "", Minute(0)
	for _, g := range gaps {
		if g.Rule != KnownFlow {
			continue
		}
		switch {
		case out == "":
			out = g.From.Date().String()
		case g.From == last:
			out, last = strings.TrimSuffix(out, untilClock(last))+untilClock(g.To), g.To
			continue
		default:
			out += ","
		}
		out, last = out+" "+clockOf(g.From)+"–"+untilClock(g.To), g.To
	}
	return out
}

// untilClock is the time of day at which an interval ends.
func untilClock(m Minute) string {
	if m%minutesPerDay == 0 {
		return "24:00"
	}
	return clockOf(m)
}

// clockOf is the time of day at which an interval begins.
func clockOf(m Minute) string {
	h, min := m.Clock()
	return fmt.Sprintf("%02d:%02d", h, min)
}
