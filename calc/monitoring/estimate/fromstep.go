package estimate

import (
	"math"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Shared is a relative error that several leaves have in common, such as the
// calibration of the one analyser behind every month.
type Shared struct {
	Key  string // leaves with the same Key have the same error
	Name calc.Text
	U    Uncertainty // about the factor 1; Relative or not is the same
}

// Stated is what is stated about the uncertainty of a leaf.
type Stated struct {
	Own    Uncertainty // of this leaf alone; an absolute U is in the leaf's own unit
	Shared []Shared
}

// FromStep makes a model of the derivation of an amount. of says what is
// stated about a leaf, false where nothing is: such a leaf counts as exact
// and is listed in Model.Exact, unless it is true by definition.
//
// The model is in the unit of the step. A step used in several places is one
// number, and so are leaves of one id (calc.LeafID) that come from a place.
// Least and greatest choose
// anew for every draw. Rounding is not repeated: the model is that of the
// unrounded amount. A step without a value is an error.
func FromStep(step calc.Step, of func(leaf calc.Step) (Stated, bool)) (Model, error) {
	if err := step.Err(); err != nil {
		return Model{}, err
	}
	b := &builder{of: of, done: map[calc.Step]int{}, leaves: map[calc.LeafID]int{}, shared: map[string]int{}}
	if _, err := b.add(step); err != nil {
		return Model{}, err
	}
	code := b.code
	m := Model{Inputs: b.inputs, Exact: b.exact, evaluator: func() func([]float64) float64 {
		scratch := make([]float64, len(code))
		return func(x []float64) float64 { return run(code, x, scratch) }
	}}
	return m, m.check()
}

// instruction computes one number of the derivation from earlier ones.
type instruction struct {
	op    calc.Op // OpGiven: the constant, or the input where input ≥ 0
	value float64
	input int
	args  []int
	scale []float64 // of each argument, to the unit of the result
}

type builder struct {
	of     func(calc.Step) (Stated, bool)
	code   []instruction
	inputs []Input
	exact  []calc.Step
	done   map[calc.Step]int
	leaves map[calc.LeafID]int
	shared map[string]int // Key -> instruction
}

func (b *builder) emit(i instruction) int {
	b.code = append(b.code, i)
	return len(b.code) - 1
}

func (b *builder) input(in Input) int {
	b.inputs = append(b.inputs, in)
	return b.emit(instruction{op: calc.OpGiven, value: in.Value, input: len(b.inputs) - 1})
}

// add compiles a step and returns its instruction.
func (b *builder) add(s calc.Step) (int, error) {
	if at, ok := b.done[s]; ok {
		return at, nil
	}
	at, err := b.compile(s)
	if err == nil {
		b.done[s] = at
	}
	return at, err
}

func (b *builder) compile(s calc.Step) (int, error) {
	operands := s.Operands()
	if len(operands) == 0 {
		return b.leaf(s)
	}
	switch s.Op() {
	case calc.OpProduct, calc.OpSum, calc.OpDifference, calc.OpQuotient, calc.OpLeast, calc.OpGreatest, calc.OpConvert,
		calc.OpRound, calc.OpRoundDown, calc.OpRoundUp:
	default:
		return 0, calc.Explain("不会估计运算 %q（%s）的不确定度",
			"the uncertainty of the operation %q (%s) cannot be computed", string(s.Op()), s.Symbol())
	}
	i := instruction{op: s.Op(), input: -1}
	for _, o := range operands {
		at, err := b.add(o)
		if err != nil {
			return 0, err
		}
		i.args = append(i.args, at)
	}
	var err error
	if i.scale, err = scales(s, operands); err != nil {
		return 0, err
	}
	return b.emit(i), nil
}

// scales are the factors between the units of the operands and the unit of
// the result; for products and quotients the first carries all.
func scales(s calc.Step, operands []calc.Step) ([]float64, error) {
	out := make([]float64, len(operands))
	unit := s.Value().Unit()
	if op := s.Op(); op == calc.OpProduct || op == calc.OpQuotient {
		whole := quantity.Int(1, operands[0].Value().Unit())
		out[0] = 1
		for i, o := range operands[1:] {
			one, err := quantity.Int(1, o.Value().Unit()), error(nil)
			if op == calc.OpProduct {
				whole = whole.Mul(one)
			} else if whole, err = whole.Div(one); err != nil {
				return nil, err
			}
			out[i+1] = 1
		}
		scaled, err := whole.In(unit)
		if err != nil {
			return nil, err
		}
		out[0], _ = scaled.Rat().Float64()
		return out, nil
	}
	for i, o := range operands {
		one, err := quantity.Int(1, o.Value().Unit()).In(unit)
		if err != nil {
			return nil, err
		}
		out[i], _ = one.Rat().Float64()
	}
	return out, nil
}

// leaf compiles a leaf: a constant, or an input times what it shares.
func (b *builder) leaf(s calc.Step) (int, error) {
	if err := s.Err(); err != nil {
		return 0, err
	}
	id := s.Leaf()
	if at, ok := b.leaves[id]; ok { // only placed leaves are kept
		return at, nil
	}
	at, err := b.number(s)
	if err != nil {
		return 0, err
	}
	if id.Placed() {
		b.leaves[id] = at
	}
	return at, nil
}

// number compiles what is stated about a leaf.
func (b *builder) number(s calc.Step) (int, error) {
	value, _ := s.Value().Rat().Float64()
	stated, known := b.of(s)
	known = known && (stated.Own != Uncertainty{} || len(stated.Shared) > 0)
	if !known && s.Origin().Kind != calc.FromDefinition {
		b.exact = append(b.exact, s)
	}
	if !known || stated.Own == (Uncertainty{}) {
		return b.share(b.emit(instruction{op: calc.OpGiven, value: value, input: -1}), stated.Shared)
	}
	name := calc.Text{ZH: s.Symbol(), EN: s.Symbol()}
	return b.share(b.input(Input{Name: name, Value: value, U: stated.Own, Place: s}), stated.Shared)
}

// share multiplies a leaf by its shared errors, if any.
func (b *builder) share(leaf int, shared []Shared) (int, error) {
	if len(shared) == 0 {
		return leaf, nil
	}
	i := instruction{op: calc.OpProduct, input: -1, args: []int{leaf}, scale: []float64{1}}
	for _, e := range shared {
		at, known := b.shared[e.Key]
		if !known {
			at = b.input(Input{Name: e.Name, Value: 1, U: e.U})
			b.shared[e.Key] = at
		} else if first := b.inputs[b.code[at].input].U; first != e.U {
			return 0, calc.Explain("共同误差 %q 有两个不同的不确定度",
				"the shared error %q has two different uncertainties", e.Key)
		}
		i.args, i.scale = append(i.args, at), append(i.scale, 1)
	}
	return b.emit(i), nil
}

// run evaluates the instructions in order; the last is the result.
func run(code []instruction, x, scratch []float64) float64 {
	for k := range code {
		i := &code[k]
		switch {
		case len(i.args) > 0:
			v := scratch[i.args[0]] * i.scale[0]
			for j, a := range i.args[1:] {
				v = fold(i.op, v, scratch[a]*i.scale[j+1])
			}
			scratch[k] = v
		case i.input >= 0:
			scratch[k] = x[i.input]
		default:
			scratch[k] = i.value
		}
	}
	return scratch[len(code)-1]
}

func fold(op calc.Op, acc, next float64) float64 {
	switch op {
	case calc.OpProduct:
		return acc * next
	case calc.OpQuotient:
		return acc / next
	case calc.OpSum:
		return acc + next
	case calc.OpDifference:
		return acc - next
	case calc.OpLeast:
		return math.Min(acc, next)
	}
	return math.Max(acc, next)
}
