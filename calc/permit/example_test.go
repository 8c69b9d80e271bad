package permit_test

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/permit"
	"tidai/calc/quantity"
)

// HJ 855-2017 eq. (4) for total chromium of two plating lines at one workshop
// outlet: 1.0 mg/L × (0.5 m3/m2 × 200000 m2/a + 0.2 m3/m2 × 120000 m2/a) =
// 1.0 × 124000 g/a = 124 kg/a.
func ExampleByCapacityVolumeLimit() {
	given := func(symbol, term, q string) calc.Step {
		return calc.Given(symbol, term, quantity.Must(q), calc.Origin{Kind: calc.FromDossier})
	}
	line := func(volume, capacity string) permit.Volume {
		return permit.Volume{PerProduct: given("Q", "benchmark-volume", volume),
			Capacity: given("S", "capacity", capacity)}
	}
	e := permit.ByCapacityVolumeLimit(calc.Clause{Instrument: "HJ 855-2017", Locator: "式(4)"}, quantity.KgPerYear,
		given("C", "limit", "1.0 mg/L"), line("500 L/m2", "200000 m2/a"), line("200 L/m2", "120000 m2/a"))
	fmt.Println(e.Symbol(), "=", e.Value(), "by", e.Clause())
	// Output:
	// E = 124 kg/a by HJ 855-2017 式(4)
}
