// Package factors is the law as data: limits, benchmark volumes, coefficients
// and policies as dated, cited TOML values, and the means to find the one
// that applies.
package factors

import (
	"tidai/calc"
	"tidai/calc/quantity"
)

// Kind is what a value is.
type Kind string

// The kinds of values. Only Limit, BenchmarkVolume and Performance bound what a
// permit may allow; the rest is for accounting, for plausibility and for
// reading, and no query for a limit finds it.
const (
	Limit            Kind = "limit"              // concentration limit
	BenchmarkVolume  Kind = "benchmark-volume"   // effluent or gas volume per unit product
	Performance      Kind = "performance"        // permitted emission per unit product
	GenerationFactor Kind = "generation-factor"  // 产污系数
	EmissionFactor   Kind = "emission-factor"    // 排污系数
	Removal          Kind = "removal-efficiency" // 去除效率
	AtomicMass       Kind = "atomic-mass"

	RateLimit         Kind = "rate-limit"         // mass per hour of a stack, by its height
	BoundaryLimit     Kind = "boundary-limit"     // concentration in ambient air at the site boundary
	WaterReuse        Kind = "water-reuse"        // least share of water used again
	Conversion        Kind = "conversion"         // capacity in another base, kg of raw hide per hide
	VolumeFactor      Kind = "volume-factor"      // waste water or gas generated, census manual
	DefaultGeneration Kind = "default-generation" // where no factor is tabulated
	DefaultRemoval    Kind = "default-removal"    // efficiency where none is tabulated, a fraction
	CarryOut          Kind = "carry-out"          // bath carried out on the plated area

	BATLevel            Kind = "bat-level"            // achievable by a feasible technique
	GenerationRange     Kind = "generation-range"     // plausible before treatment
	PlausibleEfficiency Kind = "plausible-efficiency" // of a feasible technique
	Recovery            Kind = "recovery"             // share of the metal won back
	MonitoringFrequency Kind = "monitoring-frequency"

	ReplacementRatio Kind = "replacement-ratio"
	Target           Kind = "target"        // national change of emissions, may be negative
	Applicability    Kind = "applicability" // where and from when limits apply

	PolicyParameter Kind = "policy-parameter" // a figure of a policy among the values, of no factor file
)

// Kinds lists the kinds.
var Kinds = calc.Words[Kind]{
	{Key: Limit, Name: calc.Text{ZH: "排放限值", EN: "limit"}},
	{Key: BenchmarkVolume, Name: calc.Text{ZH: "单位产品基准排水（气）量", EN: "benchmark volume"},
		Also: []string{"基准排水量"}},
	{Key: Performance, Name: calc.Text{ZH: "绩效值", EN: "performance value"}},
	{Key: GenerationFactor, Name: calc.Text{ZH: "产污系数", EN: "generation factor"}},
	{Key: EmissionFactor, Name: calc.Text{ZH: "排污系数", EN: "emission factor"}},
	{Key: Removal, Name: calc.Text{ZH: "去除效率", EN: "removal efficiency"}},
	{Key: AtomicMass, Name: calc.Text{ZH: "相对原子质量", EN: "atomic mass"}},
	{Key: RateLimit, Name: calc.Text{ZH: "排放速率限值", EN: "rate limit"}},
	{Key: BoundaryLimit, Name: calc.Text{ZH: "边界浓度限值", EN: "boundary limit"}},
	{Key: WaterReuse, Name: calc.Text{ZH: "水重复利用率", EN: "water reuse"}},
	{Key: Conversion, Name: calc.Text{ZH: "产能换算系数", EN: "conversion of capacity"}, Also: []string{"产能换算"}},
	{Key: VolumeFactor, Name: calc.Text{ZH: "废水（气）产生量系数", EN: "volume factor"},
		Also: []string{"废水废气产生量系数"}},
	{Key: DefaultGeneration, Name: calc.Text{ZH: "缺省产污系数", EN: "default generation factor"}},
	{Key: DefaultRemoval, Name: calc.Text{ZH: "缺省治理率", EN: "default removal efficiency"}},
	{Key: CarryOut, Name: calc.Text{ZH: "镀液带出量", EN: "carry-out of bath"}},
	{Key: BATLevel, Name: calc.Text{ZH: "可行技术排放水平", EN: "level of a feasible technique"}},
	{Key: GenerationRange, Name: calc.Text{ZH: "产生浓度范围", EN: "range before treatment"}},
	{Key: PlausibleEfficiency, Name: calc.Text{ZH: "可行技术效率", EN: "efficiency of a feasible technique"}},
	{Key: Recovery, Name: calc.Text{ZH: "回收率", EN: "recovery"}},
	{Key: MonitoringFrequency, Name: calc.Text{ZH: "监测频次", EN: "monitoring frequency"}},
	{Key: ReplacementRatio, Name: calc.Text{ZH: "替代比例", EN: "replacement ratio"}},
	{Key: Target, Name: calc.Text{ZH: "减排目标", EN: "target"}},
	{Key: Applicability, Name: calc.Text{ZH: "适用范围", EN: "applicability"}},
	{Key: PolicyParameter, Name: calc.Text{ZH: "政策参数", EN: "policy parameter"}},
}

// Name returns the kind in words.
func (k Kind) Name() calc.Text { return Kinds.Name(k) }

// UseMeasuredVolume is what Value.Use says where an instrument was read and
// prescribes the measured volume instead of a figure.
const UseMeasuredVolume = "measured-volume"

// Value is one entry of a factor file.
type Value struct {
	ID         string
	Kind       Kind
	Instrument string // "GB 21900-2008"
	Title      calc.Text
	Industry   string // industry the row is limited to; empty: any
	Process    string // row of the table a product selects, "multilayer"; "a.b" is a case of "a"
	Stack      string // which of the process's stacks the row is for, "acid-plant"
	Product    string // kind of product within the industry, "power"
	Scale      string // size class of the table, ">50万kVAh", or the height of a stack
	Zone       string // grade of the place, "2" for 二级
	Variant    string // "a", "b": rows that the source merged under one name
	// what is counted where that is not the pollutant's element, "铬酸雾", or an element of atomic masses
	Substance string
	Describe  string // the row in the instrument's own words
	Medium    calc.Medium
	Outlet    string         // workshop, total, stack; empty: any
	Grade     string         // of a monitoring frequency: main, general; empty: any
	Class     string         // existing, new, special; empty: any
	Pollutant calc.Pollutant // empty: any
	Treatment string         // end-of-pipe technology, in the table's words
	Amount    quantity.Quantity
	Text      string    // a value stated in words, "禁排"; Amount says nothing then
	TextUnit  string    // unit printed beside the words
	Use       string    // read: what the instrument prescribes instead of a figure
	Absent    bool      // read: the instrument has no such item
	Suspect   bool      // as transcribed, but it cannot be right; Note says why
	Since     calc.Date // zero: start not known
	Until     calc.Date // last day; zero: open
	Clause    calc.Clause
	Status    calc.Status
	Source    string // what was read
	Checked   calc.Date
	By        string // who confirmed it in a copy of the text (key confirmed_by)
	Note      string
	Local     bool   // from a user's own factor file
	Entry     string // id in the file; an entry for several pollutants or processes is a value for each
	At        calc.Position

	stated bool // Amount or Text was read
	broken bool // something else stated was not understood
}

// Query selects values; an empty field selects nothing out, and a value whose
// own field is empty fits every query. Substance alone is strict: a value that
// counts a compound is never taken for the element.
type Query struct {
	Kind       Kind
	Instrument string
	Pollutant  calc.Pollutant
	Substance  string
	Medium     calc.Medium
	Industry   string
	Process    string
	Stack      string
	Product    string
	Scale      string
	Zone       string
	Variant    string
	Treatment  string
	Outlet     string
	Class      string
	On         calc.Date // zero: any date
}

// InstrumentKind is what an instrument is.
type InstrumentKind string

// The kinds of instruments, one folder of factor files each.
const (
	LawKind        InstrumentKind = "law"        // of the people's congress or its committee
	RegulationKind InstrumentKind = "regulation" // of the State Council
	Standard       InstrumentKind = "standard"
	Specification  InstrumentKind = "specification"
	Coefficients   InstrumentKind = "coefficients"
	PolicyNotice   InstrumentKind = "policy" // a notice turned into parameters
	Notice         InstrumentKind = "notice" // a notice of which single figures are known
	Plausibility   InstrumentKind = "checks" // questions the tool asks by itself, with their bounds
)

// InstrumentKinds lists the kinds of instruments.
var InstrumentKinds = calc.Words[InstrumentKind]{
	{Key: LawKind, Name: calc.Text{ZH: "法律", EN: "law"}},
	{Key: RegulationKind, Name: calc.Text{ZH: "行政法规", EN: "regulation"}},
	{Key: Standard, Name: calc.Text{ZH: "标准", EN: "standard"}},
	{Key: Specification, Name: calc.Text{ZH: "技术规范", EN: "specification"}},
	{Key: Coefficients, Name: calc.Text{ZH: "系数手册", EN: "manual of coefficients"}},
	{Key: PolicyNotice, Name: calc.Text{ZH: "政策文件", EN: "policy"}},
	{Key: Notice, Name: calc.Text{ZH: "通知公告", EN: "notice"}},
	{Key: Plausibility, Name: calc.Text{ZH: "合理性检查", EN: "checks of plausibility"}},
}

// Name returns the kind in words.
func (k InstrumentKind) Name() calc.Text { return InstrumentKinds.Name(k) }

// Instrument is a law, regulation, standard, specification, manual or notice.
type Instrument struct {
	ID         string // "GB 21900-2008"
	Title      calc.Text
	Kind       InstrumentKind
	Issuer     calc.Text // empty: not known
	Number     string    // number of the document, where its id is not that
	Issued     calc.Date
	Since      calc.Date // first day of force; zero: not known
	Until      calc.Date // last day of force; zero: open
	ReplacedBy string    // id of the instrument that takes its place
	General    bool      // named as a basis by every document (key basis)
	Status     calc.Status
	Source     string
	Prefix     string // of the ids of its values; built-in files have one
	Note       string
	Local      bool
	At         calc.Position
}

// Gap is something that was looked for and not found: no value, and not the
// knowledge that there is none.
type Gap struct {
	ID         string
	Instrument string
	Title      calc.Text
	Kind       Kind
	Pollutant  calc.Pollutant
	Substance  string
	Medium     calc.Medium
	Outlet     string
	Class      string
	Describe   string    // what is missing
	Looked     string    // where it was looked for
	AsOf       calc.Date // day on which it was looked for last; zero: not stated
	Clause     calc.Clause
	Note       string
	Local      bool
	At         calc.Position
}

// Method is a definition a manual states as a formula in words, such as that
// of the operation rate k.
type Method struct {
	ID         string
	Instrument string
	Medium     calc.Medium // empty: both
	Describe   string
	Text       string
	Clause     calc.Clause
	Status     calc.Status
	Source     string
	Note       string
	Local      bool
	At         calc.Position
}

// Formula names a formula of calc/permit.
type Formula string

// The formulas a specification's table can name.
const (
	CapacityVolumeLimit Formula = "capacity-volume-limit" // E = C·ΣQ·S
	PerformanceFormula  Formula = "performance"           // E = ΣS·A
	FlowLimitTime       Formula = "flow-limit-time"       // E = Q·C·T
	ReceivedVolumeLimit Formula = "received-volume-limit" // D = C·Q
	SpecialPeriod       Formula = "special-period"        // E = E前一年·(1−α)
	NoAmount            Formula = "none"                  // no permitted amount, for a reason
)

// Formulas lists the formulas.
var Formulas = calc.Words[Formula]{
	{Key: CapacityVolumeLimit, Name: calc.Text{ZH: "产能×基准排水（气）量×限值",
		EN: "capacity × benchmark volume × limit"}},
	{Key: PerformanceFormula, Name: calc.Text{ZH: "产能×绩效值", EN: "capacity × performance value"}},
	{Key: FlowLimitTime, Name: calc.Text{ZH: "流量×限值×时间", EN: "flow × limit × time"}},
	{Key: ReceivedVolumeLimit, Name: calc.Text{ZH: "接纳水量×限值", EN: "received volume × limit"}},
	{Key: SpecialPeriod, Name: calc.Text{ZH: "特殊时段削减", EN: "cut in a special period"}},
	{Key: NoAmount, Name: calc.Text{ZH: "不核定许可排放量", EN: "no permitted emission"}},
}

// Selector says where a rule takes a factor from.
type Selector struct {
	Instrument string
	Outlet     string // outlet position the value is tabulated for; empty: any
}

// Rule is one row of a specification's table of formulas: which formula gives
// the permitted emission of which pollutants at which outlets.
type Rule struct {
	ID            string
	Specification string
	Clause        calc.Clause
	Medium        calc.Medium      // empty: both
	Industries    []string         // industries the row is limited to; empty: any
	Outlets       []string         // positions; empty: any
	Grades        []string         // main, general; empty: any
	Pollutants    []calc.Pollutant // empty: any
	Formula       Formula
	Limit         Selector
	Volume        Selector
	Performance   Selector
	Processes     []string      // only these processes, "a" includes "a.b"; empty: any
	Stacks        []string      // only outlets that carry one of these stacks; empty: any
	ByStack       bool          // volumes are tabulated by stack (key by_stack)
	Cap           Selector      // performance value the formula's amount may not exceed
	SpecialVolume Selector      // another volume to compare with under special limits
	SpecialWeight Selector      // weights that convert the special volume where it counts another base
	ByPermit      bool          // the text leaves open whether the outlet carries an amount: the permit decides
	Ratchet       bool          // last year's actual emission binds where it is lower
	WholeUnit     bool          // counts all main outlets of a discharger together (key whole_unit)
	Centralised   bool          // only for central treatment plants
	WithoutVolume bool          // only where no benchmark volume is prescribed
	Unit          quantity.Unit // unit the formula is printed in
	Reason        calc.Text     // Formula none: why
	Status        calc.Status
	Note          string
	Local         bool // from a user's own factor file
	At            calc.Position
}

// Industry is a key industry of a policy.
type Industry struct {
	ID    string
	Name  calc.Text
	Codes []string // classes of GB/T 4754-2017 in which its lines are found
	Note  string
}

// PolicyRule is one rule of a policy: an entry of the clause map. What of the
// engine it stands for is said by its keys.
type PolicyRule struct {
	ID      string      // "JL-3.1a"; "" where the policy asks for no such thing
	Keys    []calc.Rule // what the engine calls it
	Clause  calc.Clause
	Summary calc.Text
	As      string    // policy whose rule of the same id gave the keys, where the file states none
	Off     bool      // the policy asks for none of the keys
	Reason  calc.Text // why it is off
	At      calc.Position
}

// Policy is a notice turned into parameters.
type Policy struct {
	ID          string
	Title       calc.Text
	Instrument  string
	Issued      calc.Date
	Since       calc.Date
	Until       calc.Date // last day of force; zero: open
	Prefix      string    // of the administrative codes it governs, "22"
	Nationwide  bool      // of every province: Prefix is that of the project's own (see Within)
	Province    calc.Text
	Note        string
	Rules       []PolicyRule
	Industries  []Industry
	Authorities map[string]calc.Text // administrative code -> name of the place
	Parameters  []Parameter
	Ratios      []Ratio       // beside the parameters ratio and ratio_key_region: the greatest that fits holds
	Regions     []Zone        // key regions
	Closed      []Zone        // into which nothing is transferred (只减不增)
	Exempt      []ExemptClass // classes that need no substitution
	Targets     []CityTarget  // of cities, for information
	Metals      []QuotaMetals // under quota beside the five
	LeftOut     []calc.Text   // what the policy says and a dossier cannot state
	At          calc.Position
}

// Parameter is a figure or a choice a policy sets.
type Parameter struct {
	ID       string
	Rule     string            // rule it belongs to, "JL-2.0"
	Amount   quantity.Quantity // figure
	IsFigure bool
	Symbol   string    // letter of the figure, "r"
	Term     string    // glossary key of the figure
	Date     calc.Date // a parameter may be a date instead
	Choice   string    // chosen reading
	Choices  []string  // readings there are
	Unset    bool      // not configured: to be confirmed before anything is computed with it
	Clause   calc.Clause
	Status   calc.Status
	Since    calc.Date
	Until    calc.Date
	Source   string
	Note     string
	Local    bool
	At       calc.Position
}
