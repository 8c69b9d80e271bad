package dossier

import (
	"tidai/calc"
)

// Facts that no amount is computed from: what is stated elsewhere is held
// against them.

// Year is what left by one outlet in a calendar year, as a record or a report
// of that year states it.
type Year struct {
	At      calc.Position
	Outlet  string
	Year    int
	Partial bool         // not in operation all the year: its first, its last, a stop
	Output  []LineOutput // what its lines made
	Volume  Stated       // waste water (m3) or waste gas (Nm3)
	Taken   Stated       // water taken in for what leaves here, m3
	Dust    Stated       // particulate matter, kg
	Amounts []YearAmount
}

// YearAmount is one metal of such a year.
type YearAmount struct {
	At            calc.Position
	Pollutant     calc.Pollutant
	Value         Stated // kg of the year
	Concentration Stated // mean of the year, mg/L or mg/Nm3
}

// StatedCapacity is the capacity that a permit or an EIA states of a line.
type StatedCapacity struct {
	At            calc.Position
	Line, Product string
	Value         Stated
}

// BaseTotal is the base total (总量基数) of a metal that a city was set.
type BaseTotal struct {
	At        calc.Position
	City      string
	Pollutant calc.Pollutant
	Value     Stated
	Document  string
}

// Explanation says why a figure that is asked about is right. It holds for that
// figure alone, and until a day.
type Explanation struct {
	At       calc.Position
	Code     string // of the finding it answers, "TD-PLA-001"
	About    string // its subject, "source:S2"
	Figure   Stated // the figure that is right
	Reason   string
	Document string // that shows it
	Until    calc.Date
}

// lastOf finds what a list states of a line and product; a list that names no
// product means the only one.
func lastOf(list []StatedCapacity, line, product string) (StatedCapacity, bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if c := list[i]; c.Line == line && (c.Product == product || c.Product == "") {
			return c, true
		}
	}
	return StatedCapacity{}, false
}

// CapacityOf is what the version states of a product's capacity.
func (v PermitVersion) CapacityOf(line, product string) (StatedCapacity, bool) {
	return lastOf(v.Capacities, line, product)
}

// CapacityOf is what the EIA states of a product's capacity.
func (e EIA) CapacityOf(line, product string) (StatedCapacity, bool) {
	return lastOf(e.Capacities, line, product)
}
