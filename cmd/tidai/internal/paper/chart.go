package paper

import "tidai/calc"

// Chart is a picture of amounts. Exactly one of the four is set; Table says the
// same in words for readers who see no picture.
type Chart struct {
	ID       string
	Caption  string
	Unit     string
	Bars     *Bars
	Months   *Months
	Flow     *Flow
	Timeline *Timeline
	Table    *Table
}

// Bars is groups of bars from a common zero: methods side by side.
type Bars struct{ Groups []BarGroup }

// BarGroup is the bars of one outlet and metal.
type BarGroup struct {
	Name string
	Bars []Bar
}

// Bar is one amount. Chosen is the one that binds.
type Bar struct {
	Name   string
	Amount calc.Step
	Ref    string
	Chosen bool
}

// Months is the emission of each month with the hours whose data were
// substituted.
type Months struct{ Rows []Month }

// Month is one month of one outlet and metal.
type Month struct {
	Series      string // outlet and metal
	Name        string // 2025-03
	Amount      calc.Step
	Substituted int // hours
	Hours       int // hours the outlet ran
}

// Flow is what goes from sources to demands.
type Flow struct{ Links []Link }

// Link is one amount from one source to one demand.
type Link struct {
	From, To string
	Group    string // metal
	Amount   calc.Step
	Ref      string
}

// Timeline is due days in their order.
type Timeline struct {
	AsOf calc.Date
	Days []Due
}

// Due is one due day.
type Due struct {
	Date  calc.Date
	Text  string
	Party string
	State State
}
