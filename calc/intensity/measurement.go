package intensity

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// Sampled is one sample: a concentration and the flow measured with it.
type Sampled struct{ Concentration, Flow calc.Step }

// Measured is the manual measurement method, D = [Σρᵢqᵢ/n]·T, computed as
// c̄·q̄·T with the flow-weighted mean c̄ = Σρᵢqᵢ/Σqᵢ and q̄ = Σqᵢ/n, which is the
// same; kg/a. The unweighted mean of concentrations is no method. The
// formula is that of the guides under HJ 884-2018, recalled; the powers of
// ten they print are made by the units. unit is that of the concentration,
// mg/L or mg/Nm3.
func Measured(unit quantity.Unit, time calc.Step, samples ...Sampled) calc.Step {
	mean, flow := means(unit, samples)
	return calc.Product("D", "source-intensity", byMeasurement, mean, flow, time).In(quantity.KgPerYear)
}

func means(unit quantity.Unit, samples []Sampled) (mean, flow calc.Step) {
	if len(samples) == 0 {
		none := calc.Explain("没有监测样本", "there are no samples")
		return calc.Missing("c̄", "mean-concentration", none), calc.Missing("q̄", "mean-flow", none)
	}
	if len(samples) == 1 {
		return samples[0].Concentration.Named("c̄", "mean-concentration"), samples[0].Flow.Named("q̄", "mean-flow")
	}
	loads, flows := make([]calc.Step, len(samples)), make([]calc.Step, len(samples))
	for i, s := range samples {
		loads[i] = calc.Product("ρ·q", "sample-load", byMeasurement, s.Concentration, s.Flow).In(gramPerDay)
		flows[i] = s.Flow
	}
	load := calc.Sum("Σρ·q", "sample-load", byMeasurement, loads...)
	total := calc.Sum("Σq", "sample-flow", byMeasurement, flows...)
	mean = calc.Quotient("c̄", "mean-concentration", byMeasurement, load, total).In(unit)
	n := calc.Definition("n", "sample-count", int64(len(samples)))
	flow = calc.Quotient("q̄", "mean-flow", byMeasurement, total, n).In(samples[0].Flow.Value().Unit())
	return mean, flow
}

var gramPerDay = quantity.MustUnit("g/d")

// units of measurements by medium: gas is dry and at standard state.
var (
	concentrationOf = map[calc.Medium]quantity.Unit{calc.Water: quantity.MilligramPerL,
		calc.Air: quantity.MilligramPerN}
	flowOf = map[calc.Medium]quantity.Unit{calc.Water: quantity.MustUnit("m3/d"),
		calc.Air: quantity.MustUnit("Nm3/h")}
)

func (a *assessor) measurement() calc.Step {
	in := a.acc.Intensity
	a.checkAutomatic()
	usable, flowing := true, false
	var samples []Sampled
	for _, s := range in.Samples {
		if !s.Concentration.Set || !s.Flow.Set {
			continue // reported with the dossier
		}
		flowing = flowing || s.Flow.Amount.Sign() > 0
		usable = a.checkUnits(s) && usable
		samples = append(samples, Sampled{a.concentration(s), s.Flow.Step("q", "sample-flow")})
	}
	a.checkLoad()
	switch {
	case !usable:
		return calc.Missing("D", "source-intensity", calc.Explain("样本的单位与介质不符",
			"the units of the samples do not fit the medium"))
	case len(samples) > 0 && !flowing:
		a.report(CodeSample, calc.Error,
			calc.Text{ZH: "所有样本的流量均为零，无法求流量加权平均浓度",
				EN: "the flow of every sample is zero: there is no flow-weighted mean"},
			calc.Text{ZH: "填写与浓度同时测得的流量", EN: "state the flow measured with the concentration"})
	}
	return Measured(concentrationOf[in.Medium], in.Time.Step("T", "discharge-time"), samples...)
}

// checkUnits refuses gas that is not at standard state, and water measured as
// gas: both would compute.
func (a *assessor) checkUnits(s dossier.Sample) bool {
	c, q := concentrationOf[a.acc.Medium], flowOf[a.acc.Medium]
	if s.Concentration.Amount.Unit().Same(c) && s.Flow.Amount.Unit().Same(q) {
		return true
	}
	a.reportAt(s.At, calc.Clause{}, CodeSample, calc.Error,
		calc.Textf("%s的样本 %s × %s：应为 %s × %s", "a sample of %s, %s × %s, should be in %s × %s",
			a.acc.Medium.Name(),
			s.Concentration.Written, s.Flow.Written, c.String(), q.String()),
		calc.Text{ZH: "废气按标准状态干基填写（mg/Nm3、Nm3/h），废水按 mg/L、m3/d 填写",
			EN: "gas is stated dry at standard state (mg/Nm3, Nm3/h), water in mg/L and m3/d"})
	return false
}

// concentration is that of a sample. One below the detection limit counts with
// the limit, and as zero in the state before a reduction, where the limit
// would make the reduction larger.
func (a *assessor) concentration(s dossier.Sample) calc.Step {
	if !s.NotDetected {
		return s.Concentration.Step("ρ", "concentration")
	}
	how := calc.Text{ZH: "按检出限计入", EN: "counts with the detection limit"}
	if a.State == Before {
		how = calc.Text{ZH: "按零计入", EN: "counts as zero"}
	}
	a.reportAt(s.At, calc.Clause{}, CodeNotDetected, calc.Note,
		calc.Textf("未检出样本（检出限 %s）%s", "a sample below the detection limit of %s %s", s.Concentration.Written,
			how),
		calc.Text{ZH: "准则未规定未检出数据如何计入总量；取对申请人不利的一侧",
			EN: "the guide does not say how such samples count; the side that is worse for the applicant is taken"})
	if a.State == Before {
		return calc.ZeroAmount("ρ", "concentration", s.Concentration.Amount.Unit(), calc.Origin{Kind: calc.FromDossier,
			At: s.Concentration.At, Note: "not detected"})
	}
	return s.Concentration.Step("ρ", "concentration")
}

// checkAutomatic: where automatic monitoring is prescribed only its valid data
// count (HJ 884-2018 6.4), which are accounted from monitoring files.
func (a *assessor) checkAutomatic() {
	if !a.acc.Automatic {
		return
	}
	why := calc.Text{ZH: "规定自动监测的，只采用有效的自动监测数据；所列手工样本不能作为核算量",
		EN: "automatic monitoring is prescribed, so only valid automatic data count; the manual samples stated are " +
			"no accounted amount"}
	a.exclude(why)
	a.reportAt(a.acc.At, calc.Clause{Instrument: "HJ 884-2018", Locator: "6.4"}, CodeAutomatic, calc.Warning, why,
		calc.Text{ZH: "用监测数据文件核算全年实际排放量", EN: "account for the year from the monitoring files"})
}

// checkLoad reports the comparison every guide asks for: the load during a
// manual sampling is not below the mean load of the period it stands for. No
// text corrects the amount by it.
func (a *assessor) checkLoad() {
	in := a.acc.Intensity
	unstated := !in.Load.Set
	for _, s := range in.Samples {
		unstated = unstated || !s.Load.Set
		if !in.Load.Set || !s.Load.Set {
			continue
		}
		if c, err := s.Load.Amount.Cmp(in.Load.Amount); err == nil && c < 0 {
			a.reportAt(s.At, calc.Clause{}, CodeLoad, calc.Warning,
				calc.Textf("采样时负荷 %s 低于核算时段平均负荷 %s",
					"the load during sampling, %s, is below the mean load of the period, %s", s.Load.Written,
					in.Load.Written),
				calc.Text{ZH: "补采不低于平均负荷的样本，或说明该样本为何有代表性",
					EN: "sample again at the mean load or above, or say why the sample is representative"})
		}
	}
	if unstated && len(in.Samples) > 0 {
		a.report(CodeLoad, calc.Note,
			calc.Text{ZH: "没有写明采样时负荷与核算时段平均负荷的比较",
				EN: "the comparison of the load during sampling with the mean load is not stated"},
			calc.Text{ZH: "填写 load 和每个样本的 load", EN: "state load, and load of every sample"})
	}
}
