package view

import (
	_ "embed"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
)

//go:embed codes.txt
var codesText string

// codeMeaning is what a finding's code stands for, whatever the dossier.
type codeMeaning struct {
	code  string
	stage calc.Stage
	means calc.Text
}

// codeMeanings lists the codes in their order.
var codeMeanings = sync.OnceValue(func() []codeMeaning {
	var out []codeMeaning
	for line := range strings.Lines(codesText) {
		if p := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(p) == 4 {
			out = append(out, codeMeaning{p[0], calc.Stage(p[1]), calc.Text{ZH: p[2], EN: p[3]}})
		}
	}
	return out
})

// KnowsCodes reports whether a code, or the beginning of one such as TD-RED, is
// one of a finding.
func KnowsCodes(begin string) bool {
	for _, m := range codeMeanings() {
		if strings.HasPrefix(m.code, begin) {
			return true
		}
	}
	return false
}

// codeTable says what codes mean.
var codeTable = page.Table[codeMeaning]{Name: "code", Columns: []page.Column{
	page.TextOf("code", page.H("编号", "code"), func(m codeMeaning) string { return m.code }),
	page.WordsOf("about", page.H("关于", "about"), func(m codeMeaning) calc.Text { return m.stage.Name() }),
	page.WordsOf("means", page.H("含义", "meaning"), func(m codeMeaning) calc.Text { return m.means }).Wrap(),
}}

// codesTable is an answer on codes as an object of JSON.
var codesTable = page.Table[[]codeMeaning]{Name: "codes", Columns: []page.Column{
	page.ConstOf[[]codeMeaning]("schema", "tidai/codes/2"),
	page.RowsOf("codes", codeTable, func(list []codeMeaning) []codeMeaning { return list }),
}}

// Codes says what findings' codes mean, those with one beginning.
func Codes(begin string, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	var list []codeMeaning
	for _, m := range codeMeanings() {
		if strings.HasPrefix(m.code, begin) {
			list = append(list, m)
		}
	}
	block := codeTable.With(b.Voice, list).Block()
	block.Notes = []page.Spans{page.T(b.t("某份材料中这一编号的问题、依据与改法：tidai explain DIR 编号",
		"its findings in a dossier, with clause and correction: tidai explain DIR CODE"))}
	return page.Page{Doc: page.Doc{Title: b.t("问题编号 ", "Codes of findings: ") + begin,
		Sections: []page.Section{{Blocks: []page.Block{block}}}}, Main: codeTable.With(b.Voice, list).CSV(),
		Data: codesTable.One(b.Voice, list).Object()}
}
