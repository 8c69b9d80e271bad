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

// count says how many findings there are of each severity.
func (b *builder) count(fs []calc.Finding) string {
	n := map[calc.Severity]int{}
	for _, f := range fs {
		n[f.Severity]++
	}
	if b.zh() {
		return fmt.Sprintf("错误 %d，警告 %d，提示 %d", n[calc.Error], n[calc.Warning], n[calc.Note])
	}
	return fmt.Sprintf("%s, %s, %s", plural(n[calc.Error], "error"), plural(n[calc.Warning], "warning"),
		plural(n[calc.Note], "note"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// planFindings lists errors and warnings that the page has not told yet; the
// rest is counted.
func (b *builder) planFindings(p substitution.Plan) []page.Block {
	told := map[string]bool{}
	for _, s := range p.Result.Sources {
		for _, x := range s.Refusals {
			told[x.Code+x.Subject+x.Message.EN] = true
		}
	}
	var rest []calc.Finding
	refusals := 0
	for _, f := range p.Findings {
		if told[f.Code+f.Subject+f.Message.EN] {
			refusals++
			continue
		}
		switch {
		case f.Severity == calc.Note, f.Code == substitution.CodeShort, f.Code == substitution.CodeStatus,
			f.Code == substitution.CodeOverdue:
			continue // counted, or told above: shortfalls, footnotes, obligations
		}
		rest = append(rest, f)
	}
	text := b.count(p.Findings)
	if refusals > 0 {
		text += b.f("（其中 %d 条是上列未采纳来源）", " (%d of them: the refused sources above)", refusals)
	}
	blocks := []page.Block{{Text: page.T(text + b.t("。", ".")), List: page.Texts(b.findingLines(rest)),
		Notes: page.Texts([]string{
			b.t("全部问题及处理办法：tidai check ", "All findings with remedies: tidai check ") + p.Dossier.Shown,
			b.t("采用的解读：", "Readings taken: ") + strings.Join(readings(p.Policy), b.t("；", "; "))})}}
	return blocks
}

// readings are the choices of the policy that the result rests on.
func readings(p factors.Policy) []string {
	var out []string
	for _, x := range p.Parameters {
		if x.Choice != "" {
			out = append(out, x.ID+" = "+x.Choice)
		}
	}
	return out
}

func (b *builder) findingLines(fs []calc.Finding) []string {
	var out []string
	for _, f := range fs {
		line := b.in(f.Severity.Name()) + b.t("：", ": ") + b.in(f.Message)
		if f.From != nil {
			line += b.f("（由 %s 引起）", " (follows from %s)", substitution.CausesOf(f))
		}
		out = append(out, line+b.paren(strings.Join(page.Present(f.At.String(), f.Code, f.Rule), b.t("，", ", "))))
	}
	return out
}

// checked is what a check of a dossier or of factor files found.
type checked struct {
	Subject  string
	Findings []calc.Finding
}

var checkTable = page.Table[checked]{Name: "check", Columns: []page.Column{
	page.ConstOf[checked]("schema", "tidai/check/2"),
	page.TextOf("dossier", page.H("材料", "dossier"), func(c checked) string { return c.Subject }),
	findingsOf(func(c checked) []calc.Finding { return c.Findings }),
}}

// findingRecords are findings with their numbers; what only follows from others names
// these.
func (b *builder) findingRecords(fs []calc.Finding) []page.Record {
	out := findingTable.With(b.Voice, fs).Records()
	for i, f := range fs {
		out[i].Head = page.Cat(strconv.Itoa(i+1)+"  ", out[i].Head)
		if from := b.follows(f, fs); from != "" {
			out[i].Fields = slices.Insert(out[i].Fields, 1, page.Field{Name: b.t("起因", "cause"), Text: page.T(from)})
		}
	}
	return out
}

// follows names the findings of a list that one follows from; empty where there are
// none.
func (b *builder) follows(f calc.Finding, fs []calc.Finding) string {
	var numbers []string
	for _, i := range f.CausesIn(fs) {
		numbers = append(numbers, strconv.Itoa(i+1))
	}
	if numbers == nil {
		return ""
	}
	return b.f("由第 %s 条引起", "follows from no. %s", strings.Join(numbers, b.t("、", ", ")))
}

// Check is everything wrong with the input.
func Check(subject string, fs []calc.Finding, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	doc := page.Doc{Title: b.f("检查 %s", "Check of %s", subject), Verdict: b.t("结论：", "Verdict: ") + b.count(fs)}
	if len(fs) > 0 {
		doc.Sections = []page.Section{{Blocks: []page.Block{{Records: b.findingRecords(fs)}}, Findings: true}}
	}
	return page.Page{Doc: doc, Main: findingTable.With(b.Voice, fs).CSV(), Data: checkTable.One(b.Voice,
		checked{subject, fs}).Object()}
}
