package scenario

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

func sweep(t testing.TB, name, path, text string, more ...string) Sweep {
	t.Helper()
	r, err := ParseRange(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := run(r, func(q quantity.Quantity) (substitution.Plan, error) {
		v := set(more...)
		v.Set = append(v.Set, dossier.Exactly(path, q, calc.Position{}))
		return planOf(t, name, v), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Demand is 0.5 mg/L × 12 m3/t × M = 0.006 kg/t × M, supply 64.785 kg/a: equal
// at M = 64.785 ÷ 0.006 = 10797.5 t/a, enough below.
func TestBreakEven(t *testing.T) {
	s := sweep(t, "leather", "line.A-L1.product.1.capacity", "10000:12000:500 t 生皮/a")
	if len(s.Points) != 5 || len(s.Turns) != 1 {
		t.Fatalf("%d points, %+v", len(s.Points), s.Turns)
	}
	is(t, "demand at 12000", s.Points[4].Levels[0].Demand, "72")
	is(t, "balance at 12000", s.Points[4].Levels[0].Balance, "-7.215")
	u := s.Turns[0]
	if u.Kind != Crossing || u.At.Exact() != "10797.5" || u.Above || !u.Holds || u.Safe.Exact() != "10700" {
		t.Errorf("%+v", u)
	}
	if s.Points[1].Status != substitution.Complete || s.Points[2].Status != substitution.Short {
		t.Errorf("%v %v", s.Points[1].Status, s.Points[2].Status)
	}
}

// With 10850 t the demand is 65.1 and S3 must give 65.1 − 54.6 = 10.5. It gives
// 1455·(1 − 0.993k) or what was measured, whichever is less: flat at k = 0.95,
// 10.185 at k = 1. 1455·(1 − 0.993k) = 10.5 at k = (1 − 10.5/1455)/0.993 =
// 1444.5/1444.815 = 32100/32107; the kink lies between the points.
func TestBreakEvenBehindAKink(t *testing.T) {
	s := sweep(t, "leather", "source.S3.before.generation-factor.rate", "0.95:1:0.05", "line.A-L1.product.1.capacity",
		"10850 t 生皮/a")
	if len(s.Turns) != 1 {
		t.Fatalf("%+v", s.Turns)
	}
	u := s.Turns[0]
	if u.Kind != Crossing || u.At.Exact() != "32100/32107" || u.Above || u.Safe.Exact() != "0.999" {
		t.Errorf("%+v: %s", u, u.At)
	}
}

// A response made of two plans that changes over at 1/3: the balance jumps
// there, and no line goes through zero.
func TestJump(t *testing.T) {
	enough, short := planOf(t, "leather", dossier.Variant{}), planOf(t, "leather", set("source.S2.void", "示例"))
	third := big.NewRat(1, 3)
	for _, inclusive := range []bool{true, false} {
		r, _ := ParseRange("0:1:0.25")
		s, err := run(r, func(q quantity.Quantity) (substitution.Plan, error) {
			if c := q.Rat().Cmp(third); c > 0 || (c == 0 && inclusive) {
				return enough, nil
			}
			return short, nil
		})
		if err != nil || len(s.Turns) != 1 {
			t.Fatal(err, s.Turns)
		}
		u := s.Turns[0]
		if u.Kind != Jump || u.At.Exact() != "1/3" || !u.Above || u.Holds != inclusive || u.Safe.Exact() != "0.334" {
			t.Errorf("%+v", u)
		}
		is(t, "below", u.LowAt, "-4.815")
		is(t, "above", u.HighAt, "4.785")
	}
}

// Where the response is curved the value is found if it is a simple fraction,
// and else only bracketed: demand = 0.006·(10797.5·g(x)) against 64.785, with
// g = 2/(3x) (1 at x = 2/3) and g = x² / 2 (1 at √2).
func TestCurves(t *testing.T) {
	run := func(text string, g func(*big.Rat) *big.Rat) Turn {
		r, err := ParseRange(text)
		if err != nil {
			t.Fatal(err)
		}
		s, err := run(r, func(q quantity.Quantity) (substitution.Plan, error) {
			capacity := new(big.Rat).Mul(big.NewRat(21595, 2), g(q.Rat()))
			v := dossier.Variant{Set: []dossier.Change{dossier.Exactly("line.A-L1.product.1.capacity",
				quantity.New(capacity, quantity.MustUnit("t 生皮/a")), calc.Position{})}}
			return planOf(t, "leather", v), nil
		})
		if err != nil || len(s.Turns) != 1 {
			t.Fatal(err, s.Turns)
		}
		return s.Turns[0]
	}
	u := run("0.5:1:0.3", func(x *big.Rat) *big.Rat { return new(big.Rat).Quo(big.NewRat(2, 3), x) })
	if u.Kind != Crossing || u.At.Exact() != "2/3" || !u.Above || u.Safe.Exact() != "0.667" {
		t.Errorf("%+v", u)
	}
	u = run("1:2:1", func(x *big.Rat) *big.Rat { x.Mul(x, x); return x.Mul(x, big.NewRat(1, 2)) })
	low, high := u.Low.Rat(), u.High.Rat()
	two := big.NewRat(2, 1)
	if u.Kind != Between || u.Above || low.Mul(low, low).Cmp(two) > 0 || high.Mul(high, high).Cmp(two) < 0 ||
		u.Safe.Exact() != "1.41" {
		t.Errorf("%+v", u)
	}
}

// What cannot be planned at a point of the range is an error; between points
// it only ends the search.
func TestCannotPlan(t *testing.T) {
	enough, short := planOf(t, "leather", dossier.Variant{}), planOf(t, "leather", set("source.S2.void", "示例"))
	r, _ := ParseRange("0:1:1")
	no := errors.New("no")
	if _, err := run(r, func(quantity.Quantity) (substitution.Plan, error) { return enough, no }); !errors.Is(err, no) {
		t.Errorf("%v", err)
	}
	s, err := run(r, func(q quantity.Quantity) (substitution.Plan, error) {
		switch q.Exact() {
		case "0":
			return enough, nil
		case "1":
			return short, nil
		}
		return enough, no
	})
	if err != nil || len(s.Turns) != 1 || s.Turns[0].Kind != Between || s.Turns[0].Low.Exact() != "0" ||
		s.Turns[0].Safe.Exact() != "0" {
		t.Errorf("%v %+v", err, s.Turns)
	}
}

// Whatever straight pieces the response is made of, the turn that is reported
// is one: the independent check solves each piece by itself.
func TestTurnsOfPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// The balance at 0, 1, … 4; straight between, kinks at the quarters too.
		var y [17]int64
		for i := range y {
			y[i] = rapid.Int64Range(-9, 9).Draw(t, "y")
		}
		f := func(x *big.Rat) *big.Rat {
			q := new(big.Rat).Mul(x, big.NewRat(4, 1))
			i := int(new(big.Int).Quo(q.Num(), q.Denom()).Int64())
			i = max(0, min(i, 15))
			part := new(big.Rat).Sub(q, big.NewRat(int64(i), 1))
			return part.Mul(part, big.NewRat(y[i+1]-y[i], 1)).Add(part, big.NewRat(y[i], 1))
		}
		r, _ := ParseRange("0:4:1")
		s, err := run(r, func(q quantity.Quantity) (substitution.Plan, error) { return plain(f(q.Rat())), nil })
		if err != nil {
			t.Fatal(err)
		}
		turns := 0
		for i := range 4 {
			if (y[4*i] >= 0) != (y[4*i+4] >= 0) {
				turns++
			}
		}
		if len(s.Turns) != turns {
			t.Fatalf("%d turns, want %d of %v", len(s.Turns), turns, y)
		}
		for _, u := range s.Turns {
			if f(u.Safe.Rat()).Sign() < 0 {
				t.Errorf("at %s, said to be safe, the balance is %s", u.Safe, f(u.Safe.Rat()))
			}
			if u.Kind == Crossing && f(u.At.Rat()).Sign() != 0 {
				t.Errorf("%s is no zero of %v", u.At, y)
			}
		}
	})
}

// plain is a plan with nothing but a demand of 100 and one source.
func plain(balance *big.Rat) substitution.Plan {
	kg := func(x *big.Rat) calc.Step {
		return calc.Given("E", "demand", quantity.New(x, quantity.KgPerYear), calc.Origin{Kind: calc.FromDefinition})
	}
	n := substitution.Need{Pollutant: calc.Lead, Demand: kg(new(big.Rat).Sub(big.NewRat(100, 1), balance))}
	p := substitution.Plan{Needs: []substitution.Need{n}}
	p.Result.Sources = giving(kg(big.NewRat(100, 1)))
	return p
}

func giving(amount calc.Step) []reduction.SourceResult {
	return []reduction.SourceResult{{Rows: []reduction.Row{{Pollutant: calc.Lead, Medium: calc.Water, Usable: amount}}}}
}

// FuzzParseRange: whatever is written, a range that is accepted has at most
// MaxPoints values, begins and ends where it says, and goes one way.
func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"0.90:0.99:0.01", "3:1:-1", "1 kg/a:2 kg/a:0.5 kg/a", "0:1:1e-9", "::", "1:2:1 %",
		"1e99:1e99:1", "-1:1:0.3 t 生皮/a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ParseRange(text)
		if err != nil {
			return
		}
		v := r.Values()
		if len(v) < 2 || len(v) > MaxPoints || !v[0].Equal(r.From) || !v[len(v)-1].Equal(r.To) {
			t.Fatalf("%q: %d values", text, len(v))
		}
		for i := 1; i < len(v); i++ {
			if c, err := v[i].Cmp(v[i-1]); err != nil || c != r.Step.Sign() {
				t.Fatalf("%q: %s after %s", text, v[i], v[i-1])
			}
		}
	})
}

// whole is a version that is planned already.
type whole struct{ plan substitution.Plan }

func (w whole) Planned() substitution.Plan   { return w.plan }
func (w whole) Explained() substitution.Plan { return w.plan }

func run(r Range, plan func(quantity.Quantity) (substitution.Plan, error)) (Sweep, error) {
	return Run(r, func(q quantity.Quantity) (Version, error) {
		p, err := plan(q)
		return whole{p}, err
	})
}
