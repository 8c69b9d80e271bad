package book

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The same workbook gives the same bytes: excelize keeps streamed sheets in a
// map, so that by chance alone two of seven sheets would do so one time in 5040.
func TestSameBytes(t *testing.T) {
	var first []byte
	for i := range 20 {
		s, names := sample()
		b, err := Write("项目", s, names)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !bytes.Equal(b, first) {
			t.Fatalf("writing %d gives other bytes", i)
		}
	}
}

// The package begins as Office writes it, has no times, and names nobody else.
func TestPackage(t *testing.T) {
	s, names := sample()
	b, err := Write("项目 <1>", s, names)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if first := r.File[0].Name; first != "[Content_Types].xml" {
		t.Errorf("the first part is %s", first)
	}
	for _, f := range r.File {
		if f.ModifiedDate != 0 || f.ModifiedTime != 0 {
			t.Errorf("%s has a time", f.Name)
		}
		data := unpacked(t, f)
		for _, not := range []string{"created", "modified", "xuri", "Excelize"} {
			if strings.HasPrefix(f.Name, "docProps/") && strings.Contains(data, not) {
				t.Errorf("%s says %q: %s", f.Name, not, data)
			}
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/sheet") {
			checkColumns(t, f.Name, data)
		}
	}
}

func unpacked(t *testing.T, f *zip.File) string {
	t.Helper()
	in, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	data, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

var (
	columnOf = regexp.MustCompile(`<col min="([0-9]+)" max="([0-9]+)"`)
	blocksOf = regexp.MustCompile(`<o:idmap [^>]*data="([0-9,]+)"`)
	shapeOf  = regexp.MustCompile(`<v:shape id="_x0000_s([0-9]+)"`)
)

// checkColumns holds that the widths stand in the order of the columns.
func checkColumns(t *testing.T, name, data string) {
	t.Helper()
	last := 0
	for _, m := range columnOf.FindAllStringSubmatch(data, -1) {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		if from <= last || to < from {
			t.Errorf("%s: column %d stands behind %d", name, from, last)
		}
		last = to
	}
}

// Every note has a shape of its own number, out of blocks that its drawing
// reserves and no other.
func TestShapeNumbers(t *testing.T) {
	var sheets []*Sheet
	for _, n := range []int{3, 0, 1030, 1} {
		s := &Sheet{Name: fmt.Sprint("sheet ", len(sheets))}
		for range n {
			s.Add(Cell{Text: "x", Note: "y"})
		}
		sheets = append(sheets, s)
	}
	b, err := Write("x", sheets, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	number, blockOf := map[int]bool{}, map[string]string{}
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, ".vml") {
			continue
		}
		data := unpacked(t, f)
		for block := range strings.SplitSeq(blocksOf.FindStringSubmatch(data)[1], ",") {
			if blockOf[block] != "" {
				t.Errorf("%s and %s reserve block %s", f.Name, blockOf[block], block)
			}
			blockOf[block] = f.Name
		}
		for _, m := range shapeOf.FindAllStringSubmatch(data, -1) {
			n, _ := strconv.Atoi(m[1])
			if number[n] || blockOf[fmt.Sprint(n/perBlock)] != f.Name {
				t.Errorf("%s: shape %d comes twice or is not of its blocks", f.Name, n)
			}
			number[n] = true
		}
	}
	if len(blockOf) != 4 || len(number) != 3+1030+1 {
		t.Errorf("%d shapes in %d blocks", len(number), len(blockOf))
	}
}
