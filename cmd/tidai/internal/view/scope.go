package view

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/scope"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// Scope shows how every line is classified, why, and what has to be asked.
func Scope(d *dossier.Dossier, p factors.Policy, r scope.Result, lang calc.Lang) page.Page {
	s := &scopePage{builder: newBuilder(lang), policy: p}
	doc := page.Doc{Title: d.Project.Name + s.t("  适用范围", ": scope"), Verdict: s.t("结论：", "Verdict: ") +
		s.count(r.Findings),
		Facts: []page.Field{{Name: s.t("政策", "policy"), Text: page.T(p.ID)}, {Name: s.t("管理名录", "catalogue"),
			Text: page.T(s.t("2019年版", "of 2019"))}}}
	doc.Sections = []page.Section{{Title: s.t("生产线归类", "Lines"),
		Blocks: []page.Block{{Table: s.table(r.Lines), Records: s.records(r.Lines)}}}}
	if len(r.Findings) > 0 {
		doc.Sections = append(doc.Sections, page.Section{Title: s.t("问题", "Findings"),
			Blocks: []page.Block{{Records: s.questions(r.Findings)}}, Findings: true})
	}
	doc.Sections = s.numbered(doc.Sections)
	return page.Page{Doc: doc, Main: s.csv(r.Lines), Data: s.data(r)}
}

type scopePage struct {
	*builder
	policy factors.Policy
}

func (s *scopePage) questions(fs []calc.Finding) []page.Record {
	var out []page.Record
	for _, f := range fs {
		r := page.Record{Head: page.T(strings.Join(page.Present(s.in(f.Severity.Name()), f.At.String(), f.Code), "  ")),
			Fields: []page.Field{{Name: s.t("问题", "finding"), Text: page.T(s.in(f.Message))}}}
		out = append(out, page.Record{Head: r.Head, Fields: append(r.Fields, page.Field{Name: s.t("处理", "remedy"),
			Text: page.T(s.in(f.Remedy))})})
	}
	return out
}

// industry is the name of an industry id.
func (s *scopePage) industry(id string) string {
	if id == dossier.NotKey {
		return s.t("非重点行业", "no key industry")
	}
	if i, ok := s.policy.Industry(id); ok {
		return s.in(i.Name)
	}
	return id
}

// answer is an answer in the words of name; what is open lists what it may be.
func (s *scopePage) answer(a scope.Answer, name func(string) string) string {
	switch a.State {
	case scope.Decided:
		if a.Value == "" {
			return none
		}
		if a.Least {
			return s.t("至少", "at least ") + name(a.Value)
		}
		return name(a.Value)
	case scope.Asked:
		var among []string
		for _, v := range a.Among {
			among = append(among, name(v))
		}
		return s.t("未定", "open") + s.paren(strings.Join(among, s.t("或", " or ")))
	case scope.ByHand:
		return s.t("须人工核定", "by hand")
	}
	return none
}

func (s *scopePage) management(class string) string { return s.in(calc.Management(class).Name()) }

func same(v string) string { return v }

func (s *scopePage) table(lines []scope.Line) *page.Grid {
	t := &page.Grid{Columns: []page.Head{{Head: s.t("生产线", "line")}, {Head: s.t("小类", "class")},
		{Head: s.t("重点行业", "key industry"), Wrap: true}, {Head: s.t("细分", "segment"), Wrap: true},
		{Head: s.t("技术规范", "specification"), Wrap: true}, {Head: s.t("管理类别", "management"), Wrap: true},
		{Head: s.t("名录行", "row")}, {Head: s.t("理由", "why"), Wrap: true}}}
	for _, x := range lines {
		t.Rows = append(t.Rows, page.Row(x.Line.ID, x.Line.GBT4754, s.answer(x.Industry, s.industry),
			orNone(s.in(x.SegmentName)),
			s.answer(x.Specification, same), s.answer(x.Management, s.management), orNone(x.Management.Row), s.why(x)))
	}
	return t
}

// why joins the reasons of a line and the facts they rest on.
func (s *scopePage) why(x scope.Line) string {
	return orNone(strings.Join(page.Present(s.in(x.Industry.Why), s.in(x.Specification.Why), s.in(x.Management.Why),
		s.facts(x)), s.t("；", "; ")))
}

func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}

// records say of every line what it is and why.
func (s *scopePage) records(lines []scope.Line) []page.Record {
	var out []page.Record
	for _, x := range lines {
		r := page.Record{Head: page.T(x.Line.ID + "  " + x.Line.Name + "  " + x.Line.GBT4754)}
		add := func(zh, en string, a scope.Answer, name func(string) string) {
			text := s.answer(a, name)
			if a.State == scope.Nothing || text == none && a.Why == (calc.Text{}) {
				return
			}
			if !a.Clause.IsZero() && a.Clause.String() != text { // a specification is its own clause
				text += "  [" + a.Clause.String() + "]"
			}
			if why := s.in(a.Why); why != "" {
				text += s.t("：", ": ") + why
			}
			r.Fields = append(r.Fields, page.Field{Name: s.t(zh, en), Text: page.T(text)})
		}
		add("重点行业", "key industry", x.Industry, s.industry)
		if x.Segment != "" {
			r.Fields = append(r.Fields, page.Field{Name: s.t("细分", "segment"), Text: page.T(s.in(x.SegmentName))})
		}
		add("技术规范", "specification", x.Specification, same)
		add("管理类别", "management", x.Management, s.management)
		if facts := s.facts(x); facts != "" {
			r.Fields = append(r.Fields, page.Field{Name: s.t("依据", "from"), Text: page.T(facts)})
		}
		out = append(out, r)
	}
	return out
}

func (s *scopePage) facts(x scope.Line) string {
	var out []string
	for _, f := range x.Facts {
		text := f.Key + " = " + f.Value
		if why := s.in(f.Why); why != "" {
			text += s.paren(why)
		}
		out = append(out, text)
	}
	return s.list(out)
}

func (s *scopePage) csv(lines []scope.Line) page.Grid {
	var t page.Grid
	for _, h := range []calc.Text{{ZH: "生产线", EN: "line"}, {ZH: "名称", EN: "name"},
		{ZH: "排污单位", EN: "discharger"}, {ZH: "小类", EN: "class"},
		{ZH: "重点行业", EN: "industry"}, {ZH: "重点行业理由", EN: "why industry"}, {ZH: "细分", EN: "segment"},
		{ZH: "技术规范", EN: "specification"},
		{ZH: "技术规范理由", EN: "why specification"}, {ZH: "管理类别", EN: "management"}, {ZH: "名录行", EN: "row"},
		{ZH: "管理类别理由", EN: "why management"},
		{ZH: "依据", EN: "facts"}, {ZH: "待填写", EN: "to be stated"}} {
		t.Columns = append(t.Columns, page.Head{Head: s.in(h)})
	}
	for _, x := range lines {
		t.Rows = append(t.Rows, page.Row(x.Line.ID, x.Line.Name, x.Discharger.Name, x.Line.GBT4754,
			s.answer(x.Industry, s.industry), s.in(x.Industry.Why), s.in(x.SegmentName),
			s.answer(x.Specification, same), s.in(x.Specification.Why), s.answer(x.Management, s.management),
			x.Management.Row, s.in(x.Management.Why), s.facts(x), s.list(x.Questions)))
	}
	return t
}

type scopeDoc struct {
	Schema   string        `json:"schema"`
	Policy   string        `json:"policy"`
	Lines    []scopeLine   `json:"lines"`
	Findings []findingJSON `json:"findings"`
}

type scopeLine struct {
	Line          string      `json:"line"`
	Name          string      `json:"name"`
	Discharger    string      `json:"discharger"`
	Class         string      `json:"class"`
	Role          string      `json:"role"`
	Industry      answerJSON  `json:"industry"`
	Segment       *string     `json:"segment"`
	SegmentName   *string     `json:"segment_name"`
	Specification answerJSON  `json:"specification"`
	Management    answerJSON  `json:"management"`
	Facts         []factJSON  `json:"facts"`
	Questions     []string    `json:"questions"`
	Stated        statedScope `json:"stated"`
}

type statedScope struct {
	Industry      string  `json:"industry"`
	Specification *string `json:"specification"`
	Management    *string `json:"management"`
}

type answerJSON struct {
	State  string      `json:"state"`
	Value  *string     `json:"value"`
	Among  []string    `json:"among"`
	Row    *string     `json:"row"`
	Least  bool        `json:"least"`
	Clause *clauseJSON `json:"clause"`
	Why    *string     `json:"why"`
}

type factJSON struct {
	Key   string  `json:"key"`
	Value string  `json:"value"`
	Why   *string `json:"why"`
}

func (s *scopePage) data(r scope.Result) scopeDoc {
	doc := scopeDoc{Schema: "tidai/scope/1", Policy: s.policy.ID, Lines: []scopeLine{},
		Findings: findingsJSON(r.Findings, s.Lang)}
	for _, x := range r.Lines {
		l := scopeLine{Line: x.Line.ID, Name: x.Line.Name, Discharger: x.Discharger.ID, Class: x.Line.GBT4754,
			Role:     string(x.Role),
			Industry: s.answerJSON(x.Industry), Segment: some(x.Segment), SegmentName: some(s.in(x.SegmentName)),
			Specification: s.answerJSON(x.Specification),
			Management:    s.answerJSON(x.Management), Facts: []factJSON{}, Questions: append([]string{},
				x.Questions...),
			Stated: statedScope{x.Line.Industry, some(x.Line.Specification), some(string(x.Discharger.Management))}}
		for _, f := range x.Facts {
			l.Facts = append(l.Facts, factJSON{f.Key, f.Value, some(s.in(f.Why))})
		}
		doc.Lines = append(doc.Lines, l)
	}
	return doc
}

func (s *scopePage) answerJSON(a scope.Answer) answerJSON {
	return answerJSON{State: string(a.State), Value: some(a.Value), Among: append([]string{}, a.Among...),
		Row: some(a.Row), Least: a.Least,
		Clause: clauseOf(a.Clause), Why: some(s.in(a.Why))}
}
