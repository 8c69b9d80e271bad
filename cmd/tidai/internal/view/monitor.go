package view

import (
	"fmt"
	"math/big"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/totals"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page"
)

// Monitor shows totals and quality of raw monitoring files. The page can be
// written in the given format only: there may be groups by the ten thousand.
func Monitor(m totals.Summary, lang calc.Lang, format page.Format) page.Page {
	p := &monitorPage{builder: newBuilder(lang), Summary: m}
	switch format {
	case page.CSV:
		return page.Page{Stream: p.streamCSV}
	case page.JSON:
		return page.Page{Stream: p.streamJSON}
	}
	doc := page.Doc{Title: p.t("监测数据汇总", "Monitoring data"), Verdict: p.t("结论：", "Verdict: ") +
		p.count(m.Findings),
		Facts: p.facts()}
	t := p.table()
	doc.Sections = []page.Section{
		{Title: p.t("汇总", "Totals"), Blocks: []page.Block{{Table: t, Narrow: t, Records: p.records(t),
			Notes: page.Texts(p.notes())}}},
		{Title: p.t("文件", "Files"), Blocks: []page.Block{{Records: p.files()}}},
	}
	if len(m.Findings) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: p.t("问题", "Findings"),
			Blocks: []page.Block{{Records: p.problems(m.Findings)}}, Findings: true})
	}
	doc.Sections = p.numbered(doc.Sections)
	return page.Page{Doc: doc}
}

// ofGroups makes something of each group, with all cores.
func ofGroups[T any](groups []totals.Group, of func(totals.Group) T) []T {
	out := make([]T, len(groups))
	const some = 256
	var wg sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from := int(next.Add(some)) - some; from < len(groups); from = int(next.Add(some)) - some {
				for i := from; i < min(from+some, len(groups)); i++ {
					out[i] = of(groups[i])
				}
			}
		})
	}
	wg.Wait()
	return out
}

type monitorPage struct {
	*builder
	totals.Summary
}

func (p *monitorPage) facts() []page.Field {
	var rows int64
	for _, f := range p.Files {
		rows += f.Rows
	}
	t := p.total()
	facts := []page.Field{{Name: p.t("文件", "files"), Text: page.T(p.f("%d 个，%d 行", "%d, %d rows", len(p.Files),
		rows))},
		{Name: p.t("数据", "values"), Text: page.T(p.classes(t))}}
	if !p.From.IsZero() || !p.To.IsZero() {
		facts = append(facts, page.Field{Name: p.t("期间", "period"), Text: page.T(p.From.String() + " … " +
			p.To.String())})
	}
	return facts
}

// tally is what became of the values of one file.
func (p *monitorPage) tally(f monitoring.FileRecord) monitoring.Tally {
	var t monitoring.Tally
	t.Add(f.Tally)
	t.Add(p.Result.Files[f.Name])
	return t
}

func (p *monitorPage) total() monitoring.Tally {
	var t monitoring.Tally
	for _, f := range p.Files {
		t.Add(p.tally(f))
	}
	return t
}

func sortedKeys(m map[string]int64) []string {
	var out []string
	for k, n := range m {
		if n != 0 {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func (p *monitorPage) has(by ...totals.By) bool {
	return slices.ContainsFunc(by, func(b totals.By) bool { return slices.Contains(p.By, b) })
}

func (p *monitorPage) periods() bool {
	return p.has(totals.ByYear, totals.ByQuarter, totals.ByMonth, totals.ByDay)
}

func (p *monitorPage) table() *page.Grid {
	t := &page.Grid{}
	if p.has(totals.ByOutlet) {
		t.Columns = append(t.Columns, page.Head{Head: p.t("排放口", "outlet"), Wrap: true})
	}
	t.Columns = append(t.Columns, page.Head{Head: p.t("污染物", "pollutant")})
	if p.periods() {
		t.Columns = append(t.Columns, page.Head{Head: p.t("时间", "period")})
	}
	for _, h := range []calc.Text{{ZH: "采用", EN: "used"}, {ZH: "未检出", EN: "ND"}, {ZH: "无效", EN: "invalid"},
		{ZH: "重复", EN: "dup."}, {ZH: "覆盖小时", EN: "hours"}, {ZH: "均值", EN: "mean"}, {ZH: "最小", EN: "least"},
		{ZH: "最大", EN: "most"}, {ZH: "排放量 kg", EN: "amount kg"}} {
		t.Columns = append(t.Columns, page.Head{Head: p.in(h), Right: true})
	}
	t.Columns = append(t.Columns, page.Head{Head: p.t("浓度单位", "unit")})
	t.Rows = ofGroups(p.Result.Groups, func(g totals.Group) []page.Spans {
		var row []string
		if p.has(totals.ByOutlet) {
			row = append(row, g.Outlet)
		}
		row = append(row, p.pollutant(g.Pollutant))
		if p.periods() {
			row = append(row, g.Period)
		}
		unit := none
		if g.Means.OK {
			unit = g.Means.Limit.Unit().String()
		}
		return page.Texts(append(row, fmt.Sprint(g.Tally.Used), fmt.Sprint(g.NonDetect), fmt.Sprint(g.Tally.Invalid),
			fmt.Sprint(g.Tally.Duplicate), p.hours(g),
			p.rule(g.Means, g.NonDetect), extreme(g.Least, g.Detected), extreme(g.Most, g.Detected),
			p.rule(g.Amounts, g.NonDetect), unit))
	})
	return t
}

// records say the same for narrow terminals.
func (p *monitorPage) records(t *page.Grid) []page.Record {
	var out []page.Record
	for i, g := range p.Result.Groups {
		head := strings.Join(page.Present(g.Outlet, p.pollutant(g.Pollutant), g.Period), "  ")
		var fields []page.Field
		for j, c := range t.Columns {
			if text := t.Rows[i][j]; !slices.Contains([]string{g.Outlet, p.pollutant(g.Pollutant), g.Period},
				text.String()) {
				fields = append(fields, page.Field{Name: c.Head, Text: text})
			}
		}
		out = append(out, page.Record{Head: page.T(head), Fields: fields})
	}
	return out
}

// rule shows a number under the ways of counting what was not detected: one
// where they agree, else zero / half / limit.
func (p *monitorPage) rule(r totals.ByRule, nonDetects int64) string {
	switch {
	case !r.OK:
		return none
	case nonDetects == 0:
		return r.Limit.Shown(digits)
	}
	return r.Zero.Shown(digits) + " / " + r.Half.Shown(digits) + " / " + r.Limit.Shown(digits)
}

func extreme(q quantity.Quantity, ok bool) string {
	if !ok {
		return none
	}
	return q.Shown(digits)
}

// hours are the hours used of those of the period; samples cover none.
func (p *monitorPage) hours(g totals.Group) string {
	if g.Minutes == 0 {
		return none
	}
	return quantity.Fixed(inHours(g.Covered), 0) + "/" + quantity.Fixed(inHours(g.Span), 0)
}

func inHours(minutes int64) *big.Rat { return big.NewRat(minutes, 60) }

func (p *monitorPage) notes() []string {
	var out []string
	nd, arithmetic := false, false
	whys := map[string]bool{}
	for _, g := range p.Result.Groups {
		nd = nd || g.NonDetect > 0
		arithmetic = arithmetic || (g.Means.OK && !g.Weighted)
		if why := p.in(g.Why); why != "" && !whys[why] {
			whys[why] = true
			out = append(out, p.t("没有排放量：", "No amount: ")+why+p.t("。", "."))
		}
	}
	if nd {
		out = append(out, p.t("三个数依次为未检出按零、检出限之半、检出限。",
			"Three numbers: values not detected as zero, as half the limit, as the limit."))
	}
	if arithmetic {
		out = append(out, p.t("没有流量的为算术平均，其余按流量加权。",
			"Means are weighted by flow; without flow they are arithmetic."))
	}
	return out
}

func (p *monitorPage) files() []page.Record {
	var out []page.Record
	for _, f := range p.Files {
		r := page.Record{Head: page.T(f.Name),
			Fields: []page.Field{{Name: p.t("行", "rows"),
				Text: page.T(p.f("%d（第 %d–%d 行），%s，%d 字节，SHA-256 %s",
					"%d (lines %d–%d), %s, %d bytes, SHA-256 %s", f.Rows, f.First, f.Last, f.Encoding, f.Bytes,
					f.SHA256))},
				{Name: p.t("数据", "values"), Text: page.T(p.classes(p.tally(f)))}, {Name: p.t("各列", "columns"),
					Text: page.T(p.layout(f))}}}
		out = append(out, r)
	}
	return out
}
