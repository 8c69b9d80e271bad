package view

import (
	"tidai/calc"
	"tidai/calc/review"
	"tidai/calc/scenario"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// LawMoves is what a change of the law does to one dossier.
type LawMoves struct {
	Dir      string
	Computed bool
	Why      calc.Text           // why it could not be computed under one of the two
	Findings []calc.Finding      // that say so
	Compared scenario.Comparison // under the first, and under the second
	Moved    []review.Moved
}

// LawDiff is what two sets of factors do not have in common, and what it does.
type LawDiff struct {
	Before, After string // the arguments
	Changes       []factors.Change
	Dossiers      []LawMoves
}

// FactorsDiff shows what differs between two sets of factors, and which
// dossiers it moves.
func FactorsDiff(d LawDiff, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: b.f("数值 %s 与 %s 之比较", "Factors: %[2]s against %[1]s", d.Before, d.After),
		Verdict: d.verdict().In(lang)}
	section := func(zh, en string, block page.Block) {
		s := page.Section{Title: b.t(zh, en), Blocks: []page.Block{block}}
		s.Blocks = append(s.Blocks, footnotes(s)...)
		doc.Sections = append(doc.Sections, s)
	}
	if rows := d.fields(); len(rows) > 0 {
		section("变化的条目", "Entries that differ", changeFieldTable.With(b.Voice, rows).Block())
	}
	if len(d.Dossiers) > 0 {
		section("申请材料", "Dossiers", lawMovesTable.With(b.Voice, d.Dossiers).Block())
	}
	if rows := d.levels(); len(rows) > 0 {
		section("各重金属（kg/a）", "Each metal (kg/a)", movedLevelTable.With(b.Voice, rows).Block())
	}
	for _, x := range d.Dossiers {
		if len(x.Moved) > 0 {
			section("变化的结果："+x.Dir+"（kg/a）", "Results that moved: "+x.Dir+" (kg/a)",
				movedNumberTable.With(b.Voice, x.Moved).Block())
		}
	}
	doc.Sections = b.numbered(doc.Sections)
	return page.Page{Doc: doc, Main: lawRowTable.With(b.Voice, d.rows()).CSV(), Data: lawDiffTable.One(b.Voice, d).
		Object()}
}

func (d LawDiff) verdict() calc.Text {
	text := calc.Textf("变化的条目 %d 个", "%d entries differ", len(d.Changes))
	if len(d.Dossiers) == 0 {
		return text
	}
	moved, turned, failed := 0, 0, 0
	for _, x := range d.Dossiers {
		switch {
		case !x.Computed:
			failed++
		case x.verdict(0) != x.verdict(1):
			turned++
			moved++
		case len(x.Moved) > 0:
			moved++
		}
	}
	text = calc.Textf("%s；申请材料 %d 份，结果变化 %d 份，其中结论变化 %d 份",
		"%s; of %d dossiers %d move, and the verdict of %d is another", text, len(d.Dossiers), moved, turned)
	if failed > 0 {
		text = calc.Textf("%s；无法计算 %d 份", "%s; %d could not be computed", text, failed)
	}
	return text
}

// verdict is the verdict on the plan under the first or the second; "" where it
// could not be computed.
func (x LawMoves) verdict(i int) substitution.Status {
	if !x.Computed {
		return ""
	}
	return x.Compared.Results[i].Plan.Status
}

// changedField is one key of an entry that differs.
type changedField struct {
	factors.Change
	field factors.FieldChange
}

func (d LawDiff) fields() []changedField {
	var out []changedField
	for _, c := range d.Changes {
		for _, f := range c.Fields {
			out = append(out, changedField{c, f})
		}
	}
	return out
}

// movedLevel is one amount of a metal that differs.
type movedLevel struct {
	dir string
	scenario.Key
	what                  calc.Text
	before, after, change calc.Step
}

func (d LawDiff) levels() []movedLevel {
	var out []movedLevel
	for _, x := range d.Dossiers {
		out = append(out, x.levels()...)
	}
	return out
}

func (x LawMoves) levels() []movedLevel {
	var out []movedLevel
	if !x.Computed {
		return nil
	}
	for i, k := range x.Compared.Keys {
		was, is := x.Compared.Results[0].Levels[i], x.Compared.Results[1].Levels[i]
		for _, amount := range []struct {
			what       calc.Text
			was, after calc.Step
		}{
			{calc.Text{ZH: "新增排放量（许可）", EN: "new emission (permitted)"}, was.New, is.New},
			{calc.Text{ZH: "替代需求", EN: "demand"}, was.Demand, is.Demand},
			{calc.Text{ZH: "可用削减量", EN: "usable reduction"}, was.Usable, is.Usable},
			{calc.Text{ZH: "余量（负为缺口）", EN: "what is left (with a minus: missing)"}, was.Balance, is.Balance},
		} {
			if m, ok := review.MovedBetween("", amount.was, amount.after); ok {
				out = append(out, movedLevel{x.Dir, k, amount.what, m.Before, m.After, m.Change})
			}
		}
	}
	return out
}

// lawRow is a row of the one table that a spreadsheet has of all lists: texts of
// the law, or amounts.
type lawRow struct {
	list           calc.Text
	of, name, what string
	was, is, place calc.Text
	moved          review.Moved
}

// alike is a text that is the same in both languages.
func alike(s string) calc.Text { return calc.Text{ZH: s, EN: s} }

func (d LawDiff) rows() []lawRow {
	var out []lawRow
	for _, f := range d.fields() {
		out = append(out, lawRow{list: f.How.Name(), of: f.Instrument, name: f.ID, what: f.field.Key,
			was: alike(f.field.Before), is: alike(f.field.After), place: alike(f.At.String())})
	}
	for _, x := range d.Dossiers {
		out = append(out, x.rows()...)
	}
	return out
}

func (x LawMoves) rows() []lawRow {
	if !x.Computed {
		return []lawRow{{list: calc.Text{ZH: "无法计算", EN: "not computed"}, of: x.Dir, is: x.Why}}
	}
	out := []lawRow{{list: calc.Text{ZH: "结论", EN: "verdict"}, of: x.Dir, was: x.verdict(0).Name(),
		is: x.verdict(1).Name()}}
	for _, l := range x.levels() {
		out = append(out, lawRow{list: l.what, of: x.Dir, name: string(l.Pollutant), what: string(l.Medium),
			moved: review.Moved{Before: l.before, After: l.after, Change: l.change}})
	}
	for _, m := range x.Moved {
		out = append(out, lawRow{list: calc.Text{ZH: "结果", EN: "result"}, of: x.Dir, name: m.Target, moved: m})
	}
	return out
}
