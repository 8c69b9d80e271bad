package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// headRows is how far down a header is looked for.
const headRows = 30

// line is a row kept for looking at.
type line struct {
	row   int
	cells []string // words; what can be no part of a header is 0
	raw   []sheet.Cell
}

// bestHeader finds the header among the first rows and understands it; ok is
// false where it lacks something. A header may take several rows: groups above,
// as merged cells, units below.
func bestHeader(head []line, set dossier.MonitoringFiles) (best *Layout, ok bool) {
	bestScore := 0
	for i := range head {
		for rows := mostHeaderRows; rows > 0; rows-- {
			heads, end, ok := headerOf(head[i:], rows)
			if !ok {
				continue
			}
			l := &Layout{Header: head[i].row, HeaderEnd: end, Columns: columnsOf(heads, set),
				unitClash: unitClash(head[i : i+rows])}
			if score := l.score(); score > bestScore {
				best, bestScore = l, score
			}
		}
		if best != nil && best.complete() {
			return best, true
		}
	}
	return best, false
}

// mostHeaderRows is how many rows a header may take: groups, their columns and
// the units.
const mostHeaderRows = 3

// headerOf joins so many rows; ok is false where those below the first are no
// part of a header.
func headerOf(head []line, rows int) (heads []string, end int, ok bool) {
	if len(head) < rows {
		return nil, 0, false
	}
	heads = head[0].cells
	for _, l := range head[1:rows] {
		if !subHeader(l.cells) {
			return nil, 0, false
		}
		heads = joinHeaders(heads, l.cells)
	}
	return heads, head[rows-1].row, true
}

// score counts the columns that are understood.
func (l *Layout) score() int {
	n := 0
	for _, c := range l.Columns {
		switch {
		case c.Role == Unknown || c.Role == Ignored:
		case c.HasUnit || c.Stated:
			n += 3
		default:
			n += 2
		}
	}
	return n
}

func (l *Layout) has(role Role) bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Role == role && c.Pollutant == "" })
}

// first is the first column of a role; 0 where there is none.
func (l *Layout) first(role Role) int {
	if i := slices.IndexFunc(l.Columns, func(c Column) bool { return c.Role == role && c.Pollutant == "" }); i >= 0 {
		return l.Columns[i].Col
	}
	return 0
}

func (l *Layout) hasMetal() bool {
	return slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Role == Concentration && c.Pollutant != "" })
}

func (l *Layout) hasTime() bool {
	return l.has(Time) || l.has(Day) || l.has(Begin) || l.has(End)
}

// complete reports whether readings can be made of the columns.
func (l *Layout) complete() bool {
	return l.hasTime() && (l.hasMetal() || (l.has(Pollutant) && l.has(Concentration)))
}

// missing says what a header lacks.
func (l *Layout) missing(f *faults) {
	if l == nil {
		f.one(CodeHeader, calc.Error, 0, calc.Textf("前 %d 行里没有找到表头", "no header found in the first %d rows",
			headRows),
			calc.Text{ZH: "表头要写明时间和各污染物及单位，例如 监测时间、总铅(mg/L)、流量(m3/h)；或写明各列的含义" +
				"（[[monitoring.column]]，--column）", EN: "a header names the time and each pollutant with its " +
				"unit, such as \"监测时间\", \"总铅(mg/L)\", \"流量(m3/h)\"; or state what the columns mean " +
				"([[monitoring.column]], --column)"})
		return
	}
	l.refusals(f)
	var lacks []calc.Text
	if !l.hasTime() {
		lacks = append(lacks, calc.Text{ZH: "时间列", EN: "a column of times"})
	}
	switch {
	case l.hasMetal() || l.has(Pollutant) && l.has(Concentration):
	case l.has(Pollutant):
		lacks = append(lacks, calc.Text{ZH: "浓度列", EN: "a column of concentrations"})
	default:
		lacks = append(lacks, calc.Text{ZH: "铅、汞、镉、铬、砷或六价铬的浓度列",
			EN: "a column of a concentration of Pb, Hg, Cd, Cr, As or Cr6+"})
	}
	var zh, en, heads []string
	for _, t := range lacks {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	for _, c := range l.Columns {
		if c.Header != "" {
			heads = append(heads, "“"+clip(c.Header)+"”")
		}
	}
	f.one(CodeHeader, calc.Error, l.Header, calc.Textf("表头缺少%s；各列是 %s",
		"the header lacks %s; its columns are %s",
		calc.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, " and ")}, strings.Join(heads, " ")),
		l.missingAdvice())
}

// missingAdvice says what to do about a header that lacks something; months
// alone have an advice of their own.
func (l *Layout) missingAdvice() calc.Text {
	months := func(c Column) bool { return slices.Contains(monthWords, key(plainText(c.Header))) }
	if !l.hasTime() && slices.ContainsFunc(l.Columns, months) {
		return timeAdvice("1月")
	}
	return calc.Text{ZH: "写明各列的含义（[[monitoring.column]]，--column 列名=含义[单位]）",
		EN: "state what the columns mean ([[monitoring.column]], --column HEADER=MEANING[UNIT])"}
}

// subHeader reports whether a row can be the second row of a header: words or
// units, and nothing that is data.
func subHeader(cells []string) bool {
	words := false
	for _, c := range cells {
		if plainText(c) == "" {
			continue
		}
		if _, kind := parseValue(c); kind != notNumber {
			return false
		}
		if m, ok := parseMoment(c, ""); ok && (m.hasDate || m.hasClock) {
			return false
		}
		h := readHeading("x " + plainText(c))
		unit, ok := ParseUnit(strings.Trim(plainText(c), "()[]"))
		if ok && unit.String() != "" || h.role != Unknown || h.unitText != "" || readHeading(c).role != Unknown {
			words = true
		}
	}
	return words
}

// joinHeaders puts a group above each of its columns: a merged cell fills the
// empty ones to its right, as long as there is something below.
func joinHeaders(top, sub []string) []string {
	out := make([]string, max(len(top), len(sub)))
	group := ""
	for i := range out {
		above, below := "", ""
		if i < len(top) {
			above = plainText(top[i])
		}
		if i < len(sub) {
			below = plainText(sub[i])
		}
		if above != "" {
			group = above
		}
		switch {
		case below == "":
			out[i], group = above, ""
		case above == below, unitTwice(above, below): // a merged cell written out in both rows; a unit written twice
			out[i] = above
		default:
			out[i] = strings.TrimSpace(group + " " + below)
		}
	}
	return out
}
