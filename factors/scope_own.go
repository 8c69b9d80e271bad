package factors

import (
	"fmt"
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/document"
)

// scopeOf reads what a factor file says about classes of GB/T 4754-2017. The
// facts that may be asked for are those of the built-in table: a dossier can
// state no others.
func scopeOf(root *document.Table) ScopeTable {
	base, err := Scope()
	if err != nil { // a test lints the table
		base = ScopeTable{}
	}
	r := &scopeReader{table: ScopeTable{Catalogue: base.Catalogue, Facts: base.Facts}}
	r.lists(root)
	r.table.Facts = nil
	return r.table
}

func (t ScopeTable) lists() [][]ScopeEntry {
	return [][]ScopeEntry{t.Segments, t.Specifications, t.Managements}
}

// with is the table with entries of a user's own: of a class that they name in
// a list the built-in entries of that list hold no longer.
func (t ScopeTable) with(x ScopeTable) ScopeTable {
	t.Evidence = slices.Concat(t.Evidence, x.Evidence)
	t.Segments = replaced(t.Segments, x.Segments)
	t.Specifications = replaced(t.Specifications, x.Specifications)
	t.Managements = replaced(t.Managements, x.Managements)
	return t
}

func replaced(old, more []ScopeEntry) []ScopeEntry {
	var out []ScopeEntry
	for _, e := range old {
		e.Classes = slices.DeleteFunc(slices.Clone(e.Classes), func(class string) bool {
			return slices.ContainsFunc(more, func(m ScopeEntry) bool { return slices.Contains(m.Classes, class) })
		})
		if len(e.Classes) > 0 {
			out = append(out, e)
		}
	}
	return append(out, more...)
}

// Scope is the table of scope, with the entries of a user's own files.
func (b *Book) Scope() (ScopeTable, error) {
	t, err := Scope()
	for _, x := range b.scopes {
		t = t.with(x)
	}
	return t, err
}

// checkScope reports classes of which, however the facts are, not exactly one
// entry of a list holds, and names that lead nowhere.
func (b *Book) checkScope(contents []content) []calc.Finding {
	var own ScopeTable
	for _, c := range contents {
		own = own.with(c.scope)
	}
	facts, err := Scope()
	if err != nil {
		return nil
	}
	var out []calc.Finding
	for _, list := range own.lists() {
		seen := map[string]bool{}
		for _, e := range list {
			for _, class := range e.Classes {
				if !seen[class] {
					seen[class] = true
					out = append(out, checkClass(facts, own.For(list, class), class)...)
				}
			}
		}
	}
	for _, e := range own.Segments {
		known := slices.ContainsFunc(b.Policies(), func(p Policy) bool { _, ok := p.Industry(e.Value); return ok })
		if e.Value != "none" && !known {
			out = append(out, noSuch(e, calc.Text{ZH: "行业", EN: "industry"}))
		}
	}
	for _, e := range own.Specifications {
		if _, known := b.byInstrument[e.Value]; e.Value != "" && !known {
			out = append(out, noSuch(e, calc.Text{ZH: "规范", EN: "specification"}))
		}
	}
	return out
}

func noSuch(e ScopeEntry, what calc.Text) calc.Finding {
	return calc.Finding{Stage: calc.StageFactors, Code: CodeReference, Severity: calc.Error, At: e.At,
		Message: calc.Textf("没有%s %q", "there is no %s %q", what, e.Value),
		Remedy:  calc.Text{ZH: "核对名称，或补充相应的文件", EN: "check the name, or add the file"}}
}

// checkClass goes through all ways in which the facts that the entries on a
// class look at may be.
func checkClass(t ScopeTable, entries []ScopeEntry, class string) []calc.Finding {
	for _, e := range entries {
		for key := range e.When {
			if _, known := t.Fact(key); !known { // that was said where it was read
				return nil
			}
		}
	}
	worlds := []map[string]string{{}}
	for _, f := range t.Facts {
		if !slices.ContainsFunc(entries, func(e ScopeEntry) bool { return e.When[f.Key] != nil }) {
			continue
		}
		var next []map[string]string
		for _, w := range worlds {
			for _, v := range f.Values {
				n := maps.Clone(w)
				n[f.Key] = v
				next = append(next, n)
			}
		}
		worlds = next
	}
	for _, w := range worlds {
		holding := 0
		for _, e := range entries {
			if e.holds(w) {
				holding++
			}
		}
		if holding != 1 {
			return []calc.Finding{{Stage: calc.StageFactors, Code: CodeScopeEntry, Severity: calc.Error,
				At: entries[0].At,
				Message: calc.Textf("小类 %s 在 %s 时有 %d 条成立，应恰有一条",
					"of class %s %[3]d entries hold where %[2]s; exactly one is to hold", class,
					firstOf(mapWords(w), "—"), holding),
				Remedy: calc.Text{ZH: "补充缺少的条目，或用 when 把条目分开",
					EN: "add the entry that is missing, or tell the entries apart by when"}}}
		}
	}
	return nil
}

func (e ScopeEntry) holds(facts map[string]string) bool {
	for key, values := range e.When {
		if !slices.Contains(values, facts[key]) {
			return false
		}
	}
	return true
}

func mapWords(w map[string]string) string {
	out := ""
	for _, key := range slices.Sorted(maps.Keys(w)) {
		out += fmt.Sprintf("%s = %s ", key, w[key])
	}
	return out
}
