// Package book writes workbooks whose amounts are live formulas.
package book

import "slices"

// Style is how a cell looks.
type Style int

// The styles of cells. Those of texts keep what is typed into them as text.
const (
	Plain Style = iota
	Title
	Head
	Wrapped
	Number // a number that follows from others
	Input  // a number to be changed
	Shown  // a rounded number
)

// Cell is a text, a number, or a formula with the value it comes to.
type Cell struct {
	Text    string // of a formula: its value, where that is a text
	Number  string // a decimal; of a formula: its value
	Formula string // without the sign =
	Note    string
	Style   Style
}

// Sheet is a sheet; rows and columns count from 0.
type Sheet struct {
	Name   string
	Widths []int // in characters
	Heads  int   // rows that stay at the top, on screen and on paper
	Rows   [][]Cell
}

// Name is a name for a cell, such as in_capacity_1 for 'Inputs'!$C$2.
type Name struct{ Name, Refers string }

// Add adds a row and returns its place.
func (s *Sheet) Add(cells ...Cell) int {
	s.Rows = append(s.Rows, cells)
	return len(s.Rows) - 1
}

// TextCells are cells of one style.
func TextCells(style Style, texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i] = Cell{Text: t, Style: style}
	}
	return out
}

// columns is how many columns the widest row has.
func (s *Sheet) columns() int {
	most := len(s.Widths)
	for _, row := range s.Rows {
		most = max(most, len(row))
	}
	return most
}

// hasNotes reports whether a cell of the sheet has a note.
func (s *Sheet) hasNotes() bool {
	return slices.ContainsFunc(s.Rows, func(row []Cell) bool {
		return slices.ContainsFunc(row, func(c Cell) bool { return c.Note != "" })
	})
}
