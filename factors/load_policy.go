package factors

import (
	"fmt"
	"slices"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// lists reads what a policy states in lists: ratios, regions, closed zones,
// exempt classes, targets of cities.
func (r *reader) lists(root *document.Table, p *Policy) {
	for i, t := range root.Tables("ratio") {
		x := Ratio{Force: r.force(t), ID: fmt.Sprintf("ratio-%d", i+1), Pollutants: r.pollutants(t),
			Region:   document.Choice(t, "region", false, RegionClasses),
			Distance: document.Choice(t, "distance", false, Distances),
			Tier:     document.Choice(t, "tier", false, Tiers)}
		x.Amount = r.figureIn(t, "1")
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
		x.Amount = r.figureIn(t, "kg/a")
		p.Targets = append(p.Targets, x)
	}
	for _, t := range root.Tables("quota_metal") {
		p.Metals = append(p.Metals, QuotaMetals{r.force(t), r.quotaMetals(t)})
	}
}

// quotaMetals reads metals that are counted for themselves.
func (r *reader) quotaMetals(t *document.Table) []calc.Pollutant {
	list := r.pollutants(t)
	if slices.ContainsFunc(list, func(p calc.Pollutant) bool { return !p.Quota() }) || len(list) == 0 {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodePollutant,
			Message: calc.Text{ZH: "quota_metal 的 pollutants 须列出金属；六价铬是总铬的一部分，不另计",
				EN: "pollutants of quota_metal lists metals; hexavalent chromium is a part of chromium"},
			Remedy: calc.Text{ZH: "写成例如 pollutants = [\"Tl\"]",
				EN: "write it like pollutants = [\"Tl\"]"}}, "pollutants")
	}
	return list
}

// figureIn reads a figure of a list, which is compared and so has to be of the
// unit it is compared in.
func (r *reader) figureIn(t *document.Table, unit string) quantity.Quantity {
	q, ok := r.figure(t)
	if _, err := q.In(quantity.MustUnit(unit)); ok && (err != nil || q.Sign() <= 0) {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeKindUnit,
			Message: calc.Textf("%s 应为大于零的数，单位 %s", "%s is to be a figure above zero in %s", q.String(),
				unit),
			Remedy: calc.Textf("写成例如 value = \"1.2\"、unit = %q", "write it like value = \"1.2\", unit = %q",
				unit)}, "unit")
	}
	return q
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
