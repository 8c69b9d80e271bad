package monitoring

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Columns keep readings in little memory, for as many passes over one outlet and
// pollutant as are wanted: nothing is rounded, left out or put in another order.
//
// Automatic readings of a series are a string of bytes: of each the difference of
// its number and of its flow to those of the one before, and, only where they are
// not as expected, its time, its row and what it has besides (units, flag, file).
// That is five to eight bytes a value, where a Reading has three hundred.
type Columns struct {
	files   []string
	fileNo  map[string]uint16
	units   map[string]quantity.Unit
	columns map[SeriesKey]*column
	last    *column // written to
	samples map[Point][]kept
}

// Point is one pollutant at one outlet.
type Point struct {
	Outlet    string
	Pollutant calc.Pollutant
}

// kept is a reading, and whether entries by hand count where it stands.
type kept struct {
	Reading
	file        uint16
	entryCounts bool
}

// NewColumns makes empty ones.
func NewColumns() *Columns {
	return &Columns{fileNo: map[string]uint16{}, units: map[string]quantity.Unit{}, columns: map[SeriesKey]*column{},
		samples: map[Point][]kept{}}
}

const maxFiles = 1 << 15

func (c *Columns) file(name string) (uint16, error) {
	if n := len(c.files) - 1; n >= 0 && c.files[n] == name {
		return uint16(n), nil
	}
	if n, ok := c.fileNo[name]; ok {
		return n, nil
	}
	if len(c.files) >= maxFiles {
		return 0, calc.Explain("监测数据文件超过 %d 个", "more than %d files of monitoring data", maxFiles)
	}
	c.files = append(c.files, name)
	c.fileNo[name] = uint16(len(c.files) - 1)
	return c.fileNo[name], nil
}

// add keeps a reading. The error is for what cannot be counted at all.
func (c *Columns) add(r *Reading, entryCounts bool) error {
	file, err := c.file(r.Place.File)
	if err != nil {
		return err
	}
	if r.Kind != Automatic {
		at := Point{r.Outlet, r.Pollutant}
		c.samples[at] = append(c.samples[at], kept{*r, file, entryCounts})
		return nil
	}
	col := c.column(SeriesKey{r.Kind, r.Outlet, r.Pollutant})
	s := shape{minutes: r.Minutes, conc: r.Concentration.Unit, flow: r.Flow.Unit, concExp: r.Concentration.Exp,
		flowExp: r.Flow.Exp, set: r.Concentration.Set, nonDetect: r.Concentration.NonDetect, flowSet: r.Flow.Set,
		flag: r.Flag, col: int32(r.Place.Col), file: file, entryCounts: entryCounts}
	if last := &col.last.shape; s.conc != last.conc || s.flow != last.flow {
		s.conc, s.flow = c.unit(s.conc), c.unit(s.flow) // units that are read anew are others, to the language
	}
	col.put(s, moved{int64(r.Start), int64(r.Place.Row), r.Concentration.Coef, r.Flow.Coef})
	return nil
}

// column finds the column of a series; after a metal mostly comes the one that came
// after it before.
func (c *Columns) column(key SeriesKey) *column {
	if c.last != nil && c.last.next != nil && c.last.next.key == key {
		c.last = c.last.next
		return c.last
	}
	col := c.columns[key]
	if col == nil {
		col = &column{key: key, numbers: map[shape]uint64{}}
		c.columns[key] = col
	}
	if c.last != nil {
		c.last.next = col
	}
	c.last = col
	return col
}

// unit is the one by which all of this spelling are kept.
func (c *Columns) unit(u quantity.Unit) quantity.Unit {
	have, ok := c.units[u.String()]
	if !ok {
		have = u
		c.units[u.String()] = u
	}
	return have
}

// Points lists what there are readings of, by outlet and then by the key of the
// pollutant.
func (c *Columns) Points() []Point {
	all := map[Point]bool{}
	for k := range c.columns {
		all[Point{k.Outlet, k.Pollutant}] = true
	}
	for p := range c.samples {
		all[p] = true
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Pollutant, b.Pollutant))
	})
}

// Each hands over the readings of a point: the automatic ones and then the others,
// each in the order they were read. A reading is only there until the next comes.
func (c *Columns) Each(at Point, take func(*Reading)) {
	c.automatic(SeriesKey{Automatic, at.Outlet, at.Pollutant}, func(k *kept) { take(&k.Reading) })
	for i := range c.samples[at] {
		k := c.samples[at][i]
		take(&k.Reading)
	}
}

// Count is how many readings of a point are automatic.
func (c *Columns) Count(at Point) int {
	if col := c.columns[SeriesKey{Automatic, at.Outlet, at.Pollutant}]; col != nil {
		return col.n
	}
	return 0
}

// automatic hands over the automatic readings of a series, each until the next comes.
func (c *Columns) automatic(key SeriesKey, take func(*kept)) {
	col := c.columns[key]
	if col == nil {
		return
	}
	k := kept{Reading: Reading{Kind: key.Kind, Outlet: key.Outlet, Pollutant: key.Pollutant}}
	var last *shape
	col.each(func(s *shape, m moved) {
		if s != last { // most have the shape of the one before
			k.have(s, c.files[s.file])
			last = s
		}
		k.Start, k.Concentration.Coef, k.Flow.Coef, k.Place.Row = Minute(m.start), m.number, m.volume, int(m.row)
		take(&k)
	})
}

// have gives a reading what it shares with others.
func (k *kept) have(s *shape, file string) {
	k.Minutes, k.Flag = s.minutes, s.flag
	k.Concentration = Value{Decimal: quantity.Decimal{Exp: s.concExp}, Unit: s.conc, Set: s.set,
		NonDetect: s.nonDetect}
	k.Flow = Value{Decimal: quantity.Decimal{Exp: s.flowExp}, Unit: s.flow, Set: s.flowSet}
	k.Place = Place{File: file, Col: int(s.col)}
	k.file, k.entryCounts = s.file, s.entryCounts
}

// shape is what most readings of a series have in common.
type shape struct {
	minutes                 int32
	col                     int32
	conc, flow              quantity.Unit
	concExp, flowExp        int8
	set, nonDetect, flowSet bool
	flag                    Flag
	file                    uint16
	entryCounts             bool
}

// moved is what differs from reading to reading.
type moved struct{ start, row, number, volume int64 }

// column is the readings of one series.
type column struct {
	key     SeriesKey
	next    *column // whose reading came after one of this, last
	shapes  []shape
	numbers map[shape]uint64
	recent  [recentShapes]uint64 // numbers of shapes
	full    [][]byte             // blocks, each as long as it needs to be
	open    []byte               // the one being written
	n       int
	last    cursor
}

const recentShapes = 32

// cursor is where writing or reading stands, and what is expected next.
type cursor struct {
	shape
	moved
	step, stride int64 // of start and of row
}

// blockBytes is a size that memory is handed out in; longest is the most a reading
// takes.
const (
	blockBytes = 16 << 10
	longest    = 5 * binary.MaxVarintLen64
)

// put adds a reading. Where shape, time and row are as expected, it is the difference
// of its number, doubled, and that of its flow. Else an odd number comes before
// these: of shape, and of whether time and row follow.
func (c *column) put(s shape, m moved) {
	at := &c.last
	asExpected := m.start == at.start+at.step && m.row == at.row+at.stride
	number := zigzag(m.number - at.number)
	b := c.open
	if c.n > 0 && asExpected && s == at.shape && number < 1<<62 {
		b = binary.AppendUvarint(b, number<<1)
	} else {
		control := 2 * c.shapeNumber(s)
		if !asExpected {
			control++
		}
		b = binary.AppendUvarint(b, control<<1|1)
		if !asExpected {
			b = binary.AppendVarint(b, m.start-at.start)
			b = binary.AppendVarint(b, m.row-at.row)
			at.step, at.stride = m.start-at.start, m.row-at.row
		}
		b = binary.AppendUvarint(b, number)
	}
	b = binary.AppendVarint(b, m.volume-at.volume)
	at.shape, at.moved = s, m
	c.n++
	if c.open = b; len(b) > blockBytes-longest {
		c.full = append(c.full, slices.Clone(b))
		c.open = b[:0]
	}
}

// shapeNumber is the number of a shape. Numbers that end in zeros have other exponents,
// so shapes change often, among few: these are looked for where they were found last.
func (c *column) shapeNumber(s shape) uint64 {
	at := &c.recent[(uint8(s.concExp)+5*uint8(s.flowExp)+uint8(s.flag))%recentShapes]
	if n := *at; n < uint64(len(c.shapes)) && c.shapes[n] == s {
		return n
	}
	*at = c.findShape(s)
	return *at
}

func (c *column) findShape(s shape) uint64 {
	number, ok := c.numbers[s]
	if !ok {
		number = uint64(len(c.shapes))
		c.numbers[s] = number
		c.shapes = append(c.shapes, s)
	}
	return number
}

// each reads the readings again.
func (c *column) each(take func(s *shape, m moved)) {
	var at cursor
	shape := &shape{}
	for i := range len(c.full) + 1 {
		b := c.open
		if i < len(c.full) {
			b = c.full[i]
		}
		for len(b) > 0 {
			var number, volume uint64
			number, b = uvarint(b)
			if number&1 == 1 {
				control := number >> 1
				shape = &c.shapes[control/2]
				if control%2 == 1 {
					var step, stride uint64
					step, b = uvarint(b)
					stride, b = uvarint(b)
					at.step, at.stride = zagzig(step), zagzig(stride)
				}
				number, b = uvarint(b)
			} else {
				number >>= 1
			}
			volume, b = uvarint(b)
			at.start, at.row = at.start+at.step, at.row+at.stride
			at.number, at.volume = at.number+zagzig(number), at.volume+zagzig(volume)
			take(shape, at.moved)
		}
	}
}

// zigzag makes small numbers of such as are near zero, as binary.AppendVarint does.
func zigzag(x int64) uint64 { return uint64(x)<<1 ^ uint64(x>>63) }

func zagzig(x uint64) int64 { return int64(x>>1) ^ -int64(x&1) }

func uvarint(b []byte) (uint64, []byte) {
	if b[0] < 0x80 {
		return uint64(b[0]), b[1:]
	}
	if len(b) > 1 && b[1] < 0x80 {
		return uint64(b[0]&0x7f) | uint64(b[1])<<7, b[2:]
	}
	x, n := binary.Uvarint(b)
	return x, b[n:]
}
