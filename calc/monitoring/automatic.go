package monitoring

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Instruments the gaps are filled by. Neither was read in print here; neither
// names metals.
var (
	hj75  = calc.Clause{Instrument: "HJ 75-2017", Locator: "表5"}
	hj356 = calc.Clause{Instrument: "HJ 356-2019", Locator: "8"}
	old56 = calc.Clause{Instrument: "HJ/T 356-2007", Locator: "缺失数据处理"}
)

// automatic is what automatic data of one outlet, pollutant and period give.
type automatic struct {
	c        *Collection
	s        *series
	t        *track
	period   Period
	from, to int32
	parts    []*part
	files    map[string]FileRecord
	quarters []Quarter
	total    total
	validity validity
	known    map[NonDetect]filledIn // gaps that were filled already
	by       calc.Clause            // of the formula Σ c·q
}

// filledIn are filled gaps, and what they add.
type filledIn struct {
	*filling
	adds calc.Step
}

func (p Period) bounds() (from, to Minute) {
	from, _ = At(p.From, 0, 0)
	to, _ = At(p.To, 24, 0)
	return from, to
}

// automaticOf evaluates a series over a period; nil where it has no slots.
func automaticOf(c *Collection, key SeriesKey, period Period, v validity, files map[string]FileRecord) *automatic {
	s := c.of(key)
	if s == nil {
		return nil
	}
	from, to := period.bounds()
	t := s.track(c.from, c.to, v)
	if t == nil {
		return nil
	}
	a := &automatic{c: c, s: s, t: t, period: period, from: t.g.index(from), to: t.g.index(to), files: files,
		validity: v}
	a.parts = s.partsOf(c, t, from, to)
	a.quarters = t.quarters(a.from, a.to)
	a.total = t.over(a.from, a.to)
	return a
}

// measured is the sum of the valid intervals, file by file: gas Σ c·q·10⁻⁹,
// water Σ c·q·10⁻⁶ (HJ 942-2018 eq. 8 and 14 and their likes), in kg.
func (a *automatic) measured(by calc.Clause, p NonDetect) calc.Step {
	var steps []calc.Step
	for _, x := range a.parts {
		if x.used == 0 {
			continue
		}
		q := quantity.New(x.total.grams(p), gram)
		kg, _ := q.In(kilogram)
		what := massTotal + ":" + string(p)
		steps = append(steps, calc.SeriesTotal("Σc·q", "measured-mass", kg, by, a.c.origin(a.s, x, a.period.From,
			a.period.To, a.t.interval, what, a.files)))
	}
	switch len(steps) {
	case 0:
		return calc.Missing("E", "actual-emission", calc.Explain("时段内没有有效的自动监测数据",
			"no valid automatic data in the period"))
	case 1:
		return steps[0]
	}
	return calc.Sum("Σ", "measured-mass", by, steps...)
}

// fill fills the gaps under a policy.
func (a *automatic) fill(p NonDetect) *filling {
	if a.total.missing == 0 {
		return &filling{}
	}
	switch {
	case a.s.medium == calc.Water:
		return a.t.fillDays(a.c, a.from, a.to, a.quarters, p, a.validity)
	case a.t.g.step == minutesPerHour:
		return a.t.fillHours(a.c, a.from, a.to, a.quarters, p, a.validity)
	}
	return &filling{unfilled: a.total.missing} // HJ 75 fills hours
}

// filled is what the gaps add, one term for each value and length, in kg.
func (a *automatic) filled(f *filling) calc.Step {
	type group struct {
		value string
		rule  FillRule
		at    Minute
	}
	counts, order := map[group]int64{}, []group{}
	leaf := map[group]calc.Step{}
	flows := a.byFlow(f)
	for i := range f.gaps {
		g := &f.gaps[i]
		if g.grams == nil {
			continue
		}
		if g.Each = fillValue(*g); g.Rule == KnownFlow && g.flow != nil {
			continue
		}
		k := group{g.grams.RatString(), g.Rule, g.Source}
		if counts[k] == 0 {
			order = append(order, k)
			leaf[k] = g.Each
		}
		counts[k] += int64(g.Slots)
	}
	var terms []calc.Step
	for _, k := range order {
		n := calc.Definition("N", "filled-intervals", counts[k])
		terms = append(terms, calc.Product("N·max", "filled-emission", clauseOf(k.rule), n, leaf[k], fillShare(k.rule)).
			In(kilogram))
	}
	switch terms = append(terms, flows...); len(terms) {
	case 0:
		return calc.Step{}
	case 1:
		return terms[0]
	}
	return calc.Sum("ΣN·max", "filled-emission", terms[0].Clause(), terms...)
}

func clauseOf(r FillRule) calc.Clause {
	switch r {
	case MaxDay, MeanDay:
		return hj356
	case MeanPast:
		return old56
	}
	return hj75
}

// fillShare is the whole of the value. It is there so that doubt travels: the
// rule was not read in print.
func fillShare(r FillRule) calc.Step {
	status := calc.StatusTranscript
	if r == MaxDay || r == MeanDay {
		status = calc.StatusRecalled
	}
	return wholeShare(r, clauseOf(r), status)
}

func wholeShare(r FillRule, by calc.Clause, status calc.Status) calc.Step {
	return calc.Factor("k", "filled-share", quantity.Int(1, quantity.One), by,
		calc.Origin{Kind: calc.FromFactor, Factor: "fill." + string(r), Status: status,
			Source: "spec/intensity.md 4.1, 4.2", Note: r.Name().EN})
}

func fillValue(g Gap) calc.Step {
	kg, _ := quantity.New(g.grams, gram).In(kilogram)
	o := calc.Origin{Kind: calc.FromSeries, At: g.Place.position(), Note: g.Source.String()}
	return calc.Given("max", "filled-value", kg, o)
}

// amount is measured and filled together; with counted false the filled hours
// count as zero (a before-state).
func (a *automatic) amount(by calc.Clause, p NonDetect, counted bool) (calc.Step, *filling) {
	a.by = by
	measured, f, more := a.measured(by, p), (*filling)(nil), calc.Step{}
	if x, ok := a.known[a.policy(p)]; ok {
		f, more = x.filling, x.adds
	} else {
		f = a.fill(p)
		more = a.filled(f)
		if a.known == nil {
			a.known = map[NonDetect]filledIn{}
		}
		a.known[a.policy(p)] = filledIn{f, more}
	}
	switch {
	case a.total.valid == 0 && a.total.missing == 0 && a.total.stopped > 0:
		return calc.ZeroAmount("E", "actual-emission", kilogram, calc.Origin{Kind: calc.FromDefinition,
			Note: "stopped"}), f
	case !counted:
		return measured.Named("E", "actual-emission"), f
	case f.unfilled > 0:
		return calc.Missing("E", "actual-emission", calc.Explain("有 %d 个时段缺失且无法补遗",
			"%d intervals are missing and nothing fills them", f.unfilled)), f
	case !more.OK():
		return measured.Named("E", "actual-emission"), f
	}
	return calc.Sum("E", "actual-emission", by, measured, more), f
}

// policy is the one under which gaps are filled: without values below the
// detection limit all come to the same.
func (a *automatic) policy(p NonDetect) NonDetect {
	if !a.s.censored {
		return Limit
	}
	return p
}

// halfYear is HJ 863.1's rule for a unit not at fault: missing time by the
// previous half-year's mean concentration × mean flow of valid intervals.
func (a *automatic) halfYear(by calc.Clause, p NonDetect) calc.Step {
	terms := []calc.Step{a.measured(by, p)}
	for i := a.from; i < a.to; {
		end, missing := a.halfEnd(i), int64(0)
		for k := i; k < end; k++ {
			if st := a.t.stateAt(k); st != valid && st != stopped {
				missing++
			}
		}
		if missing > 0 {
			c, v, err := a.means(i, p)
			if err != nil {
				return calc.Missing("E", "actual-emission", err)
			}
			origin := calc.Origin{Kind: calc.FromSeries, Note: a.t.g.start(a.halfStart(a.halfStart(i) - 1)).Date().
				String()}
			unit, volume := gramPerM3, m3
			if a.s.medium == calc.Air {
				unit, volume = gramPerNm3, nm3
			}
			terms = append(terms, calc.Product("n·c̄·q̄", "half-year-mass", by, calc.Definition("n", "missing-intervals",
				missing),
				calc.Given("c̄", "half-year-concentration", quantity.New(c, unit), origin),
				calc.Given("q̄", "half-year-volume", quantity.New(v, volume), origin)).In(kilogram))
		}
		i = end
	}
	return calc.Total("E", "actual-emission", by, terms...)
}

// halfStart and halfEnd are the first slot of the half-year a slot lies in, and
// the first after it, at most the end of the period.
func (a *automatic) halfStart(i int32) int32 {
	d := a.t.g.start(i).Date()
	m, _ := At(calc.Date{Year: d.Year, Month: 1 + (d.Month-1)/6*6, Day: 1}, 0, 0)
	return a.t.g.index(m)
}

func (a *automatic) halfEnd(i int32) int32 {
	d := a.t.g.start(i).Date()
	next := calc.Date{Year: d.Year, Month: 7, Day: 1}
	if d.Month > 6 {
		next = calc.Date{Year: d.Year + 1, Month: 1, Day: 1}
	}
	m, _ := At(next, 0, 0)
	return min(a.t.g.index(m), a.to)
}

// means are mean concentration (g/m3) and mean volume of an interval (m3) of
// the half-year before the one a slot lies in.
func (a *automatic) means(i int32, p NonDetect) (conc, volume *big.Rat, err error) {
	to := a.halfStart(i)
	from := a.halfStart(to - 1)
	conc, volume = new(big.Rat), new(big.Rat)
	n := int64(0)
	a.t.g.each(from, to, func(k int32, x *slot) {
		if x.state == valid && !x.twice {
			det, lim := a.t.concentration(k)
			_, _, v := a.t.mass(k)
			conc.Add(conc, det)
			conc.Add(conc, new(big.Rat).Mul(lim, p.share()))
			volume.Add(volume, v)
			n++
		}
	})
	if n == 0 {
		return nil, nil, calc.Explain("%s 之前的半年没有有效数据", "there are no valid data of the half-year before %s",
			a.t.g.start(to).Date().String())
	}
	inv := big.NewRat(1, n)
	return conc.Mul(conc, inv), volume.Mul(volume, inv), nil
}
