package calc

// Rule is the engine's own name of something a policy may ask for. Code knows
// rules by these keys only; which rule and which clause of a province's notice
// stands behind a key, or that the notice asks for no such thing, is said by
// the policy file (factors.Policy).
type Rule string

// The rules, in the order of a notice: scope, demand, sources, transfer,
// exemption, management.
const (
	RuleKeyIndustries    Rule = "key-industries"
	RuleQuotaMetals      Rule = "quota-metals"
	RuleSubstitution     Rule = "equal-substitution"
	RuleOpinion          Rule = "verification-opinion"
	RuleDefiniteSource   Rule = "definite-source"
	RuleSameIndustry     Rule = "same-industry-first"
	RuleSpecification    Rule = "permit-specification"
	RuleStrictest        Rule = "strictest-method"
	RuleFiveFields       Rule = "five-fields"
	RuleReadyInTime      Rule = "ready-in-time"
	RuleWithinProvince   Rule = "within-province"
	RuleReallocation     Rule = "major-reallocation"
	RuleMeasures         Rule = "measures"
	RuleBeyondDuty       Rule = "beyond-duty"
	RulePermitDifference Rule = "permit-difference"
	RuleHotAir           Rule = "hot-air"
	RuleCancelledPermit  Rule = "cancelled-permit"
	RuleEIADifference    Rule = "eia-difference"
	RuleAccounting       Rule = "accounting-report"
	RuleNonKeyLine       Rule = "non-key-line"
	RuleConsultation     Rule = "city-consultation"
	RuleBaseTotal        Rule = "base-total"
	RulePermitChange     Rule = "permit-change"
	RuleRecords          Rule = "records"
	RuleCityRecord       Rule = "city-record"
	RuleClosureReport    Rule = "closure-report"
	RulePermitRecord     Rule = "permit-record"
	RuleNationalStrategy Rule = "national-strategy"
	RuleSolidWaste       Rule = "solid-waste"
	RuleUsedOnce         Rule = "used-once"
	RuleRoles            Rule = "department-roles"
	RuleFalseData        Rule = "false-data"
)

// Rules lists the rules with what each asks for.
var Rules = Words[Rule]{
	{Key: RuleKeyIndustries, Name: Text{ZH: "重点行业：每条生产线须能归类",
		EN: "key industries; every line is classified"}},
	{Key: RuleQuotaMetals, Name: Text{ZH: "纳入指标的重金属的排放量须确定",
		EN: "the emission of each metal under quota is determined"}},
	{Key: RuleSubstitution, Name: Text{ZH: "新、改、扩建项目按比例替代",
		EN: "new, rebuilt and expanded projects are substituted by the ratio"}},
	{Key: RuleOpinion, Name: Text{ZH: "环评批复前取得核准意见",
		EN: "a verification opinion before the EIA is approved"}},
	{Key: RuleDefiniteSource, Name: Text{ZH: "总量来源明确并有证明材料",
		EN: "the sources are definite and have evidence"}},
	{Key: RuleSameIndustry, Name: Text{ZH: "先取同一重点行业的来源",
		EN: "sources of the same key industry come first"}},
	{Key: RuleSpecification, Name: Text{ZH: "排放量按许可技术规范和源强核算指南核算",
		EN: "amounts by permit specification and source-intensity guideline"}},
	{Key: RuleStrictest, Name: Text{ZH: "各方法从严取值", EN: "the strictest of the methods"}},
	{Key: RuleFiveFields, Name: Text{ZH: "替代方案写明五项内容",
		EN: "the plan states reduction source, origin, measures, party and deadline"}},
	{Key: RuleReadyInTime, Name: Text{ZH: "削减在项目投产前完成",
		EN: "a reduction is done before the project's commissioning"}},
	{Key: RuleWithinProvince, Name: Text{ZH: "来源和项目在本省范围内",
		EN: "sources and project lie within the province"}},
	{Key: RuleReallocation, Name: Text{ZH: "减排量先供本企业、本市；跨市由省统一调剂",
		EN: "a reduction first serves its enterprise and city; the province reallocates between cities"}},
	{Key: RuleMeasures, Name: Text{ZH: "可形成来源的削减措施", EN: "measures whose reduction may be a source"}},
	{Key: RuleBeyondDuty, Name: Text{ZH: "法定要求之外的削减才可用",
		EN: "only what goes beyond the legal duty is usable"}},
	{Key: RulePermitDifference, Name: Text{ZH: "持证在产：许可排放量之差",
		EN: "permit holder in production: difference of permitted emissions"}},
	{Key: RuleHotAir, Name: Text{ZH: "许可排放量与实际排放量对照",
		EN: "permitted emissions held against actual ones"}},
	{Key: RuleCancelledPermit, Name: Text{ZH: "持证关停：注销的有效许可排放量",
		EN: "permit holder closed: permitted emission of the cancelled permit"}},
	{Key: RuleEIADifference, Name: Text{ZH: "无证：环评批复排放量之差",
		EN: "no permit: difference of the amounts of the EIA approvals"}},
	{Key: RuleAccounting, Name: Text{ZH: "环评未规定排放量：编制削减核算报告",
		EN: "the EIA fixed no amount: a reduction accounting report"}},
	{Key: RuleNonKeyLine, Name: Text{ZH: "非重点行业生产线的削减量不可用",
		EN: "reductions on lines outside the key industries are not usable"}},
	{Key: RuleConsultation, Name: Text{ZH: "转让前征求相关市（州）意见",
		EN: "the cities concerned are consulted before a transfer"}},
	{Key: RuleBaseTotal, Name: Text{ZH: "定期重新核定总量基数", EN: "the base total is re-set periodically"}},
	{Key: RulePermitChange, Name: Text{ZH: "持证出让方限期变更许可证",
		EN: "a permit-holding transferor has its permit changed in time"}},
	{Key: RuleRecords, Name: Text{ZH: "双方办理指标变更记录", EN: "both parties update the quota records"}},
	{Key: RuleCityRecord, Name: Text{ZH: "无证出让方由市（州）记录并上报",
		EN: "the city records and reports the transfer of a source without permit"}},
	{Key: RuleClosureReport, Name: Text{ZH: "关停出让方报告关停并注销许可证",
		EN: "a closed transferor reports the closure; its permit is cancelled"}},
	{Key: RulePermitRecord, Name: Text{ZH: "受让方的许可证记载来源",
		EN: "the transferee's permit records the sources"}},
	{Key: RuleNationalStrategy, Name: Text{ZH: "国家重大战略项目可豁免",
		EN: "projects of a national strategy may be exempted"}},
	{Key: RuleSolidWaste, Name: Text{ZH: "利用涉重金属固废的项目可豁免",
		EN: "projects using heavy-metal solid waste may be exempted"}},
	{Key: RuleUsedOnce, Name: Text{ZH: "同一削减量不得重复使用", EN: "one reduction is not used twice"}},
	{Key: RuleRoles, Name: Text{ZH: "各部门分工", EN: "roles of the departments"}},
	{Key: RuleFalseData, Name: Text{ZH: "弄虚作假取得的指标无效", EN: "quota obtained by false data is void"}},
}
