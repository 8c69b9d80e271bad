package intake

import (
	"regexp"

	"tidai/calc"
	"tidai/calc/dossier"
)

// outletNames are the forms of names that sheets of one outlet each have: codes
// of permits (DW001, DA002), and what people call an outlet.
var outletNames = regexp.MustCompile(
	`(?i)^(?:(?:DW|DA|FQ|FS|WS|YS)[-_ ]?\d{1,4}.{0,20}|.{0,20}(?:排放口|排污口|排口|车间口|号口|总口)` +
		`.{0,10}|\d{1,3}#.{0,10})$`)

// outletsOf takes the names of sheets for their outlets: where no column names
// one, none is stated, there are several sheets, and every name looks so.
func outletsOf(pages []*page, set dossier.MonitoringFiles, f *faults) {
	if set.Outlet != "" || len(pages) < 2 {
		return
	}
	known := map[string]bool{}
	var names []string
	for _, p := range pages {
		name := plainText(p.sheet)
		if p.layout == nil || p.layout.has(Outlet) || !outletNames.MatchString(name) || known[name] {
			return
		}
		known[name] = true
		names = append(names, "“"+p.sheet+"”")
	}
	for _, p := range pages {
		p.outlet = plainText(p.sheet)
	}
	f.one(CodeSheetOutlet, calc.Note, 0, calc.Textf("没有排放口列，各工作表按其名称各作为一个排放口：%s",
		"no column names the outlet, and each sheet is taken for the outlet of its name: %s", joined(clipList(names))),
		calc.Text{ZH: "同属一个排放口的，写明 outlet（--outlet）；名称与许可证不同的，写明 --outlet-name 名称=编号",
			EN: "state outlet (--outlet) where they are of one; --outlet-name NAME=CODE where the permit has other names"})
}
