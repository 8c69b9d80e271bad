package permit

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/quantity"
)

func at(line int) calc.Origin {
	return calc.Origin{Kind: calc.FromDossier, At: calc.Position{File: "dossier.toml", Line: line}}
}

func given(term, s string, line int) calc.Step {
	return calc.Given(term, term, quantity.Must(s), at(line))
}

func measured(concentration string) calc.Step {
	return calc.Product("D", "source-intensity", calc.Clause{}, given("mean-concentration", concentration, 1),
		given("mean-flow", "100 m3/d", 2), given("discharge-time", "300 d/a", 3)).In(quantity.KgPerYear)
}

func removal(generated, efficiency, rate string) calc.Step {
	removed := calc.Product("η·k", "removal-efficiency", calc.Clause{}, given("removal-efficiency", efficiency, 4),
		given("operation-rate", rate, 5)).In(quantity.One)
	passing := calc.Difference("1−η·k", "passing-share", calc.Clause{}, calc.Definition("1", "one", 1), removed)
	return calc.Product("D", "source-intensity", calc.Clause{}, given("generation", generated, 6), passing).
		In(quantity.KgPerYear)
}

// The sentence of the ladder: over 30 000 m3/a, against a quota of 9.3 kg/a,
// measurement is the strictest up to 9 300 g / 30 000 m3 = 0.31 mg/L.
func TestMeasurementFlips(t *testing.T) {
	quota := given("stated-amount", "9.3 kg/a", 10)
	fs := flips(measured("0.40 mg/L"), []calc.Step{quota})
	if len(fs) != 1 || fs[0].Low != nil || fs[0].High == nil || fs[0].High.Cmp(big.NewRat(31, 100)) != 0 ||
		holds(fs[0]) {
		t.Fatalf("flips %+v, want up to 31/100 mg/L", fs)
	}
	if fs[0].HighShown() != "0.31" || fs[0].Term != "mean-concentration" {
		t.Errorf("shown %s of %s", fs[0].HighShown(), fs[0].Term)
	}
	// the quota beside: 0.40 mg/L is 12 kg/a
	fs = flips(quota, []calc.Step{measured("0.40 mg/L")})
	if len(fs) != 1 || fs[0].High.Cmp(big.NewRat(12, 1)) != 0 || !holds(fs[0]) {
		t.Errorf("the quota flips at %+v, want 12 kg/a", fs)
	}
}

// An efficiency: 132·(1 − η) is below 10.683 from η = 1 − 10.683/132 =
// 40439/44000 = 91.9068… % on, printed as 92 %; with k = 0.95 and 12 720 kg no
// efficiency reaches 60 (η would be 1.0476…).
func TestEfficiencyFlips(t *testing.T) {
	fs := flips(removal("132 kg/a", "90 %", "1"), []calc.Step{given("stated-amount", "10.683 kg/a", 10)})
	if len(fs) != 1 || fs[0].High != nil || fs[0].Low == nil || fs[0].Low.Cmp(big.NewRat(40439, 440)) != 0 ||
		fs[0].LowShown() != "92" {
		t.Errorf("flips %+v", fs)
	}
	fs = flips(removal("12720 kg/a", "98 %", "0.95"), []calc.Step{given("stated-amount", "60 kg/a", 10)})
	if len(fs) != 1 || !fs[0].Never {
		t.Errorf("flips %+v, want never", fs)
	}
	// and one that all efficiencies keep below: 50 kg/a untreated, against 60
	fs = flips(removal("50 kg/a", "98 %", "0.95"), []calc.Step{given("stated-amount", "60 kg/a", 10)})
	if len(fs) != 1 || !fs[0].Always() || !holds(fs[0]) {
		t.Errorf("flips %+v, want always", fs)
	}
}

// An end is rounded into the range and never onto 100 % that is not reached:
// 1 − 0.0000123 = 99.99877 % needs more digits than three.
func TestEndsAreRoundedInwards(t *testing.T) {
	fs := flips(removal("100000 kg/a", "90 %", "1"), []calc.Step{given("stated-amount", "1.23 kg/a", 10)})
	if len(fs) != 1 || fs[0].LowShown() != "99.999" {
		t.Errorf("shown %q of %v", fs[0].LowShown(), fs[0].Low)
	}
	f := Flip{Term: "limit", Now: quantity.Must("1 mg/L"), Low: big.NewRat(1000, 7), High: big.NewRat(1001, 7)}
	if f.LowShown() != "143" || f.HighShown() != "143" { // 142.857… to 143
		t.Errorf("between %s and %s", f.LowShown(), f.HighShown())
	}
	f = Flip{Term: "limit", Now: quantity.Must("1 mg/L"), Low: big.NewRat(10001, 70000), High: big.NewRat(10002, 70000)}
	if f.LowShown() != "0.14288" || f.HighShown() != "0.14288" { // 0.1428714 to 0.1428857: three digits lie outside
		t.Errorf("between %s and %s", f.LowShown(), f.HighShown())
	}
}

// Two methods that share their activity: 3 g/m2 against 2 g/m2 and a quota of
// 10 kg/a. The second is the strictest up to 5 000 m2/a, the first never.
func TestSharedActivity(t *testing.T) {
	by := func(factor, term string) calc.Step {
		return calc.Product("D", "source-intensity", calc.Clause{}, given("f", factor, len(factor)),
			given(term, "8000 m2/a", 20)).In(quantity.KgPerYear)
	}
	formula, account, quota := by("3 g/m2", "capacity"), by("2.0 g/m2", "activity"), given("stated-amount", "10 kg/a",
		10)
	fs := flips(account, []calc.Step{formula, quota})
	if len(fs) != 1 || fs[0].Term != "activity" || fs[0].High.Cmp(big.NewRat(5000, 1)) != 0 || fs[0].Low != nil {
		t.Errorf("account: %+v", fs)
	}
	if fs = flips(formula, []calc.Step{account, quota}); len(fs) != 1 || !fs[0].Never {
		t.Errorf("formula: %+v, want never", fs)
	}
}

// Under a cap the straight line ends: least(30 x, 5) against 6 is never above
// it, which the line alone would not say. Nothing is claimed.
func TestCapIsNotSolved(t *testing.T) {
	x := given("limit", "0.1 mg/L", 1)
	free := calc.Product("E", "permitted-emission", calc.Clause{}, x, given("volume", "30000 m3/a", 2)).
		In(quantity.KgPerYear)
	capped := calc.Least("E", "permitted-emission", calc.Clause{}, free, given("cap", "5 kg/a", 3))
	if fs := flips(capped, []calc.Step{given("stated-amount", "6 kg/a", 10)}); len(fs) != 0 {
		t.Errorf("flips %+v", fs)
	}
	if fs := flips(capped, []calc.Step{given("stated-amount", "4 kg/a", 10)}); len(fs) != 1 ||
		fs[0].High.Cmp(big.NewRat(2, 15)) != 0 {
		t.Errorf("flips %+v, want up to 4/30 mg/L", fs)
	}
}

// Several limits at one outlet have no one value to turn.
func TestSeveralNumbersOfOneTerm(t *testing.T) {
	part := func(limit string, line int) calc.Step {
		return calc.Product("E", "permitted-emission", calc.Clause{}, given("limit", limit, line),
			given("volume", "10 m3/a", 2)).In(quantity.KgPerYear)
	}
	if fs := flips(calc.Sum("E", "permitted-emission", calc.Clause{}, part("1 mg/L", 1), part("2 mg/L", 3)),
		[]calc.Step{given("stated-amount", "1 kg/a", 10)}); len(fs) != 0 {
		t.Errorf("flips %+v", fs)
	}
}

// At the printed end the amount is the strictest; a little beyond the exact
// end it is not.
func TestFlipsHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := quantity.New(big.NewRat(int64(rapid.IntRange(1, 999).Draw(t, "c")), 100), quantity.MilligramPerL).String()
		mine := measured(c)
		var others []calc.Step
		for i := range rapid.IntRange(1, 4).Draw(t, "others") {
			others = append(others,
				given("stated-amount", quantity.New(big.NewRat(int64(rapid.IntRange(1, 9999).Draw(t, "o")), 13),
					quantity.KgPerYear).Fixed(3)+" kg/a", 10+i))
		}
		fs := flips(mine, others)
		if len(fs) != 1 || fs[0].High == nil {
			t.Fatalf("flips %+v", fs)
		}
		least := func(x *big.Rat) bool {
			is := func(n calc.Step) bool { return n.TermKey() == "mean-concentration" }
			v := mine.With(is, quantity.New(x, quantity.MilligramPerL))
			for _, o := range others {
				if n, err := v.Value().Cmp(o.Value()); err != nil || n > 0 {
					return false
				}
			}
			return true
		}
		shown, _ := new(big.Rat).SetString(fs[0].HighShown())
		beyond := new(big.Rat).Mul(fs[0].High, big.NewRat(1000001, 1000000))
		if !least(shown) || !least(fs[0].High) || least(beyond) {
			t.Fatalf("up to %s, printed %s", fs[0].High, fs[0].HighShown())
		}
		if now, _ := new(big.Rat).SetString(quantity.Must(c).Exact()); holds(fs[0]) != least(now) {
			t.Fatal("the range disagrees with the amounts")
		}
	})
}

// The order of a ladder: what counts by amount, then what is only shown, then
// what has no amount; ties stay in the order of the methods.
func TestLadderOrder(t *testing.T) {
	c := func(m Method, amount string, why calc.Text) Candidate {
		x := Candidate{Method: m, Amount: given("stated-amount", amount, len(amount)),
			Side: &SideAmount{Inadmissible: why, Key: calc.Balance}}
		return x
	}
	a := Assessment{Candidates: []Candidate{
		{Method: ByFormula, Amount: calc.Missing("E", "permitted-emission", nil)},
		c(ByIntensity, "1 kg/a", calc.Text{ZH: "否", EN: "no"}),
		c(ByQuota, "5 kg/a", calc.Text{}),
		c(ByEIA, "5.0 kg/a", calc.Text{}),
		c(ByPromise, "3 kg/a", calc.Text{}),
	}}
	l := a.Ladder()
	want := []Method{ByPromise, ByQuota, ByEIA, ByIntensity, ByFormula}
	for i, r := range l.Rungs {
		if r.Method != want[i] || r.Strictest != (i == 0) || (len(r.Flips) > 0) != (i < 3) {
			t.Errorf("rung %d: %s, strictest %v, %d flips", i, r.Method, r.Strictest, len(r.Flips))
		}
	}
	if len(l.NotStated) != 1 || l.NotStated[0] != ByActual {
		t.Errorf("not stated: %v", l.NotStated)
	}
}

// holds reports whether the amount is the strictest at the value as stated.
func holds(f Flip) bool {
	x := f.Now.Rat()
	return !f.Never && (f.Low == nil || f.Low.Cmp(x) <= 0) && (f.High == nil || x.Cmp(f.High) <= 0)
}
