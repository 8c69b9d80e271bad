package substitution

import (
	"cmp"
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// Order is the order of the notice among sources as one project sees them: the
// same key industry before others (JL-2.2), within each the same enterprise,
// the same city, the province (JL-2.4).
type Order struct {
	industry, enterprise, city string
	anyIndustry, anyPlace      bool // the policy does not ask for the order of industries, of places
	reserveLast                bool // the government's reserve comes after all others
}

// OrderFor is the order for the project of a dossier.
func OrderFor(d *dossier.Dossier, policy factors.Policy, r reduction.Result) Order {
	own, _ := d.Discharger(d.Project.Discharger)
	return Order{industry: r.Industry.ID, enterprise: own.CreditCode, city: d.Project.Place(),
		anyIndustry: !policy.Asks(calc.RuleSameIndustry), anyPlace: !policy.Asks(calc.RuleReallocation),
		reserveLast: policy.Choice("reserve") == "after-others"}
}

// Tier is the place of a source's industry.
func (o Order) Tier(s reduction.SourceResult) Tier {
	if s.Line.Industry == o.industry {
		return SameIndustry
	}
	return OtherIndustry
}

// Preference is the place of a source within its tier.
func (o Order) Preference(s reduction.SourceResult) Preference {
	switch {
	case o.enterprise != "" && s.Discharger.CreditCode == o.enterprise:
		return SameEnterprise
	case s.Discharger.Place() == o.city:
		return SameCity
	}
	return Province
}

// Rank numbers the places, from 0.
func (o Order) Rank(s reduction.SourceResult) int {
	if o.reserveLast && s.Source.Basis == dossier.GovernmentReserve {
		return 2 * len(Preferences)
	}
	n := Preferences.Index(o.Preference(s))
	if o.anyPlace {
		n = 0
	}
	if o.Tier(s) == OtherIndustry && !o.anyIndustry {
		n += len(Preferences)
	}
	return n
}

// Sorted sorts sources by the order of the notice, then by id.
func (o Order) Sorted(sources []reduction.SourceResult) []reduction.SourceResult {
	out := slices.Clone(sources)
	slices.SortStableFunc(out, func(a, b reduction.SourceResult) int {
		return cmp.Or(cmp.Compare(o.Rank(a), o.Rank(b)), cmp.Compare(a.Source.ID, b.Source.ID))
	})
	return out
}
