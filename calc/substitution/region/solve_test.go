package region

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tidai/calc"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/flow"

	"pgregory.net/rapid"
)

// random is a random region in whole milligrams.
func random(t *rapid.T, most int, amount int64) *market {
	m := &market{goods: []string{"Pb", "Cd"}}
	day := func(name string) calc.Date {
		return calc.Date{Year: 2026, Month: 1, Day: rapid.IntRange(1, 4).Draw(t, name)}
	}
	letter := func(name string, n int) string { return string(rune('A' + rapid.IntRange(0, n-1).Draw(t, name))) }
	amounts := func(name string, most int64) []int64 {
		return []int64{rapid.Int64Range(0, most).Draw(t, name), rapid.Int64Range(0, most).Draw(t, name)}
	}
	allPriced := rapid.Bool().Draw(t, "priced")
	for i := range rapid.IntRange(0, most).Draw(t, "sources") {
		s := giver{id: fmt.Sprintf("s%d", i), enterprise: letter("firm", 5), city: letter("city", 2),
			industry: letter("industry", 2),
			ready:    day("ready"), supply: amounts("supply", amount), price: rapid.Int64Range(0, 3).Draw(t, "price"),
			lot: []int64{0, 0}}
		s.priced = allPriced || rapid.Bool().Draw(t, "priced")
		switch rapid.IntRange(0, 3).Draw(t, "terms") {
		case 0:
			s.whole = true
		case 1:
			s.lot = []int64{rapid.Int64Range(0, s.supply[0]).Draw(t, "lot"), rapid.Int64Range(0, s.supply[1]).Draw(t,
				"lot")}
		}
		m.givers = append(m.givers, s)
	}
	for j := range rapid.IntRange(0, most).Draw(t, "projects") {
		m.takers = append(m.takers, taker{id: fmt.Sprintf("p%d", j), enterprise: letter("firm", 5),
			city: letter("city", 2), industry: letter("industry", 2),
			commissioning: day("commissioning"), demand: amounts("demand", amount)})
	}
	return m
}

func solved(t interface{ Fatal(...any) }, m *market) (flow.Result, certificate.File) {
	r, err := flow.Solve(m.problem())
	if err != nil {
		t.Fatal(err)
	}
	f, err := m.certify(r, "test", calc.MustDate("2026-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	return r, f
}

// Every certificate of the solver is accepted by the judge, which shares no
// code with it, also after a way through a file.
func TestCertificates(t *testing.T) {
	drawn, choices := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		m := random(t, 6, 30)
		r, f := solved(t, m)
		drawn++
		if len(r.Tree.Prices) == 0 {
			choices++
		}
		data, err := f.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := certificate.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if faults := certificate.Verify(back); len(faults) > 0 {
			t.Fatalf("%v\n%s", faults, data)
		}
	})
	if drawn >= 50 && choices == 0 { // about one in five has; -short draws few
		t.Error("no region had choices that needed a tree")
	}
}

// scalar finds the texts and numbers of a certificate below its problem: what
// it claims.
var scalar = regexp.MustCompile(`-?\d+`)

// Any one number of plan and proof changed, even with the check sum made good
// again, is found out; any one number at all without.
func TestTampered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := random(t, 4, 30)
		_, f := solved(t, m)
		sealed := rapid.Bool().Draw(t, "sealed again")
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		from := 0
		if sealed {
			from = strings.Index(text, `"plan":`)
		}
		places := scalar.FindAllStringIndex(text[from:strings.Index(text, `"sha256":`)], -1)
		var usable [][]int
		for _, p := range places {
			before := text[from+p[0]-1]
			if before == '"' || before == ' ' || before == '[' || before == ',' || before == ':' {
				usable = append(usable, p) // a number, no digit of a name
			}
		}
		if len(usable) == 0 {
			t.Skip("nothing to change")
		}
		p := rapid.SampledFrom(usable).Draw(t, "place")
		n, err := strconv.ParseInt(text[from+p[0]:from+p[1]], 10, 64)
		if err != nil {
			t.Skip(err)
		}
		by := rapid.SampledFrom([]int64{-7, -1, 1, 2, 1000}).Draw(t, "by")
		text = text[:from+p[0]] + strconv.FormatInt(n+by, 10) + text[from+p[1]:]
		bad, err := certificate.Parse(strings.NewReader(text))
		if err != nil {
			return // not even read
		}
		if sealed {
			if err := bad.Seal(); err != nil {
				t.Fatal(err)
			}
		}
		if len(certificate.Verify(bad)) == 0 {
			t.Fatalf("…%s… changed from %d by %d passes\n%s", text[max(0, from+p[0]-40):from+p[1]+10], n, by, data)
		}
	})
}

// The order of the input changes nothing, to the byte.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := random(t, 6, 30)
		m.sort()
		_, f := solved(t, m)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rng.Shuffle(len(m.givers), func(i, j int) { m.givers[i], m.givers[j] = m.givers[j], m.givers[i] })
		rng.Shuffle(len(m.takers), func(i, j int) { m.takers[i], m.takers[j] = m.takers[j], m.takers[i] })
		m.sort()
		_, g := solved(t, m)
		a, _ := f.Encode()
		b, _ := g.Encode()
		if !bytes.Equal(a, b) {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// A province of the size the planner is made for, certificate and check
// included.
func BenchmarkCertified(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	m := &market{goods: []string{"Pb", "Hg", "Cd", "Cr", "As"}}
	amounts := func() []int64 {
		out := make([]int64, 5)
		for g := range out {
			out[g] = rng.Int64N(100_000_000)
		}
		return out
	}
	day := func() calc.Date { return calc.Date{Year: 2026, Month: 1 + rng.IntN(12), Day: 1 + rng.IntN(28)} }
	for i := range 1000 {
		m.givers = append(m.givers, giver{id: fmt.Sprintf("s%04d", i), enterprise: fmt.Sprint(rng.IntN(400)),
			city: fmt.Sprint(rng.IntN(9)), industry: fmt.Sprint(rng.IntN(6)),
			ready: day(), supply: amounts(), lot: make([]int64, 5), price: rng.Int64N(1_000_000), priced: true})
		m.takers = append(m.takers, taker{id: fmt.Sprintf("p%04d", i), enterprise: fmt.Sprint(rng.IntN(400)),
			city: fmt.Sprint(rng.IntN(9)), industry: fmt.Sprint(rng.IntN(6)),
			commissioning: day(), demand: amounts()})
	}
	for b.Loop() {
		start := time.Now()
		r, f := solved(b, m)
		b.ReportMetric(time.Since(start).Seconds(), "solve-s")
		start = time.Now()
		if faults := certificate.Verify(f); len(faults) > 0 {
			b.Fatal(faults[0])
		}
		b.ReportMetric(time.Since(start).Seconds(), "verify-s")
		data, err := f.Encode()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(data))/1e6, "MB")
		b.ReportMetric(float64(r.Pivots), "pivots")
	}
}
