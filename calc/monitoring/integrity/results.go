package integrity

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// sampling is what was found at one outlet at one time.
type sampling struct {
	outlet  string
	start   monitoring.Minute
	results []result // by pollutant; equal rows once
	key     string   // all it says but outlet and time; "" where nothing was detected
	chance  float64  // that an independent sampling says the same
}

// result is one result and all it says, in one line.
type result struct {
	Manual
	said string
}

func (s sampling) month() int { d := s.start.Date(); return d.Year*12 + d.Month }

// CheckResults looks for manual results that say the same in several months,
// whatever the numbers of their reports, and for the same ones at two outlets.
func CheckResults(all []Manual, rules Rules) Report {
	c := &checker{rules: rules}
	list := samplings(all)
	if len(list) < 2 {
		c.notMade(CodeRepeated, len(list), "手工监测只有 %d 次", "only %d manual samplings", len(list))
		c.notMade(CodeTwice, len(list), "手工监测只有 %d 次", "only %d manual samplings", len(list))
		return c.report
	}
	c.made(CodeRepeated, len(list))
	whole := c.repeatedSamplings(list)
	c.repeatedValues(list, whole)
	c.resultsTwice(list)
	c.report.Findings = calc.SortFindings(c.report.Findings)
	return c.report
}

// samplings sorts results by outlet and time and says how likely each is to be
// met again.
func samplings(all []Manual) []sampling {
	type id struct {
		outlet string
		start  monitoring.Minute
	}
	at := map[id]int{}
	var list []sampling
	for _, m := range all {
		if !m.C.Set {
			continue
		}
		k, known := at[id{m.Outlet, m.Start}]
		if !known {
			k = len(list)
			at[id{m.Outlet, m.Start}] = k
			list = append(list, sampling{outlet: m.Outlet, start: m.Start})
		}
		list[k].results = append(list[k].results, result{m, said(m)})
	}
	slices.SortFunc(list, func(a, b sampling) int {
		return cmp.Or(cmp.Compare(a.outlet, b.outlet), cmp.Compare(a.start, b.start))
	})
	for i := range list {
		slices.SortFunc(list[i].results, compareResults)
		list[i].results = slices.CompactFunc(list[i].results, func(a, b result) bool { return a.said == b.said })
	}
	spreads := spreadsOf(list)
	for i := range list {
		list[i].judge(spreads)
	}
	return list
}

func compareResults(a, b result) int {
	return cmp.Or(cmp.Compare(a.Pollutant, b.Pollutant), a.C.Cmp(b.C.Decimal), cmp.Compare(a.said, b.said),
		cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Row, b.Place.Row))
}

// said is all a result says, in one line.
func said(m Manual) string {
	text := string(m.Pollutant) + "=" + m.C.String()
	if m.NonDetect {
		text += "L"
	}
	if m.Flow.Set {
		text += "@" + m.Flow.String() + m.FlowUnit
	}
	return text
}

// judge makes the key of a sampling and its chance: the product over its
// detected results, and over its flow, which is stated once.
func (s *sampling) judge(spreads map[string]spread) {
	s.chance = 1
	detected := false
	var parts []string
	for i, m := range s.results {
		parts = append(parts, m.said)
		if !m.NonDetect && m.C.Sign() > 0 {
			detected = true
			s.chance *= spreads[m.Outlet+"/"+string(m.Pollutant)].chance(m.C.Decimal)
		}
		if i == 0 && m.Flow.Set {
			s.chance *= spreads[m.Outlet+"/flow"].chance(m.Flow.Decimal)
		}
	}
	if detected {
		s.key = strings.Join(parts, " ")
	}
}

// repeatedSamplings reports samplings of one outlet that say the same in
// different months, of more than one number, and returns them.
func (c *checker) repeatedSamplings(list []sampling) map[string]bool {
	whole := map[string]bool{}
	perOutlet := map[string]int{}
	for _, s := range list {
		perOutlet[s.outlet]++
	}
	for _, group := range grouped(list, func(s sampling) string {
		if s.key == "" {
			return ""
		}
		return s.outlet + "\x00" + s.key
	}) {
		months, first := monthsOf(group), group[0]
		if months < 2 || len(first.results) == 1 && !first.results[0].Flow.Set {
			continue // one number is the concern of repeatedValues
		}
		chance := choose(perOutlet[first.outlet], months) * math.Pow(first.chance, float64(months-1))
		if chance > c.rules.float("repeat-chance") {
			continue
		}
		for _, s := range group {
			whole[s.outlet+s.start.String()] = true
		}
		c.repeated(group, months, chance, calc.Textf("全部 %d 项结果和流量", "all %d results and the flow",
			len(first.results)), first.results[0].Manual)
	}
	return whole
}

// repeatedValues reports values of one pollutant at one outlet that come back
// in at least repeat-months months.
func (c *checker) repeatedValues(list []sampling, whole map[string]bool) {
	detected := map[string]int{}
	flat := []sampling{}
	for _, s := range list {
		for _, m := range s.results {
			if m.NonDetect || m.C.Sign() <= 0 {
				continue
			}
			detected[s.outlet+"/"+string(m.Pollutant)]++
			flat = append(flat, sampling{outlet: s.outlet, start: s.start, results: []result{m}})
		}
	}
	spreads := spreadsOf(list)
	for _, group := range grouped(flat, func(s sampling) string {
		m := s.results[0]
		return fmt.Sprint(s.outlet, "\x00", m.Pollutant, "\x00", m.C.Coef, m.C.Exp) // a Decimal has no trailing zeros
	}) {
		months, m := monthsOf(group), group[0].results[0]
		if months < c.rules.count("repeat-months") || allIn(group, whole) {
			continue
		}
		series := m.Outlet + "/" + string(m.Pollutant)
		chance := choose(detected[series], months) *
			math.Pow(spreads[series].chance(m.C.Decimal), float64(months-1))
		if chance > c.rules.float("repeat-chance") {
			continue
		}
		c.repeated(group, months, chance, calc.Textf("%s %s", "%s %s", m.C.String(), m.Unit.String()), m.Manual)
	}
}

func allIn(group []sampling, whole map[string]bool) bool {
	return !slices.ContainsFunc(group, func(s sampling) bool { return !whole[s.outlet+s.start.String()] })
}

// repeated reports one group: the last of it is where the finding stands.
func (c *checker) repeated(group []sampling, months int, chance float64, what calc.Text, m Manual) {
	last := group[len(group)-1].results[0]
	c.Outlet, c.Pollutant, c.Unit = m.Outlet, m.Pollutant, m.Unit
	c.find(CodeRepeated, calc.Warning, last.Place,
		calc.Textf("%s %s：%d 个月的手工监测结果相同（%s），日期 %s，报告 %s；各次独立时偶然如此的概率不超过 %s",
			"%s %s: manual results of %d months are the same (%s), on %s, reports %s; the chance of that among "+
				"independent samplings is at most %s", m.Outlet, string(m.Pollutant), months, what, datesOf(group),
			reportsOf(group), bounded(chance)),
		counted("结果相同的月份", "months with the same result", months, last.Place),
		reading("结果", "result", m.C.Decimal, m.Unit, last.Place),
		described("偶然如此的概率的上限", "greatest probability by chance", chance, last.Place),
		c.rules.figure("repeat-months"), c.rules.figure("repeat-chance"))
}

// bounded writes a bound of a probability for a sentence.
func bounded(p float64) string { return strconv.FormatFloat(max(min(p, 1), 1e-12), 'e', 1, 64) }

const mostNamed = 6 // dates and numbers in a sentence

func datesOf(group []sampling) string {
	var out []string
	for _, s := range group {
		out = append(out, s.start.Date().String())
	}
	return named(slices.Compact(out))
}

func reportsOf(group []sampling) string {
	var out []string
	for _, s := range group {
		for _, m := range s.results {
			if m.Report != "" && !slices.Contains(out, m.Report) {
				out = append(out, m.Report)
			}
		}
	}
	if len(out) == 0 {
		return "—"
	}
	return named(out)
}

func named(list []string) string {
	if len(list) > mostNamed {
		list = append(slices.Clone(list[:mostNamed]), "…")
	}
	return strings.Join(list, " ")
}

// grouped puts what has one key together, in the order of the first of each;
// "" is no key, and what is alone is no group.
func grouped(list []sampling, key func(sampling) string) [][]sampling {
	at := map[string]int{}
	var out [][]sampling
	for _, s := range list {
		k := key(s)
		if k == "" {
			continue
		}
		i, known := at[k]
		if !known {
			i = len(out)
			at[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return slices.DeleteFunc(out, func(g []sampling) bool { return len(g) < 2 })
}

func monthsOf(group []sampling) int {
	seen := map[int]bool{}
	for _, s := range group {
		seen[s.month()] = true
	}
	return len(seen)
}

// choose is the number of ways to take k of n.
func choose(n, k int) float64 {
	c := 1.0
	for i := range k {
		c *= float64(n-i) / float64(i+1)
	}
	return c
}

// resultsTwice reports outlets at which samplings of the same time say the same.
func (c *checker) resultsTwice(list []sampling) {
	type pair struct{ a, b string }
	equal, both := map[pair][]sampling{}, map[pair]int{}
	byTime := map[monitoring.Minute][]sampling{}
	for _, s := range list {
		for _, o := range byTime[s.start] {
			p := pair{o.outlet, s.outlet}
			both[p]++
			if s.key != "" && s.key == o.key {
				equal[p] = append(equal[p], s)
			}
		}
		byTime[s.start] = append(byTime[s.start], s)
	}
	if len(both) == 0 {
		c.notMade(CodeTwice, 0, "没有两个排放口同时的手工监测结果",
			"no two outlets have manual results of the same time")
		return
	}
	c.made(CodeTwice, len(both))
	for _, p := range sortedKeys(both, func(p pair) string { return p.a + "\x00" + p.b }) {
		same := equal[p]
		chance := choose(both[p], len(same)) * float64(len(both))
		for _, s := range same {
			chance *= s.chance
		}
		if len(same) == 0 || chance > c.rules.float("repeat-chance") {
			continue
		}
		m := same[0].results[0]
		c.Outlet, c.Pollutant = p.b, m.Pollutant
		c.find(CodeTwice, calc.Warning, m.Place,
			calc.Textf("排放口 %s 与 %s 的手工监测结果有 %d 次完全相同（共 %d 次同时采样），日期 %s；"+
				"独立时偶然如此的概率不超过 %s",
				"manual results of the outlets %s and %s are the same %d times (of %d at the same time), on %s; the "+
					"chance of that, were they independent, is at most %s", p.a, p.b, len(same), both[p], datesOf(same),
				bounded(chance)),
			counted("相同的次数", "equal samplings", len(same), m.Place),
			described("偶然如此的概率的上限", "greatest probability by chance", chance, m.Place),
			c.rules.figure("repeat-chance"))
	}
}

func sortedKeys[K comparable, V any](m map[K]V, text func(K) string) []K {
	var out []K
	for k := range m {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b K) int { return cmp.Compare(text(a), text(b)) })
	return out
}
