package dossier

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// outputUnits are what a line's output of a period is counted in: the bases of
// capacityUnits, without the year.
var outputUnits = units("m2", "kVAh", "t 产品", "t 原矿", "t 生皮", "t 蓝湿革", "t 精矿", "t 原料", "只", "张", "Ah")

var meteredUnits = units("m3", "Nm3")

// actualBasis reads one [[actual_basis]].
func (r *reader) actualBasis(t *document.Table) {
	id := r.id(t, aBasis)
	subject := aBasis.subject(id)
	b := ActualBasis{
		At:        r.enter(t),
		ID:        id,
		Outlet:    r.refer(t, "outlet", true, anOutlet, subject),
		From:      t.Date("from", false),
		To:        t.Date("to", false),
		Required:  answer(t, "automatic_required", t.Bool("automatic_required", false)),
		Basis:     t.String("required_by", false),
		Operating: r.notNegative(t, "operating", subject, false, hourUnit),
		Metered:   r.notNegative(t, "metered", subject, false, meteredUnits...),
		FlowFrom:  document.Choice(t, "flow_from", false, FlowSources),
		Treatment: answer(t, "treatment_effective", t.Bool("treatment_effective", false)),
		NoFault:   t.String("no_fault", false),
		LowLoad:   t.Strings("low_load", false),
	}
	for _, s := range t.Tables("output") {
		b.Output = append(b.Output, r.output(s, subject))
	}
	for _, s := range t.Tables("fallback") {
		b.Fallback = append(b.Fallback, FactorUse{At: r.enter(s), Pollutant: r.pollutant(s, subject),
			Factor: s.String("factor", true)})
	}
	for _, s := range t.Tables("abnormal") {
		b.Abnormal = append(b.Abnormal, AbnormalPeriod{
			At:        r.enter(s),
			Name:      s.String("name", true),
			Pollutant: r.pollutant(s, subject),
			Rate:      r.notNegative(s, "rate", subject, true, rateUnit),
			Duration:  r.notNegative(s, "duration", subject, true, hourUnit),
			Times:     r.notNegative(s, "times", subject, true, quantity.One),
			Included:  s.Bool("included", false),
			Evidence:  s.String("evidence", false),
		})
	}
	r.basisKeys(t, b, subject)
	r.d.Bases = append(r.d.Bases, b)
}

// basisKeys checks which statements of a basis stand together.
func (r *reader) basisKeys(t *document.Table, b ActualBasis, subject string) {
	switch {
	case t.Has("from") != t.Has("to"):
		stated, missing := "from", "to"
		if t.Has("to") {
			stated, missing = missing, stated
		}
		r.incomplete(t.Pos(stated), subject, missing, calc.Text{ZH: "时段须有起止两日；不写即为自然年",
			EN: "a period has its first and its last day; without both it is the calendar year"})
	case !b.From.IsZero() && !b.To.IsZero() && b.To.Before(b.From):
		r.report(t.Pos("to"), CodeDates, subject,
			calc.Textf("时段止 %s 早于时段起 %s", "the period ends on %s, before it begins on %s", b.To, b.From),
			calc.Text{ZH: "改正日期", EN: "correct the dates"})
	}
	if b.Required != Unstated && b.Basis == "" {
		r.incomplete(t.Pos("automatic_required"), subject, "required_by",
			calc.Text{ZH: "是否应采用自动监测须写明依据",
				EN: "whether automatic monitoring is required is stated with the document that says so"})
	}
	if b.Required == Unstated && b.Basis != "" {
		r.noEffect(t.Pos("required_by"), subject, "required_by", "automatic_required")
	}
	r.twiceInBasis(b, subject)
}

// twiceInBasis reports outputs and factors stated twice.
func (r *reader) twiceInBasis(b ActualBasis, subject string) {
	seen := map[string]bool{}
	twice := func(at calc.Position, key, what string) {
		if seen[key+what] && strings.Trim(what, "/") != "" {
			r.listedTwice(at, subject, key, what)
		}
		seen[key+what] = true
	}
	for _, o := range b.Output {
		twice(o.At, "output", strings.TrimSuffix(o.Line+"/"+o.Product, "/"))
	}
	for _, f := range b.Fallback {
		twice(f.At, "fallback", string(f.Pollutant))
	}
}

func (r *reader) output(t *document.Table, subject string) LineOutput {
	o := LineOutput{
		At:      r.enter(t),
		Line:    r.refer(t, "line", true, aLine, subject),
		Product: t.String("product", false),
		Amount:  r.notNegative(t, "amount", subject, true),
	}
	r.referWithin(aProduct, o.Line, o.Product, t.Pos("product"), subject)
	if !o.Amount.Set {
		return o
	}
	known := withOwn(outputUnits, "")
	for _, u := range known {
		if o.Amount.Amount.Unit().Same(u) {
			return o
		}
	}
	code, why := CodeCapacityUnit, calc.Textf("amount = %q 的单位不是产量单位",
		"amount = %q is not in a unit of output", o.Amount.Written)
	if o.Amount.Amount.Unit().Same(quantity.MustUnit("t")) {
		code, why = CodeCapacityBase, calc.Textf("amount = %q 没有写明是什么的吨数",
			"amount = %q does not say what it is a mass of", o.Amount.Written)
	}
	r.report(o.Amount.At, code, subject, why, calc.Textf("可用：%s", "one of: %s", unitNames(known)))
	o.Amount = Stated{}
	return o
}

// checkMonitoring checks the sets against each other: a sheet read twice for
// one outlet would be counted twice.
func (r *reader) checkMonitoring() {
	first := map[string][]MonitoringFiles{}
	for _, m := range r.d.Monitoring {
		for _, name := range m.Files {
			key := fmt.Sprintf("%s|%s", name, m.Outlet)
			at := slices.IndexFunc(first[key], m.sharesSheet)
			if at < 0 {
				first[key] = append(first[key], m)
				continue
			}
			other := first[key][at]
			r.report(r.at(m.At, "files"), CodeDuplicate, aMonitoring.subject(m.ID),
				calc.Textf("数据文件 %s 已在 %s 中", "data file %s is already in %s", name, other.ID),
				calc.Text{ZH: "每个文件只列一次；工作簿的不同工作表用 sheet 区分，同一表的不同排放口用 outlet 区分",
					EN: "list each file once; sheets of a workbook are told apart by sheet, outlets of one table by " +
						"outlet"})
		}
	}
}

func (r *reader) checkBases() {
	for i, b := range r.d.Bases {
		subject := aBasis.subject(b.ID)
		if !b.To.IsZero() && !r.d.Date.IsZero() && b.To.After(r.d.Date) {
			r.report(r.at(b.At, "to"), CodeFuture, subject,
				calc.Textf("时段止 %s 晚于申请日期 %s", "the period ends on %s, after the dossier's date %s", b.To,
					r.d.Date),
				calc.Text{ZH: "实际排放量只能是已过去的时段", EN: "an actual emission is of a period that has passed"})
		}
		r.checkOperating(b, subject)
		for _, o := range b.Output {
			r.checkReceived(StatedAmount{At: o.At, Outlet: b.Outlet, Line: o.Line}, subject)
		}
		for _, other := range r.d.Bases[:i] {
			if other.Outlet == b.Outlet && b.Outlet != "" && overlap(other, b) {
				r.report(b.At, CodeBasisTwice, subject,
					calc.Textf("排放口 %s 在同一时段有两项依据：%s 和 %s",
						"outlet %s has two bases for one period: %s and %s", b.Outlet, other.ID, b.ID),
					calc.Text{ZH: "合为一项，或写明不重叠的时段（from、to）",
						EN: "join them, or state periods that do not overlap (from, to)"})
			}
		}
	}
}

// overlap reports whether two bases may hold on one day; one without dates
// holds on every day no other basis of the outlet names.
func overlap(a, b ActualBasis) bool {
	if a.From.IsZero() != b.From.IsZero() {
		return false
	}
	return a.From.IsZero() || (!a.To.Before(b.From) && !b.To.Before(a.From))
}

// checkOperating reports an emission time longer than the period.
func (r *reader) checkOperating(b ActualBasis, subject string) {
	days := int64(366) // a calendar year, not stated which
	if !b.From.IsZero() && !b.To.IsZero() && !b.To.Before(b.From) {
		days = daysOf(b.From, b.To)
	}
	if !b.Operating.Set {
		return
	}
	if c, err := b.Operating.Amount.Cmp(quantity.Int(days, quantity.MustUnit("d"))); err == nil && c > 0 {
		r.outOfRange(b.Operating, "operating", subject,
			calc.Textf("不得长于时段（%s 天）", "cannot be longer than the period (%s days)", fmt.Sprint(days)))
	}
}

// daysOf counts the days from one date to another, both included.
func daysOf(from, to calc.Date) int64 {
	day := func(d calc.Date) time.Time {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	return int64(day(to).Sub(day(from))/(24*time.Hour)) + 1
}

// sharesSheet reports whether two sets may read the same sheet; without a
// statement all sheets of one layout are read.
func (m MonitoringFiles) sharesSheet(o MonitoringFiles) bool {
	return len(m.Sheets) == 0 || len(o.Sheets) == 0 ||
		slices.ContainsFunc(m.Sheets, func(s string) bool { return slices.Contains(o.Sheets, s) })
}
