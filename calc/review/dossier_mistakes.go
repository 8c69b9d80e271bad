package review

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/substitution"
)

// Change is what a mistake of the dossier as a whole changes before everything
// is planned again. What is zero stays.
type Change struct {
	Dossier   *dossier.Dossier
	On        calc.Date            // date of law
	NonDetect monitoring.NonDetect // policy for values below the detection limit
	// concentrations converted to a reference oxygen content, where the files have them, in the place of measured ones
	Converted bool
}

// dossierMistakes plan a changed dossier again: another limit class, the total
// outlet counted besides the workshop outlets, a line left out or put in, law
// that no longer holds, another policy for values below the detection limit,
// converted concentrations. Nothing is planned unless the mistake is tried.
func (r *reviewer) dossierMistakes() []mistake {
	if r.Again == nil || r.Plan.Dossier == nil {
		return nil
	}
	var list []mistake
	add := func(name string, weight int, what calc.Text, change func(Change) Change) {
		list = append(list, mistake{name: name, weight: weight, what: what, change: change, apply: r.replanned(change)})
	}
	d := r.Plan.Dossier
	classChanges(d, add)
	lineChanges(d, add)
	for _, day := range r.earlierLaw() {
		add("superseded", 6, calc.Textf("按 %s 施行的法规计算", "computed by the law of %s", day.String()),
			func(c Change) Change { c.On = day; return c })
	}
	if len(d.Monitoring) > 0 {
		for _, p := range monitoring.NonDetects.Values() {
			add("non-detect", 8, calc.Textf("未检出按%s计", "values below the detection limit counted by: %s",
				p.Name()), func(c Change) Change { c.NonDetect = p; return c })
		}
		add("converted-concentration", 7, calc.Text{ZH: "折算浓度（基准含氧量）与实测流量相乘",
			EN: "concentrations converted to a reference oxygen content with the measured flow"},
			func(c Change) Change { c.Converted = true; return c })
		list[len(list)-1].only = func(s Submitted, _ substitution.Target) bool {
			// what rests on the files, which are read again
			return strings.HasPrefix(s.Target, "actual:") || strings.HasPrefix(s.Target, "source:")
		}
	}
	return list
}

// replanned makes a number anew in the plan of a changed dossier, planned once.
func (r *reviewer) replanned(changes ...func(Change) Change) func(substitution.Target) calc.Step {
	made := sync.OnceValue(func() map[string]calc.Step {
		c := Change{Dossier: r.Plan.Dossier}
		for _, change := range changes {
			c = change(c)
		}
		out := map[string]calc.Step{}
		for _, x := range Targets(r.Again(c)) {
			out[x.Name] = x.Step
		}
		return out
	})
	return func(t substitution.Target) calc.Step {
		if s, ok := made()[t.Name]; ok {
			return s
		}
		return t.Step
	}
}

type adder func(name string, weight int, what calc.Text, change func(Change) Change)

func classChanges(d *dossier.Dossier, add adder) {
	for i, o := range d.Outlets {
		if o.Discharger != d.Project.Discharger {
			continue
		}
		for _, class := range []calc.LimitClass{calc.ExistingLimits, calc.NewLimits, calc.SpecialLimits} {
			if class != o.LimitClass && o.LimitClass != "" {
				add("limit-class", 9, calc.Textf("%s 按另一类限值（%s）计算",
					"%s computed with the limits of another class (%s)", o.ID, string(class)),
					withOutlet(i, func(o *dossier.Outlet) { o.LimitClass = class }))
			}
		}
		if o.Position == calc.TotalOutlet {
			add("total-outlet-counted", 7, calc.Textf("总排放口 %s 与车间排放口重复计算",
				"the total outlet %s counted besides the workshop outlets", o.ID),
				withOutlet(i, func(o *dossier.Outlet) { o.Position = calc.Workshop }))
		}
	}
}

func lineChanges(d *dossier.Dossier, add adder) {
	for i, l := range d.Lines {
		if l.Discharger != d.Project.Discharger {
			continue
		}
		if slices.Contains(d.Project.Lines, l.ID) {
			if len(d.Project.Lines) > 1 {
				add("line-omitted", 8, calc.Textf("漏计生产线 %s（%s）", "line %s (%s) left out", l.ID, l.Name),
					withLines(func(list []string) []string {
						return slices.DeleteFunc(list, func(id string) bool { return id == l.ID })
					}))
			}
			continue
		}
		included := withLines(func(list []string) []string { return append(list, l.ID) })
		if l.Industry != dossier.NotKey {
			add("line-included", 7, calc.Textf("把不属于本项目的生产线 %s（%s）计入",
				"line %s (%s), which is not the project's, counted", l.ID, l.Name), included)
			continue
		}
		add("line-not-key", 7, calc.Textf("把不属于重点行业的生产线 %s（%s）计入",
			"line %s (%s), which is in no key industry, counted", l.ID, l.Name),
			func(c Change) Change { return included(asKey(c, i)) })
	}
}

func withOutlet(i int, change func(*dossier.Outlet)) func(Change) Change {
	return func(c Change) Change {
		d := *c.Dossier
		d.Outlets = slices.Clone(d.Outlets)
		change(&d.Outlets[i])
		c.Dossier = &d
		return c
	}
}

func withLines(change func([]string) []string) func(Change) Change {
	return func(c Change) Change {
		d := *c.Dossier
		d.Project.Lines = change(slices.Clone(d.Project.Lines))
		c.Dossier = &d
		return c
	}
}

// asKey is the dossier with a line taken for one of the industry of the
// project's own.
func asKey(c Change, i int) Change {
	d := *c.Dossier
	for _, l := range d.Lines {
		if slices.Contains(d.Project.Lines, l.ID) && l.Industry != dossier.NotKey {
			d.Lines = slices.Clone(d.Lines)
			line := &d.Lines[i]
			line.Industry, line.Specification = l.Industry, cmp.Or(line.Specification, l.Specification)
			break
		}
	}
	c.Dossier = &d
	return c
}

// maxLawDates bounds how many earlier states of the law are tried.
const maxLawDates = 4

// earlierLaw lists the days before the values that the plan uses came into
// force, the latest first.
func (r *reviewer) earlierLaw() []calc.Date {
	if r.Book == nil {
		return nil
	}
	var days []calc.Date
	for _, f := range r.Plan.Factors {
		v, ok := r.Book.Value(f.Origin().Factor)
		if !ok || v.Since.IsZero() {
			continue
		}
		if day := v.Since.AddDays(-1); !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, func(a, b calc.Date) int {
		if a.After(b) {
			return -1
		}
		if b.After(a) {
			return 1
		}
		return 0
	})
	return days[:min(len(days), maxLawDates)]
}
