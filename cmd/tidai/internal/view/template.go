package view

import (
	"fmt"
	"strings"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/factors"
)

// PolicyTemplate is a policy file for another province: the rules and
// parameters that the program knows, with nothing filled in. It is a TOML file
// in every format but JSON and CSV.
func PolicyTemplate(id string, base factors.Policy, lang calc.Lang) page.Page {
	b, x := newBuilder(lang), template{id, base, policyTemplate(id, base)}
	return page.Page{Raw: x.text, Main: unsetTable.With(b.Voice, base.Parameters).CSV(),
		Data: templateTable.One(b.Voice,
			x).Object()}
}

// template is a policy file to be filled in.
type template struct {
	id   string
	base factors.Policy
	text string
}

var templateTable = page.Table[template]{Name: "policy-template", Columns: []page.Column{
	page.ConstOf[template]("schema", "tidai/policy-template/2"),
	page.TextOf("id", page.H("编号", "id"), func(x template) string { return x.id }),
	page.ListOf("unset", page.H("未配置", "not configured"), func(x template) []string {
		var out []string
		for _, p := range x.base.Parameters {
			out = append(out, p.ID)
		}
		return out
	}),
	page.TextOf("text", page.H("文件", "text"), func(x template) string { return x.text }),
}}

// unsetTable is what has to be filled in, by the names of the file.
var unsetTable = page.Table[parameter]{Columns: []page.Column{
	page.SheetOf(page.H("parameter", "parameter"), func(_ page.Voice, x parameter) string { return x.ID }),
	page.SheetOf(page.H("rule", "rule"), func(_ page.Voice, x parameter) string { return x.Rule }),
	page.SheetOf(page.H("choices", "choices"), func(_ page.Voice, x parameter) string {
		return strings.Join(x.Choices, ", ")
	}),
}}

func policyTemplate(id string, base factors.Policy) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# 政策 %s：模板。凡 unset = true 的参数，须按该省文件确认后填写 value 和 unit（或 choice、date）、", id)
	line("# clause、status、source，并删去 unset；此前不得计算。")
	line("# Policy %s: a template. Every parameter with unset = true has to be confirmed in the province's", id)
	line("# document: state value and unit (or choice, or date), clause, status and source, and remove unset.")
	line("# Until then nothing is computed with it.")
	line("")
	line("[instrument]\nid = %q\ntitle = %q\ntitle_en = %q\nkind = \"policy\"", id, "待确认", "to be confirmed")
	line("\n[policy]\nid = %q\nprefix = \"\"        # 行政区划代码前两位 / first two digits of its division "+
		"codes\nprovince = \"\"\nprovince_en = \"\"", id)
	line("\n# keys 是程序所用的键，须全部保留；id、locator 和内容按该省文件改写，几个键可以合为一条规则。")
	line("# 该省不要求的，改写为 off = true，并用 reason_zh、reason_en 说明理由。")
	line("# The keys are those of the program, and each is to stay; id, locator and summary follow the province's")
	line("# document, and one rule may have several keys. What the province does not ask for becomes off = true with")
	line("# reason_zh and reason_en.")
	for _, r := range calc.Rules {
		line("\n[[rule]]\nid = %q\nkeys = [%q]\nlocator = %q\nsummary_zh = %q\nsummary_en = %q", templateRule(r.Key),
			r.Key, "待确认", r.Name.ZH, r.Name.EN)
	}
	line("\n# 重点行业抄自 %s，须与该省文件核对。", base.ID)
	line("# The key industries are those of %s and are to be confirmed.", base.ID)
	line("\n[[parameter]]\nid = \"key_industries\"\nrule = %q\nunset = true\nchoices = [\"as-listed\"]",
		templateRule(calc.RuleKeyIndustries))
	for _, i := range base.Industries {
		line("\n[[industry]]\nid = %q\nname = %q\nname_en = %q\ncodes = [%s]", i.ID, i.Name.ZH, i.Name.EN,
			quoted(i.Codes))
	}
	for _, x := range base.Parameters {
		k, _ := factors.KindOf(x.ID)
		line("\n# %s / %s", k.Name.ZH, k.Name.EN)
		line("[[parameter]]\nid = %q\nrule = %q\nunset = true", x.ID, templateRule(base.KeyOf(x.Rule)))
		if x.Symbol != "" {
			line("symbol = %q", x.Symbol)
		}
		if x.Term != "" {
			line("term = %q", x.Term)
		}
		if len(x.Choices) > 0 {
			line("choices = [%s]", quoted(x.Choices))
		}
	}
	line("\n# 该省另有规定的，去掉行首的 # 并写明；没有的不写。")
	line("# What the province states beside these: remove the # and state it; what it does not, leave out.")
	for _, k := range factors.ParameterKinds {
		if _, ok := base.Parameter(k.ID); ok || k.ID == "key_industries" {
			continue
		}
		line("\n# %s / %s", k.Name.ZH, k.Name.EN)
		line("# [[parameter]]\n# id = %q\n# rule = %q", k.ID, templateRule(calc.RuleSubstitution))
		switch {
		case k.Unit != "":
			line("# value = \"\"\n# unit = %q", k.Unit)
		case k.Date:
			line("# date = 2026-01-01")
		default:
			line("# choice = %q            # %s", k.Choices[0], strings.Join(k.Choices, ", "))
		}
		line("# clause = \"\"\n# status = \"transcript\"\n# source = \"\"")
	}
	for _, x := range templateLists {
		line("\n# %s / %s\n%s\n# clause = \"\"\n# status = \"transcript\"\n# source = \"\"", x.name.ZH, x.name.EN,
			x.keys)
	}
	line("\n# 该省文件有而申请材料无从说明、有意不写入的内容和原因")
	line("# what the document says and a dossier cannot state, and why")
	line("# [[left_out]]\n# text_zh = \"\"\n# text_en = \"\"")
	return b.String()
}

// templateLists are the lists a policy may state, with what each is.
var templateLists = []struct {
	name calc.Text
	keys string
}{
	{calc.Text{ZH: "五种以外的指标金属", EN: "metals under quota beside the five"},
		"# [[quota_metal]]\n# pollutants = [\"Tl\"]"},
	{calc.Text{ZH: "其他替代比例：可按金属、区域、距离、行业，适用的各项取最大",
		EN: "other ratios, by metal, region, distance, industry; the greatest that fits holds"},
		"# [[ratio]]\n# pollutants = [\"Cd\"]\n# region = \"provincial\"    # national, ordinary\n" +
			"# distance = \"other-city\"  # same-city\n# tier = \"other-industry\"  # same-industry\n" +
			"# value = \"1.2\"\n# unit = \"1\""},
	{calc.Text{ZH: "重点区域名单：县或市的代码及其金属",
		EN: "key regions: codes of counties or cities, with their metals"},
		"# [[key_region]]\n# level = \"provincial\"     # national\n# name = \"\"\n# name_en = \"\"\n" +
			"# codes = [\"000000\"]\n# pollutants = [\"Pb\"]"},
	{calc.Text{ZH: "只减不增区：区外的来源不得调入", EN: "zones into which nothing is transferred"},
		"# [[no_transfer_in]]\n# name = \"\"\n# name_en = \"\"\n# codes = [\"000000\"]"},
	{calc.Text{ZH: "豁免的小类", EN: "classes that are exempt"},
		"# [[exempt]]\n# name = \"\"\n# name_en = \"\"\n# codes = [\"0000\"]"},
	{calc.Text{ZH: "市（州）的排放量目标，只作参考", EN: "targets of cities, for information"},
		"# [[target]]\n# code = \"000000\"\n# pollutant = \"Pb\"\n# value = \"\"\n# unit = \"kg/a\""},
}

// templateRule is the id a template gives to the rule of a key.
func templateRule(key calc.Rule) string { return fmt.Sprintf("R-%d", calc.Rules.Index(key)+1) }

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(out, ", ")
}
