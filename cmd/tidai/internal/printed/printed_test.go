package printed

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// docx is a Word document of some paragraphs, each with one run.
func docx(t *testing.T, inner string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = fmt.Fprint(w, `<w:document xmlns:w="w"><w:body>`+inner+`</w:body></w:document>`)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func paras(texts ...string) string {
	var out strings.Builder
	for _, s := range texts {
		out.WriteString("<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>")
	}
	return out.String()
}

func compared(t *testing.T, document, anew string) Comparison {
	t.Helper()
	var got [2][]Piece
	for i, x := range []string{document, anew} {
		var err error
		if got[i], err = Read(docx(t, x), true); err != nil {
			t.Fatal(err)
		}
	}
	return Compare(got[0], got[1])
}

// The chapter says 铅 1626.5 kg/a and has a table 1, 2, 3. Numbers that were changed
// are found where they stand; what was put before, behind and between is no matter;
// what was deleted is counted; words taken out by a tracked change are not there.
func TestCompareWord(t *testing.T) {
	anew := paras("一、新增量", "铅 1626.5 kg/a", "汞 9.2 kg/a", "1", "2", "3", "完")
	for _, c := range []struct {
		name, document string
		want           string // printed>made of each
		missing        int
	}{
		{"the same", anew, "", 0},
		{"changed", strings.Replace(anew, "1626.5", "162.65", 1), "162.65>1626.5", 0},
		{"inserted", paras("第七章 2026", "7") + anew + paras("附件 1"), "", 0},
		{"between", paras("一、新增量", "说明 12", "铅 1626.5 kg/a", "汞 9.3 kg/a", "1", "2", "3", "完"), "9.3>9.2", 0},
		{"a cell", paras("一、新增量", "铅 1626.5 kg/a", "汞 9.2 kg/a", "1", "5", "3", "完"), "5>2", 0},
		{"deleted", paras("一、新增量", "铅 1626.5 kg/a", "1", "2", "3", "完"), "", 1},
		{"tracked", strings.Replace(anew, "<w:t>汞", "<w:del><w:t>7</w:t></w:del><w:t>汞", 1), "", 0},
	} {
		got := compared(t, c.document, anew)
		var list []string
		for _, d := range got.Differences {
			list = append(list, d.Printed+">"+d.Made)
		}
		if strings.Join(list, " ") != c.want || got.Missing != c.missing {
			t.Errorf("%s: %q, %d missing", c.name, list, got.Missing)
		}
	}
}

func TestCompareCells(t *testing.T) {
	book := func(v any) []Piece {
		f := excelize.NewFile()
		for cell, x := range map[string]any{"A1": "铅", "B1": v, "B2": 9.2} {
			if err := f.SetCellValue("Sheet1", cell, x); err != nil {
				t.Fatal(err)
			}
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := Read(b.Bytes(), false)
		if err != nil {
			t.Fatal(err)
		}
		return pieces
	}
	got := Compare(book(162.65), book(1626.5))
	if len(got.Differences) != 1 || got.Differences[0].At.Place() != "Sheet1!B1" || got.Differences[0].Made !=
		"1626.5" ||
		got.Compared != 2 {
		t.Errorf("%+v", got)
	}
}

// Whatever bytes a document has, it is read or refused.
func FuzzRead(f *testing.F) {
	f.Add([]byte("PK"), true)
	f.Add([]byte("PK"), false)
	f.Fuzz(func(_ *testing.T, data []byte, word bool) {
		if pieces, err := Read(data, word); err == nil {
			Compare(pieces, pieces)
		}
	})
}

// A place in a file is the same wherever the folder of the dossier lies.
func TestFolders(t *testing.T) {
	got := compared(t, paras("S = 5 t/a  x/y-2/dossier.toml:86", "（data/B-1.csv:2:6）"),
		paras("S = 5 t/a  rep/chapter.docx/dossier.toml:86", "（rep/9/data/B-1.csv:2:6）"))
	if len(got.Differences) > 0 || got.Missing > 0 || got.Compared != 2 {
		t.Errorf("%+v", got)
	}
}
