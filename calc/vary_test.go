package calc

import (
	"errors"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc/quantity"
)

func number(name, s string) Step {
	return Given(name, name, quantity.Must(s), Origin{Kind: FromDossier, At: Position{File: "x", Line: len(name)}})
}

func is(s Step) func(Step) bool { return func(n Step) bool { return n == s } }

// 0.5 mg/L × 100 m3/d × 300 d/a = 15 kg/a; at 0.2 mg/L it is 6, and the line
// is 0 + 30·x kg/a.
func TestWithAndLine(t *testing.T) {
	c := number("c", "0.5 mg/L")
	d := Product("D", "d", Clause{}, c, number("qq", "100 m3/d"), number("ttt", "300 d/a")).In(quantity.KgPerYear)
	sum := Sum("E", "e", Clause{}, d, number("xxxx", "4 kg/a"))
	if got := sum.With(is(c), quantity.Must("0.2 mg/L")); !got.Value().Equal(quantity.Must("10 kg/a")) ||
		got.Recheck() != nil {
		t.Errorf("with 0.2 mg/L: %s", got.Value())
	}
	if got := sum.With(is(number("other", "1 kg/a")), quantity.Must("9 kg/a")); got != sum {
		t.Error("a number that is not there changes the derivation")
	}
	line, err := sum.StraightLine(is(c), quantity.MilligramPerL)
	if err != nil || line.Constant.Cmp(big.NewRat(4, 1)) != 0 || line.Slope.Cmp(big.NewRat(30, 1)) != 0 {
		t.Errorf("line %v %v %v, want 4 + 30 x", line.Constant, line.Slope, err)
	}
}

// A removal is a line that falls: 100·(1 − 0.9·η) is 100 − 90·η, and in
// percent 100 − 0.9·x.
func TestLineOfARemoval(t *testing.T) {
	eta := number("e", "95 %")
	removed := Product("η·k", "k", Clause{}, eta, number("kk", "0.9")).In(quantity.One)
	d := Product("D", "d", Clause{}, number("ggg", "100 kg/a"), Difference("1−ηk", "p", Clause{},
		Definition("1", "one", 1), removed)).In(quantity.KgPerYear)
	line, err := d.StraightLine(is(eta), quantity.MustUnit("%"))
	if err != nil || line.Constant.Cmp(big.NewRat(100, 1)) != 0 || line.Slope.Cmp(big.NewRat(-9, 10)) != 0 {
		t.Errorf("line %v %v %v", line.Constant, line.Slope, err)
	}
}

// x², 1/x and x/(x+1) are no lines.
func TestNotLinear(t *testing.T) {
	x := number("x", "3")
	for name, s := range map[string]Step{
		"square":  Product("x²", "s", Clause{}, x, x),
		"inverse": Quotient("1/x", "i", Clause{}, Definition("1", "one", 1), x),
		"share":   Quotient("s", "s", Clause{}, x, Sum("s", "s", Clause{}, x, Definition("1", "one", 1))),
	} {
		if line, err := s.StraightLine(is(x), quantity.One); !errors.Is(err, ErrNotLinear) {
			t.Errorf("%s: %v %v", name, line, err)
		}
	}
}

// Of a least number the line follows what was taken; With follows the truth:
// least(2x, 10) at x = 3 has the line 2x, and at x = 7 it is 10.
func TestLineFollowsTheBranch(t *testing.T) {
	x := number("x", "3")
	least := Least("m", "m", Clause{}, Product("2x", "p", Clause{}, x, Definition("2", "two", 2)), number("cap", "10"))
	line, err := least.StraightLine(is(x), quantity.One)
	if err != nil || line.Slope.Cmp(big.NewRat(2, 1)) != 0 || line.Constant.Sign() != 0 {
		t.Errorf("line %v %v %v", line.Constant, line.Slope, err)
	}
	if got := least.With(is(x), quantity.Must("7")); !got.Value().Equal(quantity.Must("10")) {
		t.Errorf("at 7: %s", got.Value())
	}
}

// Wherever there is a line and no branch, With and the line agree.
func TestLineAgreesWithWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := Given("x", "x", quantity.Int(int64(rapid.IntRange(1, 50).Draw(t, "x")), quantity.One), Origin{})
		s := x
		for range rapid.IntRange(1, 5).Draw(t, "depth") {
			k := Given("k", "k", quantity.New(big.NewRat(int64(rapid.IntRange(-20, 20).Draw(t, "n")),
				int64(rapid.IntRange(1, 9).Draw(t, "d"))), quantity.One), Origin{})
			switch rapid.IntRange(0, 2).Draw(t, "op") {
			case 0:
				s = Product("p", "p", Clause{}, s, k).In(quantity.One)
			case 1:
				s = Sum("s", "s", Clause{}, s, k)
			default:
				s = Difference("d", "d", Clause{}, k, s)
			}
		}
		line, err := s.StraightLine(is(x), quantity.One)
		if err != nil {
			t.Fatal(err)
		}
		at := big.NewRat(int64(rapid.IntRange(-99, 99).Draw(t, "at")), 7)
		want := new(big.Rat).Add(line.Constant, new(big.Rat).Mul(line.Slope, at))
		if got := s.With(is(x), quantity.New(at, quantity.One)); got.Value().Rat().Cmp(want) != 0 {
			t.Fatalf("at %s: %s, the line says %s", at, got.Value(), want)
		}
	})
}

// E = C × ΣQ, ΣQ = 10 + 20: with the second part left out 2 × 10, and nothing
// else changes; an edit that changes nothing gives the same step.
func TestRebuild(t *testing.T) {
	leaf := func(symbol, q string) Step {
		return Given(symbol, "x", quantity.Must(q), Origin{Kind: FromDossier})
	}
	parts := []Step{leaf("a", "10 m3/a"), leaf("b", "20 m3/a")}
	volume := Sum("ΣQ", "x", Clause{}, parts...)
	amount := Product("E", "x", Clause{}, leaf("C", "2 g/m3"), volume).In(quantity.MustUnit("g/a"))
	same := amount.Rebuild(func(_, now Step) Step { return now })
	if same != amount {
		t.Error("an edit that changes nothing made another step")
	}
	less := amount.Rebuild(func(was, now Step) Step {
		if was == volume {
			return parts[0].Named("ΣQ", "x")
		}
		return now
	})
	if got := less.Value().String(); got != "20 g/a" {
		t.Errorf("without the second part %s, want 20 g/a", got)
	}
	if err := less.Recheck(); err != nil {
		t.Error(err)
	}
}
