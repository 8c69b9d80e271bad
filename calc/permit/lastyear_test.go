package permit

import (
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// monitored is last year's emission of an outlet.
func monitored(outlet, amount string) LastYear {
	return LastYear{Outlet: outlet, Pollutant: pb, Amount: has1(amount).Step("E", "actual-emission"),
		Detail: calc.Text{ZH: "监测", EN: "monitoring"}}
}

func secondaryLead(outlets ...dossier.Outlet) plant {
	return plant{spec: "HJ 863.4-2018", process: "secondary-lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
		outlets: outlets}
}

// HJ 863.4 5.2.3.2.2 c with monitoring data in the place of a stated amount:
// the formula gives 0.2 × 0.5 × 10^5 g = 10 kg; 7 kg measured bind, 12 do not.
func TestRatchetByMonitoring(t *testing.T) {
	for amount, want := range map[string]string{"7 kg/a": "7 kg/a", "12 kg/a": "10 kg/a"} {
		p := secondaryLead(water("new"))
		p.monitored = []LastYear{monitored("DW001", amount)}
		all, findings := p.assess(t)
		wantStep(t, "last year "+amount, target(t, all, "DW001", pb).Permitted, want)
		if has(findings, CodeTwoActuals) || has(findings, CodeNoLastYear) {
			t.Errorf("%s: findings %v", amount, findings)
		}
	}
}

// What the dossier states counts, and what was measured stands beside it: 7 kg
// stated. Where they differ a finding says so: 7.04 is 7 as
// printed, and 7.4 too, but 7.6 is not.
func TestStatedAndMonitored(t *testing.T) {
	stated := []dossier.Ceiling{{StatedAmount: dossier.StatedAmount{Outlet: "DW001", Pollutant: pb,
		Value: has1("7 kg/a")},
		Document: "年度执行报告"}}
	for amount, differ := range map[string]bool{"7.04 kg/a": false, "7.4 kg/a": false, "7.6 kg/a": true,
		"3 kg/a": true} {
		p := secondaryLead(water("new"))
		p.actual, p.monitored = stated, []LastYear{monitored("DW001", amount)}
		all, findings := p.assess(t)
		a := target(t, all, "DW001", pb)
		wantStep(t, "measured "+amount, a.Permitted, "7 kg/a")
		n := 0
		for _, c := range a.Candidates {
			if c.Method == ByActual {
				n++
			}
		}
		if n != 2 || has(findings, CodeTwoActuals) != differ {
			t.Errorf("%s: %d amounts of last year, findings %v; want 2 and a conflict %v", amount, n, findings, differ)
		}
	}
}

// Nothing measured binds where it is not what was emitted, is of other lines
// too, or misses an outlet; and each time a finding says so.
func TestMonitoringThatDoesNotHold(t *testing.T) {
	coefficient := monitored("DW001", "7 kg/a")
	coefficient.Unproven = calc.Text{ZH: "系数", EN: "a coefficient"}
	p := secondaryLead(water("new"))
	p.monitored = []LastYear{coefficient}
	all, findings := p.assess(t)
	wantStep(t, "a coefficient", target(t, all, "DW001", pb).Permitted, "10 kg/a")
	if !has(findings, CodeNoLastYear) {
		t.Errorf("findings %v lack %s", findings, CodeNoLastYear)
	}
	missing := monitored("DW001", "7 kg/a")
	missing.Amount = calc.Missing("E", "actual-emission", calc.Explain("没有", "none"))
	p.monitored = []LastYear{missing}
	if all, findings = p.assess(t); !has(findings, CodeNoLastYear) {
		t.Errorf("no amount: findings %v lack %s", findings, CodeNoLastYear)
	}
	wantStep(t, "no amount", target(t, all, "DW001", pb).Permitted, "10 kg/a")
}

// A specification without the ratchet shows the amount and is silent.
func TestMonitoredBeside(t *testing.T) {
	p := plant{spec: "HJ 863.1-2017", process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{water("new")}, monitored: []LastYear{monitored("DW001", "7 kg/a")}}
	all, findings := p.assess(t)
	a := target(t, all, "DW001", pb)
	wantStep(t, "beside", a.Permitted, "100 kg/a")
	for _, c := range a.Candidates {
		if c.Method == ByActual && (c.Binds || !c.Amount.OK()) {
			t.Errorf("candidate %+v", c)
		}
	}
	if has(findings, CodeNoLastYear) || has(findings, CodeTwoActuals) {
		t.Errorf("findings %v", findings)
	}
}

// Two outlets of one unit, 10 kg each by the formula, 20 together. Taken for each
// outlet, 7 kg measured hold the first whatever the second emits. Taken for the
// unit, 7 + 15 = 22 are not below 20, and neither is held; 7 + 12 = 19 are.
func TestRatchetPerUnit(t *testing.T) {
	second := water("new")
	second.ID = "DW002"
	for _, c := range []struct{ reading, second, first, other string }{
		{"per-outlet", "15 kg/a", "7 kg/a", "10 kg/a"},
		{"per-unit", "15 kg/a", "10 kg/a", "10 kg/a"},
		{"per-unit", "12 kg/a", "7 kg/a", "10 kg/a"},
	} {
		p := secondaryLead(water("new"), second)
		p.choices = map[string]string{"ratchet": c.reading}
		p.monitored = []LastYear{monitored("DW001", "7 kg/a"), monitored("DW002", c.second)}
		all, _ := p.assess(t)
		wantStep(t, c.reading+", 7 and "+c.second, target(t, all, "DW001", pb).Permitted, c.first)
		wantStep(t, c.reading+", 7 and "+c.second, target(t, all, "DW002", pb).Permitted, c.other)
	}
}
