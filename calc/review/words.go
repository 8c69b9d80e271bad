package review

import (
	"strings"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/substitution"
)

// meaning is what a number that can be submitted is: what of which metal, of which
// outlet or source, in which medium.
type meaning struct {
	kind   string
	place  string // id of an outlet or a source; "" of the project
	metal  calc.Pollutant
	medium string // water, air; "" of both
	count  string // ".2" of a second number of the same meaning
}

// kindsOf are the kinds of numbers, in words, with other words for them that people
// write. Longer words are looked for first.
var kindsOf = []struct {
	kind string
	name calc.Text
	also []string
}{
	{"new", calc.Text{ZH: "新增排放量", EN: "new emission"}, []string{"新增量", "本项目新增", "新增"}},
	{"net", calc.Text{ZH: "净增排放量", EN: "net new emission"}, []string{"净增量", "净新增量", "净增"}},
	{"own", calc.Text{ZH: "以新带老削减量", EN: "own reduction"}, []string{"以新带老"}},
	{"demand", calc.Text{ZH: "需替代量", EN: "demand"}, []string{"替代需求量", "替代需求", "应替代量", "所需替代量",
		"需求量", "替代量", "需要替代量"}},
	{"allocated", calc.Text{ZH: "已落实替代量", EN: "allocated"}, []string{"已落实量", "替代来源合计"}},
	{"shortfall", calc.Text{ZH: "替代缺口", EN: "shortfall"}, []string{"缺口"}},
	{"same-industry", calc.Text{ZH: "同行业可用替代量", EN: "supply of the same industry"}, []string{"同行业来源"}},
	{"other-industry", calc.Text{ZH: "其他行业可用替代量", EN: "supply of other industries"},
		[]string{"其他行业来源"}},
	{"existing", calc.Text{ZH: "现有工程许可排放量", EN: "permitted emission of the existing site"},
		[]string{"现有工程排放量", "现有排放量"}},
	{"whole", calc.Text{ZH: "全厂排放量", EN: "emission of the whole site"}, []string{"全厂总量", "全厂"}},
	{"permitted", calc.Text{ZH: "许可排放量", EN: "permitted emission"}, []string{"许可量", "申请许可排放量",
		"年许可排放量"}},
	{"counted", calc.Text{ZH: "计入新增的排放量", EN: "emission counted as new"}, []string{"计入量", "计入排放量"}},
	{"usable", calc.Text{ZH: "可用削减量", EN: "usable reduction"}, []string{"削减量", "可用量"}},
	{"reduction", calc.Text{ZH: "削减前后之差", EN: "reduction"}, []string{"前后之差"}},
	{"before", calc.Text{ZH: "削减前排放量", EN: "emission before"}, []string{"削减前"}},
	{"after", calc.Text{ZH: "削减后排放量", EN: "emission after"}, []string{"削减后"}},
	{"actual", calc.Text{ZH: "实际排放量", EN: "actual emission"}, nil},
	{"monitored-before", calc.Text{ZH: "按监测核算的削减前排放量", EN: "monitored emission before"}, nil},
	{"monitored-after", calc.Text{ZH: "按监测核算的削减后排放量", EN: "monitored emission after"}, nil},
	{"allocation", calc.Text{ZH: "分配给本项目的量", EN: "amount allocated to the project"}, []string{"分配量"}},
}

// kindName is a kind in words; the methods of permitted amounts are kinds too.
func kindName(kind string) calc.Text {
	for _, k := range kindsOf {
		if k.kind == kind {
			return k.name
		}
	}
	name := permit.Method(kind).Name()
	return calc.Textf("排放量（%s）", "emission (%s)", name)
}

// meaningOf takes the name of a number apart.
func meaningOf(name string) meaning {
	parts := strings.Split(name, "/")
	if len(parts) < 2 {
		return meaning{kind: name}
	}
	head, id, _ := strings.Cut(parts[0], ":")
	m := meaning{kind: parts[0], metal: calc.Pollutant(parts[1])}
	tail := parts[2:]
	if len(tail) > 0 && (tail[0] == string(calc.Water) || tail[0] == string(calc.Air)) {
		m.medium, tail = tail[0], tail[1:]
	}
	switch {
	case head == "source" && id != "":
		m.place, m.kind = id, "usable"
	case head == "allocation" && id != "":
		m.place, m.kind = id, "allocation"
	case head == "actual" && id != "":
		m.place, m.kind = id, "actual"
	case len(tail) > 0 && parts[0] != "supply":
		m.place = parts[0]
	}
	if len(tail) > 0 {
		m.kind = tail[0]
	}
	if kind, count, ok := strings.Cut(m.kind, "."); ok {
		m.kind, m.count = kind, count
	}
	return m
}

// metalName is a metal in words: total chromium, so that it is not taken for
// hexavalent chromium.
func metalName(p calc.Pollutant) calc.Text {
	if p == calc.Chromium {
		return calc.Text{ZH: "总铬", EN: "total chromium"}
	}
	return p.Name()
}

// TargetWords names a number of a dossier in words: 总铬需替代量, DW001 总铬许可排放量,
// 示例丙公司 铅可用削减量（废水）. Different numbers have different words.
func TargetWords(d *dossier.Dossier, name string) calc.Text {
	m := meaningOf(name)
	if m.metal == "" {
		return calc.Text{ZH: name, EN: name}
	}
	kind, metal := kindName(m.kind), metalName(m.metal)
	out := calc.Text{ZH: metal.ZH + kind.ZH, EN: kind.EN + " of " + metal.EN}
	if place := placeName(d, m.place); place != "" {
		out = calc.Text{ZH: place + " " + out.ZH, EN: place + " " + out.EN}
	}
	if m.medium != "" {
		medium := calc.Medium(m.medium).Name()
		out = calc.Text{ZH: out.ZH + "（" + medium.ZH + "）", EN: out.EN + " (" + medium.EN + ")"}
	}
	if m.count != "" {
		out = calc.Textf("%s（第 %s 个）", "%s (no. %s)", out, m.count)
	}
	return out
}

// MustBeSubmitted reports whether an application cannot do without a number: the new
// emission and the demand of each metal, and each permitted amount.
func MustBeSubmitted(name string) bool {
	m := meaningOf(name)
	return m.count == "" && (m.kind == "permitted" || m.medium == "" && (m.kind == "new" || m.kind == "demand"))
}

// placeName is an outlet by its code, a source by its firm, and by its own id where
// the firm has several.
func placeName(d *dossier.Dossier, id string) string {
	if d == nil || id == "" {
		return id
	}
	firm, same := "", 0
	for _, s := range d.Sources {
		if s.ID == id {
			firm = firmOf(d, s)
		}
	}
	if firm == "" {
		return id
	}
	for _, s := range d.Sources {
		if firmOf(d, s) == firm {
			same++
		}
	}
	if same > 1 {
		return firm + " " + id
	}
	return firm
}

func firmOf(d *dossier.Dossier, s dossier.ReductionSource) string {
	line, ok := d.Line(s.Line)
	if !ok {
		return s.Responsible
	}
	for _, x := range d.Dischargers {
		if x.ID == line.Discharger {
			return x.Name
		}
	}
	return s.Responsible
}

// inWords finds the number that a text means: 总铬新增量, 需替代量/铬, DW001 总铬许可排放量,
// 示例丙公司 铬削减量; first one whose own words the text is. Where several fit they are
// returned, and none is chosen.
func (r *reviewer) inWords(text string) []substitution.Target {
	folded := foldWords(text)
	for _, t := range r.targets {
		words := TargetWords(r.Plan.Dossier, t.Name)
		if strings.EqualFold(t.Name, folded) || foldWords(words.ZH) == folded || foldWords(words.EN) == folded {
			return []substitution.Target{t}
		}
	}
	want, ok := r.understood(text)
	if !ok {
		return nil
	}
	var exact, loose []substitution.Target
	for _, t := range r.targets {
		m := meaningOf(t.Name)
		if m.kind != want.kind || m.metal != want.metal || want.place != m.place || m.count != "" {
			continue
		}
		switch {
		case m.medium == want.medium:
			exact = append(exact, t)
		case want.medium == "":
			loose = append(loose, t)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return loose
}

// understood takes a text apart: the kind by its longest word, then the medium, the
// metal, and what is left names the place.
func (r *reviewer) understood(text string) (meaning, bool) {
	var want meaning
	rest := r.withoutFirm(foldWords(text), &want)
	longest := ""
	for _, k := range kindsOf {
		for _, word := range append([]string{k.name.ZH, k.name.EN}, k.also...) {
			if word = foldWords(word); len(word) > len(longest) && strings.Contains(rest, word) {
				want.kind, longest = k.kind, word
			}
		}
	}
	if want.kind == "" {
		return want, false
	}
	rest = strings.Replace(rest, longest, " ", 1)
	for medium, words := range map[string][]string{string(calc.Water): {"废水", "水污染物"},
		string(calc.Air): {"废气", "大气污染物", "大气"}} {
		for _, word := range words {
			if strings.Contains(rest, word) {
				want.medium, rest = medium, strings.ReplaceAll(rest, word, " ")
			}
		}
	}
	var left []string
	for _, word := range strings.FieldsFunc(metalsApart(rest),
		func(c rune) bool { return strings.ContainsRune(" /()、，,:：的", c) }) {
		if p, ok := calc.ParsePollutant(word); ok && want.metal == "" {
			want.metal = p
			continue
		}
		left = append(left, word)
	}
	if want.metal == "" {
		return want, false
	}
	return want, len(left) == 0 || r.placed(&want, left)
}

// withoutFirm takes the whole name of a source's firm out of a text, before a metal
// is looked for: 示例巳铅锌有限公司 汞削减量 is about mercury.
func (r *reviewer) withoutFirm(text string, want *meaning) string {
	for _, t := range r.targets {
		m := meaningOf(t.Name)
		name := foldWords(placeName(r.Plan.Dossier, m.place))
		if len([]rune(name)) > 2 && name != strings.ToLower(m.place) && strings.Contains(text, name) {
			want.place = m.place
			return strings.Replace(text, name, " ", 1)
		}
	}
	return text
}

// foldWords brings a text to the form in which it is compared: half-width, lower
// case, one blank for several.
func foldWords(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(plainDigits(strings.ReplaceAll(s, "　", " ")))), " ")
}

// metalsApart puts blanks around the names of metals: 示例丙公司铬 is two words.
func metalsApart(s string) string {
	for _, name := range []string{"六价铬", "总铬", "总铅", "总汞", "总镉", "总砷"} {
		if strings.Contains(s, name) {
			return strings.ReplaceAll(s, name, " "+name+" ")
		}
	}
	for _, p := range calc.Pollutants {
		if strings.Contains(s, p.Name.ZH) {
			return strings.ReplaceAll(s, p.Name.ZH, " "+p.Name.ZH+" ")
		}
	}
	return s
}

// placed finds the outlet or the source that words name: by its id, or by a part of
// the name of its firm.
func (r *reviewer) placed(want *meaning, words []string) bool {
	for _, word := range words {
		short := word
		for _, tail := range []string{"公司", "有限责任", "有限", "股份"} {
			short = strings.TrimSuffix(short, tail)
		}
		for _, t := range r.targets {
			m := meaningOf(t.Name)
			if m.place == "" || m.kind != want.kind {
				continue
			}
			named := strings.ToLower(placeName(r.Plan.Dossier, m.place))
			if strings.ToLower(m.place) == word || len([]rune(short)) > 1 && strings.Contains(named, short) {
				if want.place != "" && want.place != m.place {
					return false
				}
				want.place = m.place
			}
		}
	}
	return want.place != ""
}

// similarWords is the number whose words are the most like a text: those that have
// most of its characters; "" where none has two thirds of them.
func (r *reviewer) similarWords(text string) string {
	folded := foldWords(text)
	best, most := "", 0
	for _, t := range r.targets {
		words := TargetWords(r.Plan.Dossier, t.Name).ZH
		common := 0
		for _, c := range folded {
			if strings.ContainsRune(strings.ToLower(words), c) {
				common++
			}
		}
		if score := 2*common - len([]rune(words)); 3*common >= 2*len([]rune(folded)) && (best == "" || score > most) {
			best, most = words, score
		}
	}
	return best
}
