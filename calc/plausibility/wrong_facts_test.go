package plausibility_test

import (
	"slices"
	"strings"
)

// factKinds are slips in the facts beside the amounts. They were written before
// the bounds of their checks were measured; every second was held back.
var factKinds = []kind{
	{"a year's amount ×10", powers, false, scaled(lastYears, 10, 1)},
	{"a year's amount in g", powers, true, unit(lastYears, "g")},
	{"a year's amount ÷100", powers, false, scaled(lastYears, 1, 100)},
	{"a year's amount doubled", others, true, scaled(lastYears, 2, 1)},
	{"a year copied", others, false, copiedYear},
	{"output of a year zero", others, true, zero("[[yearly.output]]")},
	{"amount of a year zero", others, false, zero("[[yearly.amount]]")},
	{"concentration in µg for mg", powers, true, field("[[yearly.amount]]", "concentration", 1000, 1)},
	{"waste water of a year ×10", powers, false, waterOfYear(10, 1)},
	{"waste water of a year without 万", powers, true, waterOfYear(1, 10000)},
	{"dust of a year ÷1000", ranges, false, field("[[yearly]]", "dust", 1, 1000)},
	{"output of a year ×10", powers, true, outputOfYear(10, 1)},
	{"capacity of an EIA ×10", powers, false, statedCapacity("[[eia.capacity]]", 10, 1)},
	{"capacity of a permit without 万", powers, true, statedCapacity("[[permit.version.capacity]]", 1, 10000)},
	{"gas velocity ×10", ranges, false, field("[[outlet]]", "velocity", 10, 1)},
	{"gas flow by minute for hour", ranges, true, field("[[outlet]]", "stack_flow", 1, 60)},
	{"hours of a year ×10", ranges, false, field("[[intensity]]", "time", 10, 1)},
	{"days of a year as hours", ranges, true, func(s slip) (material, []*table) {
		return set(s, "[[intensity]]", "time", "300 h/a")
	}},
	{"inlet in µg for mg", ranges, false, field("[[intensity]]", "inlet", 1000, 1)},
	{"treated water ÷100", ranges, true, field("[[intensity]]", "treated", 1, 100)},
	{"a sample in µg for mg", ranges, false, field("[[intensity.sample]]", "concentration", 1000, 1)},
	{"a permit's unit changed, the figure right", others, true, otherUnit},
	{"half of a permit's metals missing after", missing, false, halfGone},
	{"a closing without its document", others, true, without("[[source]]", "closed_evidence")},
	{"a cancellation without its document", others, false, without("[[permit]]", "cancelled_evidence")},
	{"capacity of a line without documents, 万 twice", ranges, true, undocumented(10000, 1)},
}

func (s slip) having(head, key string) *table {
	list := s.m.all(head)
	return s.pickTable(slices.DeleteFunc(list, func(t *table) bool { return t.get(key) == "" }))
}

// field multiplies one figure of a table.
func field(head, key string, num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.having(head, key)
		if t == nil {
			return nil, nil
		}
		multiply(t, key, num, den)
		return s.m, append(s.m.below(t, "[[yearly.amount]]"), append(s.m.below(t, "[[intensity.sample]]"), t)...)
	}
}

func set(s slip, head, key, value string) (material, []*table) {
	t := s.having(head, key)
	if t == nil {
		return nil, nil
	}
	t.set(key, value)
	return s.m, []*table{t}
}

func without(head, key string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.having(head, key)
		if t == nil {
			return nil, nil
		}
		t.remove(key)
		return s.m, append(s.m.all("[[source]]"), t)
	}
}

// lastYears are the amounts of the last year of each outlet.
func lastYears(m material) []*table {
	var out []*table
	for _, y := range m.all("[[yearly]]", "year", "2025") {
		out = append(out, m.below(y, "[[yearly.amount]]")...)
	}
	return out
}

func copiedYear(s slip) (material, []*table) {
	y := s.pickTable(s.m.all("[[yearly]]", "year", "2025"))
	if y == nil {
		return nil, nil
	}
	last := s.m.first("[[yearly]]", "year", "2024", "outlet", y.get("outlet"))
	mine, theirs := s.m.below(y, "[[yearly.amount]]"), s.m.below(last, "[[yearly.amount]]")
	for i := range mine {
		mine[i].set("amount", theirs[i].get("amount"))
	}
	return s.m, append(mine, y)
}

// zero makes the output, or every amount, of a year none.
func zero(head string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		y := s.pickTable(s.m.all("[[yearly]]"))
		if y == nil {
			return nil, nil
		}
		for _, t := range s.m.below(y, head) {
			_, unit, _ := strings.Cut(t.get("amount"), " ")
			t.set("amount", "0 "+unit)
		}
		return s.m, slices.Concat([]*table{y}, s.m.below(y, "[[yearly.amount]]"), s.m.below(y, "[[yearly.output]]"))
	}
}

func waterOfYear(num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		y := s.having("[[yearly]]", "water_taken")
		if y == nil {
			return nil, nil
		}
		multiply(y, "volume", num, den)
		return s.m, append(s.m.below(y, "[[yearly.amount]]"), y)
	}
}

func outputOfYear(num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.having("[[yearly.output]]", "amount")
		if t == nil {
			return nil, nil
		}
		multiply(t, "amount", num, den)
		return s.m, []*table{t}
	}
}

func statedCapacity(head string, num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.having(head, "capacity")
		if t == nil {
			return nil, nil
		}
		multiply(t, "capacity", num, den)
		return s.m, []*table{t, productOf(s.m, t.get("line"))}
	}
}

// otherUnit writes a figure of the second version in g.
func otherUnit(s slip) (material, []*table) {
	t := s.pickTable(after(s.m))
	if t == nil || t.head != "[[permit.version.amount]]" {
		return nil, nil
	}
	multiply(t, "amount", 1000, 1)
	t.set("amount", strings.Replace(t.get("amount"), "kg", "g", 1))
	return s.m, []*table{t}
}

// halfGone forgets half of what the second version of a permit lists.
func halfGone(s slip) (material, []*table) {
	v := s.pickTable(s.m.all("[[permit.version]]", "id", "v2"))
	if v == nil {
		return nil, nil
	}
	rows := s.m.below(v, "[[permit.version.amount]]")
	if len(rows) < 2 || slices.ContainsFunc(rows, func(t *table) bool { return t.get("pollutant") == "Cr6+" }) {
		return nil, nil
	}
	return s.m.without(rows[:(len(rows)+1)/2]...), append(s.m.all("[[source]]"), append(rows, v)...)
}

// undocumented mistypes the capacity of a project line of which no document
// states an amount.
func undocumented(num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		for _, id := range ofProject(s.m) {
			if len(amountsOf(s.m, id)) == 0 {
				multiply(productOf(s.m, id), "capacity", num, den)
				return s.m, []*table{productOf(s.m, id)}
			}
		}
		return nil, nil
	}
}
