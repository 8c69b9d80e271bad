package files

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tidai/calc"
)

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func zipped(t failer, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: members[i], Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text)) // into memory
	w.Close()
	return b.String()
}

func content(t *testing.T, s *Set, name string) string {
	t.Helper()
	f, err := s.Open(name)
	if err != nil {
		return calc.ErrorText(err).EN
	}
	defer f.Close()
	text, err := io.ReadAll(io.NewSectionReader(f, 0, f.Size()))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Every kind of argument names the files it stands for, in order, each once.
func TestOf(t *testing.T) {
	dir := t.TempDir()
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String("数据/一月.csv")
	if err != nil {
		t.Fatal(err)
	}
	in := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	write(t, in("f/b.csv"), []byte("b"))
	write(t, in("f/a/c.csv.gz"), []byte(gzipped("c")))
	write(t, in("f/note.pdf"), nil)
	write(t, in("f/~$b.xlsx"), nil)
	z := write(t, in("z.ZIP"), zipped(t, "d.csv", "d", gbk, "e", "dir/", "", "e.csv.gz", gzipped("g"), "x.docx", "",
		"__MACOSX/d.csv", ""))
	book := write(t, in("book.zip"), zipped(t, "[Content_Types].xml", "", "xl/workbook.xml", ""))
	args := []string{in("f"), in("f/b.csv"), z, in("*/b.c?v"), book, Stdin}
	s, err := Of(args, strings.NewReader("stdin"), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{in("f/a/c.csv.gz"), in("f/b.csv"), z + "/d.csv", z + "/e.csv.gz", z + "/数据/一月.csv", book, "-"}
	if !slices.Equal(s.Names, want) {
		t.Errorf("files %q, want %q", s.Names, want)
	}
	var all []string
	for _, name := range append(want[:5:5], "-", "-") {
		all = append(all, content(t, s, name))
	}
	if got := strings.Join(all, " "); got != "c b d g e stdin stdin" {
		t.Errorf("contents %q", got)
	}
	if len(s.Left) != 2 || !strings.Contains(s.Left[0].EN, "2 files are no tables") ||
		!strings.Contains(s.Left[1].EN, "z.ZIP/x.docx") {
		t.Errorf("left %v", s.Left)
	}
	unpacked := s.packed["-"].name
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(unpacked); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", unpacked, err)
	}
	for _, arg := range []string{in("nowhere*.csv"), in("f/[.csv"), t.TempDir()} {
		if _, err := Of([]string{arg}, nil, DefaultLimits); !errors.As(err, &ErrNothing{}) {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

// What is damaged, too large or a bomb is refused with a message.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	whole := gzipped(strings.Repeat("0123456789\n", 100_000))
	cut := write(t, filepath.Join(dir, "cut.csv.gz"), []byte(whole[:len(whole)/2]))
	plain := write(t, filepath.Join(dir, "plain.csv.gz"), []byte("not packed"))
	bomb := write(t, filepath.Join(dir, "bomb.csv.gz"), []byte(gzipped(strings.Repeat("0", bombSize+2<<20))))
	inZip := write(t, filepath.Join(dir, "bomb.zip"), zipped(t, "b.csv", strings.Repeat("0", bombSize+2<<20)))
	s, err := Of([]string{cut, plain, bomb, inZip}, nil, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, want := range map[string]string{cut: "damaged or incomplete", plain: "damaged or incomplete",
		bomb: "zip bomb", inZip + "/b.csv": "zip bomb"} {
		if got := content(t, s, name); !strings.Contains(got, want) {
			t.Errorf("%s: %.80s, want %s", name, got, want)
		}
	}
	x := write(t, filepath.Join(dir, "x.csv.gz"), []byte(whole))
	small, err := Of([]string{x}, nil, Limits{File: 1000, All: 5000})
	if err != nil {
		t.Fatal(err)
	}
	defer small.Close()
	if got := content(t, small, small.Names[0]); !strings.Contains(got, "too much") {
		t.Errorf("beyond the limit: %.80s", got)
	}
}
