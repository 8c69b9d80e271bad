// Package printed compares the numbers that a Word or Excel document prints with
// those of the same document made anew.
package printed

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"tidai/calc/sheet"
)

// Piece is a paragraph of a Word document, or a cell of a workbook.
type Piece struct {
	Sheet string // of a workbook
	Row   int    // of a workbook; of a Word document the number of the paragraph
	Cell  string // of a workbook: B3
	Text  string
}

// Difference is a number that is printed otherwise than it is made.
type Difference struct {
	At      Piece  // as printed
	Printed string // the number
	Made    string
}

// Comparison is what came of two documents held against each other.
type Comparison struct {
	Differences []Difference
	Compared    int // pieces with numbers that were found again
	Missing     int // pieces with numbers that were not
}

// maxPart bounds the main part of a document, in bytes when unpacked, and maxPieces
// its paragraphs.
const (
	maxPart   = 64 << 20
	maxPieces = 6000
)

var errTooLong = errors.New("the document is too long to be compared")

// Read takes a document apart: a .docx into paragraphs, an .xlsx into cells. Of the
// folders in which the files of a dossier lay when the document was made nothing is
// kept: they lie elsewhere when it is made anew.
func Read(data []byte, word bool) ([]Piece, error) {
	read := cells
	if word {
		read = paragraphs
	}
	out, err := read(data)
	for i := range out {
		out[i].Text = folders.ReplaceAllString(out[i].Text, "$1")
	}
	return out, err
}

var folders = regexp.MustCompile(`[^\s（(，,；]*/([^\s/（(，,；]+\.(?:toml|csv|xlsx|xls|txt|log|json))`)

// cells reads every sheet of a workbook; of formulas their saved values.
func cells(data []byte) ([]Piece, error) {
	file, size := bytes.NewReader(data), int64(len(data))
	names, err := sheet.Sheets(file, size, sheet.Options{})
	if err != nil {
		return nil, err
	}
	var out []Piece
	_, err = sheet.Rows(file, size, sheet.Options{Sheets: names}, func(r *sheet.Row) error {
		for _, c := range r.Cells {
			if text := strings.TrimSpace(string(sheet.Typed(c.Text))); text != "" {
				out = append(out, Piece{Sheet: r.Sheet, Row: r.Number, Cell: sheet.CellName(c.Col, r.Number),
					Text: text})
			}
		}
		return nil
	})
	return out, err
}

// paragraphs reads the text of the main part. What a tracked change has taken out,
// and the second version of a drawing, are no text.
func paragraphs(data []byte) ([]Piece, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		return nil, err
	}
	defer part.Close()
	d := xml.NewDecoder(io.LimitReader(part, maxPart))
	var out []Piece
	var texts []*strings.Builder // of open paragraphs, the inner ones of text boxes last
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "del", "moveFrom", "Fallback":
				if err := d.Skip(); err != nil {
					return nil, err
				}
			case "p":
				texts = append(texts, &strings.Builder{})
			case "t":
				inText = true
			}
		case xml.EndElement:
			switch x.Name.Local {
			case "t":
				inText = false
			case "p":
				if n := len(texts) - 1; n >= 0 {
					if text := strings.TrimSpace(texts[n].String()); text != "" {
						out = append(out, Piece{Row: len(out) + 1, Text: text})
					}
					texts = texts[:n]
				}
			}
		case xml.CharData:
			if n := len(texts) - 1; inText && n >= 0 {
				texts[n].Write(x)
			}
		}
		if len(out) > maxPieces {
			return nil, errTooLong
		}
	}
}

var numbers = regexp.MustCompile(`[0-9]+(?:[.,][0-9]+)*`)

// Compare holds a document against the one made anew.
func Compare(document, anew []Piece) Comparison {
	if len(anew) > 0 && anew[0].Cell != "" {
		return byCell(document, anew)
	}
	return byOrder(document, anew)
}

// byCell compares cells of the same name.
func byCell(document, anew []Piece) Comparison {
	var c Comparison
	here := map[string]Piece{}
	for _, p := range document {
		here[p.Sheet+"!"+p.Cell] = p
	}
	for _, made := range anew {
		if !numbers.MatchString(made.Text) {
			continue
		}
		p, ok := here[made.Sheet+"!"+made.Cell]
		if !ok {
			c.Missing++
			continue
		}
		c.pair(p, made)
	}
	return c
}

// byOrder lays two sequences of paragraphs on each other, as much as possible of
// what is the same or differs in numbers only, in its order: chapters may have been
// put into a longer report.
func byOrder(document, anew []Piece) Comparison {
	var c Comparison
	a, b := shapesOf(document), shapesOf(anew)
	score := func(i, j int) int32 {
		switch {
		case document[i].Text == anew[j].Text:
			return 4
		case a[i].text != b[j].text:
			return 0
		case a[i].bare: // a cell that is a number only
			return 1
		}
		return 3
	}
	for j, i := range align(len(document), len(anew), score) {
		switch {
		case !numbers.MatchString(anew[j].Text):
		case i < 0:
			c.Missing++
		default:
			c.pair(document[i], anew[j])
		}
	}
	return c
}

// shape is a text without its numbers, and whether nothing else is in it.
type shape struct {
	text string
	bare bool
}

func shapesOf(list []Piece) []shape {
	out := make([]shape, len(list))
	for i, p := range list {
		text := numbers.ReplaceAllString(p.Text, "#")
		out[i] = shape{text, strings.Trim(text, "#−+-. %") == ""}
	}
	return out
}

// align pairs two sequences in their order so that the sum of scores is greatest:
// for each of the second its partner in the first, or -1.
func align(n, m int, score func(i, j int) int32) []int {
	best := make([][]int32, n+1)
	for i := range best {
		best[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if s := score(i, j); s > 0 {
				best[i][j] = max(best[i][j], s+best[i+1][j+1])
			}
		}
	}
	out := make([]int, m)
	for j := range out {
		out[j] = -1
	}
	for i, j := 0, 0; i < n && j < m; {
		switch s := score(i, j); {
		case s > 0 && best[i][j] == s+best[i+1][j+1]:
			out[j] = i
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// pair compares the numbers of two texts that are otherwise the same.
func (c *Comparison) pair(p, made Piece) {
	c.Compared++
	if p.Text == made.Text {
		return
	}
	a, b := numbers.FindAllString(p.Text, -1), numbers.FindAllString(made.Text, -1)
	if len(a) != len(b) {
		c.Differences = append(c.Differences, Difference{At: p, Printed: p.Text, Made: made.Text})
		return
	}
	for i := range a {
		if a[i] != b[i] {
			c.Differences = append(c.Differences, Difference{At: p, Printed: a[i], Made: b[i]})
		}
	}
}

// Place names a piece for a person.
func (p Piece) Place() string {
	if p.Cell != "" {
		return p.Sheet + "!" + p.Cell
	}
	return fmt.Sprintf("¶%d", p.Row)
}
