package monitoring

import (
	"testing"

	"tidai/calc"
)

// A year of hours of one outlet and pollutant, from readings to the amount:
// whole, and with gaps that HJ 75 fills.
func BenchmarkYear(b *testing.B) {
	whole := hourly(b, "2025-01-01", hoursOf2025, "0.5", "1000")
	var gaps []Reading
	for i, r := range whole {
		if i%100 >= 5 {
			gaps = append(gaps, r)
		}
	}
	for name, readings := range map[string][]Reading{"whole": whole, "gaps": gaps} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, _ := Assess(input(world(), mainRule, AfterState, readings...))
				if len(r.Accounts) != 1 || r.Accounts[0].Pollutant != calc.Lead {
					b.Fatal("no account")
				}
			}
		})
	}
}
