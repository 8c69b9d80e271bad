package intake

import (
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// Rows of a workbook are numbered sheet by sheet. Where a value goes on as a
// number alone, the number of its sheet among those read stands above that of
// the row.
const (
	sheetBits   = 21 // a sheet has at most 1<<20 rows
	mostNumbers = 1<<10 - 1
)

// numbered puts the number of a sheet above that of its row.
func numbered(page, row int) int { return min(page, mostNumbers)<<sheetBits | row }

// numberedRow takes such a number of a row of the file apart.
func (s *Looked) numberedRow(row int) (sheet string, line int) {
	if len(s.pages) == 0 || s.pages[0].sheet == "" {
		return "", row
	}
	if page := row >> sheetBits; page < len(s.pages) && page < mostNumbers {
		sheet = s.pages[page].sheet
	}
	return sheet, row & (1<<sheetBits - 1)
}

// counted counts the row of data at hand.
func (t *table) counted() {
	t.record.Rows++
	if t.record.First == 0 {
		t.record.First = t.row
	}
	t.record.Last = t.row
	if t.page < len(t.record.Sheets) {
		x := &t.record.Sheets[t.page]
		if x.Rows++; x.First == 0 {
			x.First = t.row
		}
		x.Last = t.row
	}
}

// leftOut are the sheets of a workbook that are not read, and why.
func leftOut(all, read []*page) []monitoring.SheetRecord {
	var out []monitoring.SheetRecord
	for _, p := range all {
		if p.sheet == "" || slices.Contains(read, p) {
			continue
		}
		r := monitoring.SheetRecord{Name: p.sheet}
		switch {
		case p.fault != nil:
			r.Why = calc.ErrorText(p.fault)
		case p.blank:
			r.Why = calc.Text{ZH: "空白", EN: "blank"}
		case p.hidden:
			r.Why = calc.Text{ZH: "隐藏", EN: "hidden"}
		case p.ok:
			r.Why = calc.Text{ZH: "版式不同", EN: "another layout"}
		case p.loss() == calc.Note:
			r.Why = calc.Text{ZH: "没有监测数据的表头", EN: "no header of monitoring data"}
		default:
			r.Why = calc.Text{ZH: "表头不全", EN: "its header lacks something"}
		}
		out = append(out, r)
	}
	return out
}
