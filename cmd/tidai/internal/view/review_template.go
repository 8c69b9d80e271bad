package view

import (
	"errors"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/review"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/book"
	"tidai/cmd/tidai/internal/page/data"
)

var errTemplate = errors.New("a template is an .xlsx or a .csv")

// ReviewTemplate is the table in which an author states figures: every number
// that can be recomputed by name, with room for value and unit. The name of
// the file says which form it has.
func ReviewTemplate(name string, d *dossier.Dossier, list []substitution.Target, lang calc.Lang) ([]byte, error) {
	t := reviewTemplate(newBuilder(lang), d, list)
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".csv"):
		return data.CSV(t)
	case strings.HasSuffix(lower, ".xlsx"):
		return workbook(t, newBuilder(lang).t("申报数字", "figures"))
	}
	return nil, errTemplate
}

// figureToState is a number that an author may state.
type figureToState struct {
	substitution.Target
	words calc.Text
}

// figuresToState has a row for each number; what the author states is empty.
var figuresToState = page.Table[figureToState]{Name: "figure-to-state",
	Columns: []page.Column{
		page.SheetOf(page.H("指标", "target"), func(_ page.Voice, t figureToState) string { return t.Name }),
		page.SheetOf(page.H("含义", "what it is"), func(v page.Voice, t figureToState) string { return v.In(t.words) }),
		page.SheetOf(page.H("必填", "required"), func(v page.Voice, t figureToState) string {
			if review.MustBeSubmitted(t.Name) {
				return v.T("必填", "yes")
			}
			return ""
		}),
		toState("申报值", "value"),
		page.SheetOf(page.H("单位", "unit"), func(_ page.Voice, t figureToState) string {
			return unitToState(t.Target)
		}),
		toState("表", "table"),
	}}

func toState(zh, en string) page.Column {
	return page.SheetOf(page.H(zh, en), func(page.Voice, figureToState) string { return "" })
}

// unitToState is the unit a figure is asked for in: amounts in kg/a.
func unitToState(t substitution.Target) string {
	unit := t.Step.Value().Unit()
	if unit.Same(quantity.KgPerYear) {
		unit = quantity.KgPerYear
	}
	return unit.String()
}

func reviewTemplate(b *builder, d *dossier.Dossier, list []substitution.Target) page.Grid {
	var rows []figureToState
	for _, t := range list {
		if t.Step.OK() {
			rows = append(rows, figureToState{t, review.TargetWords(d, t.Name)})
		}
	}
	return figuresToState.With(b.Voice, rows).CSV()
}

// workbook is the table as text cells: a number typed into one keeps the zeros
// at its end, which state how far it was rounded.
func workbook(t page.Grid, name string) ([]byte, error) {
	s := &book.Sheet{Name: name, Heads: 1, Widths: []int{30, 44, 10, 18, 14, 18}}
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Head)
	}
	s.Add(book.TextCells(book.Head, heads...)...)
	for _, row := range t.Rows {
		texts := make([]string, len(row))
		for i, cell := range row {
			texts[i] = cell.String()
		}
		s.Add(book.TextCells(book.Plain, texts...)...)
	}
	return book.Write(name, []*book.Sheet{s}, nil)
}
