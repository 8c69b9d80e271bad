package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Words, marks and hidden rows as the XML states them: runs of which some are
// struck out or raised, a struck-out style, and a strike that is switched off.
func TestMarks(t *testing.T) {
	const run = `<r><rPr>%s</rPr><t>%s</t></r>`
	runs := func(pairs ...string) string {
		out := ""
		for i := 0; i < len(pairs); i += 2 {
			out += fmt.Sprintf(run, pairs[i], pairs[i+1])
		}
		return `<c t="inlineStr"><is>` + out + `</is></c>`
	}
	cells := runs(`<strike/>`, "5", ``, "0.5") + // part
		runs(`<strike val="0"/>`, "1") + // switched off
		runs(`<strike val="1"/>`, "2", `<b/>`, " ") + // a blank beside it is nothing
		runs(``, "10", `<vertAlign val="superscript"/>`, "2") +
		runs(`<vertAlign val="baseline"/>`, "3") +
		`<c s="1"><v>7</v></c><c s="1" t="s"><v>0</v></c><c s="0"><v>8</v></c><c s="1"/>`
	data := pack(t, inSheet(`<row hidden="1">`+cells+`</row><row hidden="0"><c t="s"><v>0</v></c></row>`),
		map[string]string{
			"xl/sharedStrings.xml": `<sst><si><r><rPr><strike/></rPr><t>a</t></r><r><t>b</t></r></si></sst>`,
			"xl/styles.xml": `<styleSheet><fonts><font/><font><strike/></font></fonts>` +
				`<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>`})
	var got []string
	if _, err := Rows(bytes.NewReader(data), int64(len(data)), Options{}, func(r *Row) error {
		line := fmt.Sprint(r.Hidden)
		for _, c := range r.Cells {
			line += fmt.Sprintf(" %s:%d", c.Text, c.Marks)
		}
		got = append(got, line)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	want := []string{fmt.Sprintf("true 50.5:%d 1:0 2:%d 102:%d 3:0 7:%d ab:%d 8:0 :0", StruckPart, StruckAll, Raised,
		StruckAll, StruckPart), fmt.Sprintf("false ab:%d", StruckPart)}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// bookOfThree is a workbook written by another engine: three sheets, one of
// them hidden, with hidden rows and columns.
func bookOfThree(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "一月"))
	for _, name := range []string{"一月", "二月", "底稿"} {
		if name != "一月" {
			_, err := f.NewSheet(name)
			must(err)
		}
		for row := 1; row <= 4; row++ {
			must(f.SetCellValue(name, fmt.Sprintf("A%d", row), fmt.Sprint(name, row)))
			must(f.SetCellValue(name, fmt.Sprintf("D%d", row), row))
		}
	}
	must(f.SetRowVisible("二月", 3, false))
	must(f.SetColVisible("二月", "B:C", false))
	must(f.SetSheetVisible("底稿", false))
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func TestSeveralSheets(t *testing.T) {
	data := bookOfThree(t)
	for _, c := range []struct {
		sheets []string
		skip   string // sheet to leave at its second row
		want   string
	}{
		{nil, "", "一月1 一月2 一月3 一月4"},
		{[]string{"二月", "一月"}, "", "二月1 二月2 二月3- 二月4 一月1 一月2 一月3 一月4"},
		{[]string{"一月", "底稿"}, "一月", "一月1 一月2 底稿1 底稿2 底稿3 底稿4"},
	} {
		var got []string
		d, err := Rows(bytes.NewReader(data), int64(len(data)), Options{Sheets: c.sheets}, func(r *Row) error {
			if text := fmt.Sprint(r.Sheet, r.Number); text != string(r.Cells[0].Text) {
				t.Errorf("row %s has %s", text, r.Cells[0].Text)
			}
			word := string(r.Cells[0].Text)
			if r.Hidden {
				word += "-"
			}
			got = append(got, word)
			if r.Sheet == c.skip && r.Number == 2 {
				return ErrNextSheet
			}
			return nil
		})
		if err != nil || strings.Join(got, " ") != c.want || c.sheets != nil && d.Sheet != c.sheets[0] {
			t.Errorf("%v = %q %+v %v, want %q", c.sheets, got, d, err, c.want)
		}
	}
	_, err := Rows(bytes.NewReader(data), int64(len(data)), Options{Sheets: []string{"一月", "九月"}},
		func(*Row) error { return nil })
	if err == nil || !strings.Contains(err.Error(), `"九月"; there are: "一月", "二月", "底稿"`) {
		t.Errorf("a sheet that is not there: %v", err)
	}
}

func TestHeads(t *testing.T) {
	data := bookOfThree(t)
	heads, err := Heads(bytes.NewReader(data), int64(len(data)), Options{Sheet: "二月", FillMerged: true}, 3)
	if err != nil || len(heads) != 3 {
		t.Fatal(heads, err)
	}
	for i, name := range []string{"一月", "二月", "底稿"} {
		h := heads[i]
		if h.Name != name || h.Hidden != (i == 2) || len(h.Rows) != 3 || h.Fault != nil ||
			string(h.Rows[2].Cells[0].Text) != name+"3" || h.Rows[2].Hidden != (i == 1) {
			t.Errorf("%+v", h)
		}
		for col, hidden := range []bool{false, i == 1, i == 1, false} {
			if h.HiddenColumn(col+1) != hidden {
				t.Errorf("%s column %d hidden: %v", name, col+1, !hidden)
			}
		}
	}
	if heads, err := Heads(strings.NewReader("a,b\n"), 4, Options{}, 3); heads != nil || err != nil {
		t.Errorf("heads of a CSV file: %v %v", heads, err)
	}
	broken := pack(t, `<worksheet><sheetData><row r="0"/></sheetData></worksheet>`, nil)
	if heads, err = Heads(bytes.NewReader(broken), int64(len(broken)), Options{}, 3); err != nil || len(heads) != 2 ||
		heads[0].Fault == nil || heads[1].Fault != nil || len(heads[1].Rows) != 1 {
		t.Errorf("one broken sheet: %+v %v", heads, err)
	}
}
