package intake

import (
	"slices"
	"strings"
	"sync"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/hj212"
	"tidai/calc/quantity"
)

// codeUse is what a code stands for: annex B, or the dossier.
type codeUse struct {
	code    string
	number  int // of the codes of a log; mostNames for all beyond
	kind    nameKind
	name    calc.Text
	metal   calc.Pollutant
	medium  calc.Medium
	unit    quantity.Unit // of Avg
	total   quantity.Unit // of Cou
	noTotal bool
	stated  bool
	units   bool    // the unit is stated
	asked   bool    // unit in doubt, and not stated
	bad     []noted // wrong with what is stated
}

// noted is a finding to be.
type noted struct {
	code            string
	message, remedy calc.Text
}

// codeBook is what the codes of a log stand for; all goroutines look into it.
type codeBook struct {
	stated []dossier.MonitoringColumn
	mu     sync.Mutex
	uses   map[string]*codeUse // by code in capitals
}

// use looks a code up, once.
func (b *codeBook) use(code string) *codeUse {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := strings.ToUpper(code)
	if u, ok := b.uses[k]; ok {
		return u
	}
	u := &codeUse{code: strings.Clone(code), number: min(len(b.uses), mostNames)}
	if c, ok := hj212.Lookup(code); ok {
		u.name, u.medium, u.unit, u.total = c.Name, c.Medium, c.Concentration, c.Total
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
	switch k[:min(len(k), 1)] { // of codes that annex B does not list
	case "W":
		u.medium = calc.Water
	case "A":
		u.medium = calc.Air
	}
	for _, s := range b.stated {
		if sameCode(s.Header, code) {
			u.state(s)
		}
	}
	if len(b.uses) < mostNames {
		b.uses[strings.Clone(k)] = u
	}
	return u
}

func sameCode(header, code string) bool {
	h := strings.TrimSuffix(plainText(header), "-Avg")
	return strings.EqualFold(h, code)
}

// mapped reports whether the dossier says what a code means.
func (b *codeBook) mapped(code string) bool {
	return slices.ContainsFunc(b.stated, func(s dossier.MonitoringColumn) bool {
		return s.Means != "" && sameCode(s.Header, code)
	})
}

// state applies what the dossier says of a code.
func (u *codeUse) state(s dossier.MonitoringColumn) {
	u.stated = true
	role, p, ok := parseMeaning(s.Means)
	switch {
	case s.Means == "":
	case !ok:
		u.bad = append(u.bad, noted{CodeStated, calc.Textf("代码“%s”的含义 %q 不认识",
			"code “%s”: the meaning %q is not known", s.Header, s.Means), knownMeanings()})
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
		u.bad = append(u.bad, noted{CodeUnit, calc.Textf("代码“%s”的单位 %q 不是这类量的单位",
			"code “%s”: the unit %q is none of this kind of quantity", s.Header, s.Unit),
			calc.Text{ZH: "例如 ug/L、mg/L、mg/m3、L/s、m3/s", EN: "such as ug/L, mg/L, mg/m3, L/s, m3/s"}})
		return
	}
	// Another unit of the average says nothing of the total's, except that
	// the default may not hold either.
	u.noTotal = u.noTotal || unit.String() != u.unit.String()
	u.unit, u.asked, u.units = unit, false, true
}
