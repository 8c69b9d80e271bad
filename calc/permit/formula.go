// Package permit computes the permitted emission of an outlet and a pollutant:
// every amount the texts offer side by side, and the strictest of those that
// bind (从严).
package permit

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

var (
	waterPerYear = quantity.MustUnit("m3/a")
	gasPerYear   = quantity.MustUnit("Nm3/a")

	milligramPerM3 = quantity.MustUnit("mg/m3")
)

// Volume is one product's benchmark volume Q per unit product with the
// capacity S or R it belongs to.
type Volume struct{ PerProduct, Capacity calc.Step }

// ByCapacityVolumeLimit is the formula of most specifications, HJ 942-2018
// eq. (1)(2) for air and (6) for water, HJ 855-2017 eq. (4), HJ 967-2018
// eq. (3): E = C·ΣQᵢ·Sᵢ, capacity × benchmark volume × limit, in unit (t/a, or
// kg/a for HJ 855). The powers of ten the standards print are unit
// conversions and are made by the units.
func ByCapacityVolumeLimit(by calc.Clause, unit quantity.Unit, limit calc.Step, volumes ...Volume) calc.Step {
	discharge := benchmarkDischarge(by, volumes)
	return calc.Product("E", "permitted-emission", by, atState(limit, discharge), discharge).In(unit)
}

// benchmarkDischarge is ΣQᵢ·Sᵢ, the water or gas a year's capacity may
// discharge.
func benchmarkDischarge(by calc.Clause, volumes []Volume) calc.Step {
	terms := make([]calc.Step, len(volumes))
	for i, v := range volumes {
		terms[i] = calc.Product("Q·S", "benchmark-discharge", by, v.PerProduct, v.Capacity)
		if unit := waterPerYear; terms[i].Value().Unit().Same(unit) {
			terms[i] = terms[i].In(unit)
		} else {
			terms[i] = terms[i].In(gasPerYear)
		}
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return calc.Sum("ΣQ·S", "benchmark-discharge", by, terms...)
}

// ByPerformance is HJ 967-2018 eq. (1): E = ΣSᵢ·Aᵢ, capacity × performance
// value, over all main outlets of the unit together.
func ByPerformance(by calc.Clause, unit quantity.Unit, values ...Volume) calc.Step {
	terms := make([]calc.Step, len(values))
	for i, v := range values {
		terms[i] = calc.Product("E", "permitted-emission", by, v.Capacity, v.PerProduct).In(unit)
	}
	if len(terms) == 1 {
		return terms[0]
	}
	return calc.Sum("E", "permitted-emission", by, terms...)
}

// ByFlow is HJ 942-2018 eq. (3)(4) for air and (7) for water, used where no
// benchmark volume is prescribed: E = Q·C·T with the design flow Q (m3/h, m3/d)
// and the design operating time T (h/a, d/a).
func ByFlow(by calc.Clause, unit quantity.Unit, flow, limit, time calc.Step) calc.Step {
	return calc.Product("E", "permitted-emission", by, flow, atState(limit, flow), time).In(unit)
}

// ByReceivedVolume is HJ 855-2017 eq. (6) for central plating waste-water
// plants: D = C·Q, Q the three-year mean volume received of water that carries
// the metal, at most the design volume.
func ByReceivedVolume(by calc.Clause, unit quantity.Unit, limit, received, design calc.Step) calc.Step {
	volume := received
	if design.OK() {
		volume = calc.Least("Q", "received-volume", by, received, design)
	}
	return calc.Product("D", "permitted-emission", by, limit, volume).In(unit)
}

// InSpecialPeriod is HJ 942-2018 eq. (5): E = E前一年·(1 − α), what may be
// emitted in a special period, from the same period's actual emission of the
// year before.
func InSpecialPeriod(by calc.Clause, previous, cut calc.Step) calc.Step {
	rest := calc.Difference("1−α", "remaining-share", by, calc.Definition("1", "one", 1), cut)
	return calc.Product("E特殊", "special-period-emission", by, previous, rest).In(previous.Value().Unit())
}

// atState reads a concentration limit for air against a volume at standard
// state: the emission standards define mg/m3 at 273 K and 101.325 kPa, dry, so
// for them one m3 is one Nm3. Where the volume is a plain m3 nothing changes.
func atState(limit, volume calc.Step) calc.Step {
	if !limit.OK() || !volume.OK() || !limit.Value().Unit().Same(milligramPerM3) || !atStandardState(volume) {
		return limit
	}
	standard := calc.Given("Nm3/m3", "standard-state", quantity.Must("1 m3/Nm3"),
		calc.Origin{Kind: calc.FromDefinition, Note: "limits for air are defined at standard state, dry"})
	return calc.Product(limit.Symbol(), limit.TermKey(), limit.Clause(), limit, standard).In(quantity.MilligramPerN)
}

// atStandardState reports whether a flow or a yearly volume is given in Nm3.
func atStandardState(s calc.Step) bool {
	u := s.Value().Unit()
	return u.Same(gasPerYear) || u.Same(quantity.MustUnit("Nm3/h"))
}
