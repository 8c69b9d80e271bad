package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
)

func mathText(s string) page.Math { return page.Math{Text: s} }

func mathRow(parts ...page.Math) page.Math { return page.Math{Op: "row", Parts: parts} }

// mostWritten is how many terms of an operation a formula writes out; of more it
// has the first ones and the last. All of them are in the calculation sheet.
const mostWritten = 5

// equation is one operation as two formulas: with symbols, and with the figures in
// their place. nil for a number that is given, converted or rounded.
func (b *builder) equation(s calc.Step) []page.Math {
	outer := s
	s = within(s)
	if !s.OK() || !composed(s) {
		return nil
	}
	result := briefly(s)
	if s.Value().Unit().String() != outer.Value().Unit().String() {
		result += " = " + briefly(outer)
	}
	symbols := b.expression(s, func(o calc.Step) page.Math { return mathText(o.Symbol()) })
	figures := b.expression(s, func(o calc.Step) page.Math { return mathText(briefly(o)) })
	return []page.Math{
		mathRow(mathText(s.Symbol()+" = "), symbols),
		mathRow(mathText(s.Symbol()+" = "), figures, mathText(" = "+result)),
	}
}

// within is the operation behind conversions and choices among one.
func within(s calc.Step) calc.Step {
	for s.OK() && (s.Op() == calc.OpConvert || (s.Op() == calc.OpLeast || s.Op() == calc.OpGreatest) &&
		len(s.Operands()) == 1) {
		s = s.Operands()[0]
	}
	return s
}

// briefly is a figure in a formula: exact where that is short, else to six
// digits.
func briefly(s calc.Step) string {
	if !s.OK() {
		return none
	}
	return strings.TrimPrefix(plain(s.Value()), "≈")
}

func composed(s calc.Step) bool {
	switch s.Op() {
	case calc.OpSum, calc.OpDifference, calc.OpProduct, calc.OpQuotient, calc.OpLeast, calc.OpGreatest:
		return true
	}
	return false
}

// expression writes an operation with its operands by leaf; the remainder 1 − η
// stands in its place.
func (b *builder) expression(s calc.Step, leaf func(calc.Step) page.Math) page.Math {
	operand := func(o calc.Step) page.Math {
		o = within(o)
		m := leaf(o)
		if tight := s.Op() == calc.OpProduct || s.Op() == calc.OpDifference; tight && o.Op() == calc.OpDifference &&
			strings.ContainsAny(o.Symbol(), "−+") && m.Text == o.Symbol() {
			return page.Math{Op: "paren", Parts: []page.Math{m}}
		}
		return m
	}
	list := s.Operands()
	short := list
	if len(list) > mostWritten && s.Op() != calc.OpQuotient {
		short = list[:mostWritten-1]
	}
	var parts []page.Math
	join := func(sign string) page.Math {
		for i, o := range short {
			if i > 0 {
				parts = append(parts, mathText(sign))
			}
			parts = append(parts, operand(o))
		}
		if len(short) < len(list) {
			parts = append(parts, mathText(sign+"…"+sign), operand(list[len(list)-1]))
		}
		return mathRow(parts...)
	}
	switch s.Op() {
	case calc.OpSum:
		return join(" + ")
	case calc.OpDifference:
		return join(" − ")
	case calc.OpProduct:
		return join(" × ")
	case calc.OpQuotient:
		return page.Math{Op: "over", Parts: []page.Math{operand(list[0]), operand(list[1])}}
	}
	op := "least"
	if s.Op() == calc.OpGreatest {
		op = "greatest"
	}
	for _, o := range list {
		parts = append(parts, operand(o))
	}
	return page.Math{Op: op, Parts: parts}
}

// formulas derive every permitted amount, one operation after the other, from
// what is given to the result.
func (b *builder) formulas(p substitution.Plan) []page.Block {
	var out []page.Block
	for _, a := range p.Result.Outlets {
		if !a.Permitted.OK() {
			continue
		}
		var list []page.Math
		for _, s := range operations(a.Permitted) {
			list = append(list, b.equation(s)...)
		}
		if len(list) > 0 {
			out = append(out, page.Block{Heading: b.f("%s %s 的计算", "%s %s computed", a.Target(),
				string(a.Pollutant)),
				Math: list})
		}
	}
	return out
}

// operations are the operations below a number, each once, operands first.
// Conversions of a result come with it.
func operations(s calc.Step) []calc.Step {
	var out []calc.Step
	seen := map[calc.Step]bool{}
	var walk func(calc.Step)
	walk = func(outer calc.Step) {
		x := within(outer)
		if !x.OK() || seen[x] {
			return
		}
		seen[x] = true
		for _, o := range x.Operands() {
			walk(o)
		}
		if composed(x) {
			out = append(out, outer)
		}
	}
	walk(s)
	return out
}
