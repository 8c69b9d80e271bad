package sheet

import (
	"bytes"
	"cmp"
	"slices"
)

// Range is a merged range of an XLSX sheet, ends included, 1-based.
type Range struct{ Row1, Col1, Row2, Col2 int }

// maxMerges is the largest number of merged ranges, and maxMergeWork of steps
// spent on filling them.
const (
	maxMerges    = 1 << 18
	maxMergeWork = 1 << 26
)

// merges returns the merged ranges of a sheet by their first row and column.
// The value of a range is that of its first cell; Options.FillMerged fills it
// in for the others.
func (b *book) merges(s listed) ([]Range, error) {
	var all []Range
	err := b.scan(s.part, func(x *scanner) error {
		return x.each(func(name string) error {
			if name == "sheetData" && !x.empty {
				return x.skipPast("sheetData>")
			}
			if name != "mergeCells" {
				return x.skip()
			}
			return x.each(func(string) error {
				ref := attr(x.attrs, "ref")
				m, ok := parseRange(ref)
				if !ok || len(all) == maxMerges {
					return malformed("合并区域 %q 不对或太多", "the merged range %q is wrong, or there are too many",
						ref)
				}
				all = append(all, m)
				return x.skip()
			})
		})
	})
	slices.SortFunc(all, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Row1, b.Row1), cmp.Compare(a.Col1, b.Col1), cmp.Compare(a.Row2, b.Row2),
			cmp.Compare(a.Col2, b.Col2))
	})
	return all, within(err, s.name, 0, 0)
}

func parseRange(ref []byte) (Range, bool) {
	first, last, _ := bytes.Cut(ref, []byte(":"))
	if last == nil {
		last = first
	}
	c1, r1, ok1 := parseRef(first)
	c2, r2, ok2 := parseRef(last)
	return Range{r1, c1, r2, c2}, ok1 && ok2 && r1 <= r2 && c1 <= c2 && r2 <= maxRows && c2 <= MaxColumns
}

// merger fills merged cells while rows stream by.
type merger struct {
	coming []Range
	open   []held
	work   int
}

// held is a range the reader is inside of, with the value of its first cell.
type held struct {
	Range
	value Cell
}

func (s *sheetReader) loadMerges(part string) error {
	all, err := s.b.o.Known.mergesOf(part, func() ([]Range, error) {
		return s.b.merges(listed{name: s.name, part: part})
	})
	s.merged = &merger{coming: all}
	return err
}

// fill gives the empty cells of the row that ranges cover their values.
func (m *merger) fill(s *sheetReader) error {
	row := s.row.Number
	for len(m.coming) > 0 && m.coming[0].Row1 <= row {
		r := m.coming[0]
		m.coming = m.coming[1:]
		h := held{Range: r}
		if r.Row1 == row && r.Col1 <= len(s.row.Cells) {
			h.value = s.row.Cells[r.Col1-1]
			h.value.Text = bytes.Clone(h.value.Text)
		}
		if h.value.Kind != Empty {
			m.open = append(m.open, h)
		}
		m.work++
	}
	m.open = slices.DeleteFunc(m.open, func(h held) bool { return h.Row2 < row })
	for _, h := range m.open {
		if m.work += h.Col2 - h.Col1 + 1; m.work > maxMergeWork {
			return fault(CodeSize, "合并的单元格太多", "too many merged cells")
		}
		for col := h.Col1; col <= h.Col2; col++ {
			if col > len(s.row.Cells) || s.row.Cells[col-1].Kind == Empty {
				cell := s.reach(col)
				*cell = h.value
				cell.Col, cell.Merged = col, true
			}
		}
	}
	return nil
}
