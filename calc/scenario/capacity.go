package scenario

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
)

// capacities lists what remains of the lines that give reductions, refused
// sources included: the measure is what is compared, not its acceptance.
func capacities(d *dossier.Dossier) []Capacity {
	var out []Capacity
	sources := slices.SortedFunc(slices.Values(d.Sources), func(a, b dossier.ReductionSource) int {
		return cmp.Compare(a.ID, b.ID)
	})
	for _, s := range sources {
		line, ok := d.Line(s.Line)
		if !ok {
			continue
		}
		for _, p := range line.Products {
			c := Capacity{Source: s.ID, Line: line.ID, LineName: line.Name, Product: p.ID,
				Approved: p.CapacityStep("M")}
			c.Remaining, c.Why = remaining(s, p, c.Approved)
			out = append(out, c)
		}
	}
	return out
}

// remaining is the capacity after the measure: none where the line closes,
// what the after-state of an accounting report is computed with, and else what
// the dossier states for the line.
func remaining(s dossier.ReductionSource, p dossier.Product, approved calc.Step) (calc.Step, calc.Text) {
	if !approved.OK() {
		return approved, calc.Text{}
	}
	closes := s.Basis == dossier.Closure || (!s.Closed.IsZero() && len(s.After) == 0)
	if closes {
		origin := calc.Origin{Kind: calc.FromDossier, At: s.At, Note: s.ClosedEvidence}
		return calc.ZeroAmount("M余", "capacity", approved.Value().Unit(), origin), calc.Text{ZH: "关停", EN: "closed"}
	}
	for _, in := range s.After {
		if !in.Activity.Set || (in.Product != "" && in.Product != p.ID) || !in.Activity.Amount.Unit().
			Same(approved.Value().Unit()) {
			continue
		}
		return in.Activity.Step("M余", "activity"), calc.Text{ZH: "削减后核算的活动水平",
			EN: "activity of the state after"}
	}
	return approved, calc.Text{ZH: "按所列产能", EN: "as stated"}
}
