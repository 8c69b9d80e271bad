// Package bundle carries the files of a dossier inside a Word or Excel document
// made from it, as a custom XML part (ECMA-376 part 1, 15.2.5), so that what was
// handed in can be opened, changed and recomputed.
package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tidai/calc"
)

// Space is the XML namespace of the part.
const Space = "urn:tidai:dossier:1"

// Limits of what is carried and of what is read back.
const (
	MaxFile    = 16 << 20  // bytes of one file
	MaxAll     = 48 << 20  // bytes of all files
	MaxPackage = 256 << 20 // bytes of a document
	maxPart    = 96 << 20  // bytes of a part when unpacked
	maxFiles   = 10_000
)

// File is a file of the dossier; Name is relative to its folder, with slashes.
type File struct {
	Name string
	Data []byte
}

// Missing is a file that was too large to be carried.
type Missing struct {
	Name, SHA256 string
}

// Bundle is a dossier. The first file is its main one.
type Bundle struct {
	Files   []File
	Missing []Missing
	Factors bool // made with factors of the user's own, which are not carried
}

// AddFrom adds a file, or notes it as missing where it is too large.
func (b *Bundle) AddFrom(name string, r io.Reader) error {
	size := 0
	for _, f := range b.Files {
		size += len(f.Data)
	}
	most := min(MaxFile, MaxAll-size)
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil {
		return err
	}
	if len(data) <= most {
		b.Files = append(b.Files, File{name, data})
		return nil
	}
	hash := sha256.New()
	hash.Write(data)
	if _, err := io.Copy(hash, r); err != nil {
		return err
	}
	b.Missing = append(b.Missing, Missing{name, hex.EncodeToString(hash.Sum(nil))})
	return nil
}

func sum(data []byte) string {
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:])
}

type dossierXML struct {
	XMLName xml.Name  `xml:"urn:tidai:dossier:1 dossier"`
	Factors bool      `xml:"own-factors,attr"`
	Files   []fileXML `xml:"file"`
}

type fileXML struct {
	Name    string `xml:"name,attr"`
	SHA256  string `xml:"sha256,attr"`
	Missing bool   `xml:"missing,attr,omitempty"`
	Data    string `xml:",chardata"`
}

// The parts of a package that name the new one.
const (
	typesPart = "[Content_Types].xml"
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// insertions name the new parts in those that list what a document has: before
// which tag, and what.
func insertions(item, props string) map[string][2]string {
	relation := [2]string{"</Relationships>", `<Relationship Id="rIdDossier" Type="` + relations +
		`customXml" Target="../customXml/` + item + `"/>`}
	return map[string][2]string{
		typesPart: {"</Types>", `<Override PartName="/customXml/` + props +
			`" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>`},
		"word/_rels/document.xml.rels": relation,
		"xl/_rels/workbook.xml.rels":   relation,
	}
}

// Attach returns the document with the dossier in it. The same document and
// dossier give the same bytes.
func Attach(document []byte, b Bundle) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return nil, err
	}
	item, err := b.item()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	attached := 0
	n := freeItem(r.File)
	name, props := fmt.Sprintf("item%d.xml", n), fmt.Sprintf("itemProps%d.xml", n)
	inserted := insertions(name, props)
	for _, f := range r.File {
		in, changed := inserted[f.Name]
		if !changed {
			if err := w.Copy(f); err != nil { // as it is packed
				return nil, err
			}
			continue
		}
		data, err := unpack(f)
		if err != nil {
			return nil, err
		}
		attached++
		if err := add(w, f.Name, before(string(data), in[0], in[1])); err != nil {
			return nil, err
		}
	}
	if attached != 2 {
		return nil, errors.New("neither a Word document nor a workbook")
	}
	for _, p := range [][2]string{
		{"customXml/" + name, xml.Header + item},
		{"customXml/_rels/" + name + ".rels", xml.Header +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relations + `customXmlProps" Target="` + props + `"/></Relationships>`},
		{"customXml/" + props, xml.Header +
			`<ds:datastoreItem ds:itemID="{7A1D0C52-6C3E-4B47-9A55-0D3B5E0F7E21}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="` + Space + `"/></ds:schemaRefs></ds:datastoreItem>`},
	} {
		if err := add(w, p[0], p[1]); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// freeItem is a number that no custom part of the document has: a firm's template
// may have parts of its own.
func freeItem(files []*zip.File) int {
	for n := 1; ; n++ {
		taken := slices.ContainsFunc(files, func(f *zip.File) bool {
			return f.Name == fmt.Sprintf("customXml/item%d.xml", n) ||
				f.Name == fmt.Sprintf("customXml/itemProps%d.xml", n)
		})
		if !taken {
			return n
		}
	}
}

func before(text, end, more string) string {
	head, tail, found := strings.Cut(text, end)
	if !found {
		return text
	}
	return head + more + end + tail
}

func add(w *zip.Writer, name, text string) error {
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // no time: the same bytes each day
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, text)
	return err
}

func (b Bundle) item() (string, error) {
	d := dossierXML{Factors: b.Factors}
	for _, f := range b.Files {
		d.Files = append(d.Files, fileXML{Name: f.Name, SHA256: sum(f.Data),
			Data: base64.StdEncoding.EncodeToString(f.Data)})
	}
	for _, m := range b.Missing {
		d.Files = append(d.Files, fileXML{Name: m.Name, SHA256: m.SHA256, Missing: true})
	}
	text, err := xml.Marshal(d)
	return string(text), err
}

// Errors of documents that carry nothing, or carry it damaged.
var (
	ErrNone  = calc.Explain("文件中没有附带申请材料", "the document carries no dossier")
	errZip   = calc.Explain("不是 .docx 或 .xlsx 文件，或已损坏", "no .docx or .xlsx file, or damaged")
	errLarge = calc.Explain("附带的申请材料过大", "the dossier in the document is too large")
	errPart  = calc.Explain("附带的申请材料已损坏", "the dossier in the document is damaged")
	errTwo   = calc.Explain("文件中有两份申请材料", "the document carries two dossiers")
)

// Read takes the dossier out of a document, whoever saved it since: the part is
// known by its namespace. Every file is held against its SHA-256, and every
// name must lie inside the folder.
func Read(document []byte) (Bundle, error) {
	r, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return Bundle{}, errZip
	}
	var found *Bundle
	for _, f := range r.File {
		if path.Dir(f.Name) != "customXml" || !strings.HasPrefix(path.Base(f.Name), "item") ||
			path.Ext(f.Name) != ".xml" || strings.HasPrefix(path.Base(f.Name), "itemProps") {
			continue
		}
		data, err := unpack(f)
		if err != nil {
			return Bundle{}, err
		}
		if !bytes.Contains(data[:min(len(data), 4096)], []byte(Space)) {
			continue // somebody else's part
		}
		if found != nil {
			return Bundle{}, errTwo
		}
		b, err := parse(data)
		if err != nil {
			return Bundle{}, err
		}
		found = &b
	}
	if found == nil {
		return Bundle{}, ErrNone
	}
	return *found, nil
}

// unpack reads a part of bounded size, whatever its header says.
func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errZip
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	switch {
	case err != nil:
		return nil, errZip
	case len(data) > maxPart:
		return nil, errLarge
	}
	return data, nil
}

func parse(data []byte) (Bundle, error) {
	var d dossierXML
	if err := xml.Unmarshal(data, &d); err != nil || len(d.Files) > maxFiles {
		return Bundle{}, errPart
	}
	b, taken := Bundle{Factors: d.Factors}, map[string]bool{}
	for _, f := range d.Files {
		if !local(f.Name) || taken[strings.ToLower(f.Name)] {
			return Bundle{}, calc.Explain("附带的申请材料中文件名 %q 不可用",
				"the dossier in the document has a file named %q, which cannot be", f.Name)
		}
		taken[strings.ToLower(f.Name)] = true
		if f.Missing {
			b.Missing = append(b.Missing, Missing{f.Name, f.SHA256})
			continue
		}
		data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(f.Data))
		if err != nil || sum(data) != f.SHA256 {
			return Bundle{}, calc.Explain("附带的文件 %s 与其 SHA-256 不符",
				"the file %s in the document is not the one its SHA-256 names", f.Name)
		}
		b.Files = append(b.Files, File{f.Name, data})
	}
	if len(b.Files) == 0 {
		return Bundle{}, ErrNone
	}
	return b, nil
}

// local reports whether a name stays inside a folder, on every system.
func local(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || len(part) > 200 {
			return false
		}
	}
	bad := func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"\|?*`, r) }
	return len(name) <= 1000 && path.Clean(name) == name && filepath.IsLocal(filepath.FromSlash(name)) && name != "." &&
		!strings.ContainsFunc(name, bad)
}
