package totals

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

func value(s, u string) monitoring.Value {
	d, ok := quantity.ParseDecimal([]byte(s))
	if !ok {
		panic(s)
	}
	return monitoring.Value{Decimal: d, Unit: quantity.MustUnit(u), Set: true}
}

func less(v monitoring.Value) monitoring.Value {
	v.NonDetect = true
	return v
}

func at(date string, hour int) monitoring.Minute {
	m, ok := monitoring.At(calc.MustDate(date), hour, 0)
	if !ok {
		panic(date)
	}
	return m
}

func hourOf(start monitoring.Minute, c, q monitoring.Value) monitoring.Reading {
	return monitoring.Reading{Kind: monitoring.Automatic, Outlet: "DW001", Pollutant: calc.Lead, Start: start,
		Minutes: 60, Concentration: c, Flow: q, Place: monitoring.Place{File: "a.csv", Row: 2}}
}

func add(t *testing.T, o Options, rs ...monitoring.Reading) Result {
	t.Helper()
	return addIn(t, o, 1, rs)
}

// readings are an input of their own: every one is a part, and each goroutine
// of n has every nth.
type readings struct {
	list []monitoring.Reading
	n    int
}

func (in readings) File(int) int                   { return 0 }
func (in readings) Line(part, _ int) (string, int) { return "", in.list[part].Place.Row }

func (in readings) Pass(sinks func(int) []intake.Sink, only func(int) bool) error {
	all := sinks(in.n)
	for i, r := range in.list {
		if only != nil && !only(i) {
			continue
		}
		all[i%in.n].Begin(i)
		if err := all[i%in.n].Take(r); err != nil {
			return err
		}
	}
	return nil
}

func addIn(t interface{ Fatal(...any) }, o Options, goroutines int, rs []monitoring.Reading) Result {
	a := newAdder(o, readings{rs, goroutines}, []string{"a.csv"})
	if err := a.add(); err != nil {
		t.Fatal(err)
	}
	return a.result()
}

func TestTotalsByHand(t *testing.T) {
	mg := func(s string) monitoring.Value { return value(s, "mg/L") }
	m3 := func(s string) monitoring.Value { return value(s, "m3/h") }
	stop := hourOf(at("2025-01-31", 4), monitoring.Value{}, m3("0"))
	stop.Flag = monitoring.Stopped
	r := add(t, Options{By: []By{ByOutlet, ByMonth}, To: calc.MustDate("2025-02-28")},
		hourOf(at("2025-01-31", 0), mg("0.5"), m3("10")),                                             // 5 g
		hourOf(at("2025-01-31", 1), mg("0.1"), m3("30")),                                             // 3 g
		hourOf(at("2025-01-31", 1), mg("0.10"), m3("30.0")),                                          // the same again
		hourOf(at("2025-01-31", 2), less(mg("0.2")), m3("10")),                                       // 0, 1 or 2 g
		hourOf(at("2025-01-31", 3), mg("9"), m3("1")), hourOf(at("2025-01-31", 3), mg("8"), m3("1")), // contradict
		stop,
		hourOf(at("2025-01-31", 5), mg("-0.1"), m3("1")),
		hourOf(at("2025-02-01", 0), mg("1"), monitoring.Value{}),
		hourOf(at("2025-03-01", 0), mg("1"), m3("1")),
	)
	if len(r.Groups) != 2 {
		t.Fatalf("%d groups, want January and February", len(r.Groups))
	}
	jan, feb := r.Groups[0], r.Groups[1]
	// Amounts 8, 9 and 10 g; means 8/50, 9/50 and 10/50 mg/L; 3 of 744 hours.
	for _, c := range []struct {
		name, want string
		got        quantity.Quantity
	}{
		{"zero", "0.008 kg", jan.Amounts.Zero}, {"half", "0.009 kg", jan.Amounts.Half},
		{"limit", "0.01 kg", jan.Amounts.Limit},
		{"mean zero", "0.16 mg/L", jan.Means.Zero}, {"mean half", "0.18 mg/L", jan.Means.Half},
		{"mean limit", "0.2 mg/L", jan.Means.Limit},
		{"least", "0.1 mg/L", jan.Least}, {"most", "0.5 mg/L", jan.Most}, {"February's mean", "1 mg/L", feb.Means.Zero},
	} {
		if c.got.String() != c.want {
			t.Errorf("%s = %s, want %s", c.name, c.got, c.want)
		}
	}
	if jan.Period != "2025-01" || !jan.Weighted || jan.NonDetect != 1 || jan.Covered != 180 || jan.Span != 744*60 ||
		jan.Tally.Read != 8 || jan.Tally.Used != 3 || jan.Tally.Duplicate != 1 ||
		jan.Tally.Reasons[ReasonConflict] != 2 || jan.Tally.Reasons[ReasonStopped] != 1 ||
		jan.Tally.Reasons[ReasonNegative] != 1 {
		t.Errorf("January %+v", jan)
	}
	if feb.Amounts.OK || feb.Weighted || feb.NoFlow != 1 || feb.Span != 28*24*60 {
		t.Errorf("February %+v", feb)
	}
	if f := r.Files["a.csv"]; f.Read != 10 || f.Used != 4 || f.Invalid != 4 || f.Duplicate != 1 || f.Outside != 1 ||
		!f.Balanced() {
		t.Errorf("file %+v", f)
	}
	// February's value has no flow
	if len(r.Findings) != 2 || r.Findings[0].Code != CodeConflict || r.Findings[1].Code != CodeNoFlow {
		t.Errorf("findings %+v", r.Findings)
	}
}

func TestUnits(t *testing.T) {
	// 2 ug/L × 5 L/s × 3600 s = 36 mg; 2 mg/Nm3 × 100 Nm3/h = 200 mg; 3 mg/L × 7 m3 = 21 g.
	for _, c := range []struct{ c, cu, q, qu, want string }{
		{"2", "ug/L", "5", "L/s", "0.000036 kg"}, {"2", "mg/Nm3", "100", "Nm3/h", "0.0002 kg"},
		{"3", "mg/L", "7", "m3", "0.021 kg"}, {"3", "mg/L", "48", "m3/d", "0.006 kg"},
	} {
		r := add(t, Options{}, hourOf(at("2025-01-01", 0), value(c.c, c.cu), value(c.q, c.qu)))
		if got := r.Groups[0].Amounts.Limit.String(); got != c.want {
			t.Errorf("%s %s × %s %s = %s, want %s", c.c, c.cu, c.q, c.qu, got, c.want)
		}
	}
	r := add(t, Options{}, hourOf(at("2025-01-01", 0), value("1", "mg/m3"), value("1", "Nm3/h")))
	if r.Groups[0].Amounts.OK || len(r.Findings) != 1 || r.Findings[0].Code != CodeUnits {
		t.Errorf("mg/m3 × Nm3/h = %+v, %v", r.Groups[0].Amounts, r.Findings)
	}
	r = add(t, Options{}, hourOf(at("2025-01-01", 0), value("1", "mg/L"), value("1", "m3/h")),
		hourOf(at("2025-01-01", 1), value("500", "ug/L"), value("1000", "L/h")))
	if g := r.Groups[0]; g.Amounts.Limit.String() != "0.0015 kg" || g.Means.Limit.String() != "0.75 mg/L" ||
		g.Least.String() != "0.5 mg/L" {
		t.Errorf("two units = %+v", g) // 1 g + 0.5 g over 2 m3
	}
}

// Samples of one day are several samples; the same line twice is one.
func TestSamples(t *testing.T) {
	s := hourOf(at("2025-01-01", 0), value("1", "mg/L"), value("1", "m3/h"))
	s.Kind, s.Minutes, s.Report = monitoring.Manual, 0, "R1"
	other := s
	other.Concentration = value("3", "mg/L")
	r := add(t, Options{}, s, other, s)
	if g := r.Groups[0]; g.Tally.Used != 2 || g.Tally.Duplicate != 1 || g.Means.Limit.String() != "2 mg/L" ||
		g.Amounts.OK || len(r.Findings) != 1 || r.Findings[0].Code != CodeSamples {
		t.Errorf("samples %+v %v", g, r.Findings)
	}
}

// A second, naive way: big.Rat, row by row. The order does not matter, the
// classes add up, and twelve months make the year.
func TestTotalsAgainstNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rs []monitoring.Reading
		n := rapid.IntRange(1, 60).Draw(t, "n")
		for range n {
			r := hourOf(at("2025-01-31", 0)+monitoring.Minute(60*rapid.IntRange(0, 40).Draw(t, "hour")),
				value(rapid.SampledFrom([]string{"0.1", "0.25", "3", "-1", "0"}).Draw(t, "c"),
					rapid.SampledFrom([]string{"mg/L", "ug/L"}).Draw(t, "u")),
				value(rapid.SampledFrom([]string{"10", "7.5", "0"}).Draw(t, "q"), "m3/h"))
			r.Concentration.NonDetect = r.Concentration.Sign() > 0 && rapid.Bool().Draw(t, "nd")
			r.Flag = rapid.SampledFrom([]monitoring.Flag{0, 'N', 'N', 'N', 'F', 'D', 'S'}).Draw(t, "flag")
			rs = append(rs, r)
		}
		want, used := naive(rs)
		for _, by := range [][]By{nil, {ByOutlet, ByMonth}, {ByDay}} {
			var shuffled []monitoring.Reading
			for _, i := range rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Perm(n) {
				shuffled = append(shuffled, rs[i])
			}
			result := addIn(t, Options{By: by}, rapid.IntRange(1, 4).Draw(t, "goroutines"), shuffled)
			sum, got := new(big.Rat), int64(0)
			for _, g := range result.Groups {
				if !g.Tally.Balanced() {
					t.Fatalf("%+v does not balance", g.Tally)
				}
				got += g.Tally.Used
				if g.Amounts.OK {
					sum.Add(sum, g.Amounts.Limit.Rat())
				}
			}
			if f := result.Files["a.csv"]; !f.Balanced() || f.Read != int64(n) || f.Used != used {
				t.Fatalf("file %+v, want %d used of %d", f, used, n)
			}
			if got != used || sum.Cmp(want) != 0 {
				t.Fatalf("by %v: %s kg of %d values, want %s of %d", by, sum.RatString(), got, want.RatString(), used)
			}
		}
	})
}

// naive groups by hour and takes the hours whose valid rows all agree.
func naive(rs []monitoring.Reading) (*big.Rat, int64) {
	byHour := map[monitoring.Minute][]monitoring.Reading{}
	for _, r := range rs {
		if (r.Flag == 0 || r.Flag == 'N') && r.Concentration.Sign() >= 0 {
			byHour[r.Start] = append(byHour[r.Start], r)
		}
	}
	sum, used := new(big.Rat), int64(0)
	for _, hour := range byHour {
		agree := true
		for _, r := range hour[1:] {
			x, y := r.Concentration, hour[0].Concentration
			agree = agree && milligrams(x).Cmp(milligrams(y)) == 0 && x.NonDetect == y.NonDetect &&
				r.Flow.Decimal == hour[0].Flow.Decimal
		}
		if !agree {
			continue
		}
		used++
		c := milligrams(hour[0].Concentration)
		q, _ := new(big.Rat).SetString(hour[0].Flow.String())
		sum.Add(sum, c.Mul(c, q).Mul(c, big.NewRat(1, 1000))) // mg/L × m3 = g
	}
	return sum, used
}

// milligrams is a concentration in mg/L: 100 ug/L says the same as 0.1 mg/L.
func milligrams(v monitoring.Value) *big.Rat {
	c, _ := new(big.Rat).SetString(v.String())
	if v.Unit.String() == "ug/L" {
		c.Quo(c, big.NewRat(1000, 1))
	}
	return c
}

// No amount is never without a finding: no flow at all, flows in one month
// only, and samples.
func TestNoAmountIsSaid(t *testing.T) {
	with := hourOf(at("2025-01-01", 0), value("1", "mg/L"), value("1", "m3/h"))
	without := hourOf(at("2025-02-01", 0), value("1", "mg/L"), monitoring.Value{})
	later := hourOf(at("2025-02-01", 1), value("1", "mg/L"), monitoring.Value{})
	for _, c := range []struct {
		readings []monitoring.Reading
		want     string
	}{
		{[]monitoring.Reading{with}, ""}, {[]monitoring.Reading{without, later}, "no flow that can be used"},
		{[]monitoring.Reading{with, without, later}, "2 values have no flow"},
	} {
		r := add(t, Options{By: []By{ByMonth}}, c.readings...)
		got := ""
		for _, f := range r.Findings {
			got += f.Message.EN
		}
		if len(r.Findings) > 1 || !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
