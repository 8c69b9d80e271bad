package plausibility

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/calc/reduction"
	"tidai/factors"
)

// numbers looks at what documents are numbered and located by, and at what is
// entered twice.
func (d *doubter) numbers() {
	for _, p := range d.Dossier.Places() {
		d.county(p)
	}
	for _, p := range d.Dossier.Permits {
		d.permitNumber(p)
	}
	d.twice()
	d.impossible()
}

// county holds county codes against the counties of the policy's province.
func (d *doubter) county(p dossier.Place) {
	c := d.checks[CodeCounty]
	if len(p.Code) != 6 || !strings.HasPrefix(p.Code, d.Policy.Prefix) || len(c.Counties) == 0 ||
		!strings.HasPrefix(c.Counties[0].Code, d.Policy.Prefix) {
		return
	}
	if !d.isCounty(p) {
		return
	}
	if slices.ContainsFunc(c.Counties, func(x factors.County) bool { return x.Code == p.Code }) {
		return
	}
	var near []string
	for _, x := range c.Counties {
		if x.Code[:4] == p.Code[:4] {
			near = append(near, x.Code+" "+x.Name)
		}
	}
	message := calc.Textf("县（市、区）代码 %s 不在县级行政区划和开发区名单中",
		"the county code %s is not in the list of counties and development zones", p.Code)
	severity := calc.Warning
	if strings.HasSuffix(p.Code, "00") {
		severity = calc.Error
		message = calc.Textf("%s 是市（州）代码，不是县（市、区）代码",
			"%s is the code of a prefecture, not of a county", p.Code)
	}
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeCounty, Severity: severity, At: p.At,
		Subject: p.Subject, Clause: calc.Clause{Instrument: "GB/T 2260"}, Message: message,
		Remedy: calc.Text{ZH: "该市（州）的县（市、区）：" + strings.Join(near, "、"),
			EN: "counties of this prefecture: " + codesOf(near)}})
}

func codesOf(near []string) string {
	var out []string
	for _, x := range near {
		code, _, _ := strings.Cut(x, " ")
		out = append(out, code)
	}
	return strings.Join(out, ", ")
}

// isCounty reports whether a place stands for a county: the code of a city does
// not, though it is stated too.
func (d *doubter) isCounty(p dossier.Place) bool {
	if p.Subject == "project" {
		return p.Code == d.Dossier.Project.County && p.At == d.Dossier.Project.CountyAt
	}
	_, id, _ := strings.Cut(p.Subject, ":")
	x, _ := d.Dossier.Discharger(id)
	return p.Code == x.County && p.At == x.CountyAt
}

// permitNumber asks for the 22 characters of a permit number: the credit code,
// three digits and a letter.
func (d *doubter) permitNumber(p dossier.Permit) {
	const length, code = 22, 18
	n := p.Number
	ok := len(n) == length && digits(n[code:length-1]) && n[length-1] >= 'A' && n[length-1] <= 'Z'
	if ok {
		return
	}
	d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodePermitNumber, Severity: calc.Warning, At: p.At,
		Subject: d.subjectOf(p), Clause: calc.Clause{Instrument: "HJ 608-2017"},
		Message: calc.Textf("许可证编号 %q 有 %d 个字符；应为 18 位统一社会信用代码加三位数字和一个字母，共 22 位",
			"permit number %q has %d characters; it is the credit code of 18, three digits and a letter, 22 in all",
			n, len([]rune(n))),
		Remedy: calc.Text{ZH: "按许可证正本逐字核对", EN: "copy it again from the permit"}})
}

func (d *doubter) subjectOf(p dossier.Permit) string {
	for _, s := range d.Dossier.Sources {
		if s.Permit == p.ID {
			return "source:" + s.ID
		}
	}
	return "discharger:" + p.Discharger
}

func digits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// twice is P5: two sources of one discharger with the same amounts and capacity
// are likely to be one.
func (d *doubter) twice() {
	list := d.Reduced.Sources
	for i, a := range list {
		for _, b := range list[i+1:] {
			if a.Discharger.ID != b.Discharger.ID || a.Line.ID == b.Line.ID || !sameRows(a, b) ||
				!sameCapacity(a.Line, b.Line) {
				continue
			}
			d.ask(calc.Finding{Stage: calc.StagePlausibility, Code: CodeTwice, Severity: calc.Warning, At: b.Source.At,
				Subject: "source:" + b.Source.ID,
				Message: calc.Textf("来源 %s 与 %s 的排污单位、产能和削减前全部数值相同，可能是同一生产线写了两次",
					"source %s has the discharger, the capacity and all amounts before of source %s: one line may be "+
						"entered twice", b.Source.ID, a.Source.ID),
				Remedy: calc.Text{ZH: "核对两条生产线和两个排放口；确是两条相同的线的，在方案中说明",
					EN: "check both lines and outlets; where there are two equal lines, say so in the plan"}})
		}
	}
}

func sameRows(a, b reduction.SourceResult) bool {
	if len(a.Rows) == 0 || len(a.Rows) != len(b.Rows) {
		return false
	}
	for i := range a.Rows {
		x, ok := kg(a.Rows[i].Before)
		y, both := kg(b.Rows[i].Before)
		if a.Rows[i].Pollutant != b.Rows[i].Pollutant || !ok || !both || x.Cmp(y) != 0 {
			return false
		}
	}
	return true
}

func sameCapacity(a, b dossier.Line) bool {
	if len(a.Products) != len(b.Products) {
		return false
	}
	for i := range a.Products {
		x, y := a.Products[i].CapacityStep("S"), b.Products[i].CapacityStep("S")
		if !x.OK() || !y.OK() || !x.Value().Equal(y.Value()) {
			return false
		}
	}
	return true
}

// impossible is A13: no plant of the key industries emits so much.
func (d *doubter) impossible() {
	most := d.bound(CodeImpossible, "most")
	for _, p := range d.papers() {
		for _, a := range p.amounts {
			s := a.Value.Step("E", "stated-amount").In(quantity.KgPerYear)
			if !s.OK() {
				continue
			}
			d.settle(question{code: CodeImpossible, severity: calc.Error, at: a.Value.At, subject: "outlet:" + a.Outlet,
				stated: s, expected: most.Step(), against: calc.Text{ZH: "上限",
					EN: "most"}, decided: []factors.Bound{most},
				of: calc.Textf("%s，排放口 %s，%s的量级", "%s, outlet %s, magnitude of %s", p.name, a.Outlet,
					a.Pollutant.Name()),
				message: calc.Textf("%s写明%s %s kg/a，没有一个排放口会排放这么多",
					"%s states %[3]s kg/a of %[2]s: no outlet emits so much", p.name, a.Pollutant.Name(), shownKg(s)),
				remedy: calc.Text{ZH: "核对单位和小数点", EN: "check unit and point"}}, exceedsBound(s, most))
		}
	}
}
