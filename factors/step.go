package factors

import "tidai/calc"

// Step is the value as a leaf of a derivation: its clause, its id and how
// surely it is known travel with it. An absent item, a value in words and a
// suspect one are steps without value.
func (v Value) Step(symbol string) calc.Step {
	term := terms[v.Kind]
	if term == "" { // the other kinds are their own terms
		term = string(v.Kind)
	}
	q := Query{Kind: v.Kind, Instrument: v.Instrument}
	if err := v.noFigure(q, new(Book).describe(q)); err != nil {
		return calc.Missing(symbol, term, err)
	}
	return calc.Factor(symbol, term, v.Amount, v.Clause, calc.Origin{
		Kind: calc.FromFactor, Factor: v.ID, Status: v.Status, Local: v.Local, Source: v.Source, Note: v.Note})
}

// terms are the glossary keys of the kinds of values.
var terms = map[Kind]string{
	Limit:            "limit",
	BenchmarkVolume:  "benchmark-volume",
	Performance:      "performance-value",
	GenerationFactor: "generation-factor",
	EmissionFactor:   "emission-factor",
	Removal:          "removal-efficiency",
	AtomicMass:       "atomic-mass",
}

// Words is what to show of a value instead of a number; ok is false where it
// has one. Its Amount is then nothing, not zero.
func (v Value) Words() (words calc.Text, ok bool) {
	switch {
	case v.Absent:
		return calc.Text{ZH: "无此项", EN: "no such item"}, true
	case v.Use != "":
		return Uses.Name(v.Use), true
	case v.Text != "":
		return calc.Text{ZH: v.Text, EN: v.Text}, true
	}
	return calc.Text{}, false
}
