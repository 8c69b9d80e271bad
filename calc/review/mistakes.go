package review

import (
	"math/big"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/substitution"
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
		here := r.operationMistakes(x)
		if len(x.Operands()) == 0 {
			here = r.leafMistakes(x)
		}
		for i := range here {
			here[i].where = where
		}
		list = append(list, here...)
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
	list = append(list, partOfYear(s)...)
	list = append(list, r.otherStatement(s)...)
	return append(list, slips(s)...)
}

// thousand is a unit misread by 10³, 万 (10⁴) left out or read twice, and a percentage
// read as a fraction, either way.
func thousand(s calc.Step) []mistake {
	var list []mistake
	add := func(name string, weight int, by *big.Rat, what calc.Text) {
		list = append(list, mistake{name: name, weight: weight, what: what,
			edit: at(s, func(now calc.Step) calc.Step { return scaled(now, by) })})
	}
	for _, by := range []*big.Rat{big.NewRat(1000, 1), big.NewRat(1, 1000)} {
		add("unit-thousand", 5, by, calc.Textf("%s 的单位错 10³（×%s）", "the unit of %s off by 10³ (×%s)", where(s),
			quantity.Exact(by)))
	}
	for _, by := range []*big.Rat{big.NewRat(10_000, 1), big.NewRat(1, 10_000)} {
		add("unit-ten-thousand", 5, by, calc.Textf("%s 的“万”错（×%s）",
			"ten thousand (wan) of %s left out or read twice (×%s)",
			where(s), quantity.Exact(by)))
	}
	if s.Value().Unit().String() == "%" {
		for _, by := range []*big.Rat{big.NewRat(1, 100), big.NewRat(100, 1)} {
			add("percent-fraction", 6, by, calc.Textf("%s 的百分数与小数混淆（×%s）",
				"percentage and fraction of %s confused (×%s)", where(s), quantity.Exact(by)))
		}
	}
	return list
}

// unitMistakes are those of the result: kg for t, mg for µg, and 万.
func unitMistakes() []mistake {
	var list []mistake
	for _, by := range []*big.Rat{big.NewRat(1000, 1), big.NewRat(1, 1000), big.NewRat(1000000, 1),
		big.NewRat(1, 1000000)} {
		list = append(list, mistake{name: "result-unit", weight: 9,
			what: calc.Textf("结果的单位错（×%s，如 kg 与 t、g 混淆）",
				"the unit of the result is wrong (×%s, such as kg for t or g)", quantity.Exact(by)),
			apply: resultOf(func(s calc.Step) calc.Step { return scaled(s, by) })})
	}
	for _, by := range []*big.Rat{big.NewRat(10_000, 1), big.NewRat(1, 10_000)} {
		list = append(list, mistake{name: "result-ten-thousand", weight: 9,
			what: calc.Textf("结果的“万”错（×%s）", "ten thousand (wan) of the result left out or read twice (×%s)",
				quantity.Exact(by)),
			apply: resultOf(func(s calc.Step) calc.Step { return scaled(s, by) })})
	}
	return append(list, perStack()...)
}

// perStack counts the amount that several outlets share for each of them.
func perStack() []mistake {
	var list []mistake
	for n := int64(2); n <= 4; n++ {
		list = append(list, mistake{name: "shared-per-outlet", weight: 8,
			what: calc.Textf("%d 个排放口共用的量每个各计一次（×%d）",
				"the amount that %d outlets share counted for each (×%d)", n, n),
			only: func(_ Submitted, t substitution.Target) bool {
				head, _, _ := strings.Cut(t.Name, "/")
				return int64(strings.Count(head, "+"))+1 == n
			},
			apply: resultOf(func(s calc.Step) calc.Step { return scaled(s, big.NewRat(n, 1)) })})
	}
	return list
}

// Working times that are written down by habit: 300, 330, 365 days of 24
// hours, and the 8000 hours of chemical plants.
var (
	perYear = quantity.MustUnit("h/a")
	hours   = quantity.MustUnit("h")
	habits  = []string{"7200", "7920", "8000", "8760"}
)

// workingTime is a working time by habit in the place of the stated one, which is a
// time a year or, in a year's account, a time.
func workingTime(s calc.Step) []mistake {
	base := perYear
	switch u := s.Value().Unit(); {
	case u.Same(hours):
		base = hours
	case !u.Same(perYear):
		return nil
	}
	var list []mistake
	for _, habit := range habits {
		n, _ := quantity.ParseNumber(habit)
		other := calc.Given(s.Symbol(), s.TermKey(), quantity.New(n, base), s.Origin()).In(s.Value().Unit())
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

// partOfYear is a total of some months taken for a year's, or scaled up to one.
func partOfYear(s calc.Step) []mistake {
	if s.Origin().Kind != calc.FromSeries {
		return nil
	}
	var list []mistake
	for months := int64(1); months <= 11; months++ {
		for _, by := range []*big.Rat{big.NewRat(12, months), big.NewRat(months, 12)} {
			list = append(list, mistake{name: "part-of-year", weight: 5,
				what: calc.Textf("%s 只计 %d 个月，或由 %d 个月推算到全年",
					"%s of %d months only, or scaled up from %d",
					where(s), months, months),
				edit: at(s, func(now calc.Step) calc.Step { return scaled(now, by) })})
		}
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
