package calc

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"tidai/calc/quantity"
)

var (
	byTest  = Clause{Instrument: "HJ 942-2018", Locator: "5.2.1"}
	fromRow = Origin{Kind: FromDossier, At: Position{File: "dossier.toml", Line: 7}}
)

func given(symbol, q string) Step { return Given(symbol, "term", quantity.Must(q), fromRow) }

func TestOperations(t *testing.T) {
	a, b, c := given("a", "2 kg"), given("b", "500 g"), given("c", "0.25 kg")
	for _, x := range []struct {
		by   string
		got  Step
		op   Op
		want string
	}{
		{"1 g/m3 × 0.5 m3/m2 × 10^6 m2/a = 5×10^5 g/a", Product("E", "t", byTest, given("C", "1 mg/L"),
			given("Q", "500 L/m2"), given("S", "1000000 m2/a")), OpProduct, "500000 g/a"},
		{"the same in kg/a", Product("E", "t", byTest, given("C", "1 mg/L"), given("Q", "500 L/m2"),
			given("S", "1000000 m2/a")).In(quantity.KgPerYear), OpProduct, "500 kg/a"},
		{"of one operand, in base units", Product("E", "t", byTest, a), OpProduct, "2000 g"},
		{"2 + 0.5 + 0.25 kg, in the unit of the first", Sum("Σ", "t", byTest, a, b, c), OpSum, "2.75 kg"},
		{"500 + 2000 g", Sum("Σ", "t", byTest, b, a), OpSum, "2500 g"},
		{"2 − 0.5 − 0.25 kg", Difference("Δ", "t", byTest, a, b, c), OpDifference, "1.25 kg"},
		{"500 − 2000 g", Difference("Δ", "t", byTest, b, a), OpDifference, "-1500 g"},
		{"2000 g ÷ 500 g", Quotient("r", "t", byTest, a, b), OpQuotient, "4"},
		{"0.5 ÷ 2 = 1/4", Quotient("r", "t", byTest, b, a), OpQuotient, "0.25"},
		{"2000 g ÷ 3 h, not rounded", Quotient("r", "t", byTest, a, given("T", "3 h")), OpQuotient, "2000/3 g/h"},
		{"… in kg/d: 2000/3 × 24 ÷ 1000", Quotient("r", "t", byTest, a, given("T", "3 h")).
			In(quantity.MustUnit("kg/d")), OpQuotient, "16 kg/d"},
		{"least, converted to the unit of the first", Least("min", "t", byTest, a, b, c), OpLeast, "0.25 kg"},
		{"greatest", Greatest("max", "t", byTest, b, a, c), OpGreatest, "2000 g"},
		{"in another unit", a.In(quantity.MustUnit("g")), OpConvert, "2000 g"},
		{"in its own unit it stays as it is", a.In(quantity.MustUnit("千克")), OpGiven, "2 kg"},
		{"1 − 95 % × 0.9 = 0.145", Difference("f", "t", byTest, Definition("1", "one", 1), Product("ηk", "t", byTest,
			given("η", "95 %"), given("k", "0.9"))), OpDifference, "0.145"},
		{"0.25 kg to 0.1 kg: a tie, 2 is even", c.Round(byTest, big.NewRat(1, 10)), OpRound, "0.2 kg"},
		{"0.29 kg down to 0.1 kg", given("c", "0.29 kg").RoundDown(byTest, big.NewRat(1, 10)), OpRoundDown, "0.2 kg"},
		{"-0.21 kg down to 0.1 kg: away from zero", given("c", "-0.21 kg").RoundDown(byTest, big.NewRat(1, 10)),
			OpRoundDown, "-0.3 kg"},
		{"0.21 kg up to 0.1 kg", given("c", "0.21 kg").RoundUp(byTest, big.NewRat(1, 10)), OpRoundUp, "0.3 kg"},
		{"0.3 kg up to 0.1 kg: it is a multiple", given("c", "0.3 kg").RoundUp(byTest, big.NewRat(1, 10)), OpRoundUp,
			"0.3 kg"},
		{"-0.75 kg to 0.5: -1.5 halves, a tie, -2 is even", given("d", "-0.75 kg").Round(byTest, big.NewRat(1, 2)),
			OpRound, "-1 kg"},
		{"a closed line emits nothing by definition", ZeroAmount("E", "t", quantity.KgPerYear, fromRow), OpGiven,
			"0 kg/a"},
	} {
		if err := x.got.Err(); err != nil {
			t.Errorf("%s: %v", x.by, err)
			continue
		}
		if got := x.got.Value().String(); got != x.want || x.got.Op() != x.op {
			t.Errorf("%s: got %s by %s, want %s by %s", x.by, got, x.got.Op(), x.want, x.op)
		}
		if err := x.got.Recheck(); err != nil {
			t.Errorf("%s: recheck: %v", x.by, err)
		}
	}
}

// The first failure below wins, keeps its words and its class, and is passed
// on by every operation; there is no value then.
func TestErrorsStick(t *testing.T) {
	noVolume := errors.New("the standard has no benchmark volume")
	bad := Missing("Q", "benchmark-volume", noVolume)
	later := Missing("S", "capacity", errors.New("later"))
	ok := given("C", "1 mg/L")
	for name, s := range map[string]Step{
		"product": Product("E", "t", byTest, ok, bad, later), "sum": Sum("E", "t", byTest, bad, later),
		"difference": Difference("E", "t", byTest, ok, bad),
		"quotient":   Quotient("E", "t", byTest, ok, bad), "least": Least("E", "t", byTest, ok, bad),
		"greatest": Greatest("E", "t", byTest, ok, bad),
		"in":       bad.In(quantity.KgPerYear), "round": bad.Round(byTest, big.NewRat(1, 10)),
		"round down": bad.RoundDown(byTest, big.NewRat(1, 10)), "round up": bad.RoundUp(byTest, big.NewRat(1, 10)),
		"named":  bad.Named("E", "t"),
		"nested": Sum("Σ", "t", byTest, ok, Product("E", "t", byTest, ok, bad)),
	} {
		if s.OK() || !errors.Is(s.Err(), noVolume) {
			t.Errorf("%s: error %v, want the first below", name, s.Err())
		}
		if s.Sign() != 0 || s.Value().String() != "0" || s.Chosen() != -1 {
			t.Errorf("%s: has the value %s", name, s.Value())
		}
		if err := s.Recheck(); err == nil || !strings.Contains(err.Error(), noVolume.Error()) {
			t.Errorf("%s: recheck says %v", name, err)
		}
	}
}

// A failure of the step itself names the step.
func TestErrorsAreNamed(t *testing.T) {
	kg, m2, zero := given("a", "1 kg/a"), given("b", "1 m2/a"), given("z", "0 m2/a")
	for name, c := range map[string]struct {
		got  Step
		says string
	}{
		"sum of unlike":         {Sum("Σ", "t", byTest, kg, m2), "Σ: units do not fit"},
		"difference of unlike":  {Difference("Δ", "t", byTest, kg, m2), "Δ: units do not fit"},
		"least of unlike":       {Least("min", "t", byTest, kg, m2), "min: units do not fit"},
		"greatest of unlike":    {Greatest("max", "t", byTest, kg, m2), "max: units do not fit"},
		"zero divisor":          {Quotient("r", "t", byTest, kg, zero), "r: division by zero"},
		"product in wrong unit": {Product("E", "t", byTest, kg, m2).In(quantity.KgPerYear), "E: units do not fit"},
		"sum in wrong unit": {Sum("Σ", "t", byTest, kg, kg).In(quantity.TonnesPerYear).In(quantity.One),
			"Σ: units do not fit"},
		"sum of nothing":        {Sum("Σ", "t", byTest), "Σ: sum of nothing: no value"},
		"product of nothing":    {Product("E", "t", byTest), "E: product of nothing: no value"},
		"least of nothing":      {Least("min", "t", byTest), "min: least of nothing: no value"},
		"absent operand":        {Sum("Σ", "t", byTest, kg, Step{}), "Σ: operand 2: no value"},
		"missing without a why": {Missing("Q", "t", nil), "Q: no value"},
		"named absent step":     {Step{}.Named("E", "t"), "no value"},
		"interval zero":         {kg.Round(byTest, new(big.Rat)), "a: a rounding interval is positive"},
		"interval nil":          {kg.Round(byTest, nil), "a: a rounding interval is positive"},
	} {
		if c.got.OK() || !strings.Contains(c.got.Err().Error(), c.says) {
			t.Errorf("%s: error %v, want %q", name, c.got.Err(), c.says)
		}
	}
	if s := Sum("Σ", "t", byTest, kg, m2); !errors.Is(s.Err(), quantity.ErrUnit) {
		t.Errorf("%v is not ErrUnit", s.Err())
	}
	if s := Sum("Σ", "t", byTest); !errors.Is(s.Err(), ErrAbsent) {
		t.Errorf("%v is not ErrAbsent", s.Err())
	}
}

func TestAbsentIsNotZero(t *testing.T) {
	var s Step
	if s.OK() || !errors.Is(s.Err(), ErrAbsent) || s.Recheck() == nil {
		t.Errorf("the zero step has the error %v", s.Err())
	}
	if s.In(quantity.One).OK() || s.Round(byTest, big.NewRat(1, 1)).OK() || Product("E", "t", byTest, s,
		given("z", "0")).OK() {
		t.Error("an absent step becomes an amount")
	}
	if s.Symbol() != "" || s.TermKey() != "" || s.Op() != OpGiven || len(s.Operands()) != 0 || !s.Clause().IsZero() ||
		s.Origin() != (Origin{}) || s.Interval() != nil {
		t.Error("the zero step carries something")
	}
	if len(s.Leaves()) != 0 || len(s.Factors()) != 0 {
		t.Error("the zero step has leaves")
	}
	zero := given("z", "0 kg/a")
	if !zero.OK() || !Sum("Σ", "t", byTest, zero).OK() {
		t.Error("a stated zero is not an amount")
	}
}

// Of equal operands the first is chosen, whatever the unit it is written in.
func TestChosen(t *testing.T) {
	a, b, c := given("a", "1 t/a"), given("b", "1000 kg/a"), given("c", "2 t/a")
	for _, x := range []struct {
		got  Step
		want int
	}{
		{Least("min", "t", byTest, c, b, a), 1}, {Least("min", "t", byTest, a, b, c), 0},
		{Least("min", "t", byTest, c, c), 0},
		{Greatest("max", "t", byTest, a, b), 0}, {Greatest("max", "t", byTest, b, c, a), 1},
		{Greatest("max", "t", byTest, given("z", "0 t/a"), given("y", "-0 t/a")), 0},
		{Sum("Σ", "t", byTest, a, b), -1}, {a, -1},
	} {
		if got := x.got.Chosen(); got != x.want {
			t.Errorf("%s of %v: operand %d, want %d", x.got.Op(), x.got.Operands(), got, x.want)
		}
	}
	if got := Least("min", "t", byTest, c, b).Value().String(); got != "1 t/a" {
		t.Errorf("least of 2 t/a and 1000 kg/a is %s, want 1 t/a", got)
	}
}

func TestStepCannotBeChanged(t *testing.T) {
	operands := []Step{given("a", "1 kg"), given("b", "2 kg")}
	sum := Sum("Σ", "t", byTest, operands...)
	operands[0] = given("x", "99 kg")
	sum.Operands()[1] = given("y", "99 kg")
	if err := sum.Recheck(); err != nil || sum.Operands()[0].Symbol() != "a" {
		t.Errorf("the operands can be changed from outside: %v", err)
	}
	interval := big.NewRat(1, 2)
	r := given("a", "0.7 kg").Round(byTest, interval)
	interval.SetInt64(3)
	r.Interval().SetInt64(3)
	if r.Interval().Cmp(big.NewRat(1, 2)) != 0 || r.Recheck() != nil {
		t.Errorf("the interval can be changed from outside: %s", r.Interval())
	}
	sum.Value().Rat().SetInt64(0)
	if sum.Value().String() != "3 kg" {
		t.Errorf("the value can be changed from outside: %s", sum.Value())
	}
	e := Product("E", "t", byTest, given("a", "1 kg/a"))
	e.In(quantity.TonnesPerYear)
	e.Named("D", "other")
	if e.Value().String() != "1000 g/a" || e.Symbol() != "E" || e.TermKey() != "t" {
		t.Errorf("In or Named changed its step to %s = %s", e.Symbol(), e.Value())
	}
}

func TestWhatAStepCarries(t *testing.T) {
	limit := Factor("C", "limit", quantity.Must("1.0 mg/L"), Clause{"GB 21900-2008", "表 3"},
		Origin{Kind: FromFactor, Factor: "gb21900.cr", Status: StatusRecalled})
	again := Factor("C", "limit", quantity.Must("1.0 mg/L"), Clause{"GB 21900-2008", "表 3"},
		Origin{Kind: FromFactor, Factor: "gb21900.cr", Status: StatusRecalled})
	s := given("S", "10 m3/a")
	e := Sum("Σ", "t", byTest, Product("E", "t", byTest, limit, s), Product("E", "t", byTest, again, s)).
		In(quantity.KgPerYear)
	if got := e.Leaves(); len(got) != 3 || got[0].Symbol() != "C" || got[1].Symbol() != "S" || got[2].Symbol() != "C" {
		t.Errorf("leaves %v, want C, S, C", got)
	}
	if got := e.Factors(); len(got) != 1 || got[0].Origin().Factor != "gb21900.cr" || got[0].Origin().Status !=
		StatusRecalled {
		t.Errorf("factors %v, want gb21900.cr once", got)
	}
	if e.Op() != OpConvert || e.Clause() != byTest || e.Symbol() != "Σ" {
		t.Errorf("a converted sum is %s %s by %s", e.Op(), e.Symbol(), e.Clause())
	}
	if n := e.Named("D", "demand"); n.Symbol() != "D" || n.TermKey() != "demand" || !n.Value().Equal(e.Value()) ||
		n.Recheck() != nil {
		t.Errorf("named: %s %s = %s", n.Symbol(), n.TermKey(), n.Value())
	}
	if limit.Origin().At != (Position{}) || s.Origin() != fromRow || limit.Clause().String() != "GB 21900-2008 表 3" {
		t.Error("a leaf has lost its origin")
	}
}

// A total of nothing is absent and not zero; of one part it is that part under
// the name of the total, without a sum of one.
func TestTotal(t *testing.T) {
	by := Clause{Instrument: "HJ 942-2018", Locator: "5.2"}
	part := func(q string) Step {
		return Given("e", "part", quantity.Must(q), Origin{Kind: FromDossier, At: Position{File: "a", Line: 1}})
	}
	none := Total("E", "total", by)
	if none.OK() || none.Err() != ErrAbsent {
		t.Errorf("of nothing: %v, %v", none.Value(), none.Err())
	}
	one := Total("E", "total", by, part("2 kg"))
	if one.Op() != OpGiven || one.Symbol() != "E" || one.TermKey() != "total" || one.Leaf() != part("2 kg").Leaf() {
		t.Errorf("of one part: %+v", one.Trace())
	}
	many := Total("E", "total", by, part("2 kg"), part("500 g"), part("1 kg"))
	if many.Op() != OpSum || len(many.Operands()) != 3 || many.Clause() != by || many.Value().String() != "3.5 kg" {
		t.Errorf("of three parts: %+v", many.Trace())
	}
	failed := Missing("e", "part", errors.New("not stated"))
	for n, s := range []Step{Total("E", "total", by, failed), Total("E", "total", by, part("1 kg"), failed)} {
		if s.Err() == nil || s.Err().Error() != "not stated" {
			t.Errorf("of %d parts, one of them missing: %v", n+1, s.Err())
		}
	}
}
