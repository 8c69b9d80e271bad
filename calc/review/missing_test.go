package review

import (
	"slices"
	"testing"

	"tidai/calc"
)

// What decides and was not submitted is named; what was submitted is not, and
// without any figure the review says that alone.
func TestFiguresNotSubmittedAreNamed(t *testing.T) {
	p, book := planOf(t, "plating")
	if list := NotSubmitted(Make(Input{Plan: p, Book: book, AsOf: calc.Date{Year: 2026, Month: 3,
		Day: 31}})); len(list) > 0 {
		t.Errorf("nothing submitted: %v", list)
	}
	list := NotSubmitted(Make(Input{Plan: p, Book: book, AsOf: calc.Date{Year: 2026, Month: 3, Day: 31},
		Figures: []Submitted{{Target: "demand/Cr", Written: "119.57", Unit: "kg/a"}}}))
	if !slices.Contains(list, "new/Cr") || slices.Contains(list, "demand/Cr") {
		t.Errorf("%v", list)
	}
}
