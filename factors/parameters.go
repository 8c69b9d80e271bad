package factors

import (
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// ParameterKind is a parameter that the program reads of a policy, and what it
// has to be: a figure of a unit, one of some choices, or a date.
type ParameterKind struct {
	ID      string
	Name    calc.Text // what it decides
	Unit    string    // of a figure; "" where it is none
	Whole   bool      // the figure is a whole number of the unit
	Choices []string
	Date    bool
}

// ParameterKinds lists the parameters; what is not among them is read by nothing.
var ParameterKinds = []ParameterKind{
	{ID: "ratio", Unit: "1", Name: calc.Text{ZH: "一般区域的替代比例", EN: "substitution ratio"}},
	{ID: "ratio_key_region", Unit: "1", Name: calc.Text{ZH: "国家重点区域的替代比例",
		EN: "substitution ratio in national key regions"}},
	{ID: "media", Choices: []string{"combined", "separate"}, Name: calc.Text{ZH: "同一金属的废水与废气合计还是分别替代",
		EN: "whether water and air of a metal are substituted together or apart"}},
	{ID: "strictest", Choices: []string{"binding", "all-methods"},
		Name: calc.Text{ZH: "从严取值在有约束力的数额还是全部方法之间",
			EN: "whether the strictest is taken over amounts that bind or over all methods"}},
	{ID: "special_limits_already_binding", Choices: []string{"warn", "refuse"},
		Name: calc.Text{ZH: "特别限值已依法适用于来源时，警告还是不采用",
			EN: "special limits that bind a source already: warn, or refuse it"}},
	{ID: "lead_zinc_cap", Choices: []string{"sum", "per-outlet"},
		Name: calc.Text{ZH: "HJ 863.1 的上限按合计还是按排放口",
			EN: "the cap of HJ 863.1 over the sum or for each outlet"}},
	{ID: "ratchet", Choices: []string{"per-outlet", "per-unit"},
		Name: calc.Text{ZH: "HJ 863.4 以上一年实际排放量为准，按排放口还是按全厂比较",
			EN: "last year's actual emission of HJ 863.4 for each outlet or for the whole unit"}},
	{ID: "leather_special_volume", Choices: []string{"strictest", "literal"},
		Name: calc.Text{ZH: "HJ 859.1 特别限值的排水量取较小者还是照字面",
			EN: "the volume of HJ 859.1 under special limits: the smaller one, or literally"}},
	{ID: "hot_air_factor", Unit: "1", Name: calc.Text{ZH: "许可差值高于实际排放量多少倍时提示",
		EN: "from how many times the actual emission a difference of permits is warned of"}},
	{ID: "method_order", Choices: []string{"guide", "reviewers"}, Name: calc.Text{ZH: "源强核算方法的优先次序",
		EN: "order of the methods of source intensity"}},
	{ID: "analogy_composition", Unit: "%", Name: calc.Text{ZH: "类比对象的原料成分允许相差",
		EN: "how far the raw material of an analogue may differ"}},
	{ID: "analogy_scale", Unit: "%", Name: calc.Text{ZH: "类比对象的规模允许相差",
		EN: "how far the scale of an analogue may differ"}},
	{ID: "permit_change_days", Unit: "d", Whole: true, Name: calc.Text{ZH: "转让后申请变更许可证的期限",
		EN: "days within which a transferor applies for the change of its permit"}},
	{ID: "permit_renewal_days", Unit: "d", Whole: true, Name: calc.Text{ZH: "许可证到期前申请延续的期限",
		EN: "days before the end of a permit by which its renewal is applied for"}},
	{ID: "eia_amount_since", Date: true, Name: calc.Text{ZH: "该日起的环评批复数额对许可排放量有约束力",
		EN: "day from which amounts of EIA approvals bind the permitted emission"}},
	{ID: "opinion_by", Choices: []string{"province", "city"}, Name: calc.Text{ZH: "核准意见由省还是市（州）出具",
		EN: "who gives the verification opinion"}},
	{ID: "same_park", Choices: []string{"required", "not-required"}, Name: calc.Text{ZH: "来源是否须与项目在同一园区",
		EN: "whether a source must lie in the park of the project"}},
	{ID: "reserve", Choices: []string{"not-admitted", "like-others", "after-others"},
		Name: calc.Text{ZH: "政府储备指标：不认可、与其他来源同等、其他来源用尽后才用",
			EN: "a government reserve: not admitted, like other sources, or only after all others"}},
	{ID: "reduction_since", Date: true, Name: calc.Text{ZH: "可用的最早削减日期",
		EN: "oldest day of an admissible reduction"}},
	{ID: "bank_life", Unit: "a", Whole: true, Name: calc.Text{ZH: "削减量的储备期（整年）",
		EN: "life of a banked reduction, in whole years"}},
	{ID: "small_amount", Unit: "kg/a", Name: calc.Text{ZH: "净增量不高于它的金属不要求替代",
		EN: "net emission up to which nothing is substituted"}},
	{ID: "floor_price", Unit: "元/kg", Name: calc.Text{ZH: "有偿使用底价（每年每公斤，只作参考）",
		EN: "floor price of paid use for a kilogram a year, for information"}},
	{ID: "key_industries", Choices: []string{"as-listed"}, Name: calc.Text{ZH: "重点行业已与该省文件核对",
		EN: "that the key industries were compared with the province's document"}},
}

// KindOf returns what the program reads under the name of a parameter.
func KindOf(id string) (ParameterKind, bool) {
	i := slices.IndexFunc(ParameterKinds, func(k ParameterKind) bool { return k.ID == id })
	if i < 0 {
		return ParameterKind{}, false
	}
	return ParameterKinds[i], true
}

// checkKind holds a parameter that states something against what the program
// reads it as: a slip here would switch a rule off without a word.
func (r *reader) checkKind(t *document.Table, x Parameter) {
	k, known := KindOf(x.ID)
	if !known {
		t.Report(calc.Finding{Stage: calc.StagePolicy, Code: CodeNoSuchParameter, Severity: calc.Warning,
			Message: calc.Textf("程序不读取参数 %s", "nothing reads the parameter %s", x.ID),
			Remedy: calc.Textf("可用的参数：%s；有意不写入的内容写在 [[left_out]]",
				"the parameters are %s; what is left out on purpose is stated in [[left_out]]", parameterIDs())}, "id")
		return
	}
	wrong := func(must calc.Text) {
		t.Report(calc.Finding{Stage: calc.StageFactors, Code: CodeParameter,
			Message: calc.Textf("参数 %s（%s）%s", "parameter %s (%s) %s", x.ID, k.Name, must),
			Remedy: calc.Text{ZH: "照此改写，否则程序不能按它计算",
				EN: "write it so: the program cannot go by it otherwise"}}, "")
	}
	switch {
	case x.Unset:
	case k.Unit != "" && !x.IsFigure, k.Unit != "" && !k.fits(x.Amount):
		if k.Whole {
			wrong(calc.Textf("应为整数，单位 %s", "is a whole number of %s", k.Unit))
		} else {
			wrong(calc.Textf("应为数值，单位 %s", "is a figure in %s", k.Unit))
		}
	case k.Date && x.Date.IsZero():
		wrong(calc.Text{ZH: "应为日期", EN: "is a date"})
	case len(k.Choices) > 0 && !slices.Contains(k.Choices, x.Choice):
		wrong(calc.Textf("应为下列之一：%s", "is one of %s", strings.Join(k.Choices, ", ")))
	}
}

// fits reports whether a figure is of the parameter's unit, not negative, and
// whole where it has to be.
func (k ParameterKind) fits(q quantity.Quantity) bool {
	in, err := q.In(quantity.MustUnit(k.Unit))
	return err == nil && in.Sign() >= 0 && (!k.Whole || in.Rat().IsInt())
}

func parameterIDs() string {
	var out []string
	for _, k := range ParameterKinds {
		out = append(out, k.ID)
	}
	return strings.Join(out, ", ")
}
