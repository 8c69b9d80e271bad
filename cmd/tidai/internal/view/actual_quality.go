package view

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// frequencyTable is how often was monitored.
var frequencyTable = page.Table[*monitoring.Sampled]{Name: "frequency", Columns: []page.Column{
	page.ChoiceOf("term", page.H("频次", "frequency"), samplingTerms, termOf),
	page.CountOf("required", page.H("应有", "required"), func(s *monitoring.Sampled) int { return s.Required }),
	page.CountOf("found", page.H("实有", "found"), func(s *monitoring.Sampled) int { return s.Found }),
	page.ListOf("missing", page.H("没有数据", "missing"), func(s *monitoring.Sampled) []string { return s.Missing }),
}}

// samplingTerms are the terms in which a sample is due, and automatic monitoring, which
// has none.
var samplingTerms = append(slices.Clone(factors.Terms),
	calc.Word[factors.Term]{Key: "automatic", Name: calc.Text{ZH: "自动监测", EN: "automatic"}})

func termOf(s *monitoring.Sampled) factors.Term { return cmp.Or(s.Frequency.Term, "automatic") }

// quarterTable is how much of each quarter the automatic data cover.
var quarterTable = page.Table[monitoring.Quarter]{Name: "quarter", Columns: []page.Column{
	page.CountOf("year", page.H("年", "year"), func(q monitoring.Quarter) int { return q.Year }),
	page.CountOf("quarter", page.H("季度", "quarter"), func(q monitoring.Quarter) int { return q.Number }),
	page.CountOf("slots", page.H("时段数", "slots"), func(q monitoring.Quarter) int { return q.Slots }),
	page.CountOf("stopped", page.H("停运", "stopped"), func(q monitoring.Quarter) int { return q.Stopped }),
	page.CountOf("missing", page.H("缺失", "missing"), func(q monitoring.Quarter) int { return q.Missing }),
	page.QuantityOf("capture", page.H("有效捕集率", "capture"),
		shareOf(func(q monitoring.Quarter) *big.Rat { return q.Capture })),
}}

// judged is the rule that automatic data are valid by: its figures, and how far each
// was read.
func (p *actualPage) judged(a monitoring.Account) string {
	var list []string
	for _, f := range []factors.ValidityFigure{a.Judged.Least, a.Judged.Day, a.Judged.Hour} {
		if !f.Set {
			continue
		}
		value, from := page.Plain(f.Amount), p.t("本工具取值", "of this tool")
		if f.Status != "" {
			from = p.in(f.Status.Name())
		}
		if f == a.Judged.Day && a.DayShare != nil {
			value, from = share(a.DayShare), p.t("用户选择", "chosen by the user")
		}
		list = append(list, p.in(f.Name)+" "+value+p.t("（", " (")+from+p.t("）", ")"))
	}
	if len(list) == 0 {
		list = []string{p.t("阈值未知", "its figures are not known")}
	}
	edition := a.Judged.Instrument
	switch {
	case p.Result.Options.WaterRule == a.Judged.ID:
		edition += p.t("（用户选择）", " (chosen by the user)")
	case a.Judged.FromStatus != "":
		edition += p.f("（按数据日期，自 %s 起：%s）", " (by the day of the data, from %s on: %s)",
			a.Judged.From.String(),
			p.in(a.Judged.FromStatus.Name()))
	}
	return edition + p.t("：", ": ") + strings.Join(list, p.t("；", "; "))
}

// data is what became of every row, and how well it covers the period.
func (p *actualPage) data() []page.Record {
	var out []page.Record
	for _, a := range p.Result.Accounts {
		r := page.Record{Head: page.T(p.head(a)),
			Fields: []page.Field{{Name: p.t("各行", "rows"), Text: page.T(p.rows(a))}}}
		for _, f := range a.Files {
			r.Fields = append(r.Fields, page.Field{Name: f.File, Text: page.T(p.in(f.Kind.Name()) + p.t("：", ": ") +
				p.classes(f.Tally))})
		}
		if len(a.Quarters) > 0 {
			var list []string
			for _, q := range a.Quarters {
				list = append(list, p.in(q.Name())+" "+share(q.Capture))
			}
			r.Fields = append(r.Fields, page.Field{Name: p.t("有效捕集率", "capture"),
				Text: page.T(strings.Join(list, p.t("，", ", ")))},
				page.Field{Name: p.t("有效性规则", "rule of validity"), Text: page.T(p.judged(a))})
		}
		if a.Sampled != nil {
			r.Fields = append(r.Fields, page.Field{Name: p.t("监测频次", "frequency"),
				Text: page.T(p.frequency(a.Sampled))})
		}
		for _, c := range a.Conflicts {
			r.Fields = append(r.Fields, page.Field{Name: p.t("不一致", "conflict"), Text: page.T(c.Day.String() + "  " +
				p.in(c.What))})
		}
		for _, e := range a.Basis.Abnormal {
			if e.Pollutant == a.Pollutant {
				text := e.Name + "  " + e.Rate.Written + " × " + e.Duration.Written + " × " + e.Times.Written
				if e.Included {
					text += p.paren(p.t("监测数据已包括", "covered by the data"))
				}
				r.Fields = append(r.Fields, page.Field{Name: p.t("非正常工况", "abnormal"), Text: page.T(text)})
			}
		}
		out = append(out, r)
	}
	return out
}

func (p *actualPage) rows(a monitoring.Account) string {
	text := p.classes(a.Tally)
	if a.Tally.Substituted > 0 {
		text += p.f("；另补遗 %d 小时", "; besides, %d hours filled in", a.Tally.Substituted)
	}
	return text
}

func share(r *big.Rat) string {
	if r == nil {
		return none
	}
	return quantity.Shown(new(big.Rat).Mul(r, big.NewRat(100, 1)), 3) + "%"
}

func (p *actualPage) frequency(s *monitoring.Sampled) string {
	every := p.in(samplingTerms.Name(termOf(s)))
	return p.f("最低%s：应有 %d 次，实有 %d 次 [%s]", "at least %s: %d terms, %d with data [%s]", every, s.Required,
		s.Found, s.By.String())
}

// checked lists which integrity checks were made and which not.
func (p *actualPage) checked() []page.Record {
	var out []page.Record
	for _, c := range p.Checked {
		name := c.Outlet + "  " + string(c.Pollutant)
		if c.Outlet == "" {
			name = p.t("全部排放口", "all outlets")
		}
		var made, not []string
		for _, x := range c.Checks {
			if x.Made {
				made = append(made, p.in(x.Name))
			} else {
				not = append(not, p.in(x.Name)+p.paren(p.in(x.Why)))
			}
		}
		r := page.Record{Head: page.T(name)}
		if len(made) > 0 {
			r.Fields = append(r.Fields, page.Field{Name: p.t("已做", "made"), Text: page.T(p.list(made))})
		}
		if len(not) > 0 {
			r.Fields = append(r.Fields, page.Field{Name: p.t("未做", "not made"), Text: page.T(p.list(not))})
		}
		if len(c.Checks) == 0 {
			r.Fields = append(r.Fields, page.Field{Name: p.t("未做", "not made"),
				Text: page.T(p.t("没有自动监测数据", "there are no automatic data"))})
		}
		r.Fields = append(r.Fields, page.Field{Name: p.t("结果", "result"), Text: page.T(p.count(c.Findings))})
		out = append(out, r)
	}
	return out
}

func (p *actualPage) files() []page.Record {
	var out []page.Record
	for _, f := range p.Result.Files {
		out = append(out,
			page.Record{Head: page.T(f.Name),
				Fields: []page.Field{{Name: p.t("行", "rows"), Text: page.T(p.f("%d（第 %s 行%s），%s，%d 字节",
					"%d (lines %s%s), %s, %d bytes", f.Rows, p.rowsRead(f), p.sheetsRead(f), f.Encoding,
					f.Bytes))},
					{Name: p.t("数据", "values"), Text: page.T(p.handed(f))},
					{Name: "SHA-256", Text: page.T(f.SHA256)}, {Name: p.t("各列", "columns"),
						Text: page.T(p.layout(f))}}})
	}
	return out
}

// handed says how many values of a file became readings.
func (p *actualPage) handed(f monitoring.FileRecord) string {
	text := p.f("%d 个成为读数，%d 个未成为读数", "%d became readings, %d did not", f.Handed, f.Tally.Read)
	if reasons := p.reasons(f.Tally); reasons != "" {
		text += p.paren(reasons)
	}
	return text
}
