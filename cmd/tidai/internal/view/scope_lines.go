package view

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/scope"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// scopedLine is a line classified, under a policy that names the industries.
type scopedLine struct {
	scope.Line
	policy factors.Policy
}

// matter is one question that the scope answers for a line.
type matter struct {
	key         string
	head        calc.Text
	sheet       calc.Text // its head in CSV, where it differs
	why         calc.Text // head of its reason in CSV
	of          func(scopedLine) scope.Answer
	nameOfValue func(scopedLine, string) calc.Text
}

var (
	industryMatter = matter{key: "industry", head: page.H("重点行业", "key industry"),
		sheet: page.H("重点行业", "industry"),
		why:   page.H("重点行业理由", "why industry"), of: func(x scopedLine) scope.Answer { return x.Industry },
		nameOfValue: industryName}
	specificationMatter = matter{key: "specification", head: page.H("技术规范", "specification"),
		why: page.H("技术规范理由", "why specification"), of: func(x scopedLine) scope.Answer {
			return x.Specification
		},
		nameOfValue: func(_ scopedLine, id string) calc.Text { return calc.Text{ZH: id, EN: id} }}
	managementMatter = matter{key: "management", head: page.H("管理类别", "management"),
		why: page.H("管理类别理由", "why management"), of: func(x scopedLine) scope.Answer { return x.Management },
		nameOfValue: func(_ scopedLine, class string) calc.Text { return calc.Management(class).Name() }}
)

// lineTable is how each line is classified, and why. Where it does not fit, each line
// is a record with the clauses.
var lineTable = page.Table[scopedLine]{Name: "scope-line", Columns: slices.Concat(
	[]page.Column{
		page.TextOf("line", page.H("生产线", "line"), func(x scopedLine) string { return x.Line.Line.ID }),
		page.TextOf("name", page.H("名称", "name"), func(x scopedLine) string { return x.Line.Line.Name }).
			In(page.Sheet | page.Data),
		page.SheetOf(page.H("排污单位", "discharger"), func(_ page.Voice, x scopedLine) string {
			return x.Discharger.Name
		}),
		page.TextOf("discharger", page.H("排污单位", "discharger"),
			func(x scopedLine) string { return x.Discharger.ID }).
			In(page.Data),
		page.TextOf("class", page.H("小类", "class"), func(x scopedLine) string { return x.Line.Line.GBT4754 }),
		page.ChoiceOf("role", page.H("角色", "role"), scope.Roles, func(x scopedLine) scope.Role { return x.Role }).
			In(page.Data),
	},
	industryMatter.columns(), []page.Column{industryMatter.reason()},
	[]page.Column{
		page.TextOf("segment", page.H("细分", "segment"), func(x scopedLine) string { return x.Segment }).OrNull().
			In(page.Data),
		page.WordsOf("segment_name", page.H("细分", "segment"), func(x scopedLine) calc.Text { return x.SegmentName }).
			Missing(none, none).Wrap(),
	},
	specificationMatter.columns(), []page.Column{specificationMatter.reason()},
	managementMatter.columns(),
	[]page.Column{
		page.TextOf("", page.H("名录行", "row"), func(x scopedLine) string { return x.Management.Row }).
			In(page.People|page.Sheet).Missing(none, none),
		managementMatter.reason(),
		page.CellOf(page.H("理由", "why"), func(v page.Voice, x scopedLine) page.Spans {
			return page.T(say(v).whyScoped(x))
		}).
			Wrap(),
		page.RowsOf("facts", factTable, func(x scopedLine) []scope.Fact { return x.Facts }),
		page.SheetOf(page.H("依据", "facts"), func(v page.Voice, x scopedLine) string { return say(v).facts(x) }),
		page.ListOf("questions", page.H("待填写", "to be stated"), func(x scopedLine) []string { return x.Questions }).
			In(page.Sheet | page.Data),
		page.PartOf("stated", statedTable, func(x scopedLine) scopedLine { return x }),
	}),
	Record: &page.RecordForm[scopedLine]{
		Head: func(_ page.Voice, x scopedLine) page.Spans {
			return page.T(x.Line.Line.ID + "  " + x.Line.Line.Name + "  " + x.Line.Line.GBT4754)
		},
		Line: func(v page.Voice, x scopedLine) []page.Field { return say(v).scopedFields(x) },
	},
}

// columns are the answer in words, and as data.
func (m matter) columns() []page.Column {
	return []page.Column{
		page.CellOf(m.head, func(v page.Voice, x scopedLine) page.Spans { return page.T(say(v).answered(m, x)) }).
			InSheet(m.sheet.ZH, m.sheet.EN).Wrap().In(page.People | page.Sheet),
		page.PartOf(m.key, scopeAnswerTable, m.of),
	}
}

// reason is why it is answered so, in CSV.
func (m matter) reason() page.Column {
	return page.SheetOf(m.why, func(v page.Voice, x scopedLine) string { return v.In(m.of(x).Why) })
}

var scopeAnswerTable = page.Table[scope.Answer]{Name: "scope-answer", Columns: []page.Column{
	page.ChoiceOf("state", page.H("状态", "state"), scope.States, func(a scope.Answer) scope.State { return a.State }),
	page.TextOf("value", page.H("结论", "value"), func(a scope.Answer) string { return a.Value }).OrNull(),
	page.ListOf("among", page.H("可能", "among"), func(a scope.Answer) []string { return a.Among }),
	page.TextOf("row", page.H("名录行", "row"), func(a scope.Answer) string { return a.Row }).OrNull(),
	page.FlagOf("least", page.H("至少", "at least"), func(a scope.Answer) bool { return a.Least }),
	page.ClauseOf("clause", page.H("条款", "clause"), func(a scope.Answer) calc.Clause { return a.Clause }),
	page.WordsOf("why", page.H("理由", "why"), func(a scope.Answer) calc.Text { return a.Why }),
}}

var factTable = page.Table[scope.Fact]{Name: "fact", Columns: []page.Column{
	page.TextOf("key", page.H("事实", "key"), func(f scope.Fact) string { return f.Key }),
	page.TextOf("value", page.H("取值", "value"), func(f scope.Fact) string { return f.Value }),
	page.WordsOf("why", page.H("依据", "why"), func(f scope.Fact) calc.Text { return f.Why }),
}}

// statedTable is what the dossier itself says of the three matters.
var statedTable = page.Table[scopedLine]{Name: "scope-stated", Columns: []page.Column{
	page.TextOf("industry", page.H("重点行业", "key industry"),
		func(x scopedLine) string { return x.Line.Line.Industry }),
	page.TextOf("specification", page.H("技术规范", "specification"),
		func(x scopedLine) string { return x.Line.Line.Specification }).OrNull(),
	page.ChoiceOf("management", page.H("管理类别", "management"), calc.Managements,
		func(x scopedLine) calc.Management { return x.Discharger.Management }),
}}

// industryName is the name of an industry id.
func industryName(x scopedLine, id string) calc.Text {
	if id == dossier.NotKey {
		return calc.Text{ZH: "非重点行业", EN: "no key industry"}
	}
	if i, ok := x.policy.Industry(id); ok {
		return i.Name
	}
	return calc.Text{ZH: id, EN: id}
}

// answered is an answer in words; what is open lists what it may be.
func (b *builder) answered(m matter, x scopedLine) string {
	a := m.of(x)
	name := func(value string) string { return b.in(m.nameOfValue(x, value)) }
	switch a.State {
	case scope.Decided:
		if a.Value == "" {
			return none
		}
		if a.Least {
			return b.t("至少", "at least ") + name(a.Value)
		}
		return name(a.Value)
	case scope.Asked:
		var among []string
		for _, v := range a.Among {
			among = append(among, name(v))
		}
		return b.t("未定", "open") + b.paren(strings.Join(among, b.t("或", " or ")))
	case scope.ByHand:
		return b.t("须人工核定", "by hand")
	}
	return none
}

// whyScoped joins the reasons of a line and the facts they rest on.
func (b *builder) whyScoped(x scopedLine) string {
	return orNone(strings.Join(page.Present(b.in(x.Industry.Why), b.in(x.Specification.Why), b.in(x.Management.Why),
		b.facts(x)), b.t("；", "; ")))
}

func orNone(text string) string { return orElse(text, none) }

// scopedFields say of a line what it is and why.
func (b *builder) scopedFields(x scopedLine) []page.Field {
	out := b.scopedField(industryMatter, x)
	if x.Segment != "" {
		out = append(out, page.Field{Name: b.t("细分", "segment"), Text: page.T(b.in(x.SegmentName))})
	}
	out = append(out, b.scopedField(specificationMatter, x)...)
	out = append(out, b.scopedField(managementMatter, x)...)
	if facts := b.facts(x); facts != "" {
		out = append(out, page.Field{Name: b.t("依据", "from"), Text: page.T(facts)})
	}
	return out
}

// scopedField is an answer with its clause and its reason; none where the table says
// nothing.
func (b *builder) scopedField(m matter, x scopedLine) []page.Field {
	a, text := m.of(x), b.answered(m, x)
	if a.State == scope.Nothing || text == none && a.Why == (calc.Text{}) {
		return nil
	}
	if !a.Clause.IsZero() && a.Clause.String() != text { // a specification is its own clause
		text += "  [" + a.Clause.String() + "]"
	}
	if why := b.in(a.Why); why != "" {
		text += b.t("：", ": ") + why
	}
	return []page.Field{{Name: b.in(m.head), Text: page.T(text)}}
}

func (b *builder) facts(x scopedLine) string {
	var out []string
	for _, f := range x.Facts {
		text := f.Key + " = " + f.Value
		if why := b.in(f.Why); why != "" {
			text += b.paren(why)
		}
		out = append(out, text)
	}
	return b.list(out)
}
