package view

import (
	"fmt"
	"math/big"
	"strings"

	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// data is what became of every row, and how well it covers the period.
func (p *actualPage) data() []page.Record {
	m := &monitorPage{builder: p.builder}
	var out []page.Record
	for _, a := range p.Result.Accounts {
		r := page.Record{Head: page.T(p.head(a)),
			Fields: []page.Field{{Name: p.t("各行", "rows"), Text: page.T(p.rows(a))}}}
		for _, f := range a.Files {
			r.Fields = append(r.Fields, page.Field{Name: f.File, Text: page.T(p.in(f.Kind.Name()) + p.t("：", ": ") +
				m.classes(f.Tally))})
		}
		if len(a.Quarters) > 0 {
			var list []string
			for _, q := range a.Quarters {
				list = append(list, p.in(q.Name())+" "+share(q.Capture))
			}
			r.Fields = append(r.Fields, page.Field{Name: p.t("有效捕集率", "capture"),
				Text: page.T(strings.Join(list, p.t("，", ", ")))})
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
	text := (&monitorPage{builder: p.builder}).classes(a.Tally)
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
	every := p.in(s.Frequency.Term.Name())
	if s.Frequency.Term == "" {
		every = p.t("自动监测", "automatic")
	}
	return p.f("最低%s：应有 %d 次，实有 %d 次 [%s]", "at least %s: %d terms, %d with data [%s]", every, s.Required,
		s.Found, s.By.String())
}

// gaps are the stretches filled in, or each slot of them.
func (p *actualPage) gaps() page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: p.t("排放口", "outlet")}, {Head: p.t("污染物", "metal")},
		{Head: p.t("自", "from")}, {Head: p.t("至", "to")}, {Head: p.t("小时", "hours"), Right: true},
		{Head: p.t("每时(日) kg", "kg each"), Right: true}, {Head: p.t("规则", "rule"), Wrap: true},
		{Head: p.t("取自", "taken from"), Wrap: true}}}
	for _, a := range p.Result.Accounts {
		if a.Period.Kind == monitoring.PermitYear {
			continue // hours of a calendar year seen again
		}
		for _, g := range a.Gaps {
			step := monitoring.Minute(g.Hours * 60)
			source := none
			switch {
			case !g.Each.OK() || g.Rule == monitoring.MeanDay:
			case g.Place.File != "":
				source = g.Source.String() + p.paren(g.Place.String())
			case g.Source != 0:
				source = g.Source.Date().String()
			}
			row := func(from, to monitoring.Minute, hours int) {
				t.Rows = append(t.Rows, page.Row(a.Outlet.ID, string(a.Pollutant), from.String(), to.String(),
					fmt.Sprint(hours), p.finely(g), p.in(g.Rule.Name()), source))
			}
			if !p.Hours {
				row(g.From, g.To, g.Slots*g.Hours)
				continue
			}
			for m := g.From; m < g.To; m += step {
				row(m, m+step, g.Hours)
			}
		}
	}
	return t
}

// finely is what was filled into one slot, to six digits: an hour is a small
// amount.
func (p *actualPage) finely(g monitoring.Gap) string {
	if !g.Each.OK() {
		return none
	}
	q, err := g.Each.Value().In(quantity.MustUnit("kg"))
	if err != nil {
		return none
	}
	return q.Shown(6)
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
	m := &monitorPage{builder: p.builder}
	var out []page.Record
	for _, f := range p.Result.Files {
		out = append(out,
			page.Record{Head: page.T(f.Name),
				Fields: []page.Field{{Name: p.t("行", "rows"), Text: page.T(p.f("%d（第 %d–%d 行），%s，%d 字节",
					"%d (lines %d–%d), %s, %d bytes", f.Rows, f.First, f.Last, f.Encoding, f.Bytes))},
					{Name: p.t("数据", "values"), Text: page.T(p.handed(f))},
					{Name: "SHA-256", Text: page.T(f.SHA256)}, {Name: p.t("各列", "columns"),
						Text: page.T(m.layout(f))}}})
	}
	return out
}

// handed says how many values of a file became readings.
func (p *actualPage) handed(f monitoring.FileRecord) string {
	text := p.f("%d 个成为读数，%d 个未成为读数", "%d became readings, %d did not", f.Handed, f.Tally.Read)
	if reasons := (&monitorPage{builder: p.builder}).reasons(f.Tally); reasons != "" {
		text += p.paren(reasons)
	}
	return text
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
			add(p.t("传播律 95 %", "GUM 95 %"), p.f("%s … %s kg（u=%s，k=2）", "%s … %s kg (u = %s, k = 2)",
				sig(u.Propagated.Interval95.Lower), sig(u.Propagated.Interval95.Upper), sig(u.Propagated.Standard)))
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
			add(p.short(row.Method), p.estimate(row, d.Description))
		}
		out = append(out, r)
	}
	return out
}

// contributions names what inputs share, and all single samples as one.
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
		out = append(out, p.f("%d 个单个数据 %s%%", "%d single values %s%%", n, sig(single)))
	}
	return p.list(out)
}

// short names an estimator for the margin.
func (p *actualPage) short(m estimate.Method) string {
	switch m {
	case estimate.Zero, estimate.Half, estimate.Limit:
		return p.t("未检出按", "non-detects ") + map[estimate.Method]string{estimate.Zero: p.t("零", "zero"),
			estimate.Half: p.t("半", "half"), estimate.Limit: p.t("限", "limit")}[m]
	case estimate.KaplanMeier:
		return "Kaplan–Meier"
	case estimate.ROS:
		return "ROS"
	case estimate.RobustROS:
		return p.t("稳健 ROS", "robust ROS")
	case estimate.MLE:
		return "MLE"
	}
	return "MVUE"
}

func (p *actualPage) estimate(row estimate.Row, d monitoring.Description) string {
	if row.Err != nil {
		return none + p.paren(errorIn(row.Err, p.Lang))
	}
	text := p.in(row.Method.Name()) + p.t("：", ": ") + p.f("均值 %s %s", "mean %s %s", sig(row.Estimate.Mean),
		d.Unit.String())
	if b := row.Estimate.Upper; b != nil {
		text += p.f("，95 %% 上限 %s（%s）", ", 95 %% upper limit %s (%s)", sig(b.Value), b.Method)
	}
	return text + p.f("；n=%d，未检出 %d", "; n = %d, %d not detected", row.Estimate.N, row.Estimate.ND)
}
