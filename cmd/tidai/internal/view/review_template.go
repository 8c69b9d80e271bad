package view

import (
	"errors"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/book"
	"tidai/cmd/tidai/internal/page/data"
)

var errTemplate = errors.New("a template is an .xlsx or a .csv")

// ReviewTemplate is the table in which an author states figures: every number
// that can be recomputed by name, with room for value and unit. The name of
// the file says which form it has.
func ReviewTemplate(name string, list []substitution.Target, lang calc.Lang) ([]byte, error) {
	t := reviewTemplate(newBuilder(lang), list)
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".csv"):
		return data.CSV(t)
	case strings.HasSuffix(lower, ".xlsx"):
		return workbook(t, newBuilder(lang).t("申报数字", "figures"))
	}
	return nil, errTemplate
}

func reviewTemplate(b *builder, list []substitution.Target) page.Grid {
	t := page.Grid{Columns: []page.Head{{Head: b.t("指标", "target")}, {Head: b.t("含义", "what it is")},
		{Head: b.t("申报值", "value")}, {Head: b.t("单位", "unit")}, {Head: b.t("表", "table")},
		{Head: b.t("认可理由", "accepted")}, {Head: b.t("认可至", "accepted_until")}}}
	for _, x := range list {
		if !x.Step.OK() {
			continue
		}
		unit := x.Step.Value().Unit()
		if unit.Same(quantity.KgPerYear) {
			unit = quantity.KgPerYear
		}
		t.Rows = append(t.Rows, page.Row(x.Name, b.term(x.Step.TermKey()), "", unit.String(), "", "", ""))
	}
	return t
}

// workbook is the table as text cells: a number typed into one keeps the zeros
// at its end, which state how far it was rounded.
func workbook(t page.Grid, name string) ([]byte, error) {
	s := &book.Sheet{Name: name, Heads: 1, Widths: []int{34, 24, 18, 14, 18, 24, 14}}
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
