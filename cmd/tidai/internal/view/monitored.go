package view

import (
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/reduction"
	"tidai/cmd/tidai/internal/page"
)

// monitoredRows is what monitoring data say of each row of the sources that has any.
var monitoredRows = page.Table[sourceRow]{Columns: []page.Column{
	page.CellOf(page.H("来源", "source"), func(_ page.Voice, r sourceRow) page.Spans { return page.T(r.of.Source.ID) }),
	page.PollutantOf("", page.H("重金属", "metal"), func(r sourceRow) calc.Pollutant { return r.Pollutant }).
		In(page.People),
	mediumOf(func(r sourceRow) calc.Medium { return r.Medium }).In(page.People),
	page.CellOf(page.H("监测时段", "period"), func(v page.Voice, r sourceRow) page.Spans {
		return page.T(say(v).periodsOf(*r.Monitored))
	}),
	page.AmountOf("", page.H("削减前", "before"), func(r sourceRow) calc.Step { return monitoredBefore(r.Row) }).
		In(page.People),
	page.AmountOf("", page.H("削减后", "after"), func(r sourceRow) calc.Step { return monitoredAfter(r.Row) }).
		In(page.People),
	page.AmountOf("", page.H("可靠削减", "safe"), func(r sourceRow) calc.Step { return safeOf(*r.Monitored) }).
		In(page.People),
	page.CellOf(page.H("说明", "remark"), func(v page.Voice, r sourceRow) page.Spans {
		return page.T(say(v).monitoredRemark(*r.Monitored))
	}).Wrap(),
}}

// monitoredBlock shows what monitoring data say beside the amounts of the
// sources; nil where there are none.
func (b *builder) monitoredBlock(list []reduction.SourceResult) *page.Block {
	var rows []sourceRow
	accounting := false
	for _, s := range list {
		for _, r := range s.Rows {
			if r.Monitored == nil {
				continue
			}
			accounting = accounting || s.Source.Basis == dossier.Accounting
			rows = append(rows, sourceRow{s, r})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	notes := []string{
		b.t("监测数据得出的实际排放量（kg/a），与削减量并列；按许可排放量和环评差值计的来源不因此改变计入量。",
			"Actual emission by monitoring data (kg/a), printed beside; for sources by permitted or EIA amounts it "+
				"changes nothing that counts.")}
	if accounting {
		notes = append(notes,
			b.t("核算报告的可靠削减按核准规模（单位产量排放量 × 规模），该方法参加上表的比较。",
				"Accounting reports: the safe amount is at the approved scale, emission per unit of "+
					"output × scale, which is one of the methods compared above."))
	}
	if how, ok := safeMethod(list); ok {
		notes = append(notes, b.t("可靠削减：实际削减量的单侧 95 % 下限，只作说明。",
			"Safe: lower bound (95 %, one-sided) of the reduction of what was really emitted; description only. ")+b.in(
			how)+b.t("。", "."))
	}
	block := monitoredRows.With(b.Voice, rows).Block()
	block.Notes = page.Texts(notes)
	return &block
}

// safeMethod says how the safe amounts were made, each way once; false where
// there are none.
func safeMethod(list []reduction.SourceResult) (calc.Text, bool) {
	var zh, en []string
	for _, s := range list {
		for _, r := range s.Rows {
			if r.Monitored == nil || r.Monitored.Safe == nil || slices.Contains(zh, r.Monitored.Safe.Method.ZH) {
				continue
			}
			zh, en = append(zh, r.Monitored.Safe.Method.ZH), append(en, r.Monitored.Safe.Method.EN)
		}
	}
	return calc.Text{ZH: strings.Join(zh, "。或："), EN: strings.Join(en, ". Or: ")}, len(zh) > 0
}

// periodsOf are the periods before and after a reduction.
func (b *builder) periodsOf(e reduction.Evidence) string {
	return strings.Join(page.Present(b.period(e.Before.Period), b.period(e.After.Period)), " / ")
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

func (b *builder) monitoredRemark(e reduction.Evidence) string {
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
