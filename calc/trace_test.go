package calc

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tidai/calc/quantity"
)

// everyOp is a derivation with every operation in it.
func everyOp() Step {
	e := Product("E", "permitted-emission", byTest, given("C", "1 mg/L"), given("Q", "500 L/m2"),
		given("S", "100万m2/a")).In(quantity.KgPerYear)
	eia := Factor("EIA", "eia-amount", quantity.Must("0.6 t/a"), Clause{"EIA", "3"},
		Origin{Kind: FromFactor, Factor: "x", Status: StatusText, Local: true})
	strict := Least("min", "strictest", byTest, e, eia)
	mean := Quotient("c̄", "mean", byTest, given("L", "1 kg/a"), given("V", "3 h")).In(quantity.MustUnit("g/a/h"))
	third := Product("D", "part", byTest, mean, given("T", "1 h")).In(quantity.MustUnit("g/a"))
	rest := Difference("Δ", "reduction", byTest, strict, third)
	return Greatest("max", "demand", byTest, Sum("Σ", "total", byTest, rest, rest).In(quantity.TonnesPerYear).
		Round(byTest, big.NewRat(1, 1000)), given("0", "0 t/a"))
}

func roundTrip(t testing.TB, s Step) Trace {
	t.Helper()
	data, err := json.Marshal(s.Trace())
	if err != nil {
		t.Fatal(err)
	}
	var back Trace
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	return back
}

// 500 kg/a − 1000/3 g/a = 499.666… kg/a, twice is 999.333… kg/a, to 1 kg/a: 0.999 t/a.
func TestTraceSurvivesJSON(t *testing.T) {
	s := everyOp()
	if got := s.Value().String(); got != "0.999 t/a" {
		t.Fatalf("got %s, want 0.999 t/a", got)
	}
	back := roundTrip(t, s)
	if err := back.Recheck(); err != nil {
		t.Error(err)
	}
	first, _ := json.Marshal(s.Trace())
	second, _ := json.Marshal(back)
	if string(first) != string(second) {
		t.Errorf("the trace changed on the way:\n%s\n%s", first, second)
	}
	if !strings.Contains(string(first), `"exact":"1000/3"`) {
		t.Errorf("the third is not written as a fraction: %s", first)
	}
	if strings.Contains(string(first), `"origin":{"kind":""}`) || strings.Contains(string(first),
		`"clause":{"instrument":""}`) {
		t.Error("empty fields are written")
	}
}

func nodes(t *Trace, path string, visit func(path string, n *Trace)) {
	path = strings.TrimPrefix(path+"/"+t.Symbol, "/")
	visit(path, t)
	for i := range t.Operands {
		nodes(&t.Operands[i], path, visit)
	}
}

// A tampered value anywhere is found, and the place is named: at the node
// itself, or, for a leaf, at the step that uses it.
func TestTamperingIsFound(t *testing.T) {
	s := everyOp()
	count := 0
	nodes(ptr(roundTrip(t, s)), "", func(string, *Trace) { count++ })
	if count < 20 {
		t.Fatalf("the sample has %d nodes only", count)
	}
	for target := range count {
		for name, tamper := range map[string]func(*Trace){
			"value": func(n *Trace) {
				r, _ := new(big.Rat).SetString(n.Exact)
				n.Exact = quantity.Exact(r.Add(r, big.NewRat(1, 1000)))
			},
			"thirds":  func(n *Trace) { n.Exact = "1/3000000007" },
			"unit":    func(n *Trace) { n.Unit = "kVAh" },
			"no unit": func(n *Trace) { n.Unit = "furlong" },
			"text":    func(n *Trace) { n.Exact = "1e3" },
			"octal":   func(n *Trace) { n.Exact = "010/1" },
			"empty":   func(n *Trace) { n.Exact = "" },
			"error":   func(n *Trace) { n.Error = "no value" },
		} {
			trace, i, at, parent, node := roundTrip(t, s), 0, "", "", Trace{}
			nodes(&trace, "", func(path string, n *Trace) {
				if i == target {
					tamper(n)
					at, node = path, *n
					parent = path[:max(strings.LastIndex(path, "/"), 0)]
				}
				i++
			})
			err := trace.Recheck()
			switch {
			// 0 t/a or a little more: the greatest is still the other
			case err == nil && node.Symbol == "0" && name == "thirds":
			case err == nil && node.Symbol == "0" && name == "value":
			case err == nil && node.Symbol == "EIA" && name == "value": // 0.601 t/a: the least is still the other
			case err == nil:
				t.Errorf("%s of %s tampered with: not found", name, at)
			case !strings.Contains(err.Error(), at+":") && !strings.Contains(err.Error(), parent+":"):
				t.Errorf("%s of %s tampered with: %v names another place", name, at, err)
			}
		}
	}
}

func ptr[T any](x T) *T { return &x }

func leaf(exact, unit string) Trace {
	return Trace{Symbol: "x", Op: OpGiven, Exact: exact, Unit: unit}
}

func TestTracesRefused(t *testing.T) {
	kg := leaf("1", "kg")
	for name, c := range map[string]struct {
		trace Trace
		says  string
	}{
		"nothing": {Trace{}, "not an exact number"},
		"unknown operation": {Trace{Symbol: "E", Op: "magic", Exact: "1", Unit: "kg", Operands: []Trace{kg}},
			`E: operation "magic" computes nothing`},
		"no operation": {Trace{Symbol: "E", Exact: "1", Unit: "kg", Operands: []Trace{kg}},
			"computes nothing"},
		"leaf with operands": {Trace{Symbol: "E", Op: OpGiven, Exact: "1", Unit: "kg", Operands: []Trace{kg}},
			"E: a leaf has no operands"},
		"factor with operands": {Trace{Symbol: "E", Op: OpFactor, Exact: "1", Unit: "kg", Operands: []Trace{kg}},
			"E: a leaf has no operands"},
		"sum of nothing": {Trace{Symbol: "E", Op: OpSum, Exact: "0", Unit: "kg"}, "sum of nothing"},
		"quotient of one": {Trace{Symbol: "E", Op: OpQuotient, Exact: "1", Unit: "kg",
			Operands: []Trace{kg}}, "two operands, not 1"},
		"quotient of three": {Trace{Symbol: "E", Op: OpQuotient, Exact: "1", Operands: []Trace{kg, kg, kg}},
			"two operands, not 3"},
		"quotient by zero": {Trace{Symbol: "E", Op: OpQuotient, Exact: "1",
			Operands: []Trace{kg, leaf("0", "kg")}}, "division by zero"},
		"convert of two": {Trace{Symbol: "E", Op: OpConvert, Exact: "1", Unit: "kg",
			Operands: []Trace{kg, kg}}, "one operand, not 2"},
		"convert of none": {Trace{Symbol: "E", Op: OpConvert, Exact: "1", Unit: "kg"},
			"one operand, not 0"},
		"convert to another measure": {Trace{Symbol: "E", Op: OpConvert, Exact: "1", Unit: "m2",
			Operands: []Trace{kg}}, "units do not fit"},
		"round of two": {Trace{Symbol: "E", Op: OpRound, Exact: "1", Unit: "kg", Interval: "1",
			Operands: []Trace{kg, kg}}, "one operand, not 2"},
		"round without interval": {Trace{Symbol: "E", Op: OpRound, Exact: "1", Unit: "kg", Operands: []Trace{kg}},
			"not an exact number"},
		"round to nothing": {Trace{Symbol: "E", Op: OpRound, Exact: "1", Unit: "kg", Interval: "0",
			Operands: []Trace{kg}}, "interval is positive"},
		"round to a negative": {Trace{Symbol: "E", Op: OpRound, Exact: "1", Unit: "kg", Interval: "-1",
			Operands: []Trace{kg}}, "interval is positive"},
		"rounded half away from zero": {Trace{Symbol: "E", Op: OpRound, Exact: "3", Unit: "kg", Interval: "1",
			Operands: []Trace{leaf("2.5", "kg")}}, "stated 3 kg, but its operands give 2 kg"},
		"sum of unlike": {Trace{Symbol: "E", Op: OpSum, Exact: "2", Unit: "kg",
			Operands: []Trace{kg, leaf("1", "m2")}}, "units do not fit"},
		"one gram off": {Trace{Symbol: "E", Op: OpSum, Exact: "2.001", Unit: "kg",
			Operands: []Trace{kg, kg}}, "E: stated 2.001 kg, but its operands give 2 kg"},
		"exponent":         {leaf("1e999999999", "kg"), "not an exact number"},
		"binary exponent":  {leaf("1p99999999", "kg"), "not an exact number"},
		"zero denominator": {leaf("1/0", "kg"), "not an exact number"},
		"octal":            {leaf("010/3", "kg"), "not an exact number"},
		"binary":           {leaf("0b1", "kg"), "not an exact number"},
		"octal prefix":     {leaf("0o7/3", "kg"), "not an exact number"},
		"hexadecimal":      {leaf("0x1F", "kg"), "not an exact number"},
		"underscore":       {leaf("1_0/3", "kg"), "not an exact number"},
		"two signs":        {leaf("1/-3", "kg"), "not an exact number"},
		"plus":             {leaf("+1", "kg"), "not an exact number"},
		"point alone":      {leaf("1.", "kg"), "not an exact number"},
		"infinity":         {leaf("Inf", "kg"), "not an exact number"},
		"full-width":       {leaf("１", "kg"), "not an exact number"},
		"too long":         {leaf(strings.Repeat("9", 1_000_000), "kg"), "not an exact number"},
		"hostile unit":     {leaf("1", strings.Repeat("万", 1_000_000)), "longer"},
		"hostile words": {Trace{Symbol: strings.Repeat("铬", 1_000_000), Error: strings.Repeat("x",
			1_000_000)}, "could not be computed"},
	} {
		err := c.trace.Recheck()
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %.200v, want %q", name, err, c.says)
		} else if len(err.Error()) > 2000 {
			t.Errorf("%s: the message has %d bytes", name, len(err.Error()))
		}
	}
}

// Hostile traces are refused within seconds, not computed for hours.
func TestHostileTracesAreRefusedQuickly(t *testing.T) {
	deep := leaf("1", "kg")
	for range 100_000 {
		deep = Trace{Symbol: "Σ", Op: OpSum, Exact: "1", Unit: "kg", Operands: []Trace{deep}}
	}
	wide := Trace{Symbol: "Π", Op: OpProduct, Exact: "1", Operands: slices.Repeat(
		[]Trace{leaf(strings.Repeat("7", 10_000), "")}, 100_000)} // the product of all would have 10^9 digits
	denominators := Trace{Symbol: "Σ", Op: OpSum, Exact: "1"}
	sevens := strings.Repeat("7", 7000)
	for i := range 3000 {
		denominators.Operands = append(denominators.Operands, leaf(fmt.Sprintf("1/%s%d", sevens, 2*i+1), ""))
	}
	wrong := Trace{Symbol: strings.Repeat("长", 10_000), Op: OpSum, Exact: "1"}
	for range 200_000 {
		wrong.Operands = append(wrong.Operands, leaf("x", ""))
	}
	long := Trace{Symbol: "Π", Op: OpProduct, Exact: "1", Operands: []Trace{leaf(strings.Repeat("7", 15_000), "")}}
	for range 900_000 { // one long number times 3, nine hundred thousand times
		long.Operands = append(long.Operands, leaf("3", ""))
	}
	for name, trace := range map[string]Trace{"deep": deep, "wide": wide, "denominators": denominators, "long": long,
		"wrong": wrong} {
		start := time.Now()
		err := trace.Recheck()
		took := time.Since(start)
		t.Logf("%s: %s", name, took)
		if err == nil {
			t.Errorf("%s: not refused", name)
		} else if len(err.Error()) > 100_000 {
			t.Errorf("%s: %d bytes of error", name, len(err.Error()))
		}
		if limit := 60 * time.Second; took > limit {
			t.Errorf("%s: took %s, want less than %s", name, took, limit)
		}
	}
}

// What an honest computation makes is never refused: shared steps cost once,
// and a sum of many odd fractions is long but checkable.
func TestLargeHonestDerivations(t *testing.T) {
	left := given("S0", "1000000 t/a")
	for range 300 { // what is left after each of 300 allocations uses the last twice
		left = Difference("S", "left", byTest, left, Least("x", "taken", byTest, left, given("d", "1.1 t/a")))
	}
	if err := left.Recheck(); err != nil {
		t.Errorf("shared steps: %v", err)
	}
	if got := left.Value().String(); got != "999670 t/a" { // 10^6 − 300 × 1.1
		t.Errorf("left over: %s, want 999670 t/a", got)
	}
	var means []Step
	for i := range 300 { // denominators of ten digits without common factors to speak of
		means = append(means, Quotient("c", "mean", byTest, given("L", "1 g"),
			given("V", fmt.Sprintf("%d m3", 9_999_999_967-2*i))))
	}
	if err := Sum("Σ", "total", byTest, means...).Recheck(); err != nil {
		t.Errorf("odd fractions: %.300v", err)
	}
}

var stepUnits = []string{"kg/a", "t/a", "g/a", "mg/L", "m3/a", "%", "", "t生皮/a", "Nm3/h", "h/a", "kVAh/a", "g/(m2·h)"}

// drawStep builds a random derivation over given leaves.
func drawStep(t *rapid.T, depth int) Step {
	if depth == 0 || rapid.IntRange(0, 4).Draw(t, "leaf") == 0 {
		r := big.NewRat(rapid.Int64Range(-1000, 1000).Draw(t, "n"), rapid.Int64Range(1, 60).Draw(t, "d"))
		return Given("x", "t", quantity.New(r, quantity.MustUnit(rapid.SampledFrom(stepUnits).Draw(t, "unit"))),
			fromRow)
	}
	operands := make([]Step, rapid.IntRange(1, 3).Draw(t, "operands"))
	for i := range operands {
		operands[i] = drawStep(t, depth-1)
		if i > 0 && rapid.Bool().Draw(t, "alike") { // so that sums have a chance
			operands[i] = Product("f", "t", byTest, operands[0], operands[0].Named("g", "t")).Named("h", "t")
			operands[i] = Quotient("q", "t", byTest, operands[i], operands[0])
		}
	}
	switch rapid.IntRange(0, 7).Draw(t, "op") {
	case 0:
		return Product("p", "t", byTest, operands...)
	case 1:
		return Sum("s", "t", byTest, operands...)
	case 2:
		return Difference("d", "t", byTest, operands...)
	case 3:
		return Quotient("q", "t", byTest, operands[0], operands[len(operands)-1])
	case 4:
		return Least("l", "t", byTest, operands...)
	case 5:
		return Greatest("g", "t", byTest, operands...)
	case 6:
		return operands[0].Round(byTest, big.NewRat(rapid.Int64Range(1, 50).Draw(t, "in"), rapid.Int64Range(1, 1000).
			Draw(t, "id")))
	}
	return operands[0].In(quantity.MustUnit(rapid.SampledFrom(stepUnits).Draw(t, "to")))
}

// Every derivation that has a value rechecks, from memory and from JSON; one
// that has none does not pass.
func TestEveryDerivationRechecks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawStep(t, 4)
		for _, x := range s.Numbers() {
			if len(x.Value().Unit().String()) > 80 {
				t.Skip("products of products have units that no standard has and that are not read back")
			}
		}
		data, err := json.Marshal(s.Trace())
		if err != nil {
			t.Fatal(err)
		}
		var back Trace
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		for _, err := range []error{s.Recheck(), back.Recheck()} {
			if (err == nil) != s.OK() {
				t.Fatalf("recheck says %v of a step with error %v: %s", err, s.Err(), data)
			}
		}
	})
}

func FuzzTrace(f *testing.F) {
	data, _ := json.Marshal(everyOp().Trace())
	f.Add(data)
	f.Add([]byte(`{"op":"sum","exact":"1e999999999","operands":[{"op":"given","exact":"1/0","unit":"kg/"}]}`))
	f.Add([]byte(`{"op":"round","exact":"010/1","interval":"-1","operands":[{"op":"given","exact":"0x1"}]}`))
	f.Add([]byte(`{"op":"quotient","exact":"1","operands":[{"op":"factor","exact":"1"},{"op":"factor","exact":"0"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var trace Trace
		if json.Unmarshal(data, &trace) != nil {
			return
		}
		first := trace.Recheck()
		written, err := json.Marshal(trace)
		if err != nil {
			t.Fatal(err)
		}
		var back Trace
		if err := json.Unmarshal(written, &back); err != nil {
			t.Fatal(err)
		}
		if second := back.Recheck(); (first == nil) != (second == nil) {
			t.Fatalf("recheck says %v, and %v after writing and reading", first, second)
		}
	})
}

func BenchmarkRecheck(b *testing.B) {
	trace := everyOp().Trace()
	for b.Loop() {
		if err := trace.Recheck(); err != nil {
			b.Fatal(err)
		}
	}
}
