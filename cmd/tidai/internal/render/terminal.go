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
	case b.Table != nil && (b.Records == nil || (p.width >= wideFrom && fits(*b.Table, p.width))):
		p.WriteString(drawTable(*b.Table, p.width))
	case b.Records != nil:
		p.records(b.Records)
	}
	if b.Text != "" {
		p.paragraph("", b.Text)
	}
	for _, item := range b.List {
		p.hanging("· ", item)
	}
	for _, line := range b.Lines {
		p.line(clean(line))
	}
	for _, note := range b.Notes {
		p.hanging("", note)
	}
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
	names := 0
	for _, r := range list {
		for _, f := range r.Fields {
			names = max(names, width(f.Name))
		}
	}
	for i, r := range list {
		if i > 0 {
			p.line("")
		}
		p.paragraph("", r.Head)
		for _, f := range r.Fields {
			p.hanging("  "+pad(f.Name, names)+"  ", f.Text)
		}
	}
}

// numerals number the sections of a Chinese page.
var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

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
