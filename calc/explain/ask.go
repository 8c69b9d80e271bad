package explain

import (
	"math/big"
	"slices"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// Answer says of one source how much of it is used and why, or why not, and
// what would have to change.
type Answer struct {
	Source     reduction.SourceResult
	State      substitution.SourceState
	Tier       substitution.Tier
	Preference substitution.Preference
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
func Ask(v Version, id string) (answer Answer, ok bool) {
	e := explainerOf(v)
	i := slices.IndexFunc(e.result.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == id })
	if i < 0 {
		return Answer{}, false
	}
	s := e.result.Sources[i]
	a := &asker{explainer: e, s: s, rank: e.order.Rank(s), Answer: Answer{Source: s, State: e.plan.StateOf(s),
		Tier: e.order.Tier(s), Preference: e.order.Preference(s)}}
	for _, x := range e.result.Offered() {
		switch r := e.order.Rank(x) - a.rank; {
		case r < 0:
			a.Ahead++
		case r == 0 && x.Source.ID != id:
			a.Beside++
		}
	}
	for _, pollutant := range v.Policy().Quotas() {
		for _, medium := range substitution.MediaApart(v.Policy()) {
			a.metal(metal{pollutant, medium})
		}
	}
	a.changes()
	return a.Answer, true
}

// asker answers for one source.
type asker struct {
	*explainer
	s    reduction.SourceResult
	rank int // its place in the order of the notice
	Answer
}

func (a *asker) metal(of metal) {
	m := MetalAnswer{Pollutant: of.pollutant, Medium: of.medium}
	m.Usable, _ = a.s.Usable(of.pollutant, of.medium)
	if n, ok := of.in(a.plan.Needs); ok && n.Demand.OK() {
		m.Demand = n.Demand
	}
	if !m.Usable.OK() && m.Demand.Sign() <= 0 {
		return
	}
	if m.Usable.OK() && m.Demand.Sign() > 0 &&
		(a.State == substitution.SourceUsed || a.State == substitution.SourceUnused) {
		m.Used, m.Before = a.taken(a.plan.Allocations, of)
	}
	m.Reason = a.reason(&m, of)
	a.Metals = append(a.Metals, m)
}

// taken is what is drawn of the source, and of those that come before it or
// stand in its place.
func (a *asker) taken(all []substitution.Allocation, of metal) (used calc.Step, before []Before) {
	ranks := map[string]int{}
	for _, s := range a.result.Sources {
		ranks[s.Source.ID] = a.order.Rank(s)
	}
	for _, x := range all {
		switch {
		case x.Pollutant != of.pollutant || x.Medium != of.medium || ranks[x.Source] > a.rank:
			continue
		case x.Source == a.s.Source.ID:
			return x.Amount, before
		}
		before = append(before, Before{x.Source, x.Amount})
	}
	return calc.Step{}, before
}

func (a *asker) reason(m *MetalAnswer, of metal) calc.Text {
	amount := func(s calc.Step) string { return s.Value().ShownAmount() }
	switch {
	case a.unknown(m):
		return calc.Text{ZH: "需求无法算出", EN: "the demand cannot be computed"}
	case !m.Usable.OK():
		return calc.Text{ZH: "该来源不提供", EN: "the source gives none"}
	case a.State == substitution.SourceRefused:
		return calc.Textf("来源未被采纳，本可提供 %s kg/a", "the source is refused; it would give %s kg/a",
			amount(m.Usable))
	case a.State == substitution.SourceOwn:
		return calc.Textf("%s kg/a 作为以新带老从新增量中扣减",
			"%s kg/a is deducted from the new emission as own reduction", amount(m.Usable))
	case a.plan.Status == substitution.Waived:
		return calc.Text{ZH: "申请豁免替代，不分配来源", EN: "substitution is waived; no source is assigned"}
	case m.Demand.Sign() <= 0:
		return calc.Text{ZH: "项目没有这种金属的替代需求", EN: "the project needs none of this metal"}
	case substitution.BelowLot(a.s, m.Usable):
		return calc.Textf("可用量小于最小转让量 %s kg/a", "less is usable than the lot of %s kg/a",
			amount(substitution.LotOf(a.s)))
	case m.Used.OK() && m.Used.Value().Equal(m.Usable.Value()):
		return calc.Text{ZH: "全部可用量都用上", EN: "all that is usable is used"}
	case m.Used.OK():
		return calc.Textf("补足前面的来源之后尚缺的 %s kg/a，余 %s kg/a 未用",
			"fills the %s kg/a that the sources before it leave; %s kg/a is not used",
			amount(m.Used), amount(calc.Difference("ΔE余", "surplus", calc.Clause{}, m.Usable, m.Used)))
	}
	return a.unused(m, of)
}

// unknown reports whether the project needs an amount that could not be
// computed.
func (a *asker) unknown(m *MetalAnswer) bool {
	n, ok := metal{m.Pollutant, m.Medium}.in(a.plan.Needs)
	return ok && !n.Demand.OK()
}

// unused says why an accepted source is not drawn on. Rank decides metal by
// metal: while the sources of earlier places suffice, none of it is used, and
// above what all others of its own place can give besides, it is needed.
func (a *asker) unused(m *MetalAnswer, of metal) calc.Text {
	least, most := a.others(of, func(rank int) bool { return rank < a.rank }),
		a.others(of, func(rank int) bool { return rank <= a.rank })
	if a.drawnAt(of, most, 1) {
		m.From = most
	}
	if kilograms(m.Demand).Cmp(kilograms(least)) > 0 {
		return a.beaten(of)
	}
	if len(m.Before) == 0 || kilograms(least).Sign() == 0 {
		return calc.Text{ZH: "需求已由其他来源满足", EN: "other sources meet the demand"}
	}
	return calc.Textf("次序在前的来源可提供 %s kg/a，已满足需求 %s kg/a",
		"the sources of earlier places can give %s kg/a, which meets the demand of %s kg/a",
		least.Value().ShownAmount(), m.Demand.Value().ShownAmount())
}

// others sums what the other accepted sources of some places can give.
func (a *asker) others(of metal, placed func(rank int) bool) calc.Step {
	parts := []calc.Step{}
	for _, x := range a.order.Sorted(a.result.Offered()) {
		if amount, ok := substitution.Supply(x, of.pollutant, of.medium); ok && x.Source.ID != a.s.Source.ID &&
			placed(a.order.Rank(x)) {
			parts = append(parts, amount)
		}
	}
	if len(parts) == 0 {
		return zero()
	}
	return calc.Total("ΣΔE", "supply", a.Policy().Clause(calc.RuleSameIndustry), parts...).In(quantity.KgPerYear)
}

// drawnAt reports whether the source is drawn on where the demand is so many
// milligrams above an amount.
func (a *asker) drawnAt(of metal, amount calc.Step, milligrams int64) bool {
	needs := slices.Clone(a.plan.Needs)
	above := new(big.Rat).Add(kilograms(amount), big.NewRat(milligrams, 1_000_000))
	for i := range needs {
		if metalOf(needs[i]) == of {
			needs[i].Demand = calc.Given("E替代", "demand", quantity.New(above, quantity.KgPerYear),
				calc.Origin{Kind: calc.FromDefinition})
		}
	}
	used, _ := a.taken(a.WithNeeds(needs).Allocated().Allocations, of)
	return used.OK()
}

// without is the version in which a source is not offered. What the project
// needs stays.
func (a *asker) without(id string) substitution.Allocated {
	r := a.Reduced()
	r.Sources = slices.DeleteFunc(r.Sources, func(s reduction.SourceResult) bool { return s.Source.ID == id })
	return a.WithReduced(r).WithNeeds(a.plan.Needs).Allocated()
}

// beaten says what the plan gains by taking others of the same place: the
// first of the order's last steps in which the plan with this source in the
// place of another is worse.
func (a *asker) beaten(of metal) calc.Text {
	now := a.Allocated()
	for _, x := range a.plan.Allocations {
		if x.Pollutant != of.pollutant || x.Medium != of.medium {
			continue
		}
		then := a.without(x.Source)
		if used, _ := a.taken(then.Allocations, of); used.OK() {
			return calc.Textf("同一次序的来源 %s 已满足需求；换用本来源，%s",
				"source %s of the same place meets the demand; with this one in its stead %s", x.Source,
				worse(now, then))
		}
	}
	return calc.Text{ZH: "同一次序的其他来源已满足需求", EN: "others of the same place meet the demand"}
}

var yuanPerYear = quantity.MustUnit("元/a")

// worse is the first difference of two allocations in the order of the plan:
// counterparties, what is moved beyond the need, cost, ids.
func worse(now, then substitution.Allocated) calc.Text {
	if short := slices.IndexFunc(then.Needs, func(n substitution.Need) bool { return n.Shortfall.OK() }); short >= 0 {
		n := then.Needs[short]
		return calc.Textf("%s将缺 %s kg/a", "%s is short by %s kg/a", metalOf(n).name(),
			n.Shortfall.Value().ShownAmount())
	}
	surplus := func(d substitution.Allocated) calc.Step {
		parts := []calc.Step{zero()}
		for _, m := range d.Moved {
			parts = append(parts, m.Surplus)
		}
		return calc.Total("ΔE多余", "surplus", calc.Clause{}, parts...)
	}
	a, b := surplus(now), surplus(then)
	switch {
	case then.Choice.Parties > now.Choice.Parties:
		return calc.Textf("出让方由 %d 家增至 %d 家", "%[2]d counterparties are needed rather than %[1]d",
			now.Choice.Parties, then.Choice.Parties)
	case kilograms(a).Cmp(kilograms(b)) != 0:
		return calc.Textf("超出需求的转让量由 %s 变为 %s kg/a", "%[2]s rather than %[1]s kg/a is moved beyond the need",
			a.Value().ShownAmount(), b.Value().ShownAmount())
	case now.Choice.Cost.OK() && then.Choice.Cost.OK() && inUnit(now.Choice.Cost, yuanPerYear).
		Cmp(inUnit(then.Choice.Cost, yuanPerYear)) != 0:
		return calc.Textf("费用由 %s 变为 %s", "the cost is %[2]s rather than %[1]s", now.Choice.Cost.Value().String(),
			then.Choice.Cost.Value().String())
	}
	return calc.Text{ZH: "其余相同，编号在后", EN: "all else is equal and its id comes later"}
}
