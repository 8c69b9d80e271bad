package integrity

import (
	"iter"
	"math"
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// marked is a series without its readings: what tells that another outlet has the
// same ones, and how to have them again.
type marked struct {
	outlet    string
	pollutant calc.Pollutant
	unit      string
	windows   []uint64 // a hash of each stretch, its times included
	again     func() *checker
}

// twin is two series with the same readings at the same times.
type twin struct{ a, b int }

// CheckOutlets looks for readings that stand under two outlets: at the same
// times the same values, at least as many in a row as a repeated block has.
func CheckOutlets(list []Series, rules Rules) Report {
	var marks []marked
	for _, s := range list {
		c := newChecker(s, rules)
		marks = c.mark(marks, func() *checker { return c })
	}
	return checkMarked(marks, rules)
}

// mark adds a series that has valid readings.
func (c *checker) mark(list []marked, again func() *checker) []marked {
	if len(c.good) == 0 {
		return list
	}
	return append(list, marked{c.Outlet, c.Pollutant, c.Unit.String(), c.windows(), again})
}

func checkMarked(each []marked, rules Rules) Report {
	c := &checker{rules: rules}
	outlets := map[string]bool{}
	for _, x := range each {
		outlets[x.outlet] = true
	}
	if len(outlets) < 2 {
		c.notMade(CodeTwice, len(outlets), "只有 %d 个排放口有自动监测数据", "only %d outlets have automatic data",
			len(outlets))
		return c.report
	}
	c.made(CodeTwice, len(outlets))
	for t := range twins(each) {
		c.sameReadings(each[t.a].again(), each[t.b].again(), len(each)*(len(each)-1)/2)
	}
	c.report.Findings = calc.SortFindings(c.report.Findings)
	return c.report
}

func pad(n int) string { return strconv.Itoa(1_000_000 + n) }

// twins finds pairs of outlets that share a stretch of one pollutant, in order.
func twins(each []marked) iter.Seq[twin] {
	type of struct {
		pollutant calc.Pollutant
		unit      string
	}
	kinds := map[of][]int{}
	for k, x := range each {
		kinds[of{x.pollutant, x.unit}] = append(kinds[of{x.pollutant, x.unit}], k)
	}
	found := map[twin]bool{}
	for _, list := range kinds {
		seen := map[uint64][]int32{}
		for _, k := range list {
			for _, w := range each[k].windows {
				for _, o := range seen[w] {
					if each[o].outlet != each[k].outlet {
						found[twin{int(o), k}] = true
					}
				}
				seen[w] = append(seen[w], int32(k))
			}
		}
	}
	return slices.Values(sortedKeys(found, func(t twin) string { return pad(t.a) + pad(t.b) }))
}

// windows are the hashes of stretches that begin at whole multiples of their length,
// so that the work grows with the readings alone.
func (c *checker) windows() []uint64 {
	n := c.rules.count(c.pick("block-readings", "block-days"))
	var out []uint64
	for i := 0; i+n <= len(c.good); i++ {
		first := c.good[i]
		if first.Minutes == 0 || int64(first.Start)/int64(first.Minutes)%int64(n) != 0 || !c.unbroken(i, n) {
			continue
		}
		out = append(out, mixed(mixed(c.hash(i, n), uint64(first.Start)), uint64(first.Minutes)))
	}
	return out
}

// unbroken reports whether n readings follow each other.
func (c *checker) unbroken(i, n int) bool {
	for k := i + 1; k < i+n; k++ {
		if !follows(&c.good[k-1], &c.good[k]) {
			return false
		}
	}
	return true
}

func (c *checker) hash(i, n int) uint64 {
	h := uint64(0xcbf29ce484222325)
	for _, x := range c.good[i : i+n] {
		for _, v := range []uint64{uint64(x.C.Coef), uint64(uint8(x.C.Exp)), detectedBit(x)} {
			h = mixed(h, v)
		}
	}
	return h
}

func mixed(h, v uint64) uint64 { return (h ^ v) * 0x100000001b3 }

func detectedBit(x Sample) uint64 {
	if x.NonDetect {
		return 1
	}
	return 0
}

// stretch is a run of readings that two series have in common.
type stretch struct{ first, length int } // in b.good

// sameReadings reports what two series have in common, if it varies and is
// longer than chance explains.
func (c *checker) sameReadings(a, b *checker, pairs int) {
	runs, both := common(a, b)
	longest, total := stretch{}, 0
	least := c.rules.count(b.pick("block-readings", "block-days"))
	for _, r := range runs {
		if r.length < least {
			continue
		}
		total += r.length
		if r.length > longest.length {
			longest = r
		}
	}
	values := map[quantity.Decimal]bool{}
	for _, x := range b.good[longest.first : longest.first+longest.length] {
		if !x.NonDetect {
			values[x.C.Decimal] = true
		}
	}
	if len(values) < c.rules.count("block-distinct") {
		return
	}
	va, sa := a.collision()
	vb, sb := b.collision()
	value, step := max(va, vb), max(sa, sb)
	expected := float64(both) * float64(pairs) * value * math.Pow(max(value, step), float64(longest.length-1))
	if expected > c.rules.float("twice-chance") {
		return
	}
	first := b.good[longest.first]
	other := a.good[slices.IndexFunc(a.good, func(x Sample) bool { return x.Start == first.Start })]
	c.Outlet, c.Pollutant = b.Outlet, b.Pollutant
	c.find(CodeTwice, calc.Warning, first.Place,
		calc.Textf("排放口 %s 与 %s 的 %s 有 %d 个读数（同时的共 %d 个）逐一相同，自 %s 起连续 %d 个（%s）；"+
			"两口独立时偶然如此的预期次数不超过 %s",
			"%s and %s have %[4]d equal readings of %[3]s (of %[5]d at the same times), one by one, from %[6]s on "+
				"%[7]d in a row (%[8]s); were the outlets independent, at most %[9]s such stretches are to be expected",
			a.Outlet, b.Outlet, string(b.Pollutant), total, both, first.Start.String(), longest.length,
			other.Place.String(), bounded(expected)),
		counted("相同的读数", "equal readings", total, first.Place),
		counted("最长一段", "longest stretch", longest.length, first.Place),
		described("偶然出现的预期次数", "number to be expected by chance", expected, first.Place),
		c.rules.figure(b.pick("block-readings", "block-days")), c.rules.figure("block-distinct"),
		c.rules.figure("twice-chance"))
}

// common lists the runs of equal readings at equal times, and how many times
// both series have.
func common(a, b *checker) (runs []stretch, both int) {
	i, run := 0, stretch{}
	end := func() {
		if run.length > 0 {
			runs = append(runs, run)
		}
		run = stretch{}
	}
	for j, x := range b.good {
		for i < len(a.good) && a.good[i].Start < x.Start {
			i++
		}
		if i == len(a.good) || a.good[i].Start != x.Start || a.good[i].Minutes != x.Minutes {
			end()
			continue
		}
		both++
		if y := a.good[i]; y.C.Decimal != x.C.Decimal || y.NonDetect != x.NonDetect {
			end()
			continue
		}
		if run.length > 0 && !follows(&b.good[j-1], &b.good[j]) {
			end()
		}
		if run.length == 0 {
			run.first = j
		}
		run.length++
	}
	end()
	return runs, both
}

// attributed is a file as a set of the dossier names it.
type attributed struct{ outlet, name string }

// CheckFiles looks for files of the same bytes that the dossier gives to two
// outlets.
func (g *Gatherer) CheckFiles(rules Rules) Report {
	c := &checker{rules: rules}
	for _, sha := range sortedKeys(g.files, func(s string) string { return s }) {
		list := g.files[sha]
		i := slices.IndexFunc(list, func(x attributed) bool { return x.outlet != list[0].outlet })
		if i < 0 {
			continue
		}
		at := monitoring.Place{File: list[i].name, Row: 1}
		c.Outlet = list[i].outlet
		c.find(CodeTwice, calc.Warning, at,
			calc.Textf("同一文件列在两个排放口名下：%s（%s）和 %s（%s），字节完全相同；"+
				"两个不同的文件偶然如此的概率不超过 1e-12",
				"one file stands under two outlets: %s (%s) and %s (%s), byte for byte; the chance of that of two "+
					"different files is at most 1e-12", list[0].outlet, list[0].name, list[i].outlet, list[i].name))
	}
	return c.report
}
