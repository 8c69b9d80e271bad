package view

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/ical"
)

// calendar puts the obligations of a plan into a calendar: those with a due
// day as events, the others as tasks. Nothing in it depends on the clock.
func (b *builder) calendar(p substitution.Plan) *ical.Calendar {
	c := &ical.Calendar{Product: "-//tidai//plan//" + strings.ToUpper(string(b.Lang)), Name: p.Dossier.Project.Name +
		b.t(" 替代方案义务", ": duties of the substitution plan"), Stamp: p.AsOf}
	for _, o := range p.Obligations {
		mark := ""
		switch {
		case o.Done:
			mark = b.t("【已办】", "[done] ")
		case o.Overdue:
			mark = b.t("【期限已过，材料中无办理证明】", "[due date passed, no proof in the dossier] ")
		}
		c.Entries = append(c.Entries, ical.Entry{UID: dutyID(p, o), Day: o.Due, Summary: mark + b.in(o.Party) +
			b.t("：", ": ") + b.in(o.Text),
			Description: b.dutyNote(p, o), Category: o.Code, Done: o.Done, Remind: !o.Done && !o.Overdue})
	}
	return c
}

func (b *builder) dutyNote(p substitution.Plan, o substitution.Obligation) string {
	lines := []string{b.t("项目：", "Project: ") + p.Dossier.Project.Name,
		b.t("期限：", "Due: ") + b.in(o.DueText),
		b.t("依据：", "Rule: ") + strings.TrimSpace(o.Rule+" "+o.Clause.String())}
	if o.Source != "" {
		lines = append(lines, b.t("来源：", "Source: ")+o.Source)
	}
	lines = append(lines, b.f("状态（%s）：%s", "State on %s: %s", p.AsOf.String(), b.state(o)))
	if text := b.in(p.PermitText); o.Code == "permit-record" && text != "" {
		lines = append(lines, b.t("记载内容：", "Record: ")+text)
	}
	return strings.Join(lines, "\n")
}

// dutyID names a duty the same in every calendar of the project, so that a
// later calendar replaces the entries of an earlier one. What may change from
// one to the next, such as the sources whose opinion is still open, is no part
// of it.
func dutyID(p substitution.Plan, o substitution.Obligation) string {
	owner, _ := p.Dossier.Discharger(p.Dossier.Project.Discharger)
	key := []string{owner.CreditCode, p.Dossier.Project.Name, o.Code, o.Party.ZH}
	switch o.Code {
	case "city-consultation":
	case "base-total":
		key = append(key, fmt.Sprint(o.Due.Year))
	default:
		key = append(key, o.Source)
	}
	sum := sha256.Sum256([]byte(strings.Join(key, "\x00")))
	return fmt.Sprintf("%x@tidai", sum[:16])
}
