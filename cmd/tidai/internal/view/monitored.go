package view

import (
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
	"tidai/cmd/tidai/internal/page"
)

// monitoredBlock shows what monitoring data say beside the amounts of the
// sources; nil where there are none.
func (b *builder) monitoredBlock(list []reduction.SourceResult) *page.Block {
	t := page.Grid{Columns: []page.Head{{Head: b.t("来源", "source")}, {Head: b.t("重金属", "metal")},
		{Head: b.t("介质", "medium")}, {Head: b.t("监测时段", "period")},
		{Head: b.t("削减前", "before"), Right: true}, {Head: b.t("削减后", "after"), Right: true},
		{Head: b.t("可靠削减", "safe"), Right: true}, {Head: b.t("说明", "remark"), Wrap: true}}}
	accounting := false
	for _, s := range list {
		for _, r := range s.Rows {
			if r.Monitored == nil {
				continue
			}
			accounting = accounting || s.Source.Basis == dossier.Accounting
			t.Rows = append(t.Rows, b.monitoredRow(s, r))
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	notes := []string{
		b.t("监测数据得出的实际排放量（kg/a），与削减量并列；三（一）和三（二）1 的来源不因此改变计入量。",
			"Actual emission by monitoring data (kg/a), printed beside; for sources under 三(一) and 三(二)1 it "+
				"changes nothing that counts.")}
	if accounting {
		notes = append(notes,
			b.t("核算报告（三（二）2）的可靠削减按核准规模（单位产量排放量 × 规模），该方法参加上表的比较。",
				"Accounting reports (三(二)2): the safe amount is at the approved scale, emission per unit of "+
					"output × scale, which is one of the methods compared above."))
	}
	if how, ok := safeMethod(list); ok {
		notes = append(notes, b.t("可靠削减：实际削减量的单侧 95 % 下限，只作说明。",
			"Safe: lower bound (95 %, one-sided) of the reduction of what was really emitted; description only. ")+b.in(
			how)+b.t("。", "."))
	}
	return &page.Block{Table: &t, Notes: page.Texts(notes)}
}

func safeMethod(list []reduction.SourceResult) (calc.Text, bool) {
	for _, s := range list {
		for _, r := range s.Rows {
			if r.Monitored != nil && r.Monitored.Safe != nil {
				return r.Monitored.Safe.Method, true
			}
		}
	}
	return calc.Text{}, false
}

func (b *builder) monitoredRow(s reduction.SourceResult, r reduction.Row) []page.Spans {
	e := r.Monitored
	safe := page.Span{Text: none}
	if e.Safe != nil {
		safe = b.amount(e.Safe.Least)
	}
	period := b.period(e.Before.Period)
	if period == "" {
		period = b.period(e.After.Period)
	} else if after := b.period(e.After.Period); after != "" {
		period += " / " + after
	}
	return page.Row(s.Source.ID, b.pollutant(r.Pollutant), b.in(r.Medium.Name()), period, b.amount(e.Before.Amount),
		b.amount(e.After.Amount),
		safe, b.monitoredRemark(e))
}

// period writes a calendar year as such.
func (b *builder) period(p monitoring.Period) string {
	if p.From.IsZero() {
		return ""
	}
	if p.Kind == monitoring.CalendarYear {
		return strconv.Itoa(p.From.Year)
	}
	return p.From.String() + "–" + p.To.String()
}

func (b *builder) monitoredRemark(e *reduction.Evidence) string {
	var parts []string
	var methods []string
	for _, m := range append(append([]monitoring.Method{}, e.Before.Methods...), e.After.Methods...) {
		if name := b.in(m.Name()); len(methods) == 0 || methods[len(methods)-1] != name {
			methods = append(methods, name)
		}
	}
	if len(methods) > 0 {
		parts = append(parts, strings.Join(methods, b.t("、", ", ")))
	}
	if e.Before.Filled > 0 {
		parts = append(parts, b.t(strconv.FormatInt(e.Before.Filled, 10)+" 小时无有效数据，按零计",
			strconv.FormatInt(e.Before.Filled, 10)+" hours without valid data count as zero"))
	}
	for _, s := range []reduction.State{e.Before, e.After} {
		if s.Unproven != (calc.Text{}) {
			parts = append(parts, b.in(s.Unproven))
		}
	}
	return strings.Join(parts, b.t("；", "; "))
}

func monitoredBefore(r reduction.Row) calc.Step {
	if r.Monitored == nil {
		return calc.Step{}
	}
	return r.Monitored.Before.Amount
}

func monitoredAfter(r reduction.Row) calc.Step {
	if r.Monitored == nil {
		return calc.Step{}
	}
	return r.Monitored.After.Amount
}
