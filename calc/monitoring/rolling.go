package monitoring

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// rolling finds the worst 12 consecutive months in all the data of an outlet,
// by month and by day, where the method gives an emission for each day: with
// automatic data and with family D. Abnormal periods have no date and are left
// out. Families B and C have no emission of a day.
func (x *accounter) rolling() {
	first, last, any := x.data.span(x.Outlet.ID, x.Pollutant)
	if !any {
		return
	}
	var days []*big.Rat
	switch {
	case x.chosen(ByAutomatic):
		// whole months, so that quarters are cut as accounts cut them
		first = calc.Date{Year: first.Year, Month: first.Month, Day: 1}
		last = monthEnd(last)
		for _, d := range x.automaticDays(Period{From: first, To: last}) {
			days = append(days, d.grams())
		}
	case x.chosen(ByManual) && x.Rule.Family == "D":
		days = x.sampledDays(first, last)
	}
	if days == nil || last.Before(addYear(first).AddDays(-1)) {
		return
	}
	sums := prefix(days)
	x.worst(WorstMonths, first, last, sums, nextMonth)
	x.worst(WorstDays, first, last, sums, func(d calc.Date) calc.Date { return d.AddDays(1) })
}

func monthEnd(d calc.Date) calc.Date {
	return nextMonth(calc.Date{Year: d.Year, Month: d.Month, Day: 1}).AddDays(-1)
}

func nextMonth(d calc.Date) calc.Date {
	if d.Month == 12 {
		return calc.Date{Year: d.Year + 1, Month: 1, Day: 1}
	}
	return calc.Date{Year: d.Year, Month: d.Month + 1, Day: 1}
}

func prefix(days []*big.Rat) []*big.Rat {
	sums := []*big.Rat{new(big.Rat)}
	for _, d := range days {
		sums = append(sums, new(big.Rat).Add(sums[len(sums)-1], d))
	}
	return sums
}

func dayNumber(d calc.Date) int {
	m, _ := At(d, 0, 0)
	return floorDiv(int(m), minutesPerDay)
}

// worst records the window of 12 months with the greatest emission; of equal
// ones the first.
func (x *accounter) worst(kind PeriodKind, first, last calc.Date, sums []*big.Rat, next func(calc.Date) calc.Date) {
	zero := dayNumber(first)
	var best *big.Rat
	var at Period
	for d := first; ; d = next(d) {
		end := addYear(d).AddDays(-1)
		if end.After(last) {
			break
		}
		sum := new(big.Rat).Sub(sums[dayNumber(end)+1-zero], sums[dayNumber(d)-zero])
		if best == nil || sum.Cmp(best) > 0 {
			best, at = sum, Period{d, end, kind}
		}
	}
	if best == nil {
		return
	}
	kg, err := quantity.New(best, gram).In(kilogram)
	if err != nil {
		return
	}
	x.Rolling = append(x.Rolling, Rolling{Period: at, Amount: calc.Given("E12", "rolling-emission", kg,
		calc.Origin{Kind: calc.FromSeries, Note: at.From.String() + " … " + at.To.String()})})
}

// dayMass is what one day of automatic data emits, in grams, and the hours of it
// that were filled in, or that nothing fills.
type dayMass struct {
	measured, filled *big.Rat
	hours, open      int
}

func (d dayMass) grams() *big.Rat { return new(big.Rat).Add(d.measured, d.filled) }

// automaticDays are the emissions of each day of all the data, filled as in the
// accounts.
func (x *accounter) automaticDays(all Period) []dayMass {
	a, gaps := x.auto, x.Gaps
	if all.From != x.Period.From || all.To != x.Period.To {
		a = x.series(all)
		gaps = a.fill(x.Policy).gaps
	}
	var days []dayMass
	for _, d := range a.t.waterDays(a.from, a.to, x.valid) { // of gas too: their totals
		days = append(days, dayMass{measured: d.total.grams(x.Policy), filled: new(big.Rat)})
	}
	start, _ := all.bounds()
	for _, g := range gaps {
		for m := g.From; m < g.To; m += Minute(g.Hours * minutesPerHour) {
			if g.Rule == MeanDay && a.t.stateAt(a.t.g.index(m)) == valid {
				continue
			}
			d := &days[int(m-start)/minutesPerDay]
			if g.grams == nil || x.Use == BeforeState { // nothing fills it, or what does counts as zero
				d.open += g.Hours
				continue
			}
			d.filled.Add(d.filled, g.grams)
			d.hours += g.Hours
		}
	}
	return days
}

// months adds up the days of automatic data by calendar month.
func (x *accounter) months() {
	if !x.chosen(ByAutomatic) {
		return
	}
	at := x.Period.From
	var sum dayMass
	for _, d := range x.automaticDays(x.Period) {
		if sum.measured == nil {
			sum = dayMass{measured: new(big.Rat), filled: new(big.Rat)}
		}
		sum.measured.Add(sum.measured, d.measured)
		sum.filled.Add(sum.filled, d.filled)
		sum.hours, sum.open = sum.hours+d.hours, sum.open+d.open
		next := at.AddDays(1)
		if next.Month != at.Month || at == x.Period.To {
			x.Months = append(x.Months, Month{Year: at.Year, Number: at.Month, Measured: kilograms(sum.measured),
				Filled: kilograms(sum.filled), Hours: sum.hours, Open: sum.open})
			sum = dayMass{}
		}
		at = next
	}
}

func kilograms(grams *big.Rat) quantity.Quantity {
	kg, _ := quantity.New(grams, gram).In(kilogram)
	return kg
}

// sampledDays are the daily emissions of family D.
func (x *accounter) sampledDays(first, last calc.Date) []*big.Rat {
	m := manualOf(x.data, x.Outlet.ID, x.Pollutant, x.Outlet.Medium, Period{From: first, To: last},
		x.Rule.EnforcementPrevails != "", x.rejects())
	zero := dayNumber(first)
	days := make([]*big.Rat, dayNumber(last)-zero+1)
	for i := range days {
		days[i] = new(big.Rat)
	}
	points := m.points(true)
	for i := 0; i < len(points); {
		end := i + 1
		for end < len(points) && points[end].day == points[i].day {
			end++
		}
		s := familyD(points[i:end], x.Rule.Clause, x.Policy)
		q, err := s.Value().In(gram)
		if !s.OK() || err != nil {
			return nil
		}
		days[dayNumber(points[i].day)-zero] = q.Rat()
		i = end
	}
	return days
}
