package book

import (
	"fmt"
	"strings"
)

// CellName names a cell within its sheet; row and column count from 0.
func CellName(row, col int) string { return fmt.Sprint(columnName(col), row+1) }

func columnName(col int) string {
	name := string(rune('A' + col%26))
	if col < 26 {
		return name
	}
	return columnName(col/26-1) + name
}

// Place is where a cell stands in the workbook.
type Place struct {
	Sheet    *Sheet
	Row, Col int
}

// From refers to the place in a formula of a sheet.
func (p Place) From(s *Sheet) string {
	if p.Sheet == s {
		return CellName(p.Row, p.Col)
	}
	return p.Anywhere()
}

// Anywhere refers to the place in a formula of any sheet.
func (p Place) Anywhere() string {
	return fmt.Sprintf("%s!$%s$%d", p.Sheet.quoted(), columnName(p.Col), p.Row+1)
}

// quoted is the name of a sheet as formulas write it.
func (s *Sheet) quoted() string { return "'" + strings.ReplaceAll(s.Name, "'", "''") + "'" }

// Names gives out names of cells, each once.
type Names struct {
	List  []Name
	taken map[string]int
}

const longestName = 200 // Excel takes 255

// Add gives the place a name like the wished one: valid, and not taken, in
// whatever case.
func (n *Names) Add(wish string, p Place) string {
	if n.taken == nil {
		n.taken = map[string]int{}
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, wish)
	name = name[:min(len(name), longestName)]
	fold := strings.ToLower(name)
	n.taken[fold]++
	name = fmt.Sprintf("%s_%d", name, n.taken[fold])
	for n.taken[strings.ToLower(name)] > 0 {
		name += "x"
	}
	n.taken[strings.ToLower(name)] = 1
	n.List = append(n.List, Name{Name: name, Refers: p.Anywhere()})
	return name
}
