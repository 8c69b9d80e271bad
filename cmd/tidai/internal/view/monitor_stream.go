package view

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"tidai/calc/monitoring/totals"
	"tidai/cmd/tidai/internal/page/data"
)

// batch is how many groups are in memory as text at a time.
const batch = 1024

// streamCSV writes the groups as CSV. A group is let go once it is written.
func (p *monitorPage) streamCSV(to io.Writer) error {
	w := data.NewCSV(to, p.csvHead())
	for part := range slices.Chunk(p.Result.Groups, batch) {
		for _, row := range ofGroups(part, p.csvRow) {
			w.Row(row)
		}
		clear(part)
	}
	w.Flush()
	return w.Error()
}

// streamJSON writes the document that writeJSON would write.
func (p *monitorPage) streamJSON(to io.Writer) error {
	whole, err := data.JSON(p.data())
	if err != nil {
		return err
	}
	const empty = `"groups": []`
	head, tail, found := bytes.Cut(whole, []byte(empty))
	if !found {
		return errors.New("no groups in " + string(whole[:min(len(whole), 40)]))
	}
	if len(p.Result.Groups) == 0 {
		_, err := to.Write(whole)
		return err
	}
	before := string(head) + empty[:len(empty)-1] + "\n"
	for part := range slices.Chunk(p.Result.Groups, batch) {
		for _, text := range ofGroups(part, p.groupText) {
			if _, err := io.WriteString(to, before); err != nil {
				return err
			}
			if _, err := to.Write(text); err != nil {
				return err
			}
			before = ",\n"
		}
		clear(part)
	}
	_, err = io.WriteString(to, "\n  ]"+string(tail))
	return err
}

// groupText is a group as it stands in the document, without a line end.
func (p *monitorPage) groupText(g totals.Group) []byte {
	var b bytes.Buffer
	b.WriteString("    ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("    ", "  ")
	if err := e.Encode(p.groupData(g)); err != nil {
		panic(err) // numbers and text; a failing test of this room says so first
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
