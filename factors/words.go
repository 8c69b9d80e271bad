package factors

import "tidai/calc"

// The values that keys of factor files may take and that have no type of
// their own.

// Uses are what an instrument may prescribe instead of a figure.
var Uses = calc.Words[string]{
	{Key: UseMeasuredVolume, Name: calc.Text{ZH: "采用实测水量或气量", EN: "the measured volume"},
		Also: []string{"实测水量"}},
}

// SourceStates are the states of a source that an order of methods is for.
var SourceStates = calc.Words[string]{
	{Key: NewSource, Name: calc.Text{ZH: "新（改、扩）建", EN: "new, rebuilt or expanded"}},
	{Key: ExistingSource, Name: calc.Text{ZH: "现有", EN: "existing"}},
}

// FactHolders are whom a fact of the scope table is stated of.
var FactHolders = calc.Words[string]{
	{Key: "line", Name: calc.Text{ZH: "生产线", EN: "line"}},
	{Key: "discharger", Name: calc.Text{ZH: "排污单位", EN: "discharger"}},
}

// Families are the formulas of actual emission by manual monitoring.
var Families = calc.Words[string]{
	{Key: "A", Name: calc.Text{ZH: "时段累加", EN: "sum over times"}},
	{Key: "B", Name: calc.Text{ZH: "流量加权均值", EN: "mean weighted by flow"}},
	{Key: "C", Name: calc.Text{ZH: "均值乘累计流量", EN: "mean times metered flow"}},
	{Key: "D", Name: calc.Text{ZH: "逐日累加", EN: "sum over days"}},
}

// ResultUnits are the units in which actual emissions are printed.
var ResultUnits = calc.Words[string]{
	{Key: "t/a", Name: calc.Text{ZH: "t/a", EN: "t/a"}},
	{Key: "kg/a", Name: calc.Text{ZH: "kg/a", EN: "kg/a"}},
}

// CountedOutlets are the outlets whose actual emission a specification counts.
var CountedOutlets = calc.Words[string]{
	{Key: "main", Name: calc.Text{ZH: "主要排放口", EN: "main outlets"}},
	{Key: "permitted", Name: calc.Text{ZH: "许可排放量的排放口", EN: "outlets with a permitted emission"}},
	{Key: "all", Name: calc.Text{ZH: "全部排放口", EN: "all outlets"}},
}

// GapRules are when automatic data are not used for their gaps.
var GapRules = calc.Words[string]{
	{Key: Missing25, Name: calc.Text{ZH: "缺失超过25%", EN: "more than 25 % missing"}},
	{Key: Capture75, Name: calc.Text{ZH: "季度有效捕集率低于75%", EN: "quarterly capture rate below 75 %"}},
}

// GapTexts are the instruments by which gaps are filled.
var GapTexts = calc.Words[string]{
	{Key: "HJ 75", Name: calc.Text{ZH: "HJ 75", EN: "HJ 75"}},
	{Key: "HJ 356", Name: calc.Text{ZH: "HJ 356", EN: "HJ 356"}},
}

// NotUsedRules are what takes the place of automatic data that are not used.
var NotUsedRules = calc.Words[string]{
	{Key: "generation", Name: calc.Text{ZH: "产污系数（直排）", EN: "generation factor (direct discharge)"}},
}

// NoManualRules are what takes the place of manual data that there are not.
var NoManualRules = calc.Words[string]{
	{Key: "emission-or-generation", Name: calc.Text{ZH: "排污系数或产污系数", EN: "emission or generation factor"}},
	{Key: "generation", Name: calc.Text{ZH: "产污系数", EN: "generation factor"}},
}

// PrevailRules are when data of enforcement prevail.
var PrevailRules = calc.Words[string]{
	{Key: "always", Name: calc.Text{ZH: "执法监测为准", EN: "enforcement prevails"}},
	{Key: "lawful-method", Name: calc.Text{ZH: "方法合法的为准", EN: "the lawful method prevails"}},
}

// TimeRules are what the time of a formula is.
var TimeRules = calc.Words[string]{
	{Key: "emission", Name: calc.Text{ZH: "排放时间", EN: "time of emission"}},
	{Key: "period", Name: calc.Text{ZH: "核算时段", EN: "the period"}},
}

// RollingRules are the twelve months in which a permitted amount holds.
var RollingRules = calc.Words[string]{
	{Key: "issue", Name: calc.Text{ZH: "自核发之日起滚动", EN: "from the day of issue on"}},
	{Key: "any", Name: calc.Text{ZH: "连续12个月", EN: "any twelve consecutive months"}},
}
