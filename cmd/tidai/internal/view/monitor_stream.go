package view

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"tidai/calc/monitoring/totals"
	"tidai/cmd/tidai/internal/page"
	"tidai/cmd/tidai/internal/page/data"
)

// batch is how many groups are in memory as text at a time.
const batch = 256

// streamCSV writes the groups as CSV. A group is let go once it is written.
func (p *monitorPage) streamCSV(to io.Writer) error {
	w := data.NewCSV(to, p.groups.With(p.Voice, nil).CSV().Columns)
	for part := range slices.Chunk(p.Result.Groups, batch) {
		for _, row := range ofGroups(part, p.csvRow) {
			w.Row(row)
		}
		clear(part)
	}
	w.Flush()
	return w.Error()
}

func (p *monitorPage) csvRow(g *totals.Group) []string { return p.groups.One(p.Voice, g).SheetRow() }

// streamJSON writes the document that data.JSON would write of the whole.
func (p *monitorPage) streamJSON(to io.Writer) error {
	frame := p.monitored
	frame.Result.Groups = nil
	whole, err := data.JSON(monitorTable.One(p.Voice, frame).Object())
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
func (p *monitorPage) groupText(g *totals.Group) []byte {
	line, err := page.Marshal(p.groups.One(p.Voice, g).Object(), false)
	if err != nil {
		panic(err) // numbers and text; a failing test of this room says so first
	}
	b := bytes.NewBufferString("    ")
	if err := json.Indent(b, line, "    ", "  "); err != nil {
		panic(err)
	}
	return b.Bytes()
}
