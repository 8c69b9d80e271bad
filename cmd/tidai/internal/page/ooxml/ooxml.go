// Package ooxml packs the XML parts of an Office file, the same bytes each time.
package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// Text is text as XML has it; what XML cannot hold is left out.
func Text(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(page.Clean(s))) // a Builder does not fail
	return b.String()
}

// Part is one file of the package.
type Part struct{ Name, Text string }

// Zip packs the parts in their order, each with an XML declaration.
func Zip(parts []Part) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate}) // no time: the same bytes each day
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(xml.Header + p.Text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
