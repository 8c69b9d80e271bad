package calc_test

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/quantity"
)

// A number is its own derivation: 1.0 mg/L × 124000 m3/a = 124 kg/a, with the
// clause and where each operand was stated, and it can be checked again.
func Example() {
	stated := func(line int) calc.Origin {
		return calc.Origin{Kind: calc.FromDossier, At: calc.Position{File: "dossier.toml", Line: line}}
	}
	limit := calc.Given("C", "limit", quantity.Must("1.0 mg/L"), stated(12))
	water := calc.Given("Q·S", "benchmark-discharge", quantity.Must("124000 m3/a"), stated(15))
	e := calc.Product("E", "permitted-emission", calc.Clause{Instrument: "HJ 855-2017", Locator: "式(4)"}, limit,
		water).In(quantity.KgPerYear)

	fmt.Println(e.Symbol(), "=", e.Value(), "by", e.Clause())
	for _, leaf := range e.Leaves() {
		fmt.Println(leaf.Symbol(), "=", leaf.Value(), "of", leaf.Origin().At)
	}
	fmt.Println(e.Recheck())
	// Output:
	// E = 124 kg/a by HJ 855-2017 式(4)
	// C = 1 mg/L of dossier.toml:12
	// Q·S = 124000 m3/a of dossier.toml:15
	// <nil>
}
