package dossier

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

// byMetalUse is the equation that derives a plating capacity from metal use.
var byMetalUse = calc.Clause{Instrument: "HJ 855-2017", Locator: "式(5)"}

// CapacityStep is the product's approved capacity as a step: stated, or for
// plating derived from the metal used by HJ 855-2017 eq. (5),
// S = g·η/(ρ·h), with g kg/a of metal, η its utilisation, ρ its density and h
// the thickness of the layer; m2/a. The dossier knows the equation because it
// replaces a stated figure by other stated figures.
func (p Product) CapacityStep(symbol string) calc.Step {
	m := p.Metal
	if m == nil {
		return p.Capacity.Step(symbol, "capacity")
	}
	layer := calc.Product("ρ·h", "layer-mass", byMetalUse,
		m.Density.Step("ρ", "density"), m.Thickness.Step("h", "layer-thickness"))
	plated := calc.Product("g·η", "metal-plated", byMetalUse,
		m.Used.Step("g", "metal-used"), m.Utilisation.Step("η", "utilisation")).In(quantity.KgPerYear)
	return calc.Quotient(symbol, "capacity", byMetalUse, plated, layer).In(quantity.MustUnit("m2/a"))
}
