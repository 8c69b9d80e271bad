package permit

import (
	"cmp"
	"slices"

	"tidai/calc"
)

// Rung is one method of a ladder.
type Rung struct {
	Candidate
	Rank      int // place in the order of methods that holds; 0 where none ranks it
	Strictest bool
	Flips     []Flip // none for a rung that does not count, or where nothing else does
}

// Ladder sets all methods of one pollutant at one outlet in order: those that
// count by amount, the strictest first, then those shown only, then those
// without an amount.
type Ladder struct {
	Assessment
	Rungs     []Rung
	NotStated []Method // methods of which the dossier says nothing
}

// Ladder is the ladder of an assessment.
func (a Assessment) Ladder() Ladder {
	l := Ladder{Assessment: a}
	for _, c := range a.Candidates {
		r := Rung{Candidate: c}
		if c.Side != nil {
			r.Rank = c.Side.Order.Rank(c.Side.Key)
		}
		l.Rungs = append(l.Rungs, r)
	}
	slices.SortStableFunc(l.Rungs, func(x, y Rung) int {
		if n := cmp.Compare(x.group(), y.group()); n != 0 || x.group() == 2 {
			return n
		}
		n, _ := x.Amount.Value().Cmp(y.Amount.Value())
		return n
	})
	counting := 0
	for counting < len(l.Rungs) && l.Rungs[counting].Admissible() {
		counting++
	}
	for i := range counting {
		l.Rungs[i].Strictest = i == 0
		if counting > 1 {
			l.Rungs[i].Flips = flips(l.Rungs[i].Amount, amountsBut(l.Rungs[:counting], i))
		}
	}
	for _, m := range []Method{ByFormula, ByQuota, ByEIA, ByPromise, ByActual, ByIntensity} {
		if !slices.ContainsFunc(a.Candidates, func(c Candidate) bool { return c.Method == m }) {
			l.NotStated = append(l.NotStated, m)
		}
	}
	return l
}

// group is 0 for a rung that counts, 1 for one that is shown only, 2 for one
// without an amount.
func (r Rung) group() int {
	switch {
	case r.Admissible():
		return 0
	case r.Amount.OK():
		return 1
	}
	return 2
}

func amountsBut(rungs []Rung, i int) []calc.Step {
	var out []calc.Step
	for k, r := range rungs {
		if k != i {
			out = append(out, r.Amount)
		}
	}
	return out
}
