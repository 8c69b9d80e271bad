package dossier

import "tidai/calc"

// MonitoringKind says who measured: automatic, manual or enforcement.
type MonitoringKind string

// The kinds of monitoring data.
const (
	AutomaticData   MonitoringKind = "automatic"
	ManualData      MonitoringKind = "manual"      // by the discharger or on its behalf
	EnforcementData MonitoringKind = "enforcement" // by the authority
)

// MonitoringKinds lists the kinds.
var MonitoringKinds = calc.Words[MonitoringKind]{
	{Key: AutomaticData, Name: calc.Text{ZH: "自动监测", EN: "automatic monitoring"}},
	{Key: ManualData, Name: calc.Text{ZH: "手工监测", EN: "manual monitoring"}},
	{Key: EnforcementData, Name: calc.Text{ZH: "执法监测", EN: "enforcement monitoring"}},
}

// Name returns the kind in words.
func (k MonitoringKind) Name() calc.Text { return MonitoringKinds.Name(k) }

// MonitoringFiles is a set of data files of one kind and one layout. What is
// left out is detected where it is beyond doubt, and asked for where it is not.
type MonitoringFiles struct {
	At     calc.Position
	ID     string
	Kind   MonitoringKind
	Files  []string // as written, relative to the dossier
	Outlet string   // outlet of all rows; empty: a column names it

	Encoding  string   // one of Encodings
	Delimiter string   // one of Delimiters
	Sheets    []string // of a workbook; none: all of one layout
	DateOrder string   // one of DateOrders
	HourMark  string   // one of HourMarks
	Interval  string   // one of Intervals
	Thousands string   // one of ThousandSigns; empty: a number has none
	SM4Key    string   // file of the key of encrypted frames, as Files

	Columns     []MonitoringColumn
	OutletNames []NameMap    // names in the file → outlets of the dossier
	Limits      []MetalValue // detection limits of values reported as not detected without one
	Ranges      []MetalValue // top of the instrument's range
	ManualEntry bool         // flag S (manual entry) counts as valid
	ManualBasis string       // document that allows it
	Checks      []calc.Date  // days on which the automatic device passed its check

	// Of samples: what rows that do not say it themselves rest on.
	ReportNumber string // number of the laboratory's report
	Laboratory   string
	CMA          string    // number of the laboratory's certificate (检验检测机构资质认定)
	FlagMeanings []NameMap // words in the file → calc.Flags

	// Converted takes the columns of concentrations converted to a reference oxygen
	// content for the measured ones. That is a mistake; a review makes it to see
	// whether an author did. No key of the dossier sets it.
	Converted bool
}

// MonitoringColumn says what a column of the file holds.
type MonitoringColumn struct {
	At     calc.Position
	Header string // as in the file; in a long table also a pollutant's name, in a log of HJ 212 a code
	Means  string // a ColumnMeaning, or a pollutant
	Unit   string // where the header names none, or another
}

// NameMap is a name of the file and what it stands for.
type NameMap struct {
	At       calc.Position
	Name, Is string
}

// MetalValue is a value stated for a pollutant.
type MetalValue struct {
	At        calc.Position
	Pollutant calc.Pollutant
	Value     Stated
}

// ActualBasis is what an outlet's actual emission of one period rests on
// besides the data: facts the files do not hold.
type ActualBasis struct {
	At       calc.Position
	ID       string
	Outlet   string
	From, To calc.Date // the period; a calendar year unless stated
	// automatic monitoring is required here (by the permit or a local order), where the specification leaves it open
	Required  Answer
	Basis     string // document of that
	Operating Stated // emission time of the period, h or d (families A and B)
	Metered   Stated // metered total volume of the period, m3 (family C)
	FlowFrom  string // one of FlowSources: where the outlet's flow comes from
	Treatment Answer // treatment worked effectively all the time
	NoFault   string // document that proves the unit is not at fault for missing data
	Output    []LineOutput
	Fallback  []FactorUse // factors for fallbacks, where the specification prints none
	Abnormal  []AbnormalPeriod
	LowLoad   []string // reports whose samples are not adopted for clearly lower load (HJ 967-2018 9.2.1.2, gas)
}

// LineOutput is what a line really made in the period.
type LineOutput struct {
	At            calc.Position
	Line, Product string
	Amount        Stated // t, m2, kVAh … of the period
}

// FactorUse names a factor for a pollutant.
type FactorUse struct {
	At        calc.Position
	Pollutant calc.Pollutant
	Factor    string // id of a generation or emission factor
}

// AbnormalPeriod is an emission under abnormal conditions, added to the normal.
type AbnormalPeriod struct {
	At        calc.Position
	Name      string
	Pollutant calc.Pollutant
	Rate      Stated // kg/h
	Duration  Stated // h each time
	Times     Stated // times in the period
	Included  bool   // the monitoring data cover it already
	Evidence  string
}
