package integrity

import (
	"math/big"
	"strconv"

	"gonum.org/v1/gonum/stat/distuv"

	"tidai/calc"
	"tidai/calc/quantity"
)

// tally counts the readings within [low, high) and the longest unbroken run
// of them.
type tally struct {
	n, longest int
	first      Sample // of all
	start      Sample // of the longest run
}

func within(list []Sample, in func(quantity.Decimal) bool) tally {
	var t tally
	run := 0
	for i := range list {
		if !in(list[i].C.Decimal) {
			run = 0
			continue
		}
		if t.n++; t.n == 1 {
			t.first = list[i]
		}
		if run > 0 && !follows(&list[i-1], &list[i]) {
			run = 0
		}
		if run++; run > t.longest {
			t.longest, t.start = run, list[i-run+1]
		}
	}
	return t
}

// missing notes that a check lacks what it compares with, or readings.
func (c *checker) missing(code string, o Optional, n int, zh, en string) bool {
	switch {
	case !o.Set:
		c.notMade(code, n, "没有%s", "no %s is stated", calc.Text{ZH: zh, EN: en})
	case n == 0:
		c.notMade(code, n, "没有有效读数", "there are no valid readings")
	default:
		return false
	}
	return true
}

// coarse notes that a check is not made because readings are given to so few
// places that fewer than three of them fit into the band beside o: a value at
// o itself is then nothing but rounding.
func (c *checker) coarse(code string, o Optional, list []Sample) bool {
	exp, _ := lastPlace(list)
	place := quantity.Decimal{Coef: 3, Exp: exp}
	room := new(big.Rat).Mul(o.Rat(), c.rules.rat("band"))
	if place.Rat().Cmp(room) <= 0 {
		return false
	}
	c.notMade(code, len(list), "读数的末位（%s %s）太粗", "the last place of the readings (%s %s) is too coarse",
		quantity.Decimal{Coef: 1, Exp: exp}.String(), c.Unit.String())
	return true
}

// rangeTop reports values that stay within 2 % below the top of the range.
func (c *checker) rangeTop() {
	list := c.detected
	low, ok := scaled(c.Top.Decimal, new(big.Rat).Neg(c.rules.rat("band")))
	if c.missing(CodeRangeTop, c.Top, len(list), "量程上限", "range top") || !ok {
		return
	}
	c.made(CodeRangeTop, len(list))
	t := within(list, func(d quantity.Decimal) bool { return order(d, low) >= 0 && order(d, c.Top.Decimal) < 0 })
	long := t.longest >= c.rules.count("band-readings") && !c.daily
	if share := big.NewRat(int64(t.n), int64(len(list))); !long && share.Cmp(c.rules.rat("band-share")) <= 0 {
		return
	}
	c.find(CodeRangeTop, calc.Warning, t.start.Place,
		calc.Textf("%s 个读数中有 %s 个在量程上限 %s %s 以下 2%% 之内，最长连续 %s 个",
			"of %s readings %s lie within 2 %% below the range top %s %s, at most %s in a row",
			strconv.Itoa(len(list)), strconv.Itoa(t.n), c.Top.String(), c.Unit.String(), strconv.Itoa(t.longest)),
		counted("读数", "readings", len(list), t.start.Place), counted("靠近量程上限", "close to the range top", t.n,
			t.start.Place),
		counted("最长连续", "longest run", t.longest, t.start.Place), c.rules.figure("band"),
		c.rules.figure("band-share"), c.rules.figure("band-readings"))
}

// rangeEnd reports values at the very end of the range: what is above it is
// cut off.
func (c *checker) rangeEnd() {
	list := c.detected
	if c.missing(CodeRangeEnd, c.Top, len(list), "量程上限", "range top") {
		return
	}
	c.made(CodeRangeEnd, len(list))
	t := within(list, func(d quantity.Decimal) bool { return order(d, c.Top.Decimal) == 0 })
	if t.n < c.rules.count("range-end") {
		return
	}
	c.find(CodeRangeEnd, calc.Warning, t.first.Place,
		calc.Textf("%s 个读数恰为量程上限 %s %s：实际浓度可能更高",
			"%s readings are exactly the range top %s %s: the true concentration may be higher",
			strconv.Itoa(t.n), c.Top.String(), c.Unit.String()),
		counted("读数", "readings", len(list), t.first.Place), counted("等于量程上限", "at the range end", t.n,
			t.first.Place), c.rules.figure("range-end"))
}

// detection notes values that keep close to the detection limit.
func (c *checker) detection() {
	list := c.detected
	if c.missing(CodeDetection, c.Detection, len(list), "检出限", "detection limit") {
		return
	}
	if c.coarse(CodeDetection, c.Detection, list) {
		return
	}
	low, ok := scaled(c.Detection.Decimal, new(big.Rat).Neg(c.rules.rat("band")))
	high, ok2 := scaled(c.Detection.Decimal, c.rules.rat("band"))
	if !ok || !ok2 {
		return
	}
	c.made(CodeDetection, len(list))
	t := within(list, func(d quantity.Decimal) bool { return order(d, low) >= 0 && order(d, high) <= 0 })
	if big.NewRat(int64(t.n), int64(len(list))).Cmp(c.rules.rat("detection-share")) < 0 ||
		len(list) < c.rules.count("limit-readings") {
		return
	}
	c.find(CodeDetection, calc.Note, t.first.Place,
		calc.Textf("%s 个检出的读数中有 %s 个在检出限 %s %s 上下 2%% 之内",
			"of %s detected readings %s lie within 2 %% of the detection limit %s %s",
			strconv.Itoa(len(list)), strconv.Itoa(t.n), c.Detection.String(), c.Unit.String()),
		counted("检出的读数", "detected readings", len(list), t.first.Place),
		counted("靠近检出限", "close to the detection limit", t.n, t.first.Place),
		c.rules.figure("band"), c.rules.figure("detection-share"))
}

// limit reports values that crowd below the emission limit and are missing
// above it. In so narrow a band a smooth distribution has about as many on
// either side; the probability of so few above is that of a fair coin. A
// reading at the limit itself counts on neither side.
func (c *checker) limit() {
	list := c.detected
	low, ok := scaled(c.Limit.Decimal, new(big.Rat).Neg(c.rules.rat("band")))
	high, ok2 := scaled(c.Limit.Decimal, c.rules.rat("band"))
	if c.missing(CodeLimit, c.Limit, len(list), "排放限值", "emission limit") || c.coarse(CodeLimit, c.Limit, list) ||
		!ok || !ok2 {
		return
	}
	below := within(list, func(d quantity.Decimal) bool { return order(d, low) >= 0 && order(d, c.Limit.Decimal) < 0 })
	above := within(list, func(d quantity.Decimal) bool { return order(d, c.Limit.Decimal) > 0 && order(d, high) <= 0 })
	n := below.n + above.n
	if n < c.rules.count("limit-readings") {
		c.notMade(CodeLimit, n, "限值两侧 2%% 之内只有 %d 个读数", "only %d readings lie within 2 %% of the limit", n)
		return
	}
	c.made(CodeLimit, n)
	p := distuv.Binomial{N: float64(n), P: 0.5}.CDF(float64(above.n))
	if p >= c.rules.float("limit-chance") {
		return
	}
	c.find(CodeLimit, calc.Warning, below.first.Place,
		calc.Textf("排放限值 %s %s 以下 2%% 之内有 %s 个读数，以上 2%% 之内只有 %s 个（p %s）",
			"within 2 %% below the emission limit %s %s lie %s readings, within 2 %% above it only %s (p %s)",
			c.Limit.String(), c.Unit.String(), strconv.Itoa(below.n), strconv.Itoa(above.n), probability(p)),
		counted("限值以下", "below the limit", below.n, below.first.Place), counted("限值以上", "above the limit",
			above.n, below.first.Place),
		described("概率", "probability", p, below.first.Place), c.rules.figure("band"), c.rules.figure("limit-chance"))
}
