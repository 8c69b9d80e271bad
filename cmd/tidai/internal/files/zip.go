package files

import (
	"archive/zip"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/simplifiedchinese"

	"tidai/calc"
)

// zip adds the tables in a zip, named a.zip/b.csv. What is no zip, or is a
// workbook, stands for itself.
func (s *Set) zip(name string) {
	z, err := zip.OpenReader(name)
	if err != nil {
		s.add(name) // reading it says what is wrong
		return
	}
	if slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" }) {
		z.Close()
		s.add(name)
		return
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	s.closers = append(s.closers, z)
	var left []string
	members := slices.Clone(z.File)
	if len(members) > s.limits.Members {
		s.Left = append(s.Left, calc.Textf("%s 里有 %d 个文件，只看前 %d 个",
			"%s holds %d files; only the first %d are looked at",
			name, len(members), s.limits.Members))
		members = members[:s.limits.Members]
	}
	slices.SortStableFunc(members, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	n := len(s.Names)
	for _, f := range members {
		full := name + "/" + memberName(f)
		switch {
		case strings.HasSuffix(f.Name, "/") || strings.HasPrefix(f.Name, "__MACOSX/"):
		case !tabular(path.Base(full)) || strings.HasSuffix(strings.ToLower(full), ".zip"):
			left = append(left, full)
		case s.packed[full] != nil:
			left = append(left, full) // the same name twice
		default:
			s.member(full, f)
		}
	}
	s.leave(left)
	if len(s.Names) == n {
		s.Left = append(s.Left, calc.Textf("%s 里没有表格", "%s holds no table", name))
	}
}

func (s *Set) member(full string, f *zip.File) {
	s.packed[full] = &packed{set: s, gz: strings.HasSuffix(strings.ToLower(full), ".gz"),
		size: max(int64(f.CompressedSize64), 1),
		open: func() (io.ReadCloser, error) {
			if f.Flags&1 != 0 {
				return nil, calc.Explain("压缩包有密码；解压后再读取",
					"the zip has a password; unpack it and read that")
			}
			in, err := f.Open()
			if err != nil {
				return nil, damaged(err)
			}
			return in, nil
		}}
	s.add(full)
}

// memberName is the name of a member; Windows in Chinese writes them in GBK.
func memberName(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	name, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name)
	if err != nil {
		return strings.ToValidUTF8(f.Name, "?")
	}
	return name
}
