// Package substitution makes the substitution plan (削减替代方案): the demand of
// the project, the sources that meet it in the order of the notice, what is
// missing and what would repair it, and the obligations that follow.
package substitution

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeShort         = "TD-SUB-001" // demand not met (JL-2.1)
	CodeUnknown       = "TD-SUB-002" // demand could not be computed
	CodeMeasure       = "TD-SUB-003" // 削减措施 missing (JL-2.3b)
	CodeResponsible   = "TD-SUB-004" // 责任主体 missing (JL-2.3b)
	CodeDeadline      = "TD-SUB-005" // 完成时限 missing (JL-2.3b)
	CodeOrigin        = "TD-SUB-006" // 削减来源 missing (JL-2.3b)
	CodeCityOpinion   = "TD-SUB-007" // city not consulted (JL-4.1)
	CodeOverdue       = "TD-SUB-008" // due day passed on --as-of, no proof in the dossier (JL-4.3)
	CodeExemption     = "TD-SUB-009" // exemption claimed without its conditions (JL-5.x)
	CodeOtherSectors  = "TD-SUB-010" // met from other key industries (JL-2.2)
	CodeStatus        = "TD-SUB-011" // rests on figures not read in the text
	CodeSurplus       = "TD-SUB-012" // own reduction beyond the project's need
	CodeEvidence      = "TD-SUB-013" // source without evidence
	CodeProvinceWide  = "TD-SUB-014" // project that is not major draws on other cities (JL-2.4)
	CodePolicyDate    = "TD-SUB-016" // date of law before the notice
	CodeCityRecord    = "TD-SUB-017" // transfer of a source without permit: the city's record is not proven (JL-4.4)
	CodeNoDuty        = "TD-SUB-018" // a fulfilment of no obligation of the plan
	CodeFlip          = "TD-SUB-031" // another policy for values below the detection limit turns the verdict
	CodeWithin        = "TD-SUB-032" // the uncertainty of monitored amounts turns the verdict
	CodeNoTransfer    = "TD-SUB-015" // day of transfer not stated: due dates open
	CodeMovedBeyond   = "TD-SUB-019" // a lot, or a source that gives whole, moves more than is needed
	CodeLot           = "TD-SUB-020" // less is usable than the transferor's lot
	CodeSearch        = "TD-SUB-021" // the search for the fewest counterparties stopped at its limit
	CodeAuthority     = "TD-SUB-040" // a competent authority that the policy does not name
	CodeAreaSuspended = "TD-LAW-003" // approvals are suspended in the project's area
	CodeOldApproval   = "TD-LAW-004" // an EIA approved more than five years before building starts
	CodeLongPermit    = "TD-LAW-005" // a permit that states more than five years
	CodeNoPrice       = "TD-SUB-022" // prices not compared, because some source states none
)

// Status is the verdict on a plan.
type Status string

// The verdicts. Only a complete plan can be approved (JL-2.1).
const (
	Complete   Status = "complete"   // every unit of demand has a named source
	Short      Status = "short"      // some demand has none
	Waived     Status = "waived"     // claimed to be exempt under notice 五, with all it takes
	Incomplete Status = "incomplete" // an amount or a mandatory field is missing
	NoDemand   Status = "no-demand"  // the project needs no quota
	Suspended  Status = "suspended"  // approvals are suspended in the area, whatever the sources
)

// Statuses lists the verdicts.
var Statuses = calc.Words[Status]{
	{Key: Complete, Name: calc.Text{ZH: "方案完整", EN: "plan complete"}},
	{Key: Short, Name: calc.Text{ZH: "来源不足，不可批准", EN: "short of sources, not approvable"}},
	{Key: Waived, Name: calc.Text{ZH: "豁免待审批机关认定", EN: "exemption to be decided by the approving authority"}},
	{Key: Incomplete, Name: calc.Text{ZH: "材料不全，不可批准", EN: "incomplete, not approvable"}},
	{Key: NoDemand, Name: calc.Text{ZH: "无需替代", EN: "no substitution needed"}},
	{Key: Suspended, Name: calc.Text{ZH: "区域限批，暂停审批", EN: "approvals suspended in the area"}},
}

// Name returns the verdict in words.
func (s Status) Name() calc.Text { return Statuses.Name(s) }

// Approvable reports whether a plan with this verdict can be approved.
func (s Status) Approvable() bool { return s != Short && s != Incomplete && s != Suspended }

// Need is the demand of one pollutant, or of one pollutant into one medium
// where the policy keeps the media apart (reading 2).
type Need struct {
	Pollutant calc.Pollutant
	Medium    calc.Medium // empty: water and air together
	Water     calc.Step   // new emission into water; no value where there is none
	Air       calc.Step
	New       calc.Step // new emission
	Own       calc.Step // own reduction (以新带老); no value where there is none
	Net       calc.Step // max(0, New − Own)
	Ratio     calc.Step
	Demand    calc.Step // Net × Ratio
	Waived    bool

	SameSupply  calc.Step // usable supply of the same key industry; no value where there is none
	OtherSupply calc.Step
	Allocated   calc.Step // no value where nothing is
	Shortfall   calc.Step // Demand − Allocated; no value where there is none
}

// Tier is the notice's order of industries (JL-2.2).
type Tier = factors.Tier

// The tiers.
const (
	SameIndustry  = factors.SameIndustry
	OtherIndustry = factors.OtherIndustry
)

// Tiers lists the tiers, first to last.
var Tiers = factors.Tiers

// Preference is the order within a tier (JL-2.4).
type Preference string

// The preferences, first to last.
const (
	SameEnterprise Preference = "same-enterprise"
	SameCity       Preference = "same-city"
	Province       Preference = "province"
)

// Preferences lists the preferences, first to last.
var Preferences = calc.Words[Preference]{
	{Key: SameEnterprise, Name: calc.Text{ZH: "同一企业", EN: "same enterprise"}},
	{Key: SameCity, Name: calc.Text{ZH: "同一市（州）", EN: "same city"}},
	{Key: Province, Name: calc.Text{ZH: "省内", EN: "province"}},
}

// Name returns the preference in words.
func (p Preference) Name() calc.Text { return Preferences.Name(p) }

// Allocation is one row of the plan: an amount of one pollutant from one
// source, with the five fields of JL-2.3b.
type Allocation struct {
	Source      string
	Pollutant   calc.Pollutant
	Medium      calc.Medium
	Tier        Tier
	Preference  Preference
	Supply      calc.Step // what was left of the source
	Amount      calc.Step // what it meets of the demand
	Given       calc.Step // what the transferor gives up for it, where the source has a ratio of its own
	Reduction   calc.Text // 削减源
	Origin      calc.Text // 削减来源
	Measures    calc.Text // 削减措施
	Responsible string    // 责任主体
	Deadline    calc.Date // 完成时限
}

// Obligation is something somebody must do, by when.
type Obligation struct {
	Code    string    // "permit-change"
	Key     calc.Rule // what of the policy asks for it, if the policy does
	Rule    string    // the policy's name of that rule
	Clause  calc.Clause
	Law     []calc.Basis // what the law of the day prescribes besides
	Party   calc.Text    // who
	Text    calc.Text    // what
	Due     calc.Date    // zero: the triggering day is not stated
	DueText calc.Text    // the due date in words
	Done    bool
	Proof   string // document that shows it done
	Overdue bool   // the due day has passed, and the dossier has no proof
	Source  string
}

// Plan is the substitution plan.
type Plan struct {
	Dossier     *dossier.Dossier
	Policy      factors.Policy
	Law         factors.Law // in force on the date of law
	On, AsOf    calc.Date
	Result      reduction.Result
	Status      Status
	Needs       []Need
	Allocations []Allocation
	Moved       []Moved // transferred beyond what is needed
	Choice      Choice
	Conflicts   []Conflict // of every metal that is short
	Repairs     []Repair
	Obligations []Obligation
	Statements  []calc.Text // what the plan must state in words (JL-2.2)
	PermitText  calc.Text   // record for 其他控制及管理要求 (JL-4.6)
	Findings    []calc.Finding
	Factors     []calc.Step // every factor an amount of the plan rests on
}

// Undated counts the obligations that have no day.
func (p Plan) Undated() int {
	n := 0
	for _, x := range p.Obligations {
		if x.Due.IsZero() {
			n++
		}
	}
	return n
}

// Clone is the plan with lists of its own, so that who cuts them changes
// nobody else's.
func (p Plan) Clone() Plan {
	p.Result = p.Result.Clone()
	p.Needs, p.Allocations, p.Moved = slices.Clone(p.Needs), slices.Clone(p.Allocations), slices.Clone(p.Moved)
	p.Conflicts, p.Repairs = slices.Clone(p.Conflicts), slices.Clone(p.Repairs)
	p.Obligations, p.Statements = slices.Clone(p.Obligations), slices.Clone(p.Statements)
	p.Findings, p.Factors = slices.Clone(p.Findings), slices.Clone(p.Factors)
	return p
}

// Input is what a demand and an allocation are made from, besides the emissions
// and sources that package reduction has assessed. The dossier must be free of
// errors of its own: what it does not say cannot be planned with.
type Input struct {
	Dossier *dossier.Dossier
	Policy  factors.Policy

	// Limit bounds the search for the fewest counterparties, in sets looked
	// at; 0: choice.DefaultLimit.
	Limit int
}

// Against is what a plan is judged against.
type Against struct {
	On   calc.Date   // date of law; zero: the dossier's date
	AsOf calc.Date   // day on which deadlines are judged; zero: the dossier's date
	Law  factors.Law // in force on the date of law; without one no law is named

	// Findings are what others found on the same dossier, of the input and of
	// the scope of its lines. They join the plan's own, and an error that
	// stands against a line the plan rests on makes the plan incomplete.
	Findings []calc.Finding
}
