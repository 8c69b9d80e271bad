package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// A unit may stand in the header and once more in a row of units below it.

// clash is a column whose two units contradict each other.
type clash struct {
	row, col     int
	above, below string
}

// unitAlone reads a cell that is a unit and nothing else.
func unitAlone(text string) (quantity.Unit, bool) {
	text = strings.Trim(plainText(text), "()[]")
	u, ok := ParseUnit(text)
	return u, ok && u.String() != ""
}

// unitTwice reports whether a header that has a unit stands above a cell that is
// one.
func unitTwice(above, below string) bool {
	_, has, _, _ := cutUnit(above)
	_, ok := unitAlone(below)
	return has != "" && ok
}

// unitClash finds the first column of a header whose unit is another one in a row
// of units below.
func unitClash(rows []line) *clash {
	for i, below := range rows[1:] {
		for col, text := range below.cells {
			for _, above := range rows[:i+1] {
				if col >= len(above.cells) || !unitTwice(plainText(above.cells[col]), text) {
					continue
				}
				_, written, u, _ := cutUnit(plainText(above.cells[col]))
				if v, _ := unitAlone(text); !sameUnit(u, v) {
					return &clash{row: below.row, col: col + 1, above: written, below: plainText(text)}
				}
			}
		}
	}
	return nil
}

// sameUnit reports whether two units are one, in two spellings or by two names.
func sameUnit(a, b quantity.Unit) bool {
	if a.String() == b.String() {
		return true
	}
	for _, as := range []func(quantity.Unit) (quantity.Unit, bool){atStandard, standardFlow, waterUnit} {
		x, ok1 := as(a)
		y, ok2 := as(b)
		if ok1 && x.String() == b.String() || ok2 && y.String() == a.String() {
			return true
		}
	}
	q, err := quantity.Int(1, a).In(b)
	return err == nil && q.Equal(quantity.Int(1, b))
}

// checkClash refuses a header that names two units of one column: which of them
// the numbers are in nobody can tell.
func (l *Layout) checkClash(f *faults) {
	x := l.unitClash
	if x == nil {
		return
	}
	c := l.Column(x.col)
	if c.Role == Unknown || c.Role == Ignored || c.Stated {
		return
	}
	f.one(CodeUnit, calc.Error, x.row, calc.Textf("第 %d 列“%s”：表头的单位 %s 与其下单位行的 %s 矛盾",
		"column %d “%s”: the unit %s of the header contradicts %s in the row of units below", x.col, clip(c.Header),
		x.above, x.below), calc.Text{ZH: "改正其一，或写明单位（--column 列名=含义[单位]）",
		EN: "mend one of them, or state the unit (--column HEADER=MEANING[UNIT])"})
}
