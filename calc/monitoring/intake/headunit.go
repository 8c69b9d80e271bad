package intake

import (
	"slices"
	"strings"

	"tidai/calc/quantity"
)

// bareUnits are the units without "/" that count as units where no bracket
// says that they are one.
var bareUnits = []string{"m3", "Nm3", "t", "kg", "g", "%", "h", "d", "m³", "Nm³"}

var squareBrackets = strings.NewReplacer("[", "(", "]", ")")

// cutUnit takes the unit out of a header: 总铅(mg/L), 流量 m3/h, Pb_mg/L,
// flow[Nm3/h]. bad is a text in brackets that looks like a unit and is none
// known here; a header without unit has neither.
func cutUnit(s string) (core, text string, u quantity.Unit, bad string) {
	s = squareBrackets.Replace(s)
	for _, span := range slices.Backward(bracketSpans(s)) {
		content := strings.TrimSpace(s[span[0]+1 : span[1]])
		content = strings.TrimLeft(strings.TrimPrefix(content, "单位"), ":： ")
		if u, ok := ParseUnit(content); ok && content != "" {
			return strings.TrimSpace(s[:span[0]] + " " + s[span[1]+1:]), content, u, ""
		}
		if bad == "" && looksUnit(content) {
			bad = content
		}
	}
	for i, r := range s {
		if i == 0 || !startsUnit(s[:i], r) {
			continue
		}
		tail := strings.TrimSpace(s[i:])
		u, ok := ParseUnit(tail)
		if !ok {
			tail = strings.ReplaceAll(tail, "_", "/")
			u, ok = ParseUnit(tail)
		}
		if ok && tail != "" && (strings.ContainsAny(tail, "/·⋅") || slices.Contains(bareUnits, tail)) {
			return strings.TrimRight(s[:i], " ,:;_-/"), tail, u, ""
		}
	}
	return s, "", quantity.Unit{}, bad
}

// startsUnit reports whether a unit may begin with r behind head: at a border
// of words, or where Latin letters follow Chinese ones.
func startsUnit(head string, r rune) bool {
	last := head[len(head)-1]
	if strings.IndexByte(" ,:;_-)", last) >= 0 {
		return true
	}
	return last >= 0x80 && (r < 0x80 || strings.ContainsRune("μµ×万", r))
}

var (
	unitMassPerVolume = quantity.MustUnit("mg/m3")
	unitMassPerGas    = quantity.MustUnit("mg/Nm3")
	unitMassPerSCM    = quantity.MustUnit("mg/scm")
	unitVolume        = quantity.MustUnit("m3")
	unitGas           = quantity.MustUnit("Nm3")
	unitRate          = quantity.MustUnit("m3/h")
	unitGasRate       = quantity.MustUnit("Nm3/h")
	unitMass          = quantity.MustUnit("kg")
	unitMassRate      = quantity.MustUnit("t/d")
	unitHour          = quantity.MustUnit("h")
)

func isConcentration(u quantity.Unit) bool {
	return u.Same(unitMassPerVolume) || u.Same(unitMassPerGas) || u.Same(unitMassPerSCM)
}

func isVolume(u quantity.Unit) bool { return u.Same(unitVolume) || u.Same(unitGas) }

func isRate(u quantity.Unit) bool { return u.Same(unitRate) || u.Same(unitGasRate) }

// waterUnit is the volume unit of a waste-water flow counted in tonnes: one
// tonne is one cubic metre, as the trade counts.
func waterUnit(u quantity.Unit) (quantity.Unit, bool) {
	if !u.Same(unitMassRate) && !u.Same(unitMass) {
		return u, false
	}
	for _, pair := range [][2]string{{"t/d", "m3/d"}, {"t/h", "m3/h"}, {"t/a", "m3/a"}, {"t", "m3"}, {"万t", "万m3"},
		{"万t/d", "万m3/d"}} {
		if u.String() == pair[0] {
			return quantity.MustUnit(pair[1]), true
		}
	}
	return u, false
}

// bracketSpans finds the top brackets of a text.
func bracketSpans(s string) [][2]int {
	var out [][2]int
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			if depth == 0 {
				start = i
			}
			depth++
		case ')':
			if depth--; depth == 0 {
				out = append(out, [2]int{start, i})
			}
			depth = max(depth, 0)
		}
	}
	return out
}

func brackets(s string) []string {
	var out []string
	for _, span := range bracketSpans(s) {
		out = append(out, strings.TrimSpace(s[span[0]+1:span[1]]))
	}
	return out
}

func dropBrackets(s string) string {
	for _, span := range slices.Backward(bracketSpans(s)) {
		s = s[:span[0]] + " " + s[span[1]+1:]
	}
	return strings.TrimSpace(s)
}
