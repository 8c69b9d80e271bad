package intake

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// A file may state the mass of an interval beside concentration and flow: Cou
// of HJ 212, a column 排放量(kg). The mass decides nothing, it is compared:
// where it contradicts concentration × flow, one of the three is in another
// unit, or of another interval, than the file says.
//
// Each number stands for all that are cut off or rounded to the digits it is
// written with: from half a unit of the last digit less up to a whole one more.
// Only where no choice among them agrees there is a contradiction. A value below a detection limit is anything from
// zero up to
// the limit.

// massDigits are the digits behind the point that the numbers of a reading
// are written with; 15.0 has one, 1.5e3 has −2.
type massDigits struct{ conc, flow, mass int }

// massDoubt is a contradiction, in kg of the interval. It is described by
// float64: whether there is one was decided exactly.
type massDoubt struct{ stated, computed float64 }

func (d massDoubt) String() string { return kilograms(d.stated) + " / " + kilograms(d.computed) }

func kilograms(v float64) string {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64) + " kg"
}

// ratio is that of the greater to the smaller; 0 where one is zero.
func (d massDoubt) ratio() float64 {
	less, more := min(d.stated, d.computed), max(d.stated, d.computed)
	if less <= 0 {
		return 0
	}
	return more / less
}

// massScale is what numbers in these units come to in kilograms.
type massScale struct {
	conc, flow, mass quantity.Unit
	minutes          int32
	product, stated  *big.Rat // nil where the units make no mass
	toProduct, toKg  float64
}

// massCheck compares the masses of a file's readings. The zero massCheck is
// ready; it is for one goroutine.
type massCheck struct{ scales []massScale }

// compare reports whether the mass of a reading contradicts its concentration
// and flow. Where one of the three is missing or not valid, nothing does.
func (k *massCheck) compare(r *monitoring.Reading, digits massDigits) (d massDoubt, contradicts bool) {
	c, q, m := r.Concentration, r.Flow, r.Mass
	valid := r.Flag == monitoring.NoFlag || r.Flag == monitoring.Normal || r.Flag == monitoring.ManualEntry
	if !c.Set || !q.Set || !m.Set || !valid || c.Sign() < 0 || q.Sign() < 0 || r.Minutes == 0 {
		return d, false
	}
	s := k.scale(r)
	if s.product == nil {
		return d, false
	}
	if !s.roughly(c, q, m, digits) {
		return d, false
	}
	d.stated, d.computed = float(m.Decimal)*s.toKg, float(c.Decimal)*float(q.Decimal)*s.toProduct
	return d, true
}

// roughly decides by float64 where that is certain, else exactly.
func (s *massScale) roughly(c, q, m monitoring.Value, digits massDigits) bool {
	const sure = 1e-9 // far above the error of five operations
	low, high := bounds(c.Decimal, digits.conc)
	if c.NonDetect {
		low = 0
	}
	lowQ, highQ := bounds(q.Decimal, digits.flow)
	least, most := max(low, 0)*max(lowQ, 0)*s.toProduct, high*highQ*s.toProduct
	lowM, highM := bounds(m.Decimal, digits.mass)
	lowM, highM = lowM*s.toKg, highM*s.toKg
	switch {
	case highM < least*(1-sure) || lowM > most*(1+sure):
		return true
	case highM > least*(1+sure) && lowM < most*(1-sure):
		return false
	}
	return s.exactly(c, q, m, digits)
}

func (s *massScale) exactly(c, q, m monitoring.Value, digits massDigits) bool {
	low, high := exactBounds(c.Decimal, digits.conc)
	if c.NonDetect {
		low.SetInt64(0)
	}
	lowQ, highQ := exactBounds(q.Decimal, digits.flow)
	lowM, highM := exactBounds(m.Decimal, digits.mass)
	for _, x := range []*big.Rat{low, lowQ} {
		if x.Sign() < 0 {
			x.SetInt64(0)
		}
	}
	least, most := low.Mul(low, lowQ), high.Mul(high, highQ)
	return highM.Mul(highM, s.stated).Cmp(least.Mul(least, s.product)) < 0 ||
		lowM.Mul(lowM, s.stated).Cmp(most.Mul(most, s.product)) > 0
}

func float(d quantity.Decimal) float64 { return float64(d.Coef) * math.Pow10(int(d.Exp)) }

func bounds(d quantity.Decimal, places int) (low, high float64) {
	v, unit := float(d), math.Pow10(-places)
	return v - unit/2, v + unit
}

func exactBounds(d quantity.Decimal, places int) (low, high *big.Rat) {
	v, unit := d.Rat(), quantity.Decimal{Coef: 1, Exp: int8(-places)}.Rat()
	low = new(big.Rat).Mul(unit, big.NewRat(1, 2))
	return low.Sub(v, low), v.Add(v, unit)
}

// powerOfTen is the power that a ratio is but for rounding, which is what a
// wrong unit leaves; 0 where it is none above 1.
func powerOfTen(ratio float64) float64 {
	if ratio <= 0 {
		return 0
	}
	power := math.Pow10(int(math.Round(math.Log10(ratio))))
	if power > 1 && math.Abs(ratio/power-1) < 0.005 {
		return power
	}
	return 0
}

// factorText writes a factor to three digits: 1,000, 2.4; "" for none.
func factorText(ratio float64) string {
	if power := powerOfTen(ratio); power > 0 {
		ratio = power
	}
	switch {
	case ratio == 0:
		return ""
	case ratio < 100:
		return strconv.FormatFloat(ratio, 'g', 3, 64)
	}
	whole := strconv.FormatFloat(ratio, 'f', 0, 64)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return whole
}

// scale finds what the units of a reading come to.
func (k *massCheck) scale(r *monitoring.Reading) *massScale {
	c, q, m := r.Concentration.Unit, r.Flow.Unit, r.Mass.Unit
	for i := range k.scales {
		s := &k.scales[i]
		if s.minutes == r.Minutes && s.conc == c && s.flow == q && s.mass == m {
			return s
		}
	}
	s := massScale{conc: c, flow: q, mass: m, minutes: r.Minutes}
	product, okP := inKilograms(quantity.Int(1, c).Mul(quantity.Int(1, q)), r.Minutes)
	stated, okM := inKilograms(quantity.Int(1, m), r.Minutes)
	if okP && okM {
		s.product, s.stated = product, stated
		s.toProduct, _ = product.Float64()
		s.toKg, _ = stated.Float64()
	}
	k.scales = append(k.scales, s)
	return &k.scales[len(k.scales)-1]
}

// inKilograms is a mass, or what a rate of mass comes to in the interval.
func inKilograms(m quantity.Quantity, minutes int32) (*big.Rat, bool) {
	if kg, err := m.In(unitMass); err == nil {
		return kg.Rat(), true
	}
	kg, err := m.Mul(quantity.New(big.NewRat(int64(minutes), minutesPerHour), unitHour)).In(unitMass)
	if err != nil {
		return nil, false
	}
	return kg.Rat(), true
}

// placesOf counts the digits behind the point of a number as files write it,
// with whatever stands around it: 0.05L has two.
func placesOf(text string) int {
	n, point, exp := 0, false, 0
	seen := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			seen = true
			if point {
				n++
			}
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && seen:
			exp, _ = strconv.Atoi(strings.TrimPrefix(text[i+1:], "+"))
			i = len(text)
		case seen && c != ',':
			i = len(text)
		}
	}
	return min(max(n-exp, -30), 30)
}

// nearRatio is up to where a contradiction is only noted: the mean of a
// concentration times the sum of a flow is not the sum of their products, and
// an instrument that adds up the products is right.
const nearRatio = 1 / 0.9

// mass adds a contradiction to the faults of a file: one finding for each
// pollutant and factor, whose first place gives both values.
func (f *faults) mass(r *monitoring.Reading, d massDoubt) {
	ratio := d.ratio()
	k := massKey{r.Pollutant, powerOfTen(ratio), ratio > 0 && ratio < nearRatio}
	what, known := f.masses[k]
	if !known {
		if f.masses == nil {
			f.masses = map[massKey]string{}
		}
		what = fmt.Sprintf("%s %g %v", k.pollutant, k.power, k.near)
		f.masses[k] = what
	}
	if x := f.known[faultKey{CodeMass, what, 0}]; x != nil {
		if x.n++; len(x.places) < mostPlaces {
			p := faultPlace{sheet: f.sheet, row: r.Place.Row}
			if k.power == 0 { // the first place does not tell what this one says
				p.text = d.String()
			}
			x.places = append(x.places, p)
		}
		return
	}
	factor := calc.Text{}
	if ratio > 0 {
		factor = calc.Textf("，相差 %s 倍", ", by a factor of %s", factorText(ratio))
	}
	severity, remedy := calc.Warning, calc.Text{
		ZH: "核对浓度、流量和质量的单位；排放量按浓度×流量计算，所写质量不参与计算",
		EN: "check the units of concentration, flow and mass; the amount is concentration × flow, the stated mass is " +
			"not used"}
	if k.near {
		severity, remedy = calc.Note, calc.Text{
			ZH: "时段内浓度与流量同时变化时，均值之积与逐分钟之和可略有不同；排放量按浓度×流量计算",
			EN: "where both vary within an interval, the product of means may differ a little from the sum of " +
				"products; the amount is concentration × flow"}
	}
	f.at(CodeMass, what, severity, r.Place.Row, 0, d.String(), calc.Textf("%s 的质量 %s 与浓度×流量 %s 矛盾%s",
		"%s: the stated mass %s contradicts concentration × flow, %s%s", r.Pollutant, kilograms(d.stated),
		kilograms(d.computed), factor), remedy)
}

// massKey is what contradictions of one finding have in common.
type massKey struct {
	pollutant calc.Pollutant
	power     float64 // of ten; 0: another factor
	near      bool
}
