package dossier

import (
	"slices"

	"tidai/calc"
)

// check runs every check that looks at more than one table.
func (r *reader) check() {
	r.checkIDs()
	r.checkRefs()
	r.fillIn()
	r.checkProject()
	for _, o := range r.d.Outlets {
		r.checkOutlet(o)
	}
	for _, p := range r.d.Permits {
		r.checkPermit(p)
	}
	for _, e := range r.d.EIAs {
		r.checkEIA(e)
	}
	r.checkCeilings("actual", r.d.Actuals)
	r.checkCeilings("quota", r.d.Quotas)
	r.checkCeilings("promise", r.d.Promises)
	for _, in := range r.d.Intensities {
		r.checkIntensity(in, "line:"+in.Line)
	}
	for _, s := range r.d.Sources {
		r.checkSource(s)
	}
	r.checkMonitoring()
	r.checkBases()
}

// fillIn states what follows from elsewhere: the medium of an amount that
// names an outlet, and the closing date of a line that a source closes.
func (r *reader) fillIn() {
	amounts := func(list []StatedAmount) {
		for i := range list {
			r.fillMedium(list[i].Outlet, &list[i].Medium, list[i].At)
		}
	}
	intensities := func(list []Intensity) {
		for i := range list {
			r.fillMedium(list[i].Outlet, &list[i].Medium, list[i].At)
		}
	}
	d := r.d
	for i := range d.Permits {
		for j := range d.Permits[i].Versions {
			amounts(d.Permits[i].Versions[j].Amounts)
		}
	}
	for i := range d.EIAs {
		amounts(d.EIAs[i].Amounts)
	}
	for _, list := range [][]Ceiling{d.Quotas, d.Actuals, d.Promises} {
		for i := range list {
			r.fillMedium(list[i].Outlet, &list[i].Medium, list[i].At)
		}
	}
	intensities(d.Intensities)
	for i := range d.Sources {
		s := &d.Sources[i]
		amounts(s.Actual)
		for j := range s.Committed {
			r.fillMedium(s.Committed[j].Outlet, &s.Committed[j].Medium, s.Committed[j].At)
		}
		intensities(s.Before)
		intensities(s.After)
		r.fillClosed(s)
	}
}

func (r *reader) fillMedium(outlet string, m *calc.Medium, at calc.Position) {
	o := r.index.outlets[outlet]
	if o == nil || o.Medium == "" {
		return
	}
	if *m != "" && *m != o.Medium {
		r.report(r.at(at, "medium"), CodeMedium, anOutlet.subject(outlet),
			calc.Textf("介质 %s 与排放口 %s 的介质 %s 不符", "medium %s contradicts outlet %s, which is %s", m.Name(),
				outlet, o.Medium.Name()),
			calc.Text{ZH: "写了 outlet 就不必写 medium", EN: "an amount with an outlet needs no medium"})
	}
	*m = o.Medium
}

// fillClosed takes the line's closing date for a source that has no
// after-state and states none itself.
func (r *reader) fillClosed(s *ReductionSource) {
	l := r.index.lines[s.Line]
	if l == nil || l.Closed.IsZero() {
		return
	}
	if !s.Closed.IsZero() && s.Closed != l.Closed {
		r.report(r.at(s.At, "closed"), CodeDates, aSource.subject(s.ID),
			calc.Textf("关闭日期 %s 与生产线 %s 的关闭日期 %s 不同", "closing date %s is not the one of line %s, %s",
				s.Closed, l.ID, l.Closed),
			calc.Text{ZH: "按关闭证明改为同一日期", EN: "state the date of the closing document in both"})
	}
	if s.Closed.IsZero() && (s.Basis == Closure || (s.EIAAfter == "" && len(s.After) == 0 &&
		s.Basis != PermitDifference)) {
		s.Closed = l.Closed
	}
}

func (r *reader) otherDischarger(at calc.Position, subject string, what kind, id, owner, wanted string) {
	r.report(at, CodeOtherDischarger, subject,
		calc.Textf("%s %s 属于排污单位 %s，而不是 %s", "%s %s belongs to discharger %s, not to %s", kinds.Name(what),
			id,
			owner, wanted),
		calc.Text{ZH: "改正编号，或改正 discharger", EN: "correct the id, or the discharger"})
}

// differ reports whether a and b are two known dischargers; one that is
// unknown is reported where it is named.
func (r *reader) differ(a, b string) bool {
	return a != b && r.index.dischargers[a] != nil && r.index.dischargers[b] != nil
}

// sameDischarger checks that a line and an outlet belong to discharger. What
// is unknown is reported elsewhere.
func (r *reader) sameDischarger(at calc.Position, subject, discharger, line, outlet string) {
	if l := r.index.lines[line]; l != nil && r.differ(l.Discharger, discharger) {
		r.otherDischarger(r.at(at, "line"), subject, aLine, line, l.Discharger, discharger)
	}
	if o := r.index.outlets[outlet]; o != nil && r.differ(o.Discharger, discharger) {
		r.otherDischarger(r.at(at, "outlet"), subject, anOutlet, outlet, o.Discharger, discharger)
	}
}

func (r *reader) checkProject() {
	p := r.d.Project
	received := map[string]bool{}
	for _, o := range r.d.Outlets {
		for _, f := range o.Receives {
			received[f.Line] = true
		}
	}
	for _, id := range p.Lines {
		if l := r.index.lines[id]; l != nil {
			r.checkProjectLine(l, received[id])
		}
	}
	x := r.index.dischargers[p.Discharger]
	if x != nil && p.County != "" && x.County != "" && p.County != x.County {
		r.warn(p.CountyAt, CodePlaceDiffers, "project",
			calc.Textf("项目所在县（区）%s 与排污单位 %s 的 %s 不同",
				"the project lies in county %s, its discharger %s in %s", p.County, x.ID, x.County),
			calc.Text{ZH: "排污单位是一个场址：异地建设应另列一个 discharger",
				EN: "a discharger is one site: a project elsewhere is a discharger of its own"})
	}
}

func (r *reader) checkProjectLine(l *Line, received bool) {
	p, subject := r.d.Project, aLine.subject(l.ID)
	if r.differ(l.Discharger, p.Discharger) {
		r.otherDischarger(r.at(p.At, "lines"), "project", aLine, l.ID, l.Discharger, p.Discharger)
	}
	if len(l.Products) == 0 {
		r.incomplete(l.At, subject, "product", calc.Text{ZH: "项目的生产线须有产品和产能",
			EN: "a line of the project has products with their capacities"})
	}
	if !received && !r.partial {
		r.warn(l.At, CodeUnreceived, subject,
			calc.Textf("没有排放口接纳项目生产线 %s", "no outlet receives line %s of the project", l.ID),
			calc.Textf("在某个 [[outlet]] 的 receives 中补充 %s；确无排放的，在计划中说明",
				"add %s to receives of an [[outlet]]; if it truly discharges nothing, say so in the plan", l.ID))
	}
	if !l.Closed.IsZero() && !p.Commissioning.IsZero() && l.Closed.Before(p.Commissioning) {
		r.report(r.at(l.At, "closed"), CodeDates, subject,
			calc.Textf("项目生产线 %s 在投产日 %s 之前已关闭（%s）",
				"line %s of the project closes before it is commissioned on %s (%s)", l.ID, p.Commissioning, l.Closed),
			calc.Text{ZH: "改正日期；被替代的旧生产线应另列为 [[line]]",
				EN: "correct the date; the old line that is replaced is a [[line]] of its own"})
	}
}

func (r *reader) checkOutlet(o Outlet) {
	subject := anOutlet.subject(o.ID)
	at := r.at(o.At, "receives")
	seen := map[Feed]bool{}
	carried := map[calc.Pollutant]bool{}
	known, inProject := true, false
	for _, f := range o.Receives {
		l := r.index.lines[f.Line]
		if l == nil {
			known = false
			continue
		}
		inProject = inProject || (o.Discharger == r.d.Project.Discharger && slices.Contains(r.d.Project.Lines, l.ID))
		if r.differ(l.Discharger, o.Discharger) {
			r.otherDischarger(at, subject, aLine, l.ID, l.Discharger, o.Discharger)
		}
		r.checkFeed(o, f, l, seen, carried)
	}
	for _, p := range o.Pollutants {
		if known && !carried[p] {
			r.warn(r.at(o.At, "pollutants"), CodeNotCarried, subject,
				calc.Textf("排放口 %s 列有 %s，但其接纳的产品均不含该污染物",
					"outlet %s lists %s, but nothing it receives carries it", o.ID, string(p)),
				calc.Text{ZH: "核对 outlet.pollutants 与 line.product.pollutants",
					EN: "compare outlet.pollutants with line.product.pollutants"})
		}
	}
	if inProject && o.Grade == calc.MainOutlet && !r.classed[o.ID] {
		r.incomplete(o.At, subject, "limit_class", calc.Text{ZH: "接纳项目生产线的主要排放口须写明限值类别",
			EN: "a main outlet that receives a project line states the class of its limits"})
	}
}

// checkFeed reports a product received twice and notes what it carries.
func (r *reader) checkFeed(o Outlet, f Feed, l *Line, seen map[Feed]bool, carried map[calc.Pollutant]bool) {
	twice := seen[f] || seen[Feed{Line: f.Line}]
	own := map[Feed]bool{} // a product id used twice in the line is another fault
	for _, p := range l.Products {
		if f.Product != "" && f.Product != p.ID {
			continue
		}
		one := Feed{Line: l.ID, Product: p.ID}
		twice = twice || (seen[one] && !own[one])
		seen[one], own[one] = true, true
		for _, q := range p.Pollutants {
			carried[q] = true
		}
	}
	seen[f] = true
	if twice {
		r.report(r.at(o.At, "receives"), CodeFeedTwice, anOutlet.subject(o.ID),
			calc.Textf("排放口 %s 重复接纳 %s", "outlet %s receives %s twice", o.ID, feedName(f)),
			calc.Text{ZH: "每个产品只写一次；写整条生产线就不再写其产品",
				EN: "name each product once; a line named whole includes its products"})
	}
}

func feedName(f Feed) string {
	if f.Product == "" {
		return f.Line
	}
	return f.Line + "/" + f.Product
}

func (r *reader) checkIntensity(in Intensity, subject string) {
	l := r.index.lines[in.Line]
	if l == nil {
		return
	}
	r.sameDischarger(in.At, subject, l.Discharger, "", in.Outlet)
	needs := (in.Method.ByFactor() && !in.Surface.Set) || in.Method == calc.Analogy
	if needs && in.Product == "" && len(l.Products) != 1 && !in.Activity.Set {
		r.incomplete(in.At, subject, "activity",
			calc.Text{ZH: "未指明唯一产品时须写明活动水平",
				EN: "an account that names no single product states its activity"})
	}
}
