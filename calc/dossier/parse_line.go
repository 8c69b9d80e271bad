package dossier

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// capacityUnits are the bases in which the standards count a capacity. A mass
// always says what it is a mass of: 40 m3 per t of raw hide and per t of wet
// blue are different limits.
var capacityUnits = units("m2/a", "kVAh/a", "t 产品/a", "t 原矿/a", "t 生皮/a", "t 蓝湿革/a", "t 精矿/a", "t 原料/a",
	"只/a", "张/a", "Ah/a")

// withOwn are units of production with the bases that factor files defined, in a
// unit of time or none.
func withOwn(list []quantity.Unit, per string) []quantity.Unit {
	out := slices.Clone(list)
	for _, mass := range quantity.OwnMasses() {
		out = append(out, quantity.MustUnit(mass.String()+per))
	}
	return out
}

// hides are the skins of HJ 859.1-2017 table 3 and of HJ 1065-2019 table 7.
func units(names ...string) []quantity.Unit {
	out := make([]quantity.Unit, len(names))
	for i, name := range names {
		out[i] = quantity.MustUnit(name)
	}
	return out
}

func unitNames(list []quantity.Unit) string {
	names := make([]string, len(list))
	for i, u := range list {
		names[i] = u.String()
	}
	return strings.Join(names, ", ")
}

func (r *reader) line(t *document.Table) {
	id := r.id(t, aLine)
	subject := aLine.subject(id)
	l := Line{
		At:            r.enter(t),
		ID:            id,
		Name:          t.String("name", true),
		Discharger:    r.refer(t, "discharger", true, aDischarger, subject),
		GBT4754:       t.String("gbt4754", true),
		Industry:      industry(t),
		Specification: t.String("specification", false),
		Closed:        t.Date("closed", false),
		Facts:         scopeFacts(t),
		NoOutlet:      t.String("no_outlet", false),
	}
	if l.GBT4754 != "" && !digits(l.GBT4754, 4) {
		r.report(t.Pos("gbt4754"), CodeClass, subject,
			calc.Textf("gbt4754 = %q 不是四位小类代码", "gbt4754 = %q is not a four-digit class", l.GBT4754),
			calc.Text{ZH: "按 GB/T 4754-2017 填写四位小类，例如电镀（金属表面处理及热处理加工）3360",
				EN: "write the four digits of GB/T 4754-2017, such as 3360 for metal surface treatment"})
	}
	key := l.Industry != "" && l.Industry != NotKey
	if key && l.Specification == "" {
		r.incomplete(t.Pos("industry"), subject, "specification",
			calc.Text{ZH: "重点行业生产线须写明所用排污许可技术规范",
				EN: "a line of a key industry states its permit specification"})
	}
	for _, p := range t.Tables("product") {
		l.Products = append(l.Products, r.product(p, id, key))
	}
	r.d.Lines = append(r.d.Lines, l)
}

// industry is the key industry of a line as it is written: the policy knows its names.
func industry(t *document.Table) string {
	written := t.String("industry", true)
	if _, none := noIndustry.Read(written); none {
		return NotKey
	}
	return written
}

func (r *reader) product(t *document.Table, line string, key bool) Product {
	id := r.id(t, aProduct)
	subject := aLine.subject(line + "/" + id)
	p := Product{
		At:         r.enter(t),
		ID:         id,
		Name:       t.String("name", true),
		Process:    t.String("process", key),
		Hide:       document.Choice(t, "hide", false, Hides),
		Capacity:   r.capacity(t, subject),
		UnitVolume: r.positive(t, "unit_volume", subject, false),
		Metal:      r.metal(t.Table("metal", false), subject),
		Pollutants: r.pollutants(t, subject, key),
	}
	if t.Has("capacity") && p.Metal != nil {
		r.report(t.Pos("capacity"), CodeExclusive, subject,
			calc.Text{ZH: "capacity 与 metal 不能同时填写", EN: "capacity and metal exclude each other"},
			calc.Text{ZH: "有批复产能时只写 capacity；无面积产能时才按 HJ 855-2017 式(5) 用 metal 推算",
				EN: "state capacity where the approval gives one; metal (HJ 855-2017 eq. 5) is for lines whose " +
					"approval gives no area"})
	}
	if !t.Has("capacity") && p.Metal == nil {
		r.incomplete(p.At, subject, "capacity", calc.Text{ZH: "产品须有批复产能（电镀也可用 metal 推算）",
			EN: "a product has an approved capacity (or, in plating, metal)"})
	}
	if slices.Contains(p.Pollutants, calc.CrVI) && !slices.Contains(p.Pollutants, calc.Chromium) {
		r.report(t.Pos("pollutants"), CodeCrVI, subject,
			calc.Text{ZH: "有 Cr6+ 而没有 Cr：六价铬是总铬的一部分",
				EN: "Cr6+ without Cr: hexavalent chromium is a part of total chromium"},
			calc.Text{ZH: "在 pollutants 中补充 Cr", EN: "add Cr to pollutants"})
	}
	return p
}

// capacity reads an approved capacity. Plain t/a is refused by a finding of
// its own, because it is what a practitioner writes first.
func (r *reader) capacity(t *document.Table, subject string) Stated {
	s := r.positive(t, "capacity", subject, false)
	known := withOwn(capacityUnits, "/a")
	if !s.Set || slices.ContainsFunc(known, s.Amount.Unit().Same) {
		return s
	}
	if s.Amount.Unit().Same(quantity.TonnesPerYear) {
		r.report(s.At, CodeCapacityBase, subject,
			calc.Textf("capacity = %q 没有写明是什么的吨数", "capacity = %q does not say what it is a mass of",
				s.Written),
			calc.Text{ZH: "写明基数：t 产品/a、t 原矿/a、t 生皮/a、t 蓝湿革/a、t 精矿/a 或 t 原料/a",
				EN: "name the base, as in \"t 产品/a\" (of product); the bases are \"产品\", \"原矿\", \"生皮\", " +
					"\"蓝湿革\", \"精矿\" and \"原料\""})
		return Stated{}
	}
	r.report(s.At, CodeCapacityUnit, subject,
		calc.Textf("capacity = %q 的单位不是产能单位", "capacity = %q is not in a unit of capacity", s.Written),
		calc.Textf("可用：%s", "one of: %s", unitNames(known)))
	return Stated{}
}

func (r *reader) metal(t *document.Table, subject string) *MetalUse {
	if t == nil {
		return nil
	}
	return &MetalUse{
		At:          r.enter(t),
		Used:        r.positive(t, "used", subject, true, quantity.KgPerYear),
		Utilisation: r.share(t, "utilisation", subject, true),
		Density:     r.positive(t, "density", subject, true, quantity.MustUnit("kg/m3")),
		Thickness:   r.positive(t, "thickness", subject, true, quantity.MustUnit("um")),
	}
}
