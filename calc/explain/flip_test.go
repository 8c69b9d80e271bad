package explain_test

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/factors"
)

// verdictOf plans the lead-battery project of 32万 kVAh/a, 0.18 g/kVAh: demand
// 57.6 kg/a. S1 gives 54 and S2 into water 0.14592. The stack of S2 has six
// samples of 0.04 mg/Nm3 and six below a limit, at 15 000 Nm3/h for 7000 h, at an
// output of 7万 of 8万 kVAh.
func verdictOf(t *testing.T, limit string) substitution.Plan {
	t.Helper()
	c := example(t, "lead-battery")
	d := *c.Dossier()
	d.Lines = slices.Clone(d.Lines)
	for i := range d.Lines {
		if d.Lines[i].ID == "F-L1" {
			d.Lines[i].Products = slices.Clone(d.Lines[i].Products)
			d.Lines[i].Products[0].Capacity.Amount = quantity.Must("32万 kVAh/a")
		}
	}
	number := func(s, unit string) monitoring.Value {
		x, _ := quantity.ParseDecimal([]byte(s))
		return monitoring.Value{Decimal: x, Unit: quantity.MustUnit(unit), Set: true}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	measured := reduction.Monitor(monitoring.Input{Facts: monitoring.FactsOf(&d), Book: book, On: d.Date,
		Read: func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord,
			[]calc.Finding, error) {
			if set.Outlet != "H-DA001" {
				return nil, nil, nil
			}
			for month := 1; month <= 12; month++ {
				at, _ := monitoring.At(calc.Date{Year: 2025, Month: month, Day: 10}, 0, 0)
				r := monitoring.Reading{Kind: monitoring.Manual, Outlet: "H-DA001", Pollutant: calc.Lead, Start: at,
					Concentration: number("0.04", "mg/Nm3"), Flow: number("15000", "Nm3/h"),
					Place: monitoring.Place{File: "x", Row: month}}
				if month > 6 {
					r.Concentration = number(limit, "mg/Nm3")
					r.Concentration.NonDetect = true
				}
				if err := take(r); err != nil {
					return nil, nil, err
				}
			}
			return []monitoring.FileRecord{{Set: set.ID, Name: "x", SHA256: "00"}}, nil, nil
		}})
	return opened(&d).WithReadings(measured).Explained()
}

// Zero for what is below the limit, 0.02 × 15 000 × 7000 = 2.1 kg, 2.4 at the
// approved scale: 54 + 0.14592 + 2.4 is short of 57.6. With the limit, 0.03: 0.035
// × … = 3.675, 4.2: enough. Half, 3.3, is not: one policy turns the verdict. And
// the interval of 2.4 reaches beyond the 3.45 it would take, below it not.
func TestVerdictHangsOnNonDetects(t *testing.T) {
	p := verdictOf(t, "0.03")
	wantAmount(t, "demand", p.Needs[0].Demand, "57.6 kg/a")
	wantAmount(t, "shortfall", p.Needs[0].Shortfall, "1.05408 kg/a") // 57.6 − 56.54592
	if p.Status != substitution.Short {
		t.Errorf("status %s", p.Status)
	}
	flips := found(p, substitution.CodeFlip)
	if len(flips) != 1 || flips[0].Severity != calc.Warning || !strings.Contains(flips[0].Message.EN,
		"counts as the detection limit") || len(flips[0].Figures) == 0 {
		t.Fatalf("flips %v", flips)
	}
	if within := found(p, substitution.CodeWithin); len(within) != 1 || !strings.Contains(within[0].Message.EN,
		"for the claimant") {
		t.Errorf("within %v", within)
	}
}

// With a limit of 0.001 no policy matters: 0.0205 × … = 2.46 at most.
func TestVerdictThatHolds(t *testing.T) {
	if p := verdictOf(t, "0.001"); len(found(p, substitution.CodeFlip)) != 0 || p.Status != substitution.Short {
		t.Errorf("%s, flips %v", p.Status, found(p, substitution.CodeFlip))
	}
	for _, name := range []string{"plating", "leather", "smelting", "lead-battery"} {
		p := example(t, name).Explained()
		if len(found(p, substitution.CodeFlip)) != 0 || len(found(p, substitution.CodeWithin)) != 0 {
			t.Errorf("%s: the verdict is said to hang on monitoring data", name)
		}
	}
}
