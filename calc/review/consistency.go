package review

import (
	"math/big"
	"slices"
	"strings"

	"tidai/calc"
	"tidai/calc/quantity"
)

// consistency checks the submitted figures against each other, whatever is
// computed: a table must add up by itself. Each printed figure may be off by
// half its last digit, and no more.
func (r *reviewer) consistency() {
	for _, n := range r.Plan.Needs {
		name := string(n.Pollutant)
		if n.Medium != "" {
			name += "/" + string(n.Medium)
		}
		if n.Medium == "" {
			r.adds("new/"+name, CodeSum, term{"new/" + name + "/water", 1}, term{"new/" + name + "/air", 1})
		}
		var outlets []term
		for _, a := range r.Plan.Result.Outlets {
			if a.Pollutant == n.Pollutant && a.Uncounted == (calc.Text{}) && (n.Medium == "" || n.Medium == a.Medium) &&
				a.Contribution.OK() {
				outlets = append(outlets, term{a.Target() + "/" + string(a.Pollutant) + "/counted", 1})
			}
		}
		r.adds("new/"+name, CodeSum, outlets...)
		if n.Medium == "" {
			site := []term{{"existing/" + name, 1}, {"new/" + name, 1}}
			if n.Own.OK() {
				site = append(site, term{"own/" + name, -1})
			}
			r.adds("whole/"+name, CodeImplied, site...)
		}
		if n.Own.OK() && n.Net.Sign() > 0 {
			r.adds("net/"+name, CodeImplied, term{"new/" + name, 1}, term{"own/" + name, -1})
		}
		r.adds("allocated/"+name, CodeSum, r.allocations(n.Pollutant, n.Medium)...)
		if n.Shortfall.OK() {
			r.adds("shortfall/"+name, CodeImplied, term{"demand/" + name, 1}, term{"allocated/" + name, -1})
		}
	}
	for _, s := range r.Plan.Result.Sources {
		for _, row := range s.Rows {
			name := "source:" + s.Source.ID + "/" + string(row.Pollutant) + "/" + string(row.Medium)
			if row.Before.OK() && row.After.OK() {
				r.adds(name+"/reduction", CodeImplied, term{name + "/before", 1}, term{name + "/after", -1})
			}
		}
	}
}

func (r *reviewer) allocations(p calc.Pollutant, m calc.Medium) []term {
	var out []term
	for _, a := range r.Plan.Allocations {
		if a.Pollutant == p && a.Medium == m {
			name := "allocation:" + a.Source + "/" + string(p)
			if m != "" {
				name += "/" + string(m)
			}
			out = append(out, term{name, 1})
		}
	}
	return out
}

// term is a submitted figure with its sign in a sum.
type term struct {
	target string
	sign   int64
}

// adds checks that the terms come to the whole, where all were submitted.
func (r *reviewer) adds(whole, code string, terms ...term) {
	total, ok := r.submitted(whole)
	if !ok || len(terms) == 0 || len(terms) == 1 && terms[0].target == whole {
		return
	}
	sum, room := new(big.Rat), halfOf(total, total.unit)
	var parts []string
	for _, t := range terms {
		n, ok := r.submitted(t.target)
		if !ok || !n.unit.Same(total.unit) {
			return
		}
		q, _ := quantity.New(n.value, n.unit).In(total.unit)
		sum.Add(sum, new(big.Rat).Mul(q.Rat(), new(big.Rat).SetInt64(t.sign)))
		room.Add(room, halfOf(n, total.unit))
		parts = append(parts, t.target)
	}
	off := new(big.Rat).Sub(total.value, sum)
	if new(big.Rat).Abs(off).Cmp(room) <= 0 {
		return
	}
	o := r.outcomes[r.seen[whole]]
	r.reportFigure(code, calc.Error, o.Submitted,
		calc.Textf("申报数字彼此不一致：%s = %s %s，而由 %s 得 %s，超出修约所能造成的差",
			"submitted figures disagree: %s = %s %s, while %s give %s, beyond what rounding can do",
			whole, o.Submitted.Written, o.Submitted.Unit, strings.Join(parts, ", "), quantity.Exact(sum)),
		calc.Text{ZH: "核对各表同一数的来源，使分项与合计一致",
			EN: "make parts and whole agree: check where each figure comes from"})
}

func halfOf(n number, u quantity.Unit) *big.Rat {
	i, _ := n.intervalIn(u)
	return new(big.Rat).Quo(i, big.NewRat(2, 1))
}

// submitted is the figure first submitted for a number.
func (r *reviewer) submitted(target string) (number, bool) {
	i := slices.IndexFunc(r.outcomes, func(o Outcome) bool { return o.Submitted.Target == target })
	if i < 0 {
		return number{}, false
	}
	n, err := readNumber(r.outcomes[i].Submitted)
	return n, err == nil
}
