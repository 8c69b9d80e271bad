package plausibility_test

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
)

// small is a dossier whose numbers can be reckoned by hand: a plating project
// (multilayer, chromium) and as its source another firm's line of the same kind
// with a permit before and after.
//
//	A: 100,000 m2/a × 500 L/m2 × 1.0 mg/L = 50 kg/a Cr; × 0.2 mg/L = 10 kg/a Cr6+
//	B: 300,000 m2/a likewise 150 kg/a Cr and 30 kg/a Cr6+
//
// (HJ 855-2017 eq. 4; GB 21900-2008 table 2.)
func small() material {
	var m material
	m.add("", "schema", "tidai/dossier/1", "policy", "jilin-2022-12", "date", "=2026-03-31")
	m.add("[project]", "name", "示例", "kind", "new", "discharger", "A", "lines", `=["A-L1"]`, "commissioning",
		"=2027-10-01", "city", "220200", "county", "220203")
	for _, f := range []struct{ id, code, capacity string }{{"A", "91220201MA00000018", "100000 m2/a"},
		{"B", "91220203MA00000028", "300000 m2/a"}} {
		m.add("[[discharger]]", "id", f.id, "name", "示例"+f.id, "credit_code", f.code, "city", "220200", "county",
			"220203", "management", "key")
		line := f.id + "-L1"
		m.add("[[line]]", "id", line, "discharger", f.id, "name", "电镀线", "gbt4754", "3360", "industry",
			"electroplating", "specification", "HJ 855-2017")
		m.add("[[line.product]]", "id", "p", "name", "镀件", "process", "multilayer", "capacity", f.capacity,
			"pollutants", `=["Cr", "Cr6+"]`)
		m.add("[[outlet]]", "id", line+"-W", "code", "DW001", "discharger", f.id, "medium", "water", "position",
			"workshop", "grade", "main", "receives", `=["`+line+`"]`, "limit_class", "new")
	}
	m.add("[[permit]]", "id", "B-P", "number", "91220203MA00000028001P", "discharger", "B")
	for _, v := range []struct{ id, from, cr, six string }{{"v1", "=2023-04-01", "150 kg/a", "30 kg/a"},
		{"v2", "=2026-08-01", "60 kg/a", "12 kg/a"}} {
		m.add("[[permit.version]]", "id", v.id, "valid_from", v.from, "valid_to", "=2028-03-31")
		m.add("[[permit.version.amount]]", "outlet", "B-L1-W", "pollutant", "Cr", "amount", v.cr)
		m.add("[[permit.version.amount]]", "outlet", "B-L1-W", "pollutant", "Cr6+", "amount", v.six)
	}
	m.add("[[source]]", "id", "S1", "line", "B-L1", "basis", "permit-difference", "measure", `=["process-upgrade"]`,
		"responsible", "示例B", "deadline", "=2026-07-31", "permit", "B-P", "before", "v1", "after", "v2", "evidence",
		`=["证明"]`)
	m.add("[[source.actual]]", "outlet", "B-L1-W", "pollutant", "Cr", "amount", "100 kg/a")
	return m
}

// Each check fires once, with its place and both numbers, and is quiet on the
// dossier as it is.
func TestChecksFire(t *testing.T) {
	book := builtin(t)
	base := small()
	d, findings, _ := base.read()
	if all := doubts(found(t, book, d, findings)); len(all) > 0 {
		t.Fatalf("the right dossier: %v", all)
	}
	amount := func(version, metal, value string) func(*material) *table {
		return func(m *material) *table {
			for _, v := range m.all("[[permit.version]]", "id", version) {
				for _, a := range m.below(v, "[[permit.version.amount]]") {
					if a.get("pollutant") == metal {
						a.set("amount", value)
						return a
					}
				}
			}
			return nil
		}
	}
	account := func(name, value string) func(*material) *table {
		return func(m *material) *table {
			return m.add("[[intensity]]", "line", "A-L1", "outlet", "A-L1-W", "pollutant", "Cr", "method",
				"generation-factor", "factor", "census.plating.chrome.rack.water.cr.a", "rate", "1",
				"efficiency_evidence", "报告", name, value)
		}
	}
	for name, c := range map[string]struct {
		code     string
		severity calc.Severity
		slip     func(*material) *table
		says     []string
	}{
		"g for kg": {"TD-PLA-001", calc.Error, amount("v1", "Cr", "150000 kg/a"),
			[]string{"150", "1000 times", "kg written for g"}},
		// after a reduction special limits may hold: 300,000 × 250 L/m2 × 0.5 mg/L = 37.5 kg/a, ÷ 0.06 = 625
		"after far too small": {"TD-PLA-001", calc.Warning, amount("v2", "Cr", "0.06 kg/a"), []string{"1/625"}},
		"Cr6+ above Cr": {"TD-PLA-006", calc.Error, func(m *material) *table { // told at the whole
			amount("v2", "Cr6+", "61 kg/a")(m)
			return amount("v2", "Cr", "60 kg/a")(m)
		}, []string{"61.0 kg/a", "60.0 kg/a"}},
		"actual above permitted": {"TD-PLA-007", calc.Error, func(m *material) *table {
			a := m.first("[[source.actual]]")
			a.set("amount", "1500 kg/a")
			return a
		}, []string{"1500 kg/a", "150 kg/a", "10 times"}},
		"output": {"TD-PLA-009", calc.Error, func(m *material) *table {
			m.add("[[actual_basis]]", "id", "X", "outlet", "B-L1-W")
			return m.add("[[actual_basis.output]]", "line", "B-L1", "amount", "3000000 m2")
		}, []string{"10 times"}},
		"98 % as 0.98 %": {"TD-PLA-010", calc.Warning, account("efficiency", "0.98 %"), []string{"98 %?"}},
		"a prefecture": {"TD-PLA-012", calc.Error, func(m *material) *table {
			m.first("[[discharger]]", "id", "B").set("county", "220200")
			return m.first("[[discharger]]", "id", "B")
		}, []string{"prefecture"}},
		"a permit number": {"TD-PLA-013", calc.Warning, func(m *material) *table {
			m.first("[[permit]]").set("number", "91220203MA0000002800")
			return m.first("[[permit]]")
		}, []string{"20 characters"}},
		"impossible": {"TD-PLA-015", calc.Error, amount("v1", "Cr", "15000000 kg/a"), []string{"15000000 kg/a"}},
		"a metal that plating does not know": {"TD-PLA-005", calc.Warning, func(m *material) *table {
			m.first("[[line.product]]").set("pollutants", `=["Cr", "Cr6+", "As"]`)
			return m.first("[[line.product]]")
		}, []string{"arsenic"}},
	} {
		m := base.clone()
		at := c.slip(&m)
		d, findings, places := m.read()
		all := found(t, book, d, findings)
		i := slices.IndexFunc(all, func(f calc.Finding) bool { return f.Code == c.code })
		if i < 0 {
			t.Errorf("%s: no %s in %v", name, c.code, all)
			continue
		}
		f := all[i]
		if f.Severity != c.severity || f.At.Line < places[at][0] || f.At.Line > places[at][1] {
			t.Errorf("%s: %s at %v, want %s at %v", name, f.Severity, f.At, c.severity, places[at])
		}
		for _, want := range c.says {
			if !strings.Contains(f.Message.EN, want) {
				t.Errorf("%s: %q does not say %q", name, f.Message.EN, want)
			}
		}
	}
}
