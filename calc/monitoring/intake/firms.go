package intake

import (
	"maps"
	"slices"
	"strings"

	"tidai/calc"
)

// A table may name the firm of each row. Rows of two firms under one outlet are
// two outlets that look like one: equal rows would count as one row twice, and
// others as contradictions.

// firmWords are headers of the name of the firm.
var firmWords = strings.Fields(
	"企业名称 企业 公司名称 单位名称 排污单位 排污单位名称 污染源名称 company companyname firm")

// firmSeen is where a firm's name stands for the first time.
type firmSeen struct {
	name  string
	place faultPlace
}

// firmColumn finds the column of the name of the firm.
func (l *Layout) firmColumn() int {
	for _, c := range l.Columns {
		if (c.Role == Ignored || c.Role == Unknown) && !c.Stated && slices.Contains(firmWords,
			key(plainText(c.Header))) {
			return c.Col
		}
	}
	return 0
}

// firmOf keeps the firm of a row.
func (t *table) firmOf(outlet string) {
	if col := t.layout.FirmCol; col > 0 {
		t.faults.firm(outlet, t.text(col), t.placeOf(col))
	}
}

// firm keeps the first two firms of an outlet.
func (f *faults) firm(outlet, name string, at faultPlace) {
	list := f.firms[outlet]
	name = strings.ReplaceAll(plainText(name), " ", "")
	if name == "" || len(list) == 2 || len(list) == 0 && len(f.firms) >= mostNames ||
		slices.ContainsFunc(list, func(x firmSeen) bool { return x.name == name }) {
		return
	}
	if f.firms == nil {
		f.firms = map[string][]firmSeen{}
	}
	f.firms[outlet] = append(list, firmSeen{name, at})
}

// joinFirms adds those of a later part of the file.
func (f *faults) joinFirms(o *faults, before int) {
	for outlet, list := range o.firms {
		for _, x := range list {
			x.place.row += before
			f.firm(outlet, x.name, x.place)
		}
	}
}

// firms says which outlets of some files have rows of two firms.
func firms(files []*faults) []calc.Finding {
	type seen struct {
		firmSeen
		of *faults
	}
	known := map[string]seen{}
	said := map[string]bool{}
	var out []calc.Finding
	for _, f := range files {
		for _, outlet := range slices.Sorted(maps.Keys(f.firms)) {
			for _, x := range f.firms[outlet] {
				first, found := known[outlet]
				switch {
				case !found:
					known[outlet] = seen{x, f}
				case first.name != x.name && !said[outlet]:
					said[outlet] = true
					out = append(out, twoFirms(outlet, first.firmSeen, first.of, x, f))
				}
			}
		}
	}
	return out
}

func twoFirms(outlet string, a firmSeen, of *faults, b firmSeen, in *faults) calc.Finding {
	at := func(x firmSeen, f *faults) string {
		x.place.text = ""
		return f.file + ":" + x.place.String()
	}
	return calc.Finding{Stage: calc.StageIntake, Code: CodeTwoFirms, Severity: calc.Error,
		At:      calc.Position{File: in.file, Line: b.place.row, Sheet: b.place.sheet},
		Subject: in.subject(),
		Message: calc.Textf("排放口 %s 的数据分属几家企业：“%s”（%s）、“%s”（%s）；合在一起时，相同的行会当作重复",
			"data of outlet %s are of several firms: “%s” (%s), “%s” (%s); together, equal rows count as one row twice",
			outlet, clip(a.name), at(a, of), clip(b.name), at(b, in)),
		Remedy: calc.Text{
			ZH: "按企业分成几个文件，分别读取；同一家企业改了名称的，统一名称，或写明该列 ignore（--column 列" +
				"名=ignore）",
			EN: "part the data by firm and read each apart; where one firm changed its name, write one name, or state " +
				"ignore for the column (--column HEADER=ignore)"}}
}
