package view

import (
	"fmt"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
)

// figuresInWords names figures by their words, each with the name that a table of
// submitted figures may write as well.
func (b *builder) figuresInWords(d *dossier.Dossier, names []string) []string {
	var out []string
	for _, name := range names {
		words := b.in(review.TargetWords(d, name))
		if words != name {
			words += b.f("（%s）", " (%s)", name)
		}
		out = append(out, words)
	}
	return out
}

// Review is the review of submitted figures, with every finding of the review
// and of the dossier graded: a review opinion to send.
func Review(r review.Result, all []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: r.Plan.Dossier.Project.Name + b.t("  复核意见", ": review"),
		Verdict: b.t("结论：", "Verdict: ") +
			b.reviewVerdict(r, all), Facts: b.reviewFacts(r)}
	var sections []page.Section
	if len(r.Outcomes) > 0 {
		sections = append(sections, page.Section{Title: b.t("申报数字", "Submitted figures"),
			Blocks: []page.Block{outcomeTable.With(b.Voice, r.Outcomes).Block()}})
		if missing := b.figuresInWords(r.Plan.Dossier, review.NotSubmitted(r)); len(missing) > 0 {
			sections = append(sections, page.Section{Title: b.t("没有申报的起决定作用的数值",
				"Figures that decide and were not submitted"),
				Blocks: []page.Block{{List: page.Texts(missing)}}})
		}
	}
	if list := b.causes(r); len(list) > 0 {
		sections = append(sections, page.Section{Title: b.t("差异的可能解释", "What may explain a difference"),
			Blocks: []page.Block{{Records: list,
				Notes: page.Texts([]string{b.t("“可复现申报值”不等于已证明发生了该错误。",
					"That a mistake reproduces a figure does not show that it was made.")})}}})
	}
	if records := b.reviewRecords(all); len(records) > 0 {
		sections = append(sections, page.Section{Title: b.t("问题清单", "Findings"),
			Blocks: append([]page.Block{{Records: records}}, footnotes(sections...)...), Findings: true})
	}
	if len(r.Points) > 0 {
		sections = append(sections, b.points(r.Points))
	}
	doc.Sections, doc.Foot = b.numbered(sections), true
	return page.Page{Doc: doc, Main: b.reviewList(all), Data: reviewTable.One(b.Voice, reviewed{r, all}).Object(),
		Own: map[page.Format]func() ([]byte,
			error){
			page.SARIF: func() ([]byte, error) { return data.JSON(sarif(all, lang)) },
			page.JUnit: func() ([]byte, error) { return junit(r, all, lang) }}}
}

func (b *builder) reviewVerdict(r review.Result, all []calc.Finding) string {
	var parts []string
	for _, v := range review.Verdicts.Values() {
		if n := r.Count(v); n > 0 {
			parts = append(parts, b.in(v.Name())+" "+strconv.Itoa(n))
		}
	}
	if len(parts) == 0 {
		parts = []string{b.t("没有核对任何数字", "no figure was checked")}
	}
	return strings.Join(parts, b.t("，", ", ")) + b.t("；", "; ") + b.grades(all)
}

// grades counts findings by grade.
func (b *builder) grades(all []calc.Finding) string {
	var parts []string
	for _, g := range []review.Grade{review.Grave, review.Larger, review.Common, review.Slight} {
		n := 0
		for _, f := range all {
			if review.GradeOf(f) == g {
				n++
			}
		}
		parts = append(parts, b.in(g.Name())+" "+strconv.Itoa(n))
	}
	return b.t("问题 ", "findings: ") + strings.Join(parts, b.t("、", ", "))
}

func (b *builder) reviewFacts(r review.Result) []page.Field {
	checked := map[string]bool{}
	for _, o := range r.Outcomes {
		checked[o.Submitted.Target] = true
	}
	return []page.Field{
		{Name: b.t("依据", "policy"), Text: page.T(r.Plan.Policy.Instrument)},
		{Name: b.t("法规日期", "date of law"), Text: page.T(r.Plan.On.String())},
		{Name: b.t("方案", "plan"), Text: page.T(b.verdict(r.Plan))},
		{Name: b.t("申报数字", "figures"), Text: page.T(b.f("%d 个；可复算 %d 个，其中 %d 个没有申报，未核对",
			"%d; %d can be recomputed, %d of them were not submitted and not checked",
			len(r.Outcomes), len(r.Targets), b.unsubmitted(r, checked)))},
	}
}

func (b *builder) unsubmitted(r review.Result, checked map[string]bool) int {
	n := 0
	for _, t := range r.Targets {
		if !checked[t.Name] {
			n++
		}
	}
	return n
}

// points lists the points of a permit's review: what was decided in a table, what
// no data decide below it.
func (b *builder) points(list []review.Point) page.Section {
	var rows []review.Point // result by result
	var counts []string
	for _, result := range review.PointResults.Values() {
		before := len(rows)
		for _, p := range list {
			if p.Result == result {
				rows = append(rows, p)
			}
		}
		if n := len(rows) - before; n > 0 {
			counts = append(counts, b.in(result.Name())+" "+strconv.Itoa(n))
		}
	}
	return page.Section{Title: b.t("许可审核要点（HJ 1299-2023）", "Points of a permit's review (HJ 1299-2023)"),
		Blocks: []page.Block{{Text: page.T(strings.Join(counts, b.t("，", ", ")) + b.t("。未能核对不等于通过。",
			". What could not be checked is not passed."))}, reviewPointTable.With(b.Voice, rows).Block()}}
}

// outcomeWhy is the shortest word on an outcome.
func outcomeWhy(o review.Outcome) calc.Text {
	switch {
	case o.Path != nil:
		return o.Path.How
	case o.Verdict == review.Unknown:
		return o.Why
	case o.Accepted:
		return calc.Textf("经 %s 认可保留至 %s：%s", "accepted by %s until %s: %s", o.Acceptance.Who,
			o.Acceptance.Until.String(), o.Acceptance.Reason)
	case o.Side == review.SafeSide && o.Verdict == review.Differs:
		return o.Side.Name()
	case len(o.Causes) > 0:
		if c, ok := o.FirmCause(); ok {
			return calc.Textf("可复现申报值：%s", "reproduces the figure: %s", c.What)
		}
		return calc.Text{ZH: "可能的原因见附录", EN: "possible causes: see the annex"}
	case o.Verdict == review.Differs && o.Searched > 0:
		return calc.Textf("已试 %d 种常见错误，均不能复现", "none of %d mistakes tried reproduces it", o.Searched)
	}
	return calc.Text{}
}

// causes lists what reproduces the figures that differ.
func (b *builder) causes(r review.Result) []page.Record {
	var out []page.Record
	for _, o := range r.Outcomes {
		if len(o.Causes) == 0 {
			continue
		}
		rec := page.Record{Head: page.T(b.f("%s  申报 %s，复算 %s %s", "%s  submitted %s, computed %s %s",
			o.Submitted.Target,
			o.Submitted.Written, o.Rounded, o.Submitted.Unit))}
		for i, c := range o.Causes[:min(len(o.Causes), maxCauses)] {
			rec.Fields = append(rec.Fields, page.Field{Name: strconv.Itoa(i + 1),
				Text: page.T(b.f("%s，可复现申报值；同时可复现的不一致数字 %d 个，会改变的一致数字 %d 个",
					"%s; reproduces the figure, and of all that differ %d; it would change %d that agree",
					c.What, c.Explains, c.Breaks))})
		}
		if rest := len(o.Causes) - maxCauses; rest > 0 {
			rec.Fields = append(rec.Fields, page.Field{Name: "…", Text: page.T(b.f("另有 %d 种，见 --format json",
				"%d more in --format json",
				rest))})
		}
		out = append(out, rec)
	}
	return out
}

// maxCauses bounds how many explanations a page shows for one figure.
const maxCauses = 5

func (b *builder) reviewRecords(all []calc.Finding) []page.Record {
	var out []page.Record
	for i, f := range all {
		if f.Severity == calc.Note && f.Code != review.CodePath {
			continue // in CSV and JSON
		}
		grade := review.GradeOf(f)
		r := page.Record{Head: page.T(strings.Join(page.Present(fmt.Sprintf("%d", i+1), b.in(grade.Name()), f.Code,
			f.At.String()),
			"  ")), Kind: &page.Kind{ID: string(grade), Name: b.in(grade.Name())}}
		r.Fields = append(r.Fields, page.Field{Name: b.t("问题", "problem"), Text: page.T(b.in(f.Message))})
		if rule := clause(f.Rule, f.Clause); rule != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t("依据", "clause"), Text: page.T(rule)})
		}
		if remedy := b.in(f.Remedy); remedy != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t("建议", "correction"), Text: page.T(remedy)})
		}
		out = append(out, r)
	}
	return out
}

// graded is a finding with its number in a list to send.
type graded struct {
	number int
	calc.Finding
}

// listTable is the list to send: one row a finding, with a column for the second
// look.
var listTable = page.Table[graded]{Name: "list", Columns: []page.Column{
	page.CountOf("", page.H("序号", "no."), func(g graded) int { return g.number }).In(page.Sheet),
	page.SheetOf(page.H("等级", "grade"), func(v page.Voice, g graded) string {
		return v.In(review.GradeOf(g.Finding).Name())
	}),
	page.SheetOf(page.H("编号", "code"), func(_ page.Voice, g graded) string { return g.Code }),
	page.SheetOf(page.H("问题", "problem"), func(v page.Voice, g graded) string { return v.In(g.Message) }),
	page.SheetOf(page.H("位置", "place"), func(_ page.Voice, g graded) string { return g.At.String() }),
	page.SheetOf(page.H("依据", "clause"), func(_ page.Voice, g graded) string { return clause(g.Rule, g.Clause) }),
	page.SheetOf(page.H("建议", "correction"), func(v page.Voice, g graded) string { return v.In(g.Remedy) }),
	page.SheetOf(page.H("复核结果", "recheck"), func(page.Voice, graded) string { return "" }),
}}

func (b *builder) reviewList(all []calc.Finding) page.Grid {
	var rows []graded
	for i, f := range all {
		rows = append(rows, graded{i + 1, f})
	}
	return listTable.With(b.Voice, rows).CSV()
}
