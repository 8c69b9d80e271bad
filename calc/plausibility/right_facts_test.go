package plausibility_test

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// inFormula is a figure of the derivation of an amount, in one of two units.
func inFormula(s calc.Step, term string, units ...string) *big.Rat {
	if s.TermKey() == term && s.OK() {
		for _, u := range units {
			if q, err := s.Value().In(quantity.MustUnit(u)); err == nil {
				return q.Rat()
			}
		}
	}
	for _, o := range s.Operands() {
		if x := inFormula(o, term, units...); x != nil {
			return x
		}
	}
	return nil
}

// number writes a figure with so many significant digits.
func number(x float64, digits int) string {
	return quantity.Exact(quantity.RoundSignificant(new(big.Rat).SetFloat64(x), digits))
}

func float(x *big.Rat) float64 {
	f, _ := x.Float64()
	return f
}

// between is a number of the facts beside the amounts.
func (g *maker) between(low, high float64) float64 { return low + (high-low)*g.aside.Float64() }

// capacity states the capacity of the line in half of the documents.
func (g *maker) capacity(head string, p plant) {
	if g.aside.IntN(2) == 0 {
		g.m.add(head, "line", p.line, "capacity", productOf(g.m, p.line).get("capacity"))
	}
}

// stack measures half of the stacks: flow is velocity times area, within 2 %.
func (g *maker) stack(o *table) {
	if g.aside.IntN(2) == 0 {
		return
	}
	v, a := g.between(6, 18), g.between(0.3, 4)
	o.set("velocity", number(v, 3)+" m/s")
	o.set("area", number(a, 3)+" m2")
	o.set("stack_flow", number(v*a*3600*g.between(0.98, 1.02), 3)+" m3/h")
}

// years adds the records of four years of half of the plants that work. What
// leaves follows what is made, within a tenth, and stays below what is permitted.
func (g *maker) years(p plant, permitted []amount) {
	if g.aside.IntN(2) == 0 {
		return
	}
	byOutlet, order := map[string][]amount{}, []string{}
	for _, a := range permitted {
		if byOutlet[a.outlet] == nil {
			order = append(order, a.outlet)
		}
		byOutlet[a.outlet] = append(byOutlet[a.outlet], a)
	}
	made, unit, _ := strings.Cut(productOf(g.m, p.line).get("capacity"), " ")
	capacity, _ := strconv.ParseFloat(made, 64)
	for year := 2022; year <= 2025; year++ {
		load := g.between(0.5, 1)
		for _, outlet := range order {
			g.year(year, p, outlet, byOutlet[outlet], load, number(capacity*load, 5)+" "+strings.TrimSuffix(unit, "/a"))
		}
	}
}

func (g *maker) year(year int, p plant, outlet string, list []amount, load float64, output string) {
	t := g.m.add("[[yearly]]", "outlet", outlet, "year", strconv.Itoa(year))
	water := strings.Contains(outlet, "DW")
	volume, dust := 0.0, 0.0
	if list[0].volume != nil {
		volume = float(list[0].volume) * load
		t.set("volume", number(volume, 5)+map[bool]string{true: " m3", false: " Nm3"}[water])
	}
	if water && volume > 0 {
		t.set("water_taken", number(volume*g.between(1.05, 1.4), 5)+" m3")
	}
	for _, a := range list {
		kg := float(a.value) * load * g.between(0.8, 0.95)
		dust += kg
		row := g.m.add("[[yearly.amount]]", "pollutant", a.metal, "amount", number(kg, 4)+" kg")
		if volume > 0 {
			row.set("concentration", number(kg*1e6/volume/1e3*map[bool]float64{true: 1, false: 1e3}[water], 4)+
				map[bool]string{true: " mg/L", false: " mg/Nm3"}[water])
		}
	}
	if !water {
		t.set("dust", number(dust*g.between(3, 20), 4)+" kg")
	}
	g.m.add("[[yearly.output]]", "line", p.line, "amount", output)
}

// inlets are concentrations of untreated plating water in the middle of the
// guide's range (HJ 1306-2023 table B.1), mg/L.
var inlets = map[string]float64{"Cr6+": 60, "Cr": 110, "Cd": 12, "Pb": 25}

// account adds a measured account of the project's water to half of its EIAs:
// what it comes to lies between half of the formula and the formula.
func (g *maker) account(p plant, amounts []amount) {
	for _, a := range amounts {
		if a.limit == nil || !strings.Contains(a.outlet, "DW") ||
			g.aside.IntN(2) == 0 && p.industry != "electroplating" {
			continue
		}
		c := float(a.limit) * g.between(0.4, 0.9)
		flow := float(a.value) * g.between(0.5, 1) * 1000 / c / 300
		t := g.m.add("[[intensity]]", "line", p.line, "outlet", a.outlet, "pollutant", a.metal, "method", "measurement",
			"time", "7200 h/a", "load", "90 %")
		if inlets[a.metal] > 0 && p.industry == "electroplating" {
			t.set("inlet", number(inlets[a.metal]*g.between(0.7, 1.5), 3)+" mg/L")
			t.set("treated", number(c, 3)+" mg/L")
		}
		for i := range 3 {
			g.m.add("[[intensity.sample]]", "day", fmt.Sprintf("=2025-0%d-11", i+3), "concentration", number(c,
				3)+" mg/L",
				"flow", number(flow, 4)+" m3/d", "load", "90 %")
		}
	}
}
