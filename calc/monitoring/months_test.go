package monitoring

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

func wantMonth(t *testing.T, got quantity.Quantity, want string) {
	t.Helper()
	if q, err := got.In(kilogram); err != nil || q.Exact() != want {
		t.Errorf("%s kg, want %s", q.Exact(), want)
	}
}

// By hand: 0.5 mg/m3 × 1000 Nm3/h = 0.0005 kg/h. January of 2025 has 744 hours; ten
// of its last hours and five of February's first are missing and filled with the
// maximum, 0.0005 kg: 734 h × 0.0005 = 0.367 and 0.005; 667 h × 0.0005 = 0.3335 and 0.0025.
func TestMonths(t *testing.T) {
	rs := hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")
	for i := 734; i < 749; i++ {
		rs[i].Flag = Calibration
	}
	r, _ := Assess(input(world(), mainRule, AfterState, rs...))
	a := one(t, r, "DA001", calc.Lead)
	if len(a.Months) != 12 {
		t.Fatalf("%d months", len(a.Months))
	}
	jan, feb := a.Months[0], a.Months[1]
	wantMonth(t, jan.Measured, "0.367")
	wantMonth(t, jan.Filled, "0.005")
	wantMonth(t, feb.Measured, "0.3335")
	wantMonth(t, feb.Filled, "0.0025")
	if jan.Hours != 10 || feb.Hours != 5 || a.Months[2].Hours != 0 || jan.Open != 0 {
		t.Errorf("hours %d, %d, %d, open %d", jan.Hours, feb.Hours, a.Months[2].Hours, jan.Open)
	}

	// before a reduction the same hours count as zero
	r, _ = Assess(input(world(), mainRule, BeforeState, rs...))
	a = one(t, r, "DA001", calc.Lead)
	wantMonth(t, a.Months[0].Filled, "0")
	if a.Months[0].Hours != 0 || a.Months[0].Open != 10 || a.Months[1].Open != 5 {
		t.Errorf("months %+v", a.Months[:2])
	}
}

// The months of an account come to its amount, whatever the gaps: every ninth
// day without data, and a run of hours out of days that stay valid.
func TestMonthsComeToTheAmount(t *testing.T) {
	for _, use := range []Use{BeforeState, AfterState} {
		rs := hourly(t, "2025-01-01", hoursOf2025, "0.5", "1000")
		for i := range rs {
			rs[i].Concentration = val(t, []string{"0.5", "0.25", "1.75", "3"}[i%4], "mg/m3")
			if i/24%9 == 3 && i%24 > 20 || i%701 < 2 {
				rs[i].Flag = Fault
			}
		}
		r, _ := Assess(input(world(), mainRule, use, rs...))
		a := one(t, r, "DA001", calc.Lead)
		sum := quantity.Int(0, kilogram)
		for _, m := range a.Months {
			for _, q := range []quantity.Quantity{m.Measured, m.Filled} {
				var err error
				if sum, err = sum.Add(q); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n, err := sum.Cmp(a.Amount.Value()); err != nil || n != 0 {
			t.Errorf("%s: months come to %s, the account to %s", use, sum.Exact(), a.Amount.Value().Exact())
		}
	}
}
