package page

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

func cellColumn(head calc.Text, get func(Voice, any) Spans) *column {
	return &column{head: head, forms: People, cell: get,
		sheet: func(v Voice, row any) string { return get(v, row).String() }}
}

func sheetColumn(head calc.Text, get func(Voice, any) string) *column {
	return &column{head: head, forms: Sheet, sheet: get}
}

func valueColumn(key string, of kind, data func(Voice, any) any) *column {
	return &column{key: key, forms: Data, kind: of, data: data}
}

// plainColumn looks the same on pages and in CSV.
func plainColumn(key string, head calc.Text, of kind, show func(Voice, any) string, data func(any) any) *column {
	return &column{key: key, head: head, forms: everywhere, kind: of, sheet: show,
		data: func(_ Voice, row any) any { return data(row) },
		cell: func(v Voice, row any) Spans { return T(show(v, row)) }}
}

// alike shows a text that is the same in every language.
func alike(get func(any) string) func(Voice, any) string {
	return func(_ Voice, row any) string { return get(row) }
}

func textColumn(key string, head calc.Text, get func(any) string) *column {
	return plainColumn(key, head, textKind, alike(get), func(row any) any { return get(row) })
}

func fileColumn(key string, head calc.Text, get func(any) string) *column {
	return plainColumn(key, head, nullable(textKind), alike(get),
		func(row any) any { return orNull(filepath.ToSlash(get(row))) })
}

func someTextColumn(key string, head calc.Text, get func(any) (string, bool)) *column {
	show := func(row any) string { s, _ := get(row); return s }
	return plainColumn(key, head, nullable(textKind), alike(show), func(row any) any {
		if s, ok := get(row); ok {
			return s
		}
		return nil
	})
}

func wordsColumn(key string, head calc.Text, get func(any) calc.Text) *column {
	return plainColumn(key, head, nullable(wordsKind), func(v Voice, row any) string { return v.In(get(row)) },
		func(row any) any { return TextValue(get(row)) })
}

func choiceColumn(key string, head calc.Text, keys []string, name func(string) calc.Text,
	get func(any) string) *column {
	show := func(v Voice, row any) string {
		if k := get(row); k != "" {
			return v.In(name(k))
		}
		return ""
	}
	return plainColumn(key, head, nullable(choiceKind(keys)), show, func(row any) any { return orNull(get(row)) })
}

func choiceListColumn(key string, head calc.Text, keys []string, name func(string) calc.Text,
	get func(any) []string) *column {
	show := func(v Voice, row any) string {
		var out []string
		for _, k := range get(row) {
			out = append(out, v.In(name(k)))
		}
		return strings.Join(out, v.T("、", ", "))
	}
	return plainColumn(key, head, listKind(choiceKind(keys)), show, func(row any) any { return stringList(get(row)) })
}

func pollutantColumn(key string, head calc.Text, get func(any) calc.Pollutant) *column {
	symbol := func(row any) string { return string(get(row)) }
	c := plainColumn(key, head, choiceKind(calc.Pollutants.Keys()), alike(symbol),
		func(row any) any { return symbol(row) })
	c.cell = func(v Voice, row any) Spans { return T(Pollutant(v, get(row))) }
	return c
}

func amountColumn(key string, head calc.Text, get func(any) calc.Step) *column {
	return &column{key: key, head: head, forms: everywhere, right: true, kind: nullable(numberKind),
		sheetHead: calc.Textf("%s（kg/a）", "%s (kg/a)", head),
		cell:      func(v Voice, row any) Spans { return Spans{Amount(v, get(row))} },
		sheet:     func(_ Voice, row any) string { return Shown(get(row)) },
		data:      func(_ Voice, row any) any { return AmountValue(get(row)) }}
}

func fineColumn(head calc.Text, get func(any) calc.Step) *column {
	return sheetColumn(calc.Textf("%s（kg/a，六位小数）", "%s (kg/a, 6 decimals)", head),
		func(_ Voice, row any) string { return Fine(get(row)) }).Right()
}

func reasonColumn(key string, get func(any) calc.Step) *column {
	return valueColumn(key, nullable(wordsKind), func(_ Voice, row any) any { return ReasonValue(get(row)) })
}

func doubtsColumn(key string, get []func(any) calc.Step) *column {
	doubts := func(row any) []string {
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
	c := listColumn(key, H("未经原文核对的数值", "figures not read in the text"), doubts)
	c.sheet = func(_ Voice, row any) string { return strings.Join(doubts(row), "; ") }
	return c.In(Sheet | Data)
}

func massColumn(key string, head calc.Text, get func(any) calc.Step) *column {
	c := amountColumn(key, head, get)
	c.sheetHead = calc.Textf("%skg", "%s kg", head)
	c.cell = func(v Voice, row any) Spans { return Spans{NumberOf(v, ShownKg(get(row)), get(row))} }
	c.sheet = func(_ Voice, row any) string { return DecimalOf(get(row)) }
	return c
}

func ratioColumn(key string, head calc.Text, get func(any) calc.Step) *column {
	c := amountColumn(key, head, get)
	c.cell = func(v Voice, row any) Spans { return Spans{NumberOf(v, Ratio(get(row)), get(row))} }
	c.sheet = func(_ Voice, row any) string { return Ratio(get(row)) }
	return c
}

func quantityColumn(key string, head calc.Text, get func(any) (quantity.Quantity, bool)) *column {
	show := func(row any) string {
		if q, ok := get(row); ok {
			return Plain(q)
		}
		return None
	}
	return plainColumn(key, head, nullable(numberKind), alike(show), func(row any) any {
		if q, ok := get(row); ok {
			return NumberValue(q)
		}
		return nil
	}).Right()
}

func dateColumn(key string, head calc.Text, get func(any) calc.Date) *column {
	show := func(row any) string { return get(row).String() }
	return plainColumn(key, head, nullable(dateKind), alike(show), func(row any) any { return orNull(show(row)) })
}

func flagColumn(key string, head calc.Text, get func(any) bool) *column {
	return plainColumn(key, head, typed("boolean"), func(v Voice, row any) string { return Yes(v, get(row)) },
		func(row any) any { return get(row) })
}

func countColumn(key string, head calc.Text, get func(any) any) *column {
	show := func(row any) string { return fmt.Sprint(get(row)) }
	return plainColumn(key, head, typed("integer"), alike(show), get).Right()
}

func someCountColumn(key string, get func(any) (int64, bool)) *column {
	return valueColumn(key, nullable(typed("integer")), func(_ Voice, row any) any {
		if n, ok := get(row); ok {
			return n
		}
		return nil
	})
}

func countListsColumn(key string, get func(any) [][]int) *column {
	return valueColumn(key, listKind(listKind(typed("integer"))), func(_ Voice, row any) any {
		if x := get(row); x != nil {
			return x
		}
		return []any{}
	})
}

func clauseColumn(key string, head calc.Text, get func(any) calc.Clause) *column {
	show := func(row any) string { return get(row).String() }
	return plainColumn(key, head, nullable(clauseKind), alike(show), func(row any) any { return ClauseValue(get(row)) })
}

func clauseListColumn(key string, get func(any) []calc.Clause) *column {
	return valueColumn(key, listKind(clauseKind), func(_ Voice, row any) any {
		out := []any{}
		for _, c := range get(row) {
			out = append(out, ClauseValue(c))
		}
		return out
	})
}

func listColumn(key string, head calc.Text, get func(any) []string) *column {
	return plainColumn(key, head, listKind(textKind),
		func(v Voice, row any) string { return strings.Join(get(row), v.T("、", ", ")) },
		func(row any) any { return stringList(get(row)) })
}

func wordListColumn(key string, head calc.Text, get func(any) []calc.Text) *column {
	show := func(v Voice, row any) string {
		var out []string
		for _, t := range get(row) {
			out = append(out, v.In(t))
		}
		return strings.Join(out, v.T("；", "; "))
	}
	return plainColumn(key, head, listKind(wordsKind), show, func(row any) any {
		out := []any{}
		for _, t := range get(row) {
			out = append(out, TextValue(t))
		}
		return out
	})
}

func mapColumn(key string, get func(any) map[string]string) *column {
	of := func(*definitions) Schema {
		return Schema{{"type", "object"}, {"additionalProperties", aText}}
	}
	return valueColumn(key, of, func(_ Voice, row any) any {
		if m := get(row); m != nil {
			return m
		}
		return Object{}
	})
}

func traceColumn(key string, get func(any) calc.Step) *column {
	return valueColumn(key, traceKind, func(_ Voice, row any) any { return get(row).Trace() })
}

func someTraceColumn(key string, get func(any) calc.Step) *column {
	return valueColumn(key, nullable(traceKind), func(_ Voice, row any) any {
		if s := get(row); s.OK() {
			return s.Trace()
		}
		return nil
	})
}
