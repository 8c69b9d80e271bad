package scope

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
)

// weight orders the management classes; a site with several industries has
// one permit (Art. 5 of the catalogue), under the strictest of its rows.
var weight = map[string]int{string(calc.Registration): 1, string(calc.SimplifiedManagement): 2,
	string(calc.KeyManagement): 3}

// judgeManagement compares the management class of a site with the rows of
// its lines. What a document says may rest on the state of an earlier year,
// so a difference is a warning and not an error.
func (c *classifier) judgeManagement(d dossier.Discharger, lines []Line) {
	most, open := Answer{}, false
	var ids []string
	for _, x := range lines {
		if x.Line.Discharger != d.ID {
			continue
		}
		a := x.Management
		open = open || a.State != Decided || a.Least
		switch w := weight[a.Value] - weight[most.Value]; {
		case a.State == Decided && (w > 0 || most.Value == ""):
			most, ids = a, []string{x.Line.ID}
		case a.State == Decided && w == 0:
			ids = append(ids, x.Line.ID)
		}
	}
	if most.Value == "" || d.Management == "" || string(d.Management) == most.Value {
		return
	}
	why := most.Why
	if why == (calc.Text{}) { // several entries of the table agree
		why = calc.Textf("见%s", "see %s", most.Clause.String())
	}
	f := calc.Finding{Stage: calc.StageScope, Code: CodeManagement, Severity: calc.Warning, Key: ruleScope,
		Clause: most.Clause, At: d.At,
		Subject: "discharger:" + d.ID,
		Message: calc.Textf("排污单位 %s 填写“%s”，按名录第%s行（生产线 %s）为“%s”：%s",
			"discharger %s states %s; by row %s of the catalogue (line %s) it is %s: %s",
			d.ID, d.Management.Name(), most.Row, strings.Join(slices.Compact(ids), ", "),
			calc.Management(most.Value).Name(), why),
		Role: calc.Text{ZH: "排污许可证核发部门", EN: "permit department"}}
	switch {
	case d.Management == calc.NoPermit:
		f.Severity = calc.Note
		f.Remedy = calc.Text{ZH: "核对是否停产、未投产或应当申领而未申领",
			EN: "check whether it has stopped, has not begun, or should have applied for a permit"}
	case weight[string(d.Management)] > weight[most.Value]:
		if open { // what is not decided may ask for more
			return
		}
		f.Remedy = calc.Text{ZH: "列入重点排污单位名录的填写 listed = true；否则改正 management",
			EN: "if it is on the list of key dischargers, state listed = true; else correct management"}
	default:
		f.Remedy = calc.Textf("核对排污许可证或登记表；管理类别决定来源按许可排放量%s还是按环评数值%s计",
			"check the permit or the registration form; the class decides whether a source counts by permitted%s or by "+
				"EIA amounts%s", c.Policy.PlaceOf(calc.RulePermitDifference), c.Policy.PlaceOf(calc.RuleEIADifference))
	}
	c.report(f)
}
