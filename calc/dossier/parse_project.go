package dossier

import (
	"fmt"

	"tidai/calc"
	"tidai/calc/document"
)

// includes lists the files to include.
func (r *reader) includes(t *document.Table) []string {
	list := t.Strings("include", false)
	if len(list) > maxIncludes {
		r.report(t.Pos("include"), CodeInclude, "dossier",
			calc.Textf("include 超过 %d 个文件", "include lists more than %d files", maxIncludes),
			calc.Text{ZH: "合并文件", EN: "join files"})
		list = list[:maxIncludes]
	}
	return list
}

// main reads what only the main file states, then its arrays.
func (r *reader) main(t *document.Table) {
	r.d.At = r.enter(t)
	schema := t.String("schema", true)
	if schema != "" && schema != Schema {
		r.report(t.Pos("schema"), CodeSchema, "dossier",
			calc.Textf("不认识的 schema %q", "unknown schema %q", schema),
			calc.Textf("写 schema = %q", "write schema = %q", Schema))
	}
	r.d.Policy = t.String("policy", true)
	r.d.Date = t.Date("date", true)
	if project := t.Table("project", false); project != nil {
		r.project(project)
	} else if !t.Has("project") {
		r.report(t.At(), CodeNoProject, "dossier",
			calc.Text{ZH: "没有项目 [project]：需求和替代方案都从项目算起",
				EN: "there is no [project]: demand and plan begin with the project"},
			calc.Text{ZH: "补充 [project]；企业只想知道自己的生产线能削减多少的，写上拟用这些削减量的项目，" +
				"没有时写一个设想的",
				EN: "state [project]; to know only what lines of one's own can give, state the project that is to " +
					"use it, or one that is thought of"})
	}
	r.arrays(t)
}

// arrays reads the arrays that any file may carry.
func (r *reader) arrays(t *document.Table) {
	each := func(key string, read func(*document.Table)) {
		for _, sub := range t.Tables(key) {
			read(sub)
		}
	}
	each("discharger", r.discharger)
	each("line", r.line)
	each("outlet", r.outlet)
	each("intensity", r.projectIntensity)
	each("permit", r.permit)
	each("eia", r.eia)
	each("actual", func(s *document.Table) { r.d.Actuals = append(r.d.Actuals, r.ceiling(s, "actual")) })
	each("quota", func(s *document.Table) { r.d.Quotas = append(r.d.Quotas, r.ceiling(s, "quota")) })
	each("promise", func(s *document.Table) { r.d.Promises = append(r.d.Promises, r.ceiling(s, "promise")) })
	each("source", r.source)
	each("fulfilment", r.fulfilment)
	each("override", r.override)
	each("submitted", r.submitted)
	each("monitoring", r.monitoring)
	each("actual_basis", r.actualBasis)
	each("scenario", r.scenario)
	each("yearly", r.yearly)
	each("base_total", r.baseTotal)
	each("explanation", r.explanation)
}

func (r *reader) project(t *document.Table) {
	if t == nil {
		return
	}
	const subject = "project"
	p := Project{
		At:             r.enter(t),
		Name:           t.String("name", true),
		Kind:           document.Choice(t, "kind", true, ProjectKinds),
		Discharger:     r.refer(t, "discharger", true, aDischarger, subject),
		Lines:          r.referAll(t, "lines", true, aLine, subject),
		Commissioning:  t.Date("commissioning", true),
		Major:          t.Bool("major", false),
		KeyRegion:      t.Bool("key_region", false),
		KeyRegionBasis: t.String("key_region_basis", false),
		Transfer:       t.Date("transfer", false),
		CityOpinion:    t.String("city_opinion", false),
		Authority:      t.String("authority", false),

		ConstructionStart:  t.Date("construction_start", false),
		AreaSuspended:      t.Bool("area_suspended", false),
		AreaSuspendedBasis: t.String("area_suspended_basis", false),
		Exemption:          r.exemption(t.Table("exemption", false)),
	}
	p.City, p.County, p.CityAt, p.CountyAt = r.place(t, subject)
	if p.KeyRegion && p.KeyRegionBasis == "" {
		r.incomplete(t.Pos("key_region"), subject, "key_region_basis",
			calc.Text{ZH: "重点区域须写明划定文件", EN: "a key region is stated with the document that makes it one"})
	}
	if !p.KeyRegion && p.KeyRegionBasis != "" {
		r.noEffect(t.Pos("key_region_basis"), subject, "key_region_basis", "key_region = true")
	}
	if p.AreaSuspended && p.AreaSuspendedBasis == "" {
		r.incomplete(t.Pos("area_suspended"), subject, "area_suspended_basis",
			calc.Text{ZH: "区域限批须写明限批文件",
				EN: "a suspension of approvals is stated with the document that orders it"})
	}
	if !p.AreaSuspended && p.AreaSuspendedBasis != "" {
		r.noEffect(t.Pos("area_suspended_basis"), subject, "area_suspended_basis", "area_suspended = true")
	}
	if !p.ConstructionStart.IsZero() && !p.Commissioning.IsZero() && p.Commissioning.Before(p.ConstructionStart) {
		r.report(t.Pos("construction_start"), CodeStart, subject,
			calc.Textf("开工日期 %s 晚于投产日期 %s", "building starts on %s, after the commissioning on %s",
				p.ConstructionStart,
				p.Commissioning),
			calc.Text{ZH: "核对两个日期", EN: "check both dates"})
	}
	if t.Has("lines") && len(p.Lines) == 0 {
		r.incomplete(t.Pos("lines"), subject, "lines", calc.Text{ZH: "项目至少有一条生产线",
			EN: "a project has at least one line"})
	}
	r.d.Project = p
}

func (r *reader) noEffect(at calc.Position, subject, key, only string) {
	r.warn(at, CodeNoEffect, subject,
		calc.Textf("%s 不起作用：只与 %s 一起使用", "%s has no effect: it goes with %s", key, only),
		calc.Textf("删除 %s，或改为 %s", "remove %s, or state %s", key, only))
}

// exemption reads a claim under notice 五; which conditions it lacks is
// reported with the rule, not here.
func (r *reader) exemption(t *document.Table) *Exemption {
	if t == nil {
		return nil
	}
	e := &Exemption{
		At:         r.enter(t),
		Kind:       document.Choice(t, "kind", true, ExemptionKinds),
		Basis:      t.String("basis", true),
		Statements: map[string]string{},
		Evidence:   map[string]string{},
	}
	own := func(kind ExemptionKind, into map[string]string, condition, key string) {
		switch s := t.String(key, false); {
		case s == "":
		case e.Kind == kind:
			into[condition] = s
		case e.Kind != "":
			r.noEffect(t.Pos(key), "project", key, fmt.Sprintf("kind = %q", kind))
		}
	}
	for _, key := range WasteConditions.Keys() {
		own(SolidWaste, e.Statements, key, key)
	}
	for _, key := range StrategyConditions.Keys() {
		own(NationalMajor, e.Statements, key, key)
		own(NationalMajor, e.Evidence, key, EvidenceKey(key))
	}
	return e
}

func (r *reader) discharger(t *document.Table) {
	id := r.id(t, aDischarger)
	subject := aDischarger.subject(id)
	x := Discharger{
		At:         r.enter(t),
		ID:         id,
		Name:       t.String("name", true),
		CreditCode: t.String("credit_code", true),
		Park:       t.String("park", false),
		Management: document.Choice(t, "management", true, calc.Managements),
		Authority:  t.String("authority", false),
		Listed:     answer(t, "listed", t.Bool("listed", false)),

		WaterTreated: r.notNegative(t, "water_treated", subject, false, perDay),
	}
	x.City, x.County, x.CityAt, x.CountyAt = r.place(t, subject)
	if x.CreditCode != "" {
		if message, remedy, ok := creditFault(x.CreditCode); !ok {
			r.find(calc.Error, t.Pos("credit_code"), byCreditCode, CodeCreditCode, subject, message, remedy)
		}
	}
	r.d.Dischargers = append(r.d.Dischargers, x)
}
