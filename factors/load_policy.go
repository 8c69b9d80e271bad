package factors

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/document"
)

// lists reads what a policy states in lists: ratios, regions, closed zones,
// exempt classes, targets of cities.
func (r *reader) lists(root *document.Table, p *Policy) {
	for i, t := range root.Tables("ratio") {
		x := Ratio{Force: r.force(t), ID: fmt.Sprintf("ratio-%d", i+1), Pollutants: r.pollutants(t),
			Region:   document.Choice(t, "region", false, RegionClasses),
			Distance: document.Choice(t, "distance", false, Distances),
			Tier:     document.Choice(t, "tier", false, Tiers)}
		x.Amount, _ = r.figure(t)
		p.Ratios = append(p.Ratios, x)
	}
	for _, t := range root.Tables("key_region") {
		z := r.zone(t)
		z.Level = document.Choice(t, "level", true, RegionClasses)
		p.Regions = append(p.Regions, z)
	}
	for _, t := range root.Tables("no_transfer_in") {
		p.Closed = append(p.Closed, r.zone(t))
	}
	for _, t := range root.Tables("exempt") {
		p.Exempt = append(p.Exempt, ExemptClass{Force: r.force(t), Codes: t.Strings("codes", true),
			Name: calc.Text{ZH: t.String("name", true), EN: t.String("name_en", true)}})
	}
	for _, t := range root.Tables("target") {
		x := CityTarget{Force: r.force(t), City: t.String("code", true)}
		name := t.String("pollutant", true)
		var ok bool
		if x.Pollutant, ok = calc.ParsePollutant(name); !ok && name != "" {
			reportPollutant(t, "pollutant", name)
		}
		x.Amount, _ = r.figure(t)
		p.Targets = append(p.Targets, x)
	}
}

func (r *reader) zone(t *document.Table) Zone {
	return Zone{Force: r.force(t), Codes: t.Strings("codes", true), Pollutants: r.pollutants(t),
		Name: calc.Text{ZH: t.String("name", true), EN: t.String("name_en", true)}}
}

func (r *reader) force(t *document.Table) Force {
	x := Force{Clause: calc.Clause{Instrument: t.String("instrument", false), Locator: t.String("clause", true)},
		Since: t.Date("since", false), Until: t.Date("until", false),
		Status: document.Choice(t, "status", true, calc.Statuses), Source: t.String("source", true),
		Note: t.String("note", false), Local: r.local, At: r.at(t)}
	if x.Clause.Instrument == "" {
		x.Clause.Instrument = r.instrument.ID
	}
	return x
}
