package bulk

import (
	"bytes"
	"encoding/csv"
	"math/big"
	"strings"
	"time"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// naive adds up the same file the slow way: encoding/csv, big.Rat, a map of
// all intervals. It shares nothing with the fast way but the types of times.
type naive struct {
	used, duplicate, outside, rows int64
	invalid                        map[string]int64
	months                         map[Name]map[string]*naiveMonth
}

type naiveMonth struct {
	mass, undetect, flow *big.Rat
	min, max             *big.Rat
	used, nonDetect      int64
}

type naiveRow struct {
	c, q *big.Rat
	nd   bool
}

func addNaively(text string, l Layout) naive {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = rune(l.Delimiter), -1, false
	records, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	out := naive{invalid: map[string]int64{}, months: map[Name]map[string]*naiveMonth{}}
	type at struct {
		Name
		when time.Time
	}
	claims := map[at][]naiveRow{}
	for _, record := range records {
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		out.rows++
		when, outlet, pollutant, flow, flag, values := cells(record, l)
		for i, v := range values {
			name, known := l.Names([]byte(outlet), []byte(pollutant), i)
			if when.IsZero() {
				out.invalid["time"]++
				continue
			}
			m, _ := monitoring.At(calc.Date{Year: when.Year(), Month: int(when.Month()), Day: when.Day()}, when.Hour(), when.Minute())
			if l.Bounded && (m < l.From || m >= l.To) {
				out.outside++
				continue
			}
			if !known {
				out.invalid[OtherSeries]++
				continue
			}
			if flag != "" && flag != "N" {
				out.invalid["flag"]++
				continue
			}
			c, nd, ok := naiveNumber(v)
			q, _, ok2 := naiveNumber(flow)
			if !ok || !ok2 {
				out.invalid["number"]++
				continue
			}
			k := at{name, when}
			claims[k] = append(claims[k], naiveRow{c, q, nd})
		}
	}
	for k, rows := range claims {
		same := true
		for _, row := range rows {
			same = same && row.nd == rows[0].nd && row.c.Cmp(rows[0].c) == 0 && row.q.Cmp(rows[0].q) == 0
		}
		if !same {
			out.invalid[ConflictingDuplicates] += int64(len(rows))
			continue
		}
		out.duplicate += int64(len(rows) - 1)
		out.used++
		out.take(k.Name, k.when.Format("2006-01"), rows[0])
	}
	return out
}

func (n *naive) take(name Name, month string, row naiveRow) {
	if n.months[name] == nil {
		n.months[name] = map[string]*naiveMonth{}
	}
	m := n.months[name][month]
	if m == nil {
		m = &naiveMonth{mass: new(big.Rat), undetect: new(big.Rat), flow: new(big.Rat)}
		n.months[name][month] = m
	}
	product := new(big.Rat).Mul(row.c, row.q)
	m.used++
	m.flow.Add(m.flow, row.q)
	if row.nd {
		m.nonDetect++
		m.undetect.Add(m.undetect, product)
		return
	}
	m.mass.Add(m.mass, product)
	if m.min == nil || row.c.Cmp(m.min) < 0 {
		m.min = row.c
	}
	if m.max == nil || row.c.Cmp(m.max) > 0 {
		m.max = row.c
	}
}

func cells(record []string, l Layout) (when time.Time, outlet, pollutant, flow, flag string, values []string) {
	for i, means := range l.Columns {
		text := ""
		if i < len(record) {
			text = record[i]
		}
		switch means {
		case Time:
			when = naiveTime(text)
		case Outlet:
			outlet = text
		case Pollutant:
			pollutant = text
		case Flow:
			flow = text
		case Flag:
			flag = text
		case Value:
			values = append(values, text)
		}
	}
	if !when.IsZero() && l.HourEnding {
		when = when.Add(-time.Duration(l.Minutes) * time.Minute)
	}
	return
}

func naiveTime(s string) time.Time {
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02T15:04", "2006/1/2 15:04", "2006/1/2 15"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

func naiveNumber(s string) (r *big.Rat, nd, ok bool) {
	s, nd = strings.CutPrefix(s, "<")
	r, ok = new(big.Rat).SetString(s)
	return r, nd, ok
}

// slowRow is the importer's part in these tests: encoding/csv again.
func slowRow(l Layout) func(line []byte) []Row {
	return func(line []byte) []Row {
		r := csv.NewReader(bytes.NewReader(line))
		r.Comma, r.FieldsPerRecord = rune(l.Delimiter), -1
		record, err := r.Read()
		if err != nil {
			panic(err)
		}
		when, outlet, pollutant, flow, flag, values := cells(record, l)
		var out []Row
		for i, v := range values {
			name, known := l.Names([]byte(outlet), []byte(pollutant), i)
			row := Row{Name: name}
			c, nd, ok := naiveNumber(v)
			q, _, ok2 := naiveNumber(flow)
			if !when.IsZero() {
				row.Start, _ = monitoring.At(calc.Date{Year: when.Year(), Month: int(when.Month()), Day: when.Day()}, when.Hour(), when.Minute())
			}
			switch {
			case when.IsZero():
				row.Reason = "time"
			case l.Bounded && (row.Start < l.From || row.Start >= l.To):
				row.Outside = true
			case !known:
				row.Reason = OtherSeries
			case flag != "" && flag != "N":
				row.Reason = "flag"
			case !ok || !ok2:
				row.Reason = "number"
			default:
				row.Value, _ = quantity.DecimalOf(c)
				row.Flow, _ = quantity.DecimalOf(q)
				row.NonDetect = nd
			}
			out = append(out, row)
		}
		return out
	}
}
