package view

import (
	"regexp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

// Opinion is a review as a document to sign: what was reviewed, a conclusion to
// confirm, each metal, each problem with its derivation beside it, what could not be
// checked, a form for the answer. It has no names, paths or words of the program;
// the forms for programs are those of Review.
func Opinion(r review.Result, all []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	o := &opinionWriter{builder: b, r: r, all: all, named: namesIn(r.Plan.Dossier)}
	p := Review(r, all, lang)
	verdict, why := o.conclusion()
	p.Doc = page.Doc{Title: r.Plan.Dossier.Project.Name + b.t(" 重金属总量替代技术复核意见", ": review opinion"),
		Verdict: b.t("结论（供复核人确认）：",
			"Conclusion (for the reviewer to confirm): ") + verdict, Facts: o.head(), Foot: true}
	sections := []page.Section{{Title: b.t("结论的理由", "Why"), Blocks: []page.Block{{List: why}}}}
	sections = append(sections, o.metals()...)
	sections = append(sections, o.figures()...)
	sections = append(sections, o.problems()...)
	sections = append(sections, o.unchecked(), o.doubts())
	sections = append(sections, o.annex()...)
	sections = append(sections, o.reply(), o.signatures())
	p.Doc.Sections = b.numbered(slices.DeleteFunc(sections, func(s page.Section) bool { return len(s.Blocks) == 0 }))
	return p
}

type opinionWriter struct {
	*builder
	r       review.Result
	all     []calc.Finding
	answers []string // problems, in words, for the reply form
	named   naming
}

func (o *opinionWriter) words(target string) string {
	return o.in(review.TargetWords(o.r.Plan.Dossier, target))
}

// head says what was reviewed, and the bounds of the review.
func (o *opinionWriter) head() []page.Field {
	d, p := o.r.Plan.Dossier, o.r.Plan
	builder := d.Project.Discharger
	for _, x := range d.Dischargers {
		if x.ID == d.Project.Discharger {
			builder = x.Name
		}
	}
	return []page.Field{
		{Name: o.t("项目名称", "project"), Text: page.T(d.Project.Name)},
		{Name: o.t("建设单位", "builder"), Text: page.T(builder)},
		{Name: o.t("建设性质", "nature"), Text: page.T(o.in(d.Project.Kind.Name()))},
		{Name: o.t("建设地点", "place"), Text: page.T(o.in(p.Policy.Authority(d.Project.County, d.Project.City)))},
		{Name: o.t("复核对象", "reviewed"), Text: page.T(o.f("申请材料（%s）及申报数字 %d 个",
			"the application (%s) and %d submitted figures",
			d.Date.String(), len(o.r.Outcomes)))},
		{Name: o.t("依据", "by"), Text: page.T(p.Policy.Instrument + o.f("；%s 施行的法规", "; law of %s",
			p.On.String()))},
		{Name: o.t("复核人", "reviewer"), Text: page.T("")},
		{Name: o.t("复核日期", "date"), Text: page.T("")},
		{Name: o.t("范围", "scope"),
			Text: page.T(o.t("只核对总量核算和替代方案的数字，不含现场核查；未能核对的不视为通过",
				"figures of the account and the plan only, no visit to the site; what could not be "+
					"checked is not passed"))},
	}
}

// conclusion proposes one of three, and why.
func (o *opinionWriter) conclusion() (string, []page.Spans) {
	var why []page.Spans
	add := func(zh, en string, args ...any) { why = append(why, page.T(o.f(zh, en, args...))) }
	grave, errors := 0, 0
	for _, f := range o.all {
		if f.Severity != calc.Error {
			continue
		}
		errors++
		if review.GradeOf(f) == review.Grave {
			grave++
		}
	}
	unknown := o.r.Count(review.Unknown) + o.r.Count(review.FewDigits)
	status := o.r.Plan.Status
	stands := slices.Contains([]substitution.Status{substitution.Complete, substitution.Waived, substitution.NoDemand},
		status)
	add("替代方案：%s", "the plan: %s", o.verdict(o.r.Plan))
	add("申报数字 %d 个：一致 %d 个，按合理修约一致 %d 个，不一致 %d 个，未能核对 %d 个",
		"%d submitted figures: %d agree, %d by a legitimate rounding, %d differ, "+
			"%d could not be checked", len(o.r.Outcomes),
		o.r.Count(review.Agrees), o.r.Count(review.ByPath), o.r.Count(review.Differs), unknown)
	if errors > 0 {
		add("应改正的问题 %d 个，其中重大 %d 个", "%d problems to be corrected, %d of them grave", errors, grave)
	}
	if len(o.r.Outcomes) == 0 {
		add("没有申报数字，未核对任何数", "no figure was submitted: none was checked")
	}
	switch {
	case !stands:
		return o.t("不予认可", "not to be accepted"), why
	case errors > 0 || len(o.r.Outcomes) == 0:
		return o.t("修改后认可", "to be accepted after correction"), why
	}
	return o.t("可予认可", "to be accepted"), why
}

// metals is the balance of each metal, submitted beside recomputed.
func (o *opinionWriter) metals() []page.Section {
	g := &page.Grid{Columns: []page.Head{{Head: o.t("金属", "metal")}, {Head: ""}}}
	for _, h := range [][2]string{{"新增", "new"}, {"以新带老", "own"}, {"净增", "net"}, {"需替代", "demand"},
		{"已落实来源", "allocated"}, {"缺口", "shortfall"}} {
		g.Columns = append(g.Columns, page.Head{Head: o.t(h[0], h[1]), Right: true})
	}
	for _, n := range o.r.Plan.Needs {
		suffix := string(n.Pollutant)
		name := o.in(n.Pollutant.Name())
		if n.Medium != "" {
			suffix += "/" + string(n.Medium)
			name += o.paren(o.in(n.Medium.Name()))
		}
		computed, submitted := page.Row(name, o.t("复算", "recomputed")), page.Row("", o.t("申报", "submitted"))
		for _, x := range []struct {
			key  string
			step calc.Step
		}{{"new", n.New}, {"own", n.Own}, {"net", n.Net}, {"demand", n.Demand}, {"allocated", n.Allocated},
			{"shortfall", n.Shortfall}} {
			shown := none
			if x.step.OK() {
				shown = x.step.Value().ShownAmount()
			}
			computed = append(computed, page.T(shown))
			submitted = append(submitted, page.T(o.submittedFor(x.key+"/"+suffix)))
		}
		g.Rows = append(g.Rows, computed, submitted)
	}
	if len(g.Rows) == 0 {
		return nil
	}
	return []page.Section{{Title: o.t("各金属的总量（kg/a）", "The account of each metal (kg/a)"),
		Blocks: []page.Block{{Table: g}}}}
}

// submittedFor is a figure as submitted, with its unit where that is not kg/a.
func (o *opinionWriter) submittedFor(target string) string {
	for _, x := range o.r.Outcomes {
		if x.Submitted.Target == target {
			if x.Submitted.Unit == "kg/a" {
				return x.Submitted.Written
			}
			return x.Submitted.Written + " " + x.Submitted.Unit
		}
	}
	return none
}

// figures sets each figure beside what is computed.
func (o *opinionWriter) figures() []page.Section {
	if len(o.r.Outcomes) == 0 {
		return nil
	}
	g := &page.Grid{Columns: []page.Head{{Head: o.t("指标", "number"), Wrap: true}, {Head: o.t("申报值", "submitted"),
		Right: true},
		{Head: o.t("复算值", "recomputed"), Right: true}, {Head: o.t("差值", "difference"), Wrap: true},
		{Head: o.t("结论", "verdict"), Wrap: true}}}
	for _, x := range o.r.Outcomes {
		computed, effect := none, ""
		if x.Computed.OK() {
			computed = o.in(x.Correction())
		}
		if x.Verdict == review.Differs || x.Verdict == review.ByPath {
			effect = o.in(x.Effect())
		}
		g.Rows = append(g.Rows, page.Row(o.words(x.Submitted.Target),
			strings.TrimSpace(x.Submitted.Written+" "+x.Submitted.Unit),
			computed, effect, o.in(x.Verdict.Name())))
	}
	return []page.Section{{Title: o.t("申报数字", "Submitted figures"), Blocks: []page.Block{{Table: g}}}}
}

// problems are those by grade: of figures with their derivation, then all others.
func (o *opinionWriter) problems() []page.Section {
	var blocks []page.Block
	number := 0
	for _, grade := range review.Grades.Values() {
		for _, f := range o.all {
			if review.GradeOf(f) != grade || isDoubt(f) || f.Code == review.CodePrinted || f.Code == review.CodeBudget {
				continue
			}
			number++
			rec := page.Record{Head: page.T(o.f("%d  %s", "%d  %s", number, o.in(grade.Name())))}
			rec.Fields = append(rec.Fields, page.Field{Name: o.t("问题", "problem"),
				Text: page.T(o.plainly(o.in(f.Message)))})
			if x, ok := o.outcomeOf(f); ok {
				for _, line := range o.derivation(x.Computed) {
					rec.Fields = append(rec.Fields, page.Field{Name: o.t("复算", "derivation"), Text: page.T(line)})
				}
			}
			if c := f.Clause.String(); c != "" {
				rec.Fields = append(rec.Fields, page.Field{Name: o.t("依据", "clause"), Text: page.T(c)})
			}
			if remedy := o.remedy(f); remedy != "" {
				rec.Fields = append(rec.Fields, page.Field{Name: o.t("更正", "correction"), Text: page.T(remedy)})
			}
			blocks = append(blocks, page.Block{Records: []page.Record{rec}})
			if f.Severity != calc.Note {
				o.answers = append(o.answers, o.f("问题 %d", "problem %d", number))
			}
		}
	}
	return []page.Section{{Title: o.t("问题", "Problems"), Blocks: blocks}}
}

// outcomeOf is the figure that a finding is about.
func (o *opinionWriter) outcomeOf(f calc.Finding) (review.Outcome, bool) {
	target, ok := strings.CutPrefix(f.Subject, "submitted:")
	if !ok || len(f.Figures) == 0 {
		return review.Outcome{}, false
	}
	for _, x := range o.r.Outcomes {
		if x.Submitted.Target == target && x.Computed.OK() && x.Submitted.At == f.At {
			return x, true
		}
	}
	return review.Outcome{}, false
}

// derivation is the operation behind a number in two lines: with symbols, and with
// figures. Of several rules it is that of the one that counts.
func (o *opinionWriter) derivation(s calc.Step) []string {
	s = within(s)
	for s.OK() && (s.Op() == calc.OpLeast || s.Op() == calc.OpGreatest) && s.Chosen() >= 0 {
		s = within(s.Operands()[s.Chosen()])
	}
	if !s.OK() {
		return nil
	}
	formula := o.formula(s)
	if !composed(s) || formula == "" {
		return []string{s.Symbol() + " = " + plain(s.Value()) + o.t("（申请材料写明的数）",
			" (as the application states it)")}
	}
	figures := formula
	var names, values []string
	for _, x := range s.Operands() {
		name := x.Symbol()
		if strings.ContainsAny(name, "−+") {
			name = "(" + name + ")"
		}
		names, values = append(names, name), append(values, briefly(x))
	}
	for _, sign := range []string{" × ", " + ", " − ", " ÷ "} {
		if formula == strings.Join(names, sign) {
			figures = strings.Join(values, sign)
		}
	}
	lines := []string{s.Symbol() + " = " + formula, "= " + figures + " = " + plain(s.Value())}
	for i, x := range s.Operands() { // what is added up is derived too, as far as a page holds it
		if x = within(x); i < mostDerived && (s.Op() == calc.OpSum || s.Op() == calc.OpDifference) && composed(x) {
			if more := o.derivation(x); len(more) == 2 {
				lines = append(lines, o.t("其中 ", "where ")+more[0]+" "+more[1])
			}
		}
	}
	return lines
}

// mostDerived bounds the parts of a sum that are derived beside it.
const mostDerived = 3

// isDoubt reports whether a finding is about a value of the tool's own, not about the
// application.
func isDoubt(f calc.Finding) bool { return f.Code == substitution.CodeStatus }

// programWords are words of the program that no opinion has.
var programWords = regexp.MustCompile("tidai|--[a-z]|\\[\\[|[a-z]+_[a-z]+|" +
	"TD-[A-Z]{3}-[0-9]{3}|\\.(toml|csv|xlsx|json)\\b")

// keyWords are keys and choices of the program inside a Chinese sentence, and keyBrackets
// are brackets with nothing but one: a medium in English, and a unit, are no keys.
var (
	keyWords    = regexp.MustCompile(`[a-z]{4,}`)
	keyBrackets = regexp.MustCompile(`（[a-z]{4,}）`)
)

// Places in files, names of keys and ids of values, which say nothing to a reader of an
// opinion.
var (
	filePlaces = regexp.MustCompile(`[（(][^（()）]*\.(toml|csv|xlsx|json|log|txt|xls)[^（()）]*[）)]`)
	keyNames   = regexp.MustCompile(`[（(][a-z]+(?:_[a-z]+)+[）)]`)
	valueIDs   = regexp.MustCompile(`\s?\b[a-z][a-z0-9-]*(\.[A-Za-z0-9+-]+)+(:[0-9]+)*`)
)

// remedy is what to do, without words of the program.
func (o *opinionWriter) remedy(f calc.Finding) string {
	if x, ok := o.outcomeOf(f); ok && f.Severity == calc.Error {
		return o.f("改为 %s", "correct to %s", o.in(x.Correction()))
	}
	text := o.plainly(o.in(f.Remedy))
	if programWords.MatchString(text) || o.Lang == calc.ZH && keyWords.MatchString(text) {
		if f.Severity == calc.Note { // which asks for nothing
			return ""
		}
		return o.t("请说明或更正", "please explain or correct")
	}
	return text
}

// plainly puts words in the place of names of numbers.
func (o *opinionWriter) plainly(text string) string {
	names := make([]string, 0, len(o.r.Targets))
	for _, t := range o.r.Targets {
		names = append(names, t.Name)
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		if strings.Contains(text, name) {
			text = strings.ReplaceAll(text, name, o.words(name))
		}
	}
	for _, x := range []*regexp.Regexp{filePlaces, keyNames, valueIDs} {
		text = x.ReplaceAllString(text, "")
	}
	if o.Lang == calc.ZH {
		text = keyBrackets.ReplaceAllString(text, "")
	}
	return o.named.in(text, o.Lang)
}

// unchecked lists what could not be checked: it is not passed.
func (o *opinionWriter) unchecked() page.Section {
	var list []page.Spans
	checked := map[string]bool{}
	for _, x := range o.r.Outcomes {
		checked[x.Submitted.Target] = true
		if x.Verdict == review.Unknown || x.Verdict == review.FewDigits {
			list = append(list, page.T(o.words(x.Submitted.Target)+o.t("：", ": ")+o.in(x.Verdict.Name())))
		}
	}
	var missing []string
	for _, t := range o.r.Targets {
		if review.MustBeSubmitted(t.Name) && !checked[t.Name] {
			missing = append(missing, o.words(t.Name))
		}
	}
	if len(missing) > 0 {
		list = append(list, page.T(o.t("没有申报，未核对：", "not submitted and not checked: ")+strings.Join(missing,
			o.t("、", ", "))))
	}
	for _, p := range o.r.Points {
		if why := o.in(p.Why); p.Result == review.Unchecked && !programWords.MatchString(why) {
			list = append(list, page.T(o.in(p.What)+o.t("：", ": ")+why))
		}
	}
	if len(list) == 0 {
		return page.Section{}
	}
	return page.Section{Title: o.t("未能核对的事项（不视为通过）", "What could not be checked (not passed)"),
		Blocks: []page.Block{{List: list}}}
}

// doubts are about values of the tool's own.
func (o *opinionWriter) doubts() page.Section {
	var list []page.Spans
	for _, f := range o.r.Plan.Factors {
		if f.Origin().Status == calc.StatusText {
			continue
		}
		list = append(list, page.T(o.f("%s = %s（%s）：%s", "%s = %s (%s): %s", f.Symbol(), plain(f.Value()),
			f.Clause().String(),
			o.in(f.Origin().Status.Name()))))
	}
	if len(list) == 0 {
		return page.Section{}
	}
	return page.Section{Title: o.t("工具所用数值的说明", "On values that the tool uses"),
		Blocks: []page.Block{{Text: page.T(o.t("下列数值未经原文核对，使用前应核对原文；不是申请人的问题。",
			"These values were not read in the instrument itself: check them before use. "+
				"They are no problems of the applicant's."))},
			{List: list}}}
}

// annex lists possible causes: coincidences among them.
func (o *opinionWriter) annex() []page.Section {
	var list []page.Spans
	for _, x := range o.r.Outcomes {
		if _, firm := x.FirmCause(); firm || len(x.Causes) == 0 || x.Side == review.SafeSide {
			continue
		}
		for _, c := range x.Causes[:min(2, len(x.Causes))] {
			list = append(list, page.T(o.words(x.Submitted.Target)+o.t("：", ": ")+o.plainly(o.in(c.What))))
		}
	}
	list = slices.DeleteFunc(list, func(s page.Spans) bool { return programWords.MatchString(s.String()) })
	if len(list) == 0 {
		return nil
	}
	return []page.Section{{Title: o.t("附录：可能的原因", "Annex: possible causes"),
		Blocks: []page.Block{{Text: page.T(o.t("下列错误能得出申报值，也可能只是巧合，供作者自查。",
			"These mistakes give the submitted figure, or hit it by chance: for the "+
				"author's own check."))}, {List: list}}}}
}

// reply is the form for the author's answer.
func (o *opinionWriter) reply() page.Section {
	if len(o.answers) == 0 {
		return page.Section{}
	}
	g := &page.Grid{Columns: []page.Head{{Head: o.t("问题", "problem")}, {Head: o.t("采纳", "accepted")},
		{Head: o.t("说明", "explanation"), Wrap: true}}}
	for _, x := range o.answers {
		g.Rows = append(g.Rows, page.Row(x, "□", "　　　　　　　　　　"))
	}
	return page.Section{Title: o.t("答复", "Reply"), Blocks: []page.Block{{Table: g}}}
}

func (o *opinionWriter) signatures() page.Section {
	var list []page.Spans
	for _, line := range []string{o.t("复核人（签名）：", "Reviewer (signature): "), o.t("复核单位（盖章）：",
		"Organisation (seal): "),
		o.t("日期：", "Date: ")} {
		list = append(list, page.T(line+"________________"))
	}
	return page.Section{Title: o.t("签名", "Signatures"), Blocks: []page.Block{{List: list}}}
}
