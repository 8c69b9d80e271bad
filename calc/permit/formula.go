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
	return calc.Product("E", "permitted-emission", by, limit, discharge).In(unit)
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
	return calc.Total("E", "permitted-emission", by, terms...)
}

// ByFlow is HJ 942-2018 eq. (3)(4) for air and (7) for water, used where no
// benchmark volume is prescribed: E = Q·C·T with the design flow Q (Nm3/h of
// dry gas, m3/d of water) and the design operating time T (h/a, d/a).
func ByFlow(by calc.Clause, unit quantity.Unit, flow, limit, time calc.Step) calc.Step {
	return calc.Product("E", "permitted-emission", by, flow, limit, time).In(unit)
}

// ByReceivedVolume is HJ 855-2017 eq. (6) for central plating waste-water
// plants, and HJ 1120-2020 where no benchmark volume is prescribed: D = C·Q, Q
// the three-year mean volume of water that carries the metal, at most the
// design volume; the design volume where there are no three years yet.
func ByReceivedVolume(by calc.Clause, unit quantity.Unit, limit, received, design calc.Step) calc.Step {
	volume := received
	switch {
	case received.OK() && design.OK():
		volume = calc.Least("Q", "received-volume", by, received, design)
	case design.OK():
		volume = design
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
