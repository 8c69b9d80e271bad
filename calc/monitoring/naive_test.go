package monitoring

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// A second implementation of the hourly total, its classes and the HJ 75
// filling: big.Rat, row by row, maps, no shared code.

type naiveRow struct {
	hour                  int // hours since the beginning of the window
	conc, flow            *big.Rat
	limit                 bool
	flag                  Flag
	file                  string
	row                   int
	noConc, noFlow        bool
	concText, concUnit    string
	flowText, flowUnit    string
	perGram, perCubicPerH *big.Rat
}

func (r naiveRow) bad() string {
	switch {
	case r.flag == Maintenance || r.flag == Fault || r.flag == Calibration || r.flag == OverRange ||
		r.flag == Communication || r.flag == ManualEntry:
		return "flag-" + string(rune(r.flag))
	case r.noConc:
		return "no-value"
	case r.conc.Sign() < 0:
		return "negative"
	case r.noFlow:
		return "no-flow"
	}
	return ""
}

type naiveResult struct {
	read, used, invalid, duplicate, outside int64
	reasons                                 map[string]int64
	state                                   map[int]byte     // v s
	mass, volume                            map[int]*big.Rat // volume: of invalid hours too, where it was measured
}

func says(r naiveRow) string {
	if r.flag == Stopped {
		return "stop"
	}
	if b := r.bad(); b != "" {
		c, f := r.conc.String(), r.flow.String()
		if r.noConc {
			c = "none"
		}
		if r.noFlow {
			f = "none"
		}
		return fmt.Sprint(b, "|", c, "|", f, "|", r.limit, r.flag)
	}
	g := new(big.Rat).Mul(r.conc, r.perGram)
	v := new(big.Rat).Mul(r.flow, r.perCubicPerH)
	return fmt.Sprint("v|", g, v, r.limit, r.flag)
}

func naive(rows []naiveRow, from, to int, share *big.Rat) naiveResult {
	out := naiveResult{reasons: map[string]int64{}, state: map[int]byte{}, mass: map[int]*big.Rat{},
		volume: map[int]*big.Rat{}}
	byHour := map[int][]naiveRow{}
	for _, r := range rows {
		out.read++
		if r.hour < from || r.hour >= to {
			out.outside++
			continue
		}
		byHour[r.hour] = append(byHour[r.hour], r)
	}
	for h, list := range byHour {
		if slices.ContainsFunc(list[1:], func(r naiveRow) bool { return says(r) != says(list[0]) }) {
			out.invalid += int64(len(list))
			out.reasons["contradicting"] += int64(len(list))
			continue
		}
		out.duplicate += int64(len(list) - 1)
		r := list[0]
		if r.flag == Stopped {
			out.used++
			out.state[h] = 's'
			continue
		}
		if !r.noFlow {
			out.volume[h] = new(big.Rat).Mul(r.flow, r.perCubicPerH)
		}
		if b := r.bad(); b != "" {
			out.invalid++
			out.reasons[b]++
			continue
		}
		out.used++
		out.state[h] = 'v'
		m := new(big.Rat).Mul(new(big.Rat).Mul(r.conc, r.perGram), new(big.Rat).Mul(r.flow, r.perCubicPerH))
		if r.limit {
			m.Mul(m, share)
		}
		out.mass[h] = m
	}
	return out
}

// naiveFill is HJ 75 hour by hour: for every missing hour it looks back again.
func naiveFill(n naiveResult, from, to int, quarterOf func(int) int) (*big.Rat, int) {
	running, good := map[int]int{}, map[int]int{}
	for h := from; h < to; h++ {
		if n.state[h] != 's' {
			running[quarterOf(h)]++
		}
		if n.state[h] == 'v' {
			good[quarterOf(h)]++
		}
	}
	sum, none := new(big.Rat), 0
	for h := from; h < to; h++ {
		if n.state[h] != 0 {
			continue
		}
		first, last := h, h
		for first > from && n.state[first-1] == 0 {
			first--
		}
		for last < to-1 && n.state[last+1] == 0 {
			last++
		}
		q := quarterOf(h)
		window := 0
		switch {
		case good[q]*100 < 75*running[q]:
		case good[q]*100 < 90*running[q]:
			window = 2160
		case last-first+1 <= 24:
			window = 180
		default:
			window = 720
		}
		var best *big.Rat
		seen := 0
		for k := first - 1; k >= from-5 && seen < window; k-- { // rows begin 5 hours before the period
			if n.state[k] == 'v' {
				seen++
				if best == nil || n.mass[k].Cmp(best) > 0 {
					best = n.mass[k]
				}
			}
		}
		for k := last + 1; best == nil && window > 0 && k < to; k++ {
			if n.state[k] != 'v' {
				continue
			}
			best = n.mass[k]
			for j, more := k+1, 1; j < to && more < window; j++ {
				if n.state[j] == 'v' {
					more++
					if n.mass[j].Cmp(best) > 0 {
						best = n.mass[j]
					}
				}
			}
		}
		if best == nil {
			none++
			continue
		}
		if v := n.volume[h]; v != nil { // the day's mean concentration times the flow, where that is more
			mass, volume := new(big.Rat), new(big.Rat)
			for k := h - h%24; k < h-h%24+24; k++ {
				if n.state[k] == 'v' {
					mass.Add(mass, n.mass[k])
					volume.Add(volume, n.volume[k])
				}
			}
			if volume.Sign() > 0 {
				if x := mass.Mul(mass.Quo(mass, volume), v); x.Cmp(best) > 0 {
					best = x
				}
			}
		}
		sum.Add(sum, best)
	}
	return sum, none
}

var concUnits = []struct {
	unit  string
	grams *big.Rat
}{{"mg/Nm3", rat("1/1000")}, {"ug/Nm3", rat("1/1000000")}, {"mg/m3", rat("1/1000")}}

var flowUnits = []struct {
	unit    string
	perHour *big.Rat
}{{"Nm3/h", rat("1")}, {"Nm3", rat("1")}, {"Nm3/d", rat("1/24")}, {"万Nm3/h", rat("10000")}}

// randomRows makes a series with gaps, flags, duplicates, contradictions,
// other units, non-detects and rows outside the period.
func randomRows(r *rand.Rand, from, to int) []naiveRow {
	var rows []naiveRow
	flags := []Flag{Normal, NoFlag, Stopped, Maintenance, Fault, Calibration, OverRange, Communication, ManualEntry}
	gappy, flaggy, twicey := r.IntN(12), r.IntN(12), r.IntN(10)
	row := 1
	for h := from - 5; h < to+5; h++ {
		if r.IntN(100) < gappy/6 {
			h += r.IntN(40)
		}
		if h >= to+5 {
			break
		}
		cu, fu := concUnits[0], flowUnits[0]
		if r.IntN(10) == 0 {
			cu, fu = concUnits[r.IntN(3)], flowUnits[r.IntN(4)]
		}
		x := naiveRow{hour: h, flag: flags[r.IntN(2)], file: "a.csv", limit: r.IntN(12) == 0, concUnit: cu.unit,
			flowUnit: fu.unit,
			perGram:  cu.grams, perCubicPerH: fu.perHour}
		if r.IntN(100) < flaggy {
			x.flag = flags[r.IntN(len(flags))]
		}
		x.concText, x.flowText = fmt.Sprintf("%d.%03d", r.IntN(3), r.IntN(1000)), fmt.Sprintf("%d.%d", r.IntN(50000),
			r.IntN(100))
		switch r.IntN(200) {
		case 0:
			x.concText = "-" + x.concText
		case 1:
			x.noConc = true
			x.limit = false
		case 2:
			x.noFlow = true
		}
		x.conc, x.flow = rat(x.concText), rat(x.flowText)
		if h > (from+to)/2 {
			x.file = "b.csv"
		}
		row++
		x.row = row
		rows = append(rows, x)
		for r.IntN(100) < twicey {
			y := x
			row++
			y.row = row
			if r.IntN(3) == 0 {
				y.file = "c.csv"
			}
			if r.IntN(3) == 0 {
				y.concText = fmt.Sprintf("%d.%03d", r.IntN(3), r.IntN(1000))
				y.conc = rat(y.concText)
			}
			rows = append(rows, y)
		}
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	return rows
}

func (x naiveRow) reading(t testing.TB, zero Minute) Reading {
	r := Reading{Kind: Automatic, Outlet: "DA001", Pollutant: calc.Lead, Start: zero + Minute(x.hour*60), Minutes: 60,
		Flag: x.flag, Place: Place{x.file, x.row, 2}}
	r.Concentration, r.Flow = val(t, x.concText, x.concUnit), val(t, x.flowText, x.flowUnit)
	r.Concentration.NonDetect = x.limit
	if x.noConc {
		r.Concentration = Value{}
	}
	if x.noFlow {
		r.Flow = Value{}
	}
	return r
}

func TestAgainstNaive(t *testing.T) {
	// across two quarters, 60 days
	period := Period{calc.MustDate("2025-02-20"), calc.MustDate("2025-04-20"), StatedPeriod}
	zero := minuteOf(t, "2025-02-20", 0)
	quarterOf := func(h int) int { return int((zero+Minute(h*60)).Date().Month-1) / 3 }
	series, filledSome, unfilled := 0, 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		series++
		from, to := 0, 60*24
		rows := randomRows(r, from, to)
		var readings []Reading
		for _, x := range rows {
			readings = append(readings, x.reading(t, zero))
		}
		d := world()
		d.Bases = []dossier.ActualBasis{{Outlet: "DA001", From: period.From, To: period.To}}
		for _, use := range []Use{BeforeState, AfterState} {
			in := input(d, mainRule, use, readings...)
			in.NonDetect = NonDetects[r.IntN(3)].Key
			n := naive(rows, from, to, in.NonDetect.share())
			got, _ := Assess(in)
			a := one(t, got, "DA001", calc.Lead)
			if a.Tally.Read != n.read || a.Tally.Used != n.used || a.Tally.Invalid != n.invalid ||
				a.Tally.Duplicate != n.duplicate || a.Tally.Outside != n.outside ||
				!a.Tally.Balanced() || fmt.Sprint(a.Tally.Reasons) != fmt.Sprint(n.reasons) {
				rt.Fatalf("tally %+v, naive %d %d %d %d %d %v", a.Tally, n.read, n.used, n.invalid, n.duplicate,
					n.outside, n.reasons)
			}
			want := new(big.Rat)
			for _, m := range n.mass {
				want.Add(want, m)
			}
			filled, none := new(big.Rat), 0
			if use != BeforeState {
				filled, none = naiveFill(naive(rows, from-5, to, in.NonDetect.share()), from, to, quarterOf)
			}
			want.Add(want, filled)
			if none > 0 {
				unfilled++
				if a.Unfilled != none || a.Amount.OK() {
					rt.Fatalf("%d unfilled, naive %d", a.Unfilled, none)
				}
				continue
			}
			if filled.Sign() > 0 {
				filledSome++
			}
			if q := quantity.New(want, gram); !a.Amount.OK() || !a.Amount.Value().Equal(q) {
				rt.Fatalf("%s: %v %v, naive %s", use, a.Amount.Value(), a.Amount.Err(), q)
			}
		}
	})
	if series >= 50 && (filledSome == 0 || unfilled == 0) { // about one in four cannot be filled; -short draws few
		t.Errorf("of %d series %d were filled and %d could not be: the test shows too little", series, filledSome,
			unfilled)
	}
	t.Logf("%d series, %d filled, %d unfilled", series, filledSome, unfilled)
}

// The order in which readings come changes nothing of what is taken from them:
// files of twelve months, or rows dealt to twelve files, in any order.
func TestAnyOrder(t *testing.T) {
	zero := minuteOf(t, "2025-01-01", 0)
	media := map[string]calc.Medium{"DA001": calc.Air}
	lo, hi := calc.MustDate("2024-01-01"), calc.MustDate("2026-12-31")
	year := yearPeriod(2025)
	rapid.Check(t, func(rt *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		var readings []Reading
		first, days := r.IntN(300), 30+r.IntN(60)
		if r.IntN(10) == 0 { // to the end of the year
			days = 360 - first
		}
		for _, x := range randomRows(r, 24*first, 24*(first+days)) {
			readings = append(readings, x.reading(t, zero))
		}
		for i := range 20 {
			readings = append(readings, Reading{Kind: Manual, Outlet: "DA001", Pollutant: calc.Lead, Start: zero +
				Minute(r.IntN(500)*1440), Concentration: val(t, fmt.Sprint(r.IntN(3)), "mg/Nm3"),
				Flow: val(t, "5", "Nm3/h"), Place: Place{"m.csv", i, 1}})
		}
		collect := func(rs []Reading) *Collection {
			c, err := NewCollection(lo, hi, media)
			if err != nil {
				rt.Fatal(err)
			}
			for _, x := range rs {
				if err := c.Add(x, false); err != nil {
					rt.Fatal(err)
				}
			}
			return c
		}
		whole := collect(readings)
		byMonth := rapid.Bool().Draw(rt, "months")
		parts := make([][]Reading, 12)
		for _, x := range readings {
			k := r.IntN(12)
			if byMonth {
				k = x.Start.Date().Month - 1
			}
			parts[k] = append(parts[k], x)
		}
		var mixed []Reading
		for _, k := range r.Perm(12) {
			mixed = append(mixed, parts[k]...)
		}
		other := collect(mixed)
		if !slices.Equal(whole.Keys(), other.Keys()) {
			rt.Fatalf("keys %v and %v", whole.Keys(), other.Keys())
		}
		if a, b := digest(whole, year), digest(other, year); a != b {
			rt.Fatalf("in order:\n%s\nin another:\n%s", a, b)
		}
	})
}

// digest writes everything an account takes from a collection.
func digest(c *Collection, p Period) string {
	auto := automaticOf(c, SeriesKey{Automatic, "DA001", calc.Lead}, p, (&assessor{}).validity("DA001", calc.Air, p.To),
		nil)
	out := ""
	for _, x := range auto.parts {
		out += fmt.Sprintln(x.file, x.first, x.last, x.stopped, x.tally(), x.total.det, x.total.lim, x.total.volume)
	}
	for _, g := range auto.fill(Limit).gaps {
		out += fmt.Sprintln(g.From, g.To, g.Rule, g.grams, g.Source, g.Place)
	}
	m := manualOf(c, "DA001", calc.Lead, calc.Air, p, false, nil)
	for _, s := range m.samples {
		out += fmt.Sprintln(s.Place, s.Concentration)
	}
	return out + fmt.Sprintln(m.tallies)
}
