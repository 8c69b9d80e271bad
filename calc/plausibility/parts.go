package plausibility

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
)

// parts holds parts against their wholes: hexavalent chromium against
// chromium, workshop outlets against the total outlet behind them.
func (d *doubter) parts() {
	d.chromiumPermitted()
	for _, s := range d.Reduced.Sources {
		d.chromiumOfSource(s)
	}
	for _, p := range d.papers() {
		for _, o := range d.Dossier.Outlets {
			if o.Position == calc.TotalOutlet {
				d.workshopsAgainst(p, o)
			}
		}
	}
}

// exceeds reports whether a part is more than its whole, beyond what rounding
// to the bound explains.
func (d *doubter) exceeds(code string, part, whole calc.Step) bool {
	x, ok := kg(part)
	if !ok || !whole.OK() {
		return false
	}
	margin := new(big.Rat).Add(big.NewRat(1, 1), d.bound(code, "rounding").Amount.Rat())
	y, ok := kg(whole)
	return ok && x.Cmp(new(big.Rat).Mul(y, margin)) > 0
}

func (d *doubter) chromiumPermitted() {
	for _, six := range d.Reduced.Outlets {
		for _, all := range d.Reduced.Outlets {
			if six.Pollutant == calc.CrVI && all.Pollutant == calc.Chromium && six.Target() == all.Target() {
				d.chromium("outlet:"+six.Target(),
					calc.Textf("排放口 %s 的许可排放量", "permitted emission of outlet %s", six.Target()),
					all.Rule.Clause, six.Permitted, all.Permitted, all.Outlets[0].At)
			}
		}
	}
}

func (d *doubter) chromiumOfSource(s reduction.SourceResult) {
	row := func(p calc.Pollutant, m calc.Medium) (reduction.Row, bool) {
		i := slices.IndexFunc(s.Rows, func(r reduction.Row) bool { return r.Pollutant == p && r.Medium == m })
		if i < 0 {
			return reduction.Row{}, false
		}
		return s.Rows[i], true
	}
	for _, m := range calc.Media.Values() {
		six, there := row(calc.CrVI, m)
		all, both := row(calc.Chromium, m)
		if !there || !both {
			continue
		}
		subject := "source:" + s.Source.ID
		d.chromium(subject, calc.Textf("来源 %s 削减前的排放量", "emission of source %s before", s.Source.ID),
			calc.Clause{}, six.Before, all.Before, s.Source.At)
		d.chromium(subject, calc.Textf("来源 %s 削减后的排放量", "emission of source %s after", s.Source.ID),
			calc.Clause{}, six.After, all.After, s.Source.At)
	}
}

func (d *doubter) chromium(subject string, what calc.Text, by calc.Clause, six, all calc.Step, at calc.Position) {
	if !six.OK() || !all.OK() {
		return
	}
	d.settle(question{code: CodePart, severity: calc.Error, clause: by, at: statedAt(at, all, six), subject: subject,
		of: calc.Textf("%s：六价铬与总铬", "%s: hexavalent and total chromium", what), stated: six, expected: all,
		against: calc.Chromium.Name(), decided: d.checks[CodePart].Bounds,
		message: calc.Textf("%s：六价铬 %s kg/a 多于总铬 %s kg/a，而六价铬是总铬的一部分",
			"%s: hexavalent chromium, %s kg/a, is more than total chromium, %s kg/a, of which it is a part", what,
			shownKg(six), shownKg(all)),
		remedy: calc.Text{ZH: "核对两数所出的文件：单位、小数点，或两行互换",
			EN: "check the documents of both: unit, point, or two rows exchanged"}}, d.exceeds(CodePart, six, all))
}

// statedAt is the first place at which a document states what the amounts rest
// on, else the one given.
func statedAt(otherwise calc.Position, amounts ...calc.Step) calc.Position {
	for _, s := range amounts {
		for _, leaf := range chosen(s).Leaves() {
			if o := leaf.Origin(); o.Kind == calc.FromDossier && leaf.TermKey() == "stated-amount" {
				return o.At
			}
		}
	}
	return otherwise
}

// chosen follows a least amount to the operand that decided.
func chosen(s calc.Step) calc.Step {
	for s.OK() {
		operands := s.Operands()
		switch {
		case s.Op() == calc.OpLeast && len(operands) > 1:
			s = operands[s.Chosen()]
		case s.Op() == calc.OpConvert && len(operands) == 1:
			s = operands[0]
		default:
			return s
		}
	}
	return s
}

// workshopsAgainst adds up what a document states at workshop outlets whose
// lines all leave by a total outlet.
func (d *doubter) workshopsAgainst(p paper, total dossier.Outlet) {
	behind := linesOfOutlet(d.Dossier, total)
	for _, a := range p.amounts {
		if a.Outlet != total.ID {
			continue
		}
		var parts []calc.Step
		for _, b := range p.amounts {
			o, ok := d.Dossier.Outlet(b.Outlet)
			if !ok || o.Position != calc.Workshop || o.Discharger != total.Discharger || b.Pollutant != a.Pollutant ||
				b.Line != a.Line || !within(linesOfOutlet(d.Dossier, o), behind) {
				continue
			}
			parts = append(parts, b.Value.Step("E", "stated-amount").In(quantity.KgPerYear))
		}
		sum := calc.Total("ΣE", "stated-amount", calc.Clause{}, parts...)
		whole := a.Value.Step("E", "stated-amount").In(quantity.KgPerYear)
		if len(parts) == 0 {
			continue
		}
		d.settle(question{code: CodePart, severity: calc.Error, at: a.Value.At, subject: "outlet:" + total.ID,
			stated:   sum,
			expected: whole, against: calc.Text{ZH: "总排放口", EN: "total outlet"}, decided: d.checks[CodePart].Bounds,
			of: calc.Textf("%s，总排放口 %s，%s与车间排放口合计", "%s, total outlet %s, %s and its workshop outlets",
				p.name,
				total.ID, a.Pollutant.Name()),
			message: calc.Textf("%s写明总排放口 %s 的%s %s kg/a，少于流入其中的车间排放口合计 %s kg/a",
				"%s states %[4]s kg/a of %[3]s at total outlet %[2]s, less than the %[5]s kg/a of the workshop "+
					"outlets that flow into it", p.name, total.ID, a.Pollutant.Name(), shownKg(whole), shownKg(sum)),
			remedy: calc.Text{ZH: "核对各排放口的数值和单位", EN: "check amounts and units of these outlets"}},
			d.exceeds(CodePart, sum, whole))
	}
}

func linesOfOutlet(d *dossier.Dossier, o dossier.Outlet) []string {
	var out []string
	for _, f := range d.FeedsOf(o) {
		out = append(out, f.Line.ID)
	}
	return out
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(x string) bool { return !slices.Contains(all, x) })
}
