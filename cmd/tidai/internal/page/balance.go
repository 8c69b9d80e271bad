package page

// Balance is what the demand of each metal is met by, for a chart whose bars are
// all of one length: the amounts are shared out by the program that draws it.
type Balance struct {
	Title, Desc     string
	Assigned, Short string // names of the two parts
	Rows            []BalanceRow
}

// BalanceRow is one metal: both parts in kg/a, to as many digits as tables show.
type BalanceRow struct{ Name, Assigned, Short string }
