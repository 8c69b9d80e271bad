package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/sheet"
)

// crosstab is a transposed table: times are columns, and each row is one
// pollutant, flow or flag, of one day and outlet where columns beside its name
// say which. It hands on a row for each time, with a column for each name.
type crosstab struct {
	head   *crossHead // of the block that is being read
	labels []string   // names of rows as columns are called, in their order
	groups []*crossGroup
	known  map[string]*crossGroup // by their keys
	behind []sheet.Row            // rows without values
	cells  int
	last   []string // words beside and above, of cells left blank

	at crossPlace
}

// crossGroup are the rows of one day and outlet.
type crossGroup struct {
	row    int
	key    []sheet.Cell
	layers []map[string]crossRow // a second row of the same name is in the second one

	surplus sheet.Cell // of the first row that is longer than the row of times
	long    int        // that row; 0 where there is none
}

type crossRow struct {
	row    int
	values []sheet.Cell
}

// crossPlace is what the row handed on last is made of.
type crossPlace struct {
	head   *crossHead
	group  *crossGroup
	layer  map[string]crossRow
	time   int
	labels []string
}

// mostCrossCells bounds what is kept of a transposed table.
const mostCrossCells = 4 << 20

// find recognises a row of times above a row that is named by a metal.
func (*crosstab) find(p *page, _ dossier.MonitoringFiles) layout {
	for i, l := range p.turned {
		h := crossHeadOf(l.row, l.raw)
		if h == nil {
			continue
		}
		x := &crosstab{}
		for _, below := range p.turned[i+1:] {
			h.settleKeys(below.raw)
			name := readHeading(x.label(h, below.raw))
			if name.role == Concentration && name.pollutant != "" && h.overValues(below.raw) {
				return &crosstab{}
			}
		}
	}
	return nil
}

func (*crosstab) fresh() layout { return &crosstab{} }

func (x *crosstab) row(r *sheet.Row, next func(*sheet.Row) error) error {
	if h := crossHeadOf(r.Number, r.Cells); h != nil {
		if err := x.flush(next); err != nil {
			return err
		}
		x.head = h
		return nil
	}
	if x.head == nil {
		return next(r)
	}
	x.head.settleKeys(r.Cells)
	label := x.label(x.head, r.Cells)
	values := x.head.values(r.Cells)
	if emptyCells(values) && readHeading(label).role == Unknown {
		if !emptyCells(r.Cells) {
			x.behind = append(x.behind, clonedRow(r))
		}
		return nil
	}
	if x.cells += len(values); x.cells > mostCrossCells {
		return calc.Explain("转置的表超过 %d 个单元格：分成几个文件",
			"a transposed table of more than %d cells: part it into several files",
			mostCrossCells)
	}
	x.keep(r, label, values)
	return nil
}

// keep puts a row into its group.
func (x *crosstab) keep(r *sheet.Row, label string, values []sheet.Cell) {
	key := x.head.key(r.Cells, x.groups)
	var name strings.Builder
	for _, c := range key {
		name.Write(append(c.Text, 0))
	}
	g := x.known[name.String()]
	if g == nil {
		g = &crossGroup{row: r.Number, key: key}
		if x.known == nil {
			x.known = map[string]*crossGroup{}
		}
		x.groups, x.known[name.String()] = append(x.groups, g), g
	}
	at := 0
	for at < len(g.layers) && g.layers[at][label].values != nil {
		at++
	}
	if at == len(g.layers) {
		g.layers = append(g.layers, map[string]crossRow{})
	}
	g.layers[at][label] = crossRow{r.Number, values}
	if c, found := x.head.surplus(r.Cells); found && g.long == 0 {
		g.surplus, g.long = c, r.Number
	}
	if !slices.Contains(x.labels, label) {
		x.labels = append(x.labels, label)
	}
}

func (x *crosstab) end(next func(*sheet.Row) error) error { return x.flush(next) }

// flush hands on the block that was kept: its header, a row for each time of
// each group, and what stands between it and the next one.
func (x *crosstab) flush(next func(*sheet.Row) error) error {
	if x.head != nil {
		x.at = crossPlace{head: x.head}
		if err := next(&sheet.Row{Number: x.head.row, Cells: x.header()}); err != nil {
			return err
		}
	}
	for _, g := range x.groups {
		for _, layer := range g.layers {
			for i := range x.head.times {
				x.at = crossPlace{x.head, g, layer, i, x.labels}
				if err := next(&sheet.Row{Number: g.row, Cells: x.at.cells()}); err != nil {
					return err
				}
			}
		}
	}
	for i := range x.behind {
		x.at = crossPlace{}
		if err := next(&x.behind[i]); err != nil {
			return err
		}
	}
	x.labels, x.groups, x.known, x.behind, x.last, x.cells = nil, nil, nil, nil, nil, 0
	return nil
}

// header is the header of the rows handed on.
func (x *crosstab) header() []sheet.Cell {
	heads := []string{x.head.what}
	for _, col := range x.head.keys {
		heads = append(heads, x.head.heads[col-1])
	}
	heads = append(append(heads, x.labels...), x.head.more...)
	var out []sheet.Cell
	for i, text := range heads {
		out = append(out, sheet.Cell{Text: []byte(text), Kind: sheet.Text, Col: i + 1})
	}
	return out
}

// cells are the time, the key and the values of one time.
func (p crossPlace) cells() []sheet.Cell {
	out := append([]sheet.Cell{p.head.times[p.time]}, p.group.key...)
	for _, label := range p.labels {
		c := sheet.Cell{}
		if row := p.layer[label]; row.values != nil {
			c = row.values[p.time]
		}
		out = append(out, c)
	}
	if p.group.long > 0 { // the times of its group are judged by it
		out = append(append(out, make([]sheet.Cell, len(p.head.more))...), p.group.surplus)
	}
	for i := range out {
		out[i].Col = i + 1
	}
	return out
}

// where finds a value in its row, and a time in the row of times.
func (x *crosstab) where(col int) (row, at int) {
	p := x.at
	if p.group == nil {
		return 0, col
	}
	time := p.head.times[p.time].Col
	switch key := col - 2; {
	case p.group.long > 0 && key >= len(p.head.keys)+len(p.labels)+len(p.head.more):
		return p.group.long, p.group.surplus.Col
	case col < 2:
		return p.head.row, time
	case key < len(p.head.keys):
		return p.group.row, p.head.keys[key]
	default:
		if i := key - len(p.head.keys); i < len(p.labels) && p.layer[p.labels[i]].row > 0 {
			return p.layer[p.labels[i]].row, time
		}
	}
	return p.group.row, time
}

// label is the name of a row as a column of it is called, with its unit. A
// cell left blank beside a name repeats the one above.
func (x *crosstab) label(h *crossHead, cells []sheet.Cell) string {
	if x.last == nil {
		x.last = make([]string, len(h.names))
	}
	var words []string
	inner := false
	for i, col := range slices.Backward(h.names) {
		text := ""
		if col <= len(cells) {
			text = plainText(string(cells[col-1].Text))
		}
		if text == "" && inner && i < len(x.last) {
			text = x.last[i]
		}
		if inner = inner || text != ""; text != "" && i < len(x.last) {
			x.last[i] = text
		}
		if text != "" && (len(words) == 0 || words[len(words)-1] != text) {
			words = append(words, text)
		}
	}
	slices.Reverse(words)
	name := strings.Join(words, " ")
	if h.unit == 0 || h.unit > len(cells) || name == "" {
		return name
	}
	unit := plainText(string(cells[h.unit-1].Text))
	if _, has, _, _ := cutUnit(name); has != "" || unit == "" {
		return name
	}
	return name + "(" + unit + ")"
}

func clonedRow(r *sheet.Row) sheet.Row {
	out := *r
	out.Cells = nil
	for _, c := range r.Cells {
		c.Text = []byte(string(c.Text))
		out.Cells = append(out.Cells, c)
	}
	return out
}
