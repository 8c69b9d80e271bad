package estimate

import (
	"math"
	"math/big"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

func at(line int) calc.Origin {
	return calc.Origin{Kind: calc.FromDossier, At: calc.Position{File: "a.toml", Line: line}}
}

func given(symbol, q string, line int) calc.Step {
	return calc.Given(symbol, "term", quantity.Must(q), at(line))
}

// bySymbol states uncertainties by symbol.
func bySymbol(m map[string]Stated) func(calc.Step) (Stated, bool) {
	return func(s calc.Step) (Stated, bool) { u, ok := m[s.Symbol()]; return u, ok }
}

func relative(u float64) Stated { return Stated{Own: fraction(u, 1)} }

// 0.5 mg/L · 120000 m3/a = 60 kg/a; 3 % and 4 % give 5 %: 3 kg/a. Converted
// to t/a: 0.06 and 0.003. Divided by 300 d/a: 0.2 kg/d, still 5 %.
func TestFromStep(t *testing.T) {
	amount := calc.Product("E", "e", calc.Clause{}, given("C", "0.5 mg/L", 1), given("Q", "120000 m3/a", 2)).
		In(quantity.KgPerYear)
	u := bySymbol(map[string]Stated{"C": relative(0.03), "Q": relative(0.04)})
	for _, c := range []struct {
		step        calc.Step
		value, want float64
	}{
		{amount, 60, 3},
		{calc.Sum("E", "e", calc.Clause{}, amount).In(quantity.TonnesPerYear), 0.06, 0.003},
		{calc.Quotient("D", "d", calc.Clause{}, amount, given("T", "300 d/a", 3)).In(quantity.MustUnit("kg/d")), 0.2,
			0.01},
		{calc.Sum("S", "s", calc.Clause{}, amount, given("F", "1000 g/a", 4)), 61, 3},
		{calc.Difference("S", "s", calc.Clause{}, given("F", "0.1 t/a", 4), amount), 0.04, 0.003},
		{calc.Least("L", "l", calc.Clause{}, amount, given("F", "1 t/a", 4)), 60, 3},
		{calc.Greatest("G", "g", calc.Clause{}, given("F", "1000 g/a", 4), amount), 60000, 3000},
		{amount.Round(calc.Clause{}, big.NewRat(7, 1)), 60, 3},
	} {
		m := must(FromStep(c.step, u))
		exact, _ := c.step.Value().Rat().Float64()
		if c.step.Op() != calc.OpRound {
			near(t, "value of the step "+c.step.Symbol(), exact, c.value, 1e-12)
		}
		p := must(m.Propagate())
		near(t, "value "+c.step.Symbol(), p.Value, c.value, 1e-12)
		near(t, "uncertainty "+c.step.Symbol(), p.Standard, c.want, 1e-9)
	}
	m := must(FromStep(calc.Sum("S", "s", calc.Clause{}, amount, given("F", "1 kg/a", 4)), u))
	if len(m.Inputs) != 2 || len(m.Exact) != 1 || m.Exact[0].Symbol() != "F" {
		t.Errorf("inputs %v, exact %v", m.Inputs, m.Exact)
	}
	near(t, "share of Q", must(m.Propagate()).Contributions[1].Share, 64, 1e-9) // 16/25
}

// The same leaf twice is one number: Q + Q has 2u, Q − Q has none. Another
// line with the same value is another number: √2·u.
func TestSameLeaf(t *testing.T) {
	u := bySymbol(map[string]Stated{"Q": relative(0.1)})
	nowhere := func() calc.Step { return calc.Given("Q", "term", quantity.Must("10 t/a"), calc.Origin{}) }
	q, copied, other := given("Q", "10 t/a", 1), given("Q", "10 t/a", 1), given("Q", "10 t/a", 2)
	for _, c := range []struct {
		step calc.Step
		want float64
	}{
		{calc.Sum("S", "s", calc.Clause{}, q, q), 2},
		{calc.Sum("S", "s", calc.Clause{}, q, copied), 2},
		{calc.Difference("S", "s", calc.Clause{}, q, copied), 0},
		{calc.Sum("S", "s", calc.Clause{}, q, other), math.Sqrt2},
		// without a place nothing says they are one
		{calc.Sum("S", "s", calc.Clause{}, nowhere(), nowhere()), math.Sqrt2},
	} {
		near(t, "uncertainty", must(must(FromStep(c.step, u)).Propagate()).Standard, c.want, 1e-12)
	}
}

// 100 − 60 with one analyser of 10 %: the error is 10 % of 40 = 4. With two
// analysers it is √(10² + 6²) = 11.66.
func TestShared(t *testing.T) {
	step := calc.Difference("R", "r", calc.Clause{}, given("A", "100 kg/a", 1), given("B", "60 kg/a", 2))
	one := Stated{Shared: []Shared{{Key: "x", Name: named("analyser"), U: normalU(0.1)}}}
	m := must(FromStep(step, bySymbol(map[string]Stated{"A": one, "B": one})))
	if len(m.Inputs) != 1 || len(m.Exact) != 0 {
		t.Errorf("inputs %v, exact %v", m.Inputs, m.Exact)
	}
	near(t, "one analyser", must(m.Propagate()).Standard, 4, 1e-12)
	m = must(FromStep(step, bySymbol(map[string]Stated{"A": relative(0.1), "B": relative(0.1)})))
	near(t, "two analysers", must(m.Propagate()).Standard, math.Sqrt(136), 1e-12)
	two := Stated{Shared: []Shared{{Key: "x", U: normalU(0.2)}}}
	if _, err := FromStep(step, bySymbol(map[string]Stated{"A": one, "B": two})); err == nil {
		t.Error("one shared error with two uncertainties accepted")
	}
}

// A leaf about which nothing is said, or nothing but an empty statement, is
// exact and listed; what is true by definition is not listed.
func TestUnstatedLeaves(t *testing.T) {
	step := calc.Product("E", "e", calc.Clause{}, given("A", "2 kg/a", 1), given("B", "3", 2),
		calc.Definition("1", "one", 1)).In(quantity.KgPerYear)
	m := must(FromStep(step, bySymbol(map[string]Stated{"A": {}})))
	if len(m.Inputs) != 0 || len(m.Exact) != 2 {
		t.Errorf("inputs %v, exact %v", m.Inputs, m.Exact)
	}
	near(t, "value", m.Value(), 6, 1e-12)
}

// Whatever the derivation, the model gives the exact value of the step to
// the precision of a float, and the same bytes each time it is built.
func TestModelIsTheStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := []string{"kg/a", "t/a", "g/a", "mg/a"}
		line := 0
		var build func(depth int) calc.Step
		build = func(depth int) calc.Step {
			line++
			unit := quantity.MustUnit(rapid.SampledFrom(units).Draw(t, "unit"))
			if depth == 0 {
				return calc.Given("X", "x", quantity.Int(int64(rapid.IntRange(1, 999).Draw(t, "n")), unit), at(line))
			}
			a, b := build(depth-1), build(depth-1)
			switch rapid.IntRange(0, 5).Draw(t, "op") {
			case 0:
				return calc.Sum("S", "s", calc.Clause{}, a, b).In(unit)
			case 1:
				return calc.Difference("D", "d", calc.Clause{}, a, b).In(unit)
			case 2:
				return calc.Least("L", "l", calc.Clause{}, a, b).In(unit)
			case 3:
				return calc.Greatest("G", "g", calc.Clause{}, a, b).In(unit)
			case 4:
				return calc.Product("P", "p", calc.Clause{}, a, b, given("N", "7 a/t", 10000)).In(unit)
			}
			return calc.Quotient("Q", "q", calc.Clause{}, calc.Product("P", "p", calc.Clause{}, a, b),
				given("M", "13 kg/a", 10001)).In(unit)
		}
		step := build(rapid.IntRange(0, 3).Draw(t, "depth"))
		if !step.OK() {
			t.Skip(step.Err())
		}
		of := bySymbol(map[string]Stated{"X": {Own: fraction(1e-3, 1)}})
		m, err := FromStep(step, of)
		if err != nil {
			t.Fatal(err)
		}
		// Differences may cancel: judge by the largest number in the tree.
		largest := 1.0
		for _, part := range parts(step) {
			if in, err := part.Value().In(step.Value().Unit()); err == nil {
				v, _ := in.Rat().Float64()
				largest = max(largest, math.Abs(v))
			}
		}
		want, _ := step.Value().Rat().Float64()
		if got := m.Value(); math.Abs(got-want) > 1e-11*largest {
			t.Errorf("model %v, step %v", got, want)
		}
		again, _ := FromStep(step, of)
		a, errA := m.MonteCarlo(Trials{N: 1000})
		b, errB := again.MonteCarlo(Trials{N: 1000})
		if !reflect.DeepEqual(a, b) || errA != nil || errB != nil {
			t.Errorf("%+v %v\n%+v %v", a, errA, b, errB)
		}
	})
}

func parts(s calc.Step) []calc.Step {
	all := []calc.Step{s}
	for _, o := range s.Operands() {
		all = append(all, parts(o)...)
	}
	return all
}

// Errors of each sample average out, the one they share does not: with 10 %
// and 5 % on 3 + 5 + 1 + 7 they are 0.1·√84 = 0.916515 and 0.05·16 = 0.8,
// together √1.48.
func TestOwnAndShared(t *testing.T) {
	var steps []calc.Step
	for i, q := range []string{"3 kg/a", "5 kg/a", "1 kg/a", "7 kg/a"} {
		steps = append(steps, given("X", q, i+1))
	}
	m := must(FromStep(calc.Sum("E", "e", calc.Clause{}, steps...), bySymbol(map[string]Stated{
		"X": {Own: fraction(0.1, 1), Shared: []Shared{{Key: "scale", U: normalU(0.05)}}}})))
	near(t, "together", must(m.Propagate()).Standard, math.Sqrt(1.48), 1e-9)
}
