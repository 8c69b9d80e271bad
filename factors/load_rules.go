package factors

import (
	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// rule reads one [[rule]] of a specification.
func (r *reader) rule(t *document.Table) Rule {
	x := Rule{
		ID:            t.String("id", true),
		Specification: r.instrument.ID,
		Clause:        calc.Clause{Instrument: r.instrument.ID, Locator: t.String("clause", true)},
		Medium:        document.Choice(t, "medium", false, calc.Media),
		Industries:    t.Strings("industries", false),
		Outlets:       positions(t, "outlets"),
		Grades:        plain(document.Choices(t, "grades", false, calc.OutletGrades)),
		Pollutants:    r.pollutants(t),
		Formula:       document.Choice(t, "formula", true, Formulas),
		Limit:         selector(t.Table("limit", false)),
		Volume:        selector(t.Table("volume", false)),
		Performance:   selector(t.Table("performance", false)),
		Processes:     t.Strings("processes", false),
		Stacks:        t.Strings("stacks", false),
		ByStack:       t.Bool("by_stack", false),
		Cap:           selector(t.Table("cap", false)),
		SpecialVolume: selector(t.Table("special_volume", false)),
		SpecialWeight: selector(t.Table("special_weight", false)),
		ByPermit:      t.Bool("by_permit", false),
		Ratchet:       t.Bool("ratchet", false),
		WholeUnit:     t.Bool("whole_unit", false),
		Centralised:   t.Bool("centralised", false),
		WithoutVolume: t.Bool("without_volume", false),
		Reason:        calc.Text{ZH: t.String("reason_zh", false), EN: t.String("reason_en", false)},
		Status:        document.Choice(t, "status", true, calc.Statuses),
		Note:          t.String("note", false),
		Local:         r.local,
		At:            r.at(t),
	}
	r.checkID(t, x.ID)
	none := x.Formula == NoAmount
	if text := t.String("unit", !none); text != "" {
		x.Unit, _ = r.unit(t, text)
	}
	if none && (x.Reason.ZH == "" || x.Reason.EN == "") {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeReason,
			Message: calc.Text{ZH: "formula = \"none\" 须用中英文说明理由",
				EN: "formula = \"none\" gives its reason in both languages"},
			Remedy: calc.Text{ZH: "补充 reason_zh 和 reason_en", EN: "add reason_zh and reason_en"}}, "formula")
	}
	return x
}

func selector(t *document.Table) Selector {
	if t == nil {
		return Selector{}
	}
	return Selector{Instrument: t.String("instrument", true),
		Outlet: string(document.Choice(t, "outlet", false, calc.OutletPositions))}
}

func (r *reader) pollutants(t *document.Table) []calc.Pollutant {
	var out []calc.Pollutant
	for _, s := range t.Strings("pollutants", false) {
		p, ok := calc.ParsePollutant(s)
		if !ok {
			reportPollutant(t, "pollutants", s)
			continue
		}
		out = append(out, p)
	}
	return out
}

// policy reads a notice turned into parameters.
func (r *reader) policy(root *document.Table) *Policy {
	t := root.Table("policy", true)
	p := &Policy{
		ID:          t.String("id", true),
		Title:       r.instrument.Title,
		Instrument:  r.instrument.ID,
		Issued:      r.instrument.Issued,
		Since:       r.instrument.Since,
		Until:       r.instrument.Until,
		Prefix:      t.String("prefix", !r.local && !t.Bool("nationwide", false)),
		Nationwide:  t.Bool("nationwide", false),
		Province:    calc.Text{ZH: t.String("province", !r.local), EN: t.String("province_en", !r.local)},
		Note:        r.instrument.Note,
		Authorities: map[string]calc.Text{},
		At:          r.at(t),
	}
	for _, x := range root.Tables("rule") {
		p.Rules = append(p.Rules, r.policyRule(x))
	}
	for _, x := range root.Tables("industry") {
		p.Industries = append(p.Industries, Industry{
			ID:    x.String("id", true),
			Name:  calc.Text{ZH: x.String("name", true), EN: x.String("name_en", true)},
			Codes: x.Strings("codes", true),
			Note:  x.String("note", false),
		})
	}
	for _, x := range root.Tables("authority") {
		document.Choice(x, "status", true, calc.Statuses)
		p.Authorities[x.String("code", true)] = calc.Text{ZH: x.String("name", true), EN: x.String("name_en", true)}
	}
	for _, x := range root.Tables("parameter") {
		p.Parameters = append(p.Parameters, r.parameter(x))
	}
	r.lists(root, p)
	for _, x := range root.Tables("left_out") {
		p.LeftOut = append(p.LeftOut, both(x, "text", true))
	}
	return p
}

// policyRule reads an entry of the clause map, or what the policy switches off.
func (r *reader) policyRule(t *document.Table) PolicyRule {
	off := t.Bool("off", false)
	x := PolicyRule{
		ID:      t.String("id", !off),
		Keys:    document.Choices(t, "keys", off, calc.Rules),
		Clause:  calc.Clause{Instrument: t.String("instrument", false), Locator: t.String("locator", !off)},
		Summary: calc.Text{ZH: t.String("summary_zh", !off), EN: t.String("summary_en", !off)},
		Off:     off,
		Reason:  both(t, "reason", off),
		At:      r.at(t),
	}
	if x.Clause.Instrument == "" {
		x.Clause.Instrument = r.instrument.ID
	}
	if off {
		x.ID, x.Clause = "", calc.Clause{}
	}
	return x
}

// parameter reads a figure (value and unit), a choice among readings, or a
// date: exactly one of them; or, with unset = true, none yet.
func (r *reader) parameter(t *document.Table) Parameter {
	unset := t.Bool("unset", false)
	x := Parameter{
		ID:      t.String("id", true),
		Rule:    t.String("rule", !r.local),
		Unset:   unset,
		Choice:  t.String("choice", false),
		Choices: t.Strings("choices", false),
		Date:    t.Date("date", false),
		Symbol:  t.String("symbol", false),
		Term:    t.String("term", false),
		Status:  document.Choice(t, "status", !unset, calc.Statuses),
		Since:   t.Date("since", false),
		Until:   t.Date("until", false),
		Source:  t.String("source", !unset),
		Note:    t.String("note", false),
		Local:   r.local,
		At:      r.at(t),
	}
	x.Clause = calc.Clause{Instrument: t.String("instrument", false), Locator: t.String("clause", !unset)}
	if x.Clause.Instrument == "" {
		x.Clause.Instrument = r.instrument.ID
	}
	if t.Has("value") {
		x.Amount, x.IsFigure = r.figure(t)
	} else {
		t.Has("unit")
	}
	r.checkParameter(t, x)
	return x
}

func (r *reader) figure(t *document.Table) (quantity.Quantity, bool) {
	number, text := t.String("value", true), t.String("unit", true)
	if number == "" || text == "" {
		return quantity.Quantity{}, false
	}
	value, err := quantity.ParseNumber(number)
	if err != nil {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeNumber,
			Message: calc.Textf("value 不是十进制数：%s", "value is not a decimal number: %s", err.Error()),
			Remedy:  calc.Text{ZH: "写成 value = \"1.2\"", EN: "write value = \"1.2\""}}, "value")
		return quantity.Quantity{}, false
	}
	unit, ok := r.unit(t, text)
	return quantity.New(value, unit), ok
}

func (r *reader) checkParameter(t *document.Table, x Parameter) {
	kinds := 0
	for _, stated := range []bool{t.Has("value"), x.Choice != "", !x.Date.IsZero(), x.Unset} {
		if stated {
			kinds++
		}
	}
	if kinds != 1 {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeParameter,
			Message: calc.Textf("参数 %s 须且只能是数值、选项、日期、未配置（unset）之一",
				"parameter %s is exactly one of a figure, a choice, a date and unset", x.ID),
			Remedy: calc.Text{ZH: "只保留 value、choice、date、unset 之一",
				EN: "keep one of value, choice, date and unset"}}, "")
		return
	}
	if x.Choice != "" && len(x.Choices) > 0 {
		var readings calc.Words[string]
		for _, c := range x.Choices {
			readings = append(readings, calc.Word[string]{Key: c})
		}
		if document.Choice(t, "choice", true, readings) == "" {
			return
		}
	}
	r.checkKind(t, x)
}

// positions reads a list of outlet positions, as selectors.
func positions(t *document.Table, key string) []string {
	return plain(document.Choices(t, key, false, calc.OutletPositions))
}

// plain is a list of values as selectors, which are compared with "".
func plain[K ~string](keys []K) []string {
	var out []string
	for _, k := range keys {
		out = append(out, string(k))
	}
	return out
}
