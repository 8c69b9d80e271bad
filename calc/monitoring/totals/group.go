package totals

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Group is what the values of one pollutant, and of one outlet and period
// where these are told apart, come to.
type Group struct {
	Outlet    string // "" where outlets are not told apart
	Pollutant calc.Pollutant
	Period    string // 2025, 2025-Q1, 2025-01, 2025-01-31; "" where periods are not told apart
	Minutes   int32  // length of the intervals; 0 where they are samples

	Tally     monitoring.Tally
	NonDetect int64 // of those used
	NoFlow    int64 // of those used: without a flow, so that they are not in the amount

	Covered int64 // minutes of the intervals used
	Span    int64 // minutes of the period, or from the first day to the last where there is none

	Least, Most quantity.Quantity // of the detected values
	Detected    bool              // there are any
	Means       ByRule            // weighted by flow where Weighted
	Weighted    bool
	Amounts     ByRule // kg; Σ c·q
	Why         calc.Text

	acc *accumulator
}

// ByRule holds a number under the three ways of counting values below the
// detection limit: as zero, as half the limit, as the limit.
type ByRule struct {
	Zero, Half, Limit quantity.Quantity
	OK                bool
}

// Result is what readings come to.
type Result struct {
	Groups   []Group
	Files    map[string]monitoring.Tally // by name of the file
	Findings []calc.Finding
}

// Codes of the findings of this package.
const (
	CodeConflict  = "TD-TOT-001" // values of one interval that differ
	CodeUnits     = "TD-TOT-002" // units of concentration and flow that do not make an amount
	CodeNoFlow    = "TD-TOT-003" // warning: values without flow are not in the amount
	CodeMixed     = "TD-TOT-004" // data of several intervals for one outlet and pollutant
	CodeLeft      = "TD-TOT-005" // note: files given that are no tables
	CodeSameHours = "TD-TOT-006" // note: files called outlets by their names have values of the same intervals
	CodeNothing   = "TD-TOT-007" // error: no value is in the totals
	CodeSamples   = "TD-TOT-030" // note: samples, which have no amount

	CodePlaceholder = "TD-TOT-031" // warning: a number that looks like a sign for no value
	CodeStep        = "TD-TOT-032" // warning: the mean changes a thousandfold from one block to the next
	CodeHexavalent  = "TD-TOT-033" // warning: more hexavalent chromium than chromium
	CodeDisorder    = "TD-TOT-035" // note: rows out of order
	CodeTwinSamples = "TD-TOT-036" // warning: equal samples of one time without numbers count once
	CodeFar         = "TD-TOT-037" // warning: a few values are years away from all others
	CodeNotOneByOne = "TD-TOT-034" // note: too many values to be compared one by one
)

type groupKey struct {
	outlet    string
	pollutant calc.Pollutant
	period    string
	minutes   int32
}

// result adds the blocks up to groups. The adder is done with then.
func (a *adder) result() Result {
	r := Result{Files: map[string]monitoring.Tally{}}
	of := a.groups(&r)
	for _, x := range a.sorted() {
		for _, period := range slices.Sorted(maps.Keys(x.blocks)) {
			g := &r.Groups[of[a.groupKey(x.key, period)]]
			g.enter(x.key.outlet, x.blocks[period], a.begin(period))
		}
		delete(a.series, x.key)
	}
	clear(of)
	for i, name := range a.names {
		r.Files[name] = a.tallies[i]
	}
	a.settle(r.Groups)
	slices.SortFunc(r.Groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(x.Outlet, y.Outlet), cmp.Compare(x.Pollutant.Order(), y.Pollutant.Order()),
			cmp.Compare(x.Minutes, y.Minutes), cmp.Compare(x.Period, y.Period))
	})
	r.Findings = a.conflicts()
	a.doubts(&r)
	return r
}

// groups makes the groups, so many as there are and no more, and says which is
// where.
func (a *adder) groups(r *Result) map[groupKey]int {
	of := map[groupKey]int{}
	var keys []groupKey
	for _, x := range a.sorted() {
		for _, period := range slices.Sorted(maps.Keys(x.blocks)) {
			k := a.groupKey(x.key, period)
			if _, found := of[k]; !found {
				of[k] = len(keys)
				keys = append(keys, k)
			}
		}
	}
	r.Groups = make([]Group, len(keys))
	for i, k := range keys {
		r.Groups[i] = Group{Outlet: k.outlet, Pollutant: k.pollutant, Period: k.period, Minutes: k.minutes,
			acc: &accumulator{}}
	}
	return of
}

// settle settles groups with all cores; they have nothing in common.
func (a *adder) settle(groups []Group) {
	var wg sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(groups); i = int(next.Add(1)) - 1 {
				groups[i].settle(a)
				groups[i].acc = nil
			}
		})
	}
	wg.Wait()
}

func (a *adder) told(by By) bool { return slices.Contains(a.options.By, by) }

// groupKey is the group of a block.
func (a *adder) groupKey(k seriesKey, period int32) groupKey {
	g := groupKey{pollutant: k.pollutant, minutes: k.minutes, period: a.period(a.begin(period))}
	if a.told(ByOutlet) {
		g.outlet = k.outlet
	}
	return g
}

// period names the shortest period asked for that a time falls into.
func (a *adder) period(at monitoring.Minute) string {
	d := at.Date()
	switch {
	case a.byDay:
		return d.String()
	case a.told(ByMonth):
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case a.told(ByQuarter):
		return fmt.Sprintf("%04d-Q%d", d.Year, (d.Month+2)/3)
	case a.told(ByYear):
		return fmt.Sprintf("%04d", d.Year)
	}
	return ""
}

// accumulator is what a group holds until it is settled.
type accumulator struct {
	sums        sums
	outlets     int
	outlet      string // the last
	first, last monitoring.Minute
	seen        bool
}

func (x *accumulator) see(outlet string, first, last monitoring.Minute) {
	if !x.seen {
		x.first, x.last = first, last
	}
	x.first, x.last = min(x.first, first), max(x.last, last)
	if !x.seen || x.outlet != outlet { // outlets come in order
		x.outlets++
	}
	x.outlet, x.seen = outlet, true
}

// enter adds a block to its group.
func (g *Group) enter(outlet string, b *block, begin monitoring.Minute) {
	first, last := b.bounds(begin, g.Minutes)
	g.acc.see(outlet, first, last)
	t := &g.Tally
	for reason, n := range b.invalid {
		t.Read += n
		countReason(t, reason, n)
	}
	if b.clashes > 0 {
		t.Read += b.clashes
		countReason(t, ReasonConflict, b.clashes)
	}
	t.Read += b.duplicate
	t.Duplicate += b.duplicate
	for _, s := range b.sums {
		n := s.n()
		t.Read += n
		t.Used += n
		g.Covered += n * int64(g.Minutes)
		g.NonDetect += s.notDetected()
		if !s.hasFlow {
			g.NoFlow += n
		}
	}
	g.acc.sums.merge(b.sums)
	b.sums = nil
}

// byRule makes the three numbers of what was detected and of the limits.
func byRule(detected, limits *big.Rat, u quantity.Unit) ByRule {
	if limits.Sign() == 0 {
		q := quantity.New(detected, u)
		return ByRule{Zero: q, Half: q, Limit: q, OK: true}
	}
	h := new(big.Rat).Mul(limits, half)
	return ByRule{Zero: quantity.New(detected, u), Half: quantity.New(h.Add(h, detected), u),
		Limit: quantity.New(new(big.Rat).Add(detected, limits), u), OK: true}
}
