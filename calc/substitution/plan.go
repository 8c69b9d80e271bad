package substitution

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/factors"
)

// planner makes a plan, or a part of one.
type planner struct {
	Input
	Order
	plan Plan
}

func newPlanner(in Input, r reduction.Result) *planner {
	return &planner{Input: in, Order: OrderFor(in.Dossier, in.Policy, r),
		plan: Plan{Dossier: in.Dossier, Policy: in.Policy, Result: r}}
}

func (p *planner) report(f calc.Finding) {
	if p.Policy.Asks(f.Key) {
		p.plan.Findings = append(p.plan.Findings, p.Policy.Cited(f))
	}
}

// MediaApart lists what demand is kept apart by: nothing, or the medium
// (reading 2).
func MediaApart(p factors.Policy) []calc.Medium {
	if p.Choice("media") == "separate" {
		return calc.Media.Values()
	}
	return []calc.Medium{""}
}

// needs computes the demand per pollutant (rule JL-2.0):
// max(0, new − own) × ratio. Equality is per metal, never for the sum of five
// (reading 1).
func (p *planner) needs() {
	for _, pol := range p.Policy.Quotas() {
		for _, m := range MediaApart(p.Policy) {
			if n, ok := p.need(pol, m); ok {
				p.plan.Needs = append(p.plan.Needs, n)
			}
		}
	}
}

func (p *planner) need(pol calc.Pollutant, m calc.Medium) (Need, bool) {
	n := Need{Pollutant: pol, Medium: m}
	var parts []calc.Step
	for _, medium := range calc.Media.Values() {
		if m != "" && m != medium {
			continue
		}
		part, ok := newEmission(p.plan.Result.Outlets, pol, medium)
		if !ok {
			continue
		}
		if medium == calc.Water {
			n.Water = part
		} else {
			n.Air = part
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return n, false
	}
	by := p.Policy.Clause(calc.RuleSubstitution)
	n.New = calc.Total("E新增", "new-emission", by, parts...)
	net := n.New
	if own, ok := p.ownReduction(pol, m); ok {
		n.Own = own
		net = calc.Difference("E新增−E以新带老", "new-less-own", by, n.New, own)
	}
	n.Net = calc.Greatest("E净增", "net-new-emission", by, net, zero())
	n.Ratio = p.ratio(n)
	n.Demand = calc.Product("E替代", "demand", by, n.Net, n.Ratio).In(quantity.KgPerYear)
	p.checkNeed(n)
	return n, true
}

func newEmission(all []permit.Assessment, pol calc.Pollutant, m calc.Medium) (calc.Step, bool) {
	var parts []calc.Step
	for _, a := range all {
		if a.Pollutant == pol && a.Medium == m && a.Uncounted == (calc.Text{}) {
			parts = append(parts, a.Contribution)
		}
	}
	if len(parts) == 0 {
		return calc.Step{}, false
	}
	return calc.Total("E", "new-emission", calc.Clause{}, parts...), true
}

func zero() calc.Step {
	return calc.ZeroAmount("0", "zero", quantity.KgPerYear, calc.Origin{Kind: calc.FromDefinition})
}

// ownReduction is 以新带老: what the project's own discharger reduces, as far
// as notice 三 accepts it.
func (p *planner) ownReduction(pol calc.Pollutant, m calc.Medium) (calc.Step, bool) {
	var parts []calc.Step
	for _, s := range p.plan.Result.Sources {
		if !s.Own || !s.Accepted() {
			continue
		}
		if amount, ok := s.Usable(pol, m); ok {
			parts = append(parts, amount)
		}
	}
	if len(parts) == 0 {
		return calc.Step{}, false
	}
	return calc.Total("E以新带老", "own-reduction", p.Policy.Clause(calc.RuleSubstitution), parts...), true
}

func (p *planner) checkNeed(n Need) {
	subject := "demand:" + string(n.Pollutant)
	if err := n.Demand.Err(); err != nil {
		p.unknown(n, subject, err)
		return
	}
	if n.Own.OK() && n.Net.Sign() == 0 {
		surplus := calc.Difference("E余", "surplus", calc.Clause{}, n.Own, n.New)
		if surplus.Sign() > 0 {
			p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeSurplus, Severity: calc.Note,
				Key:     calc.RuleSubstitution,
				At:      p.Dossier.Project.At,
				Subject: subject,
				Message: calc.Textf("%s 的以新带老削减量超出新增量 %s kg/a，超出部分本身不可转让",
					"the own reduction of %s exceeds the new emission by %s kg/a; the surplus is not transferable by itself", string(n.Pollutant), surplus.Value().ShownAmount()),
				Figures: []calc.Figure{{Name: calc.Text{ZH: "超出量", EN: "surplus"}, Amount: surplus}}})
		}
	}
}

// unknown reports a demand that cannot be computed, with what it follows from.
func (p *planner) unknown(n Need, subject string, err error) {
	f := calc.Finding{Stage: calc.StageSubstitution, Code: CodeUnknown, Severity: calc.Error,
		Key:     calc.RuleSpecification,
		At:      p.Dossier.Project.At,
		Subject: subject, Follows: true,
		Message: calc.Textf("%s 的替代需求未确定：%s", "the demand of %s is not determined: %s",
			string(n.Pollutant), calc.ErrorText(err)),
		Remedy: calc.Text{ZH: "补正所列原因；其他重金属的数额不受影响",
			EN: "mend the reason named; the amounts of other metals stand"}}
	for _, a := range p.plan.Result.Outlets {
		if a.Pollutant == n.Pollutant && (n.Medium == "" || n.Medium == a.Medium) && a.Contribution.Err() != nil {
			for _, x := range a.Faults {
				f = f.FollowsFrom(p.Policy.Cited(x))
			}
		}
	}
	if codes := CausesOf(f); codes != "" {
		f.Remedy = calc.Textf("先处理引起它的 %s；其他重金属的数额不受影响",
			"mend what it follows from: %s; the amounts of other metals stand", codes)
	}
	p.report(f)
}

// CausesOf lists the codes and subjects of what a finding follows from.
func CausesOf(f calc.Finding) string {
	var out []string
	for _, c := range f.From {
		_, id, _ := strings.Cut(c.Subject, ":")
		if text := c.Code + " (" + id + ")"; !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// exempted decides a claim under notice 五. The amounts stay as computed; the
// demand is shown as waived, never as zero.
func (p *planner) exempted() bool {
	x := p.Dossier.Project.Exemption
	if x == nil {
		return false
	}
	missing := p.exemptionGaps()
	for _, f := range missing {
		p.report(f)
	}
	if len(missing) > 0 {
		return false
	}
	for i := range p.plan.Needs {
		p.plan.Needs[i].Waived = true
	}
	return true
}

// status is the verdict (JL-2.1): complete only when every unit of demand is
// assigned to named sources and every row has its fields.
func (p *planner) status(waived bool) Status {
	demand := false
	for _, n := range p.plan.Needs {
		if !n.Demand.OK() {
			return Incomplete
		}
		demand = demand || n.Demand.Sign() > 0
	}
	if p.suspended() {
		return Suspended
	}
	faulty := slices.ContainsFunc(p.plan.Findings, func(f calc.Finding) bool {
		return f.Severity == calc.Error && p.plan.concernedBy(f, p.plan.restsOn)
	})
	switch {
	case faulty && (waived || !demand):
		return Incomplete
	case waived:
		return Waived
	case !demand:
		return NoDemand
	}
	for _, n := range p.plan.Needs {
		if n.Shortfall.OK() {
			return Short
		}
	}
	if faulty {
		return Incomplete
	}
	return Complete
}

// Computed reports whether every demand could be computed.
func (p Plan) Computed() bool { return len(p.Undetermined()) == 0 }

// Undetermined are the needs whose demand could not be computed.
func (p Plan) Undetermined() []Need {
	var out []Need
	for _, n := range p.Needs {
		if !n.Demand.OK() {
			out = append(out, n)
		}
	}
	return out
}

// factorsUsed lists every factor below a demand or an allocation and notes
// those whose figure was not read in the text.
func (p *planner) factorsUsed() {
	seen := map[string]bool{}
	add := func(s calc.Step) {
		for _, f := range s.Factors() {
			if id := f.Origin().Factor; !seen[id] {
				seen[id] = true
				p.plan.Factors = append(p.plan.Factors, f)
			}
		}
	}
	for _, n := range p.plan.Needs {
		add(n.Demand)
	}
	for _, a := range p.plan.Allocations {
		add(a.Amount)
	}
	slices.SortFunc(p.plan.Factors, func(a, b calc.Step) int {
		return cmp.Compare(a.Origin().Factor,
			b.Origin().Factor)
	})
	for _, f := range p.plan.Factors {
		o := f.Origin()
		if o.Status == calc.StatusText && !o.Local {
			continue
		}
		kind := o.Status.Name()
		if o.Local {
			kind = calc.Text{ZH: "本地数值", EN: "local value"}
		}
		p.report(calc.Finding{Stage: calc.StageSubstitution, Code: CodeStatus, Severity: calc.Warning,
			Clause: f.Clause(), Subject: "factor:" +
				o.Factor,
			Message: calc.Textf("方案依赖未经原文核对的数值 %s（%s）：%s",
				"the plan rests on a figure not read in the text, %s (%s): %s",
				o.Factor, f.Clause().String(), f.Value().String()),
			Remedy: calc.Textf("状态：%s；使用前核对原文", "status: %s; check the text before use", kind)})
	}
}
