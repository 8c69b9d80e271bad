// Package estimate describes samples with non-detects and the uncertainty of
// computed amounts.
//
// It only describes and never decides: no amount, no comparison with a limit
// and no finding of severity error rests on a figure made here. That is why
// it may use floating point, which amounts may not.
//
// Reproducible: samples are sorted before anything is summed, so that the
// order of the input does not matter to the last bit, and chance is a written
// generator with a stated seed (Rand). The same input gives the same bytes on
// the same kind of machine. Kinds of machine differ in the last bit of
// exponentials and fused products, so figures are shown at few digits (Shown),
// where that bit is not seen.
package estimate

import (
	"math"
	"math/big"

	"tidai/calc/quantity"
)

// MaxShown is the number of significant digits beyond which a figure of this
// package may differ between kinds of machine.
const MaxShown = 6

// Shown writes a figure with the given number of significant digits, 1 to
// MaxShown, as quantity.Shown does; "" for what is no number.
func Shown(x float64, digits int) string {
	r := new(big.Rat)
	if math.IsNaN(x) || math.IsInf(x, 0) || r.SetFloat64(x) == nil {
		return ""
	}
	return quantity.Shown(r, min(max(digits, 1), MaxShown))
}
