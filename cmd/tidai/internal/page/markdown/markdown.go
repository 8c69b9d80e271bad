package markdown

import (
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// file is a page that is being written.
type file struct {
	strings.Builder
	notes *page.Footnotes
}

func (b *file) text(s page.Spans) string { return mdText(b.notes.Text(s)) }

// Write writes the page with pipe tables.
func Write(d page.Doc) string {
	sections := slices.Concat(d.Lead, d.Sections)
	b := &file{notes: page.FootnotesOf(sections...)}
	if d.Title != "" {
		b.WriteString("# " + mdText(d.Title) + "\n\n")
	}
	if d.Verdict != "" {
		b.WriteString("**" + mdText(d.Verdict) + "**\n\n")
	}
	for _, f := range d.Facts {
		b.WriteString(b.field(f))
	}
	if len(d.Facts) > 0 {
		b.WriteString("\n")
	}
	for i, s := range sections {
		switch {
		case s.Title == "":
		case i > 0 && i < len(d.Lead):
			b.WriteString("### " + mdText(s.Title) + "\n\n")
		default:
			b.WriteString("## " + mdText(s.Title) + "\n\n")
		}
		for _, block := range s.Blocks {
			b.block(block)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func (b *file) block(x page.Block) {
	if x.Chart != nil { // its table says the same
		return
	}
	switch {
	case x.Table != nil:
		b.table(*x.Table)
	case x.Records != nil:
		for _, r := range x.Records {
			b.WriteString("**" + b.text(r.Head) + "**\n\n")
			for _, f := range r.Fields {
				b.WriteString(b.field(f))
			}
			if len(r.Fields) > 0 {
				b.WriteString("\n")
			}
		}
	}
	if x.Text != nil {
		b.WriteString(b.text(x.Text) + "\n\n")
	}
	for _, item := range x.List {
		b.WriteString("- " + b.text(item) + "\n")
	}
	if len(x.List) > 0 {
		b.WriteString("\n")
	}
	if len(x.Tree) > 0 {
		b.WriteString("```text\n")
		for _, n := range x.Tree {
			b.WriteString(n.Lead + strings.ReplaceAll(page.Clean(b.notes.Text(n.Text)), "```", "` ` `") + "\n")
		}
		b.WriteString("```\n\n")
	}
	notes := x.Notes
	if x.Doubts {
		notes = append(slices.Clone(notes), b.notes.List()...)
	}
	for _, note := range notes {
		b.WriteString(b.text(note) + "\n\n")
	}
}

func (b *file) field(f page.Field) string {
	if f.Name == "" {
		return "- " + b.text(f.Text) + "\n"
	}
	return "- **" + mdText(f.Name) + "** " + b.text(f.Text) + "\n"
}

func (b *file) table(t page.Grid) {
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
			out[i] = b.text(s)
		}
		b.WriteString("| " + strings.Join(out, " | ") + " |\n")
	}
	b.WriteString("\n")
}

// mdEscape keeps texts from becoming markup; a bar would end a table cell.
var mdEscape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "[", `\[`, "]",
	`\]`, "#", `\#`, "~", `\~`)

func mdText(s string) string { return mdEscape.Replace(page.Clean(s)) }
