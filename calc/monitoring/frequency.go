package monitoring

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Sampled is how often a pollutant was monitored at an outlet in a calendar
// year, against the least frequency of the specification (chapter 7 of each).
type Sampled struct {
	Frequency       factors.Frequency
	Found, Required int      // terms with data, and terms of the year in which the source ran
	Missing         []string // terms without data, stretches of days joined
	By              calc.Clause
}

// checkFrequency compares how often was sampled with what the specification
// asks for at least. A guide of the industry, which goes before it (HJ
// 1299-2023 6.2.13), is not in the book.
func (x *accounter) checkFrequency() {
	if x.Period.Kind != CalendarYear || x.Book == nil {
		return
	}
	f, err := x.frequency()
	if err != nil {
		x.find(CodeUnknownFrequency, calc.Note, calc.Textf("%s：最低监测频次无法核对：%s",
			"%s: the least monitoring frequency cannot be checked: %s", x.year(), calc.ErrorText(err)),
			calc.Text{ZH: "按自行监测技术指南或排污许可证核对",
				EN: "check it against the guide of the industry or the permit"})
		return
	}
	s := x.sampled(f)
	x.Sampled = &s
	if s.Found >= s.Required {
		return
	}
	sev, so := calc.Warning, calc.Text{}
	if x.chosen(ByManual) && x.TooFew != (calc.Text{}) {
		sev, so = calc.Error, calc.Text{ZH: "，不能代表全年", EN: "; they do not stand for the year"}
	}
	every := f.Term.Name()
	if f.Term == "" {
		every = calc.Text{ZH: "自动监测（逐日）", EN: "automatic, every day"}
	}
	shown := s.Missing
	if len(shown) > placesShown {
		shown = append(slices.Clone(shown[:placesShown]), "…")
	}
	x.findBy(CodeFrequency, sev, s.By,
		calc.Textf("%s：监测频次不足：%s 规定的最低频次为%s，应有 %d 次，实有 %d 次%s；没有数据的：%s",
			"%s: not monitored often enough: %s asks for %s at least, %d terms, and %d have data%s; without data: %s",
			x.year(), x.Specification, every, s.Required, s.Found, so, strings.Join(shown, ", ")),
		calc.Text{ZH: "补充缺少的监测结果；停产的时段用标记 F 或排放时间（operating）说明",
			EN: "supply the missing results; show stops by flag F, or by the emission time (operating)"},
		x.counted("有数据的次数", "terms with data", s.Found), x.counted("最低次数", "least number", s.Required))
}

// fewSamples says why samples do not stand for a year; empty where they do, or where
// nobody knows how often they should have been taken. The specifications ask samples
// to come as often as is prescribed (HJ 942-2018 9.2.1 b and its likes) and say
// nothing of one or two that are missing. So: a sum of days (family D) may lack a
// quarter of them, as automatic data may; a mean needs a sample in each quarter, or
// in each longer term that is prescribed.
func (x *accounter) fewSamples() calc.Text {
	if x.Period.Kind != CalendarYear || x.Book == nil {
		return calc.Text{}
	}
	f, err := x.frequency()
	if err != nil {
		return calc.Text{}
	}
	if x.Rule.ManualFamily() == "D" {
		if s := x.sampled(f); s.Required > 0 && big.NewRat(int64(s.Required-s.Found), int64(s.Required)).
			Cmp(shareOf(factors.MissingSamples)) > 0 {
			return calc.Textf("逐日加和的手工监测应有 %d 日，实有 %d 日，不能代表全年",
				"a sum of days has %[2]d of %[1]d days and does not stand for the year", s.Required, s.Found)
		}
		return calc.Text{}
	}
	if f.Automatic && f.Term == "" || f.Term.PerYear() > factors.Quarterly.PerYear() {
		f.Automatic, f.Term = false, factors.Quarterly
	}
	if s := x.sampled(f); s.Found < s.Required {
		return calc.Textf("%s没有手工监测结果，不能代表全年", "%s: no samples; they do not stand for the year",
			strings.Join(s.Missing, ", "))
	}
	return calc.Text{}
}

func (x *accounter) counted(zh, en string, n int) calc.Figure {
	return calc.Figure{Name: calc.Text{ZH: zh, EN: en}, Amount: calc.Given("n", "count",
		quantity.Int(int64(n), quantity.One), calc.Origin{Kind: calc.FromDossier, At: x.Outlet.At})}
}

// frequency is the strictest the specification states for what the outlet
// receives.
func (x *accounter) frequency() (factors.Frequency, error) {
	var best *factors.Frequency
	var first error
	for _, p := range x.Facts.FeedsOf(x.Outlet) {
		f, err := x.Book.Frequency(factors.FrequencyQuery{Specification: x.Specification, Industry: p.Line.Industry,
			Medium: x.Outlet.Medium, Outlet: string(x.Outlet.Position),
			Grade: string(x.Outlet.Grade), Pollutant: x.Pollutant, Process: p.Product.Process, Stacks: x.Outlet.Stacks})
		switch {
		case err != nil:
			if first == nil {
				first = err
			}
		case best == nil || f.Term.PerYear() > best.Term.PerYear():
			best = &f
		}
	}
	switch {
	case best != nil:
		return *best, nil
	case first != nil:
		return factors.Frequency{}, first
	}
	return factors.Frequency{}, calc.Explain("该排放口没有来水或来气", "the outlet receives nothing")
}

// sampled counts the terms of the year with data. Terms in which the automatic
// data show a stop throughout are not asked for; terms that have not ended are
// not asked for either.
func (x *accounter) sampled(f factors.Frequency) Sampled {
	s := Sampled{Frequency: f, By: f.Value.Clause}
	seen, stopped := x.monitoredDays(f.Automatic && f.Term == "")
	term := f.Term
	if term == "" {
		term = factors.Daily
	}
	type state struct{ data, ran bool }
	terms := map[string]*state{}
	var order []string
	unfinished := ""
	for d := x.Period.From; !d.After(x.Period.To); d = d.AddDays(1) {
		key := termKey(term, d)
		if d.After(x.On) { // the date of law: later data cannot be asked for
			unfinished = key
			break
		}
		if terms[key] == nil {
			terms[key] = &state{}
			order = append(order, key)
		}
		terms[key].data = terms[key].data || seen[d]
		terms[key].ran = terms[key].ran || !stopped[d]
	}
	for _, key := range order {
		switch t := terms[key]; {
		case t.data:
			s.Found, s.Required = s.Found+1, s.Required+1
		case t.ran && key != unfinished:
			s.Required++
			s.Missing = append(s.Missing, key)
		}
	}
	if term == factors.Daily {
		s.Required = x.daysOfEmission(s.Required)
		s.Missing = joinDays(s.Missing)
	}
	return s
}

// daysOfEmission are the days on which a daily sample is asked for: those of
// the emission time, where the dossier states one and there are fewer.
func (x *accounter) daysOfEmission(most int) int {
	if !x.Basis.Operating.Set {
		return most
	}
	q, err := x.Basis.Operating.Amount.In(day)
	if err != nil {
		return most
	}
	return min(most, ceil(q.Rat()))
}

// ceil is the least whole number that is not below r, of years at most.
func ceil(r *big.Rat) int {
	n, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	if !n.IsInt64() || n.Int64() > 366 {
		return 366
	}
	return int(n.Int64())
}

// monitoredDays are the days with a valid sample of the discharger or valid
// automatic data, and the days the source stood still all the time.
func (x *accounter) monitoredDays(automaticOnly bool) (seen, stopped map[calc.Date]bool) {
	seen, stopped = map[calc.Date]bool{}, map[calc.Date]bool{}
	if x.auto != nil {
		d, per := x.Period.From, x.auto.t.perDay()
		for i := x.auto.from; i < x.auto.to; i += per {
			n := x.auto.t.over(i, i+per)
			seen[d] = n.valid > 0
			stopped[d] = n.valid == 0 && n.missing == 0
			d = d.AddDays(1)
		}
	}
	if s := x.data.of(SeriesKey{Manual, x.Outlet.ID, x.Pollutant}); s != nil && !automaticOnly {
		for _, sample := range s.samples {
			if sample.why == fine {
				seen[sample.day()] = true
			}
		}
	}
	maps.DeleteFunc(seen, func(_ calc.Date, is bool) bool { return !is })
	return seen, stopped
}

// termKey names the term a day lies in. Weeks are sevens of days from
// 1 January; the last one is longer.
func termKey(t factors.Term, d calc.Date) string {
	switch t {
	case factors.Weekly:
		n := dayNumber(d) - dayNumber(calc.Date{Year: d.Year, Month: 1, Day: 1})
		return fmt.Sprintf("%d W%02d", d.Year, min(n/7, 51)+1)
	case factors.Monthly:
		return fmt.Sprintf("%d-%02d", d.Year, d.Month)
	case factors.Quarterly:
		return fmt.Sprintf("%d Q%d", d.Year, (d.Month-1)/3+1)
	case factors.HalfYearly:
		return fmt.Sprintf("%d H%d", d.Year, (d.Month-1)/6+1)
	case factors.Yearly:
		return fmt.Sprint(d.Year)
	}
	return d.String()
}

// joinDays writes days that follow each other as one stretch.
func joinDays(days []string) []string {
	var out []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && calc.MustDate(days[j]).AddDays(1).String() == days[j+1] {
			j++
		}
		if text := days[i]; j == i {
			out = append(out, text)
		} else {
			out = append(out, text+"…"+days[j])
		}
		i = j + 1
	}
	return out
}
