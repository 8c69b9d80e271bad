package sheet

import (
	"bytes"
	"unicode/utf8"

	"tidai/calc"
)

// SplitLine splits one line, without its line end, into cells, which it
// appends to dst: the exact path of readers in chunks. The line is in the encoding
// of d and may be several lines that a quoted cell joins. A fault has the
// column but no row; one that errors.Is ErrOpenQuote means that the record
// goes on in the next line. Cells refer to line where they can.
func SplitLine(line []byte, d Dialect, dst []Cell) ([]Cell, error) {
	o := Options{}.withDefaults()
	if len(line) > o.MaxRow {
		return dst, fault(CodeSize, "一行超过 %d 字节", "a row of more than %d bytes", o.MaxRow)
	}
	line, err := decodeLine(line, d)
	if err != nil {
		return dst, err
	}
	p := &records{delimiter: d.Delimiter, cr: d.CR, maxCell: o.MaxCell, cells: dst[len(dst):]}
	n, f := p.record(line, true)
	if f == nil && n < len(line) {
		f = fault(CodeSyntax, "一行中有换行符", "a line end within a line").at(0, len(p.cells))
	}
	if f != nil {
		return dst, f
	}
	return append(dst, p.cells...), nil
}

// decodeLine turns a line into UTF-8.
func decodeLine(line []byte, d Dialect) ([]byte, error) {
	if isUTF8 := d.Encoding == UTF8 || d.Encoding == UTF8BOM; isUTF8 && utf8.Valid(line) && bytes.IndexByte(line, 0) <
		0 {
		if d.ASCII {
			if _, err := byValidity(line, true); err != nil {
				return nil, err.(*Fault).at(0, 0)
			}
		}
		return line, nil
	}
	room := make([]byte, 2*len(line)+8)
	n, used, bad := decoderOf(d.Encoding)(room, line, true)
	if used == len(line) {
		return room[:n], nil
	}
	b := &badBytes{d.Encoding, int64(used), line[used : used+max(bad, 1)], false}
	f := badFault(b).at(0, 1+bytes.Count(room[:n], []byte{d.Delimiter}))
	f.Message = calc.Textf("字节 % x（行内偏移 %d）不是 %s 字符",
		"the bytes % x (offset %d in the line) are no character of %s", b.bytes, b.offset, b.encoding)
	return nil, f
}
