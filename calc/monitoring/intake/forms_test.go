package intake

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tidai/calc"
	"tidai/calc/monitoring"
)

// decimal is a number as written, clockTime an hour of the day, in a table that
// is then written as CSV or XLSX.
type (
	decimal   string
	clockTime int
)

// written is one sheet.
type written struct {
	name string
	rows [][]any
}

// data are hourly readings of two metals and a flow; "" is a cell left empty.
type data struct {
	hours []time.Time
	cells map[time.Time][3]decimal // lead, cadmium, flow
}

var dataHeads = [3]string{"总铅(mg/L)", "总镉(ug/L)", "流量(m3/h)"}

func drawData(t *rapid.T) data {
	d := data{cells: map[time.Time][3]decimal{}}
	day := time.Date(2025, 1, 30, 0, 0, 0, 0, time.UTC)
	for range rapid.IntRange(1, 3).Draw(t, "days") {
		for h := range 24 {
			at := day.Add(time.Duration(h) * time.Hour)
			d.hours = append(d.hours, at)
			var c [3]decimal
			for i := range c {
				c[i] = decimal(fmt.Sprintf("%d.%02d", rapid.IntRange(0, 30).Draw(t, "n"), rapid.IntRange(0, 99).Draw(t,
					"m")))
			}
			if i := rapid.IntRange(0, 20).Draw(t, "blank"); i < 2 {
				c[i] = ""
			}
			d.cells[at] = c
		}
		day = day.AddDate(0, 0, rapid.IntRange(1, 2).Draw(t, "apart"))
	}
	return d
}

// readings is what any layout of the data says.
func (d data) readings() []string {
	var out []string
	for at, c := range d.cells {
		for i, p := range []string{"Pb", "Cd"} {
			if c[i] == "" {
				continue
			}
			out = append(out, fmt.Sprintf("%s %s c=%s q=%s", p, at.Format("2006-01-02 15:04"), plainDecimal(c[i]),
				plainDecimal(c[2])))
		}
	}
	slices.Sort(out)
	return out
}

func plainDecimal(d decimal) string {
	if d == "" {
		return ""
	}
	return strings.TrimSuffix(strings.TrimRight(string(d), "0"), ".")
}

// days lists the first hours of the days.
func (d data) days() []time.Time {
	var out []time.Time
	for _, at := range d.hours {
		if at.Hour() == 0 {
			out = append(out, at)
		}
	}
	return out
}

func cellsOf(c [3]decimal, order []int) []any {
	var out []any
	for _, i := range order {
		out = append(out, c[i])
	}
	return out
}

func headsOf(order []int) []any {
	var out []any
	for _, i := range order {
		out = append(out, dataHeads[i])
	}
	return out
}

// form writes data in one layout.
type form func(t *rapid.T, d data) []written

var dataForms = map[string]form{
	"wide": func(t *rapid.T, d data) []written {
		hours := rapid.Permutation(d.hours).Draw(t, "hours")
		w := written{name: "数据"}
		order := []int{0, 1, 2}
		for i, at := range hours {
			if i == 0 || rapid.IntRange(0, 15).Draw(t, "head") == 0 { // another header, in another order
				order = rapid.Permutation(order).Draw(t, "order")
				w.rows = append(w.rows, append([]any{"监测时间"}, headsOf(order)...))
			}
			w.rows = append(w.rows, append([]any{at}, cellsOf(d.cells[at], order)...))
		}
		return []written{w}
	},
	"long": func(t *rapid.T, d data) []written {
		w := written{name: "数据", rows: [][]any{{"监测时间", "监测项目", "监测结果", "单位"}}}
		for _, at := range rapid.Permutation(d.hours).Draw(t, "hours") {
			if rapid.IntRange(0, 15).Draw(t, "head") == 0 {
				w.rows = append(w.rows, w.rows[0])
			}
			for i, name := range []string{"总铅", "总镉", "流量"} {
				w.rows = append(w.rows, []any{at, name, d.cells[at][i], []string{"mg/L", "ug/L", "m3/h"}[i]})
			}
		}
		return []written{w}
	},
	"year, month, day, hour": func(t *rapid.T, d data) []written {
		w := written{name: "数据", rows: [][]any{append([]any{"年", "月", "日", "时"}, headsOf([]int{1, 2, 0})...)}}
		for _, at := range rapid.Permutation(d.hours).Draw(t, "hours") {
			row := []any{}
			for _, n := range []int{at.Year(), int(at.Month()), at.Day(), at.Hour()} {
				row = append(row, decimal(fmt.Sprint(n)))
			}
			w.rows = append(w.rows, append(row, cellsOf(d.cells[at], []int{1, 2, 0})...))
		}
		return []written{w}
	},
	"sheets": func(t *rapid.T, d data) []written {
		byMonth := map[time.Month]*written{}
		for _, at := range d.hours {
			w := byMonth[at.Month()]
			if w == nil {
				w = &written{name: fmt.Sprintf("%d月", at.Month()),
					rows: [][]any{append([]any{"监测时间"}, headsOf([]int{0, 1, 2})...)}}
				byMonth[at.Month()] = w
			}
			w.rows = append(w.rows, append([]any{at}, cellsOf(d.cells[at], []int{0, 1, 2})...))
		}
		var out []written
		for _, w := range byMonth {
			out = append(out, *w)
		}
		return out
	},
	"day reports in one sheet": func(t *rapid.T, d data) []written {
		w := written{name: "日报"}
		for _, day := range d.days() {
			w.rows = append(w.rows, dayReport(d, day, day.Format("废水监测日报 2006年1月2日"))...)
		}
		return []written{w}
	},
	"day reports in sheets": func(t *rapid.T, d data) []written {
		var out []written
		for _, day := range d.days() {
			out = append(out, written{name: day.Format("2006-01-02"), rows: dayReport(d, day, "废水监测日报")})
		}
		return out
	},
	"day reports, hours as columns": func(t *rapid.T, d data) []written {
		var out []written
		for _, day := range d.days() {
			out = append(out, written{name: day.Format("1月2日"), rows: append([][]any{{"示例公司2025年废水日报"}},
				across(d, day, nil)...)})
		}
		return out
	},
	"days and hours as columns": func(t *rapid.T, d data) []written {
		w := written{name: "数据"}
		for _, day := range d.days() {
			rows := across(d, day, []any{day.Format("2006-01-02")})
			if w.rows != nil {
				rows = rows[1:]
			}
			w.rows = append(w.rows, rows...)
		}
		if rapid.Bool().Draw(t, "by metal") {
			slices.SortStableFunc(w.rows[1:], func(a, b []any) int {
				return strings.Compare(fmt.Sprint(a[1]),
					fmt.Sprint(b[1]))
			})
		}
		return []written{w}
	},
	"dates above hours": func(t *rapid.T, d data) []written {
		rows := [][]any{{"项目"}, {""}, {dataHeads[0]}, {dataHeads[1]}, {dataHeads[2]}}
		filled, means := rapid.Bool().Draw(t, "filled on"), rapid.Bool().Draw(t, "means")
		for _, at := range d.hours {
			date := at.Format("2006-01-02")
			if at.Hour() > 0 && !filled {
				date = ""
			}
			rows[0], rows[1] = append(rows[0], date), append(rows[1], clockTime(at.Hour()))
			for i := range 3 {
				rows[i+2] = append(rows[i+2], d.cells[at][i])
			}
			if means && at.Hour() == 23 {
				rows[0], rows[1] = append(rows[0], ""), append(rows[1], "日均值")
				for i := range 3 {
					rows[i+2] = append(rows[i+2], decimal("9.9"))
				}
			}
		}
		return []written{{"数据", rows}}
	},
	"times as columns": func(t *rapid.T, d data) []written {
		rows := [][]any{{"项目"}, {dataHeads[0]}, {dataHeads[1]}, {dataHeads[2]}}
		for _, at := range d.hours {
			rows[0] = append(rows[0], at)
			for i := range 3 {
				rows[i+1] = append(rows[i+1], d.cells[at][i])
			}
		}
		return []written{{"数据", rows}}
	},
}

func dayReport(d data, day time.Time, title string) [][]any {
	rows := [][]any{{title}, append([]any{"时间"}, headsOf([]int{2, 0, 1})...)}
	for h := range 24 {
		rows = append(rows, append([]any{clockTime(h)}, cellsOf(d.cells[day.Add(time.Duration(h)*time.Hour)], []int{2,
			0, 1})...))
	}
	return rows
}

// across is a day with its hours as columns, behind what stands before them.
func across(d data, day time.Time, before []any) [][]any {
	head := []any{"监测项目", "单位"}
	if before != nil {
		head = append([]any{"日期"}, head...)
	}
	rows := [][]any{head}
	for i, name := range []string{"总铅", "总镉", "流量"} {
		rows = append(rows, append(slices.Clone(before), name, []string{"mg/L", "ug/L", "m3/h"}[i]))
	}
	for h := range 24 {
		rows[0] = append(rows[0], fmt.Sprintf("%d时", h))
		for i := range 3 {
			rows[i+1] = append(rows[i+1], d.cells[day.Add(time.Duration(h)*time.Hour)][i])
		}
	}
	return rows
}

// asCSV writes one sheet as text.
func asCSV(rows [][]any) (string, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		var cells []string
		for _, c := range row {
			switch c := c.(type) {
			case time.Time:
				cells = append(cells, c.Format("2006-01-02 15:04:05"))
			case clockTime:
				cells = append(cells, fmt.Sprintf("%02d:00", c))
			default:
				cells = append(cells, fmt.Sprint(c))
			}
		}
		if err := w.Write(cells); err != nil {
			return "", err
		}
	}
	w.Flush()
	return b.String(), w.Error()
}

// asXLSX writes sheets by excelize: times as dates of a spreadsheet.
func asXLSX(sheets []written) (string, error) {
	f := excelize.NewFile()
	defer f.Close()
	hour, err := f.NewStyle(&excelize.Style{NumFmt: 20})
	if err != nil {
		return "", err
	}
	shown := "yyyy-mm-dd hh:mm"
	whole, err := f.NewStyle(&excelize.Style{CustomNumFmt: &shown})
	if err != nil {
		return "", err
	}
	for _, s := range sheets {
		if _, err := f.NewSheet(s.name); err != nil {
			return "", err
		}
		for i, row := range s.rows {
			for j, c := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					return "", err
				}
				switch c := c.(type) {
				case decimal:
					if c != "" {
						err = f.SetCellDefault(s.name, cell, string(c))
					}
				case clockTime:
					if err = f.SetCellValue(s.name, cell, float64(c)/24); err == nil {
						err = f.SetCellStyle(s.name, cell, cell, hour)
					}
				case time.Time:
					if err = f.SetCellValue(s.name, cell, c); err == nil {
						err = f.SetCellStyle(s.name, cell, cell, whole)
					}
				default:
					err = f.SetCellValue(s.name, cell, c)
				}
				if err != nil {
					return "", err
				}
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.String(), err
}

// The same readings in every layout, as text and as a workbook, are the same
// readings.
func TestSameReadingsInEveryLayout(t *testing.T) {
	names := slices.Sorted(maps.Keys(dataForms))
	rapid.Check(t, func(t *rapid.T) {
		d, name := drawData(t), rapid.SampledFrom(names).Draw(t, "layout")
		sheets := dataForms[name](t, d)
		text, err := asXLSX(sheets)
		named := name == "day reports in sheets" || name == "day reports, hours as "+
			"columns" // the sheet's name says the day
		if len(sheets) == 1 && !named && rapid.Bool().Draw(t, "text") {
			text, err = asCSV(sheets[0].rows)
		}
		if err != nil {
			t.Fatal(err)
		}
		got, findings := linesOf(t, text)
		if want := d.readings(); !slices.Equal(got, want) {
			t.Fatalf("%s: %d readings, want %d\n%s\nwant\n%s\nfindings %+v\nof %.2000s", name, len(got), len(want),
				strings.Join(got, "\n"), strings.Join(want, "\n"), findings, fmt.Sprint(sheets))
		}
	})
}

// linesOf are the readings of a file, sorted.
func linesOf(t interface{ Fatal(...any) }, text string) ([]string, []calc.Finding) {
	var got []string
	_, findings, err := reader(map[string]string{"a.csv": text})(hourly, func(r monitoring.Reading) error {
		if !r.Concentration.Set {
			return nil
		}
		line := fmt.Sprintf("%s %s c=%s q=", r.Pollutant, r.Start, r.Concentration.Decimal)
		if r.Flow.Set {
			line += r.Flow.Decimal.String()
		}
		got = append(got, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	return got, findings
}
