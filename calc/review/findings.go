package review

import (
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// nearest is the remedy for a name that is not there.
func (r *reviewer) nearest(name string) calc.Text {
	if several := r.inWords(name); len(several) > 1 {
		var list []string
		for _, t := range several[:min(len(several), 4)] {
			list = append(list, TargetWords(r.Plan.Dossier, t.Name).ZH)
		}
		joined := strings.Join(list, "、")
		return calc.Textf("有几个数都可能是它，写明是哪一个：%s", "several numbers may be meant, say which: %s", joined)
	}
	names := make([]string, len(r.targets))
	for i, t := range r.targets {
		names[i] = t.Name
	}
	if near := document.Nearest(name, names); near != "" {
		return calc.Textf("是否应为 %s？", "did you mean %s?", near)
	}
	if near := r.similarWords(name); near != "" {
		return calc.Textf("是否应为“%s”？", "did you mean “%s”?", near)
	}
	return calc.Text{ZH: "全部名称见 tidai review DIR --template FILE",
		EN: "tidai review DIR --template FILE lists all names"}
}

// finding says what an outcome came to; what agrees needs none.
func (r *reviewer) finding(o *Outcome) {
	switch o.Verdict {
	case ByPath:
		r.path(*o)
	case FewDigits:
		r.fewDigits(*o)
	case Differs:
		r.differs(o)
	case Unknown:
		if !o.said {
			r.unchecked(*o)
		}
	}
}

// path reports a figure that another way of rounding gives, with what that does to
// it. A way that moves it to the unsafe side by more than 0.5 % is a finding
// whatever the way.
func (r *reviewer) path(o Outcome) {
	f := calc.Finding{Stage: calc.StageReview, Code: CodePath, Severity: calc.Note, Clause: gbt8170,
		At: o.Submitted.At, Subject: "submitted:" + o.Submitted.Target,
		Message: calc.Textf("%s 申报 %s，精确值修约为 %s；%s，可得申报值；其影响 %s",
			"%s is submitted as %s, the exact value rounds to %s; the figure follows with: %s; its effect: %s",
			o.Submitted.Target, o.written(), o.Rounded, o.Path.How, o.Effect()),
		Remedy: calc.Text{ZH: "宜只在最后修约一次（GB/T 8170-2008 3.3）",
			EN: "better rounded once, at the end (GB/T 8170-2008 3.3)"},
		Figures: []calc.Figure{{Name: calc.Text{ZH: "复算值", EN: "computed"}, Amount: o.Computed}}}
	if share := o.share(); o.Side != SafeSide && share != nil && share.Cmp(largerShare) > 0 {
		f.Code, f.Severity, f.Grade = CodePathMoves, calc.Error, string(Larger)
		f.Remedy = calc.Textf("修约的影响超过 0.5 %%，改为 %s", "rounding moves it by more than 0.5 %%: correct to %s",
			o.Correction())
	}
	r.report(f)
}

// fewDigits reports a figure that may stand for the exact value and for much else.
func (r *reviewer) fewDigits(o Outcome) {
	r.report(calc.Finding{Stage: calc.StageReview, Code: CodeFewDigits, Severity: calc.Error, Grade: string(Common),
		Clause: gbt8170, At: o.Submitted.At, Subject: "submitted:" + o.Submitted.Target,
		Message: calc.Textf("%s 申报 %s，位数不足，不能核对：它代表 %s，复算为 %s",
			"%s is submitted as %s, too few digits to check: it stands for %s; computed %s", o.Submitted.Target,
			o.written(), o.stands(), o.Correction()),
		Remedy:  calc.Textf("至少写三位有效数字：%s", "write three significant digits at least: %s", o.Correction()),
		Figures: []calc.Figure{{Name: calc.Text{ZH: "复算值", EN: "computed"}, Amount: o.Computed}}})
}

func (r *reviewer) unchecked(o Outcome) {
	r.report(calc.Finding{Stage: calc.StageReview, Code: CodeUnchecked, Severity: calc.Error, At: o.Submitted.At,
		Subject: "submitted:" +
			o.Submitted.Target,
		Message: calc.Textf("%s 申报 %s，无法复算：%s", "%s is submitted as %s and could not be recomputed: %s",
			o.Submitted.Target, o.written(), o.Why),
		Remedy: calc.Text{ZH: "补充所缺内容后再核；未核不等于通过",
			EN: "add what is missing and review again; not checked is not passed"}})
}

// differs reports a difference, with what reproduces it, or the acceptance
// that lets it stand.
func (r *reviewer) differs(o *Outcome) {
	f := r.difference(*o)
	if o.Side == SafeSide {
		r.report(f)
		r.claimed(*o)
		return
	}
	if o.Near {
		f.Message = calc.Textf("%s；在各级修约可能造成的范围之内，但未找到可得出它的修约路径",
			"%s; within what rounding on the way could do, though no way was found that gives it", f.Message)
	}
	if cause, ok := o.FirmCause(); ok {
		f.Message = calc.Textf("%s；%s，可复现申报值", "%s; this reproduces the figure: %s", f.Message, cause.What)
	}
	if a, ok := r.acceptance(*o); ok {
		r.accept(o, f, a)
		return
	}
	r.report(f)
	r.claimed(*o)
}

// claimed reports what the author writes of a difference that may stand.
func (r *reviewer) claimed(o Outcome) {
	if a := o.Submitted.Claimed; a != (Acceptance{}) {
		r.reportFigure(CodeClaim, calc.Warning, o.Submitted,
			calc.Textf("作者自己写明 %s 的差异可以保留（%s），不作为认可",
				"the author states that the difference of %s may stand (%s): no acceptance", o.Submitted.Target,
				strings.TrimSpace(a.Reason)),
			calc.Text{ZH: "由复核人决定；认可的写入 --accept FILE",
				EN: "the reviewer decides; what is accepted stands in --accept FILE"})
	}
}

// difference is the finding of a figure that differs, before anything explains it.
// A figure on the safe side is a note and is never told to be raised.
func (r *reviewer) difference(o Outcome) calc.Finding {
	f := calc.Finding{Stage: calc.StageReview, Code: CodeDiffers, Severity: calc.Error, Grade: string(o.Grade),
		Clause: o.Computed.Clause(), At: o.Submitted.At, Subject: "submitted:" + o.Submitted.Target,
		Message: calc.Textf("%s 申报 %s，复算为 %s，相差 %s", "%s is submitted as %s; computed %s, a difference of %s",
			o.Submitted.Target, o.written(), o.Rounded+" "+o.Value.Unit().String(), o.Effect()),
		Remedy: calc.Textf("改为 %s；推导：tidai explain DIR %s", "correct to %s; derivation: tidai explain DIR %s",
			o.Correction(), o.Submitted.Target),
		Figures: []calc.Figure{{Name: calc.Text{ZH: "复算值", EN: "computed"}, Amount: o.Computed}}}
	switch {
	case o.Side == SafeSide:
		f.Code, f.Severity = CodeSafe, calc.Note
		f.Remedy = calc.Textf("偏安全，可以保留；如系笔误，复算值为 %s",
			"on the safe side, it may stand; if it is a slip, the computed value is %s", o.Correction())
	case o.Value.Sign() == 0:
		f.Code = CodeDigitsLost
		f.Message = calc.Textf("%s 申报为 0，复算为 %s，不是零", "%s is submitted as 0; it is %s and not zero",
			o.Submitted.Target, o.Correction())
	}
	return f
}

func (o Outcome) written() string {
	return strings.TrimSpace(o.Submitted.Written + " " + o.Submitted.Unit)
}
