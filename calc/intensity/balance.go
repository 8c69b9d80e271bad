package intensity

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// Balanced is the material balance of one metal, D = Σm_in·w_in − Σ all that
// leaves otherwise (products, by-products, slag, ash and sludge, recovered);
// kg/a. Every operand is the metal of one stream. What is left goes into the
// environment, into both media together.
func Balanced(inputs, outputs []calc.Step) calc.Step {
	in := calc.Total("Σ投入", "balance-input", byBalance, inputs...)
	if len(outputs) == 0 {
		return in.Named("D", "source-intensity")
	}
	return calc.Difference("D", "source-intensity", byBalance, in, calc.Total("Σ产出", "balance-output", byBalance,
		outputs...))
}

// ClosureError is (in − out − measured discharges) ÷ in, the share of the
// input a balance does not find again; negative where it finds too much.
func ClosureError(inputs, outputs, discharges []calc.Step) calc.Step {
	rest := calc.Difference("Δ", "balance-gap", byBalance, Balanced(inputs, outputs),
		calc.Total("Σ实测排放", "measured-discharge", byBalance, discharges...))
	return calc.Quotient("ε", "closure-error", byBalance, rest, calc.Total("Σ投入", "balance-input", byBalance,
		inputs...)).
		In(quantity.One)
}

func (a *assessor) balance() calc.Step {
	var inputs, outputs, own, other []calc.Step
	for _, s := range a.acc.Streams {
		m := a.stream(s)
		switch {
		case s.Role == dossier.Input:
			inputs = append(inputs, m)
		case s.Role != dossier.Discharge:
			outputs = append(outputs, m)
		case s.Medium == a.acc.Medium:
			own = append(own, m)
		default:
			other = append(other, m)
		}
	}
	if len(inputs) == 0 {
		return a.brokenBalance(calc.Text{ZH: "物料衡算没有投入物料", EN: "the balance has no input"})
	}
	left := Balanced(inputs, outputs)
	if left.OK() && left.Sign() < 0 {
		return a.brokenBalance(calc.Textf("物料衡算的产出多于投入（差 %s kg/a）",
			"more of the metal leaves the balance than enters it (difference %s kg/a)", left.Value().Shown(3)))
	}
	if len(own) > 0 {
		a.closure(ClosureError(inputs, outputs, append(append([]calc.Step{}, own...), other...)))
	}
	return a.split(left, other)
}

func (a *assessor) brokenBalance(what calc.Text) calc.Step {
	a.report(CodeBalance, calc.Error, what, calc.Text{ZH: "核对各股物料的量与含量",
		EN: "check mass and content of every stream"})
	return calc.Missing("D", "source-intensity", calc.Explain(what.ZH, what.EN))
}

// stream is the metal in one stream.
func (a *assessor) stream(s dossier.Stream) calc.Step {
	if s.Evidence == "" {
		a.reportAt(s.At, calc.Clause{}, CodeStream, calc.Warning,
			calc.Textf("物料“%s”的量或含量没有依据", "mass or content of the stream %q is stated without evidence",
				s.Name),
			calc.Text{ZH: "填写 evidence（检测报告、台账）", EN: "add evidence (analysis, ledger)"})
	}
	if s.Amount.Set {
		return s.Amount.Step("m·w", "stream-metal").In(quantity.KgPerYear)
	}
	return calc.Product("m·w", "stream-metal", byBalance, s.Mass.Step("m", "stream-mass"),
		s.Content.Step("w", "stream-content")).In(quantity.KgPerYear)
}

// split is the part of what is left that goes into the account's medium: a
// stated share, or all but what was measured into the other medium. It is not
// guessed.
func (a *assessor) split(left calc.Step, other []calc.Step) calc.Step {
	in := a.acc.Intensity
	switch {
	case in.Share.Set:
		if in.ShareEvidence == "" {
			a.report(CodeStream, calc.Warning,
				calc.Text{ZH: "进入该介质的份额没有依据",
					EN: "the share that goes into the medium is stated without evidence"},
				calc.Text{ZH: "填写 share_evidence", EN: "add share_evidence"})
		}
		return calc.Product("D", "source-intensity", byBalance, left, in.Share.Step("x", "medium-share")).
			In(quantity.KgPerYear)
	case len(other) > 0:
		rest := calc.Difference("D", "source-intensity", byBalance, left, calc.Total("D另", "measured-discharge",
			byBalance, other...))
		if rest.OK() && rest.Sign() < 0 {
			return a.brokenBalance(calc.Text{ZH: "另一介质的实测排放多于物料衡算的余量",
				EN: "more was measured into the other medium than the balance leaves"})
		}
		return rest
	}
	a.report(CodeSplit, calc.Error,
		calc.Textf("物料衡算余 %s kg/a，但没有写明进入%s的部分",
			"the balance leaves %s kg/a and does not say what part goes into %s", shownOrNone(left),
			a.acc.Medium.Name()),
		calc.Text{ZH: "填写 share，或用 role = \"discharge\" 列出另一介质的实测排放",
			EN: "state share, or the measured discharge into the other medium with role = \"discharge\""})
	return calc.Missing("D", "source-intensity", calc.Explain("没有写明进入各介质的份额",
		"the split between the media is not stated"))
}

func shownOrNone(s calc.Step) string {
	if !s.OK() {
		return "—"
	}
	return s.Value().Shown(3)
}

func (a *assessor) closure(e calc.Step) {
	a.acc.Closure = e
	if !e.OK() {
		return
	}
	percent, err := e.Value().In(percentUnit)
	if err != nil {
		return
	}
	a.report(CodeClosure, calc.Note,
		calc.Textf("物料衡算闭合误差 %s %%（投入－产出－实测排放，占投入）",
			"closure error of the balance: %s %% of the input (input − output − measured discharge)", percent.Shown(3)),
		calc.Text{ZH: "误差较大时核对各股物料；准则没有规定限值",
			EN: "check the streams where it is large; no text sets a bound"},
		calc.Figure{Name: calc.Text{ZH: "闭合误差", EN: "closure error"}, Amount: e})
}

var percentUnit = quantity.MustUnit("%")
