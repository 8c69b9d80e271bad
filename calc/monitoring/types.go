package monitoring

import (
	"math/big"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/monitoring/estimate"
	"tidai/calc/quantity"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeContradict  = "TD-MON-101" // rows of the same time contradict each other
	CodeDisorder    = "TD-MON-102" // rows are not in order of time
	CodeReasons     = "TD-MON-103" // rows that are not valid
	CodeNoRule      = "TD-MON-104" // no rule for actual emissions in this specification and medium
	CodeMixed       = "TD-MON-105" // lines of several specifications at one outlet
	CodeCapture     = "TD-MON-106" // too little valid automatic data
	CodeReferred    = "TD-MON-107" // too little valid automatic data, by a rule that does not name metals
	CodeFilled      = "TD-MON-108" // hours or days filled in, by analogy
	CodeUnfilled    = "TD-MON-109" // gaps that nothing fills
	CodeNoTime      = "TD-MON-110" // emission time, metered volume or segment time is missing
	CodeEnforcement = "TD-MON-111" // self-monitoring and enforcement data of one day differ
	CodeLoad        = "TD-MON-112" // load during sampling below the mean load
	CodeWeighting   = "TD-MON-113" // family C does not say how the mean is weighted
	CodeFallback    = "TD-MON-114" // the amount rests on a coefficient
	CodeNoEvidence  = "TD-MON-115" // a fallback or filled hours in a before-state: not evidence of a reduction
	CodeNoFactor    = "TD-MON-116" // no coefficient for a fallback
	CodeNoMethod    = "TD-MON-117" // no method gives an amount
	CodeRequired    = "TD-MON-118" // whether automatic monitoring is required is not stated
	CodeFlowSource  = "TD-MON-119" // where the outlet's flow comes from
	CodeManualAuto  = "TD-MON-121" // manual and automatic data of one day differ
	CodeDays        = "TD-MON-122" // family D adds sampled days only
	CodeUnknown     = "TD-MON-123" // data of an outlet or metal the dossier does not know
	CodeAbnormal    = "TD-MON-124" // an abnormal period that cannot be computed
	CodeGasState    = "TD-MON-125" // mg/m3 of gas taken as standard state
	CodeIntervals   = "TD-MON-126" // data at several intervals
	CodeTreatment   = "TD-MON-129" // whether the treatment worked is not stated
	CodeRead        = "TD-MON-130" // a set of files could not be read
	CodeTwelve      = "TD-MON-131" // rate per hour and time in days
	CodeExtra       = "TD-MON-132" // an outlet the specification may name beside the positions

	CodeFrequency        = "TD-MON-133" // monitored less often than the specification asks for
	CodeUnknownFrequency = "TD-MON-134" // note: no least frequency is known

	// samples without a number that say the same as another count once
	CodeTwinSamples = "TD-MON-161"
	CodeOtherYear   = "TD-MON-162" // all data lie outside the period
	CodeHexavalent  = "TD-MON-163" // more hexavalent chromium than chromium

	CodeJudging = "TD-MON-160" // which data are valid was settled by a choice of the user
)

// Method is a way to the actual emission of an outlet.
type Method string

// The methods.
const (
	ByAutomatic  Method = "automatic"
	ByHalfYear   Method = "half-year" // automatic, missing time by the previous half-year's means
	ByManual     Method = "manual"
	ByGeneration Method = "generation" // coefficient without removal: direct discharge
	ByEmission   Method = "emission"   // emission coefficient
)

// Methods lists the methods.
var Methods = calc.Words[Method]{
	{Key: ByAutomatic, Name: calc.Text{ZH: "自动监测", EN: "automatic monitoring"}},
	{Key: ByHalfYear, Name: calc.Text{ZH: "自动监测（缺失时段按上一半年均值）",
		EN: "automatic, gaps by the previous half-year's means"}},
	{Key: ByManual, Name: calc.Text{ZH: "手工监测", EN: "manual monitoring"}},
	{Key: ByGeneration, Name: calc.Text{ZH: "产污系数（直排）", EN: "generation coefficient (direct discharge)"}},
	{Key: ByEmission, Name: calc.Text{ZH: "排污系数", EN: "emission coefficient"}},
}

// Name returns the method in words.
func (m Method) Name() calc.Text { return Methods.Name(m) }

// ByPolicy is one amount under each policy for values below the detection
// limit, in kg.
type ByPolicy struct{ Zero, Half, Limit calc.Step }

// Of returns the amount under a policy.
func (b ByPolicy) Of(p NonDetect) calc.Step {
	switch p {
	case Zero:
		return b.Zero
	case Half:
		return b.Half
	}
	return b.Limit
}

func byPolicy(f func(NonDetect) calc.Step) ByPolicy {
	return ByPolicy{Zero: f(Zero), Half: f(Half), Limit: f(Limit)}
}

// Candidate is one method's amount, and whether it may be used.
type Candidate struct {
	Method  Method
	Family  string      // of manual data: A, B, C, D
	Variant string      // family C: "arithmetic", "flow-weighted"
	Formula calc.Clause // whose formula
	Detail  calc.Text
	Amounts ByPolicy
	Usable  bool
	Why     calc.Text // why it may be used, or not
	Chosen  bool
}

// Period is a stretch of whole days, both ends included.
type Period struct {
	From, To calc.Date
	Kind     PeriodKind
}

// PeriodKind says what a period is.
type PeriodKind string

// The kinds of periods.
const (
	CalendarYear PeriodKind = "calendar-year"
	PermitYear   PeriodKind = "permit-year" // 12 months from the day the permit was issued
	StatedPeriod PeriodKind = "stated"      // as the dossier states it
	WorstMonths  PeriodKind = "worst-12-months"
	WorstDays    PeriodKind = "worst-year-by-day"
)

// PeriodKinds lists the kinds.
var PeriodKinds = calc.Words[PeriodKind]{
	{Key: CalendarYear, Name: calc.Text{ZH: "自然年", EN: "calendar year"}},
	{Key: PermitYear, Name: calc.Text{ZH: "许可证年度", EN: "permit year"}},
	{Key: StatedPeriod, Name: calc.Text{ZH: "写明的时段", EN: "as stated"}},
	{Key: WorstMonths, Name: calc.Text{ZH: "最大连续12个月", EN: "worst 12 months"}},
	{Key: WorstDays, Name: calc.Text{ZH: "最大连续一年，逐日", EN: "worst year by day"}},
}

// Name returns the kind in words.
func (k PeriodKind) Name() calc.Text { return PeriodKinds.Name(k) }

// Conflict is a pair of data of one day that differ.
type Conflict struct {
	Day           calc.Date
	First, Second Place
	What          calc.Text
	Prevails      Kind // empty: both count
}

// Account is the actual emission of one pollutant at one outlet in one period.
type Account struct {
	Outlet        dossier.Outlet
	Pollutant     calc.Pollutant
	Specification string
	Rule          factors.MonitoringRule
	Basis         dossier.ActualBasis
	Period        Period
	Policy        NonDetect
	NotCounted    calc.Text            // why the outlet adds nothing to the actual emission
	Judged        factors.ValidityRule // by which automatic data are valid; zero where there are none
	DayShare      *big.Rat             // chosen in the place of the rule's; nil: the rule's
	TooFew        calc.Text            // why the data are too few for an annual amount; empty where they are not

	Candidates []Candidate
	Normal     ByPolicy    // of the method chosen
	Abnormal   calc.Step   // of abnormal periods the data do not cover
	Totals     ByPolicy    // normal and abnormal
	Amount     calc.Step   // the total under Policy, kg
	Fallback   bool        // rests on a coefficient: not evidence of a reduction
	Quarters   []Quarter   // automatic data
	Missing    *big.Rat    // share of the running time without valid automatic data; nil without any
	Gaps       []Gap       // automatic data, under Policy
	Unfilled   int         // slots nothing fills
	Months     []Month     // where automatic data are the method chosen
	Tally      Tally       // rows of this outlet and pollutant, of all kinds
	Files      []FileTally // by file and kind
	Samples    int         // valid manual and enforcement samples
	Conflicts  []Conflict
	Sampled    *Sampled // calendar years; nil where no frequency is known

	observe func() []estimate.Obs
	Rolling []Rolling
}

// FileTally is what one file gave to an account.
type FileTally struct {
	Kind  Kind
	File  string
	Tally Tally
}

// Month is what a calendar month, as far as it lies in the period, adds to an
// account by automatic data, in kg under the account's policy.
type Month struct {
	Year, Number int
	Measured     quantity.Quantity // of valid intervals
	Filled       quantity.Quantity // of those filled in
	Hours        int               // filled in
	// hours without data that add nothing: nothing fills them, or the use leaves them out
	Open int
}

// Rolling is the worst 12 consecutive months.
type Rolling struct {
	Period Period
	Amount calc.Step // kg, under the account's policy
}
