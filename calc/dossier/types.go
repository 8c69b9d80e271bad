// Package dossier reads an application from disk into a typed model in which
// every statement knows its file and line. It checks that the statements are
// complete and fit together; it knows no formula and no limit.
package dossier

import (
	"cmp"
	"fmt"

	"tidai/calc"
	"tidai/calc/quantity"
)

// Stated is a quantity as the dossier states it, with its place.
type Stated struct {
	Amount  quantity.Quantity
	Written string // as typed, for review
	At      calc.Position
	Key     string // path of the key in its file
	Set     bool
}

// Step is the quantity as a leaf of a derivation; a step without value where
// the dossier states none.
func (s Stated) Step(symbol, term string) calc.Step {
	if !s.Set {
		return calc.Missing(symbol, term, fmt.Errorf("%s: %w", term, calc.ErrAbsent))
	}
	return calc.Given(symbol, term, s.Amount, calc.Origin{Kind: calc.FromDossier, At: s.At, Key: s.Key})
}

// Dossier is one application: the project that needs quota, everyone whose
// reduction may give it, and the documents that prove both.
type Dossier struct {
	Dir   string
	Shown string   // Dir as results name it: where the dossier came from
	Files []string // files read, in order of reading, relative to Dir

	Policy string    // id of the policy, "jilin-2022-12"
	Date   calc.Date // date of law unless --on says otherwise
	At     calc.Position

	Project     Project
	Dischargers []Discharger
	Lines       []Line
	Outlets     []Outlet
	Intensities []Intensity // source-intensity accounts of project lines
	Permits     []Permit
	EIAs        []EIA
	Quotas      []Ceiling // total-control quotas allotted
	Actuals     []Ceiling // last year's actual emission (HJ 863.4 holds the permit to it)
	Promises    []Ceiling // stricter written promises of a discharger
	Sources     []ReductionSource
	Fulfilments []Fulfilment
	Overrides   []Override // of parameters of the policy
	Submitted   []SubmittedFigure
	Scenarios   []Scenario

	Monitoring []MonitoringFiles // monitoring data by file
	Bases      []ActualBasis     // what actual emissions rest on besides the data

	// Facts that stated amounts are held against.
	Years        []Year
	Totals       []BaseTotal
	Explanations []Explanation // of figures that are unusual and right
}

// ProjectKind is new, rebuilt or expanded (notice 二).
type ProjectKind string

// The kinds of project.
const (
	New      ProjectKind = "new"
	Rebuilt  ProjectKind = "rebuilt"
	Expanded ProjectKind = "expanded"
)

// ProjectKinds lists the kinds.
var ProjectKinds = calc.Words[ProjectKind]{
	{Key: New, Name: calc.Text{ZH: "新建", EN: "new"}},
	{Key: Rebuilt, Name: calc.Text{ZH: "改建", EN: "rebuilt"}},
	{Key: Expanded, Name: calc.Text{ZH: "扩建", EN: "expanded"}},
}

// Name returns the kind in words.
func (k ProjectKind) Name() calc.Text { return ProjectKinds.Name(k) }

// Project is the construction project whose new emission needs substitution.
type Project struct {
	At             calc.Position
	Name           string
	Kind           ProjectKind
	Discharger     string
	Lines          []string  // lines the project adds or rebuilds
	Commissioning  calc.Date // planned; a source must be done by then
	City, County   string    // six-digit codes
	CityAt         calc.Position
	CountyAt       calc.Position
	Major          bool // 重大项目: province-wide reallocation (JL-2.4)
	KeyRegion      bool
	KeyRegionBasis string    // document that makes it a key region
	Transfer       calc.Date // planned day on which quota is transferred; optional

	ConstructionStart  calc.Date // building starts; optional
	AreaSuspended      bool      // 区域限批: approvals of more emissions are suspended in its area
	AreaSuspendedBasis string    // document that suspends them

	CityOpinion string // document of the project's own city (JL-4.1); optional
	Authority   string // competent authority that is none of its county or city, "changbai"; optional
	Exemption   *Exemption
}

// ExemptionKind is the ground of notice 五 on which substitution is waived.
type ExemptionKind string

// The grounds of notice 五.
const (
	NationalMajor ExemptionKind = "national-major" // JL-5.1
	SolidWaste    ExemptionKind = "solid-waste"    // JL-5.2
)

// ExemptionKinds lists the grounds.
var ExemptionKinds = calc.Words[ExemptionKind]{
	{Key: NationalMajor, Name: calc.Text{ZH: "国家重大战略项目", EN: "major national strategic project"}},
	{Key: SolidWaste, Name: calc.Text{ZH: "重金属固体废物利用", EN: "use of solid waste with heavy metals"}},
}

// Exemption is a claim under notice 五.
type Exemption struct {
	At         calc.Position
	Kind       ExemptionKind
	Basis      string            // document that grants or supports it
	Statements map[string]string // condition -> statement, of solid waste with its evidence
	Evidence   map[string]string // national strategy: condition -> document that proves it
}

// Conditions are what a claim of the kind has to state.
func (k ExemptionKind) Conditions() calc.Words[string] {
	switch k {
	case SolidWaste:
		return WasteConditions
	case NationalMajor:
		return StrategyConditions
	}
	return nil
}

// EvidenceKey is the key under which the document that proves a condition stands.
func EvidenceKey(condition string) string { return condition + "_evidence" }

// Discharger is a 排污单位: one site under one permit.
type Discharger struct {
	At           calc.Position
	ID, Name     string
	CreditCode   string // unified social credit code, check digit verified
	City, County string
	Authority    string // as of a project
	CityAt       calc.Position
	CountyAt     calc.Position
	Park         string // industrial park it lies in, where a policy asks for that
	Management   calc.Management
	Listed       Answer // on the list of key dischargers (重点排污单位名录)
	WaterTreated Stated // daily capacity of its waste-water treatment, t/d
}

// Seat is the place whose department is competent first: the authority stated,
// else the county. Policies name places by either.
func (x Discharger) Seat() string { return cmp.Or(x.Authority, x.County) }

// Seat is that of the project.
func (p Project) Seat() string { return cmp.Or(p.Authority, p.County) }

// Place is the city a reduction serves first: an authority of its own stands
// for a city.
func (x Discharger) Place() string { return cmp.Or(x.Authority, x.City) }

// Place is that of the project.
func (p Project) Place() string { return cmp.Or(p.Authority, p.City) }

// Line is a production line, the unit of eligibility (notice 三).
type Line struct {
	At            calc.Position
	ID, Name      string
	Discharger    string
	GBT4754       string // four-digit class of GB/T 4754-2017
	Industry      string // key industry id of the policy, or "none"
	Specification string // permit specification, "HJ 855-2017"
	Closed        calc.Date
	Facts         ScopeFacts
	NoOutlet      string // why it has fewer outlets than its specification tabulates
	Products      []Product
}

// NotKey is the Industry of a line outside the key industries.
const NotKey = "none"

// Product is what a line makes by one process at one approved capacity.
type Product struct {
	At         calc.Position
	ID, Name   string
	Process    string // selects the row of the standard's tables, "multilayer"
	Capacity   Stated // approved capacity per year
	Hide       string // skin: of a line that starts from wet blue (HJ 859.1 table 3), of furs (HJ 1065 table 7)
	UnitVolume Stated // measured volume per unit product, where the specification prescribes it
	Metal      *MetalUse
	Pollutants []calc.Pollutant // metals its waste water or gas carries
}

// MetalUse derives a plating capacity from the metal used (HJ 855 eq. 5).
type MetalUse struct {
	At                                    calc.Position
	Used, Utilisation, Density, Thickness Stated
}

// Feed is one product of one line that discharges through an outlet; an empty
// Product means all products of the line.
type Feed struct{ Line, Product string }

// Outlet is a 排放口.
type Outlet struct {
	At          calc.Position
	ID          string // unique in the dossier
	Code        string // DW001, DA001
	Discharger  string
	Medium      calc.Medium
	Position    calc.OutletPosition
	Grade       calc.OutletGrade
	Receives    []Feed
	Pollutants  []calc.Pollutant // only these; empty: all the feeds carry
	Stacks      []string         // rows of the specification's gas-volume table that leave here; several: merged stacks
	StacksAt    calc.Position    // of Stacks; of the outlet where it states none
	Share       Stated           // part of the benchmark volume where one row leaves by two outlets, in %
	Standard    string           // emission standard (key standard), only where the specification names none (HJ 942)
	LimitClass  calc.LimitClass
	LimitOrder  string    // document that imposes special limits here
	LimitSince  calc.Date // day from which that order binds
	Permitted   Answer    // whether the permit states an amount here, where the specification leaves it to the permit
	Centralised bool      // central plating waste-water plant (HJ 855 eq. 6)

	// For formulas that take a flow instead of a benchmark volume.
	Flow     Stated // design flow, m3/d, Nm3/h …
	Time     Stated // operating time, h/a or d/a
	Received Stated // waste water received, three-year mean, m3/a
	Design   Stated // design volume, m3/a

	// Of a stack as measured, in working state.
	Velocity  Stated // of the gas, m/s
	Area      Stated // of its cross-section, m2
	StackFlow Stated // m3/h

	SpecialPeriods []SpecialPeriod
}

// SpecialPeriod is a 特殊时段 in which a share less than last year's actual
// emission is permitted (HJ 942 eq. 5).
type SpecialPeriod struct {
	At        calc.Position
	Name      string
	Pollutant calc.Pollutant
	Previous  Stated // last year's actual emission of the same period
	Cut       Stated // share α by which it is cut, in %
}

// Intensity is one account of one pollutant into one medium by one method.
type Intensity struct {
	At                 calc.Position
	Line               string
	Product            string // empty: Activity is stated
	Outlet             string // may be empty
	Pollutant          calc.Pollutant
	Medium             calc.Medium
	Method             calc.IntensityMethod
	Factor             string // factor id
	Activity           Stated // what the factor is multiplied with; default: the product's capacity
	Surface            Stated // tank surface, with Time in the place of Activity
	Capture            Stated // share of the generated gas that is captured, in %; the rest is fugitive
	CaptureEvidence    string
	Removal            string // factor id of the removal efficiency
	Efficiency         Stated // removal efficiency stated instead, in %
	EfficiencyEvidence string
	Rate               Stated // operation rate k of the treatment, default none: must be stated with a removal
	Compound           string // compound the factor counts, "CrO3"; the element's share is taken
	Inlet, Treated     Stated // concentrations before and after the treatment as designed: what the efficiency rests on

	Time      Stated // hours or days of a year: of discharge (measurement), of the bath (surface)
	Load      Stated // mean load of the period the samples stand for, in %
	Output    Stated // what was made in a year of that period (JL-3.2b)
	Samples   []Sample
	Automatic bool // automatic monitoring is prescribed for this metal here: only its data count

	Streams       []Stream // of a balance
	Share         Stated   // part of what a balance leaves that goes into the medium
	ShareEvidence string

	Analogue *Analogue
	Abnormal []Abnormal
}

// Sample is one manual sample: a concentration and the flow measured with it.
type Sample struct {
	At            calc.Position
	Day           calc.Date // may be absent
	Concentration Stated    // the detection limit where NotDetected
	Flow          Stated
	Load          Stated // load of the plant during the sampling, in %
	NotDetected   bool
}

// StreamRole is what a stream is in a material balance.
type StreamRole string

// The roles. Discharges are measured and close the balance; all other outputs
// are subtracted.
const (
	Input     StreamRole = "input"
	ProductIn StreamRole = "product"
	ByProduct StreamRole = "by-product"
	Residue   StreamRole = "residue"   // slag, ash, sludge
	Recovered StreamRole = "recovered" // dust or solution returned or sold
	Discharge StreamRole = "discharge" // measured emission into a medium
)

// StreamRoles lists the roles.
var StreamRoles = calc.Words[StreamRole]{
	{Key: Input, Name: calc.Text{ZH: "投入", EN: "input"}},
	{Key: ProductIn, Name: calc.Text{ZH: "产品", EN: "product"}},
	{Key: ByProduct, Name: calc.Text{ZH: "副产品", EN: "by-product"}},
	{Key: Residue, Name: calc.Text{ZH: "渣（灰、污泥）", EN: "slag, ash, sludge"}},
	{Key: Recovered, Name: calc.Text{ZH: "回收", EN: "recovered"}},
	{Key: Discharge, Name: calc.Text{ZH: "实测排放", EN: "measured discharge"}},
}

// Stream is one stream of a material balance: a mass with its content of the
// metal, or for a discharge the amount itself.
type Stream struct {
	At       calc.Position
	Role     StreamRole
	Name     string
	Mass     Stated // per year, of anything
	Content  Stated // mass of metal per mass
	Amount   Stated // metal per year
	Medium   calc.Medium
	Evidence string
}

// Analogue is the plant whose emission is taken over, scaled by output.
type Analogue struct {
	At          calc.Position
	Name        string
	Amount      Stated // its emission of the metal, per year
	Output      Stated // its output, in the unit of the activity
	Composition Stated // greatest difference of the relevant composition, in %
	Efficiency  Stated // its removal efficiency, in %
	Evidence    string // of amount and output
	Conditions  []Condition
}

// Condition is the answer to one of AnalogyConditions.
type Condition struct {
	At       calc.Position
	Key      string
	Holds    Answer
	Evidence string
}

// Abnormal is emission out of normal operation: start, stop, overhaul, faults
// (HJ 884-2018 3.6). Accidents are not meant.
type Abnormal struct {
	At        calc.Position
	Name      string
	Rate      Stated // kg/h
	Duration  Stated // h, once
	Frequency Stated // times a year
	Evidence  string
}

// Permit is a pollutant discharge permit with its versions.
type Permit struct {
	At                calc.Position
	ID, Number        string
	Discharger        string
	Cancelled         calc.Date
	CancelledEvidence string
	Versions          []PermitVersion
}

// PermitVersion is one issue of a permit: the amounts it permits and when.
type PermitVersion struct {
	At                 calc.Position
	ID                 string // unique in its permit
	ValidFrom, ValidTo calc.Date
	Amounts            []StatedAmount
	Capacities         []StatedCapacity // that it states of its lines
}

// StatedAmount is an annual emission stated by a document for an outlet, and for
// one line of it where several share the outlet.
type StatedAmount struct {
	At           calc.Position
	Outlet       string
	Line         string
	Medium       calc.Medium // of the outlet; stated where there is no outlet
	Pollutant    calc.Pollutant
	Value        Stated
	TotalControl bool   // an EIA amount fixed as total-control quota
	FixedBy      string // "intensity" where the EIA fixes the source-intensity amount
}

// EIA is an environmental impact assessment approval or filing.
type EIA struct {
	At         calc.Position
	ID, Number string
	Discharger string
	Filing     bool // 备案: fixes no amount
	Date       calc.Date
	Lines      []string
	Amounts    []StatedAmount
	Capacities []StatedCapacity // that it states of its lines
	Reexamined string           // document of the new examination after five years; optional
}

// Ceiling is an amount a document allots or a discharger promises.
type Ceiling struct {
	StatedAmount
	Document string
	Date     calc.Date
}

// Basis is the case of notice 三 a reduction rests on, or the government's
// reserve, which other policies know.
type Basis string

// The cases of notice 三, and the reserve.
const (
	PermitDifference Basis = "permit-difference" // 三(一)1, JL-3.1a
	Closure          Basis = "closure"           // 三(一)2, JL-3.1b
	EIADifference    Basis = "eia-difference"    // 三(二)1, JL-3.2a
	Accounting       Basis = "accounting"        // 三(二)2, JL-3.2b

	GovernmentReserve Basis = "reserve"
)

// Bases lists the cases in the order of the notice.
var Bases = calc.Words[Basis]{
	{Key: PermitDifference, Name: calc.Text{ZH: "许可排放量差值", EN: "difference of permitted emissions"}},
	{Key: Closure, Name: calc.Text{ZH: "关停注销的有效许可排放量",
		EN: "effective permitted emission of a cancelled permit"}, Also: []string{"关闭注销"}},
	{Key: EIADifference, Name: calc.Text{ZH: "环评批复排放量差值", EN: "difference of EIA amounts"},
		Also: []string{"环评差值"}},
	{Key: Accounting, Name: calc.Text{ZH: "削减核算报告", EN: "reduction accounting report"},
		Also: []string{"减排核算"}},
	{Key: GovernmentReserve, Name: calc.Text{ZH: "政府储备指标", EN: "government reserve"}, Also: []string{"政府储备"}},
}

// Name returns the case in words.
func (b Basis) Name() calc.Text { return Bases.Name(b) }

// ReductionSource is a 削减源: one line whose emission falls.
type ReductionSource struct {
	At          calc.Position
	ID          string
	Line        string
	Basis       Basis
	Measures    []string // keys of Measures
	MeasureNote string   // what is done, in words; required for "other"
	Origin      string   // 削减来源 in words; composed from the basis where empty
	Responsible string   // 责任主体
	Deadline    calc.Date
	Evidence    []string
	Void        string // why the authority voided it (JL-6.3)
	CityOpinion string // document of the city consulted (JL-4.1)
	Transfer    calc.Date

	Permit, VersionBefore, VersionAfter string // JL-3.1
	EIABefore, EIAAfter                 string // JL-3.2a
	ApprovedScale                       string // JL-3.2b: document that fixes the design scale
	Before, After                       []Intensity
	Closed                              calc.Date
	ClosedEvidence                      string

	Actual    []StatedAmount // actual emission before, printed beside (JL-3.1a)
	Committed []Commitment   // already given to other projects

	// On what terms the transferor gives; all optional.
	Keep  Stated         // share of its reduction it keeps, in %
	Kept  []StatedAmount // amounts of its reduction it keeps
	Lot   Stated         // least amount of a metal it transfers, per year
	Whole bool           // it gives the whole reduction, of every metal, or none
	Price Stated         // asked per mass of a metal, "800 元/kg"

	Reserve *Reserve // of basis "reserve": what the government holds
}

// Reserve is quota that a government department holds and gives to projects,
// where the policy knows such a reserve.
type Reserve struct {
	At       calc.Position
	Holder   string // department that holds it
	City     string // whose reserve it is; "" for the province's
	CityAt   calc.Position
	Industry string // key industry the reductions came from; "" where the document does not say
	Document string // document that fixes the amounts
	Amounts  []StatedAmount
}

// Override is a parameter of the policy that this application sets otherwise.
type Override struct {
	At        calc.Position
	Parameter string
	Value     string // as a policy file would have it: a figure with its unit, a choice or a date
	Reason    string
}

// Commitment is a part of a reduction that another project has taken.
type Commitment struct {
	StatedAmount
	To string
}

// Fulfilment is a duty of notice 二(一) or 四 that somebody has done, with the
// document that shows it.
type Fulfilment struct {
	At       calc.Position
	Duty     string // code of the obligation, one of Duties
	Source   string // of the duties of a transferor
	Date     calc.Date
	Document string
}

// SubmittedFigure is a number the author claims, for review.
type SubmittedFigure struct {
	At     calc.Position
	Target string
	Value  string // as written
	Unit   string
	Table  string // key of FigureTables; optional

	Accepted      string    // why a difference may stand; optional
	AcceptedUntil calc.Date // last day on which it may
}
