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
		days = x.automaticDays(Period{From: first, To: last})
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

// automaticDays are the emissions of each day of all the data, in grams,
// filled as in the accounts.
func (x *accounter) automaticDays(all Period) []*big.Rat {
	a := x.auto
	if all.From != x.Period.From || all.To != x.Period.To {
		a = automaticOf(x.data, SeriesKey{Automatic, x.Outlet.ID, x.Pollutant}, all, x.Thresholds, x.Water356, x.files)
	}
	var days []*big.Rat
	for _, d := range a.t.waterDays(a.from, a.to, x.Thresholds) { // of gas too: their totals
		days = append(days, d.total.grams(x.Policy))
	}
	if x.Use == BeforeState {
		return days
	}
	start, _ := all.bounds()
	for _, g := range a.fill(x.Policy).gaps {
		if g.grams == nil {
			continue
		}
		for m := g.From; m < g.To; m += Minute(g.Hours * minutesPerHour) {
			if g.Rule == MeanDay && a.t.stateAt(a.t.g.index(m)) == valid {
				continue
			}
			k := int(m-start) / minutesPerDay
			days[k] = new(big.Rat).Add(days[k], g.grams)
		}
	}
	return days
}

// sampledDays are the daily emissions of family D.
func (x *accounter) sampledDays(first, last calc.Date) []*big.Rat {
	m := manualOf(x.data, x.Outlet.ID, x.Pollutant, x.Outlet.Medium, Period{From: first, To: last}, x.Rule.EnforcementPrevails != "", x.rejects())
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
