package book

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"

	"github.com/xuri/excelize/v2"
)

// sorted is the package of a file. excelize writes streamed sheets in the
// order of a map; here the parts stand in the order of their names, which
// begins with [Content_Types].xml as Office has it, and have no time.
type sorted struct {
	to    io.Writer
	parts map[string]*bytes.Buffer
}

func inOrder(to io.Writer) excelize.ZipWriter { return &sorted{to, map[string]*bytes.Buffer{}} }

// Create begins a part.
func (z *sorted) Create(name string) (io.Writer, error) {
	z.parts[name] = new(bytes.Buffer)
	return z.parts[name], nil
}

// AddFS is of the interface; excelize does not call it.
func (z *sorted) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close packs the parts.
func (z *sorted) Close() error {
	w, block := zip.NewWriter(z.to), 1
	for _, name := range slices.Sorted(maps.Keys(z.parts)) {
		text := z.parts[name].Bytes()
		if path.Ext(name) == ".vml" {
			text, block = numbered(text, block)
		}
		part, err := w.Create(name)
		if err != nil {
			return err
		}
		if _, err := part.Write(text); err != nil {
			return err
		}
	}
	return w.Close()
}
