package scenario

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// MaxPoints bounds how many points a sweep has.
const MaxPoints = 1000

// Range is the values of one number, from From by Step up to To. To itself is
// the last value, also where the steps do not meet it.
type Range struct{ From, To, Step quantity.Quantity }

// ParseRange reads "FROM:TO:STEP", such as "0.90:0.99:0.01" or
// "100000:300000:20000 m2/a": each with its unit, or one unit behind all.
func ParseRange(text string) (Range, error) {
	parts := strings.Split(text, ":")
	if len(parts) != 3 {
		return Range{}, calc.Explain("%q 应写成 起:止:步长，例如 0.90:0.99:0.01",
			"%q is not FROM:TO:STEP, such as 0.90:0.99:0.01", text)
	}
	var q [3]quantity.Quantity
	for i, p := range parts {
		var err error
		if q[i], err = quantity.Parse(p); err != nil {
			return Range{}, err
		}
	}
	bare := func(x quantity.Quantity) bool { return x.Unit().String() == "" }
	if bare(q[0]) && bare(q[1]) && !bare(q[2]) {
		q[0], q[1] = quantity.New(q[0].Rat(), q[2].Unit()), quantity.New(q[1].Rat(), q[2].Unit())
	}
	for i := range q {
		if bare(q[i]) != bare(q[0]) {
			return Range{}, calc.Explain("%q：三个数都写单位，或只在最后写一次",
				"%q: write the unit behind each number, or once behind the last", text)
		}
		var err error
		if q[i], err = q[i].In(q[0].Unit()); err != nil {
			return Range{}, err
		}
	}
	r := Range{From: q[0], To: q[1], Step: q[2]}
	return r, r.check(text)
}

func (r Range) check(text string) error {
	way := new(big.Rat).Sub(r.To.Rat(), r.From.Rat())
	step := r.Step.Rat()
	switch {
	case step.Sign() == 0:
		return calc.Explain("%q：步长不能为零", "%q: the step is zero", text)
	case way.Sign() == 0:
		return calc.Explain("%q：起止相同", "%q: it ends where it begins", text)
	case way.Sign() != step.Sign():
		return calc.Explain("%q：步长的方向与起止相反", "%q: the step leads away from the end", text)
	}
	n := new(big.Rat).Quo(way, step)
	switch {
	case n.Cmp(big.NewRat(1, 1)) < 0:
		return calc.Explain("%q：步长大于范围", "%q: the step is larger than the range", text)
	case n.Cmp(big.NewRat(MaxPoints-1, 1)) > 0:
		return calc.Explain("%q：超过 %d 个点，请加大步长", "%q: more than %d points; take a larger step", text,
			MaxPoints)
	}
	return nil
}

// Values lists the values of the range.
func (r Range) Values() []quantity.Quantity {
	var out []quantity.Quantity
	x, to, step := r.From.Rat(), r.To.Rat(), r.Step.Rat()
	for new(big.Rat).Sub(to, x).Sign() == step.Sign() {
		out = append(out, quantity.New(x, r.From.Unit()))
		x.Add(x, step)
	}
	return append(out, quantity.New(to, r.From.Unit()))
}

// Version is the application with the number at a value.
type Version interface {
	Planned() substitution.Plan
	Explained() substitution.Plan // with all that is found on what is short
}

// Evaluate opens the version at a value. A failure is why no plan can be made
// there.
type Evaluate func(quantity.Quantity) (Version, error)

// Point is the plan at one value, metal by metal.
type Point struct {
	Value    quantity.Quantity
	Status   substitution.Status
	Computed bool // every demand is known
	Levels   []Level
	Findings []calc.Finding // of severity error; at the values of the range
}

// Sweep is the response of a plan to one number.
type Sweep struct {
	Keys      []Key
	Points    []Point
	Turns     []Turn
	Base      substitution.Plan // at the first value
	Evaluated int               // plans made
}

// Run plans at every value of the range and finds where the balance of a metal
// turns from enough to short between two of them. Two turns between
// neighbouring points cannot be seen.
func Run(r Range, open Evaluate) (Sweep, error) {
	s := &sweeper{open: open, done: map[string]Point{}}
	var out Sweep
	for i, v := range r.Values() {
		p, err := s.at(v, Version.Explained)
		if err != nil {
			return Sweep{}, err
		}
		if i == 0 {
			out.Base = s.last
		}
		for _, l := range p.Levels {
			if !slices.Contains(out.Keys, l.Key) {
				out.Keys = append(out.Keys, l.Key)
			}
		}
		out.Points = append(out.Points, p)
	}
	slices.SortFunc(out.Keys, Key.compare)
	for _, k := range out.Keys {
		for i := 1; i < len(out.Points); i++ {
			if t, ok := s.turn(k, out.Points[i-1], out.Points[i]); ok {
				out.Turns = append(out.Turns, t)
			}
		}
	}
	out.Evaluated = s.count
	return out, nil
}

// Level is the point's level of a key; one without values where it has none.
func (p Point) Level(k Key) Level {
	for _, l := range p.Levels {
		if l.Key == k {
			return l
		}
	}
	return Level{Key: k}
}

// sweeper plans, each value once.
type sweeper struct {
	open  Evaluate
	done  map[string]Point
	last  substitution.Plan
	count int
}

func (s *sweeper) at(v quantity.Quantity, planned func(Version) substitution.Plan) (Point, error) {
	key := v.Exact()
	if p, ok := s.done[key]; ok {
		return p, nil
	}
	version, err := s.open(v)
	if err != nil {
		return Point{}, err
	}
	plan := planned(version)
	s.last = plan
	s.count++
	p := Point{Value: v, Status: plan.Status, Computed: plan.Computed()}
	for _, k := range keysOf(plan) {
		p.Levels = append(p.Levels, LevelOf(plan, k))
	}
	for _, f := range plan.Findings {
		if f.Severity == calc.Error {
			p.Findings = append(p.Findings, f)
		}
	}
	s.done[key] = p
	return p, nil
}
