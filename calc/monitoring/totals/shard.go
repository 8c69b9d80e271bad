package totals

import (
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/intake"
	"tidai/calc/quantity"
)

// shard takes the values that one goroutine reads; it is an intake.Sink.
//
// In the first pass every value goes into the sums of its block and fills its
// interval there. Intervals filled twice are contested, and their blocks are
// summed again in a later pass without them, while what is said of them is
// compared.
type shard struct {
	*adder
	series  map[seriesKey]*series
	last    *series // that a reading was of
	part    int32   // that is read
	file    int32
	tallies []fileTally // by file
	tally   *fileTally
	contest contest
	window  int32   // 0: the first pass
	strands []*turn // of the part
	behind  []int32 // rows of the part that are out of order

	now              when // of the last value
	concUnit, rateOf unitCache
}

// fileTally counts the values of a file; claimed ones are used or duplicates
// or contradict each other.
type fileTally struct {
	monitoring.Tally
	claimed int64
}

// when is a time, and where it lies in its series.
type when struct {
	start        monitoring.Minute
	minutes      int32
	known        bool
	outside      bool
	loose        bool
	period, slot int32
}

type unitCache struct {
	unit  quantity.Unit
	n     int16
	known bool
}

type series struct {
	key    seriesKey
	first  *series // of all goroutines in the first pass; nil in it
	blocks map[int32]*block
	loose  map[looseKey]*claim
	period int32 // of block
	block  *block

	turn turn
}

func (a *adder) newShard(window int32) *shard {
	return &shard{adder: a, series: map[seriesKey]*series{}, window: window, contest: a.newContest()}
}

// Begin says which part of the files what follows is of.
func (s *shard) Begin(part int) {
	s.handOn()
	s.part, s.file = int32(part), int32(s.input.File(part))
	for len(s.tallies) <= int(s.file) {
		s.tallies = append(s.tallies, fileTally{})
	}
	s.tally = &s.tallies[s.file]
}

// Take classes a reading.
func (s *shard) Take(r monitoring.Reading) error {
	s.tally.Read++
	s.locate(r.Start, r.Minutes)
	if s.now.outside {
		s.tally.Outside++
		return nil
	}
	x := s.last
	if k := (seriesKey{r.Outlet, r.Pollutant, r.Minutes}); x == nil || x.key != k {
		x = s.seriesOf(k)
		s.last = x
	}
	if s.window == 0 {
		s.inTurn(x, r.Start, r.Place.Row)
	}
	if reason := s.fault(r); reason != "" {
		countReason(&s.tally.Tally, reason, 1)
		if s.window == 0 {
			x.blockOf(s, s.now.period).reject(r.Start, reason, 1)
		}
		return nil
	}
	g := given{unit: s.unit(&s.concUnit, r.Concentration.Unit),
		nonDetect: r.Concentration.NonDetect}
	var flow quantity.Decimal
	if r.Flow.Set && r.Flow.Sign() >= 0 {
		flow = r.Flow.Decimal
		g.flowUnit, g.hasFlow = s.unit(&s.rateOf, r.Flow.Unit), true
	}
	value := r.Concentration.Decimal
	at := place{s.part, int32(r.Place.Row)}
	if s.now.loose {
		s.takeLoose(x, r, g.with(value, flow), at)
		return nil
	}
	b := x.blockOf(s, s.now.period)
	if b != nil && s.claims(b, at, g, value, flow) {
		b.sums.of(g.unit, g.flowUnit, g.hasFlow).add(value, flow, g.nonDetect)
	}
	return nil
}

// claims claims the present interval; it reports whether the value is to be
// added.
func (s *shard) claims(b *block, at place, g given, value, flow quantity.Decimal) bool {
	if s.window > 0 {
		if b.contestedAt(s.now.slot) {
			b.claims.take(s.now.slot, g.with(value, flow), at, s.file)
			return false
		}
		return true
	}
	s.tally.claimed++
	b.fill(s.now.slot)
	if b.part != s.part {
		b.touch(s.file, s.part)
	}
	return true
}

func (s *shard) takeLoose(x *series, r monitoring.Reading, g given, at place) {
	if s.window > 0 {
		return // the first pass has all that is said of them
	}
	if b := x.blockOf(s, s.now.period); b.part != s.part {
		b.touch(s.file, s.part)
	}
	s.tally.claimed++
	k := looseKey{start: r.Start}
	if r.Minutes == 0 {
		k.report, k.sample, k.value, k.flow = r.Report, r.Sample, g.value(), g.flow()
	}
	c := x.loose[k]
	if c == nil {
		if x.loose == nil {
			x.loose = map[looseKey]*claim{}
		}
		c = &claim{}
		x.loose[k] = c
	}
	s.contest.take(c, g, at, s.file)
}

// Bin is where the plain values of a series go.
func (s *shard) Bin(of intake.Series) intake.Bin {
	c := &bin{shard: s, series: s.seriesOf(seriesKey{of.Outlet, of.Pollutant, of.Minutes}),
		g: given{unit: s.unit(&s.concUnit, of.Unit), hasFlow: of.HasFlow}}
	if of.HasFlow {
		c.g.flowUnit = s.unit(&s.rateOf, of.FlowUnit)
	}
	return c
}

// bin takes detected values in one pair of units.
type bin struct {
	*shard
	*series
	g     given // of no value yet
	block *block
	at    int32 // period of block
	sum   *sum
}

// Take adds a value.
func (c *bin) Take(start monitoring.Minute, value, flow quantity.Decimal, row int) {
	s := c.shard
	s.tally.Read++
	if start != s.now.start || c.key.minutes != s.now.minutes || !s.now.known {
		s.locate(start, c.key.minutes)
	}
	if s.now.outside || s.now.loose {
		c.aside(start, value, flow, row)
		return
	}
	if c.sum == nil || c.at != s.now.period {
		c.move(s.now.period)
	}
	if c.block == nil {
		return
	}
	if s.window == 0 { // nearly always, and so written out
		s.inTurn(c.series, start, row)
		s.tally.claimed++
		c.block.fill(s.now.slot)
		if c.block.part != s.part {
			c.block.touch(s.file, s.part)
		}
	} else {
		if !s.claims(c.block, place{s.part, int32(row)}, c.g, value, flow) {
			return
		}
	}
	c.sum.detected.add(value, flow)
}

// aside takes a value that is in no block.
func (c *bin) aside(start monitoring.Minute, value, flow quantity.Decimal, row int) {
	if c.now.outside {
		c.tally.Outside++
		return
	}
	if c.window == 0 {
		c.inTurn(c.series, start, row)
	}
	r := monitoring.Reading{Start: start, Minutes: c.key.minutes}
	c.takeLoose(c.series, r, c.g.with(value, flow), place{c.part, int32(row)})
}

var noSum = new(sum)

// move goes to the block of another period.
func (c *bin) move(period int32) {
	c.at, c.block, c.sum = period, c.series.blockOf(c.shard, period), noSum
	if c.block != nil {
		c.sum = c.block.sums.of(c.g.unit, c.g.flowUnit, c.g.hasFlow)
	}
}

// seriesOf finds a series or makes it.
func (s *shard) seriesOf(k seriesKey) *series {
	x := s.series[k]
	if x == nil {
		x = &series{key: k, blocks: map[int32]*block{}, turn: turn{part: -1}}
		if s.window > 0 {
			x.first = s.adder.series[k]
		} else {
			x.turn.id = s.turns.id(k)
		}
		s.series[k] = x
	}
	return x
}

// blockOf finds a block or makes it. In a later pass there is none where
// nothing is to be settled.
func (x *series) blockOf(s *shard, period int32) *block {
	if x.block != nil && x.period == period {
		return x.block
	}
	b := x.blocks[period]
	if b == nil {
		if s.window == 0 {
			b = newBlock(s.slots(x.key.minutes))
		} else if b = x.contested(period, s.window); b == nil {
			return nil
		}
		x.blocks[period] = b
	}
	x.period, x.block = period, b
	return b
}

// contested makes a block for settling what is contested.
func (x *series) contested(period, window int32) *block {
	if x.first == nil {
		return nil
	}
	old := x.first.blocks[period]
	if old == nil || old.window != window {
		return nil
	}
	return &block{part: -1, contested: old.contested, claims: old.claims}
}

// unit numbers a unit.
func (s *shard) unit(c *unitCache, u quantity.Unit) int16 {
	if !c.known || c.unit != u {
		c.unit, c.n, c.known = u, s.adder.unit(u), true
	}
	return c.n
}

// locate moves to a time.
func (s *shard) locate(start monitoring.Minute, minutes int32) {
	if !s.now.known || s.now.start != start || s.now.minutes != minutes {
		s.now = s.adder.locate(start, minutes)
	}
}

// locate finds the block and the interval of a time.
func (a *adder) locate(start monitoring.Minute, minutes int32) when {
	w := when{start: start, minutes: minutes, known: true, outside: start < a.first || start >= a.behind}
	day := start.Day()
	of := int32(start) - int32(day)*minutesPerDay
	w.loose = minutes <= 0 || minutesPerDay%minutes != 0 || of%minutes != 0
	if a.byDay {
		w.period = int32(day)
	} else {
		d := start.Date()
		w.period = int32(d.Year*12 + d.Month - 1)
		of += int32(d.Day-1) * minutesPerDay
	}
	if !w.loose {
		w.slot = of / minutes
	}
	return w
}

// slots is how many intervals a block has room for.
func (a *adder) slots(minutes int32) int {
	days := int32(31)
	if a.byDay {
		days = 1
	}
	if minutes <= 0 {
		return 0
	}
	return int((days*minutesPerDay + minutes - 1) / minutes)
}
