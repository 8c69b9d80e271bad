package intake

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/hj212"
)

// use looks a code up, once.
func (r *frames) use(code string) *codeUse {
	k := strings.ToUpper(code)
	if u, ok := r.codes[k]; ok {
		return u
	}
	u := &codeUse{code: code}
	if c, ok := hj212.Lookup(code); ok {
		u.medium, u.unit, u.total = c.Medium, c.Concentration, c.Total
		switch {
		case c.What == hj212.Flow:
			u.kind, u.unit = flowName, c.Flow
		case c.What == hj212.Concentration && c.Pollutant != "" && !c.Ambient:
			u.kind, u.metal, u.asked = metalName, c.Pollutant, c.UnitInDoubt
		case c.What == hj212.Concentration && c.Ambient:
			u.kind = unknownName
		default:
			u.kind = otherName
		}
	}
	for _, s := range r.set.Columns {
		if sameCode(s.Header, code) {
			r.state(u, s)
		}
	}
	if len(r.codes) < mostNames {
		r.codes[k] = u
		r.order = append(r.order, u)
	}
	return u
}

// state applies what the dossier says of a code.
func (r *frames) state(u *codeUse, s dossier.MonitoringColumn) {
	u.stated = true
	role, p, ok := parseMeaning(s.Means)
	switch {
	case s.Means == "":
	case !ok:
		r.faults.one(CodeStated, calc.Error, 0, calc.Textf("代码“%s”的含义 %q 不认识",
			"code “%s”: the meaning %q is not known", s.Header, s.Means), knownMeanings())
	case role == Concentration && p != "":
		if u.metal != p {
			u.noTotal = true
		}
		u.kind, u.metal = metalName, p
	case role == Flow || role == Volume:
		u.kind = flowName
	default:
		u.kind = otherName
	}
	if s.Unit == "" {
		return
	}
	unit, fine := ParseUnit(s.Unit)
	if !fine || (u.kind == metalName && !isConcentration(unit)) || (u.kind == flowName && !isRate(unit) &&
		!isVolume(unit)) {
		r.faults.one(CodeUnit, calc.Error, 0, calc.Textf("代码“%s”的单位 %q 不是这类量的单位",
			"code “%s”: the unit %q is none of this kind of quantity", s.Header, s.Unit),
			calc.Text{ZH: "例如 ug/L、mg/L、mg/m3、L/s、m3/s", EN: "such as ug/L, mg/L, mg/m3, L/s, m3/s"})
		return
	}
	// Another unit of the average says nothing of the total's, except that
	// the default may not hold either.
	u.noTotal = u.noTotal || unit.String() != u.unit.String()
	u.unit, u.asked = unit, false
}

// codesOf lists the codes of a message that carry measurements, in order.
func (r *frames) codesOf(m hj212.Message) []*codeUse {
	var out []*codeUse
	last := ""
next:
	for _, f := range m.CP {
		if f.Code == "" || f.Code == last {
			continue
		}
		last = f.Code
		u := r.use(f.Code)
		for _, x := range out {
			if x == u {
				continue next
			}
		}
		u.seen = true
		out = append(out, u)
	}
	return out
}
