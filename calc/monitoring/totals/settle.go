package totals

import (
	"cmp"
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

var (
	kilogram = quantity.MustUnit("kg")
	hour     = quantity.MustUnit("h")
)

// settle turns sums into means, extremes and the amount.
func (g *Group) settle(a *adder) {
	g.Span = g.span(a)
	sums := slices.DeleteFunc(g.acc.sums, func(s *sum) bool { return s.n() == 0 })
	if g.acc.sums = sums; g.Tally.Used == 0 {
		g.Why = calc.Text{ZH: "没有可用的数据", EN: "no value is used"}
		return
	}
	for _, s := range sums {
		s.detected.flush()
		if s.limits == nil {
			s.limits = &amounts{}
		}
		s.limits.flush()
	}
	// what a mean is in does not depend on the order of rows
	slices.SortFunc(sums, func(x, y *sum) int {
		return cmp.Or(cmp.Compare(y.n(), x.n()), cmp.Compare(a.units[x.unit].String(), a.units[y.unit].String()),
			cmp.Compare(a.units[x.flowUnit].String(), a.units[y.flowUnit].String()))
	})
	unit := a.units[sums[0].unit]
	for _, s := range sums {
		if !a.units[s.unit].Same(unit) {
			g.Why = calc.Textf("浓度单位 %s 与 %s 不能换算", "concentrations in %s and in %s do not convert", unit,
				a.units[s.unit])
			return
		}
	}
	g.extremes(a, unit)
	g.means(a, unit)
	g.amount(a)
}

// in converts a sum of numbers of one unit into another.
func in(s *quantity.DecimalSum, from, to quantity.Unit) *big.Rat {
	if from == to {
		return s.Rat()
	}
	q, err := quantity.New(s.Rat(), from).In(to)
	if err != nil {
		return new(big.Rat) // settle has compared the units
	}
	return q.Rat()
}

var one = big.NewRat(1, 1)

// plus returns total + more × by, and may use either for it; nearly always
// there is one term, by one.
func plus(total, more, by *big.Rat) *big.Rat {
	if more.Sign() == 0 {
		return total
	}
	if by != one {
		more.Mul(more, by)
	}
	if total.Sign() == 0 {
		return more
	}
	return total.Add(total, more)
}

func (g *Group) extremes(a *adder, unit quantity.Unit) {
	for _, s := range g.acc.sums {
		if !s.detected.extremes {
			continue
		}
		least, most := s.detected.least.In(a.units[s.unit]), s.detected.most.In(a.units[s.unit])
		if a.units[s.unit] != unit {
			var errL, errM error
			least, errL = least.In(unit)
			most, errM = most.In(unit)
			if errL != nil || errM != nil {
				continue
			}
		}
		if c, err := least.Cmp(g.Least); !g.Detected || err == nil && c < 0 {
			g.Least = least
		}
		if c, err := most.Cmp(g.Most); !g.Detected || err == nil && c > 0 {
			g.Most = most
		}
		g.Detected = true
	}
}

// means weights by flow where every value has one in units that convert; else
// it is the arithmetic mean.
func (g *Group) means(a *adder, unit quantity.Unit) {
	detected, limits, flow := new(big.Rat), new(big.Rat), new(big.Rat)
	g.Weighted = g.NoFlow == 0
	flowUnit := a.units[g.acc.sums[0].flowUnit]
	for _, s := range g.acc.sums {
		g.Weighted = g.Weighted && a.units[s.flowUnit].Same(flowUnit)
	}
	if g.Weighted {
		for _, s := range g.acc.sums {
			u, q := a.units[s.unit], one
			if a.units[s.flowUnit] != flowUnit {
				scale, err := quantity.Int(1, a.units[s.flowUnit]).In(flowUnit)
				if err != nil {
					continue
				}
				q = scale.Rat()
			}
			detected = plus(detected, in(&s.detected.mass, u, unit), q)
			limits = plus(limits, in(&s.limits.mass, u, unit), q)
			flow = plus(plus(flow, s.detected.flow.Rat(), q), s.limits.flow.Rat(), q)
		}
		if g.Weighted = flow.Sign() > 0; g.Weighted {
			g.Means = byRule(detected.Quo(detected, flow), limits.Quo(limits, flow), unit)
			return
		}
		detected, limits = new(big.Rat), new(big.Rat)
	}
	for _, s := range g.acc.sums {
		detected = plus(detected, in(&s.detected.value, a.units[s.unit], unit), one)
		limits = plus(limits, in(&s.limits.value, a.units[s.unit], unit), one)
	}
	n := new(big.Rat).SetInt64(g.Tally.Used)
	g.Means = byRule(detected.Quo(detected, n), limits.Quo(limits, n), unit)
}

// amount is Σ c·q over the intervals: a rate counts for the length of its
// interval, a volume is the interval's own.
func (g *Group) amount(a *adder) {
	switch {
	case g.NoFlow == g.Tally.Used:
		g.Why = calc.Text{ZH: "没有流量", EN: "no flow"}
		return
	case g.Minutes == 0:
		g.Why = calc.Text{ZH: "样品不代表一段时间，年排放量按技术规范的公式核算",
			EN: "a sample stands for no length of time; amounts follow the specification's formula"}
		return
	}
	detected, limits := new(big.Rat), new(big.Rat)
	for _, s := range g.acc.sums {
		if !s.hasFlow {
			continue
		}
		factor, ok := a.kilograms(s.unit, s.flowUnit, g.Minutes)
		if !ok {
			g.Why = calc.Textf("浓度 %s 与流量 %s 乘不出质量",
				"a concentration in %s and a flow in %s do not make a mass", a.units[s.unit], a.units[s.flowUnit])
			return
		}
		detected = plus(detected, s.detected.mass.Rat(), factor)
		limits = plus(limits, s.limits.mass.Rat(), factor)
	}
	g.Amounts = byRule(detected, limits, kilogram)
}

// massKey is what a factor of kilograms depends on.
type massKey struct {
	unit, flowUnit int16
	minutes        int32
}

// kilograms keeps what the function of that name found.
func (a *adder) kilograms(unit, flowUnit int16, minutes int32) (*big.Rat, bool) {
	k := massKey{unit, flowUnit, minutes}
	if f, ok := a.factors.Load(k); ok {
		return f.(*big.Rat), f.(*big.Rat) != nil
	}
	f, ok := kilograms(a.units[unit], a.units[flowUnit], minutes)
	if !ok {
		f = nil
	}
	a.factors.Store(k, f)
	return f, ok
}

// kilograms is the mass that one unit of concentration and one of flow come
// to in an interval.
func kilograms(c, q quantity.Unit, minutes int32) (*big.Rat, bool) {
	m := quantity.Int(1, c).Mul(quantity.Int(1, q))
	if kg, err := m.In(kilogram); err == nil {
		return kg.Rat(), true
	}
	kg, err := m.Mul(quantity.New(big.NewRat(int64(minutes), minutesPerHour), hour)).In(kilogram)
	return kg.Rat(), err == nil
}

// span is how long the period is, for every outlet in it.
func (g *Group) span(a *adder) int64 {
	from, to := g.acc.first.Date(), g.acc.last.Date()
	switch {
	case a.told(ByDay):
	case a.told(ByMonth):
		from, to = firstOf(from, 1), lastOf(from, 1)
	case a.told(ByQuarter):
		from, to = firstOf(from, 3), lastOf(from, 3)
	case a.told(ByYear):
		from, to = firstOf(from, 12), lastOf(from, 12)
	default:
		from, to = stated(a.options.From, from), stated(a.options.To, to)
	}
	if o := a.options.From; !o.IsZero() && from.Before(o) {
		from = o
	}
	if o := a.options.To; !o.IsZero() && o.Before(to) {
		to = o
	}
	start, _ := monitoring.At(from, 0, 0)
	end, _ := monitoring.At(to, 24, 0)
	return int64(end-start) * int64(g.acc.outlets)
}

func stated(d, otherwise calc.Date) calc.Date {
	if d.IsZero() {
		return otherwise
	}
	return d
}

// firstOf and lastOf are the ends of the period of so many months that d is in.
func firstOf(d calc.Date, months int) calc.Date {
	return calc.Date{Year: d.Year, Month: (d.Month-1)/months*months + 1, Day: 1}
}

func lastOf(d calc.Date, months int) calc.Date {
	next := firstOf(d, months)
	next.Month += months
	if next.Month > 12 {
		next.Year, next.Month = next.Year+1, next.Month-12
	}
	return next.AddDays(-1)
}

// doubts reports what an amount cannot say.
func (a *adder) doubts(r *Result) {
	type about struct {
		outlet    string
		pollutant calc.Pollutant
	}
	units, some, flows, seen := map[about]bool{}, map[about]bool{}, map[about]int64{}, map[about]int32{}
	var order, mixed, samples []about
	for _, g := range r.Groups {
		k := about{g.Outlet, g.Pollutant}
		if m, ok := seen[k]; !ok {
			seen[k] = g.Minutes
			order = append(order, k)
		} else if m != g.Minutes && !slices.Contains(mixed, k) {
			mixed = append(mixed, k)
		}
		if g.Minutes == 0 && g.Tally.Used > 0 {
			samples = append(samples, k)
		} else {
			flows[k] += g.NoFlow
		}
		if g.NoFlow < g.Tally.Used {
			some[k] = true
			if !g.Amounts.OK && g.Minutes > 0 && !units[k] {
				units[k] = true
				r.Findings = append(r.Findings, calc.Finding{Stage: calc.StageTotals, Code: CodeUnits,
					Severity: calc.Error,
					Subject:  subject(g.Outlet), Message: calc.Textf("%s %s：%s", "%s %s: %s", g.Outlet, g.Pollutant,
						g.Why),
					Remedy: calc.Text{
						ZH: "废水用 mg/L 与 m3/h，废气用标态的 mg/Nm3 与 Nm3/h；确为标态的，用 --column 写明单位",
						EN: "water goes in mg/L and m3/h, gas at standard state in mg/Nm3 and Nm3/h; where that is " +
							"what is meant, state the unit with --column"}})
			}
		}
	}
	for _, k := range order {
		if slices.Contains(samples, k) {
			r.Findings = append(r.Findings, onlySamples(k.outlet, k.pollutant))
		}
		switch {
		case flows[k] > 0 && !some[k]:
			r.Findings = append(r.Findings, noFlow(k.outlet, k.pollutant))
		case flows[k] > 0:
			r.Findings = append(r.Findings, calc.Finding{Stage: calc.StageTotals, Code: CodeNoFlow,
				Severity: calc.Warning,
				Subject:  subject(k.outlet),
				Message: calc.Textf("%s %s：%d 个数据没有可用的流量，不在排放量里",
					"%s %s: %d values have no flow that can be used and are not in the amount", k.outlet, k.pollutant,
					flows[k]),
				Remedy: calc.Text{ZH: "补上流量", EN: "add the flow"}})
		}
	}
	for _, k := range mixed {
		r.Findings = append(r.Findings, calc.Finding{Stage: calc.StageTotals, Code: CodeMixed, Severity: calc.Warning,
			Subject: subject(k.outlet),
			Message: calc.Textf("%s %s 有几种时段长度的数据，分开列出；合计时不要重复计",
				"%s %s has data of several interval lengths, listed apart; do not count them twice", k.outlet,
				k.pollutant)})
	}
	r.Findings = calc.SortFindings(r.Findings)
}

// noFlow says that a series has no amount for want of any flow.
func noFlow(outlet string, p calc.Pollutant) calc.Finding {
	return calc.Finding{Stage: calc.StageTotals, Code: CodeNoFlow, Severity: calc.Warning, Subject: subject(outlet),
		Message: calc.Textf("%s %s：没有任何可用的流量，没有排放量",
			"%s %s: there is no flow that can be used, and so no amount", outlet, p),
		Remedy: calc.Text{ZH: "补上流量列；流量列没有认出来的，用 --column 写明，例如 '废气量=flow[Nm3/h]'",
			EN: "add a column of flows; state one that was not recognised with --column, such as 'gas=flow[Nm3/h]'"}}
}

// twins keeps that samples of one time that say the same count as one.
func (a *adder) twins(k seriesKey, c *claim) {
	if a.twin == nil {
		a.twin = map[seriesKey]*twin{}
	}
	x := a.twin[k]
	if x == nil {
		x = &twin{first: rival{c.given, c.at}}
		a.twin[k] = x
	}
	x.n += int64(c.n) - 1
	if c.at.before(x.first.at) {
		x.first = rival{c.given, c.at}
	}
}

// twin are the samples of a series that say the same as another one.
type twin struct {
	n     int64
	first rival
}

// equalSamples says which samples without a number count once, being equal: they
// may as well be several, with another mean.
func (a *adder) equalSamples() []calc.Finding {
	var out []calc.Finding
	for _, k := range sortedKeys(a.twin) {
		x := a.twin[k]
		out = append(out, calc.Finding{Stage: calc.StageTotals, Code: CodeTwinSamples, Severity: calc.Warning,
			Subject: subject(k.outlet), At: a.position(x.first.at), Count: x.n,
			Message: calc.Textf("%s %s：%d 个样品与同一时间的另一个完全相同，作为重复不计（第一处 %s）",
				"%s %s: %d samples say the same as another of the same time and count as duplicates (the first %s)",
				k.outlet, k.pollutant, x.n, a.rivalText(x.first)),
			Remedy: monitoring.EqualSamples})
	}
	return out
}

// onlySamples says that a series of samples has no amount.
func onlySamples(outlet string, p calc.Pollutant) calc.Finding {
	return calc.Finding{Stage: calc.StageTotals, Code: CodeSamples, Severity: calc.Note, Subject: subject(outlet),
		Message: calc.Textf("%s %s：样品不代表一段时间，没有排放量",
			"%s %s: a sample stands for no length of time: there is no amount", outlet, p),
		Remedy: calc.Text{ZH: "年排放量由 tidai actual 按技术规范的公式核算；是逐日数据的，写明 --interval day",
			EN: "tidai actual computes annual amounts by the specification's formula; for daily data state " +
				"--interval day"}}
}

func subject(outlet string) string {
	if outlet == "" {
		return ""
	}
	return "outlet:" + outlet
}

// beginOf is the first minute of a month, counted from year 0.
func beginOf(month int32) monitoring.Minute {
	at, _ := monitoring.At(calc.Date{Year: int(month / 12), Month: int(month%12) + 1, Day: 1}, 0, 0)
	return at
}
