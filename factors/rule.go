package factors

import (
	"errors"
	"slices"
	"strings"

	"tidai/calc"
)

// Why no rule is found.
var (
	ErrNoRule = errors.New("no rule applies")
)

// RuleQuery says for which outlet and pollutant a rule is wanted.
type RuleQuery struct {
	Specification string
	Industry      string
	Medium        calc.Medium
	Outlet        string // position
	Grade         string
	Pollutant     calc.Pollutant
	Process       string
	Stacks        []string // rows of the gas-volume table the outlet carries
	Centralised   bool     // the outlet belongs to a central treatment plant
	HasVolume     bool     // a benchmark volume is prescribed
}

// Rules lists a specification's rules in the order of its file; an empty
// specification lists all.
func (b *Book) Rules(specification string) []Rule {
	if specification != "" {
		return slices.Clone(b.read(specification).rules)
	}
	var out []Rule
	for _, c := range b.readKinds() {
		out = append(out, c.rules...)
	}
	return out
}

// RuleFor returns the one rule of a specification that says how the permitted
// emission of a pollutant at an outlet is computed. A rule for exactly the case asked
// for (the industry, a central treatment plant, no benchmark volume) goes
// before one that is silent on it.
func (b *Book) RuleFor(q RuleQuery) (Rule, error) {
	found := b.matching(q, func(r Rule) bool { return r.Formula != SpecialPeriod })
	found = prefer(found, func(r Rule) bool { return len(r.Industries) > 0 })
	found = prefer(found, func(r Rule) bool { return len(r.Processes) > 0 })
	found = prefer(found, func(r Rule) bool { return len(r.Stacks) > 0 })
	found = prefer(found, func(r Rule) bool { return r.Centralised })
	found = prefer(found, func(r Rule) bool { return r.WithoutVolume })
	return b.one(q, found)
}

// SpecialPeriodRule returns the rule for special periods; without one in the
// specification it is the general one of HJ 942-2018.
func (b *Book) SpecialPeriodRule(q RuleQuery) (Rule, error) {
	special := func(r Rule) bool { return r.Formula == SpecialPeriod }
	if found := b.matching(q, special); len(found) > 0 {
		return b.one(q, found)
	}
	q.Specification = general
	return b.one(q, b.matching(q, special))
}

const general = "HJ 942-2018" // the specification behind all others

func (b *Book) matching(q RuleQuery, also func(Rule) bool) []Rule {
	var out []Rule
	if q.Specification == "" {
		return nil
	}
	for _, r := range b.read(q.Specification).rules {
		if r.fits(q) && also(r) {
			out = append(out, r)
		}
	}
	return out
}

func (r Rule) fits(q RuleQuery) bool {
	return either(r.Medium, q.Medium) &&
		within(r.Industries, q.Industry) && within(r.Outlets, q.Outlet) && within(r.Grades, q.Grade) &&
		within(r.Pollutants, q.Pollutant) &&
		r.ofProcess(q.Process) && r.ofStack(q.Stacks) &&
		(!r.Centralised || q.Centralised) && (!r.WithoutVolume || !q.HasVolume)
}

func (r Rule) ofProcess(process string) bool {
	return len(r.Processes) == 0 || slices.ContainsFunc(r.Processes, func(p string) bool {
		return process == p || strings.HasPrefix(process, p+".")
	})
}

func (r Rule) ofStack(stacks []string) bool {
	return len(r.Stacks) == 0 || slices.ContainsFunc(stacks, func(s string) bool {
		return slices.Contains(r.Stacks,
			s)
	})
}

// within reports whether a rule's list admits what is asked for; an empty list
// admits everything.
func within[S comparable](list []S, x S) bool { return len(list) == 0 || slices.Contains(list, x) }

// prefer keeps the rules with the property, or all where none has it.
func prefer(rules []Rule, has func(Rule) bool) []Rule {
	if kept := slices.DeleteFunc(slices.Clone(rules), func(r Rule) bool { return !has(r) }); len(kept) > 0 {
		return kept
	}
	return rules
}

// one is the rule that applies, or why there is none or no single one.
func (b *Book) one(q RuleQuery, found []Rule) (Rule, error) {
	if len(found) == 1 {
		return found[0], nil
	}
	asked := b.describe(Query{Instrument: q.Specification, Industry: q.Industry, Process: q.Process,
		Pollutant: q.Pollutant, Medium: q.Medium, Outlet: q.Outlet})
	if q.Grade != "" {
		grade := calc.OutletGrades.Name(calc.OutletGrade(q.Grade))
		asked = calc.Textf("%s %s", "%s, %s", asked, grade)
	}
	e := &LookupError{Reason: ErrNoRule}
	switch {
	case len(found) > 1:
		var names []string
		for _, r := range found {
			names = append(names, r.ID)
		}
		e.Reason = ErrAmbiguous
		e.Message = calc.Textf("%s：有多条规则同时适用（%s）", "%s: more than one rule fits (%s)", asked,
			strings.Join(names, ", "))
	case len(b.Rules(q.Specification)) == 0:
		e.Message = calc.Textf("%s：没有该规范的规则", "%s: there are no rules of this specification", asked)
	default:
		e.Message = calc.Textf("%s：该规范对这一介质、排放口和类型没有规定",
			"%s: the specification says nothing for this medium, outlet and grade", asked)
	}
	return Rule{}, e
}
