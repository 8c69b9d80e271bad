package intake

import (
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
	flows   map[flowKey]flowRow      // of a long table whose flows are rows of their own
	faults  *faults
	record  *monitoring.FileRecord
	take    func(monitoring.Reading) error

	cells []sheet.Cell
	row   int
}

// named is what a pollutant's name in a long table stands for.
type named struct {
	kind      nameKind
	pollutant calc.Pollutant
	unit      quantity.Unit
	hasUnit   bool
}

type nameKind int

const (
	unknownName nameKind = iota
	metalName
	flowName
	otherName
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
		return "#" // a formula whose value was not saved: not the same as nothing
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
	t.cells, t.row = r.Cells, r.Number
	if t.empty() || t.headAgain() {
		return nil
	}
	rec := t.record
	rec.Rows++
	if rec.First == 0 {
		rec.First = t.row
	}
	rec.Last = t.row
	if word, ok := t.summary(); ok {
		t.skipped(ReasonSummary, t.layout.Values(), word)
		return nil
	}
	start, ok := t.start()
	if !ok {
		t.invalid(ReasonTime, t.layout.Values())
		return nil
	}
	outlet, ok := t.outlet()
	if !ok {
		t.invalid(ReasonOutlet, t.layout.Values())
		return nil
	}
	base := monitoring.Reading{Kind: monitoring.Kind(t.set.Kind), Outlet: outlet, Start: start, Minutes: t.layout.Clock.Interval,
		Report: strings.TrimSpace(t.text(t.layout.ReportCol)), Lab: strings.TrimSpace(t.text(t.layout.LabCol))}
	t.side(&base)
	if t.layout.Long {
		return t.long(base)
	}
	base.Flow = t.flow()
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

var summaryWords = []string{"合计", "总计", "小计", "平均", "均值", "最大", "最小", "最高", "最低", "备注", "注:", "制表", "审核", "填报", "有效数据", "total", "sum", "average", "mean", "max", "min"}

// summary recognises the rows of sums and means that reports end with.
func (t *table) summary() (string, bool) {
	l := t.layout
	for _, col := range []int{l.Time, l.Day, l.Begin, l.End, 1} {
		text := strings.ToLower(plainText(t.text(col)))
		for _, w := range summaryWords {
			if strings.HasPrefix(text, w) && (col != 1 || l.OutletCol != 1) {
				return text, true
			}
		}
	}
	return "", false
}

func (t *table) skipped(reason string, n int64, text string) {
	t.invalid(reason, n)
	t.faults.at(CodeSkipped, reason, calc.Note, t.row, 0, text, calc.Textf("不作为数据的行（%s）", "rows that are no readings (%s)", ReasonName(reason)), calc.Text{})
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
	if !ok {
		return m, col, text, false
	}
	if second := t.clockColumn(col); second > 0 {
		c, other, fine := t.oneMoment(second, order)
		switch {
		case !fine:
			return m, second, other, false
		case m.hasDate && c.hasClock && !c.hasDate:
			m = m.with(c)
		case !m.hasDate && c.hasDate: // the "time" column is a time of day
			m = c.with(m)
		case c.hasDate && m.hasDate && c.hasClock && !m.hasClock:
			m = c
		}
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
	text := string(c.Text)
	if c.Kind == sheet.Date {
		m, ok := serialMoment(text, t.layout.Date1904)
		return m, text, ok
	}
	m, ok := parseMoment(text, order)
	return m, text, ok
}

func (t *table) start() (monitoring.Minute, bool) {
	m, col, text, ok := t.moment()
	if ok && m.open {
		ok = false
	}
	if !ok {
		t.faults.at(CodeTime, ReasonTime, calc.Error, t.row, col, text, calc.Text{ZH: "时间无法读取，或日历上没有", EN: "times that cannot be read, or do not exist"},
			calc.Text{ZH: "写成 2025-01-31 08:00 这样，或删去该行", EN: "write them like 2025-01-31 08:00, or take the rows out"})
		return 0, false
	}
	at, ok := t.layout.Clock.start(m)
	if !ok {
		t.faults.at(CodeTime, "fit", calc.Error, t.row, col, text, calc.Text{ZH: "时间不存在，或与数据的时段长度不符", EN: "times that do not exist, or do not fit the length of the intervals"},
			calc.Text{ZH: "核对时间；小时数据应在整点", EN: "check them; hourly data stand on the hour"})
	}
	return at, ok
}

// outlet is the dossier's outlet of all rows, or what the row names.
func (t *table) outlet() (string, bool) {
	if t.set.Outlet != "" {
		return t.set.Outlet, true
	}
	name := plainText(t.text(t.layout.OutletCol))
	if id, ok := t.outlets[name]; ok {
		return id, true
	}
	if name == "" {
		t.faults.at(CodeOutlet, ReasonOutlet, calc.Error, t.row, t.layout.OutletCol, "", calc.Text{ZH: "没有写排放口", EN: "no outlet is named"}, calc.Text{ZH: "补上排放口", EN: "name the outlet"})
	}
	return name, name != ""
}

// side reads what stands beside the values and decides no amount.
func (t *table) side(r *monitoring.Reading) {
	for _, s := range []struct {
		col  int
		want quantity.Unit
		to   *monitoring.Value
	}{{t.layout.LoadCol, percent, &r.Load}, {t.layout.DurCol, unitHour, &r.Duration}} {
		text := plainText(t.text(s.col))
		if s.col == 0 || text == "" {
			continue
		}
		c := t.layout.Column(s.col)
		unit, has := c.Unit, c.HasUnit
		if cut, found := strings.CutSuffix(text, "%"); found {
			text, unit, has = cut, percent, true
		}
		d, kind := parseValue(text)
		if kind == blank {
			continue
		}
		if kind != number || !has || !unit.Same(s.want) {
			t.faults.at(CodeSide, "side", calc.Warning, t.row, s.col, text, calc.Textf("“%s”没有读取：不是数，或没有单位", "“%s” is not read: no number, or no unit", c.Header),
				calc.Text{ZH: "在表头写明单位", EN: "write the unit into the header"})
			continue
		}
		*s.to = monitoring.Value{Decimal: d, Unit: unit, Set: true}
	}
}

var percent = quantity.MustUnit("%")

// flow reads the flow of the row. A flow that is absent leaves the value
// without an amount; that is for the reader of readings to judge.
func (t *table) flow() monitoring.Value {
	col := t.layout.FlowCol
	if col == 0 {
		return monitoring.Value{}
	}
	c := t.layout.Column(col)
	text := t.text(col)
	d, kind := parseValue(text)
	switch kind {
	case number:
		return monitoring.Value{Decimal: d, Unit: c.Unit, Set: true}
	case blank:
		t.noValue(col, text)
	default:
		t.number(kind, col, text)
	}
	return monitoring.Value{}
}

func (t *table) noValue(col int, text string) {
	t.faults.at(CodeNoValue, ReasonNoValue, calc.Note, t.row, col, text, calc.Textf("“%s”没有数值", "“%s” has no value", t.layout.Column(col).Header), calc.Text{})
}

// number reports a cell that is no number, and returns the reason.
func (t *table) number(kind cellKind, col int, text string) string {
	head := t.layout.Column(col).Header
	switch kind {
	case over:
		t.faults.at(CodeNumber, ReasonOver, calc.Warning, t.row, col, text, calc.Textf("“%s”超出量程，没有数值", "“%s” is over range and has no value", head), calc.Text{ZH: "按无效数据处理；核对仪器量程", EN: "counted as invalid; check the range of the instrument"})
		return ReasonOver
	case separated:
		t.faults.at(CodeNumber, "separated", calc.Error, t.row, col, text, calc.Textf("“%s”的数带逗号，千位还是小数无法判断", "“%s”: a comma in a number may part thousands or decimals", head), calc.Text{ZH: "去掉千位分隔符，小数点写“.”", EN: "take out thousands separators; write the decimal point as ."})
		return ReasonNumber
	case tooLong:
		t.faults.at(CodeNumber, ReasonDigits, calc.Error, t.row, col, text, calc.Textf("“%s”的数超过 18 位有效数字，没有采用", "“%s”: numbers of more than 18 digits are not used", head), calc.Text{ZH: "按仪器的分辨力给出", EN: "give them as the instrument resolves them"})
		return ReasonDigits
	}
	t.faults.at(CodeNumber, ReasonNumber, calc.Error, t.row, col, text, calc.Textf("“%s”不是数", "“%s” is not a number", head), calc.Text{ZH: "改正，或留空", EN: "mend it, or leave it empty"})
	return ReasonNumber
}

// metal reads one pollutant of a wide row.
func (t *table) metal(r monitoring.Reading, m Metal) error {
	r.Pollutant = m.Pollutant
	c := t.layout.Column(m.Value)
	mark := m.Flag
	if mark == 0 {
		mark = t.layout.MarkOf
	}
	limit := m.Limit
	if limit == 0 && len(t.layout.Metals) == 1 {
		limit = t.layout.LimitCol
	}
	if m.MassAt > 0 {
		if d, kind := parseValue(t.text(m.MassAt)); kind == number {
			r.Mass = monitoring.Value{Decimal: d, Unit: t.layout.Column(m.MassAt).Unit, Set: true}
		}
	}
	return t.value(r, m.Value, mark, limit, c.Unit)
}

// value reads the concentration of a reading, and hands it over.
func (t *table) value(r monitoring.Reading, col, mark, limit int, unit quantity.Unit) error {
	r.Place = monitoring.Place{File: t.file, Row: t.row, Col: col}
	if mark > 0 {
		text := t.text(mark)
		flag, ok := t.flags.read(text)
		if !ok {
			t.faults.at(CodeFlag, ReasonFlag, calc.Error, t.row, mark, text, calc.Text{ZH: "数据标记无法识别", EN: "flags that are not understood"},
				calc.Text{ZH: "写明标记的含义（[monitoring.flags]，--flag）：N 正常 F 停运 M 维护 S 手工 D 故障 C 校准 T 超量程 B 通讯异常（空白的也要写明）", EN: "state what the flags mean ([monitoring.flags], --flag): N normal, F stopped, M maintenance, S manual entry, D fault, C calibration, T over range, B communication (empty ones too)"})
			t.invalid(ReasonFlag, 1)
			return nil
		}
		r.Flag = flag
	}
	v, reason := t.concentration(r.Pollutant, col, limit, unit)
	stands := r.Flag != monitoring.NoFlag && r.Flag != monitoring.Normal
	if reason != "" && !(stands && reason == ReasonNoValue) {
		t.invalid(reason, 1)
		return nil
	}
	r.Concentration = v
	t.record.Handed++
	return t.take(r)
}

// concentration reads a value; reason says why there is none.
func (t *table) concentration(p calc.Pollutant, col, limit int, unit quantity.Unit) (monitoring.Value, string) {
	text := t.text(col)
	if col <= len(t.cells) && t.cells[col-1].Merged { // one measurement for several rows is one, not several
		text = ""
	}
	d, kind := parseValue(text)
	switch kind {
	case number, censored:
		return monitoring.Value{Decimal: d, Unit: unit, Set: true, NonDetect: kind == censored}, ""
	case blank:
		t.noValue(col, text)
		return monitoring.Value{}, ReasonNoValue
	case undetect:
		if v, ok := t.limit(p, limit, unit); ok {
			return v, ""
		}
		t.faults.at(CodeLimit, ReasonNoLimit, calc.Error, t.row, col, text, calc.Textf("“%s”未检出，但没有检出限（%s）", "“%s”: not detected, and no detection limit is known (%s)", t.layout.Column(col).Header, p),
			calc.Text{ZH: "增加检出限列，或写明该污染物的检出限（[monitoring.limits]，--limit）", EN: "add a column of detection limits, or state the pollutant's limit ([monitoring.limits], --limit)"})
		return monitoring.Value{}, ReasonNoLimit
	}
	return monitoring.Value{}, t.number(kind, col, text)
}

// limit is the detection limit of the row, else the one stated for the
// pollutant. Without a unit of its own the column is in that of the value.
func (t *table) limit(p calc.Pollutant, col int, unit quantity.Unit) (monitoring.Value, bool) {
	if col > 0 {
		if d, kind := parseValue(t.text(col)); (kind == number || kind == censored) && d.Sign() > 0 {
			if c := t.layout.Column(col); c.HasUnit {
				unit = c.Unit
			}
			return monitoring.Value{Decimal: d, Unit: unit, Set: true, NonDetect: true}, true
		}
	}
	q, ok := t.limits[p]
	if !ok {
		return monitoring.Value{}, false
	}
	d, ok := quantity.DecimalOf(q.Rat())
	return monitoring.Value{Decimal: d, Unit: q.Unit(), Set: true, NonDetect: true}, ok && d.Sign() > 0
}
