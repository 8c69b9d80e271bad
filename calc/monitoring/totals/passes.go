package totals

import (
	"cmp"
	"maps"
	"slices"

	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
)

// mostClaims bounds how many contested intervals are settled in one pass, and
// with them the memory that takes.
const mostClaims = 250_000

// add reads everything and adds it up.
func (a *adder) add() error {
	shards, err := a.pass(0, nil)
	if err != nil {
		return err
	}
	a.tallies = make([]monitoring.Tally, len(a.names))
	for _, s := range shards {
		for file, t := range s.tallies {
			t.Used = t.claimed
			a.tallies[file].Add(t.Tally)
		}
	}
	a.series = mergeSeries(shards)
	for _, x := range a.sorted() {
		a.settleLoose(x, &shards[0].contest)
	}
	return a.settleContested()
}

// pass reads the files once, with one shard for each goroutine.
func (a *adder) pass(window int32, only func(part int) bool) ([]*shard, error) {
	var shards []*shard
	err := a.input.Pass(func(n int) []intake.Sink {
		shards = nil
		if window == 0 {
			a.turns = newTurns()
		}
		var sinks []intake.Sink
		for range n {
			s := a.newShard(window)
			shards, sinks = append(shards, s), append(sinks, s)
		}
		return sinks
	}, only)
	for _, s := range shards {
		s.handOn()
	}
	return shards, err
}

// mergeSeries puts what all shards have into the series of the first.
func mergeSeries(shards []*shard) map[seriesKey]*series {
	to := shards[0]
	for _, from := range shards[1:] {
		for k, x := range from.series {
			mine := to.series[k]
			if mine == nil {
				mine = &series{key: k, first: x.first, blocks: map[int32]*block{}}
				to.series[k] = mine
			}
			mine.merge(&to.contest, x, &from.contest)
			delete(from.series, k)
		}
	}
	return to.series
}

func (x *series) merge(k *contest, o *series, of *contest) {
	for period, b := range o.blocks {
		mine := x.blocks[period]
		if mine == nil {
			mine = b
			x.blocks[period] = b
			continue
		}
		mine.merge(b)
	}
	for at, c := range o.loose {
		if x.loose == nil {
			x.loose = map[looseKey]*claim{}
		}
		if x.loose[at] == nil {
			x.loose[at] = &claim{}
		}
		k.merge(x.loose[at], of, c)
	}
}

func (a *adder) sorted() []*series {
	var out []*series
	for _, k := range sortedKeys(a.series) {
		out = append(out, a.series[k])
	}
	return out
}

// located is a block and where it is.
type located struct {
	*block
	series *series
	period int32
}

// settleContested sums the blocks again that have contested intervals, as many
// in one pass as memory is set aside for.
func (a *adder) settleContested() error {
	var open []located
	for _, x := range a.sorted() {
		for _, period := range slices.Sorted(maps.Keys(x.blocks)) {
			if b := x.blocks[period]; b.contested != nil {
				open = append(open, located{b, x, period})
			}
		}
	}
	// blocks of the same stretch of a file are settled together
	slices.SortStableFunc(open, func(x, y located) int {
		return cmp.Or(cmp.Compare(x.spans[0].from, y.spans[0].from), cmp.Compare(x.period, y.period))
	})
	for window := int32(1); len(open) > 0; window++ {
		n, claims := 0, 0
		for n < len(open) && (n == 0 || claims < mostClaims) {
			open[n].window, open[n].block.claims = window, a.newClaimSet(open[n].contested)
			claims += len(open[n].block.claims.claims)
			n++
		}
		if err := a.settleWindow(window, open[:n]); err != nil {
			return err
		}
		open = open[n:]
	}
	return nil
}

// settleWindow settles some blocks.
func (a *adder) settleWindow(window int32, open []located) error {
	needed := map[int]bool{}
	for _, b := range open {
		for _, s := range b.spans {
			for part := s.from; part <= s.to; part++ {
				needed[int(part)] = true
			}
		}
	}
	shards, err := a.pass(window, func(part int) bool { return needed[part] })
	if err != nil {
		return err
	}
	settled := mergeSeries(shards)
	for _, old := range open {
		x := settled[old.series.key]
		if x == nil || x.blocks[old.period] == nil {
			continue // the file is not what it was
		}
		set := old.block.claims
		old.block.sums, old.block.contested, old.block.claims = x.blocks[old.period].sums, nil, nil
		begin := a.begin(old.period)
		set.each(func(slot int32, c *claim) {
			if c.n > 0 {
				at := begin + monitoring.Minute(slot)*monitoring.Minute(old.series.key.minutes)
				a.settleClaim(old.block, old.series, at, c, &set.contest)
			}
		})
	}
	return nil
}

// settleLoose settles the samples of a series.
func (a *adder) settleLoose(x *series, k *contest) {
	for key, c := range x.loose {
		at := a.locate(key.start, x.key.minutes)
		b := x.blocks[at.period]
		if b == nil {
			b = newBlock(a.slots(x.key.minutes))
			x.blocks[at.period] = b
		}
		b.see(key.start)
		a.settleClaim(b, x, key.start, c, k)
		if x.key.minutes == 0 && key.sample == "" && c.n > 1 {
			a.twins(x.key, c)
		}
	}
	x.loose = nil
}

// settleClaim classes the values of one interval: where they are equal one is
// used, where they differ none.
func (a *adder) settleClaim(b *block, x *series, at monitoring.Minute, c *claim, k *contest) {
	r, differ := k.rivals[c]
	first := int32(a.input.File(int(c.at.part)))
	for _, f := range k.counts(c) {
		t, n := &a.tallies[f.file], int64(f.n)
		t.Used -= n
		if differ {
			countReason(t, ReasonConflict, n)
			continue
		}
		if f.file == first {
			t.Used++
			n--
		}
		t.Duplicate += n
	}
	if differ {
		b.conflicts++
		b.clashes += int64(c.n)
		a.clash(x.key, at, c, r)
		return
	}
	b.duplicate += int64(c.n) - 1
	b.sums.of(c.unit, c.flowUnit, c.hasFlow).add(c.value(), c.flow(), c.nonDetect)
}

// begin is the first minute of a block.
func (a *adder) begin(period int32) monitoring.Minute {
	if a.byDay {
		return monitoring.Minute(period * minutesPerDay)
	}
	return beginOf(period)
}
