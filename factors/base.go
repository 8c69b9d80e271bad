package factors

import (
	"io/fs"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// Base is what a capacity is counted in where that is a mass of something that
// no standard built in counts: "t 示例石". A capacity in another base is a unit
// error; a value of kind conversion leads from one to another.
type Base struct {
	Name   calc.Text // ZH is the name in units
	Also   []string  // other spellings in units
	Counts calc.Text // what a tonne of it is a tonne of
	Clause calc.Clause
	Status calc.Status
	Source string
	Local  bool
	At     calc.Position
}

// base reads one [[base]] and makes its name a unit.
func (r *reader) base(t *document.Table) Base {
	x := Base{
		Name:   calc.Text{ZH: t.String("name", true), EN: t.String("name_en", true)},
		Also:   t.Strings("also", false),
		Counts: both(t, "counts", true),
		Clause: calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Status: document.Choice(t, "status", true, calc.Statuses),
		Source: t.String("source", true),
		Local:  r.local,
		At:     r.at(t),
	}
	if x.Name.ZH == "" {
		return x
	}
	if err := quantity.DefineBase(x.Name.ZH, x.Also...); err != nil {
		text := calc.ErrorText(err)
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeBase,
			Message: calc.Textf("产能基数不可用：%s", "not a capacity base: %s", text),
			Remedy: calc.Text{ZH: "换一个名称；与已有基数相同的直接使用已有的",
				EN: "take another name; where a base is the same as a known one, use that"}}, "name")
	}
	return x
}

// defineBases makes the bases of all files units before any file is read: a
// value may count in a base of another file. What is wrong is found when the
// files are read.
func defineBases(fsys fs.FS, names []string) {
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		r := &reader{}
		for _, t := range document.Parse(name, data).Tables("base") {
			r.base(t)
		}
	}
}
