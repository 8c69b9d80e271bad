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
	got, findings := Read(b.Bytes(), "f.xlsx")
	if len(findings) > 0 || len(got) != 2 {
		t.Fatalf("%+v %v", got, findings)
	}
	if got[0].Written != "119.57" || got[1].Written != "124.570" || got[1].Accepted.Until !=
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
		got, findings := Read([]byte(doc), "f.json")
		if len(findings) > 0 || len(got) != 1 || got[0].Target != "new/Cr" || got[0].Written != "60.0" ||
			got[0].Unit != "kg/a" {
			t.Errorf("%+v %v of %s", got, findings, doc)
		}
	}
}

// Every fault of a file is named in one run, with its line.
func TestReadFaults(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want int
		line int
	}{
		"no columns":    {"a,b\n1,2\n", 3, 1},
		"column twice":  {"target,指标,value,unit\n", 1, 1},
		"two rows":      {"target,value,unit\n,1,kg/a\nx,1,\n", 2, 2},
		"no such day":   {"target,value,unit,accepted,accepted_until\nx,1,kg/a,y,2026-02-30\n", 1, 2},
		"json":          {`{"schema": "tidai/submitted/1", "figures": [{}, {"target": "x"}]}`, 2, 0},
		"json of other": {`{"schema": "tidai/plan/1"}`, 1, 1},
		"broken json":   {`{"schema": `, 1, 1},
	} {
		_, findings := Read([]byte(c.text), "f")
		if len(findings) != c.want || findings[0].At.Line != c.line {
			t.Errorf("%s: %+v, want %d", name, findings, c.want)
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
		figures, findings := Read(data, "f")
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
