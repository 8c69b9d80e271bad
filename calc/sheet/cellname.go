package sheet

import "strconv"

// CellName is the name of a cell, B3, of its column and row, both from 1.
func CellName(col, row int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name + strconv.Itoa(row)
}
