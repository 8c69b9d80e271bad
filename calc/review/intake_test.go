package review

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tidai/calc"
)

// A workbook written by another program: a number cell is read as typed, a text
// cell keeps its zeros, a date cell is a day, an empty value is no figure.
func TestReadWorkbook(t *testing.T) {
	f := excelize.NewFile()
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for at, v := range map[string]any{"A1": "指标", "B1": "申报值", "C1": "单位", "D1": "认可理由", "E1": "认可至",
		"A2": "demand/Cr", "B2": 119.57, "C2": "kg/a",
		"A3": "new/Cr", "B3": "124.570", "C3": "kg/a", "D3": "按受理版本", "E3": 46387, // 2026-12-31
		"A4": "own/Cr", "C4": "kg/a"} {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellStyle("Sheet1", "E3", "E3", day); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	table := Read(b.Bytes(), "f.xlsx")
	got, findings := table.Figures, table.Findings
	if len(findings) > 0 || len(got) != 2 {
		t.Fatalf("%+v %v", got, findings)
	}
	if got[0].Written != "119.57" || got[1].Written != "124.570" || got[1].Claimed.Until !=
		calc.MustDate("2026-12-31") || got[1].At.Line != 3 {
		t.Errorf("%+v", got)
	}
}

// What explain lists is read in both its versions: texts beside the numbers changed, the
// numbers did not.
func TestReadTargets(t *testing.T) {
	for _, doc := range []string{
		`{"schema": "tidai/targets/1", "targets": [{"name": "own/Cr", "amount": null, "amount_reason": "no data"},
			{"name": "new/Cr", "term": "new", "amount": {"exact": "60", "shown": "60.0", "unit": "kg/a"}}]}`,
		`{"schema": "tidai/targets/2", "targets": [{"name": "own/Cr", "amount": null,
			"amount_reason": {"zh": "没有数据", "en": "no data"}}, {"name": "new/Cr", "term": "new",
			"amount": {"exact": "60", "shown": "60.0", "unit": "kg/a"}, "amount_reason": null}]}`,
	} {
		table := Read([]byte(doc), "f.json")
		got, findings := table.Figures, table.Findings
		if len(findings) > 0 || len(got) != 1 || got[0].Target != "new/Cr" || got[0].Written != "60.0" ||
			got[0].Unit != "kg/a" {
			t.Errorf("%+v %v of %s", got, findings, doc)
		}
	}
}

// Every fault of a file is named in one run, with its line; a bad row keeps no other
// from being read, and only a file without a header or a broken one is refused.
func TestReadFaults(t *testing.T) {
	for name, c := range map[string]struct {
		text          string
		faults        int
		line, figures int
		refused       bool
	}{
		"no columns":     {"a,b\n1,2\n", 1, 1, 0, true},
		"two bad rows":   {"target,value,unit\n,1,kg/a\nx,1,\ny,2,kg/a\n", 0, 0, 3, false},
		"no such day":    {"target,value,unit,accepted,accepted_until\nx,1,kg/a,y,2026-02-30\n", 1, 2, 1, false},
		"no such table":  {"target,value,unit,table\nx,1,kg/a,y\n", 1, 2, 1, false},
		"signs":          {"target,value,unit\nx,/,kg/a\ny,—,kg/a\n合计,3,kg/a\n", 2, 2, 0, false},
		"second header":  {"指标,申报值,单位\nx,1,kg/a\n,,\n指标,单位,申报值\ny,kg/a,2\n", 0, 0, 2, false},
		"json":           {`{"schema": "tidai/submitted/1", "figures": [{}, {"target": "x"}]}`, 2, 0, 0, true},
		"json of other":  {`{"schema": "tidai/plan/1"}`, 1, 1, 0, true},
		"broken json":    {`{"schema": `, 1, 1, 0, true},
		"misspelt key":   {"{\"schema\": \"tidai/submitted/1\",\n\"figurs\": []}", 1, 2, 0, true},
		"misspelt inner": {`{"schema": "tidai/submitted/1", "figures": [{"targt": "x"}]}`, 1, 1, 0, true},
		"doubled key":    {"{\"schema\": \"tidai/submitted/1\",\n\"schema\": \"tidai/submitted/1\"}", 1, 2, 0, true},
		"no figures":     {`{"schema": "tidai/submitted/1", "figures": []}`, 1, 1, 0, true},
	} {
		got := Read([]byte(c.text), "f")
		if len(got.Findings) != c.faults || c.faults > 0 && got.Findings[0].At.Line != c.line ||
			len(got.Figures) != c.figures || got.Refused != c.refused {
			t.Errorf("%s: %+v, want %+v", name, got, c)
		}
	}
}

// What heads, units and titles people write.
func TestReadTables(t *testing.T) {
	for name, text := range map[string]string{
		"marks":        "指标*,申报值 *,单位\ndemand/Cr,119.57,kg/a\n",
		"unit in head": "指标,申报值（kg/a）,备注\ndemand/Cr,119.57,核过\n",
		"title":        "示例公司申报数字表（单位：kg/a）,,\n指标,申报值,备注\ndemand/Cr,119.57,\n",
		"title above":  "示例公司申报数字表\n指标,申报值,单位\ndemand/Cr,119.57,KG/A\n",
		"unit column":  "指标名称,申报值(t/a),申报值(kg/a)\ndemand/Cr,,119.57\n",
		"words":        "指标,申报值,单位\ndemand/Cr,119.57,千克/年\n",
		"apostrophe":   "指标,申报值,单位\ndemand/Cr,'119.57,Kg/a\n",
	} {
		got := Read([]byte(text), "f.csv")
		if len(got.Figures) != 1 || got.Figures[0].Written != "119.57" || got.Figures[0].Unit != "kg/a" ||
			got.Figures[0].Fault != (calc.Text{}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	got := Read([]byte("指标,申报值,单位\nx,\"1,119.57\",t/a\ny,<0.05,T/a\nz,未检出,t/a\n"), "f.csv")
	if len(got.Figures) != 3 || got.Figures[0].Written != "1119.57" || got.Figures[1].Written != "<0.05" ||
		got.Figures[1].Unit != "t/a" || got.Figures[2].Written != "<" {
		t.Errorf("%+v", got)
	}
}

// cells fills in a workbook of one sheet.
func cells(t *testing.T, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, row := range rows {
		for j, v := range row {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil && v != nil {
				err = f.SetCellValue(sheet, name, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Nothing of a workbook is left out without a word: a formula without a value, a
// merged value, a hidden row, a hidden sheet, a sheet without a header; a second
// table on another sheet is read; what a format prints is what is submitted.
func TestNothingIsDropped(t *testing.T) {
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cells(t, f, "Sheet1", []any{"指标", "申报值", "单位"}, []any{"demand/Cr", nil, "kg/a"}, []any{"new/Cr", 60, "kg/a"},
		[]any{"net/Cr", nil, "kg/a"}, []any{"own/Cr", 5, "kg/a"}, []any{"demand/Cd", 119.6, "kg/a"})
	must(f.SetCellFormula("Sheet1", "B2", "=40+5"))
	must(f.MergeCell("Sheet1", "B3", "B4"))
	must(f.SetRowVisible("Sheet1", 5, false))
	two, err := f.NewStyle(&excelize.Style{NumFmt: 2}) // 0.00
	must(err)
	must(f.SetCellStyle("Sheet1", "B6", "B6", two))
	for _, name := range []string{"第二表", "说明", "底稿"} {
		_, err := f.NewSheet(name)
		must(err)
	}
	cells(t, f, "第二表", []any{"指标", "申报值", "单位"}, []any{"new/Pb", "1.20", "kg/a"})
	cells(t, f, "说明", []any{"填表说明"})
	cells(t, f, "底稿", []any{"指标", "申报值", "单位"}, []any{"new/Cd", "0.40", "kg/a"})
	must(f.SetSheetVisible("底稿", false))
	b, err := f.WriteToBuffer()
	must(err)
	got := Read(b.Bytes(), "f.xlsx")
	var faults, written []string
	for _, s := range got.Figures {
		written = append(written, s.Target+"="+s.Written)
		if s.Fault != (calc.Text{}) {
			faults = append(faults, s.Target+" "+s.Fault.ZH)
		}
	}
	if strings.Join(written, " ") != "demand/Cr= new/Cr=60 net/Cr=60 own/Cr=5 demand/Cd=119.60 new/Pb=1.20" {
		t.Errorf("%q", written)
	}
	if len(faults) != 2 || !strings.HasPrefix(faults[0], "demand/Cr 单元格 B2：") ||
		!strings.HasPrefix(faults[1], "net/Cr 单元格 B4 在合并单元格中") {
		t.Errorf("%q", faults)
	}
	if codes(got.Findings) != CodeUnread+" "+CodePrinted+" "+CodeUnread+" "+CodeUnread {
		t.Errorf("%+v", got.Findings)
	}
}

// The reviewer's own file accepts a figure as it was submitted, until a day, and an
// acceptance that fits no difference is named.
func TestAccepted(t *testing.T) {
	p, book := planOf(t, "plating")
	list, findings := ReadAccepted([]byte("指标,申报值,理由,认可人,有效期\nown/Cr,6,受理版本如此,张三,2026/12/31\n"),
		"a.csv")
	if len(findings) > 0 || len(list) != 1 {
		t.Fatal(findings)
	}
	for _, c := range []struct{ written, on, want string }{
		{"6", "2026-03-31", CodeAccepted}, {"6", "2026-12-31", CodeAccepted},
		{"6", "2027-01-01", CodeDiffers + " " + CodeExpired},
		{"7", "2026-03-31", CodeDiffers + " " + CodeNoFigure},
	} {
		r := Make(Input{Plan: p, Book: book, AsOf: calc.MustDate(c.on), Accept: list,
			Figures: []Submitted{{Target: "own/Cr", Written: c.written, Unit: "kg/a"}}})
		if got := codes(r.Findings); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.written, c.on, got, c.want)
		}
	}
	for _, text := range []string{"指标,申报值,理由,认可人,有效期\nown/Cr,6,,张三,2026-12-31\n",
		"指标,申报值\nown/Cr,6\n",
		"指标,申报值,理由,认可人,有效期\nown/Cr,6,如此,张三,年底\n"} {
		if _, findings := ReadAccepted([]byte(text), "a.csv"); !calc.HasErrors(findings) {
			t.Errorf("%q was read", text)
		}
	}
}

// Whatever is read, nothing panics, and a figure that was read can be reviewed.
func FuzzRead(f *testing.F) {
	f.Add([]byte("target,value,unit\nx,1.20×10⁻³,kg/a\n"))
	f.Add([]byte("指标,申报值,单位\nx,119.57,t/a\n"))
	f.Add([]byte(`{"schema": "tidai/submitted/1", "figures": [{"target": "x", "value": "1e-9", "unit": "kg/a"}]}`))
	f.Add([]byte("target,value,unit\nx,0,kg/a\nx,-5,kg/a\nx,9e30,g/a\n"))
	s := leaf("E", "119.57 kg/a")
	f.Fuzz(func(t *testing.T, data []byte) {
		table := Read(data, "f")
		figures, findings := table.Figures, table.Findings
		for _, x := range figures {
			if o := verdictOf(s, x.Written, x.Unit); o.Verdict == "" {
				t.Errorf("%+v has no verdict", x)
			}
		}
		for _, x := range findings {
			if x.Code == "" || strings.TrimSpace(x.Message.ZH) == "" || x.Message.EN == "" {
				t.Errorf("%+v says nothing", x)
			}
		}
	})
}
