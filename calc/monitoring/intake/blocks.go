package intake

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// A file may be several exports joined: further down stands another header,
// with other units, other metals or another order. The rows below it are read
// under it, or, where that cannot be done, none of them is.

// clocked is the time of a row as written.
type clocked struct {
	moment
	col  int
	text string
	ok   bool
}

// enter begins a page, the one of that number.
func (t *table) enter(p *page, number int) {
	t.page, t.sheetOutlet = number, p.outlet
	t.layout, t.first, t.pending, t.refused = p.layout, p.layout, nil, false
	t.names, t.faults.sheet, t.lastDay = map[string]named{}, p.sheet, moment{}
}

// next takes a row in and reads its time; ok is false where the row is no
// data: empty, or a header.
func (t *table) next(r *sheet.Row) (at clocked, ok bool) {
	t.cells, t.row = r.Cells, r.Number
	if t.first != nil && r.Number <= t.first.HeaderEnd {
		if t.first.Turned && r.Number == t.first.Header && t.first.Header == t.first.HeaderEnd {
			t.turnTo(keep(r).cells, r.Number, r.Number) // it may name rows that stand behind the first ones
		}
		return at, false
	}
	if t.empty() {
		return at, false
	}
	if t.pending != nil {
		if l := keep(r); len(t.pending) < mostHeaderRows && subHeader(l.cells) {
			t.pending = append(t.pending, l)
			return at, false
		}
		heads, end, _ := headerOf(t.pending, len(t.pending))
		row := t.pending[0].row
		t.pending = nil
		t.turnTo(heads, row, end)
	}
	if t.headAgain() {
		return at, false
	}
	at.moment, at.col, at.text, at.ok = t.moment()
	if !at.ok {
		if _, sum := t.summary(); !sum && headerLike(r.Cells) {
			t.pending = []line{keep(r)}
			return at, false
		}
	}
	return at, true
}

// headerLike reports whether a row without a time is a header: words, of which
// at least two are known, one as that of times.
func headerLike(cells []sheet.Cell) bool {
	known, times := 0, 0
	for _, c := range cells {
		text := string(c.Text)
		if plainText(text) == "" {
			continue
		}
		if c.Kind == sheet.Number || c.Kind == sheet.Date {
			return false
		}
		if _, kind := parseValue(text); kind == number {
			return false
		}
		switch readHeading(text).role {
		case Unknown, Ignored, Converted:
		case Time, Day, Hour, Begin, End, Year, Month, MonthDay:
			known, times = known+1, times+1
		default:
			known++
		}
	}
	return known > 1 && times > 0
}

// turnTo reads on under another header.
func (t *table) turnTo(heads []string, row, end int) {
	l := &Layout{Header: row, HeaderEnd: end, Columns: columnsOf(heads, t.set)}
	if !t.refused && sameHeads(l, t.layout) {
		return
	}
	was := t.layout
	l.Format, l.Encoding, l.Delimiter, l.Sheet, l.Date1904, l.Turned, l.Clock = was.Format, was.Encoding, was.Delimiter,
		was.Sheet, was.Date1904, was.Turned, t.first.Clock
	own := &faults{file: t.file, set: t.faults.set}
	if l.complete() {
		l.settle(t.set, own)
	} else {
		l.missing(own)
	}
	told := l.ownMark(t.set)
	switch {
	case told && t.first.Clock.Assumed && l.Clock.Mark != t.first.Clock.Mark:
		own.one(CodeMark, calc.Error, row, calc.Text{ZH: "从这里起时间指时段的结束，以上的时间没有写明指哪一端",
			EN: "from here on a time is the end of its hour; of those above nothing tells which end they are"},
			calc.Text{})
	case t.set.Outlet == "" && l.OutletCol == 0 && t.sheetOutlet == "" && l.complete():
		own.one(CodeOutlet, calc.Error, row, calc.Text{ZH: "没有排放口列", EN: "no column names the outlet"},
			calc.Text{})
	case l.apart() && !t.apart || l.MeterCol > 0 && t.first.MeterCol == 0:
		own.one(CodeHeader, calc.Error, row, calc.Text{ZH: "从这里起流量另成一行，或是累计读数",
			EN: "from here on flows stand in rows of their own, or are readings of a totaliser"}, calc.Text{})
	}
	t.layout, t.names, t.blocks = l, map[string]named{}, t.blocks+1
	if t.refused = own.errors(); t.refused {
		t.faults.one(CodeBlock, calc.Error, row, calc.Textf("从第 %d 行起是另一个表头，其下的数据整段没有读取：%s",
			"row %d is another header, and nothing below it is read: %s", row, own.firstError()),
			calc.Text{ZH: "把这一段改正，或另存为一个文件", EN: "mend this part, or save it as a file of its own"})
		return
	}
	if row != t.first.Header {
		changed := l.changed(was)
		if l.Clock.Mark != was.Clock.Mark {
			changed = calc.Textf("%s；时间指时段的%s", "%s; a time is the %s of its interval", changed,
				markName(l.Clock.Mark))
		}
		t.faults.one(CodeBlock, calc.Note, row, calc.Textf("从第 %d 行起是另一个表头，其下的数据按它读取：%s",
			"row %d is another header; what stands below it is read under it: %s", row, changed), calc.Text{})
	}
	t.faults.list = append(t.faults.list, own.list...)
}

// ownMark sets which end of their intervals the times of a block name, where
// its header tells and the dossier does not.
func (l *Layout) ownMark(set dossier.MonitoringFiles) bool {
	e := evidence{begins: l.Begin > 0, ends: l.End > 0 && l.Begin == 0}
	if set.HourMark != "" || l.Clock.Interval == minutesPerDay || !e.begins && !e.ends {
		return false
	}
	mark, ok := e.mark(set, l.Clock.Interval)
	if ok {
		l.Clock.Mark, l.Clock.Open = mark, false
	}
	return ok
}

func markName(mark string) calc.Text {
	if mark == Ending {
		return calc.Text{ZH: "结束", EN: "end"}
	}
	return calc.Text{ZH: "开始", EN: "beginning"}
}

func sameHeads(a, b *Layout) bool {
	trim := func(l *Layout) []string {
		var out []string
		for _, c := range l.Columns {
			out = append(out, plainText(c.Header))
		}
		for len(out) > 0 && out[len(out)-1] == "" {
			out = out[:len(out)-1]
		}
		return out
	}
	return slices.Equal(trim(a), trim(b))
}

// changed names the columns that are not as they were.
func (l *Layout) changed(was *Layout) calc.Text {
	var names []string
	for _, c := range l.Columns {
		if old := was.Column(c.Col); c.Header != "" && plainText(old.Header) != plainText(c.Header) {
			names = append(names, "“"+clip(c.Header)+"”")
		}
	}
	return joined(clipList(names))
}

// firstError is the message of the first error.
func (f *faults) firstError() calc.Text {
	for _, x := range f.list {
		if x.finding.Severity == calc.Error {
			return x.finding.Message
		}
	}
	return calc.Text{}
}
