package view

import (
	"cmp"
	"math"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/cmd/tidai/internal/page"
)

// uncertaintyTable is how well an amount is known: statistics, as texts at three
// digits.
var uncertaintyTable = page.Table[monitoring.Uncertainty]{Name: "uncertainty",
	Columns: []page.Column{
		statistic("standard", func(u monitoring.Uncertainty) float64 { return u.Propagated.Standard }),
		page.TextOf("k", page.H("k", "k"), func(u monitoring.Uncertainty) string {
			return factorOf(u.Propagated)
		}).In(page.Data),
		page.TextOf("degrees_of_freedom", page.H("有效自由度", "degrees of freedom"),
			func(u monitoring.Uncertainty) string { return sig(u.Propagated.Freedom) }).OrNull().In(page.Data),
		page.ListOf("gum_95", page.H("传播律 95 %", "GUM 95 %"), func(u monitoring.Uncertainty) []string {
			return []string{sig(u.Propagated.Interval95.Lower), sig(u.Propagated.Interval95.Upper)}
		}),
		page.ListOf("monte_carlo_95", page.H("蒙特卡洛 95 %", "Monte Carlo 95 %"),
			func(u monitoring.Uncertainty) []string {
				return []string{sig(u.Simulated.Symmetric.Lower), sig(u.Simulated.Symmetric.Upper)}
			}),
		statistic("at_least", func(u monitoring.Uncertainty) float64 { return u.Simulated.Lower }),
		statistic("at_most", func(u monitoring.Uncertainty) float64 { return u.Simulated.Upper }),
		page.CountOf("draws", page.H("次数", "draws"), func(u monitoring.Uncertainty) int {
			return u.Simulated.Trials.N
		}),
		page.CountOf("seed", page.H("种子", "seed"), func(u monitoring.Uncertainty) uint64 {
			return u.Simulated.Trials.Seed
		}),
		page.RowsOf("contributions", contributionTable, func(u monitoring.Uncertainty) []estimate.Contribution {
			return byShare(u.Propagated.Contributions)
		}),
		page.WordsOf("method", page.H("依据", "rests on"), func(u monitoring.Uncertainty) calc.Text {
			return u.Method
		}),
	}}

func statistic(key string, get func(monitoring.Uncertainty) float64) page.Column {
	return page.TextOf(key, page.H(key, key), func(u monitoring.Uncertainty) string { return sig(get(u)) }).
		In(page.Data)
}

var contributionTable = page.Table[estimate.Contribution]{Name: "contribution",
	Columns: []page.Column{
		page.WordsOf("input", page.H("输入", "input"), func(c estimate.Contribution) calc.Text { return c.Input.Name }),
		page.TextOf("share", page.H("贡献", "share"), func(c estimate.Contribution) string { return sig(c.Share) }),
	}}

// estimatorRow is what one estimator says of the mean, and the unit of that.
type estimatorRow struct {
	estimate.Row
	unit string
}

func estimatorsOf(a accountRow) []estimatorRow {
	var out []estimatorRow
	if a.described != nil {
		for _, r := range a.described.Description.Rows {
			out = append(out, estimatorRow{r, a.described.Description.Unit.String()})
		}
	}
	return out
}

// estimatorTable is every estimator of the mean, side by side.
var estimatorTable = page.Table[estimatorRow]{Name: "estimator", Columns: []page.Column{
	page.ChoiceOf("method", page.H("方法", "method"), estimate.Methods, func(r estimatorRow) estimate.Method {
		return r.Method
	}),
	page.TextOf("plotting_position", page.H("绘点位置", "plotting position"), func(r estimatorRow) string {
		return string(r.Position)
	}).OrNull(),
	page.CountOf("n", page.H("个数", "n"), func(r estimatorRow) int { return r.Estimate.N }),
	page.CountOf("not_detected", page.H("未检出", "not detected"), func(r estimatorRow) int { return r.Estimate.ND }),
	page.TextOf("mean", page.H("均值", "mean"), func(r estimatorRow) string {
		if r.Err != nil {
			return ""
		}
		return sig(r.Estimate.Mean)
	}).OrNull(),
	page.TextOf("upper_95", page.H("95 % 上限", "95 % upper limit"), func(r estimatorRow) string {
		if r.bound() == nil {
			return ""
		}
		return sig(r.bound().Value)
	}).OrNull(),
	page.WordsOf("upper_method", page.H("上限的方法", "method of the limit"), func(r estimatorRow) calc.Text {
		if r.bound() == nil {
			return calc.Text{}
		}
		return r.bound().Method
	}),
	page.TextOf("unit", page.H("单位", "unit"), func(r estimatorRow) string { return r.unit }),
	page.WordsOf("why", page.H("说明", "why"), func(r estimatorRow) calc.Text {
		if r.Err == nil {
			return calc.Text{}
		}
		return calc.ErrorText(r.Err)
	}),
}}

// bound is the upper limit of the mean; nil where there is none.
func (r estimatorRow) bound() *estimate.Bound {
	if r.Err != nil {
		return nil
	}
	return r.Estimate.Upper
}

// sig is a statistic at three digits.
func sig(x float64) string { return estimate.Shown(x, 3) }

func errorIn(err error, lang calc.Lang) string { return calc.ErrorText(err).In(lang) }

// byShare orders contributions from the greatest.
func byShare(list []estimate.Contribution) []estimate.Contribution {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b estimate.Contribution) int { return cmp.Compare(b.Share, a.Share) })
	return list
}

// described says how well every account is known.
func (p *actualPage) described() []page.Record {
	var out []page.Record
	for i, d := range p.Described {
		r := page.Record{Head: page.T(p.head(p.Result.Accounts[i]))}
		add := func(name, text string) { r.Fields = append(r.Fields, page.Field{Name: name, Text: page.T(text)}) }
		if d.UncertaintyErr != nil {
			add(p.t("不确定度", "uncertainty"), errorIn(d.UncertaintyErr, p.Lang))
		} else {
			u := d.Uncertainty
			add(p.t("传播律 95 %", "GUM 95 %"), p.f("%s … %s kg（u=%s，k=%s", "%s … %s kg (u = %s, k = %s",
				sig(u.Propagated.Interval95.Lower), sig(u.Propagated.Interval95.Upper), sig(u.Propagated.Standard),
				factorOf(u.Propagated))+p.freedom(u.Propagated)+p.t("）", ")"))
			add(p.t("蒙特卡洛 95 %", "Monte Carlo 95 %"), p.f("%s … %s kg（%d 次，种子 %d）",
				"%s … %s kg (%d draws, seed %d)", sig(u.Simulated.Symmetric.Lower), sig(u.Simulated.Symmetric.Upper),
				u.Simulated.Trials.N, u.Simulated.Trials.Seed))
			add(p.t("单侧 95 %", "one-sided 95 %"), p.f("至少 %s，至多 %s kg", "at least %s, at most %s kg",
				sig(u.Simulated.Lower), sig(u.Simulated.Upper)))
			add(p.t("各输入贡献", "contributions"), p.contributions(u))
			add(p.t("依据", "rests on"), p.in(u.Method)+p.f("；%d 个量按精确计", "; %d inputs count as exact", u.Exact))
		}
		if d.DescriptionErr != nil {
			add(p.t("浓度均值", "mean"), errorIn(d.DescriptionErr, p.Lang))
		}
		for _, row := range d.Description.Rows {
			if d.Description.ND == 0 && (row.Method == estimate.Half || row.Method == estimate.Limit) {
				continue // the same as the first
			}
			add(p.short(row), p.estimate(row, d.Description))
		}
		out = append(out, r)
	}
	return out
}

// factorOf is a coverage factor; that of what is known well is 2 to the last digit.
func factorOf(u estimate.Propagated) string {
	if math.IsInf(u.Freedom, 1) {
		return "2"
	}
	return sig(u.K)
}

// freedom says how many effective degrees of freedom there are; nothing where
// no uncertainty is an estimate.
func (p *actualPage) freedom(u estimate.Propagated) string {
	if math.IsInf(u.Freedom, 1) {
		return ""
	}
	return p.f("，有效自由度 %s", ", %s effective degrees of freedom", sig(u.Freedom))
}

// contributions names what inputs share, and the scatter of all samples as one.
func (p *actualPage) contributions(u monitoring.Uncertainty) string {
	var out []string
	single, n := 0.0, 0
	for _, c := range byShare(u.Propagated.Contributions) {
		if c.Input.Place.OK() {
			single, n = single+c.Share, n+1
			continue
		}
		out = append(out, p.in(c.Input.Name)+" "+sig(c.Share)+"%")
	}
	if n > 0 {
		out = append(out, p.f("%d 个样品的离散 %s%%（u=%s kg）", "scatter of %d samples %s%% (u = %s kg)", n,
			sig(single), sig(u.Propagated.Standard*math.Sqrt(single/100))))
	}
	return p.list(out)
}

// short names an estimator for the margin.
func (p *actualPage) short(row estimate.Row) string {
	switch m := row.Method; m {
	case estimate.Zero, estimate.Half, estimate.Limit:
		return p.t("未检出按", "non-detects ") + map[estimate.Method]string{estimate.Zero: p.t("零", "zero"),
			estimate.Half: p.t("半", "half"), estimate.Limit: p.t("限", "limit")}[m]
	case estimate.KaplanMeier:
		return "Kaplan–Meier"
	case estimate.ROS:
		return "ROS"
	case estimate.RobustROS:
		return p.t("稳健 ROS ", "robust ROS ") + map[estimate.Position]string{estimate.Blom: "Blom",
			estimate.Weibull: "Weibull"}[row.Position]
	case estimate.MLE:
		return "MLE"
	}
	return "MVUE"
}

func (p *actualPage) estimate(row estimate.Row, d monitoring.Description) string {
	if row.Err != nil {
		return none + p.paren(errorIn(row.Err, p.Lang))
	}
	text := p.in(row.Method.Name())
	if row.Position != "" {
		text += p.t("，", ", ") + p.in(row.Position.Name())
	}
	text += p.t("：", ": ") + p.f("均值 %s %s", "mean %s %s", sig(row.Estimate.Mean),
		d.Unit.String())
	if b := row.Estimate.Upper; b != nil {
		text += p.f("，95 %% 上限 %s（%s）", ", 95 %% upper limit %s (%s)", sig(b.Value), b.Method)
	}
	text += p.f("；n=%d，未检出 %d", "; n = %d, %d not detected", row.Estimate.N, row.Estimate.ND)
	for _, note := range row.Estimate.Notes {
		text += p.t("；", "; ") + p.in(note)
	}
	return text
}
