package review

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/substitution"
)

// inTable is a figure of one table.
func inTable(table, target, written, unit string) Submitted {
	return Submitted{Table: table, Target: target, Written: written, Unit: unit}
}

// found lists the codes of a review of some figures of an example, but for
// verdicts.
func found(t *testing.T, p substitution.Plan, figures ...Submitted) string {
	t.Helper()
	var out []string
	for _, f := range Make(Input{Plan: p, Figures: figures}).Findings {
		if f.Code != CodeDiffers && f.Code != CodePath && f.Code != CodeSafe {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// The new emission of Cr of the plating example is 124.569…, as 124.57 kg/a,
// 124.6 kg/a and 0.124569 t/a; Cd 0.4 and Pb 1.2.
func TestThreeTables(t *testing.T) {
	p, _ := planOf(t, "plating")
	rest := []Submitted{inTable("engineering", "new/Cd", "0.40", "kg/a"), inTable("engineering", "new/Pb", "1.20",
		"kg/a"),
		inTable("quota", "new/Cd", "0.40", "kg/a"), inTable("quota", "new/Pb", "1.20", "kg/a")}
	for _, c := range []struct {
		name    string
		figures []Submitted
		want    string
	}{
		{"the same", []Submitted{inTable("engineering", "new/Cr", "124.57", "kg/a"), inTable("quota", "new/Cr",
			"124.57", "kg/a")}, ""},
		{"fewer digits", []Submitted{inTable("engineering", "new/Cr", "124.57", "kg/a"), inTable("quota", "new/Cr",
			"124.6", "kg/a")}, ""},
		{"another unit", []Submitted{inTable("engineering", "new/Cr", "0.124569", "t/a"), inTable("quota", "new/Cr",
			"124.57", "kg/a")}, ""},
		{"cut off", []Submitted{inTable("engineering", "new/Cr", "124.57", "kg/a"), inTable("quota", "new/Cr", "124.5",
			"kg/a")}, ""},
		{"another number", []Submitted{inTable("engineering", "new/Cr", "124.57", "kg/a"), inTable("quota", "new/Cr",
			"124.8", "kg/a")}, "TD-REV-011"},
		{"fewer digits in one table", []Submitted{inTable("quota", "new/Cr", "124.57", "kg/a"),
			inTable("quota", "new/Cr", "124.6", "kg/a"), inTable("engineering", "new/Cr", "124.57", "kg/a")}, ""},
		{"zero beside a number", []Submitted{inTable("quota", "new/Cr", "124.57", "kg/a"),
			inTable("quota", "new/Cr", "0", "t/a"), inTable("engineering", "new/Cr", "124.57", "kg/a")},
			"TD-REV-010 TD-REV-011 TD-REV-015"},
		{"not in one table", []Submitted{inTable("engineering", "new/Cr", "124.57", "kg/a")}, "TD-REV-014"},
		{"too coarse", []Submitted{inTable("engineering", "new/Cr", "0.1246", "t/a"), inTable("quota", "new/Cr",
			"0.124569", "t/a")}, "TD-REV-015"},
	} {
		if got := found(t, p, append(c.figures, rest...)...); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := found(t, p, inTable("", "new/Cr", "0.1246", "t/a"), inTable("quota", "new/Cr", "124.57", "kg/a")); got !=
		"" {
		t.Errorf("one table alone: %q", got)
	}
}

// The permit of 2023, before line A-L1 was taken out: 5 + 20 = 25; own reduction 5;
// new 124.569…: the whole site 144.569…. Without the own reduction the permit in
// force counts, 20, and the whole site is the same.
func TestWholeSite(t *testing.T) {
	p, _ := planOf(t, "plating")
	fig := func(target, written string) Submitted { return inTable("", target, written, "kg/a") }
	agree := func(p substitution.Plan, figures ...Submitted) {
		t.Helper()
		for _, o := range Make(Input{Plan: p, Figures: figures}).Outcomes {
			if o.Verdict != Agrees {
				t.Errorf("%s: %s, computed %s", o.Submitted.Target, o.Verdict, o.Rounded)
			}
		}
	}
	agree(p, fig("existing/Cr", "25.0"), fig("whole/Cr", "144.57"))
	if got := found(t, p, fig("existing/Cr", "25.0"), fig("whole/Cr", "149.57"), fig("own/Cr", "5.00"),
		fig("new/Cr", "124.57")); got != "TD-REV-013" {
		t.Errorf("own reduction forgotten in the whole: %q", got)
	}
	for _, x := range Targets(p, nil) {
		if x.Name == "existing/Cd" || x.Name == "whole/Cd" {
			t.Errorf("%s = %s, though no permit states it", x.Name, x.Step.Value())
		}
	}
	d := *p.Dossier
	d.Sources = slices.DeleteFunc(slices.Clone(d.Sources), func(s dossier.ReductionSource) bool {
		return s.Line == "A-L1"
	})
	policy, book := bookOf(&d)
	without := planned(&d, book, policy, calc.Date{})
	agree(without, fig("existing/Cr", "20.0"), fig("whole/Cr", "144.57"))
}
