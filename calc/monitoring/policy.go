package monitoring

import (
	"math/big"

	"tidai/calc"
)

// NonDetect is a policy for values below the detection limit. No permit
// specification prints one (actual.md §1.7): it is a choice, printed with the
// totals of all.
type NonDetect string

// The policies.
const (
	Zero  NonDetect = "zero"
	Half  NonDetect = "half"
	Limit NonDetect = "limit"
)

// NonDetects lists the policies from least to most.
var NonDetects = calc.Words[NonDetect]{
	{Key: Zero, Name: calc.Text{ZH: "未检出按零", EN: "not detected counts as zero"}},
	{Key: Half, Name: calc.Text{ZH: "未检出按检出限一半", EN: "not detected counts as half the detection limit"}},
	{Key: Limit, Name: calc.Text{ZH: "未检出按检出限", EN: "not detected counts as the detection limit"}},
}

// Name returns the policy in words.
func (p NonDetect) Name() calc.Text { return NonDetects.Name(p) }

// share is the part of the detection limit that counts.
func (p NonDetect) share() *big.Rat {
	switch p {
	case Half:
		return big.NewRat(1, 2)
	case Limit:
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

// Use is what an amount is for. It decides which choices are conservative.
type Use string

// The uses.
const (
	BeforeState Use = "before"     // what is reduced from: less is conservative
	AfterState  Use = "after"      // what is reduced to: more is conservative
	Compliance  Use = "compliance" // compared with a permitted amount: more is conservative
)

// Uses lists the uses.
var Uses = calc.Words[Use]{
	{Key: BeforeState, Name: calc.Text{ZH: "削减前", EN: "before a reduction"}},
	{Key: AfterState, Name: calc.Text{ZH: "削减后", EN: "after a reduction"}},
	{Key: Compliance, Name: calc.Text{ZH: "与许可排放量比较", EN: "comparison with the permitted amount"}},
}

// Name returns the use in words.
func (u Use) Name() calc.Text { return Uses.Name(u) }

// NonDetect is the policy of a use where none is chosen: the one against the
// claimant. The ratchet of HJ 863.4 holds a permit to last year's actual
// emission: it is a before-state.
func (u Use) NonDetect() NonDetect {
	if u == BeforeState {
		return Zero
	}
	return Limit
}
