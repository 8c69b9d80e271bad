package markdown

import (
	"slices"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// Write writes the page with pipe tables.
func Write(d page.Doc) string {
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

func mdBlock(b *strings.Builder, x page.Block) {
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
			b.WriteString(n.Lead + strings.ReplaceAll(page.Clean(n.Text), "```", "` ` `") + "\n")
		}
		b.WriteString("```\n\n")
	}
	for _, note := range x.Notes {
		b.WriteString(mdText(note) + "\n\n")
	}
}

func mdField(f page.Field) string {
	if f.Name == "" {
		return "- " + mdText(f.Text) + "\n"
	}
	return "- **" + mdText(f.Name) + "** " + mdText(f.Text) + "\n"
}

func mdTable(b *strings.Builder, t page.Table) {
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

func mdText(s string) string { return mdEscape.Replace(page.Clean(s)) }
