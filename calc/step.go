package calc

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"tidai/calc/quantity"
)

// Status says how surely a factor's value is known.
type Status string

// The statuses, from sure to doubtful. An amount that rests on anything but
// StatusText carries a footnote naming the factor, in every output.
const (
	StatusText       Status = "text"       // read in a copy of the instrument itself
	StatusTranscript Status = "transcript" // read in a second-hand transcription
	StatusRecalled   Status = "recalled"   // not seen in print: check before use
)

// Statuses lists the statuses.
var Statuses = Words[Status]{
	{Key: StatusText, Name: Text{ZH: "原文核对", EN: "read in the text"}},
	{Key: StatusTranscript, Name: Text{ZH: "转录（未核对原文）", EN: "second-hand transcription"}},
	{Key: StatusRecalled, Name: Text{ZH: "待核对（未见原文）", EN: "recalled, not seen in print"}},
}

// Name returns the status in words.
func (s Status) Name() Text { return Statuses.Name(s) }

// OriginKind says what sort of place a leaf came from.
type OriginKind string

// The origins of leaves.
const (
	FromDossier    OriginKind = "dossier"    // a line of the user's files
	FromFactor     OriginKind = "factor"     // an entry of factors/ or a user's factor file
	FromPlan       OriginKind = "plan"       // the planner's decision among others as good
	FromDefinition OriginKind = "definition" // true by definition, such as the 1 of 1 − η·k
	FromSeries     OriginKind = "series"     // rows of a file of monitoring data
)

// OriginKinds lists the origins of leaves.
var OriginKinds = Words[OriginKind]{
	{Key: FromDossier, Name: Text{ZH: "申请材料", EN: "dossier"}},
	{Key: FromFactor, Name: Text{ZH: "系数文件", EN: "factor file"}},
	{Key: FromPlan, Name: Text{ZH: "统筹方案", EN: "the plan's allocation"}},
	{Key: FromDefinition, Name: Text{ZH: "定义", EN: "by definition"}},
	{Key: FromSeries, Name: Text{ZH: "监测数据", EN: "monitoring data"}},
}

// Name returns the kind of origin in words.
func (k OriginKind) Name() Text { return OriginKinds.Name(k) }

// Origin says where a leaf of a derivation comes from.
type Origin struct {
	Kind   OriginKind `json:"kind"`
	At     Position   `json:"at,omitzero"`      // dossier: file and line
	Key    string     `json:"-"`                // dossier: path of the key in the file, "source[1].before[0].load"
	Factor string     `json:"factor,omitempty"` // factor id
	Status Status     `json:"status,omitempty"` // how surely the factor is known
	Local  bool       `json:"local,omitempty"`  // from a user's own factor file
	Source string     `json:"source,omitempty"` // what was read
	Note   string     `json:"note,omitempty"`
	Series *Series    `json:"series,omitempty"` // series: which rows of the file at At, and what of them
}

// Op is what a step does with its operands.
type Op string

// The operations.
const (
	OpGiven      Op = "given"      // a leaf: stated in the dossier, or by definition
	OpFactor     Op = "factor"     // a leaf: a value of the law or a manual
	OpSeries     Op = "series"     // a leaf: a total of the rows of a file
	OpProduct    Op = "product"    // operands multiplied
	OpSum        Op = "sum"        // operands added
	OpDifference Op = "difference" // the first minus all others
	OpQuotient   Op = "quotient"   // the first divided by the second
	OpLeast      Op = "least"      // the least operand
	OpGreatest   Op = "greatest"   // the greatest operand
	OpConvert    Op = "convert"    // the operand in another unit
	OpRound      Op = "round"      // the operand rounded by GB/T 8170
	OpRoundDown  Op = "round-down" // the operand cut to a multiple that is not above it
	OpRoundUp    Op = "round-up"   // the operand raised to a multiple that is not below it
)

// Ops lists the operations.
var Ops = Words[Op]{
	{Key: OpGiven, Name: Text{ZH: "给定", EN: "given"}},
	{Key: OpFactor, Name: Text{ZH: "系数", EN: "factor"}},
	{Key: OpSeries, Name: Text{ZH: "数据合计", EN: "total of rows"}},
	{Key: OpProduct, Name: Text{ZH: "乘积", EN: "product"}},
	{Key: OpSum, Name: Text{ZH: "和", EN: "sum"}},
	{Key: OpDifference, Name: Text{ZH: "差", EN: "difference"}},
	{Key: OpQuotient, Name: Text{ZH: "商", EN: "quotient"}},
	{Key: OpLeast, Name: Text{ZH: "最小值", EN: "least"}},
	{Key: OpGreatest, Name: Text{ZH: "最大值", EN: "greatest"}},
	{Key: OpConvert, Name: Text{ZH: "换算单位", EN: "converted"}},
	{Key: OpRound, Name: Text{ZH: "修约", EN: "rounded"}},
	{Key: OpRoundDown, Name: Text{ZH: "向下取整", EN: "rounded down"}},
	{Key: OpRoundUp, Name: Text{ZH: "向上取整", EN: "rounded up"}},
}

// Name returns the operation in words.
func (op Op) Name() Text { return Ops.Name(op) }

// Step is a number with its derivation: the only way to make an amount is to
// build a step, so a number always knows its unit, clause and origin. A step
// is immutable. A step that could not be computed carries the first failure
// below it and passes it on; it has no value. The zero Step is such a step:
// absent is not zero.
type Step struct{ n *node }

type node struct {
	symbol   string
	term     string
	op       Op
	value    quantity.Quantity
	operands []Step
	clause   Clause
	origin   Origin
	interval *big.Rat // of a rounding: its interval, in the unit of value
	err      error
}

// ErrAbsent is the error of a step that was never given a value.
var ErrAbsent = errors.New("no value")

var errInterval = errors.New("a rounding interval is positive")

// Given is a leaf stated by the user or true by definition. term is a key of
// the glossary (Term).
func Given(symbol, term string, q quantity.Quantity, origin Origin) Step {
	return Step{&node{symbol: symbol, term: term, op: OpGiven, value: q, origin: origin}}
}

// Factor is a leaf taken from an instrument: a limit, a benchmark volume, a
// coefficient, a policy parameter.
func Factor(symbol, term string, q quantity.Quantity, by Clause, origin Origin) Step {
	return Step{&node{symbol: symbol, term: term, op: OpFactor, value: q, clause: by, origin: origin}}
}

// Definition is a dimensionless whole number that is true by definition.
func Definition(symbol, term string, n int64) Step {
	return Given(symbol, term, quantity.Int(n, quantity.One), Origin{Kind: FromDefinition})
}

// ZeroAmount is an amount that is zero by definition: what a line emits after
// it has closed. origin names the evidence.
func ZeroAmount(symbol, term string, unit quantity.Unit, origin Origin) Step {
	return Given(symbol, term, quantity.Int(0, unit), origin)
}

// Missing is a step without a value; err says what is missing.
func Missing(symbol, term string, err error) Step {
	if err == nil {
		err = absent("%s 缺少数值", "%s: no value", symbol)
	}
	return Step{&node{symbol: symbol, term: term, op: OpGiven, err: err}}
}

// Product multiplies its operands; the result is in base units until In names
// the unit wanted.
func Product(symbol, term string, by Clause, operands ...Step) Step {
	return derive(symbol, term, OpProduct, by, operands)
}

// Sum adds its operands, in the unit of the first.
func Sum(symbol, term string, by Clause, operands ...Step) Step {
	return derive(symbol, term, OpSum, by, operands)
}

// Total adds up whatever parts there are. A single part is itself, in the new
// part it plays; of no parts there is no total, which is not zero.
func Total(symbol, term string, by Clause, parts ...Step) Step {
	switch len(parts) {
	case 0:
		return Step{}
	case 1:
		return parts[0].Named(symbol, term)
	}
	return Sum(symbol, term, by, parts...)
}

// Difference subtracts every further operand from the first.
func Difference(symbol, term string, by Clause, operands ...Step) Step {
	return derive(symbol, term, OpDifference, by, operands)
}

// Quotient divides the first operand by the second. A zero divisor is an
// error of the step.
func Quotient(symbol, term string, by Clause, dividend, divisor Step) Step {
	return derive(symbol, term, OpQuotient, by, []Step{dividend, divisor})
}

// Least is the least of its operands; of equal ones the first counts as chosen.
func Least(symbol, term string, by Clause, operands ...Step) Step {
	return derive(symbol, term, OpLeast, by, operands)
}

// Greatest is the greatest of its operands.
func Greatest(symbol, term string, by Clause, operands ...Step) Step {
	return derive(symbol, term, OpGreatest, by, operands)
}

func derive(symbol, term string, op Op, by Clause, operands []Step) Step {
	n := &node{symbol: symbol, term: term, op: op, operands: slices.Clone(operands), clause: by}
	values := make([]quantity.Quantity, len(operands))
	for i, o := range operands {
		switch {
		case o.n == nil:
			n.err = absent("%s 缺少数值：第 %d 个数", "%s: operand %d: no value", symbol, i+1)
			return Step{n}
		case o.n.err != nil:
			n.err = o.n.err
			return Step{n}
		}
		values[i] = o.n.value
	}
	var err error
	if n.value, err = apply(op, values, nil); err != nil {
		n.err = fmt.Errorf("%s: %w", symbol, err)
	}
	return Step{n}
}

// apply computes an operation on values; it is the one place where amounts
// are computed, used to build steps and to recheck them. spend, if any, sees
// every intermediate value and may stop the work.
func apply(op Op, v []quantity.Quantity, spend func(quantity.Quantity) error) (quantity.Quantity, error) {
	if len(v) == 0 {
		return quantity.Quantity{}, absent("缺少数值：没有可计算的数（%s）", "%s of nothing: no value", op)
	}
	result := v[0]
	switch op {
	case OpProduct:
		result = result.Mul(quantity.Int(1, quantity.One))
	case OpQuotient:
		if len(v) != 2 {
			return quantity.Quantity{}, fmt.Errorf("a quotient has two operands, not %d", len(v))
		}
	case OpSum, OpDifference, OpLeast, OpGreatest:
	default:
		return quantity.Quantity{}, fmt.Errorf("operation %q computes nothing", op)
	}
	for _, next := range v[1:] {
		var err error
		if result, err = fold(op, result, next); err != nil {
			return quantity.Quantity{}, err
		}
		if spend == nil {
			continue
		}
		if err := spend(result); err != nil {
			return quantity.Quantity{}, err
		}
	}
	return result, nil
}

func fold(op Op, acc, next quantity.Quantity) (quantity.Quantity, error) {
	switch op {
	case OpProduct:
		return acc.Mul(next), nil
	case OpSum:
		return acc.Add(next)
	case OpDifference:
		return acc.Sub(next)
	case OpQuotient:
		return acc.Div(next)
	}
	c, err := acc.Cmp(next)
	if err != nil {
		return acc, err
	}
	if (op == OpLeast && c > 0) || (op == OpGreatest && c < 0) {
		return next.In(acc.Unit())
	}
	return acc, nil
}

// In converts the step's value to another unit, as a step of its own. A
// product or quotient is given the unit directly: the standards print the
// factor of ten inside the formula.
func (s Step) In(u quantity.Unit) Step {
	if s.Err() != nil {
		return s
	}
	value, err := s.n.value.In(u)
	c := *s.n
	if err != nil {
		c.value, c.err = quantity.Quantity{}, fmt.Errorf("%s: %w", s.n.symbol, err)
		return Step{&c}
	}
	if s.n.op == OpProduct || s.n.op == OpQuotient {
		c.value = value
		return Step{&c}
	}
	if s.n.value.Unit().String() == u.String() {
		return s
	}
	return Step{&node{symbol: c.symbol, term: c.term, op: OpConvert, value: value, operands: []Step{s},
		clause: c.clause}}
}

// Round rounds the step's value to a multiple of interval, in the step's own
// unit, by GB/T 8170, as a step of its own. An interval that is not positive
// is an error of the step.
func (s Step) Round(by Clause, interval *big.Rat) Step { return s.rounded(OpRound, by, interval) }

// RoundDown cuts the step's value to a multiple of interval, in the step's own
// unit, as a step of its own: for what may be used at most.
func (s Step) RoundDown(by Clause, interval *big.Rat) Step {
	return s.rounded(OpRoundDown, by, interval)
}

// RoundUp raises the step's value to a multiple of interval, in the step's own
// unit, as a step of its own: for what is needed at least.
func (s Step) RoundUp(by Clause, interval *big.Rat) Step { return s.rounded(OpRoundUp, by, interval) }

// rounds reports whether the operation is a rounding.
func (op Op) rounds() bool { return op == OpRound || op == OpRoundDown || op == OpRoundUp }

// rounding is the value that a rounding operation gives.
func rounding(op Op, x, interval *big.Rat) *big.Rat {
	switch op {
	case OpRoundDown:
		return quantity.FloorTo(x, interval)
	case OpRoundUp:
		return quantity.CeilTo(x, interval)
	}
	return quantity.RoundTo(x, interval)
}

func (s Step) rounded(op Op, by Clause, interval *big.Rat) Step {
	if s.Err() != nil {
		return s
	}
	if interval == nil || interval.Sign() <= 0 {
		return Missing(s.n.symbol, s.n.term, fmt.Errorf("%s: %w", s.n.symbol, errInterval))
	}
	value := quantity.New(rounding(op, s.n.value.Rat(), interval), s.n.value.Unit())
	return Step{&node{symbol: s.n.symbol, term: s.n.term, op: op, value: value, operands: []Step{s}, clause: by,
		interval: new(big.Rat).Set(interval)}}
}

// Named returns the same derivation under another symbol and term, for an
// amount that plays a new part; the same step where they are its own.
func (s Step) Named(symbol, term string) Step {
	if s.n == nil {
		return Missing(symbol, term, ErrAbsent)
	}
	if s.n.symbol == symbol && s.n.term == term {
		return s
	}
	c := *s.n
	c.symbol, c.term = symbol, term
	return Step{&c}
}

// Err returns why the step has no value, or nil.
func (s Step) Err() error {
	if s.n == nil {
		return ErrAbsent
	}
	return s.n.err
}

// OK reports whether the step has a value.
func (s Step) OK() bool { return s.Err() == nil }

// Value returns the exact value; the zero Quantity where Err is not nil.
func (s Step) Value() quantity.Quantity {
	if s.Err() != nil {
		return quantity.Quantity{}
	}
	return s.n.value
}

// Sign is the sign of the value.
func (s Step) Sign() int { return s.Value().Sign() }

// Symbol is the standard's letter for the number.
func (s Step) Symbol() string { return s.get().symbol }

// TermKey is the glossary key of the number.
func (s Step) TermKey() string { return s.get().term }

// Op is the operation that made the number.
func (s Step) Op() Op { return s.get().op }

// Operands are the steps the number was made from.
func (s Step) Operands() []Step { return append([]Step(nil), s.get().operands...) }

// Clause is the text the operation or the factor comes from.
func (s Step) Clause() Clause { return s.get().clause }

// Origin says where a leaf comes from.
func (s Step) Origin() Origin { return s.get().origin }

// Interval is the interval of a rounding step, nil otherwise.
func (s Step) Interval() *big.Rat {
	if interval := s.get().interval; interval != nil {
		return new(big.Rat).Set(interval)
	}
	return nil
}

func (s Step) get() *node {
	if s.n == nil {
		return &node{op: OpGiven, err: ErrAbsent}
	}
	return s.n
}

// Chosen returns the index of the operand that a least or greatest step took,
// -1 for other steps.
func (s Step) Chosen() int {
	if s.Err() != nil || (s.n.op != OpLeast && s.n.op != OpGreatest) {
		return -1
	}
	for i, o := range s.n.operands {
		if o.n.value.Equal(s.n.value) {
			return i
		}
	}
	return -1
}

// Leaves returns the distinct leaves below s, in the order of first use.
func (s Step) Leaves() []Step {
	var out []Step
	seen := map[*node]bool{}
	var walk func(Step)
	walk = func(t Step) {
		if t.n == nil || seen[t.n] {
			return
		}
		seen[t.n] = true
		if len(t.n.operands) == 0 {
			out = append(out, t)
			return
		}
		for _, o := range t.n.operands {
			walk(o)
		}
	}
	walk(s)
	return out
}

// Factors returns the factor leaves below s, each factor once.
func (s Step) Factors() []Step {
	var out []Step
	seen := map[string]bool{}
	for _, leaf := range s.Leaves() {
		if o := leaf.Origin(); o.Kind == FromFactor && !seen[o.Factor] {
			seen[o.Factor] = true
			out = append(out, leaf)
		}
	}
	return out
}
