package review

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Path is a legitimate way from the exact derivation to a figure that the
// exact value does not round to.
type Path struct {
	Kind   string       // half-up, truncated, kilograms, stages
	How    calc.Text    // in words
	Step   calc.Step    // the derivation with the roundings in it; no value where only the end differs
	Bounds [2]calc.Text // of stages: what rounding at these digits can come to at least and at most
	Stages []calc.Step  // of stages: the numbers that were rounded, as they were before
}

var gbt8170 = calc.Clause{Instrument: "GB/T 8170-2008", Locator: "3.2"}

// least number of significant digits an author keeps of an intermediate number.
const leastDigits = 3

// findPath looks for a way of rounding that gives n. near reports that none
// was found although n lies within the bounds of rounding at every stage. The
// bounds come first: they prove for most figures that no way can exist.
func findPath(s calc.Step, n number) (p *Path, near bool) {
	exact, err := s.Value().In(n.unit)
	if err != nil {
		return nil, false
	}
	if p := atTheEnd(exact.Rat(), n); p != nil {
		return p, false
	}
	b := &bounds{slack: n.slack, seen: map[calc.Step]span{}}
	x := b.of(s)
	lo, errLo := x.lo.In(n.unit)
	hi, errHi := x.hi.In(n.unit)
	if errLo != nil || errHi != nil {
		return nil, false
	}
	end := span{quantity.New(new(big.Rat).Sub(n.value, n.interval), n.unit),
		quantity.New(new(big.Rat).Add(n.value, n.interval), n.unit)}
	if !b.open && (end.hi.Rat().Cmp(lo.Rat()) < 0 || end.lo.Rat().Cmp(hi.Rat()) > 0) {
		return nil, false
	}
	for _, c := range n.conventions() {
		if p := c.search(s, n); p != nil {
			p.Bounds = [2]calc.Text{said(lo), said(hi)}
			return p, false
		}
	}
	return nil, true
}

func said(q quantity.Quantity) calc.Text {
	text := q.Shown(8) + " " + q.Unit().String()
	return calc.Text{ZH: text, EN: text}
}

// atTheEnd are the ways that differ in the last rounding only.
func atTheEnd(x *big.Rat, n number) *Path {
	switch kind := lastRounding(x, n); kind {
	case "half-up":
		return &Path{Kind: kind, How: calc.Text{ZH: "末位按四舍五入（而非 GB/T 8170 四舍六入五成双）",
			EN: "the end rounded half up, not half to even as GB/T 8170 has it"}}
	case "truncated":
		return &Path{Kind: kind, How: calc.Text{ZH: "末位截去（未进位）", EN: "the end cut off, not rounded"}}
	}
	return inKilograms(x, n)
}

// inKilograms is a figure in another unit that was first rounded in kg/a, to two
// decimals or three digits at least: 0.119570 t/a for 119.57 kg/a.
func inKilograms(x *big.Rat, n number) *Path {
	kg, err := quantity.New(x, n.unit).In(quantity.KgPerYear)
	if err != nil || n.unit.String() == quantity.KgPerYear.String() {
		return nil
	}
	for _, places := range []int{2, 3, 4} {
		first := quantity.RoundPlaces(kg.Rat(), places)
		if interval := intervalOf(kg.Rat(), leastDigits); first.Sign() == 0 || interval == nil ||
			quantity.Pow10(-places).Cmp(interval) > 0 {
			continue
		}
		back, err := quantity.New(first, quantity.KgPerYear).In(n.unit)
		if err == nil && back.Rat().Cmp(n.value) == 0 {
			return &Path{Kind: "kilograms", How: calc.Textf("先以 kg/a 修约至 %d 位小数，再换算单位",
				"first rounded to %d decimals in kg/a, then converted", places)}
		}
	}
	return nil
}

// lastRounding names the way in which x rounds to n: "even" by GB/T 8170,
// "half-up", "truncated", or "" for none.
func lastRounding(x *big.Rat, n number) string {
	if quantity.RoundTo(x, n.interval).Cmp(n.value) == 0 {
		return "even"
	}
	abs, want := new(big.Rat).Abs(x), new(big.Rat).Abs(n.value)
	if x.Sign()*n.value.Sign() < 0 || n.value.Sign() == 0 {
		return ""
	}
	half := new(big.Rat).Quo(n.interval, big.NewRat(2, 1))
	if quantity.FloorTo(new(big.Rat).Add(abs, half), n.interval).Cmp(want) == 0 {
		return "half-up"
	}
	if quantity.FloorTo(abs, n.interval).Cmp(want) == 0 {
		return "truncated"
	}
	return ""
}

// slack is half the interval to which an author may round an intermediate
// number: of what is measured like the figure, the figure's own last digit; of
// everything, three significant digits, or as many as the figure has; but always
// to three significant digits at least.
func (n number) slack(s calc.Step) *big.Rat {
	if !intermediate(s) {
		return nil
	}
	out := intervalOf(s.Value().Rat(), n.digits())
	if own, ok := n.intervalIn(s.Value().Unit()); ok && (out == nil || own.Cmp(out) > 0) {
		out = own
	}
	if out = finerOf(out, intervalOf(s.Value().Rat(), leastDigits)); out == nil {
		return nil
	}
	return new(big.Rat).Quo(out, big.NewRat(2, 1))
}

// finerOf is the finer of two intervals; of one that is not there, the other.
func finerOf(a, b *big.Rat) *big.Rat {
	if a == nil || b != nil && b.Cmp(a) < 0 {
		return b
	}
	return a
}

// intermediate reports whether an author writes the number down on the way:
// leaves are given, and what is rounded by rule is rounded already.
func intermediate(s calc.Step) bool {
	return len(s.Operands()) > 0 && s.Interval() == nil && s.OK()
}

// intervalIn is the figure's last digit in another unit of the same dimension.
func (n number) intervalIn(u quantity.Unit) (*big.Rat, bool) {
	q, err := quantity.New(n.interval, n.unit).In(u)
	return q.Rat(), err == nil
}

// digits are the significant digits an author keeps on the way to n.
func (n number) digits() int {
	return max(leastDigits, n.significant())
}

// intervalOf is the interval of x at so many significant digits; nil for zero.
func intervalOf(x *big.Rat, digits int) *big.Rat {
	if x.Sign() == 0 {
		return nil
	}
	abs, out := new(big.Rat).Abs(x), quantity.Pow10(1-digits)
	ten := big.NewRat(10, 1)
	for lead := new(big.Rat).Mul(out, quantity.Pow10(digits)); abs.Cmp(lead) >= 0; lead.Mul(lead, ten) {
		out.Mul(out, ten)
	}
	for lead := new(big.Rat).Mul(out, quantity.Pow10(digits-1)); abs.Cmp(lead) < 0; lead.Quo(lead, ten) {
		out.Quo(out, ten)
	}
	return out
}

// convention is one way of rounding intermediate numbers.
type convention struct {
	how      calc.Text
	interval func(calc.Step) *big.Rat // in the unit of the number; nil: not rounded
	addends  []calc.Step              // of the derivation searched
	finest   number                   // to whose last digit at least addends are rounded
}

// conventions lists what authors do: a fixed number of decimals for amounts, or
// of significant digits for everything; never fewer digits than the figure has.
func (n number) conventions() []convention {
	var out []convention
	for more := range 4 {
		finer := number{n.value, new(big.Rat).Mul(n.interval, quantity.Pow10(-more)), n.unit}
		out = append(out, convention{
			how: calc.Textf("中间结果修约至 %s %s", "intermediate amounts rounded to %s %s",
				quantity.Exact(finer.interval), n.unit.String()),
			finest: n,
			interval: func(s calc.Step) *big.Rat {
				own, _ := finer.intervalIn(s.Value().Unit())
				if !s.Value().Unit().Same(n.unit) {
					return nil
				}
				return own
			}})
	}
	for more := range 3 {
		digits := n.digits() + more
		out = append(out, convention{
			how: calc.Textf("中间结果修约至 %d 位有效数字",
				"intermediate numbers rounded to %d significant digits", digits),
			finest:   n,
			interval: func(s calc.Step) *big.Rat { return intervalOf(s.Value().Rat(), digits) }})
	}
	return out
}

// maxFree bounds the intermediate numbers whose every choice is tried.
const maxFree = 10

// search tries which of the intermediate numbers were rounded: all, then every
// choice of those that rounding changes, fewest first.
func (c convention) search(s calc.Step, n number) *Path {
	c.addends = addends(s)
	var stages []calc.Step // numbers that rounding changes, equal ones once
	for _, x := range s.Numbers()[1:] {
		if i := c.intervalOf(x, x); i != nil && quantity.RoundTo(x.Value().Rat(), i).Cmp(x.Value().Rat()) != 0 &&
			!slices.ContainsFunc(stages, func(y calc.Step) bool { return sameNumber(x, y) }) {
			stages = append(stages, x)
		}
	}
	if len(stages) == 0 {
		return nil
	}
	if p := c.try(s, n, nil); p != nil {
		p.Stages = stages
		return p
	}
	free := min(len(stages), maxFree)
	for size := 1; size <= free; size++ {
		for set := 1; set < 1<<free; set++ {
			var chosen []calc.Step
			for i := range free {
				if set>>i&1 == 1 {
					chosen = append(chosen, stages[i])
				}
			}
			if len(chosen) != size {
				continue
			}
			if p := c.try(s, n, chosen); p != nil {
				return p
			}
		}
	}
	return nil
}

// intervalOf is to what a number is rounded; is says which of the derivation it
// is. Three significant digits are left of it at least. What is added up or subtracted is never rounded more coarsely
// than the
// figure itself: that would be no rounding but a loss.
func (c convention) intervalOf(is, now calc.Step) *big.Rat {
	if !intermediate(is) || !now.OK() {
		return nil
	}
	out := c.interval(now)
	if out != nil {
		out = finerOf(out, intervalOf(now.Value().Rat(), leastDigits))
	}
	if own, ok := c.finest.intervalIn(now.Value().Unit()); ok && out != nil && out.Cmp(own) > 0 &&
		slices.ContainsFunc(c.addends, func(x calc.Step) bool { return sameNumber(x, is) }) {
		return own
	}
	return out
}

// addends lists what is added up or subtracted in a derivation.
func addends(s calc.Step) []calc.Step {
	var out []calc.Step
	for _, x := range s.Numbers() {
		if x.Op() == calc.OpSum || x.Op() == calc.OpDifference {
			out = append(out, x.Operands()...)
		}
	}
	return out
}

func sameNumber(x, y calc.Step) bool { return x == y || x.Value().Equal(y.Value()) }

// try rounds the chosen numbers, nil for all, and reports whether that gives n.
func (c convention) try(s calc.Step, n number, chosen []calc.Step) *Path {
	rounded := s.Rebuild(func(was, now calc.Step) calc.Step {
		in := was != s && intermediate(was) &&
			(chosen == nil || slices.ContainsFunc(chosen, func(x calc.Step) bool { return sameNumber(x, was) }))
		if !in {
			return now
		}
		if i := c.intervalOf(was, now); i != nil {
			return now.Round(gbt8170, i)
		}
		return now
	})
	q, err := rounded.Value().In(n.unit)
	if err != nil || !rounded.OK() {
		return nil
	}
	end := lastRounding(q.Rat(), n)
	if end == "" {
		return nil
	}
	how := c.how
	if chosen != nil {
		var names []string
		for _, x := range chosen {
			names = append(names, x.Symbol())
		}
		how = calc.Textf("%s（%s）", "%s (%s)", how, strings.Join(names, ", "))
	}
	if last := map[string]calc.Text{"half-up": {ZH: "末位四舍五入", EN: "the end half up"},
		"truncated": {ZH: "末位截去", EN: "the end cut off"}}[end]; last != (calc.Text{}) {
		how = calc.Textf("%s，%s", "%s, %s", how, last)
	}
	return &Path{Kind: "stages", How: how, Step: rounded, Stages: chosen}
}
