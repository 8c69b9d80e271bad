package sheet

import (
	"errors"
)

// maxRows is the number of rows of an Excel sheet.
const maxRows = 1 << 20

// sheetReader streams the rows of one sheet.
type sheetReader struct {
	b      *book
	x      *scanner
	name   string
	fn     func(*Row) error
	styles []style
	merged *merger
	hidden []Range // columns

	row     Row
	store   []Cell // store[i].Col == i+1; Empty beyond what the row wrote
	touched []int  // places the row wrote
	arena   []byte // words of the row
	col     int    // of the cell being read
}

// stopped marks an error of fn, to which nothing is added.
type stopped struct{ error }

func (s *sheetReader) read(x *scanner) error {
	s.x = x
	if string(x.name) != "worksheet" {
		return fault(CodeFormat, "%q 不是工作表", "%q is no worksheet", s.name)
	}
	found := false
	err := x.each(func(name string) error {
		switch name {
		case "sheetData":
		case "cols":
			return s.columns()
		default:
			return x.skip()
		}
		if found {
			return malformed("工作表有两处数据", "a sheet with two lots of data")
		}
		found = true
		return s.rows()
	})
	var own stopped
	if errors.As(err, &own) {
		return own.error
	}
	if err == nil && !found {
		err = malformed("工作表没有数据", "a sheet without data")
	}
	return within(err, s.name, s.row.Number, s.col)
}

// columns notes which columns are hidden.
func (s *sheetReader) columns() error {
	return s.x.each(func(string) error {
		first, ok1 := parseIndex(attr(s.x.attrs, "min"))
		last, ok2 := parseIndex(attr(s.x.attrs, "max"))
		if ok1 && ok2 && isTrue(attr(s.x.attrs, "hidden")) && len(s.hidden) < MaxColumns {
			s.hidden = append(s.hidden, Range{Col1: first, Col2: min(last, MaxColumns)})
		}
		return s.x.skip()
	})
}

// rows reads the rows of the sheet. It and cells are each, written out: they
// run a million times.
func (s *sheetReader) rows() error {
	if s.x.empty {
		return nil
	}
	for {
		if err := s.x.next(); err != nil {
			return err
		}
		var err error
		switch {
		case s.x.kind == atEnd:
			return s.x.fill()
		case s.x.kind == endTag:
			return nil
		case s.x.kind == startTag && string(s.x.name) == "row":
			err = s.readRow()
		case s.x.kind == startTag:
			err = s.x.skip()
		}
		if err != nil {
			return err
		}
	}
}

func (s *sheetReader) readRow() error {
	number := s.row.Number + 1
	if r := attr(s.x.attrs, "r"); r != nil {
		n, ok := parseIndex(r)
		if !ok || n < number || n > maxRows {
			return malformed("在第 %d 行之后行号 %q 不对", "after row %d the row number %q is wrong", s.row.Number, r)
		}
		number = n
	}
	if number > maxRows {
		return fault(CodeSize, "超过 %d 行", "more than %d rows", maxRows)
	}
	for _, i := range s.touched {
		s.store[i] = Cell{Col: i + 1}
	}
	s.row = Row{Number: number, Sheet: s.name, Hidden: isTrue(attr(s.x.attrs, "hidden"))}
	s.touched, s.arena, s.col = s.touched[:0], s.arena[:0], 0
	if err := s.cells(); err != nil {
		return err
	}
	if s.merged != nil {
		if err := s.merged.fill(s); err != nil {
			return err
		}
	}
	if len(s.row.Cells) == 0 {
		return nil
	}
	s.col = 0
	if err := s.fn(&s.row); err != nil {
		return stopped{err}
	}
	return nil
}

// cells reads the cells of a row.
func (s *sheetReader) cells() error {
	if s.x.empty {
		return nil
	}
	for {
		if err := s.x.next(); err != nil {
			return err
		}
		var err error
		switch {
		case s.x.kind == atEnd:
			return s.x.fill()
		case s.x.kind == endTag:
			return nil
		case s.x.kind == startTag && string(s.x.name) == "c":
			err = s.readCell()
		case s.x.kind == startTag:
			err = s.x.skip()
		}
		if err != nil {
			return err
		}
	}
}

// reach makes the row extend to column col.
func (s *sheetReader) reach(col int) *Cell {
	for len(s.store) < col {
		s.store = append(s.store, Cell{Col: len(s.store) + 1})
	}
	if len(s.row.Cells) < col {
		s.row.Cells = s.store[:col]
	}
	s.touched = append(s.touched, col-1)
	return &s.store[col-1]
}

// head reads the attributes of a cell and moves to its column.
func (s *sheetReader) head() (kind []byte, style int, err error) {
	col := s.col + 1
	for attrs := s.x.attrs; ; {
		name, value, rest := nextAttr(attrs)
		if name == nil {
			break
		}
		attrs = rest
		if len(name) != 1 {
			continue
		}
		switch name[0] {
		case 'r':
			c, row, ok := parseRef(value)
			if !ok || row != s.row.Number || c < col {
				return nil, 0, malformed("单元格 %q 的位置不对", "the cell %q is out of place", value)
			}
			col = c
		case 's':
			var ok bool
			if style, ok = parseIndex(value); !ok {
				return nil, 0, malformed("单元格的样式 %q 不是序号", "the cell style %q is no index", value)
			}
		case 't':
			kind = value
		}
	}
	if col > MaxColumns {
		return nil, 0, fault(CodeSize, "一行超过 %d 个单元格", "a row of more than %d cells", MaxColumns)
	}
	s.col = col
	return kind, style, nil
}

func (s *sheetReader) readCell() error {
	kind, style, err := s.head()
	if err != nil {
		return err
	}
	var letter byte // of the type; n(umber) without
	switch string(kind) {
	case "", "n":
		letter = 'n'
	case "s", "b", "e", "d":
		letter = kind[0]
	case "str", "inlineStr":
		letter = 't'
	default:
		return malformed("不认识的单元格类型 %q", "the cell type %q is not known", kind)
	}
	cell := s.reach(s.col)
	start, valued := len(s.arena), false
	if letter != 't' && s.simple() {
		valued = len(s.arena) > start
	} else if !s.x.empty {
		if valued, err = s.parts(cell, letter); err != nil {
			return err
		}
	}
	if len(s.arena)-start > s.b.o.MaxCell {
		return cellTooLong(s.b.o.MaxCell)
	}
	if len(s.arena) > s.b.o.MaxRow {
		return fault(CodeSize, "一行超过 %d 字节", "a row of more than %d bytes", s.b.o.MaxRow)
	}
	text := s.arena[start:len(s.arena):len(s.arena)]
	if !valued && cell.Formula {
		cell.Kind = Error // not saved
		return nil
	}
	return s.value(cell, letter, style, text)
}

// simple reads the form nearly all cells have, <v>, ASCII without references,
// </v></c>, in one step: it halves the time of a sheet.
func (s *sheetReader) simple() bool {
	const before, behind = "<v>", "</v></c>"
	b := s.x.buf[s.x.pos:s.x.end]
	if s.x.empty || len(b) < len(before) || string(b[:len(before)]) != before {
		return false
	}
	b = b[len(before):]
	i := 0
	for i < len(b) && b[i] > ' ' && b[i] < 0x7f && b[i] != '<' && b[i] != '&' {
		i++
	}
	if len(b)-i < len(behind) || string(b[i:i+len(behind)]) != behind {
		return false
	}
	s.arena = append(s.arena, b[:i]...)
	s.x.pos += len(before) + i + len(behind)
	return true
}

// parts reads what is in a cell; valued says whether there was a value.
func (s *sheetReader) parts(cell *Cell, letter byte) (valued bool, err error) {
	for {
		if err := s.x.next(); err != nil {
			return valued, err
		}
		switch s.x.kind {
		case atEnd:
			return valued, s.x.fill()
		case endTag:
			return valued, nil
		case words:
			continue
		}
		start := len(s.arena)
		switch string(s.x.name) {
		case "v":
			if s.arena, err = s.x.content(s.arena); letter == 't' {
				s.arena = unescape(s.arena, start)
			}
			valued = valued || letter == 't' || len(s.arena) > start
		case "is":
			s.arena, cell.Marks, err = s.x.rich(s.arena)
			valued = true
		case "f":
			cell.Formula = true
			err = s.x.skip()
		default:
			err = s.x.skip()
		}
		if err != nil {
			return valued, err
		}
	}
}
