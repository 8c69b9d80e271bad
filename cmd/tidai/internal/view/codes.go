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
	means calc.Text
}

// about is what the codes of the same beginning are about.
func (m codeMeaning) about() calc.Text { return codeAreas[strings.Split(m.code, "-")[1]] }

// codeMeanings lists the codes in their order.
var codeMeanings = sync.OnceValue(func() []codeMeaning {
	var out []codeMeaning
	for line := range strings.Lines(codesText) {
		if p := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(p) == 3 {
			out = append(out, codeMeaning{p[0], calc.Text{ZH: p[1], EN: p[2]}})
		}
	}
	return out
})

// codeAreas says what the codes of one beginning are about.
var codeAreas = map[string]calc.Text{
	"CLI": {ZH: "命令行", EN: "command line"}, "DOC": {ZH: "申请材料的文件格式", EN: "files of the dossier"},
	"DOS": {ZH: "申请材料的内容", EN: "contents of the dossier"},
	"FAC": {ZH: "系数文件", EN: "factor files"}, "FRM": {ZH: "HJ 212 报文", EN: "frames of HJ 212"},
	"IMP": {ZH: "监测数据的读取", EN: "reading of monitoring data"},
	"ING": {ZH: "监测数据的真实性疑点", EN: "integrity of monitoring data"},
	"INT": {ZH: "源强核算", EN: "source intensity"}, "MON": {ZH: "实际排放量", EN: "actual emission"},
	"PER": {ZH: "许可排放量", EN: "permitted emission"}, "RED": {ZH: "削减来源", EN: "reduction sources"},
	"REG": {ZH: "多项目统筹", EN: "several projects"},
	"REV": {ZH: "申报数字复核", EN: "review of submitted figures"}, "SCO": {ZH: "行业与管理类别判定",
		EN: "classification"}, "SHT": {ZH: "表格文件", EN: "tables"},
	"SUB": {ZH: "替代方案", EN: "substitution plan"}, "TOT": {ZH: "监测数据合计", EN: "totals of monitoring data"},
	"TPL": {ZH: "单位的 Word 模板", EN: "a firm's Word template"},
}

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
var codeTable = page.Table[codeMeaning]{Name: "code", Columns: []page.Column[codeMeaning]{
	page.TextOf("code", page.H("编号", "code"), func(m codeMeaning) string { return m.code }),
	page.WordsOf("about", page.H("关于", "about"), codeMeaning.about),
	page.WordsOf("means", page.H("含义", "meaning"), func(m codeMeaning) calc.Text { return m.means }).Wrap(),
}}

// codesTable is an answer on codes as an object of JSON.
var codesTable = page.Table[[]codeMeaning]{Name: "codes", Columns: []page.Column[[]codeMeaning]{
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
	block := codeTable.Block(b.Voice, list)
	block.Notes = []page.Spans{page.T(b.t("某份材料中这一编号的问题、依据与改法：tidai explain DIR 编号",
		"its findings in a dossier, with clause and correction: tidai explain DIR CODE"))}
	return page.Page{Doc: page.Doc{Title: b.t("问题编号 ", "Codes of findings: ") + begin,
		Sections: []page.Section{{Blocks: []page.Block{block}}}}, Main: codeTable.CSV(b.Voice, list),
		Data: codesTable.Object(b.Voice, list)}
}
