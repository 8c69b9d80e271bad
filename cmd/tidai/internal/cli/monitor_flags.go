package cli

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/totals"
	"tidai/calc/quantity"
)

// by is a flag that takes a list of what groups are told apart by.
type by struct{ given []totals.By }

func (b *by) list() []totals.By {
	if b.given == nil {
		return []totals.By{totals.ByOutlet, totals.ByPollutant}
	}
	return b.given
}

// String, Set and Type make it a flag value.
func (b *by) String() string { return "" }

// Type names the value in help texts.
func (b *by) Type() string { return "LIST" }

// Set accepts known words with commas.
func (b *by) Set(s string) error {
	b.given = []totals.By{}
	for word := range strings.SplitSeq(s, ",") {
		w := totals.By(strings.TrimSpace(word))
		if !totals.Bys.Has(w) {
			return &badValue{calc.Textf("可用：%s，用逗号隔开", "any of %s, with commas", totals.Bys.List())}
		}
		b.given = append(b.given, w)
	}
	return nil
}

// columns is a repeated flag HEADER=meaning[unit].
type columns struct{ list []dossier.MonitoringColumn }

func (c *columns) String() string { return "" }

// Type names the value in help texts.
func (c *columns) Type() string { return "HEADER=MEANING[UNIT]" }

// Set reads one column. What it means and its unit are checked by the reader,
// which knows the file.
func (c *columns) Set(s string) error {
	i := strings.LastIndexByte(s, '=')
	if i < 1 || i == len(s)-1 {
		return &badValue{calc.Text{ZH: "写成 列名=含义[单位]，例如 '铅=Pb[ug/L]'",
			EN: "write header=meaning[unit], such as 'lead=Pb[ug/L]'"}}
	}
	x := dossier.MonitoringColumn{Header: s[:i], Means: s[i+1:]}
	if open := strings.IndexByte(x.Means, '['); open >= 0 && strings.HasSuffix(x.Means, "]") {
		x.Means, x.Unit = x.Means[:open], x.Means[open+1:len(x.Means)-1]
	}
	c.list = append(c.list, x)
	return nil
}

// limits is a repeated flag Cr=0.03mg/L.
type limits struct{ list []dossier.MetalValue }

func (l *limits) String() string { return "" }

// Type names the value in help texts.
func (l *limits) Type() string { return "METAL=VALUE" }

// Set reads one detection limit.
func (l *limits) Set(s string) error {
	name, text, _ := strings.Cut(s, "=")
	p, known := calc.ParseMeasured(name)
	if !known {
		return &badValue{calc.Text{ZH: "污染物写 Pb、Hg、Cd、Cr、As 或 Cr6+",
			EN: "the pollutant is one of Pb, Hg, Cd, Cr, As, Cr6+"}}
	}
	q, err := quantity.Parse(text)
	if err != nil {
		return &badValue{calc.ErrorText(err)}
	}
	mass := quantity.MustUnit("mg")
	if q.Sign() <= 0 || !slices.ContainsFunc([]string{"m3", "Nm3", "scm"},
		func(v string) bool { return q.Unit().Same(quantity.MustUnit(mass.String() + "/" + v)) }) {
		return &badValue{calc.Text{ZH: "检出限是大于零的浓度，例如 0.03mg/L",
			EN: "a detection limit is a concentration above zero, such as 0.03mg/L"}}
	}
	l.list = append(l.list, dossier.MetalValue{Pollutant: p, Value: dossier.Stated{Amount: q, Written: text,
		Set: true}})
	return nil
}

// names is a repeated flag NAME=WHAT.
type names struct{ list []dossier.NameMap }

func (n *names) String() string { return "" }

// Type names the value in help texts.
func (n *names) Type() string { return "NAME=WHAT" }

// Set reads one pair; the name may be empty, for cells that are.
func (n *names) Set(s string) error {
	i := strings.LastIndexByte(s, '=')
	if i < 0 || i == len(s)-1 {
		return &badValue{calc.Text{ZH: "写成 名称=含义", EN: "write name=meaning"}}
	}
	n.list = append(n.list, dossier.NameMap{Name: s[:i], Is: s[i+1:]})
	return nil
}
