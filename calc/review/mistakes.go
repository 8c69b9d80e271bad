package review

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// mistakes lists every single mistake that can be made in the derivations of
// the figures that differ, and those of the dossier as a whole. Each is a small
// function of its own; the weights say how common reviewers find them, and are
// this program's estimate.
func (r *reviewer) mistakes(wrong []compared) []mistake {
	var list []mistake
	add := func(more ...mistake) { list = append(list, more...) }
	seen := map[place]bool{}
	for _, c := range wrong {
		add(r.within(c.target.Step, seen)...)
	}
	add(unitMistakes()...)
	add(slipMistakes(wrong)...)
	add(r.planMistakes()...)
	add(r.otherNumbers(wrong)...)
	add(r.dossierMistakes()...)
	return list
}

// within lists the mistakes that can be made in one derivation, but for places
// seen before. All of them are edits.
func (r *reviewer) within(s calc.Step, seen map[place]bool) []mistake {
	var list []mistake
	for _, x := range s.Numbers() {
		where := placeOf(x)
		if seen[where] || !x.OK() {
			continue
		}
		seen[where] = true
		if len(x.Operands()) == 0 {
			list = append(list, r.leafMistakes(x)...)
		} else {
			list = append(list, r.operationMistakes(x)...)
		}
	}
	return list
}

// leafMistakes are those in a number that is given.
func (r *reviewer) leafMistakes(s calc.Step) []mistake {
	o := s.Origin()
	if o.Kind == calc.FromDefinition || o.Kind == calc.FromPlan {
		return nil
	}
	var list []mistake
	if s.Value().Unit().String() != "" { // a plain number has no unit to misread
		list = append(list, thousand(s)...)
	}
	if o.Kind == calc.FromFactor {
		return append(list, r.otherRows(s)...)
	}
	list = append(list, workingTime(s)...)
	list = append(list, r.otherStatement(s)...)
	return append(list, slips(s)...)
}

// thousand is a unit misread by 10³, either way.
func thousand(s calc.Step) []mistake {
	var list []mistake
	for _, by := range []*big.Rat{big.NewRat(1000, 1), big.NewRat(1, 1000)} {
		list = append(list, mistake{name: "unit-thousand", weight: 5,
			what: calc.Textf("%s 的单位错 10³（×%s）", "the unit of %s off by 10³ (×%s)", where(s), quantity.Exact(by)),
			edit: at(s, func(now calc.Step) calc.Step { return scaled(now, by) })})
	}
	return list
}

// unitMistakes are those of the result: kg for t, mg for µg.
func unitMistakes() []mistake {
	var list []mistake
	for _, by := range []*big.Rat{big.NewRat(1000, 1), big.NewRat(1, 1000), big.NewRat(1000000, 1),
		big.NewRat(1, 1000000)} {
		list = append(list, mistake{name: "result-unit", weight: 9,
			what: calc.Textf("结果的单位错（×%s，如 kg 与 t、g 混淆）",
				"the unit of the result is wrong (×%s, such as kg for t or g)", quantity.Exact(by)),
			apply: resultOf(func(s calc.Step) calc.Step { return scaled(s, by) })})
	}
	return list
}

// Working times that are written down by habit: 300, 330, 365 days of 24
// hours, and the 8000 hours of chemical plants.
var (
	perYear = quantity.MustUnit("h/a")
	habits  = []string{"7200", "7920", "8000", "8760"}
)

// workingTime is a working time by habit in the place of the stated one.
func workingTime(s calc.Step) []mistake {
	if !s.Value().Unit().Same(perYear) {
		return nil
	}
	var list []mistake
	for _, hours := range habits {
		n, _ := quantity.ParseNumber(hours)
		other := calc.Given(s.Symbol(), s.TermKey(), quantity.New(n, perYear), s.Origin()).In(s.Value().Unit())
		if other.Value().Equal(s.Value()) {
			continue
		}
		list = append(list, mistake{name: "working-time", weight: 7,
			what: calc.Textf("%s 取惯用的 %s", "%s taken as the customary %s", where(s), other.Value().String()),
			edit: at(s, func(calc.Step) calc.Step { return other })})
	}
	for _, by := range []int64{24} {
		list = append(list, mistake{name: "hours-days", weight: 5, what: calc.Textf("%s 的天与小时混淆（×24）",
			"hours and days of %s confused (×24)", where(s)),
			edit: at(s, func(now calc.Step) calc.Step { return scaled(now, big.NewRat(by, 1)) })},
			mistake{name: "hours-days", weight: 5, what: calc.Textf("%s 的天与小时混淆（÷24）",
				"hours and days of %s confused (÷24)", where(s)),
				edit: at(s, func(now calc.Step) calc.Step { return scaled(now, big.NewRat(1, by)) })})
	}
	return list
}

// otherRows are the other rows of a factor's instrument for the same metal.
func (r *reviewer) otherRows(s calc.Step) []mistake {
	if r.Book == nil {
		return nil
	}
	v, ok := r.Book.Value(s.Origin().Factor)
	if !ok || s.TermKey() == "atomic-mass" {
		return nil
	}
	var list []mistake
	for _, w := range r.Book.Values(factors.Query{Instrument: v.Instrument, Kind: v.Kind, Substance: v.Substance}) {
		// a volume may be one for all metals
		other := w.Pollutant != v.Pollutant && w.Pollutant != "" && v.Pollutant != ""
		if other || w.Medium != v.Medium || w.ID == v.ID {
			continue
		}
		row := w.Step(s.Symbol())
		if !row.OK() || !row.Value().Unit().Same(s.Value().Unit()) || row.Value().Equal(s.Value()) {
			continue
		}
		name, weight := "other-row", 3
		switch {
		case !w.Until.IsZero() && r.Plan.On.After(w.Until):
			name, weight = "superseded", 7
		case w.Outlet != v.Outlet:
			name, weight = "other-outlet", 7
		case w.Class != v.Class:
			name, weight = "limit-class", 8
		}
		list = append(list, mistake{name: name, weight: weight,
			what: calc.Textf("%s 误取 %s（%s）", "%s in the place of it: %s (%s)", where(s), w.ID,
				row.Value().String()),
			edit: at(s, func(calc.Step) calc.Step { return row })})
	}
	return list
}
