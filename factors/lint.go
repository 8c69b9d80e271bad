package factors

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"tidai/calc"
)

// Lint reads the factor files of fsys as a user's own and returns everything
// that is wrong with them, each with file and line: what a file says wrongly,
// and what it says against the other files or the built-in ones.
func Lint(fsys fs.FS, name string) []calc.Finding {
	base, err := Builtin()
	if err != nil { // lint is how a damaged built-in file is found
		base = newBook()
	}
	_, findings := base.With(fsys, name)
	return findings
}

// checkDuplicates reports ids used twice in one set of files.
func checkDuplicates(contents []content) []calc.Finding {
	var out []calc.Finding
	first := map[string]calc.Position{}
	see := func(what calc.Text, id string, at calc.Position) {
		if id == "" {
			return
		}
		key := what.EN + id
		if before, ok := first[key]; ok {
			out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeDuplicate, Severity: calc.Error, At: at,
				Message: calc.Textf("%s编号 %s 已用于 %s", "the %s id %s is already used at %s", what, id,
					before.String()),
				Remedy: calc.Text{ZH: "每个编号只用一次", EN: "use each id once"}})
			return
		}
		first[key] = at
	}
	for _, c := range contents {
		for _, v := range c.values {
			see(calc.Text{ZH: "数值", EN: "value"}, v.ID, v.At)
		}
		for _, r := range c.rules {
			see(calc.Text{ZH: "规则", EN: "rule"}, r.ID, r.At)
		}
		for _, r := range c.actual {
			see(calc.Text{ZH: "实际排放量规则", EN: "rule on actual emission"}, r.ID, r.At)
		}
		for _, g := range c.gaps {
			see(calc.Text{ZH: "缺口", EN: "gap"}, g.ID, g.At)
		}
		for _, m := range c.methods {
			see(calc.Text{ZH: "方法", EN: "method"}, m.ID, m.At)
		}
		for _, p := range c.provisions {
			see(calc.Text{ZH: "法条", EN: "provision"}, p.ID, p.At)
		}
		for _, x := range c.checks {
			see(calc.Text{ZH: "检查", EN: "check"}, x.ID, x.At)
		}
		for _, o := range c.orders {
			see(calc.Text{ZH: "方法次序", EN: "order"}, o.ID, o.At)
		}
		if c.policy != nil {
			see(calc.Text{ZH: "政策", EN: "policy"}, c.policy.ID, c.policy.At)
			for _, p := range c.policy.Parameters {
				see(calc.Text{ZH: "参数", EN: "parameter"},
					strings.TrimSpace(c.policy.ID+" "+p.ID+" "+p.Since.String()), p.At)
			}
		}
	}
	return out
}

// check reports what the contents, already part of the book, say against the
// rest of it.
func (b *Book) check(contents []content) []calc.Finding {
	out := append(b.checkReferences(contents), b.checkSuccession(contents)...)
	for _, c := range contents {
		out = append(out, b.checkActualTwice(c)...)
	}
	out = append(out, checkChecks(contents)...)
	out = append(out, b.checkScope(contents)...)
	for _, values := range b.touched(contents) {
		for _, v := range values {
			if v.Local {
				out = append(out, b.checkDates(v)...)
			}
		}
		out = append(out, checkOverlaps(values)...)
		out = append(out, checkGaps(values)...)
		out = append(out, checkAmounts(values)...)
		out = append(out, checkStarts(values, func(v Value) bool { return v.Local })...)
	}
	return out
}

// touched lists the values of each instrument that the contents add to.
func (b *Book) touched(contents []content) [][]Value {
	var out [][]Value
	seen := map[string]bool{}
	for _, c := range contents {
		if !seen[c.instrument.ID] {
			seen[c.instrument.ID] = true
			out = append(out, b.read(c.instrument.ID).values)
		}
	}
	return out
}

func (b *Book) checkDates(v Value) []calc.Finding {
	var out []calc.Finding
	if !v.Until.IsZero() && v.Until.Before(v.Since) {
		out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeDates, Severity: calc.Error, At: v.At,
			Clause: v.Clause,
			Message: calc.Textf("%s 的截止日期 %s 早于起始日期 %s", "%s ends on %s, before it begins on %s", v.ID,
				v.Until.String(), v.Since.String()),
			Remedy: calc.Text{ZH: "核对 since 和 until", EN: "check since and until"}})
	}
	in := b.read(v.Instrument).instrument
	early := !v.Since.IsZero() && v.Since.Before(in.Since)
	late := !in.Until.IsZero() && (v.Until.After(in.Until) || v.Since.After(in.Until))
	if early || late {
		out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeForce, Severity: calc.Error, At: v.At,
			Clause: v.Clause,
			Message: calc.Textf("%s（%s 至 %s）超出 %s 的施行期（%s 至 %s）",
				"%s (%s to %s) lies outside the force of %s (%s to %s)",
				v.ID, v.Since.String(), v.Until.String(), in.ID, in.Since.String(), in.Until.String()),
			Remedy: calc.Text{ZH: "核对数值和文件的 since、until",
				EN: "check since and until of the value and of the instrument"}})
	}
	return out
}

// checkOverlaps reports a local value and another of the same instrument that
// one query can select on one day.
func checkOverlaps(values []Value) []calc.Finding {
	var out []calc.Finding
	for i, v := range values {
		for j, w := range values {
			if !w.Local || j == i || (v.Local && j < i) || !sameRow(v, w) || !sameDay(v, w) {
				continue
			}
			out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeOverlap, Severity: calc.Error, At: w.At,
				Clause: w.Clause,
				Message: calc.Textf("%s 与 %s 在同一时段对应同一项", "%s and %s hold for one thing on one day", w.ID,
					v.ID),
				Remedy: calc.Text{ZH: "用相同编号替换原值，或用 since/until、process、class 等区分两者",
					EN: "use the same id to replace a value, or tell the two apart by since/until, process, class …"}})
		}
	}
	return out
}

// sameRow reports whether one query can select both values.
func sameRow(v, w Value) bool {
	if v.Kind == MonitoringFrequency { // the lookup takes the closest row: only the very same is twice
		return v.series() == w.series()
	}
	return v.Kind == w.Kind && v.Substance == w.Substance && v.Variant == w.Variant &&
		either(v.Pollutant, w.Pollutant) && either(v.Medium, w.Medium) && either(v.Industry, w.Industry) &&
		(covers(v.Process, w.Process) || covers(w.Process, v.Process)) && either(v.Stack, w.Stack) &&
		either(v.Product, w.Product) &&
		either(v.Scale, w.Scale) && either(v.Zone, w.Zone) &&
		either(v.Treatment, w.Treatment) && either(v.Outlet, w.Outlet) && sameClass(v.Class, w.Class)
}

// sameDay reports whether there is a day on which both hold; an end that is
// not known reaches as far as it can.
func sameDay(v, w Value) bool {
	return (v.Until.IsZero() || !v.Until.Before(w.Since)) && (w.Until.IsZero() || !w.Until.Before(v.Since))
}

// series is the key of the values that continue each other in time.
func (v Value) series() string {
	return strings.Join([]string{v.Instrument, string(v.Kind), string(v.Pollutant), v.Substance, string(v.Medium),
		v.Industry,
		v.Process, v.Stack, v.Product, v.Scale, v.Zone, v.Variant, v.Treatment, v.Outlet, v.Class, v.Grade}, "|")
}

// checkGaps reports a day between two values of a series on which neither
// holds; only series with a local value are looked at.
func checkGaps(values []Value) []calc.Finding {
	var out []calc.Finding
	bySeries := map[string][]Value{}
	for _, v := range values {
		bySeries[v.series()] = append(bySeries[v.series()], v)
	}
	for _, s := range bySeries {
		slices.SortStableFunc(s, func(v, w Value) int { return cmp.Compare(v.Since.String(), w.Since.String()) })
		for i := 1; i < len(s); i++ {
			v, w := s[i-1], s[i]
			if v.Until.IsZero() || !v.Until.AddDays(1).Before(w.Since) || !(v.Local || w.Local) {
				continue
			}
			at := w.At
			if !w.Local {
				at = v.At
			}
			out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeGap, Severity: calc.Error, At: at,
				Clause: w.Clause,
				Message: calc.Textf("%s 止于 %s，%s 始于 %s：其间没有数值",
					"%s ends on %s and %s begins on %s: between them nothing holds",
					v.ID, v.Until.String(), w.ID, w.Since.String()),
				Remedy: calc.Text{ZH: "核对日期，或补充其间的数值",
					EN: "check the dates, or add the value in between"}})
		}
	}
	return out
}

// UnknownStarts notes, once for each clause, which values of the book have no
// start of their own.
func (b *Book) UnknownStarts() []calc.Finding {
	return checkStarts(b.All(), func(Value) bool { return true })
}

// checkStarts notes, once for each clause, that values have no start: they
// are taken to hold on every date on which their instrument is in force.
func checkStarts(values []Value, which func(Value) bool) []calc.Finding {
	var out []calc.Finding
	seen := map[calc.Clause]bool{}
	for _, v := range values {
		if !which(v) || !v.Since.IsZero() || seen[v.Clause] {
			continue
		}
		seen[v.Clause] = true
		out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeStart, Severity: calc.Note, At: v.At,
			Clause:  v.Clause,
			Message: calc.Textf("%s 的数值没有起始日期", "the values of %s have no known start", v.Clause.String()),
			Remedy: calc.Text{ZH: "知道起始日期时填写 since；由命令确定的可以不填",
				EN: "state since where it is known; a start set by an order stays open"}})
	}
	return out
}

// checkReferences reports names that lead nowhere: instruments a rule takes
// its factors from, rules a parameter belongs to, an instrument without title.
func (b *Book) checkReferences(contents []content) []calc.Finding {
	var out []calc.Finding
	missing := func(at calc.Position, zh, en string, args ...any) {
		out = append(out, calc.Finding{Stage: calc.StageFactors, Code: CodeReference, Severity: calc.Error, At: at,
			Message: calc.Textf(zh, en,
				args...),
			Remedy: calc.Text{ZH: "核对名称，或补充相应的文件", EN: "check the name, or add the file"}})
	}
	for _, c := range contents {
		if in := b.read(c.instrument.ID).instrument; in.ID != "" && (in.Title.ZH == "" || in.Title.EN == "" ||
			in.Kind == "") {
			missing(c.instrument.At, "%s 不是内置文件，须写明 title、title_en 和 kind",
				"%s is not built in and needs title, title_en and kind", in.ID)
		}
		for _, r := range c.rules {
			for _, s := range []Selector{r.Limit, r.Volume, r.Performance, r.Cap, r.SpecialVolume, r.SpecialWeight} {
				if _, ok := b.byInstrument[s.Instrument]; !ok && s.Instrument != "" {
					missing(r.At, "规则 %s 引用的 %s 没有数值文件", "rule %s names %s, which has no factor file", r.ID,
						s.Instrument)
				}
			}
		}
		if c.policy == nil {
			continue
		}
		p, _ := b.Policy(c.policy.ID)
		out = append(out, p.checkKeys(c.policy.At)...)
		for _, x := range c.policy.Parameters {
			if _, ok := p.Rule(x.Rule); !ok && x.Rule != "" {
				missing(x.At, "参数 %s 引用的规则 %s 不存在", "parameter %s belongs to rule %s, which does not exist",
					x.ID, x.Rule)
			}
		}
	}
	return out
}
