package monitoring

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Hours are the means of their valid minutes, in whatever units each minute comes:
// compared with fractions added up one by one.
func TestFoldIsTheMeanOfMinutes(t *testing.T) {
	units := []struct {
		conc, flow string
		gram, m3   *big.Rat // of one, in g/m3 and in m3 of a minute
	}{
		{"mg/L", "m3/h", big.NewRat(1, 1), big.NewRat(1, 60)},
		{"ug/L", "m3", big.NewRat(1, 1000), big.NewRat(1, 1)},
		{"mg/L", "L/s", big.NewRat(1, 1), big.NewRat(60, 1000)},
	}
	at := minuteOf(t, "2025-03-01", 0)
	rapid.Check(t, func(rt *rapid.T) {
		c, err := NewCollection(calc.MustDate("2025-01-01"), calc.MustDate("2025-12-31"), map[string]calc.Medium{
			"DW001": calc.Water})
		if err != nil {
			rt.Fatal(err)
		}
		det, lim, volume, known := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
		n, flows := 0, 0
		for i := range 60 {
			what := rapid.IntRange(0, 11).Draw(rt, "what")
			if what == 0 {
				continue
			}
			u := units[rapid.IntRange(0, len(units)-1).Draw(rt, "unit")]
			conc, flow := rapid.Int64Range(0, 9999).Draw(rt, "conc"), rapid.Int64Range(0, 9999).Draw(rt, "flow")
			r := Reading{Kind: Automatic, Outlet: "DW001", Pollutant: calc.Lead, Start: at + Minute(i), Minutes: 1,
				Place: Place{
					"a.csv", i + 2, 3}}
			r.Concentration = Value{Decimal: quantity.Decimal{Coef: conc, Exp: -3}, Unit: unitOf(u.conc),
				Set:       what != 1,
				NonDetect: what == 2}
			r.Flow = Value{Decimal: quantity.Decimal{Coef: flow, Exp: -1}, Unit: unitOf(u.flow), Set: true}
			if err := c.Add(r, false); err != nil {
				rt.Fatal(err)
			}
			v := new(big.Rat).Mul(big.NewRat(flow, 10), u.m3)
			if what == 1 {
				flows++
				known.Add(known, v)
				continue
			}
			n++
			volume.Add(volume, v)
			x := new(big.Rat).Mul(big.NewRat(conc, 1000), u.gram)
			if what == 2 {
				lim.Add(lim, x)
			} else {
				det.Add(det, x)
			}
		}
		s := c.of(SeriesKey{Automatic, "DW001", calc.Lead})
		if s == nil {
			return
		}
		const enough = 45
		_, hours := s.hoursOf(s.grids[1], c.from, c.to, enough)
		hour, ok := hours[int32(at)/60]
		gotDet, gotLim, gotVolume := hour.means()
		switch {
		case n >= enough:
			mean := big.NewRat(1, int64(n))
			same(rt, "detected", gotDet, det.Mul(det, mean))
			same(rt, "not detected", gotLim, lim.Mul(lim, mean))
			same(rt, "volume", gotVolume, volume.Mul(volume, big.NewRat(60, int64(n))))
		case n+flows >= enough:
			same(rt, "volume alone", gotVolume, known.Mul(known.Add(known, volume), big.NewRat(60, int64(n+flows))))
		case ok:
			rt.Fatal("an hour of too few minutes")
		}
	})
}

func same(t *rapid.T, what string, got, want *big.Rat) {
	if got.Cmp(want) != 0 {
		t.Fatalf("%s: %v, not %v", what, got, want)
	}
}
