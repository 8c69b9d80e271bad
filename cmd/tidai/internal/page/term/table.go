package term

import (
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"tidai/cmd/tidai/internal/page"
)

// drawTable draws a three-line table (三线表): rules above, below the heads,
// and at the end, none between columns. Texts are wrapped here, because line
// ends follow Chinese rules; the table writer only places them.
func drawTable(t table, total int) string {
	l := layoutOf(t)
	l.squeeze(total)
	var b strings.Builder
	w := tablewriter.NewTable(&b,
		tablewriter.WithEastAsian(tw.Off), // On is process-global and breaks later tables
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapBreak),
		tablewriter.WithRowAutoWrap(tw.WrapBreak),
		tablewriter.WithRowMaxWidth(total),
		tablewriter.WithHeaderMaxWidth(total),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithAlignment(leftAligned(t)),
		tablewriter.WithPadding(tw.Padding{Left: " ", Right: " ", Overwrite: true}),
		tablewriter.WithRenderer(renderer.NewBlueprint(threeLines())),
	)
	heads := make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i] = l.cell(i, cell{text: c.Head}, true)
	}
	w.Header(heads)
	for _, row := range t.rows {
		out := make([]string, len(row))
		for i, c := range row {
			out[i] = l.cell(i, c, t.columns[i].Wrap)
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

// leftAligned: cells come padded, so that numbers align at their own ends and
// not at those of their footnote marks.
func leftAligned(t table) tw.Alignment {
	out := make(tw.Alignment, len(t.columns))
	for i := range out {
		out[i] = tw.AlignLeft
	}
	return out
}

// trimLines makes hard blanks plain and takes blanks off the ends of lines.
func trimLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, hard, " "), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// table is a grid whose footnotes have their marks.
type table struct {
	columns []page.Head
	rows    [][]cell
}

// cell is a finished text; the marks of a number at its end stand apart, since
// numbers align at their own ends.
type cell struct{ text, marks string }

func (c cell) whole() string { return c.text + c.marks }

// marked gives the cells of a grid the marks of their footnotes.
func marked(g page.Grid, notes *page.Footnotes) table {
	t := table{columns: g.Columns, rows: make([][]cell, len(g.Rows))}
	for i, row := range g.Rows {
		t.rows[i] = make([]cell, len(row))
		for j, s := range row {
			last := len(s) - 1
			if last < 0 || !g.Columns[j].Right {
				t.rows[i][j] = cell{text: notes.Text(s)}
				continue
			}
			t.rows[i][j] = cell{text: notes.Text(s[:last]) + s[last].Text, marks: notes.Marks(s[last])}
		}
	}
	return t
}
