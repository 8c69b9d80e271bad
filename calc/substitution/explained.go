package substitution

import "tidai/calc"

// What explains a plan is found by package explain, which plans versions of it.

// ObstacleKind is what keeps an amount from the plan.
type ObstacleKind string

// The kinds, in the order in which lifting them disturbs: papers and dates
// before agreements with the transferor.
const (
	ObstacleRefused   ObstacleKind = "refused"   // the source is not accepted
	ObstacleLot       ObstacleKind = "lot"       // less is usable than the transferor's lot
	ObstacleKept      ObstacleKind = "kept"      // the transferor keeps it
	ObstacleCommitted ObstacleKind = "committed" // given to another project before
)

// ObstacleKinds lists the kinds.
var ObstacleKinds = calc.Words[ObstacleKind]{
	{Key: ObstacleRefused, Name: calc.Text{ZH: "未采纳", EN: "refused"}},
	{Key: ObstacleLot, Name: calc.Text{ZH: "最小转让量", EN: "lot"}},
	{Key: ObstacleKept, Name: calc.Text{ZH: "自留量", EN: "kept by the transferor"}},
	{Key: ObstacleCommitted, Name: calc.Text{ZH: "已出让", EN: "given to another project"}},
}

// Obstacle is one thing that keeps an amount of a metal from the plan.
type Obstacle struct {
	Kind     ObstacleKind
	Source   string
	Gives    calc.Step   // what the plan lacks because of it
	Reasons  []calc.Text // why
	Rules    []string
	Cure     calc.Text
	Liftable bool // a document, a date or an agreement could lift it
}

// Conflict is why the demand of one metal cannot be met: what there is, what
// stands in the way, and every least set of obstacles whose lifting closes the
// gap. Least: no obstacle of a set can be left out. Each set was planned.
type Conflict struct {
	Need      Need
	Given     []Given
	Obstacles []Obstacle
	Sets      [][]int   // indices of obstacles; at most a few, the smallest first
	Still     calc.Step // short even with everything liftable lifted; no value where that closes it
	Cut       bool      // more could be lifted than was tried: the sets are least, but there may be smaller ones
}

// Given is what an accepted source gives.
type Given struct {
	Source string
	Tier   Tier
	Amount calc.Step
}

// Repair is one way to close a shortfall, verified by planning again.
type Repair struct {
	Pollutant calc.Pollutant // whose shortfall it closes
	Medium    calc.Medium
	Kind      string // "cure", "terms", "capacity", "more"
	Sources   []string
	Text      calc.Text
	Closes    bool // planning again with it leaves no shortfall of the pollutant
	Amount    calc.Step
}
