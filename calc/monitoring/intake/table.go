package intake

import (
	"cmp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// table turns the rows of one file into readings.
type table struct {
	set     dossier.MonitoringFiles
	layout  *Layout
	file    string
	flags   flagTable
	outlets map[string]string
	limits  map[calc.Pollutant]quantity.Quantity
	names   map[string]named         // names of pollutants in a long table
	units   map[string]quantity.Unit // of the unit column, by their texts
	flows   map[flowKey]flowRow      // that are known only when all rows were seen
	meters  meters
	metered *meterNamed          // of a long table
	apart   bool                 // there is a pass that gathers them
	pairs   map[string]*flowPair // of two columns of flows, by outlet
	faults  *faults
	record  *monitoring.FileRecord
	take    func(monitoring.Reading) error

	cells      []sheet.Cell
	lastMoment readMoment // of many rows in turn
	lastDay    moment     // the date of the row before, where dates have a column of their own, and its time
	row        int
	mass       massCheck
	massAt     int // column of the mass that the metal's row states

	plain       *cellRows // takes plain rows, where there is a sink for them
	first       *Layout   // of the page
	page        int       // number of the page
	sheetOutlet string    // where the name of the sheet is that of the outlet
	pending     []line    // rows that may be a header
	refused     bool      // the rows below a second header cannot be read
	blocks      int       // second headers
}

// named is what a pollutant's name in a long table stands for.
type named struct {
	kind      nameKind
	pollutant calc.Pollutant
	unit      quantity.Unit
	hasUnit   bool
	refusal   *refusal // of another
}

type nameKind int

const (
	unknownName nameKind = iota
	metalName
	flowName
	otherName
	meterName // a reading of a totaliser
)

func (t *table) text(col int) string {
	if col < 1 || col > len(t.cells) {
		return ""
	}
	c := t.cells[col-1]
	switch {
	case c.Kind == sheet.Number:
		return string(sheet.Typed(c.Text))
	case c.Kind == sheet.Error && len(c.Text) == 0:
		return "#" // a formula whose value was not saved is not the same as nothing
	}
	return string(c.Text)
}

// invalid counts n values of the row that become no reading.
func (t *table) invalid(reason string, n int64) {
	t.record.Tally.Read += n
	t.record.Tally.Invalid += n
	if t.record.Tally.Reasons == nil {
		t.record.Tally.Reasons = map[string]int64{}
	}
	t.record.Tally.Reasons[reason] += n
}

// data takes one row of data in.
func (t *table) data(r *sheet.Row) error {
	if t.plain != nil && t.plain.row(r) {
		return nil
	}
	at, ok := t.next(r)
	if !ok {
		return nil
	}
	t.counted()
	if r.Hidden {
		t.faults.at(CodeHidden, "row", calc.Note, t.row, 0, "", calc.Text{ZH: "隐藏的行也读取",
			EN: "hidden rows are read too"},
			calc.Text{ZH: "不要用的行，从文件里删去", EN: "take rows that are not wanted out of the file"})
	}
	if t.refused {
		t.invalid(ReasonBlock, max(t.layout.Values(), 1))
		return nil
	}
	if word, ok := t.summary(); ok {
		t.skipped(ReasonSummary, t.layout.Values(), word)
		return nil
	}
	if !at.ok && t.wordsAlone() {
		t.skipped(ReasonWords, t.layout.Values(), t.firstWords())
		return nil
	}
	start, ok := t.start(at)
	if !ok {
		t.invalid(ReasonTime, t.layout.Values())
		return nil
	}
	if t.surplus() || t.shifted() {
		t.invalid(ReasonSurplus, max(t.layout.Values(), 1))
		return nil
	}
	outlet, ok := t.outlet()
	if !ok {
		t.invalid(ReasonOutlet, t.layout.Values())
		return nil
	}
	base := monitoring.Reading{Kind: monitoring.Kind(t.set.Kind), Outlet: outlet, Start: start,
		Minutes: t.layout.Clock.Interval,
		Report:  cmp.Or(strings.TrimSpace(t.text(t.layout.ReportCol)), t.set.ReportNumber),
		Lab:     cmp.Or(strings.TrimSpace(t.text(t.layout.LabCol)), t.set.Laboratory)}
	if base.Minutes == 0 {
		base.Sample = plainText(t.text(t.layout.SampleCol))
	}
	t.firmOf(outlet)
	t.side(&base)
	t.remarks()
	if t.layout.Long {
		return t.long(base)
	}
	base.Flow = t.flow(base.Outlet, base.Start)
	t.besideFlow(&base)
	for _, m := range t.layout.Metals {
		if err := t.metal(base, m); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) empty() bool {
	for _, c := range t.cells {
		if len(c.Text) > 0 && plainText(string(c.Text)) != "" {
			return false
		}
	}
	return true
}

// headAgain recognises the header where every printed page repeats it.
func (t *table) headAgain() bool {
	same := 0
	for _, c := range t.layout.Columns {
		if c.Header == "" || c.Col > len(t.cells) {
			continue
		}
		switch text := plainText(string(t.cells[c.Col-1].Text)); text {
		case "":
		case plainText(c.Header):
			same++
		default:
			return false
		}
	}
	return same > 1
}

var summaryWords = []string{"合计", "总计", "小计", "平均", "均值", "最大", "最小", "最高", "最低", "备注", "注:",
	"制表", "审核", "校核", "负责人", "填表", "排放总量", "排放量", "日排放", "日均", "日平均", "月均", "样本数",
	"上报", "报告人", "填报", "有效数据",
	"total", "sum", "average", "mean", "max", "min"}

// summary recognises the rows of sums and means that reports end with.
func (t *table) summary() (string, bool) {
	l := t.layout
	for _, col := range []int{l.Time, l.Day, l.Begin, l.End, 1} {
		if text := t.text(col); (col != 1 || l.OutletCol != 1) && beginsSummary(text) {
			return strings.ToLower(plainText(text)), true
		}
	}
	return "", false
}

func beginsSummary(text string) bool {
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		return false // no word begins with a digit
	}
	text = strings.ToLower(plainText(text))
	return slices.ContainsFunc(summaryWords, func(w string) bool { return strings.HasPrefix(text, w) })
}

func (t *table) skipped(reason string, n int64, text string) {
	t.invalid(reason, n)
	t.faults.at(CodeSkipped, reason, calc.Note, t.row, 0, text, calc.Textf("不作为数据的行（%s）",
		"rows that are no readings (%s)", Reasons.Name(reason)), calc.Text{})
}

// moment reads the time of the row, whichever columns it stands in.
func (t *table) moment() (moment, int, string, bool) {
	l := t.layout
	order := l.Clock.Order
	col := l.Begin
	if col == 0 {
		col = l.Time
	}
	if col == 0 {
		col = l.Day
	}
	if col == 0 {
		col = l.End
	}
	m, text, ok := t.oneMoment(col, order)
	if second := t.clockColumn(col); second > 0 {
		c, other, fine := t.oneMoment(second, order)
		switch {
		case !ok && fine:
			m, ok = t.sameDay(col, c)
		case ok && !fine:
			c, fine = t.sameDay(second, m)
		}
		if !ok || !fine {
			t.lastDay = moment{}
		}
		switch {
		case !ok:
			return m, col, text, false
		case !fine:
			return m, second, other, false
		case m.hasDate && c.hasClock && !c.hasDate:
			m = m.with(c)
		case !m.hasDate && c.hasDate: // the "time" column is a time of day
			m = c.with(m)
		case c.hasDate && m.hasDate && c.hasClock && !m.hasClock:
			m = c
		}
		t.lastDay = m
	}
	if !ok {
		return m, col, text, false
	}
	if col == l.Begin && l.End > 0 {
		until, other, fine := t.oneMoment(l.End, order)
		if !fine || !until.hasClock {
			return m, l.End, other, fine && t.layout.Clock.Interval != minutesPerHour
		}
		if !until.hasDate {
			until.date, until.hasDate = m.date, m.hasDate
		}
		m.until = &until
	}
	return m, col, text, m.hasDate
}

// sameDay is the date of the row before for a row that leaves its cell blank, as
// reports do that write a date once; not where the time of day goes back, for
// then it may be another day.
func (t *table) sameDay(blank int, clock moment) (moment, bool) {
	last := t.lastDay
	if plainText(t.text(blank)) != "" || !clock.hasClock || clock.hasDate || !last.hasDate || !last.hasClock ||
		clock.hour*minutesPerHour+clock.minute < last.hour*minutesPerHour+last.minute {
		return moment{}, false
	}
	last.hasClock, last.until, last.dateOnly = false, nil, false
	return last, true
}

// clockColumn is the column that may hold the time of day beside col.
func (t *table) clockColumn(col int) int {
	l := t.layout
	switch {
	case l.Hour > 0:
		return l.Hour
	case col == l.Time && l.Day > 0:
		return l.Day
	case col != l.Day && l.Day > 0:
		return l.Day
	}
	return 0
}

func (t *table) oneMoment(col int, order string) (moment, string, bool) {
	if col < 1 || col > len(t.cells) {
		return moment{}, "", false
	}
	c := t.cells[col-1]
	if k := &t.lastMoment; k.col == col && k.kind == c.Kind && k.order == order && k.text == string(c.Text) {
		return k.moment, k.text, k.ok
	}
	text := string(c.Text)
	bare := c.Kind == sheet.Number && looksSerial(text) && !t.layout.Date1904
	if c.Kind == sheet.Date || bare {
		m, ok := serialMoment(text, t.layout.Date1904)
		if bare {
			t.serialSaid(col, text, m)
		} else {
			t.lastMoment = readMoment{m, ok, col, c.Kind, order, text}
		}
		return m, text, ok
	}
	m, ok := parseMoment(text, order)
	t.lastMoment = readMoment{m, ok, col, c.Kind, order, text}
	return m, text, ok
}

// readMoment is a time that a cell was read as.
type readMoment struct {
	moment
	ok    bool
	col   int
	kind  sheet.CellKind
	order string
	text  string
}

func (t *table) start(m clocked) (monitoring.Minute, bool) {
	if !m.ok || m.open {
		t.faults.at(CodeTime, ReasonTime, calc.Error, t.row, m.col, m.text, calc.Text{ZH: "时间无法读取，或日历上没有",
			EN: "times that cannot be read, or do not exist"},
			timeAdvice(m.text))
		return 0, false
	}
	at, ok := t.layout.Clock.start(m.moment)
	if !ok {
		t.faults.at(CodeTime, "fit", calc.Error, t.row, m.col, m.text,
			calc.Text{ZH: "时间不存在，或与数据的时段长度不符",
				EN: "times that do not exist, or do not fit the length of the intervals"},
			calc.Text{ZH: "核对时间；小时数据应在整点", EN: "check them; hourly data stand on the hour"})
	}
	return at, ok
}

// outlet is the dossier's outlet of all rows, or what the row names.
func (t *table) outlet() (string, bool) {
	if t.set.Outlet != "" {
		return t.set.Outlet, true
	}
	name, ok := t.outletNamed(t.text(t.layout.OutletCol))
	if !ok {
		t.faults.at(CodeOutlet, ReasonOutlet, calc.Error, t.row, t.layout.OutletCol, "", calc.Text{ZH: "没有写排放口",
			EN: "no outlet is named"}, calc.Text{ZH: "补上排放口", EN: "name the outlet"})
	}
	return name, ok
}

// outletNamed is the outlet that the rows of a sheet, or a cell, name.
func (t *table) outletNamed(text string) (string, bool) {
	name := plainText(text)
	if t.sheetOutlet != "" {
		name = t.sheetOutlet
	}
	if id, ok := t.outlets[name]; ok {
		return id, true
	}
	return numberOfOutlet(name), name != ""
}

// numberOfOutlet writes the number of an outlet, dw001, as permits do; another
// name stays as it is.
func numberOfOutlet(name string) string {
	if len(name) < len("DW001") || strings.Trim(name[2:len("DW001")], "0123456789") != "" {
		return name
	}
	head := strings.ToUpper(name[:2])
	if strings.Trim(head, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return name
	}
	return head + name[2:]
}
