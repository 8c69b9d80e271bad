package book

import "github.com/xuri/excelize/v2"

// Of the sheets: points, inches, and a size of paper.
const (
	rowHeight = 14
	a4        = 9
	footer    = "&A    &P / &N" // sheet, page of pages
)

// layout sets what a sheet looks like on screen and paper: A4 across, as wide
// as the page.
func (w *writer) layout() error {
	yes, no, high, landscape := true, false, float64(rowHeight), "landscape"
	size, anyHeight := a4, 0
	side, end, middle := 0.5, 0.6, 0.3
	f := w.file
	if err := f.SetSheetProps(w.Name, &excelize.SheetPropsOptions{FitToPage: &yes,
		DefaultRowHeight: &high}); err != nil {
		return err
	}
	if err := f.SetSheetView(w.Name, 0, &excelize.ViewOptions{ShowGridLines: &no}); err != nil {
		return err
	}
	if err := f.SetPageLayout(w.Name, &excelize.PageLayoutOptions{Size: &size, Orientation: &landscape,
		FitToHeight: &anyHeight}); err != nil {
		return err
	}
	if err := f.SetPageMargins(w.Name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end,
		Bottom: &end, Header: &middle, Footer: &middle}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(w.Name, &excelize.HeaderFooterOptions{OddFooter: footer}); err != nil {
		return err
	}
	if len(w.Rows) == 0 || w.columns() == 0 {
		return nil
	}
	last := CellName(len(w.Rows)-1, w.columns()-1)
	return f.SetSheetDimension(w.Name, "A1:"+last)
}
