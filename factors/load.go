package factors

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sync"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// origin says where the files of a load come from and how much is kept of it.
type origin struct {
	name  string // put before file names, the user's directory
	local bool   // a user's own files
	lines bool   // keep line numbers: costs time, so not for the built-in files
}

// content is what one file holds.
type content struct {
	instrument Instrument
	values     []Value
	rules      []Rule
	policy     *Policy
	findings   []calc.Finding
}

// readAll parses every .toml file of fsys, in the order of their paths. Files
// are parsed side by side; the result does not depend on which ends first.
func readAll(fsys fs.FS, from origin) ([]content, []calc.Finding) {
	names, findings := tomlFiles(fsys, from)
	out := make([]content, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		wg.Go(func() { out[i] = readFile(fsys, name, from) })
	}
	wg.Wait()
	for _, c := range out {
		findings = append(findings, c.findings...)
	}
	return out, findings
}

func tomlFiles(fsys fs.FS, from origin) ([]string, []calc.Finding) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == ".toml" {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	if err != nil {
		return names, []calc.Finding{unreadable(from.name, err)}
	}
	return names, nil
}

func unreadable(name string, err error) calc.Finding {
	return calc.Finding{Code: CodeFile, Severity: calc.Error, At: calc.Position{File: name},
		Message: calc.Textf("无法读取：%s", "cannot be read: %s", err.Error()),
		Remedy:  calc.Text{ZH: "核对路径和权限", EN: "check the path and its permissions"}}
}

func readFile(fsys fs.FS, name string, from origin) content {
	shown := path.Join(from.name, name)
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return content{findings: []calc.Finding{unreadable(shown, err)}}
	}
	r := &reader{origin: from, file: shown, units: map[string]quantity.Unit{}}
	root := document.Parse(shown, data)
	c := r.content(root)
	c.findings = root.Findings()
	return c
}

// reader turns one document into content.
type reader struct {
	origin
	file       string
	instrument Instrument
	units      map[string]quantity.Unit
}

func (r *reader) at(t *document.Table) calc.Position {
	if r.lines {
		return t.At()
	}
	return calc.Position{File: r.file}
}

func (r *reader) content(root *document.Table) content {
	r.instrument = r.readInstrument(root.Table("instrument", true))
	c := content{instrument: r.instrument}
	for _, v := range root.Tables("value") {
		c.values = append(c.values, r.value(entry{own: v}))
	}
	for _, t := range root.Tables("table") {
		for _, v := range t.Tables("value") {
			c.values = append(c.values, r.value(entry{own: v, table: t}))
		}
		entry{own: t}.touch(inherited)
	}
	if r.instrument.Kind == PolicyNotice {
		c.policy = r.policy(root)
		return c
	}
	for _, t := range root.Tables("rule") {
		c.rules = append(c.rules, r.rule(t))
	}
	return c
}

func (r *reader) readInstrument(t *document.Table) Instrument {
	return Instrument{
		ID:     t.String("id", true),
		Title:  calc.Text{ZH: t.String("title", !r.local), EN: t.String("title_en", !r.local)},
		Kind:   InstrumentKind(t.Choice("kind", !r.local, instrumentKinds)),
		Issued: t.Date("issued", false),
		Since:  t.Date("since", false),
		Until:  t.Date("until", false),
		Note:   t.String("note", false),
		At:     r.at(t),
	}
}

// inherited are the keys a [[table]] hands on to its [[table.value]] entries.
var inherited = []string{"kind", "pollutant", "substance", "medium", "outlet", "class", "process", "product", "scale",
	"variant", "industry", "treatment", "describe", "unit", "since", "until", "clause", "status", "source", "checked", "note"}

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

func (e entry) choice(key string, required bool, options []document.Option) string {
	return e.in(key).Choice(key, required, options)
}

func (e entry) date(key string) calc.Date { return e.in(key).Date(key, false) }

var validID = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)

func (r *reader) value(e entry) Value {
	v := Value{
		ID:         e.own.String("id", true),
		Kind:       Kind(e.choice("kind", true, valueKinds)),
		Instrument: r.instrument.ID,
		Title:      r.instrument.Title,
		Industry:   e.text("industry", false),
		Process:    e.text("process", false),
		Product:    e.text("product", false),
		Scale:      e.text("scale", false),
		Variant:    e.text("variant", false),
		Substance:  e.text("substance", false),
		Describe:   e.text("describe", false),
		Medium:     calc.Medium(e.choice("medium", false, media)),
		Outlet:     e.choice("outlet", false, outlets),
		Class:      e.choice("class", false, classes),
		Treatment:  e.text("treatment", false),
		Absent:     e.own.Bool("absent", false),
		Since:      e.date("since"),
		Until:      e.date("until"),
		Clause:     calc.Clause{Instrument: r.instrument.ID, Locator: e.text("clause", true)},
		Status:     calc.Status(e.choice("status", true, statuses)),
		Source:     e.text("source", true),
		Checked:    e.date("checked"),
		Note:       e.text("note", false),
		Local:      r.local,
		At:         r.at(e.own),
	}
	v.Pollutant = r.pollutant(e.in("pollutant"), "pollutant")
	r.checkID(e.own, v.ID)
	r.amount(e, &v)
	return v
}

func (r *reader) checkID(t *document.Table, id string) {
	if id == "" || validID.MatchString(id) {
		return
	}
	t.Report(calc.Finding{Code: CodeID,
		Message: calc.Textf("编号 %q 不规范", "the id %q is not well formed", id),
		Remedy:  calc.Text{ZH: "只用小写字母、数字、点和连字符，例如 gb21900.t2.water.cr", EN: "use lower-case letters, digits, dots and hyphens, such as gb21900.t2.water.cr"}}, "id")
}

func (r *reader) pollutant(t *document.Table, key string) calc.Pollutant {
	s := t.String(key, false)
	if s == "" {
		return ""
	}
	p, ok := calc.ParsePollutant(s)
	if !ok {
		t.Report(calc.Finding{Code: CodePollutant,
			Message: calc.Textf("%q 不是本工具管理的污染物", "%q is not a pollutant this tool carries", s),
			Remedy:  calc.Text{ZH: "可用：Pb, Hg, Cd, Cr, As, Cr6+；其他物质写在 substance", EN: "one of Pb, Hg, Cd, Cr, As, Cr6+; name any other substance with substance"}}, key)
	}
	return p
}

// amount reads value and unit. An absent item has neither: that the
// instrument has no such item is knowledge too, and is not zero.
func (r *reader) amount(e entry, v *Value) {
	if v.Absent {
		if e.own.Has("value") {
			e.own.Report(calc.Finding{Code: CodeAbsent,
				Message: calc.Text{ZH: "absent = true 与 value 不能并存", EN: "absent = true and a value cannot both stand"},
				Remedy:  calc.Text{ZH: "删除其中之一", EN: "remove one of them"}}, "value")
		}
		e.own.Has("unit")
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
		e.own.Report(calc.Finding{Code: CodeNumber,
			Message: calc.Textf("value 不是十进制数：%s", "value is not a decimal number: %s", err.Error()),
			Remedy:  calc.Text{ZH: "写成 value = \"0.5\"，单位写在 unit", EN: "write value = \"0.5\" and put the unit into unit"}}, "value")
		return
	}
	unit, ok := r.unit(unitTable, text)
	if !ok {
		return
	}
	v.Amount, v.stated = quantity.New(value, unit), true
	r.checkAmount(e, *v)
}

func (r *reader) unit(t *document.Table, text string) (quantity.Unit, bool) {
	if u, ok := r.units[text]; ok {
		return u, true
	}
	u, err := quantity.ParseUnit(text)
	if err != nil {
		t.Report(calc.Finding{Code: CodeUnit,
			Message: calc.Textf("单位无法识别：%s", "the unit is not known: %s", err.Error()),
			Remedy:  calc.Text{ZH: "写成例如 mg/L、L/m2、g/kVAh、%", EN: "write it like mg/L, L/m2, g/kVAh or %"}}, "unit")
		return u, false
	}
	r.units[text] = u
	return u, true
}

// checkAmount reports a unit that cannot belong to the kind of value, and a
// number out of range.
func (r *reader) checkAmount(e entry, v Value) {
	want := ""
	switch v.Kind {
	case Limit:
		want = "mg/L"
		if v.Medium == calc.Air {
			want = "mg/Nm3"
		}
	case Removal:
		want = "%"
	case AtomicMass:
		want = "1"
	}
	if want != "" && !v.Amount.Unit().Same(r.mustUnit(want)) {
		e.own.Report(calc.Finding{Code: CodeKindUnit,
			Message: calc.Textf("%s 的单位应与 %s 同类，此处为 %s", "a %s is measured like %s, not in %s", string(v.Kind), want, v.Amount.Unit().String()),
			Remedy:  calc.Text{ZH: "核对 kind、medium 和 unit", EN: "check kind, medium and unit"}}, "value")
		return
	}
	aboveAll := false
	if v.Kind == Removal {
		c, err := v.Amount.Cmp(quantity.Int(1, quantity.One))
		aboveAll = err == nil && c > 0
	}
	if v.Amount.Sign() < 0 || aboveAll {
		e.own.Report(calc.Finding{Code: CodeRange,
			Message: calc.Textf("数值 %s 超出可能的范围", "the value %s is beyond what is possible", v.Amount.String()),
			Remedy:  calc.Text{ZH: "数值不得为负；去除效率不大于 100 %", EN: "a value is not negative; an efficiency is at most 100 %"}}, "value")
	}
}

func (r *reader) mustUnit(text string) quantity.Unit {
	u, ok := r.units[text]
	if !ok {
		u = quantity.MustUnit(text)
		r.units[text] = u
	}
	return u
}
