package page

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

// CellOf is a column of pages only, whose text is made for it.
func CellOf[R any](head calc.Text, get func(Voice, R) Spans) Column {
	return of[R](cellColumn(head, By(get).get))
}

// SheetOf is a column of CSV only.
func SheetOf[R any](head calc.Text, get func(Voice, R) string) Column {
	return of[R](sheetColumn(head, By(get).get))
}

// TextOf is a name or another text of the dossier: in one language, whatever that is.
func TextOf[R any](key string, head calc.Text, get func(R) string) Column {
	return of[R](textColumn(key, head, by(get)))
}

// FileOf is the name of a file or folder as the user gave it, with / in JSON on every
// system; null where there is none.
func FileOf[R any](key string, head calc.Text, get func(R) string) Column {
	return of[R](fileColumn(key, head, by(get)))
}

// SomeTextOf is a text of the dossier, which may be empty; null where get says there
// is none.
func SomeTextOf[R any](key string, head calc.Text, get func(R) (string, bool)) Column {
	return of[R](someTextColumn(key, head, some(get)))
}

// WordsOf is a text in both languages; null in JSON where there is none.
func WordsOf[R any](key string, head calc.Text, get func(R) calc.Text) Column {
	return of[R](wordsColumn(key, head, by(get)))
}

// ChoiceOf is a value of an enumeration: its name for people, its key for programs;
// null where it is not stated.
func ChoiceOf[R any, K ~string](key string, head calc.Text, words calc.Words[K], get func(R) K) Column {
	return of[R](choiceColumn(key, head, words.Keys(), names(words), func(row any) string {
		return string(get(row.(R)))
	}))
}

// names are the words of an enumeration, asked for by texts.
func names[K ~string](words calc.Words[K]) func(string) calc.Text {
	return func(key string) calc.Text { return words.Name(K(key)) }
}

// PollutantOf is a pollutant: by name for people, by symbol for programs.
func PollutantOf[R any](key string, head calc.Text, get func(R) calc.Pollutant) Column {
	return of[R](pollutantColumn(key, head, by(get)))
}

// AmountOf is an annual amount in kg/a, rounded by GB/T 8170, with the footnotes of
// the figures it rests on; it leads to its derivation.
func AmountOf[R any](key string, head calc.Text, get func(R) calc.Step) Column {
	return of[R](amountColumn(key, head, by(get)))
}

// FineOf is an annual amount to six decimals, for spreadsheets: they cannot read
// exact fractions, and JSON has those.
func FineOf[R any](head calc.Text, get func(R) calc.Step) Column {
	return of[R](fineColumn(head, by(get)))
}

// ReasonOf says in JSON why a number is absent.
func ReasonOf[R any](key string, get func(R) calc.Step) Column {
	return of[R](reasonColumn(key, by(get)))
}

// DoubtsOf lists the factors below numbers that were not read in the text, for forms
// without footnotes.
func DoubtsOf[R any](key string, get ...func(R) calc.Step) Column {
	steps := make([]func(any) calc.Step, len(get))
	for i, g := range get {
		steps[i] = by(g)
	}
	return of[R](doubtsColumn(key, steps))
}

// MassOf is an amount of mass in kg, of whatever stretch of time; CSV has it exactly
// where that ends.
func MassOf[R any](key string, head calc.Text, get func(R) calc.Step) Column {
	return of[R](massColumn(key, head, by(get)))
}

// RatioOf is a ratio as the texts write it, 1.2:1.
func RatioOf[R any](key string, head calc.Text, get func(R) calc.Step) Column {
	return of[R](ratioColumn(key, head, by(get)))
}

// QuantityOf is a quantity in its own unit, exactly where that is short; null where
// it is not stated.
func QuantityOf[R any](key string, head calc.Text, get func(R) (quantity.Quantity, bool)) Column {
	return of[R](quantityColumn(key, head, some(get)))
}

// DateOf is a date; null where it is not stated.
func DateOf[R any](key string, head calc.Text, get func(R) calc.Date) Column {
	return of[R](dateColumn(key, head, by(get)))
}

// FlagOf is yes or no.
func FlagOf[R any](key string, head calc.Text, get func(R) bool) Column {
	return of[R](flagColumn(key, head, by(get)))
}

// CountOf is a whole number.
func CountOf[R any, N ~int | ~int32 | ~int64 | ~uint64](key string, head calc.Text, get func(R) N) Column {
	return of[R](countColumn(key, head, func(row any) any { return get(row.(R)) }))
}

// SomeCountOf is a whole number in JSON; null where get says there is none.
func SomeCountOf[R any, N ~int | ~int64](key string, get func(R) (N, bool)) Column {
	return of[R](someCountColumn(key, func(row any) (int64, bool) {
		n, ok := get(row.(R))
		return int64(n), ok
	}))
}

// CountListsOf is a list of lists of whole numbers, in JSON.
func CountListsOf[R any](key string, get func(R) [][]int) Column {
	return of[R](countListsColumn(key, by(get)))
}

// ClauseOf is a place in an instrument.
func ClauseOf[R any](key string, head calc.Text, get func(R) calc.Clause) Column {
	return of[R](clauseColumn(key, head, by(get)))
}

// ClauseListOf is a list of places in instruments, in JSON.
func ClauseListOf[R any](key string, get func(R) []calc.Clause) Column {
	return of[R](clauseListColumn(key, by(get)))
}

// ListOf is a list of texts of the dossier.
func ListOf[R any](key string, head calc.Text, get func(R) []string) Column {
	return of[R](listColumn(key, head, by(get)))
}

// WordListOf is a list of texts in both languages.
func WordListOf[R any](key string, head calc.Text, get func(R) []calc.Text) Column {
	return of[R](wordListColumn(key, head, by(get)))
}

// ChoiceListOf is a list of values of an enumeration.
func ChoiceListOf[R any, K ~string](key string, head calc.Text, words calc.Words[K], get func(R) []K) Column {
	return of[R](choiceListColumn(key, head, words.Keys(), names(words), func(row any) []string {
		var out []string
		for _, k := range get(row.(R)) {
			out = append(out, string(k))
		}
		return out
	}))
}

// ConstOf is a text that is the same in every row, such as the name of a schema.
func ConstOf[R any](key, value string) Column {
	return of[R](valueColumn(key, constKind(value), func(Voice, any) any { return value }))
}

// ValueOf is a column of JSON only.
func ValueOf[R any](key string, kind kind, data func(Voice, R) any) Column {
	return of[R](valueColumn(key, kind, By(data).get))
}

// ObjectOf is an object within a row; null where get says there is none.
func ObjectOf[R, S any](key string, inner Table[S], get func(R) (S, bool)) Column {
	t := inner.kept()
	return of[R](valueColumn(key, nullable(t.kind), func(v Voice, row any) any {
		if x, ok := get(row.(R)); ok {
			return t.object(v, x)
		}
		return nil
	}))
}

// PartOf is an object within a row that is always there.
func PartOf[R, S any](key string, inner Table[S], get func(R) S) Column {
	t := inner.kept()
	return of[R](valueColumn(key, t.kind, func(v Voice, row any) any { return t.object(v, get(row.(R))) }))
}

// RowsOf is a list of objects within a row.
func RowsOf[R, S any](key string, inner Table[S], get func(R) []S) Column {
	t := inner.kept()
	return of[R](valueColumn(key, listKind(t.kind), func(v Voice, row any) any {
		return t.list(v, boxed(get(row.(R))))
	}))
}

// MapOf is an object whose keys depend on data, with texts of the dossier as values.
func MapOf[R any](key string, get func(R) map[string]string) Column {
	return of[R](mapColumn(key, by(get)))
}

// TraceOf is a derivation, as calc.Step writes it.
func TraceOf[R any](key string, get func(R) calc.Step) Column {
	return of[R](traceColumn(key, by(get)))
}

// SomeTraceOf is a derivation; null where there is no value.
func SomeTraceOf[R any](key string, get func(R) calc.Step) Column {
	return of[R](someTraceColumn(key, by(get)))
}
