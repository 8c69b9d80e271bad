package factors

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
	CodeAbsent    = "TD-FAC-008" // more than one of value, text, use and absent
	CodeDates     = "TD-FAC-009" // until lies before since
	CodeForce     = "TD-FAC-010" // value outside the instrument's force
	CodeOverlap   = "TD-FAC-011" // two values hold for one thing on one day
	CodeGap       = "TD-FAC-012" // a series is interrupted
	CodeStart     = "TD-FAC-013" // start of the series is not known (note)
	CodeReason    = "TD-FAC-014" // formula "none" without a reason
	CodeReference = "TD-FAC-015" // names an instrument or rule that does not exist
	CodeFile      = "TD-FAC-016" // file cannot be read
	CodeParameter = "TD-FAC-017" // parameter is not exactly one of figure, choice, date
	CodeExpansion = "TD-FAC-018" // pollutant beside pollutants, or process beside processes
	CodeActual    = "TD-FAC-019" // rule on actual emission that lacks a part
	CodeTerm      = "TD-FAC-020" // frequency that is not understood

	CodeConcentration    = "TD-FAC-021" // amounts of a row make a concentration no waste water has
	CodeTwoValues        = "TD-FAC-022" // two values of one key
	CodeReferenceProduct = "TD-FAC-023" // 1 or 1,000, as the reference product of a record
	// what replaces an instrument is not known, or begins on another day than it ends
	CodeSuccession = "TD-LAW-001"
	CodeInForce    = "TD-LAW-002" // an instrument ends before it begins, or a provision lies outside its force

	CodeConfirmedOther = "TD-FAC-030" // a figure that a person read differs from the one built in (note)
	CodeConfirmation   = "TD-FAC-031" // a confirmation without day, or of another status than text
	CodeBase           = "TD-FAC-032" // a capacity base whose name cannot be one
	CodeName           = "TD-FAC-050" // a code without a name in both languages
	CodeScopeEntry     = "TD-FAC-033" // entries on a class of which not exactly one holds
)
