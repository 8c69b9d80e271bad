package monitoring

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// checks are the findings of one account beside its amount.
func (x *accounter) checks() {
	x.checkPeriod()
	x.checkReasons()
	x.checkFilled()
	x.checkConflicts()
	x.checkLoad()
	x.checkFlow()
	x.checkManualAuto()
	x.checkRates()
	x.checkFrequency()
}

// checkPeriod says that all data lie outside the period, and where they lie.
func (x *accounter) checkPeriod() {
	if x.Tally.Outside == 0 || x.Tally.Outside < x.Tally.Read {
		return
	}
	var first *series
	for _, k := range []Kind{Automatic, Manual, Enforcement} {
		s := x.data.of(SeriesKey{k, x.Outlet.ID, x.Pollutant})
		if s != nil && (first == nil || s.begin < first.begin) {
			first = s
		}
	}
	if first == nil {
		return
	}
	place := x.data.place(first.first)
	n := len(x.findings)
	x.find(CodeOtherYear, calc.Warning, calc.Textf("%s：全部 %d 行数据都在核算期之外：%s 至 %s（第一行 %s）",
		"%s: all %d rows of data lie outside the period: %s to %s (the first row: %s)", x.year(), x.Tally.Read,
		first.begin.Date().String(), first.behind.Date().String(), place.String()),
		calc.Text{ZH: "换成核算期的数据，或改正 [[actual_basis]] 的 from、to",
			EN: "give the data of the period, or mend from and to of [[actual_basis]]"})
	if len(x.findings) > n {
		x.findings[n].At = calc.Position{File: place.File, Line: place.Row}
	}
}

// checkReasons names how many rows are not valid, and why.
func (x *accounter) checkReasons() {
	if x.Tally.Invalid == 0 {
		return
	}
	var zh, en []string
	for _, key := range slices.Sorted(maps.Keys(x.Tally.Reasons)) {
		n := x.Tally.Reasons[key]
		zh = append(zh, fmt.Sprintf("%s %d", Reasons.Name(key).ZH, n))
		en = append(en, fmt.Sprintf("%s %d", Reasons.Name(key).EN, n))
	}
	x.find(CodeReasons, calc.Note, calc.Textf("%s：%d 行无效：%s", "%s: %d rows are not valid: %s", x.year(),
		x.Tally.Invalid, calc.Text{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}),
		calc.Text{ZH: "核对这些行", EN: "check these rows"})
}

func (x *accounter) year() string {
	if x.Period.Kind == CalendarYear {
		return fmt.Sprint(x.Period.From.Year)
	}
	return x.Period.From.String() + "…" + x.Period.To.String()
}

// checkFilled says what was filled in, and that nothing says so for metals.
func (x *accounter) checkFilled() {
	if x.auto == nil || x.auto.total.missing == 0 || !x.chosen(ByAutomatic) {
		return
	}
	switch {
	case x.Use == BeforeState:
		x.find(CodeNoEvidence, calc.Note, calc.Textf("%s：%d %s缺失，在削减前状态中按零计，不作为削减的证据",
			"%s: %d %s are missing; in a before-state they count as zero and are no evidence of a reduction", x.year(),
			x.auto.total.missing, slotName(x.auto.t.g.step)),
			calc.Text{ZH: "无需处理", EN: "nothing needs to be done"})
	case x.Tally.Substituted > 0:
		x.find(CodeFilled, calc.Note,
			calc.Textf("%s：%d %s缺失，按 %s 补遗排放量%s；该标准不包括重金属，属类推，且未核对原文",
				"%s: %d %s are missing and were filled in by %s%s; that standard does not cover metals: it is applied "+
					"by analogy, and was not read in print",
				x.year(), x.auto.total.missing, slotName(x.auto.t.g.step), x.fillText(), x.byFlowText()),
			calc.Text{ZH: "逐时核对补遗（tidai actual --hours）",
				EN: "check what was filled in, hour by hour (tidai actual --hours)"})
		x.checkLookBack()
		if slices.ContainsFunc(x.Gaps, func(g Gap) bool { return g.Later }) {
			x.find(CodeFilled, calc.Warning, calc.Textf("%s：缺失时段之前没有有效数据，取其后有效数据的最大值",
				"%s: there are no valid data before a gap; the maximum after it is taken", x.year()),
				calc.Text{ZH: "补充此前的数据", EN: "supply the data before it"})
		}
	}
}

// checkLookBack says how far back the greatest day was looked for where the dossier
// states no passed check.
func (x *accounter) checkLookBack() {
	if !slices.ContainsFunc(x.Gaps, func(g Gap) bool { return g.Rule == MaxDay && !g.Later && !g.Checked }) {
		return
	}
	x.find(CodeFilled, calc.Note,
		calc.Textf("%s：未写明自动监测设备校验合格的日期，补遗取此前 %s 天内有效日排放量的最大值",
			"%s: no passed check of the automatic device is stated; the greatest valid day of the %s days before is taken",
			x.year(), x.valid.LookBack.Amount.Exact()),
		calc.Text{ZH: "在该组监测数据中写明 checks（校验合格的日期）",
			EN: "state checks, the days of passed checks, in the set of monitoring data"})
}

// byFlowText says how many hours without a concentration had a measured flow that
// counts.
func (x *accounter) byFlowText() calc.Text {
	hours := 0
	for _, g := range x.Gaps {
		if g.Rule == KnownFlow {
			hours += g.Slots * g.Hours
		}
	}
	if hours == 0 {
		return calc.Text{}
	}
	return calc.Textf("（其中 %d 小时缺浓度而流量有效，按日流量加权平均浓度×实测流量）",
		" (%d hours of them have a flow and no concentration: the flow-weighted mean of the day times that flow)",
		hours)
}

func (x *accounter) fillText() string {
	return x.valid.Instrument
}

func (x *accounter) chosen(m Method) bool {
	return slices.ContainsFunc(x.Candidates, func(c Candidate) bool { return c.Method == m && c.Chosen })
}

func (x *accounter) checkConflicts() {
	for i, c := range x.Conflicts {
		if i >= placesShown {
			break
		}
		ending := calc.Text{ZH: "两者均计入样品", EN: "both count as samples"}
		if c.Prevails != "" {
			ending = calc.Text{ZH: "以执法监测为准", EN: "the enforcement data prevail"}
		}
		x.report(CodeEnforcement, calc.Warning, calc.Position{File: c.First.File, Line: c.First.Row}, x.subject(),
			calc.Textf("%s 同日数据不一致：%s（%s，%s）；%s", "data of %s differ: %s (%s, %s); %s", c.Day.String(),
				c.What, c.First.String(), c.Second.String(), ending),
			calc.Text{ZH: "核对两份监测报告", EN: "check both reports"})
	}
}

// checkLoad compares the load during sampling with the mean load of the
// period: it is reported, and never used to scale.
func (x *accounter) checkLoad() {
	sampled, n := x.manual.meanLoad()
	if n == 0 {
		return
	}
	mean := x.periodLoad()
	if mean == nil {
		return
	}
	sev, remedy := calc.Note, calc.Text{ZH: "仅供比较，不作折算", EN: "for comparison; nothing is scaled"}
	if sampled.Cmp(mean) < 0 {
		sev = calc.Warning
		if x.Rule.RejectLowLoad {
			remedy = calc.Text{ZH: "明显偏低的样品不予采纳：在 actual 的 low_load 中写明其报告编号",
				EN: "samples at clearly lower load are not to be adopted: name their reports in low_load of the " +
					"actual basis"}
		}
	}
	x.find(CodeLoad, sev, calc.Textf("%s：%d 个样品的平均负荷 %s，核算时段平均负荷 %s",
		"%s: mean load of %d samples %s, of the period %s", x.year(), n, percent(sampled), percent(mean)), remedy)
}

// periodLoad is real output over approved capacity for the same time; nil
// where either is not stated.
func (x *accounter) periodLoad() *big.Rat {
	from, to := x.Period.bounds()
	years := big.NewRat(int64(to-from)/minutesPerDay, 365)
	if (x.Period.Kind == CalendarYear || x.Period.Kind == PermitYear) && years.Cmp(big.NewRat(360, 365)) > 0 {
		years = big.NewRat(1, 1)
	}
	var output, capacity *quantity.Quantity
	add := func(sum **quantity.Quantity, q quantity.Quantity) bool {
		if *sum == nil {
			*sum = &q
			return true
		}
		total, err := (*sum).Add(q)
		*sum = &total
		return err == nil
	}
	for _, o := range x.Basis.Output {
		line, _ := x.Facts.Line(o.Line)
		for _, p := range line.Products {
			if o.Product != "" && p.ID != o.Product {
				continue
			}
			if !p.Capacity.Set || !add(&capacity, p.Capacity.Amount.Mul(quantity.New(years, quantity.MustUnit("a")))) {
				return nil
			}
		}
		if !o.Amount.Set || !add(&output, o.Amount.Amount) {
			return nil
		}
	}
	if output == nil || capacity == nil {
		return nil
	}
	share, err := output.Div(*capacity)
	if err != nil {
		return nil
	}
	if share, err = share.In(quantity.One); err != nil {
		return nil
	}
	return share.Rat()
}

// checkFlow asks where a workshop outlet's flow comes from: most
// specifications do not require it to be measured, though every formula needs
// it.
func (x *accounter) checkFlow() {
	if x.Outlet.Medium != calc.Water || x.Outlet.Position != calc.Workshop || x.NotCounted != (calc.Text{}) {
		return
	}
	switch x.Basis.FlowFrom {
	case "meter":
	case "":
		x.find(CodeFlowSource, calc.Warning, calc.Text{ZH: "未写明车间排放口的流量来源；多数规范不要求监测该流量",
			EN: "where the workshop outlet's flow comes from is not stated; most specifications do not require it " +
				"to be measured"},
			calc.Text{ZH: "在 [[actual_basis]] 中写明 flow_from：meter、water-balance 或 total-outlet",
				EN: "state flow_from in [[actual_basis]]: meter, water-balance or total-outlet"})
	default:
		x.find(CodeFlowSource, calc.Warning,
			calc.Textf("车间排放口的流量不是实测，而是取自%s；实际排放量的准确度取决于它",
				"the workshop outlet's flow was not metered but comes from %s; the amount is as good as that",
				dossier.FlowSources.Name(x.Basis.FlowFrom)),
			calc.Text{ZH: "安装流量计，或附流量的推算依据", EN: "install a meter, or supply how the flow was derived"})
	}
}

// checkRates warns where a rate per hour meets a time in days.
func (x *accounter) checkRates() {
	n := x.manual.hourly()
	inDays := x.Rule.Family == "D" || x.Rule.TimeIs == "period" ||
		(x.Basis.Operating.Set && x.Basis.Operating.Amount.Unit().String() == "d")
	if n == 0 || !inDays {
		return
	}
	x.find(CodeTwelve, calc.Warning, calc.Textf("%d 个样品的流量为每小时流量，而时间以日计：按每日排放 24 小时计算",
		"%d samples give a flow per hour while the time is in days: 24 hours of emission a day are taken", n),
		calc.Text{ZH: "若每日排放不足 24 小时，改写日流量（m3/d）",
			EN: "write the flow of the day (m3/d) where emission lasts less than 24 hours"})
}

// checkManualAuto compares samples with the automatic data of their day.
func (x *accounter) checkManualAuto() {
	if x.auto == nil || len(x.manual.samples) == 0 {
		return
	}
	both, apart := 0, 0
	for _, s := range x.manual.samples {
		from, _ := At(s.day(), 0, 0)
		n := x.auto.t.over(x.auto.t.g.index(from), x.auto.t.g.index(from+minutesPerDay))
		c := concOf(s, x.Outlet.Medium)(Limit)
		if n.valid == 0 || n.volume.Sign() == 0 || !c.OK() {
			continue
		}
		both++
		unit := gramPerM3
		if x.Outlet.Medium == calc.Air {
			unit = gramPerNm3
		}
		q, err := c.Value().In(unit)
		mean := new(big.Rat).Quo(n.grams(Limit), n.volume)
		if err == nil && (new(big.Rat).Mul(mean, two).Cmp(q.Rat()) < 0 || new(big.Rat).Mul(q.Rat(), two).Cmp(mean) <
			0) {
			apart++
		}
	}
	if apart == 0 {
		return
	}
	ending := calc.Text{ZH: "", EN: ""}
	if x.Rule.ManualPrevails {
		ending = calc.Text{ZH: "；该规范以手工监测数据为准（须为法定方法）",
			EN: "; by this specification manual data prevail where the method is lawful"}
	}
	x.find(CodeManualAuto, calc.Warning, calc.Textf("%s：有 %d 日同时有手工与自动数据，其中 %d 日相差一倍以上%s",
		"%s: %d days have manual and automatic data, and on %d of them one is more than twice the other%s", x.year(),
		both, apart, ending),
		calc.Text{ZH: "核对自动监测设备的比对监测", EN: "check the comparison measurements of the automatic device"})
}

var two = big.NewRat(2, 1)
