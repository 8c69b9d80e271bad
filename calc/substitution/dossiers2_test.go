package substitution

import (
	"fmt"
	"slices"
	"testing"

	"tidai/calc"
	"tidai/calc/intensity"
	"tidai/calc/permit"
	"tidai/calc/reduction"
	"tidai/factors"
)

// byHand is what the ORIGIN.md of a dossier works out by hand, in kg/a.
type byHand struct {
	status      Status
	outlets     []handAmount
	own         map[calc.Pollutant]string
	demand      map[calc.Pollutant]string
	supply      map[calc.Pollutant]string // of the same key industry
	allocations string
	findings    map[string]int
}

type handAmount struct {
	outlet string
	p      calc.Pollutant
	want   string
}

func (w byHand) check(t *testing.T, p Plan) {
	t.Helper()
	if p.Status != w.status {
		t.Errorf("status %s, want %s", p.Status, w.status)
	}
	for _, o := range w.outlets {
		i := slices.IndexFunc(p.Result.Outlets, func(a permit.Assessment) bool {
			return a.Target() == o.outlet &&
				a.Pollutant == o.p
		})
		if i < 0 {
			t.Errorf("%s of %s is not assessed", o.p, o.outlet)
			continue
		}
		exactly(t, o.outlet+"/"+string(o.p), p.Result.Outlets[i].Contribution, o.want)
	}
	if len(p.Needs) != len(w.demand) {
		t.Errorf("%d needs, want %d", len(p.Needs), len(w.demand))
	}
	for pol, want := range w.demand {
		n := needOf(t, p, pol)
		exactly(t, "demand "+string(pol), n.Demand, want)
		if n.Shortfall.OK() {
			t.Errorf("%s is short by %s", pol, n.Shortfall.Value())
		}
	}
	for pol, want := range w.own {
		exactly(t, "own "+string(pol), needOf(t, p, pol).Own, want)
	}
	for pol, want := range w.supply {
		exactly(t, "supply "+string(pol), needOf(t, p, pol).SameSupply, want)
	}
	if got := rows(p); got != w.allocations {
		t.Errorf("allocations\n%s\nwant\n%s", got, w.allocations)
	}
	if got := tally(p); fmt.Sprint(got) != fmt.Sprint(w.findings) {
		t.Errorf("findings %v, want %v", got, w.findings)
	}
}

// usable compares what each source gives, by pollutant and medium.
func usable(t *testing.T, p Plan, want map[string]string) {
	t.Helper()
	got := map[string]calc.Step{}
	for _, s := range p.Result.Sources {
		for _, r := range s.Rows {
			got[fmt.Sprintf("%s/%s/%s", s.Source.ID, r.Pollutant, r.Medium)] = r.Usable
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows of sources, want %d", len(got), len(want))
	}
	for key, w := range want {
		s, ok := got[key]
		if !ok {
			t.Errorf("no row %s", key)
			continue
		}
		exactly(t, key, s, w)
	}
}

// dueOn checks the due day of one obligation and whether it is done.
func dueOn(t *testing.T, p Plan, code, source, day string, done bool) {
	t.Helper()
	i := slices.IndexFunc(p.Obligations, func(o Obligation) bool { return o.Code == code && o.Source == source })
	if i < 0 {
		t.Errorf("no obligation %s of %q", code, source)
		return
	}
	if o := p.Obligations[i]; o.Due.String() != day || o.Done != done {
		t.Errorf("%s of %q: due %s, done %v; want %s, %v", code, source, o.Due, o.Done, day, done)
	}
}

func accountsOf(p Plan, source string) []intensity.Account {
	i := slices.IndexFunc(p.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == source })
	if i < 0 {
		return nil
	}
	return p.Result.Sources[i].Accounts
}

// again plans the same dossier once more.
func again(t *testing.T, p Plan) Plan {
	t.Helper()
	return planWith(given{Dossier: p.Dossier, Book: builtin(t), Policy: p.Policy})
}

// read plans the same dossier under another reading.
func read(t *testing.T, p Plan, parameter, choice string) Plan {
	t.Helper()
	p.Policy.Parameters = slices.Clone(p.Policy.Parameters)
	i := slices.IndexFunc(p.Policy.Parameters, func(x factors.Parameter) bool { return x.ID == parameter })
	if i < 0 {
		t.Fatalf("no parameter %s", parameter)
	}
	p.Policy.Parameters[i].Choice = choice
	return again(t, p)
}

// Special limits bind the project and, already, one of its sources.
func TestLeatherByHand(t *testing.T) {
	p := example(t, "leather")
	byHand{
		status:  Complete,
		outlets: []handAmount{{"DW001", calc.Chromium, "60"}}, // 0.5 mg/L × least(12, 40) m3/t × 10 000 t
		demand:  map[calc.Pollutant]string{calc.Chromium: "60"},
		supply:  map[calc.Pollutant]string{calc.Chromium: "12957/200"},
		allocations: `Cr S2 same-industry same-city 9.6
Cr S1 same-industry province 45
Cr S3 same-industry province 5.4`,
		findings: map[string]int{"warning TD-RED-019": 1, "warning TD-SUB-011": 2, "note TD-PER-007": 1,
			"note TD-RED-023": 1, "note TD-SUB-014": 1},
	}.check(t, p)
	usable(t, p, map[string]string{"S1/Cr/water": "45", "S2/Cr/water": "48/5",
		"S3/Cr/water": "2037/200"}) // 582 g/t × 2500 t × (1 − 0.993)
	for _, a := range accountsOf(p, "S3") {
		if a.Method == calc.Measurement { // (1.2 × 30 + 0.9 × 42)/2 g/d × 300 d
			exactly(t, "measured before", a.AtOutput, "1107/100")
			exactly(t, "at the approved scale", a.Amount, "369/25") // ÷ 1875 t × 2500 t
		}
	}
	exactly(t, "source intensity", p.Result.Accounts[0].Amount, "1064/25") // 608 g/t × 10 000 t × 0.007
	dueOn(t, p, "permit-change", "S1", "2026-07-31", false)
	dueOn(t, p, "permit-change", "S2", "2026-07-31", false)
	dueOn(t, p, "base-total", "", "2027-03-31", false)

	literal := read(t, p, "leather_special_volume", "literal")
	// 0.5 mg/L × 40 m3/t × 10 000 t
	exactly(t, "demand by the volume of GB 30486", needOf(t, literal, calc.Chromium).Demand, "200")
	refuse := read(t, p, "special_limits_already_binding", "refuse")
	exactly(t, "shortfall without S2", needOf(t, refuse, calc.Chromium).Shortfall, "963/200") // 60 − 45 − 10.185
	if refuse.Status != Short {
		t.Errorf("without S2: status %s", refuse.Status)
	}
}

// The cap of table 3 holds before and after special limits: they free nothing
// in air.
func TestSmeltingByHand(t *testing.T) {
	p := example(t, "smelting")
	byHand{
		status: Complete,
		outlets: []handAmount{
			{"DA001+DA002+DA003", calc.Lead, "3153/2"},  // least(8 × 29 000 mg/t, 31.53 g/t) × 50 000 t
			{"DA001+DA002+DA003", calc.Mercury, "31/5"}, // least(0.05 × 29 000 mg/t, 0.124 g/t) × 50 000 t
			{"DW001", calc.Lead, "50"},                  // 0.5 mg/L × 2 m3/t × 50 000 t
			{"DW001", calc.Mercury, "3"},
			{"DW001", calc.Cadmium, "5"},
			{"DW001", calc.Arsenic, "30"},
		},
		demand: map[calc.Pollutant]string{calc.Lead: "3253/2", calc.Mercury: "46/5", calc.Cadmium: "5",
			calc.Arsenic: "30"},
		supply: map[calc.Pollutant]string{calc.Lead: "10074/5", calc.Mercury: "837/50", calc.Cadmium: "44/5",
			calc.Arsenic: "54"},
		allocations: `Pb S3 same-industry same-city 45
Pb S2 same-industry province 1581.5
Hg S3 same-industry same-city 4.5
Hg S2 same-industry province 4.7
Cd S3 same-industry same-city 1
Cd S2 same-industry province 4
As S3 same-industry same-city 6
As S2 same-industry province 24`,
		findings: map[string]int{"warning TD-INT-015": 1, "warning TD-SUB-011": 6},
	}.check(t, p)
	usable(t, p, map[string]string{
		"S1/Pb/air": "0", "S1/Hg/air": "0", "S1/Pb/water": "18", "S1/Hg/water": "6/5", "S1/Cd/water": "9/5",
		"S1/As/water": "12",
		"S2/Pb/air":   "9459/5", "S2/Hg/air": "186/25", "S2/Pb/water": "60", "S2/Hg/water": "18/5", "S2/Cd/water": "6",
		"S2/As/water": "36",
		"S3/Pb/air":   "35", "S3/Hg/air": "39/10", "S3/Pb/water": "10", "S3/Hg/water": "3/5", "S3/Cd/water": "1",
		"S3/As/water": "6"})
	// S2 alone covers what S3, of the project's city, leaves: two counterparties,
	// and S1 has no duties.
	if p.Choice.Parties != 2 || !p.Choice.Fewest() || slices.ContainsFunc(p.Obligations,
		func(o Obligation) bool { return o.Source == "S1" }) {
		t.Errorf("choice %+v, obligations %v", p.Choice, p.Obligations)
	}
	dueOn(t, p, "closure-report", "S2", "2026-02-28", true)
	var recalled []string
	for _, f := range p.Findings {
		if f.Code == CodeStatus {
			recalled = append(recalled, f.Subject)
		}
	}
	slices.Sort(recalled)
	want := []string{"factor:gb25466.t2.water.as", "factor:gb25466.t2.water.cd", "factor:gb25466.t2.water.hg",
		"factor:gb25466.t2.water.pb",
		"factor:gb25466.t5.air.hg", "factor:gb25466.t5.air.pb"}
	if !slices.Equal(recalled, want) {
		t.Errorf("figures not read in the text: %v, want %v", recalled, want)
	}
}

// A waived demand keeps its amount.
func TestPVCByHand(t *testing.T) {
	p := example(t, "pvc")
	byHand{
		status: Waived,
		outlets: []handAmount{
			{"DW001", calc.Mercury, "3/250"}, // 0.003 mg/L × 0.04 m3/t × 100 000 t
			{"DA001", calc.Mercury, "249"},   // 24.9 g/t × 100 000 t × (1 − 0.9)
		},
		own:      map[calc.Pollutant]string{calc.Mercury: "124506/625"},
		demand:   map[calc.Pollutant]string{calc.Mercury: "62253/1250"},
		findings: map[string]int{"warning TD-PER-012": 1, "warning TD-SUB-011": 2, "note TD-PER-010": 1},
	}.check(t, p)
	usable(t, p, map[string]string{"S0/Hg/water": "6/625", "S0/Hg/air": "996/5"})
	// the version for approval, the province's opinion, the decision, the permit anew and its renewal, the records
	if !needOf(t, p, calc.Mercury).Waived || len(p.Obligations) != 6 {
		t.Errorf("waived %v, %d obligations; want waived and 6", needOf(t, p, calc.Mercury).Waived,
			len(p.Obligations))
	}
}

// One of the five conditions is missing: the claim fails, the plan is made.
func TestMiningByHand(t *testing.T) {
	p := example(t, "mining")
	byHand{
		status: Incomplete,
		outlets: []handAmount{ // × 1.0 m3/t × 600 000 t
			{"DW001", calc.Lead, "300"}, {"DW001", calc.Mercury, "30"}, {"DW001", calc.Cadmium, "60"},
			{"DW001", calc.Arsenic, "300"},
		},
		demand: map[calc.Pollutant]string{calc.Lead: "300", calc.Mercury: "30", calc.Cadmium: "60",
			calc.Arsenic: "300"},
		supply: map[calc.Pollutant]string{calc.Lead: "340", calc.Mercury: "31", calc.Cadmium: "121/2",
			calc.Arsenic: "310"},
		allocations: `Pb S1 same-industry same-city 265
Pb S2 same-industry province 35
Hg S1 same-industry same-city 26.5
Hg S2 same-industry province 3.5
Cd S1 same-industry same-city 53
Cd S2 same-industry province 7
As S1 same-industry same-city 265
As S2 same-industry province 35`,
		findings: map[string]int{"error TD-SUB-009": 1, "warning TD-RED-001": 1, "warning TD-SUB-011": 5,
			"note TD-SUB-014": 1},
	}.check(t, p)
	usable(t, p, map[string]string{
		"S1/Pb/water": "265", "S1/Hg/water": "53/2", "S1/Cd/water": "53", "S1/As/water": "265",
		"S2/Pb/water": "75", "S2/Hg/water": "9/2", "S2/Cd/water": "15/2", "S2/As/water": "45",
		"S3/Pb/water": "6", "S3/As/water": "18"}) // computed, but refused
	i := slices.IndexFunc(p.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == "S3" })
	if i < 0 || p.Result.Sources[i].Accepted() || p.Result.Sources[i].Curable() {
		t.Errorf("S3 lies outside the key industries: accepted or curable")
	}
	dueOn(t, p, "closure-report", "S1", "2026-01-20", true)
	dueOn(t, p, "base-total", "", "2027-03-31", false)

	claim := p.Dossier.Project.Exemption
	p.Dossier.Project.Exemption = nil
	if q := again(t, p); q.Status != Complete || rows(q) != rows(p) {
		t.Errorf("without the claim: status %s, allocations\n%s", q.Status, rows(q))
	}
	claim.Statements["equipment"] = "示例初步设计第 4 章"
	p.Dossier.Project.Exemption = claim
	if q := again(t, p); q.Status != Waived || len(q.Allocations) != 0 {
		t.Errorf("with all five conditions: status %s, %d allocations", q.Status, len(q.Allocations))
	}
}
