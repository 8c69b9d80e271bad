package intake

import (
	"regexp"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Some headers name a quantity that is measured, and that is not the one an
// amount is made of: the flow at the inlet, a flow of the state of the flue, a
// metal weighed as its oxide. Such a column is refused by its name, never read
// as if the words beside it said nothing.

// refusal is why a column is not read though its quantity is known.
type refusal struct {
	code      string
	what, fix calc.Text
}

// Words of water and gas that are not what leaves the outlet; of flows nobody
// measured; and those that take the former back where they stand behind them:
// 回用水池排水量 leaves.
var (
	elsewhereWords = strings.Fields("进水 进口 入口 进气 进风 进厂 原水 来水 收水 处理前 治理前 回用 回收 循环 中水 " +
		"用水 取水 给水 供水 耗水 新水 新鲜水 自来水 补水 冷却水 送风 鼓风 补风 新风 inlet influent inflow")
	nominalWords = strings.Fields("设计 额定 最大 最高 最小 最低 峰值 许可 核定 批复 计划 预测 限值 上限 下限 量程")
	leavingWords = strings.Fields("排水 排放 排气 外排 出水 出口 outlet effluent discharge")
	wetWords     = strings.Fields("湿烟气 湿废气 湿基 湿态 湿标 湿流量 湿气 湿排")
)

// refused finds why a column is not read; nil where nothing speaks against it.
func (h *heading) refused(core string) *refusal {
	flow := h.role == Flow || h.role == Volume || h.role == Totaliser
	metal := h.pollutant != "" && (h.role == Concentration || h.role == Mass)
	if !flow && !metal {
		return nil
	}
	full := key(core)
	if metal && otherCompound(core) {
		return &compoundRefusal
	}
	switch {
	case !notOfOutlet(core, full):
	case flow:
		return &flowRefusal
	default:
		return &metalRefusal
	}
	wet := containsAny(full, wetWords...) || hasWord(core, "wet")
	if wet || strings.Contains(full, "工况") && !h.standard {
		return &stateRefusal
	}
	return nil
}

// notOfOutlet reports whether a header speaks of something else than what left
// the outlet in the interval.
func notOfOutlet(core, full string) bool {
	if containsAny(full, nominalWords...) || hasWord(core, "max", "maximum", "min", "minimum", "peak", "rated",
		"design") {
		return true
	}
	if hasWord(core, "intake", "supply", "reuse", "reused", "recycle", "recycled") {
		return true
	}
	return last(full, elsewhereWords) > last(full, leavingWords)
}

// last is where the last of some words begins in s; -1 where there is none.
func last(s string, list []string) int {
	at := -1
	for _, w := range list {
		at = max(at, strings.LastIndex(s, w))
	}
	return at
}

// asWhat finds what a metal is weighed as: 以CrO3计, as PbO.
var (
	asWhat  = regexp.MustCompile(`[以按折](.+?)(?:计|表示)`)
	formula = regexp.MustCompile(`^(?:Pb|Hg|Cd|Cr|As|Cl|Br|Na|Ca|O|S|H|F|C|N|K|\d|\(|\))+$`)
	metalIn = regexp.MustCompile(`Pb|Hg|Cd|Cr|As`)
	partner = regexp.MustCompile(`Cl|Br|Na|Ca|O|S|H|F|C|N|K`)
	salts   = strings.Fields("氧化 铬酸 铬酐 硫酸 氯化 硫化 硝酸 碳酸 醋酸 甲基 盐 酐")
)

// otherCompound reports whether a header weighs a metal as one of its
// compounds. 以Pb计 is the metal.
func otherCompound(core string) bool {
	core = roundBrackets.Replace(core)
	for _, m := range asWhat.FindAllStringSubmatch(core, -1) {
		what := strings.TrimSpace(m[1])
		_, metal := calc.ParseMeasured(what)
		_, unit := ParseUnit(what)
		ascii := strings.IndexFunc(what, func(r rune) bool { return r >= 0x80 && !strings.ContainsRune("₂₃₄⁻⁺", r) }) <
			0
		if !metal && !unit && (ascii || containsAny(what, salts...)) {
			return true
		}
	}
	return slices.ContainsFunc(strings.FieldsFunc(core, func(r rune) bool {
		return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}), isCompound)
}

// isCompound reports whether a word is the formula of a compound of a metal:
// PbO, Cr2O3; not Cr6 and Pb.
func isCompound(word string) bool {
	return formula.MatchString(word) && metalIn.MatchString(word) &&
		partner.MatchString(metalIn.ReplaceAllString(word, ""))
}

var (
	flowRefusal = refusal{CodeNotOutlet, calc.Text{ZH: "不是该排放口实际排放的流量（进口、回用、用水、设计、最大等）",
		EN: "is not the flow that left the outlet (inlet, reuse, supply, design, maximum)"},
		calc.Text{ZH: "补上排放口的流量列；确是排放口流量的，写明 --column 列名=flow（[[monitoring.column]]），不用" +
			"的写 ignore",
			EN: "add the column of the outlet's flow; where this is it, state --column HEADER=flow " +
				"([[monitoring.column]]); ignore where it is not wanted"}}
	metalRefusal = refusal{CodeNotOutlet, calc.Text{ZH: "不是该排放口实测的浓度（进口、设计、最大、限值等）",
		EN: "is not what was measured at the outlet (inlet, design, maximum, limit)"},
		calc.Text{ZH: "补上排放口的浓度列；确是排放口浓度的，写明 --column 列名=Pb 等（[[monitoring.column]]），不用" +
			"的写 ignore",
			EN: "add the column of the outlet's concentration; where this is it, state --column HEADER=Pb " +
				"([[monitoring.column]]); ignore where it is not wanted"}}
	stateRefusal = refusal{CodeFlueState, calc.Text{ZH: "是工况或湿烟气的量，不能与标准状态干烟气的浓度相乘",
		EN: "is of the state of the flue, or wet: it does not go with concentrations in dry gas at standard state"},
		calc.Text{ZH: "填写标干流量(Nm3/h)；只有工况流量的，按烟温、压力、含湿量换算后填写；数值已是标干的，" +
			"写明 --column 列名=flow[Nm3/h]",
			EN: "give the dry flow at standard state (Nm3/h): convert this one by temperature, pressure and " +
				"moisture; where its numbers are so already, state --column HEADER=flow[Nm3/h]"}}
	compoundRefusal = refusal{CodeCompound, calc.Text{ZH: "以化合物计，不是金属元素的量",
		EN: "is weighed as a compound, not as the metal"},
		calc.Text{ZH: "换算为以金属元素计的值后填写（乘以化合物中该元素的质量分数）；数值已是以元素计的，写明 " +
			"--column 列名=Pb " +
			"等，不用的写 ignore",
			EN: "give values as the metal: multiply by its share in the mass of the compound; where they are so " +
				"already, state --column HEADER=Pb; ignore where it is not wanted"}}
)

// lift takes a refusal back where the dossier states what the column means; of
// a flow of the flue it must state the standard state too.
func (r *refusal) lift(means string, unit quantity.Unit, hasUnit bool) *refusal {
	if r == nil || means == "" {
		return r
	}
	standard := hasUnit && (unit.Same(unitGasRate) || unit.Same(unitGas) || unit.Same(unitMassPerGas))
	if r.code == CodeFlueState && !standard && means != string(Ignored) {
		return r
	}
	return nil
}

// refusals names the refused columns without which something is missing.
func (l *Layout) refusals(f *faults) {
	for _, c := range l.Columns {
		r := c.refused
		if r == nil || l.another(c) {
			continue
		}
		f.one(r.code, calc.Error, l.Header, calc.Textf("第 %d 列“%s”%s，没有读取", "column %d “%s” %s: it is not read",
			c.Col, clip(c.Header), r.what), r.fix)
	}
}

// another reports whether a column that is read has what the refused one c
// does not.
func (l *Layout) another(c Column) bool {
	if c.heading.role == Mass {
		return true // it would only be compared
	}
	return slices.ContainsFunc(l.Columns, func(o Column) bool {
		if o.refused != nil {
			return false
		}
		if c.heading.pollutant != "" {
			return o.Role == Concentration && o.Pollutant == c.heading.pollutant
		}
		return o.Role == Flow || o.Role == Volume || o.Role == Totaliser
	})
}

// sayRefused names the rows of a long table whose name is refused.
func (t *table) sayRefused(n named, text string) {
	r := n.refusal
	if r == nil {
		return
	}
	severity := calc.Warning // rows of the outlet itself may be among the others; without them the flow is missing
	if r.code == CodeCompound {
		severity = calc.Error
	}
	t.faults.at(r.code, plainText(text), severity, t.row, t.layout.PollutantCol, text,
		calc.Textf("“%s”%s，没有读取", "“%s” %s: it is not read", clip(text), r.what), r.fix)
}
