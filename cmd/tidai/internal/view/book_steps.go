package view

import (
	"cmp"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page/book"
)

// bookWriter lays derivations out as cells. Every number stands once: what the
// dossier and the law say as a value, what follows from it as a formula.
type bookWriter struct {
	*builder
	inputs, factors, sums *book.Sheet
	at                    map[calc.Step]book.Place
	leaves                map[calc.LeafID]book.Place
	names                 book.Names
	dir                   string
}

// columns of a number on its sheet.
const (
	leafValue = 2
	sumTarget = 1
	sumValue  = 5
	sumPlaces = 7
	sumShown  = 8
)

// leafOrder is the order of the sheet of inputs.
var leafOrder = []calc.OriginKind{calc.FromDossier, calc.FromSeries, calc.FromPlan, calc.FromDefinition,
	calc.FromFactor, ""}

// collect lists the leaves below the steps in the order of the files.
func (w *bookWriter) collect(steps []calc.Step) {
	var list []calc.Step
	seen := map[calc.LeafID]bool{}
	for _, s := range steps {
		if !s.OK() {
			continue
		}
		for _, x := range s.Leaves() {
			if id := x.Leaf(); !seen[id] {
				seen[id] = true
				list = append(list, x)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y calc.Step) int {
		a, b := x.Origin(), y.Origin()
		return cmp.Or(cmp.Compare(slices.Index(leafOrder, a.Kind), slices.Index(leafOrder, b.Kind)),
			cmp.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.Factor, b.Factor))
	})
	for _, s := range list {
		w.leaf(s)
	}
}

func (w *bookWriter) leaf(s calc.Step) {
	o, q := s.Origin(), s.Value()
	style := book.Input
	if o.Kind == calc.FromDefinition || o.Kind == calc.FromPlan {
		style = book.Number
	}
	value := book.Cell{Number: book.Decimal(q.Rat()), Note: w.note(s), Style: style}
	if strings.Contains(q.Exact(), "/") {
		value.Formula = q.Exact()
	}
	if o.Kind == calc.FromFactor {
		w.leaves[s.Leaf()] = w.factorRow(s, value)
	} else {
		w.leaves[s.Leaf()] = w.inputRow(s, value)
	}
}

func (w *bookWriter) factorRow(s calc.Step, value book.Cell) book.Place {
	o := s.Origin()
	p := book.Place{Sheet: w.factors, Row: len(w.factors.Rows), Col: leafValue}
	w.factors.Add(book.Cell{Text: w.term(s.TermKey()), Style: book.Wrapped}, book.Cell{Text: s.Symbol()}, value,
		book.Cell{Text: s.Value().Unit().String()}, book.Cell{Text: o.Factor, Style: book.Wrapped},
		book.Cell{Text: s.Clause().String(), Style: book.Wrapped},
		book.Cell{Text: w.status(o.Status, o.Local), Style: book.Wrapped},
		book.Cell{Text: w.said(o.Note), Style: book.Wrapped}, book.Cell{Text: w.names.Add("factor_"+o.Factor, p)})
	return p
}

func (w *bookWriter) inputRow(s calc.Step, value book.Cell) book.Place {
	p := book.Place{Sheet: w.inputs, Row: len(w.inputs.Rows), Col: leafValue}
	w.inputs.Add(book.Cell{Text: w.term(s.TermKey()), Style: book.Wrapped}, book.Cell{Text: s.Symbol()}, value,
		book.Cell{Text: s.Value().Unit().String()}, book.Cell{Text: w.originHere(s), Style: book.Wrapped},
		book.Cell{Text: w.names.Add("in_"+s.TermKey(), p)})
	return p
}

// originHere is the origin with files named from the dossier's folder, so that the
// workbook is the same wherever that lies.
func (w *bookWriter) originHere(s calc.Step) string {
	return w.inside(w.origin(s))
}

func (w *bookWriter) inside(place string) string {
	return strings.TrimPrefix(place, strings.TrimSuffix(filepath.ToSlash(w.dir), "/")+"/")
}

// note says where a number comes from, and what it is exactly where a
// spreadsheet cannot hold that.
func (w *bookWriter) note(s calc.Step) string {
	var parts []string
	if o := w.originHere(s); o != "" {
		parts = append(parts, o)
	}
	if c := s.Clause(); !c.IsZero() {
		parts = append(parts, c.String())
	}
	if x := s.Origin().Series; x != nil {
		parts = append(parts, "SHA-256 "+x.SHA256)
	}
	if f := w.formula(s); f != "" {
		parts = append(parts, s.Symbol()+" = "+f)
	}
	if e := s.Value().Exact(); !book.Holds(e) {
		parts = append(parts, w.t("精确值：", "exactly: ")+e)
	}
	return strings.Join(parts, "\n")
}

// place finds the cell of a step, and writes it with all below it.
func (w *bookWriter) place(s calc.Step) book.Place {
	if p, ok := w.at[s]; ok {
		return p
	}
	if len(s.Operands()) == 0 {
		p := w.leaves[s.Leaf()]
		w.at[s] = p
		return p
	}
	p := w.row(s, w.live(s), w.formula(s), s.Clause().String())
	w.at[s] = p
	return p
}

// row writes a row of the calculations; its rounded amount where it is one.
func (w *bookWriter) row(s calc.Step, formula, words, clause string) book.Place {
	q := s.Value()
	at := len(w.sums.Rows)
	value := book.CellName(at, sumValue)
	cells := []book.Cell{{Text: fmt.Sprint(at), Style: book.Plain}, {Style: book.Wrapped},
		{Text: s.Symbol(), Style: book.Wrapped}, {Text: w.term(s.TermKey()), Style: book.Wrapped},
		{Text: words, Style: book.Wrapped},
		{Number: book.Decimal(q.Rat()), Formula: formula, Note: w.note(s), Style: book.Number},
		{Text: q.Unit().String()},
		{}, {}, {Text: clause, Style: book.Wrapped}}
	if unit, ok := amountUnit(q.Unit()); ok {
		shown, err := q.In(unit)
		if err == nil {
			amount := value + book.Scaled(factorTo(q.Unit(), unit))
			places := shownPlacesOf(shown.Rat())
			cells[sumPlaces] = book.Cell{Formula: book.Places(amount), Number: fmt.Sprint(places),
				Style: book.Number}
			cells[sumShown] = book.Cell{Formula: book.HalfEven(amount, book.CellName(at, sumPlaces)),
				Number: quantity.Exact(quantity.RoundPlaces(shown.Rat(), places)), Style: book.Shown}
		}
	}
	w.sums.Add(cells...)
	return book.Place{Sheet: w.sums, Row: at, Col: sumValue}
}

// amountUnit is the unit amounts are shown in: kg/a, or kg of a period.
func amountUnit(u quantity.Unit) (quantity.Unit, bool) {
	for _, to := range []quantity.Unit{quantity.KgPerYear, kilogram} {
		if u.Same(to) {
			return to, true
		}
	}
	return u, false
}

var kilogram = quantity.MustUnit("kg")

// shownPlacesOf is how many decimals show an amount as tables do: three
// significant digits and at least two decimals.
func shownPlacesOf(x *big.Rat) int {
	if x.Sign() == 0 {
		return 2
	}
	places, abs := 2, new(big.Rat).Abs(x)
	for lead := big.NewRat(1, 1); abs.Cmp(lead) < 0; lead.Quo(lead, big.NewRat(10, 1)) {
		places++
	}
	return places
}
