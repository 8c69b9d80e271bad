package view

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page/book"
)

// factorTo is what a number in one unit is multiplied by in another.
func factorTo(from, to quantity.Unit) *big.Rat { return inUnit(quantity.Int(1, from), to) }

func inUnit(q quantity.Quantity, to quantity.Unit) *big.Rat {
	q, err := q.In(to)
	if err != nil {
		return big.NewRat(1, 1) // the step could not have been made
	}
	return q.Rat()
}

// formulaTerm is a part of a formula, with what it comes to.
type formulaTerm struct {
	text  string
	value *big.Rat
}

func (t formulaTerm) scaled(f *big.Rat) formulaTerm {
	return formulaTerm{t.text + book.Scaled(f), new(big.Rat).Mul(t.value, f)}
}

// joint is how terms are joined, in a formula and in numbers.
type joint struct {
	before, between, after string
	of                     func(a, b *big.Rat) *big.Rat
}

var (
	summed     = joint{between: "+", of: func(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }}
	multiplied = joint{between: "*", of: func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }}
	smallest   = joint{before: "MIN(", between: ",", after: ")", of: func(a, b *big.Rat) *big.Rat {
		if a.Cmp(b) < 0 {
			return a
		}
		return b
	}}
	largest = joint{before: "MAX(", between: ",", after: ")", of: func(a, b *big.Rat) *big.Rat {
		if a.Cmp(b) > 0 {
			return a
		}
		return b
	}}
)

func (j joint) join(terms []formulaTerm) formulaTerm {
	texts, value := []string{terms[0].text}, terms[0].value
	for _, t := range terms[1:] {
		texts, value = append(texts, t.text), j.of(value, t.value)
	}
	return formulaTerm{j.before + strings.Join(texts, j.between) + j.after, value}
}

// live is the formula of a step over the cells of its operands.
func (w *bookWriter) live(s calc.Step) string {
	operands, unit := s.Operands(), s.Value().Unit()
	terms := make([]formulaTerm, len(operands))
	for i, o := range operands {
		terms[i] = formulaTerm{w.place(o).From(w.sums), o.Value().Rat()}
	}
	switch s.Op() {
	case calc.OpProduct:
		made := quantity.Int(1, quantity.One)
		for _, o := range operands {
			made = made.Mul(quantity.Int(1, o.Value().Unit()))
		}
		return w.joined(s, terms, multiplied) + book.Scaled(inUnit(made, unit))
	case calc.OpQuotient:
		made, err := quantity.Int(1, operands[0].Value().Unit()).Div(quantity.Int(1, operands[1].Value().Unit()))
		if err != nil {
			return ""
		}
		return terms[0].text + "/" + terms[1].text + book.Scaled(inUnit(made, unit))
	}
	for i, o := range operands {
		terms[i] = terms[i].scaled(factorTo(o.Value().Unit(), unit))
	}
	switch s.Op() {
	case calc.OpSum:
		return w.joined(s, terms, summed)
	case calc.OpDifference:
		return terms[0].text + "-(" + w.joined(s, terms[1:], summed) + ")"
	case calc.OpLeast:
		return w.joined(s, terms, smallest)
	case calc.OpGreatest:
		return w.joined(s, terms, largest)
	case calc.OpRound:
		return book.ToMultiple(terms[0].text, s.Interval())
	case calc.OpRoundDown:
		return book.ToMultipleBelow(terms[0].text, s.Interval())
	case calc.OpRoundUp:
		return book.ToMultipleAbove(terms[0].text, s.Interval())
	}
	return terms[0].text // of OpConvert: another unit
}

const mostTerms = 100 // of a formula: Excel takes 8192 characters

// joined joins the terms; a long list is joined in parts that have rows of
// their own.
func (w *bookWriter) joined(s calc.Step, terms []formulaTerm, by joint) string {
	for len(terms) > mostTerms {
		var parts []formulaTerm
		for some := range slices.Chunk(terms, mostTerms) {
			at, part := len(w.sums.Rows), by.join(some)
			w.sums.Add(book.Cell{Text: fmt.Sprint(at)}, book.Cell{}, book.Cell{Text: s.Symbol()},
				book.Cell{Text: w.t("分段", "part"), Style: book.Wrapped}, book.Cell{},
				book.Cell{Formula: part.text, Number: book.Decimal(part.value), Style: book.Number})
			parts = append(parts, formulaTerm{book.CellName(at, sumValue), part.value})
		}
		terms = parts
	}
	return by.join(terms).text
}
