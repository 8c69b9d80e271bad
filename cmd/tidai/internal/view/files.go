package view

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/monitoring/totals"
	"tidai/cmd/tidai/internal/page"
)

// What the results of monitoring data share: files, and what became of their values.

// fileTable is every file read, as data.
var fileTable = page.Table[monitoring.FileRecord]{Name: "file", Columns: []page.Column{
	page.TextOf("file", page.H("文件", "file"), func(f monitoring.FileRecord) string {
		return filepath.ToSlash(f.Name)
	}),
	page.TextOf("sha256", page.H("SHA-256", "SHA-256"), func(f monitoring.FileRecord) string { return f.SHA256 }),
	page.CountOf("bytes", page.H("字节", "bytes"), func(f monitoring.FileRecord) int64 { return f.Bytes }),
	page.TextOf("encoding", page.H("编码", "encoding"), func(f monitoring.FileRecord) string { return f.Encoding }).
		OrNull(),
	page.CountOf("rows", page.H("行", "rows"), func(f monitoring.FileRecord) int64 { return f.Rows }),
	page.CountOf("first_row", page.H("首行", "first row"), func(f monitoring.FileRecord) int { return f.First }),
	page.CountOf("last_row", page.H("末行", "last row"), func(f monitoring.FileRecord) int { return f.Last }),
	page.TextOf("first_sheet", page.H("首行的工作表", "sheet of the first row"),
		func(f monitoring.FileRecord) string { return sheetOf(f, true) }).OrNull(),
	page.TextOf("last_sheet", page.H("末行的工作表", "sheet of the last row"),
		func(f monitoring.FileRecord) string { return sheetOf(f, false) }).OrNull(),
	page.RowsOf("sheets", sheetTable, func(f monitoring.FileRecord) []monitoring.SheetRecord { return f.Sheets }),
	page.PartOf("tally", tallyTable, func(f monitoring.FileRecord) monitoring.Tally { return f.Tally }),
	page.RowsOf("layout", columnTable, func(f monitoring.FileRecord) []monitoring.ColumnUse { return f.Layout }),
}}

// sheetTable is what became of the sheets of a workbook.
var sheetTable = page.Table[monitoring.SheetRecord]{Name: "file-sheet", Columns: []page.Column{
	page.TextOf("sheet", page.H("工作表", "sheet"), func(s monitoring.SheetRecord) string { return s.Name }),
	page.FlagOf("read", page.H("读取", "read"), func(s monitoring.SheetRecord) bool { return s.Read }),
	page.WordsOf("why_not", page.H("未读取的原因", "why not"), func(s monitoring.SheetRecord) calc.Text {
		return s.Why
	}),
	page.CountOf("rows", page.H("行", "rows"), func(s monitoring.SheetRecord) int64 { return s.Rows }),
	page.CountOf("first_row", page.H("首行", "first row"), func(s monitoring.SheetRecord) int { return s.First }),
	page.CountOf("last_row", page.H("末行", "last row"), func(s monitoring.SheetRecord) int { return s.Last }),
}}

// columnTable is what each column of a file was taken for.
var columnTable = page.Table[monitoring.ColumnUse]{Name: "file-column", Columns: []page.Column{
	page.CountOf("column", page.H("列", "column"), func(c monitoring.ColumnUse) int { return c.Col }),
	page.TextOf("header", page.H("表头", "header"), func(c monitoring.ColumnUse) string { return c.Header }),
	page.TextOf("means", page.H("含义", "means"), func(c monitoring.ColumnUse) string { return c.Means }).OrNull(),
	page.TextOf("unit", page.H("单位", "unit"), func(c monitoring.ColumnUse) string { return c.Unit }).OrNull(),
	page.FlagOf("stated", page.H("写明的", "stated"), func(c monitoring.ColumnUse) bool { return c.Stated }),
}}

// tallyTable is what became of values.
var tallyTable = page.Table[monitoring.Tally]{Name: "tally", Columns: []page.Column{
	page.CountOf("values", page.H("读取", "values"), func(t monitoring.Tally) int64 { return t.Read }),
	page.CountOf("used", page.H("采用", "used"), func(t monitoring.Tally) int64 { return t.Used }),
	page.CountOf("invalid", page.H("无效", "invalid"), func(t monitoring.Tally) int64 { return t.Invalid }),
	page.CountOf("duplicate", page.H("重复", "duplicate"), func(t monitoring.Tally) int64 { return t.Duplicate }),
	page.CountOf("outside", page.H("期外", "outside"), func(t monitoring.Tally) int64 { return t.Outside }),
	page.RowsOf("reasons", reasonTable, reasonsOf),
}}

// reasonCount is how many values are invalid for a reason.
type reasonCount struct {
	Reason string
	Count  int64
}

var reasonTable = page.Table[reasonCount]{Name: "tally-reason", Columns: []page.Column{
	page.ChoiceOf("reason", page.H("原因", "reason"), reasonWords, func(r reasonCount) string { return r.Reason }),
	page.CountOf("count", page.H("个数", "count"), func(r reasonCount) int64 { return r.Count }),
}}

// reasonWords are the reasons of all rooms that refuse values. Where two have a word
// for the same, that of the room nearer to the result holds.
var reasonWords = func() calc.Words[string] {
	var out calc.Words[string]
	for _, list := range []calc.Words[string]{totals.Reasons, monitoring.Reasons, intake.Reasons} {
		for _, w := range list {
			if !out.Has(w.Key) {
				out = append(out, w)
			}
		}
	}
	return out
}()

// reasonsOf are the reasons of a tally in the order of their keys.
func reasonsOf(t monitoring.Tally) []reasonCount {
	var out []reasonCount
	for reason, n := range t.Reasons {
		if n != 0 {
			out = append(out, reasonCount{reason, n})
		}
	}
	slices.SortFunc(out, func(x, y reasonCount) int { return strings.Compare(x.Reason, y.Reason) })
	return out
}

func (b *builder) reasons(t monitoring.Tally) string {
	var out []string
	for _, r := range reasonsOf(t) {
		out = append(out, fmt.Sprintf("%s %d", b.in(reasonWords.Name(r.Reason)), r.Count))
	}
	return b.list(out)
}

// classes writes a tally so that it can be added up.
func (b *builder) classes(t monitoring.Tally) string {
	text := b.f("读取 %d = 采用 %d + 无效 %d + 重复 %d + 期外 %d",
		"%d read = %d used + %d invalid + %d duplicate + %d outside", t.Read, t.Used, t.Invalid, t.Duplicate, t.Outside)
	if reasons := b.reasons(t); reasons != "" {
		text += b.t("（无效：", " (invalid: ") + reasons + b.t("）", ")")
	}
	return text
}

// layout says what each column was taken for.
func (b *builder) layout(f monitoring.FileRecord) string {
	var out []string
	for _, c := range f.Layout {
		if c.Header == "" {
			continue
		}
		text := c.Header + " → " + b.means(c.Means)
		if c.Unit != "" && c.Means != string(intake.Ignored) {
			text += " [" + c.Unit + "]"
		}
		if c.Stated {
			text += b.paren(b.t("写明的", "stated"))
		}
		out = append(out, text)
	}
	return strings.Join(out, b.t("；", "; "))
}

// sheetsRead lists the sheets of a workbook that were read, where there are several.
func (b *builder) sheetsRead(f monitoring.FileRecord) string {
	if len(f.Sheets) < 2 {
		return ""
	}
	var read, left []string
	for _, s := range f.Sheets {
		if s.Read {
			read = append(read, s.Name)
		} else {
			left = append(left, s.Name+b.paren(b.in(s.Why)))
		}
	}
	text := b.f("，工作表 %s", ", sheets %s", strings.Join(read, b.t("、", ", ")))
	if len(left) > 0 {
		text += b.f("；未读取 %s", "; not read: %s", strings.Join(left, b.t("、", ", ")))
	}
	return text
}

// rowsRead are the first and the last row of data, with their sheets where
// there are several.
func (b *builder) rowsRead(f monitoring.FileRecord) string {
	first, last := fmt.Sprint(f.First), fmt.Sprint(f.Last)
	if one, other := sheetOf(f, true), sheetOf(f, false); one != other {
		first, last = one+"!"+first, other+"!"+last
	}
	return first + "–" + last
}

// sheetOf is the sheet of the first or of the last row of data; "" where the
// file has one only.
func sheetOf(f monitoring.FileRecord, first bool) string {
	name := ""
	for _, s := range f.Sheets {
		if s.Rows > 0 && (name == "" || !first) {
			name = s.Name
		}
	}
	return name
}

func (b *builder) means(m string) string {
	switch intake.Role(m) {
	case intake.Unknown:
		return b.t("不认识，未读取", "not understood, not read")
	case intake.Ignored:
		return b.t("未读取", "not read")
	case intake.Converted:
		return b.t("折算浓度，不用于排放量", "converted concentration, not used for amounts")
	}
	return m
}

// problems are findings with what to do about them.
func (b *builder) problems(list []calc.Finding) []page.Record {
	var out []page.Record
	for _, f := range list {
		r := page.Record{Head: page.T(strings.Join(page.Present(b.in(f.Severity.Name()), f.At.String(), f.Code), "  ")),
			Fields: []page.Field{{Name: b.t("问题", "finding"), Text: page.T(b.in(f.Message))}}}
		if remedy := b.in(f.Remedy); remedy != "" {
			r.Fields = append(r.Fields, page.Field{Name: b.t("处理", "remedy"), Text: page.T(remedy)})
		}
		out = append(out, r)
	}
	return out
}
