package substitution

import (
	"slices"

	"tidai/calc"
	"tidai/calc/reduction"
)

// SourceState is what became of a source.
type SourceState string

// The states.
const (
	SourceUsed    SourceState = "used"    // the plan draws on it
	SourceUnused  SourceState = "unused"  // accepted, and not drawn on
	SourceOwn     SourceState = "own"     // counted as own reduction (以新带老)
	SourceRefused SourceState = "refused" // not accepted
)

// SourceStates lists the states.
var SourceStates = calc.Words[SourceState]{
	{Key: SourceUsed, Name: calc.Text{ZH: "已采用", EN: "used"}},
	{Key: SourceUnused, Name: calc.Text{ZH: "未采用", EN: "not used"}},
	{Key: SourceOwn, Name: calc.Text{ZH: "计作以新带老", EN: "counted as own reduction"}},
	{Key: SourceRefused, Name: calc.Text{ZH: "未采纳", EN: "refused"}},
}

// Name returns the state in words.
func (s SourceState) Name() calc.Text { return SourceStates.Name(s) }

// StateOf says what became of a source of the plan.
func (p Plan) StateOf(s reduction.SourceResult) SourceState {
	switch {
	case !s.Accepted():
		return SourceRefused
	case s.Own:
		return SourceOwn
	case slices.ContainsFunc(p.Allocations, func(a Allocation) bool { return a.Source == s.Source.ID }):
		return SourceUsed
	}
	return SourceUnused
}
