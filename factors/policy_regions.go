package factors

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Force is where something of a policy stands, and from when to when it holds.
type Force struct {
	Clause       calc.Clause
	Since, Until calc.Date // zero: as long as the policy
	Status       calc.Status
	Source       string
	Note         string
	Local        bool
	At           calc.Position
}

func (f Force) holds(on calc.Date) bool {
	return on.IsZero() || (!on.Before(f.Since) && (f.Until.IsZero() || !f.Until.Before(on)))
}

// RegionClass is what kind of region a project lies in.
type RegionClass string

// The classes of regions.
const (
	NationalRegion   RegionClass = "national"
	ProvincialRegion RegionClass = "provincial"
	OrdinaryRegion   RegionClass = "ordinary"
)

// RegionClasses lists the classes of regions, the strictest first.
var RegionClasses = calc.Words[RegionClass]{
	{Key: NationalRegion, Name: calc.Text{ZH: "国家重点区域", EN: "national key region"}},
	{Key: ProvincialRegion, Name: calc.Text{ZH: "省级重点区域", EN: "provincial key region"}},
	{Key: OrdinaryRegion, Name: calc.Text{ZH: "一般区域", EN: "ordinary region"}},
}

// Distance is how far a source lies from the project.
type Distance string

// The distances.
const (
	SameCity  Distance = "same-city"
	OtherCity Distance = "other-city"
)

// Distances lists the distances.
var Distances = calc.Words[Distance]{
	{Key: SameCity, Name: calc.Text{ZH: "同一市（州）", EN: "same city"}},
	{Key: OtherCity, Name: calc.Text{ZH: "其他市（州）", EN: "another city"}},
}

// Tier is the place of a source's industry: that of the project, or another key
// industry.
type Tier string

// The tiers.
const (
	SameIndustry  Tier = "same-industry"
	OtherIndustry Tier = "other-industry"
)

// Tiers lists the tiers.
var Tiers = calc.Words[Tier]{
	{Key: SameIndustry, Name: calc.Text{ZH: "同一重点行业", EN: "same key industry"}},
	{Key: OtherIndustry, Name: calc.Text{ZH: "其他重点行业", EN: "another key industry"}},
}

// Name returns the tier in words.
func (t Tier) Name() calc.Text { return Tiers.Name(t) }

// Ratio is a substitution ratio for some metals, regions and sources; what it
// leaves empty it does not ask for.
type Ratio struct {
	Force
	ID         string
	Amount     quantity.Quantity
	Pollutants []calc.Pollutant
	Region     RegionClass
	Distance   Distance
	Tier       Tier
}

// OfSource reports whether the ratio depends on where a reduction comes from.
func (r Ratio) OfSource() bool { return r.Distance != "" || r.Tier != "" }

// Zone is a list of places for some metals: a key region, or one into which
// nothing may be transferred.
type Zone struct {
	Force
	Name       calc.Text
	Level      RegionClass // of a key region
	Codes      []string    // of counties or cities
	Pollutants []calc.Pollutant
}

// Has reports whether a place lies in the zone.
func (z Zone) Has(county, city string) bool {
	return county != "" && slices.Contains(z.Codes, county) || city != "" && slices.Contains(z.Codes, city)
}

func (z Zone) of(p calc.Pollutant) bool {
	return len(z.Pollutants) == 0 || slices.Contains(z.Pollutants, p)
}

// ExemptClass is a class of GB/T 4754-2017 that needs no substitution.
type ExemptClass struct {
	Force
	Name  calc.Text
	Codes []string
}

// CityTarget is what a city's emission of a metal has to come down to.
type CityTarget struct {
	Force
	City      string
	Pollutant calc.Pollutant
	Amount    quantity.Quantity // mass per year
}

// QuotaMetals are metals that a policy puts under quota beside the five.
type QuotaMetals struct {
	Force
	Pollutants []calc.Pollutant
}

// Counts reports whether the policy puts a metal under quota.
func (p Policy) Counts(metal calc.Pollutant) bool {
	return slices.Contains(calc.QuotaPollutants, metal) || slices.ContainsFunc(p.Metals, func(m QuotaMetals) bool {
		return slices.Contains(m.Pollutants, metal)
	})
}

// Quotas lists the metals under quota: the five, then what the policy adds, in
// the order of tables.
func (p Policy) Quotas() []calc.Pollutant {
	return slices.DeleteFunc(calc.Pollutants.Values(), func(metal calc.Pollutant) bool { return !p.Counts(metal) })
}

// On is the policy as it stands on a day: what begins later or has ended is
// not in it. On no day, everything is.
func (p Policy) On(day calc.Date) Policy {
	p = p.clone()
	p.Parameters = slices.DeleteFunc(p.Parameters, func(x Parameter) bool {
		return !Force{Since: x.Since, Until: x.Until}.holds(day)
	})
	p.Ratios = slices.DeleteFunc(p.Ratios, func(x Ratio) bool { return !x.holds(day) })
	p.Regions = slices.DeleteFunc(p.Regions, func(x Zone) bool { return !x.holds(day) })
	p.Closed = slices.DeleteFunc(p.Closed, func(x Zone) bool { return !x.holds(day) })
	p.Exempt = slices.DeleteFunc(p.Exempt, func(x ExemptClass) bool { return !x.holds(day) })
	p.Targets = slices.DeleteFunc(p.Targets, func(x CityTarget) bool { return !x.holds(day) })
	p.Metals = slices.DeleteFunc(p.Metals, func(x QuotaMetals) bool { return !x.holds(day) })
	return p
}

// Expired reports whether the policy's last day lies before a day.
func (p Policy) Expired(on calc.Date) bool {
	return !p.Until.IsZero() && !on.IsZero() && p.Until.Before(on)
}

// RegionOf is the class of region a place lies in for a metal, by the
// policy's own lists, and the list that says so.
func (p Policy) RegionOf(county, city string, metal calc.Pollutant) (RegionClass, Zone) {
	for _, level := range []RegionClass{NationalRegion, ProvincialRegion} {
		for _, z := range p.Regions {
			if z.Level == level && z.of(metal) && z.Has(county, city) {
				return level, z
			}
		}
	}
	return OrdinaryRegion, Zone{}
}

// ClosedTo returns the zone around the first place into which nothing may be
// transferred from the second.
func (p Policy) ClosedTo(county, city, fromCounty, fromCity string) (Zone, bool) {
	for _, z := range p.Closed {
		if z.Has(county, city) && !z.Has(fromCounty, fromCity) {
			return z, true
		}
	}
	return Zone{}, false
}

// RatioOf is the substitution ratio of a metal in a class of region: the
// greatest of those that fit. With a distance and a tier it is that of a
// source, else that of the demand.
func (p Policy) RatioOf(metal calc.Pollutant, region RegionClass, d Distance, t Tier) (calc.Step, error) {
	id := "ratio"
	if _, ok := p.Parameter("ratio_key_region"); ok && region == NationalRegion {
		id = "ratio_key_region"
	}
	best, err := p.Figure(id)
	if err != nil {
		return best, err
	}
	for _, r := range p.Ratios {
		if len(r.Pollutants) > 0 && !slices.Contains(r.Pollutants, metal) || r.Region != "" && r.Region != region ||
			r.Distance != "" && r.Distance != d || r.Tier != "" && r.Tier != t {
			continue
		}
		if n, err := r.Amount.Cmp(best.Value()); err != nil || n <= 0 {
			continue
		}
		best = calc.Factor("r", "substitution-ratio", r.Amount, r.Clause, calc.Origin{Kind: calc.FromFactor,
			Factor: p.ID + "." + r.ID, Status: r.Status, Local: r.Local, Source: r.Source, Note: r.Note})
	}
	return best, nil
}

// ExemptAs returns the class that exempts a line of this industry code.
func (p Policy) ExemptAs(code string) (ExemptClass, bool) {
	for _, x := range p.Exempt {
		if slices.ContainsFunc(x.Codes, func(c string) bool { return c != "" && strings.HasPrefix(code, c) }) {
			return x, true
		}
	}
	return ExemptClass{}, false
}
