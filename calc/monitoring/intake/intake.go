package intake

import (
	"errors"
	"io"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
	"tidai/calc/sheet"
)

// File is an open file.
type File interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// New returns a reader of monitoring files; open opens a file by the name the
// dossier has for it.
//
// Readings come in the order of files and rows. A file whose columns, units,
// dates or intervals are open is not read at all, and the findings say what to
// state, all at once; a row that cannot be read is counted with its reason,
// and a finding has the first places of each kind of fault. The error is the
// one of take, or says that there was no file that could be opened.
func New(open func(name string) (File, error)) monitoring.Reader {
	return func(set dossier.MonitoringFiles, take func(monitoring.Reading) error) ([]monitoring.FileRecord,
		[]calc.Finding, error) {
		var records []monitoring.FileRecord
		var findings []calc.Finding
		var read []*faults
		for _, name := range set.Files {
			source := Look(open, name, set, false)
			record, err := source.inOrder(take)
			findings, read = append(findings, source.Findings()...), append(read, source.faults)
			if record.SHA256 != "" {
				records = append(records, record)
			}
			if err != nil {
				return records, findings, err
			}
		}
		return records, Gathered(append(findings, firms(read)...), calc.Text{}), nil
	}
}

// errStop ends reading early; it is no fault.
var errStop = errors.New("enough")

func optionsOf(set dossier.MonitoringFiles, f *faults) (sheet.Options, bool) {
	o := sheet.Options{Encoding: set.Encoding, Sheets: set.Sheets, FillMerged: true}
	switch set.Delimiter {
	case "":
	case "tab", "\t":
		o.Delimiter = '\t'
	case ",", ";", "|":
		o.Delimiter = set.Delimiter[0]
	default:
		f.stated("分隔符", "separator", set.Delimiter, dossier.Delimiters)
	}
	for _, x := range []struct {
		zh, en, value string
		known         calc.Words[string]
	}{
		{"日期顺序", "order of dates", set.DateOrder, dossier.DateOrders},
		{"时间所指", "hour mark", set.HourMark, dossier.HourMarks},
		{"时段", "interval", set.Interval, dossier.Intervals},
	} {
		if x.value != "" && !x.known.Has(x.value) {
			f.stated(x.zh, x.en, x.value, x.known)
		}
	}
	return o, !f.errors()
}

func (f *faults) stated(zh, en, value string, known calc.Words[string]) {
	f.one(CodeStated, calc.Error, 0, calc.Textf("%s不能是 %q", "the %s cannot be %q", calc.Text{ZH: zh, EN: en}, value),
		calc.Textf("可用：%s", "one of: %s", strings.Join(known.Keys(), " ")))
}

// fault adds a fault of package sheet.
func (f *faults) fault(err error) {
	var s *sheet.Fault
	if errors.As(err, &s) {
		g := s.Finding(f.file)
		g.Subject = f.subject()
		f.list = append(f.list, &faultKind{finding: g})
		return
	}
	f.one(CodeFile, calc.Error, 0, calc.Textf("文件无法读取：%s", "the file cannot be read: %s", calc.ErrorText(err)),
		calc.Text{})
}

func newTable(set dossier.MonitoringFiles, l *Layout, f *faults, record *monitoring.FileRecord,
	take func(monitoring.Reading) error) *table {
	t := &table{set: set, layout: l, file: f.file, outlets: map[string]string{},
		limits: map[calc.Pollutant]quantity.Quantity{}, names: map[string]named{},
		units: map[string]quantity.Unit{}, flows: map[flowKey]flowRow{}, meters: meters{}, faults: f, record: record,
		take: take}
	var bad []dossier.NameMap
	t.flags, bad = newFlags(set.FlagMeanings)
	for _, m := range bad {
		f.one(CodeStated, calc.Error, 0, calc.Textf("标记“%s”的含义 %q 不认识",
			"flag “%s”: the meaning %q is not known", m.Name, m.Is), calc.Text{ZH: "可用：N F M S D C T B",
			EN: "one of: N F M S D C T B"})
	}
	for _, m := range set.OutletNames {
		t.outlets[plainText(m.Name)] = m.Is
	}
	for _, m := range set.Limits {
		if m.Value.Set {
			t.limits[m.Pollutant] = m.Value.Amount
		}
	}
	return t
}

// readTable reads a table of readings.
func (s *Looked) readTable(file File, record *monitoring.FileRecord, take func(monitoring.Reading) error,
	sink Sink) error {
	l, set, f := s.Layout, s.Set, s.faults
	if l != nil {
		record.Layout, record.Encoding = l.Uses(), l.Encoding
		for _, p := range s.pages {
			if p.sheet != "" {
				record.Sheets = append(record.Sheets, monitoring.SheetRecord{Name: p.sheet, Read: true})
			}
		}
		record.Sheets = append(record.Sheets, s.left...)
	}
	if l == nil || f.errors() || s.unmarked {
		return nil
	}
	var stop error
	t := newTable(set, l, f, record, func(r monitoring.Reading) error {
		stop = take(r)
		return stop
	})
	if f.errors() {
		return nil
	}
	o, _ := optionsOf(set, f)
	o.Known = s.known
	defer s.known.Forget()
	quiet := *t // the second pass reports
	quiet.faults, quiet.record = &faults{}, &monitoring.FileRecord{}
	passes := []*table{t}
	if t.apart = l.apart(); t.apart {
		quiet.apart = true
		passes = []*table{&quiet, t}
	}
	if sink != nil && !t.apart {
		t.plain = &cellRows{table: t, sink: sink}
	}
	for _, pass := range passes {
		x := &reading{pages: s.pages}
		x.begin = func(p *page) {
			s.page = slices.Index(s.pages, p)
			pass.enter(p, s.page)
		}
		x.row = func(_ *page, r *sheet.Row) error { return pass.data(r) }
		if pass != t {
			x.row = func(_ *page, r *sheet.Row) error { return pass.gather(r) }
		}
		pass.faults.where = x.where
		err := x.over(file, o)
		pass.faults.where = nil
		if pass != t && err == nil {
			t.metered = pass.metered
			t.differences()
		}
		if err != nil {
			if stop != nil {
				return stop
			}
			f.fault(err)
			if record.Rows > 0 {
				f.one(CodeFile, calc.Error, record.Last, calc.Textf("文件只读到第 %d 行，其后的数据都缺",
					"the file was read up to row %d only; what follows is missing", record.Last),
					calc.Text{ZH: "改正文件后重新计算", EN: "mend the file and compute again"})
			}
			return nil
		}
	}
	t.compareFlows()
	if record.Rows == 0 {
		f.noData(l)
	}
	return nil
}

func (f *faults) noData(l *Layout) {
	f.one(CodeHeader, calc.Error, l.HeaderEnd, calc.Text{ZH: "表头之下没有数据", EN: "no data below the header"},
		calc.Text{ZH: "核对文件", EN: "check the file"})
}

func (t *table) gather(r *sheet.Row) error {
	at, ok := t.next(r)
	switch {
	case !ok || t.surplus() || t.shifted():
	case t.layout.MeterCol > 0:
		t.gatherMeter(at)
	case t.layout.Long && t.layout.FlowCol == 0:
		t.gatherFlow(at)
	}
	return nil
}
