package intake

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// sideBySide is a table with the outlets next to each other: a row of their names,
// each above columns of its own, which the row below names. It hands on a row for
// each outlet, with a column that names it.
type sideBySide struct {
	held *sheet.Row // a row of names, until the one below is known
	head *sideHead
	open bool // the next row may be one of units

	group int // that the row handed on last is of
}

// sideHead is a header of several outlets.
type sideHead struct {
	common []int // columns of all outlets: times, remarks
	groups []sideGroup
	names  []string // of the columns of a group
}

type sideGroup struct {
	outlet string
	cols   []int // for each name; 0 where the outlet has none
}

// find recognises a row of outlets above a row that names a metal for each. All
// of them under one stated outlet would be a contradiction.
func (*sideBySide) find(p *page, set dossier.MonitoringFiles) layout {
	for i := 0; i+1 < len(p.turned); i++ {
		h := sideHeadOf(p.turned[i].raw, p.turned[i+1].raw)
		if h == nil {
			continue
		}
		if set.Outlet != "" {
			p.doubt(CodeOutlet, calc.Textf("表中并列着几个排放口（%s、%s），而写明的是同一个排放口 %s",
				"the table has several outlets side by side (%s, %s), and one is stated for all: %s",
				h.groups[0].outlet,
				h.groups[1].outlet, set.Outlet), calc.Text{
				ZH: "不写 outlet（--outlet）；名称与许可证不同的，写明 --outlet-name 名称=编号",
				EN: "do not state outlet (--outlet); use --outlet-name NAME=CODE where the permit has other names"})
		}
		return &sideBySide{}
	}
	return nil
}

func (*sideBySide) fresh() layout { return &sideBySide{} }

// namesOutlet reports whether a cell names an outlet and is no header of a column.
func namesOutlet(c sheet.Cell) bool {
	text := plainText(string(c.Text))
	return c.Kind == sheet.Text && outletNames.MatchString(text) && readHeading(text).role == Unknown
}

// sideHeadOf reads two rows as such a header; nil where they are none.
func sideHeadOf(names, below []sheet.Cell) *sideHead {
	h := &sideHead{}
	of := "" // outlet of the columns at hand
	for i := range max(len(names), len(below)) {
		var above, under sheet.Cell
		if i < len(names) {
			above = names[i]
		}
		if i < len(below) {
			under = below[i]
		}
		text := plainText(string(above.Text))
		if above.Kind == sheet.Number || above.Kind == sheet.Date || under.Kind == sheet.Number ||
			under.Kind == sheet.Date {
			return nil
		}
		switch {
		case namesOutlet(above) && text != of:
			if slices.ContainsFunc(h.groups, func(g sideGroup) bool { return g.outlet == text }) {
				return nil
			}
			of = text
			h.groups = append(h.groups, sideGroup{outlet: text, cols: make([]int, len(h.names))})
		case text != "" && text != of:
			of = ""
		}
		name := plainText(string(under.Text))
		if of == "" {
			if text != "" || name != "" {
				h.common = append(h.common, i+1)
			}
			continue
		}
		if name == "" {
			return nil
		}
		h.put(name, i+1)
	}
	if len(h.groups) < 2 || !h.metals() || len(h.common) == 0 {
		return nil
	}
	return h
}

// put adds a column to the last group.
func (h *sideHead) put(name string, col int) {
	at := slices.Index(h.names, name)
	if at < 0 {
		at = len(h.names)
		h.names = append(h.names, name)
	}
	for i := range h.groups {
		for len(h.groups[i].cols) < len(h.names) {
			h.groups[i].cols = append(h.groups[i].cols, 0)
		}
	}
	h.groups[len(h.groups)-1].cols[at] = col
}

// metals reports whether every outlet has a column of a metal.
func (h *sideHead) metals() bool {
	return !slices.ContainsFunc(h.groups, func(g sideGroup) bool {
		return !slices.ContainsFunc(h.names, func(name string) bool {
			x := readHeading(name)
			return x.role == Concentration && x.pollutant != "" && g.cols[slices.Index(h.names, name)] > 0
		})
	})
}

func (x *sideBySide) row(r *sheet.Row, next func(*sheet.Row) error) error {
	if x.held != nil {
		above := x.held
		x.held = nil
		if h := sideHeadOf(above.Cells, r.Cells); h != nil {
			x.head, x.open, x.group = h, true, 0
			return next(&sheet.Row{Number: r.Number, Cells: h.header(above.Cells, r.Cells)})
		}
		if err := x.on(above, next); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(r.Cells, namesOutlet) {
		held := clonedRow(r)
		x.held = &held
		return nil
	}
	return x.on(r, next)
}

// on hands a row on: once for each outlet below a header, units once for all.
func (x *sideBySide) on(r *sheet.Row, next func(*sheet.Row) error) error {
	if x.head == nil {
		return next(r)
	}
	if x.open && subHeader(keep(r).cells) {
		x.group = 0
		return next(x.head.of(r, 0, ""))
	}
	x.open = false
	for i := range x.head.groups {
		x.group = i
		if err := next(x.head.of(r, i, x.head.groups[i].outlet)); err != nil {
			return err
		}
	}
	return nil
}

func (x *sideBySide) end(next func(*sheet.Row) error) error {
	if x.held == nil {
		return nil
	}
	r := x.held
	x.held = nil
	return x.on(r, next)
}

// header is the header of the rows handed on.
func (h *sideHead) header(names, below []sheet.Cell) []sheet.Cell {
	var heads []string
	for _, col := range h.common {
		words := joinHeaders([]string{cellText(names, col)}, []string{cellText(below, col)})
		heads = append(heads, words[0])
	}
	heads = append(append(heads, "排放口"), h.names...)
	var out []sheet.Cell
	for i, text := range heads {
		out = append(out, sheet.Cell{Text: []byte(text), Kind: sheet.Text, Col: i + 1})
	}
	return out
}

func cellText(cells []sheet.Cell, col int) string {
	if col < 1 || col > len(cells) {
		return ""
	}
	return plainText(string(cells[col-1].Text))
}

// of is a row of one outlet, and what stands behind the header.
func (h *sideHead) of(r *sheet.Row, group int, outlet string) *sheet.Row {
	out := *r
	out.Cells = nil
	put := func(col int) {
		c := sheet.Cell{}
		if col > 0 && col <= len(r.Cells) {
			c = r.Cells[col-1]
		}
		out.Cells = append(out.Cells, c)
	}
	for _, col := range h.common {
		put(col)
	}
	out.Cells = append(out.Cells, sheet.Cell{Text: []byte(outlet), Kind: sheet.Text})
	for _, col := range h.groups[group].cols {
		put(col)
	}
	if last := h.last(); len(r.Cells) > last {
		out.Cells = append(out.Cells, r.Cells[last:]...)
	}
	for i := range out.Cells {
		out.Cells[i].Col = i + 1
	}
	return &out
}

// last is the last column of the header.
func (h *sideHead) last() int {
	last := slices.Max(h.common)
	for _, g := range h.groups {
		last = max(last, slices.Max(g.cols))
	}
	return last
}

// where finds a column of the row handed on in the file.
func (x *sideBySide) where(col int) (row, at int) {
	if x.head == nil {
		return 0, col
	}
	n, g := len(x.head.common), x.head.groups[x.group]
	switch {
	case col <= n:
		return 0, x.head.common[col-1]
	case col == n+1:
		return 0, slices.Max(append([]int{1}, g.cols...))
	case col-n-2 < len(g.cols):
		return 0, max(g.cols[col-n-2], 1)
	}
	return 0, x.head.last() + col - n - 1 - len(g.cols)
}
