package factors

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Override is a parameter of a policy set otherwise for one application or one
// run.
type Override struct {
	Parameter string
	Value     string // a number, alone or with its unit; a choice; or a date
	Reason    string
	At        calc.Position // of a dossier; zero: given on the command line
}

// Set is the policy with a parameter set otherwise, and that parameter as it
// was; there is none where the policy states no such. It stands under the
// clause of what it replaces, as a local value. The error says what the
// parameter has to be.
func (p Policy) Set(o Override) (Policy, Parameter, error) {
	k, known := KindOf(o.Parameter)
	if !known {
		return p, Parameter{}, calc.Explain("程序不读取参数 %s；可用：%s", "nothing reads the parameter %s; one of %s",
			o.Parameter, parameterIDs())
	}
	was, stated := p.Parameter(o.Parameter)
	x := was
	x.ID, x.Unset, x.Local, x.Status, x.At = o.Parameter, false, true, calc.StatusRecalled, o.At
	x.Source, x.Note = o.Reason, ""
	if !stated {
		x.Clause = calc.Clause{Instrument: p.Instrument, Locator: o.Parameter}
	}
	if err := k.read(o.Value, &x); err != nil {
		return p, was, err
	}
	p = p.clone()
	p.Parameters = slices.DeleteFunc(p.Parameters, func(y Parameter) bool { return y.ID == o.Parameter })
	p.Parameters = append(p.Parameters, x)
	return p, was, nil
}

// read reads what a parameter of this kind is set to.
func (k ParameterKind) read(text string, x *Parameter) error {
	x.Amount, x.IsFigure, x.Choice, x.Date = quantity.Quantity{}, false, "", calc.Date{}
	text = strings.TrimSpace(text)
	switch {
	case k.Date:
		day, err := calc.ParseDate(text)
		x.Date = day
		return err
	case k.Unit == "":
		if !slices.Contains(k.Choices, text) {
			return calc.Explain("%s 应为下列之一：%s", "%s is one of %s", k.ID, strings.Join(k.Choices, ", "))
		}
		x.Choice = text
		return nil
	}
	number, err := quantity.ParseNumber(text)
	if err == nil {
		x.Amount = quantity.New(number, quantity.MustUnit(k.Unit))
	} else {
		x.Amount, err = quantity.Parse(text)
	}
	x.IsFigure = err == nil
	if err != nil || !k.fits(x.Amount) {
		return calc.Explain("%s 应为%s，单位 %s", "%s is %s in %s", k.ID, k.number(), k.Unit)
	}
	return nil
}

// number is what figures of the kind are, in words.
func (k ParameterKind) number() calc.Text {
	if k.Whole {
		return calc.Text{ZH: "不小于零的整数", EN: "a whole number, not negative,"}
	}
	return calc.Text{ZH: "不小于零的数", EN: "a number, not negative,"}
}

// Stated is what a parameter is set to, as a file writes it; "" where it is
// not configured.
func (x Parameter) Stated() string {
	switch {
	case x.IsFigure:
		return x.Amount.String()
	case x.Choice != "":
		return x.Choice
	}
	return x.Date.String()
}
