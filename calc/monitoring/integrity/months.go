package integrity

import (
	"fmt"
	"math/big"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// monthOf is a month, for sums by month.
type monthOf struct{ year, month int }

func (m monthOf) String() string { return fmt.Sprintf("%04d-%02d", m.year, m.month) }

// monthSums holds the days of a month against its hours: the volumes of the
// daily data are stated sums, those of the hourly data their parts. Months in
// which either lacks a flow are left out.
func monthSums(hours, days Series) []Sum {
	h, okHours := volumesOf(hours)
	d, okDays := volumesOf(days)
	if !okHours || !okDays || h.unit.String() != d.unit.String() {
		return nil
	}
	var out []Sum
	var all []MonthTotal
	whole := sortedKeys(h.parts, monthOf.String)
	for _, m := range whole {
		if total, ok := totalOf(h.parts[m]); ok && h.due[m] == 24*m.days() {
			all = append(all, MonthTotal{Name: m.String(), Value: total})
		}
	}
	for _, m := range whole {
		stated, ok := totalOf(d.parts[m])
		if !ok || h.due[m] != 24*m.days() || d.due[m] != m.days() {
			continue
		}
		out = append(out, Sum{Name: calc.Textf("%s 的逐日水量（气量）合计", "the volume of the days of %s", m.String()),
			Stated: stated, Parts: h.parts[m], Unit: d.unit, Place: d.place[m], Own: m.String(), Others: all})
	}
	return out
}

func totalOf(parts []quantity.Decimal) (quantity.Decimal, bool) {
	var sum quantity.DecimalSum
	for _, p := range parts {
		sum.Add(p)
	}
	return quantity.DecimalOf(sum.Rat())
}

// days is the length of a month.
func (m monthOf) days() int {
	first := calc.Date{Year: m.year, Month: m.month, Day: 1}
	next := calc.Date{Year: m.year, Month: m.month + 1, Day: 1}
	if m.month == 12 {
		next = calc.Date{Year: m.year + 1, Month: 1, Day: 1}
	}
	a, _ := monitoring.At(first, 0, 0)
	b, _ := monitoring.At(next, 0, 0)
	return int(b-a) / 1440
}

// volumes are the flows of a series by month, as volumes.
type volumes struct {
	parts map[monthOf][]quantity.Decimal
	due   map[monthOf]int // readings with a flow
	place map[monthOf]monitoring.Place
	unit  quantity.Unit
}

// volumesOf adds up what a series flows: a rate over the time of the reading,
// a volume as it is.
func volumesOf(s Series) (volumes, bool) {
	v := volumes{parts: map[monthOf][]quantity.Decimal{}, due: map[monthOf]int{}, place: map[monthOf]monitoring.Place{}}
	for _, base := range []struct{ rate, volume string }{{"m3/h", "m3"}, {"Nm3/h", "Nm3"}} {
		rate, volume := quantity.MustUnit(base.rate), quantity.MustUnit(base.volume)
		isRate := s.FlowUnit.Same(rate)
		if !isRate && !s.FlowUnit.Same(volume) {
			continue
		}
		v.unit = volume
		for _, x := range s.Samples {
			if !x.Flow.Set {
				continue
			}
			q, err := x.Flow.In(s.FlowUnit), error(nil)
			if isRate {
				q, err = q.In(rate)
				q = quantity.New(new(big.Rat).Mul(q.Rat(), big.NewRat(int64(x.Minutes), 60)), volume)
			} else {
				q, err = q.In(volume)
			}
			if err != nil {
				continue
			}
			d := x.Start.Date()
			m := monthOf{d.Year, d.Month}
			part, ok := quantity.DecimalOf(quantity.RoundPlaces(q.Rat(), 9)) // a third of a cubic metre has no end
			if !ok {
				return v, false
			}
			v.parts[m] = append(v.parts[m], part)
			v.due[m]++
			if _, known := v.place[m]; !known {
				v.place[m] = x.Place
			}
		}
		return v, true
	}
	return v, false
}
