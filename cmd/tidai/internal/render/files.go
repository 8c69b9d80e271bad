package render

import (
	"bytes"
	"encoding/csv"
	"io"
	"slices"
	"strings"
)

// markdown writes the page with pipe tables.
func markdown(d Doc) string {
	var b strings.Builder
	if d.Title != "" {
		b.WriteString("# " + mdText(d.Title) + "\n\n")
	}
	if d.Verdict != "" {
		b.WriteString("**" + mdText(d.Verdict) + "**\n\n")
	}
	for _, f := range d.Facts {
		b.WriteString(mdField(f))
	}
	if len(d.Facts) > 0 {
		b.WriteString("\n")
	}
	for i, s := range slices.Concat(d.Lead, d.Sections) {
		switch {
		case s.Title == "":
		case i > 0 && i < len(d.Lead):
			b.WriteString("### " + mdText(s.Title) + "\n\n")
		default:
			b.WriteString("## " + mdText(s.Title) + "\n\n")
		}
		for _, block := range s.Blocks {
			mdBlock(&b, block)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func mdBlock(b *strings.Builder, x Block) {
	if x.Chart != nil { // its table says the same
		return
	}
	switch {
	case x.Table != nil:
		mdTable(b, *x.Table)
	case x.Records != nil:
		for _, r := range x.Records {
			b.WriteString("**" + mdText(r.Head) + "**\n\n")
			for _, f := range r.Fields {
				b.WriteString(mdField(f))
			}
			if len(r.Fields) > 0 {
				b.WriteString("\n")
			}
		}
	}
	if x.Text != "" {
		b.WriteString(mdText(x.Text) + "\n\n")
	}
	for _, item := range x.List {
		b.WriteString("- " + mdText(item) + "\n")
	}
	if len(x.List) > 0 {
		b.WriteString("\n")
	}
	if len(x.Tree) > 0 {
		b.WriteString("```text\n")
		for _, n := range x.Tree {
			b.WriteString(n.Lead + strings.ReplaceAll(clean(n.Text), "```", "` ` `") + "\n")
		}
		b.WriteString("```\n\n")
	}
	for _, note := range x.Notes {
		b.WriteString(mdText(note) + "\n\n")
	}
}

func mdField(f Field) string {
	if f.Name == "" {
		return "- " + mdText(f.Text) + "\n"
	}
	return "- **" + mdText(f.Name) + "** " + mdText(f.Text) + "\n"
}

func mdTable(b *strings.Builder, t Table) {
	heads, rule := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = mdText(c.Head)
		rule[i] = "---"
		if c.Right {
			rule[i] = "---:"
		}
	}
	b.WriteString("| " + strings.Join(heads, " | ") + " |\n| " + strings.Join(rule, " | ") + " |\n")
	for _, row := range t.Rows {
		out := make([]string, len(row))
		for i, s := range row {
			out[i] = mdText(s)
		}
		b.WriteString("| " + strings.Join(out, " | ") + " |\n")
	}
	b.WriteString("\n")
}

// mdEscape keeps texts from becoming markup; a bar would end a table cell.
var mdEscape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`, "]",
	`\]`, "#", `\#`, "~", `\~`)

func mdText(s string) string { return mdEscape.Replace(clean(s)) }

// writeCSV writes a table for Chinese Excel, which takes a file for UTF-8
// only where it begins with a byte order mark.
func writeCSV(t Table) ([]byte, error) {
	var b bytes.Buffer
	w := newCSV(&b, t.Columns)
	for _, row := range t.Rows {
		w.row(row)
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// csvFile is a CSV file that is being written.
type csvFile struct {
	*csv.Writer
	columns []Column
	cells   []string
}

func newCSV(to io.Writer, columns []Column) *csvFile {
	w := &csvFile{Writer: csv.NewWriter(to), columns: columns, cells: make([]string, len(columns))}
	w.UseCRLF = true
	for i, c := range columns {
		w.cells[i] = c.Head
	}
	if len(columns) > 0 {
		w.cells[0] = "\ufeff" + w.cells[0]
	}
	w.Write(w.cells) // keeps its first error for Error
	return w
}

// row writes a row; Error tells what went wrong.
func (w *csvFile) row(cells []string) {
	w.cells = w.cells[:0]
	for i, s := range cells {
		w.cells = append(w.cells, csvText(s, w.columns[i].Right))
	}
	w.Write(w.cells)
}

// csvText keeps a text from being run as a formula when a spreadsheet opens
// the file.
func csvText(s string, number bool) string {
	s = clean(s)
	if !number && s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}
