package render

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

const (
	gap     = 2  // cells between columns
	narrow  = 10 // least width of a column that wraps
	hairGap = 1  // padding at the left edge
)

// drawTable draws a three-line table (三线表): rules above, below the heads,
// and at the end, none between columns. Texts are wrapped here, because line
// ends follow Chinese rules; the table writer only places them.
func drawTable(t Table, total int) string {
	widths, _ := columnWidths(t, total)
	var b strings.Builder
	w := tablewriter.NewTable(&b,
		tablewriter.WithEastAsian(tw.Off), // On is process-global and breaks later tables
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapBreak),
		tablewriter.WithRowAutoWrap(tw.WrapBreak),
		tablewriter.WithRowMaxWidth(total),
		tablewriter.WithHeaderMaxWidth(total),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithRowAlignmentConfig(tw.CellAlignment{PerColumn: alignments(t)}),
		tablewriter.WithHeaderAlignmentConfig(tw.CellAlignment{PerColumn: alignments(t)}),
		tablewriter.WithPadding(tw.Padding{Left: strings.Repeat(" ", hairGap), Right: strings.Repeat(" ", gap-hairGap), Overwrite: true}),
		tablewriter.WithRenderer(renderer.NewBlueprint(threeLines())),
	)
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = cell(c, c.Head, widths[i])
	}
	w.Header(heads)
	for _, row := range t.Rows {
		out := make([]string, len(row))
		for i, s := range row {
			out[i] = cell(t.Columns[i], s, widths[i])
		}
		if err := w.Append(out); err != nil {
			panic(err) // a row of strings: cannot fail
		}
	}
	if err := w.Render(); err != nil {
		panic(err)
	}
	return trimLines(b.String())
}

func threeLines() tw.Rendition {
	none := tw.Separators{ShowHeader: tw.Off, ShowFooter: tw.Off, BetweenRows: tw.Off, BetweenColumns: tw.Off}
	lines := tw.Lines{ShowTop: tw.On, ShowBottom: tw.On, ShowHeaderLine: tw.On, ShowFooterLine: tw.Off}
	return tw.Rendition{
		Borders:  tw.Border{Left: tw.Off, Right: tw.Off, Top: tw.On, Bottom: tw.On, Overwrite: true},
		Symbols:  tw.NewSymbolCustom("three lines").WithRow("─").WithCenter("─").WithColumn(""),
		Settings: tw.Settings{Separators: none, Lines: lines},
	}
}

func alignments(t Table) []tw.Align {
	out := make([]tw.Align, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = tw.AlignLeft
		if c.Right {
			out[i] = tw.AlignRight
		}
	}
	return out
}

// cell wraps a text to its column.
func cell(c Column, s string, w int) string {
	if !c.Wrap {
		return clean(s)
	}
	return strings.Join(wrap(s, w), "\n")
}

// trimLines takes blanks off the ends of lines.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// columnWidths gives every column its natural width where the table fits, and
// otherwise takes from the widest wrapping column until it does. ok is false
// where even the least widths do not fit.
func columnWidths(t Table, total int) (widths []int, ok bool) {
	widths = make([]int, len(t.Columns))
	sum := gap * len(t.Columns)
	for i, c := range t.Columns {
		widths[i] = width(clean(c.Head))
		for _, row := range t.Rows {
			widths[i] = max(widths[i], width(clean(row[i])))
		}
		sum += widths[i]
	}
	for sum > total {
		widest := -1
		for i, c := range t.Columns {
			if c.Wrap && widths[i] > narrow && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return widths, false
		}
		widths[widest]--
		sum--
	}
	return widths, true
}

func fits(t Table, total int) bool {
	_, ok := columnWidths(t, total)
	return ok
}
