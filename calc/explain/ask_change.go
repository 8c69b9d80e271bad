package explain

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
)

// changes lists what would have to change, or what the source is worth to the
// plan, each found by planning again.
func (a *asker) changes() {
	if a.plan.Status == substitution.Waived || !a.plan.Computed() {
		return // nothing is assigned
	}
	switch a.State {
	case substitution.SourceOwn:
		then := a.replanned(func(s *reduction.SourceResult) { s.Refusals = []reduction.Refusal{{}} })
		a.change(calc.Textf("没有本来源：%s", "without this source: %s", a.compare(then)))
	case substitution.SourceRefused:
		a.cured()
	case substitution.SourceUsed:
		a.withoutIt()
		a.opinionOpen()
	case substitution.SourceUnused:
		a.demanded()
	}
}

func (a *asker) change(t calc.Text) { a.Changes = append(a.Changes, t) }

// cured plans with the source accepted, where all that stands against it can
// be cured, and with a deadline on the day of commissioning, where that is all.
func (a *asker) cured() {
	if !a.s.Curable() {
		a.change(calc.Text{ZH: "不可补正：不论需求多大都不能采用",
			EN: "there is no cure: it cannot be used at any demand"})
		return
	}
	then := a.replanned(func(s *reduction.SourceResult) { s.Refusals = nil })
	gain := a.compare(then)
	if c := a.Dossier().Project.Commissioning; a.s.Source.Deadline.After(c) && a.acceptedBy(c) &&
		!a.acceptedBy(c.AddDays(1)) {
		a.change(calc.Textf("完成时限不晚于 %s 即被采纳；届时%s", "accepted with a deadline of %s or earlier; then %s",
			c.String(), gain))
		return
	}
	var zh, en []string
	for _, x := range a.s.Refusals {
		zh, en = append(zh, x.Remedy.ZH), append(en, x.Remedy.EN)
	}
	a.change(calc.Textf("%s；补正后%s", "%s; then %s", calc.Text{ZH: strings.Join(zh, "；"),
		EN: strings.Join(en, "; ")}, gain))
}

// replanned is the version in which the assessment of the source came to
// something else.
func (a *asker) replanned(change func(*reduction.SourceResult)) substitution.Allocated {
	r := a.Reduced()
	for i := range r.Sources {
		if r.Sources[i].Source.ID == a.s.Source.ID {
			change(&r.Sources[i])
		}
	}
	return a.WithReduced(r).Allocated()
}

// acceptedBy assesses the source anew with another deadline.
func (a *asker) acceptedBy(day calc.Date) bool {
	list := slices.Clone(a.Dossier().Sources)
	for i := range list {
		if list[i].ID == a.s.Source.ID {
			list[i].Deadline = day
		}
	}
	return slices.ContainsFunc(a.WithSources(list).Reduced().Sources, func(s reduction.SourceResult) bool {
		return s.Source.ID == a.s.Source.ID && s.Accepted()
	})
}

// compare says what another plan makes of the source and of what is missing.
func (a *asker) compare(then substitution.Allocated) calc.Text {
	var zh, en []string
	say := func(t calc.Text) { zh, en = append(zh, t.ZH), append(en, t.EN) }
	for _, n := range then.Needs {
		now, _ := metalOf(n).in(a.plan.Needs)
		used, _ := a.taken(then.Allocations, metalOf(n))
		if used.OK() {
			say(calc.Textf("采用%s %s kg/a", "%[2]s kg/a of %[1]s is used", substitution.MetalName(n.Pollutant,
				n.Medium),
				used.Value().ShownAmount()))
		} else if a.s.Own && n.Demand.OK() && now.Demand.OK() && !n.Demand.Value().Equal(now.Demand.Value()) {
			say(calc.Textf("%s需求由 %s 变为 %s kg/a", "the demand of %s is %[3]s rather than %[2]s kg/a",
				metalOf(n).name(), now.Demand.Value().ShownAmount(),
				n.Demand.Value().ShownAmount()))
		}
		switch {
		case !now.Shortfall.OK() && n.Shortfall.OK():
			say(calc.Textf("%s缺 %s kg/a", "%s is short by %s kg/a", metalOf(n).name(),
				n.Shortfall.Value().ShownAmount()))
		case now.Shortfall.OK() && !n.Shortfall.OK():
			say(calc.Textf("%s不再缺", "%s is no longer short", metalOf(n).name()))
		case now.Shortfall.OK() && n.Shortfall.OK() && !now.Shortfall.Value().Equal(n.Shortfall.Value()):
			say(calc.Textf("%s缺口由 %s 减到 %s kg/a", "%s is short by %[3]s rather than %[2]s kg/a",
				metalOf(n).name(), now.Shortfall.Value().ShownAmount(), n.Shortfall.Value().
					ShownAmount()))
		}
	}
	if zh == nil && a.s.Own {
		return calc.Text{ZH: "需求不变", EN: "the demand stays"}
	}
	if zh == nil {
		return calc.Text{ZH: "仍不采用：需求已由其他来源满足",
			EN: "it is still not used: other sources meet the demand"}
	}
	return calc.Text{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}
}

// withoutIt says what becomes of the plan without the source.
func (a *asker) withoutIt() {
	then := a.without(a.s.Source.ID)
	var zh, en []string
	for _, n := range then.Needs {
		now, _ := metalOf(n).in(a.plan.Needs)
		if n.Shortfall.OK() && (!now.Shortfall.OK() || !now.Shortfall.Value().Equal(n.Shortfall.Value())) {
			t := calc.Textf("%s缺 %s kg/a", "%s is short by %s kg/a", metalOf(n).name(),
				n.Shortfall.Value().ShownAmount())
			zh, en = append(zh, t.ZH), append(en, t.EN)
		}
	}
	if more := newSources(a.plan.Allocations, then.Allocations); len(more) > 0 {
		zh, en = append(zh, "改用来源 "+strings.Join(more, "、")),
			append(en, "source "+strings.Join(more, ", ")+" is drawn on instead")
	}
	if zh == nil {
		zh, en = []string{"其他已采用的来源多给即可"}, []string{"sources that are used already give more"}
	}
	a.change(calc.Textf("没有本来源：%s", "without this source: %s", calc.Text{ZH: strings.Join(zh, "，"),
		EN: strings.Join(en, ", ")}))
}

// newSources are those that the later list draws on and the earlier does not.
func newSources(before, after []substitution.Allocation) []string {
	var out []string
	for _, x := range after {
		if !slices.ContainsFunc(before, func(y substitution.Allocation) bool { return y.Source == x.Source }) &&
			!slices.Contains(out, x.Source) {
			out = append(out, x.Source)
		}
	}
	slices.Sort(out)
	return out
}

// opinionOpen: a used source whose city has not been heard needs its opinion
// (JL-4.1).
func (a *asker) opinionOpen() {
	if a.s.Source.CityOpinion == "" {
		city := substitution.Department(a.Policy().Authority(a.s.Discharger.Seat(), a.s.Discharger.City))
		a.change(calc.Textf("仍须取得%s的意见（%s），填写 city_opinion",
			"it still needs the opinion of %s (%s): state city_opinion", city,
			a.Policy().RuleID(calc.RuleConsultation)))
	}
}

// demanded says from which demand an unused source is drawn on, for the metals
// where planning at 1 mg/a more confirmed it.
func (a *asker) demanded() {
	for _, m := range a.Metals {
		if m.From.OK() {
			a.change(calc.Textf("%s需求超过 %s kg/a（现为 %s）时必定用到它",
				"a demand of more than %[2]s kg/a of %[1]s (now %[3]s) draws on it for certain",
				metal{m.Pollutant, m.Medium}.name(), exactKg(m.From), exactKg(m.Demand)))
		}
	}
	if len(a.Changes) == 0 && !slices.ContainsFunc(a.Metals, func(m MetalAnswer) bool {
		return m.Demand.Sign() > 0 &&
			m.Usable.OK()
	}) {
		a.change(calc.Text{ZH: "项目需要的金属它都不提供", EN: "it gives none of the metals the project needs"})
	}
	for _, m := range a.Metals {
		if m.Usable.OK() && m.Demand.Sign() > 0 && substitution.BelowLot(a.s, m.Usable) {
			a.change(calc.Textf("%s：最小转让量 lot 不高于 %s kg/a 才可能用到它",
				"%s: it can be used only with a lot of at most %s kg/a", metal{m.Pollutant, m.Medium}.name(),
				exactKg(m.Usable)))
		}
	}
}

// exactKg writes an amount in kg/a exactly where that is short, else rounded
// up to six decimals: above the printed figure the sentence holds.
func exactKg(s calc.Step) string {
	q, err := s.Value().In(quantity.KgPerYear)
	if err != nil {
		return s.Value().String()
	}
	if text := q.Exact(); !strings.Contains(text, "/") && len(text) <= 12 {
		return text
	}
	return ceilTo(q.Rat(), 6)
}
