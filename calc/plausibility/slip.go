package plausibility

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// slip is a mistake that people make, and by what it multiplies an amount.
type slip struct {
	factor string
	more   calc.Text // what was done where the amount is that many times too large
	less   calc.Text // likewise too small
	likely bool      // named also where the ratio is only near it
}

// slips are the common ones: a point, a unit, 万, a time.
var slips = []slip{
	{"10", calc.Text{ZH: "小数点右移一位", EN: "the point one place to the right"},
		calc.Text{ZH: "小数点左移一位", EN: "the point one place to the left"}, true},
	{"100", calc.Text{ZH: "小数点右移两位，或漏了“%”", EN: "the point two places to the right, or a lost %"},
		calc.Text{ZH: "小数点左移两位，或多了“%”", EN: "the point two places to the left, or a % too many"}, true},
	{"1000", calc.Text{ZH: "把 g 写成了 kg，或把 kg 写成了 t", EN: "kg written for g, or t for kg"},
		calc.Text{ZH: "把 kg 写成了 g，或把 t 写成了 kg", EN: "g written for kg, or kg for t"}, true},
	{"10000", calc.Text{ZH: "多写了“万”，或产能少写了“万”",
		EN: "a factor of 10,000 (\"万\") too many, or one lost in the capacity"},
		calc.Text{ZH: "漏写了“万”，或产能多写了“万”",
			EN: "a lost factor of 10,000 (\"万\"), or one too many in the capacity"}, true},
	{"1000000", calc.Text{ZH: "把 mg 写成了 kg，或把 g 写成了 t", EN: "kg written for mg, or t for g"},
		calc.Text{ZH: "把 kg 写成了 mg，或把 t 写成了 g", EN: "mg written for kg, or g for t"}, true},
	{"365", calc.Text{ZH: "把年数值当作日数值又乘了 365", EN: "a yearly amount taken for a daily one, times 365"},
		calc.Text{ZH: "把日数值写成了年数值", EN: "a daily amount written as a yearly one"}, false},
	{"24", calc.Text{ZH: "把日数值当作小时数值又乘了 24", EN: "a daily amount taken for an hourly one, times 24"},
		calc.Text{ZH: "把小时数值写成了日数值", EN: "an hourly amount written as a daily one"}, false},
	{"12", calc.Text{ZH: "把年数值当作月数值又乘了 12", EN: "a yearly amount taken for a monthly one, times 12"},
		calc.Text{ZH: "把月数值写成了年数值", EN: "a monthly amount written as a yearly one"}, false},
	{"7.2", calc.Text{ZH: "小时数 7200 与 1000 之误", EN: "7,200 h taken for 1,000 h"},
		calc.Text{ZH: "小时数 1000 与 7200 之误", EN: "1,000 h taken for 7,200 h"}, false},
}

// named says which slip a ratio of stated to expected looks like: exactly where
// it lies within the bound, else the nearest of the likely ones.
func named(ratio *big.Rat, within factors.Bound) calc.Text {
	up := ratio.Cmp(big.NewRat(1, 1)) > 0
	if !up {
		ratio = new(big.Rat).Inv(ratio)
	}
	margin := new(big.Rat).Add(big.NewRat(1, 1), within.Amount.Rat())
	var near calc.Text
	var least *big.Rat
	for _, s := range slips {
		factor, err := quantity.ParseNumber(s.factor)
		if err != nil {
			panic(err) // of the table above
		}
		apart := new(big.Rat).Quo(ratio, factor)
		if apart.Cmp(big.NewRat(1, 1)) < 0 {
			apart.Inv(apart)
		}
		what := s.more
		if !up {
			what = s.less
		}
		if apart.Cmp(margin) <= 0 {
			return calc.Textf("正合 %s 倍：%s", "exactly a factor of %s: %s", s.factor, what)
		}
		if s.likely && (least == nil || apart.Cmp(least) < 0) {
			least, near = apart, calc.Textf("接近 %s 倍：可能%s", "near a factor of %s: perhaps %s", s.factor, what)
		}
	}
	return near
}

// shownRatio writes a ratio for a sentence: "1000 倍", "1/50".
func shownRatio(ratio *big.Rat) calc.Text {
	if ratio.Sign() == 0 || ratio.Cmp(big.NewRat(1, 1)) >= 0 {
		shown := quantity.Exact(quantity.RoundSignificant(ratio, 3))
		return calc.Textf("%s 倍", "%s times", shown)
	}
	shown := quantity.Exact(quantity.RoundSignificant(new(big.Rat).Inv(ratio), 3))
	return calc.Textf("1/%s", "1/%s of", shown)
}
