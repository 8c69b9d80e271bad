// Package forms is the list of forms in which results are written.
package forms

import (
	"bytes"
	"fmt"
	"slices"

	"tidai/calc"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
	"tidai/cmd/tidai/internal/page/html"
	"tidai/cmd/tidai/internal/page/markdown"
	"tidai/cmd/tidai/internal/page/term"
	"tidai/cmd/tidai/internal/page/word"
)

// Form is a form of output. Help texts, the words --format takes and the endings
// of documents are read from the list of them.
type Form struct {
	Key      page.Format
	Name     calc.Text // where its key does not say what it is
	Commands []string  // that write it; nil: all that write a result
	Document bool      // documents are written in it, in files with its key as ending

	// write writes a page; nil where the page brings the form with it (page.Page.Own).
	write func(p page.Page, width int) ([]byte, error)
}

// List is every form, in the order of help texts.
var List = []Form{
	{Key: page.Terminal, write: func(p page.Page, width int) ([]byte, error) {
		return []byte(term.Write(p.Doc, width)), nil
	}},
	{Key: page.JSON, Document: true, write: func(p page.Page, _ int) ([]byte, error) {
		if p.Traces {
			return data.Traced(p.Data)
		}
		return data.JSON(p.Data)
	}},
	{Key: page.CSV, Document: true, write: func(p page.Page, _ int) ([]byte, error) { return data.CSV(p.Main) }},
	{Key: page.Markdown, Document: true, write: func(p page.Page, _ int) ([]byte, error) {
		return []byte(markdown.Write(p.Doc)), nil
	}},
	{Key: page.HTML, Document: true, write: func(p page.Page, _ int) ([]byte, error) { return html.Write(p) }},
	{Key: page.Word, Document: true, write: func(p page.Page, _ int) ([]byte, error) {
		return word.Write(p.Doc, p.Lang)
	}},
	{Key: page.XLSX, Document: true, Commands: []string{}}, // the workbook of a chapter, among documents only
	{Key: page.ICS, Name: calc.Text{ZH: "日历", EN: "a calendar"}, Commands: []string{"plan"},
		write: func(p page.Page, _ int) ([]byte, error) {
			if p.Calendar == nil {
				return nil, fmt.Errorf("the page has no calendar")
			}
			return p.Calendar.Encode()
		}},
	{Key: page.SARIF, Commands: []string{"review"}},
	{Key: page.JUnit, Commands: []string{"review"}},
}

// Of lists the forms that a command writes.
func Of(command string) []Form {
	return slices.DeleteFunc(slices.Clone(List), func(f Form) bool {
		return f.Commands != nil && !slices.Contains(f.Commands, command)
	})
}

// Documents lists the forms in which documents are written, those for people first.
func Documents() []Form {
	var out []Form
	for _, key := range []page.Format{page.Word, page.XLSX, page.HTML, page.Markdown} {
		out = append(out, find(key))
	}
	for _, f := range List {
		if f.Document && !slices.ContainsFunc(out, func(x Form) bool { return x.Key == f.Key }) {
			out = append(out, f)
		}
	}
	return out
}

func find(key page.Format) Form {
	if i := slices.IndexFunc(List, func(f Form) bool { return f.Key == key }); i >= 0 {
		return List[i]
	}
	return Form{}
}

// Write writes the page; width is that of the terminal.
func Write(p page.Page, format page.Format, width int) ([]byte, error) {
	if p.Raw != "" && (format == page.Terminal || format == page.Markdown || format == page.HTML) {
		return []byte(p.Raw), nil
	}
	if p.Stream != nil {
		var b bytes.Buffer
		err := p.Stream(&b)
		return b.Bytes(), err
	}
	if own := p.Own[format]; own != nil {
		return own()
	}
	if f := find(format); f.write != nil {
		return f.write(p, width)
	}
	return nil, fmt.Errorf("the page has no form %q", format)
}
