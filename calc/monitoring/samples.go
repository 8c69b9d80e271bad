package monitoring

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tidai/calc"
)

// sampleKey is all a sample says; rows that say all the same are one sample.
type sampleKey string

// sample is a manual or enforcement sample, and how often it stands in the
// files.
type sample struct {
	Reading
	key   sampleKey
	place rowAt
	rows  map[uint16]int64 // by file
	why   reason           // not fine: not valid
}

func keyOf(r Reading) sampleKey {
	return sampleKey(fmt.Sprintf("%d|%d|%s|%s|%s|%s|%s|%s|%s|%c", r.Start, r.Minutes, valueKey(r.Concentration),
		valueKey(r.Flow), valueKey(r.Duration),
		valueKey(r.Load), r.Report, r.Lab, r.Sample, rune(max(r.Flag, ' '))))
}

func valueKey(v Value) string {
	if !v.Set && !v.NonDetect {
		return ""
	}
	return fmt.Sprintf("%v %d %d %s", v.NonDetect, v.Coef, v.Exp, v.Unit)
}

func (s *series) addSample(c *Collection, r Reading, place rowAt) {
	s.putSample(c, &sample{Reading: r, key: keyOf(r), place: place, rows: map[uint16]int64{place.file: 1},
		why: judgeValues(&r)})
}

func (s *series) putSample(c *Collection, x *sample) {
	have := s.samples[x.key]
	if have == nil {
		s.samples[x.key] = x
		return
	}
	for f, n := range x.rows {
		have.rows[f] += n
	}
	if c.before(x.place, have.place) {
		have.place, have.Place = x.place, x.Place
	}
}

// EqualSamples is what to do about samples that say the same.
var EqualSamples = calc.Text{
	ZH: "是各自的样品的，增加样品编号或采样频次（第一次、第二次）列，或写明各自的采样时刻，即各算一个；是同一个样品" +
		"写了几次的，" +
		"只留一行",
	EN: "where each is a sample, add a column of sample numbers (\"样品编号\", \"采样频次\") or state the time of each: then " +
		"each counts; where one was written several times, leave one row"}

// twins counts the samples without a number that say the same as another one.
func (s *series) twins() (n int64, first rowAt) {
	for _, x := range sortedSamples(s.samples) {
		rows := int64(0)
		for _, k := range x.rows {
			rows += k
		}
		if x.Sample != "" || rows < 2 {
			continue
		}
		if n == 0 {
			first = x.place
		}
		n += rows - 1
	}
	return n, first
}

func sortedSamples(m map[sampleKey]*sample) []*sample {
	return slices.SortedFunc(maps.Values(m), func(a, b *sample) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Row, b.Place.Row), cmp.Compare(a.key, b.key))
	})
}

// day is the civil day of a sample.
func (x *sample) day() calc.Date { return x.Start.Date() }
