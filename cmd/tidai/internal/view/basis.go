package view

import (
	"fmt"
	"slices"
	"strconv"
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
	if len(policy.LeftOut) > 0 {
		out.Notes = append(out.Notes, page.T(b.f("政策中有意不写入本工具的内容：%s。",
			"Of the policy this tool leaves out on purpose: %s.",
			strings.Join(b.texts(policy.LeftOut), b.t("；", "; ")))))
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

// articles names articles; three and more that follow each other are a range.
// A number that cannot be read leaves the list as it is, in other languages its
// length.
func (b *builder) articles(list []string) string {
	type run struct {
		from, to int
		names    []string
	}
	var runs []run
	for _, s := range list {
		n := articleNumber(s)
		if n == 0 && !b.zh() {
			return b.f("%d articles", "%d articles", len(list))
		}
		last := len(runs) - 1
		if last < 0 || n == 0 || n != runs[last].to && n != runs[last].to+1 {
			runs = append(runs, run{n, n, []string{s}})
			continue
		}
		runs[last].to, runs[last].names = n, append(runs[last].names, s)
	}
	var out []string
	for _, r := range runs {
		switch {
		case r.from+1 < r.to:
			first, last := article(r.names[0]), article(r.names[len(r.names)-1])
			out = append(out, b.t(first+"至"+last, fmt.Sprintf("%d–%d", r.from, r.to)))
		case b.zh():
			out = append(out, r.names...)
		default:
			for n := r.from; n <= r.to; n++ {
				out = append(out, fmt.Sprint(n))
			}
		}
	}
	if b.zh() {
		return b.list(out)
	}
	return "articles " + b.list(out)
}

// article is 第一百零六条 of 第一百零六条第二款.
func article(s string) string {
	before, _, _ := strings.Cut(s, "条")
	return before + "条"
}

// articleNumber reads 第一百零六条第二款 as 106, and 第106条 as well; 0 where it is
// none.
func articleNumber(s string) int {
	text, _, ok := strings.Cut(strings.TrimPrefix(s, "第"), "条")
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	n, digit := 0, 0
	for _, r := range text {
		switch place := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]; {
		case place > 0:
			n, digit = n+max(digit, 1)*place, 0
		case r == '零':
		default:
			i := strings.IndexRune("一二三四五六七八九", r)
			if i < 0 {
				return 0
			}
			digit = i/len("一") + 1
		}
	}
	if !ok {
		return 0
	}
	return n + digit
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
