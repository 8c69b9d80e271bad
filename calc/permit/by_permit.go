package permit

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// byPermit applies what an outlet states of its permit where the specification
// leaves it open whether the outlet carries an amount: HJ 1035-2019 names
// reactors and solid-liquid separators in 5.2.1 and lists more general outlets
// of chromium salts in table 10. Where nothing is stated it is asked for, and
// the formula stands so that the emission does not vanish. Everywhere else the
// specification decides, and a statement against it is reported.
func (a *assessor) byPermit(o dossier.Outlet, p calc.Pollutant, r factors.Rule) factors.Rule {
	switch {
	case !r.ByPermit:
		a.checkStated(o, p, r)
	case o.Permitted == dossier.No:
		r.Formula = factors.NoAmount
		r.Reason = calc.Text{ZH: "许可证没有核定该一般排放口的许可排放量",
			EN: "the permit states no amount at this general outlet"}
	case o.Permitted == dossier.Unstated:
		a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeByPermit, Severity: calc.Error,
			Key:    calc.RuleSpecification,
			Clause: r.Clause, At: o.At,
			Subject: "outlet:" + o.ID,
			Message: calc.Textf("一般排放口 %s 是否核定%s的许可排放量未定：5.2.1 只点名反应釜、固液分离器，表10 所列"+
				"更多，以许可证为准", "whether the general outlet %s carries a permitted amount of %s is open: "+
				"5.2.1 names reactors and solid-liquid separators, table 10 lists more, and the permit decides",
				o.ID, p.Name()),
			Remedy: calc.Text{ZH: "属于反应釜或固液分离器的填写 stacks = [\"reactor\"] 或 " +
				"[\"solid-liquid-separator\"]；其他的按许可证填写 permitted_amount = true 或 false",
				EN: "state stacks = [\"reactor\"] or [\"solid-liquid-separator\"] where it is one; else " +
					"permitted_amount = true or false, as the permit has it"}})
	}
	return r
}

// checkStated compares the statement with a rule that decides by itself.
func (a *assessor) checkStated(o dossier.Outlet, p calc.Pollutant, r factors.Rule) {
	permits := dossier.Yes
	if r.Formula == factors.NoAmount {
		permits = dossier.No
	}
	if o.Permitted == dossier.Unstated || o.Permitted == permits {
		return
	}
	message := calc.Textf("排放口 %s 填写不核定许可排放量，但技术规范对%s核定（%s）；按技术规范计算",
		"outlet %s states that it carries no permitted amount, but the specification permits one of %s (%s), which is computed",
		o.ID, p.Name(), r.Clause.String())
	if permits == dossier.No {
		message = calc.Textf("排放口 %s 填写核定许可排放量，但技术规范对%s不核定（%s）",
			"outlet %s states that it carries a permitted amount, but the specification permits none of %s (%s)",
			o.ID, p.Name(), r.Clause.String())
	}
	a.report(calc.Finding{Stage: calc.StagePermit, Code: CodeByPermit, Severity: calc.Warning,
		Key:    calc.RuleSpecification,
		Clause: r.Clause, At: o.At,
		Subject: "outlet:" + o.ID, Message: message,
		Remedy: calc.Text{ZH: "核对 permitted_amount、grade；许可证确有规定的，用 [[promise]] 或 [[quota]] 列出数值",
			EN: "check permitted_amount and grade; an amount that the permit states goes into [[promise]] or [[quota]]"}})
}
