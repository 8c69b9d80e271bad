package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// ParseUnit reads a unit as files write it: ParseUnit of package quantity,
// capital M3, NM3 and H, which mean one thing only, powers for fractions
// (mg·L⁻¹), 万 written as 10⁴, 方 for a cubic metre and CMH. MG stays refused:
// it may be a megagram. ppm and the like are no units of amounts.
func ParseUnit(s string) (quantity.Unit, bool) {
	if u, err := quantity.ParseUnit(s); err == nil {
		return u, true
	}
	if u, ok := unitNames[strings.ToLower(strings.TrimSpace(s))]; ok {
		return u, true
	}
	s = unitSpellings.Replace(strings.TrimSpace(s))
	if u, err := quantity.ParseUnit(s); err == nil {
		return u, true
	}
	u, err := quantity.ParseUnit(withoutPowers(cubic(s)))
	return u, err == nil
}

var unitSpellings = strings.NewReplacer("NM3", "Nm3", "Nm³", "Nm3", "NM³", "Nm3", "M3", "m3", "M³", "m3", "m3N", "Nm3",
	"m³N", "Nm3", "/H", "/h", "/hr", "/h", "/hour", "/h", "/day", "/d", "/D", "/d", "/S", "/s",
	"m3(标准状态)", "Nm3", "m3(干)", "Nm3", "m3(干基)", "Nm3", "m3(标况)", "Nm3", "m3(标态,干基)", "Nm3",
	"×10⁴", "万", "x10⁴", "万", "*10⁴", "万", "10⁴", "万", "×10^4", "万", "x10^4", "万", "*10^4", "万", "10^4", "万",
	"⁻¹", "-1", "⁻³", "-3", "⁻²", "-2")

// unitNames are units of flow by the names that data sheets of meters have for
// them, in lower case.
var unitNames = map[string]quantity.Unit{
	"cmh": quantity.MustUnit("m3/h"), "cmd": quantity.MustUnit("m3/d"), "cmm": quantity.MustUnit("m3/min"),
	"cms": quantity.MustUnit("m3/s"), "ncmh": quantity.MustUnit("Nm3/h"),
	"lps": quantity.MustUnit("L/s"), "lpm": quantity.MustUnit("L/min"),
}

// cubic reads 方 and 立方 as cubic metres: 万方/d.
func cubic(s string) string {
	rest, many := strings.CutPrefix(s, "万")
	for _, word := range []struct{ text, unit string }{{"标立方米", "Nm3"}, {"标立方", "Nm3"}, {"标方", "Nm3"},
		{"立方米", "m3"}, {"立方", "m3"}, {"方", "m3"}} {
		if tail, ok := strings.CutPrefix(rest, word.text); ok && (tail == "" || tail[0] == '/') {
			if many {
				return "万" + word.unit + tail
			}
			return word.unit + tail
		}
	}
	return s
}

// withoutPowers writes negative powers as fractions: mg·L-1 is mg/L.
func withoutPowers(s string) string {
	terms := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("·⋅•*. ", r) })
	above, below := []string(nil), ""
	for _, t := range terms {
		name, power, found := strings.Cut(t, "-")
		switch {
		case !found:
			above = append(above, t)
		case name == "" || !slices.Contains([]string{"1", "2", "3"}, power):
			return s
		case power == "1":
			below += "/" + name
		default:
			below += "/" + name + power
		}
	}
	if below == "" || len(above) == 0 {
		return s
	}
	return strings.Join(above, "·") + below
}

// ratios are shares, which are no mass in a volume.
var ratios = []string{"ppm", "ppmv", "ppmw", "ppb", "ppbv", "ppt", "mg/kg", "ug/kg", "%"}

// looksUnit reports whether a text in brackets of a header, which is no unit
// known here, was meant as one. A name of a pollutant, a date or a word is not.
func looksUnit(s string) bool {
	if strings.ContainsAny(s, "年月日") || s == "" {
		return false
	}
	if slices.Contains(ratios, strings.ToLower(s)) || strings.ContainsAny(s, "/·⋅") || strings.Contains(s, "⁻") ||
		strings.Contains(s, "-1") {
		return true
	}
	if _, isMetal := oneName(s); isMetal || len(s) > 12 || slices.Contains(others, strings.ToLower(s)) {
		return false
	}
	low := strings.ToLower(s)
	return slices.ContainsFunc(strings.Fields("cf gal gpm scf mgl ugl m3 nm3 m³ 吨 升 克 方"), func(part string) bool {
		return strings.HasPrefix(low, part) || strings.HasSuffix(low, part)
	})
}

// unitAdvice says what to do about a unit that is not known.
func unitAdvice(text, example string) calc.Text {
	if slices.Contains(ratios, strings.ToLower(plainText(text))) {
		return calc.Textf("%s 是比值，不是单位体积中的质量：用以 mg/L 或 mg/m3 计的值，或换算后写明单位",
			"%s is a share, not a mass in a volume: ask the laboratory or the maker for values in mg/L or mg/m3, or "+
				"convert them and state the unit", plainText(text))
	}
	return calc.Textf("在表头写明单位，或写明该列的单位（[[monitoring.column]] 的 unit，--column；例如 %s）",
		"write the unit into the header, or state the column's unit (unit of [[monitoring.column]], --column; "+
			"such as %s)", example)
}
