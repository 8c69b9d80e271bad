package page

// Math is an expression as a formula is set: a text, or an operation on
// expressions. Its figures are finished text.
type Math struct {
	Op    string // "" text; row, over (a fraction), least, greatest, paren
	Text  string
	Parts []Math
}
