package sheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/flate"

	"tidai/calc"
)

// maxDirectory is how much of a file its list of parts may take.
const maxDirectory = 16 << 20

// Beyond bombSize, a part that swells more than bombRatio times is refused;
// the XML of tables swells 10 to 50 times.
const (
	bombSize  = 64 << 20
	bombRatio = 200
)

// maxListed is the largest number of relations, sheets, formats and styles,
// and maxList the size of the parts that list them.
const (
	maxListed = 1 << 16
	maxList   = 32 << 20
)

var errListed = fault(CodeSize, "工作簿列出的部件、样式或工作表太多",
	"a workbook that lists too many parts, styles or sheets")

// book is an XLSX file opened.
type book struct {
	o        Options
	parts    map[string]*zip.File // by name in lower case
	left     atomic.Int64         // bytes that may still be unzipped
	sheets   []listed
	strings  string // names of parts, "" = none
	table    *table // shared strings, loaded at the first cell that needs them
	styles   string
	date1904 bool
}

// listed is a sheet as the workbook lists it.
type listed struct {
	name, part string
	hidden     bool
}

// metered refuses to be read beyond a budget; a negative one is none.
type metered struct {
	r    io.ReaderAt
	left int64
}

var errDirectory = fault(CodeSize, "压缩包的目录超过 %d MiB", "the directory of the zip is larger than %d MiB",
	maxDirectory>>20)

func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if m.left >= 0 {
		if m.left -= int64(len(p)); m.left < 0 {
			m.left = 0
			return 0, errDirectory
		}
	}
	return m.r.ReadAt(p, off)
}

func openBook(r io.ReaderAt, size int64, o Options) (*book, error) {
	m := &metered{r, maxDirectory}
	z, err := zip.NewReader(m, size)
	if err != nil {
		if errors.Is(err, errDirectory) {
			return nil, errDirectory
		}
		return nil, damaged(err)
	}
	m.left = -1
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	b := &book{o: o, parts: map[string]*zip.File{}}
	b.left.Store(o.MaxUnzipped)
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if b.parts[name] != nil {
			return nil, fault(CodeFormat, "压缩包里有两个 %q", "the zip holds %q twice", name)
		}
		b.parts[name] = f
	}
	return b, b.readWorkbook()
}

func damaged(err error) *Fault {
	f := fault(CodeFormat, "压缩包已损坏或不完整：%s", "the zip is damaged or incomplete: %s", PackedText(err))
	f.cause = err
	return f.remedy("重新取得该文件，或重新另存为 .xlsx", "get the file again, or save it as .xlsx again")
}

// relations reads the parts a part refers to: id -> [type, part].
func (b *book) relations(of string) (map[string][2]string, error) {
	found := map[string][2]string{}
	dir, file := path.Split(of)
	err := b.list(dir+"_rels/"+file+".rels", func(x *scanner) error {
		return x.each(func(string) error {
			var v [4]string
			for i, name := range []string{"Id", "Type", "Target", "TargetMode"} {
				var err error
				if v[i], err = x.attrText(name); err != nil {
					return err
				}
			}
			target := strings.ReplaceAll(v[2], `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", dir, target)
			}
			if len(found) == maxListed {
				return errListed
			}
			if v[3] != "External" {
				found[v[0]] = [2]string{path.Base(v[1]), strings.TrimPrefix(path.Clean(target), "/")}
			}
			return x.skip()
		})
	})
	return found, err
}

func (b *book) readWorkbook() error {
	if b.parts["_rels/.rels"] == nil {
		return fault(CodeFormat, "这是压缩包，但不是 .xlsx 表格", "this is a zip, but no .xlsx table").
			remedy("另存为 .xlsx", "save it as .xlsx")
	}
	top, err := b.relations("")
	if err != nil {
		return err
	}
	main := ""
	for _, r := range top {
		if r[0] == "officeDocument" {
			main = r[1]
		}
	}
	if strings.HasSuffix(strings.ToLower(main), ".bin") || main == "" {
		return fault(CodeFormat, "不是 .xlsx 表格（可能是 .xlsb）", "no .xlsx table (perhaps .xlsb)").
			remedy("另存为 .xlsx", "save it as .xlsx")
	}
	rels, err := b.relations(main)
	if err != nil {
		return err
	}
	for _, r := range rels {
		switch r[0] {
		case "sharedStrings":
			b.strings = r[1]
		case "styles":
			b.styles = r[1]
		}
	}
	err = b.list(main, func(x *scanner) error {
		if string(x.name) != "workbook" {
			return fault(CodeFormat, "不是 .xlsx 表格", "no .xlsx table").remedy("另存为 .xlsx", "save it as .xlsx")
		}
		return x.each(func(name string) error { return b.workbookPart(x, name, rels) })
	})
	if err == nil && len(b.sheets) == 0 {
		err = fault(CodeSheet, "文件里没有工作表", "the file holds no sheet")
	}
	return err
}

func (b *book) workbookPart(x *scanner, name string, rels map[string][2]string) error {
	switch name {
	case "workbookPr":
		v := string(attr(x.attrs, "date1904"))
		b.date1904 = v == "1" || v == "true" || v == "on"
	case "sheets":
		return x.each(func(string) error {
			name, err := x.attrText("name")
			if err != nil {
				return err
			}
			state, r := string(attr(x.attrs, "state")), rels[string(attr(x.attrs, "id"))]
			if len(b.sheets) == maxListed {
				return errListed
			}
			if r[0] == "worksheet" {
				b.sheets = append(b.sheets, listed{name, r[1], state == "hidden" || state == "veryHidden"})
			} else if r[0] == "" {
				return fault(CodeFormat, "工作表 %q 没有内容", "sheet %q has no part", name)
			}
			return x.skip()
		})
	}
	return x.skip()
}

// pick lists the sheets that are asked for.
func (b *book) pick() ([]listed, error) {
	want := b.o.Sheets
	if len(want) == 0 && b.o.Sheet != "" {
		want = []string{b.o.Sheet}
	}
	if len(want) == 0 {
		at := max(slices.IndexFunc(b.sheets, func(s listed) bool { return !s.hidden }), 0)
		return b.sheets[at : at+1], nil
	}
	var out []listed
	for _, name := range want {
		at := slices.IndexFunc(b.sheets, func(s listed) bool { return s.name == name })
		if at < 0 {
			return nil, b.noSheet(name)
		}
		out = append(out, b.sheets[at])
	}
	return out, nil
}

func (b *book) noSheet(name string) error {
	var names []string
	for _, s := range b.sheets {
		names = append(names, fmt.Sprintf("%q", s.name))
	}
	list := calc.Text{ZH: strings.Join(names, "、"), EN: strings.Join(names, ", ")}
	return fault(CodeSheet, "没有名为 %q 的工作表；有：%s", "no sheet is called %q; there are: %s", name, list).
		remedy("用 --sheet 写明", "state it with --sheet")
}

func (b *book) dialect() (Dialect, error) {
	sheets, err := b.pick()
	if err != nil {
		return Dialect{}, err
	}
	return Dialect{Format: XLSX, Encoding: UTF8, Sheet: sheets[0].name, Date1904: b.date1904}, nil
}

// ErrNextSheet is what a function given to Rows returns to go on with the next
// sheet that was asked for; of a CSV file nothing follows.
var ErrNextSheet = errors.New("next sheet")

func bookRows(r io.ReaderAt, size int64, o Options, fn func(*Row) error) (Dialect, error) {
	b, err := openBook(r, size, o)
	if err != nil {
		return Dialect{}, err
	}
	d, err := b.dialect()
	if err != nil {
		return d, err
	}
	sheets, err := b.pick()
	if err != nil {
		return d, err
	}
	styles, err := b.cellStyles()
	for i := 0; err == nil && i < len(sheets); i++ {
		reader := &sheetReader{b: b, name: sheets[i].name, fn: fn, styles: styles}
		if err = b.readSheet(reader, sheets[i]); err == ErrNextSheet {
			err = nil
		}
	}
	return d, err
}

func (b *book) readSheet(reader *sheetReader, s listed) error {
	if b.o.FillMerged {
		if err := reader.loadMerges(s.part); err != nil {
			return err
		}
	}
	return b.scan(s.part, reader.read)
}
