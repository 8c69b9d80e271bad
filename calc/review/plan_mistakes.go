package review

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// planMistakes are those that need to know what a number is for: another
// amount than the permitted one, Cr(VI) added to Cr, the ratio on the wrong
// side, a refused source counted.
func (r *reviewer) planMistakes() []mistake {
	var list []mistake
	for _, a := range r.Plan.Result.Outlets {
		for _, c := range a.Candidates {
			if !a.Permitted.OK() || !c.Amount.OK() || c.Amount.Value().Equal(a.Permitted.Value()) {
				continue
			}
			list = append(list, mistake{name: "not-the-permitted", weight: 8,
				what: calc.Textf("%s %s 未取应取的排放量，而取%s %s", "%s %s: not the amount that counts, but by %s %s",
					a.Target(), string(a.Pollutant), c.Method.Name(), where(c.Amount)),
				edit: atAny(func(calc.Step) calc.Step { return c.Amount }, a.Permitted, a.Contribution)})
		}
		if a.Pollutant == calc.Chromium && a.Contribution.OK() {
			list = append(list, r.hexavalent(a.Target(), a.Contribution)...)
		}
	}
	for _, n := range r.Plan.Needs {
		list = append(list, ratioMistakes(n)...)
		for _, supply := range []calc.Step{n.SameSupply, n.OtherSupply} {
			list = append(list, r.refusedCounted(n, supply)...)
		}
	}
	for _, s := range r.Plan.Result.Sources {
		list = append(list, hexavalentOf(s)...)
	}
	return list
}

// atAny is at for numbers that stand in several places.
func atAny(instead func(calc.Step) calc.Step, list ...calc.Step) func(was, now calc.Step) calc.Step {
	edits := make([]func(was, now calc.Step) calc.Step, len(list))
	for i, s := range list {
		edits[i] = at(s, instead)
	}
	return func(was, now calc.Step) calc.Step {
		for _, edit := range edits {
			if other := edit(was, now); other != now {
				return other
			}
		}
		return now
	}
}

// plus adds an amount to a number.
func plus(more calc.Step) func(calc.Step) calc.Step {
	return func(now calc.Step) calc.Step {
		return calc.Sum(now.Symbol(), now.TermKey(), calc.Clause{}, now, more)
	}
}

const addedTo = "%s 把六价铬计入总铬（六价铬是总铬的一部分）"

func (r *reviewer) hexavalent(target string, total calc.Step) []mistake {
	for _, a := range r.Plan.Result.Outlets {
		if a.Pollutant == calc.CrVI && a.Target() == target && a.Contribution.OK() && a.Contribution.Sign() > 0 {
			return []mistake{{name: "chromium-vi-added", weight: 8,
				what: calc.Textf(addedTo, "%s: Cr(VI) added to Cr, of which it is a part", target),
				edit: at(total, plus(a.Contribution))}}
		}
	}
	return nil
}

func hexavalentOf(s reduction.SourceResult) []mistake {
	var list []mistake
	for _, row := range s.Rows {
		if row.Pollutant != calc.Chromium || !row.Usable.OK() {
			continue
		}
		for _, other := range s.Rows {
			if other.Pollutant == calc.CrVI && other.Medium == row.Medium && other.Usable.OK() &&
				other.Usable.Sign() > 0 {
				list = append(list, mistake{name: "chromium-vi-added", weight: 8,
					what: calc.Textf(addedTo, "%s: Cr(VI) added to Cr, of which it is a part", s.Source.ID),
					edit: at(row.Usable, plus(other.Usable))})
			}
		}
	}
	return list
}

// ratioMistakes put the substitution ratio on the wrong side: on the new
// emission before the own reduction is deducted.
func ratioMistakes(n substitution.Need) []mistake {
	if !n.Own.OK() || !n.Ratio.OK() || !n.Demand.OK() {
		return nil
	}
	return []mistake{{name: "ratio-side", weight: 6, what: calc.Textf("%s 的替代比例乘在扣减以新带老之前",
		"the ratio of %s applied before the own reduction is deducted", string(n.Pollutant)),
		edit: at(n.Demand, func(calc.Step) calc.Step {
			return calc.Difference("E替代", "demand", calc.Clause{}, calc.Product("E", "demand", calc.Clause{}, n.New,
				n.Ratio).In(n.New.Value().Unit()), n.Own)
		})}}
}

// refusedCounted counts a source that the notice does not accept.
func (r *reviewer) refusedCounted(n substitution.Need, supply calc.Step) []mistake {
	if !supply.OK() {
		return nil
	}
	var list []mistake
	for _, s := range r.Plan.Result.Sources {
		if s.Accepted() || s.Own {
			continue
		}
		if amount, ok := s.Usable(n.Pollutant, n.Medium); ok {
			list = append(list, mistake{name: "refused-source", weight: 6,
				what: calc.Textf("计入了不被采纳的来源 %s（%s）", "the refused source %s counted (%s)", s.Source.ID,
					string(n.Pollutant)),
				edit: at(supply, plus(amount))})
		}
	}
	return list
}

const otherNumber = "other-number"

// otherNumbers: the figure is another number of the dossier, written down in
// the wrong place. Two digits at least have to agree.
func (r *reviewer) otherNumbers(wrong []compared) []mistake {
	var list []mistake
	for _, c := range wrong {
		if c.number.value.Sign() == 0 {
			continue
		}
		name := c.Submitted.Target
		for _, t := range r.targets {
			if t.Name == name || !t.Step.OK() || !c.reproduces(t.Step) || t.Step.Value().Equal(c.target.Step.Value()) {
				continue
			}
			weight := 2
			if related(name, t.Name) {
				weight = 6
			}
			list = append(list, mistake{name: otherNumber, weight: weight, what: calc.Textf("与 %s 的数值相同",
				"it is the value of %s", t.Name),
				only:  func(_ Submitted, x substitution.Target) bool { return x.Name == name },
				apply: func(substitution.Target) calc.Step { return t.Step }})
		}
	}
	return list
}

// related reports whether two numbers are of the same metal, or the same
// source or outlet.
func related(a, b string) bool {
	p, q := strings.Split(a, "/"), strings.Split(b, "/")
	return p[0] == q[0] && strings.Contains(p[0], ":") || len(p) > 1 && len(q) > 1 && p[1] == q[1]
}

// otherStatement: another statement of the dossier for the same thing. The
// amount of another permit version or approval for the same outlet and metal;
// the output for the capacity; the capacity of another product.
func (r *reviewer) otherStatement(s calc.Step) []mistake {
	d := r.Plan.Dossier
	var list []mistake
	add := func(name string, weight int, x dossier.Stated, what calc.Text) {
		other := x.Step(s.Symbol(), s.TermKey())
		if !other.OK() || !other.Value().Unit().Same(s.Value().Unit()) || other.Value().Equal(s.Value()) {
			return
		}
		list = append(list, mistake{name: name, weight: weight, what: calc.Textf("%s 误取%s %s",
			"%s in the place of it: %s %s", where(s), what, where(other)),
			edit: at(s, func(calc.Step) calc.Step { return other.In(s.Value().Unit()) })})
	}
	here := func(x dossier.Stated) bool { return x.Set && x.Step(s.Symbol(), s.TermKey()).Leaf() == s.Leaf() }
	amounts := amountsOf(d)
	if i := slices.IndexFunc(amounts, func(x stated) bool { return here(x.Value) }); i >= 0 {
		this := amounts[i]
		for _, x := range amounts {
			if x.Outlet == this.Outlet && x.Pollutant == this.Pollutant && !here(x.Value) {
				add("other-document", 7, x.Value, x.kind)
			}
		}
	}
	for _, l := range d.Lines {
		for _, p := range l.Products {
			if !here(p.Capacity) {
				continue
			}
			for _, x := range outputs(d, l.ID) {
				add("output-for-capacity", 8, x, calc.Text{ZH: "实际产量", EN: "the output"})
			}
			for _, m := range d.Lines {
				for _, q := range m.Products {
					add("other-capacity", 3, q.Capacity, calc.Text{ZH: "其他产品的产能",
						EN: "the capacity of another product"})
				}
			}
		}
	}
	for _, x := range d.Intensities {
		if here(x.Output) {
			if l, ok := d.Line(x.Line); ok {
				for _, p := range l.Products {
					add("capacity-for-output", 8, p.Capacity, calc.Text{ZH: "产能", EN: "the capacity"})
				}
			}
		}
	}
	return list
}

type stated struct {
	dossier.StatedAmount
	kind calc.Text
}

// amountsOf lists the amounts that documents state.
func amountsOf(d *dossier.Dossier) []stated {
	var out []stated
	for _, p := range d.Permits {
		for _, v := range p.Versions {
			for _, a := range v.Amounts {
				out = append(out, stated{a, calc.Textf("许可证 %s 版", "permit version %s", v.ID)})
			}
		}
	}
	for _, e := range d.EIAs {
		for _, a := range e.Amounts {
			out = append(out, stated{a, calc.Text{ZH: "环评", EN: "the EIA"}})
		}
	}
	for _, s := range d.Sources {
		for _, a := range s.Actual {
			out = append(out, stated{a, calc.Text{ZH: "实际排放量", EN: "the actual emission"}})
		}
	}
	return out
}

// outputs are what a line is said to have made in a year.
func outputs(d *dossier.Dossier, line string) []dossier.Stated {
	var out []dossier.Stated
	add := func(list []dossier.Intensity) {
		for _, x := range list {
			if x.Line == line && x.Output.Set {
				out = append(out, x.Output)
			}
		}
	}
	add(d.Intensities)
	for _, s := range d.Sources {
		add(s.Before)
		add(s.After)
	}
	return out
}
