package view

import (
	"fmt"
	"strconv"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// months are the months of every account by automatic data. Permit years have
// the same months again.
func (p *actualPage) months() []page.Block {
	var out []page.Block
	for _, a := range p.Result.Accounts {
		if len(a.Months) == 0 || a.Period.Kind == monitoring.PermitYear {
			continue
		}
		t := page.Grid{Columns: []page.Head{{Head: p.t("月份", "month")}, {Head: p.t("有效监测", "measured"),
			Right: true},
			{Head: p.t("补遗", "filled in"), Right: true}, {Head: p.t("合计", "total"), Right: true},
			{Head: p.t("补遗小时", "hours filled"), Right: true}, {Head: p.t("未计入小时", "hours left out"),
				Right: true}}}
		var totals []string
		for _, m := range a.Months {
			total := none
			if sum, err := m.Measured.Add(m.Filled); err == nil {
				total = kgShown(sum)
			}
			totals = append(totals, total)
			t.Rows = append(t.Rows, page.Row(monthName(m), kgShown(m.Measured), kgShown(m.Filled), total,
				strconv.Itoa(m.Hours), strconv.Itoa(m.Open)))
		}
		out = append(out, page.Block{Records: []page.Record{{Head: page.T(p.head(a))}}},
			page.Block{Table: &t, Picture: p.monthFigure(a, totals)})
	}
	return out
}

func monthName(m monitoring.Month) string {
	return strconv.Itoa(m.Year) + "-" + fmt.Sprintf("%02d", m.Number)
}

func kgShown(q quantity.Quantity) string {
	if q.Sign() == 0 {
		return "0"
	}
	return q.ShownAmount()
}

// monthFigure draws the months of an account by automatic data.
func (p *actualPage) monthFigure(a monitoring.Account, totals []string) page.Picture {
	f := &page.MonthPicture{Caption: page.Caption{Text: p.t("各月排放量（kg）", "Emission of each month (kg)"),
		Legend: []page.Sign{{Class: "taken", Text: p.t("有效监测数据", "valid data")}}}}
	filled, open := false, false
	for i, x := range a.Months {
		m := page.MonthBar{Name: monthName(x), Text: totals[i], Measured: x.Measured.Rat(), Filled: x.Filled.Rat()}
		switch {
		case x.Open > 0:
			open = true
			m.Hours = "−" + strconv.Itoa(x.Open) + " h"
		case x.Hours > 0:
			m.Hours = "+" + strconv.Itoa(x.Hours) + " h"
		}
		filled = filled || x.Hours > 0
		f.Months = append(f.Months, m)
	}
	if filled {
		f.Legend = append(f.Legend, page.Sign{Class: "hatched", Text: p.t("补遗（+ 为补遗小时数）",
			"filled in (+: hours filled in)")})
	}
	if open {
		f.Legend = append(f.Legend,
			page.Sign{Class: "", Text: p.t("− 为无数据且未计入的小时数", "−: hours without data that add nothing")})
	}
	f.Desc = p.f("逐月叠加有效监测数据与补遗，共 %d 个月，数值同下表。",
		"Measured and filled-in emission stacked for %d months; the table below has the figures.", len(f.Months))
	return f
}
