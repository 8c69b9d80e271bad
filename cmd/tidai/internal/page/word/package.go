package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"strings"

	"tidai/cmd/tidai/internal/page"
)

// xmlText is text as XML has it; what XML cannot hold is left out.
func xmlText(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(page.Clean(s))) // a Builder does not fail
	return b.String()
}

// part is one file of the package.
type part struct{ name, text string }

// pack packs the parts in their order, each with an XML declaration. The same
// parts give the same bytes.
func pack(parts []part) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate}) // no time: the same bytes each day
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(xml.Header + p.text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
