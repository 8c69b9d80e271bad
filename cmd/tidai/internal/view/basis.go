package view

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/substitution"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// atomicMasses is the instrument of the built-in table of elements.
const atomicMasses = "atomic-masses"

// citedBy lists the instruments that the amounts of a plan cite, in the order in
// which they come up.
func citedBy(p plan) []string {
	var list []string
	seen := map[calc.Step]bool{}
	var visit func(calc.Step)
	visit = func(s calc.Step) {
		if !s.OK() || seen[s] {
			return
		}
		seen[s] = true
		if id := s.Clause().Instrument; id != "" && id != p.Policy.Instrument && !slices.Contains(list, id) {
			list = append(list, id)
		}
		for _, x := range s.Operands() {
			visit(x)
		}
	}
	for _, a := range p.Result.Outlets {
		visit(a.Permitted)
		visit(a.Contribution)
		for _, c := range a.Candidates {
			visit(c.Amount)
		}
	}
	for _, n := range p.Needs {
		visit(n.Demand)
	}
	for _, a := range p.Allocations {
		visit(a.Amount)
		visit(a.Supply)
	}
	return list
}

// basisOf is all a document rests on: the statutes in force, the policy, and what
// its amounts cite.
func basisOf(law factors.Law, policy factors.Policy, cited []string) []Listed {
	var out []Listed
	add := func(in factors.Instrument) {
		if in.InForce(law.On) { // what will replace it is not the law of the day
			in.ReplacedBy = ""
		}
		if !slices.ContainsFunc(out, func(x Listed) bool { return x.ID == in.ID }) {
			out = append(out, Listed{in, in.Status})
		}
	}
	for _, in := range law.Basis() {
		add(in)
	}
	for _, id := range append([]string{policy.Instrument}, cited...) {
		in := law.Instrument(id)
		if id == policy.Instrument && in.Title == (calc.Text{}) {
			in.Title = policy.Title
		}
		add(in)
	}
	return out
}

// basis lists what a document rests on, as its 编制依据.
func (b *builder) basis(law factors.Law, policy factors.Policy, cited []string) page.Block {
	var list, doubtful []string
	for _, x := range basisOf(law, policy, cited) {
		list = append(list, b.instrumentLine(law, x))
		if statute(x) && x.Known != calc.StatusText {
			doubtful = append(doubtful, x.ID)
		}
	}
	out := page.Block{List: page.Texts(list)}
	if len(doubtful) > 0 {
		out.Notes = append(out.Notes, page.T(b.f("施行日期和条款未核对原文：%s。",
			"Days of force and articles not checked against the text: %s.", b.list(doubtful))))
	}
	if text := b.unknownLists(law, policy); text != "" {
		out.Notes = append(out.Notes, page.T(text))
	}
	return out
}

func statute(x Listed) bool { return x.Kind == factors.LawKind || x.Kind == factors.RegulationKind }

// instrumentLine is an instrument in a list: of statutes with the day of their
// force and the articles, of others with their number.
func (b *builder) instrumentLine(law factors.Law, x Listed) string {
	if !statute(x) {
		return b.instrumentName(x.Instrument)
	}
	about := page.Present(b.t(x.Number, ""))
	if !x.Since.IsZero() {
		about = append(about, b.f("%s起施行", "in force since %s", b.day(x.Since)))
	}
	if articles := law.Articles(x.ID); len(articles) > 0 {
		about = append(about, b.articles(articles))
	}
	return b.titled(x.Instrument) + b.paren(strings.Join(about, b.t("；", "; ")))
}

// articles writes numbered articles that follow each other as one: 第105～107条.
func (b *builder) articles(list []string) string {
	type span struct{ from, to int }
	var spans []span
	for _, s := range list {
		var n int
		if _, err := fmt.Sscanf(s, "第%d条", &n); err != nil {
			if b.zh() {
				return b.list(list)
			}
			if n = articleNumber(s); n == 0 {
				return b.f("%d articles", "%d articles", len(list))
			}
		}
		last := len(spans) - 1
		switch {
		case last >= 0 && n == spans[last].to:
		case last >= 0 && n == spans[last].to+1:
			spans[last].to = n
		default:
			spans = append(spans, span{n, n})
		}
	}
	var out []string
	for _, s := range spans {
		switch {
		case s.from == s.to:
			out = append(out, fmt.Sprint(s.from))
		case s.from+1 == s.to:
			out = append(out, fmt.Sprint(s.from), fmt.Sprint(s.to))
		default:
			out = append(out, fmt.Sprintf(b.t("%d～%d", "%d–%d"), s.from, s.to))
		}
	}
	return b.f("第%s条", "articles %s", b.list(out))
}

// articleNumber reads 第四十四条第二款 as 44, for languages without Chinese
// numbers; 0 where it is none up to 99.
func articleNumber(s string) int {
	digits, _, ok := strings.Cut(strings.TrimPrefix(s, "第"), "条")
	tens, ones, hasTens := strings.Cut(digits, "十")
	digit := func(s string, none int) int {
		if s == "" {
			return none
		}
		return strings.Index("一二三四五六七八九", s)/len("一") + 1
	}
	switch {
	case !ok:
		return 0
	case hasTens:
		return digit(tens, 1)*10 + digit(ones, 0)
	}
	return digit(digits, 0)
}

// titled is the title alone: 《电镀污染物排放标准》.
func (b *builder) titled(in factors.Instrument) string {
	if title := b.in(in.Title); title != "" && b.zh() {
		return "《" + title + "》"
	}
	return b.in(in.Title)
}

// instrumentName is the title with the number: 《电镀污染物排放标准》（GB 21900-2008）.
func (b *builder) instrumentName(in factors.Instrument) string {
	title := b.titled(in)
	switch {
	case in.ID == atomicMasses:
		return b.t("相对原子质量表", "table of relative atomic masses")
	case title == "":
		return in.ID
	}
	return title + b.paren(in.ID)
}

// unknownLists says which lists the law provides for nobody has found.
func (b *builder) unknownLists(law factors.Law, policy factors.Policy) string {
	by := law.Of(factors.KeyAreas)
	if len(law.Unknown) == 0 || len(by) == 0 {
		return ""
	}
	var day calc.Date
	for _, g := range law.Unknown {
		if g.AsOf.After(day) {
			day = g.AsOf
		}
	}
	return b.f("截至%s未见国务院批准的重金属污染防治重点地区、重点行业名录（%s）；重点行业按《%s》确定，重点区域按材"+
		"料所列文件认定。",
		"No list of key areas or key industries of heavy metals approved by the State Council (%[2]s) is known as of "+
			"%[1]s; key industries are those of %[4]s, key regions those of the documents stated.",
		b.day(day), by[0].Clause.String(), policy.Title, policy.Instrument)
}

// day is a date in running text.
func (b *builder) day(d calc.Date) string {
	if d.IsZero() || !b.zh() {
		return d.String()
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// instruments is the 编制依据 of a plan.
func (b *builder) instruments(p substitution.Plan) []page.Block {
	return []page.Block{b.basis(p.Law, p.Policy, citedBy(p))}
}
