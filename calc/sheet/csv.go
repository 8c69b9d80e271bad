package sheet

import (
	"bytes"
	"errors"
	"io"
)

// records splits text into records. Quotes follow RFC 4180: a cell that begins
// with a quote runs to the next single one, and two stand for one. A quote
// inside a cell that does not begin with one is itself (5" pipe).
type records struct {
	delimiter byte
	cr        bool // a lone carriage return ends a line
	maxCell   int
	cells     []Cell
	scratch   []byte // cells with doubled quotes
	open      int    // column of the cell a record stopped in
}

// record reads the first record of b; n is what it took, its line end with
// it. n is 0 if the record is not whole and last says that more may follow.
func (p *records) record(b []byte, last bool) (n int, err *Fault) {
	p.cells, p.scratch = p.cells[:0], p.scratch[:0]
	if !p.cr {
		end := bytes.IndexByte(b, '\n')
		line := b
		if n = end + 1; end >= 0 {
			line = b[:end]
		} else if n = len(b); !last {
			n = 0
		}
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) <= p.maxCell && (n > 0 || last) && bytes.IndexByte(line, '"') < 0 && bytes.IndexByte(line, '\r') <
			0 {
			return n, p.plain(line)
		}
	}
	return p.quoted(b, last)
}

// plain splits a line without quotes.
func (p *records) plain(line []byte) *Fault {
	if len(line) == 0 {
		return nil
	}
	for {
		i := bytes.IndexByte(line, p.delimiter)
		if i < 0 {
			return p.add(line)
		}
		if f := p.add(line[:i:i]); f != nil {
			return f
		}
		line = line[i+1:]
	}
}

func (p *records) add(text []byte) *Fault {
	col := len(p.cells) + 1
	if col > MaxColumns {
		return fault(CodeSize, "一行超过 %d 个单元格", "a row of more than %d cells", MaxColumns).at(0, col)
	}
	kind := Text
	if len(text) == 0 {
		kind = Empty
	}
	p.cells = append(p.cells, Cell{Text: text, Kind: kind, Col: col})
	return nil
}

// quoted splits a record whatever it holds.
func (p *records) quoted(b []byte, last bool) (int, *Fault) {
	for pos := 0; ; {
		p.open = len(p.cells) + 1
		text, next, f := p.cell(b, pos, last)
		if f != nil {
			return 0, f.at(0, p.open)
		}
		if next-pos > p.maxCell+2 && len(text) > p.maxCell || next < 0 && len(b)-pos > 2*p.maxCell+2 {
			return 0, cellTooLong(p.maxCell).at(0, p.open)
		}
		if next < 0 {
			return 0, nil
		}
		end, f := p.lineEnd(b, next, last)
		if f != nil {
			return 0, f.at(0, p.open)
		}
		if end < 0 {
			return 0, nil
		}
		if blank := end > next || next == len(b); blank && len(p.cells) == 0 && next == 0 {
			return end, nil
		}
		if f := p.add(text); f != nil {
			return 0, f
		}
		if end > next || next == len(b) {
			return end, nil
		}
		pos = next + 1
	}
}

func cellTooLong(limit int) *Fault {
	return fault(CodeSize, "单元格超过 %d 字节", "a cell of more than %d bytes", limit).
		remedy("看看是否有引号没有闭合", "see whether a quote is not closed")
}

// cell reads the cell at pos; next is where it ends, -1 if b ends before.
func (p *records) cell(b []byte, pos int, last bool) (text []byte, next int, f *Fault) {
	if pos == len(b) || b[pos] != '"' {
		for i := pos; i < len(b); i++ {
			if c := b[i]; c == p.delimiter || c == '\n' || c == '\r' {
				return b[pos:i:i], i, nil
			}
		}
		if last {
			return b[pos:], len(b), nil
		}
		return nil, -1, nil
	}
	pos++
	start, from := len(p.scratch), pos
	for {
		i := bytes.IndexByte(b[from:], '"')
		if i < 0 || (from+i+1 == len(b) && !last) {
			if last {
				f := fault(CodeSyntax, "引号没有闭合", "a quote is not closed")
				f.cause = ErrOpenQuote
				return nil, -1, f
			}
			return nil, -1, nil
		}
		from += i
		if from+1 < len(b) && b[from+1] == '"' {
			p.scratch = append(p.scratch, b[pos:from+1]...)
			from += 2
			pos = from
			continue
		}
		break
	}
	text = b[pos:from:from]
	if len(p.scratch) > start {
		p.scratch = append(p.scratch, text...)
		text = p.scratch[start:len(p.scratch):len(p.scratch)]
	}
	return text, from + 1, nil
}

// lineEnd looks at what follows a cell: the place behind the line end, i
// itself at a separator or at the end of b, -1 if more is needed.
func (p *records) lineEnd(b []byte, i int, last bool) (int, *Fault) {
	switch {
	case i == len(b) && last:
		return i, nil
	case i == len(b):
		return -1, nil
	case b[i] == p.delimiter:
		return i, nil
	case b[i] == '\n':
		return i + 1, nil
	case b[i] != '\r':
		return 0, fault(CodeSyntax, "闭合的引号后面还有文字", "text follows a closed quote").
			remedy("单元格里的引号要写两个", "inside a cell write a quote twice")
	case i+1 == len(b) && !last:
		return -1, nil
	case i+1 == len(b) || p.cr && b[i+1] != '\n':
		return i + 1, nil
	case b[i+1] == '\n':
		return i + 2, nil
	}
	return 0, fault(CodeSyntax, "行中有单独的回车符", "a lone carriage return within a line").
		remedy("重新另存为 CSV，或给该单元格加引号", "save the file as CSV again, or quote the cell")
}

// textRows streams a text file.
func textRows(r io.ReaderAt, size int64, d Dialect, o Options, fn func(*Row) error) error {
	t := newText(r, size, d)
	p := &records{delimiter: d.Delimiter, cr: d.CR, maxCell: o.MaxCell}
	room := buffers.get(roomFor(size, 256<<10))
	defer func() { buffers.put(room); buffers.put(t.store) }()
	buf := room
	start, end, row := 0, 0, Row{Number: 1}
	var stop error
	for {
		b := buf[start:end]
		if len(b) == 0 && stop == io.EOF {
			return nil
		}
		n, f := 0, (*Fault)(nil)
		if len(b) > 0 {
			n, f = p.record(b, stop == io.EOF)
		}
		switch {
		case f != nil:
			return f.at(row.Number, f.Col)
		case n > 0:
			if row.Cells = p.cells; len(row.Cells) > 0 {
				if err := fn(&row); err != nil {
					return err
				}
			}
			row.Number += lines(b[:n], d.CR)
			start += n
			continue
		case stop != nil:
			return p.stopped(stop, row.Number, b, d.CR)
		case len(b) > o.MaxRow:
			return fault(CodeSize, "一行超过 %d 字节", "a row of more than %d bytes", o.MaxRow).at(row.Number, 0)
		}
		buf, start, end = moreRoom(buf, start, end)
		n, stop = t.Read(buf[end:])
		end += n
	}
}

// moreRoom moves what is unread to the head of buf, and into a larger one if
// it fills more than half of it.
func moreRoom(buf []byte, start, end int) ([]byte, int, int) {
	if n := end - start; n > len(buf)/2 {
		larger := make([]byte, 2*len(buf))
		return larger, 0, copy(larger, buf[start:end])
	}
	return buf, 0, copy(buf, buf[start:end])
}

// stopped is the fault of a text that could not be read on inside a record.
func (p *records) stopped(err error, row int, b []byte, cr bool) error {
	var bad *badBytes
	if !errors.As(err, &bad) {
		return err
	}
	at := row + lines(b, cr)
	col := 1
	if len(b) > 0 {
		col = p.open
	}
	return badFault(bad).at(at, col)
}

func badFault(bad *badBytes) *Fault {
	f := fault(CodeEncoding, "字节 % x（文件偏移 %d）不是 %s 字符",
		"the bytes % x (file offset %d) are no character of %s", bad.bytes, bad.offset, bad.encoding)
	if bytes.Equal(bytes.Trim(bad.bytes, "\x00"), nil) {
		f = fault(CodeEncoding, "含有 NUL 字符（文件偏移 %d）", "a NUL character (file offset %d)", bad.offset)
	}
	if bad.late {
		f = fault(CodeEncoding, "此前只有 ASCII 字符，从这里（文件偏移 %d）起编码不明",
			"only ASCII so far; from here (file offset %d) the encoding is open", bad.offset)
	}
	f.cause = bad
	return f.remedy("改正该处，或用 --encoding 写明另一编码", "mend it, or state another encoding with --encoding")
}

// lines counts the line ends in b.
func lines(b []byte, cr bool) int {
	if cr {
		return bytes.Count(b, []byte("\r")) + bytes.Count(b, []byte("\n")) - bytes.Count(b, []byte("\r\n"))
	}
	return bytes.Count(b, []byte("\n"))
}
