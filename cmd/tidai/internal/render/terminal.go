package render

import (
	"fmt"
	"strings"
)

// minWidth is the narrowest page laid out; a narrower terminal wraps by itself.
const minWidth = 60

// wideFrom is the width from which tables with wrapped texts read well; below
// it the same content is written as records.
const wideFrom = 110

type page struct {
	strings.Builder
	width int
}

func terminal(d Doc, width int) string {
	p := &page{width: max(width, minWidth)}
	p.head(d)
	for _, s := range d.Sections {
		p.section(s)
	}
	return p.String()
}

func (p *page) line(s string) { p.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *page) head(d Doc) {
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
func (p *page) facts(facts []Field) {
	line := ""
	for _, f := range facts {
		item := f.Name + "  " + clean(f.Text)
		if line != "" && width(line)+4+width(item) > p.width {
			p.line(line)
			line = ""
		}
		if line != "" {
			line += "    "
		}
		line += item
		if width(line) > p.width {
			p.hanging(f.Name+"  ", f.Text)
			line = ""
		}
	}
	if line != "" {
		p.line(line)
	}
}

func (p *page) section(s Section) {
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

func (p *page) block(b Block) {
	switch {
	case b.Table != nil && p.prefers(b):
		p.WriteString(drawTable(*b.Table, p.width))
	case b.Narrow != nil && fits(*b.Narrow, p.width):
		p.WriteString(drawTable(*b.Narrow, p.width))
	case b.Records != nil:
		p.records(b.Records)
	case b.Table != nil:
		p.records(fold(*b.Table))
	}
	if b.Text != "" {
		p.paragraph("", b.Text)
	}
	for _, item := range b.List {
		p.hanging("· ", item)
	}
	for _, n := range b.Tree {
		p.tree(n)
	}
	if b.Chart != nil {
		for _, l := range b.Chart.draw(p.width) {
			p.line(l)
		}
	}
	if b.Records != nil && len(b.Notes) > 0 && !strings.HasSuffix(p.String(), "─\n") {
		p.line("")
	}
	for _, note := range b.Notes {
		lead, text := "", note
		if mark := note[:len(note)-len(strings.TrimLeft(note, markSigns))]; mark != "" { // a footnote
			lead, text = mark+" ", strings.TrimPrefix(note, mark+" ")
		}
		p.hanging(lead, text)
	}
}

func (p *page) tree(n TreeLine) {
	lead := n.Lead
	for _, l := range wrap(n.Text, p.width-width(n.Lead)) {
		p.line(lead + l)
		lead = n.Below
	}
}

// prefers reports whether the table itself is written: it fits, and there is
// no other form or room enough for it to read well.
func (p *page) prefers(b Block) bool {
	other := b.Narrow != nil || b.Records != nil
	return fits(*b.Table, p.width) && (!other || p.width >= wideFrom)
}

// fold writes a table that does not fit as records, the first column as heads.
func fold(t Table) []Record {
	var out []Record
	for _, row := range t.Rows {
		r := Record{Head: row[0]}
		for i, c := range t.Columns[1:] {
			r.Fields = append(r.Fields, Field{c.Head, row[i+1]})
		}
		out = append(out, r)
	}
	return out
}

func (p *page) paragraph(indent, text string) {
	for _, l := range wrap(text, p.width-width(indent)) {
		p.line(indent + l)
	}
}

// hanging writes a text behind a lead, further lines below the text.
func (p *page) hanging(lead, text string) {
	for i, l := range wrap(text, p.width-width(lead)) {
		if i > 0 {
			lead = strings.Repeat(" ", width(lead))
		}
		p.line(lead + l)
	}
}

// records writes headings with their fields below, the names of all fields of
// a block in one column.
func (p *page) records(list []Record) {
	names, most := 0, 0
	for _, r := range list {
		most = max(most, len(r.Fields))
		for _, f := range r.Fields {
			names = max(names, width(f.Name))
		}
	}
	for i, r := range list {
		if i > 0 && most > 1 { // long lists of one-line records stay close
			p.line("")
		}
		p.paragraph("", r.Head)
		for _, f := range r.Fields {
			lead := "  "
			if names > 0 {
				lead += pad(f.Name, names) + "  "
			}
			p.hanging(lead, f.Text)
		}
	}
}

// numerals number the sections of a Chinese page.
var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
	"十五", "十六", "十七", "十八", "十九"}

func (b *builder) number(sections []Section) []Section {
	for i := range sections {
		if b.zh() && i < len(numerals) {
			sections[i].Title = numerals[i] + "、" + sections[i].Title
		} else {
			sections[i].Title = fmt.Sprintf("%d  %s", i+1, sections[i].Title)
		}
	}
	return sections
}
