package intake

import (
	"errors"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// detect makes the layout of a table: the header from its first rows, the
// clock from as many rows as that takes. The first page's layout is that of
// the file; none of the pages is read where it cannot be.
func detect(file File, set dossier.MonitoringFiles, known *sheet.Known,
	f *faults) ([]*page, []monitoring.SheetRecord) {
	o, ok := optionsOf(set, f)
	o.Known = known
	if !ok {
		return nil, nil
	}
	all, dialect, err := pagesOf(file, set, o)
	if err != nil {
		f.fault(err)
		return nil, nil
	}
	for _, p := range all {
		p.look(set)
	}
	pages := choose(all, len(set.Sheets) > 0, f)
	outletsOf(pages, set, f)
	for i, p := range pages {
		if l := p.layout; l != nil {
			l.Format, l.Encoding, l.Delimiter, l.Sheet, l.Date1904 = dialect.Format, dialect.Encoding,
				dialect.Delimiter,
				p.sheet, dialect.Date1904
			l.Turned = len(p.forms) > 0
		}
		ok = p.settle(set, f, i > 0) && ok
	}
	if ok {
		settleClock(pages, file, set, o, f)
	}
	return pages, leftOut(all, pages)
}

// settle finds the places of everything on a page; again says that another
// page of the same layout came before, whose complaints are not repeated.
func (p *page) settle(set dossier.MonitoringFiles, f *faults, again bool) bool {
	own := &faults{file: f.file, set: f.set, sheet: p.sheet}
	defer func() {
		if !again || own.errors() {
			f.list = append(f.list, own.list...)
		}
	}()
	switch {
	case p.fault != nil:
		own.fault(p.fault)
		return false
	case p.complaint != nil:
		own.one(p.complaint.Code, calc.Error, 0, p.complaint.Message, p.complaint.Remedy)
		return false
	case !p.ok:
		p.layout.missing(own)
		return false
	}
	l := p.layout
	l.settle(set, own)
	p.hiddenParts(f)
	if set.Outlet == "" && l.OutletCol == 0 && p.outlet == "" {
		own.one(CodeOutlet, calc.Error, l.Header, calc.Text{ZH: "没有排放口列", EN: "no column names the outlet"},
			calc.Text{ZH: "写明这些文件属于哪个排放口 outlet（--outlet）",
				EN: "state which outlet the files belong to (outlet, --outlet)"})
	}
	return true
}

// keep copies a row: its bytes, and its words, are each one piece of memory.
func keep(r *sheet.Row) line {
	size := 0
	for _, c := range r.Cells {
		size += len(c.Text)
	}
	l := line{row: r.Number, cells: make([]string, 0, len(r.Cells)), raw: slices.Clone(r.Cells)}
	bytes := make([]byte, 0, size)
	for _, c := range r.Cells {
		bytes = append(bytes, c.Text...)
	}
	words, from := string(bytes), 0
	for i := range l.raw {
		c, to := &l.raw[i], from+len(l.raw[i].Text)
		text := words[from:to]
		c.Text, from = bytes[from:to:to], to
		if c.Kind == sheet.Date || c.Kind == sheet.Number { // neither can be a header
			text = "0"
		}
		l.cells = append(l.cells, text)
	}
	return l
}

// evidenceRows is how often it is asked whether enough rows were seen.
const evidenceRows = 5000

// settleClock decides how times are read, from the rows of all pages
// themselves.
func settleClock(pages []*page, file File, set dossier.MonitoringFiles, o sheet.Options, f *faults) {
	first := pages[0].layout
	x, err := newClockLook(first, set), errAsCells
	if d, _ := o.Known.Text(); len(pages) == 1 && pages[0].linesAlone(set, d) {
		if from, ok := lineStart(file, pages[0].first); ok {
			err = x.lines(pages[0], file, d, from)
		}
	}
	if errors.Is(err, errAsCells) {
		x = newClockLook(first, set)
		err = (&reading{pages: pages, begin: x.begin, row: x.row}).over(file, o)
	}
	if err != nil && !errors.Is(err, errStop) {
		f.fault(err)
		return
	}
	if x.looked == 0 {
		f.noData(first)
		return
	}
	first.decide(&x.evidence, set, x.sample, f)
	for _, p := range pages {
		p.layout.meterBefore(first.Clock.Interval)
	}
	first.settleMeter(&x.meter, f)
	first.dayVolume(f)
	first.MeterRows = x.meters && !x.flows
	for _, p := range pages {
		p.layout.Clock = first.Clock
	}
}

// enough reports whether nothing is open any more, or will not be told: who
// writes midnight as 00:00 does not write 24:00.
func (e *evidence) enough(set dossier.MonitoringFiles) bool {
	_, _, order := e.order(set.DateOrder)
	n, interval := e.interval(set)
	_, mark := e.mark(set, n)
	return order && interval && (mark || e.midnight)
}

func (l *Layout) decide(e *evidence, set dossier.MonitoringFiles, sample string, f *faults) {
	if e.rows == 0 {
		f.one(CodeTime, calc.Error, l.HeaderEnd+1, calc.Textf("没有一行的时间可以读取，例如“%s”",
			"no row has a time that can be read, such as “%s”", clip(e.unread)), timeAdvice(e.unread))
		return
	}
	var ok bool
	if l.Clock.Order, l.Clock.OrderRow, ok = e.order(set.DateOrder); !ok {
		remedy := calc.Text{ZH: "写明日期顺序 date_order（--date-order）：dmy（日/月/年）或 mdy（月/日/年）",
			EN: "state date_order (--date-order): dmy or mdy"}
		if e.dmy > 0 {
			f.one(CodeOrder, calc.Error, l.Clock.OrderRow, calc.Textf("第 %d 行只能是日/月/年，第 %d 行只能是月/日/年",
				"row %d can only be day/month, row %d only month/day", e.dmy, e.mdy), remedy)
		} else {
			f.one(CodeOrder, calc.Error, l.Clock.OrderRow, calc.Textf("整个文件都看不出日和月的先后，例如 %s",
				"nothing in the file tells day from month, such as in %s", sample), remedy)
		}
	}
	if l.Clock.Interval, ok = e.interval(set); !ok {
		f.one(CodeInterval, calc.Error, l.HeaderEnd+1, calc.Text{ZH: "看不出数据是小时值、日均值还是分钟值",
			EN: "hours, days or minutes: the times do not tell what the values are of"},
			calc.Text{ZH: "写明时段 interval（--interval）：hour、day、minute 或 sample；每 5、10、30 分钟一个的写 minute，" +
				"间隔由时间得出",
				EN: "state interval (--interval): hour, day, minute or sample; minute for values every " +
					"5, 10 or 30 minutes, whose step the times tell"})
		return
	}
	if !l.settleStep(e, set, f) || !l.settleOffset(e, f) {
		return
	}
	if l.Clock.Offset >= lateOffset {
		l.Clock.Mark = Beginning
		return
	}
	if l.Clock.Mark, ok = e.mark(set, l.Clock.Interval); !ok {
		l.Clock.Open = true
		f.one(CodeMark, calc.Error, l.HeaderEnd+1, markOpen, stateMark)
	}
}
