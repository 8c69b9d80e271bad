package reduction

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
)

// compareActual prints the actual emission beside the permitted one, so that
// a reviewer sees reductions that exist on paper only (reading 3). It is the
// amount the dossier states, else what the monitoring data give; neither
// changes what the reduction counts.
func (x *sourceAssessor) compareActual() {
	s := x.r.Source
	if s.Basis != dossier.PermitDifference && s.Basis != dossier.Closure {
		return
	}
	for i := range x.r.Rows {
		row := &x.r.Rows[i]
		for _, m := range s.Actual {
			if m.Pollutant == row.Pollutant && x.mediumOf(m) == row.Medium {
				row.Actual = plus(row.Actual, m.Value.Step("E实际", "actual-emission").In(quantity.KgPerYear))
			}
		}
		x.twoActuals(row)
		if !row.Pollutant.Quota() {
			continue
		}
		if !row.Actual.OK() {
			x.remark(CodeNoActual, calc.RuleHotAir, calc.Note,
				calc.Textf("来源 %s 的 %s（%s）没有列出实际排放量，无法判断削减是否仅在账面",
					"source %s: no actual emission of %s (%s) is stated; whether the reduction is on paper only "+
						"cannot be seen", s.ID, string(row.Pollutant), row.Medium.Name()),
				calc.Text{ZH: "在 [[source.actual]] 中列出削减前实际排放量",
					EN: "state the actual emission before in [[source.actual]]"})
			continue
		}
		x.hotAir(row)
	}
}

// hotAir warns of a permitted amount far above the actual one.
func (x *sourceAssessor) hotAir(row *Row) {
	threshold, err := x.Policy.Figure("hot_air_factor")
	if err != nil || !row.Before.OK() {
		return
	}
	bound := calc.Product("n·E实际", "hot-air-bound", calc.Clause{}, threshold, row.Actual).In(quantity.KgPerYear)
	if c, e := row.Before.Value().Cmp(bound.Value()); e == nil && c > 0 {
		x.remark(CodeHotAir, calc.RuleHotAir, calc.Warning,
			calc.Textf("来源 %s 的 %s（%s）许可排放量 %s kg/a 超过实际排放量 %s kg/a 的 %s 倍，削减可能仅在账面",
				"source %s: the permitted %s (%s) of %s kg/a is more than %[6]s times the actual %[5]s kg/a; the "+
					"reduction may be on paper only",
				x.r.Source.ID, string(row.Pollutant), row.Medium.Name(), row.Before.Value().ShownAmount(),
				row.Actual.Value().ShownAmount(), threshold.Value().Exact()),
			calc.Text{ZH: "说明差距原因，审核部门可能只认可实际削减",
				EN: "explain the gap; a reviewer may accept only the actual reduction"},
			calc.Figure{Name: calc.Text{ZH: "许可排放量", EN: "permitted"}, Amount: row.Before},
			calc.Figure{Name: calc.Text{ZH: "实际排放量", EN: "actual"}, Amount: row.Actual})
	}
}

// besideMonitoring puts what the monitoring data say beside every row, and says
// what they cannot show.
func (x *sourceAssessor) besideMonitoring() {
	for i := range x.r.Rows {
		row := &x.r.Rows[i]
		e := x.evidence(accountKey{row.Pollutant, row.Medium})
		row.Monitored = e
		if e == nil || !row.Pollutant.Quota() {
			continue
		}
		if why := e.Before.Unproven; why != (calc.Text{}) {
			x.remark(CodeNoProof, ruleOf(x.r.Source.Basis), calc.Note,
				calc.Textf("来源 %s 的 %s（%s）削减前的监测数据不能作为实际排放的证据：%s",
					"source %s, %s (%s): the monitoring data before are no evidence of what was emitted: %s",
					x.r.Source.ID, string(row.Pollutant), row.Medium.Name(), why),
				calc.Text{ZH: "补充有效的监测数据；削减量不受影响",
					EN: "supply valid monitoring data; the reduction itself is not affected"})
		}
		if e.Before.Filled > 0 && e.Before.Unproven == (calc.Text{}) {
			x.remark(CodeNotMeasured, ruleOf(x.r.Source.Basis), calc.Note,
				calc.Textf("来源 %s 的 %s（%s）：削减前有 %d 小时没有有效数据；这些小时按零计，补遗值不能证明削减",
					"source %s, %s (%s): %d hours before the reduction have no valid data; they count as zero, for "+
						"filled values prove no reduction",
					x.r.Source.ID, string(row.Pollutant), row.Medium.Name(), int(e.Before.Filled)),
				calc.Text{ZH: "无需处理；如有手工监测数据可以补充",
					EN: "nothing to do; manual data of that time may be added"})
		}
	}
}

// twoActuals sets what is stated and what is monitored beside each other. What
// is stated stays; where nothing is, the monitored amount takes its place.
func (x *sourceAssessor) twoActuals(row *Row) {
	if row.Monitored == nil || !row.Monitored.Before.Amount.OK() || row.Monitored.Before.Unproven != (calc.Text{}) {
		return
	}
	monitored := row.Monitored.Before.Amount
	if !row.Actual.OK() {
		row.Actual = monitored
		return
	}
	if permit.AsStated(row.Actual, monitored) {
		return
	}
	x.remark(CodeTwoActuals, calc.RuleHotAir, calc.Warning,
		calc.Textf("来源 %s 的 %s（%s）：申报的实际排放量 %s kg/a 与监测数据得出的 %s kg/a（%s 至 %s）不一致",
			"source %s, %s (%s): the actual emission stated, %s kg/a, is not what the monitoring data give, %s kg/a (%s to %s)",
			x.r.Source.ID, string(row.Pollutant), row.Medium.Name(), row.Actual.Value().ShownAmount(),
			monitored.Value().ShownAmount(),
			row.Monitored.Before.Period.From.String(), row.Monitored.Before.Period.To.String()),
		calc.Text{ZH: "核对 [[source.actual]] 与监测数据，说明差异；执行报告有误的应更正",
			EN: "check [[source.actual]] and the monitoring data and explain the difference; a wrong report is to " +
				"be corrected"},
		calc.Figure{Name: calc.Text{ZH: "申报", EN: "stated"}, Amount: row.Actual},
		calc.Figure{Name: calc.Text{ZH: "监测", EN: "monitored"}, Amount: monitored})
}
