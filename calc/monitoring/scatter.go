package monitoring

import (
	"math"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// fewSamples is the number of samples from which on their scatter is taken as
// it is found. Below it too little is known of it: the standard deviation
// counts as at least the mean itself, with one degree of freedom. No samples
// that are not negative have a greater standard error than their mean, so that
// fewer samples are never better known than more (docs/decisions.md).
const fewSamples = 3

// scatter is what the samples behind one account say of one another.
type scatter struct {
	n       int
	sd      float64 // in mg/L or mg/Nm3
	freedom float64
}

// scatters finds the samples of every account below a step and, by leaf, the
// scatter each belongs to. Samples of different accounts, such as before and
// after, are never pooled.
type scatters struct {
	of   map[calc.LeafID]int // place in list
	list []scatter
}

// scattersOf takes the samples below each innermost actual emission for one
// set: it is their mean that the amount rests on.
func scattersOf(s calc.Step) scatters {
	out := scatters{of: map[calc.LeafID]int{}}
	seen := map[calc.Step]bool{}
	var walk func(calc.Step) []calc.Step
	walk = func(t calc.Step) (open []calc.Step) {
		if seen[t] {
			return nil
		}
		seen[t] = true
		if len(t.Operands()) == 0 && isConcentration(t) {
			return []calc.Step{t}
		}
		for _, o := range t.Operands() {
			open = append(open, walk(o)...)
		}
		if t.TermKey() == "actual-emission" {
			out.set(open)
			return nil
		}
		return open
	}
	out.set(walk(s))
	return out
}

// set makes one set of samples; a number used twice is one sample.
func (s *scatters) set(leaves []calc.Step) {
	var values []float64
	for _, leaf := range leaves {
		if _, known := s.of[leaf.Leaf()]; known {
			continue
		}
		q, err := leaf.Value().In(commonUnit(leaf))
		if err != nil {
			continue
		}
		x, _ := q.Rat().Float64()
		values = append(values, x)
		s.of[leaf.Leaf()] = len(s.list)
	}
	if len(values) > 0 {
		s.list = append(s.list, scatterOf(values))
	}
}

func scatterOf(values []float64) scatter {
	n := float64(len(values))
	mean, squares := 0.0, 0.0
	for _, x := range values {
		mean += x / n
	}
	for _, x := range values {
		squares += (x - mean) * (x - mean)
	}
	s := scatter{n: len(values), freedom: max(n-1, 1), sd: math.Sqrt(squares / max(n-1, 1))}
	if s.n < fewSamples {
		s.sd = max(s.sd, mean)
	}
	return s
}

// observations counts the samples whose scatter is in an amount.
func (s scatters) observations() (n int) {
	for _, x := range s.list {
		n += x.n
	}
	return n
}

// few reports whether a set has too few samples to show how they scatter.
func (s scatters) few() bool {
	for _, x := range s.list {
		if x.n < fewSamples {
			return true
		}
	}
	return false
}

// own is the uncertainty of one sample: the standard deviation of its set, the
// same for each, so that of n samples the mean has s/√n.
func (s scatters) own(leaf calc.Step) estimate.Uncertainty {
	i, ok := s.of[leaf.Leaf()]
	if !ok || s.list[i].sd == 0 {
		return estimate.Uncertainty{}
	}
	perUnit := 1.0
	if q, err := quantity.Int(1, leaf.Value().Unit()).In(commonUnit(leaf)); err == nil {
		perUnit, _ = q.Rat().Float64()
	}
	return estimate.Uncertainty{U: s.list[i].sd / perUnit, Freedom: s.list[i].freedom,
		Pool: "samples " + strconv.Itoa(i)}
}

// isConcentration reports whether a leaf is the concentration of one sample: a
// total of one part is that part, called the total.
func isConcentration(leaf calc.Step) bool {
	switch leaf.TermKey() {
	case "measured-concentration", "detection-limit", "concentration-total":
		return leaf.OK()
	}
	return false
}

// isFlow reports whether a leaf is the flow of one sample.
func isFlow(leaf calc.Step) bool {
	switch leaf.TermKey() {
	case "measured-flow", "measured-volume-total", "flow-total":
		return leaf.OK()
	}
	return false
}

// commonUnit is the unit concentrations of a kind are compared in.
func commonUnit(leaf calc.Step) quantity.Unit {
	if leaf.Value().Unit().Same(quantity.MilligramPerN) {
		return quantity.MilligramPerN
	}
	return quantity.MilligramPerL
}
