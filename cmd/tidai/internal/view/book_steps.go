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

// place is where a number stands in the workbook.
type place struct {
	sheet    *book.Sheet
	row, col int
}

// bookWriter lays derivations out as cells. Every number stands once: what the
// dossier and the law say as a value, what follows from it as a formula.
type bookWriter struct {
	*builder
	inputs, factors, sums *book.Sheet
	at                    map[calc.Step]place
	leaves                map[leafKey]place
	names                 []book.Name
	taken                 map[string]int
	dir                   string
	line                  func(calc.Position) string
}

// leafKey is what makes two leaves one cell.
type leafKey struct{ kind, at, factor, symbol, value string }

// keyOf takes the same line, number and unit for the same input, under
// whatever symbols, if the number stands in that line once.
func (w *bookWriter) keyOf(s calc.Step) leafKey {
	o := s.Origin()
	at := o.At.String()
	if o.Series != nil {
		at += fmt.Sprint(*o.Series)
	}
	k := leafKey{string(o.Kind), at, o.Factor, s.Symbol(), s.Value().String()}
	if o.Kind == calc.FromFactor || o.Kind == calc.FromDossier && occurrences(w.line(o.At), s.Value()) == 1 {
		k.symbol = ""
	}
	return k
}

// occurrences counts how often a line writes a number.
func occurrences(line string, q quantity.Quantity) (n int) {
	text, _, _ := strings.Cut(line, "#")
	for _, word := range strings.FieldsFunc(text, func(r rune) bool {
		return !strings.ContainsRune("0123456789.eE+-_",
			r)
	}) {
		if x, ok := new(big.Rat).SetString(strings.ReplaceAll(word, "_", "")); ok && x.Cmp(q.Rat()) == 0 {
			n++
		}
	}
	return n
}

// columns of a number on its sheet.
const (
	leafValue  = 2
	sumTarget  = 1
	sumValue   = 5
	sumPlaces  = 7
	sumShown   = 8
	mostTerms  = 100 // of a formula: Excel takes 8192 characters
	mostDigits = 15  // that a spreadsheet holds
)

// leafOrder is the order of the sheet of inputs.
var leafOrder = []calc.OriginKind{calc.FromDossier, calc.FromSeries, calc.FromPlan, calc.FromDefinition,
	calc.FromFactor, ""}

// collect lists the leaves below the steps in the order of the files.
func (w *bookWriter) collect(steps []calc.Step) {
	var list []calc.Step
	seen := map[leafKey]bool{}
	for _, s := range steps {
		if !s.OK() {
			continue
		}
		for _, x := range s.Leaves() {
			if k := w.keyOf(x); !seen[k] {
				seen[k] = true
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
	value := book.Cell{Number: bookNumber(q.Rat()), Note: w.note(s), Style: style}
	if strings.Contains(q.Exact(), "/") {
		value.Formula = q.Exact()
	}
	term := s.TermKey()
	var p place
	if o.Kind == calc.FromFactor {
		name := w.name("factor_" + o.Factor)
		row := w.factors.Add(book.Cell{Text: w.term(term), Style: book.Wrapped}, book.Cell{Text: s.Symbol()}, value,
			book.Cell{Text: q.Unit().String()}, book.Cell{Text: o.Factor, Style: book.Wrapped},
			book.Cell{Text: s.Clause().String(), Style: book.Wrapped}, book.Cell{Text: w.status(o.Status, o.Local),
				Style: book.Wrapped}, book.Cell{Text: o.Note, Style: book.Wrapped}, book.Cell{Text: name})
		p = place{w.factors, row, leafValue}
		w.named(name, p)
	} else {
		name := w.name("in_" + term)
		row := w.inputs.Add(book.Cell{Text: w.term(term), Style: book.Wrapped}, book.Cell{Text: s.Symbol()}, value,
			book.Cell{Text: q.Unit().String()}, book.Cell{Text: w.originHere(s), Style: book.Wrapped},
			book.Cell{Text: name})
		p = place{w.inputs, row, leafValue}
		w.named(name, p)
	}
	w.leaves[w.keyOf(s)] = p
}

// originHere is the origin with files named from the dossier's folder, so that the
// workbook is the same wherever that lies.
func (w *bookWriter) originHere(s calc.Step) string {
	return w.inside(w.origin(s))
}

func (w *bookWriter) inside(place string) string {
	return strings.TrimPrefix(place, strings.TrimSuffix(filepath.ToSlash(w.dir), "/")+"/")
}

// name makes a defined name that is valid and not taken.
func (w *bookWriter) name(wish string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, wish)
	if len(name) > 200 { // Excel takes 255
		name = name[:200]
	}
	fold := strings.ToLower(name)
	w.taken[fold]++
	name = fmt.Sprintf("%s_%d", name, w.taken[fold])
	for w.taken[strings.ToLower(name)] > 0 {
		name += "x"
	}
	w.taken[strings.ToLower(name)] = 1
	return name
}

func (w *bookWriter) named(name string, p place) {
	w.names = append(w.names, book.Name{Name: name, Refers: fmt.Sprintf("'%s'!$%c$%d", p.sheet.Name, 'A'+p.col,
		p.row+1)})
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
	if e := s.Value().Exact(); strings.Contains(e, "/") || significant(e) > mostDigits {
		parts = append(parts, w.t("精确值：", "exactly: ")+e)
	}
	return strings.Join(parts, "\n")
}

func significant(number string) int {
	return len(strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(number), "0"))
}

// bookNumber is a number as the cell holds it: exact where that is short.
func bookNumber(r *big.Rat) string {
	if e := quantity.Exact(r); !strings.Contains(e, "/") && significant(e) <= mostDigits {
		return e
	}
	return quantity.Shown(r, mostDigits+2)
}

// from is a reference from the sheet of calculations.
func (w *bookWriter) from(p place) string {
	if p.sheet == w.sums {
		return book.CellName(p.row, p.col)
	}
	return fmt.Sprintf("'%s'!$%c$%d", p.sheet.Name, 'A'+p.col, p.row+1)
}

// anywhere is a reference from any sheet.
func anywhere(p place) string {
	return fmt.Sprintf("'%s'!$%c$%d", p.sheet.Name, 'A'+p.col, p.row+1)
}

// place finds the cell of a step, and writes it with all below it.
func (w *bookWriter) place(s calc.Step) place {
	if p, ok := w.at[s]; ok {
		return p
	}
	if len(s.Operands()) == 0 {
		p := w.leaves[w.keyOf(s)]
		w.at[s] = p
		return p
	}
	p := w.row(s, w.live(s), w.formula(s), s.Clause().String())
	w.at[s] = p
	return p
}

// row writes a row of the calculations; its rounded amount where it is one.
func (w *bookWriter) row(s calc.Step, formula, words, clause string) place {
	q := s.Value()
	at := len(w.sums.Rows)
	value := book.CellName(at, sumValue)
	cells := []book.Cell{{Text: fmt.Sprint(at), Style: book.Plain}, {Style: book.Wrapped},
		{Text: s.Symbol(), Style: book.Wrapped}, {Text: w.term(s.TermKey()), Style: book.Wrapped},
		{Text: words, Style: book.Wrapped},
		{Number: bookNumber(q.Rat()), Formula: formula, Note: w.note(s), Style: book.Number}, {Text: q.Unit().String()},
		{}, {}, {Text: clause, Style: book.Wrapped}}
	if unit, ok := amountUnit(q.Unit()); ok {
		shown, err := q.In(unit)
		if err == nil {
			amount := value + scaled(factorTo(q.Unit(), unit))
			places := shownPlacesOf(shown.Rat())
			cells[sumPlaces] = book.Cell{Formula: "IF(" + amount + "=0,2,MAX(2,2-INT(LOG10(ABS(" + amount + ")))))",
				Number: fmt.Sprint(places), Style: book.Number}
			cells[sumShown] = book.Cell{Formula: halfEven(amount, book.CellName(at, sumPlaces)),
				Number: quantity.Exact(quantity.RoundPlaces(shown.Rat(), places)), Style: book.Shown}
		}
	}
	w.sums.Add(cells...)
	return place{w.sums, at, sumValue}
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

// halfEven is GB/T 8170 as a formula: a spreadsheet's ROUND takes halves away
// from zero. A half is what is within 10⁻¹² of one, since binary numbers do
// not hold 2.675; a half is rounded as twice its half.
func halfEven(x, places string) string {
	y := "(" + x + ")*10^" + places
	return "IF(ABS(ABS(" + y + "-TRUNC(" + y + "))-0.5)<=1E-12*MAX(1,ABS(" + y + ")),2*ROUND((" + y + ")/2,0),ROUND(" +
		y + ",0))/10^" + places
}

// factorTo is what a number in one unit is multiplied by in another.
func factorTo(from, to quantity.Unit) *big.Rat { return inUnit(quantity.Int(1, from), to) }

func inUnit(q quantity.Quantity, to quantity.Unit) *big.Rat {
	q, err := q.In(to)
	if err != nil {
		return big.NewRat(1, 1) // the step could not have been made
	}
	return q.Rat()
}

// scaled writes a factor behind a reference, in whole numbers.
func scaled(f *big.Rat) string {
	out := ""
	if f.Num().Cmp(big.NewInt(1)) != 0 {
		out = "*" + f.Num().String()
	}
	if !f.IsInt() {
		out += "/" + f.Denom().String()
	}
	return out
}

// live is the formula of a step over the cells of its operands.
func (w *bookWriter) live(s calc.Step) string {
	operands, unit := s.Operands(), s.Value().Unit()
	terms := make([]string, len(operands))
	for i, o := range operands {
		terms[i] = w.from(w.place(o))
	}
	switch s.Op() {
	case calc.OpProduct:
		made := quantity.Int(1, quantity.One)
		for _, o := range operands {
			made = made.Mul(quantity.Int(1, o.Value().Unit()))
		}
		return w.joined(s, terms, "", "*", "") + scaled(inUnit(made, unit))
	case calc.OpQuotient:
		made, err := quantity.Int(1, operands[0].Value().Unit()).Div(quantity.Int(1, operands[1].Value().Unit()))
		if err != nil {
			return ""
		}
		return terms[0] + "/" + terms[1] + scaled(inUnit(made, unit))
	}
	for i, o := range operands {
		terms[i] += scaled(factorTo(o.Value().Unit(), unit))
	}
	switch s.Op() {
	case calc.OpSum:
		return w.joined(s, terms, "", "+", "")
	case calc.OpDifference:
		return terms[0] + "-(" + w.joined(s, terms[1:], "", "+", "") + ")"
	case calc.OpLeast:
		return w.joined(s, terms, "MIN(", ",", ")")
	case calc.OpGreatest:
		return w.joined(s, terms, "MAX(", ",", ")")
	case calc.OpConvert:
		return terms[0]
	}
	return toMultiple(s, terms[0])
}

// toMultiple rounds to a multiple, or to the one below or above.
func toMultiple(s calc.Step, x string) string {
	interval := bookNumber(s.Interval())
	y := "(" + x + ")/" + interval
	guard := "1E-12*MAX(1,ABS(" + y + "))"
	switch s.Op() {
	case calc.OpRound:
		return halfEven("("+x+")/"+interval, "0") + "*" + interval
	case calc.OpRoundDown:
		return "INT(" + y + "+" + guard + ")*" + interval
	case calc.OpRoundUp:
		return "-INT(-" + y + "+" + guard + ")*" + interval
	}
	return x
}

// joined joins the terms; a long list is joined in parts that have rows of
// their own.
func (w *bookWriter) joined(s calc.Step, terms []string, before, between, after string) string {
	for len(terms) > mostTerms {
		var parts []string
		for part := range slices.Chunk(terms, mostTerms) {
			at := len(w.sums.Rows)
			w.sums.Add(book.Cell{Text: fmt.Sprint(at)}, book.Cell{}, book.Cell{Text: s.Symbol()},
				book.Cell{Text: w.t("分段", "part"), Style: book.Wrapped}, book.Cell{},
				book.Cell{Formula: before + strings.Join(part, between) + after, Style: book.Number})
			parts = append(parts, book.CellName(at, sumValue))
		}
		terms = parts
	}
	return before + strings.Join(terms, between) + after
}
