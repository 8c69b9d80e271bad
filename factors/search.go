package factors

import (
	"slices"
	"strings"

	"tidai/calc"
)

// Search lists the values in whose texts all words occur, in Chinese or
// English, whatever their case: id, kind, pollutant, row, selectors, title,
// clause, note.
func (b *Book) Search(words ...string) []Value {
	return slices.DeleteFunc(b.All(), func(v Value) bool { return !v.Matches(words...) })
}

// Matches reports whether all words occur in the texts of a value.
func (v Value) Matches(words ...string) bool {
	text := v.searchText()
	for _, w := range words {
		for _, field := range strings.Fields(strings.ToLower(w)) {
			if !strings.Contains(text, field) {
				return false
			}
		}
	}
	return true
}

func (v Value) searchText() string {
	name, medium := v.Pollutant.Name(), v.Medium.Name()
	return strings.ToLower(strings.Join([]string{v.ID, string(v.Kind), Kinds.Chinese(v.Kind),
		string(v.Pollutant), name.ZH, name.EN,
		medium.ZH, medium.EN, v.Substance, v.Describe, v.Industry, v.Process, v.Stack, v.Product, v.Scale, v.Treatment,
		v.Outlet, calc.OutletPositions.Chinese(calc.OutletPosition(v.Outlet)), v.Class,
		calc.LimitClasses.Chinese(calc.LimitClass(v.Class)), v.Text, v.Instrument, v.Title.ZH,
		v.Title.EN,
		v.Clause.Locator, v.Note, Note(v.Note).ZH}, "\n"))
}
