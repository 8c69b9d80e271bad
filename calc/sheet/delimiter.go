package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"tidai/calc"
)

var separators = []byte(",\t;|")

// sampleRows is how many records decide about the separator.
const sampleRows = 200

// sniffText finds out how a text table is written.
func sniffText(head []byte, size int64, o Options) (Dialect, error) {
	if o.Sheet != "" {
		return Dialect{}, fault(CodeSheet, "写明了工作表 %q，但文本表格没有工作表",
			"the sheet %q is stated, but a text table has no sheets", o.Sheet)
	}
	d, err := findEncoding(head, int64(len(head)) == size, o.Encoding)
	if err != nil {
		return d, err
	}
	sample := buffers.get(roomFor(int64(len(head)), 128<<10))
	t := newText(bytes.NewReader(head), int64(len(head)), d)
	defer func() { buffers.put(sample[:cap(sample)]); buffers.put(t.store) }()
	n, whole := 0, false
	for n <= len(sample)-8 {
		k, err := t.Read(sample[n:])
		n += k
		if err != nil { // a bad byte is the row reader's to report
			whole = err == io.EOF && int64(len(head)) == size
			break
		}
	}
	sample = sample[:n]
	d.CR = bytes.IndexByte(sample, '\n') < 0 && bytes.IndexByte(sample, '\r') >= 0
	if o.Delimiter != 0 {
		d.Delimiter = o.Delimiter
		return d, checkDelimiter(o.Delimiter)
	}
	d.Delimiter, err = findDelimiter(sample, whole, d.CR, o)
	return d, err
}

func checkDelimiter(c byte) error {
	if c >= 0x80 || c == '"' || c == '\r' || c == '\n' || c == '.' || c == '-' || c == '+' ||
		c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		return fault(CodeDelimiter, "%q 不能作分隔符", "%q cannot be a separator", string(rune(c)))
	}
	return nil
}

// fit is how well a separator divides the sample.
type fit struct {
	c                byte
	rows, wide, same int // records, those of two cells or more, those of the commonest width of these
}

// perfect: every record has the same two cells or more.
func (f fit) perfect() bool { return f.same > 0 && f.same == f.rows }

// good: all but a few titles, notes and broken rows have.
func (f fit) good() bool { miss := f.rows - f.same; return f.same > miss && miss <= 5+f.rows/10 }

// findDelimiter decides for the only separator that occurs, the only one that
// divides every record alike, or the only one that divides nearly all alike.
func findDelimiter(sample []byte, whole, cr bool, o Options) (byte, error) {
	if hint := sepHint(sample); hint != 0 {
		return hint, nil
	}
	var fits []fit
	for _, c := range separators {
		if f := measure(sample, whole, cr, c, o); f.wide > 0 {
			fits = append(fits, f)
		}
	}
	if len(fits) == 0 {
		return ',', nil // one column
	}
	if len(fits) == 1 {
		return fits[0].c, nil
	}
	for _, class := range []func(fit) bool{fit.perfect, fit.good} {
		var in []fit
		for _, f := range fits {
			if class(f) {
				in = append(in, f)
			}
		}
		if len(in) == 1 {
			return in[0].c, nil
		}
		if len(in) > 1 {
			fits = in
			break
		}
	}
	var names []string
	for _, f := range fits {
		names = append(names, fmt.Sprintf("%q", f.c))
	}
	list := calc.Text{ZH: strings.Join(names, "、"), EN: strings.Join(names, ", ")}
	return 0, fault(CodeDelimiter, "分隔符不明：%s 都可能", "the separator is open: it can be each of %s", list).
		remedy("用 --delimiter 写明", "state it with --delimiter")
}

// sepHint reads the line "sep=;" that Excel understands.
func sepHint(sample []byte) byte {
	line, _, _ := bytes.Cut(sample, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) == 5 && bytes.EqualFold(line[:4], []byte("sep=")) && checkDelimiter(line[4]) == nil {
		return line[4]
	}
	return 0
}

func measure(sample []byte, whole, cr bool, c byte, o Options) fit {
	p := &records{delimiter: c, cr: cr, maxCell: o.MaxCell}
	f, widths := fit{c: c}, map[int]int{}
	for f.rows < sampleRows && len(sample) > 0 {
		n, err := p.record(sample, whole)
		if err != nil || n == 0 {
			if f.rows == 0 && bytes.IndexByte(sample, c) >= 0 {
				f.wide = 1
			}
			break
		}
		sample = sample[n:]
		width := len(p.cells)
		if width == 0 {
			continue
		}
		f.rows++
		if width > 1 {
			f.wide++
			widths[width]++
			f.same = max(f.same, widths[width])
		}
	}
	return f
}
