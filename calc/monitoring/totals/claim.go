package totals

import (
	"cmp"

	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// place is where a value stands: a part of the files, and a row of it.
type place struct{ part, row int32 }

func (p place) before(o place) bool {
	return cmp.Or(cmp.Compare(p.part, o.part), cmp.Compare(p.row, o.row)) < 0
}

// given is what a row says of an interval. Equal numbers are equal values.
type given struct {
	coef, flowCoef     int64
	exp, flowExp       int8
	nonDetect, hasFlow bool
	unit, flowUnit     int16
}

// with is the same with other numbers.
func (g given) with(value, flow quantity.Decimal) given {
	value, flow = value.Trim(), flow.Trim()
	g.coef, g.exp, g.flowCoef, g.flowExp = value.Coef, value.Exp, flow.Coef, flow.Exp
	return g
}

func (g given) value() quantity.Decimal { return quantity.Decimal{Coef: g.coef, Exp: g.exp} }
func (g given) flow() quantity.Decimal  { return quantity.Decimal{Coef: g.flowCoef, Exp: g.flowExp} }

// claim is an interval of a series, or a sample, that may have several values:
// the first of them, and how many there are.
type claim struct {
	given
	at    place
	n     int32
	files [2]fileCount // of the values of two files; contest has more
}

type fileCount struct{ file, n int32 }

// rival is the first value that differs from a claim's.
type rival struct {
	given
	at place
}

// contest is what few claims have.
type contest struct {
	*adder
	rivals map[*claim]rival
	more   map[*claim][]fileCount
}

func (a *adder) newContest() contest {
	return contest{adder: a, rivals: map[*claim]rival{}, more: map[*claim][]fileCount{}}
}

// take adds a value to a claim. What comes of several does not depend on their
// order.
func (k *contest) take(c *claim, g given, at place, file int32) {
	k.count(c, file, 1)
	k.compare(c, g, at)
}

func (k *contest) compare(c *claim, g given, at place) {
	if c.n == 0 {
		c.given, c.at, c.n = g, at, 1
		return
	}
	c.n++
	if at.before(c.at) {
		if !k.alike(g, c.given) {
			k.rivals[c] = rival{c.given, c.at}
		}
		c.given, c.at = g, at
		return
	}
	if k.alike(g, c.given) {
		return
	}
	if old, ok := k.rivals[c]; !ok || at.before(old.at) {
		k.rivals[c] = rival{g, at}
	}
}

// alike reports whether two rows say the same, in whatever units: 0.1 mg/L is
// 100 ug/L.
func (a *adder) alike(g, o given) bool {
	if g == o {
		return true
	}
	if g.nonDetect != o.nonDetect || g.hasFlow != o.hasFlow || g.unit == o.unit && g.flowUnit == o.flowUnit {
		return false
	}
	c, err := g.value().In(a.unitOf(g.unit)).Cmp(o.value().In(a.unitOf(o.unit)))
	if err != nil || c != 0 || !g.hasFlow {
		return err == nil && c == 0
	}
	c, err = g.flow().In(a.unitOf(g.flowUnit)).Cmp(o.flow().In(a.unitOf(o.flowUnit)))
	return err == nil && c == 0
}

// unitOf is the unit of a number.
func (a *adder) unitOf(n int16) quantity.Unit {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.units[n]
}

func (k *contest) count(c *claim, file, n int32) {
	for i := range c.files {
		if f := &c.files[i]; f.n == 0 || f.file == file {
			f.file, f.n = file, f.n+n
			return
		}
	}
	k.more[c] = addCount(k.more[c], file, n)
}

func addCount(list []fileCount, file, n int32) []fileCount {
	for i := range list {
		if list[i].file == file {
			list[i].n += n
			return list
		}
	}
	return append(list, fileCount{file, n})
}

// counts lists the values of a claim by file.
func (k *contest) counts(c *claim) []fileCount {
	out := make([]fileCount, 0, len(c.files))
	for _, f := range c.files {
		if f.n > 0 {
			out = append(out, f)
		}
	}
	return append(out, k.more[c]...)
}

// merge adds another goroutine's claim of the same interval.
func (k *contest) merge(c *claim, of *contest, o *claim) {
	if o.n == 0 {
		return
	}
	for _, f := range of.counts(o) {
		k.count(c, f.file, f.n)
	}
	n := c.n + o.n
	k.compare(c, o.given, o.at)
	if r, ok := of.rivals[o]; ok {
		k.compare(c, r.given, r.at)
	}
	c.n = n
}

// looseKey tells values apart that stand for no interval of a block: the
// samples of a day, and intervals that begin at odd times.
type looseKey struct {
	start       monitoring.Minute
	report      string
	sample      string
	value, flow quantity.Decimal
}
