package integrity

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
)

// checker runs the checks of one series.
type checker struct {
	Series
	rules    Rules
	all      []Sample // by time
	good     []Sample // valid ones: flag N or none, a concentration, detected or not
	detected []Sample // of these the ones that are no non-detects
	report   Report
	daily    bool
	ids      []uint32           // of the valid ones: equal numbers have equal ids
	counts   []int64            // by id
	changes  []quantity.Decimal // of changing; nil: not asked for
	changed  int                // the first of them in detected
}

// newChecker sorts the samples of a series, where they are not in order.
func newChecker(s Series, rules Rules) *checker { return newCheckerIn(&room{}, s, rules) }

// newCheckerIn uses the memory of another, which nobody looks at any more.
func newCheckerIn(m *room, s Series, rules Rules) *checker {
	c := &checker{Series: s, rules: rules, all: s.Samples}
	if !inTime(c.all) {
		c.all = slices.Clone(c.all)
		slices.SortStableFunc(c.all, func(a, b Sample) int { return byTime(&a, &b) })
	}
	c.good = those(&m.good, c.all, func(x *Sample) bool {
		return x.C.Set && (x.Flag == monitoring.NoFlag || x.Flag == monitoring.Normal)
	})
	c.detected = those(&m.detected, c.good, func(x *Sample) bool { return !x.NonDetect })
	for i := range c.all {
		c.daily = c.daily || c.all[i].Minutes >= 1440
	}
	return c
}

func byTime(a, b *Sample) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Place.File, b.Place.File),
		cmp.Compare(a.Place.Row, b.Place.Row), cmp.Compare(a.Place.Col, b.Place.Col))
}

// inTime reports whether samples are in order.
func inTime(list []Sample) bool {
	for i := 1; i < len(list); i++ {
		if a, b := &list[i-1], &list[i]; a.Start >= b.Start && byTime(a, b) > 0 {
			return false
		}
	}
	return true
}

// those are the samples of which something is true; all of them are the list itself,
// others stand in room, which grows as need be.
func those(room *[]Sample, list []Sample, is func(*Sample) bool) []Sample {
	n := 0
	for i := range list {
		if is(&list[i]) {
			n++
		}
	}
	if n == len(list) {
		return list
	}
	if cap(*room) < n {
		*room = make([]Sample, 0, n)
	}
	out := (*room)[:0]
	for i := range list {
		if is(&list[i]) {
			out = append(out, list[i])
		}
	}
	return out
}

// Check runs every check on a series. The order of the samples does not matter.
func Check(s Series, rules Rules) Report { return newChecker(s, rules).check() }

func (c *checker) check() Report {
	for _, check := range []func(*checker){(*checker).constant, (*checker).copied, (*checker).rangeTop,
		(*checker).rangeEnd, (*checker).detection,
		(*checker).limit, (*checker).impossible, (*checker).stopped, (*checker).lastDigit, (*checker).leading,
		(*checker).sums, (*checker).manual, (*checker).mirror} {
		check(c)
	}
	slices.SortStableFunc(c.report.Checks, func(a, b Outcome) int { return cmp.Compare(a.Code, b.Code) })
	c.report.Findings = calc.SortFindings(c.report.Findings)
	return c.report
}

// pick returns the threshold for hourly or daily readings.
func (c *checker) pick(hourly, daily string) string {
	if c.daily {
		return daily
	}
	return hourly
}

func (c *checker) made(code string, n int) {
	c.report.Checks = append(c.report.Checks, Outcome{Code: code, Name: Checks.Name(code), Made: true, N: n})
}

func (c *checker) notMade(code string, n int, zh, en string, args ...any) {
	c.report.Checks = append(c.report.Checks, Outcome{Code: code, Name: Checks.Name(code),
		Why: calc.Textf(zh, en, args...),
		N:   n})
}

// Checks lists the checks by the codes of their findings.
var Checks = calc.Words[string]{
	{Key: CodeConstant, Name: calc.Text{ZH: "长时间不变", EN: "constant runs"}},
	{Key: CodeCopied, Name: calc.Text{ZH: "重复的时段", EN: "repeated blocks"}},
	{Key: CodeRangeTop, Name: calc.Text{ZH: "贴近量程上限", EN: "close to the range top"}},
	{Key: CodeRangeEnd, Name: calc.Text{ZH: "达到量程上限", EN: "at the range end"}},
	{Key: CodeDetection, Name: calc.Text{ZH: "贴近检出限", EN: "close to the detection limit"}},
	{Key: CodeLimit, Name: calc.Text{ZH: "贴近排放限值", EN: "close to the emission limit"}},
	{Key: CodeImpossible, Name: calc.Text{ZH: "不可能的数值", EN: "impossible values"}},
	{Key: CodeStopped, Name: calc.Text{ZH: "停产时的数据", EN: "data while the line stood still"}},
	{Key: CodeLastDigit, Name: calc.Text{ZH: "末位数字", EN: "last digits"}},
	{Key: CodeLeading, Name: calc.Text{ZH: "首位数字", EN: "leading digits"}},
	{Key: CodeSum, Name: calc.Text{ZH: "合计与各部分", EN: "sums and their parts"}},
	{Key: CodeManualRatio, Name: calc.Text{ZH: "手工与自动监测之比", EN: "manual against automatic results"}},
	{Key: CodeThousand, Name: calc.Text{ZH: "单位相差一千倍", EN: "a factor of a thousand"}},
	{Key: CodeReport, Name: calc.Text{ZH: "检测报告编号", EN: "numbers of laboratory reports"}},
	{Key: CodeRepeated, Name: calc.Text{ZH: "逐月相同的手工结果",
		EN: "manual results that repeat from month to month"}},
	{Key: CodeTwice, Name: calc.Text{ZH: "两个排放口的数据相同", EN: "the same data at two outlets"}},
	{Key: CodeMirror, Name: calc.Text{ZH: "与另一年的数据对应", EN: "readings that mirror another year"}},
}

var remedy = calc.Text{
	ZH: "核对原始记录、运维和校准台账；能够解释的，附说明",
	EN: "compare with the raw records and the log of maintenance and calibration; where there is an explanation, state it",
}

// find adds a finding at a place.
func (c *checker) find(code string, severity calc.Severity, at monitoring.Place, message calc.Text,
	figures ...calc.Figure) {
	c.report.Findings = append(c.report.Findings, calc.Finding{Stage: calc.StageIntegrity, Code: code,
		Severity: severity, At: position(at),
		Subject: "outlet:" + c.Outlet + "/" + string(c.Pollutant), Message: message, Remedy: remedy, Law: c.rules.law,
		Figures: figures})
}

func position(p monitoring.Place) calc.Position { return calc.Position{File: p.File, Line: p.Row} }

// counted is a figure that counts something.
func counted(zh, en string, n int, at monitoring.Place) calc.Figure {
	return calc.Figure{Name: calc.Text{ZH: zh, EN: en}, Amount: calc.Given("n", "count",
		quantity.Int(int64(n), quantity.One), calc.Origin{Kind: calc.FromDossier, At: position(at)})}
}

// reading is a figure that was read.
func reading(zh, en string, d quantity.Decimal, u quantity.Unit, at monitoring.Place) calc.Figure {
	return calc.Figure{Name: calc.Text{ZH: zh, EN: en}, Amount: calc.Given("c", "reading", d.In(u),
		calc.Origin{Kind: calc.FromDossier, At: position(at)})}
}

// described is a figure of a statistic, at few digits; a very small one is
// given as the bound it lies below.
func described(zh, en string, x float64, at monitoring.Place) calc.Figure {
	const least = 1e-12
	note := "a statistic: it describes"
	if math.Abs(x) < least {
		x, note = least, "a statistic: at most this"
	}
	value, err := quantity.ParseNumber(estimate.Shown(x, 3))
	origin := calc.Origin{Kind: calc.FromDossier, At: position(at), Note: note}
	if err != nil {
		return calc.Figure{Name: calc.Text{ZH: zh, EN: en}, Amount: calc.Missing("s", "statistic", err)}
	}
	return calc.Figure{Name: calc.Text{ZH: zh, EN: en}, Amount: calc.Given("s", "statistic",
		quantity.New(value, quantity.One), origin)}
}

// probability writes p for a sentence: 2.1e-08.
func probability(p float64) string {
	if p < 1e-12 {
		return "< 1e-12"
	}
	return "= " + strconv.FormatFloat(p, 'e', 1, 64)
}
