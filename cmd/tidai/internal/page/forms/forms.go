// Package forms lists the forms in which results are written.
package forms

import (
	"bytes"
	"fmt"

	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
	"tidai/cmd/tidai/internal/page/html"
	"tidai/cmd/tidai/internal/page/markdown"
	"tidai/cmd/tidai/internal/page/term"
	"tidai/cmd/tidai/internal/page/word"
)

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
	switch format {
	case page.Terminal:
		return []byte(term.Write(p.Doc, width)), nil
	case page.Markdown:
		return []byte(markdown.Write(p.Doc)), nil
	case page.HTML:
		return html.Write(p)
	case page.Word:
		return word.Write(p.Doc, p.Lang)
	case page.CSV:
		return data.CSV(p.Main)
	case page.JSON:
		return data.JSON(p.Data)
	case page.ICS:
		if p.Calendar != nil {
			return p.Calendar.Encode()
		}
	}
	return nil, fmt.Errorf("unknown format %q", format)
}
