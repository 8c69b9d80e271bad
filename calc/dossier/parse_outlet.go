package dossier

import (
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// What an outlet may be; factors know more.
var (
	outletPositions = calc.OutletPositions.Without(calc.Boundary)
	limitClasses    = calc.LimitClasses.Without(calc.GeneralLimits)
)

// Units of what an outlet may state. A design flow is per day or hour, or per
// year where the document gives only that.
var (
	flowUnits   = units("m3/d", "Nm3/h", "m3/a", "Nm3/a")
	timeUnit    = quantity.MustUnit("h/a")
	volumeUnit  = quantity.MustUnit("m3/a")
	periodUnits = units("kg/a", "kg/d", "kg")
)

func (r *reader) outlet(t *document.Table) {
	id := r.id(t, anOutlet)
	subject := anOutlet.subject(id)
	o := Outlet{
		At:          r.enter(t),
		ID:          id,
		Code:        t.String("code", true),
		Discharger:  r.refer(t, "discharger", true, aDischarger, subject),
		Medium:      r.medium(t, true),
		Position:    document.Choice(t, "position", true, outletPositions),
		Grade:       document.Choice(t, "grade", true, calc.OutletGrades),
		Receives:    r.feeds(t, subject),
		Pollutants:  r.pollutants(t, subject, false),
		Standard:    t.String("standard", false),
		Stacks:      t.Strings("stacks", false),
		StacksAt:    t.Pos("stacks"),
		Share:       r.share(t, "share", subject, false),
		LimitClass:  document.Choice(t, "limit_class", false, limitClasses),
		LimitOrder:  t.String("limit_order", false),
		LimitSince:  t.Date("limit_since", false),
		Permitted:   answer(t, "permitted_amount", t.Bool("permitted_amount", false)),
		Centralised: t.Bool("centralised", false),
		Flow:        r.notNegative(t, "flow", subject, false, flowUnits...),
		Time:        r.notNegative(t, "time", subject, false, timeUnit),
		Received:    r.notNegative(t, "received", subject, false, volumeUnit),
		Design:      r.notNegative(t, "design", subject, false, volumeUnit),
		Velocity:    r.notNegative(t, "velocity", subject, false, velocityUnit),
		Area:        r.positive(t, "area", subject, false, surfaceUnit),
		StackFlow:   r.notNegative(t, "stack_flow", subject, false, stackFlowUnit),
	}
	r.classed[id] = r.classed[id] || t.Has("limit_class")
	for _, s := range t.Tables("special_period") {
		o.SpecialPeriods = append(o.SpecialPeriods, r.specialPeriod(s, subject))
	}
	r.outletCode(t, o)
	r.outletPosition(t, o)
	r.limitClass(t, o)
	r.d.Outlets = append(r.d.Outlets, o)
}

// feeds reads "line" and "line/product".
func (r *reader) feeds(t *document.Table, subject string) []Feed {
	var out []Feed
	for _, s := range t.Strings("receives", true) {
		line, product, _ := strings.Cut(s, "/")
		f := Feed{Line: strings.TrimSpace(line), Product: strings.TrimSpace(product)}
		at := t.Pos("receives")
		r.refs = append(r.refs, reference{kind: aLine, id: f.Line, at: at, subject: subject})
		r.referWithin(aProduct, f.Line, f.Product, at, subject)
		out = append(out, f)
	}
	return out
}

// outletCode checks the number of HJ 608-2017: DW for waste water, DA for
// waste gas, three digits.
func (r *reader) outletCode(t *document.Table, o Outlet) {
	if o.Code == "" {
		return
	}
	subject := anOutlet.subject(o.ID)
	prefix, number := "", ""
	if len(o.Code) == 5 {
		prefix, number = o.Code[:2], o.Code[2:]
	}
	if (prefix != "DW" && prefix != "DA") || !digits(number, 3) {
		r.report(t.Pos("code"), CodeOutletCode, subject,
			calc.Textf("排放口编号 %q 不是 DW 或 DA 加三位数字", "outlet code %q is not DW or DA and three digits",
				o.Code),
			calc.Text{ZH: "照排污许可证填写，例如 DW001、DA001", EN: "copy it from the permit, such as DW001 or DA001"})
		return
	}
	if (o.Medium == calc.Water && prefix != "DW") || (o.Medium == calc.Air && prefix != "DA") {
		r.report(t.Pos("code"), CodeOutletCode, subject,
			calc.Textf("排放口编号 %s 与介质 %s 不符", "outlet code %s contradicts medium %s", o.Code, o.Medium.Name()),
			calc.Text{ZH: "DW 为废水，DA 为废气：改正编号或 medium",
				EN: "DW is water, DA is air: correct the code or the medium"})
	}
}

func (r *reader) outletPosition(t *document.Table, o Outlet) {
	if o.Medium == "" || o.Position == "" || (o.Medium == calc.Air) == (o.Position == calc.Stack) {
		return
	}
	r.report(t.Pos("position"), CodeMedium, anOutlet.subject(o.ID),
		calc.Textf("排放口位置 %s 与介质 %s 不符", "position %s contradicts medium %s", string(o.Position),
			o.Medium.Name()),
		calc.Text{ZH: "废气用 stack，废水用 workshop 或 total",
			EN: "air goes with stack, water with workshop or total"})
}

func (r *reader) limitClass(t *document.Table, o Outlet) {
	subject := anOutlet.subject(o.ID)
	because := calc.Text{ZH: "特别排放限值须写明文件和起始日期",
		EN: "special limits are stated with the order and the day from which it binds"}
	for _, key := range []string{"limit_order", "limit_since"} {
		switch {
		case o.LimitClass == calc.SpecialLimits && !t.Has(key):
			r.incomplete(t.Pos("limit_class"), subject, key, because)
		case o.LimitClass != calc.SpecialLimits && t.Has(key):
			r.noEffect(t.Pos(key), subject, key, `limit_class = "special"`)
		}
	}
}

func (r *reader) specialPeriod(t *document.Table, subject string) SpecialPeriod {
	return SpecialPeriod{
		At:        r.enter(t),
		Name:      t.String("name", true),
		Pollutant: r.pollutant(t, subject),
		Previous:  r.notNegative(t, "previous", subject, true, periodUnits...),
		Cut:       r.share(t, "cut", subject, true),
	}
}
