package view

import (
	"errors"
	"strings"

	"github.com/xuri/excelize/v2"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
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

func reviewTemplate(b *builder, list []substitution.Target) page.Table {
	t := page.Table{Columns: []page.Column{{Head: b.t("指标", "target")}, {Head: b.t("含义", "what it is")},
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
		t.Rows = append(t.Rows, []string{x.Name, b.term(x.Step.TermKey()), "", unit.String(), "", "", ""})
	}
	return t
}

// workbook writes a table as text cells: a number typed into one keeps the
// zeros at its end, which state how far it was rounded.
func workbook(t page.Table, sheet string) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	first := f.GetSheetName(0)
	if err := f.SetSheetName(first, sheet); err != nil {
		return nil, err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // 49: text
	if err != nil {
		return nil, err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	if err := w.SetColWidth(1, len(t.Columns), 24); err != nil {
		return nil, err
	}
	heads := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = excelize.Cell{StyleID: text, Value: c.Head}
	}
	if err := w.SetRow("A1", heads); err != nil {
		return nil, err
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for j, s := range row {
			cells[j] = excelize.Cell{StyleID: text, Value: s}
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return nil, err
		}
		if err := w.SetRow(at, cells); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
