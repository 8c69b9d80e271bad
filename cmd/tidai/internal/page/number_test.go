package page

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
)

// By hand: amounts are printed with three significant digits and up to two decimals, half
// to even.
func TestAddsUp(t *testing.T) {
	kg := func(s string) calc.Step {
		if s == "" {
			return calc.Step{}
		}
		q, err := quantity.Parse(s + " kg/a")
		if err != nil {
			t.Fatal(err)
		}
		return calc.Given("E", "demand", q, calc.Origin{})
	}
	for _, row := range []struct {
		total string
		parts []string
		want  bool
	}{
		{"3", []string{"1", "2"}, true},
		{"124.57", []string{"124", "0.569"}, false},     // 124.569
		{"0.6691", []string{"0.3345", "0.3346"}, true},  // printed 0.669, 0.334 and 0.335
		{"0.6694", []string{"0.3347", "0.3347"}, false}, // printed 0.669, 0.335 and 0.335
		{"1", []string{"1", ""}, true},
		{"", []string{"1"}, true},
	} {
		var parts []calc.Step
		for _, p := range row.parts {
			parts = append(parts, kg(p))
		}
		if got := AddsUp(kg(row.total), parts...); got != row.want {
			t.Errorf("%s of %v: %v", row.total, row.parts, got)
		}
	}
}
