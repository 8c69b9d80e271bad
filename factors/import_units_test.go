package factors

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tidai/calc/quantity"
)

// The unit of a row as the factor file writes it. Gas volumes of the standards
// and specifications are at standard state and are written as Nm3; ambient air
// at a boundary is left as printed. Benchmark weights are tied to what they
// are the weight of.
var (
	gasUnits = map[string]string{"mg/m3": "mg/Nm3", "mg/m3(标)": "mg/Nm3", "m3/t产品": "Nm3/t产品",
		"m3/m2镀件镀层": "Nm3/m2镀件镀层"}
	weights = map[string]string{"1标准张 生皮": "kg生皮/张", "1标准张 蓝湿革": "kg蓝湿革/张",
		"1m2成品革 生皮": "kg生皮/m2", "1m2成品革 蓝湿革": "kg蓝湿革/m2"}
	policies = map[string]string{"倍 (不低于1.2:1)": "1", "倍 (等量替代)": "1",
		"倍 (减量置换或等量替换; source inside the province)": "1",
		"% 2025 vs 2020": "%", "% 2020 vs 2013": "%"}
	coefficientUnits = map[string]string{"% (≥)": "%", "% of CrO3 consumed": "%", "grain/A-h": "grain/Ah",
		"g/t原料(折金属锑)":  "g/t-原料(折金属锑)",
		"mg/t原料(折金属锑)": "mg/t-原料(折金属锑)"}
)

func (r row) unit() string {
	u := r["unit"]
	if r["limit_class"] == "conversion" {
		return weights[r["industry_segment"][strings.LastIndex(r["industry_segment"], "|")+1:]]
	}
	if v, ok := policies[u]; ok {
		return v
	}
	if v, ok := gasUnits[u]; ok && r["medium"] == "air" && r["limit_class"] != "boundary" {
		return v
	}
	return u
}

// textUnit is the unit beside a value in words. 次 is the unit of a count of
// times; 日 alone says once a day.
func (r row) textUnit() string {
	if r["unit"] == "次" {
		return ""
	}
	return quantity.MustUnit(r.unit()).String()
}

func (r row) coefficientUnit() string {
	if u, ok := coefficientUnits[r["unit"]]; ok {
		return u
	}
	return r["unit"]
}

// The days a row's clause states; those of a specification, from which its
// tables hold; and those of rows that state none of their own but stand in a
// table that does.
var (
	span     = regexp.MustCompile(`([0-9-]{10})\.\.([0-9-]{10})`)
	newFrom  = regexp.MustCompile(`new from ([0-9-]{10})`)
	from     = regexp.MustCompile(`from ([0-9-]{10})|([0-9-]{10})起`)
	to       = regexp.MustCompile(`to ([0-9-]{10})`)
	specDays = map[string]string{"HJ 863.1": "2017-09-29", "HJ 863.3": "2017-09-29", "HJ 859.1": "2017-09-29",
		"HJ 855": "2017-09-12",
		"HJ 931": "2017-12-27", "HJ 934": "2017-12-27", "HJ 936": "2017-12-27", "HJ 937": "2017-12-27",
		"HJ 938":   "2017-12-27",
		"HJ 863.4": "2018-08-17", "HJ 967": "2018-09-23", "HJ 984": "2019-01-01", "HJ 1035": "2019-08-13",
		"HJ 1036": "2019-08-13",
		"HJ 1065": "2019-12-10"}
	tableDays = map[string]string{"GB 15581|表1": "2016-09-01..", "GB 31574|表1": "2015-07-01..",
		"GB 31574|表3": "2015-07-01..",
		"GB 30484|表1": "2014-07-01..2015-12-31", "GB 30484|表2": "2014-03-01..",
		"GB 25466|表1": "2011-01-01..2011-12-31",
		"GB 25467|表1": "2011-01-01..2011-12-31"}
	firstTable = regexp.MustCompile(`^表[0-9]+`)
)

func (r row) dates() string {
	c := r["clause"]
	for spec, day := range specDays {
		if r["standard"] == spec || strings.HasPrefix(r["document"], spec+"-") {
			return day + ".."
		}
	}
	if m := span.FindStringSubmatch(c); m != nil {
		return m[1] + ".." + m[2]
	}
	if m := newFrom.FindStringSubmatch(c); m != nil {
		return m[1] + ".."
	}
	if m := from.FindStringSubmatch(c); m != nil {
		return m[1] + m[2] + ".."
	}
	if m := to.FindStringSubmatch(c); m != nil {
		return ".." + m[1]
	}
	if strings.Contains(c, "2011 only") {
		return "2011-01-01..2011-12-31"
	}
	if d, ok := tableDays[r["standard"]+"|"+firstTable.FindString(c)]; ok {
		return d
	}
	return ".."
}

// Clauses are compared by the tables, appendices, formulas and clause numbers
// they name. Page numbers of the transcription of the manual are doubtful and
// are not cited.
var (
	token = regexp.MustCompile(
		`表[A-Z0-9]+(\.[0-9]+)?|附录[A-Z]|式\([0-9]+\)|代码[0-9]+|[0-9]+(\.[0-9]+)+|第79号|170号|2020|全文`)
	run = regexp.MustCompile(`表([0-9])[-–—]表?([0-9])`)

	clauseReadings = map[string]string{
		"GB 25466 uses a reference excess-air ratio (recall 1.7), not a base gas volume": "全文",
		"whole standard": "全文", "-": "全文",
		"not among the items on the pages read (Pb,Hg,Cd,Be,Ni,Sn,铬酸雾 are)":                             "表1、表2",
		"附录A/B (资料性); 执行 GB 31574":                                                                      "附录A、附录B",
		"5.2.6 回用率; 高吸收铬鞣: chrome uptake >=90 %, chrome powder -20 %, Cr in spent liquor -60 % (5.2.5)": "5.2.6",
		"new projects from 2019-01-01, existing from 2019-07-01; annual amount = 表1 limit x 表1 drainage volume; " +
			"tables themselves cut off": "通告",
		"quoted from 中共中央 国务院意见 in MEE Q&A 2022-03-24": "",
	}
)

func clauseTokens(clause string) string {
	clause, _, _ = strings.Cut(clause, " (手册完整版")
	clause = run.ReplaceAllStringFunc(clause, func(s string) string {
		m := run.FindStringSubmatch(s)
		out := ""
		for c := m[1][0]; c <= m[2][0]; c++ {
			out += fmt.Sprintf("表%c ", c)
		}
		return out
	})
	tokens := token.FindAllString(clause, -1)
	slices.Sort(tokens)
	return strings.Join(slices.Compact(tokens), " ")
}

func (r row) figureClause() string {
	c := r["clause"]
	if reading, ok := clauseReadings[c]; ok {
		return reading
	}
	if r["standard"] == "HJ 967" { // the formula of a table is named by its rule
		c = regexp.MustCompile(` 式.*`).ReplaceAllString(c, "")
	}
	if r["standard"] == "GB 15581" && r["status"] == "unknown" {
		c = firstTable.FindString(c)
	}
	return c
}

func (r row) coefficientClause() string {
	c := r["clause"]
	if reading, ok := clauseReadings[c]; ok {
		return reading
	}
	if r["document"] == "HJ 967-2018" { // one table of the file holds a row's generation and emission factors
		c = strings.TrimSuffix(c, " E in kg")
		c = map[string]string{"表C.1": "表C.1 式(9)", "表C.2": "表C.2 式(13)"}[strings.Fields(c)[0]]
	}
	return c
}
