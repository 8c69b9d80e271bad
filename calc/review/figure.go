package review

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// number is a written figure: its value, and the interval its last digit
// counts in.
type number struct {
	value    *big.Rat
	interval *big.Rat
	unit     quantity.Unit
}

// readNumber reads a figure as written. 119.50 states two decimals, 1.2e-3
// four, 60 none. Commas are refused here: a table that parts thousands with them is
// read by its reader of cells.
func readNumber(s Submitted) (number, error) {
	text := plainDigits(s.Written)
	value, err := quantity.ParseNumber(text)
	if err != nil {
		return number{}, err
	}
	unit, err := quantity.ParseUnit(s.Unit)
	if err != nil {
		return number{}, err
	}
	return number{value: value, interval: quantity.Pow10(-places(text)), unit: unit}, nil
}

// plainDigits brings full-width digits, and a power of ten as people print it,
// to what quantity.ParseNumber reads: 1.20×10⁻³ and 1.20×10^-3 are 1.20e-3.
func plainDigits(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '−' || r == '–' || r == '⁻':
			return '-'
		case r == '⁺':
			return '+'
		}
		if i := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r); i >= 0 {
			return rune('0' + len([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i])))
		}
		return r
	}, strings.TrimSpace(s))
	for _, mark := range []string{"×", "x", "*", "·"} {
		for _, power := range []string{"10^", "10"} {
			for _, space := range []string{"", " "} {
				if mantissa, exponent, ok := strings.Cut(s, space+mark+space+power); ok && mantissa != "" &&
					exponent != "" {
					return mantissa + "e" + exponent
				}
			}
		}
	}
	return s
}

// places counts the decimals a written number states, an exponent included;
// text is one that quantity.ParseNumber has read.
func places(text string) int {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	n := 0
	if _, after, ok := strings.Cut(mantissa, "."); ok {
		n = len(after)
	}
	sign, e := 1, 0
	for _, c := range exponent {
		switch {
		case c == '-':
			sign = -1
		case c >= '0' && c <= '9':
			e = e*10 + int(c-'0')
		}
	}
	return n - sign*e
}

// figure compares one submitted figure with what is computed. A figure named in
// words is from then on called by the name of its number.
func (r *reviewer) figure(s Submitted) Outcome {
	t, ok := r.find(s.Target)
	if ok {
		s.Target = t.Name
	}
	o := Outcome{Submitted: s, Verdict: Unknown}
	if !r.readable(&o) {
		return o
	}
	n, _ := readNumber(s)
	o.Value = quantity.New(n.value, n.unit)
	if !ok {
		o.Why, o.said = calc.Textf("没有名为 %q 的数", "there is no number named %q", s.Target), true
		r.reportFigure(CodeTarget, calc.Error, s, o.Why, r.nearest(s.Target))
		return o
	}
	o.Computed = t.Step
	if err := t.Step.Err(); err != nil {
		o.Why = calc.ErrorText(err)
		return o
	}
	exact, err := t.Step.Value().In(n.unit)
	if err != nil {
		o.said = true
		o.Why = calc.Textf("单位 %s 与 %s 不是同一种量", "%s does not measure what %s measures", s.Unit,
			t.Step.Value().Unit().String())
		r.reportFigure(CodeUnit, calc.Error, s, calc.Textf("申报数字 %s 的单位 %q 不符：%s",
			"the unit of the figure %s, %q, does not fit: %s", s.Target, s.Unit, o.Why),
			calc.Textf("写成 %s 或可换算的单位", "write %s, or a unit that converts into it", t.Step.Value().Unit().
				String()))
		return o
	}
	r.compare(&o, n, exact)
	r.twice(o)
	return o
}

// readable reports what keeps a figure from being read, with what to write.
func (r *reviewer) readable(o *Outcome) bool {
	s := o.Submitted
	code, why, remedy := CodeUnreadable, s.Fault, s.Remedy
	_, err := readNumber(s)
	switch {
	case why != (calc.Text{}):
		code = CodeCell
	case err == nil && s.Target != "":
		return true
	case strings.HasPrefix(s.Written, "<"):
		why = calc.Text{ZH: "未检出或“<”只说明低于一个界限，不是数",
			EN: "not detected, or “<”, only says that it is below a bound: no number"}
		remedy = calc.Text{ZH: "写按规定取值（如检出限的一半）算出的数",
			EN: "write the number computed by the rule for it, such as half the limit"}
	case s.Target == "":
		why = calc.Text{ZH: "缺少指标", EN: "no target is named"}
		remedy = calc.Text{ZH: "写明是哪一个数，如“总铬需替代量”", EN: "say which number it is"}
	case s.Unit == "":
		why = calc.Text{ZH: "缺少单位", EN: "no unit is stated"}
		remedy = calc.Text{ZH: "在单位列或表头写明 kg/a 或 t/a",
			EN: "write kg/a or t/a in the column of units or in the header"}
	default:
		why = calc.ErrorText(err)
		remedy = calc.Text{ZH: "按原件写数字和单位，例如 119.57 和 kg/a",
			EN: "write number and unit as printed, such as 119.57 and kg/a"}
		if near := strings.NewReplacer("。", ".", "．", ".", "o", "0", "O", "0", "l",
			"1").Replace(s.Written); near != s.Written {
			if _, err := quantity.ParseNumber(plainDigits(near)); err == nil {
				remedy = calc.Textf("是否应为 %s？", "did you mean %s?", near)
			}
		}
	}
	o.Why, o.said = why, true
	r.reportFigure(code, calc.Error, s, calc.Textf("申报数字 %s = %q %q 无法读取：%s",
		"the figure %s = %q %q cannot be read: %s", s.Target, s.Written, s.Unit, why), remedy)
	return false
}

// twice reports a number that was submitted before with another value.
func (r *reviewer) twice(o Outcome) {
	first, ok := r.seen[o.Submitted.Target]
	if !ok {
		r.seen[o.Submitted.Target] = len(r.outcomes)
		return
	}
	if before := r.outcomes[first]; !same(before, o) {
		where := calc.Text{ZH: before.Submitted.At.String(), EN: before.Submitted.At.String()}
		if before.Submitted.Table != o.Submitted.Table {
			where = calc.Textf("%s，%s", "%s, %s", TableName(before.Submitted.Table), where)
		}
		f := calc.Finding{Stage: calc.StageReview, Code: CodeTwice, Severity: calc.Error, At: o.Submitted.At,
			Subject: "submitted:" +
				o.Submitted.Target, Clause: consistencyClause,
			Message: calc.Textf("%s 申报了两个数值：%s %s（%s）和 %s %s（%s），相差 %s",
				"%s is submitted with two values: %s %s (%s) and %s %s (%s), %s apart", o.Submitted.Target,
				before.Submitted.Written, before.Submitted.Unit, where, o.Submitted.Written, o.Submitted.Unit,
				TableName(o.Submitted.Table), differing(before, o)),
			Remedy: calc.Text{ZH: "各表同一个数应一致；改正其一",
				EN: "one number is the same in all tables: correct one of them"}}
		r.report(f)
	}
}

func (r *reviewer) reportFigure(code string, severity calc.Severity, s Submitted, message, remedy calc.Text) {
	r.report(calc.Finding{Stage: calc.StageReview, Code: code, Severity: severity, At: s.At, Subject: "submitted:" +
		s.Target, Message: message,
		Remedy: remedy})
}
