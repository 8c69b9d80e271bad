package calc

// IntensityMethod is a method of source-intensity accounting (HJ 884).
type IntensityMethod string

// The methods of HJ 884-2018 3.8 to 3.13.
const (
	Measurement      IntensityMethod = "measurement"
	Balance          IntensityMethod = "balance"
	Analogy          IntensityMethod = "analogy"
	GenerationFactor IntensityMethod = "generation-factor"
	EmissionFactor   IntensityMethod = "emission-factor"
	Experiment       IntensityMethod = "experiment"
)

// ByMonitoring is the method of an accounting report that rests on the
// dossier's monitoring files; the few samples of an account are Measurement.
const ByMonitoring IntensityMethod = "monitoring"

// IntensityMethods lists the methods in the order of HJ 884, monitoring last.
var IntensityMethods = Words[IntensityMethod]{
	{Key: Measurement, Name: Text{ZH: "实测法", EN: "measurement"}},
	{Key: Balance, Name: Text{ZH: "物料衡算法", EN: "material balance"}},
	{Key: Analogy, Name: Text{ZH: "类比法", EN: "analogy"}},
	{Key: GenerationFactor, Name: Text{ZH: "产污系数法", EN: "generation factor"}},
	{Key: EmissionFactor, Name: Text{ZH: "排污系数法", EN: "emission factor"}},
	{Key: Experiment, Name: Text{ZH: "实验法", EN: "experiment"}},
	{Key: ByMonitoring, Name: Text{ZH: "监测数据", EN: "monitoring data"}},
}

// AccountMethods are those that an account may state and a guide may rank.
var AccountMethods = IntensityMethods.Without(ByMonitoring)

// Name returns the method in words.
func (m IntensityMethod) Name() Text { return IntensityMethods.Name(m) }

// ByFactor reports whether the method multiplies a factor with an activity.
func (m IntensityMethod) ByFactor() bool { return m == GenerationFactor || m == EmissionFactor }

// OutletPosition is where an outlet stands on the way of the water or gas.
type OutletPosition string

// The positions. Workshop is 车间或生产设施排放口, TotalOutlet the 总排放口.
// Boundary is none of an outlet: factors are tabulated for it.
const (
	Workshop    OutletPosition = "workshop"
	TotalOutlet OutletPosition = "total"
	Stack       OutletPosition = "stack"
	Boundary    OutletPosition = "boundary"
)

// OutletPositions lists the positions.
var OutletPositions = Words[OutletPosition]{
	{Key: Workshop, Name: Text{ZH: "车间或生产设施排放口", EN: "workshop outlet"}},
	{Key: TotalOutlet, Name: Text{ZH: "总排放口", EN: "total outlet"}},
	{Key: Stack, Name: Text{ZH: "排气筒", EN: "stack"}},
	{Key: Boundary, Name: Text{ZH: "企业边界", EN: "boundary"}},
}

// Name returns the position in words.
func (p OutletPosition) Name() Text { return OutletPositions.Name(p) }

// OutletGrade is main, general or other (主要/一般/其他).
type OutletGrade string

// The grades. Only main outlets have a permitted emission as a rule.
const (
	MainOutlet    OutletGrade = "main"
	GeneralOutlet OutletGrade = "general"
	OtherOutlet   OutletGrade = "other"
)

// OutletGrades lists the grades.
var OutletGrades = Words[OutletGrade]{
	{Key: MainOutlet, Name: Text{ZH: "主要排放口", EN: "main outlet"}, Also: []string{"主要"}},
	{Key: GeneralOutlet, Name: Text{ZH: "一般排放口", EN: "general outlet"}, Also: []string{"一般"}},
	{Key: OtherOutlet, Name: Text{ZH: "其他排放口", EN: "other outlet"}, Also: []string{"其他"}},
}

// LimitClass is the series of a standard's limits that binds an outlet.
type LimitClass string

// The classes. GeneralLimits are those of a standard that has special ones
// beside them and does not divide by age: no class of an outlet.
const (
	ExistingLimits LimitClass = "existing"
	NewLimits      LimitClass = "new"
	SpecialLimits  LimitClass = "special"
	GeneralLimits  LimitClass = "general"
)

// LimitClasses lists the classes.
var LimitClasses = Words[LimitClass]{
	{Key: ExistingLimits, Name: Text{ZH: "现有企业", EN: "existing"}, Also: []string{"现有"}},
	{Key: NewLimits, Name: Text{ZH: "新建企业", EN: "new"}, Also: []string{"新建"}},
	{Key: SpecialLimits, Name: Text{ZH: "特别排放限值", EN: "special"}, Also: []string{"特别"}},
	{Key: GeneralLimits, Name: Text{ZH: "一般（非特别）", EN: "general (not special)"}, Also: []string{"一般"}},
}

// Name returns the class in words.
func (c LimitClass) Name() Text { return LimitClasses.Name(c) }

// Management is the permit management class of a discharger.
type Management string

// The management classes; NoPermit is a discharger without a permit.
const (
	KeyManagement        Management = "key"
	SimplifiedManagement Management = "simplified"
	Registration         Management = "registration"
	NoPermit             Management = "none"
)

// Managements lists the classes, the strictest first.
var Managements = Words[Management]{
	{Key: KeyManagement, Name: Text{ZH: "重点管理", EN: "key management"}},
	{Key: SimplifiedManagement, Name: Text{ZH: "简化管理", EN: "simplified management"}},
	{Key: Registration, Name: Text{ZH: "登记管理", EN: "registration"}},
	{Key: NoPermit, Name: Text{ZH: "无排污许可证", EN: "no permit"}, Also: []string{"无"}},
}

// Name returns the class in words.
func (m Management) Name() Text { return Managements.Name(m) }
