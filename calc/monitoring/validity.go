package monitoring

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// validity is the rule that automatic data of one outlet and period are judged by,
// and what the dossier adds to it.
type validity struct {
	factors.ValidityRule
	day    *big.Rat // share of the hours in operation a valid day needs; nil: all of them
	checks []Minute // days on which the device passed its check, in order
}

// validity finds the rule for data of an outlet that end on a day.
func (a *assessor) validity(outlet string, medium calc.Medium, on calc.Date) validity {
	v := validity{}
	v.ValidityRule, _ = factors.ValidityOf(medium, on, a.WaterRule)
	if v.Day.Set {
		v.day = share(v.Day.Amount)
	}
	if a.DayShare != nil {
		v.day = a.DayShare
	}
	for _, set := range a.Facts.Monitoring {
		if set.Outlet != "" && set.Outlet != outlet {
			continue
		}
		for _, d := range set.Checks {
			if m, ok := At(d, 0, 0); ok {
				v.checks = append(v.checks, m)
			}
		}
	}
	slices.Sort(v.checks)
	return v
}

// shareOf is what may be missing, or must be there.
func shareOf(id string) *big.Rat { return share(factors.ValidityShare(id).Amount) }

// window is HJ 75-2017's table: how many valid hours to look back for a gap
// of n hours at a capture rate; 0 where nothing is filled in.
func (v validity) window(rate *big.Rat, n int) (window int, rule FillRule) {
	switch {
	case rate == nil || !v.Least.Set || !v.Near.Set || rate.Cmp(share(v.Least.Amount)) < 0:
		return 0, NoFill
	case rate.Cmp(share(v.Near.Amount)) < 0:
		return 2160, Max2160
	case n <= 24:
		return 180, Max180
	}
	return 720, Max720
}

// share is a quantity as a plain number.
func share(q quantity.Quantity) *big.Rat {
	x, err := q.In(quantity.One)
	if err != nil {
		return nil
	}
	return x.Rat()
}

var minuteUnit = quantity.MustUnit("min")

// hourMinutes is how many minutes of an hour must be valid: all of them where the
// rule does not say.
func (v validity) hourMinutes() int {
	if !v.Hour.Set {
		return minutesPerHour
	}
	q, err := v.Hour.Amount.In(minuteUnit)
	if err != nil {
		return minutesPerHour
	}
	return ceil(q.Rat())
}

// dayStands reports whether enough hours of a day of waste water are valid: stops
// ask for nothing, and do not help.
func (v validity) dayStands(n total, slots int) bool {
	due := slots - n.stopped
	if v.day == nil {
		return n.valid == due
	}
	return new(big.Rat).SetInt64(int64(n.valid)).Cmp(new(big.Rat).Mul(v.day, new(big.Rat).SetInt64(int64(due)))) >= 0
}

// lookBack is the first day on which what stands in for a day is looked for: that of
// the last passed check, where one is stated; else the rule's stretch before it.
func (v validity) lookBack(day int32) (from int32, checked bool) {
	for _, m := range slices.Backward(v.checks) {
		if d := int32(floorDiv(int(m), minutesPerDay)); d <= day {
			return d, true
		}
	}
	if !v.LookBack.Set {
		return -1 << 31, false
	}
	return day - int32(v.LookBack.Amount.Rat().Num().Int64()), false
}
