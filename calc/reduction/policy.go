package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Codes of the findings on what a policy asks of a source beside notice 三.
const (
	CodeClosedZone = "TD-POL-005" // source outside a zone into which nothing is transferred
	CodeTooOld     = "TD-POL-006" // reduction before the oldest day that is admissible
	CodeLifeOver   = "TD-POL-007" // life of a banked reduction is over
	CodePark       = "TD-POL-008" // source is not known to lie in the park of the project
	CodeNoBasis    = "TD-POL-016" // basis of a source that the policy does not know
	CodeRatio      = "TD-POL-011" // source counts by a ratio of its own
	CodeNoReserve  = "TD-POL-022" // government reserve under a policy that knows none
)

// RegionOf is the class of region the project lies in for a metal: what the
// dossier states with its document, or the list of the policy, whichever is
// the stricter.
func RegionOf(d *dossier.Dossier, p factors.Policy, metal calc.Pollutant) factors.RegionClass {
	if d.Project.KeyRegion {
		return factors.NationalRegion
	}
	class, _ := p.RegionOf(d.Project.County, d.Project.City, metal)
	return class
}

// byPolicy refuses a source for what the policy states in figures and lists.
func (x *sourceAssessor) byPolicy() {
	x.closedZone()
	x.age()
	if x.Policy.Choice("same_park") == "required" {
		x.park()
	}
}

// refuseBy refuses under a clause of the policy that is no rule of its map.
func (x *sourceAssessor) refuseBy(code string, by calc.Clause, curable bool, message, remedy calc.Text) {
	f := calc.Finding{Stage: calc.StagePolicy, Code: code, Severity: calc.Error, Clause: by, At: x.r.Source.At,
		Subject: "source:" + x.r.Source.ID, Message: message, Remedy: remedy}
	x.report(f)
	x.r.Refusals = append(x.r.Refusals, Refusal{Finding: f, Curable: curable})
}

// admitted: a basis that the policy does not know gives no source.
func (x *sourceAssessor) admitted() {
	key := ruleOf(x.r.Source.Basis)
	if x.Policy.Asks(key) {
		return
	}
	r, _ := x.Policy.Of(key)
	x.refuseBy(CodeNoBasis, calc.Clause{Instrument: x.Policy.Instrument}, false,
		calc.Textf("来源 %s：本政策没有“%s”这一来源（%s）",
			"source %s: this policy knows no source of the kind %s (%s)",
			x.r.Source.ID, x.r.Source.Basis.Name(), r.Reason),
		calc.Text{ZH: "换用本政策认可的来源", EN: "use a source that this policy knows"})
}

func (x *sourceAssessor) closedZone() {
	project := x.Dossier.Project
	z, closed := x.Policy.ClosedTo(project.County, project.City, x.r.Discharger.County, x.r.Discharger.City)
	if !closed {
		return
	}
	x.refuseBy(CodeClosedZone, z.Clause, false,
		calc.Textf("来源 %s 在“%s”之外；该区域只减不增，不得从区外调入",
			"source %s lies outside %s, into which nothing may be transferred", x.r.Source.ID, z.Name),
		calc.Text{ZH: "换用该区域内的来源", EN: "use a source within the zone"})
}

// done is the day on which the reduction is complete.
func done(s dossier.ReductionSource) calc.Date {
	if s.Basis == dossier.Closure && !s.Closed.IsZero() {
		return s.Closed
	}
	return s.Deadline
}

// age holds the reduction against the oldest admissible day and the life of a
// banked one.
func (x *sourceAssessor) age() {
	day := done(x.r.Source)
	if day.IsZero() {
		return
	}
	if first, ok := x.Policy.Date("reduction_since"); ok && day.Before(first) {
		p, _ := x.Policy.Parameter("reduction_since")
		x.refuseBy(CodeTooOld, p.Clause, false,
			calc.Textf("来源 %s 的削减于 %s 完成，早于可用的最早日期 %s",
				"the reduction of source %s was complete on %s, before the oldest admissible day, %s", x.r.Source.ID,
				day.String(), first.String()),
			calc.Text{ZH: "换用该日以后的削减", EN: "use a reduction of that day or later"})
	}
	life, ok := x.Policy.Parameter("bank_life")
	if !ok || !life.IsFigure {
		return
	}
	end := day.AddYears(int(life.Amount.Rat().Num().Int64())) // whole years, as factors holds
	if end.Before(x.lawDay()) {
		x.refuseBy(CodeLifeOver, life.Clause, false,
			calc.Textf("来源 %s 的削减于 %s 完成，储备期 %s，已于 %s 届满",
				"the reduction of source %s was complete on %s; its life of %s ended on %s", x.r.Source.ID,
				day.String(), life.Amount.String(), end.String()),
			calc.Text{ZH: "换用储备期内的削减", EN: "use a reduction within its life"})
	}
}

func (x *sourceAssessor) lawDay() calc.Date {
	if x.On.IsZero() {
		return x.Dossier.Date
	}
	return x.On
}

func (x *sourceAssessor) park() {
	p, _ := x.Policy.Parameter("same_park")
	own, _ := x.Dossier.Discharger(x.Dossier.Project.Discharger)
	if own.Park != "" && own.Park == x.r.Discharger.Park {
		return
	}
	if own.Park == "" || x.r.Discharger.Park == "" {
		x.refuseBy(CodePark, p.Clause, true,
			calc.Textf("来源 %s：没有写明项目和来源所在的园区，只能使用同一园区的来源",
				"source %s: the parks of project and source are not stated; only sources of the same park are used",
				x.r.Source.ID),
			calc.Text{ZH: "在两个 [[discharger]] 中填写 park", EN: "state park in both [[discharger]]"})
		return
	}
	x.refuseBy(CodePark, p.Clause, false,
		calc.Textf("来源 %s 在园区“%s”，项目在园区“%s”，只能使用同一园区的来源",
			"source %s lies in the park %s and the project in %s; only sources of the same park are used",
			x.r.Source.ID, x.r.Discharger.Park, own.Park),
		calc.Text{ZH: "换用同一园区的来源", EN: "use a source of the same park"})
}

// weigh makes a usable amount count by the ratio of the source: at 1.5 where
// the demand is reckoned at 1.2, a kilogram meets 1.2 ÷ 1.5 = 0.8 kg of it.
func (x *sourceAssessor) weigh() {
	if x.r.Own || !slices.ContainsFunc(x.Policy.Ratios, factors.Ratio.OfSource) {
		return
	}
	distance, tier := factors.OtherCity, factors.OtherIndustry
	switch x.r.Discharger.City {
	case x.Dossier.Project.City:
		distance = factors.SameCity
	case "":
		distance = "" // the province's own reserve lies in no city
	}
	if x.r.Line.Industry == x.industry {
		tier = factors.SameIndustry
	}
	for i := range x.r.Rows {
		row := &x.r.Rows[i]
		region := RegionOf(x.Dossier, x.Policy, row.Pollutant)
		demand, err := x.Policy.RatioOf(row.Pollutant, region, "", "")
		source, err2 := x.Policy.RatioOf(row.Pollutant, region, distance, tier)
		if err != nil || err2 != nil || !row.Usable.OK() || row.Usable.Sign() <= 0 {
			continue
		}
		if n, err := source.Value().Cmp(demand.Value()); err != nil || n == 0 || !row.Pollutant.Quota() {
			continue
		}
		row.Given = row.Usable
		row.Weight = calc.Quotient("k折算", "source-weight", source.Clause(), demand, source)
		row.Usable = calc.Product("ΔE", "usable-reduction", source.Clause(), row.Given, row.Weight).
			In(quantity.KgPerYear)
		if w := row.Weight; !x.r.Weight.OK() || w.Value().Rat().Cmp(x.r.Weight.Value().Rat()) > 0 {
			x.r.Weight = w
		}
		x.report(calc.Finding{Stage: calc.StagePolicy, Code: CodeRatio, Severity: calc.Note, Clause: source.Clause(),
			At: x.r.Source.At, Subject: "source:" + x.r.Source.ID,
			Message: calc.Textf("来源 %s 的%s按 %s : 1 替代：可用 %s kg/a，折为需求 %s kg/a",
				"source %s, %s: substituted at %s : 1; %s kg/a count as %s kg/a of the demand", x.r.Source.ID,
				row.Pollutant.Name(), source.Value().ShownAmount(), row.Given.Value().ShownAmount(),
				row.Usable.Value().ShownAmount()),
			Figures: []calc.Figure{{Name: calc.Text{ZH: "折算前", EN: "before"}, Amount: row.Given},
				{Name: calc.Text{ZH: "折算后", EN: "counted"}, Amount: row.Usable}}})
	}
}
