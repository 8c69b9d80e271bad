package permit

import (
	"errors"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// HJ 1035, chromium salts, chromium in air: main outlets and the general ones
// of reactors and solid-liquid separators carry an amount (5.2.1); at the
// others the permit decides (table 10 lists more than 5.2.1 names).
func TestOutletsOfChromiumSalts(t *testing.T) {
	for name, c := range map[string]struct {
		grade    calc.OutletGrade
		stack    string
		stated   dossier.Answer
		process  string
		rule     string
		amount   bool          // the formula is computed (and fails: GB 31573 has no such limit)
		severity calc.Severity // of TD-PER-015, "" for none
	}{
		"main": {calc.MainOutlet, "", "", "chromium", "hj1035.air.chromium", true, ""},
		"reactor": {calc.GeneralOutlet, "reactor", "", "chromium", "hj1035.air.chromium.named", true,
			""},
		"separator": {calc.GeneralOutlet, "solid-liquid-separator", dossier.Yes, "chromium",
			"hj1035.air.chromium.named", true, ""},
		"reactor said to carry none": {calc.GeneralOutlet, "reactor", dossier.No, "chromium", "hj1035.air.chromium.named",
			true, calc.Warning},
		"acidification, not stated": {calc.GeneralOutlet, "acidification", "", "chromium", "hj1035.air.chromium.open",
			true, calc.Error},
		"nothing stated": {calc.GeneralOutlet, "", "", "chromium", "hj1035.air.chromium.open", true,
			calc.Error},
		"permit states an amount": {calc.GeneralOutlet, "", dossier.Yes, "chromium", "hj1035.air.chromium.open", true,
			""},
		"permit states none": {calc.GeneralOutlet, "", dossier.No, "chromium", "hj1035.air.chromium.open", false,
			""},
		"other chemicals": {calc.MainOutlet, "", "", "other", "hj1035.air.other-metals", false, ""},
		"other chemicals, said to be": {calc.MainOutlet, "", dossier.Yes, "other", "hj1035.air.other-metals", false,
			calc.Warning},
		"an outlet of neither kind": {calc.OtherOutlet, "", "", "chromium", "hj1035.air.other-outlets", false, ""},
	} {
		o := stack("DA001", "new")
		o.Grade, o.Permitted = c.grade, c.stated
		if c.stack != "" {
			o.Stacks = []string{c.stack}
		}
		o.Flow, o.Time = has1("20000 Nm3/h"), has1("7200 h/a")
		p := plant{spec: "HJ 1035-2019", process: c.process, capacity: "10000 t 产品/a", pollutants: metals(cr),
			outlets: []dossier.Outlet{o},
			side: []SideAmount{{Line: "L", Outlet: "DA001", Pollutant: cr, Medium: calc.Air,
				Amount: stated("3 kg/a")}}}
		all, findings := p.assess(t)
		a := target(t, all, "DA001", cr)
		if a.Rule.ID != c.rule {
			t.Errorf("%s: rule %s, want %s", name, a.Rule.ID, c.rule)
		}
		if f := find(findings, CodeByPermit); f.Severity != c.severity {
			t.Errorf("%s: %s of severity %q, want %q", name, CodeByPermit, f.Severity, c.severity)
		}
		if c.amount {
			if a.Contribution.OK() || !errors.Is(a.Candidates[0].Amount.Err(), factors.ErrNoSuchItem) {
				t.Errorf("%s: contribution %s, formula %v", name, a.Contribution.Value(), a.Candidates[0].Amount.Err())
			}
			continue
		}
		// reading 4: without a permitted amount the source intensity counts
		wantStep(t, name, a.Contribution, "3 kg/a")
		if a.NoAmount.ZH == "" || a.NoAmount.EN == "" {
			t.Errorf("%s: no reason why there is no amount", name)
		}
	}
}

// In other specifications the grade decides, and a statement against it is said.
func TestStatementAgainstTheSpecification(t *testing.T) {
	o := water("new")
	o.Grade, o.Permitted = calc.GeneralOutlet, dossier.Yes
	p := plant{spec: "HJ 863.1-2017", process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{o}}
	all, findings := p.assess(t)
	if f := find(findings, CodeByPermit); f.Severity != calc.Warning || target(t, all, "DW001", pb).Permitted.OK() {
		t.Errorf("finding %v", f)
	}
}
