package factors

import (
	"errors"
	"fmt"
	"slices"

	"tidai/calc"
)

// part is an element of a formula with its count, "O3".
type part struct {
	element string
	count   int64
}

const maxFormula = 40 // bytes; no compound of a factor manual is longer

// MassShare is the share of an element in the mass of a compound, such as Cr
// in CrO3: n·A of the element divided by the sum of n·A. It is a derivation,
// so that the statuses of the atomic masses travel with it.
func (b *Book) MassShare(compound string, element calc.Pollutant) (calc.Step, error) {
	if element == calc.CrVI {
		return calc.Step{}, fmt.Errorf("%s: a formula does not say how much of the chromium is hexavalent", compound)
	}
	parts, err := parseFormula(compound)
	if err != nil {
		return calc.Step{}, err
	}
	i := slices.IndexFunc(parts, func(p part) bool { return p.element == string(element) })
	if i < 0 {
		return calc.Step{}, fmt.Errorf("%s holds no %s", compound, element)
	}
	terms := make([]calc.Step, len(parts))
	for i, p := range parts {
		mass, err := b.atomicMass(p.element)
		if err != nil {
			return calc.Step{}, fmt.Errorf("%s: no atomic mass of %s: %w", compound, p.element, err)
		}
		terms[i] = mass.Step("A(" + p.element + ")")
		if p.count > 1 {
			n := calc.Definition("n("+p.element+")", "atom-count", p.count)
			terms[i] = calc.Product("n·A("+p.element+")", "element-mass", calc.Clause{}, n, terms[i])
		}
	}
	whole := calc.Sum("M("+compound+")", "molar-mass", calc.Clause{}, terms...)
	share := calc.Quotient("w("+string(element)+")", "mass-share", calc.Clause{}, terms[i], whole)
	return share, share.Err()
}

// atomicMass finds an element's mass in the table of atomic masses; only what
// is not there is looked for in everything a user has added.
func (b *Book) atomicMass(element string) (Value, error) {
	q := Query{Kind: AtomicMass, Instrument: "atomic-masses", Substance: element}
	v, err := b.Find(q)
	if errors.Is(err, ErrNotTabulated) {
		q.Instrument = ""
		return b.Find(q)
	}
	return v, err
}

// parseFormula reads element symbols with counts: "PbSO4". Parentheses,
// charges and hydrates are refused; no factor here needs them.
func parseFormula(s string) ([]part, error) {
	if s == "" || len(s) > maxFormula {
		return nil, fmt.Errorf("%.40q is not a chemical formula", s)
	}
	var parts []part
	for i := 0; i < len(s); {
		start := i
		if s[i] < 'A' || s[i] > 'Z' {
			return nil, fmt.Errorf("%q is not a chemical formula of element symbols and counts, such as CrO3", s)
		}
		for i++; i < len(s) && s[i] >= 'a' && s[i] <= 'z'; i++ {
		}
		p := part{element: s[start:i], count: 1}
		if i < len(s) && s[i] >= '1' && s[i] <= '9' {
			for p.count = 0; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
				if p.count = p.count*10 + int64(s[i]-'0'); p.count > 999 {
					return nil, fmt.Errorf("%q: a count is too large", s)
				}
			}
		}
		if j := slices.IndexFunc(parts, func(q part) bool { return q.element == p.element }); j >= 0 {
			parts[j].count += p.count
			continue
		}
		parts = append(parts, p)
	}
	return parts, nil
}
