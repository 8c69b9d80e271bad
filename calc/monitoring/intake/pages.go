package intake

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// page is one sheet of a workbook, or a text file.
type page struct {
	sheet  string // its name; "" of a text file
	hidden bool
	blank  bool   // no row has a cell
	first  int    // row of the head that is the first below the header; 0 where there is none
	head   []line // the first rows, as they stand, while they are looked at
	turned []line // and as the layouts hand them on
	forms  []layout
	layout *Layout // nil where no header was found
	ok     bool    // readings can be made of it
	outlet string  // that all its rows are of, where the name of the sheet is one
	fault  error   // it cannot be read

	date1904     bool
	complaint    *calc.Finding // why not, where a layout knows
	hiddenColumn func(col int) bool
}

// pagesOf looks at the first rows of every sheet that may be read: those that
// are stated, else all.
func pagesOf(file File, set dossier.MonitoringFiles, o sheet.Options) ([]*page, sheet.Dialect, error) {
	first := &page{}
	heads, err := sheet.Heads(file, file.Size(), o, headRows)
	if err != nil {
		return nil, sheet.Dialect{}, err
	}
	dialect, err := sheet.Rows(file, file.Size(), o, func(r *sheet.Row) error {
		if heads != nil {
			return errStop
		}
		first.head = append(first.head, keep(r))
		if len(first.head) == headRows {
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		return nil, dialect, err
	}
	if heads == nil {
		return []*page{first}, dialect, nil
	}
	var pages []*page
	for i := range heads {
		if h := &heads[i]; wanted(h.Name, set) {
			p := &page{sheet: h.Name, hidden: h.Hidden, blank: len(h.Rows) == 0, fault: h.Fault,
				date1904: dialect.Date1904, hiddenColumn: h.HiddenColumn}
			for j := range h.Rows {
				p.head = append(p.head, keep(&h.Rows[j]))
			}
			pages = append(pages, p)
		}
	}
	return pages, dialect, nil
}

func wanted(name string, set dossier.MonitoringFiles) bool {
	return len(set.Sheets) == 0 || slices.Contains(set.Sheets, name)
}

// look understands the head of a page.
func (p *page) look(set dossier.MonitoringFiles) {
	p.turned = p.head
	for _, form := range layouts {
		if found := form.find(p, set); found != nil {
			p.forms = append(p.forms, found)
			p.turned = through(found, p.turned)
		}
	}
	p.layout, p.ok = bestHeader(p.turned, set)
	p.ok = p.ok && p.complaint == nil
	if l := p.layout; l != nil {
		if i := slices.IndexFunc(p.head, func(r line) bool { return r.row > l.HeaderEnd }); i >= 0 {
			p.first = p.head[i].row
		}
	}
	p.head, p.turned = nil, nil // of many files they would take room
}

// doubt says why a page that is laid out in a known way cannot be read.
func (p *page) doubt(code string, message, remedy calc.Text) {
	p.complaint = &calc.Finding{Stage: calc.StageIntake, Code: code, Message: message, Remedy: remedy}
}

// hiddenParts says which columns are read although nobody sees them.
func (p *page) hiddenParts(f *faults) {
	if p.hiddenColumn == nil || len(p.forms) > 0 {
		return
	}
	var names []string
	for _, c := range p.layout.Columns {
		if p.hiddenColumn(c.Col) && c.Role != Unknown && c.Role != Ignored && c.Role != Converted {
			names = append(names, "“"+clip(c.Header)+"”")
		}
	}
	if len(names) > 0 {
		f.sheet = p.sheet
		defer func() { f.sheet = "" }()
		f.one(CodeHidden, calc.Note, p.layout.Header, calc.Textf("隐藏的列也读取：%s",
			"hidden columns are read too: %s",
			strings.Join(names, " ")), calc.Text{ZH: "不要用的，写明含义 ignore",
			EN: "state ignore for those not wanted"})
	}
}

// through hands the head of a page through a layout.
func through(form layout, head []line) []line {
	var out []line
	form = form.fresh()
	next := func(r *sheet.Row) error {
		out = append(out, keep(r))
		return nil
	}
	for _, l := range head {
		if form.row(&sheet.Row{Number: l.row, Cells: l.raw}, next) != nil {
			return out
		}
	}
	_ = form.end(next) // next returns no error, and a head is never too long
	return out
}

// reads lists what a page has, without order or units: sheets of which this
// is the same are read together.
func (p *page) reads() string {
	var has []string
	for _, c := range p.layout.Columns {
		switch c.Role {
		case Time, Day, Hour, Begin, End, Outlet, Pollutant, Flow, Volume:
			has = append(has, string(c.Role))
		case Concentration:
			has = append(has, string(c.Role)+string(c.Pollutant))
		}
	}
	slices.Sort(has)
	return strings.Join(slices.Compact(has), " ")
}

// choose lists the pages that are read, the first of which is understood best
// of all where none can be read. The others are named.
func choose(pages []*page, stated bool, f *faults) []*page {
	var read []*page
	best := pages[0]
	for _, p := range pages {
		switch {
		case p.hidden && !stated:
		case p.ok && (len(read) == 0 || p.reads() == read[0].reads()):
			read = append(read, p)
		case p.layout != nil && (best.layout == nil || best.hidden || p.layout.score() > best.layout.score()):
			best = p
		}
	}
	if len(read) == 0 {
		return []*page{best}
	}
	for _, severity := range []calc.Severity{calc.Warning, calc.Note} {
		var names []calc.Text
		for _, p := range pages {
			if !slices.Contains(read, p) && !p.blank && p.loss() == severity {
				names = append(names, p.unread())
			}
		}
		if len(names) > 0 {
			f.unread(read, names, severity)
		}
	}
	return read
}

// loss is how grave it is that a sheet is not read: one without a header of
// readings is a note of its own, a cover or a legend.
func (p *page) loss() calc.Severity {
	if p.fault == nil && (p.layout == nil || !p.layout.hasTime() && !p.layout.hasMetal()) {
		return calc.Note
	}
	return calc.Warning
}

// unread names a sheet that is not read, and says why.
func (p *page) unread() calc.Text {
	var fault *sheet.Fault
	switch {
	case errors.As(p.fault, &fault):
		return calc.Textf("%s（%s）", "%s (%s)", p.sheet, fault.Message)
	case p.hidden:
		return calc.Textf("%s（隐藏）", "%s (hidden)", p.sheet)
	case p.ok:
		return calc.Textf("%s（版式不同）", "%s (another layout)", p.sheet)
	}
	return calc.Text{ZH: p.sheet, EN: p.sheet}
}

func (f *faults) unread(read []*page, names []calc.Text, severity calc.Severity) {
	var zh, en, of []string
	for _, t := range names {
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	for _, p := range read {
		of = append(of, "“"+p.sheet+"”")
	}
	others := joined(clipList(zh))
	others.EN = joined(clipList(en)).EN
	f.one(CodeSheet, severity, 0, calc.Textf("读取了工作表%s，没有读取：%s", "read: %s; sheets not read: %s",
		joined(clipList(of)), others),
		calc.Text{ZH: "写明要读的工作表 sheet（--sheet，可写几次）；已写明的没有这条提醒",
			EN: "state which sheets are wanted (sheet, --sheet, several times if need be); stated ones give no such " +
				"finding"})
}

// joined writes a list into a sentence.
func joined(list []string) calc.Text {
	return calc.Text{ZH: strings.Join(list, "、"), EN: strings.Join(list, ", ")}
}

// clipList shortens a list for a message.
func clipList(list []string) []string {
	if len(list) > mostPlaces {
		return append(slices.Clone(list[:mostPlaces]), "…")
	}
	return list
}

// reading hands the rows of pages through their layouts, one page after the
// other. It is used once.
type reading struct {
	pages []*page
	begin func(*page)                       // a page begins
	row   func(p *page, r *sheet.Row) error // a row as its layouts hand it on

	now   *page
	forms []layout
}

// over reads the file's rows.
func (x *reading) over(file File, o sheet.Options) error {
	if x.pages[0].sheet != "" {
		o.Sheets = nil
		for _, p := range x.pages {
			o.Sheets = append(o.Sheets, p.sheet)
		}
	}
	_, err := sheet.Rows(file, file.Size(), o, func(r *sheet.Row) error {
		if x.now == nil || x.now.sheet != r.Sheet {
			if err := x.finish(); err != nil {
				return err
			}
			x.start(r.Sheet)
		}
		return x.pass(0, r)
	})
	if err != nil {
		return err
	}
	return x.finish()
}

func (x *reading) start(name string) {
	at := slices.IndexFunc(x.pages, func(p *page) bool { return p.sheet == name })
	x.now, x.forms = x.pages[max(at, 0)], nil
	for _, form := range x.now.forms {
		x.forms = append(x.forms, form.fresh())
	}
	if x.begin != nil {
		x.begin(x.now)
	}
}

// pass hands a row to layout i, or on where there is none.
func (x *reading) pass(i int, r *sheet.Row) error {
	if i == len(x.forms) {
		return x.row(x.now, r)
	}
	return x.forms[i].row(r, func(r *sheet.Row) error { return x.pass(i+1, r) })
}

// finish lets every layout of the page hand on what it kept.
func (x *reading) finish() error {
	for i, form := range x.forms {
		if err := form.end(func(r *sheet.Row) error { return x.pass(i+1, r) }); err != nil {
			return err
		}
	}
	x.forms = nil
	return nil
}

// where finds the place in the file of a column of the row handed on last; row
// 0 is the row's own.
func (x *reading) where(col int) (row, at int) {
	for _, form := range slices.Backward(x.forms) {
		if row, col = form.where(col); row > 0 {
			return row, col
		}
	}
	return 0, col
}
