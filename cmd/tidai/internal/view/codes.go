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

// Codes says what findings' codes mean, those with one beginning.
func Codes(begin string, lang calc.Lang) page.Page {
	b := newBuilder(lang)
	t := page.Grid{Columns: []page.Head{{Head: b.t("编号", "code")}, {Head: b.t("关于", "about")},
		{Head: b.t("含义", "meaning"), Wrap: true}}}
	data := codesDoc{Schema: "tidai/codes/1", Codes: []codeJSON{}}
	for _, m := range codeMeanings() {
		if !strings.HasPrefix(m.code, begin) {
			continue
		}
		area := b.in(codeAreas[strings.Split(m.code, "-")[1]])
		t.Rows = append(t.Rows, page.Row(m.code, area, b.in(m.means)))
		data.Codes = append(data.Codes, codeJSON{m.code, area, b.in(m.means)})
	}
	hint := b.t("某份材料中这一编号的问题、依据与改法：tidai explain DIR 编号",
		"its findings in a dossier, with clause and correction: tidai explain DIR CODE")
	return page.Page{Doc: page.Doc{Title: b.t("问题编号 ", "Codes of findings: ") + begin,
		Sections: []page.Section{{Blocks: []page.Block{{Table: &t, Notes: page.Texts([]string{hint})}}}}}, Main: t,
		Data: data}
}

type codesDoc struct {
	Schema string     `json:"schema"`
	Codes  []codeJSON `json:"codes"`
}

type codeJSON struct {
	Code  string `json:"code"`
	About string `json:"about"`
	Means string `json:"means"`
}
