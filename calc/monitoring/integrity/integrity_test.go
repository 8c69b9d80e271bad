package integrity

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/factors"
)

func builtin(t testing.TB) Rules {
	t.Helper()
	r, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func dec(t testing.TB, text string) Optional {
	t.Helper()
	d, ok := quantity.ParseDecimal([]byte(text))
	if !ok {
		t.Fatalf("%q", text)
	}
	return Optional{d, true}
}

// hourly is a series of hours from 2025-01-01 00:00 with the values given, in
// mg/L; its flow is 10 m3/h.
func hourly(t testing.TB, values []string) Series {
	t.Helper()
	s := Series{Outlet: "DW001", Pollutant: calc.Lead, Unit: quantity.MustUnit("mg/L"),
		FlowUnit: quantity.MustUnit("m3/h")}
	start, _ := monitoring.At(calc.Date{Year: 2025, Month: 1, Day: 1}, 0, 0)
	for i, v := range values {
		s.Samples = append(s.Samples, Sample{Start: start + monitoring.Minute(i*60), Minutes: 60, C: dec(t, v),
			Flow: dec(t, "10"),
			Flag: monitoring.Normal, Place: monitoring.Place{File: "a.csv", Row: i + 2, Col: 3}})
	}
	return s
}

// lognormal is a series whose logarithm wanders: each hour depends on the one
// before, as measured ones do.
func lognormal(seed uint64, n int, median, sigma, rho float64, places int) []string {
	r := rand.New(rand.NewPCG(seed, 1))
	out, z := make([]string, n), r.NormFloat64()
	for i := range out {
		z = rho*z + math.Sqrt(1-rho*rho)*r.NormFloat64()
		out[i] = fmt.Sprintf("%.*f", places, median*math.Exp(sigma*z))
	}
	return out
}

func plausible(seed uint64, n int) []string { return lognormal(seed, n, 0.2, 0.5, 0.9, 4) }

func codesOf(r Report) string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func only(t *testing.T, r Report, code string) calc.Finding {
	t.Helper()
	if len(r.Findings) != 1 || r.Findings[0].Code != code {
		t.Fatalf("findings %q, want one %s\n%v", codesOf(r), code, r.Findings)
	}
	return r.Findings[0]
}

// figures writes the figures of a finding by name.
func figures(f calc.Finding) map[string]string {
	out := map[string]string{}
	for _, x := range f.Figures {
		out[x.Name.EN] = x.Amount.Value().String()
	}
	return out
}

func expect(t *testing.T, f calc.Finding, want map[string]string) {
	t.Helper()
	have := figures(f)
	for name, value := range want {
		if have[name] != value {
			t.Errorf("%s: %s is %q, want %q", f.Code, name, have[name], value)
		}
	}
	if f.Severity == calc.Error || f.Message.ZH == "" || f.Remedy.EN == "" ||
		strings.Contains(f.Message.ZH+f.Message.EN, "%!") {
		t.Errorf("%+v", f)
	}
}

func made(r Report, code string) bool {
	i := slices.IndexFunc(r.Checks, func(o Outcome) bool { return o.Code == code })
	return i >= 0 && r.Checks[i].Made
}

// 30 equal hours in a series of 4 digits are reported with their number and
// first line (row 102: sample 100 in line 102); 23 are not.
func TestConstant(t *testing.T) {
	values := plausible(1, 2000)
	for i := 100; i < 130; i++ {
		values[i] = "0.2345"
	}
	f := only(t, Check(hourly(t, values), builtin(t)), CodeConstant)
	expect(t, f, map[string]string{"equal readings in a row": "30", "value": "0.2345 mg/L"})
	if f.At.Line != 102 || !strings.Contains(f.Message.EN, "2025-01-05 04:00") {
		t.Errorf("%s %s", f.At, f.Message.EN)
	}
	values = plausible(1, 2000)
	for i := 100; i < 123; i++ {
		values[i] = "0.2345"
	}
	if r := Check(hourly(t, values), builtin(t)); len(r.Findings) > 0 {
		t.Errorf("%v", r.Findings)
	}
}

// A coarse instrument that shows 0.1 nine times in ten has long runs by
// chance: 2000·0.9^30 is 85 to be expected.
func TestConstantByChance(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	values := make([]string, 2000)
	for i := range values {
		values[i] = "0.1"
		if r.IntN(10) == 0 {
			values[i] = "0.2"
		}
	}
	if rep := Check(hourly(t, values), builtin(t)); strings.Contains(codesOf(rep), CodeConstant) {
		t.Errorf("%v", rep.Findings)
	}
	if got := chanceOfRun(2000, 30, 1803); math.Abs(got-2000*math.Pow(0.9, 30)) > 0.01 { // (1803−30)/(2000−30) = 0.9
		t.Errorf("expected %g", got)
	}
}

// A gap breaks a run, and so does a non-detect of the same limit not count.
func TestConstantBroken(t *testing.T) {
	values := plausible(1, 500)
	for i := 100; i < 130; i++ {
		values[i] = "0.2345"
	}
	s := hourly(t, values)
	gap := s
	gap.Samples = slices.Delete(slices.Clone(s.Samples), 110, 111)
	if r := Check(gap, builtin(t)); len(r.Findings) > 0 {
		t.Errorf("with a gap: %v", r.Findings)
	}
	for i := 100; i < 130; i++ {
		s.Samples[i].NonDetect = true
	}
	if r := Check(s, builtin(t)); len(r.Findings) > 0 {
		t.Errorf("non-detects: %v", r.Findings)
	}
}

// March is February again: 672 hours, in one finding, with the flows.
func TestCopiedMonth(t *testing.T) {
	values := plausible(2, 3000)
	february, march := 31*24, (31+28)*24
	copy(values[march:march+672], values[february:march])
	f := only(t, Check(hourly(t, values), builtin(t)), CodeCopied)
	expect(t, f, map[string]string{"repeated readings": "672", "of which with the same flow": "672"})
	if !strings.Contains(f.Message.EN, "2025-03-01 00:00") || !strings.Contains(f.Message.EN, "2025-02-01 00:00") {
		t.Error(f.Message.EN)
	}
}

// A day is another day, at an odd hour, and a month of days likewise.
func TestCopiedDay(t *testing.T) {
	values := plausible(4, 1000)
	copy(values[700:724], values[33:57])
	f := only(t, Check(hourly(t, values), builtin(t)), CodeCopied)
	expect(t, f, map[string]string{"repeated readings": "24"})
	days := plausible(5, 300)
	copy(days[200:215], days[100:115])
	s := hourly(t, days)
	for i := range s.Samples {
		s.Samples[i].Start, s.Samples[i].Minutes = s.Samples[0].Start+monitoring.Minute(i*1440), 1440
	}
	expect(t, only(t, Check(s, builtin(t)), CodeCopied), map[string]string{"repeated readings": "15"})
}

// Two hashes that are equal are still compared.
func TestRolling(t *testing.T) {
	ids := []uint32{1, 2, 3, 4, 1, 2, 3, 5}
	h := rolling(ids, 3)
	if len(h) != 6 || h[0] != h[4] || h[1] == h[5] || h[1] == h[2] {
		t.Errorf("%v", h)
	}
	if rolling(ids, 9) != nil {
		t.Error("a window longer than the series")
	}
}

// Range 1 mg/L: 25 hours at 0.99 to 0.999 in a row; five at exactly 1.
func TestRange(t *testing.T) {
	values := plausible(6, 1000)
	for i := range 25 {
		values[200+i] = fmt.Sprintf("0.99%02d", i)
	}
	s := hourly(t, values)
	s.Top = dec(t, "1")
	for i := range s.Samples { // none of the others comes near it
		if s.Samples[i].C.Cmp(dec(t, "0.98").Decimal) >= 0 && (i < 200 || i >= 225) {
			s.Samples[i].C = dec(t, "0.5")
		}
	}
	expect(t, only(t, Check(s, builtin(t)), CodeRangeTop), map[string]string{"close to the range top": "25",
		"longest run": "25", "readings": "1000"})
	values = plausible(6, 1000)
	s = hourly(t, values)
	s.Top = dec(t, "9")
	for i := range 5 {
		s.Samples[i*100].C = dec(t, "9")
	}
	expect(t, only(t, Check(s, builtin(t)), CodeRangeEnd), map[string]string{"at the range end": "5"})
}

func TestDetection(t *testing.T) {
	values := plausible(7, 400)
	for i := 0; i < 400; i += 2 {
		values[i] = []string{"0.0499", "0.0500", "0.0503", "0.0510"}[i/2%4]
	}
	s := hourly(t, values)
	s.Detection = dec(t, "0.05")
	s.Samples[1].C = dec(t, "0.05") // 201 of 400
	coarse := s
	coarse.Detection = dec(t, "0.01") // 2 % of it is 2 units of the last place
	if r := Check(coarse, builtin(t)); made(r, CodeDetection) {
		t.Error("made though the last place is too coarse")
	}
	f := only(t, Check(s, builtin(t)), CodeDetection)
	expect(t, f, map[string]string{"close to the detection limit": "201", "detected readings": "400"})
	if f.Severity != calc.Note {
		t.Error(f.Severity)
	}
}

// 60 readings just below the limit of 0.2 and none above: 2⁻⁶⁰ < 1e-12. Half
// on each side is nothing.
func TestLimit(t *testing.T) {
	values := make([]string, 600)
	r := rand.New(rand.NewPCG(8, 8))
	for i := range values {
		values[i] = fmt.Sprintf("%.4f", 0.05+0.1*r.Float64())
	}
	for i := range 60 {
		values[i*10] = fmt.Sprintf("0.199%d", i%10)
	}
	s := hourly(t, values)
	s.Limit = dec(t, "0.2")
	f := only(t, Check(s, builtin(t)), CodeLimit)
	expect(t, f, map[string]string{"below the limit": "60", "above the limit": "0"})
	if !strings.Contains(f.Message.EN, "p < 1e-12") {
		t.Error(f.Message.EN)
	}
	for i := range 30 {
		s.Samples[i*20].C = dec(t, fmt.Sprintf("0.201%d", i%10))
	}
	if rep := Check(s, builtin(t)); len(rep.Findings) > 0 || !made(rep, CodeLimit) {
		t.Errorf("%v", rep.Findings)
	}
	// 5 of 25 above: P(X ≤ 5) = Σ C(25,k)/2²⁵ = 68406/33554432
	if p := (distuv.Binomial{N: 25, P: 0.5}).CDF(5); math.Abs(p-68406.0/33554432) > 1e-9 {
		t.Errorf("p = %g", p)
	}
}

func TestImpossible(t *testing.T) {
	s := hourly(t, plausible(9, 100))
	s.Top, s.Saturation = dec(t, "50"), dec(t, "60")
	s.Samples[10].C = dec(t, "-0.1")
	s.Samples[20].Flow = dec(t, "-3")
	s.Samples[30].C = dec(t, "55")
	s.Samples[31].C = dec(t, "55")
	s.Samples[31].Flag = monitoring.OverRange // said so itself
	s.Samples[40].C = dec(t, "61")            // above both
	r := Check(s, builtin(t))
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%d %s", f.At.Line, f.Message.EN))
	}
	want := []string{"12 1 readings have a concentration below zero", "22 1 readings have a flow below zero",
		"32 2 readings have a concentration above the range top", "42 1 readings have a concentration above saturation"}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

// Signs for no value stand apart from all others, of concentrations and flows;
// flagged ones are known to be none.
func TestPlaceholders(t *testing.T) {
	s := hourly(t, plausible(9, 100))
	s.Samples[10].C, s.Samples[12].C = dec(t, "9999"), dec(t, "9999")
	s.Samples[20].Flow = dec(t, "65535")
	s.Samples[30].C, s.Samples[30].Flag = dec(t, "99999"), monitoring.Fault
	var got []string
	for _, f := range Check(s, builtin(t)).Findings {
		if f.Code == CodeImpossible {
			got = append(got, fmt.Sprintf("%d %s", f.At.Line, f.Message.EN))
		}
	}
	if len(got) != 2 ||
		!strings.HasPrefix(got[0], "12 the concentration 9999 looks like a sign for no value; there are 2,") ||
		!strings.HasPrefix(got[1], "22 the flow 65535 looks like a sign for no value; there are 1,") {
		t.Errorf("%q", got)
	}
}

// Fifty values in one unit and fifty in another, of a thousandth, are asked
// about once; values that grow tenfold are not.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		low, high string
		want      int
	}{{"0.3", "300", 1}, {"310", "0.31", 1}, {"0.3", "3", 0}, {"0.3", "3000", 0}} {
		s := hourly(t, plausible(11, 100))
		for i := range s.Samples {
			s.Samples[i].C = dec(t, c.low)
			if i >= 50 {
				s.Samples[i].C = dec(t, c.high)
			}
		}
		var got []string
		for _, f := range Check(s, builtin(t)).Findings {
			if f.Code == CodeImpossible && strings.Contains(f.Message.EN, "a thousand times") {
				got = append(got, f.Message.EN)
				if f.At.Line != s.Samples[50].Place.Row {
					t.Errorf("%s to %s: at %v", c.low, c.high, f.At)
				}
			}
		}
		if len(got) != c.want {
			t.Errorf("%s to %s: %q", c.low, c.high, got)
		}
	}
}

func TestStopped(t *testing.T) {
	s := hourly(t, plausible(10, 100))
	if r := Check(s, builtin(t)); made(r, CodeStopped) {
		t.Error("made without a stop")
	}
	s.Stops = []Span{{s.Samples[10].Start, s.Samples[14].Start}}
	s.Samples[50].Flag = monitoring.Stopped
	s.Samples[12].Flow, s.Samples[12].C = dec(t, "0"), dec(t, "0")
	r := Check(s, builtin(t))
	if codesOf(r) != CodeStopped+" "+CodeStopped || r.Findings[0].Severity != calc.Warning || r.Findings[1].Severity !=
		calc.Note {
		t.Fatalf("%v", r.Findings)
	}
	for _, f := range r.Findings { // samples 10, 11, 13 and 50
		expect(t, f, map[string]string{"readings": "4"})
		if f.At.Line != 12 {
			t.Error(f.At)
		}
	}
}

// 3000 readings that end in 0 or 5 only. χ² is 10·Σk²/n − n: with half of
// them on each it is 12,000.
func TestLastDigit(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	values, fives := make([]string, 3000), 0
	for i := range values {
		k := 1 + r.IntN(199)
		values[i] = fmt.Sprintf("0.%03d", 5*k)
		if k%2 == 1 {
			fives++
		}
	}
	f := only(t, Check(hourly(t, values), builtin(t)), CodeLastDigit)
	if !strings.Contains(f.Message.EN, "p < 1e-12") || made(Check(hourly(t, values), builtin(t)), CodeLeading) {
		t.Error(f.Message.EN)
	}
	// Counts 12 and eight times 11 and 0, n = 100: Σ(k−10)²/10 = (4 + 8 + 100)/10.
	x2, p := chiSquare([]int{12, 11, 11, 11, 11, 11, 11, 11, 11, 0}, slices.Repeat([]float64{0.1}, 10))
	if math.Abs(x2-11.2) > 1e-12 || math.Abs(p-mathext.GammaIncRegComp(4.5, 5.6)) > 1e-12 {
		t.Errorf("%g %g", x2, p)
	}
	// Percentage points of χ² with 9 and 8 degrees of freedom, as printed in tables.
	for _, c := range []struct{ k, x, p float64 }{{9, 16.919, 0.05}, {9, 21.666, 0.01}, {9, 27.877, 0.001},
		{8, 15.507, 0.05}, {8, 26.124, 0.001}} {
		if p := (distuv.ChiSquared{K: c.k}).Survival(c.x); math.Abs(p-c.p)/c.p > 2e-3 {
			t.Errorf("k %g x %g: %g", c.k, c.x, p)
		}
	}
	// Of even degrees the tail is e^{−x/2}·Σ (x/2)^i/i!, i below k/2: by hand for k = 8, x = 20: e⁻¹⁰(1+10+50+500/3).
	if p := (distuv.ChiSquared{K: 8}).Survival(20); math.Abs(p-math.Exp(-10)*(61+500.0/3)) > 1e-12 {
		t.Errorf("%g", p)
	}
}

// Readings that move by a few units of the last place, and readings of two
// instruments, are not judged by their last digits.
func TestLastDigitNotMade(t *testing.T) {
	for name, values := range map[string][]string{
		"small steps": lognormal(12, 3000, 0.2, 0.1, 0.9, 3),
		"two places":  append(lognormal(12, 3000, 20, 0.5, 0.9, 1), lognormal(13, 300, 20, 0.5, 0.9, 4)...),
		"few":         plausible(14, 400),
	} {
		if r := Check(hourly(t, values), builtin(t)); made(r, CodeLastDigit) || len(r.Findings) > 0 {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}

// Numbers spread evenly over four orders of magnitude begin with each digit
// alike within an order; those that grow by a factor obey Benford.
func TestLeading(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 15))
	obeys, not := make([]string, 5000), make([]string, 5000)
	for i := range obeys {
		obeys[i] = fmt.Sprintf("%.6g", math.Pow(10, 4*r.Float64()))
		not[i] = fmt.Sprintf("%.6g", (1+8.999*r.Float64())*math.Pow(10, float64(r.IntN(4))))
	}
	rep := Check(hourly(t, obeys), builtin(t))
	if len(rep.Findings) > 0 || !made(rep, CodeLeading) {
		t.Errorf("%v", rep.Findings)
	}
	f := only(t, Check(hourly(t, not), builtin(t)), CodeLeading)
	expect(t, f, map[string]string{"readings": "5000"})
	sum := 0.0
	for _, x := range benford() {
		sum += x
	}
	if b := benford(); math.Abs(b[0]-0.30103) > 1e-6 || math.Abs(b[8]-0.0457575) > 1e-6 || math.Abs(sum-1) > 1e-12 {
		t.Errorf("%v", b)
	}
}

func TestSums(t *testing.T) {
	s := hourly(t, plausible(16, 10))
	parts := func(list ...string) []quantity.Decimal {
		var out []quantity.Decimal
		for _, x := range list {
			out = append(out, dec(t, x).Decimal)
		}
		return out
	}
	name := calc.Text{ZH: "三月水量", EN: "volume of March"}
	for i, x := range []struct {
		stated string
		parts  []quantity.Decimal
	}{
		{"30.0", parts("10.01", "9.99", "10.02")}, // off by 0.02 of 30.02: 0.07 %
		{"31", parts("10.01", "9.99", "10.02")},
		{"0", parts("0", "0")},
		{"1", nil},
	} {
		s.Sums = append(s.Sums, Sum{Name: name, Stated: dec(t, x.stated).Decimal, Parts: x.parts,
			Unit: quantity.MustUnit("m3"), Place: monitoring.Place{File: "b.csv", Row: i + 4}})
	}
	r := Check(s, builtin(t))
	if codesOf(r) != CodeSum+" "+CodeSum || r.Findings[0].At.Line != 5 || r.Findings[1].At.Line != 7 {
		t.Fatalf("%v", r.Findings)
	}
	expect(t, r.Findings[0], map[string]string{"sum as stated": "31 m3", "sum of the parts": "30.02 m3"})
}

// Twelve manual results, one a month, against automatic ones of 0.2: alike,
// three times as high, and a thousand times.
func TestManual(t *testing.T) {
	s := hourly(t, slices.Repeat([]string{"0.2", "0.3", "0.1"}, 2880))
	for _, c := range []struct {
		value, code, ratio string
	}{{"0.3", "", ""}, {"0.6", CodeManualRatio, "3"}, {"0.05", CodeManualRatio, "0.25"}, {"200", CodeThousand, "1000"},
		{"0.0002", CodeThousand, "0.001"}, {"9000", CodeManualRatio, "45000"}} {
		s.Manual = nil
		for m := range 12 {
			at, _ := monitoring.At(calc.Date{Year: 2025, Month: m + 1, Day: 10}, 0, 0)
			s.Manual = append(s.Manual, Manual{Start: at, C: dec(t, c.value), Place: monitoring.Place{File: "lab.csv",
				Row: m + 2}})
		}
		s.Manual[3].NonDetect = true
		s.Manual[7].C = dec(t, "0.2") // one of eleven does not move the median
		r := Check(s, builtin(t))
		if c.code == "" {
			if len(r.Findings) > 0 || !made(r, CodeManualRatio) {
				t.Errorf("%s: %v", c.value, r.Findings)
			}
			continue
		}
		// December lies behind the 360 days of the series' 8,640 hours' end only after the 26th.
		expect(t, only(t, r, c.code), map[string]string{"median ratio of manual to automatic": c.ratio, "pairs": "11"})
	}
	s.Manual = s.Manual[:2]
	if r := Check(s, builtin(t)); made(r, CodeManualRatio) || made(r, CodeThousand) {
		t.Error("made with two pairs")
	}
}

// Of an even number of pairs the inner one nearer to 1 stands for the median.
func TestNearerOne(t *testing.T) {
	if !nearerOne(big.NewRat(2, 3), big.NewRat(2, 1)) || nearerOne(big.NewRat(1, 3), big.NewRat(2, 1)) {
		t.Error("which is nearer")
	}
}

func TestReports(t *testing.T) {
	at := func(m, d int) monitoring.Minute {
		x, _ := monitoring.At(calc.Date{Year: 2025, Month: m, Day: d}, 0, 0)
		return x
	}
	list := []Manual{
		{Outlet: "DW001", Pollutant: calc.Lead, Start: at(1, 10), Report: "R1", Lab: "L",
			Place: monitoring.Place{File: "lab.csv", Row: 2}},
		{Outlet: "DW002", Pollutant: calc.Lead, Start: at(1, 12), Report: "R1", Lab: "L",
			Place: monitoring.Place{File: "lab.csv", Row: 3}},
		{Outlet: "DW001", Pollutant: calc.Lead, Start: at(3, 10), Report: "R1", Lab: "L",
			Place: monitoring.Place{File: "lab.csv", Row: 4}},
		{Outlet: "DW001", Pollutant: calc.Lead, Start: at(3, 10), Report: "R1", Lab: "M",
			Place: monitoring.Place{File: "lab.csv", Row: 5}},
		{Outlet: "DW001", Pollutant: calc.Lead, Start: at(5, 10), Report: "", Lab: "L",
			Place: monitoring.Place{File: "lab.csv", Row: 6}},
	}
	r := CheckReports(list, builtin(t))
	f := only(t, r, CodeReport) // 59 days from 10 January to 10 March
	expect(t, f, map[string]string{"samples under this number": "3", "days apart": "59"})
	slices.Reverse(list)
	if again := CheckReports(list, builtin(t)); fmt.Sprint(again.Findings) != fmt.Sprint(r.Findings) {
		t.Error("the order of the results matters")
	}
	if made(CheckReports(list[:0], builtin(t)), CodeReport) {
		t.Error("made without reports")
	}
}

// Plausible series of many shapes give no finding: the rate of false alarms is
// measured here. With -run RandomSeries -v it is printed.
func TestRandomSeriesFindNothing(t *testing.T) {
	rules, series, found, checked := builtin(t), 0, map[string]int{}, map[string]int{}
	for seed := range uint64(40) {
		for _, shape := range []struct {
			median, sigma, rho float64
			places             int
		}{{0.2, 0.5, 0.9, 4}, {0.05, 1, 0.8, 3}, {0.5, 0.3, 0.95, 3}, {12, 2, 0.5, 4}, {0.02, 0.7, 0, 2}} {
			s := hourly(t, lognormal(1000+seed, 4380, shape.median, shape.sigma, shape.rho, shape.places))
			s.Limit = dec(t, fmt.Sprint(2*shape.median))
			s.Detection = dec(t, fmt.Sprint(shape.median/10))
			series++
			rep := Check(s, rules)
			for _, o := range rep.Checks {
				if o.Made {
					checked[o.Code]++
				}
			}
			for _, f := range rep.Findings {
				found[f.Code]++
				t.Logf("seed %d %+v: %s", seed, shape, f.Message.EN)
			}
		}
	}
	t.Logf("%d random series, findings %v, made %v", series, found, checked)
	for code, least := range map[string]int{CodeConstant: 200, CodeCopied: 200, CodeDetection: 40, CodeLimit: 40,
		CodeLastDigit: 80, CodeLeading: 40} {
		if checked[code] < least {
			t.Errorf("%s was made for %d series only", code, checked[code])
		}
	}
	if len(found) > 0 {
		t.Errorf("false alarms in %d series: %v", series, found)
	}
}

// The order of the samples does not matter, and every check says whether it
// was made.
func TestOrderDoesNotMatter(t *testing.T) {
	values := plausible(20, 2000)
	copy(values[1500:1600], values[100:200])
	for i := 300; i < 340; i++ {
		values[i] = "0.2345"
	}
	s := hourly(t, values)
	want := Check(s, builtin(t))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(s.Samples), func(i, j int) {
		s.Samples[i], s.Samples[j] = s.Samples[j],
			s.Samples[i]
	})
	if got := Check(s, builtin(t)); fmt.Sprint(got) != fmt.Sprint(want) || codesOf(got) != CodeConstant+" "+CodeCopied {
		t.Errorf("%v\n%v", got.Findings, want.Findings)
	}
	if len(want.Checks) != 14 { // all but those of all outlets
		t.Errorf("%d checks", len(want.Checks))
	}
	for _, o := range append(want.Checks, CheckReports(nil, builtin(t)).Checks...) {
		if o.Name.ZH == "" || o.Name.EN == "" || o.Made == (o.Why.EN != "") {
			t.Errorf("%+v", o)
		}
	}
}

// Nothing at all is no reason to panic, and nothing is said to be checked.
func TestEmpty(t *testing.T) {
	for _, s := range []Series{{}, {Samples: make([]Sample, 3)},
		{Samples: []Sample{{Minutes: 60, C: Optional{Set: true}}}, Top: Optional{Set: true}, Limit: Optional{Set: true},
			Detection: Optional{Set: true}}} {
		if r := Check(s, builtin(t)); len(r.Checks) < 12 {
			t.Errorf("%+v", r)
		}
	}
}

func TestRules(t *testing.T) {
	list, err := factors.IntegrityThresholds()
	if err != nil || len(list) != len(ids) {
		t.Fatalf("%d thresholds, %d asked for: %v", len(list), len(ids), err)
	}
	if _, err := NewRules(list[1:]); err == nil || !strings.Contains(err.Error(), list[0].ID) {
		t.Errorf("a threshold missing: %v", err)
	}
	list[3].Amount = quantity.Int(1, quantity.MustUnit("kg"))
	if _, err := NewRules(list); err == nil {
		t.Error("a threshold in kg")
	}
}

func FuzzCheck(f *testing.F) {
	rules, err := Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("0123456789abcdef0123456789abcdef"), int8(-3))
	f.Fuzz(func(t *testing.T, data []byte, exp int8) {
		s := Series{Outlet: "x", Unit: quantity.MustUnit("mg/L"), FlowUnit: quantity.MustUnit("m3/h")}
		for i, b := range data {
			d := quantity.Decimal{Coef: int64(int8(b)), Exp: exp % 60}.Trim()
			s.Samples = append(s.Samples, Sample{Start: monitoring.Minute(i * 60), Minutes: 60,
				C: Optional{d, b%7 != 0}, Flow: Optional{d, true},
				Flag: []monitoring.Flag{monitoring.NoFlag, monitoring.Normal, monitoring.Stopped,
					monitoring.OverRange}[b%4], NonDetect: b%5 == 0})
			s.Manual = append(s.Manual, Manual{Start: monitoring.Minute(i * 30000), C: Optional{d, true},
				Outlet: string(rune('a' + b%3)), Flow: Optional{d, b%2 == 0}, NonDetect: b%5 == 0,
				Report: string(rune(b))})
			s.Top, s.Limit, s.Detection = Optional{d, true}, Optional{d, b%2 == 0}, Optional{d, b%3 == 0}
		}
		other := s
		other.Outlet = "y"
		all := joined(Check(s, rules), CheckReports(s.Manual, rules),
			CheckResults(s.Manual[:min(len(s.Manual), 30)], rules),
			CheckOutlets([]Series{s, other}, rules))
		for _, x := range all.Findings {
			if x.Severity == calc.Error || x.Message.ZH == "" || strings.Contains(x.Message.EN, "%!") {
				t.Fatalf("%+v", x)
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	rules, s := builtin(b), hourly(b, plausible(1, 8760))
	s.Limit, s.Top, s.Detection = dec(b, "0.4"), dec(b, "10"), dec(b, "0.001")
	b.ReportAllocs()
	for b.Loop() {
		Check(s, rules)
	}
}

// order is Decimal.Cmp, at the edges too.
func TestOrder(t *testing.T) {
	var list []quantity.Decimal
	for _, coef := range []int64{0, 1, -1, 9, 10, 123456789, -123456789, math.MaxInt64, math.MinInt64 + 1,
		math.MaxInt64 / 10, math.MaxInt64/10 + 1} {
		for _, exp := range []int8{-60, -18, -1, 0, 1, 17, 60} {
			list = append(list, quantity.Decimal{Coef: coef, Exp: exp})
		}
	}
	for _, a := range list {
		for _, b := range list {
			if order(a, b) != a.Cmp(b) {
				t.Errorf("%v against %v: %d", a, b, order(a, b))
			}
		}
	}
}

// Real hourly mercury of one stack (736 readings of 2021-07-01 to 08-03, in
// ug/scm, given to three significant digits; the unit is only named here).
func TestRealData(t *testing.T) {
	file, err := os.Open("../intake/testdata/hg-hourly.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := Series{Outlet: "341", Pollutant: calc.Mercury, Unit: quantity.MustUnit("ug/m3"),
		FlowUnit: quantity.MustUnit("m3/h")}
	for i, r := range rows[1:] {
		if r[1] != "341" {
			continue
		}
		day, err := time.Parse(time.DateOnly, r[2])
		hour, err2 := strconv.Atoi(r[3])
		if err != nil || err2 != nil {
			t.Fatal(r)
		}
		at, _ := monitoring.At(calc.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}, hour, 0)
		x := Sample{Start: at, Minutes: 60, Place: monitoring.Place{File: "hg-hourly.csv", Row: i + 2}}
		if r[6] != "NULL" && r[6] != "" {
			x.C = dec(t, r[6])
		}
		s.Samples = append(s.Samples, x)
	}
	if n := len(s.Samples); n != 736 {
		t.Fatalf("%d readings", n)
	}
	// Of the 717 readings below 1 the last digit is 0 157 times, 1 twice, 9
	// twice: a converter with steps of about 0.0025 leaves that. It is true that
	// they are uneven, and it proves nothing.
	r := Check(s, builtin(t))
	f := only(t, r, CodeLastDigit)
	if f.Severity != calc.Note || !strings.Contains(f.Message.EN, "most often 0") || !made(r, CodeConstant) ||
		!made(r, CodeCopied) {
		t.Errorf("%+v %v", f, r.Checks)
	}
}

// The reference names every code and every threshold.
func TestReference(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/integrity.md")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Clone(ids)
	want = append(want, Checks.Keys()...)
	for _, s := range want {
		if !strings.Contains(string(doc), "`"+s+"`") {
			t.Errorf("docs/integrity.md does not name %s", s)
		}
	}
	if len(Checks) != 17 {
		t.Errorf("%d checks", len(Checks))
	}
}
