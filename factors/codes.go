package factors

import "tidai/calc/document"

// Codes of the findings about factor files. Missing and unknown keys, numbers
// without quotes, dates and choices carry the codes of package document.
const (
	CodeNumber    = "TD-FAC-001" // value is not a decimal number
	CodeUnit      = "TD-FAC-002" // unit is not known
	CodeKindUnit  = "TD-FAC-003" // unit does not fit the kind of value
	CodeRange     = "TD-FAC-004" // negative, or an efficiency above 100 %
	CodeID        = "TD-FAC-005" // id is not lower-case dotted ASCII
	CodeDuplicate = "TD-FAC-006" // id used twice
	CodePollutant = "TD-FAC-007" // pollutant is not known
	CodeAbsent    = "TD-FAC-008" // more than one of value, text, use and absent
	CodeDates     = "TD-FAC-009" // until lies before since
	CodeForce     = "TD-FAC-010" // value outside the instrument's force
	CodeOverlap   = "TD-FAC-011" // two values hold for one thing on one day
	CodeGap       = "TD-FAC-012" // a series is interrupted
	CodeStart     = "TD-FAC-013" // start of the series is not known (note)
	CodeReason    = "TD-FAC-014" // formula "none" without a reason
	CodeReference = "TD-FAC-015" // names an instrument or rule that does not exist
	CodeFile      = "TD-FAC-016" // file cannot be read
	CodeParameter = "TD-FAC-017" // parameter is not exactly one of figure, choice, date
	CodeExpansion = "TD-FAC-018" // pollutant beside pollutants, or process beside processes
	CodeActual    = "TD-FAC-019" // rule on actual emission that lacks a part
	CodeTerm      = "TD-FAC-020" // frequency that is not understood
)

var (
	instrumentKinds = []document.Option{{Key: string(Standard), ZH: "标准"}, {Key: string(Specification),
		ZH: "技术规范"},
		{Key: string(Coefficients), ZH: "系数手册"}, {Key: string(PolicyNotice), ZH: "政策文件"},
		{Key: string(Notice), ZH: "通知公告"}}
	valueKinds = []document.Option{{Key: string(Limit), ZH: "排放限值"}, {Key: string(BenchmarkVolume),
		ZH: "基准排水量"},
		{Key: string(Performance), ZH: "绩效值"}, {Key: string(GenerationFactor), ZH: "产污系数"},
		{Key: string(EmissionFactor), ZH: "排污系数"}, {Key: string(Removal), ZH: "去除效率"},
		{Key: string(AtomicMass), ZH: "相对原子质量"},
		{Key: string(RateLimit), ZH: "排放速率限值"}, {Key: string(BoundaryLimit), ZH: "边界浓度限值"},
		{Key: string(WaterReuse), ZH: "水重复利用率"},
		{Key: string(Conversion), ZH: "产能换算"}, {Key: string(VolumeFactor), ZH: "废水废气产生量系数"},
		{Key: string(DefaultGeneration), ZH: "缺省产污系数"}, {Key: string(DefaultRemoval), ZH: "缺省治理率"},
		{Key: string(CarryOut), ZH: "镀液带出量"},
		{Key: string(BATLevel), ZH: "可行技术排放水平"}, {Key: string(GenerationRange), ZH: "产生浓度范围"},
		{Key: string(PlausibleEfficiency), ZH: "可行技术效率"}, {Key: string(Recovery), ZH: "回收率"},
		{Key: string(MonitoringFrequency), ZH: "监测频次"},
		{Key: string(ReplacementRatio), ZH: "替代比例"}, {Key: string(Target), ZH: "减排目标"},
		{Key: string(Applicability), ZH: "适用范围"}}
	uses     = []document.Option{{Key: UseMeasuredVolume, ZH: "实测水量"}}
	statuses = []document.Option{{Key: "text"}, {Key: "transcript"}, {Key: "recalled"}}
	media    = []document.Option{{Key: "water", ZH: "废水"}, {Key: "air", ZH: "废气"}}
	outlets  = []document.Option{{Key: "workshop", ZH: "车间或生产设施排放口"}, {Key: "total", ZH: "总排放口"},
		{Key: "stack", ZH: "排气筒"}, {Key: "boundary", ZH: "企业边界"}}
	grades  = []document.Option{{Key: "main", ZH: "主要"}, {Key: "general", ZH: "一般"}, {Key: "other", ZH: "其他"}}
	classes = []document.Option{{Key: "existing", ZH: "现有"}, {Key: "new", ZH: "新建"}, {Key: "special", ZH: "特别"},
		{Key: "general", ZH: "一般"}} // general: not special

	formulas = []document.Option{{Key: string(CapacityVolumeLimit)}, {Key: string(PerformanceFormula)},
		{Key: string(FlowLimitTime)},
		{Key: string(ReceivedVolumeLimit)}, {Key: string(SpecialPeriod)}, {Key: string(NoAmount)}}
)
