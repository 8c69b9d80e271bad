// Package reduction assesses every source of reduction: what it gives per
// pollutant and medium, and whether notice 三 accepts it; and what the
// project's own lines newly emit.
package reduction

import (
	"slices"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/intensity"
	"tidai/calc/permit"
	"tidai/factors"
)

// Codes of the findings this package reports.
const (
	CodeNotKey       = "TD-RED-001" // line outside the key industries (JL-3.3)
	CodeIndustry     = "TD-RED-002" // industry and GB/T 4754 class disagree (JL-1.1)
	CodeLate         = "TD-RED-003" // done after commissioning (reading 5)
	CodeVoid         = "TD-RED-004" // voided by the authority (JL-6.3)
	CodeProvince     = "TD-RED-005" // outside the province
	CodeWrongBasis   = "TD-RED-006" // basis does not fit the management class
	CodeNotCancelled = "TD-RED-007" // closed, but permit neither cancelled nor changed (JL-3.1b)
	CodeExpired      = "TD-RED-008" // permit not valid on the closing day (JL-3.1b)
	CodeUnattributed = "TD-RED-009" // amount of a shared outlet without its line (JL-3.3)
	CodeNoAfter      = "TD-RED-010" // after-state states no amount: absent is not zero
	CodeNegative     = "TD-RED-011" // after exceeds before
	CodeNoAmounts    = "TD-RED-012" // before-state states no amount at all
	CodeEIAFixes     = "TD-RED-013" // accounting where the EIA fixes an amount (JL-3.2b)
	CodeFiling       = "TD-RED-014" // EIA difference from a filing (JL-3.2a)
	CodeMethods      = "TD-RED-015" // no method used for both states (reading 10)
	CodeDirect       = "TD-RED-016" // direct discharge proves no reduction
	CodeHotAir       = "TD-RED-017" // permitted far above actual (reading 3)
	CodeNoActual     = "TD-RED-018" // no actual emission stated beside the permitted
	CodeAlreadyBinds = "TD-RED-019" // special limits bind already (JL-3.0)
	CodeCommitted    = "TD-RED-020" // committed elsewhere beyond the reduction
	CodeMeasure      = "TD-RED-021" // measure missing or "other" without words (JL-3.0)
	CodeNoScale      = "TD-RED-022" // accounting without the approved scale (JL-3.2b)
	CodeMethodSpread = "TD-RED-023" // methods differ; the least is taken (reading 10)
	CodeNotClosed    = "TD-RED-024" // closure without its day (JL-3.1b)
	CodeMedium       = "TD-RED-025" // amount without outlet or medium
	CodePlace        = "TD-RED-026" // place code outside the policy's province
	CodeRebuilt      = "TD-RED-030" // own reduction on a line whose new state is the project
	CodeSameLine     = "TD-RED-029" // a line stated in two sources
	CodeIndustries   = "TD-RED-027" // project lines of several key industries
	CodeAfterLate    = "TD-RED-028" // changed permit begins after commissioning
	CodeKept         = "TD-RED-031" // the transferor keeps more than is there
	CodeNoRow        = "TD-RED-032" // an amount kept of what the source does not reduce
	CodeNoOutput     = "TD-RED-033" // monitoring data without the output of the same period (JL-3.2b)
	CodeTwoActuals   = "TD-RED-034" // the actual emission stated is not what the monitoring data give
	CodeNoProof      = "TD-RED-035" // monitoring data that show no actual emission of the line, or prove none
	CodeNotMeasured  = "TD-RED-036" // hours filled in count as zero before a reduction
)

// Row is one pollutant into one medium at one source.
type Row struct {
	Pollutant calc.Pollutant
	Medium    calc.Medium
	Before    calc.Step
	After     calc.Step
	Reduction calc.Step // before − after
	Committed calc.Step // already given elsewhere; no value where nothing is
	Kept      calc.Step // what the transferor keeps; no value where nothing is
	Usable    calc.Step // what this plan may use, if the source is accepted: as much of the demand as it meets
	// where the policy has a ratio for this source: what it gives, and the demand's ratio ÷ its own
	Given, Weight calc.Step
	// actual emission before, printed beside; as stated, else as monitored; no value where neither is
	Actual    calc.Step
	Monitored *Evidence // what monitoring data say of both states, printed beside; nil without data
	Methods   []MethodRow
}

// MethodRow is one method of an accounting report, both states by the same
// method (reading 10).
type MethodRow struct {
	Method                   calc.IntensityMethod
	Before, After, Reduction calc.Step
	Chosen                   bool
	Why                      calc.Text // why it is not chosen
}

// Refusal is why a source is not accepted, and what would cure it.
type Refusal struct {
	calc.Finding
	Curable bool // a document or a date could cure it
}

// SourceResult is one source assessed.
type SourceResult struct {
	Source     dossier.ReductionSource
	Line       dossier.Line
	Discharger dossier.Discharger
	Rule       string // the policy's rule that its basis rests on
	Own        bool   // by the project's own discharger (以新带老)
	Rows       []Row
	Refusals   []Refusal
	Weight     calc.Step           // greatest of its rows; no value where it gives by the ratio of the demand
	Accounts   []intensity.Account // of an accounting report
}

// Accepted reports whether the notice accepts the source.
func (r SourceResult) Accepted() bool { return len(r.Refusals) == 0 }

// Curable reports whether everything that stands against the source could be
// cured.
func (r SourceResult) Curable() bool {
	for _, x := range r.Refusals {
		if !x.Curable {
			return false
		}
	}
	return len(r.Refusals) > 0
}

// Usable sums what the source gives of a pollutant; into one medium, or into
// both where medium is empty. ok is false where it gives nothing.
func (r SourceResult) Usable(p calc.Pollutant, m calc.Medium) (amount calc.Step, ok bool) {
	var parts []calc.Step
	for _, row := range r.Rows {
		if row.Pollutant == p && (m == "" || row.Medium == m) && row.Usable.OK() && row.Usable.Sign() > 0 {
			parts = append(parts, row.Usable)
		}
	}
	return calc.Total("ΔE", "usable-reduction", calc.Clause{}, parts...), len(parts) > 0
}

// Result is everything the plan is made from.
type Result struct {
	Outlets  []permit.Assessment // of the project's lines
	Periods  []permit.SpecialPeriodAmount
	Accounts []intensity.Account // source intensity of the project's lines
	Sources  []SourceResult      // by id
	Industry factors.Industry    // key industry of the project
	Findings []calc.Finding
}

// Offered lists the sources of others that the notice accepts.
func (r Result) Offered() []SourceResult {
	var out []SourceResult
	for _, s := range r.Sources {
		if !s.Own && s.Accepted() {
			out = append(out, s)
		}
	}
	return out
}

// Clone is the result with lists of its own, those of the sources too.
func (r Result) Clone() Result {
	r.Outlets, r.Periods, r.Accounts = slices.Clone(r.Outlets), slices.Clone(r.Periods), slices.Clone(r.Accounts)
	r.Sources, r.Findings = slices.Clone(r.Sources), slices.Clone(r.Findings)
	for i := range r.Sources {
		s := &r.Sources[i]
		s.Rows, s.Refusals, s.Accounts = slices.Clone(s.Rows), slices.Clone(s.Refusals), slices.Clone(s.Accounts)
	}
	return r
}

// Input is what an assessment needs.
type Input struct {
	Dossier *dossier.Dossier
	Book    *factors.Book
	Policy  factors.Policy
	On      calc.Date // date of law

	Monitored *Monitored // of the dossier's monitoring data; nil without any
	Compared  bool       // made only to be compared: how well actual reductions are known is left out
}
