package estimate

import (
	"slices"

	"tidai/calc"
)

// Model is an amount as a function of its inputs.
type Model struct {
	Inputs []Input
	// leaves for which no uncertainty was stated: they count as exact, and an output should name them
	Exact []calc.Step
	// evaluator returns a function of its own scratch space.
	evaluator func() func(x []float64) float64
}

// Value is the model at the values of its inputs.
func (m Model) Value() float64 { return m.evaluator()(m.values()) }

func (m Model) values() []float64 {
	x := make([]float64, len(m.Inputs))
	for i, in := range m.Inputs {
		x[i] = in.Value
	}
	return x
}

// check reports every fault of the inputs, and a value that is no number.
func (m Model) check() error {
	var faults []error
	for _, in := range m.Inputs {
		if err := in.check(); err != nil {
			faults = append(faults, err)
		}
	}
	if len(faults) > 0 {
		return joined(faults)
	}
	if !finite(m.Value()) {
		return calc.Explain("按输入值计算，结果不是有限的数",
			"the result at the values of the inputs is not a finite number")
	}
	return nil
}

const maxFaults = 20 // said one by one

// joined makes one error that speaks both languages out of several.
func joined(faults []error) error {
	if more := len(faults) - maxFaults; more > 0 {
		faults = append(slices.Clone(faults[:maxFaults]), calc.Explain("另有 %d 处", "and %d more", more))
	}
	text := calc.ErrorText(faults[0])
	for _, err := range faults[1:] {
		next := calc.ErrorText(err)
		text = calc.Text{ZH: text.ZH + "；" + next.ZH, EN: text.EN + "; " + next.EN}
	}
	return calc.Explain("%s", "%s", text)
}
