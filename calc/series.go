package calc

import (
	"errors"
	"fmt"

	"tidai/calc/quantity"
)

// Series says which rows of which file a number was totalled from: enough to
// find the file again, to see that it is the same, and to total it again.
type Series struct {
	SHA256    string    `json:"sha256"` // of the file as stored, hexadecimal
	Set       string    `json:"set"`    // the dossier's id of the set of files
	Outlet    string    `json:"outlet"`
	Pollutant Pollutant `json:"pollutant"`
	Kind      string    `json:"kind"` // automatic, manual, enforcement
	From      Date      `json:"from"` // the period, both days included
	To        Date      `json:"to"`
	Total     string    `json:"total"`               // what was totalled, a word of the package that totals
	Interval  int       `json:"interval"`            // minutes of a row's interval; 0: a sample
	First     int       `json:"first"`               // first and last row used
	Last      int       `json:"last"`                //
	Used      int64     `json:"used"`                // rows by class
	Stopped   int64     `json:"stopped,omitempty"`   // of them: rows that say the source stood still
	Invalid   int64     `json:"invalid,omitempty"`   //
	Duplicate int64     `json:"duplicate,omitempty"` //
	Outside   int64     `json:"outside,omitempty"`   // outside the period
}

// SeriesTotal is a leaf totalled from the rows of a file, exactly. origin
// names the file in At and the rows in Series.
func SeriesTotal(symbol, term string, q quantity.Quantity, by Clause, origin Origin) Step {
	if origin.Series == nil {
		return Missing(symbol, term, fmt.Errorf("%s: a total of a series names its rows", symbol))
	}
	origin.Kind = FromSeries
	return Step{&node{symbol: symbol, term: term, op: OpSeries, value: q, clause: by, origin: origin}}
}

// Reread totals again what an origin of kind series names, from the files.
type Reread func(Origin) (quantity.Quantity, error)

// RecheckWith re-evaluates every node as Recheck does, and totals again every
// number that came from the rows of a file.
func (s Step) RecheckWith(reread Reread) error { return s.Trace().RecheckWith(reread) }

func (c *checker) again(t *Trace, stated quantity.Quantity) error {
	if t.Op != OpSeries {
		return nil
	}
	if t.Origin.Series == nil || t.Origin.Kind != FromSeries {
		return errors.New("a total of a series names its rows")
	}
	if c.reread == nil {
		return nil
	}
	found, err := c.reread(t.Origin)
	if err != nil {
		return err
	}
	if !found.Equal(stated) {
		return fmt.Errorf("stated %s, but the file gives %s", clip(stated.String(), 200), clip(found.String(), 200))
	}
	return nil
}
