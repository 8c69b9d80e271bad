package intake

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// flowStore holds the flow of every interval of a log: it may stand in a
// message of its own, behind that of the metal. Its size is that of the hours
// there are, not of the messages.
type flowStore struct {
	step  monitoring.Minute // length of an interval
	pages map[flowPage]*[pageSize]frameFlow
	units []quantity.Unit
}

// flowPage is a stretch of the intervals of one outlet.
type flowPage struct {
	outlet string
	medium calc.Medium
	number monitoring.Minute
}

const pageSize = 256

// frameFlow is a flow, and where it stands.
type frameFlow struct {
	coef        int64
	row         int32
	exp, places int8
	unit        int16 // number of its unit, from 1; 0: no flow; contradicted: several that differ
}

const contradicted = -1

// flowNote is a flow on its way to the store.
type flowNote struct {
	message int // of the piece
	outlet  string
	medium  calc.Medium
	at      monitoring.Minute // the time written
	value   monitoring.Value
	places  int
	row     int
}

func newFlowStore(interval int32) *flowStore {
	return &flowStore{step: monitoring.Minute(interval), pages: map[flowPage]*[pageSize]frameFlow{}}
}

// cell finds the cell of a time; nil where there is none.
func (s *flowStore) cell(outlet string, medium calc.Medium, at monitoring.Minute) *frameFlow {
	n, slot := s.locate(at)
	page := s.pages[flowPage{outlet, medium, n}]
	if page == nil {
		return nil
	}
	return &page[slot]
}

func (s *flowStore) locate(at monitoring.Minute) (page, slot monitoring.Minute) {
	n := at / s.step
	page = n / pageSize
	if slot = n % pageSize; slot < 0 {
		page, slot = page-1, slot+pageSize
	}
	return page, slot
}

// value is the flow of a cell.
func (s *flowStore) value(c *frameFlow) monitoring.Value {
	if c == nil || c.unit <= 0 {
		return monitoring.Value{}
	}
	return monitoring.Value{Decimal: quantity.Decimal{Coef: c.coef, Exp: c.exp}, Unit: s.units[c.unit-1], Set: true}
}

// flowsAt finds the flows of a message, each medium's once.
type flowsAt struct {
	store  *flowStore
	outlet string
	at     monitoring.Minute
	medium calc.Medium
	found  *frameFlow
	known  bool
}

func (x *flowsAt) of(medium calc.Medium) *frameFlow {
	if !x.known || x.medium != medium {
		x.medium, x.known, x.found = medium, true, x.store.cell(x.outlet, medium, x.at)
	}
	return x.found
}

// put takes a flow in. Where another one is there already, neither counts.
func (s *flowStore) put(n *flowNote, f *faults) {
	if n.at%s.step != 0 {
		return // the message is of no interval, which is reported
	}
	number, slot := s.locate(n.at)
	key := flowPage{n.outlet, n.medium, number}
	page := s.pages[key]
	if page == nil {
		page = new([pageSize]frameFlow)
		s.pages[key] = page
	}
	c := &page[slot]
	v := frameFlow{coef: n.value.Coef, row: int32(n.row), exp: n.value.Exp, places: int8(n.places),
		unit: s.unit(n.value.Unit)}
	switch {
	case c.unit == 0:
		*c = v
		return
	case c.unit != contradicted && c.coef == v.coef && c.exp == v.exp && c.unit == v.unit:
		return
	}
	text := n.value.Decimal.String() + " " + n.value.Unit.String()
	if c.unit != contradicted {
		old := s.value(c)
		text = fmt.Sprintf("%s %s (%d) / %s", old.Decimal, old.Unit, c.row, text)
		c.unit = contradicted
	}
	f.at(CodeTwice, ReasonConflict, calc.Error, n.row, 0, text,
		calc.Text{ZH: "同一时段有互相矛盾的流量，均不采用", EN: "different flows of one interval; none is used"},
		calc.Text{ZH: "核对后只留一个", EN: "check, and keep one"})
}

func (s *flowStore) unit(u quantity.Unit) int16 {
	for i, v := range s.units {
		if u == v || u.String() == v.String() {
			return int16(i + 1)
		}
	}
	s.units = append(s.units, u)
	return int16(len(s.units))
}
