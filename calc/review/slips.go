package review

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// resultOf is a mistake of the result as a whole.
func resultOf(f func(calc.Step) calc.Step) func(substitution.Target) calc.Step {
	return func(t substitution.Target) calc.Step {
		if !t.Step.OK() {
			return t.Step
		}
		return f(t.Step)
	}
}

// slips are slips of the hand in a stated number: two digits transposed, one
// dropped or doubled, the point shifted by one.
func slips(s calc.Step) []mistake {
	var list []mistake
	for _, x := range slipped(quantity.Exact(s.Value().Rat())) {
		value, err := quantity.ParseNumber(x.text)
		if err != nil || value.Cmp(s.Value().Rat()) == 0 {
			continue
		}
		list = append(list, mistake{name: x.name, weight: x.weight, what: calc.Textf("%s 误写为 %s（%s）",
			"%s written as %s (%s)", where(s), x.text, x.what),
			edit: at(s, func(calc.Step) calc.Step { return restated(s, value) })})
	}
	return list
}

// slipMistakes are slips of the hand in writing the right figure down.
func slipMistakes(wrong []compared) []mistake {
	var list []mistake
	for _, c := range wrong {
		name := c.Submitted.Target
		for _, x := range slipped(c.Rounded) {
			value, err := quantity.ParseNumber(x.text)
			if err != nil || value.Cmp(c.number.value) != 0 {
				continue
			}
			list = append(list, mistake{name: "result-" + x.name, weight: x.weight + 2,
				what: calc.Textf("正确值 %s 误写为 %s（%s）", "the right figure %s written as %s (%s)", c.Rounded,
					x.text, x.what),
				only: func(_ Submitted, t substitution.Target) bool { return t.Name == name },
				apply: resultOf(func(s calc.Step) calc.Step {
					return calc.Given(s.Symbol(), s.TermKey(), quantity.New(value, c.number.unit),
						calc.Origin{Kind: calc.FromDefinition})
				})})
		}
	}
	return list
}

type slip struct {
	name   string
	weight int
	text   string
	what   calc.Text
}

// maxSlipped bounds the length of a number whose slips are tried.
const maxSlipped = 12

// slipped lists what a number becomes by one slip; each text once.
func slipped(text string) []slip {
	if len(text) > maxSlipped || strings.Contains(text, "/") {
		return nil
	}
	var list []slip
	seen := map[string]bool{text: true, "": true, ".": true}
	add := func(name string, weight int, x string, zh, en string) {
		if led := len(x) > 1 && x[0] == '0' && x[1] != '.'; !seen[x] && !led { // nobody writes 020
			seen[x] = true
			list = append(list, slip{name, weight, x, calc.Text{ZH: zh, EN: en}})
		}
	}
	digits := []int{}
	for i := range text {
		if text[i] >= '0' && text[i] <= '9' {
			digits = append(digits, i)
		}
	}
	for k, i := range digits {
		if k+1 < len(digits) {
			b := []byte(text)
			b[i], b[digits[k+1]] = b[digits[k+1]], b[i]
			add("digits-transposed", 3, string(b), "相邻数字颠倒", "two digits transposed")
		}
		add("digit-dropped", 3, text[:i]+text[i+1:], "漏写一位数字", "a digit dropped")
		add("digit-doubled", 2, text[:i]+text[i:i+1]+text[i:], "重复写一位数字", "a digit written twice")
	}
	if value, err := quantity.ParseNumber(text); err == nil {
		for _, by := range []*big.Rat{big.NewRat(10, 1), big.NewRat(1, 10)} {
			add("point-shifted", 3, quantity.Exact(new(big.Rat).Mul(value, by)), "小数点错一位",
				"the point off by one place")
		}
	}
	return list
}
