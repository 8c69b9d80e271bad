package page

import (
	"math/big"

	"tidai/calc"
)

// Figure is a chart of an HTML page: finished numbers and texts, whose table
// stands in the same block and says the same. Drawing lays them out and
// computes nothing else.
type Picture interface {
	Words() Caption
}

// Caption names a figure. Desc tells in one sentence what it shows to readers
// who do not see it; Legend explains its signs.
type Caption struct {
	Text, Desc string
	Legend     []Sign
}

// Sign is an entry of a legend: a class of shapes and what it means.
type Sign struct{ Class, Text string }

// Words makes whatever has a caption a figure.
func (c Caption) Words() Caption { return c }

// MethodFigure sets the methods of one outlet side by side. The one that governs
// has a full bar, bold letters, its word, and a line across the others.
type MethodPicture struct {
	Caption
	Rows []MethodBar
}

// MethodBar is one method. Class is "taken", "counts" or "shown".
type MethodBar struct {
	Name, Class string
	Value       *big.Rat // nil: no amount
	Text, Mark  string   // the amount and what is to be said of it
}

// MonthFigure stacks what was measured and what was filled in, month by month.
type MonthPicture struct {
	Caption
	Months []MonthBar
}

// MonthBar is one month; Hours says below it how many hours were filled in or
// are missing.
type MonthBar struct {
	Name, Text, Hours string
	Measured, Filled  *big.Rat
}

// FlowFigure leads what each source gives to the metals it meets (Sankey). Every
// demand is equally high, because metals are not added to each other; a band is
// as thick as its share of the demand of its metal.
type FlowPicture struct {
	Caption
	Sources []string
	Metals  []FlowMetal
	Rest    string // names the sources beyond those drawn, of which there are %d
}

// FlowMetal is the demand of one metal.
type FlowMetal struct {
	Name, Text string
	Demand     *big.Rat
	From       []FlowPart
	Missing    *big.Rat // nil: none
	Lack       string   // names what is missing
}

// FlowPart is what one source gives; Text is for the pointer.
type FlowPart struct {
	Source int
	Amount *big.Rat
	Text   string
}

// TimeFigure sets duties on a line of time; those without a day stand above it.
type TimePicture struct {
	Caption
	Rows []TimeRow
	Days []TimeDay // that stand out: the day of judgement, the commissioning
}

// TimeRow is one duty. Class is "done", "open" or "past".
type TimeRow struct {
	Name, Class, State string
	Due                calc.Date // zero: no day
	DueText            string
}

// TimeDay is a day marked across all rows.
type TimeDay struct {
	Class, Name string
	Day         calc.Date
}
