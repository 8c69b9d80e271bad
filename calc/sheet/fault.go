package sheet

import (
	"bytes"
	"errors"
	"io"

	"tidai/calc"
)

// Codes of the faults.
const (
	CodeFormat    = "TD-SHT-001" // not a file this package reads, or a damaged one
	CodeEncoding  = "TD-SHT-002" // encoding open, or bytes that are not of it
	CodeDelimiter = "TD-SHT-003" // separator open
	CodeSyntax    = "TD-SHT-004" // quotes, line ends or XML that break the format
	CodeSize      = "TD-SHT-005" // larger than a limit
	CodeSheet     = "TD-SHT-006" // no such sheet
)

// ErrOpenQuote is inside the fault of a line whose last quote is not closed:
// in a reader of chunks the record goes on in the next line.
var ErrOpenQuote = errors.New("a quote is not closed")

// Fault is what is wrong with a file, and where.
type Fault struct {
	Code     string
	Sheet    string // of XLSX
	Row, Col int    // 1-based; 0 = not of a row, not of a cell
	Message  calc.Text
	Remedy   calc.Text

	cause error
}

// Error speaks English.
func (f *Fault) Error() string { return f.Text().EN }

// Unwrap returns what lies behind the fault, if anything.
func (f *Fault) Unwrap() error { return f.cause }

// Text says where, what and what to do, in both languages.
func (f *Fault) Text() calc.Text {
	t := f.Said()
	if f.Remedy != (calc.Text{}) {
		t = calc.Textf("%s；%s", "%s; %s", t, f.Remedy)
	}
	return t
}

// Said says where and what.
func (f *Fault) Said() calc.Text {
	t := f.Message
	switch {
	case f.Row > 0 && f.Col > 0:
		t = calc.Textf("第 %d 行第 %d 列：%s", "row %d, column %d: %s", f.Row, f.Col, t)
	case f.Row > 0:
		t = calc.Textf("第 %d 行：%s", "row %d: %s", f.Row, t)
	}
	if f.Sheet != "" {
		t = calc.Textf("工作表“%s”：%s", "sheet “%s”: %s", f.Sheet, t)
	}
	return t
}

// Finding returns the fault as a finding in file.
func (f *Fault) Finding(file string) calc.Finding {
	return calc.Finding{Stage: calc.StageSheet, Code: f.Code, Severity: calc.Error, At: calc.Position{File: file,
		Line: f.Row},
		Message: f.Said(), Remedy: f.Remedy}
}

func fault(code, zh, en string, args ...any) *Fault {
	return &Fault{Code: code, Message: calc.Textf(zh, en, args...)}
}

func (f *Fault) at(row, col int) *Fault {
	f.Row, f.Col = row, col
	return f
}

func (f *Fault) remedy(zh, en string) *Fault {
	f.Remedy = calc.Text{ZH: zh, EN: en}
	return f
}

// readFault is of a file that cannot be read to its end.
func readFault(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	f := fault(CodeFormat, "文件读取失败：%s", "the file cannot be read: %s", calc.ErrorText(err))
	f.cause = err
	return f
}

// The kinds of file that come under the names of tables, by their first bytes.
var foreign = []struct {
	magic   string
	message calc.Text
}{
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", calc.Text{ZH: "这是旧版 .xls 文件，或带密码的 .xlsx 文件",
		EN: "this is an old .xls file, or an .xlsx file with a password"}},
	{"%PDF", calc.Text{ZH: "这是 PDF 文件", EN: "this is a PDF file"}},
	{"\x1f\x8b", calc.Text{ZH: "这是 gzip 压缩文件", EN: "this is a gzip file"}},
	{"Rar!", calc.Text{ZH: "这是 RAR 压缩文件", EN: "this is a RAR archive"}},
	{"7z\xbc\xaf", calc.Text{ZH: "这是 7z 压缩文件", EN: "this is a 7z archive"}},
	{"<!doctype", markup}, {"<html", markup}, {"<?xml", markup}, {"<table", markup}, {"<meta", markup},
}

var markup = calc.Text{ZH: "这是网页或 XML 文件，不是表格（有的系统把它存成 .xls）",
	EN: "this is a web page or XML, not a table (some systems save it as .xls)"}

// refuseFormat refuses what is neither a text table nor a zip.
func refuseFormat(head []byte) error {
	if len(head) == 0 {
		return fault(CodeFormat, "文件是空的", "the file is empty")
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 512)], []byte(bomUTF8)), " \t\r\n"))
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) || (f.magic[0] == '<' && bytes.HasPrefix(start, []byte(f.magic))) {
			return (&Fault{Code: CodeFormat, Message: f.message}).remedy("另存为不带密码的 .xlsx 或 CSV",
				"save it as .xlsx without a password, or as CSV")
		}
	}
	return nil
}

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK")) && len(head) > 3 && head[2] < 9
}
