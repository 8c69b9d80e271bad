package scope

import (
	"maps"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

type classifier struct {
	Input
	findings []calc.Finding
}

// Classify classifies every line of the dossier.
func Classify(in Input) Result {
	c := &classifier{Input: in}
	var r Result
	for _, l := range in.Dossier.Lines {
		r.Lines = append(r.Lines, c.line(l))
	}
	for _, x := range r.Lines {
		c.judge(x)
	}
	for _, d := range in.Dossier.Dischargers {
		c.judgeManagement(d, r.Lines)
	}
	r.Findings = calc.SortFindings(c.findings)
	return r
}

func (c *classifier) line(l dossier.Line) Line {
	x := Line{Line: l, Role: c.role(l)}
	x.Discharger, _ = c.Dossier.Discharger(l.Discharger)
	k := c.known(x)
	industry, e := k.decide(c.Table, c.Table.For(c.Table.Segments, l.GBT4754))
	if industry.State == Decided {
		industry.Clause = c.Policy.Clause(ruleScope)
	}
	x.Industry, x.Segment, x.SegmentName = industry, e.Segment, e.Name
	x.Belongs, x.Check = e.Belongs, e.Check
	x.Specification, _ = k.decide(c.Table, c.Table.For(c.Table.Specifications, l.GBT4754))
	x.Management, _ = k.decide(c.Table, c.Table.For(c.Table.Managements, l.GBT4754))
	x.Facts, x.Questions = k.used(c.Table), k.open(c.Table)
	return x
}

func (c *classifier) role(l dossier.Line) Role {
	if slices.Contains(c.Dossier.Project.Lines, l.ID) {
		return OfProject
	}
	if slices.ContainsFunc(c.Dossier.Sources, func(s dossier.ReductionSource) bool { return s.Line == l.ID }) {
		return OfSource
	}
	return Context
}

// knowledge is what is known of a line, and what was looked at.
type knowledge struct {
	facts map[string]Fact
	asked map[string]bool // looked at
	lacks map[string]bool // looked at, unknown, and it mattered
}

// known gathers what the line and its discharger state and what the
// processes show; a statement goes before what a process shows.
func (c *classifier) known(x Line) *knowledge {
	k := &knowledge{facts: map[string]Fact{}, asked: map[string]bool{}, lacks: map[string]bool{}}
	for _, e := range c.Table.Evidence {
		if slices.ContainsFunc(x.Line.Products, func(p dossier.Product) bool {
			return slices.Contains(e.Processes,
				p.Process)
		}) {
			k.facts[e.Fact] = Fact{Key: e.Fact, Value: e.Value, Why: e.Why}
		}
	}
	for key, value := range stated(x) {
		if value == "" {
			continue
		}
		if shown, ok := k.facts[key]; ok && shown.Value != value {
			c.contradiction(x, shown, value)
		}
		k.facts[key] = Fact{Key: key, Value: value}
	}
	if b, ok := c.band("water_treated", x.Discharger.WaterTreated); ok {
		k.facts[b.Fact] = Fact{Key: b.Fact, Value: b.Value, Why: calc.Textf("日处理能力 %s", "treats %s",
			x.Discharger.WaterTreated.Written)}
	}
	return k
}

func stated(x Line) map[string]string {
	f := x.Line.Facts
	return map[string]string{"material": f.Material, "battery": f.Battery, "route": f.Route,
		"general_process": f.GeneralProcess,
		"recycled":        string(f.Recycled), "solid_waste": string(f.SolidWaste), "mercury": string(f.Mercury),
		"plating": string(f.Plating),
		"tanning": string(f.Tanning), "mixing_only": string(f.MixingOnly), "listed": string(x.Discharger.Listed)}
}

// band is the band an amount lies in; bands are listed from the highest.
func (c *classifier) band(fact string, s dossier.Stated) (factors.ScopeBand, bool) {
	if !s.Set {
		return factors.ScopeBand{}, false
	}
	for _, b := range c.Table.Bands {
		if n, err := s.Amount.Cmp(b.From); b.Fact == fact && err == nil && n >= 0 {
			return b, true
		}
	}
	return factors.ScopeBand{}, false
}

// holding returns the entry that holds under the facts; the table is made so
// that there is at most one.
func holding(entries []factors.ScopeEntry, facts map[string]string) (factors.ScopeEntry, bool) {
	i := slices.IndexFunc(entries, func(e factors.ScopeEntry) bool {
		for key, values := range e.When {
			if !slices.Contains(values, facts[key]) {
				return false
			}
		}
		return true
	})
	if i < 0 {
		return factors.ScopeEntry{}, false
	}
	return entries[i], true
}

// worlds are all ways in which the facts that the entries look at may be: a
// known fact is as it is, an unknown one may take any of its values.
func (k *knowledge) worlds(t factors.ScopeTable, entries []factors.ScopeEntry) []map[string]string {
	out := []map[string]string{{}}
	for _, f := range t.Facts {
		if !slices.ContainsFunc(entries, func(e factors.ScopeEntry) bool { return e.When[f.Key] != nil }) {
			continue
		}
		values := f.Values
		if known, ok := k.facts[f.Key]; ok {
			values = []string{known.Value}
		}
		var next []map[string]string
		for _, w := range out {
			for _, v := range values {
				n := maps.Clone(w)
				n[f.Key] = v
				next = append(next, n)
			}
		}
		out = next
	}
	return out
}

// decide answers one matter: what holds in every way the unknown facts may
// be; else it is open, and the facts that would decide it are noted.
func (k *knowledge) decide(t factors.ScopeTable, entries []factors.ScopeEntry) (Answer, factors.ScopeEntry) {
	worlds := k.worlds(t, entries)
	first, _ := holding(entries, worlds[0])
	same, whole := true, true
	var among []string
	for _, w := range worlds {
		e, _ := holding(entries, w)
		same = same && e.Value == first.Value && e.Unknown == first.Unknown && e.Row == first.Row
		whole = whole && e.At == first.At
		if e.Value != "" && !slices.Contains(among, e.Value) {
			among = append(among, e.Value)
		}
	}
	k.look(entries, same)
	switch {
	case !same:
		return Answer{State: Asked, Among: among}, factors.ScopeEntry{}
	case first.At.IsZero():
		return Answer{State: Nothing}, first
	case !whole: // several entries agree on the answer, for reasons of their own
		first.Why, first.Segment, first.Name, first.Check = calc.Text{}, "", calc.Text{}, calc.Text{}
	}
	return answer(first), first
}

// look notes which facts the entries look at, and which of them are lacking
// for a decision: those that some entry not yet excluded asks for.
func (k *knowledge) look(entries []factors.ScopeEntry, decided bool) {
	for _, e := range entries {
		excluded := false
		for key, values := range e.When {
			f, ok := k.facts[key]
			k.asked[key] = true
			excluded = excluded || (ok && !slices.Contains(values, f.Value))
		}
		if decided || excluded {
			continue
		}
		for key := range e.When {
			if _, ok := k.facts[key]; !ok {
				k.lacks[key] = true
			}
		}
	}
}

func answer(e factors.ScopeEntry) Answer {
	a := Answer{State: Decided, Value: e.Value, Clause: e.Clause, Row: e.Row, Least: e.Least, Why: e.Why}
	if e.Unknown {
		a.State, a.Value = ByHand, ""
	}
	return a
}

func (k *knowledge) used(t factors.ScopeTable) []Fact {
	var out []Fact
	for _, f := range t.Facts {
		if known, ok := k.facts[f.Key]; ok && k.asked[f.Key] {
			out = append(out, known)
		}
	}
	return out
}

// open lists the facts to ask for. One that matters only if another turns out
// one way is asked for together with it: two questions are better than two
// runs.
func (k *knowledge) open(t factors.ScopeTable) []string {
	var out []string
	for _, f := range t.Facts {
		if k.lacks[f.Key] {
			out = append(out, f.Key)
		}
	}
	return out
}
