package totals

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"runtime"
	"slices"
	"strings"
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

// Result is what an Adder comes to.
type Result struct {
	Groups   []Group
	Files    map[string]monitoring.Tally // by name of the file
	Findings []calc.Finding
}

// Codes of the findings of this package.
const (
	CodeConflict = "TD-TOT-001" // values of one interval that differ
	CodeUnits    = "TD-TOT-002" // units of concentration and flow that do not make an amount
	CodeNoFlow   = "TD-TOT-003" // warning: values without flow are not in the amount
	CodeMixed    = "TD-TOT-004" // data of several intervals for one outlet and pollutant
)

type groupKey struct {
	outlet    string
	pollutant calc.Pollutant
	period    string
	minutes   int32
}

// Result adds up. The Adder is done with then.
func (a *Adder) Result() Result {
	r := Result{Files: map[string]monitoring.Tally{}}
	groups := map[groupKey]*Group{}
	for _, k := range a.keys() {
		a.conflicts(k, &r)
		s := a.series[k]
		for _, day := range sortedDays(s.invalid) {
			g := a.group(groups, k, day)
			for _, reason := range sortedReasons(s.invalid[day]) {
				n := s.invalid[day][reason]
				g.Tally.Read += n
				countReason(&g.Tally, reason, n)
			}
		}
		blocks := a.blocks[k]
		for _, at := range s.sorted() {
			e := &s.entries[at]
			for ; len(blocks) > 0 && blocks[0].first < e.start; blocks = blocks[1:] {
				a.enterBlock(a.group(groups, k, blocks[0].first), &blocks[0])
			}
			a.enter(a.group(groups, k, e.start), e, int64(len(s.again[at])))
		}
		for i := range blocks {
			a.enterBlock(a.group(groups, k, blocks[i].first), &blocks[i])
		}
		delete(a.blocks, k)
		delete(a.series, k)
	}
	for i, name := range a.files {
		r.Files[name] = a.tallies[i]
	}
	list := slices.Collect(maps.Values(groups)) // sorted below
	clear(groups)
	a.settle(list)
	r.Groups = make([]Group, len(list))
	for i, g := range list {
		r.Groups[i], list[i] = *g, nil // a large table is not held twice
	}
	slices.SortFunc(r.Groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(x.Outlet, y.Outlet), cmp.Compare(x.Pollutant.Order(), y.Pollutant.Order()),
			cmp.Compare(x.Minutes, y.Minutes), cmp.Compare(x.Period, y.Period))
	})
	a.doubts(&r)
	return r
}

// settle settles groups with all cores; they have nothing in common.
func (a *Adder) settle(groups []*Group) {
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

func (a *Adder) told(by By) bool { return slices.Contains(a.options.By, by) }

// group finds the group of a time.
func (a *Adder) group(groups map[groupKey]*Group, k seriesKey, at monitoring.Minute) *Group {
	g := groupKey{pollutant: k.pollutant, minutes: k.minutes, period: a.period(at)}
	if a.told(ByOutlet) {
		g.outlet = k.outlet
	}
	if groups[g] == nil {
		groups[g] = &Group{Outlet: g.outlet, Pollutant: g.pollutant, Period: g.period, Minutes: g.minutes,
			acc: &accumulator{outlets: map[string]bool{}}}
	}
	x := groups[g]
	x.acc.outlets[k.outlet] = true
	x.acc.see(at)
	return x
}

// period names the shortest period asked for that a time falls into.
func (a *Adder) period(at monitoring.Minute) string {
	d := at.Date()
	switch {
	case a.told(ByDay):
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

// conflicts classes the entries that were read more than once, and says where
// they differ.
func (a *Adder) conflicts(k seriesKey, r *Result) {
	s := a.series[k]
	var places []string
	n, first := int64(0), entry{}
	for _, at := range s.sorted() {
		e := &s.entries[at]
		if !e.conflict {
			a.tallies[e.file].Used++
			for _, f := range s.again[at] {
				a.tallies[f].Duplicate++
			}
			continue
		}
		countReason(&a.tallies[e.file], ReasonConflict, 1)
		for _, f := range s.again[at] {
			countReason(&a.tallies[f], ReasonConflict, 1)
		}
		if n++; n == 1 {
			first = *e
		}
		if len(places) < mostPlaces {
			places = append(places, fmt.Sprintf("%s (%s:%d)", e.start, a.files[e.file], e.row))
		}
	}
	if n == 0 {
		return
	}
	list := strings.Join(places, ", ")
	if n > int64(len(places)) {
		list += ", …"
	}
	r.Findings = append(r.Findings, calc.Finding{Stage: calc.StageTotals, Code: CodeConflict, Severity: calc.Error,
		At: calc.Position{File: a.files[first.file], Line: int(first.row)}, Subject: "outlet:" + k.outlet,
		Message: calc.Textf("%s 的 %s：%d 个时段有不一致的重复数据，均不采用：%s",
			"%s, %s: %d intervals have several values that differ; none is used: %s", k.outlet, k.pollutant, n, list),
		Remedy: calc.Text{ZH: "核对原始数据，每个时段只留一个",
			EN: "check the raw data and keep one value for each interval"}})
}

const mostPlaces = 20

// enter adds one interval to its group.
func (a *Adder) enter(g *Group, e *entry, again int64) {
	n := 1 + again
	g.Tally.Read += n
	if e.conflict {
		countReason(&g.Tally, ReasonConflict, n)
		return
	}
	g.Tally.Used++
	g.Tally.Duplicate += n - 1
	g.Covered += int64(g.Minutes)
	if e.nonDetect {
		g.NonDetect++
	}
	if !e.hasFlow {
		g.NoFlow++
	}
	g.acc.add(e)
}

// accumulator holds exact sums, by the units they are in.
type accumulator struct {
	outlets     map[string]bool
	first, last monitoring.Minute
	seen        bool
	sums        []unitSum
}

type unitSum struct {
	unit, flowUnit     int16
	hasFlow            bool
	n                  int64
	value, valueLimit  quantity.DecimalSum // of detected values; of limits
	product, prodLimit quantity.DecimalSum
	flow               quantity.DecimalSum
	least, most        quantity.Decimal
	detected           bool
}

func (x *accumulator) see(at monitoring.Minute) {
	if !x.seen {
		x.first, x.last, x.seen = at, at, true
	}
	x.first, x.last = min(x.first, at), max(x.last, at)
}

func (x *accumulator) add(e *entry) {
	s := x.of(e.unit, e.flowUnit, e.hasFlow)
	s.n++
	if e.nonDetect {
		s.valueLimit.Add(e.value)
	} else {
		s.value.Add(e.value)
		s.widen(e.value, e.value)
	}
	if !e.hasFlow {
		return
	}
	s.flow.Add(e.flow)
	if e.nonDetect {
		s.prodLimit.AddProduct(e.value, e.flow)
	} else {
		s.product.AddProduct(e.value, e.flow)
	}
}

// of is the sum of values in those units.
func (x *accumulator) of(unit, flowUnit int16, hasFlow bool) *unitSum {
	i := slices.IndexFunc(x.sums, func(s unitSum) bool {
		return s.unit == unit && s.hasFlow == hasFlow && s.flowUnit == flowUnit
	})
	if i < 0 {
		i = len(x.sums)
		x.sums = append(x.sums, unitSum{unit: unit, flowUnit: flowUnit, hasFlow: hasFlow})
	}
	return &x.sums[i]
}

// widen takes in the least and the greatest of some detected values.
func (s *unitSum) widen(least, most quantity.Decimal) {
	if !s.detected || least.Cmp(s.least) < 0 {
		s.least = least
	}
	if !s.detected || most.Cmp(s.most) > 0 {
		s.most = most
	}
	s.detected = true
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
