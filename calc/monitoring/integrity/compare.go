package integrity

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// sums reports figures that are not the sum of their parts; a relative
// tolerance allows for rounding.
func (c *checker) sums() {
	if len(c.Sums) == 0 {
		c.notMade(CodeSum, 0, "没有列明的合计", "no sums are stated")
		return
	}
	c.made(CodeSum, len(c.Sums))
	for _, s := range c.Sums {
		var parts quantity.DecimalSum
		for _, p := range s.Parts {
			parts.Add(p)
		}
		total, stated := parts.Rat(), s.Stated.Rat()
		if c.agree(stated, total) {
			continue
		}
		at := position(s.Place)
		sum := calc.Given("Σ", "sum-of-parts", quantity.New(total, s.Unit), calc.Origin{Kind: calc.FromDossier, At: at})
		c.find(CodeSum, calc.Warning, s.Place,
			calc.Textf("%s列为 %s，各部分（%s 个）之和为 %s%s", "%s is stated as %s, its %s parts add up to %s%s",
				s.Name, s.Stated.In(s.Unit).String(), strconv.Itoa(len(s.Parts)), sum.Value().String(), c.elsewhere(s)),
			reading("列明的合计", "sum as stated", s.Stated, s.Unit, s.Place),
			calc.Figure{Name: calc.Text{ZH: "各部分之和", EN: "sum of the parts"}, Amount: sum},
			c.rules.figure("sum-tolerance"))
	}
}

// agree reports whether a stated sum is a total but for rounding.
func (c *checker) agree(stated, total *big.Rat) bool {
	off := new(big.Rat).Sub(stated, total)
	allowed := new(big.Rat).Mul(new(big.Rat).Abs(total), c.rules.rat("sum-tolerance"))
	return off.Abs(off).Cmp(allowed) <= 0
}

// elsewhere says of which other month a stated sum is the total, or that it is
// of none, and how likely that is: totals of months taken to scatter by a
// tenth, the least that results are taken to.
func (c *checker) elsewhere(s Sum) calc.Text {
	if len(s.Others) < 2 {
		return calc.Text{}
	}
	chance := min(float64(len(s.Others)-1)*2*c.rules.float("sum-tolerance")/(math.Sqrt(2*math.Pi)*leastSpread), 1)
	for _, o := range s.Others {
		if o.Name != s.Own && c.agree(s.Stated.Rat(), o.Value.Rat()) {
			return calc.Textf("，却等于 %s 的；各月独立时偶然如此的概率不超过 %s",
				", but it is that of %s; the chance of that, were months independent, is at most %s", o.Name,
				bounded(chance))
		}
	}
	return calc.Textf("，也不等于其他 %d 个月的（偶然等于其中之一的概率不超过 %s）",
		", nor is it that of any of the %d other months (the chance to meet one is at most %s)", len(s.Others)-1,
		bounded(chance))
}

// pair is a manual result beside the mean of the automatic ones of its time.
type pair struct {
	manual    Manual
	automatic *big.Rat
	ratio     *big.Rat // manual ÷ automatic
}

// manual compares manual results with the automatic ones of the same time: by
// the median of their ratios.
func (c *checker) manual() {
	pairs := c.pairs()
	least := c.rules.count("ratio-pairs")
	if len(pairs) < least {
		for _, code := range []string{CodeManualRatio, CodeThousand} {
			c.notMade(code, len(pairs), "可对比的手工与自动监测结果只有 %d 对",
				"only %d pairs of manual and automatic results", len(pairs))
		}
		return
	}
	c.made(CodeManualRatio, len(pairs))
	c.made(CodeThousand, len(pairs))
	slices.SortStableFunc(pairs, func(a, b pair) int { return a.ratio.Cmp(b.ratio) })
	m := pairs[len(pairs)/2]
	if len(pairs)%2 == 0 { // the one nearer to 1: of two, the less conspicuous
		if before := pairs[len(pairs)/2-1]; nearerOne(before.ratio, m.ratio) {
			m = before
		}
	}
	shown := quantity.Shown(m.ratio, 3)
	figures := []calc.Figure{counted("对比次数", "pairs", len(pairs), m.manual.Place),
		{Name: calc.Text{ZH: "手工与自动之比的中位数", EN: "median ratio of manual to automatic"},
			Amount: calc.Given("r", "manual-ratio", quantity.New(m.ratio, quantity.One),
				calc.Origin{Kind: calc.FromDossier, At: position(m.manual.Place)})},
		reading("该次手工结果", "manual result of that pair", m.manual.C.Decimal, c.Unit, m.manual.Place)}
	inverse := new(big.Rat).Inv(m.ratio)
	switch {
	case c.between(m.ratio, "unit-low", "unit-high") || c.between(inverse, "unit-low", "unit-high"):
		c.find(CodeThousand, calc.Warning, m.manual.Place,
			calc.Textf("手工与自动监测之比的中位数为 %s：浓度单位可能相差一千倍（mg 与 μg）",
				"the median ratio of manual to automatic results is %s: a unit may be off by a factor of a thousand "+
					"(mg and μg)", shown),
			append(figures, c.rules.figure("unit-low"), c.rules.figure("unit-high"))...)
	case !c.between(m.ratio, "ratio-low", "ratio-high"):
		c.find(CodeManualRatio, calc.Warning, m.manual.Place,
			calc.Textf("手工与自动监测之比的中位数为 %s", "the median ratio of manual to automatic results is %s",
				shown),
			append(figures, c.rules.figure("ratio-low"), c.rules.figure("ratio-high"))...)
	}
}

func (c *checker) between(x *big.Rat, low, high string) bool {
	return x.Cmp(c.rules.rat(low)) >= 0 && x.Cmp(c.rules.rat(high)) <= 0
}

// nearerOne compares ratios by the larger of each and its inverse.
func nearerOne(a, b *big.Rat) bool {
	size := func(x *big.Rat) *big.Rat {
		if x.Cmp(big.NewRat(1, 1)) < 0 {
			return new(big.Rat).Inv(x)
		}
		return x
	}
	return size(a).Cmp(size(b)) < 0
}

// pairs takes the manual results above zero that were detected and have
// detected automatic readings in their time.
func (c *checker) pairs() []pair {
	list := slices.Clone(c.Manual)
	slices.SortStableFunc(list, func(a, b Manual) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Row, b.Place.Row))
	})
	automatic := c.detected
	var out []pair
	for _, m := range list {
		if !m.C.Set || m.NonDetect || m.C.Sign() <= 0 {
			continue
		}
		span := Span{m.Start, m.Start + monitoring.Minute(m.Minutes)}
		if m.Minutes == 0 {
			day, _ := monitoring.At(m.Start.Date(), 0, 0)
			span = Span{day, day + 1440}
		}
		var sum quantity.DecimalSum
		from, _ := slices.BinarySearchFunc(automatic, span.Start, func(x Sample, t monitoring.Minute) int {
			return cmp.Compare(int64(x.Start)+int64(x.Minutes)-1, int64(t))
		})
		for _, x := range automatic[from:] {
			if x.Start >= span.End {
				break
			}
			sum.Add(x.C.Decimal)
		}
		if sum.Count() == 0 || sum.Rat().Sign() <= 0 {
			continue
		}
		mean := new(big.Rat).Quo(sum.Rat(), big.NewRat(sum.Count(), 1))
		out = append(out, pair{m, mean, new(big.Rat).Quo(m.C.Rat(), mean)})
	}
	return out
}

// CheckReports reports numbers of laboratory reports that stand for samples
// far apart in time, over all outlets and pollutants.
func CheckReports(all []Manual, rules Rules) Report {
	c := &checker{rules: rules}
	type key struct{ lab, report string }
	groups := map[key][]Manual{}
	var order []key
	for _, m := range all {
		if m.Report == "" {
			continue
		}
		k := key{m.Lab, m.Report}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], m)
	}
	if len(order) == 0 {
		c.notMade(CodeReport, 0, "没有检测报告编号", "no numbers of reports are stated")
		return c.report
	}
	c.made(CodeReport, len(order))
	apart := monitoring.Minute(rules.count("report-days")) * 1440
	for _, k := range order {
		list := groups[k]
		slices.SortStableFunc(list, func(a, b Manual) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Place.File, b.Place.File),
				cmp.Compare(a.Place.Row, b.Place.Row))
		})
		first, last := list[0], list[len(list)-1]
		if last.Start-first.Start <= apart {
			continue
		}
		c.Outlet, c.Pollutant = last.Outlet, last.Pollutant
		c.find(CodeReport, calc.Warning, last.Place,
			calc.Textf("检测报告 %s 用于相距 %s 天的样品：%s 和 %s",
				"report %s stands for samples %s days apart: %s and %s",
				k.report, strconv.Itoa(int(last.Start-first.Start)/1440), first.Start.Date().String(),
				last.Start.Date().String()),
			counted("该编号的样品", "samples under this number", len(list), last.Place),
			counted("相距天数", "days apart", int(last.Start-first.Start)/1440, last.Place),
			rules.figure("report-days"))
	}
	c.report.Findings = calc.SortFindings(c.report.Findings)
	return c.report
}
