package view

import (
	"fmt"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// monthTable is what each month adds by automatic data.
var monthTable = page.Table[monitoring.Month]{Name: "month", Columns: []page.Column{
	page.CellOf(page.H("月份", "month"), func(_ page.Voice, m monitoring.Month) page.Spans {
		return page.T(monthName(m))
	}),
	page.CountOf("year", page.H("年", "year"), func(m monitoring.Month) int { return m.Year }).In(page.Data),
	page.CountOf("month", page.H("月", "month"), func(m monitoring.Month) int { return m.Number }).In(page.Data),
	monthAmount("measured", page.H("有效监测", "measured"), func(m monitoring.Month) quantity.Quantity {
		return m.Measured
	}),
	monthAmount("filled", page.H("补遗", "filled in"), func(m monitoring.Month) quantity.Quantity { return m.Filled }),
	page.CellOf(page.H("合计", "total"), func(_ page.Voice, m monitoring.Month) page.Spans {
		return page.T(monthTotal(m))
	}).Right(),
	page.CountOf("filled_hours", page.H("补遗小时", "hours filled"), func(m monitoring.Month) int { return m.Hours }),
	page.CountOf("open_hours", page.H("未计入小时", "hours left out"), func(m monitoring.Month) int { return m.Open }),
}}

func monthAmount(key string, head calc.Text,
	get func(monitoring.Month) quantity.Quantity) page.Column {
	return page.QuantityOf(key, head, func(m monitoring.Month) (quantity.Quantity, bool) { return get(m), true }).
		Cell(page.By(func(_ page.Voice, m monitoring.Month) page.Spans { return page.T(kgShown(get(m))) }))
}

func monthTotal(m monitoring.Month) string {
	sum, err := m.Measured.Add(m.Filled)
	if err != nil {
		return none
	}
	return kgShown(sum)
}

// months are the months of every account by automatic data. Permit years have
// the same months again.
func (p *actualPage) months() []page.Block {
	var out []page.Block
	for _, a := range p.Result.Accounts {
		if len(a.Months) == 0 || a.Period.Kind == monitoring.PermitYear {
			continue
		}
		out = append(out, page.Block{Records: []page.Record{{Head: page.T(p.head(a))}}},
			page.Block{Table: monthTable.With(p.Voice, a.Months).Grid(), Picture: p.monthFigure(a)})
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
func (p *actualPage) monthFigure(a monitoring.Account) page.Picture {
	f := &page.MonthPicture{Caption: page.Caption{Text: p.t("各月排放量（kg）", "Emission of each month (kg)"),
		Legend: []page.Sign{{Class: "taken", Text: p.t("有效监测数据", "valid data")}}}}
	filled, open := false, false
	for _, x := range a.Months {
		m := page.MonthBar{Name: monthName(x), Text: monthTotal(x), Measured: x.Measured.Rat(), Filled: x.Filled.Rat()}
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
