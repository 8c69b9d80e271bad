package monitoring

import (
	"math/big"

	"tidai/calc"
)

// Quarter is how much of a calendar quarter valid automatic data cover, as far
// as it lies in the period. Counts are hours, or days where the data are daily.
type Quarter struct {
	Year, Number            int
	Slots, Stopped, Missing int
	// (slots − missing − stopped)/(slots − stopped); nil where the source stood still all the time
	Capture                  *big.Rat
	fromSlot, toSlot, perDay int32
}

// quarters cuts [from, to) of a track into calendar quarters and gives the
// valid-data capture rate of each (HJ 75-2017, second-hand).
func (t *track) quarters(from, to int32) []Quarter {
	var out []Quarter
	for i := from; i < to; i++ {
		d := t.g.start(i).Date()
		number := (d.Month-1)/3 + 1
		if n := len(out); n == 0 || out[n-1].Year != d.Year || out[n-1].Number != number {
			out = append(out, Quarter{Year: d.Year, Number: number, fromSlot: i, perDay: t.perDay()})
		}
		q := &out[len(out)-1]
		q.toSlot = i + 1
		q.Slots++
		switch t.stateAt(i) {
		case stopped:
			q.Stopped++
		case nothing, invalid:
			q.Missing++
		}
	}
	for i := range out {
		out[i].Capture = capture(out[i].Slots, out[i].Stopped, out[i].Missing)
	}
	return out
}

func capture(slots, stopped, missing int) *big.Rat {
	if slots == stopped {
		return nil
	}
	return big.NewRat(int64(slots-missing-stopped), int64(slots-stopped))
}

// missingShare is the share of a period's running time without valid data.
func missingShare(quarters []Quarter) *big.Rat {
	var slots, stopped, missing int
	for _, q := range quarters {
		slots, stopped, missing = slots+q.Slots, stopped+q.Stopped, missing+q.Missing
	}
	if c := capture(slots, stopped, missing); c != nil {
		return new(big.Rat).Sub(big.NewRat(1, 1), c)
	}
	return new(big.Rat)
}

// Name writes the quarter as 2025 Q1.
func (q Quarter) Name() calc.Text {
	return calc.Textf("%d年第%d季度", "%[1]d Q%[2]d", q.Year, q.Number)
}

// captureAt is the capture rate of the quarter a slot lies in.
func captureAt(quarters []Quarter, i int32) *big.Rat {
	for _, q := range quarters {
		if i >= q.fromSlot && i < q.toSlot {
			return q.Capture
		}
	}
	return nil
}
