package reduction

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// holder is who gives a reserve, in the places of a line and its discharger:
// the department, in the city whose reserve it is.
func holder(s dossier.ReductionSource) (dossier.Line, dossier.Discharger) {
	if s.Reserve == nil {
		return dossier.Line{}, dossier.Discharger{}
	}
	d := dossier.Discharger{At: s.At, ID: "reserve-" + s.ID, Name: s.Reserve.Holder, City: s.Reserve.City}
	return dossier.Line{At: s.At, Discharger: d.ID, Name: dossier.GovernmentReserve.Name().ZH,
		Industry: s.Reserve.Industry}, d
}

// reserve takes what the government holds, where the policy knows a reserve:
// before is what is held, after is nothing.
func (x *sourceAssessor) reserve() {
	s := x.r.Source
	p, known := x.Policy.Parameter("reserve")
	if !known || p.Choice == "not-admitted" {
		by := p.Clause
		if !known {
			by = calc.Clause{Instrument: x.Policy.Instrument}
		}
		x.refuseBy(CodeNoReserve, by, false,
			calc.Textf("来源 %s 是政府储备指标，本政策没有这一来源",
				"source %s is a government reserve, which this policy does not know", s.ID),
			calc.Text{ZH: "换用本政策认可的来源；该省确有储备的，在政策中写明参数 reserve",
				EN: "use a source that this policy knows; where the province has a reserve, " +
					"state the parameter reserve"})
	}
	if s.Reserve == nil {
		return
	}
	origin := calc.Origin{Kind: calc.FromDossier, At: s.Reserve.At, Note: s.Reserve.Document}
	for _, m := range s.Reserve.Amounts {
		if medium := x.mediumOf(m); medium != "" {
			row := x.row(m.Pollutant, medium)
			row.Before = plus(row.Before, m.Value.Step("E储备", "reserve").In(quantity.KgPerYear))
			row.After = calc.ZeroAmount("E后", "reserve-after-release", quantity.KgPerYear, origin)
		}
	}
}
