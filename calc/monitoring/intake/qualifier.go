package intake

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/monitoring"
	"tidai/calc/quantity"
)

// Words of a column beside the values that says which of them were detected.
var (
	detectedMarks = strings.Fields("= 检出 已检出 是 yes y + √ detected - -- /")
	belowMarks    = strings.Fields("< ≤ l nd n.d. u 未检出 否 no n 低于检出限 <mdl <dl bdl notdetected")
	aboveMarks    = strings.Fields("> ≥")
)

// checkQualifier refuses a column of qualifiers where several values of a row
// could be meant.
func (l *Layout) checkQualifier(f *faults) {
	if l.QualCol > 0 && !l.Long && len(l.Metals) > 1 {
		f.one(CodeTwice, calc.Error, l.Header, calc.Textf("“%s”属于哪种污染物不明",
			"of which pollutant “%s” is is open", l.Column(l.QualCol).Header),
			calc.Text{ZH: "把符号写在数值前（<0.05），或把该列写为 ignore",
				EN: "write the sign before the value (<0.05), or state ignore for the column"})
	}
}

// qualified takes in what the column of qualifiers says of the value; ok is
// false where it says what is not understood.
func (t *table) qualified(d quantity.Decimal, kind cellKind) (of cellKind, ok bool) {
	col := t.layout.QualCol
	if col == 0 {
		return kind, true
	}
	text := t.text(col)
	mark := strings.ToLower(strings.ReplaceAll(plainText(text), " ", ""))
	flag, stated := t.flags[plainText(text)]
	switch {
	case mark == "" || slices.Contains(detectedMarks, mark) || stated && flag == monitoring.Normal:
		return kind, true
	case slices.Contains(belowMarks, mark):
		switch {
		case kind == number && d.Sign() > 0:
			return censored, true
		case kind == number || kind == blank:
			return undetect, true
		}
		return kind, true
	case slices.Contains(aboveMarks, mark) && kind == number:
		return over, true
	}
	t.faults.at(CodeFlag, "qualifier", calc.Error, t.row, col, text,
		calc.Textf("“%s”的符号不认识，该数值没有采用",
			"“%s”: qualifiers that are not understood; the values are not used", t.layout.Column(col).Header),
		calc.Text{ZH: "未检出写 < 或 未检出；不影响数值的写明（--flag M=N，[monitoring.flags]），该列不用的写 ignore",
			EN: "write < or ND for values not detected; state what changes no value (--flag M=N, " +
				"[monitoring.flags]), or ignore for the column"})
	return kind, false
}

// limitUnit is the unit of a detection limit: in its header, in a column of its
// own, or that of the value.
func (t *table) limitUnit(col int, value quantity.Unit) (quantity.Unit, bool) {
	if c := t.layout.Column(col); c.HasUnit {
		return c.Unit, true
	}
	text := plainText(t.text(t.layout.LimitUnitCol))
	if text == "" {
		return value, true
	}
	u, ok := ParseUnit(text)
	if ok = ok && isConcentration(u); !ok {
		t.unitFault(t.layout.LimitUnitCol, text)
	}
	return u, ok
}

// limitWords stand before a detection limit in a header: 总铅(mg/L,检出限0.05).
var limitWords = []string{"方法检出限", "最低检出限", "检出限", "检测限", "MDL", "LOD"}

// cutLimit takes the detection limit, and its unit where it has one, out of the
// brackets of a header.
func cutLimit(s string) (rest string, limit monitoring.Value) {
	plain := squareBrackets.Replace(s)
	for _, span := range bracketSpans(plain) {
		inside := plain[span[0]+1 : span[1]]
		for _, word := range limitWords {
			head, tail, found := strings.Cut(inside, word)
			if !found {
				continue
			}
			v, after, ok := leadingLimit(strings.TrimLeft(tail, " :=<≤为"))
			if !ok {
				continue
			}
			kept := strings.Trim(head+after, " ,;、")
			if kept != "" {
				kept = "(" + kept + ")"
			}
			return plain[:span[0]] + kept + plain[span[1]+1:], v
		}
	}
	return s, monitoring.Value{}
}

// leadingLimit reads 0.05mg/L, or 0.05 before a sign that parts.
func leadingLimit(s string) (v monitoring.Value, after string, ok bool) {
	text, after := s, ""
	if at := strings.IndexAny(s, ",;、"); at >= 0 {
		text, after = s[:at], s[at:]
	}
	n := len(text) - len(strings.TrimLeft(text, "0123456789."))
	d, ok := quantity.ParseDecimal([]byte(text[:n]))
	if !ok || d.Sign() <= 0 {
		return v, "", false
	}
	v = monitoring.Value{Decimal: d, Set: true, NonDetect: true}
	if unit := strings.TrimSpace(text[n:]); unit != "" {
		if v.Unit, ok = ParseUnit(unit); !ok || !isConcentration(v.Unit) {
			return v, "", false
		}
	}
	return v, after, true
}
