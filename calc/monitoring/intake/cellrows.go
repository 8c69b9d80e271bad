package intake

import (
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// cellRows hands the plain rows of cells over, of a workbook or of a text that
// is read in order, to where their values go. What is plain is what it is in
// the chunks of a text.
type cellRows struct {
	table  *table
	sink   Sink
	layout *Layout // that plain is of
	plain  *plain  // nil: no row is plain

	pairs map[string]*pair
	prev  *pair
	key   []byte
	found []quantity.Decimal

	text  []byte // of the last time
	kind  sheet.CellKind
	start monitoring.Minute // of its interval
}

// row takes a row, or leaves it to be read cell by cell.
func (x *cellRows) row(r *sheet.Row) bool {
	t := x.table
	if t.layout != x.layout {
		x.turn()
	}
	if x.plain == nil || r.Hidden || t.pending != nil || t.refused || r.Number <= t.layout.HeaderEnd ||
		len(r.Cells) <= x.plain.last || !emptyCells(r.Cells[min(t.layout.Named, len(r.Cells)):]) ||
		!x.quiet(r.Cells) {
		return false
	}
	guess := (*pair)(nil)
	if x.prev != nil {
		guess = x.prev.next
	}
	var outlet, pollutant, firm []byte
	var flow quantity.Decimal
	value := 0
	for i, means := range x.plain.columns[:x.plain.last+1] {
		c := &r.Cells[i]
		switch means {
		case ordinal:
			if !allDigits(c.Text) {
				return false
			}
		case timeCell:
			if !x.time(r, c) {
				return false
			}
		case outletCell:
			outlet = c.Text
			if c.Kind != sheet.Text {
				return false
			}
		case pollutantCell:
			pollutant = c.Text
			if c.Kind != sheet.Text {
				return false
			}
		case firmCell:
			firm = c.Text
			if c.Kind != sheet.Text {
				return false
			}
		case valueCell, flowCell:
			d, ok := plainCell(c)
			if !ok {
				return false
			}
			if means == flowCell {
				flow = d
			} else {
				x.found[value] = d
				value++
			}
		case flagCell:
			if string(c.Text) != "N" {
				return false
			}
		}
	}
	if guess == nil || guess.outlet != string(outlet) || guess.pollutant != string(pollutant) ||
		guess.firm != string(firm) {
		guess = x.pair(outlet, pollutant, firm)
	}
	if guess.odd {
		return false
	}
	if len(firm) > 0 && guess.told == 0 {
		guess.told = 1
		t.faults.firm(guess.of, guess.firm, faultPlace{sheet: t.faults.sheet, row: r.Number, col: x.layout.FirmCol})
	}
	x.prev = guess
	for i, b := range guess.bins {
		b.Take(x.start, x.found[i], flow, numbered(t.page, r.Number))
	}
	t.row = r.Number
	t.counted()
	t.record.Handed += int64(len(guess.bins))
	return true
}

// turn makes ready for another layout.
func (x *cellRows) turn() {
	l := x.table.layout
	p := &plain{minutes: l.Clock.Interval, ending: l.Clock.Mark == Ending}
	x.layout, x.plain, x.prev, x.pairs, x.text = l, nil, nil, map[string]*pair{}, nil
	if !l.Turned && p.settle(l, x.table.set) {
		x.plain, x.found = p, make([]quantity.Decimal, p.each())
	}
}

// time reads the time of a row; times without the format of one, which are
// said, are read cell by cell.
func (x *cellRows) time(r *sheet.Row, c *sheet.Cell) bool {
	if len(c.Text) > 0 && c.Kind == x.kind && string(c.Text) == string(x.text) {
		return true
	}
	if c.Kind != sheet.Date && c.Kind != sheet.Text {
		return false
	}
	x.table.cells = r.Cells
	m, _, ok := x.table.oneMoment(x.layout.Time, x.layout.Clock.Order)
	if !ok || m.open || !m.hasDate {
		return false
	}
	at, ok := x.layout.Clock.start(m)
	if !ok {
		return false
	}
	x.text, x.kind, x.start = append(x.text[:0], c.Text...), c.Kind, at
	return true
}

// pair finds or makes the pair of an outlet and a pollutant.
func (x *cellRows) pair(outlet, pollutant, firm []byte) *pair {
	x.key = pairKey(x.key, outlet, pollutant, firm)
	p := x.pairs[string(x.key)]
	if p == nil {
		p = &pair{outlet: string(outlet), pollutant: string(pollutant), firm: string(firm)}
		x.plain.settlePair(p, x.table, x.sink)
		if len(x.pairs) < mostPairs {
			x.pairs[string(x.key)] = p
		}
	}
	if x.prev != nil {
		x.prev.next = p
	}
	return p
}

func allDigits(text []byte) bool {
	for _, c := range text {
		if c-'0' > 9 {
			return false
		}
	}
	return true
}

// plainCell reads a plain number: digits with at most one point between them,
// no more than a spreadsheet keeps.
func plainCell(c *sheet.Cell) (d quantity.Decimal, ok bool) {
	const most = 15
	n := len(c.Text)
	if n == 0 || n > most || c.Kind != sheet.Number && c.Kind != sheet.Text || c.Marks != 0 || c.Merged ||
		c.Beside != "" {
		return d, false
	}
	point := n
	for i, b := range c.Text {
		switch {
		case b-'0' <= 9:
			d.Coef = d.Coef*10 + int64(b-'0')
		case b == '.' && i > 0 && i < n-1 && point == n:
			point = i
		default:
			return d, false
		}
	}
	if point < n {
		d.Exp = int8(point + 1 - n)
	}
	return d, true
}
