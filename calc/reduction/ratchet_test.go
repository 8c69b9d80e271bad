package reduction

import (
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/factors"
)

// secondaryLead makes the project a smelter of recycled lead of 100 000 t/a:
// HJ 863.4, 0.2 mg/L × 0.5 m3/t × 10^5 t = 10 kg/a of lead into water.
var secondaryLead = []string{
	"gbt4754 = \"3843\"\nindustry = \"lead-battery\"\nspecification = \"HJ 967-2018\"\n[[line.product]]\nid = " +
		"\"battery\"\nname = \"动力型铅蓄电池\"\nprocess = \"assembly\"\ncapacity = \"100万kVAh/a\"",
	"gbt4754 = \"3212\"\nindustry = \"nonferrous-smelting\"\nspecification = \"HJ 863.4-2018\"\nrecycled = " +
		"true\n[[line.product]]\nid = \"battery\"\nname = \"再生铅\"\nprocess = \"secondary-lead\"\ncapacity = " +
		"\"100000 t 产品/a\"",
	"[[permit]]\nid = \"G-P\"", "[[actual_basis]]\nid = \"A\"\noutlet = \"DW001\"\nautomatic_required = " +
		"true\nrequired_by = \"许可证\"\n[[monitoring]]\nid = \"M\"\nkind = \"automatic\"\nfiles = " +
		"[\"a.csv\"]\n[[permit]]\nid = \"G-P\"",
}

// ratcheted is the project with a year of daily data at its workshop outlet,
// 40 m3/d: at conc mg/L on odd days and below a limit of 0.1 mg/L on even ones.
func ratcheted(t *testing.T, year int, conc, sha string, edits ...string) (Result, monitoring.Input) {
	t.Helper()
	d, findings := dossier.Parse(fstest.MapFS{
		"dossier.toml": {Data: []byte(edit(t, append(secondaryLead, edits...)...))}, "a.csv": {Data: []byte("x")}})
	if calc.HasErrors(findings) {
		t.Fatalf("dossier: %v", findings)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, _ := book.Policy(d.Policy)
	in := monitoring.Input{Facts: monitoring.FactsOf(d), Book: book, On: d.Date, Read: days(year, conc, sha)}
	return Assess(Input{Dossier: d, Book: book, Policy: p, On: d.Date, Monitored: Monitor(in)}), in
}

func days(year int, conc, sha string) monitoring.Reader {
	return func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord,
		[]calc.Finding, error) {
		number := func(s, unit string) monitoring.Value {
			x, _ := quantity.ParseDecimal([]byte(s))
			return monitoring.Value{Decimal: x, Unit: quantity.MustUnit(unit), Set: true}
		}
		n := 0
		for day := (calc.Date{Year: year, Month: 1, Day: 1}); day.Year == year; day = day.AddDays(1) {
			n++
			at, _ := monitoring.At(day, 0, 0)
			r := monitoring.Reading{Kind: monitoring.Automatic, Outlet: "DW001", Pollutant: calc.Lead, Start: at,
				Minutes: 1440, Flag: monitoring.Normal,
				Concentration: number(conc, "mg/L"), Flow: number("40", "m3/d"), Place: monitoring.Place{File: "a.csv",
					Row: n + 1}}
			if n%2 == 0 {
				r.Concentration = number("0.1", "mg/L")
				r.Concentration.NonDetect = true
			}
			if err := take(r); err != nil {
				return nil, nil, err
			}
		}
		return []monitoring.FileRecord{{Set: set.ID, Name: "a.csv", SHA256: sha}}, nil, nil
	}
}

func permittedWater(t *testing.T, r Result) calc.Step {
	t.Helper()
	for _, a := range r.Outlets {
		if a.Target() == "DW001" && a.Pollutant == calc.Lead {
			return a.Permitted
		}
	}
	t.Fatal("DW001 is not assessed")
	return calc.Step{}
}

// HJ 863.4 5.2.3.2.2 c from a year of automatic data: 183 days of 0.5 mg/L × 40
// m3 = 3.66 kg, and 182 days below 0.1 mg/L, which count as 0.1: 0.728 kg. What
// the project will emit is an after-state: zero would be for the claimant. 4.388
// < 10 binds, and can be rechecked from the file; an altered file is caught.
func TestRatchetFromMonitoring(t *testing.T) {
	r, in := ratcheted(t, 2025, "0.5", "00")
	permitted := permittedWater(t, r)
	if !permitted.OK() || !permitted.Value().Equal(quantity.Must("4.388 kg/a")) {
		t.Fatalf("permitted %v (%v), want 4.388 kg/a; findings %v", permitted.Value(), permitted.Err(), r.Findings)
	}
	if err := permitted.RecheckWith(monitoring.Recheck(in)); err != nil {
		t.Errorf("recheck: %v", err)
	}
	in.Read = days(2025, "0.5", "01")
	if err := permitted.RecheckWith(monitoring.Recheck(in)); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("an altered file: %v", err)
	}
	in.Read = days(2025, "0.4", "00") // the hash as stated, other rows
	if err := permitted.RecheckWith(monitoring.Recheck(in)); err == nil {
		t.Error("other rows recheck")
	}
}

// More than the formula does not bind, nor does another year than the last.
func TestRatchetDoesNotBind(t *testing.T) {
	for name, c := range map[string]struct {
		year int
		conc string
	}{"more than the formula": {2025, "2"}, "the year before last": {2024, "0.5"}} {
		r, _ := ratcheted(t, c.year, c.conc, "00")
		if got := permittedWater(t, r); !got.OK() || !got.Value().Equal(quantity.Must("10 kg/a")) {
			t.Errorf("%s: %v, want 10 kg/a", name, got.Value())
		}
	}
}

// Water that another line also brings lead to is not the project's alone: what
// was measured does not hold the permit, and a finding says why.
func TestRatchetOfSharedOutlet(t *testing.T) {
	r, _ := ratcheted(t, 2025, "0.5", "00",
		"[[line]]\nid = \"G-L1\"", "[[line]]\nid = \"F-L2\"\ndischarger = \"F\"\nname = \"旧线\"\ngbt4754 = "+
			"\"3212\"\nindustry = \"nonferrous-smelting\"\nspecification = \"HJ 863.4-2018\"\nrecycled = "+
			"true\n[[line.product]]\nid = \"b\"\nname = \"再生铅\"\nprocess = \"secondary-lead\"\ncapacity = \"1000 "+
			"t 产品/a\"\npollutants = [\"Pb\"]\n[[line]]\nid = \"G-L1\"",
		"position = \"workshop\"\ngrade = \"main\"\nreceives = [\"F-L1\"]",
		"position = \"workshop\"\ngrade = \"main\"\nreceives = [\"F-L1\", \"F-L2\"]")
	if got := permittedWater(t, r); !got.OK() || !got.Value().Equal(quantity.Must("10 kg/a")) {
		t.Errorf("permitted %v, want 10 kg/a", got.Value())
	}
	if !reported(r, "TD-PER-017") {
		t.Errorf("findings lack TD-PER-017: %v", r.Findings)
	}
}

// Ends of the interval: an amount of 50 kg by automatic data becomes 38.82 or
// 61.18 (±2·√(0.10² + 0.05²)). One known so badly that its interval reaches zero
// (three samples of mean 3 and standard error 3) counts as nothing against the
// claim and stays for it.
func TestWithin(t *testing.T) {
	series := calc.SeriesTotal("E", "actual-emission", quantity.Must("50 kg"), calc.Clause{},
		calc.Origin{Kind: calc.FromSeries, Series: &calc.Series{}})
	var samples []calc.Step
	for i, c := range []string{"0 mg/L", "0 mg/L", "9 mg/L"} {
		samples = append(samples, calc.Given("c", "measured-concentration", quantity.Must(c),
			calc.Origin{Kind: calc.FromSeries, At: calc.Position{File: "a.csv", Line: i + 2}}))
	}
	vague := calc.Product("E", "actual-emission", calc.Clause{}, calc.Sum("Σc", "concentration-total", calc.Clause{},
		samples...), calc.Given("V", "metered-volume", quantity.Must("1000 m3"), calc.Origin{})).
		In(quantity.MustUnit("kg"))
	m := &Monitored{Before: monitoring.Result{Accounts: []monitoring.Account{{Amount: series}, {Amount: vague}}},
		After: monitoring.Result{Accounts: []monitoring.Account{{Amount: series}}}}
	for _, c := range []struct {
		forClaim             bool
		before, vague, after string
	}{{AgainstClaim, "38.82 kg", "0 kg", "61.18 kg"}, {ForClaim, "61.18 kg", "", "38.82 kg"}} {
		w := m.Within(c.forClaim)
		amount(t, "before", w.Before.Accounts[0].Amount, c.before)
		amount(t, "after", w.After.Accounts[0].Amount, c.after)
		if got := w.Before.Accounts[1].Amount; c.vague != "" {
			amount(t, "vague", got, c.vague)
		}
	}
	amount(t, "the original", m.Before.Accounts[0].Amount, "50 kg")
	m.After.Accounts[0].Amount = vague
	amount(t, "vague, after, for the claim", m.Within(ForClaim).After.Accounts[0].Amount, "9 kg")
}
