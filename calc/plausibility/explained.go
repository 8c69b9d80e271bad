package plausibility

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
)

// explained is T8: a written reason for an unusual figure that is right is kept
// beside the question. It ends with the figure, and with its day.
func (d *doubter) explained() {
	day := d.AsOf
	if day.IsZero() {
		day = d.Dossier.Date
	}
	for _, e := range d.Dossier.Explanations {
		i := slices.IndexFunc(d.result.Findings, func(f calc.Finding) bool {
			return f.Code == e.Code && f.Subject == e.About && statesFigure(f, e)
		})
		switch {
		case i < 0:
			d.lapsed(e, d.noSuchFigure(e))
		case d.checks[e.Code].Exclusive:
			d.lapsed(e, calc.Text{ZH: "这些事实互相矛盾，说明不能代替改正",
				EN: "these facts exclude each other: no reason takes the place of a correction"})
		case day.After(e.Until):
			d.lapsed(e, calc.Textf("已于 %s 到期", "it ended on %s", e.Until.String()))
		default:
			d.explain(&d.result.Findings[i], e)
		}
	}
}

// statesFigure reports whether a finding asks about the figure that is
// explained: the first of its figures is what is stated.
func statesFigure(f calc.Finding, e dossier.Explanation) bool {
	if len(f.Figures) == 0 || !f.Figures[0].Amount.OK() {
		return false
	}
	c, err := f.Figures[0].Amount.Value().Cmp(e.Figure.Amount)
	return err == nil && c == 0
}

// noSuchFigure says why an explanation meets no question.
func (d *doubter) noSuchFigure(e dossier.Explanation) calc.Text {
	for _, f := range d.result.Findings {
		if f.Code == e.Code && f.Subject == e.About && len(f.Figures) > 0 {
			return calc.Textf("数值已变为 %s，说明的是 %s", "the figure is now %s, explained was %s",
				shown(f.Figures[0].Amount), e.Figure.Written)
		}
	}
	return calc.Textf("%s 没有 %s 的这一问题", "nothing of %s asks %s", e.About, e.Code)
}

// explain lowers a finding by one grade and keeps the reason beside it.
func (d *doubter) explain(f *calc.Finding, e dossier.Explanation) {
	if f.Severity == calc.Error {
		f.Severity = calc.Warning
	} else {
		f.Severity = calc.Note
	}
	f.Message = calc.Textf("%s；申请材料说明（有效期至 %s）：%s", "%s; the dossier explains (until %s): %s", f.Message,
		e.Until.String(), e.Reason)
	if e.Document != "" {
		f.Message = calc.Textf("%s（%s）", "%s (%s)", f.Message, e.Document)
	}
}

// lapsed reports an explanation that answers nothing.
func (d *doubter) lapsed(e dossier.Explanation, why calc.Text) {
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeExplained, Severity: calc.Warning, At: e.At,
		Subject: e.About, Message: calc.Textf("异常数值说明（%s）无效：%s", "the explanation of %s does not hold: %s",
			e.Code, why),
		Remedy: calc.Text{ZH: "改正数值，或按现数值重新说明；问题已消除的，删去说明",
			EN: "correct the figure, or explain the one that stands; where nothing is asked any more, remove it"}})
}
