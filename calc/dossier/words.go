package dossier

import "tidai/calc"

// The values that keys of a dossier may take and that have no type of their
// own. In Also stand words that files wrote before the name was settled.

// WasteConditions are the five conditions of rule JL-5.2, in its order.
var WasteConditions = calc.Words[string]{
	{Key: "waste_kind", Name: calc.Text{ZH: "利用固体废物种类", EN: "kind of waste"}},
	{Key: "material_origin", Name: calc.Text{ZH: "原料来源", EN: "origin of the material"}},
	{Key: "site", Name: calc.Text{ZH: "建设地点", EN: "site"}},
	{Key: "equipment", Name: calc.Text{ZH: "工艺设备", EN: "process equipment"}},
	{Key: "pollution_control", Name: calc.Text{ZH: "污染治理水平", EN: "level of pollution control"}},
}

// StrategyConditions are what notice 五 asks of a project of a national strategy:
// the direct relation to it, and the four preconditions in the notice's order.
var StrategyConditions = calc.Words[string]{
	{Key: "strategy", Name: calc.Text{ZH: "与国家重大发展战略直接相关", EN: "direct relation to a national strategy"}},
	{Key: "regional_goals", Name: calc.Text{ZH: "统筹区域环境治理改善目标", EN: "goals of the region's environment"}},
	{Key: "risk_control", Name: calc.Text{ZH: "重金属环境风险控制水平", EN: "level of risk control for heavy metals"}},
	{Key: "high_standard", Name: calc.Text{ZH: "高标准落实重金属污染治理要求", EN: "treatment to a high standard"}},
	{Key: "strict_approval", Name: calc.Text{ZH: "严格审批", EN: "strict approval"}},
}

// AnalogyConditions are what HJ 884-2018 3.10 asks to be the same or similar,
// in its order; the auxiliaries stand beside the materials.
var AnalogyConditions = calc.Words[string]{
	{Key: "materials", Name: calc.Text{ZH: "原辅材料类别相同", EN: "same class of raw materials"},
		Also: []string{"原辅材料"}},
	{Key: "auxiliaries", Name: calc.Text{ZH: "辅料类别相同", EN: "same type of auxiliaries"}, Also: []string{"辅料"}},
	{Key: "product", Name: calc.Text{ZH: "产品相同或类似", EN: "same type of product"}, Also: []string{"产品"}},
	{Key: "process", Name: calc.Text{ZH: "工艺相同", EN: "same process"}, Also: []string{"工艺"}},
	{Key: "control", Name: calc.Text{ZH: "污染控制措施相似", EN: "similar control measures"},
		Also: []string{"污染控制措施"}},
	{Key: "management", Name: calc.Text{ZH: "管理水平相似", EN: "similar management"}, Also: []string{"管理水平"}},
}

// Measures are the measures of notice 三. "closure" of a basis stands for
// 淘汰落后产能 and closing down alike.
var Measures = calc.Words[string]{
	{Key: "eliminate-outdated", Name: calc.Text{ZH: "淘汰落后产能", EN: "eliminate outdated"}},
	{Key: "process-upgrade", Name: calc.Text{ZH: "工艺提升改造", EN: "process upgrade"}},
	{Key: "cleaner-production", Name: calc.Text{ZH: "清洁生产技术改造", EN: "cleaner production"}},
	{Key: "special-limits", Name: calc.Text{ZH: "执行特别排放限值", EN: "special limits"}},
	{Key: "material-substitution", Name: calc.Text{ZH: "原料替代", EN: "material substitution"}},
	{Key: "other", Name: calc.Text{ZH: "其他", EN: "other"}},
}

// Duties are the obligations a dossier can show as fulfilled, by their codes.
// The opinion of a city is stated with its source.
var Duties = calc.Words[string]{
	{Key: "plan-submission", Name: calc.Text{ZH: "提交报批版", EN: "version for approval handed in"}},
	{Key: "exemption-decision", Name: calc.Text{ZH: "豁免认定", EN: "decision on the exemption"}},
	{Key: "province-opinion", Name: calc.Text{ZH: "省厅核准意见", EN: "opinion of the province"}},
	{Key: "city-record", Name: calc.Text{ZH: "市级记录和报备", EN: "record of the city, reported"}},
	{Key: "reserve-release", Name: calc.Text{ZH: "划出储备指标", EN: "release from the reserve"}},
	{Key: "closure-report", Name: calc.Text{ZH: "关停报告", EN: "report of the closing"}},
	{Key: "permit-change", Name: calc.Text{ZH: "变更排污许可证", EN: "change of the permit"}},
	{Key: "records", Name: calc.Text{ZH: "指标变更记录", EN: "records of the changed quota"}},
	{Key: "permit-record", Name: calc.Text{ZH: "许可证记载指标来源", EN: "origin of the quota in the permit"}},
	{Key: "permit-reapply", Name: calc.Text{ZH: "重新申请排污许可证", EN: "new application for the permit"}},
	{Key: "permit-renewal", Name: calc.Text{ZH: "出让方延续排污许可证", EN: "renewal of the transferor's permit"}},
	{Key: "own-permit-renewal", Name: calc.Text{ZH: "建设单位延续排污许可证",
		EN: "renewal of the project's own permit"}},
	{Key: "record-keeping", Name: calc.Text{ZH: "保存监测记录和台账", EN: "keeping of monitoring records"}},
	{Key: "registration-renewal", Name: calc.Text{ZH: "出让方重新登记",
		EN: "registration of the transferor made anew"}},
	{Key: "base-total", Name: calc.Text{ZH: "重新核定总量基数", EN: "base total set anew"}},
}

// sourceDuties are the duties of one source's transferor.
var sourceDuties = Duties.Only("city-record", "reserve-release", "closure-report", "permit-change", "permit-renewal",
	"registration-renewal")

// FigureTables are the tables of an EIA report that state the same amounts: they
// must say the same (HJ 1299-2023 4.2, conformity and consistency).
var FigureTables = calc.Words[string]{
	{Key: "engineering", Name: calc.Text{ZH: "工程分析", EN: "engineering analysis"}},
	{Key: "emissions", Name: calc.Text{ZH: "污染物排放汇总", EN: "emission summary"}},
	{Key: "quota", Name: calc.Text{ZH: "总量控制指标", EN: "total-quota table"}},
}

// EIAKinds are the kinds of environmental impact assessment.
var EIAKinds = calc.Words[string]{
	{Key: "approval", Name: calc.Text{ZH: "批复", EN: "approval"}},
	{Key: "filing", Name: calc.Text{ZH: "备案", EN: "filing"}},
}

// AmountFixings are ways in which an EIA fixes an amount besides stating it.
var AmountFixings = calc.Words[string]{
	{Key: "intensity", Name: calc.Text{ZH: "源强", EN: "source intensity"}},
}

// Hides are the skins that a line may start from.
var Hides = calc.Words[string]{
	{Key: "cattle", Name: calc.Text{ZH: "牛皮", EN: "cattle"}},
	{Key: "pig", Name: calc.Text{ZH: "猪皮", EN: "pig"}},
	{Key: "sheep", Name: calc.Text{ZH: "绵羊皮", EN: "sheep"}},
	{Key: "goat", Name: calc.Text{ZH: "山羊皮", EN: "goat"}},
	{Key: "mink", Name: calc.Text{ZH: "水貂皮", EN: "mink"}},
	{Key: "fox", Name: calc.Text{ZH: "狐狸皮", EN: "fox"}},
	{Key: "raccoon-dog", Name: calc.Text{ZH: "貉子皮", EN: "raccoon dog"}},
	{Key: "rabbit", Name: calc.Text{ZH: "兔皮", EN: "rabbit"}},
	{Key: "sheep-large", Name: calc.Text{ZH: "大羊皮", EN: "large sheep"}},
	{Key: "sheep-small", Name: calc.Text{ZH: "小羊皮", EN: "small sheep"}},
	{Key: "fur-mat", Name: calc.Text{ZH: "毛皮褥子", EN: "fur mat"}},
	{Key: "tan-sheep-mat", Name: calc.Text{ZH: "滩羊褥子", EN: "Tan sheep mat"}},
}

// Materials are what is made or smelted, in mixed classes of GB/T 4754.
var Materials = calc.Words[string]{
	{Key: "nickel", Name: calc.Text{ZH: "镍", EN: "nickel"}},
	{Key: "cobalt", Name: calc.Text{ZH: "钴", EN: "cobalt"}},
	{Key: "chromium", Name: calc.Text{ZH: "铬", EN: "chromium"}},
	{Key: "zinc", Name: calc.Text{ZH: "锌", EN: "zinc"}},
	{Key: "other", Name: calc.Text{ZH: "其他", EN: "other"}},
}

// Batteries are the kinds of battery works in class 3849.
var Batteries = calc.Words[string]{
	{Key: "lead-acid", Name: calc.Text{ZH: "铅蓄电池", EN: "lead-acid batteries"}},
	{Key: "parts", Name: calc.Text{ZH: "零部件", EN: "parts"}},
	{Key: "other", Name: calc.Text{ZH: "其他", EN: "other"}},
}

// Routes are the routes to vinyl chloride in class 2651.
var Routes = calc.Words[string]{
	{Key: "calcium-carbide", Name: calc.Text{ZH: "电石法", EN: "calcium carbide"}},
	{Key: "other", Name: calc.Text{ZH: "其他", EN: "other"}},
}

// GeneralProcesses are the 通用工序 through which a mine is caught.
var GeneralProcesses = calc.Words[string]{
	{Key: "water-treatment", Name: calc.Text{ZH: "水处理", EN: "water treatment"}},
	{Key: "surface-treatment", Name: calc.Text{ZH: "表面处理", EN: "surface treatment"}},
	{Key: "other", Name: calc.Text{ZH: "其他", EN: "other"}},
	{Key: "none", Name: calc.Text{ZH: "无", EN: "none"}},
}

// noIndustry is what a line outside the key industries writes.
var noIndustry = calc.Words[string]{
	{Key: NotKey, Name: calc.Text{ZH: "非重点行业", EN: "no key industry"}, Also: []string{"无", "不属于重点行业"}},
}
