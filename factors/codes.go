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
	CodeAbsent    = "TD-FAC-008" // absent = true beside a value
	CodeDates     = "TD-FAC-009" // until lies before since
	CodeForce     = "TD-FAC-010" // value outside the instrument's force
	CodeOverlap   = "TD-FAC-011" // two values hold for one thing on one day
	CodeGap       = "TD-FAC-012" // a series is interrupted
	CodeStart     = "TD-FAC-013" // start of the series is not known (note)
	CodeReason    = "TD-FAC-014" // formula "none" without a reason
	CodeReference = "TD-FAC-015" // names an instrument or rule that does not exist
	CodeFile      = "TD-FAC-016" // file cannot be read
	CodeParameter = "TD-FAC-017" // parameter is not exactly one of figure, choice, date
)

var (
	instrumentKinds = []document.Option{{Key: string(Standard), ZH: "标准"}, {Key: string(Specification), ZH: "技术规范"},
		{Key: string(Coefficients), ZH: "系数手册"}, {Key: string(PolicyNotice), ZH: "政策文件"}}
	valueKinds = []document.Option{{Key: string(Limit), ZH: "排放限值"}, {Key: string(BenchmarkVolume), ZH: "基准排水量"},
		{Key: string(Performance), ZH: "绩效值"}, {Key: string(GenerationFactor), ZH: "产污系数"},
		{Key: string(EmissionFactor), ZH: "排污系数"}, {Key: string(Removal), ZH: "去除效率"}, {Key: string(AtomicMass), ZH: "相对原子质量"}}
	statuses = []document.Option{{Key: "text"}, {Key: "transcript"}, {Key: "recalled"}}
	media    = []document.Option{{Key: "water", ZH: "废水"}, {Key: "air", ZH: "废气"}}
	outlets  = []document.Option{{Key: "workshop", ZH: "车间或生产设施排放口"}, {Key: "total", ZH: "总排放口"},
		{Key: "stack", ZH: "排气筒"}, {Key: "boundary", ZH: "企业边界"}}
	grades  = []document.Option{{Key: "main", ZH: "主要"}, {Key: "general", ZH: "一般"}, {Key: "other", ZH: "其他"}}
	classes = []document.Option{{Key: "existing", ZH: "现有"}, {Key: "new", ZH: "新建"}, {Key: "special", ZH: "特别"}}

	formulas = []document.Option{{Key: string(CapacityVolumeLimit)}, {Key: string(PerformanceFormula)}, {Key: string(FlowLimitTime)},
		{Key: string(ReceivedVolumeLimit)}, {Key: string(SpecialPeriod)}, {Key: string(NoAmount)}}
)
