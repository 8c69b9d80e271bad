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
	if ok {
		findings = append(findings, unconfigured(p, in.Dossier.Project.KeyRegion)...)
	}
	return p.On(on), findings
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
