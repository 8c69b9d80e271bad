package intake

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// detect makes the layout of a table: the header from its first rows, the
// clock from as many rows as that takes.
func detect(file File, set dossier.MonitoringFiles, f *faults) *Layout {
	o, ok := optionsOf(set, f)
	if !ok {
		return nil
	}
	var head []line
	dialect, err := sheet.Rows(file, file.Size(), o, func(r *sheet.Row) error {
		head = append(head, keep(r))
		if len(head) == headRows {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		f.fault(err)
		return nil
	}
	f.sheet = dialect.Sheet
	l, ok := detectHeader(head, set, f)
	if l != nil {
		l.Format, l.Encoding, l.Delimiter, l.Sheet, l.Date1904 = dialect.Format, dialect.Encoding, dialect.Delimiter,
			dialect.Sheet, dialect.Date1904
	}
	if !ok {
		return l
	}
	l.settle(set, f)
	otherSheets(file, set, o, l, f)
	if set.Outlet == "" && l.OutletCol == 0 {
		f.one(CodeOutlet, calc.Error, l.Header, calc.Text{ZH: "没有排放口列", EN: "no column names the outlet"},
			calc.Text{ZH: "写明这些文件属于哪个排放口 outlet（--outlet）",
				EN: "state which outlet the files belong to (outlet, --outlet)"})
	}
	l.settleClock(file, set, o, f)
	return l
}

func keep(r *sheet.Row) line {
	l := line{row: r.Number}
	for _, c := range r.Cells {
		text := string(c.Text)
		if c.Kind == sheet.Date || c.Kind == sheet.Number { // neither can be a header
			text = "0"
		}
		l.cells = append(l.cells, text)
	}
	return l
}

// otherSheets says which sheets are not read.
func otherSheets(file File, set dossier.MonitoringFiles, o sheet.Options, l *Layout, f *faults) {
	if l.Format != sheet.XLSX || set.Sheet != "" {
		return
	}
	names, err := sheet.Sheets(file, file.Size(), o)
	if err != nil || len(names) < 2 {
		return
	}
	others := slices.DeleteFunc(names, func(n string) bool { return n == l.Sheet })
	f.one(CodeSide, calc.Warning, 0, calc.Textf("只读取工作表“%s”，没有读取：%s",
		"only sheet “%s” is read; not read: %s", l.Sheet, strings.Join(others, ", ")),
		calc.Text{ZH: "写明要读的工作表 sheet（--sheet）；已写明的没有这条警告",
			EN: "state which sheet is wanted (sheet, --sheet); a stated one gives no warning"})
}

// evidenceRows is how often it is asked whether enough rows were seen.
const evidenceRows = 5000

// settleClock decides how times are read, from the rows themselves.
func (l *Layout) settleClock(file File, set dossier.MonitoringFiles, o sheet.Options, f *faults) {
	e := &evidence{begins: l.Begin > 0, ends: l.End > 0 && l.Begin == 0}
	t := newTable(set, l, &faults{}, &monitoring.FileRecord{}, nil)
	t.layout = &Layout{}
	*t.layout = *l
	t.layout.Clock = Clock{Order: set.DateOrder}
	n, sample := 0, ""
	_, err := sheet.Rows(file, file.Size(), o, func(r *sheet.Row) error {
		if r.Number <= l.HeaderEnd {
			return nil
		}
		t.cells, t.row = r.Cells, r.Number
		switch m, _, text, ok := t.moment(); {
		case ok:
			e.see(m, r.Number)
			if m.open && sample == "" {
				sample = text
			}
		case e.unread == "":
			e.unread = text
		}
		if n++; n%evidenceRows == 0 && e.enough(set) {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		f.fault(err)
		return
	}
	l.decide(e, set, sample, f)
}

// enough reports whether nothing is open any more.
func (e *evidence) enough(set dossier.MonitoringFiles) bool {
	_, _, order := e.order(set.DateOrder)
	n, interval := e.interval(set)
	_, mark := e.mark(set, n)
	return order && interval && mark
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
			calc.Text{ZH: "写明时段 interval（--interval）：hour、day、minute 或 sample",
				EN: "state interval (--interval): hour, day, minute or sample"})
		return
	}
	if l.Clock.Mark, ok = e.mark(set, l.Clock.Interval); !ok {
		f.one(CodeInterval, calc.Error, l.HeaderEnd+1,
			calc.Text{ZH: "看不出时间是时段的开始还是结束（没有 24:00，也没有时间范围）",
				EN: "nothing tells whether a time is the beginning or the end of its hour (no 24:00, no ranges)"},
			calc.Text{ZH: "写明时间所指 hour_mark（--hour-mark）：beginning 或 ending",
				EN: "state hour_mark (--hour-mark): beginning or ending"})
	}
}
