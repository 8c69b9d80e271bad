package integrity

import (
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// met is a reading beside that of another year at the same place.
type met struct {
	here, there int // in c.detected
	cell        int // month and hour: what the rhythm of the year and of the day makes alike
}

// alike is how far two years correspond.
type alike struct {
	met     []met
	equal   int
	excess  float64 // share of equal readings beyond what is expected
	r       float64 // correlation of the changes
	chance  float64 // of what is reported
	byValue bool    // equal readings are reported, else changes
}

// mirror compares every year with every other: at the same day and hour of the
// calendar, and at the same hour of the same weekday, whole weeks apart. Years
// that were written down from one another have equal readings beyond what the
// rhythm of year and day makes likely, or, where they were scaled or blurred,
// the same changes from reading to reading.
func (c *checker) mirror() {
	years := c.years()
	if len(years) < 2 {
		c.notMade(CodeMirror, len(c.detected), "检出的读数只有 %d 年的", "detected readings of %d years only",
			len(years))
		return
	}
	at := make(map[monitoring.Minute]int, len(c.detected))
	for i := range c.detected {
		at[c.detected[i].Start] = i
	}
	made := 0
	for i, b := range years {
		for _, a := range years[:i] {
			best := alike{}
			for _, back := range []func(monitoring.Minute) (monitoring.Minute, bool){
				func(t monitoring.Minute) (monitoring.Minute, bool) { return sameDate(t, a) },
				func(t monitoring.Minute) (monitoring.Minute, bool) {
					return t - monitoring.Minute(364*(b-a)*1440), true
				}} {
				x := c.beside(b, at, back)
				made = max(made, len(x.met))
				if len(x.met) >= c.rules.count("mirror-readings") && c.corresponds(&x) && x.equal >= best.equal {
					best = x
				}
			}
			if best.met != nil {
				c.mirrored(a, b, best)
			}
		}
	}
	if made < c.rules.count("mirror-readings") {
		c.notMade(CodeMirror, made, "两年可对应的读数只有 %d 个", "only %d readings of two years correspond", made)
		return
	}
	c.made(CodeMirror, made)
}

func (c *checker) years() []int {
	var out []int
	for i := range c.detected {
		if y := c.detected[i].Start.Date().Year; len(out) == 0 || out[len(out)-1] != y {
			out = append(out, y)
		}
	}
	return out
}

// sameDate is the same day and time of another year.
func sameDate(t monitoring.Minute, year int) (monitoring.Minute, bool) {
	d := t.Date()
	hour, minute := t.Clock()
	d.Year = year
	out, ok := monitoring.At(d, hour, minute)
	return out, ok && out.Date() == d // a 29 February has none
}

func (c *checker) beside(year int, at map[monitoring.Minute]int,
	back func(monitoring.Minute) (monitoring.Minute, bool)) (out alike) {
	for i := range c.detected {
		x := &c.detected[i]
		d := x.Start.Date()
		if d.Year != year || x.C.Sign() <= 0 {
			continue
		}
		t, ok := back(x.Start)
		if !ok {
			continue
		}
		j, ok := at[t]
		if !ok || c.detected[j].C.Sign() <= 0 || c.detected[j].Minutes != x.Minutes {
			continue
		}
		hour, _ := x.Start.Clock()
		out.met = append(out.met, met{i, j, d.Month*24 + hour})
	}
	return out
}

// corresponds finds whether two years do, and how likely that is by chance.
func (c *checker) corresponds(x *alike) bool {
	least, most := c.rules.float("mirror-share"), c.rules.float("mirror-chance")
	x.byValue = true
	if x.chance = c.equalReadings(x); x.excess >= least && x.chance < most {
		return true
	}
	x.byValue = false
	x.chance = c.equalChanges(x)
	return x.r >= c.rules.float("mirror-correlation") && x.chance < most
}

// equalReadings compares the number of equal readings with what is to be
// expected of independent years: in each month and hour of the day Σ q·q′ of
// the shares of the values. Neighbours depend on each other, so the variance
// is that of fewer readings, by (1+ρρ′)/(1−ρρ′).
func (c *checker) equalReadings(x *alike) float64 {
	type cell struct{ here, there map[quantity.Decimal]float64 }
	cells, size := map[int]cell{}, map[int]float64{}
	var here, there []float64
	for _, m := range x.met {
		k, ok := cells[m.cell]
		if !ok {
			k = cell{map[quantity.Decimal]float64{}, map[quantity.Decimal]float64{}}
			cells[m.cell] = k
		}
		v, w := c.detected[m.here].C.Decimal, c.detected[m.there].C.Decimal
		if k.here[v]++; v == w {
			x.equal++
		}
		k.there[w]++
		size[m.cell]++
		here, there = append(here, float(v)), append(there, float(w))
	}
	expected, variance := 0.0, 0.0
	for _, id := range sortedKeys(cells, strconv.Itoa) {
		n, pairs := size[id], 0.0
		for v, k := range cells[id].here { // whole numbers: the order does not matter
			pairs += k * cells[id].there[v]
		}
		p := pairs / (n * n)
		expected, variance = expected+n*p, variance+n*p*(1-p)
	}
	rho := min(max(lagOne(here), 0)*max(lagOne(there), 0), 0.99)
	variance = max(variance, 1) * (1 + rho) / (1 - rho)
	x.excess = (float64(x.equal) - expected) / float64(len(x.met))
	return distuv.UnitNormal.Survival((float64(x.equal) - expected) / math.Sqrt(variance))
}

// equalChanges is the correlation of the changes from reading to reading,
// without what each month and hour of the day has in common, and its chance by
// Fisher's transformation.
func (c *checker) equalChanges(x *alike) float64 {
	type change struct {
		cell int
		a, b float64
	}
	var list []change
	sums := map[int][3]float64{}
	for i, m := range x.met {
		if i == 0 || m.here != x.met[i-1].here+1 || m.there != x.met[i-1].there+1 ||
			!follows(&c.detected[m.here-1], &c.detected[m.here]) {
			continue
		}
		d := change{m.cell, c.change(m.here), c.change(m.there)}
		list = append(list, d)
		s := sums[m.cell]
		sums[m.cell] = [3]float64{s[0] + 1, s[1] + d.a, s[2] + d.b}
	}
	if len(list) < c.rules.count("mirror-readings")/2 {
		return 1
	}
	var ab, aa, bb float64
	for _, d := range list {
		s := sums[d.cell]
		a, b := d.a-s[1]/s[0], d.b-s[2]/s[0]
		ab, aa, bb = ab+a*b, aa+a*a, bb+b*b
	}
	if aa == 0 || bb == 0 {
		return 1
	}
	x.r = ab / math.Sqrt(aa*bb)
	free := float64(len(list) - len(sums)) // each cell's mean is taken off
	return distuv.UnitNormal.Survival(math.Atanh(min(x.r, 1-1e-12)) * math.Sqrt(max(free-3, 1)))
}

// change is the logarithm of a reading over the one before it.
func (c *checker) change(i int) float64 {
	before := float(c.detected[i-1].C.Decimal)
	if before <= 0 {
		return 0
	}
	return math.Log(float(c.detected[i].C.Decimal) / before)
}

func (c *checker) mirrored(a, b int, x alike) {
	first := slices.IndexFunc(x.met, func(m met) bool {
		return !x.byValue || c.detected[m.here].C.Decimal == c.detected[m.there].C.Decimal
	})
	m := x.met[max(first, 0)]
	here, there := c.detected[m.here], c.detected[m.there]
	what := calc.Textf("%d 个相应的读数中 %d 个逐一相同", "of %d readings that correspond %d are equal, one by one",
		len(x.met), x.equal)
	figure := counted("相同的读数", "equal readings", x.equal, here.Place)
	if !x.byValue {
		r := strconv.FormatFloat(x.r, 'f', 3, 64)
		what = calc.Textf("%d 个相应的读数变化相同，相关系数 %s",
			"%d readings that correspond change alike, correlation %s", len(x.met), r)
		figure = described("变化的相关系数", "correlation of the changes", x.r, here.Place)
	}
	c.find(CodeMirror, calc.Warning, here.Place,
		calc.Textf("%s 年与 %s 年对应（自 %s 与 %s 起）：%s；两年独立时偶然如此的概率不超过 %s",
			"%s mirrors %s (from %s and %s on): %s; the chance of that, were the years independent, is at most %s",
			strconv.Itoa(b), strconv.Itoa(a), here.Start.String(), there.Start.String(), what, bounded(x.chance)),
		counted("相应的读数", "readings that correspond", len(x.met), here.Place), figure,
		described("偶然如此的概率的上限", "greatest probability by chance", x.chance, here.Place),
		c.rules.figure("mirror-share"), c.rules.figure("mirror-correlation"), c.rules.figure("mirror-chance"))
}
