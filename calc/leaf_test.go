package calc

import (
	"encoding/json"
	"strings"
	"testing"

	"tidai/calc/quantity"
)

func TestLeaf(t *testing.T) {
	ten, other := quantity.Must("10 t/a"), quantity.Must("12 t/a")
	at := Position{File: "a.toml", Line: 7}
	stated := func(symbol, key string, q quantity.Quantity) Step {
		return Given(symbol, "term", q, Origin{Kind: FromDossier, At: at, Key: key})
	}
	factor := func(symbol, id string, q quantity.Quantity) Step {
		return Factor(symbol, "term", q, Clause{}, Origin{Kind: FromFactor, Factor: id})
	}
	total := func(first int) Step {
		return SeriesTotal("Q", "term", ten, Clause{}, Origin{At: at, Series: &Series{SHA256: "x", First: first}})
	}
	for _, c := range []struct {
		name string
		a, b Step
		same bool
	}{
		{"one key under two letters", stated("Q", "x.output", ten), stated("A", "x.output", ten), true},
		{"one key, varied", stated("Q", "x.output", ten), stated("Q", "x.output", other), true},
		{"two keys of one line", stated("Q", "x.output", ten), stated("Q", "x.capacity", ten), false},
		{"a key and none", stated("Q", "x.output", ten), stated("Q", "", ten), false},
		{"one line and value", stated("Q", "", ten), stated("A", "", ten), true},
		{"one line, two values", stated("Q", "", ten), stated("Q", "", other), false},
		{"two files", stated("Q", "x.output", ten), Given("Q", "term", ten, Origin{Kind: FromDossier, At: Position{
			File: "b.toml", Line: 7}, Key: "x.output"}), false},
		{"one factor", factor("S", "gb.1", ten), factor("C", "gb.1", ten), true},
		{"two factors", factor("S", "gb.1", ten), factor("S", "gb.2", ten), false},
		{"the same rows", total(2), total(2), true},
		{"other rows", total(2), total(3), false},
		{"by definition", Definition("1", "one", 1), Definition("1", "one", 1), true},
		{"two by definition", Definition("1", "one", 1), Definition("n", "one", 1), false},
	} {
		if got := c.a.Leaf() == c.b.Leaf(); got != c.same {
			t.Errorf("%s: the same is %v, %+v and %+v", c.name, got, c.a.Leaf(), c.b.Leaf())
		}
	}
	sum := Sum("Σ", "term", Clause{}, stated("Q", "", ten), stated("A", "", ten))
	for name, s := range map[string]Step{"a sum": sum, "what is missing": Missing("Q", "term", nil), "nothing": {}} {
		if s.Leaf() != (LeafID{}) {
			t.Errorf("%s is the leaf %+v", name, s.Leaf())
		}
	}
	if Definition("1", "one", 1).Leaf().Placed() || !total(2).Leaf().Placed() || !stated("Q", "", ten).Leaf().Placed() {
		t.Error("a place is not told from none")
	}
	if text, err := json.Marshal(stated("Q", "x.output", ten).Trace()); err != nil || strings.Contains(string(text),
		"x.output") {
		t.Errorf("a trace carries the key: %s, %v", text, err)
	}
}
