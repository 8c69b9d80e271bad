package substitution

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
)

// SourceState is what became of a source.
type SourceState string

// The states.
const (
	SourceUsed    SourceState = "used"    // the plan draws on it
	SourceUnused  SourceState = "unused"  // accepted, and not drawn on
	SourceOwn     SourceState = "own"     // counted as own reduction (以新带老)
	SourceRefused SourceState = "refused" // not accepted
)

// SourceStates lists the states.
var SourceStates = calc.Words[SourceState]{
	{Key: SourceUsed, Name: calc.Text{ZH: "已采用", EN: "used"}},
	{Key: SourceUnused, Name: calc.Text{ZH: "未采用", EN: "not used"}},
	{Key: SourceOwn, Name: calc.Text{ZH: "计作以新带老", EN: "counted as own reduction"}},
	{Key: SourceRefused, Name: calc.Text{ZH: "未采纳", EN: "refused"}},
}

// Name returns the state in words.
func (s SourceState) Name() calc.Text { return SourceStates.Name(s) }

// StateOf says what became of a source of the plan.
func (p Plan) StateOf(s reduction.SourceResult) SourceState {
	switch {
	case !s.Accepted():
		return SourceRefused
	case s.Own:
		return SourceOwn
	case slices.ContainsFunc(p.Allocations, func(a Allocation) bool { return a.Source == s.Source.ID }):
		return SourceUsed
	}
	return SourceUnused
}

// Answer says of one source how much of it is used and why, or why not, and
// what would have to change.
type Answer struct {
	Source     reduction.SourceResult
	State      SourceState
	Tier       Tier
	Preference Preference
	Ahead      int // sources that come before it in the order of the notice
	Beside     int // others of the same place, among which the plan may choose
	Metals     []MetalAnswer
	Changes    []calc.Text // figures and dates verified by planning again
}

// MetalAnswer is the answer for one metal of which the source gives something
// or the project needs something.
type MetalAnswer struct {
	Pollutant calc.Pollutant
	Medium    calc.Medium
	Demand    calc.Step // no value where the project needs none
	Usable    calc.Step // no value where the source gives none
	Used      calc.Step // no value where none is used
	Before    []Before  // what was taken from sources that come before it
	From      calc.Step // of a source not used: above this demand it is, for certain
	Reason    calc.Text
}

// Before is what another source gives that comes before.
type Before struct {
	Source string
	Amount calc.Step
}

// Ask answers for the source with this id; ok is false where there is none.
// It plans anew, and again for every change it names.
func Ask(in Input, id string) (answer Answer, ok bool) {
	in.variant = true // what hangs on monitoring data is not asked here
	p := plannerOf(in)
	i := slices.IndexFunc(p.plan.Result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == id })
	if i < 0 {
		return Answer{}, false
	}
	s := p.plan.Result.Sources[i]
	a := &asker{planner: p, s: s, Answer: Answer{Source: s, State: p.plan.StateOf(s), Tier: p.tier(s),
		Preference: p.preference(s)}}
	for _, x := range p.accepted() {
		switch r := p.rank(x) - p.rank(s); {
		case r < 0:
			a.Ahead++
		case r == 0 && x.Source.ID != id:
			a.Beside++
		}
	}
	for _, col := range p.columns(p.plan.Needs) {
		a.metal(col)
	}
	a.changes()
	return a.Answer, true
}

// asker answers for one source.
type asker struct {
	*planner
	s reduction.SourceResult
	Answer
}

func (a *asker) metal(col column) {
	m := MetalAnswer{Pollutant: col.pollutant, Medium: col.medium}
	m.Usable, _ = a.s.Usable(col.pollutant, col.medium)
	if col.need >= 0 {
		m.Demand = a.plan.Needs[col.need].Demand
	}
	if !m.Usable.OK() && m.Demand.Sign() <= 0 {
		return
	}
	if m.Usable.OK() && m.Demand.Sign() > 0 && (a.State == SourceUsed || a.State == SourceUnused) {
		m.Used, m.Before = a.taken(a.plan.Allocations, col, a.s.Source.ID)
	}
	m.Reason = a.reason(&m, col)
	a.Metals = append(a.Metals, m)
}

// taken is what is drawn of a source, and of those that come before it or
// stand in its place.
func (p *planner) taken(all []Allocation, col column, id string) (used calc.Step, before []Before) {
	ranks := map[string]int{}
	for _, s := range p.plan.Result.Sources {
		ranks[s.Source.ID] = p.rank(s)
	}
	for _, x := range all {
		switch {
		case x.Pollutant != col.pollutant || x.Medium != col.medium || ranks[x.Source] > ranks[id]:
			continue
		case x.Source == id:
			return x.Amount, before
		}
		before = append(before, Before{x.Source, x.Amount})
	}
	return calc.Step{}, before
}

func (a *asker) reason(m *MetalAnswer, col column) calc.Text {
	amount := func(s calc.Step) string { return s.Value().ShownAmount() }
	switch {
	case a.unknown(m):
		return calc.Text{ZH: "需求无法算出", EN: "the demand cannot be computed"}
	case !m.Usable.OK():
		return calc.Text{ZH: "该来源不提供", EN: "the source gives none"}
	case a.State == SourceRefused:
		return calc.Textf("来源未被采纳，本可提供 %s kg/a", "the source is refused; it would give %s kg/a",
			amount(m.Usable))
	case a.State == SourceOwn:
		return calc.Textf("%s kg/a 作为以新带老从新增量中扣减",
			"%s kg/a is deducted from the new emission as own reduction", amount(m.Usable))
	case a.plan.Status == Waived:
		return calc.Text{ZH: "申请豁免替代，不分配来源", EN: "substitution is waived; no source is assigned"}
	case m.Demand.Sign() <= 0:
		return calc.Text{ZH: "项目没有这种金属的替代需求", EN: "the project needs none of this metal"}
	case belowLot(a.s, m.Usable):
		return calc.Textf("可用量小于最小转让量 %s kg/a", "less is usable than the lot of %s kg/a",
			amount(lotStep(a.s)))
	case m.Used.OK() && m.Used.Value().Equal(m.Usable.Value()):
		return calc.Text{ZH: "全部可用量都用上", EN: "all that is usable is used"}
	case m.Used.OK():
		return calc.Textf("补足前面的来源之后尚缺的 %s kg/a，余 %s kg/a 未用",
			"fills the %s kg/a that the sources before it leave; %s kg/a is not used",
			amount(m.Used), amount(calc.Difference("ΔE余", "surplus", calc.Clause{}, m.Usable, m.Used)))
	}
	return a.unused(m, col)
}

// unknown reports whether the project needs an amount that could not be
// computed.
func (a *asker) unknown(m *MetalAnswer) bool {
	i := needIndex(a.plan.Needs, m.Pollutant, m.Medium)
	return i >= 0 && !a.plan.Needs[i].Demand.OK()
}

// unused says why an accepted source is not drawn on. Rank decides metal by
// metal: while the sources of earlier places suffice, none of it is used, and
// above what all others of its own place can give besides, it is needed.
func (a *asker) unused(m *MetalAnswer, col column) calc.Text {
	least, most := a.others(col, func(rank int) bool { return rank < a.rank(a.s) }),
		a.others(col, func(rank int) bool { return rank <= a.rank(a.s) })
	if a.drawnAt(col, most, 1) {
		m.From = most
	}
	if kilograms(m.Demand).Cmp(kilograms(least)) > 0 {
		return a.beaten(col)
	}
	if len(m.Before) == 0 || kilograms(least).Sign() == 0 {
		return calc.Text{ZH: "需求已由其他来源满足", EN: "other sources meet the demand"}
	}
	return calc.Textf("次序在前的来源可提供 %s kg/a，已满足需求 %s kg/a",
		"the sources of earlier places can give %s kg/a, which meets the demand of %s kg/a",
		least.Value().ShownAmount(), m.Demand.Value().ShownAmount())
}

// others sums what the other accepted sources of some places can give.
func (a *asker) others(col column, of func(rank int) bool) calc.Step {
	parts := []calc.Step{}
	for _, x := range a.ordered(a.accepted()) {
		if amount, ok := supplyOf(x, col); ok && x.Source.ID != a.s.Source.ID && of(a.rank(x)) {
			parts = append(parts, amount)
		}
	}
	if len(parts) == 0 {
		return zero()
	}
	return sum("ΣΔE", "supply", a.Policy.Clause("JL-2.2"), parts).In(quantity.KgPerYear)
}

// drawnAt reports whether the source is drawn on where the demand is so many
// milligrams above an amount.
func (a *asker) drawnAt(col column, amount calc.Step, milligrams int64) bool {
	needs := a.unmet()
	above := new(big.Rat).Add(kilograms(amount), big.NewRat(milligrams, 1_000_000))
	needs[col.need].Demand = calc.Given("E替代", "demand", quantity.New(above, quantity.KgPerYear),
		calc.Origin{Kind: calc.FromDefinition})
	used, _ := a.taken(a.draw(needs, a.accepted()).allocations, col, a.s.Source.ID)
	return used.OK()
}

// beaten says what the plan gains by taking others of the same place: the
// first of the order's last steps in which the plan with this source in the
// place of another is worse.
func (a *asker) beaten(col column) calc.Text {
	now := drawing{allocations: a.plan.Allocations, moved: a.plan.Moved, choice: a.plan.Choice}
	for _, x := range a.plan.Allocations {
		if x.Pollutant != col.pollutant || x.Medium != col.medium {
			continue
		}
		without := slices.DeleteFunc(a.accepted(), func(s reduction.SourceResult) bool {
			return s.Source.ID ==
				x.Source
		})
		then := a.draw(a.unmet(), without)
		if used, _ := a.taken(then.allocations, col, a.s.Source.ID); used.OK() {
			return calc.Textf("同一次序的来源 %s 已满足需求；换用本来源，%s",
				"source %s of the same place meets the demand; with this one in its stead %s", x.Source,
				worse(now, then))
		}
	}
	return calc.Text{ZH: "同一次序的其他来源已满足需求", EN: "others of the same place meet the demand"}
}

// worse is the first difference of two drawings in the order of the plan:
// counterparties, what is moved beyond the need, cost, ids.
func worse(now, then drawing) calc.Text {
	if short := slices.IndexFunc(then.needs, func(n Need) bool { return n.Shortfall.OK() }); short >= 0 {
		n := then.needs[short]
		return calc.Textf("%s将缺 %s kg/a", "%s is short by %s kg/a", metalName(n.Pollutant, n.Medium),
			n.Shortfall.Value().ShownAmount())
	}
	surplus := func(d drawing) calc.Step {
		parts := []calc.Step{zero()}
		for _, m := range d.moved {
			parts = append(parts, m.Surplus)
		}
		return sum("ΔE多余", "surplus", calc.Clause{}, parts)
	}
	a, b := surplus(now), surplus(then)
	switch {
	case then.choice.Parties > now.choice.Parties:
		return calc.Textf("出让方由 %d 家增至 %d 家", "%[2]d counterparties are needed rather than %[1]d",
			now.choice.Parties, then.choice.Parties)
	case kilograms(a).Cmp(kilograms(b)) != 0:
		return calc.Textf("超出需求的转让量由 %s 变为 %s kg/a", "%[2]s rather than %[1]s kg/a is moved beyond the need",
			a.Value().ShownAmount(), b.Value().ShownAmount())
	case now.choice.Cost.OK() && then.choice.Cost.OK() && inUnit(now.choice.Cost, yuanPerYear).
		Cmp(inUnit(then.choice.Cost, yuanPerYear)) != 0:
		return calc.Textf("费用由 %s 变为 %s", "the cost is %[2]s rather than %[1]s", now.choice.Cost.Value().String(),
			then.choice.Cost.Value().String())
	}
	return calc.Text{ZH: "其余相同，编号在后", EN: "all else is equal and its id comes later"}
}
