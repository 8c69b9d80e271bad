package intake

import (
	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Sink takes what one goroutine reads. Rows are counted within the part of a
// file that is being read; Pool.Line says which line that is.
type Sink interface {
	// Begin says which part of the files what follows is of.
	Begin(part int)
	// Take takes a reading.
	Take(r monitoring.Reading) error
	// Bin is where the plain values of a series go.
	Bin(of Series) Bin
}

// Series is one pollutant at one outlet, as one kind of plain rows gives it.
type Series struct {
	Outlet    string
	Pollutant calc.Pollutant
	Minutes   int32
	Unit      quantity.Unit
	FlowUnit  quantity.Unit // where HasFlow
	HasFlow   bool
	Flag      monitoring.Flag // normal, or none where there is no column of flags
	Col       int             // of the values
}

// Bin takes values that were detected, are valid and not negative, as are
// their flows.
type Bin interface {
	// Take takes the value of the interval that begins at start, and its flow;
	// zero where there is none.
	Take(start monitoring.Minute, value, flow quantity.Decimal, row int)
}
