package factors

import (
	"errors"
	"fmt"
	"slices"

	"tidai/calc"
)

// MonitoringRule is what a permit specification says about the actual
// emission of metals into one medium: chapter 9.
type MonitoringRule struct {
	ID            string
	Specification string
	Medium        calc.Medium

	Family    string      // "A", "B", "C", "D" (manual data); "" where the specification prints none
	Clause    calc.Clause // of the manual formula
	Borrowed  bool        // no formula of its own: HJ 942's is used
	Automatic calc.Clause // of the automatic formula
	Unit      string      // of the result as printed, "t/a", "kg/a"

	Outlets string // "main"; "permitted": every outlet that carries an amount; "all": every outlet
	// positions that count for metals: "workshop", "stack", "total"; none: metals into this medium are not counted
	Position []string
	Extra    []ExtraOutlet // main outlets the specification names beside these positions

	Gap        string // "missing-25", "capture-75", "" where none is printed
	GapBinds   bool   // printed for metals too; otherwise only "may be referred to"
	GapClause  calc.Clause
	Substitute string // "HJ 75", "HJ 356", "" : the text gaps are filled by
	HalfYear   bool   // previous half-year's mean where the unit is not at fault

	RequiresAutomatic []calc.Pollutant    // automatic monitoring required by the specification itself, of some industry
	RequiredWhere     []RequiredAutomatic // of which; see AutomaticRequired
	NotUsed           string              // required automatic data not used: "generation" (direct discharge), ""
	NoManual          string              // no valid manual data: "emission-or-generation", "generation", ""
	FallbackClause    calc.Clause
	Coefficients      string // where the specification prints coefficients of metals, "附录E"; "": it prints none

	ManualPrevails      bool   // over automatic data
	EnforcementPrevails string // "always", "lawful-method", "" where chapter 9 prints none
	LoadAtLeastMean     bool   // chapter 7: a sample is taken at no less than the mean load since the last one
	RejectLowLoad       bool   // samples at clearly lower load are not to be used (HJ 967 gas)
	TimeIs              string // "emission": emission time; "period": all days of the period (HJ 1036)

	Rolling string // "issue": 12 months rolling from the issue of the permit; "any": any 12 consecutive months
	Year    bool   // the natural year is reported too

	Status calc.Status
	Source string
	Note   calc.Text
	Local  bool
	At     calc.Position
}

// ExtraOutlet is a kind of main outlet that counts though its position does
// not.
type ExtraOutlet struct {
	Name       calc.Text
	Industries []string // empty: any
	Pollutants []calc.Pollutant
	Clause     calc.Clause
}

// RequiredAutomatic says of which industries a specification requires a metal
// to be monitored automatically.
type RequiredAutomatic struct {
	Pollutant  calc.Pollutant
	Industries []string // empty: any
	Clause     calc.Clause
}

// ManualFamily is the family to compute manual data by: the specification's
// own, or that of HJ 942-2018 式(12)、(16) where it prints none.
func (r MonitoringRule) ManualFamily() string {
	if r.Family == "" && r.Borrowed {
		return "A"
	}
	return r.Family
}

// AutomaticRequired returns the clause that requires automatic monitoring of
// a pollutant in an industry; ok is false where the specification leaves it to
// the permit and local orders. An industry that is not known matches all.
func (r MonitoringRule) AutomaticRequired(p calc.Pollutant, industry string) (calc.Clause, bool) {
	for _, x := range r.RequiredWhere {
		if x.Pollutant == p && (industry == "" || within(x.Industries, industry)) {
			return x.Clause, true
		}
	}
	return calc.Clause{}, false
}

// ErrNoMedium says that a specification was read and has nothing on the actual
// emission of metals into the medium.
var ErrNoMedium = errors.New("nothing on this medium")

// MonitoringRule returns what a specification says about the actual emission
// into a medium. For a specification the book has no rules of, or none named,
// it is that of HJ 942-2018 (1: it holds where a trade has none of its own);
// the rule's Specification says which it is. A specification that is silent on
// the medium alone is ErrNoMedium: HJ 942 does not take its place.
func (b *Book) MonitoringRule(specification string, medium calc.Medium) (MonitoringRule, error) {
	rules := b.read(specification).actual
	if specification == "" || len(rules) == 0 {
		specification, rules = general, b.read(general).actual
	}
	i := slices.IndexFunc(rules, func(r MonitoringRule) bool { return r.Medium == medium })
	if i < 0 {
		return MonitoringRule{}, fmt.Errorf("%s / %s: %w", specification, medium, ErrNoMedium)
	}
	r := rules[i]
	r.Position, r.RequiresAutomatic = slices.Clone(r.Position), slices.Clone(r.RequiresAutomatic)
	r.Extra, r.RequiredWhere = slices.Clone(r.Extra), slices.Clone(r.RequiredWhere)
	return r, nil
}
