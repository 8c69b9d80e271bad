package page

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Column says of one property of a row what it is called, in which forms it
// stands and how it looks in each. Columns are made by the makers below; unless In
// says otherwise a column stands in the table of a page, in CSV and in JSON.
type Column[R any] struct {
	key       string // in JSON
	head      calc.Text
	sheetHead calc.Text // in CSV, where it differs
	forms     Forms
	right     bool
	wrap      bool
	once      bool
	kind      kind
	cell      func(Voice, R) Spans
	sheet     func(Voice, R) string
	data      func(Voice, R) any
}

const everywhere = People | Sheet | Data

// H is the head of a column in both languages.
func H(zh, en string) calc.Text { return calc.Text{ZH: zh, EN: en} }

// In says in which forms the column stands.
func (c Column[R]) In(forms Forms) Column[R] { c.forms = forms; return c }

// Wrap lets texts break into lines.
func (c Column[R]) Wrap() Column[R] { c.wrap = true; return c }

// Right sets the column to the right, as numbers are.
func (c Column[R]) Right() Column[R] { c.right = true; return c }

// Once shows a value in the first row of a group only.
func (c Column[R]) Once() Column[R] { c.once = true; return c }

// InSheet is the head in CSV, where it differs.
func (c Column[R]) InSheet(zh, en string) Column[R] { c.sheetHead = H(zh, en); return c }

// OrNull writes an empty text as null in JSON.
func (c Column[R]) OrNull() Column[R] {
	c.kind = nullable(c.kind)
	data := c.data
	c.data = func(v Voice, row R) any {
		if x := data(v, row); x != "" {
			return x
		}
		return nil
	}
	return c
}

// Missing shows a text on pages where there is none.
func (c Column[R]) Missing(zh, en string) Column[R] {
	cell := c.cell
	c.cell = func(v Voice, row R) Spans {
		if s := cell(v, row); s != nil {
			return s
		}
		return T(v.T(zh, en))
	}
	return c
}

// Cell writes the column on pages in its own way.
func (c Column[R]) Cell(get func(Voice, R) Spans) Column[R] { c.cell = get; return c }

// Sheet writes the column in CSV in its own way.
func (c Column[R]) Sheet(get func(Voice, R) string) Column[R] { c.sheet = get; return c }

// Show writes the column on pages and in CSV in its own way.
func (c Column[R]) Show(get func(Voice, R) string) Column[R] {
	return c.Sheet(get).Cell(func(v Voice, row R) Spans { return T(get(v, row)) })
}

// OrNone shows a dash on pages and in CSV where there is nothing.
func (c Column[R]) OrNone() Column[R] {
	sheet := c.sheet
	return c.Missing(None, None).Sheet(func(v Voice, row R) string {
		if s := sheet(v, row); s != "" {
			return s
		}
		return None
	})
}

// CellOf is a column of pages only, whose text is made for it.
func CellOf[R any](head calc.Text, get func(Voice, R) Spans) Column[R] {
	return Column[R]{head: head, forms: People, cell: get,
		sheet: func(v Voice, row R) string { return get(v, row).String() }}
}

// SheetOf is a column of CSV only.
func SheetOf[R any](head calc.Text, get func(Voice, R) string) Column[R] {
	return Column[R]{head: head, forms: Sheet, sheet: get}
}

// same makes a column that looks the same on pages and in CSV.
func same[R any](key string, head calc.Text, of kind, show func(Voice, R) string, data func(Voice, R) any) Column[R] {
	return Column[R]{key: key, head: head, forms: everywhere, kind: of, sheet: show, data: data,
		cell: func(v Voice, row R) Spans { return T(show(v, row)) }}
}

// TextOf is a name or another text of the dossier: in one language, whatever that is.
func TextOf[R any](key string, head calc.Text, get func(R) string) Column[R] {
	return same(key, head, textKind, func(_ Voice, row R) string { return get(row) },
		func(_ Voice, row R) any { return get(row) })
}

// FileOf is the name of a file or folder as the user gave it, with / in JSON on every
// system; null where there is none.
func FileOf[R any](key string, head calc.Text, get func(R) string) Column[R] {
	return same(key, head, nullable(textKind), func(_ Voice, row R) string { return get(row) },
		func(_ Voice, row R) any { return orNull(filepath.ToSlash(get(row))) })
}

// SomeTextOf is a text of the dossier, which may be empty; null where get says there
// is none.
func SomeTextOf[R any](key string, head calc.Text, get func(R) (string, bool)) Column[R] {
	return same(key, head, nullable(textKind), func(_ Voice, row R) string { s, _ := get(row); return s },
		func(_ Voice, row R) any {
			if s, ok := get(row); ok {
				return s
			}
			return nil
		})
}

// WordsOf is a text in both languages; null in JSON where there is none.
func WordsOf[R any](key string, head calc.Text, get func(R) calc.Text) Column[R] {
	return same(key, head, nullable(wordsKind), func(v Voice, row R) string { return v.In(get(row)) },
		func(_ Voice, row R) any { return TextValue(get(row)) })
}

// ChoiceOf is a value of an enumeration: its name for people, its key for programs;
// null where it is not stated.
func ChoiceOf[R any, K ~string](key string, head calc.Text, words calc.Words[K], get func(R) K) Column[R] {
	name := func(v Voice, row R) string {
		if k := get(row); k != "" {
			return v.In(words.Name(k))
		}
		return ""
	}
	return same(key, head, nullable(choiceKind(words.Keys())), name,
		func(_ Voice, row R) any { return orNull(string(get(row))) })
}

// PollutantOf is a pollutant: by name for people, by symbol for programs.
func PollutantOf[R any](key string, head calc.Text, get func(R) calc.Pollutant) Column[R] {
	c := same(key, head, choiceKind(calc.Pollutants.Keys()), func(_ Voice, row R) string { return string(get(row)) },
		func(_ Voice, row R) any { return string(get(row)) })
	return c.Cell(func(v Voice, row R) Spans { return T(Pollutant(v, get(row))) })
}

// AmountOf is an annual amount in kg/a, rounded by GB/T 8170, with the footnotes of
// the figures it rests on; it leads to its derivation.
func AmountOf[R any](key string, head calc.Text, get func(R) calc.Step) Column[R] {
	return Column[R]{key: key, head: head, forms: everywhere, right: true, kind: nullable(numberKind),
		sheetHead: calc.Textf("%s（kg/a）", "%s (kg/a)", head),
		cell:      func(v Voice, row R) Spans { return Spans{Amount(v, get(row))} },
		sheet:     func(_ Voice, row R) string { return Shown(get(row)) },
		data:      func(_ Voice, row R) any { return AmountValue(get(row)) }}
}

// FineOf is an annual amount to six decimals, for spreadsheets: they cannot read
// exact fractions, and JSON has those.
func FineOf[R any](head calc.Text, get func(R) calc.Step) Column[R] {
	return SheetOf(calc.Textf("%s（kg/a，六位小数）", "%s (kg/a, 6 decimals)", head),
		func(_ Voice, row R) string { return Fine(get(row)) }).Right()
}

// ReasonOf says in JSON why a number is absent.
func ReasonOf[R any](key string, get func(R) calc.Step) Column[R] {
	return ValueOf(key, nullable(wordsKind), func(_ Voice, row R) any { return ReasonValue(get(row)) })
}

// DoubtsOf lists the factors below numbers that were not read in the text, for forms
// without footnotes.
func DoubtsOf[R any](key string, get ...func(R) calc.Step) Column[R] {
	doubts := func(row R) []string {
		var list []string
		for _, g := range get {
			for _, id := range Doubts(g(row)) {
				if !slices.Contains(list, id) {
					list = append(list, id)
				}
			}
		}
		return list
	}
	c := ListOf(key, H("未经原文核对的数值", "figures not read in the text"), doubts)
	c.sheet = func(_ Voice, row R) string { return strings.Join(doubts(row), "; ") }
	return c.In(Sheet | Data)
}

// MassOf is an amount of mass in kg, of whatever stretch of time; CSV has it exactly
// where that ends.
func MassOf[R any](key string, head calc.Text, get func(R) calc.Step) Column[R] {
	c := AmountOf(key, head, get)
	c.sheetHead = calc.Textf("%skg", "%s kg", head)
	c.cell = func(v Voice, row R) Spans { return Spans{NumberOf(v, ShownKg(get(row)), get(row))} }
	c.sheet = func(_ Voice, row R) string { return DecimalOf(get(row)) }
	return c
}

// RatioOf is a ratio as the texts write it, 1.2:1.
func RatioOf[R any](key string, head calc.Text, get func(R) calc.Step) Column[R] {
	c := AmountOf(key, head, get)
	c.cell = func(v Voice, row R) Spans { return Spans{NumberOf(v, Ratio(get(row)), get(row))} }
	c.sheet = func(_ Voice, row R) string { return Ratio(get(row)) }
	return c
}

// QuantityOf is a quantity in its own unit, exactly where that is short; null where
// it is not stated.
func QuantityOf[R any](key string, head calc.Text, get func(R) (quantity.Quantity, bool)) Column[R] {
	show := func(_ Voice, row R) string {
		if q, ok := get(row); ok {
			return Plain(q)
		}
		return None
	}
	return same(key, head, nullable(numberKind), show, func(_ Voice, row R) any {
		if q, ok := get(row); ok {
			return NumberValue(q)
		}
		return nil
	}).Right()
}

// DateOf is a date; null where it is not stated.
func DateOf[R any](key string, head calc.Text, get func(R) calc.Date) Column[R] {
	return same(key, head, nullable(dateKind), func(_ Voice, row R) string { return get(row).String() },
		func(_ Voice, row R) any { return orNull(get(row).String()) })
}

// FlagOf is yes or no.
func FlagOf[R any](key string, head calc.Text, get func(R) bool) Column[R] {
	return same(key, head, typed("boolean"), func(v Voice, row R) string { return Yes(v, get(row)) },
		func(_ Voice, row R) any { return get(row) })
}

// CountOf is a whole number.
func CountOf[R any, N ~int | ~int32 | ~int64 | ~uint64](key string, head calc.Text, get func(R) N) Column[R] {
	return same(key, head, typed("integer"), func(_ Voice, row R) string { return fmt.Sprint(get(row)) },
		func(_ Voice, row R) any { return get(row) }).Right()
}

// SomeCountOf is a whole number in JSON; null where get says there is none.
func SomeCountOf[R any, N ~int | ~int64](key string, get func(R) (N, bool)) Column[R] {
	return ValueOf(key, nullable(typed("integer")), func(_ Voice, row R) any {
		if n, ok := get(row); ok {
			return int64(n)
		}
		return nil
	})
}

// CountListsOf is a list of lists of whole numbers, in JSON.
func CountListsOf[R any](key string, get func(R) [][]int) Column[R] {
	return ValueOf(key, listKind(listKind(typed("integer"))), func(_ Voice, row R) any {
		if x := get(row); x != nil {
			return x
		}
		return []any{}
	})
}

// ClauseOf is a place in an instrument.
func ClauseOf[R any](key string, head calc.Text, get func(R) calc.Clause) Column[R] {
	return same(key, head, nullable(clauseKind), func(_ Voice, row R) string { return get(row).String() },
		func(_ Voice, row R) any { return ClauseValue(get(row)) })
}

// ClauseListOf is a list of places in instruments, in JSON.
func ClauseListOf[R any](key string, get func(R) []calc.Clause) Column[R] {
	return ValueOf(key, listKind(clauseKind), func(_ Voice, row R) any {
		out := []any{}
		for _, c := range get(row) {
			out = append(out, ClauseValue(c))
		}
		return out
	})
}

// ListOf is a list of texts of the dossier.
func ListOf[R any](key string, head calc.Text, get func(R) []string) Column[R] {
	return same(key, head, listKind(textKind),
		func(v Voice, row R) string { return strings.Join(get(row), v.T("、", ", ")) },
		func(_ Voice, row R) any { return stringList(get(row)) })
}

// WordListOf is a list of texts in both languages.
func WordListOf[R any](key string, head calc.Text, get func(R) []calc.Text) Column[R] {
	show := func(v Voice, row R) string {
		var out []string
		for _, t := range get(row) {
			out = append(out, v.In(t))
		}
		return strings.Join(out, v.T("；", "; "))
	}
	return same(key, head, listKind(wordsKind), show, func(_ Voice, row R) any {
		out := []any{}
		for _, t := range get(row) {
			out = append(out, TextValue(t))
		}
		return out
	})
}

// ChoiceListOf is a list of values of an enumeration.
func ChoiceListOf[R any, K ~string](key string, head calc.Text, words calc.Words[K], get func(R) []K) Column[R] {
	show := func(v Voice, row R) string {
		var out []string
		for _, k := range get(row) {
			out = append(out, v.In(words.Name(k)))
		}
		return strings.Join(out, v.T("、", ", "))
	}
	return same(key, head, listKind(choiceKind(words.Keys())), show, func(_ Voice, row R) any {
		out := []any{}
		for _, k := range get(row) {
			out = append(out, string(k))
		}
		return out
	})
}

// ConstOf is a text that is the same in every row, such as the name of a schema.
func ConstOf[R any](key, value string) Column[R] {
	return ValueOf(key, constKind(value), func(Voice, R) any { return value })
}

// ValueOf is a column of JSON only.
func ValueOf[R any](key string, of kind, data func(Voice, R) any) Column[R] {
	return Column[R]{key: key, forms: Data, kind: of, data: data}
}

// ObjectOf is an object within a row; null where get says there is none.
func ObjectOf[R, S any](key string, of Table[S], get func(R) (S, bool)) Column[R] {
	return ValueOf(key, nullable(of.kind), func(v Voice, row R) any {
		if x, ok := get(row); ok {
			return of.Object(v, x)
		}
		return nil
	})
}

// PartOf is an object within a row that is always there.
func PartOf[R, S any](key string, of Table[S], get func(R) S) Column[R] {
	return ValueOf(key, of.kind, func(v Voice, row R) any { return of.Object(v, get(row)) })
}

// RowsOf is a list of objects within a row.
func RowsOf[R, S any](key string, of Table[S], get func(R) []S) Column[R] {
	return ValueOf(key, listKind(of.kind), func(v Voice, row R) any { return of.List(v, get(row)) })
}

// MapOf is an object whose keys depend on data, with texts of the dossier as values.
func MapOf[R any](key string, get func(R) map[string]string) Column[R] {
	kind := func(*definitions) Schema {
		return Schema{{"type", "object"}, {"additionalProperties", aText}}
	}
	return ValueOf(key, kind, func(_ Voice, row R) any {
		if m := get(row); m != nil {
			return m
		}
		return Object{}
	})
}

// TraceOf is a derivation, as calc.Step writes it.
func TraceOf[R any](key string, get func(R) calc.Step) Column[R] {
	return ValueOf(key, traceKind, func(_ Voice, row R) any { return get(row).Trace() })
}

// SomeTraceOf is a derivation; null where there is no value.
func SomeTraceOf[R any](key string, get func(R) calc.Step) Column[R] {
	return ValueOf(key, nullable(traceKind), func(_ Voice, row R) any {
		if s := get(row); s.OK() {
			return s.Trace()
		}
		return nil
	})
}
