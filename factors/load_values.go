package factors

import (
	"regexp"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// inherited are the keys a [[table]] hands on to its [[table.value]] entries.
var inherited = []string{"kind", "pollutant", "substance", "medium", "outlet", "class", "process", "product", "scale",
	"variant", "industry", "treatment", "stack", "zone", "describe", "unit", "since", "until", "clause", "status",
	"source", "checked",
	"suspect", "note", "grade"}

// entry is a value's own table with the table it inherits from.
type entry struct{ own, table *document.Table }

// in returns the table that states key: the entry's own, or, where that does
// not say, the one around it.
func (e entry) in(key string) *document.Table {
	stated := e.table.Has(key)
	if e.own.Has(key) || !stated {
		return e.own
	}
	return e.table
}

// touch counts keys as known without reading them.
func (e entry) touch(keys []string) {
	for _, key := range keys {
		e.own.Has(key)
	}
}

func (e entry) text(key string, required bool) string { return e.in(key).String(key, required) }

// choice and date also note in v that something stated was not understood: a
// selector or a date that falls away would make the value hold too widely.
func choice[K ~string](e entry, v *Value, key string, required bool, words calc.Words[K]) K {
	t := e.in(key)
	k := document.Choice(t, key, required, words)
	if k == "" && t.Has(key) && t.String(key, false) != "" {
		v.broken = true
	}
	return k
}

func (e entry) date(v *Value, key string) calc.Date {
	t := e.in(key)
	d := t.Date(key, false)
	if d.IsZero() && t.Has(key) {
		v.broken = true
	}
	return d
}

// fileKinds are the kinds a factor file may hold.
var fileKinds = Kinds.Without(PolicyParameter)

var validID = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

// value reads an entry: one value, or one for each of its pollutants and
// processes.
func (r *reader) value(e entry) []Value {
	v := Value{
		ID:         e.own.String("id", true),
		Instrument: r.instrument.ID,
		Title:      r.instrument.Title,
		Industry:   e.text("industry", false),
		Process:    e.text("process", false),
		Product:    e.text("product", false),
		Scale:      e.text("scale", false),
		Variant:    e.text("variant", false),
		Substance:  e.text("substance", false),
		Stack:      e.text("stack", false),
		Zone:       e.text("zone", false),
		Describe:   e.text("describe", false),
		Treatment:  e.text("treatment", false),
		Absent:     e.own.Bool("absent", false),
		Text:       e.own.String("text", false),
		Suspect:    e.in("suspect").Bool("suspect", false),
		Clause:     calc.Clause{Instrument: r.instrument.ID, Locator: e.text("clause", true)},
		Source:     e.text("source", true),
		By:         e.own.String("confirmed_by", false),
		Note:       e.text("note", false),
		Local:      r.local,
		At:         r.at(e.own),
	}
	v.Entry = v.ID
	v.Use = document.Choice(e.own, "use", false, Uses)
	v.Kind = choice(e, &v, "kind", true, fileKinds)
	v.Medium = choice(e, &v, "medium", false, calc.Media)
	v.Outlet = string(choice(e, &v, "outlet", false, calc.OutletPositions))
	v.Class = string(choice(e, &v, "class", false, calc.LimitClasses))
	v.Grade = string(choice(e, &v, "grade", false, calc.OutletGrades))
	v.Status = choice(e, &v, "status", true, calc.Statuses)
	v.Since, v.Until = e.date(&v, "since"), e.date(&v, "until")
	v.Checked = e.date(&v, "checked")
	var known bool
	if v.Pollutant, known = r.pollutant(e.in("pollutant"), "pollutant"); !known {
		v.broken = true
	}
	r.checkID(e.own, v.ID)
	r.amount(e, &v)
	r.checkConfirmation(e, &v)
	return r.expand(e, v)
}

// expand makes a value for each pollutant and process of an entry that names
// several, with their names behind the id.
func (r *reader) expand(e entry, v Value) []Value {
	pollutants, processes := r.pollutants(e.own), e.own.Strings("processes", false)
	if (len(pollutants) > 0 && v.Pollutant != "") || (len(processes) > 0 && v.Process != "") {
		e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeExpansion,
			Message: calc.Text{ZH: "单数与复数的键不能并存",
				EN: "one pollutant and several, or one process and several, cannot both stand"},
			Remedy: calc.Text{ZH: "只保留 pollutant 或 pollutants、process 或 processes 之一",
				EN: "keep pollutant or pollutants, process or processes"}}, "")
	}
	out := []Value{v}
	if len(pollutants) > 0 {
		out = nil
		for _, p := range pollutants {
			w := v
			w.Pollutant, w.ID = p, v.ID+"."+strings.TrimSuffix(strings.ToLower(string(p)), "+")
			out = append(out, w)
		}
	}
	if len(processes) == 0 {
		return out
	}
	var all []Value
	for _, v := range out {
		for _, p := range processes {
			w := v
			w.Process, w.ID = p, v.ID+"."+p
			all = append(all, w)
		}
	}
	return all
}

func (r *reader) checkID(t *document.Table, id string) {
	if id == "" || validID.MatchString(id) {
		return
	}
	t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeID,
		Message: calc.Textf("编号 %q 不规范", "the id %q is not well formed", id),
		Remedy: calc.Text{ZH: "只用小写字母、数字、点和连字符，例如 gb21900.t2.water.cr",
			EN: "use lower-case letters, digits, dots and hyphens, such as gb21900.t2.water.cr"}}, "id")
}

// pollutant reads a symbol or name; known is false where one is stated that
// this tool does not carry.
func (r *reader) pollutant(t *document.Table, key string) (p calc.Pollutant, known bool) {
	s := t.String(key, false)
	if s == "" {
		return "", true
	}
	if p, known = calc.ParsePollutant(s); !known {
		reportPollutant(t, key, s)
	}
	return p, known
}

func reportPollutant(t *document.Table, key, s string) {
	t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodePollutant,
		Message: calc.Textf("%q 不是本工具管理的污染物", "%q is not a pollutant this tool carries", s),
		Remedy: calc.Textf("可用：%s；数值的其他物质写在 substance",
			"one of %s; a value names any other substance with substance", calc.Pollutants.List())}, key)
}

// amount reads value and unit. An absent item has neither: that the
// instrument has no such item is knowledge too, and is not zero; nor has one
// for which the measured volume is used. A value in words may have a unit.
func (r *reader) amount(e entry, v *Value) {
	stated := 0
	for _, is := range []bool{v.Absent, v.Use != "", v.Text != "", e.own.Has("value")} {
		if is {
			stated++
		}
	}
	if stated > 1 {
		e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeAbsent,
			Message: calc.Text{ZH: "value、text、use、absent 只能有一个",
				EN: "only one of value, text, use and absent can stand"},
			Remedy: calc.Text{ZH: "只保留其中之一", EN: "keep one of them"}}, "value")
		v.broken = true
		return
	}
	if v.Absent || e.own.Has("use") {
		v.broken = v.broken || (!v.Absent && v.Use == "")
		e.own.Has("unit")
		return
	}
	if v.Text != "" {
		if text := e.in("unit").String("unit", false); text != "" {
			u, ok := r.unit(e.in("unit"), text)
			v.TextUnit, v.broken = u.String(), v.broken || !ok
		}
		checkTerm(e.own, *v)
		v.stated = true
		return
	}
	number := e.own.String("value", true)
	unitTable := e.in("unit")
	text := unitTable.String("unit", true)
	if number == "" || text == "" {
		return
	}
	value, err := quantity.ParseNumber(number)
	if err != nil {
		e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeNumber,
			Message: calc.Textf("value 不是十进制数：%s", "value is not a decimal number: %s", err.Error()),
			Remedy: calc.Text{ZH: "写成 value = \"0.5\"，单位写在 unit",
				EN: "write value = \"0.5\" and put the unit into unit"}}, "value")
		return
	}
	unit, ok := r.unit(unitTable, text)
	if !ok {
		return
	}
	v.Amount = quantity.New(value, unit)
	v.stated = r.checkAmount(e, *v)
}

func (r *reader) unit(t *document.Table, text string) (quantity.Unit, bool) {
	if u, ok := r.units[text]; ok {
		return u, true
	}
	u, err := quantity.ParseUnit(text)
	if err != nil {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeUnit,
			Message: calc.Textf("单位无法识别：%s", "the unit is not known: %s", err.Error()),
			Remedy:  calc.Text{ZH: "写成例如 mg/L、L/m2、g/kVAh、%", EN: "write it like mg/L, L/m2, g/kVAh or %"}},
			"unit")
		return u, false
	}
	r.units[text] = u
	return u, true
}

// checkAmount reports a unit that cannot belong to the kind of value, and a
// number out of range; it says whether the amount may be used.
func (r *reader) checkAmount(e entry, v Value) bool {
	want := unitOf(v)
	if want != "" && !v.Amount.Unit().Same(r.mustUnit(want)) {
		e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeKindUnit,
			Message: calc.Textf("%s 的单位应与 %s 同类，此处为 %s", "a %s is measured like %s, not in %s",
				string(v.Kind), want, v.Amount.Unit().String()),
			Remedy: calc.Text{ZH: "核对 kind、medium 和 unit", EN: "check kind, medium and unit"}}, "value")
		return false
	}
	aboveAll := false
	if v.Kind == Removal || v.Kind == DefaultRemoval || v.Kind == WaterReuse {
		c, err := v.Amount.Cmp(quantity.Int(1, quantity.One))
		aboveAll = err == nil && c > 0
	}
	if (v.Amount.Sign() < 0 && v.Kind != Target) || aboveAll {
		e.own.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeRange,
			Message: calc.Textf("数值 %s 超出可能的范围", "the value %s is beyond what is possible", v.Amount.String()),
			Remedy: calc.Text{ZH: "数值不得为负；去除效率不大于 100 %",
				EN: "a value is not negative; an efficiency is at most 100 %"}}, "value")
		return false
	}
	return true
}

// unitOf is a unit that values of the kind are measured like, "" where there
// is no one such unit.
func unitOf(v Value) string {
	switch v.Kind {
	case Limit:
		if v.Medium == calc.Air {
			return "mg/Nm3"
		}
		return "mg/L"
	case RateLimit:
		return "kg/h"
	case BoundaryLimit:
		return "mg/m3"
	case Removal, DefaultRemoval, WaterReuse, Target:
		return "%"
	case AtomicMass, ReplacementRatio:
		return "1"
	}
	return ""
}

func (r *reader) mustUnit(text string) quantity.Unit {
	u, ok := r.units[text]
	if !ok {
		u = quantity.MustUnit(text)
		r.units[text] = u
	}
	return u
}
