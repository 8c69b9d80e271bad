package dossier

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// stated are the meanings a dossier may state; the others are found in headers
// alone.
var stated = ColumnMeanings.Without(MeansBegin, MeansEnd, MeansMass, MeansConverted)

// monitoring reads one [[monitoring]].
func (r *reader) monitoring(t *document.Table) {
	id := r.id(t, aMonitoring)
	subject := aMonitoring.subject(id)
	m := MonitoringFiles{
		At:           r.enter(t),
		ID:           id,
		Kind:         document.Choice(t, "kind", true, MonitoringKinds),
		Files:        r.dataFiles(t, subject),
		Outlet:       r.refer(t, "outlet", false, anOutlet, subject),
		Encoding:     document.Choice(t, "encoding", false, Encodings),
		Delimiter:    document.Choice(t, "delimiter", false, Delimiters),
		Sheets:       sheetsOf(t.Strings("sheet", false)),
		DateOrder:    document.Choice(t, "date_order", false, DateOrders),
		HourMark:     document.Choice(t, "hour_mark", false, HourMarks),
		Interval:     document.Choice(t, "interval", false, Intervals),
		Thousands:    document.Choice(t, "thousands", false, ThousandSigns),
		SM4Key:       r.keyFile(t, subject),
		OutletNames:  r.outletNames(t.Table("outlet_names", false), subject),
		Limits:       r.metalValues(t.Table("limits", false), subject),
		Ranges:       r.metalValues(t.Table("ranges", false), subject),
		ManualEntry:  t.Bool("manual_entry", false),
		ManualBasis:  t.String("manual_basis", false),
		Checks:       t.Dates("checks", false),
		ReportNumber: strings.TrimSpace(t.String("report_number", false)),
		Laboratory:   strings.TrimSpace(t.String("laboratory", false)),
		CMA:          strings.TrimSpace(t.String("cma", false)),
		FlagMeanings: flagNames(t.Table("flags", false)),
	}
	for _, c := range t.Tables("column") {
		m.Columns = append(m.Columns, r.column(c, subject))
	}
	r.monitoringKeys(t, m, subject)
	r.columns(m, subject)
	r.d.Monitoring = append(r.d.Monitoring, m)
}

// sheetsOf lists the sheets that are stated.
func sheetsOf(names []string) []string {
	return slices.DeleteFunc(names, func(s string) bool { return s == "" })
}

// monitoringKeys checks which statements of a set stand together.
func (r *reader) monitoringKeys(t *document.Table, m MonitoringFiles, subject string) {
	byColumn := slices.ContainsFunc(m.Columns, func(c MonitoringColumn) bool { return c.Means == "outlet" })
	if t.Has("outlet") && byColumn {
		r.report(t.Pos("outlet"), CodeExclusive, subject,
			calc.Text{ZH: "outlet 与含义为 outlet 的列不能同时填写",
				EN: "outlet and a column that means outlet exclude each other"},
			calc.Text{ZH: "各行同属一个排放口时只写 outlet", EN: "state outlet only where all rows are of one outlet"})
	}
	if t.Has("outlet") && t.Has("outlet_names") && !byColumn {
		r.warn(t.Pos("outlet_names"), CodeNoEffect, subject,
			calc.Text{ZH: "写了 outlet，outlet_names 不起作用", EN: "with outlet stated, outlet_names has no effect"},
			calc.Text{ZH: "删除其中之一", EN: "remove one of them"})
	}
	if m.ManualEntry && m.ManualBasis == "" {
		r.incomplete(t.Pos("manual_entry"), subject, "manual_basis",
			calc.Text{ZH: "手工输入的数据视为有效须有依据", EN: "manual entries count as valid only by a document"})
	}
	for _, key := range []string{"report_number", "laboratory", "cma"} {
		if m.Kind == AutomaticData && t.Has(key) {
			r.noEffect(t.Pos(key), subject, key, `kind = "manual"`)
		}
	}
	if m.Kind != AutomaticData && m.Kind != "" && t.Has("checks") {
		r.noEffect(t.Pos("checks"), subject, "checks", `kind = "automatic"`)
	}
	if !m.ManualEntry && t.Has("manual_basis") {
		r.noEffect(t.Pos("manual_basis"), subject, "manual_basis", "manual_entry = true")
	}
}

// dataFiles reads the names of data files. Each must exist inside the folder:
// a set of which a file is missing would give too low an amount.
func (r *reader) dataFiles(t *document.Table, subject string) []string {
	var out []string
	seen := map[string]bool{}
	at := t.Pos("files")
	for _, name := range t.Strings("files", true) {
		if seen[name] {
			r.listedTwice(at, subject, "files", name)
			continue
		}
		seen[name] = true
		if r.dataFile(at, subject, "files", name) {
			out = append(out, name)
		}
	}
	if t.Has("files") && len(seen) == 0 {
		r.incomplete(at, subject, "files", calc.Text{ZH: "一组监测数据至少有一个文件",
			EN: "a set of monitoring data has at least one file"})
	}
	return out
}

// dataFile reports whether a key may name a file, and says what is wrong with
// it.
func (r *reader) dataFile(at calc.Position, subject, key, name string) bool {
	if reason, ok := includable(name); !ok {
		r.report(at, CodeDataFile, subject,
			calc.Textf("%s 的 %q 不可用：%s", "%s: %q cannot be used: %s", key, name, reason),
			calc.Text{ZH: "数据文件放在申请材料文件夹之内，写相对路径，例如 \"数据/2025.csv\"",
				EN: "put data files into the dossier's folder and write a relative path, such as \"data/2025.csv\""})
		return false
	}
	if err := regular(r.fsys, name); err != nil {
		f := unreadable(at, name, err)
		f.Subject = subject
		f.Message = calc.Textf("数据文件 %s %s", "data file %s %s", name, f.Message)
		f.Remedy = calc.Textf("补充该文件，或从 %s 中删去", "add the file, or take it out of %s", key)
		r.findings = append(r.findings, f)
	}
	return true
}

// keyFile is the file of the key of encrypted frames.
func (r *reader) keyFile(t *document.Table, subject string) string {
	name := t.String("sm4_key", false)
	if name == "" || !r.dataFile(t.Pos("sm4_key"), subject, "sm4_key", name) {
		return ""
	}
	return name
}

func (r *reader) column(t *document.Table, subject string) MonitoringColumn {
	c := MonitoringColumn{At: r.enter(t), Header: t.String("header", true), Unit: t.String("unit", false)}
	if means := t.String("means", true); means != "" {
		c.Means = r.meaning(t, means, subject)
	}
	if c.Unit == "" || c.Means == "" {
		return c
	}
	if !measured(c.Means) {
		r.noEffect(t.Pos("unit"), subject, "unit",
			"means = \"value\" / \"flow\" / \"volume\" / \"totaliser\" / \"load\" / \"duration\" / \"limit\"")
		return c
	}
	if _, err := quantity.ParseUnit(c.Unit); err != nil && !slices.Contains(instrumentUnits, c.Unit) {
		r.report(t.Pos("unit"), CodeColumn, subject,
			calc.Textf("列 %q 的单位无法识别：%s", "the unit of column %q is not known: %s", c.Header, err.Error()),
			calc.Text{ZH: "写成例如 mg/L、mg/m3、mg/Nm3、m3/h、Nm3/h、%",
				EN: "write it like mg/L, mg/m3, mg/Nm3, m3/h, Nm3/h or %"})
	}
	return c
}

// instrumentUnits are units that instruments print and no quantity is stated
// in: scm is a standard cubic metre of another standard state than Nm3.
var instrumentUnits = []string{"ug/scm", "μg/scm", "µg/scm", "mg/scm", "scm/h"}

// measured reports whether a column of this meaning has a unit.
func measured(means string) bool {
	if _, isPollutant := calc.ParseMeasured(means); isPollutant {
		return true
	}
	return slices.Contains([]string{"value", "flow", "volume", "totaliser", "load", "duration", "limit"}, means)
}

// meaning reads what a column holds: one of stated, or a pollutant.
func (r *reader) meaning(t *document.Table, written, subject string) string {
	if m, ok := stated.Read(written); ok {
		return string(m)
	}
	if p, ok := calc.ParseMeasured(written); ok {
		return string(p)
	}
	names := stated.Keys()
	remedy := calc.Textf("可用：%s，或污染物", "one of: %s, or a pollutant", strings.Join(names, ", "))
	if near := document.Nearest(written, names); near != "" {
		remedy = calc.Textf("是否应为 %s？", "did you mean %s?", near)
	}
	r.report(t.Pos("means"), CodeColumn, subject, calc.Textf("means = %q 无法理解", "means = %q is not understood",
		written), remedy)
	return ""
}

// columns checks the columns of one set together.
func (r *reader) columns(m MonitoringFiles, subject string) {
	headers, meanings := map[string]bool{}, map[string]bool{}
	for _, c := range m.Columns {
		if c.Header != "" && headers[c.Header] {
			r.listedTwice(r.at(c.At, "header"), subject, "column", c.Header)
		}
		headers[c.Header] = true
		if c.Means != "" && c.Means != "ignore" && meanings[c.Means] {
			r.report(r.at(c.At, "means"), CodeExclusive, subject,
				calc.Textf("两列的含义都是 %s", "two columns mean %s", c.Means),
				calc.Text{ZH: "只留一列，另一列写 means = \"ignore\"",
					EN: "keep one and state means = \"ignore\" for the other"})
		}
		meanings[c.Means] = true
	}
	for _, c := range m.Columns {
		switch {
		case (c.Means == "date" || c.Means == "hour") && meanings["time"]:
			r.report(r.at(c.At, "means"), CodeExclusive, subject,
				calc.Textf("含义为 time 的列与含义为 %s 的列不能并存",
					"a column that means time and one that means %s exclude each other", c.Means),
				calc.Text{ZH: "时间在一列时写 time，分两列时写 date 和 hour",
					EN: "one column of date and time means time; two mean date and hour"})
		case c.Means == "hour" && !meanings["date"] && !meanings["day"]:
			r.incomplete(r.at(c.At, "means"), subject, "date", calc.Text{ZH: "有 hour 列须有 date 列",
				EN: "a column of hours goes with one of dates"})
		}
	}
}

// outletNames reads names in the files and the outlets they stand for.
func (r *reader) outletNames(t *document.Table, subject string) []NameMap {
	var out []NameMap
	for _, name := range t.Keys() {
		out = append(out, NameMap{At: t.Pos(name), Name: name, Is: r.refer(t, name, true, anOutlet, subject)})
	}
	return out
}

// flagNames reads words in the files and the flags of HJ 212 they stand for.
func flagNames(t *document.Table) []NameMap {
	var out []NameMap
	for _, name := range t.Keys() {
		out = append(out, NameMap{At: t.Pos(name), Name: name, Is: flagOf(t, name)})
	}
	return out
}

func flagOf(t *document.Table, name string) string {
	if f := document.Choice(t, name, true, calc.Flags); f != 0 {
		return string(f)
	}
	return ""
}

// metalValues reads concentrations by pollutant.
func (r *reader) metalValues(t *document.Table, subject string) []MetalValue {
	var out []MetalValue
	seen := map[calc.Pollutant]bool{}
	for _, name := range t.Keys() {
		p, ok := calc.ParseMeasured(name)
		switch {
		case !ok:
			r.unknownPollutant(t, name, subject, name)
			continue
		case seen[p]:
			r.listedTwice(t.Pos(name), subject, t.Path(), string(p))
			continue
		}
		seen[p] = true
		out = append(out, MetalValue{At: t.Pos(name), Pollutant: p, Value: r.positive(t, name, subject, true,
			concentrationUnits...)})
	}
	return out
}
