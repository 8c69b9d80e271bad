package totals

import (
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// A slip in a year puts a value far from all others, where it counts as any
// does. Few values, years away from the many, are asked about.

const (
	// farMonths is how many months without any value are far.
	farMonths = 24
	// fewOf is of how many others the values that are far are at most one.
	fewOf = 20
)

// months counts the values of each month, of all series.
func (a *adder) months() map[int]int64 {
	out := map[int]int64{}
	for _, x := range a.series {
		for period, b := range x.blocks {
			d := a.begin(period).Date()
			for _, s := range b.sums {
				out[d.Year*12+d.Month-1] += s.n()
			}
		}
	}
	maps.DeleteFunc(out, func(_ int, n int64) bool { return n == 0 })
	return out
}

// far finds the few values that lie years before or behind all others.
func (a *adder) far() ([]calc.Finding, error) {
	count := a.months()
	months := slices.Sorted(maps.Keys(count))
	var out []calc.Finding
	for i := 1; i < len(months); i++ {
		if months[i]-months[i-1] <= farMonths {
			continue
		}
		before, behind := int64(0), int64(0)
		for j, m := range months {
			if j < i {
				before += count[m]
			} else {
				behind += count[m]
			}
		}
		few := months[i:]
		n, others := behind, before
		if before < behind {
			few, n, others = months[:i], before, behind
		}
		if n*fewOf > others {
			continue
		}
		f, err := a.farAway(few, n, others)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// farAway is the finding on values of some months, with the first of their places.
func (a *adder) farAway(months []int, n, others int64) (calc.Finding, error) {
	in := map[int]bool{}
	for _, m := range months {
		in[m] = true
	}
	var sinks []*farSink
	if err := a.input.Pass(func(n int) []intake.Sink {
		sinks = nil
		var list []intake.Sink
		for range n {
			s := &farSink{in: in}
			sinks, list = append(sinks, s), append(list, s)
		}
		return list
	}, a.partsIn(in)); err != nil {
		return calc.Finding{}, err
	}
	first := sinks[0]
	for _, s := range sinks[1:] {
		if s.found && (!first.found || s.at.before(first.at)) {
			first = s
		}
	}
	at := a.position(first.at)
	return calc.Finding{Stage: calc.StageTotals, Code: CodeFar, Severity: calc.Warning, At: at, Count: n,
		Message: calc.Textf("%d 个数据的时间与其余 %d 个相隔两年以上（第一处 %s：%s）",
			"the times of %d values are more than two years away from those of the other %d (the first %s: %s)", n,
			others,
			at.String(), first.start.String()),
		Remedy: calc.Text{ZH: "核对年份是否写错；属实的，用期间（--from、--to）分开汇总",
			EN: "check whether the year is a slip; where it is not, total them apart (--from, --to)"}}, nil
}

// partsIn tells the parts of the files that have values of some months.
func (a *adder) partsIn(months map[int]bool) func(part int) bool {
	needed := map[int]bool{}
	for _, x := range a.series {
		for period, b := range x.blocks {
			if d := a.begin(period).Date(); !months[d.Year*12+d.Month-1] {
				continue
			}
			for _, s := range b.spans {
				for part := s.from; part <= s.to; part++ {
					needed[int(part)] = true
				}
			}
		}
	}
	return func(part int) bool { return needed[part] }
}

// farSink finds the first value of some months.
type farSink struct {
	in    map[int]bool
	part  int32
	found bool
	at    place
	start monitoring.Minute
}

// Begin says which part of the files what follows is of.
func (s *farSink) Begin(part int) { s.part = int32(part) }

// Take takes a reading.
func (s *farSink) Take(r monitoring.Reading) error {
	if r.Concentration.Set {
		s.see(r.Start, r.Place.Row)
	}
	return nil
}

// Bin is where the plain values of a series go.
func (s *farSink) Bin(intake.Series) intake.Bin { return farBin{s} }

type farBin struct{ *farSink }

// Take takes the value of an interval.
func (b farBin) Take(start monitoring.Minute, _, _ quantity.Decimal, row int) { b.see(start, row) }

func (s *farSink) see(start monitoring.Minute, row int) {
	d := start.Date()
	at := place{s.part, int32(row)}
	if s.in[d.Year*12+d.Month-1] && (!s.found || at.before(s.at)) {
		s.found, s.at, s.start = true, at, start
	}
}
