// Package intensity computes source intensity by the methods of HJ 884-2018:
// what a line generates, and what is left of it behind the treatment.
package intensity

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// HJ 884-2018 3.6 and 3.8 to 3.13 define the methods; it prints no formula for
// them, those below are the ones the guides under it share.
var (
	byMeasurement = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.8（实测法）"}
	byBalance     = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.9（物料衡算法）"}
	byAnalogy     = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.10（类比法）"}
	byGeneration  = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.11（产污系数法）"}
	byEmission    = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.12（排污系数法）"}
	byExperiment  = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.13（实验法）"}
	outOfNormal   = calc.Clause{Instrument: "HJ 884-2018", Locator: "3.6（非正常排放）"}
)

// State is what an account is of.
type State string

// The states. What is not certain counts for a project and against a
// reduction.
const (
	Project State = "project"
	Before  State = "before" // of a source, before the reduction
	After   State = "after"  // of a source, after it
)

// States lists the states.
var States = calc.Words[State]{
	{Key: Project, Name: calc.Text{ZH: "项目", EN: "project"}},
	{Key: Before, Name: calc.Text{ZH: "削减前", EN: "before the reduction"}},
	{Key: After, Name: calc.Text{ZH: "削减后", EN: "after the reduction"}},
}

// sources is the state as the guides divide sources.
func (s State) sources() string {
	if s == Project {
		return factors.NewSource
	}
	return factors.ExistingSource
}

// Input is what an account needs besides its own statements.
type Input struct {
	Dossier *dossier.Dossier
	Book    *factors.Book
	Policy  factors.Policy
	On      calc.Date // date of law
	State   State     // empty: Project
}

// Account is one source-intensity account, computed.
type Account struct {
	dossier.Intensity
	State      State
	Generation calc.Step // kg/a before treatment; no value for methods that do not know it
	Amount     calc.Step // kg/a into the environment in normal operation
	// kg/a at the output of the period, where Amount is at the approved scale (JL-3.2b); no value elsewhere
	AtOutput calc.Step
	Abnormal calc.Step // kg/a out of normal operation; no value where none is stated
	Fugitive calc.Step // kg/a generated and not captured; no value where all is captured
	Closure  calc.Step // closure error of a balance, a share of its input; no value elsewhere
	Direct   bool      // generation factor without any removal: direct discharge

	// Inadmissible says why the amount is shown and not counted; empty where
	// it counts.
	Inadmissible calc.Text
	Order        factors.Order // order of methods that holds for the line
	Findings     []calc.Finding
}

// Admissible reports whether the amount may be counted.
func (a Account) Admissible() bool { return a.Inadmissible == calc.Text{} }

// Total is normal and abnormal emission together.
func (a Account) Total() calc.Step {
	if a.Abnormal.Err() == calc.ErrAbsent {
		return a.Amount
	}
	return calc.Sum("D", "source-intensity", calc.Clause{}, a.Amount, a.Abnormal)
}

type assessor struct {
	Input
	acc Account
}

// Assess computes one account of the dossier by the law of the given date.
func Assess(x Input, in dossier.Intensity) Account {
	if x.State == "" {
		x.State = Project
	}
	a := &assessor{Input: x, acc: Account{Intensity: in, State: x.State}}
	line, _ := x.Dossier.Line(in.Line)
	a.acc.Order = x.Book.Order(line.Specification, x.State.sources(), x.Policy.Choice("method_order"))
	a.checkOrder(line)
	a.compute()
	a.abnormal()
	if err := a.acc.Amount.Err(); err != nil && !calc.HasErrors(a.acc.Findings) {
		a.report(CodeNotComputed, calc.Error,
			calc.Textf("该源强无法核算：%s", "this source intensity cannot be computed: %s", calc.ErrorText(err)),
			calc.Text{ZH: "核对各数的单位是否相符（系数与活动水平应为同一基数）",
				EN: "check that the units fit (factor and activity share one base unit)"})
	}
	return a.acc
}

func (a *assessor) report(code string, severity calc.Severity, message, remedy calc.Text, figures ...calc.Figure) {
	a.reportAt(a.acc.At, calc.Clause{}, code, severity, message, remedy, figures...)
}

// reportAt reports what stands at a place of the account, or under a clause.
func (a *assessor) reportAt(at calc.Position, by calc.Clause, code string, severity calc.Severity, message,
	remedy calc.Text, figures ...calc.Figure) {
	a.acc.Findings = append(a.acc.Findings, calc.Finding{Stage: calc.StageIntensity, Code: code, Severity: severity,
		Clause: by, At: at, Subject: "line:" + a.acc.Line, Message: message, Remedy: remedy, Figures: figures})
}

// exclude makes the amount one that is shown and not counted. The first reason
// stays.
func (a *assessor) exclude(why calc.Text) {
	if a.acc.Admissible() {
		a.acc.Inadmissible = why
	}
}

func (a *assessor) compute() {
	switch a.acc.Method {
	case calc.Measurement:
		a.acc.Amount = a.measurement()
	case calc.Balance:
		a.acc.Amount = a.balance()
	case calc.Analogy:
		a.acc.Amount = a.analogy()
	case calc.GenerationFactor:
		a.generationFactor()
	case calc.EmissionFactor:
		a.acc.Amount = a.emissionFactor()
	default:
		a.reportAt(a.acc.At, byExperiment, CodeExperiment, calc.Error,
			calc.Textf("本工具不核算%s：实验参数如何换算到生产规模，准则没有规定",
				"the tool does not compute the %s method: the guide does not say how the experiment's result is "+
					"brought to the scale of production", a.acc.Method.Name()),
			calc.Text{ZH: "把实验所得的系数写入 --factors 文件，按产污系数法核算",
				EN: "put the factor the experiment gave into a --factors file and use the generation factor method"})
		a.acc.Amount = calc.Missing("D", "source-intensity", calc.Explain("实验法不核算",
			"the experiment method is not computed"))
	}
}

// checkOrder applies what the line's specification says about the method: what
// it shuts out for metals is plausibility only, whatever the result.
func (a *assessor) checkOrder(line dossier.Line) {
	m := a.acc.Method
	name := m.Name()
	if clause, refused := a.Book.Refusal(line.Specification, m); refused {
		why := calc.Textf("%s 的%s只用于二氧化硫，不能作为重金属的核算量；仅供合理性比较",
			"the %[2]s of %[1]s is for sulphur dioxide only and never the accounted amount of a metal: plausibility only", line.Specification, name)
		a.exclude(why)
		a.reportAt(a.acc.At, clause, CodeRefused, calc.Warning, calc.Textf("生产线 %s：%s", "line %s: %s", line.ID,
			why),
			calc.Text{ZH: "用实测法或系数法核算", EN: "account by measurement or factors"})
		return
	}
	order := a.acc.Order
	if a.State == Project || order.Instrument == factors.GeneralGuide || order.Rank(m) > 0 || m.ByFactor() {
		return
	}
	a.reportAt(a.acc.At, order.Clause, CodeUnnamed, calc.Warning,
		calc.Textf("%s 没有为重金属列出%s", "%s does not name the %s method for metals", line.Specification, name),
		calc.Text{ZH: "在核算报告中说明采用理由", EN: "say in the report why it is used"})
}

// AbnormalEmission is the emission out of normal operation (HJ 884-2018 3.6):
// rate × single duration × times a year; kg/a.
func AbnormalEmission(rate, duration, frequency calc.Step) calc.Step {
	return calc.Product("D非正常", "abnormal-emission", outOfNormal, rate, duration, frequency).In(quantity.KgPerYear)
}

func (a *assessor) abnormal() {
	var parts []calc.Step
	for _, x := range a.acc.Intensity.Abnormal {
		parts = append(parts, AbnormalEmission(x.Rate.Step("D时", "hourly-rate"), x.Duration.Step("t", "duration"),
			x.Frequency.Step("f", "frequency")))
		if x.Evidence == "" {
			a.report(CodeAbnormal, calc.Warning,
				calc.Textf("非正常排放“%s”没有依据", "the abnormal emission %q is stated without evidence", x.Name),
				calc.Text{ZH: "填写 evidence（设计文件、运行记录）",
					EN: "add evidence (design document, operating records)"})
		}
	}
	a.acc.Abnormal = calc.Total("D非正常", "abnormal-emission", outOfNormal, parts...)
	if a.acc.Amount.OK() && a.acc.Abnormal.OK() {
		a.report(CodeAbnormalOnly, calc.Note,
			calc.Textf("%s：正常排放 %s kg/a，非正常排放 %s kg/a，分别列出",
				"%s: %s kg/a in normal operation and %s kg/a out of it, stated apart", a.acc.Method.Name(),
				a.acc.Amount.Value().Shown(3), a.acc.Abnormal.Value().Shown(3)),
			calc.Text{ZH: "环评文件中两项均应列出；事故不在其内",
				EN: "the EIA document states both; accidents are not meant"},
			calc.Figure{Name: calc.Text{ZH: "正常排放", EN: "normal"}, Amount: a.acc.Amount},
			calc.Figure{Name: calc.Text{ZH: "非正常排放", EN: "abnormal"}, Amount: a.acc.Abnormal})
	}
}

// activity is what a factor is multiplied with: stated, tank surface × time,
// or the capacity of the product.
func (a *assessor) activity() calc.Step {
	switch in := a.acc.Intensity; {
	case in.Activity.Set:
		return in.Activity.Step("M", "activity")
	case in.Surface.Set:
		return calc.Product("A·t", "activity", byGeneration, in.Surface.Step("A", "tank-surface"),
			in.Time.Step("t", "operating-time")).In(surfaceHours)
	}
	line, _ := a.Dossier.Line(a.acc.Line)
	if p, ok := line.Product(a.acc.Product); ok {
		return p.CapacityStep("M")
	}
	if len(line.Products) == 1 {
		return line.Products[0].CapacityStep("M")
	}
	return calc.Missing("M", "activity", calc.Explain("生产线 %s 有多个产品：应指明一个，或写明活动水平",
		"line %s has several products: name one, or state the activity", a.acc.Line))
}

var surfaceHours = quantity.MustUnit("m2·h/a")
