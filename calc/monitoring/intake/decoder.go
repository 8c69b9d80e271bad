package intake

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// Decoder reads single rows of a table by its layout: the exact path of a
// faster reader, for the rows it does not read itself. It must not be shared
// between goroutines. Flows that stand in rows of their own are not joined.
type Decoder struct {
	table *table
	out   []monitoring.Reading
}

// NewDecoder returns a Decoder for the file of that name.
func NewDecoder(set dossier.MonitoringFiles, layout *Layout, name string) *Decoder {
	d := &Decoder{}
	d.table = newTable(set, layout, &faults{file: name, set: set.ID}, &monitoring.FileRecord{},
		func(r monitoring.Reading) error {
			d.out = append(d.out, r)
			return nil
		})
	return d
}

// Row decodes one row: its readings, and a tally of the values that became
// none. The readings are valid until the next call.
func (d *Decoder) Row(r *sheet.Row) ([]monitoring.Reading, monitoring.Tally) {
	d.out = d.out[:0]
	d.table.record.Tally = monitoring.Tally{}
	_ = d.table.data(r) // the only error is that of take, which has none
	return d.out, d.table.record.Tally
}

// Findings says what was wrong with the rows so far.
func (d *Decoder) Findings() []calc.Finding { return d.table.faults.findings() }
