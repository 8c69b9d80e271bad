package sheet

import (
	"bytes"
	"errors"
	"strconv"
)

// maxRows is the number of rows of an Excel sheet.
const maxRows = 1 << 20

// sheetReader streams the rows of one sheet.
type sheetReader struct {
	b       *book
	x       *scanner
	name    string
	fn      func(*Row) error
	dates   []bool // by style: is a number a date
	strings *table // loaded at the first cell that needs it
	merged  *merger

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
		if name != "sheetData" {
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
		n, err := strconv.Atoi(string(r))
		if err != nil || n < number || n > maxRows {
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
	s.row = Row{Number: number}
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
			style, _ = strconv.Atoi(string(value))
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
	if !s.x.empty {
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
			s.arena, err = s.x.rich(s.arena)
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

// value gives a cell its kind and words.
func (s *sheetReader) value(cell *Cell, letter byte, style int, text []byte) error {
	if len(text) == 0 {
		return nil // Empty
	}
	cell.Text = text
	switch letter {
	case 's':
		words, err := s.shared(text)
		if err != nil {
			return err
		}
		if cell.Text = words; len(words) > 0 {
			cell.Kind = Text
		}
	case 't', 'd':
		cell.Kind = Text
	case 'e':
		cell.Kind = Error
	case 'b':
		cell.Kind, cell.Text = Bool, []byte("FALSE")
		if isTrue(text) {
			cell.Text = []byte("TRUE")
		} else if string(text) != "0" && string(text) != "false" {
			return malformed("不是逻辑值：%q", "no truth value: %q", text)
		}
	default:
		if !isNumber(text) {
			return malformed("不是数字：%q", "not a number: %q", text)
		}
		cell.Kind = Number
		if style >= 0 && style < len(s.dates) && s.dates[style] {
			cell.Kind = Date
		}
	}
	return nil
}

func (s *sheetReader) shared(index []byte) ([]byte, error) {
	if s.strings == nil {
		t, err := s.b.loadStrings()
		if err != nil {
			return nil, err
		}
		s.strings = t
	}
	n := 0
	for _, c := range index {
		if c < '0' || c > '9' || n >= 1<<40 {
			n = -1
			break
		}
		n = 10*n + int(c-'0')
	}
	if n < 0 || n >= s.strings.n {
		return nil, malformed("共享字符串 %q 不存在（共 %d 个）", "there is no shared string %q (of %d)", index, s.strings.n)
	}
	return s.strings.at(n), nil
}

// isNumber tells a decimal number, with an exponent or without.
func isNumber(b []byte) bool {
	digits, point, i := 0, false, 0
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i++
	}
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && digits > 0:
			_, err := strconv.Atoi(string(b[i+1:]))
			return err == nil
		default:
			return false
		}
	}
	return digits > 0
}

// parseRef reads "AB12".
func parseRef(ref []byte) (col, row int, ok bool) {
	i := 0
	for i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z' {
		col = 26*col + int(ref[i]-'A') + 1
		i++
	}
	digits := ref[i:]
	if len(digits) == 0 || len(digits) > 7 || bytes.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return 0, 0, false
	}
	for _, c := range digits {
		row = 10*row + int(c-'0')
	}
	return col, row, col > 0 && row > 0
}
