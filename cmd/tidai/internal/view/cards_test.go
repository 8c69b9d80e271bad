package view

import (
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
)

// A metal that lacks something, or whose demand is not known, never looks met.
func TestCards(t *testing.T) {
	kg := func(n int64) calc.Step {
		return calc.Given("E", "demand", quantity.Int(n, quantity.KgPerYear), calc.Origin{Kind: calc.FromDossier})
	}
	p := substitution.Plan{Needs: []substitution.Need{
		{Pollutant: calc.Lead, Demand: kg(10), Allocated: kg(10)},
		{Pollutant: calc.Lead, Demand: kg(10), Allocated: kg(4), Shortfall: kg(6)},
		{Pollutant: calc.Lead},
		{Pollutant: calc.Lead, Demand: kg(0)},
		{Pollutant: calc.Lead, Demand: kg(10), Waived: true},
	}}
	want := []struct {
		state string
		short bool
		last  string
	}{{"amount met", false, none}, {"short", true, "6.00 kg/a"}, {"not determined", true, none},
		{"nothing needed", false, none}, {"waiver claimed", false, none}}
	for i, c := range newBuilder(calc.EN).cards(p) {
		if c.State != want[i].state || c.Short != want[i].short || c.Fields[2].Text.String() != want[i].last {
			t.Errorf("card %d: %+v, want %+v", i, c, want[i])
		}
	}
}
