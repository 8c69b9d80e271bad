package integrity

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// monthly are manual results of one outlet and metal, one on the tenth of each
// month of 2025, each under a report number of its own; "<0.05" was not detected.
func monthly(t testing.TB, outlet string, p calc.Pollutant, values ...string) []Manual {
	t.Helper()
	var out []Manual
	for i, v := range values {
		start, _ := monitoring.At(calc.Date{Year: 2025 + i/12, Month: i%12 + 1, Day: 10}, 9, 0)
		out = append(out, Manual{Outlet: outlet, Pollutant: p, Start: start, C: dec(t, strings.TrimPrefix(v, "<")),
			Unit: quantity.MustUnit("mg/L"), NonDetect: v[0] == '<', Report: fmt.Sprintf("%s-%02d", p, i+1), Lab: "X",
			Place: monitoring.Place{File: "m.csv", Row: i + 2}})
	}
	return out
}

func withFlow(t testing.TB, list []Manual, flows ...string) []Manual {
	t.Helper()
	for i, f := range flows {
		list[i].Flow, list[i].FlowUnit = dec(t, f), "m3/d"
	}
	return list
}

// 0.35 mg/L in six months of twelve under twelve report numbers. The others, 0.28,
// 0.31, 0.22, 0.41, 0.52, 0.61, have with it the logarithms −1.514, −1.273, −1.171,
// −1.050, −0.892, −0.654, −0.494: median −1.050, deviations from it 0, 0.121, 0.158,
// 0.223, 0.396, 0.464, 0.556, robust scatter 1.4826·0.223 = 0.331, less than the
// ordinary 0.361. 0.35 is given to 0.01, 2.86 %: at most 0.02857/(√(2π)·0.331) = 0.0344;
// no other lies within a tenth. C(12, 6) = 924 times 0.0344⁵ = 4.83e-8: 4.5e-5.
func TestRepeatedResults(t *testing.T) {
	six := []string{"0.35", "0.28", "0.35", "0.31", "0.35", "0.22", "0.35", "0.41", "0.35", "0.52", "0.35", "0.61"}
	r := CheckResults(monthly(t, "W1", calc.Chromium, six...), builtin(t))
	f := only(t, r, CodeRepeated)
	expect(t, f, map[string]string{"months with the same result": "6", "result": "0.35 mg/L"})
	if p := chanceIn(f); math.Abs(p/4.5e-5-1) > 0.03 {
		t.Errorf("chance %v, want 4.5e-5", p)
	}
	if !strings.Contains(f.Message.EN, "2025-01-10") || !strings.Contains(f.Message.ZH, "Cr-01") || f.At.Line != 12 {
		t.Errorf("%v %s", f.At, f.Message.EN)
	}
	// Three of twelve are C(12, 3)·0.0344² = 0.26, not detected is no result, twice in a month is one month.
	three := slices.Clone(six)
	copy(three, []string{"0.36", "0.28", "0.33", "0.31", "0.30", "0.22"})
	for name, list := range map[string][]Manual{"three of twelve": monthly(t, "W1", calc.Chromium, three...),
		"not detected": monthly(t, "W1", calc.Chromium, slices.Repeat([]string{"<0.05"}, 12)...),
		"one month":    inOneMonth(monthly(t, "W1", calc.Chromium, slices.Repeat([]string{"0.35"}, 12)...))} {
		if r := CheckResults(list, builtin(t)); len(r.Findings) != 0 || !made(r, CodeRepeated) {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}

func inOneMonth(list []Manual) []Manual {
	for i := range list {
		list[i].Start = list[0].Start + monitoring.Minute(1440*i)
	}
	return list
}

func chanceIn(f calc.Finding) float64 {
	for _, x := range f.Figures {
		if strings.Contains(x.Name.EN, "by chance") && strings.HasPrefix(x.Name.EN, "greatest") {
			p, _ := x.Amount.Value().Rat().Float64()
			return p
		}
	}
	return math.NaN()
}

// A whole report copied into one other month: three metals and the flow, all
// different otherwise. Their chances are multiplied. Each metal scatters by about a
// fifth, so that 0.175 to 0.001 has at most 0.0057/(2.5·0.2) = 0.011, 1.31 to 0.01 and
// 13.1 to 0.1 at most 0.015, the flow, by a tenth, 0.0073/0.25 = 0.03; C(12, 2) = 66:
// about 5e-6. One metal alone in two months is nothing.
func TestCopiedReport(t *testing.T) {
	lead := []string{"0.102", "0.214", "0.133", "0.175", "0.151", "0.127", "0.193", "0.114", "0.162", "0.187", "0.145",
		"0.108"}
	zinc := []string{"1.12", "0.83", "1.57", "1.31", "0.94", "1.73", "1.05", "1.46", "0.88", "1.24", "1.66", "0.97"}
	flows := []string{"143", "121", "158", "137", "112", "149", "164", "128", "155", "117", "131", "146"}
	copied := func(list []string) []string {
		list = slices.Clone(list)
		list[8] = list[3]
		return list
	}
	all := append(withFlow(t, monthly(t, "W1", calc.Lead, copied(lead)...), copied(flows)...),
		withFlow(t, monthly(t, "W1", calc.Chromium, copied(zinc)...), copied(flows)...)...)
	tenfold := copied(zinc)
	slices.Reverse(tenfold[:3])
	for i, v := range tenfold { // 1.12 is 11.2
		tenfold[i] = strings.TrimPrefix(v[:1]+v[2:3]+"."+v[3:], "0")
	}
	all = append(all, withFlow(t, monthly(t, "W1", calc.Arsenic, tenfold...), copied(flows)...)...)
	f := only(t, CheckResults(all, builtin(t)), CodeRepeated)
	if !strings.Contains(f.Message.EN, "2 months") || !strings.Contains(f.Message.EN, "all 3 results and the flow") ||
		!strings.Contains(f.Message.EN, "2025-04-10 2025-09-10") {
		t.Error(f.Message.EN)
	}
	if r := CheckResults(monthly(t, "W1", calc.Lead, copied(lead)...), builtin(t)); len(r.Findings) != 0 {
		t.Errorf("one metal in two months: %v", r.Findings)
	}
	// The same file of samples under a second outlet.
	whole := append(monthly(t, "W1", calc.Lead, lead...), monthly(t, "W2", calc.Lead, lead...)...)
	f = only(t, CheckResults(whole, builtin(t)), CodeTwice)
	if !strings.Contains(f.Message.ZH, "W1 与 W2") || !strings.Contains(f.Message.EN, "the same 12 times (of 12") {
		t.Error(f.Message.ZH)
	}
	if r := CheckResults(append(monthly(t, "W1", calc.Lead, lead...), monthly(t, "W2", calc.Lead, zinc...)...),
		builtin(t)); len(r.Findings) != 0 || !made(r, CodeTwice) {
		t.Errorf("different results: %v", r.Findings)
	}
	if r := CheckResults(all[:1], builtin(t)); made(r, CodeRepeated) || made(r, CodeTwice) || len(r.Checks) != 2 {
		t.Errorf("one sampling was checked: %+v", r.Checks)
	}
}

func under(outlet string, s Series) Series {
	s.Outlet, s.Samples = outlet, slices.Clone(s.Samples)
	return s
}

// 300 hours of W1 from sample 240 on stand under W2 as well. Samples begin at
// midnight, so a window of 24 fits; the finding is at the first, line 242.
func TestSameReadingsAtTwoOutlets(t *testing.T) {
	a, b := hourly(t, plausible(21, 1000)), under("W2", hourly(t, plausible(22, 1000)))
	if r := CheckOutlets([]Series{a, b}, builtin(t)); len(r.Findings) != 0 || !made(r, CodeTwice) {
		t.Fatalf("different readings: %v", r.Findings)
	}
	for i := 240; i < 540; i++ {
		b.Samples[i].C = a.Samples[i].C
	}
	f := only(t, CheckOutlets([]Series{a, b}, builtin(t)), CodeTwice)
	expect(t, f, map[string]string{"equal readings": "300", "longest stretch": "300"})
	if f.At.Line != 242 || !strings.Contains(f.Message.EN, "DW001 and W2 have 300 equal readings of Pb (of 1000") {
		t.Errorf("%v %s", f.At, f.Message.EN)
	}
	// Equal readings that hardly vary, such as those of stops, tell nothing.
	for i := range a.Samples {
		a.Samples[i].C, b.Samples[i].C = dec(t, "0.01"), dec(t, "0.01")
	}
	if r := CheckOutlets([]Series{a, b}, builtin(t)); len(r.Findings) != 0 {
		t.Errorf("constant readings: %v", r.Findings)
	}
	if r := CheckOutlets([]Series{a}, builtin(t)); made(r, CodeTwice) {
		t.Error("one outlet was compared with itself")
	}
}

// A file given to two outlets is found by its bytes; two sets of one outlet may
// name the same file.
func TestOneFileForTwoOutlets(t *testing.T) {
	record := func(name, sha string) []monitoring.FileRecord {
		return []monitoring.FileRecord{{Name: name, SHA256: sha}}
	}
	g := &Gatherer{}
	g.attribute(dossier.MonitoringFiles{Outlet: "W1"}, record("a.csv", "aa"))
	g.attribute(dossier.MonitoringFiles{Outlet: "W1"}, record("a.csv", "aa"))
	g.attribute(dossier.MonitoringFiles{}, record("b.csv", "aa")) // with a column of outlets
	if r := g.CheckFiles(builtin(t)); len(r.Findings) != 0 {
		t.Errorf("%v", r.Findings)
	}
	g.attribute(dossier.MonitoringFiles{Outlet: "W2"}, record("c.csv", "aa"))
	if f := only(t, g.CheckFiles(builtin(t)), CodeTwice); f.At.File != "c.csv" || f.Subject == "" {
		t.Errorf("%+v", f)
	}
}

// twoYears are the hours of 120 days of 2024 and of 2025.
func twoYears(t testing.TB, before, after []string) Series {
	t.Helper()
	a, b := hourly(t, before), hourly(t, after)
	first, _ := monitoring.At(calc.Date{Year: 2024, Month: 1, Day: 1}, 0, 0)
	for i := range a.Samples {
		a.Samples[i].Start = first + monitoring.Minute(i*60)
		a.Samples[i].Place.File = "b.csv"
	}
	a.Samples = append(a.Samples, b.Samples...)
	return a
}

// The second year written down from the first: with every other hour changed
// no block of a day repeats, but half of the hours that correspond are equal.
// 2024 has a 29 February, 2025 not: of 2880 hours the first 1416 correspond by date
// and line up; after it the copy is a day off, and weekdays do not fit.
func TestMirroredYear(t *testing.T) {
	before, other := plausible(31, 2880), plausible(32, 2880)
	after := slices.Clone(other)
	for i := 0; i < len(after); i += 2 {
		after[i] = before[i]
	}
	r := Check(twoYears(t, before, after), builtin(t))
	f := only(t, r, CodeMirror)
	if !strings.Contains(f.Message.EN, "2025 mirrors 2024 (from 2025-01-01 00:00 and 2024-01-01 00:00 on)") ||
		f.At.Line != 2 {
		t.Errorf("%v %s", f.At, f.Message.EN)
	}
	// Scaled by 0.8 no reading is equal, but all changes are.
	scaled := make([]string, len(before))
	for i, v := range before[:1416] {
		x, _ := strconv.ParseFloat(v, 64)
		scaled[i] = strconv.FormatFloat(0.8*x, 'f', 4, 64)
	}
	f = only(t, Check(twoYears(t, before[:1416], scaled[:1416]), builtin(t)), CodeMirror)
	if !strings.Contains(f.Message.EN, "change alike") || !strings.Contains(f.Message.ZH, "变化相同") {
		t.Error(f.Message.EN)
	}
	// Whole weeks apart: 2025-01-01, a Wednesday, is 364 days after 2024-01-03.
	weeks := slices.Clone(other)
	for i := 0; i+48 < len(before); i += 2 {
		weeks[i] = before[i+48]
	}
	if f := only(t, Check(twoYears(t, before, weeks), builtin(t)), CodeMirror); !strings.Contains(f.Message.EN,
		"2025-01-01 00:00 and 2024-01-03 00:00") {
		t.Error(f.Message.EN)
	}
	if r := Check(twoYears(t, before, other), builtin(t)); len(r.Findings) != 0 || !made(r, CodeMirror) {
		t.Errorf("independent years: %v", r.Findings)
	}
	if r := Check(hourly(t, before), builtin(t)); made(r, CodeMirror) {
		t.Error("one year mirrors another")
	}
}

// Days beside hours: 10 m3/h all January are 7440 m3, 9 m3/h all February 6048. Days
// of 240 and 216 m3 fit. February with the days of 265.714… = 7440/28 m3 is not its own
// sum but January's; with days of 300 m3 (8400) it is none.
func TestDaysAgainstHours(t *testing.T) {
	gather := func(february string) []Series {
		var g Gatherer
		add := func(day, hour, minutes int, flow, unit string) {
			start, _ := monitoring.At(calc.Date{Year: 2025, Month: 1, Day: 1}, hour, 0)
			r := monitoring.Reading{Kind: monitoring.Automatic, Outlet: "W1", Pollutant: calc.Lead,
				Start: start + monitoring.Minute(day*1440), Minutes: int32(minutes),
				Concentration: value(t, "0.1", "mg/L"), Flow: value(t, flow, unit), Flag: monitoring.Normal,
				Place: monitoring.Place{File: "d.csv", Row: day + 2}}
			g.Add(&r)
		}
		for day := range 59 {
			rate, daily := "10", "240"
			if day >= 31 {
				rate, daily = "9", february
			}
			for hour := range 24 {
				add(day, hour, 60, rate, "m3/h")
			}
			add(day, 0, 1440, daily, "m3/d")
		}
		return g.Series()
	}
	for february, want := range map[string]string{"216": "", "265.7142857": "but it is that of 2025-01",
		"300": "nor is it that of any of the 1 other months"} {
		list := gather(february)
		if len(list) != 2 || len(list[1].Sums) != 2 {
			t.Fatalf("%d series, sums %+v", len(list), list[len(list)-1].Sums)
		}
		r := Check(Series{Unit: list[1].Unit, Sums: list[1].Sums}, builtin(t))
		if want == "" {
			if len(r.Findings) != 0 {
				t.Errorf("%v", r.Findings)
			}
			continue
		}
		f := only(t, r, CodeSum)
		if !strings.Contains(f.Message.EN, want) || !strings.Contains(f.Message.EN, "2025-02") || f.At.Line != 33 {
			t.Errorf("%s: %v %s", february, f.At, f.Message.EN)
		}
		expect(t, f, map[string]string{"sum of the parts": "6048 m3"})
	}
}

// dossierOf makes the monitoring data of one plausible plant: one to three
// outlets with one to four metals, monthly or weekly results of two or three
// digits, some not detected, flows; and 20 days of hours of two years at two
// outlets, from coarse to fine. All of it is independent.
func dossierOf(t testing.TB, seed uint64) (results []Manual, series []Series) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 77))
	metals := []calc.Pollutant{calc.Lead, calc.Chromium, calc.Cadmium, calc.Arsenic}
	n := []int{12, 24, 52}[r.IntN(3)]
	for outlet := range 1 + r.IntN(3) {
		flows, spread := make([]string, n), 0.05+0.3*r.Float64()
		for i := range flows {
			flows[i] = strconv.FormatFloat(digits(120*math.Exp(spread*r.NormFloat64()), 2+r.IntN(2)), 'f', -1, 64)
		}
		if r.IntN(4) == 0 { // a nominal flow
			flows = slices.Repeat([]string{"120"}, n)
		}
		for _, p := range metals[:1+r.IntN(4)] {
			median, sigma, places := math.Exp(2*r.NormFloat64()-1), 0.1+1.1*r.Float64(), 2+r.IntN(2)
			values := make([]string, n)
			for i := range values {
				x := median * math.Exp(sigma*r.NormFloat64())
				values[i] = strconv.FormatFloat(digits(x, places), 'f', -1, 64)
				if limit := digits(median/3, 1); x < limit {
					values[i] = "<" + strconv.FormatFloat(limit, 'f', -1, 64)
				}
			}
			list := withFlow(t, monthly(t, fmt.Sprint("W", outlet), p, values...), flows...)
			if n == 52 { // weekly
				for i := range list {
					list[i].Start = list[0].Start + monitoring.Minute(i*7*1440)
				}
			}
			results = append(results, list...)
		}
	}
	for outlet := range 2 {
		rho, sigma, places := 0.95*r.Float64(), 0.2+0.8*r.Float64(), 2+r.IntN(3)
		years := [2][]string{}
		for y := range years {
			years[y] = lognormal(seed*7+uint64(10*outlet+y), 480, 0.2, sigma, rho, places)
		}
		series = append(series, under(fmt.Sprint("W", outlet), twoYears(t, years[0], years[1])))
	}
	return results, series
}

// digits rounds to significant digits.
func digits(x float64, n int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', n-1, 64), 64)
	return y
}

// soundFiles is how many files TestSoundFilesFindNothing makes. The rate is proven
// with 3,200 of them, which take half a minute.
var soundFiles = flag.Uint64("soundfiles", 400, "random files without a fault that no check may ask about")

// Sound random files give no finding of the checks that look across months,
// outlets and years: the rate is measured here, and must be below 1 in 1,000 with
// 95 % confidence: at most 1 in 4,800, or none in 3,000. With -run SoundFiles -v
// -soundfiles 3200 it is printed.
func TestSoundFilesFindNothing(t *testing.T) {
	files := *soundFiles
	rules, found, checked := builtin(t), map[string]int{}, map[string]int{}
	for seed := range files {
		results, series := dossierOf(t, seed)
		reports := []Report{CheckResults(results, rules), CheckOutlets(series, rules)}
		for _, s := range series {
			c := newChecker(s, rules)
			c.mirror()
			reports = append(reports, c.report)
		}
		for _, r := range reports {
			for _, o := range r.Checks {
				if o.Made {
					checked[o.Code]++
				}
			}
			for _, f := range r.Findings {
				found[f.Code]++
				t.Logf("file %d: %s", seed, f.Message.EN)
			}
		}
	}
	t.Logf("%d files, findings %v, made %v", files, found, checked)
	total := 0
	for _, n := range found {
		total += n
	}
	if total > 1 || total > 0 && files < 3200 {
		t.Errorf("%d false alarms in %d files: %v", total, files, found)
	}
	for _, code := range []string{CodeRepeated, CodeTwice, CodeMirror} {
		if checked[code] < int(files)/2 {
			t.Errorf("%s was made %d times only", code, checked[code])
		}
	}
}

// The order of the results does not matter, and what is found of part of them
// needs no more than that part: a chance is a probability.
func TestResultsInAnyOrder(t *testing.T) {
	rules := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		var list []Manual
		for i := range rapid.IntRange(0, 30).Draw(t, "n") {
			first := calc.Date{Year: 2025, Month: rapid.IntRange(1, 12).Draw(t, "month"), Day: 1}
			start, _ := monitoring.At(first, 0, 0)
			c, _ := quantity.ParseDecimal([]byte(rapid.SampledFrom([]string{"0.35", "0.351", "1.2", "7",
				"0"}).Draw(t, "c")))
			list = append(list, Manual{Outlet: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "outlet"),
				Pollutant: rapid.SampledFrom([]calc.Pollutant{calc.Lead, calc.Cadmium}).Draw(t, "metal"), Start: start,
				C: Optional{c, true}, NonDetect: rapid.IntRange(0, 4).Draw(t, "nd") == 0,
				Unit:  quantity.MustUnit("mg/L"),
				Place: monitoring.Place{File: "a.csv", Row: i + 2}})
		}
		want := CheckResults(list, rules)
		got := CheckResults(rapid.Permutation(list).Draw(t, "shuffled"), rules)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v\n%v", got, want)
		}
		for _, f := range want.Findings {
			if p := chanceIn(f); !(p > 0 && p <= 0.0002) {
				t.Errorf("chance %v of %s", p, f.Message.EN)
			}
		}
	})
}
