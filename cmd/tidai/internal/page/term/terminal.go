package term

import (
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// minWidth is the narrowest page laid out; a narrower terminal wraps by itself.
const minWidth = 60

// wideFrom is the width from which tables with wrapped texts read well; below
// it the same content is written as records.
const wideFrom = 110

type paper struct {
	strings.Builder
	width int
	notes *page.Footnotes
}

// Write lays out a page for a terminal of width columns.
func Write(d page.Doc, width int) string {
	p := &paper{width: max(width, minWidth), notes: page.FootnotesOf(d.Sections...)}
	p.head(d)
	for _, s := range d.Sections {
		p.section(s)
	}
	return p.String()
}

func (p *paper) line(s string) { p.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *paper) head(d page.Doc) {
	if d.Title != "" {
		p.paragraph("", d.Title)
	}
	if d.Verdict != "" {
		p.paragraph("", d.Verdict)
	}
	if len(d.Facts) > 0 {
		p.line(strings.Repeat("─", p.width))
		p.facts(d.Facts)
		p.line(strings.Repeat("─", p.width))
	}
}

// facts writes named texts one after the other, as many on a line as fit.
func (p *paper) facts(facts []page.Field) {
	line := ""
	for _, f := range facts {
		item := f.Name + "  " + page.Clean(p.text(f.Text))
		if line != "" && page.Width(line)+4+page.Width(item) > p.width {
			p.line(line)
			line = ""
		}
		if line != "" {
			line += "    "
		}
		line += item
		if page.Width(line) > p.width {
			p.hanging(f.Name+"  ", p.text(f.Text))
			line = ""
		}
	}
	if line != "" {
		p.line(line)
	}
}

func (p *paper) section(s page.Section) {
	if p.Len() > 0 && s.Title != "" {
		p.line("")
	}
	if s.Title != "" {
		p.paragraph("", s.Title)
	}
	for i, b := range s.Blocks {
		if i > 0 {
			p.line("")
		}
		p.block(b)
	}
}

func (p *paper) text(s page.Spans) string { return p.notes.Text(s) }

func (p *paper) block(b page.Block) {
	p.table(b)
	if b.Text != nil {
		p.paragraph("", p.text(b.Text))
	}
	for _, item := range b.List {
		p.hanging("· ", p.text(item))
	}
	for _, n := range b.Tree {
		p.tree(n)
	}
	if b.Chart != nil {
		for _, l := range drawChart(*b.Chart, p.width) {
			p.line(l)
		}
	}
	if b.Records != nil && len(b.Notes) > 0 && !strings.HasSuffix(p.String(), "─\n") {
		p.line("")
	}
	for _, note := range b.Notes {
		p.hanging("", p.text(note))
	}
	if b.Doubts {
		for _, note := range p.notes.List() {
			p.hanging(p.notes.Marks(note[0])+" ", strings.TrimPrefix(p.text(note[1:]), " "))
		}
	}
}

// table writes the form of a block's table that there is room for.
func (p *paper) table(b page.Block) {
	var wide, slim table
	if b.Table != nil {
		wide = marked(*b.Table, p.notes)
	}
	if b.Narrow != nil {
		slim = marked(*b.Narrow, p.notes)
	}
	switch {
	case b.Table != nil && p.prefers(wide, b):
		p.WriteString(drawTable(wide, p.width))
	case b.Narrow != nil && fits(slim, p.width):
		p.WriteString(drawTable(slim, p.width))
	case b.Records != nil:
		p.records(b.Records)
	case b.Table != nil:
		p.records(fold(*b.Table))
	}
}

func (p *paper) tree(n page.TreeLine) {
	lead := n.Lead
	for _, l := range page.Wrap(p.text(n.Text), p.width-page.Width(n.Lead)) {
		p.line(lead + l)
		lead = n.Below
	}
}

// prefers reports whether the table itself is written: it fits, and there is
// no other form or room enough for it to read well.
func (p *paper) prefers(t table, b page.Block) bool {
	other := b.Narrow != nil || b.Records != nil
	return fits(t, p.width) && (!other || p.width >= wideFrom)
}

// fold writes a table that does not fit as records, the first column as heads.
func fold(t page.Grid) []page.Record {
	var out []page.Record
	for _, row := range t.Rows {
		r := page.Record{Head: row[0]}
		for i, c := range t.Columns[1:] {
			r.Fields = append(r.Fields, page.Field{Name: c.Head, Text: row[i+1]})
		}
		out = append(out, r)
	}
	return out
}

func (p *paper) paragraph(indent, text string) {
	for _, l := range page.Wrap(text, p.width-page.Width(indent)) {
		p.line(indent + l)
	}
}

// hanging writes a text behind a lead, further lines below the text.
func (p *paper) hanging(lead, text string) {
	for i, l := range page.Wrap(text, p.width-page.Width(lead)) {
		if i > 0 {
			lead = strings.Repeat(" ", page.Width(lead))
		}
		p.line(lead + l)
	}
}

// records writes headings with their fields below, the names of all fields of
// a block in one column.
func (p *paper) records(list []page.Record) {
	names, most := 0, 0
	for _, r := range list {
		most = max(most, len(r.Fields))
		for _, f := range r.Fields {
			names = max(names, page.Width(f.Name))
		}
	}
	for i, r := range list {
		if i > 0 && most > 1 { // long lists of one-line records stay close
			p.line("")
		}
		p.paragraph("", p.text(r.Head))
		for _, f := range r.Fields {
			lead := "  "
			if names > 0 {
				lead += page.Pad(f.Name, names) + "  "
			}
			p.hanging(lead, p.text(f.Text))
		}
	}
}
