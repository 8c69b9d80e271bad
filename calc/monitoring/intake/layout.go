package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Layout is how a table of readings is understood, apart from reading it: what
// a faster reader of the same file needs. Rows and columns count from 1;
// column 0 is none.
type Layout struct {
	Format    string // sheet.CSV or sheet.XLSX
	Encoding  string
	Delimiter byte
	Sheet     string
	Date1904  bool
	Turned    bool // the file's rows are not those of the table: see layouts.go

	Header    int // first row of the header
	HeaderEnd int // last row of it
	Columns   []Column
	Named     int  // last column that has a name
	Long      bool // a column names the pollutant of each row
	Clock     Clock

	Time, Day, Hour, Begin, End         int
	OutletCol, PollutantCol, ValueCol   int // the last two where Long
	UnitCol, FlowCol, LoadCol, DurCol   int
	ReportCol, LabCol, LimitCol, MarkOf int  // MarkOf: the flag of all metals of a row
	LimitUnitCol, QualCol               int  // of the one value of a row
	FlowMark                            int  // the flag of the flow
	FlowBeside                          int  // another flow, held against the one that is used
	MeterCol                            int  // readings of a totaliser
	MeterRows                           bool // they are rows of their own, and the only flow
	FirmCol                             int  // name of the firm
	SampleCol                           int  // number of a sample among those of its day
	Metals                              []Metal

	unitClash *clash // two units of one column
}

// Column is one column of a table. Unit has a meaning only where HasUnit is
// set: the zero unit is a unit too.
type Column struct {
	Col       int
	Header    string // as written; header and sub-header joined
	Role      Role
	Pollutant calc.Pollutant
	Unit      quantity.Unit
	HasUnit   bool
	Stated    bool

	heading heading
	refused *refusal
	words   bool // no number stands in it, and it is not read
}

// Metal is a pollutant of a wide table, and where its values stand.
type Metal struct {
	Pollutant                  calc.Pollutant
	Value, Flag, Limit, MassAt int
}

// apart reports whether flows are known only when all rows were seen.
func (l *Layout) apart() bool { return l.Long && l.FlowCol == 0 || l.MeterCol > 0 }

// metered reports whether flows are differences of readings alone.
func (l *Layout) metered() bool { return l.MeterCol > 0 && l.FlowCol == 0 || l.MeterRows }

// Column returns column col; the zero Column where there is none.
func (l *Layout) Column(col int) Column {
	for _, c := range l.Columns {
		if c.Col == col {
			return c
		}
	}
	return Column{}
}

// Values says how many values a row stands for: one in a long table, else one
// for each metal.
func (l *Layout) Values() int64 {
	if l.Long {
		return 1
	}
	return int64(len(l.Metals))
}

// Uses writes the layout down for the record of the file.
func (l *Layout) Uses() []monitoring.ColumnUse {
	var out []monitoring.ColumnUse
	for _, c := range l.Columns {
		u := monitoring.ColumnUse{Col: c.Col, Header: c.Header, Means: meaning(c), Stated: c.Stated}
		if c.HasUnit {
			u.Unit = c.Unit.String()
		}
		out = append(out, u)
	}
	return out
}

// meaning writes a role as dossiers state it: a pollutant for its
// concentration, flag:Pb for its flag.
func meaning(c Column) string {
	switch {
	case c.Role == Concentration && c.Pollutant != "":
		return string(c.Pollutant)
	case c.Pollutant != "" && (c.Role == FlagMark || c.Role == Limit || c.Role == Mass):
		return string(c.Role) + ":" + string(c.Pollutant)
	}
	return string(c.Role)
}

// parseMeaning reads what meaning writes.
func parseMeaning(s string) (Role, calc.Pollutant, bool) {
	role, of, found := strings.Cut(strings.TrimSpace(s), ":")
	if found {
		p, ok := calc.ParseMeasured(of)
		r := Role(role)
		return r, p, ok && (r == FlagMark || r == Limit || r == Mass)
	}
	if r := Role(role); stated.Has(r) {
		return r, "", true
	}
	p, ok := calc.ParseMeasured(role)
	return Concentration, p, ok
}

// find looks for the only column of a role; where several claim it, stated
// ones go first.
func (l *Layout) find(f *faults, role Role, p calc.Pollutant) int {
	var found, stated []Column
	for _, c := range l.Columns {
		if c.Role == role && c.Pollutant == p {
			found = append(found, c)
			if c.Stated {
				stated = append(stated, c)
			}
		}
	}
	if len(stated) > 0 {
		found = stated
	}
	if len(found) > 1 {
		found = prefer(found, role)
	}
	switch len(found) {
	case 0:
		return 0
	case 1:
		return found[0].Col
	}
	var names []string
	for _, c := range found {
		names = append(names, "“"+c.Header+"”")
	}
	f.one(CodeTwice, calc.Error, l.Header, calc.Textf("多列都像 %s：%s", "several columns look like %s: %s",
		meaning(found[0]), strings.Join(names, ", ")),
		calc.Text{ZH: "写明各列的含义，不用的写 ignore",
			EN: "state what the columns mean; ignore for those not wanted"})
	return found[0].Col
}

// prefer chooses among columns of one role where the headers themselves tell:
// the flow at standard state before others, the code of an outlet before its
// name, the name of a pollutant before its code.
func prefer(found []Column, role Role) []Column {
	keep := func(want func(heading) bool) []Column {
		var out []Column
		for _, c := range found {
			if want(c.heading) {
				out = append(out, c)
			}
		}
		if len(out) == 0 {
			return found
		}
		return out
	}
	switch role {
	case Flow, Volume:
		if out := keep(func(h heading) bool { return h.standard }); len(out) < len(found) {
			return out
		}
		return keep(func(h heading) bool { return !h.actual })
	case Outlet:
		return keep(func(h heading) bool { return h.code })
	case Pollutant: // codes of platforms differ, names do not
		return keep(func(h heading) bool { return !h.code })
	}
	return found
}

// columnsOf makes columns of header texts, with what the dossier states.
func columnsOf(heads []string, set dossier.MonitoringFiles) []Column {
	out := timeAlone(readColumns(heads, set.Columns))
	if !set.Converted {
		return out
	}
	for i := range out {
		for j := range out {
			if out[i].Role == Converted && out[j].Role == Concentration && out[i].Pollutant == out[j].Pollutant &&
				out[i].Pollutant != "" {
				out[i].Role, out[j].Role = Concentration, Ignored
			}
		}
	}
	return out
}

func readColumns(heads []string, stated []dossier.MonitoringColumn) []Column {
	var out []Column
	for i, text := range heads {
		c := Column{Col: i + 1, Header: text}
		if text != "" {
			c.heading = readHeading(text)
			c.Role, c.Pollutant, c.Unit, c.HasUnit = c.heading.role, c.heading.pollutant, c.heading.unit,
				c.heading.unitText != ""
			c.refused = c.heading.refusal
		}
		for _, s := range stated {
			if !sameHeader(s.Header, text) {
				continue
			}
			c.Stated = true
			if s.Means != "" {
				if role, p, ok := parseMeaning(s.Means); ok {
					c.Role, c.Pollutant = role, p
				}
			}
			if s.Unit != "" {
				c.Unit, c.HasUnit = parseStatedUnit(s.Unit)
			}
			c.refused = c.refused.lift(s.Means, c.Unit, c.HasUnit)
			if c.Role == Flow && c.HasUnit && isVolume(c.Unit) {
				c.Role = Volume
			}
		}
		if c.refused != nil {
			c.Role, c.Pollutant = Ignored, ""
		}
		out = append(out, c)
	}
	return out
}

func parseStatedUnit(s string) (quantity.Unit, bool) { return ParseUnit(s) }

// sameHeader compares a stated header with one of the file: white space and
// width do not matter, and the unit may be left out.
func sameHeader(stated, text string) bool {
	a, b := key(plainText(stated)), key(plainText(text))
	if a == "" || b == "" {
		return false
	}
	core, _, _, _ := cutUnit(plainText(text))
	return a == b || a == key(core)
}
