package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// MaxFile bounds a file of submitted figures, in bytes.
const MaxFile = 16 << 20

// FromDossier are the figures the dossier itself submits.
func FromDossier(d *dossier.Dossier) []Submitted {
	var out []Submitted
	for _, s := range d.Submitted {
		out = append(out, Submitted{Target: s.Target, Written: s.Value, Unit: s.Unit, At: s.At, Table: s.Table,
			Accepted: Acceptance{Reason: s.Accepted, Until: s.AcceptedUntil}})
	}
	return out
}

// Read reads submitted figures from a file: CSV or XLSX with a header row in
// Chinese or English, or JSON. name is for findings. What cannot be read is
// a finding, all of them in one run; a row without a value is left out, as the
// template has many.
func Read(data []byte, name string) ([]Submitted, []calc.Finding) {
	if trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"); len(trimmed) > 0 &&
		trimmed[0] == '{' {
		return readJSON(trimmed, name)
	}
	t := &tableReader{name: name}
	d, err := sheet.Sniff(bytes.NewReader(data), int64(len(data)), sheet.Options{})
	if err == nil {
		t.date1904 = d.Date1904
		_, err = sheet.Rows(bytes.NewReader(data), int64(len(data)), sheet.Options{}, t.row)
	}
	var fault *sheet.Fault
	switch {
	case errors.As(err, &fault):
		t.findings = append(t.findings, fault.Finding(name))
	case errors.Is(err, errHeader): // said already
	case err != nil:
		t.fault(1, calc.Textf("无法读取：%s", "cannot be read: %s", calc.ErrorText(err)))
	case t.columns == nil:
		t.fault(1, calc.Text{ZH: "没有表头：第一行应有“指标、申报值、单位”",
			EN: "no header: the first row names target, value and unit"})
	}
	return t.figures, t.findings
}

// heads are the names a column may have, in the file's header.
var heads = map[string][]string{
	"target":         {"target", "指标", "目标", "对应结果", "数字名称", "编号"},
	"value":          {"value", "申报值", "数值", "申报数值", "申报数字"},
	"unit":           {"unit", "单位", "计量单位"},
	"table":          {"table", "表", "所在表", "表名"},
	"accepted":       {"accepted", "认可理由", "理由"},
	"accepted_until": {"accepted_until", "认可至", "有效期"},
}

// errHeader ends the reading of a table whose columns are not known.
var errHeader = errors.New("the header is not usable")

type tableReader struct {
	name     string
	columns  map[string]int
	date1904 bool
	figures  []Submitted
	findings []calc.Finding
}

func (t *tableReader) fault(line int, message calc.Text) {
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodeUnreadable, Severity: calc.Error,
		At: calc.Position{File: t.name, Line: line}, Subject: "file:" + t.name,
		Message: message, Remedy: calc.Text{ZH: "按模板填写：tidai review DIR --template FILE",
			EN: "follow the template: tidai review DIR --template FILE"}})
}

func (t *tableReader) row(r *sheet.Row) error {
	if t.columns == nil {
		return t.header(r)
	}
	s := Submitted{Target: t.cell(r, "target"), Written: t.cell(r, "value"), Unit: t.cell(r, "unit"),
		At:       calc.Position{File: t.name, Line: r.Number},
		Accepted: Acceptance{Reason: t.cell(r, "accepted")}}
	if s.Written == "" {
		return nil // not filled in
	}
	if s.Target == "" || s.Unit == "" {
		t.fault(r.Number, calc.Textf("申报值 %q 缺少指标或单位", "the value %q lacks its target or unit", s.Written))
		return nil
	}
	if name := t.cell(r, "table"); name != "" {
		var ok bool
		if s.Table, ok = dossier.FigureTables.Read(name); !ok {
			t.fault(r.Number, unknownTable(name))
			return nil
		}
	}
	if until := t.cell(r, "accepted_until"); until != "" {
		day, err := calc.ParseDate(until)
		if err != nil {
			t.fault(r.Number, calc.ErrorText(err))
			return nil
		}
		s.Accepted.Until = day
	}
	t.figures = append(t.figures, s)
	return nil
}

func unknownTable(name string) calc.Text {
	var known []string
	for _, o := range dossier.FigureTables {
		known = append(known, o.Key+" "+o.Name.ZH)
	}
	list := strings.Join(known, ", ")
	return calc.Textf("表 %q 不是可选项之一：%s", "the table %q is not one of %s", name, list)
}

// header takes the first row for the header, and says all that is wrong with it.
func (t *tableReader) header(r *sheet.Row) error {
	t.columns = map[string]int{}
	for i, c := range r.Cells {
		text := strings.ToLower(strings.TrimSpace(string(c.Text)))
		for key, names := range heads {
			if !slices.Contains(names, text) {
				continue
			}
			if _, twice := t.columns[key]; twice {
				t.fault(r.Number, calc.Textf("表头有两列 %q", "two columns are headed %q", text))
			}
			t.columns[key] = i
		}
	}
	for _, key := range []string{"target", "value", "unit"} {
		if _, ok := t.columns[key]; !ok {
			t.fault(r.Number, calc.Textf("缺少“%s”列（%s）", "there is no column %q (%s)", heads[key][1],
				strings.Join(heads[key], ", ")))
		}
	}
	if len(t.findings) > 0 {
		return errHeader
	}
	return nil
}

// cell is the text of a cell; a number of a workbook as a person typed it.
func (t *tableReader) cell(r *sheet.Row, key string) string {
	i, ok := t.columns[key]
	if !ok || i >= len(r.Cells) {
		return ""
	}
	c := r.Cells[i]
	switch c.Kind {
	case sheet.Number:
		return string(sheet.Typed(c.Text))
	case sheet.Date:
		if y, m, d, _, _, _, ok := sheet.SerialDate(string(c.Text), t.date1904); ok {
			return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		}
	}
	return strings.TrimSpace(string(c.Text))
}

// figuresJSON is tidai/submitted/1, and of tidai/targets/2 what a review needs.
type figuresJSON struct {
	Schema  string `json:"schema"`
	Figures []struct {
		Target        string `json:"target"`
		Value         string `json:"value"`
		Unit          string `json:"unit"`
		Table         string `json:"table"`
		Accepted      string `json:"accepted"`
		AcceptedUntil string `json:"accepted_until"`
	} `json:"figures"`
	Targets []struct {
		Name   string `json:"name"`
		Amount *struct {
			Shown string `json:"shown"`
			Unit  string `json:"unit"`
		} `json:"amount"`
	} `json:"targets"`
}

func readJSON(data []byte, name string) ([]Submitted, []calc.Finding) {
	t := &tableReader{name: name}
	var doc figuresJSON
	if err := json.Unmarshal(data, &doc); err != nil {
		t.fault(1, calc.Textf("不是可读的 JSON：%s", "no JSON that can be read: %s", err.Error()))
		return nil, t.findings
	}
	if !slices.Contains([]string{"tidai/submitted/1", "tidai/targets/1", "tidai/targets/2"}, doc.Schema) {
		t.fault(1, calc.Textf("schema %q 不是 tidai/submitted/1 或 tidai/targets/2",
			"schema %q is neither tidai/submitted/1 nor tidai/targets/2", doc.Schema))
		return nil, t.findings
	}
	for i, f := range doc.Figures {
		s := Submitted{Target: f.Target, Written: f.Value, Unit: f.Unit, Table: f.Table, At: calc.Position{File: name},
			Accepted: Acceptance{Reason: f.Accepted}}
		if f.AcceptedUntil != "" {
			day, err := calc.ParseDate(f.AcceptedUntil)
			if err != nil {
				t.fault(0, calc.ErrorText(err))
			}
			s.Accepted.Until = day
		}
		if f.Table != "" && !dossier.FigureTables.Has(f.Table) {
			t.fault(0, unknownTable(f.Table))
		}
		if f.Target == "" || f.Value == "" || f.Unit == "" {
			t.fault(0, calc.Textf("figures[%d] 缺少 target、value 或 unit", "figures[%d] lacks target, value or unit",
				i))
			continue
		}
		t.figures = append(t.figures, s)
	}
	for _, x := range doc.Targets {
		if x.Amount != nil {
			t.figures = append(t.figures, Submitted{Target: x.Name, Written: x.Amount.Shown, Unit: x.Amount.Unit,
				At: calc.Position{File: name}})
		}
	}
	return t.figures, t.findings
}
