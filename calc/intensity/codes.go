package intensity

// Codes of the findings this package reports.
const (
	CodeNoFactor     = "TD-INT-001" // factor id not carried
	CodeWrongKind    = "TD-INT-002" // factor does not fit the method
	CodeWrongTarget  = "TD-INT-003" // factor is for another pollutant or medium
	CodeTwice        = "TD-INT-004" // removal applied to an emission factor
	CodeNoRate       = "TD-INT-005" // removal without operation rate
	CodeNoEvidence   = "TD-INT-006" // efficiency stated without evidence
	CodeNotComputed  = "TD-INT-007" // could not be computed
	CodeCompound     = "TD-INT-008" // factor counts a compound, and none is stated, or the other way round
	CodeIndustry     = "TD-INT-009" // factor of another industry
	CodeDate         = "TD-INT-010" // factor not in force on the date of law
	CodeSample       = "TD-INT-011" // samples cannot be used as stated
	CodeLoad         = "TD-INT-012" // load of a sampling below the mean, or the comparison is not stated
	CodeAutomatic    = "TD-INT-013" // manual samples where automatic monitoring is prescribed
	CodeNotDetected  = "TD-INT-014" // samples below the detection limit, and how they count
	CodeRefused      = "TD-INT-015" // the specification shuts the method out: plausibility only
	CodeSplit        = "TD-INT-016" // a balance that does not say what goes into which medium
	CodeStream       = "TD-INT-017" // a stream or share of a balance without evidence
	CodeBalance      = "TD-INT-018" // a balance without input, or with more output than input
	CodeClosure      = "TD-INT-019" // closure error of a balance against measured discharges
	CodeAnalogy      = "TD-INT-020" // conditions of an analogy missing or not met
	CodeUnnamed      = "TD-INT-021" // the specification does not name the method for existing sources
	CodeCapture      = "TD-INT-022" // capture share without evidence, or of water
	CodeFugitive     = "TD-INT-023" // what is not captured leaves elsewhere
	CodeExperiment   = "TD-INT-024" // experiment method, which is not computed
	CodeAbnormal     = "TD-INT-025" // abnormal emission without evidence
	CodeNotMeasured  = "TD-INT-026" // an existing source accounted for without measurement
	CodeAbnormalOnly = "TD-INT-027" // abnormal emission stated: both parts shown
)
