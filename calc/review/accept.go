package review

import (
	"bytes"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring/intake"
	"tidai/calc/sheet"
)

// acceptHeads are the columns of a reviewer's file of acceptances.
var acceptHeads = map[string][]string{
	"target": heads["target"], "value": heads["value"], "reason": {"reason", "理由", "认可理由", "accepted"},
	"who":   {"who", "认可人", "复核人", "by"},
	"until": {"until", "认可至", "有效期", "accepted_until"},
}

// ReadAccepted reads the differences that a reviewer accepts: a table with target,
// value, reason, who and until, in CSV or XLSX. It is the reviewer's own file, so
// whatever in it is incomplete is an error.
func ReadAccepted(data []byte, name string) ([]Acceptance, []calc.Finding) {
	t := &tableReader{name: name}
	var out []Acceptance
	err := eachRow(data, func(r *sheet.Row, d sheet.Dialect) error {
		if t.columns == nil {
			t.columns = acceptColumns(r)
			return nil
		}
		a := Acceptance{Target: t.text(r, "target"), Written: t.text(r, "value"), Reason: t.text(r, "reason"),
			Who: t.text(r, "who"), At: calc.Position{File: name, Line: r.Number}}
		if a.Target == "" && a.Written == "" {
			return nil
		}
		a.Until, _ = intake.ReadDay(cellOf(r, t.columns["until"]), d.Date1904)
		if a.Target == "" || a.Written == "" || a.Reason == "" || a.Who == "" || a.Until.IsZero() {
			t.fault(r.Number, calc.Text{ZH: "认可须写明指标、申报值、理由、认可人和有效期（2026-12-31）",
				EN: "an acceptance states target, value, reason, who and until (2026-12-31)"})
			return nil
		}
		out = append(out, a)
		return nil
	})
	switch {
	case err != nil:
		t.refuse(err)
	case t.columns == nil:
		t.fault(1, calc.Text{ZH: "没有表头：应有“指标、申报值、理由、认可人、有效期”",
			EN: "no header: target, value, reason, who, until"})
	}
	return out, t.findings
}

func acceptColumns(r *sheet.Row) map[string]int {
	out := map[string]int{}
	for i, c := range r.Cells {
		name, _ := headOf(string(c.Text))
		for key, names := range acceptHeads {
			for _, n := range names {
				if _, twice := out[key]; n == name && !twice {
					out[key] = i
				}
			}
		}
	}
	if len(out) < len(acceptHeads) {
		return nil
	}
	return out
}

// acceptance is the reviewer's acceptance of a figure.
func (r *reviewer) acceptance(o Outcome) (Acceptance, bool) {
	for i, a := range r.Accept {
		if t, ok := r.find(a.Target); !ok || t.Name != o.Submitted.Target || plainDigits(a.Written) !=
			plainDigits(o.Submitted.Written) {
			continue
		}
		if r.used == nil {
			r.used = map[int]bool{}
		}
		r.used[i] = true
		return a, true
	}
	return Acceptance{}, false
}

// accept reports a difference that the reviewer accepts; after its day it is one
// like any other.
func (r *reviewer) accept(o *Outcome, f calc.Finding, a Acceptance) {
	if r.AsOf.After(a.Until) {
		r.report(f)
		r.reportFigure(CodeExpired, calc.Error, o.Submitted, calc.Textf("%s 的差异认可已于 %s 到期",
			"the acceptance of the difference of %s ended on %s", o.Submitted.Target, a.Until.String()),
			calc.Text{ZH: "重新认可，或改正数字", EN: "accept it again, or correct the figure"})
		return
	}
	o.Accepted, o.Acceptance = true, a
	f.Code, f.Severity, f.Grade = CodeAccepted, calc.Warning, ""
	f.Message = calc.Textf("%s；经 %s 认可保留至 %s：%s", "%s; accepted by %s until %s: %s", f.Message, a.Who,
		a.Until.String(), strings.TrimSpace(a.Reason))
	r.report(f)
}

// acceptedNothing names acceptances that fit no figure that differs.
func (r *reviewer) acceptedNothing() {
	for i, a := range r.Accept {
		if r.used[i] {
			continue
		}
		r.report(calc.Finding{Stage: calc.StageReview, Code: CodeNoFigure, Severity: calc.Warning, At: a.At,
			Subject: "submitted:" + a.Target,
			Message: calc.Textf("认可的 %s = %s 不是任何不一致的申报数字",
				"the accepted %s = %s is no submitted figure that differs",
				a.Target, a.Written),
			Remedy: calc.Text{ZH: "核对指标和申报值；已改正的，删去该行",
				EN: "check target and value; delete it where it was corrected"}})
	}
}

// eachRow reads the first sheet of a workbook, or a text file, row by row.
func eachRow(data []byte, fn func(*sheet.Row, sheet.Dialect) error) error {
	file, size := bytes.NewReader(data), int64(len(data))
	d, err := sheet.Sniff(file, size, sheet.Options{})
	if err != nil {
		return err
	}
	_, err = sheet.Rows(file, size, sheet.Options{}, func(r *sheet.Row) error { return fn(r, d) })
	return err
}
