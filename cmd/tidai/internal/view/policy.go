package view

import (
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Policies lists the policies.
func Policies(list []factors.Policy, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("编号", "id")}, {Head: b.t("文件", "instrument")},
		{Head: b.t("省份", "province")}, {Head: b.t("施行", "in force")}, {Head: b.t("未配置", "not configured"),
			Right: true}}}
	data := policiesDoc{Schema: "tidai/policies/1", Policies: []policyHead{}}
	for _, p := range list {
		var unset []string
		for _, u := range p.Unset() {
			unset = append(unset, u.ID)
		}
		t.Rows = append(t.Rows, page.Row(p.ID, p.Instrument, orNone(b.in(p.Province)), orNone(p.Since.String()),
			b.f("%d", "%d", len(unset))))
		data.Policies = append(data.Policies, policyHead{p.ID, p.Instrument, p.Title.In(lang), some(b.in(p.Province)),
			date(p.Since), append([]string{}, unset...)})
	}
	doc := page.Doc{Title: b.f("政策（%d 项）", "Policies (%d)", len(list)),
		Sections: []page.Section{{Blocks: []page.Block{{Table: &t}}}}}
	return page.Page{Doc: doc, Main: t, Data: data}
}

type policiesDoc struct {
	Schema   string       `json:"schema"`
	Policies []policyHead `json:"policies"`
}

type policyHead struct {
	ID         string   `json:"id"`
	Instrument string   `json:"instrument"`
	Title      string   `json:"title"`
	Province   *string  `json:"province"`
	Since      *string  `json:"since"`
	Unset      []string `json:"unset"`
}

// Policy shows the parameters of a policy with clause, status and the readings
// there are.
func Policy(p factors.Policy, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("参数", "parameter")}, {Head: b.t("取值", "value")},
		{Head: b.t("可选的解读", "readings there are"), Wrap: true}, {Head: b.t("规则", "rule")},
		{Head: b.t("条款", "clause"), Wrap: true}, {Head: b.t("状态", "status"), Wrap: true},
		{Head: b.t("说明", "note"), Wrap: true}}}
	data := policyDoc{Schema: "tidai/policy/1", ID: p.ID, Instrument: p.Instrument, Title: p.Title.In(lang),
		Parameters: []parameterJSON{}}
	var records []page.Record
	for _, x := range p.Parameters {
		value, status := b.parameter(x), b.status(x.Status, x.Local)
		if x.Unset {
			status = b.t("未配置", "not configured")
		}
		t.Rows = append(t.Rows, page.Row(x.ID, value, orNone(strings.Join(x.Choices, ", ")), x.Rule, x.Clause.String(),
			status, orNone(x.Note)))
		r := page.Record{Head: page.T(x.ID + " = " + value),
			Fields: []page.Field{{Name: b.t("规则", "rule"), Text: page.T(x.Rule + "  [" + x.Clause.String() + "]")},
				{Name: b.t("状态", "status"), Text: page.T(status)}}}
		if len(x.Choices) > 0 {
			r.Fields = append(r.Fields, page.Field{Name: b.t("解读", "readings"), Text: page.T(b.list(x.Choices))})
		}
		if x.Note != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t("说明", "note"), Text: page.T(x.Note)})
		}
		records = append(records, r)
		data.Parameters = append(data.Parameters, parameterOf(x))
	}
	doc := page.Doc{Title: p.ID, Facts: []page.Field{{Name: b.t("文件", "instrument"), Text: page.T(p.Instrument)},
		{Name: b.t("名称", "title"), Text: page.T(p.Title.In(lang))}},
		Sections: []page.Section{{Title: b.t("参数", "Parameters"),
			Blocks: []page.Block{{Table: &t, Records: records}}}}}
	return page.Page{Doc: doc, Main: t, Data: data}
}

// parameter is what a parameter is set to.
func (b *builder) parameter(x factors.Parameter) string {
	switch {
	case x.Unset:
		return b.t("未配置，须先确认", "not configured, must be confirmed")
	case x.IsFigure:
		return plain(x.Amount)
	case x.Choice != "":
		return x.Choice
	}
	return x.Date.String()
}

type policyDoc struct {
	Schema     string          `json:"schema"`
	ID         string          `json:"id"`
	Instrument string          `json:"instrument"`
	Title      string          `json:"title"`
	Parameters []parameterJSON `json:"parameters"`
}

type parameterJSON struct {
	ID      string      `json:"id"`
	Rule    string      `json:"rule"`
	Unset   bool        `json:"unset"`
	Value   *numberJSON `json:"value"`
	Choice  *string     `json:"choice"`
	Choices []string    `json:"choices"`
	Date    *string     `json:"date"`
	Clause  *clauseJSON `json:"clause"`
	Status  *string     `json:"status"`
	Local   bool        `json:"local"`
	Source  *string     `json:"source"`
	Note    *string     `json:"note"`
}

func parameterOf(x factors.Parameter) parameterJSON {
	out := parameterJSON{ID: x.ID, Rule: x.Rule, Unset: x.Unset, Choice: some(x.Choice), Choices: append([]string{},
		x.Choices...), Date: date(x.Date),
		Clause: clauseOf(x.Clause), Status: some(string(x.Status)), Local: x.Local, Source: some(x.Source),
		Note: some(x.Note)}
	if x.IsFigure {
		out.Value = quantityJSON(x.Amount)
	}
	return out
}
