package review

import (
	"slices"

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
}

// dossierMistakes plan a changed dossier again: another limit class, the total
// outlet counted besides the workshop outlets, a line left out or put in, law
// that no longer holds, another policy for values below the detection limit.
// Nothing is planned unless the mistake is tried.
func (r *reviewer) dossierMistakes() []mistake {
	if r.Again == nil || r.Plan.Dossier == nil {
		return nil
	}
	var list []mistake
	add := func(name string, weight int, what calc.Text, change func() Change) {
		list = append(list, mistake{name: name, weight: weight, what: what, apply: r.replanned(change)})
	}
	d := r.Plan.Dossier
	r.classChanges(d, add)
	lineChanges(d, add)
	for _, day := range r.earlierLaw() {
		add("superseded", 6, calc.Textf("按 %s 施行的法规计算", "computed by the law of %s", day.String()), func() Change { return Change{Dossier: d, On: day} })
	}
	if len(d.Monitoring) > 0 {
		for _, p := range monitoring.NonDetects {
			add("non-detect", 6, calc.Textf("未检出按%s计", "values below the detection limit counted by: %s", p.Name()), func() Change { return Change{Dossier: d, NonDetect: p} })
		}
	}
	return list
}

// replanned makes a number anew in the plan of a changed dossier, planned once.
func (r *reviewer) replanned(change func() Change) func(substitution.Target) calc.Step {
	var made []substitution.Target
	done := false
	return func(t substitution.Target) calc.Step {
		if !done {
			made, done = Targets(r.Again(change()), nil), true
		}
		for _, x := range made {
			if x.Name == t.Name {
				return x.Step
			}
		}
		return t.Step
	}
}

type adder func(name string, weight int, what calc.Text, change func() Change)

func (r *reviewer) classChanges(d *dossier.Dossier, add adder) {
	for i, o := range d.Outlets {
		if o.Discharger != d.Project.Discharger {
			continue
		}
		for _, class := range []dossier.LimitClass{dossier.ExistingLimits, dossier.NewLimits, dossier.SpecialLimits} {
			if class != o.LimitClass && o.LimitClass != "" {
				add("limit-class", 9, calc.Textf("%s 按另一类限值（%s）计算", "%s computed with the limits of another class (%s)", o.ID, string(class)),
					func() Change {
						return Change{Dossier: withOutlet(d, i, func(o *dossier.Outlet) { o.LimitClass = class })}
					})
			}
		}
		switch o.Position {
		case dossier.Site:
			add("total-outlet-counted", 7, calc.Textf("总排放口 %s 与车间排放口重复计算", "the total outlet %s counted besides the workshop outlets", o.ID),
				func() Change {
					return Change{Dossier: withOutlet(d, i, func(o *dossier.Outlet) { o.Position = dossier.Workshop })}
				})
		case dossier.Workshop:
			add("workshop-as-total", 7, calc.Textf("车间排放口 %s 按总排放口的基准排水量计算", "the workshop outlet %s computed with the volume of the total outlet", o.ID),
				func() Change {
					return Change{Dossier: withOutlet(d, i, func(o *dossier.Outlet) { o.Position = dossier.Site })}
				})
		}
	}
}

func lineChanges(d *dossier.Dossier, add adder) {
	for _, l := range d.Lines {
		if l.Discharger != d.Project.Discharger {
			continue
		}
		if i := slices.Index(d.Project.Lines, l.ID); i >= 0 {
			if len(d.Project.Lines) > 1 {
				add("line-omitted", 8, calc.Textf("漏计生产线 %s（%s）", "line %s (%s) left out", l.ID, l.Name), func() Change {
					return Change{Dossier: withLines(d, slices.Delete(slices.Clone(d.Project.Lines), i, i+1))}
				})
			}
			continue
		}
		name, weight := "line-included", 7
		if l.Industry == dossier.NotKey {
			name = "line-not-key"
		}
		add(name, weight, calc.Textf("把不属于本项目的生产线 %s（%s）计入", "line %s (%s), which is not the project's, counted", l.ID, l.Name), func() Change {
			return Change{Dossier: withLines(d, append(slices.Clone(d.Project.Lines), l.ID))}
		})
	}
}

func withOutlet(d *dossier.Dossier, i int, change func(*dossier.Outlet)) *dossier.Dossier {
	c := *d
	c.Outlets = slices.Clone(d.Outlets)
	change(&c.Outlets[i])
	return &c
}

func withLines(d *dossier.Dossier, lines []string) *dossier.Dossier {
	c := *d
	c.Project.Lines = lines
	return &c
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
