package factors

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
)

// Frequency is how often a specification has a pollutant monitored at least.
type Frequency struct {
	Value     Value // the row it stands in
	Term      Term  // of manual monitoring; the less frequent end of a range
	Automatic bool  // automatic monitoring, or, where Term is set, manual monitoring until it can be had
	Range     bool  // the row gives a range: the guide of the industry decides
}

// Term is a period in which at least one sample is to be taken.
type Term string

// The terms of the specifications.
const (
	Daily      Term = "daily"
	Weekly     Term = "weekly"
	Monthly    Term = "monthly"
	Quarterly  Term = "quarterly"
	HalfYearly Term = "half-yearly"
	Yearly     Term = "yearly"
)

// Terms lists the terms. Also is how a factor file writes them.
var Terms = calc.Words[Term]{
	{Key: Daily, Name: calc.Text{ZH: "每日", EN: "daily"}, Also: []string{"日"}},
	{Key: Weekly, Name: calc.Text{ZH: "每周", EN: "weekly"}, Also: []string{"周"}},
	{Key: Monthly, Name: calc.Text{ZH: "每月", EN: "monthly"}, Also: []string{"月"}},
	{Key: Quarterly, Name: calc.Text{ZH: "每季度", EN: "quarterly"}, Also: []string{"季度"}},
	{Key: HalfYearly, Name: calc.Text{ZH: "每半年", EN: "half-yearly"}, Also: []string{"半年"}},
	{Key: Yearly, Name: calc.Text{ZH: "每年", EN: "yearly"}, Also: []string{"年"}},
}

// Name returns the term in words.
func (t Term) Name() calc.Text { return Terms.Name(t) }

var termsPerYear = map[Term]int{Daily: 365, Weekly: 52, Monthly: 12, Quarterly: 4, HalfYearly: 2, Yearly: 1}

// PerYear returns the number of terms in a common year; of days these are all
// days, though a plant samples only on those with discharge. 0: no term.
func (t Term) PerYear() int { return termsPerYear[t] }

// frequencyOf reads "月", "月~季度" (a range) and "自动监测/日".
func frequencyOf(text string) (f Frequency, ok bool) {
	if text == "自动监测" {
		return Frequency{Automatic: true}, true
	}
	text, f.Automatic = strings.CutPrefix(text, "自动监测/")
	low, high, isRange := strings.Cut(text, "~")
	f.Range = isRange
	first, known := Terms.Read(low)
	if !isRange {
		f.Term = first
		return f, known
	}
	last, knownToo := Terms.Read(high)
	f.Term = last
	return f, known && knownToo && first.PerYear() > last.PerYear()
}

// checkTerm reports a frequency in words that no lookup could read.
func checkTerm(t *document.Table, v Value) {
	if _, ok := frequencyOf(v.Text); v.Kind != MonitoringFrequency || ok {
		return
	}
	t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeTerm,
		Message: calc.Textf("监测频次 %q 无法理解", "the frequency %q is not understood", v.Text),
		Remedy: calc.Text{ZH: "写成 日、周、月、季度、半年、年，范围写成 月~季度，自动监测写成 自动监测 或 自动监测/日",
			EN: "write \"日\", \"周\", \"月\", \"季度\", \"半年\" or \"年\", a range as \"月~季度\", automatic " +
				"monitoring as \"自动监测\" or \"自动监测/日\""}}, "text")
}

// FrequencyQuery says what the least frequency is wanted of. What is empty is
// not known; a row that is limited to some of it is then not taken.
type FrequencyQuery struct {
	Specification string
	Industry      string
	Medium        calc.Medium
	Outlet        string // position
	Grade         string
	Pollutant     calc.Pollutant
	Process       string
	Stacks        []string
}

// Frequency returns the least frequency a specification states. Where several
// rows fit it is the closest: the one that names the stack goes before the one
// that names the process, the pollutant, the industry, the grade. None is an
// error, also where the specification points to a guide that is not in the
// book; the industry's guide, where there is one, goes before the specification
// (HJ 1299-2023 6.2.13). On is left out: the rows carry no dates.
func (b *Book) Frequency(q FrequencyQuery) (Frequency, error) {
	ask := Query{Kind: MonitoringFrequency, Instrument: q.Specification, Medium: q.Medium, Outlet: q.Outlet,
		Industry:  q.Industry,
		Pollutant: q.Pollutant, Process: q.Process}
	if q.Specification == "" {
		return Frequency{}, b.notTabulated(ask)
	}
	var best []Value
	for _, v := range b.read(q.Specification).values {
		if v.Kind != MonitoringFrequency || !v.frequencyFits(q) {
			continue
		}
		switch {
		case len(best) == 0 || v.closeness() > best[0].closeness():
			best = []Value{v}
		case v.closeness() == best[0].closeness():
			best = append(best, v)
		}
	}
	if len(best) == 0 {
		if g, ok := b.gap(ask); ok {
			return Frequency{}, b.gapError(ask, g)
		}
		return Frequency{}, b.notTabulated(ask)
	}
	if len(best) > 1 {
		return Frequency{}, &LookupError{Reason: ErrAmbiguous, Query: ask, Values: best,
			Message: calc.Textf("%s：有多个频次同时适用（%s）", "%s: more than one frequency fits (%s)",
				b.describe(ask),
				ids(best))}
	}
	if best[0].Absent {
		return Frequency{}, absentError(ask, b.describe(ask), best[0])
	}
	f, _ := frequencyOf(best[0].Text) // a row that is not understood is an error of its file
	f.Value = best[0]
	return f, nil
}

func (v Value) frequencyFits(q FrequencyQuery) bool {
	return v.Substance == "" && v.Product == "" &&
		limited(v.Medium, q.Medium) && limited(v.Outlet, q.Outlet) && limited(v.Grade, q.Grade) &&
		limited(v.Pollutant, q.Pollutant) && limited(v.Industry, q.Industry) &&
		(v.Process == "" || v.Process == q.Process || strings.HasPrefix(q.Process, v.Process+".")) &&
		(v.Stack == "" || slices.Contains(q.Stacks, v.Stack))
}

// limited reports whether a row's own selector admits what is asked for.
func limited[S ~string](row, asked S) bool { return row == "" || row == asked }

// closeness orders rows that fit by how closely they name the case.
func (v Value) closeness() int {
	n := 0
	for i, named := range []bool{v.Grade != "", v.Industry != "", v.Pollutant != "", v.Process != "", v.Stack != ""} {
		if named {
			n += 1 << i
		}
	}
	return n
}
