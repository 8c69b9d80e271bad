package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/calc/review"
	"tidai/cmd/tidai/internal/page/book"
)

// Columns of the sheet of submitted figures.
const (
	figureStated   = 1
	figureComputed = 3
	figurePlaces   = 4
	figureRounded  = 5
)

// submitted sets each submitted figure beside the computed one, rounded to the
// digits its author wrote.
func (w *bookWriter) submitted(list []review.Outcome) *book.Sheet {
	s := w.sheet("申报核对", "Submitted", []string{"目标", "申报值", "单位", "复算值", "申报位数", "复算修约值",
		"申报 − 复算", "结论", "随输入重算的结论"},
		[]string{"target", "submitted", "unit", "computed", "decimals", "computed, rounded", "submitted − computed",
			"verdict", "verdict as inputs change"}, 34, 14, 10, 20, 10, 16, 20, 26, 26)
	if len(list) == 0 {
		s.Add(book.Cell{Text: w.t("没有申报的数字", "no figure was submitted")})
	}
	for _, o := range list {
		named := []book.Cell{{Text: o.Submitted.Target, Style: book.Wrapped}, {Text: o.Submitted.Written},
			{Text: o.Submitted.Unit}}
		verdict := book.Cell{Text: w.in(o.Verdict.Name()), Style: book.Wrapped}
		compared := w.compared(len(s.Rows), o, verdict)
		if compared == nil {
			compared = []book.Cell{{Text: none}, {}, {Text: none}, {Text: none}, verdict}
		} else {
			named[figureStated] = w.stated(o)
		}
		s.Add(append(named, compared...)...)
	}
	return s
}

// stated is the submitted figure as a number.
func (w *bookWriter) stated(o review.Outcome) book.Cell {
	return book.Cell{Number: book.Decimal(o.Value.Rat()), Style: book.Input,
		Note: w.inside(o.Submitted.At.String()) + "  " + o.Submitted.Written}
}

// compared are the cells behind a figure that has a computed one beside it; nil
// where it has none.
func (w *bookWriter) compared(row int, o review.Outcome, verdict book.Cell) []book.Cell {
	if o.Verdict == review.Unknown || !o.Computed.OK() || !o.Value.Unit().Same(o.Computed.Value().Unit()) ||
		o.Rounded == "" {
		return nil
	}
	w.collectMore(o.Computed)
	p := w.amountPlace(o.Computed)
	computed, err := o.Computed.Value().In(o.Value.Unit())
	if err != nil {
		return nil
	}
	_, behind, _ := strings.Cut(o.Rounded, ".")
	places := len(behind)
	yes, no := w.t("一致", "agrees"), w.t("不一致", "differs")
	state := no
	if o.Rounded == o.Value.Fixed(places) {
		state = yes
	}
	stated, exact := book.CellName(row, figureStated), book.CellName(row, figureComputed)
	return []book.Cell{
		{Formula: p.Anywhere() + book.Scaled(factorTo(o.Computed.Value().Unit(), o.Value.Unit())),
			Number: book.Decimal(computed.Rat()), Style: book.Number},
		{Number: fmt.Sprint(places), Style: book.Number},
		{Formula: book.HalfEven(exact, book.CellName(row, figurePlaces)), Number: o.Rounded, Style: book.Shown},
		{Formula: stated + "-" + exact, Number: book.Decimal(o.Difference.Rat()), Style: book.Number}, verdict,
		{Formula: book.AgreeOr(stated, book.CellName(row, figureRounded), yes, no), Text: state, Style: book.Wrapped},
	}
}

// collectMore adds the leaves of a number that is not one of the plan's, such
// as a monitored one.
func (w *bookWriter) collectMore(s calc.Step) {
	for _, x := range s.Leaves() {
		if _, ok := w.leaves[x.Leaf()]; !ok {
			w.leaf(x)
		}
	}
}
