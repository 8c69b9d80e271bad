package monitoring_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
	"tidai/factors"
)

type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// fromFiles assesses files of one outlet under a plain rule.
func fromFiles(medium calc.Medium, outlet string, files map[string]string, sets ...dossier.MonitoringFiles) (
	monitoring.Result, []calc.Finding) {
	rule := factors.MonitoringRule{Family: "A", Outlets: "main", Clause: calc.Clause{Instrument: "HJ X",
		Locator: "式(6)"}, Automatic: calc.Clause{Instrument: "HJ X", Locator: "式(5)"}}
	d := &dossier.Dossier{Dischargers: []dossier.Discharger{{ID: "E1"}}, Monitoring: sets,
		Lines: []dossier.Line{{ID: "L1", Discharger: "E1", Specification: "HJ X",
			Products: []dossier.Product{{ID: "P1"}}}},
		Outlets: []dossier.Outlet{{ID: outlet, Discharger: "E1", Medium: medium, Position: calc.Stack,
			Grade: calc.MainOutlet, Receives: []dossier.Feed{{Line: "L1"}}}}}
	return monitoring.Assess(monitoring.Input{Facts: monitoring.FactsOf(d), On: calc.MustDate("2026-03-31"),
		Use:  monitoring.BeforeState,
		Rule: func(string, calc.Medium) (factors.MonitoringRule, error) { return rule, nil },
		Read: intake.New(func(name string) (intake.File, error) {
			return memory{bytes.NewReader([]byte(files[name]))},
				nil
		})})
}

// Real hourly mercury, end to end: it has no flow, so every row of site B is
// accounted for as without flow and there is no amount; nothing is guessed.
func TestRealMercuryWithoutFlow(t *testing.T) {
	data, err := os.ReadFile("intake/testdata/hg-hourly.csv")
	if err != nil {
		t.Fatal(err)
	}
	set := dossier.MonitoringFiles{ID: "M1", Kind: dossier.AutomaticData, Files: []string{"hg.csv"}, Interval: "hour",
		HourMark: "beginning", Columns: []dossier.MonitoringColumn{{Header: "HGC", Means: "Hg"}}}
	r, found := fromFiles(calc.Air, "B", map[string]string{"hg.csv": string(data)}, set)
	if len(r.Accounts) != 1 || len(r.Files) != 1 || r.Files[0].Handed != 737 {
		t.Fatalf("%d accounts, files %+v", len(r.Accounts), r.Files)
	}
	a := r.Accounts[0]
	if a.Amount.OK() || !a.Tally.Balanced() || a.Tally.Read != 736 || a.Tally.Invalid != 736 {
		t.Errorf("%+v, tally %+v", a.Amount, a.Tally)
	}
	codes := map[string]bool{}
	for _, f := range found {
		codes[f.Code] = true
	}
	if !codes[monitoring.CodeNoMethod] || !codes[monitoring.CodeUnknown] { // site A is no outlet of the dossier
		t.Errorf("%+v", found)
	}
}

// With a flow of 250 m3/h at standard state written beside every value, in a
// unit that is declared, the amount is 250 times the sum of the column, which
// encoding/csv and big.Rat add up.
func TestRealMercuryWithFlow(t *testing.T) {
	data, err := os.ReadFile("intake/testdata/hg-hourly.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := new(big.Rat)
	var file strings.Builder
	file.WriteString("date,hour,汞(ug/Nm3),flow(Nm3/h)\n")
	for _, row := range rows[1:] {
		if row[0] != "B" {
			continue
		}
		x, ok := new(big.Rat).SetString(row[6])
		if !ok {
			t.Fatal(row)
		}
		want.Add(want, x)
		fmt.Fprintf(&file, "%s,%s,%s,250\n", row[2], row[3], row[6])
	}
	want.Mul(want, big.NewRat(250, 1_000_000_000)) // µg in kg
	set := dossier.MonitoringFiles{ID: "M1", Kind: dossier.AutomaticData, Files: []string{"hg.csv"}, Outlet: "B",
		Interval: "hour", HourMark: "beginning"}
	r, found := fromFiles(calc.Air, "B", map[string]string{"hg.csv": file.String()}, set)
	if len(r.Accounts) != 1 || !r.Accounts[0].Candidates[0].Amounts.Limit.OK() {
		t.Fatalf("%+v %+v", r.Accounts, found)
	}
	a := r.Accounts[0]
	if got := a.Candidates[0].Amounts.Limit.Value(); !got.Equal(quantity.New(want, quantity.MustUnit("kg"))) ||
		a.Tally.Used != 736 || !a.Tally.Balanced() {
		t.Errorf("%s, want %s kg; %+v", got, want.RatString(), a.Tally)
	}
}

// One day of a leap year twice: hours named by their end (up to 24:00) in one
// file, by their beginning in the other. They are the same hours.
func TestMixedHourMarks(t *testing.T) {
	ending, beginning := "时间,总铅(mg/Nm3),标干流量(Nm3/h)\n", "时间,总铅(mg/Nm3),标干流量(Nm3/h)\n"
	want := 0
	for h := range 24 {
		ending += fmt.Sprintf("2024-02-29 %02d:00,%d,1000\n", h+1, h+1)
		beginning += fmt.Sprintf("2024-02-29 %02d:00,%d,1000\n", h, h+1)
		want += h + 1 // g: mg/Nm3 × 1000 Nm3
	}
	set := dossier.MonitoringFiles{ID: "M1", Kind: dossier.AutomaticData, Files: []string{"end.csv"}, Outlet: "DA001",
		Interval: "hour", HourMark: "ending"}
	other := set
	other.ID, other.Files, other.HourMark = "M2", []string{"begin.csv"}, "beginning"
	files := map[string]string{"end.csv": ending, "begin.csv": beginning}
	r, found := fromFiles(calc.Air, "DA001", files, set, other)
	if len(r.Accounts) != 1 {
		t.Fatalf("%+v", found)
	}
	a := r.Accounts[0]
	if got := a.Candidates[0].Amounts.Limit; !got.OK() || !got.Value().Equal(quantity.New(big.NewRat(int64(want), 1000),
		quantity.MustUnit("kg"))) {
		t.Errorf("%v, want %d g", got, want)
	}
	if n := a.Tally; n.Used != 24 || n.Duplicate != 24 || n.Read != 48 {
		t.Errorf("%+v", n)
	}
}

// A total of a series: 20 % and 10 % with k = 2, relative standard
// uncertainties 0.1 and 0.05. In squares 0.01 and 0.0025: shares 80 and 20 %,
// u = √0.0125 of the value.
func TestUncertaintyOfASeries(t *testing.T) {
	file := "时间,总铅(mg/Nm3),标干流量(Nm3/h)\n"
	for h := range 24 {
		file += fmt.Sprintf("2024-02-29 %02d:00,10,1000\n", h)
	}
	set := dossier.MonitoringFiles{ID: "M1", Kind: dossier.AutomaticData, Files: []string{"a.csv"}, Outlet: "DA001",
		Interval: "hour", HourMark: "beginning"}
	r, _ := fromFiles(calc.Air, "DA001", map[string]string{"a.csv": file}, set)
	s := r.Accounts[0].Candidates[0].Amounts.Limit // 0.24 kg
	u, err := monitoring.UncertaintyOf(s, estimate.Trials{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got := estimate.Shown(u.Propagated.Standard, 4); got != "0.02683" { // 0.24 × 0.1118034
		t.Errorf("u = %s", got)
	}
	for i, want := range []string{"80.0", "20.0"} {
		if got := estimate.Shown(u.Propagated.Contributions[i].Share, 3); got != want {
			t.Errorf("share %d is %s, want %s", i, got, want)
		}
	}
	again, _ := monitoring.UncertaintyOf(s, estimate.Trials{Seed: 3})
	other, _ := monitoring.UncertaintyOf(s, estimate.Trials{Seed: 4})
	if u.Simulated != again.Simulated || u.Simulated.Mean == other.Simulated.Mean || u.Simulated.Symmetric.Lower >
		0.2 || u.Simulated.Symmetric.Upper < 0.28 {
		t.Errorf("%+v, %+v", u.Simulated, again.Simulated)
	}
	if d, err := r.Accounts[0].Describe(estimate.Bootstrap{}); err != nil || d.N != 24 || d.ND != 0 ||
		d.Unit.String() != "mg/Nm3" || d.Rows[0].Estimate.Mean != 10 {
		t.Errorf("%+v %v", d, err)
	}
}
