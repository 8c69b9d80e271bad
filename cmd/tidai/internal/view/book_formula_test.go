package view

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/cmd/tidai/internal/page/book"
)

// A list too long for one formula is joined in parts, and each part has its
// value beside it.
func TestLongFormula(t *testing.T) {
	const many = 250
	kg := quantity.MustUnit("kg")
	for name, c := range map[string]struct {
		of    func(symbol, term string, by calc.Clause, operands ...calc.Step) calc.Step
		parts []string
	}{
		"sum":      {calc.Sum, []string{"5050", "15050", "11275"}},
		"least":    {calc.Least, []string{"1", "101", "201"}},
		"greatest": {calc.Greatest, []string{"100", "200", "250"}},
	} {
		w := &bookWriter{builder: newBuilder(calc.EN), at: map[calc.Step]book.Place{},
			leaves: map[calc.LeafID]book.Place{}, inputs: &book.Sheet{Name: "Inputs"},
			sums: &book.Sheet{Name: "Calculations"}}
		var terms []calc.Step
		for i := range many {
			terms = append(terms, calc.Given("x", "capacity", quantity.Int(int64(i+1), kg),
				calc.Origin{Kind: calc.FromDossier, At: calc.Position{File: "a.toml", Line: i + 1}}))
		}
		s := c.of("E", "demand", calc.Clause{}, terms...)
		w.collect([]calc.Step{s})
		last := w.place(s)
		rows := w.sums.Rows
		if len(rows) != len(c.parts)+1 || last.Row != len(c.parts) {
			t.Fatalf("%s: %d rows", name, len(rows))
		}
		for i, want := range c.parts {
			part := rows[i][sumValue]
			if part.Number != want || !strings.Contains(part.Formula, fmt.Sprintf("'Inputs'!$C$%d", i*mostTerms+1)) {
				t.Errorf("%s: part %d is %s: %.60s", name, i, part.Number, part.Formula)
			}
		}
		total := rows[last.Row][sumValue]
		if total.Number != book.Decimal(s.Value().Rat()) || !strings.Contains(total.Formula, "F3") {
			t.Errorf("%s: %s = %s", name, total.Formula, total.Number)
		}
	}
}

// A term in another unit is brought to that of the formula, in text and value.
func TestScaledTerm(t *testing.T) {
	got := formulaTerm{"A1", big.NewRat(3, 1)}.scaled(big.NewRat(1, 1000))
	if got.text != "A1/1000" || got.value.Cmp(big.NewRat(3, 1000)) != 0 {
		t.Errorf("%s = %s", got.text, got.value)
	}
}

// What one key of the dossier states is one cell, under whatever letters; two
// keys of one line are two, even with equal numbers.
func TestCellsByKey(t *testing.T) {
	stated := func(symbol, key string) calc.Step {
		return calc.Given(symbol, "capacity", quantity.Must("5 kg"), calc.Origin{Kind: calc.FromDossier,
			At: calc.Position{File: "a.toml", Line: 1}, Key: key})
	}
	w := &bookWriter{builder: newBuilder(calc.EN), at: map[calc.Step]book.Place{},
		leaves: map[calc.LeafID]book.Place{}, inputs: &book.Sheet{Name: "Inputs"}}
	a, again, b := stated("C", "line[0].capacity"), stated("A", "line[0].capacity"), stated("C", "line[1].capacity")
	w.collect([]calc.Step{a, again, b})
	if len(w.inputs.Rows) != 2 || w.place(a) != w.place(again) || w.place(a) == w.place(b) {
		t.Errorf("%d cells for two keys", len(w.inputs.Rows))
	}
}
