package dossier

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// Scenario is a named set of changes to the dossier: what would be if.
type Scenario struct {
	At       calc.Position
	ID, Name string
	Note     string
	Cost     Stated // what it costs its owner, in 元, once; optional
	Set      []Change
	Remove   []string // paths of things taken out
	Add      []string // paths to which things are added; "" is the dossier itself
}

// Change puts a value in the place of the one that stands at a path such as
// "source.S1.after.efficiency".
type Change struct {
	At    calc.Position // where it was asked for
	Path  string
	Value string // as typed
	raw   any    // as decoded, where the value came from a file
}

// Exactly is the change to an exact quantity, which need not be one that can
// be written as a decimal.
func Exactly(path string, q quantity.Quantity, at calc.Position) Change {
	return Change{At: at, Path: path, Value: q.String(), raw: q}
}

// Variant says how the dossier is changed before it is read.
type Variant struct {
	Scenario string   // id of a [[scenario]] of the dossier; "" for none
	Set      []Change // further changes, made after the scenario's
	Name     string   // of the version that Set makes; "": it has none
}

// IsZero reports whether nothing is changed.
func (v Variant) IsZero() bool { return v.Scenario == "" && len(v.Set) == 0 }

// Scenario returns the scenario with this id.
func (d *Dossier) Scenario(id string) (Scenario, bool) {
	return find(d.Scenarios, func(s Scenario) bool { return s.ID == id })
}

// vary changes the texts of the files before anything is read from them.
func (r *reader) vary(files []*document.Table, v Variant) {
	if v.IsZero() {
		return
	}
	x := &varier{reader: r, files: files, subject: "variant", done: map[string]calc.Position{}}
	if v.Scenario != "" {
		x.subject = aScenario.subject(v.Scenario)
		x.scenario(v.Scenario)
	}
	for _, c := range v.Set {
		x.set(c)
	}
}

// varier makes the changes of one variant.
type varier struct {
	*reader
	files   []*document.Table
	subject string
	done    map[string]calc.Position // paths set so far
}

func (x *varier) scenario(id string) {
	for _, f := range x.files {
		if f.Shape("scenario") != document.Several {
			continue
		}
		for _, t := range f.Tables("scenario") {
			if t.Peek("id") == id {
				x.apply(t)
				return
			}
		}
	}
	remedy := calc.Text{ZH: "申请材料中没有 [[scenario]]", EN: "the dossier has no [[scenario]]"}
	if ids := scenarioNames(x.files); len(ids) > 0 {
		remedy = calc.Textf("可用：%s", "one of: %s", strings.Join(ids, ", "))
	}
	x.report(x.files[0].At(), CodeChange, x.subject, calc.Textf("没有情景 %s", "there is no scenario %s", id), remedy)
}

// apply makes the changes of a scenario: first what is added, so that changes
// can name it, then what is set, then what is taken out.
func (x *varier) apply(t *document.Table) {
	if t.Shape("add") == document.Several {
		for _, sub := range t.Tables("add") {
			x.add(sub)
		}
	}
	if t.Shape("set") == document.Several {
		for _, sub := range t.Tables("set") {
			path, _ := sub.Peek("path").(string)
			raw := sub.Peek("value")
			if path == "" || raw == nil || sub.Shape("value") != document.Value {
				continue // reported where the scenario is read
			}
			x.set(Change{At: sub.Pos("path"), Path: path, Value: document.Written(raw), raw: raw})
		}
	}
	for _, path := range t.Strings("remove", false) {
		x.remove(path, t.Pos("remove"))
	}
}

// add puts the lists of tables beside `to` behind those of what `to` names.
func (x *varier) add(sub *document.Table) {
	x.adds[sub] = true
	target := x.files[0]
	if path, _ := sub.Peek("to").(string); path != "" {
		found, rest := x.find(path, sub.Pos("to"))
		if len(found) == 0 {
			sub.Skip() // what it adds has no place
			return
		}
		if len(rest) > 0 || len(found) > 1 {
			sub.Skip()
			x.report(sub.Pos("to"), CodeChange, x.subject,
				calc.Textf("%s 不是一个可增加内容的项", "%s is no one thing that something can be added to", path),
				calc.Text{ZH: "写一项的路径，例如 permit.P1；向申请材料本身增加时不写 to",
					EN: "name one thing, such as permit.P1; leave to out to add to the dossier itself"})
			return
		}
		target = found[0]
	}
	for _, key := range sub.Written() {
		if key == "to" {
			continue
		}
		if sub.Shape(key) != document.Several {
			continue // unknown to whoever reads this table: reported as such
		}
		for _, t := range sub.Tables(key) {
			target.Add(key, t)
		}
	}
}

// set puts the value in every place the path names.
func (x *varier) set(c Change) {
	if first, twice := x.done[c.Path]; twice && first != (calc.Position{}) {
		x.listedTwice(c.At, x.subject, "set", c.Path)
		return
	}
	x.done[c.Path] = c.At
	if c.raw == nil {
		c.raw = c.Value
	}
	found, rest := x.find(c.Path, c.At)
	if len(found) == 0 {
		return
	}
	if len(rest) != 1 {
		x.noValue(c)
		return
	}
	for _, t := range found {
		switch t.Shape(rest[0]) {
		case document.Single, document.Several:
			x.noValue(c)
			return
		}
		x.same(t, rest[0], c)
		t.Set(rest[0], c.raw, c.At)
	}
}

// unset takes a key out of the tables that have it; false where none has it as a value.
func (x *varier) unset(found []*document.Table, key string) bool {
	some := false
	for _, t := range found {
		switch t.Shape(key) {
		case document.Single, document.Several:
			return false
		}
		some = some || t.Peek(key) != nil
	}
	if !some {
		return false
	}
	for _, t := range found {
		t.Unset(key)
	}
	return true
}

// same remarks on a change of a scenario to what stands there already.
func (x *varier) same(t *document.Table, key string, c Change) {
	if old := t.Peek(key); old != nil && x.subject != "variant" && document.Written(old) == c.Value {
		x.warn(c.At, CodeNoEffect, x.subject, calc.Textf("%s 已经是 %q", "%s is %q already", c.Path, c.Value),
			calc.Text{ZH: "去掉这项改动，或改正数值", EN: "take the change out, or correct the value"})
	}
}

func (x *varier) noValue(c Change) {
	x.report(c.At, CodeChange, x.subject,
		calc.Textf("%s 不是一个数值或文字项", "%s is no single value", c.Path),
		calc.Text{ZH: "路径应以要改的那一项结尾，例如 source.S1.after.efficiency",
			EN: "a path ends with the key to change, such as source.S1.after.efficiency"})
}

func (x *varier) remove(path string, at calc.Position) {
	found, rest := x.find(path, at)
	if len(found) == 0 {
		return
	}
	if len(rest) == 1 && x.unset(found, rest[0]) {
		return
	}
	alone := slices.ContainsFunc(found, func(t *document.Table) bool { return !strings.HasSuffix(t.Path(), "]") })
	if len(rest) > 0 || alone {
		x.report(at, CodeChange, x.subject,
			calc.Textf("%s 不是可去掉的一项", "%s is no thing that can be taken out", path),
			calc.Text{ZH: "写列表中一项的路径，例如 source.S3，或材料中写有的一个键，例如 source.S1.keep",
				EN: "name a thing of a list, such as source.S3, or a key that is written, such as source.S1.keep"})
		return
	}
	for _, t := range found {
		t.Drop()
	}
}
