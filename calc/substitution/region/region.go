// Package region plans for many projects and many sources at once: which
// source gives how much to which project, by the order of the notice, with a
// certificate that no other division does better.
//
// The order holds for the region as a whole, metal by metal in the sum: least
// missing; least from another key industry (JL-2.2); least from other
// enterprises, then from other cities (JL-2.4); least bound beyond use where a
// source goes whole or by lots; least price, where every source states one.
// For a single project that is the order of package substitution. Fewer pairs
// of source and project are looked for at the end by a greedy pass, and are
// not proven to be the fewest.
package region

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/calc/substitution/certificate"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeShort     = "TD-REG-001" // demand not met (JL-2.1)
	CodeTwice     = "TD-REG-002" // one line is a source twice (JL-6.1)
	CodeDeadline  = "TD-REG-003" // a source without deadline cannot be placed before a commissioning
	CodeLot       = "TD-REG-004" // less is usable than the transferor's lot
	CodePrices    = "TD-REG-005" // prices do not count: some sources state none
	CodeUnproven  = "TD-REG-006" // the search for the best choices was cut off
	CodeBeyond    = "TD-REG-007" // an amount or a price is too large to plan with
	CodeRatios    = "TD-POL-018" // ratios by distance or tier, with which a region cannot be planned
	CodeReserve   = "TD-POL-023" // reserve that comes after all others, with which a region cannot be planned
	CodePolicy    = "TD-REG-008" // a dossier names another policy than the region
	CodeUncertain = "TD-REG-009" // a demand could not be computed
	CodeDate      = "TD-REG-010" // a project without day of commissioning
)

// Levels name the levels of cost, the most important first. Amounts are in
// mg/a, the price in fen/kg times mg/a.
var Levels = []calc.Text{
	{ZH: "缺口", EN: "what is missing"},
	{ZH: "其他重点行业", EN: "from other key industries"},
	{ZH: "其他企业", EN: "from other enterprises"},
	{ZH: "其他市（州）", EN: "from other cities"},
	{ZH: "整体转让和最小转让量多占", EN: "bound beyond use"},
	{ZH: "费用", EN: "price"},
}

// Case is an application of the region.
type Case interface {
	Dossier() *dossier.Dossier
	Reduced() reduction.Result    // its emissions and sources, assessed
	Needed() substitution.Needed  // what its project needs
	With(d *dossier.Dossier) Case // a version, of a changed copy of the dossier
}

// Project is one project of the region.
type Project struct {
	Case
	ID       string
	Findings []calc.Finding // what others found on it
}

// Input is what a plan of a region is made from.
type Input struct {
	Projects []Project
	Shared   Case // sources that belong to no project; may be nil
	Policy   factors.Policy
	On       calc.Date      // date of law
	MaxNodes int            // bound of the tree of choices; 0: the solver's own
	Findings []calc.Finding // what others found on the region's own files
}

// Good is what is planned for: a metal, or a metal into one medium where the
// policy keeps the media apart (reading 2).
type Good struct {
	Pollutant calc.Pollutant
	Medium    calc.Medium
}

// Name is the good in certificates and tables: "Pb", "Pb/water".
func (g Good) Name() string {
	if g.Medium == "" {
		return string(g.Pollutant)
	}
	return string(g.Pollutant) + "/" + string(g.Medium)
}

// Need is the demand of a project for one good.
type Need struct {
	Good
	Exact     calc.Step
	Rounded   calc.Step // up to whole milligrams
	Allocated calc.Step
	Shortfall calc.Step // no value where there is none
	Waived    bool
}

// ProjectRow is one project with what it needs and gets.
type ProjectRow struct {
	ID, Name      string
	City          string
	Industry      factors.Industry
	Commissioning calc.Date
	Needs         []Need
}

// Supply is what a source gives of one good.
type Supply struct {
	Good
	Exact   calc.Step // usable
	Rounded calc.Step // down to whole milligrams
	Lot     calc.Step // least transferred; no value where none is stated
	Used    calc.Step // by projects
	Given   calc.Step // parted with; more than Used where the source goes whole or by lots
	Left    calc.Step
}

// SourceRow is one source with what it gives.
type SourceRow struct {
	ID       string // "folder/id", or the id of a shared source
	Result   reduction.SourceResult
	Ready    calc.Date // deadline, or the day of closing where that is later
	Supplies []Supply
	Refusals []calc.Finding // why it takes no part
	Nobody   bool           // ready only after every project begins
}

// Gives reports whether the source parts with anything.
func (s SourceRow) Gives() bool {
	return slices.ContainsFunc(s.Supplies, func(y Supply) bool { return y.Given.OK() })
}

// Flow is what one source gives to one project.
type Flow struct {
	Good
	Source, Project string
	Amount          calc.Step
	Tier            substitution.Tier
	Preference      substitution.Preference
}

// CityTotal adds up one good in one city: what its projects need, get and
// lack, and what its sources can give, give and keep.
type CityTotal struct {
	Good
	City                         string
	Demand, Allocated, Shortfall calc.Step
	Supply, Given, Left          calc.Step
}

// Plan is the plan of a region.
type Plan struct {
	Policy      factors.Policy
	On          calc.Date
	Goods       []Good
	Projects    []ProjectRow
	Sources     []SourceRow
	Flows       []Flow
	Totals      []CityTotal
	Priced      bool                // prices count
	Choices     int                 // sources that go whole or by lots
	Nodes       int                 // of the tree of choices
	Proven      bool                // the certificate proves that no plan is better
	Cost        []quantity.Quantity // of the plan by level, in kg/a and 元/a
	Certificate certificate.File
	Findings    []calc.Finding
}

// Short reports whether any demand is not met.
func (p Plan) Short() bool {
	for _, x := range p.Projects {
		for _, n := range x.Needs {
			if n.Shortfall.OK() {
				return true
			}
		}
	}
	return false
}
