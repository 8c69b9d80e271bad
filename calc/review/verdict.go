package review

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// compare decides the verdict of a figure that can be compared.
func (r *reviewer) compare(o *Outcome, n number, exact quantity.Quantity) {
	o.Rounded = writeRounded(exact.Rat(), n)
	o.Difference = quantity.New(new(big.Rat).Sub(n.value, exact.Rat()), n.unit)
	if o.Difference.Sign() == 0 {
		o.Verdict = Agrees
		return
	}
	switch end := lastRounding(exact.Rat(), n); {
	case n.value.Sign() == 0 || exact.Sign() == 0: // zero agrees only with zero
		o.Verdict = Differs
	case n.significant() < leastDigits && end != "":
		o.Verdict = FewDigits
	case n.significant() < leastDigits: // no way of rounding leaves fewer than three digits
		o.Verdict = Differs
	case end == "even":
		o.Verdict = Agrees
	default:
		o.Verdict = Differs
		if p, near := findPath(o.Computed, n); p != nil {
			o.Verdict, o.Path = ByPath, p
		} else {
			o.Near = near
		}
	}
	if o.Verdict != Agrees {
		o.Side = sideOf(o.Submitted.Target, o.Difference.Sign())
	}
	if o.Verdict == Differs {
		o.Grade = r.weigh(*o)
	}
}

// significant are the significant digits that a figure states: 3 of 119, 1.20 and
// 0.0120, none of zero.
func (n number) significant() int {
	if n.value.Sign() == 0 {
		return 0
	}
	whole := new(big.Rat).Quo(n.value, n.interval)
	return len(new(big.Int).Abs(whole.Num()).String())
}

// writeRounded writes x with as many decimals as its author, and with three
// significant digits at least: 24.8 is never written as 0 because a figure ends at
// the hundreds.
func writeRounded(x *big.Rat, n number) string {
	least, own := quantity.Shown(x, leastDigits), quantity.RoundTo(x, n.interval)
	if _, behind, _ := strings.Cut(least, "."); n.decimals() < len(behind) && own.Cmp(x) != 0 {
		return least
	}
	return quantity.Fixed(x, n.decimals())
}

// decimals are the decimals that a figure states.
func (n number) decimals() int {
	decimals := 0
	for step := new(big.Rat).Set(n.interval); step.Cmp(big.NewRat(1, 1)) < 0; decimals++ {
		step.Mul(step, big.NewRat(10, 1))
	}
	return decimals
}

// stands is the interval of amounts that a figure of few digits stands for, in the
// unit of what is computed: 0.1 t/a for 50 to 150 kg/a.
func (o Outcome) stands() calc.Text {
	n, err := readNumber(o.Submitted)
	if err != nil || !o.Computed.OK() {
		return calc.Text{}
	}
	unit := o.Computed.Value().Unit()
	half := new(big.Rat).Quo(n.interval, big.NewRat(2, 1))
	low, errLow := quantity.New(new(big.Rat).Sub(n.value, half), n.unit).In(unit)
	high, errHigh := quantity.New(new(big.Rat).Add(n.value, half), n.unit).In(unit)
	if errLow != nil || errHigh != nil {
		return calc.Text{}
	}
	return calc.Textf("%s 至 %s", "%s to %s", low.Exact(), high.Exact()+" "+unit.String())
}

// Correction is the computed value as the tool shows it everywhere: what a figure is
// corrected to, whatever digits its author chose. A figure in t/a is given in t/a
// too, to 10⁻⁶.
func (o Outcome) Correction() calc.Text {
	v := o.Computed.Value()
	text := strings.TrimSpace(v.ShownAmount() + " " + v.Unit().String())
	if o.Value.Unit().String() != tonnesPerYear.String() || v.Unit().String() == tonnesPerYear.String() {
		return calc.Text{ZH: text, EN: text}
	}
	tonnes, err := v.In(tonnesPerYear)
	if err != nil {
		return calc.Text{ZH: text, EN: text}
	}
	more := tonnes.Fixed(6) + " " + tonnesPerYear.String()
	return calc.Textf("%s（%s）", "%s (%s)", text, more)
}

var tonnesPerYear = quantity.MustUnit("t/a")
