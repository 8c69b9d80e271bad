package review

import (
	"bytes"
	"errors"
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
			Claimed: Acceptance{Reason: s.Accepted, Until: s.AcceptedUntil}})
	}
	return out
}

// Table is a file of submitted figures as it was read. Findings name whatever in it
// is no figure; Refused says that the file as a whole could not be read, so that it
// has none.
type Table struct {
	Figures  []Submitted
	Findings []calc.Finding
	Refused  bool
}

// Read reads submitted figures from a file: CSV or XLSX with a header row in
// Chinese or English, or JSON. name is for findings. One bad row is one bad row: it
// is a figure that cannot be checked, and the others are read. Rows without a value
// are left out, as the template has many; nothing else is left out without a word.
func Read(data []byte, name string) Table {
	if trimmed := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n"); len(trimmed) > 0 &&
		trimmed[0] == '{' {
		return readJSON(trimmed, name)
	}
	t := &tableReader{name: name}
	if err := t.sheets(data); err != nil {
		t.refuse(err)
	}
	t.leftOutSaid()
	if !t.headed && len(t.findings) == 0 {
		t.fault(1, calc.Text{ZH: "没有表头：应有一行写“指标、申报值、单位”",
			EN: "no header: a row names target, value and unit"})
	}
	return Table{Figures: t.figures, Findings: t.findings, Refused: !t.headed}
}

// refuse says why a file could not be read to its end.
func (t *tableReader) refuse(err error) {
	t.headed = false
	var fault *sheet.Fault
	if errors.As(err, &fault) {
		t.findings = append(t.findings, fault.Finding(t.name))
		return
	}
	t.fault(1, calc.Textf("无法读取：%s", "cannot be read: %s", calc.ErrorText(err)))
}

// sheets reads every visible sheet of a workbook, or the one table of a text file.
// A sheet that is hidden, or has no header, is named and not read.
func (t *tableReader) sheets(data []byte) error {
	file, size := bytes.NewReader(data), int64(len(data))
	d, err := sheet.Sniff(file, size, sheet.Options{})
	if err != nil {
		return err
	}
	t.date1904 = d.Date1904
	heads, err := sheet.Heads(file, size, sheet.Options{}, 1)
	if err != nil {
		return err
	}
	if len(heads) == 0 { // a text file
		_, err := sheet.Rows(file, size, sheet.Options{}, t.row)
		return err
	}
	for _, h := range heads {
		if h.Fault != nil {
			return h.Fault
		}
		t.columns, t.sheet, t.shared = nil, h.Name, ""
		if h.Hidden {
			t.unread(h, calc.Text{ZH: "隐藏的工作表没有读取", EN: "a hidden sheet is not read"})
			continue
		}
		if _, err := sheet.Rows(file, size, sheet.Options{Sheet: h.Name, FillMerged: true}, t.row); err != nil {
			return err
		}
		if t.columns == nil {
			t.unread(h, calc.Text{ZH: "工作表没有表头，没有读取", EN: "a sheet without a header is not read"})
		}
	}
	return nil
}

// unread names a sheet with contents that was not read: the review is incomplete.
func (t *tableReader) unread(h sheet.Head, what calc.Text) {
	if len(h.Rows) == 0 {
		return
	}
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodeUnread, Severity: calc.Error,
		At: calc.Position{File: t.name, Sheet: h.Name, Line: h.Rows[0].Number}, Subject: "file:" + t.name,
		Message: what, Remedy: calc.Text{ZH: "有申报数字的，取消隐藏并加表头；没有的，删去该表",
			EN: "where it has figures, show it and give it a header; else delete it"}})
}

// fault names what is wrong with a row that is no figure's.
func (t *tableReader) fault(line int, message calc.Text) {
	t.findings = append(t.findings, calc.Finding{Stage: calc.StageReview, Code: CodeUnreadable, Severity: calc.Error,
		At: calc.Position{File: t.name, Sheet: t.sheet, Line: line}, Subject: "file:" + t.name,
		Message: message, Remedy: calc.Text{ZH: "按模板填写：tidai review DIR --template FILE",
			EN: "follow the template: tidai review DIR --template FILE"}})
}

func unknownTable(name string) calc.Text {
	var known []string
	for _, o := range dossier.FigureTables {
		known = append(known, o.Key+" "+o.Name.ZH)
	}
	list := strings.Join(known, ", ")
	return calc.Textf("表 %q 不是可选项之一：%s", "the table %q is not one of %s", name, list)
}
