package review

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/substitution"
	"tidai/factors"
)

// PointResult is what looking at a review point came to.
type PointResult string

// The results. A point that could not be checked is never a pass.
const (
	Met       PointResult = "met"
	NotMet    PointResult = "not-met"
	Unchecked PointResult = "unchecked"
)

// PointResults lists the results in the order of tables.
var PointResults = calc.Words[PointResult]{
	{Key: NotMet, Name: calc.Text{ZH: "不符", EN: "not met"}},
	{Key: Unchecked, Name: calc.Text{ZH: "未能核对", EN: "could not be checked"}},
	{Key: Met, Name: calc.Text{ZH: "未见不符", EN: "nothing against it"}},
}

// Name returns the result in words.
func (r PointResult) Name() calc.Text { return PointResults.Name(r) }

// Point is one thing a reviewer of a permit looks at (HJ 1299-2023, annexes A to
// C) or, of an actual emission, at what the specifications ask for, and what the
// dossier says about it.
type Point struct {
	ID     string
	Clause calc.Clause
	What   calc.Text
	Result PointResult
	Why    calc.Text // what stands against it, what it rests on, or what is missing
}

// point is a Point before it is looked at. A finding whose code is in against
// decides against it, one whose code is in open leaves it open; decide, if there
// is one, says what else the data show.
type point struct {
	id, locator   string
	what          calc.Text
	against, open []string
	missing       calc.Text // why it cannot be decided; of points that no data decide
	decide        func(*pointer) (PointResult, calc.Text)
}

const permitReview = "HJ 1299-2023"

// points are the review points of HJ 1299-2023 in its own order, then those of
// an actual emission, which that standard does not have.
var points = []point{
	{id: "results", locator: "4.2.2，附录A.2", what: calc.Text{ZH: "核算方法和结果正确（复算许可排放量）",
		EN: "methods and results of the calculation are right (recomputed)"}, decide: (*pointer).results},
	{id: "materials", locator: "5.1.3", what: calc.Text{ZH: "申请材料齐全（计算过程、总量分配文件、区域削减落实材料）",
		EN: "the materials are complete (calculation, allocation of quota, regional reduction)"},
		missing: calc.Text{ZH: "材料清单不在数据中", EN: "the list of materials is not in the data"}},
	{id: "validity", locator: "6.2.1，表B.1-1", what: calc.Text{ZH: "许可证有效期（淘汰类项目至淘汰日止）",
		EN: "validity of the permit (until the day of elimination)"},
		missing: calc.Text{ZH: "是否属淘汰类不在数据中",
			EN: "whether the project is to be eliminated is not in the data"}},
	{id: "industry", locator: "6.2.2，表B.1-2", what: calc.Text{ZH: "行业类别和代码正确，无遗漏",
		EN: "industry and its code are right, none is left out"},
		against: []string{"TD-SCO-002", "TD-SCO-003", "TD-SCO-005", "TD-SCO-007", "TD-RED-002"},
		open:    []string{"TD-SCO-001", "TD-SCO-006"}},
	{id: "management", locator: "6.2.3，表B.1-3", what: calc.Text{ZH: "管理类别正确，未降级",
		EN: "the management class is right and not lowered"},
		against: []string{"TD-SCO-004"}, open: []string{"TD-SCO-001", "TD-SCO-006"}},
	{id: "outlets", locator: "6.2.4，表B.1-4", what: calc.Text{ZH: "排放口齐全，第一类污染物的车间排放口无遗漏",
		EN: "outlets are complete, those of workshops for first-class pollutants too"},
		against: []string{"TD-PER-009", "TD-PER-013", "TD-DOS-012"}},
	{id: "pollutants", locator: "6.2.5，表B.1-5", what: calc.Text{ZH: "污染物种类齐全（含原辅料带入）",
		EN: "pollutants are complete, those of raw materials too"},
		against: []string{"TD-DOS-025"}, missing: calc.Text{ZH: "原辅料成分不在数据中",
			EN: "what raw materials contain is not in the data"}},
	{id: "technology", locator: "6.2.6，表B.1-6", what: calc.Text{ZH: "污染防治技术可行",
		EN: "the treatment is a feasible technology"},
		missing: calc.Text{ZH: "治理工艺不在数据中", EN: "the treatment process is not in the data"}},
	{id: "standards", locator: "6.2.7，表B.1-7", what: calc.Text{ZH: "排放标准和限值现行有效",
		EN: "standards and limits are in force"}, against: []string{"TD-INT-010"}, decide: (*pointer).standards},
	{id: "strictest", locator: "6.2.8，表B.1-8 f)", what: calc.Text{ZH: "许可排放量取严",
		EN: "the permitted amount is the strictest"}, decide: (*pointer).strictest},
	{id: "metals", locator: "表B.1-8 a)", what: calc.Text{ZH: "许可排放量的重金属无遗漏",
		EN: "no metal is missing from the permitted amounts"}, against: []string{CodePermitted},
		decide: (*pointer).submittedAny},
	{id: "method", locator: "表B.1-8 b)", what: calc.Text{ZH: "按技术规范的方法计算",
		EN: "calculated by the method of the specification"},
		against: []string{"TD-PER-004", "TD-PER-006", "TD-PER-011"}, open: []string{"TD-PER-001", "TD-PER-002"},
		decide: (*pointer).byFormula},
	{id: "attachment", locator: "表B.1-8 c)", what: calc.Text{ZH: "填报数与附件计算过程一致",
		EN: "the figure is that of the attached calculation"}, against: []string{CodeTwice, CodeSum, CodeImplied},
		decide: (*pointer).severalTables},
	{id: "years", locator: "表B.1-8 d)", what: calc.Text{ZH: "年许可排放量的年限与有效期一致",
		EN: "the years of the annual amounts are those of the permit"},
		missing: calc.Text{ZH: "各年度许可量不在数据中", EN: "amounts of single years are not in the data"}},
	{id: "special-periods", locator: "6.2.12，表B.1-12", what: calc.Text{ZH: "特殊时段许可排放量",
		EN: "amounts of special periods"},
		missing: calc.Text{ZH: "特殊时段不在数据中", EN: "special periods are not in the data"}},
	{id: "self-monitoring", locator: "6.2.13，表B.1-13", what: calc.Text{ZH: "自行监测的因子和频次",
		EN: "factors and frequency of self-monitoring"},
		against: []string{"TD-MON-133"}, open: []string{"TD-MON-118", "TD-MON-134"}, decide: (*pointer).monitored},
	{id: "ledger", locator: "6.2.15，表B.1-15", what: calc.Text{ZH: "环境管理台账", EN: "the ledger"},
		missing: calc.Text{ZH: "台账要求不在数据中", EN: "the ledger is not in the data"}},
	{id: "reports", locator: "6.2.16，表B.1-16", what: calc.Text{ZH: "执行报告的频次和时限",
		EN: "frequency and deadline of execution reports"},
		missing: calc.Text{ZH: "执行报告要求不在数据中", EN: "execution reports are not in the data"}},
	{id: "special-region", locator: "6.2.19，表B.1-18",
		what: calc.Text{ZH: "重金属特别排放限值区域、总量分配文件和指标",
			EN: "region of special limits; document and amount of the quota"},
		missing: calc.Text{ZH: "特别排放限值区域和总量分配文件不在数据中",
			EN: "the region of special limits and the document of the quota are not in the data"}},
	{id: "substitution", locator: "表B.1-19", what: calc.Text{ZH: "附削减替代说明",
		EN: "the substitution is explained in an attachment"}, decide: (*pointer).plan},
	{id: "on-site", locator: "附录C", what: calc.Text{ZH: "现场与许可证一致", EN: "the site is as in the permit"},
		missing: calc.Text{ZH: "须现场核查", EN: "to be looked at on site"}},
}

// actualPoints are looked at where the dossier has monitoring data.
var actualPoints = []point{
	{id: "actual-outlets", what: calc.Text{ZH: "实际排放量：排放口和金属都在材料中",
		EN: "actual emission: outlets and metals are those of the dossier"}, against: []string{"TD-MON-123"},
		open: []string{"TD-MON-132"}},
	{id: "actual-formula", what: calc.Text{ZH: "实际排放量：按规范的公式",
		EN: "actual emission: by the specification's formula"}, against: []string{"TD-MON-105", "TD-MON-117"},
		open: []string{"TD-MON-104", "TD-MON-113"}},
	{id: "actual-units", what: calc.Text{ZH: "实际排放量：单位和标准状态",
		EN: "actual emission: units and standard state"}, against: []string{"TD-ING-013", "TD-TOT-002"},
		open: []string{"TD-MON-125", "TD-MON-131"}},
	{id: "actual-enforcement", what: calc.Text{ZH: "实际排放量：执法监测数据全部计入",
		EN: "actual emission: all enforcement data are in"}, against: []string{"TD-MON-111"},
		decide: (*pointer).enforcement},
	{id: "actual-frequency", what: calc.Text{ZH: "实际排放量：样品数达到规定频次",
		EN: "actual emission: as many samples as prescribed"}, against: []string{"TD-MON-133"},
		open: []string{"TD-MON-118", "TD-MON-134"}},
	{id: "actual-load", what: calc.Text{ZH: "实际排放量：有负荷对比", EN: "actual emission: loads are compared"},
		against: []string{"TD-MON-112"},
		missing: calc.Text{ZH: "负荷是否逐次记录，须人工核对",
			EN: "whether every load was recorded is to be checked by hand"}},
	{id: "actual-automatic", what: calc.Text{ZH: "实际排放量：自动监测数据有效",
		EN: "actual emission: automatic data are valid"}, against: []string{"TD-MON-106", "TD-MON-109"},
		open: []string{"TD-MON-107"}},
	{id: "actual-abnormal", what: calc.Text{ZH: "实际排放量：非正常工况计入",
		EN: "actual emission: abnormal conditions are in"}, against: []string{"TD-MON-124"},
		missing: calc.Text{ZH: "有无未记录的非正常工况，数据不能说明",
			EN: "data cannot say whether abnormal conditions went unrecorded"}},
	{id: "actual-fallback", what: calc.Text{ZH: "实际排放量：替代系数已标明",
		EN: "actual emission: fallback coefficients are labelled"}, open: []string{"TD-MON-114", "TD-MON-115"}},
}

// pointer looks at points.
type pointer struct {
	Result
	all  []calc.Finding
	book *factors.Book
}

// LookAt looks at every point of a permit's review that the data of a dossier
// can decide; all are the findings that stand against the dossier, the review's
// own among them. What no data decide is said to be unchecked.
func LookAt(r Result, all []calc.Finding, book *factors.Book) []Point {
	p := &pointer{r, all, book}
	var out []Point
	for _, x := range points {
		out = append(out, p.look(x, calc.Clause{Instrument: permitReview, Locator: x.locator}))
	}
	if r.Plan.Dossier != nil && len(r.Plan.Dossier.Monitoring) > 0 {
		for _, x := range actualPoints {
			out = append(out, p.look(x, calc.Clause{}))
		}
	}
	return out
}

func (p *pointer) look(x point, clause calc.Clause) Point {
	out := Point{ID: x.id, Clause: clause, What: x.what}
	if codes := p.having(x.against); len(codes) > 0 {
		out.Result, out.Why = NotMet, seeing(codes)
		return out
	}
	if codes := p.having(x.open); len(codes) > 0 {
		out.Result, out.Why = Unchecked, seeing(codes)
		return out
	}
	switch {
	case x.missing != (calc.Text{}):
		out.Result, out.Why = Unchecked, x.missing
	case x.decide != nil:
		out.Result, out.Why = x.decide(p)
	default:
		out.Result = Met
	}
	return out
}

// having lists the codes among those given that stand against the dossier; a
// note does not.
func (p *pointer) having(codes []string) []string {
	var out []string
	for _, f := range p.all {
		if f.Severity != calc.Note && slices.Contains(codes, f.Code) && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return out
}

func seeing(codes []string) calc.Text {
	list := strings.Join(codes, ", ")
	return calc.Textf("见 %s", "see %s", list)
}

func (p *pointer) results() (PointResult, calc.Text) {
	unknown, differ := p.Count(Unknown)+p.Count(FewDigits), 0
	for _, o := range p.Outcomes {
		if o.counts() {
			differ++
		}
	}
	switch {
	case differ > 0:
		return NotMet, calc.Textf("%d 个申报数字不一致", "%d submitted figures differ", differ)
	case unknown > 0:
		return Unchecked, calc.Textf("%d 个申报数字未能核对", "%d submitted figures could not be checked", unknown)
	case len(p.Outcomes) == 0:
		return Unchecked, calc.Text{ZH: "没有申报数字", EN: "no figure was submitted"}
	}
	return Met, calc.Textf("已核对 %d 个申报数字", "%d submitted figures checked", len(p.Outcomes))
}

func (p *pointer) standards() (PointResult, calc.Text) {
	var out, undated []string
	add := func(list *[]string, name string) {
		if !slices.Contains(*list, name) {
			*list = append(*list, name)
		}
	}
	for _, f := range p.Plan.Factors {
		v, ok := p.book.Value(f.Origin().Factor)
		switch {
		case !ok || f.TermKey() == "atomic-mass": // a constant of nature
		case !v.Until.IsZero() && p.Plan.On.After(v.Until) || !v.Since.IsZero() && p.Plan.On.Before(v.Since):
			add(&out, v.ID)
		case v.Since.IsZero() && v.Until.IsZero():
			add(&undated, v.Instrument)
		}
	}
	switch {
	case len(out) > 0:
		list := strings.Join(out, ", ")
		return NotMet, calc.Textf("法规日期不施行：%s", "not in force on the date of law: %s", list)
	case len(undated) > 0:
		list := strings.Join(undated, ", ")
		return Unchecked, calc.Textf("施行日期未收录：%s", "days of force not carried: %s", list)
	}
	return Met, calc.Text{}
}

// permittedTargets are the names of the amounts that are permitted for the
// project, with the outcome of each that was submitted.
func (p *pointer) permittedTargets() (names []string, outcomes map[string]Outcome) {
	outcomes = map[string]Outcome{}
	for _, a := range p.Plan.Result.Outlets {
		if a.Permitted.OK() {
			names = append(names, permittedTarget(a))
		}
	}
	for _, o := range p.Outcomes {
		if slices.Contains(names, o.Submitted.Target) {
			if before, ok := outcomes[o.Submitted.Target]; !ok || before.Verdict != Differs {
				outcomes[o.Submitted.Target] = o
			}
		}
	}
	return names, outcomes
}

func permittedTarget(a permit.Assessment) string {
	return a.Target() + "/" + string(a.Pollutant) + "/permitted"
}

var noPermitted = calc.Text{ZH: "没有申报许可排放量", EN: "no permitted amount was submitted"}

func (p *pointer) strictest() (PointResult, calc.Text) {
	_, got := p.permittedTargets()
	var wrong []string
	for name, o := range got {
		if o.counts() {
			wrong = append(wrong, name)
		}
	}
	slices.Sort(wrong)
	switch {
	case len(got) == 0:
		return Unchecked, noPermitted
	case len(wrong) > 0:
		list := strings.Join(wrong, ", ")
		return NotMet, calc.Textf("与取严结果不一致：%s", "not the strictest amount: %s", list)
	}
	return Met, calc.Textf("已核对 %d 个许可排放量", "%d permitted amounts checked", len(got))
}

func (p *pointer) submittedAny() (PointResult, calc.Text) {
	names, got := p.permittedTargets()
	switch {
	case len(names) == 0:
		return Unchecked, calc.Text{ZH: "没有许可排放量", EN: "there is no permitted amount"}
	case len(got) == 0:
		return Unchecked, noPermitted
	}
	return Met, calc.Textf("%d 个许可排放量均已申报", "all %d permitted amounts were submitted", len(names))
}

// missingPermitted reports permitted amounts that were not submitted, where
// others were: a metal is missing (HJ 1299-2023 table B.1, no. 8 a).
func (r *reviewer) missingPermitted() {
	var first *Submitted
	for i, o := range r.outcomes {
		if strings.HasSuffix(o.Submitted.Target, "/permitted") && o.Verdict != Unknown {
			first = &r.outcomes[i].Submitted
			break
		}
	}
	if first == nil {
		return
	}
	var missing []string
	for _, a := range r.Plan.Result.Outlets {
		if _, ok := r.submitted(permittedTarget(a)); !ok && a.Permitted.OK() {
			missing = append(missing, permittedTarget(a))
		}
	}
	if len(missing) == 0 {
		return
	}
	list := strings.Join(missing, ", ")
	r.report(calc.Finding{Stage: calc.StageReview, Code: CodePermitted, Severity: calc.Warning, At: first.At,
		Subject: "submitted",
		Clause:  calc.Clause{Instrument: permitReview, Locator: "表B.1-8 a)"},
		Message: calc.Textf("有许可排放量而未申报：%s", "permitted amounts that were not submitted: %s", list),
		Remedy: calc.Text{ZH: "补报这些排放口和重金属的许可排放量",
			EN: "submit the amounts of these outlets and metals"}})
}

func (p *pointer) byFormula() (PointResult, calc.Text) {
	var without []string
	n := 0
	for _, a := range p.Plan.Result.Outlets {
		if !a.Permitted.OK() {
			continue
		}
		n++
		if !slices.ContainsFunc(a.Candidates, func(c permit.Candidate) bool {
			return c.Method == permit.ByFormula &&
				c.Amount.OK()
		}) {
			without = append(without, a.Target()+"/"+string(a.Pollutant))
		}
	}
	switch {
	case n == 0:
		return Unchecked, calc.Text{ZH: "没有许可排放量", EN: "there is no permitted amount"}
	case len(without) > 0:
		list := strings.Join(without, ", ")
		return Unchecked, calc.Textf("规范公式没有算出：%s", "the specification's formula gave no amount: %s", list)
	}
	return Met, calc.Textf("%d 个许可排放量均按规范公式比较",
		"all %d permitted amounts were compared with the specification's formula", n)
}

func (p *pointer) severalTables() (PointResult, calc.Text) {
	tables := map[string]bool{}
	for _, o := range p.Outcomes {
		if o.Submitted.Table != "" {
			tables[o.Submitted.Table] = true
		}
	}
	if len(tables) < 2 {
		return Unchecked, calc.Text{ZH: "申报数字没有写明出自哪几张表（table）",
			EN: "the figures do not say in which tables they stand (table)"}
	}
	return Met, calc.Textf("%d 张表的数字一致", "the figures of %d tables agree", len(tables))
}

func (p *pointer) monitored() (PointResult, calc.Text) {
	if p.Plan.Dossier == nil || len(p.Plan.Dossier.Monitoring) == 0 {
		return Unchecked, calc.Text{ZH: "没有监测数据", EN: "there are no monitoring data"}
	}
	return Met, calc.Text{ZH: "按所附监测数据的次数", EN: "by the number of readings in the data"}
}

func (p *pointer) enforcement() (PointResult, calc.Text) {
	if slices.ContainsFunc(p.Plan.Dossier.Monitoring, func(m dossier.MonitoringFiles) bool {
		return m.Kind == dossier.EnforcementData
	}) {
		return Unchecked, calc.Text{ZH: "有执法监测数据；是否齐全，数据不能说明",
			EN: "there are enforcement data; whether all of them, data cannot say"}
	}
	return Unchecked, calc.Text{ZH: "没有执法监测数据", EN: "there are no enforcement data"}
}

func (p *pointer) plan() (PointResult, calc.Text) {
	switch p.Plan.Status {
	case substitution.Complete, substitution.Waived, substitution.NoDemand:
		return Met, p.Plan.Status.Name()
	}
	return NotMet, p.Plan.Status.Name()
}
