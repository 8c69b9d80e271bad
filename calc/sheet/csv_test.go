package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"tidai/calc"
)

// read returns all cells of a file as strings, with the rows' numbers.
func read(data []byte, o Options) (rows [][]string, numbers []int, d Dialect, err error) {
	d, err = Rows(bytes.NewReader(data), int64(len(data)), o, func(r *Row) error {
		var cells []string
		for i, c := range r.Cells {
			if c.Col != i+1 {
				return fmt.Errorf("row %d: cell %d has column %d", r.Number, i, c.Col)
			}
			if c.Kind == Empty && len(c.Text) > 0 {
				return fmt.Errorf("row %d: an empty cell holds %q", r.Number, c.Text)
			}
			cells = append(cells, string(c.Text))
		}
		rows, numbers = append(rows, cells), append(numbers, r.Number)
		return nil
	})
	return rows, numbers, d, err
}

// encode writes UTF-8 text in an encoding, with or without a mark.
func encode(t interface{ Fatal(...any) }, text, encoding string, mark bool) []byte {
	switch encoding {
	case UTF8:
		if mark {
			text = bomUTF8 + text
		}
		return []byte(text)
	case GB18030:
		out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	var out []byte
	units := utf16.Encode([]rune(text))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		out = append(out, 0, 0)
		order(encoding).PutUint16(out[len(out)-2:], u)
	}
	return out
}

func TestCSVForms(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		o       Options
		want    string // cells joined by |, rows by /
		numbers string
	}{
		"plain":             {"a,b\n1,2\n", Options{}, "a|b/1|2", "[1 2]"},
		"no last line end":  {"a,b\n1,2", Options{}, "a|b/1|2", "[1 2]"},
		"crlf":              {"a,b\r\n1,2\r\n", Options{}, "a|b/1|2", "[1 2]"},
		"cr":                {"a,b\r1,\"x\ry\"\r3,4", Options{}, "a|b/1|x\ry/3|4", "[1 2 4]"},
		"tab":               {"a\tb\n1,5\t2\n", Options{}, "a|b/1,5|2", "[1 2]"},
		"semicolon, commas": {"a;b\n0,5;0,6\n0,7;0,8\n", Options{}, "a|b/0,5|0,6/0,7|0,8", "[1 2 3]"},
		"bar":               {"a|b\n1|2\n", Options{}, "a|b/1|2", "[1 2]"},
		"one column":        {"a\n1\n", Options{}, "a/1", "[1 2]"},
		"empty cells":       {",\n1,\n,2\n", Options{}, "|/1|/|2", "[1 2 3]"},
		"blank lines":       {"\n\na,b\n\r\n1,2\n\n", Options{}, "a|b/1|2", "[3 5]"},
		"quotes":            {"a,b\n\"x, \"\"y\"\"\",2\n", Options{}, "a|b/x, \"y\"|2", "[1 2]"},
		"quoted lines":      {"a,b\n\"x\ny\r\nz\",2\n3,4\n", Options{}, "a|b/x\ny\r\nz|2/3|4", "[1 2 5]"},
		"a quote within":    {"a,b\n5\" pipe,2\n", Options{}, "a|b/5\" pipe|2", "[1 2]"},
		"spaces stay":       {"a, b \n 1,2\n", Options{}, "a| b / 1|2", "[1 2]"},
		"titles above": {"示例企业监测数据\n时间;铅\n1;2,0\n3;4,0\n", Options{},
			"示例企业监测数据/时间|铅/1|2,0/3|4,0", "[1 2 3 4]"},
		"titles above, stated": {"示例企业监测数据\n时间;铅\n1;2,0\n", Options{Delimiter: ';'},
			"示例企业监测数据/时间|铅/1|2,0", "[1 2 3]"},
		"sep line":   {"sep=;\na,b;c,d\n", Options{}, "sep=|/a,b|c,d", "[1 2]"},
		"marks only": {bomUTF8 + "\n", Options{}, "", "[]"},
	} {
		rows, numbers, _, err := read([]byte(c.text), c.o)
		var got []string
		for _, r := range rows {
			got = append(got, strings.Join(r, "|"))
		}
		if err != nil || strings.Join(got, "/") != c.want || fmt.Sprint(numbers) != c.numbers {
			t.Errorf("%s: %q %v %v, want %q %v", name, got, numbers, err, c.want, c.numbers)
		}
	}
}

func wantFault(t *testing.T, name string, err error, code string, row, col int) {
	t.Helper()
	var f *Fault
	if !errors.As(err, &f) {
		t.Errorf("%s: error %v, want %s", name, err, code)
		return
	}
	if f.Code != code || f.Row != row || f.Col != col {
		t.Errorf("%s: %s at row %d column %d (%v), want %s at %d, %d", name, f.Code, f.Row, f.Col, f, code, row, col)
	}
	if said := calc.ErrorText(err); said.ZH == said.EN || said.ZH == "" || said.EN == "" {
		t.Errorf("%s: does not speak both languages: %+v", name, said)
	}
}

func TestCSVFaults(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	for name, c := range map[string]struct {
		text     string
		o        Options
		code     string
		row, col int
	}{
		"empty":                  {"", Options{}, CodeFormat, 0, 0},
		"old xls":                {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Options{}, CodeFormat, 0, 0},
		"html":                   {"\r\n <HTML><table>", Options{}, CodeFormat, 0, 0},
		"pdf":                    {"%PDF-1.7", Options{}, CodeFormat, 0, 0},
		"open quote":             {"a,b\n1,\"x\n2,3\n", Options{Delimiter: ','}, CodeSyntax, 2, 2},
		"text after a quote":     {"a,b\n1,\"x\"y\n", Options{}, CodeSyntax, 2, 2},
		"carriage return within": {"a,b\n1,x\ry\n", Options{}, CodeSyntax, 2, 2},
		"doubled line ends":      {"a,b\r\r\n1,2\r\r\n", Options{}, CodeSyntax, 1, 2},
		"long cell":              {"a,b\n1," + long + "\n", Options{}, CodeSize, 2, 2},
		"long quoted cell":       {"a,b\n1,\"" + long + "\"\n", Options{}, CodeSize, 2, 2},
		"long row": {"a,b\n" + strings.Repeat(strings.Repeat("x", 1<<19)+",", 40), Options{}, CodeSize, 2,
			0},
		"many columns": {"a,b\n" + strings.Repeat(",", MaxColumns) + "\n", Options{}, CodeSize, 2,
			MaxColumns + 1},
		"NUL":                 {"a,b\n1,\x002\n", Options{}, CodeEncoding, 2, 0},
		"NUL, stated":         {"a,b\n1,\x002\n", Options{Encoding: "utf8"}, CodeEncoding, 2, 2},
		"neither encoding":    {"a,b\n1,\xff\n", Options{}, CodeEncoding, 2, 0},
		"both encodings":      {"a,\xd2\xbb\n1,2\n", Options{}, CodeEncoding, 1, 0},
		"latin":               {"a,\xb5g\n1,2\n", Options{}, CodeEncoding, 1, 0},
		"bad UTF-8":           {"a,b\n\"铅\n\",\xb5\n", Options{Encoding: "utf-8"}, CodeEncoding, 3, 2},
		"cut UTF-8":           {"a,b\n1,铅\xe9\x93", Options{Encoding: "utf-8"}, CodeEncoding, 2, 2},
		"bad GB18030":         {"a,b\n\xc7\xa6,\xff\n", Options{Encoding: "GBK"}, CodeEncoding, 2, 2},
		"cut GB18030":         {"a,b\n\xc7\xa6,\xc7", Options{Encoding: "gb2312"}, CodeEncoding, 2, 2},
		"lone surrogate":      {"\xff\xfea\x00,\x00b\x00\n\x00\x00\xdc1\x00", Options{}, CodeEncoding, 2, 1},
		"half a unit":         {"\xff\xfea\x00,\x00b\x00\n\x001", Options{}, CodeEncoding, 2, 1},
		"unknown encoding":    {"a,b\n", Options{Encoding: "big5"}, CodeEncoding, 0, 0},
		"UTF-16 without mark": {"a,b\n", Options{Encoding: "utf-16"}, CodeEncoding, 0, 0},
		"another mark":        {bomUTF8 + "a,b\n", Options{Encoding: "gbk"}, CodeEncoding, 0, 0},
		"two separators":      {"a,b;c\n1,2;3\n", Options{}, CodeDelimiter, 0, 0},
		"two after a title":   {"示例\n时间;铅\n1;2,0\n1;2,0\n1;2,0\n1;2,0\n", Options{}, CodeDelimiter, 0, 0},
		"a letter separates":  {"a,b\n", Options{Delimiter: 'x'}, CodeDelimiter, 0, 0},
		"sheet of a CSV":      {"a,b\n", Options{Sheet: "一"}, CodeSheet, 0, 0},
		"late bad byte": {strings.Repeat("a,b\n", 300_000) + "1,\xc7\xa6\n", Options{}, CodeEncoding, 300_001,
			2},
	} {
		_, _, _, err := read([]byte(c.text), c.o)
		wantFault(t, name, err, c.code, c.row, c.col)
	}
}

func TestEncodings(t *testing.T) {
	text := "时间,总铅(mg/L),备注\n2026-01-01 00:00,0.05,€𠮷㐀，“正常”\n"
	want := [][]string{{"时间", "总铅(mg/L)", "备注"}, {"2026-01-01 00:00", "0.05", "€𠮷㐀，“正常”"}}
	for _, c := range []struct {
		encoding string
		mark     bool
		found    string
	}{
		{UTF8, false, UTF8}, {UTF8, true, UTF8BOM}, {GB18030, false, GB18030},
		{UTF16LE, true, UTF16LE}, {UTF16BE, true, UTF16BE}, {UTF16LE, false, UTF16LE}, {UTF16BE, false, UTF16BE},
	} {
		rows, _, d, err := read(encode(t, text, c.encoding, c.mark), Options{})
		if err != nil || d.Encoding != c.found || fmt.Sprint(rows) != fmt.Sprint(want) {
			t.Errorf("%s: %+v %q %v", c.encoding, d, rows, err)
		}
	}
}

// What x/text cannot decode is refused, everything else reads as it reads it.
// GB 2312 has 6763 Chinese characters; the standard leaves private pairs open.
func TestGBPairs(t *testing.T) {
	chinese := 0
	for lead := 0x80; lead < 0x100; lead++ {
		for trail := 0x40; trail < 0x100; trail++ {
			b := []byte{byte(lead), byte(trail)}
			r, n := decodeGB(b)
			want, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
			if lead != 0x80 && (n == 2) != !strings.ContainsRune(string(want), '\ufffd') || n == 2 &&
				string(r) != string(want) {
				t.Errorf("% x: %q %d, want %q", b, r, n, want)
			}
			if n == 2 && lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1 && r >= 0x4e00 && r < 0xa000 {
				chinese++
			}
		}
	}
	if chinese != 6763 {
		t.Errorf("%d characters of GB 2312", chinese)
	}
}

// encoding/csv reads the same cells, in every encoding, with every separator
// and line end.
func TestCSVAgreesWithEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.SampledFrom([]rune("ab0.5-，铅总€𠮷é\",;\t|\n '#")))
		width := rapid.IntRange(2, 5).Draw(t, "width")
		table := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 20).Draw(t, "table")
		comma := rapid.SampledFrom(separators).Draw(t, "comma")
		crlf := rapid.Bool().Draw(t, "crlf")
		encoding := rapid.SampledFrom([]string{UTF8, GB18030, UTF16LE, UTF16BE}).Draw(t, "encoding")
		mark := rapid.Bool().Draw(t, "mark")

		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = rune(comma), crlf
		if err := w.WriteAll(table); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = rune(comma), -1
		want, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got, _, d, err := read(encode(t, text, encoding, mark), Options{Encoding: encoding, Delimiter: comma})
		for _, row := range got {
			for i := range row {
				row[i] = strings.ReplaceAll(row[i], "\r\n", "\n") // encoding/csv rewrites line ends within cells
			}
		}
		if err != nil || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%+v\n%q\n got %q %v\nwant %q", d, text, got, err, want)
		}
	})
}

// A record read whole by SplitLine is the record Rows reads.
func TestSplitLine(t *testing.T) {
	d := Dialect{Format: CSV, Encoding: GB18030, Delimiter: ','}
	line := encode(t, "铅,\"x\"\"y\",\r", GB18030, false)
	cells, err := SplitLine(line, d, []Cell{{Col: 9}})
	if err != nil || len(cells) != 4 || string(cells[1].Text) != "铅" || string(cells[2].Text) != `x"y` ||
		cells[3].Kind != Empty || cells[3].Col != 3 {
		t.Errorf("%v %v", cells, err)
	}
	_, err = SplitLine([]byte(`1,"x`), Dialect{Encoding: UTF8, Delimiter: ','}, nil)
	wantFault(t, "open quote", err, CodeSyntax, 0, 2)
	if !errors.Is(err, ErrOpenQuote) {
		t.Errorf("%v is not ErrOpenQuote", err)
	}
	_, err = SplitLine([]byte("1,2\n3,4"), Dialect{Encoding: UTF8, Delimiter: ','}, nil)
	wantFault(t, "two lines", err, CodeSyntax, 0, 2)
	_, err = SplitLine([]byte("1,\xff"), Dialect{Encoding: UTF8, Delimiter: ','}, nil)
	wantFault(t, "bad byte", err, CodeEncoding, 0, 2)
	if cells, err := SplitLine(nil, d, nil); err != nil || len(cells) > 0 {
		t.Errorf("a blank line: %v %v", cells, err)
	}
}

// Behind a head of ASCII only the first other character settles the encoding.
func TestLateCharacters(t *testing.T) {
	head := strings.Repeat("a,b\n", 300_000)
	rows, _, d, err := read([]byte(head+"1,铅\n"), Options{})
	if err != nil || !d.ASCII || rows[300_000][1] != "铅" {
		t.Errorf("%+v %v", d, err)
	}
	if _, err := SplitLine([]byte("1,铅"), d, nil); err != nil {
		t.Error(err)
	}
	_, err = SplitLine([]byte("1,\xc7\xa6"), d, nil) // 铅 in GB18030, Ǧ in UTF-8
	var f *Fault
	if !errors.As(err, &f) || f.Code != CodeEncoding {
		t.Error(err)
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\r\n\"x\"\"\n\";2", "铅\t1\r2\t3", "\xff\xfea\x00,\x00",
		"\xc7\xa6,1\n", "\"", "\r\r\n", "sep=|\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if isZip(data) {
			return
		}
		rows, numbers, d, err := read(data, Options{})
		if err != nil {
			var f *Fault
			if !errors.As(err, &f) {
				t.Fatalf("not a fault: %v", err)
			}
			return
		}
		for i, n := range numbers {
			if n < 1 || i > 0 && n <= numbers[i-1] || len(rows[i]) == 0 {
				t.Fatalf("rows %q numbers %v", rows, numbers)
			}
		}
		if strings.HasPrefix(d.Encoding, "utf-8") && !d.CR { // the line-wise path agrees
			again := [][]string(nil)
			var held []byte
			for line := range bytes.Lines(data[d.BOM:]) {
				held = append(held, line...)
				cells, err := SplitLine(bytes.TrimSuffix(held, []byte("\n")), d, nil)
				if errors.Is(err, ErrOpenQuote) {
					continue
				}
				if err != nil {
					t.Fatalf("%q: %v, but Rows read it", held, err)
				}
				held = nil
				var row []string
				for _, c := range cells {
					row = append(row, string(c.Text))
				}
				if row != nil {
					again = append(again, row)
				}
			}
			if fmt.Sprintf("%q", again) != fmt.Sprintf("%q", rows) {
				t.Fatalf("line-wise %q, Rows %q", again, rows)
			}
		}
	})
}
