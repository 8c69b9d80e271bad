package region

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/flow"
	"tidai/factors"
)

// milligram is a milligram in kilograms: the unit a region is planned in.
var milligram = big.NewRat(1, 1_000_000)

// maxMilligrams bounds one amount: a thousand million tonnes.
const maxMilligrams = 1_000_000_000_000_000_000

type planner struct {
	Input
	plan   Plan
	market market
	failed bool
}

// Make plans a region. ok is false where a demand or an amount cannot be
// planned with; the findings then say which.
func Make(in Input) (plan Plan, ok bool) {
	p := &planner{Input: in, plan: Plan{Policy: in.Policy, On: in.On, Findings: slices.Clone(in.Findings)}}
	p.Projects = slices.Clone(in.Projects)
	if slices.ContainsFunc(in.Policy.Ratios, factors.Ratio.OfSource) {
		p.failed = true
		p.report(calc.Finding{Stage: calc.StagePolicy, Code: CodeRatios, Severity: calc.Error, Subject: "region",
			Message: calc.Textf("政策 %s 的替代比例随来源的距离或行业而不同，多项目统筹不能按它计算",
				"the ratios of policy %s differ with the place or the industry of a source; a region is not planned "+
					"by them",
				in.Policy.ID),
			Remedy: calc.Text{ZH: "逐个项目运行 tidai plan", EN: "run tidai plan for each project"}})
	}
	p.projects()
	p.sources()
	p.checkReserve()
	if p.failed {
		p.plan.Findings = calc.SortFindings(p.plan.Findings)
		return p.plan, false
	}
	p.collectGoods()
	p.buildMarket()
	if !p.failed {
		p.solve()
	}
	p.plan.Findings = calc.SortFindings(p.plan.Findings)
	return p.plan, !p.failed
}

func (p *planner) report(f calc.Finding) {
	if p.Policy.Asks(f.Key) {
		p.plan.Findings = append(p.plan.Findings, p.Policy.Cited(f))
	}
}

// projects computes what every project needs, each by its own dossier.
func (p *planner) projects() {
	slices.SortFunc(p.Projects, func(a, b Project) int { return cmp.Compare(a.ID, b.ID) })
	for _, x := range p.Projects {
		r, one, stated := x.Reduced(), x.Needed(), x.Dossier().Project
		row := ProjectRow{ID: x.ID, Name: stated.Name, City: stated.Place(), Industry: r.Industry,
			Commissioning: stated.Commissioning}
		x.Findings = slices.Concat(x.Findings, r.Findings)
		p.checkProject(x, one)
		for _, n := range one.Needs {
			if !n.Demand.OK() {
				continue
			}
			row.Needs = append(row.Needs, Need{Good: Good{n.Pollutant, n.Medium}, Exact: n.Demand,
				Rounded: n.Demand.RoundUp(calc.Clause{}, milligram), Waived: n.Waived})
		}
		p.plan.Projects = append(p.plan.Projects, row)
	}
}

// checkProject reports what keeps a project from being planned for, and the
// errors of its dossier that concern more than one source: refused sources
// state their reasons themselves.
func (p *planner) checkProject(x Project, one substitution.Needed) {
	d := x.Dossier()
	for _, f := range append(slices.Clone(x.Findings), one.Findings...) {
		if f.Severity == calc.Error && !strings.HasPrefix(f.Subject, "source:") {
			f.Subject = "project:" + x.ID + "/" + f.Subject
			p.report(f)
		}
	}
	if d.Policy != "" && d.Policy != p.Policy.ID {
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodePolicy, Severity: calc.Warning, At: d.At,
			Subject: "project:" + x.ID,
			Message: calc.Textf("项目 %s 的材料写的政策是 %s，区域按 %s 计算",
				"the dossier of project %s names the policy %s; the region is computed by %s", x.ID, d.Policy,
				p.Policy.ID),
			Remedy: calc.Text{ZH: "核对 policy", EN: "check policy"}})
	}
	if d.Project.Commissioning.IsZero() {
		p.failed = true
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeDate, Severity: calc.Error, At: d.Project.At,
			Subject: "project:" + x.ID,
			Message: calc.Textf("项目 %s 没有投产日期", "project %s has no day of commissioning", x.ID),
			Remedy:  calc.Text{ZH: "填写 commissioning", EN: "state commissioning"}})
	}
	for _, n := range one.Needs {
		if n.Demand.OK() {
			continue
		}
		p.failed = true
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeUncertain, Severity: calc.Error,
			Key:     calc.RuleSpecification,
			At:      d.Project.At,
			Subject: "project:" + x.ID,
			Message: calc.Textf("项目 %s 的 %s 替代需求无法计算：%s",
				"project %s: the demand of %s cannot be computed: %s", x.ID, string(n.Pollutant),
				calc.ErrorText(n.Demand.Err())),
			Remedy: calc.Textf("先运行 tidai plan %s，解决所列错误", "run tidai plan %s first and mend what it lists",
				d.Dir)})
	}
}

// sources assesses every source of every dossier. A project's own reductions
// are part of its demand already (以新带老). Whether a source is in time is
// asked for each project, so the assessment knows no commissioning.
func (p *planner) sources() {
	assess := func(prefix string, c Case) {
		timeless := *c.Dossier()
		timeless.Project.Commissioning = calc.Date{}
		for _, s := range c.With(&timeless).Reduced().Sources {
			p.plan.Sources = append(p.plan.Sources, p.source(prefix, s))
		}
	}
	for _, x := range p.Projects {
		assess(x.ID+"/", x)
	}
	if p.Shared != nil {
		assess("", p.Shared)
	}
	slices.SortFunc(p.plan.Sources, func(a, b SourceRow) int { return cmp.Compare(a.ID, b.ID) })
	p.refuseTwice()
	p.plan.Sources = slices.DeleteFunc(p.plan.Sources, func(s SourceRow) bool { return s.Result.Own })
}

// checkReserve: a reserve that comes after all other sources is no place in the
// order that the levels of cost know.
func (p *planner) checkReserve() {
	if p.Policy.Choice("reserve") != "after-others" {
		return
	}
	for _, s := range p.plan.Sources {
		if s.Result.Source.Basis != dossier.GovernmentReserve || len(s.Refusals) > 0 {
			continue
		}
		p.failed = true
		p.report(calc.Finding{Stage: calc.StagePolicy, Code: CodeReserve, Severity: calc.Error,
			At: s.Result.Source.At, Subject: "source:" + s.ID,
			Message: calc.Textf("来源 %s 是政府储备指标，按政策最后使用；多项目统筹不能按此次序计算",
				"source %s is a government reserve, which the policy lets come last; "+
					"a region is not planned in that order",
				s.ID),
			Remedy: calc.Text{ZH: "从清单中去掉储备指标，先统筹其他来源",
				EN: "take the reserve out and plan with the other sources"}})
	}
}

func (p *planner) source(prefix string, s reduction.SourceResult) SourceRow {
	row := SourceRow{ID: prefix + s.Source.ID, Result: s, Ready: s.Source.Deadline}
	if s.Source.Basis == dossier.Closure && s.Source.Closed.After(row.Ready) {
		row.Ready = s.Source.Closed
	}
	for _, x := range s.Refusals {
		row.Refusals = append(row.Refusals, x.Finding)
	}
	if s.Source.Deadline.IsZero() {
		row.refuse(p, calc.Finding{Stage: calc.StageRegion, Code: CodeDeadline, Key: calc.RuleReadyInTime,
			Message: calc.Textf("来源 %s 没有完成时限，无法判断是否早于投产",
				"source %s has no deadline: whether it is ready in time cannot be seen", row.ID),
			Remedy: calc.Text{ZH: "填写 deadline", EN: "add deadline"}})
	}
	return row
}

func (s *SourceRow) refuse(p *planner, f calc.Finding) {
	f.Severity, f.At, f.Subject = calc.Error, s.Result.Source.At, "source:"+s.ID
	if p.Policy.Asks(f.Key) {
		s.Refusals = append(s.Refusals, p.Policy.Cited(f))
	}
}

// refuseTwice: a line that is stated in two dossiers is one reduction. What a
// project uses for itself comes first, then the first by id. A line is known
// by its firm and its name; within a dossier names need not differ.
func (p *planner) refuseTwice() {
	type line struct{ firm, name string }
	type use struct{ id, folder string }
	first := map[line]use{}
	for _, own := range []bool{true, false} {
		for i := range p.plan.Sources {
			s := &p.plan.Sources[i]
			if s.Result.Own != own || len(s.Refusals) > 0 {
				continue
			}
			k := line{cmp.Or(s.Result.Discharger.CreditCode, s.Result.Discharger.Name), s.Result.Line.Name}
			folder, _, inside := strings.Cut(s.ID, "/")
			if !inside {
				folder = ""
			}
			other, seen := first[k]
			switch {
			case !seen:
				first[k] = use{s.ID, folder}
			case other.folder != folder:
				s.refuse(p, calc.Finding{Stage: calc.StageRegion, Code: CodeTwice, Key: calc.RuleUsedOnce,
					Message: calc.Textf("来源 %s 与 %s 是同一单位的同一条生产线，同一削减量不得重复使用",
						"source %s is the same line of the same firm as %s: one reduction is not used twice", s.ID,
						other.id),
					Remedy: calc.Text{ZH: "只在一份材料中列出该来源；确为两条生产线的，写不同的名称",
						EN: "state the source in one dossier only; if they are two lines, give them different names"}})
			}
		}
	}
}

// collectGoods lists what any project needs, in the order of the notice, and
// what a source that goes whole moves all the same.
func (p *planner) collectGoods() {
	for _, pol := range p.Policy.Quotas() {
		for _, m := range substitution.MediaApart(p.Policy) {
			if g := (Good{pol, m}); p.needed(g) || slices.ContainsFunc(p.plan.Sources, g.movedBy) {
				p.plan.Goods = append(p.plan.Goods, g)
			}
		}
	}
}

func (p *planner) needed(g Good) bool {
	return slices.ContainsFunc(p.plan.Projects, func(x ProjectRow) bool {
		return slices.ContainsFunc(x.Needs, func(n Need) bool { return n.Good == g })
	})
}

// movedBy reports whether a source gives the good whether it is needed or not.
func (g Good) movedBy(s SourceRow) bool {
	_, ok := s.Result.Usable(g.Pollutant, g.Medium)
	return ok && s.Result.Source.Whole && len(s.Refusals) == 0
}

// whole is a step rounded to milligrams as a number of them.
func (p *planner) whole(s calc.Step, subject string, at calc.Position) int64 {
	if err := s.Err(); err != nil {
		p.failed = true
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeUncertain, Severity: calc.Error, At: at,
			Subject: subject,
			Message: calc.Textf("%s 的数值无法计算：%s", "%s: an amount cannot be computed: %s", subject,
				calc.ErrorText(err)),
			Remedy: calc.Text{ZH: "解决所列错误", EN: "mend what is said"}})
		return 0
	}
	q, err := s.Value().In(quantity.KgPerYear)
	mg := new(big.Rat).Quo(q.Rat(), milligram)
	if err == nil && mg.IsInt() && mg.Sign() >= 0 && mg.Cmp(new(big.Rat).SetInt64(maxMilligrams)) <= 0 {
		return mg.Num().Int64()
	}
	p.failed = true
	p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeBeyond, Severity: calc.Error, At: at, Subject: subject,
		Message: calc.Textf("%s 的数值 %s 过大，无法统筹", "%s: the amount %s is too large to plan with", subject,
			s.Value().String()),
		Remedy: calc.Text{ZH: "核对数值和单位", EN: "check the amount and its unit"}})
	return 0
}

// solve divides, proves, and writes the result down.
func (p *planner) solve() {
	problem := p.market.problem()
	problem.MaxNodes = p.MaxNodes
	r, err := flow.Solve(problem)
	if err == nil {
		p.plan.Certificate, err = p.market.certify(r, p.Policy.ID, p.On)
	}
	if err != nil {
		p.failed = true
		p.report(calc.Finding{Stage: calc.StageRegion, Code: CodeBeyond, Severity: calc.Error, Subject: "region",
			Message: calc.Textf("无法统筹：%s", "cannot be planned: %s", calc.ErrorText(err)),
			Remedy:  calc.Text{ZH: "核对数值和单位，或把区域拆分", EN: "check amounts and units, or split the region"}})
		return
	}
	p.plan.Priced, p.plan.Nodes = p.market.priced(), r.Nodes
	var faults []calc.Text
	if r.Proven { // else leaves below the cost are known, and looking at every other one takes long
		faults = certificate.Verify(p.plan.Certificate)
	}
	p.plan.Proven = r.Proven && len(faults) == 0
	if !p.plan.Proven {
		p.unproven(r, faults)
	}
	p.plan.Cost = costs(r.Cost)
	p.write(r)
	p.totals()
	p.remarks()
}

// costs are the totals of the levels in units a reader knows.
func costs(t flow.PlanCost) []quantity.Quantity {
	var out []quantity.Quantity
	for l, x := range t {
		q := new(big.Rat).Mul(new(big.Rat).SetInt(x), milligram)
		unit := quantity.KgPerYear
		if l == levelPrice { // fen/kg times mg/a
			q.Quo(q, big.NewRat(100, 1))
			unit = quantity.MustUnit("元/a")
		}
		out = append(out, quantity.New(q, unit))
	}
	return out
}

// unproven says how far a search that was cut off came, or what the judge
// found wrong.
func (p *planner) unproven(r flow.Result, faults []calc.Text) {
	f := calc.Finding{Stage: calc.StageRegion, Code: CodeUnproven, Severity: calc.Warning, Subject: "region",
		Remedy: calc.Text{ZH: "减少 whole 和 lot，或把区域拆分", EN: "use fewer whole and lot, or split the region"}}
	for l, word := range Levels {
		if !r.Proven && r.Cost[l].Cmp(r.Bound[l]) != 0 {
			f.Message = calc.Textf("整体转让和最小转让量的组合太多，搜索 %d 个节点后停止：方案可行，“%s”之前的各项已"+
				"证明最优，该项为 %s，证明不低于 %s",
				"too many combinations of sources that go whole or by lots: the search ended after %d nodes; the "+
					"plan is feasible and proven best before %q, which is %s and proven to be at least %s",
				r.Nodes, word, costs(r.Cost)[l].String(), costs(r.Bound)[l].String())
			p.report(f)
			return
		}
	}
	f.Message = calc.Textf("证书未通过核实：%s", "the certificate was not accepted: %s", faults[0])
	p.report(f)
}
