package factors

import (
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// check reads one check of plausibility. A user's own file may state its bounds
// alone.
func (r *reader) check(t *document.Table) Check {
	x := Check{
		ID:        t.String("id", true),
		Code:      t.String("code", !r.local),
		Entry:     t.String("entry", !r.local),
		Name:      both(t, "name", !r.local),
		AppliesIf: both(t, "applies_if", !r.local),
		QuietIf:   both(t, "quiet_if", false),
		Reason:    both(t, "reason", !r.local),
		Source:    t.String("source", !r.local),
		At:        r.at(t),
	}
	r.checkID(t, x.ID)
	if m := t.Table("measured", false); m != nil {
		x.Measured = Measured{Right: m.String("right", true), Alarms: m.String("alarms", true),
			Wrong: m.String("wrong", true), Found: m.String("found", true)}
	}
	x.Exclusive = t.Bool("exclusive", false)
	x.Specifications = t.Strings("specifications", false)
	for _, v := range t.Strings("counties", false) {
		code, name, _ := strings.Cut(v, " ")
		x.Counties = append(x.Counties, County{code, name})
	}
	for _, v := range t.Tables("alternative") {
		x.Alternatives = append(x.Alternatives, Alternative{Specification: v.String("specification", true),
			Stacks: v.Strings("stacks", true)})
	}
	for _, v := range t.Tables("bound") {
		b := Bound{ID: v.String("id", true), Name: both(v, "name", !r.local), Local: r.local, At: r.at(v), check: x.ID}
		b.Amount, _ = r.figure(v)
		x.Bounds = append(x.Bounds, b)
	}
	return x
}

// checkChecks reports bounds of a user's own file that no check knows.
func checkChecks(contents []content) []calc.Finding {
	known := map[string]bool{}
	if builtin, err := Builtin(); err == nil {
		for _, c := range builtin.Checks() {
			for _, x := range c.Bounds {
				known[c.ID+"."+x.ID] = true
			}
		}
	}
	var out []calc.Finding
	for _, c := range contents {
		for _, x := range c.checks {
			for _, bound := range x.Bounds {
				if bound.Local && !known[x.ID+"."+bound.ID] {
					out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeReference, Severity: calc.Error,
						At: bound.At, Message: calc.Textf("没有合理性检查 %s 的界限 %s", "no check %s has a bound %s",
							x.ID, bound.ID),
						Remedy: calc.Text{ZH: "用 tidai factors checks 查看编号",
							EN: "tidai factors checks lists the ids"}})
				}
			}
		}
	}
	return out
}
