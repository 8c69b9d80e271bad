package intake

import (
	"fmt"
	"slices"
	"strings"

	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/sheet"
)

// meaning of a column in plain rows.
type means uint8

const (
	ignored means = iota
	ordinal
	timeCell
	outletCell
	pollutantCell
	valueCell
	flowCell
	flagCell
	firmCell
	remarkCell // not read: it must say nothing on the state of the values
)

// plain says how the plain rows of a text file are read: rows whose every cell
// has the form that nearly all cells have. Any other row is read as cells.
type plain struct {
	dialect   sheet.Dialect
	columns   []means // by position; columns behind the last that matters may be left out
	last      int     // index of the last that matters
	named     int     // columns up to the last that has a name
	values    []Metal // of wide rows, in the order of the columns
	start     int64   // byte of the first row of data
	firstLine int     // its number
	minutes   int32
	ending    bool
	utf8      bool   // what stands beyond ASCII is UTF-8
	same      string // equal where the plain rows of two files mean the same
}

// plan finds out how the plain rows are read; nil where there are none.
func (s *Looked) plan(file File) *plain {
	l, f := s.Layout, &faults{}
	if newTable(s.Set, l, f, &monitoring.FileRecord{}, nil); f.errors() || l.Format != sheet.CSV || l.Turned {
		return nil
	}
	p := &plain{minutes: l.Clock.Interval, ending: l.Clock.Mark == Ending}
	if !p.settle(l, s.Set) {
		return nil
	}
	dialect, known := s.known.Text()
	p.dialect, p.firstLine = dialect, s.pages[0].first
	if p.firstLine == 0 || !known || dialect.CR {
		return nil
	}
	utf := strings.HasPrefix(dialect.Encoding, sheet.UTF8)
	if !utf && (dialect.Encoding != sheet.GB18030 || dialect.Delimiter == '|') { // | may be half of a character
		return nil
	}
	p.utf8 = utf && !dialect.ASCII
	var ok bool
	if p.start, ok = lineStart(file, p.firstLine); !ok {
		return nil
	}
	dialect.BOM = 0
	p.same = fmt.Sprintf("%+v\n%+v\n%+v\n%v", s.Set, dialect, p.columns, l.Uses())
	p.same += fmt.Sprint(l.Clock.Interval, l.Clock.Mark, l.Clock.Order)
	return p
}

// settle says what plain rows have where.
func (p *plain) settle(l *Layout, set dossier.MonitoringFiles) bool {
	interval := p.minutes == 1 || p.minutes == minutesPerHour || p.minutes == minutesPerDay && !p.ending
	beside := l.Day + l.Hour + l.Begin + l.End + l.LoadCol + l.DurCol + l.UnitCol + l.QualCol
	if !interval || l.Time == 0 || beside > 0 || l.FlowBeside > 0 || l.Clock.Offset > 0 || l.Long && l.FlowCol == 0 {
		return false
	}
	p.columns, p.named = make([]means, len(l.Columns)), l.Named
	twice := false
	put := func(col int, m means) {
		if col > 0 {
			twice = twice || p.columns[col-1] != ignored
			p.columns[col-1] = m
		}
	}
	put(l.Time, timeCell)
	put(l.FlowCol, flowCell)
	put(l.MarkOf, flagCell)
	put(l.FlowMark, flagCell)
	put(l.FirmCol, firmCell)
	if set.Outlet == "" {
		put(l.OutletCol, outletCell)
	}
	if l.Long {
		put(l.PollutantCol, pollutantCell)
		put(l.ValueCol, valueCell)
	}
	for _, m := range l.Metals {
		put(m.Value, valueCell)
		put(m.Flag, flagCell)
		if m.MassAt > 0 { // is compared with every row
			return false
		}
	}
	for i, m := range p.columns {
		if at := slices.IndexFunc(l.Metals, func(x Metal) bool { return x.Value == i+1 }); m == valueCell && at >= 0 {
			p.values = append(p.values, l.Metals[at])
		}
		if m == ignored && !ignorable(l.Columns[i]) {
			return false
		}
	}
	if p.columns[0] == ignored && l.OutletCol != 1 { // a word there may make the row a sum or a mean
		p.columns[0] = ordinal
	}
	for i, m := range p.columns {
		switch {
		case m == ignored && (l.Columns[i].remark() || l.Columns[i].words):
			p.columns[i] = remarkCell
		case m != ignored:
			p.last = i
		}
	}
	flags, _ := newFlags(set.FlagMeanings)
	normal, _ := flags.read("N")
	return !twice && (normal == monitoring.Normal || !slices.Contains(p.columns, flagCell))
}

// ignorable reports whether what a column holds decides nothing where the
// others are plain.
func ignorable(c Column) bool {
	switch c.Role {
	case Unknown, Ignored, Converted, Limit, Report, Lab, Outlet, Pollutant:
		return true
	}
	return false
}

// each is how many values a plain row has.
func (p *plain) each() int { return max(len(p.values), 1) }

// lineStart finds the byte at which a line begins.
func lineStart(file File, line int) (int64, bool) {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	buf, at := (*room)[:8<<10], int64(0)
	for n := 1; at < file.Size(); {
		k, _ := file.ReadAt(buf[:min(int64(len(buf)), file.Size()-at)], at)
		if k == 0 {
			return 0, false
		}
		for i, c := range buf[:k] {
			if n == line {
				return at + int64(i), true
			}
			if c == '\n' {
				n++
			}
		}
		at += int64(k)
	}
	return 0, false
}
