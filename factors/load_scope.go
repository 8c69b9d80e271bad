package factors

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// scopeReader reads the table of scope.
type scopeReader struct {
	table ScopeTable
}

func parseScope(name string, data []byte) (ScopeTable, []calc.Finding) {
	root := document.Parse(name, data)
	r := &scopeReader{}
	r.table.Catalogue = root.Table("scope", true).String("catalogue", true)
	for _, t := range root.Tables("fact") {
		r.fact(t)
	}
	for _, t := range root.Tables("band") {
		r.band(t)
	}
	r.lists(root)
	return r.table, root.Findings()
}

// lists reads what is said about classes and processes.
func (r *scopeReader) lists(root *document.Table) {
	for _, t := range root.Tables("evidence") {
		r.table.Evidence = append(r.table.Evidence, ScopeEvidence{Fact: r.factKey(t, "fact"),
			Value:     t.String("value", true),
			Processes: t.Strings("processes", true), Why: both(t, "why", true)})
	}
	for _, t := range root.Tables("segment") {
		r.segment(t)
	}
	for _, t := range root.Tables("specification") {
		r.specification(t)
	}
	for _, t := range root.Tables("management") {
		r.management(t)
	}
}

// both reads a text in both languages.
func both(t *document.Table, key string, required bool) calc.Text {
	return calc.Text{ZH: t.String(key+"_zh", required), EN: t.String(key+"_en", required)}
}

func (r *scopeReader) fact(t *document.Table) {
	of := document.Choice(t, "of", false, FactHolders)
	r.table.Facts = append(r.table.Facts, ScopeFact{Key: t.String("key", true), OfDischarger: of == "discharger",
		Values: t.Strings("values", true), Question: both(t, "question", true)})
}

func (r *scopeReader) band(t *document.Table) {
	from, _ := t.Quantity("from", true, quantity.MustUnit("t/d"))
	r.table.Bands = append(r.table.Bands, ScopeBand{Fact: r.factKey(t, "fact"), Value: t.String("value", true),
		From: from})
	slices.SortStableFunc(r.table.Bands, func(a, b ScopeBand) int {
		c, err := b.From.Cmp(a.From)
		if err != nil {
			return 0
		}
		return cmp.Compare(c, 0)
	})
}

// factKey reads the key of a fact that the table declares.
func (r *scopeReader) factKey(t *document.Table, key string) string {
	name := t.String(key, true)
	if _, ok := r.table.Fact(name); !ok && name != "" {
		unknownFact(t, key, name)
	}
	return name
}

func unknownFact(t *document.Table, key, name string) {
	t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeReference,
		Message: calc.Textf("没有名为 %q 的事实", "there is no fact %q", name),
		Remedy:  calc.Text{ZH: "核对名称，或补充 [[fact]]", EN: "check the name, or add a [[fact]]"}}, key)
}

// entry reads what all three lists share.
func (r *scopeReader) entry(t *document.Table) ScopeEntry {
	e := ScopeEntry{Classes: t.Strings("classes", true), When: map[string][]string{}, Why: both(t, "why", false),
		Check: both(t, "check", false), At: t.At()}
	when := t.Table("when", false)
	for _, key := range when.Keys() {
		e.When[key] = when.Strings(key, true)
		f, ok := r.table.Fact(key)
		if !ok {
			unknownFact(when, key, key)
		}
		for _, v := range e.When[key] {
			if ok && !slices.Contains(f.Values, v) {
				unknownFact(when, key, key+" = "+v)
			}
		}
	}
	return e
}

func (r *scopeReader) segment(t *document.Table) {
	e := r.entry(t)
	e.Value = t.String("industry", true) // its clause is where the policy lists the industries
	key := e.Value != "none"
	e.Segment, e.Name = t.String("segment", key), both(t, "name", key)
	e.Belongs = t.String("belongs", false)
	r.table.Segments = append(r.table.Segments, e)
}

func (r *scopeReader) specification(t *document.Table) {
	e := r.entry(t)
	e.Unknown = t.Bool("unknown", false)
	e.Value = t.String("specification", false)
	if e.Value != "" {
		e.Clause = calc.Clause{Instrument: e.Value, Locator: t.String("locator", false)}
	}
	r.table.Specifications = append(r.table.Specifications, e)
}

func (r *scopeReader) management(t *document.Table) {
	e := r.entry(t)
	e.Unknown, e.Least = t.Bool("unknown", false), t.Bool("least", false)
	e.Value = string(document.Choice(t, "class", !e.Unknown, calc.Managements.Without(calc.NoPermit)))
	e.Row = t.String("row", !e.Unknown)
	e.Clause = calc.Clause{Instrument: r.table.Catalogue}
	if page := t.String("page", e.Row != ""); e.Row != "" {
		e.Clause.Locator = "第" + e.Row + "行（第" + page + "页）"
	}
	r.table.Managements = append(r.table.Managements, e)
}
