package factors

import (
	"reflect"
	"slices"
	"strings"

	"tidai/calc"
)

// Sort is what an entry of a factor file is.
type Sort string

// The sorts of entries.
const (
	InstrumentEntry Sort = "instrument"
	ValueEntry      Sort = "value"
	RuleEntry       Sort = "rule"
	ActualEntry     Sort = "actual"
	OrderEntry      Sort = "order"
	MethodEntry     Sort = "method"
	GapEntry        Sort = "gap"
	ProvisionEntry  Sort = "provision"
	WordingEntry    Sort = "wording"
	CheckEntry      Sort = "check"
	BaseEntry       Sort = "base"
	ScopeOfClass    Sort = "scope"
	NameEntry       Sort = "name" // of a code
	PolicyEntry     Sort = "policy"
	ParameterEntry  Sort = "parameter"
	PolicyPartEntry Sort = "policy-part" // rules, key industries and other lists of a policy
)

// Sorts lists the sorts of entries in the order in which changes are told.
var Sorts = calc.Words[Sort]{
	{Key: InstrumentEntry, Name: calc.Text{ZH: "文件", EN: "instrument"}},
	{Key: ValueEntry, Name: calc.Text{ZH: "数值", EN: "value"}},
	{Key: RuleEntry, Name: calc.Text{ZH: "公式规则", EN: "rule on formulas"}},
	{Key: ActualEntry, Name: calc.Text{ZH: "实际排放量规则", EN: "rule on actual emission"}},
	{Key: OrderEntry, Name: calc.Text{ZH: "方法次序", EN: "order of methods"}},
	{Key: MethodEntry, Name: calc.Text{ZH: "方法", EN: "method"}},
	{Key: GapEntry, Name: calc.Text{ZH: "缺口", EN: "gap"}},
	{Key: ProvisionEntry, Name: calc.Text{ZH: "法条", EN: "provision"}},
	{Key: WordingEntry, Name: calc.Text{ZH: "用语", EN: "wording"}},
	{Key: CheckEntry, Name: calc.Text{ZH: "合理性检查", EN: "plausibility check"}},
	{Key: BaseEntry, Name: calc.Text{ZH: "产能基数", EN: "capacity base"}},
	{Key: ScopeOfClass, Name: calc.Text{ZH: "行业判定", EN: "entry of scope"}},
	{Key: NameEntry, Name: calc.Text{ZH: "代码名称", EN: "name of a code"}},
	{Key: PolicyEntry, Name: calc.Text{ZH: "政策", EN: "policy"}},
	{Key: ParameterEntry, Name: calc.Text{ZH: "政策参数", EN: "policy parameter"}},
	{Key: PolicyPartEntry, Name: calc.Text{ZH: "政策内容", EN: "part of a policy"}},
}

// How says how an entry differs between two books.
type How string

// The ways.
const (
	Added   How = "added"
	Removed How = "removed"
	Changed How = "changed"
)

// Hows lists the ways.
var Hows = calc.Words[How]{
	{Key: Added, Name: calc.Text{ZH: "新增", EN: "added"}},
	{Key: Removed, Name: calc.Text{ZH: "删去", EN: "removed"}},
	{Key: Changed, Name: calc.Text{ZH: "修改", EN: "changed"}},
}

// Name returns the way in words.
func (h How) Name() calc.Text { return Hows.Name(h) }

// Change is one entry that two books do not have in common.
type Change struct {
	Sort       Sort
	How        How
	Instrument string // it belongs to; of a part of a policy, the policy
	ID         string
	Fields     []FieldChange // of an entry added or removed all that it states
	At         calc.Position // in the second book, in the first where it was removed
}

// FieldChange is what one key of an entry says; "" where it is not stated.
type FieldChange struct{ Key, Before, After string }

// Diff lists what differs between two books, each entry by its id: what was
// removed or changed in the order of the first, then what is new. Where an
// entry stands, and whether it is a user's own, is no difference.
func Diff(a, b *Book) []Change {
	before, after := a.items(), b.items()
	is, was := indexed(after), indexed(before)
	var out []Change
	for _, x := range before {
		y, ok := is[x.key()]
		if !ok {
			out = append(out, x.change(Removed, fieldsBetween(x.states, nil), x.at))
			continue
		}
		if fields := fieldsBetween(x.states, y.states); len(fields) > 0 {
			out = append(out, y.change(Changed, fields, y.at))
		}
	}
	for _, y := range after {
		if _, ok := was[y.key()]; !ok {
			out = append(out, y.change(Added, fieldsBetween(nil, y.states), y.at))
		}
	}
	return out
}

// item is one entry of a book as a list of what it states.
type item struct {
	sort           Sort
	instrument, id string
	states         []statement
	at             calc.Position
}

// key is what an entry is known by: a value moved to another instrument is the
// same value, and says so as a change of its clause.
func (x item) key() string { return string(x.sort) + " " + x.id }

func (x item) change(how How, fields []FieldChange, at calc.Position) Change {
	return Change{Sort: x.sort, How: how, Instrument: x.instrument, ID: x.id, Fields: fields, At: at}
}

func indexed(list []item) map[string]item {
	out := make(map[string]item, len(list))
	for _, x := range list {
		out[x.key()] = x
	}
	return out
}

// items lists all that a book holds.
func (b *Book) items() []item {
	var out []item
	for _, c := range b.readKinds() {
		out = append(out, c.items()...)
	}
	for _, t := range b.scopes {
		for i, list := range t.lists() {
			name := [...]string{"segment", "specification", "management"}[i]
			for _, e := range list {
				id := strings.Join(e.Classes, "+") + " " + textOf(reflect.ValueOf(e.When))
				out = append(out, item{ScopeOfClass, name, strings.TrimSpace(name + " " + id), statementsOf(e), e.At})
			}
		}
	}
	for _, n := range b.names {
		id := strings.TrimSpace(string(n.Kind) + " " + n.Code + " " + n.Instrument)
		out = append(out, item{NameEntry, string(n.Kind), id, statementsOf(n), n.At})
	}
	return out
}

func (c content) items() []item {
	var out []item
	in := c.instrument.ID
	add := func(sort Sort, of, id string, x any, at calc.Position) {
		out = append(out, item{sort, of, id, statementsOf(x), at})
	}
	add(InstrumentEntry, in, in, c.instrument, c.instrument.At)
	for _, v := range c.values {
		add(ValueEntry, in, v.ID, v, v.At)
	}
	for _, r := range c.rules {
		add(RuleEntry, in, r.ID, r, r.At)
	}
	for _, r := range c.actual {
		add(ActualEntry, in, r.ID, r, r.At)
	}
	for _, o := range c.orders {
		add(OrderEntry, in, o.ID, o, o.At)
	}
	for _, m := range c.methods {
		add(MethodEntry, in, m.ID, m, m.At)
	}
	for _, g := range c.gaps {
		add(GapEntry, in, g.ID, g, g.At)
	}
	for _, p := range c.provisions {
		add(ProvisionEntry, in, p.ID, p, p.At)
	}
	for _, w := range c.wordings {
		add(WordingEntry, in, in+" "+string(w.Term), w, w.At)
	}
	for _, x := range c.bases {
		add(BaseEntry, in, x.Name.ZH, x, x.At)
	}
	for _, k := range c.checks {
		add(CheckEntry, in, k.ID, k, k.At)
	}
	if p := c.policy; p != nil {
		out = append(out, p.items()...)
	}
	return out
}

// items of a policy are its parameters and the entries of its lists, and what
// else it states as a whole.
func (p Policy) items() []item {
	whole := item{PolicyEntry, p.ID, p.ID, statementsOf(p), p.At}
	out := []item{whole}
	for _, x := range p.Parameters {
		out = append(out, item{ParameterEntry, p.ID, p.ID + "." + x.ID, statementsOf(x), x.At})
	}
	for _, part := range listedParts(p) {
		if part.list != "Parameters" {
			out = append(out, item{PolicyPartEntry, p.ID, p.ID + "." + part.id, part.states, p.At})
		}
	}
	return out
}

// fieldsBetween lists the keys of which two entries say different things.
func fieldsBetween(before, after []statement) []FieldChange {
	var out []FieldChange
	said := func(list []statement, key string) string {
		if i := slices.IndexFunc(list, func(s statement) bool { return s.key == key }); i >= 0 {
			return list[i].text
		}
		return ""
	}
	for _, s := range before {
		if now := said(after, s.key); now != s.text {
			out = append(out, FieldChange{s.key, s.text, now})
		}
	}
	for _, s := range after {
		if said(before, s.key) == "" {
			out = append(out, FieldChange{s.key, "", s.text})
		}
	}
	return out
}
