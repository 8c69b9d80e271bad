package view

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/totals"
	"tidai/cmd/tidai/internal/page"
)

// Monitor shows totals and quality of raw monitoring files. The page can be
// written in the given format only: there may be groups by the ten thousand.
func Monitor(m totals.Summary, lang calc.Lang, format page.Format) page.Page {
	p := newMonitorPage(monitored{m}, lang)
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
		{Title: p.t("汇总", "Totals"), Blocks: []page.Block{{Table: t, Narrow: t, Records: t.Records(p.heads()),
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
func ofGroups[T any](groups []totals.Group, of func(*totals.Group) T) []T {
	out := make([]T, len(groups))
	const some = 64
	var wg sync.WaitGroup
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from := int(next.Add(some)) - some; from < len(groups); from = int(next.Add(some)) - some {
				for i := from; i < min(from+some, len(groups)); i++ {
					out[i] = of(&groups[i])
				}
			}
		})
	}
	wg.Wait()
	return out
}

// monitored is what raw monitoring files came to.
type monitored struct{ totals.Summary }

type monitorPage struct {
	*builder
	monitored
	groups page.Table[*totals.Group]
}

func newMonitorPage(m monitored, lang calc.Lang) *monitorPage {
	return &monitorPage{newBuilder(lang), m, groupTable(m.has(totals.ByOutlet), m.byPeriod())}
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
func (m monitored) tally(f monitoring.FileRecord) monitoring.Tally {
	var t monitoring.Tally
	t.Add(f.Tally)
	t.Add(m.Result.Files[f.Name])
	return t
}

func (p *monitorPage) total() monitoring.Tally {
	var t monitoring.Tally
	for _, f := range p.Files {
		t.Add(p.tally(f))
	}
	return t
}

func (m monitored) has(by ...totals.By) bool {
	return slices.ContainsFunc(by, func(b totals.By) bool { return slices.Contains(m.By, b) })
}

func (m monitored) byPeriod() bool {
	return m.has(totals.ByYear, totals.ByQuarter, totals.ByMonth, totals.ByDay)
}

// table is the table of the groups, made with all cores: there may be many.
func (p *monitorPage) table() *page.Grid {
	t := p.groups.With(p.Voice, nil).Grid()
	t.Rows = ofGroups(p.Result.Groups, func(g *totals.Group) []page.Spans { return p.groups.One(p.Voice, g).Row() })
	return t
}

// heads are the columns that say which group a row is.
func (p *monitorPage) heads() int {
	n := 1
	if p.has(totals.ByOutlet) {
		n++
	}
	if p.byPeriod() {
		n++
	}
	return n
}

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
				Text: page.T(p.f("%d（第 %s 行%s），%s，%d 字节，SHA-256 %s",
					"%d (lines %s%s), %s, %d bytes, SHA-256 %s", f.Rows, p.rowsRead(f), p.sheetsRead(f), f.Encoding,
					f.Bytes, f.SHA256))},
				{Name: p.t("数据", "values"), Text: page.T(p.classes(p.tally(f)))}, {Name: p.t("各列", "columns"),
					Text: page.T(p.layout(f))}}}
		out = append(out, r)
	}
	return out
}
