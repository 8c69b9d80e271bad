package application

import (
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/review"
	"tidai/calc/scenario"
)

// Version is a case among others it is compared with.
type Version struct {
	*Case
	Folder  string          // of the dossier
	Changed dossier.Variant // what was changed in its text
}

// Compare sets versions side by side; the first is what the others are compared
// with.
func Compare(list []Version) scenario.Comparison {
	var cases []scenario.Case
	for _, v := range list {
		x := scenario.Case{Folder: v.Folder, Plan: v.Explained(), Changed: v.Changed.Set,
			Called: v.Changed.Name}
		if s, ok := v.Dossier().Scenario(v.Changed.Scenario); ok {
			x.Scenario = &s
		}
		cases = append(cases, x)
	}
	return scenario.Compare(cases, nil)
}

// Range is the values that one number takes.
type Range = scenario.Range

// ParseRange reads FROM:TO:STEP.
func ParseRange(text string) (Range, error) { return scenario.ParseRange(text) }

// Sweep plans with a number at every value of a range, and where enough turns to
// short. at opens the case with the number at a value.
func Sweep(r Range, at func(quantity.Quantity) (*Case, error)) (scenario.Sweep, error) {
	return scenario.Run(r, func(q quantity.Quantity) (scenario.Version, error) { return at(q) })
}

// Diff lists the numbers that differ between two states of an application, with
// what moved them.
func Diff(before, after *Case) []review.Moved {
	return review.Diff(before.explained.get(), after.explained.get())
}
