package factors

import (
	"slices"

	"tidai/calc"
)

// RulesOn lists the rules of specifications that name the instrument of a value
// for a figure of its kind. A rule that takes its figures from the emission
// standard of the outlet names none.
func (b *Book) RulesOn(v Value) []Rule {
	var out []Rule
	for _, c := range b.readKinds(Specification) {
		for _, r := range c.rules {
			if r.takes(v) {
				out = append(out, r)
			}
		}
	}
	return out
}

func (r Rule) takes(v Value) bool {
	var from []Selector
	switch v.Kind {
	case Limit:
		from = []Selector{r.Limit}
	case BenchmarkVolume:
		from = []Selector{r.Volume, r.SpecialVolume}
	case Performance:
		from = []Selector{r.Performance, r.Cap}
	case Conversion:
		from = []Selector{r.SpecialWeight}
	}
	named := slices.ContainsFunc(from, func(s Selector) bool {
		return s.Instrument == v.Instrument && either(s.Outlet, v.Outlet)
	})
	return named && either(r.Medium, v.Medium) &&
		(v.Pollutant == "" || len(r.Pollutants) == 0 || slices.Contains(r.Pollutants, v.Pollutant)) &&
		(v.Industry == "" || within(r.Industries, v.Industry))
}

// uses says what the figures of a kind are used for.
var uses = map[Kind]calc.Text{
	Limit: {ZH: "产能×基准排水（气）量×限值；流量×限值×时间",
		EN: "capacity × benchmark volume × limit; flow × limit × time"},
	BenchmarkVolume:     {ZH: "产能×基准排水（气）量×限值", EN: "capacity × benchmark volume × limit"},
	Performance:         {ZH: "产能×绩效值", EN: "capacity × performance value"},
	Conversion:          {ZH: "产能换算", EN: "capacity in another base"},
	GenerationFactor:    {ZH: "产污系数法", EN: "generation-factor method"},
	EmissionFactor:      {ZH: "排污系数法", EN: "emission-factor method"},
	Removal:             {ZH: "产污系数法的去除效率", EN: "removal in the generation-factor method"},
	DefaultGeneration:   {ZH: "产污系数法", EN: "generation-factor method"},
	DefaultRemoval:      {ZH: "产污系数法的去除效率", EN: "removal in the generation-factor method"},
	VolumeFactor:        {ZH: "废水（气）量，用于物料衡算和类比", EN: "volumes, in balances and analogies"},
	CarryOut:            {ZH: "电镀的产污系数法", EN: "generation factors of plating"},
	AtomicMass:          {ZH: "化合物折算为金属", EN: "compounds converted to the metal"},
	MonitoringFrequency: {ZH: "监测频次是否足够", EN: "whether samples were taken often enough"},
}

// Use says in which formulas figures of the kind stand; the rest serves
// plausibility and reading.
func (k Kind) Use() calc.Text {
	if t, ok := uses[k]; ok {
		return t
	}
	return calc.Text{ZH: "合理性对照和查阅，不进入公式", EN: "plausibility and reading; in no formula"}
}
