package dossier

// Codes of the findings this package reports, beside those of
// calc/document. A code is stable: it is never reused for another fault.
const (
	CodeRead            = "TD-DOS-001" // a file cannot be read
	CodeInclude         = "TD-DOS-002" // include names a path outside the folder, or not a plain one
	CodeIncludeTwice    = "TD-DOS-003" // a file is included twice
	CodeMainOnly        = "TD-DOS-004" // an included file states what only dossier.toml may state
	CodeSchema          = "TD-DOS-005" // unknown schema
	CodeID              = "TD-DOS-006" // an id has characters that references cannot carry
	CodeDuplicate       = "TD-DOS-007" // an id is used twice, or a list names a thing twice
	CodeDangling        = "TD-DOS-008" // a reference to nothing
	CodeOtherDischarger = "TD-DOS-009" // things of two dischargers are tied together
	CodeOutletCode      = "TD-DOS-010" // outlet code malformed, or against the medium
	CodeMedium          = "TD-DOS-011" // media contradict each other, or no medium can be known
	CodeUnreceived      = "TD-DOS-012" // warning: a project line that no outlet receives
	CodeFeedTwice       = "TD-DOS-013" // an outlet receives a product twice
	CodeCreditCode      = "TD-DOS-014" // unified social credit code (GB 32100-2015)
	CodePlace           = "TD-DOS-015" // city or county code malformed, or the county of another city
	CodeClass           = "TD-DOS-016" // not a four-digit class of GB/T 4754-2017
	CodeDates           = "TD-DOS-017" // dates in an impossible order
	CodeVersions        = "TD-DOS-018" // versions of a permit, or two states of a source, out of order
	CodeFuture          = "TD-DOS-019" // a document dated after the dossier
	CodeCapacityUnit    = "TD-DOS-020" // a capacity in a unit no standard counts in
	CodeCapacityBase    = "TD-DOS-021" // a capacity in t/a without its base
	CodeRange           = "TD-DOS-022" // a number outside its range
	CodeRate            = "TD-DOS-023" // operation rate k above 1
	CodePollutant       = "TD-DOS-024" // not a pollutant of the notice
	CodeCrVI            = "TD-DOS-025" // Cr6+ without Cr
	CodeIncomplete      = "TD-DOS-026" // something is missing that another statement calls for
	CodeExclusive       = "TD-DOS-027" // two statements that exclude each other
	CodeAmountTwice     = "TD-DOS-028" // the same amount stated twice in one document
	CodeCrVIAboveCr     = "TD-DOS-029" // warning: more Cr6+ than Cr
	CodeNotCarried      = "TD-DOS-030" // warning: an outlet pollutant that nothing it receives carries
	CodeNoEffect        = "TD-DOS-031" // warning: a statement without effect
	CodePermitNumber    = "TD-DOS-032" // warning: a permit number of another credit code
	CodeNotReceived     = "TD-DOS-033" // an amount for a line that the outlet does not receive
	CodePlaceDiffers    = "TD-DOS-034" // warning: project and discharger lie in different places
	CodeDataFile        = "TD-DOS-035" // a data file outside the folder, or not a plain path
	CodeColumn          = "TD-DOS-036" // what a column means, or its unit, is not understood
	CodeBasisTwice      = "TD-DOS-037" // two bases of one outlet for one period
	CodeChange          = "TD-DOS-038" // a change names nothing, or more than one thing
	CodeStart           = "TD-DOS-060" // building starts after the commissioning
	CodeNoProject       = "TD-DOS-061" // no project, which every result but an estimate begins with
)
