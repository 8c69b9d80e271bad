package dossier

import (
	"fmt"
	"strings"

	"tidai/calc"
)

func (r *reader) checkPermit(p Permit) {
	subject := aPermit.subject(p.ID)
	r.permitNumber(p)
	var last PermitVersion
	for _, v := range p.Versions {
		r.checkVersion(p, v, last)
		if !v.ValidFrom.IsZero() {
			last = v
		}
		r.checkAmounts(v.Amounts, subject+"/"+v.ID, p.Discharger)
	}
}

func (r *reader) checkVersion(p Permit, v, last PermitVersion) {
	subject := aPermit.subject(p.ID + "/" + v.ID)
	if !v.ValidFrom.IsZero() && !v.ValidTo.IsZero() && v.ValidTo.Before(v.ValidFrom) {
		r.report(r.at(v.At, "valid_to"), CodeDates, subject,
			calc.Textf("有效期止 %s 早于有效期起 %s", "valid_to %s is before valid_from %s", v.ValidTo, v.ValidFrom),
			calc.Text{ZH: "照许可证正本改正", EN: "copy both dates from the permit"})
	}
	if !v.ValidFrom.IsZero() && !last.ValidFrom.IsZero() && !last.ValidFrom.Before(v.ValidFrom) {
		r.report(r.at(v.At, "valid_from"), CodeVersions, subject,
			calc.Textf("版本 %s（%s 起）不晚于前一版本 %s（%s 起）",
				"version %s (from %s) does not begin after the version before it, %s (from %s)", v.ID, v.ValidFrom,
				last.ID, last.ValidFrom),
			calc.Text{ZH: "各版本按 valid_from 先后排列，每日只有一个版本开始生效",
				EN: "order the versions by valid_from; one version begins on a day"})
	}
	if !p.Cancelled.IsZero() && p.Cancelled.Before(v.ValidFrom) {
		r.report(r.at(p.At, "cancelled"), CodeDates, aPermit.subject(p.ID),
			calc.Textf("注销日 %s 早于版本 %s 的有效期起 %s", "cancelled on %s, before version %s begins on %s",
				p.Cancelled, v.ID, v.ValidFrom),
			calc.Text{ZH: "照注销文件改正日期", EN: "copy the date from the cancellation"})
	}
}

// permitNumber compares a number of full length with the credit code it
// begins with (HJ 608-2017: credit code, three digits, check letter).
func (r *reader) permitNumber(p Permit) {
	x := r.index.dischargers[p.Discharger]
	if x == nil || len(p.Number) != creditLength+4 || len(x.CreditCode) != creditLength || strings.HasPrefix(p.Number,
		x.CreditCode) {
		return
	}
	r.warn(r.at(p.At, "number"), CodePermitNumber, aPermit.subject(p.ID),
		calc.Textf("许可证编号 %s 的前 18 位不是排污单位 %s 的统一社会信用代码",
			"permit number %s does not begin with the credit code of discharger %s", p.Number, x.ID),
		calc.Text{ZH: "核对许可证编号；单位更名换码的，说明情况",
			EN: "check the number; if the discharger's code has changed since, say so"})
}

func (r *reader) checkEIA(e EIA) {
	subject := anEIA.subject(e.ID)
	r.notLater(e.At, subject, e.Date)
	for _, id := range e.Lines {
		if l := r.index.lines[id]; l != nil && r.differ(l.Discharger, e.Discharger) {
			r.otherDischarger(r.at(e.At, "lines"), subject, aLine, id, l.Discharger, e.Discharger)
		}
	}
	r.checkAmounts(e.Amounts, subject, e.Discharger)
}

// notLater reports a document dated after the dossier that presents it.
func (r *reader) notLater(table calc.Position, subject string, date calc.Date) {
	if date.IsZero() || r.d.Date.IsZero() || !date.After(r.d.Date) {
		return
	}
	r.report(r.at(table, "date"), CodeFuture, subject,
		calc.Textf("文件日期 %s 晚于申请日期 %s", "dated %s, after the dossier's date %s", date, r.d.Date),
		calc.Text{ZH: "改正文件日期，或改正 date", EN: "correct the document's date, or the dossier's"})
}

func (r *reader) checkCeilings(name string, list []Ceiling) {
	amounts := make([]StatedAmount, len(list))
	for i, c := range list {
		amounts[i] = c.StatedAmount
		r.notLater(c.At, name+":"+c.Outlet, c.Date)
		r.checkReceived(c.StatedAmount, name+":"+c.Outlet)
	}
	r.chromium(amounts, name)
}

// checkAmounts checks the amounts of one document.
func (r *reader) checkAmounts(list []StatedAmount, subject, discharger string) {
	first := map[string]StatedAmount{}
	for _, a := range list {
		r.sameDischarger(a.At, subject, discharger, a.Line, a.Outlet)
		r.checkReceived(a, subject)
		if a.Pollutant == "" || (a.Outlet == "" && a.Line == "") {
			continue
		}
		key := place(a) + "|" + string(a.Pollutant)
		if other, taken := first[key]; taken {
			r.report(a.At, CodeAmountTwice, subject,
				calc.Textf("%s 的 %s 排放量重复，首次见于 %s",
					"the amount of %[2]s at %[1]s is stated twice, first at %[3]s", placeName(a), string(a.Pollutant),
					other.At),
				calc.Text{ZH: "同一排放口、同一生产线、同一污染物只写一次",
					EN: "state one amount for an outlet, line and pollutant"})
			continue
		}
		first[key] = a
	}
	r.chromium(list, subject)
}

// place identifies where an amount is emitted.
func place(a StatedAmount) string { return fmt.Sprintf("%s|%s|%s", a.Outlet, a.Line, a.Medium) }

func placeName(a StatedAmount) string {
	return strings.Trim(a.Outlet+" "+a.Line, " ")
}

// checkReceived reports an amount for a line that does not feed its outlet.
func (r *reader) checkReceived(a StatedAmount, subject string) {
	o := r.index.outlets[a.Outlet]
	if o == nil || r.index.lines[a.Line] == nil {
		return
	}
	for _, f := range o.Receives {
		if f.Line == a.Line {
			return
		}
	}
	r.report(r.at(a.At, "line"), CodeNotReceived, subject,
		calc.Textf("排放口 %s 不接纳生产线 %s", "outlet %s does not receive line %s", a.Outlet, a.Line),
		calc.Textf("改正编号，或在排放口 %s 的 receives 中补充 %s",
			"correct the id, or add %[2]s to receives of outlet %[1]s", a.Outlet, a.Line))
}

// chromium warns where a document states more Cr6+ than Cr: the one is a part
// of the other.
func (r *reader) chromium(list []StatedAmount, subject string) {
	total := map[string]StatedAmount{}
	for _, a := range list {
		if a.Pollutant == calc.Chromium && a.Value.Set && a.Value.Amount.Sign() >= 0 {
			total[place(a)] = a
		}
	}
	for _, a := range list {
		cr, ok := total[place(a)]
		if a.Pollutant != calc.CrVI || !a.Value.Set || !ok {
			continue
		}
		if c, err := a.Value.Amount.Cmp(cr.Value.Amount); err == nil && c > 0 {
			r.warn(a.Value.At, CodeCrVIAboveCr, subject,
				calc.Textf("%s 的六价铬 %s 大于总铬 %s", "at %s, Cr6+ %s is more than Cr %s", placeName(a),
					a.Value.Written, cr.Value.Written),
				calc.Text{ZH: "六价铬是总铬的一部分：照文件核对两个数",
					EN: "Cr6+ is a part of Cr: check both numbers against the document"})
		}
	}
}
