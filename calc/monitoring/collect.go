package monitoring

import (
	"cmp"
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
)

// reason says why a row is not valid.
type reason uint8

const (
	fine reason = iota
	noValue
	noFlow
	noLimit
	negative
	badUnit
	badFlow
	badInterval
	unaligned
	badFlag
	manualEntry
	contradicting
	incompleteHour
	otherInterval // a duplicate: the same time is there at another interval
	overruled
	rejected
	flagM
	flagD
	flagC
	flagT
	flagB
	reasons
)

// reasonKeys are the keys of Tally.Reasons.
var reasonKeys = [reasons]string{noValue: "no-value", noFlow: "no-flow", noLimit: "no-detection-limit",
	negative: "negative", badUnit: "unit-of-value",
	badFlow: "unit-of-flow", badInterval: "interval", unaligned: "not-on-the-interval", badFlag: "unknown-flag",
	manualEntry: "flag-S", contradicting: "contradicting",
	incompleteHour: "incomplete-hour", otherInterval: "other-interval", overruled: "enforcement-prevails",
	rejected: "low-load", flagM: "flag-M", flagD: "flag-D", flagC: "flag-C",
	flagT: "flag-T", flagB: "flag-B"}

// Reasons lists the keys of Tally.Reasons that this package gives.
var Reasons = calc.Words[string]{
	{Key: "no-value", Name: calc.Text{ZH: "没有浓度值", EN: "no concentration"}},
	{Key: "no-flow", Name: calc.Text{ZH: "没有流量", EN: "no flow"}},
	{Key: "no-detection-limit", Name: calc.Text{ZH: "未检出但没有检出限",
		EN: "not detected, without a detection limit"}},
	{Key: "negative", Name: calc.Text{ZH: "负值", EN: "negative value"}},
	{Key: "unit-of-value", Name: calc.Text{ZH: "浓度单位不适用", EN: "unit of the concentration does not fit"}},
	{Key: "unit-of-flow", Name: calc.Text{ZH: "流量单位不适用（废气须为标态干烟气）",
		EN: "unit of the flow does not fit (gas: dry, standard state)"}},
	{Key: "interval", Name: calc.Text{ZH: "时间间隔不是小时、日或小时的整分",
		EN: "interval is neither a day, an hour nor a whole part of one"}},
	{Key: "not-on-the-interval", Name: calc.Text{ZH: "时间不在整点或整日", EN: "time is not on the hour or the day"}},
	{Key: "unknown-flag", Name: calc.Text{ZH: "数据标记不明", EN: "flag is not known"}},
	{Key: "flag-S", Name: calc.Text{ZH: "手工输入（标记 S），申请材料未说明可用",
		EN: "manual entry (flag S), which the dossier does not allow"}},
	{Key: "contradicting", Name: calc.Text{ZH: "同一时间有不同的值", EN: "different values for the same time"}},
	{Key: "incomplete-hour", Name: calc.Text{ZH: "所在小时有效分钟数不足", EN: "too few valid minutes in its hour"}},
	{Key: "enforcement-prevails", Name: calc.Text{ZH: "同日执法监测数据优先",
		EN: "enforcement data of the same day prevail"}},
	{Key: "low-load", Name: calc.Text{ZH: "负荷明显偏低，经确认不采纳",
		EN: "clearly lower load, rejected as confirmed"}},
	{Key: "flag-M", Name: calc.Text{ZH: "维护（标记 M）", EN: "maintenance (flag M)"}},
	{Key: "flag-D", Name: calc.Text{ZH: "故障（标记 D）", EN: "fault (flag D)"}},
	{Key: "flag-C", Name: calc.Text{ZH: "校准（标记 C）", EN: "calibration (flag C)"}},
	{Key: "flag-T", Name: calc.Text{ZH: "超测量上限（标记 T）", EN: "over range (flag T)"}},
	{Key: "flag-B", Name: calc.Text{ZH: "通讯中断（标记 B）", EN: "communication lost (flag B)"}},
	{Key: "unknown-outlet", Name: calc.Text{ZH: "排放口不在申请材料中", EN: "the outlet is not in the dossier"}},
}

// SeriesKey names one series: who measured what where.
type SeriesKey struct {
	Kind      Kind
	Outlet    string
	Pollutant calc.Pollutant
}

func (k SeriesKey) compare(o SeriesKey) int {
	return cmp.Or(cmp.Compare(k.Outlet, o.Outlet), cmp.Compare(k.Pollutant.Order(), o.Pollutant.Order()),
		cmp.Compare(k.Kind, o.Kind))
}

// Collection gathers readings by outlet, pollutant and time. It is the
// aggregate of this package: what is taken from it does not depend on the
// order in which readings came. It keeps them as Columns and sorts out one
// pollutant of one outlet at a time, whichever is asked for.
type Collection struct {
	from, to Minute // window: what lies outside is counted, not sorted out
	media    map[string]calc.Medium
	columns  *Columns
	at       Point // sorted out
	series   map[Kind]*series
}

// series is all of one key.
type series struct {
	key     SeriesKey
	medium  calc.Medium
	grids   map[int32]*grid // by minutes of the interval
	hours   map[hoursKey]hours
	units   []unitPair
	samples map[sampleKey]*sample

	pairAsked pairOf // the pair of units looked for last, and what was found
	pairFound uint8
	pairWhy   reason

	outside  map[uint16]int64 // rows outside the window, by file
	loose    map[uint16]map[reason]int64
	begin    Minute // of the earliest row
	behind   Minute // of the latest
	first    rowAt  // the first row of the files
	rows     int64
	lastFile uint16
	last     Minute
	disorder int64
	turned   rowAt // the first row that is out of order
	censored bool  // has values below the detection limit
	measured bool  // has a value or a flag, and not only the flow beside an empty column
}

// NewCollection makes an empty collection for the days from one to another,
// both included. media names the medium of each outlet.
func NewCollection(from, to calc.Date, media map[string]calc.Medium) (*Collection, error) {
	a, ok1 := At(from, 0, 0)
	b, ok2 := At(to, 24, 0)
	if !ok1 || !ok2 || b <= a {
		return nil, calc.Explain("%s 至 %s 不是时段", "%s to %s is no period", from, to)
	}
	return &Collection{from: a, to: b, media: maps.Clone(media), columns: NewColumns()}, nil
}

// before orders rows by the names of their files and by row.
func (c *Collection) before(a, b rowAt) bool {
	if a.file != b.file {
		return c.columns.files[a.file] < c.columns.files[b.file]
	}
	return a.row < b.row || (a.row == b.row && a.col < b.col)
}

func (c *Collection) place(r rowAt) Place {
	return Place{File: c.columns.files[r.file], Row: int(r.row), Col: int(r.col)}
}

// of is a series; nil where there are no readings of it.
func (c *Collection) of(key SeriesKey) *series {
	at := Point{key.Outlet, key.Pollutant}
	if c.series == nil || c.at != at {
		c.at, c.series = at, map[Kind]*series{}
		c.columns.automatic(SeriesKey{Automatic, at.Outlet, at.Pollutant}, c.take)
		for i := range c.columns.samples[at] {
			c.take(&c.columns.samples[at][i])
		}
	}
	return c.series[key.Kind]
}

// take sorts a reading out, and does not keep it.
func (c *Collection) take(k *kept) {
	s := c.series[k.Kind]
	if s == nil {
		key := SeriesKey{k.Kind, k.Outlet, k.Pollutant}
		s = &series{key: key, medium: c.media[key.Outlet], grids: map[int32]*grid{}, samples: map[sampleKey]*sample{},
			outside: map[uint16]int64{}, loose: map[uint16]map[reason]int64{}}
		c.series[k.Kind] = s
	}
	s.take(c, k)
}

// Keys lists the series there are, by outlet, pollutant and kind.
func (c *Collection) Keys() []SeriesKey {
	all := map[SeriesKey]bool{}
	for k := range c.columns.columns {
		all[k] = true
	}
	for p, list := range c.columns.samples {
		for _, k := range list {
			all[SeriesKey{k.Kind, p.Outlet, p.Pollutant}] = true
		}
	}
	return slices.SortedFunc(maps.Keys(all), SeriesKey.compare)
}

// Take returns what a Reader hands the readings of a set to.
func (c *Collection) Take(set dossier.MonitoringFiles) func(Reading) error {
	return func(r Reading) error { return c.Add(r, set.ManualEntry) }
}

// Add adds one reading. entryCounts says that values entered by hand (flag S)
// are valid. The error is for what cannot be counted at all.
func (c *Collection) Add(r Reading, entryCounts bool) error {
	c.series = nil
	return c.columns.add(&r, entryCounts)
}

func (s *series) take(c *Collection, r *kept) {
	place := rowAt{row: int32(min(r.Place.Row, 1<<31-1)), col: uint16(min(r.Place.Col, 1<<16-1)), file: r.file}
	if s.lastFile == r.file && r.Start < s.last {
		if s.disorder++; s.disorder == 1 {
			s.turned = place
		}
	}
	s.lastFile, s.last = r.file, r.Start
	if s.rows++; s.rows == 1 {
		s.begin, s.behind, s.first = r.Start, r.Start, place
	}
	s.begin, s.behind = min(s.begin, r.Start), max(s.behind, r.Start)
	if c.before(place, s.first) {
		s.first = place
	}
	if r.Start < c.from || r.Start >= c.to {
		s.outside[r.file]++
		return
	}
	s.measured = s.measured || r.Concentration.Set || r.Concentration.NonDetect || r.Flag != NoFlag && r.Flag != Normal
	if r.Kind != Automatic {
		s.addSample(c, r.Reading, place)
		return
	}
	if r.Minutes != minutesPerDay && !partOfHour(r.Minutes) {
		s.drop(r.file, badInterval)
		return
	}
	if int32(r.Start)-int32(floorDiv(int(r.Start), int(r.Minutes)))*r.Minutes != 0 {
		s.drop(r.file, unaligned)
		return
	}
	g := s.grid(r.Minutes)
	g.put(g.index(r.Start), s.slot(&r.Reading, place, r.entryCounts), s.same, c.before)
}

// partOfHour reports whether so many minutes are an hour, or a part of it of
// which hours are made.
func partOfHour(minutes int32) bool { return minutes > 0 && minutesPerHour%minutes == 0 }

func (s *series) grid(step int32) *grid {
	g := s.grids[step]
	if g == nil {
		g = newGrid(step)
		s.grids[step] = g
	}
	return g
}

// drop counts a row that has no slot.
func (s *series) drop(file uint16, why reason) {
	if s.loose[file] == nil {
		s.loose[file] = map[reason]int64{}
	}
	s.loose[file][why]++
}

func (s *series) slot(r *Reading, place rowAt, entryCounts bool) slot {
	x := slot{conc: r.Concentration.Decimal, flow: r.Flow.Decimal, place: place, rows: 1, flag: r.Flag,
		limit: r.Concentration.NonDetect}
	s.censored = s.censored || r.Concentration.NonDetect
	x.state, x.why = invalid, s.judge(r, entryCounts)
	switch {
	case r.Flag == Stopped:
		x.state, x.why = stopped, fine
		// nothing was emitted, whatever the instrument showed
		x.conc, x.flow, x.limit = quantity.Decimal{}, quantity.Decimal{}, false
	case r.Flow.Set && r.Flow.Sign() >= 0:
		pair, ok := s.pair(r.Concentration.Unit, r.Flow.Unit, r.Minutes)
		x.units = pair
		if x.why == fine {
			x.why = ok
		}
		if x.why == fine {
			x.state = valid
		} else { // of the concentration: a flow that is not valid is absent
			p := &s.units[pair]
			x.flows = p.toM3 != nil && p.flow == r.Flow.Unit.String()
		}
	}
	return x
}

// judge says whether a row's flag and values are valid.
func (s *series) judge(r *Reading, entryCounts bool) reason {
	switch r.Flag {
	case NoFlag, Normal, Stopped:
	case ManualEntry:
		if !entryCounts {
			return manualEntry
		}
	case Maintenance:
		return flagM
	case Fault:
		return flagD
	case Calibration:
		return flagC
	case OverRange:
		return flagT
	case Communication:
		return flagB
	default:
		return badFlag
	}
	return judgeValues(r)
}

func judgeValues(r *Reading) reason {
	switch {
	case !r.Concentration.Set && r.Concentration.NonDetect:
		return noLimit
	case !r.Concentration.Set:
		return noValue
	case r.Concentration.Sign() < 0, r.Flow.Set && r.Flow.Sign() < 0:
		return negative
	case !r.Flow.Set && r.Kind == Automatic:
		return noFlow
	}
	return fine
}

// same reports whether two rows of a slot say the same.
func (s *series) same(a, b *slot) bool {
	if a.state != b.state || a.flag != b.flag || a.why != b.why || a.limit != b.limit {
		return false
	}
	if a.units == b.units || a.state != valid {
		return a.conc.Cmp(b.conc) == 0 && a.flow.Cmp(b.flow) == 0
	}
	ca, va := s.parts(a)
	cb, vb := s.parts(b)
	return ca.Cmp(cb) == 0 && va.Cmp(vb) == 0
}
