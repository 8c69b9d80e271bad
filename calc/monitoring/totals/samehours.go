package totals

import (
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/monitoring/intake"
)

// sameHours says that files without an outlet, which are told apart by their
// names, have values of the same intervals: they may be of one outlet.
func (a *adder) sameHours(looked []*intake.Looked) []calc.Finding {
	files := map[string]string{} // by the outlet
	for _, s := range looked {
		if s.Named {
			files[s.Set.Outlet] = s.Name
		}
	}
	if len(files) < 2 {
		return nil
	}
	type when struct {
		seriesKey // without the outlet
		period    int32
	}
	before := map[when][]*series{}
	var first, second *series
	twice := map[string]bool{}
	for _, x := range a.sorted() {
		if files[x.key.outlet] == "" {
			continue
		}
		for _, period := range slices.Sorted(maps.Keys(x.blocks)) {
			at := when{seriesKey{"", x.key.pollutant, x.key.minutes}, period}
			i := slices.IndexFunc(before[at], func(o *series) bool { return x.blocks[period].shares(o.blocks[period]) })
			if i >= 0 {
				if first == nil {
					first, second = before[at][i], x
				}
				twice[x.key.outlet], twice[before[at][i].key.outlet] = true, true
			}
			before[at] = append(before[at], x)
		}
	}
	if first == nil {
		return nil
	}
	return []calc.Finding{{Stage: calc.StageTotals, Code: CodeSameHours, Severity: calc.Note,
		At: calc.Position{File: files[second.key.outlet]},
		Message: calc.Textf("%d 个文件没有写排放口，各按文件名作为一个排放口，而时段有相同的，例如 %s 与 %s",
			"%d files name no outlet and are each taken for one of their name, but have the same intervals, such as "+
				"%s and %s",
			len(twice), files[first.key.outlet], files[second.key.outlet]),
		Remedy: calc.Text{ZH: "属于同一个排放口的，用 --outlet 写明：相同的数据只计一次",
			EN: "where they are of one outlet, state it with --outlet: equal values then count once"}}}
}

// shares reports whether two blocks have values of the same interval.
func (b *block) shares(o *block) bool {
	for i, w := range b.filled {
		if w&o.filled[i] != 0 {
			return true
		}
	}
	return false
}
