package intake

// otherUnit reports whether the words that a cell's format shows beside its
// number are another unit than the one the number is read in.
func (t *table) otherUnit(col int, words string) bool {
	shown, ok := ParseUnit(plainText(words))
	if !ok || shown.String() == "" {
		return false
	}
	c := t.layout.Column(col)
	unit, has := c.Unit, c.HasUnit
	if t.layout.Long && col == t.layout.ValueCol && t.layout.UnitCol > 0 {
		if u, ok := ParseUnit(plainText(t.text(t.layout.UnitCol))); ok {
			unit, has = u, true
		}
	}
	if !has {
		return false
	}
	return !sameUnit(shown, unit)
}
