package view

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/totals"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

func (p *monitorPage) csvHead() []page.Head {
	var t page.Grid
	for _, h := range []calc.Text{{ZH: "排放口", EN: "outlet"}, {ZH: "污染物", EN: "pollutant"},
		{ZH: "时间", EN: "period"}, {ZH: "时段分钟", EN: "interval minutes"}, {ZH: "读取", EN: "values"},
		{ZH: "采用", EN: "used"},
		{ZH: "未检出", EN: "not detected"}, {ZH: "无效", EN: "invalid"}, {ZH: "无效原因", EN: "reasons"},
		{ZH: "重复", EN: "duplicate"}, {ZH: "无流量", EN: "without flow"}, {ZH: "覆盖小时", EN: "covered hours"},
		{ZH: "期间小时", EN: "period hours"}, {ZH: "均值（零）", EN: "mean (zero)"},
		{ZH: "均值（半）", EN: "mean (half)"}, {ZH: "均值（限）", EN: "mean (limit)"},
		{ZH: "按流量加权", EN: "weighted by flow"},
		{ZH: "最小", EN: "least"}, {ZH: "最大", EN: "most"}, {ZH: "浓度单位", EN: "unit"},
		{ZH: "排放量kg（零）", EN: "amount kg (zero)"}, {ZH: "排放量kg（半）", EN: "amount kg (half)"},
		{ZH: "排放量kg（限）", EN: "amount kg (limit)"}, {ZH: "无排放量的原因", EN: "why no amount"}} {
		t.Columns = append(t.Columns, page.Head{Head: p.in(h)})
	}
	return t.Columns
}

func (p *monitorPage) csvRow(g totals.Group) []string {
	mean, amount := cellsOf(g.Means, g.NonDetect), cellsOf(g.Amounts, g.NonDetect)
	unit, least, most := "", "", ""
	if g.Means.OK {
		unit = g.Means.Limit.Unit().String()
	}
	if g.Detected {
		least, most = page.Decimal(g.Least), page.Decimal(g.Most)
	}
	return []string{g.Outlet, string(g.Pollutant), g.Period, fmt.Sprint(g.Minutes), fmt.Sprint(g.Tally.Read),
		fmt.Sprint(g.Tally.Used), fmt.Sprint(g.NonDetect), fmt.Sprint(g.Tally.Invalid),
		p.reasons(g.Tally), fmt.Sprint(g.Tally.Duplicate), fmt.Sprint(g.NoFlow), quantity.Fixed(inHours(g.Covered), 2),
		quantity.Fixed(inHours(g.Span), 2),
		mean[0], mean[1], mean[2], fmt.Sprint(g.Weighted), least, most, unit, amount[0], amount[1], amount[2],
		p.in(g.Why)}
}

// cellsOf are numbers for spreadsheets: exact where that ends, else to twelve
// significant digits.
func cellsOf(r totals.ByRule, nonDetects int64) [3]string {
	if !r.OK {
		return [3]string{}
	}
	if nonDetects == 0 { // the three are one number
		text := page.Decimal(r.Limit)
		return [3]string{text, text, text}
	}
	return [3]string{page.Decimal(r.Zero), page.Decimal(r.Half), page.Decimal(r.Limit)}
}

type monitorJSON struct {
	Schema   string        `json:"schema"`
	By       []string      `json:"by"`
	From     *string       `json:"from"`
	To       *string       `json:"to"`
	Files    []fileJSON    `json:"files"`
	Groups   []groupJSON   `json:"groups"`
	Findings []findingJSON `json:"findings"`
}

type fileJSON struct {
	File     string       `json:"file"`
	SHA256   string       `json:"sha256"`
	Bytes    int64        `json:"bytes"`
	Encoding *string      `json:"encoding"`
	Rows     int64        `json:"rows"`
	First    int          `json:"first_row"`
	Last     int          `json:"last_row"`
	Tally    tallyJSON    `json:"tally"`
	Layout   []columnJSON `json:"layout"`
}

type tallyJSON struct {
	Values    int64        `json:"values"`
	Used      int64        `json:"used"`
	Invalid   int64        `json:"invalid"`
	Duplicate int64        `json:"duplicate"`
	Outside   int64        `json:"outside"`
	Reasons   []reasonJSON `json:"reasons"`
}

type reasonJSON struct {
	Reason string `json:"reason"`
	Count  int64  `json:"count"`
}

type columnJSON struct {
	Column int     `json:"column"`
	Header string  `json:"header"`
	Means  *string `json:"means"`
	Unit   *string `json:"unit"`
	Stated bool    `json:"stated"`
}

type groupJSON struct {
	Outlet    *string     `json:"outlet"`
	Pollutant string      `json:"pollutant"`
	Period    *string     `json:"period"`
	Minutes   int32       `json:"interval_minutes"`
	Tally     tallyJSON   `json:"tally"`
	NonDetect int64       `json:"not_detected"`
	NoFlow    int64       `json:"without_flow"`
	Covered   *numberJSON `json:"covered"`
	Span      *numberJSON `json:"period_length"`
	Mean      *ruleJSON   `json:"mean"`
	Weighted  bool        `json:"weighted_by_flow"`
	Least     *numberJSON `json:"least"`
	Most      *numberJSON `json:"most"`
	Amount    *ruleJSON   `json:"amount"`
	Why       *string     `json:"amount_reason"`
}

type ruleJSON struct {
	Zero  *numberJSON `json:"zero"`
	Half  *numberJSON `json:"half"`
	Limit *numberJSON `json:"limit"`
}

func ruleOf(r totals.ByRule, nonDetects int64) *ruleJSON {
	if !r.OK {
		return nil
	}
	if nonDetects == 0 { // the three are one number
		n := quantityJSON(r.Limit)
		return &ruleJSON{n, n, n}
	}
	return &ruleJSON{quantityJSON(r.Zero), quantityJSON(r.Half), quantityJSON(r.Limit)}
}

func tallyOf(t monitoring.Tally) tallyJSON {
	out := tallyJSON{Values: t.Read, Used: t.Used, Invalid: t.Invalid, Duplicate: t.Duplicate, Outside: t.Outside,
		Reasons: []reasonJSON{}}
	for _, r := range sortedKeys(t.Reasons) {
		out.Reasons = append(out.Reasons, reasonJSON{r, t.Reasons[r]})
	}
	return out
}

// data is the page for programs but for its groups.
func (p *monitorPage) data() monitorJSON {
	doc := monitorJSON{Schema: "tidai/monitor/1", By: []string{}, From: date(p.From), To: date(p.To),
		Files: []fileJSON{}, Groups: []groupJSON{}, Findings: findingsJSON(p.Findings, p.Lang)}
	for _, b := range p.By {
		doc.By = append(doc.By, string(b))
	}
	for _, f := range p.Files {
		x := fileJSON{File: f.Name, SHA256: f.SHA256, Bytes: f.Bytes, Encoding: some(f.Encoding), Rows: f.Rows,
			First: f.First, Last: f.Last, Tally: tallyOf(p.tally(f)), Layout: []columnJSON{}}
		for _, c := range f.Layout {
			x.Layout = append(x.Layout, columnJSON{c.Col, c.Header, some(c.Means), some(c.Unit), c.Stated})
		}
		doc.Files = append(doc.Files, x)
	}
	return doc
}

var hourUnit = quantity.MustUnit("h")

func (p *monitorPage) groupData(g totals.Group) groupJSON {
	x := groupJSON{Outlet: some(g.Outlet), Pollutant: string(g.Pollutant), Period: some(g.Period), Minutes: g.Minutes,
		Tally: tallyOf(g.Tally), NonDetect: g.NonDetect, NoFlow: g.NoFlow,
		Mean: ruleOf(g.Means, g.NonDetect), Weighted: g.Weighted, Amount: ruleOf(g.Amounts, g.NonDetect),
		Why: some(p.in(g.Why))}
	if g.Minutes > 0 {
		x.Covered, x.Span = quantityJSON(quantity.New(inHours(g.Covered), hourUnit)),
			quantityJSON(quantity.New(inHours(g.Span), hourUnit))
	}
	if g.Detected {
		x.Least, x.Most = quantityJSON(g.Least), quantityJSON(g.Most)
	}
	return x
}
