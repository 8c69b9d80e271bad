package reduction

import (
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/intensity"
)

const closedH = "closed = 2026-01-31\nclosed_evidence = \"关停证明\"\n[[source.account_before]]"

// leastByFactor is S2 by its emission factor, 0.59 kg/万kVAh × 8万kVAh/a; the
// generation factor gives more.
const leastByFactor = "4.72 kg/a"

func samples(state, concentration string) string {
	return "[[source.account_" + state + "]]\npollutant = \"Pb\"\nmedium = \"air\"\nmethod = \"measurement\"\ntime " +
		"= \"4000 h/a\"\nload = \"80 %\"\noutput = \"8万 kVAh/a\"\n" +
		"[[source.account_" + state + ".sample]]\nconcentration = \"" + concentration +
		"\"\nflow = \"10000 Nm3/h\"\nload = \"80 %\"\n"
}

// Measured before and after: 0.5 mg/Nm3 × 10 000 Nm3/h × 4 000 h = 20 kg/a and
// 0.1 = 4 kg/a: 16. The generation factor gives no after-state and the emission
// factor none; measurement is the only method for both.
func TestMeasuredInBothStates(t *testing.T) {
	r := assess(t, nil, closedH, samples("before", "0.5 mg/Nm3")+samples("after",
		"0.1 mg/Nm3")+"[[source.account_before]]")
	usable(t, source(t, r, "S2"), "16 kg/a")
	if reported(r, intensity.CodeNotMeasured) {
		t.Error("a measured source is asked for measurements")
	}
	if r := assess(t, nil); !reported(r, intensity.CodeNotMeasured) {
		t.Errorf("findings lack %s", intensity.CodeNotMeasured)
	}
}

// Manual samples where automatic monitoring is prescribed prove nothing, though
// they are the least: 0.1 × 10 000 × 4 000 = 4 kg/a. Without the prescription
// they are taken.
func TestPrescribedAutomaticMonitoring(t *testing.T) {
	measured := samples("before", "0.1 mg/Nm3")
	usable(t, source(t, assess(t, nil, "[[source.account_before]]", measured+"[[source.account_before]]"), "S2"),
		"4 kg/a")
	automatic := strings.Replace(measured, "time =", "automatic_prescribed = true\ntime =", 1)
	r := assess(t, nil, "[[source.account_before]]", automatic+"[[source.account_before]]")
	s := source(t, r, "S2")
	usable(t, s, leastByFactor)
	for _, m := range s.Rows[0].Methods {
		if m.Method == calc.Measurement && (m.Chosen || m.Reduction.OK() || m.Why.EN == "") {
			t.Errorf("the samples count: %+v", m)
		}
	}
	if !reported(r, intensity.CodeAutomatic) {
		t.Errorf("findings lack %s", intensity.CodeAutomatic)
	}
}

// What leaves only in faults counts after the reduction and not before: 20 − (4
// + 1 kg/h × 2 h × 3) = 10, and a fault stated before adds nothing.
func TestAbnormalProvesNoReduction(t *testing.T) {
	abnormal := func(state string) string {
		return "[[source.account_" + state + ".abnormal]]\nname = \"停车\"\nrate = \"1 kg/h\"\nduration = \"2 " +
			"h\"\nfrequency = \"3 次/a\"\nevidence = \"记录\"\n"
	}
	after := samples("after", "0.1 mg/Nm3")
	r := assess(t, nil, closedH, samples("before", "0.5 mg/Nm3")+after+abnormal("after")+"[[source.account_before]]")
	usable(t, source(t, r, "S2"), "10 kg/a")
	r = assess(t, nil, closedH, samples("before", "0.5 mg/Nm3")+abnormal("before")+after+"[[source.account_before]]")
	usable(t, source(t, r, "S2"), "16 kg/a")
}

// The balance of a smelter proves no reduction (HJ 863.1-2017 9.1), that of a
// line whose specification does not shut it out does: 100 − 99 = 1 kg leaves.
func TestBalanceOfASmelterProvesNothing(t *testing.T) {
	balance := "[[source.account_before]]\npollutant = \"Pb\"\nmedium = \"air\"\nmethod = \"balance\"\nshare = " +
		"\"100 %\"\nshare_evidence = \"设计\"\n" +
		"stream = [{role = \"input\", name = \"铅\", amount = \"100 kg/a\", evidence = \"台账\"}, {role = " +
		"\"residue\", name = \"渣\", amount = \"99 kg/a\", evidence = \"台账\"}]\n[[source.account_before]]"
	r := assess(t, nil, "[[source.account_before]]", balance)
	usable(t, source(t, r, "S2"), "1 kg/a")
	if reported(r, intensity.CodeRefused) || !reported(r, intensity.CodeUnnamed) {
		t.Errorf("HJ 967 names no balance and does not shut it out: %v", r.Findings)
	}
	line := "id = \"H-L1\"\ndischarger = \"H\"\nname = \"组装线\"\ngbt4754 = \"3843\"\nindustry = " +
		"\"lead-battery\"\nspecification = \""
	r = assess(t, nil, "[[source.account_before]]", balance, line+"HJ 967-2018", line+"HJ 863.1-2017")
	s := source(t, r, "S2")
	usable(t, s, leastByFactor)
	for _, m := range s.Rows[0].Methods {
		if m.Method == calc.Balance && (m.Chosen || m.Reduction.OK()) {
			t.Errorf("the balance of a smelter counts: %+v", m)
		}
	}
	if !reported(r, intensity.CodeRefused) {
		t.Errorf("findings lack %s", intensity.CodeRefused)
	}
}

// JL-3.2b: 0.5 mg/Nm3 × 10 000 Nm3/h × 4 000 h = 20 kg/a measured while 5万 of
// the approved 8万 kVAh/a were made: 20 ÷ 5 × 8 = 32 at the approved scale, and
// 0.1 after, 4 kg/a while 4万 were made: 8. So 24, not 16; both amounts measured
// stay beside. Without the output there is no amount.
func TestMeasuredAtTheApprovedScale(t *testing.T) {
	made := func(text, output string) string { return strings.Replace(text, "8万 kVAh/a", output, 1) }
	both := made(samples("before", "0.5 mg/Nm3"), "5万 kVAh/a") + made(samples("after", "0.1 mg/Nm3"), "4万 kVAh/a")
	s := source(t, assess(t, nil, closedH, both+"[[source.account_before]]"), "S2")
	usable(t, s, "24 kg/a")
	var beside []string
	for _, a := range s.Accounts {
		if a.AtOutput.OK() {
			beside = append(beside, a.AtOutput.Value().String())
		}
	}
	if strings.Join(beside, ", ") != "20 kg/a, 4 kg/a" {
		t.Errorf("beside: %q", beside)
	}
	without := strings.Replace(both, "output = \"5万 kVAh/a\"\n", "", 1)
	r := assess(t, nil, closedH, without+"[[source.account_before]]")
	if !reported(r, CodeNoOutput) {
		t.Errorf("findings lack %s", CodeNoOutput)
	}
	for _, m := range source(t, r, "S2").Rows[0].Methods {
		if m.Method == calc.Measurement &&
			(m.Reduction.OK() || !strings.Contains(m.Why.EN, "output of the same period")) {
			t.Errorf("%+v", m)
		}
	}
	r = assess(t, nil, closedH, made(samples("before", "0.5 mg/Nm3"), "5万 m2/a")+samples("after",
		"0.1 mg/Nm3")+"[[source.account_before]]")
	if source(t, r, "S2").Rows[0].Usable.OK() {
		t.Error("an output in another base gives an amount")
	}
}
