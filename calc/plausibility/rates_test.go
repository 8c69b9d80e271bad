package plausibility_test

import (
	"math/rand/v2"
	"testing"

	"tidai/calc"
	"tidai/factors"
)

// The generator's dossiers are right: nothing else that looks at them finds a
// fault in what they state, so an alarm of this room would be a false one.
func TestRightDossiersAreRight(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	amounts := 0
	for seed := range uint64(200) {
		m := right(book, seed)
		_, findings, _ := m.read()
		for _, f := range findings {
			if f.Severity != calc.Note {
				text, _ := m.text()
				t.Fatalf("seed %d: %v\n%s", seed, f, text)
			}
		}
		amounts += len(m.all("[[permit.version.amount]]")) + len(m.all("[[eia.amount]]"))
	}
	if amounts < 2000 {
		t.Errorf("only %d amounts in 200 dossiers", amounts)
	}
	t.Log(amounts, "amounts")
}

// Every kind of slip can be made in some of the dossiers, and what it makes can
// still be read as a dossier.
func TestEveryKindCanBeMade(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	if len(kinds) < 40 {
		t.Errorf("only %d kinds", len(kinds))
	}
	for _, k := range kinds {
		made := 0
		for seed := range uint64(40) {
			out, right := make1(book, k, seed)
			if out == nil {
				continue
			}
			if d, _, _ := out.read(); d == nil || len(right) == 0 {
				t.Errorf("%s, seed %d: nothing can be read, or no place is right", k.name, seed)
			}
			made++
		}
		if made < 3 {
			t.Errorf("%s: made only %d times of 40", k.name, made)
		}
	}
}

// make1 makes the slip in the right dossier of a seed.
func make1(book *factors.Book, k kind, seed uint64) (material, []*table) {
	return k.make(slip{rand.New(rand.NewPCG(seed, 7)), right(book, seed)})
}
