package factors

import (
	"slices"
	"strings"

	"tidai/calc/document"
)

// Search lists the values in whose texts all words occur, in Chinese or
// English, whatever their case: id, kind, pollutant, row, selectors, title,
// clause, note.
func (b *Book) Search(words ...string) []Value {
	var fields []string
	for _, w := range words {
		fields = append(fields, strings.Fields(strings.ToLower(w))...)
	}
	return slices.DeleteFunc(b.All(), func(v Value) bool {
		text := v.searchText()
		return slices.ContainsFunc(fields, func(w string) bool { return !strings.Contains(text, w) })
	})
}

func (v Value) searchText() string {
	name, kind := v.Pollutant.Name(), slices.IndexFunc(valueKinds, func(o document.Option) bool { return o.Key == string(v.Kind) })
	zh := ""
	if kind >= 0 {
		zh = valueKinds[kind].ZH
	}
	return strings.ToLower(strings.Join([]string{v.ID, string(v.Kind), zh, string(v.Pollutant), name.ZH, name.EN, v.Medium.Name().ZH, v.Medium.Name().EN,
		v.Substance, v.Describe, v.Industry, v.Process, v.Stack, v.Product, v.Scale, v.Treatment, v.Outlet, v.Class, v.Text,
		v.Instrument, v.Title.ZH, v.Title.EN, v.Clause.Locator, v.Note}, "\n"))
}
