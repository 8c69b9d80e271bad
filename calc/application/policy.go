package application

import (
	"strings"

	"tidai/calc"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodePolicy   = "TD-CLI-001" // the dossier names a policy the tool does not carry
	CodeNotForce = "TD-CLI-002" // the policy is not in force on the date of law
	CodeUnset    = "TD-CLI-003" // a parameter of the policy is not configured
	CodeExpired  = "TD-POL-003" // the policy's last day lies before the date of law
	CodeSet      = "TD-POL-024" // a parameter of the policy is set otherwise for this application or run
	CodeNotSet   = "TD-POL-025" // a parameter of the policy cannot be set so
)

// choosePolicy takes the policy asked for, else the dossier's; findings say what
// is wrong with it.
func choosePolicy(in Input, on calc.Date) (p factors.Policy, findings []calc.Finding) {
	id := in.Dossier.Policy
	if in.Policy != "" {
		id = in.Policy
	}
	report := func(f calc.Finding) {
		f.At, f.Subject = in.Dossier.At, "dossier"
		findings = append(findings, f)
	}
	p, ok := in.Book.Policy(id)
	switch {
	case !ok && id != "": // without an id the dossier's own finding says so
		report(calc.Finding{Stage: calc.StageCommand, Code: CodePolicy, Severity: calc.Error,
			Message: calc.Textf("没有政策 %q", "there is no policy %q", id), Remedy: KnownPolicies(in.Book)})
	case ok && p.Expired(on):
		report(expired(p, on))
	case ok && on.Before(p.Since) && !on.IsZero():
		report(calc.Finding{Stage: calc.StageCommand, Code: CodeNotForce, Severity: calc.Warning,
			Message: calc.Textf("法规日期 %s 早于 %s 的施行日期 %s",
				"the date of law, %s, lies before %s is in force (%s)", on.String(), p.Instrument, p.Since.String()),
			Remedy: calc.Text{ZH: "核对 date 或 --on", EN: "check date or --on"}})
	}
	p = p.On(on).Within(in.Dossier.Project.City)
	if ok {
		var set []calc.Finding
		p, set = override(p, in)
		findings = append(append(findings, set...), unconfigured(p, in.Dossier.Project.KeyRegion)...)
	}
	return p, findings
}

// override sets the parameters that the dossier and then the command line set
// otherwise, and says so of each: every result rests on it.
func override(p factors.Policy, in Input) (factors.Policy, []calc.Finding) {
	var list []factors.Override
	for _, o := range in.Dossier.Overrides {
		if o.Parameter != "" && o.Value != "" { // what is missing the dossier's own finding says
			list = append(list, factors.Override{Parameter: o.Parameter, Value: o.Value, Reason: o.Reason, At: o.At})
		}
	}
	var found []calc.Finding
	for _, o := range append(list, in.Set...) {
		where, at := calc.Text{ZH: "申请材料 [[override]]", EN: "[[override]] of the dossier"}, o.At
		if at.IsZero() {
			where, at = calc.Text{ZH: "命令行 --reading", EN: "--reading on the command line"}, in.Dossier.At
		}
		q, was, err := p.Set(o)
		if err != nil {
			found = append(found, calc.Finding{Stage: calc.StagePolicy, Code: CodeNotSet, Severity: calc.Error, At: at,
				Subject: "policy:" + p.ID,
				Message: calc.Textf("%s：参数 %s 不能改为 %q：%s", "%s: the parameter %s cannot be %q: %s", where,
					o.Parameter, o.Value, calc.ErrorText(err)),
				Remedy: calc.Text{ZH: "照此改写，或去掉这一项", EN: "write it so, or take it out"}})
			continue
		}
		p = q
		found = append(found, isSet(p, o, was, where, at))
	}
	return p, found
}

func isSet(p factors.Policy, o factors.Override, was factors.Parameter,
	where calc.Text, at calc.Position) calc.Finding {
	now, _ := p.Parameter(o.Parameter)
	kind, _ := factors.KindOf(o.Parameter)
	before := calc.Text{ZH: was.Stated(), EN: was.Stated()}
	if was.Stated() == "" {
		before = calc.Text{ZH: "未写明", EN: "not stated"}
	}
	reason := calc.Text{}
	if o.Reason != "" {
		reason = calc.Textf("；理由：%s", "; reason: %s", o.Reason)
	}
	return calc.Finding{Stage: calc.StagePolicy, Code: CodeSet, Severity: calc.Warning, Clause: now.Clause, At: at,
		Subject: "policy:" + p.ID,
		Message: calc.Textf("政策参数 %s（%s）由 %s 改为 %s（%s%s）",
			"the parameter %s (%s) is set from %s to %s (%s%s)",
			o.Parameter, kind.Name, before, now.Stated(), where, reason),
		Remedy: calc.Text{ZH: "各结果都按改写后的值；去掉这一项即按政策原文",
			EN: "every result goes by it; without it the policy's own value holds"}}
}

// expired: what a notice that has ended asks for is not asked for any more.
func expired(p factors.Policy, on calc.Date) calc.Finding {
	return calc.Finding{Stage: calc.StagePolicy, Code: CodeExpired, Severity: calc.Error,
		Clause: calc.Clause{Instrument: p.Instrument},
		Message: calc.Textf("政策 %s（%s）有效期至 %s，此后已失效；法规日期为 %s",
			"policy %s (%s) was in force until %s and has expired; the date of law is %s", p.ID, p.Instrument,
			p.Until.String(), on.String()),
		Remedy: calc.Text{ZH: "改用接替它的政策；仍有效的，按延期文件在政策文件中改正 until",
			EN: "use the policy that replaces it; where it was prolonged, correct until in the policy file by that " +
				"document"}}
}

// KnownPolicies lists the ids of the policies there are, in words.
func KnownPolicies(book *factors.Book) calc.Text {
	var ids []string
	for _, p := range book.Policies() {
		ids = append(ids, p.ID)
	}
	return calc.Textf("可用：%s", "one of: %s", strings.Join(ids, ", "))
}

// unconfigured reports what the policy leaves open and the application needs;
// the ratio of key regions is needed only in one, and there it takes the place
// of the other.
func unconfigured(p factors.Policy, keyRegion bool) []calc.Finding {
	idle := "ratio_key_region"
	if keyRegion {
		idle = "ratio"
	}
	var out []calc.Finding
	for _, u := range p.Unset() {
		if u.ID == idle {
			continue
		}
		out = append(out, calc.Finding{Stage: calc.StageCommand, Code: CodeUnset, Severity: calc.Error, At: u.At,
			Subject: "policy:" + p.ID,
			Message: calc.Textf("政策 %s 的 %s 未配置，须先确认",
				"%[2]s of policy %[1]s is not configured, must be confirmed", p.ID, u.ID),
			Remedy: calc.Text{ZH: "按该省文件填写数值、条款和状态，去掉 unset",
				EN: "write value, clause and status from the province's document, and remove unset"}})
	}
	return out
}
