package dossier

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

var (
	monitoringKinds = []document.Option{{Key: string(AutomaticData), ZH: "自动监测"},
		{Key: string(ManualData), ZH: "手工监测"}, {Key: string(EnforcementData), ZH: "执法监测"}}
	encodings = []document.Option{{Key: "utf-8"}, {Key: "gb18030", ZH: "国标"}, {Key: "utf-16le"},
		{Key: "utf-16be"}}
	delimiters = []document.Option{{Key: ",", ZH: "逗号"}, {Key: ";", ZH: "分号"}, {Key: "|", ZH: "竖线"},
		{Key: "tab", ZH: "制表符"}}
	dateOrders = []document.Option{{Key: "ymd", ZH: "年月日"}, {Key: "dmy", ZH: "日月年"},
		{Key: "mdy", ZH: "月日年"}}
	hourMarks = []document.Option{{Key: "beginning", ZH: "时段开始"}, {Key: "ending", ZH: "时段结束"}}
	intervals = []document.Option{{Key: "minute", ZH: "分钟"}, {Key: "hour", ZH: "小时"}, {Key: "day", ZH: "日"},
		{Key: "sample", ZH: "样品"}}
	columnMeanings = []document.Option{{Key: "time", ZH: "时间"}, {Key: "date", ZH: "日期"}, {Key: "hour", ZH: "时刻"},
		{Key: "outlet", ZH: "排放口"},
		{Key: "pollutant", ZH: "污染物"}, {Key: "value", ZH: "浓度"}, {Key: "flow", ZH: "流量"},
		{Key: "volume", ZH: "累计流量"}, {Key: "flag", ZH: "标记"},
		{Key: "load", ZH: "负荷"}, {Key: "duration", ZH: "时长"}, {Key: "report", ZH: "报告编号"},
		{Key: "lab", ZH: "检测机构"}, {Key: "limit", ZH: "检出限"},
		{Key: "unit", ZH: "单位"}, {Key: "ignore", ZH: "忽略"}}
	flagMeanings = []document.Option{{Key: "N", ZH: "正常"}, {Key: "F", ZH: "停运"}, {Key: "M", ZH: "维护"},
		{Key: "S", ZH: "手工输入"},
		{Key: "D", ZH: "故障"}, {Key: "C", ZH: "校准"}, {Key: "T", ZH: "超量程"}, {Key: "B", ZH: "通信异常"}}
)

// monitoring reads one [[monitoring]].
func (r *reader) monitoring(t *document.Table) {
	id := r.id(t, aMonitoring)
	subject := aMonitoring.subject(id)
	m := MonitoringFiles{
		At:           r.enter(t),
		ID:           id,
		Kind:         MonitoringKind(t.Choice("kind", true, monitoringKinds)),
		Files:        r.dataFiles(t, subject),
		Outlet:       r.refer(t, "outlet", false, anOutlet, subject),
		Encoding:     t.Choice("encoding", false, encodings),
		Delimiter:    t.Choice("delimiter", false, delimiters),
		Sheet:        t.String("sheet", false),
		DateOrder:    t.Choice("date_order", false, dateOrders),
		HourMark:     t.Choice("hour_mark", false, hourMarks),
		Interval:     t.Choice("interval", false, intervals),
		OutletNames:  r.outletNames(t.Table("outlet_names", false), subject),
		Limits:       r.metalValues(t.Table("limits", false), subject),
		Ranges:       r.metalValues(t.Table("ranges", false), subject),
		ManualEntry:  t.Bool("manual_entry", false),
		ManualBasis:  t.String("manual_basis", false),
		FlagMeanings: flagNames(t.Table("flags", false)),
	}
	for _, c := range t.Tables("column") {
		m.Columns = append(m.Columns, r.column(c, subject))
	}
	r.monitoringKeys(t, m, subject)
	r.columns(m, subject)
	r.d.Monitoring = append(r.d.Monitoring, m)
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
		if reason, ok := includable(name); !ok {
			r.report(at, CodeDataFile, subject,
				calc.Textf("files 的 %q 不可用：%s", "files: %q cannot be used: %s", name, reason),
				calc.Text{ZH: "数据文件放在申请材料文件夹之内，写相对路径，例如 \"数据/2025.csv\"",
					EN: "put data files into the dossier's folder and write a relative path, such as \"data/2025.csv\""})
			continue
		}
		out = append(out, name)
		if err := regular(r.fsys, name); err != nil {
			f := unreadable(at, name, err)
			f.Subject = subject
			f.Message = calc.Textf("数据文件 %s %s", "data file %s %s", name, f.Message)
			f.Remedy = calc.Text{ZH: "补充该文件，或从 files 中删去", EN: "add the file, or take it out of files"}
			r.findings = append(r.findings, f)
		}
	}
	if t.Has("files") && len(seen) == 0 {
		r.incomplete(at, subject, "files", calc.Text{ZH: "一组监测数据至少有一个文件",
			EN: "a set of monitoring data has at least one file"})
	}
	return out
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
			"means = \"value\" / \"flow\" / \"volume\" / \"load\" / \"duration\" / \"limit\"")
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
	if _, isPollutant := calc.ParsePollutant(means); isPollutant {
		return true
	}
	return slices.Contains([]string{"value", "flow", "volume", "load", "duration", "limit"}, means)
}

// meaning reads what a column holds: one of columnMeanings, or a pollutant.
func (r *reader) meaning(t *document.Table, written, subject string) string {
	for _, o := range columnMeanings {
		if written == o.Key || written == o.ZH {
			return o.Key
		}
	}
	if p, ok := calc.ParsePollutant(written); ok {
		return string(p)
	}
	var names []string
	for _, o := range columnMeanings {
		names = append(names, o.Key)
	}
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
		case c.Means == "hour" && !meanings["date"]:
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
		out = append(out, NameMap{At: t.Pos(name), Name: name, Is: t.Choice(name, true, flagMeanings)})
	}
	return out
}

// metalValues reads concentrations by pollutant.
func (r *reader) metalValues(t *document.Table, subject string) []MetalValue {
	var out []MetalValue
	seen := map[calc.Pollutant]bool{}
	for _, name := range t.Keys() {
		p, ok := calc.ParsePollutant(name)
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
