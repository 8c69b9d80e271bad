package intake

import (
	"testing"

	"tidai/calc/sheet"
)

// What cells of a table of figures mean.
func TestReadFigure(t *testing.T) {
	word := func(s string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: []byte(s)} }
	for _, c := range []struct {
		cell                  sheet.Cell
		text                  string
		undetect, void, wrong bool
	}{
		{word("119.57"), "119.57", false, false, false},
		{word("'119.57"), "119.57", false, false, false},
		{word("119.57\u200b"), "119.57", false, false, false},
		{word("1,119.57"), "1119.57", false, false, false},
		{word("1,11.57"), "1,11.57", false, false, true},
		{word("—"), "—", false, true, false},
		{word("未检出"), "", true, false, false},
		{word("<0.05"), "0.05", true, false, false},
		{word("119。57"), "119。57", false, false, false},
		{sheet.Cell{Kind: sheet.Text, Text: []byte("119.571"), Marks: sheet.Raised}, "119.571", false, false, true},
		{sheet.Cell{Kind: sheet.Text, Text: []byte("50.5"), Marks: sheet.StruckPart}, "50.5", false, false, true},
		{sheet.Cell{Kind: sheet.Error}, "", false, false, true},
		{sheet.Cell{Kind: sheet.Date, Text: []byte("45778")}, "2025-05-01", false, false, true},
		{sheet.Cell{Kind: sheet.Number, Text: []byte("7.0000000000000007E-2")}, "0.07", false, false, false},
	} {
		f := ReadFigure(c.cell, "申报值", false)
		if f.Text != c.text || f.Undetect != c.undetect || f.Void != c.void || (f.Message.ZH != "") != c.wrong {
			t.Errorf("%+v: %+v", c.cell, f)
		}
	}
}

// 119.5657 shown by 0.00 is 119.57, -0.125 is -0.13 (away from zero), 0.95 by 0% is
// 95; 119.6 by 0.00 is 119.60.
func TestPrintedFigure(t *testing.T) {
	for _, c := range []struct{ stored, code, text, kept string }{
		{"119.5657", "0.00", "119.57", "119.5657"}, {"-0.125", "0.00", "-0.13", "-0.125"},
		{"119.6", "0.00", "119.60", "119.6"}, {"119.57", "0.00", "119.57", ""}, {"0.95", "0%", "95", "0.95"},
	} {
		f := Figure{Text: c.stored}
		f.print(sheet.FormatOf(c.code))
		if f.Text != c.text || f.Stored != c.kept || f.Percent != (c.code == "0%") {
			t.Errorf("%s by %s: %+v", c.stored, c.code, f)
		}
	}
}

func TestReadDay(t *testing.T) {
	for _, s := range []string{"2026-12-31", "2026/12/31", "2026年12月31日", "2026.12.31", "20261231",
		"2026-12-31 00:00:00"} {
		if d, ok := ReadDay(sheet.Cell{Kind: sheet.Text, Text: []byte(s)}, false); !ok || d.String() != "2026-12-31" {
			t.Errorf("%s: %v %v", s, d, ok)
		}
	}
	for _, c := range []sheet.Cell{{Kind: sheet.Date, Text: []byte("46387")}, {Kind: sheet.Number,
		Text: []byte("46387")}} {
		if d, ok := ReadDay(c, false); !ok || d.String() != "2026-12-31" {
			t.Errorf("46387: %v %v", d, ok)
		}
	}
	if d, ok := ReadDay(sheet.Cell{Kind: sheet.Text, Text: []byte("年底")}, false); ok {
		t.Error(d)
	}
}
