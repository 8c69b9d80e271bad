package factors

import "tidai/calc"

// MonitoringRule is what a permit specification says about the actual
// emission of metals into one medium: chapter 9, and the frequencies of
// chapter 7.
type MonitoringRule struct {
	ID            string
	Specification string
	Medium        calc.Medium

	Family    string      // "A", "B", "C", "D" (manual data); "" where the specification prints none
	Clause    calc.Clause // of the manual formula
	Borrowed  bool        // no formula of its own: HJ 942's is used
	Automatic calc.Clause // of the automatic formula
	Unit      string      // of the result as printed, "t/a", "kg/a"

	Outlets  string   // "main", or "permitted": every outlet that carries an amount
	Position []string // positions that count for metals: "workshop", "stack", "total"

	Gap        string // "missing-25", "capture-75", "" where none is printed
	GapBinds   bool   // printed for metals too; otherwise only "may be referred to"
	GapClause  calc.Clause
	Substitute string // "HJ 75", "HJ 356", "" : the text gaps are filled by
	HalfYear   bool   // previous half-year's mean where the unit is not at fault

	RequiresAutomatic []calc.Pollutant // automatic monitoring required by the specification itself
	NotUsed           string           // required automatic data not used: "generation" (direct discharge), ""
	NoManual          string           // no valid manual data: "emission-or-generation", "generation", ""
	FallbackClause    calc.Clause

	ManualPrevails      bool   // over automatic data
	EnforcementPrevails string // "always", "lawful-method", "" where chapter 9 prints none
	RejectLowLoad       bool   // samples at clearly lower load are not to be used (HJ 967 gas)
	TimeIs              string // "emission": emission time; "period": all days of the period (HJ 1036)

	Rolling string // "issue": 12 months rolling from the issue of the permit; "any": any 12 consecutive months
	Year    bool   // the natural year is reported too

	Status calc.Status
	Source string
	Note   calc.Text
}
