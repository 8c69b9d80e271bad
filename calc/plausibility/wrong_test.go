package plausibility_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"tidai/calc/quantity"
)

// kind is one kind of slip: what a person typed wrongly or forgot.
type kind struct {
	name  string
	group string // what the goals count it as
	held  bool   // not looked at until all checks were made
	// make makes the slip in a right dossier. right are the tables whose lines
	// are the right place; nil where the dossier has nothing for such a slip.
	make func(s slip) (out material, right []*table)
}

// slip is a right dossier in which a slip is made.
type slip struct {
	*rand.Rand
	m material
}

// Groups of slips, as the goals name them.
const (
	powers  = "powers of ten, units, 万"
	missing = "missing outlets and metals"
	others  = "others"
	ranges  = "figures out of range" // with no second figure to name a factor by
)

// kinds are all of them.
var kinds = slices.Concat(amountKinds, factKinds)

// amountKinds were written before the checks; every second was held back until
// the end.
var amountKinds = []kind{
	{"before ×10", powers, false, scaled(before, 10, 1)},
	{"before ×100", powers, true, scaled(before, 100, 1)},
	{"before ×1000", powers, false, scaled(before, 1000, 1)},
	{"before ÷10", powers, true, scaled(before, 1, 10)},
	{"before ÷1000", powers, false, scaled(before, 1, 1000)},
	{"after ×10", powers, true, scaled(after, 10, 1)},
	{"after ÷10", powers, false, scaled(after, 1, 10)},
	{"after ÷1000", powers, true, scaled(after, 1, 1000)},
	{"EIA of the project ×10", powers, false, scaled(approved, 10, 1)},
	{"EIA of the project ÷100", powers, true, scaled(approved, 1, 100)},
	{"EIA of the project ÷1000", powers, false, scaled(approved, 1, 1000)},
	{"permit of an existing line ×100", powers, true, scaled(existing, 100, 1)},
	{"promise ÷1000", powers, false, scaled(promised, 1, 1000)},
	{"before: t for kg", powers, true, unit(before, "t/a")},
	{"before: g for kg", powers, false, unit(before, "g/a")},
	{"EIA of the project: t for kg", powers, true, unit(approved, "t/a")},
	{"EIA of the project: mg for kg", powers, false, unit(approved, "mg/a")},
	{"a whole permit in t", powers, true, wholePermit},
	{"before ×10000", powers, false, scaled(before, 10000, 1)},
	{"capacity of a source without 万", powers, true, capacity(ofSource, 1, 10000)},
	{"capacity of the project with 万 twice", powers, false, capacity(ofProject, 10000, 1)},
	{"capacity of the project without 万", powers, true, capacity(ofProject, 1, 10000)},
	{"capacity of a source ×10", powers, false, capacity(ofSource, 10, 1)},
	{"capacity of the project ÷10", powers, true, capacity(ofProject, 1, 10)},
	{"EIA by day for year", others, false, scaled(approved, 1, 365)},
	{"before by month for year", others, true, scaled(before, 1, 12)},

	{"all stacks of the project missing", missing, false, withoutOutlets("air", 0)},
	{"one stack of the project missing", missing, true, withoutOutlets("air", 1)},
	{"water outlet of the project missing", missing, false, withoutOutlets("water", 0)},
	{"two stacks of the project missing", missing, true, withoutOutlets("air", 2)},
	{"a metal of the project missing", missing, false, withoutMetal},
	{"a metal of an outlet missing", missing, true, withoutMetalAtOutlet},
	{"a metal the process does not know", others, false, foreignMetal},

	{"two metals swapped", others, true, swappedMetals},
	{"two outlets swapped", others, false, swappedOutlets},
	{"before and after swapped", others, true, swappedStates},
	{"amounts of another firm", others, false, otherFirm},
	{"Cr and Cr6+ swapped", others, true, swappedChromium},
	{"actual emission ×10", others, false, scaled(actual, 10, 1)},
	{"actual emission ×1000", others, true, scaled(actual, 1000, 1)},
	{"a source entered twice", others, false, twice},
	{"a prefecture as county", others, true, county(func(c string) string { return c[:4] + "00" })},
	{"a county that is none", others, false, county(func(c string) string { return c[:4] + "99" })},
	{"a permit number of 20 characters", others, true, permitNumber(func(n string) string { return n[:20] })},
	{"a permit number with a digit changed", others, false,
		permitNumber(func(n string) string { return n[:9] + string('0'+(n[9]-'0'+1)%10) + n[10:] })},
	{"a wrong row of the table", others, true, wrongProcess},
	{"special limits for new ones", others, false, class("new", "special")},
	{"new limits for special ones", others, true, class("special", "new")},
}

// pickTable takes one of the tables; nil where there is none.
func (s slip) pickTable(list []*table) *table {
	if len(list) == 0 {
		return nil
	}
	return list[s.IntN(len(list))]
}

// states lists the amounts that the sources count from, or what remains.
func states(m material, version, eia string) []*table {
	var out []*table
	for _, x := range m.all("[[source]]") {
		if id := x.get(version); id != "" && x.get("permit") != "" {
			permit := m.first("[[permit]]", "id", x.get("permit"))
			for _, v := range m.below(permit, "[[permit.version]]") {
				if v.get("id") == id {
					out = append(out, m.below(v, "[[permit.version.amount]]")...)
				}
			}
		}
		if id := x.get(eia); id != "" {
			out = append(out, m.below(m.first("[[eia]]", "id", id), "[[eia.amount]]")...)
		}
	}
	return out
}

func before(m material) []*table   { return states(m, "before", "eia_before") }
func after(m material) []*table    { return states(m, "after", "eia_after") }
func promised(m material) []*table { return m.all("[[promise]]") }
func actual(m material) []*table   { return m.all("[[source.actual]]") }

func ofProject(m material) []string {
	text := strings.Trim(m.first("[project]").get("lines"), "[]")
	var out []string
	for _, x := range strings.Split(text, ", ") {
		out = append(out, strings.Trim(x, `"`))
	}
	return out
}

func ofSource(m material) []string {
	var out []string
	for _, x := range m.all("[[source]]") {
		out = append(out, x.get("line"))
	}
	return out
}

func approved(m material) []*table {
	var out []*table
	for _, id := range ofProject(m) {
		for _, e := range m.all("[[eia]]", "lines", `["`+id+`"]`) {
			out = append(out, m.below(e, "[[eia.amount]]")...)
		}
	}
	return out
}

func existing(m material) []*table {
	var out []*table
	for _, p := range m.all("[[permit]]", "discharger", "A") {
		for _, v := range m.below(p, "[[permit.version]]") {
			out = append(out, m.below(v, "[[permit.version.amount]]")...)
		}
	}
	return out
}

// multiply changes the number of an amount or a capacity.
func multiply(t *table, name string, num, den int64) {
	number, rest, _ := strings.Cut(t.get(name), " ")
	x, err := quantity.ParseNumber(number)
	if err != nil {
		panic(err)
	}
	x.Mul(x, big.NewRat(num, den))
	t.set(name, quantity.Exact(quantity.RoundSignificant(x, 6))+" "+rest)
}

func scaled(of func(material) []*table, num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.pickTable(of(s.m))
		if t == nil {
			return nil, nil
		}
		multiply(t, "amount", num, den)
		return s.m, []*table{t}
	}
}

func unit(of func(material) []*table, unit string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		t := s.pickTable(of(s.m))
		if t == nil {
			return nil, nil
		}
		number, _, _ := strings.Cut(t.get("amount"), " ")
		t.set("amount", number+" "+unit)
		return s.m, []*table{t}
	}
}

func wholePermit(s slip) (material, []*table) {
	v := s.pickTable(s.m.all("[[permit.version]]", "id", "v1"))
	if v == nil {
		return nil, nil
	}
	list := s.m.below(v, "[[permit.version.amount]]")
	for _, t := range list {
		t.set("amount", strings.Replace(t.get("amount"), "kg", "t", 1))
	}
	return s.m, list
}

// capacity changes the capacity of a line of which documents state amounts.
func capacity(of func(material) []string, num, den int64) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		lines := of(s.m)
		id := lines[s.IntN(len(lines))]
		amounts := amountsOf(s.m, id)
		product := productOf(s.m, id)
		if len(amounts) == 0 {
			return nil, nil
		}
		multiply(product, "capacity", num, den)
		return s.m, append(amounts, product)
	}
}

func productOf(m material, line string) *table {
	return m.below(m.first("[[line]]", "id", line), "[[line.product]]")[0]
}

func amountsOf(m material, line string) []*table {
	var out []*table
	for _, head := range []string{"[[permit.version.amount]]", "[[eia.amount]]", "[[promise]]"} {
		for _, t := range m.all(head) {
			if strings.HasPrefix(t.get("outlet"), line+"-") {
				out = append(out, t)
			}
		}
	}
	return out
}

// withoutOutlets forgets n outlets of the project's lines, or all of a medium,
// with what documents state of them.
func withoutOutlets(medium string, n int) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		lines := ofProject(s.m)
		id := lines[s.IntN(len(lines))]
		receives := `["` + id + `"]`
		outlets := s.m.all("[[outlet]]", "medium", medium, "receives", receives)
		other := s.m.all("[[outlet]]", "receives", receives)
		if len(outlets) <= n || len(other) == len(outlets) {
			return nil, nil
		}
		if n > 0 {
			s.Shuffle(len(outlets), func(i, j int) { outlets[i], outlets[j] = outlets[j], outlets[i] })
			outlets = outlets[:n]
		}
		gone := slices.Clone(outlets)
		for _, o := range outlets {
			for _, t := range s.m {
				if t.get("outlet") == o.get("id") {
					gone = append(gone, t)
					gone = slices.Concat(gone, s.m.below(t, "[[intensity.sample]]"), s.m.below(t, "[[yearly.amount]]"),
						s.m.below(t, "[[yearly.output]]"))
				}
			}
		}
		return s.m.without(gone...), append(s.m.all("[[line]]", "id", id), productOf(s.m, id))
	}
}

func items(value string) []string {
	var out []string
	for _, x := range strings.Split(strings.Trim(value, "[]"), ", ") {
		out = append(out, strings.Trim(x, `"`))
	}
	return out
}

// withoutMetal forgets a metal of a smelter, as a product and at its outlets.
func withoutMetal(s slip) (material, []*table) {
	lines := ofProject(s.m)
	id := lines[s.IntN(len(lines))]
	if industry := s.m.first("[[line]]", "id", id).get("industry"); industry != "nonferrous-smelting" {
		return nil, nil
	}
	product := productOf(s.m, id)
	metals := items(product.get("pollutants"))
	gone := metals[s.IntN(len(metals))]
	var dropped []*table
	for _, t := range slices.Concat([]*table{product}, s.m.all("[[outlet]]", "receives", `["`+id+`"]`)) {
		left := slices.DeleteFunc(items(t.get("pollutants")), func(x string) bool { return x == gone })
		if len(left) == 0 {
			return nil, nil
		}
		t.set("pollutants", list(left))
	}
	for _, t := range amountsOf(s.m, id) {
		if t.get("pollutant") == gone {
			dropped = append(dropped, t)
		}
	}
	dropped = append(dropped, accounts(s.m, "line", id, gone)...)
	return s.m.without(dropped...), []*table{product, s.m.first("[[line]]", "id", id)}
}

// accounts lists the accounts of a metal with their samples.
func accounts(m material, key, id, metal string) []*table {
	var out []*table
	for _, t := range m.all("[[intensity]]", key, id, "pollutant", metal) {
		out = append(append(out, t), m.below(t, "[[intensity.sample]]")...)
	}
	return out
}

// withoutMetalAtOutlet forgets a metal of the product at one outlet only.
func withoutMetalAtOutlet(s slip) (material, []*table) {
	lines := ofProject(s.m)
	id := lines[s.IntN(len(lines))]
	o := s.pickTable(s.m.all("[[outlet]]", "receives", `["`+id+`"]`))
	metals := items(o.get("pollutants"))
	if len(metals) < 2 || slices.Contains(metals, "Cr6+") {
		return nil, nil
	}
	gone := metals[s.IntN(len(metals))]
	var dropped []*table
	for _, t := range amountsOf(s.m, id) {
		if t.get("outlet") == o.get("id") && t.get("pollutant") == gone {
			dropped = append(dropped, t)
		}
	}
	dropped = append(dropped, accounts(s.m, "outlet", o.get("id"), gone)...)
	o.set("pollutants", list(slices.DeleteFunc(metals, func(x string) bool { return x == gone })))
	return s.m.without(dropped...), []*table{o, productOf(s.m, id), s.m.first("[[line]]", "id", id)}
}

func foreignMetal(s slip) (material, []*table) {
	lines := ofProject(s.m)
	id := lines[s.IntN(len(lines))]
	metal := map[string]string{"electroplating": "As", "leather": "As", "lead-battery": "Hg", "chemicals": "Cr"}[s.m.
		first("[[line]]", "id", id).get("industry")]
	if metal == "" {
		return nil, nil
	}
	product := productOf(s.m, id)
	product.set("pollutants", list(append(items(product.get("pollutants")), metal)))
	o := s.m.first("[[outlet]]", "receives", `["`+id+`"]`, "medium", "water")
	o.set("pollutants", list(append(items(o.get("pollutants")), metal)))
	return s.m, []*table{product, o}
}

// swapped exchanges the amounts of two tables.
func swapped(a, b *table) {
	x, y := a.get("amount"), b.get("amount")
	a.set("amount", y)
	b.set("amount", x)
}

// pairs finds two amounts of one document that differ as asked.
func pairs(s slip, fit func(a, b *table) bool) (a, b *table) {
	list := before(s.m)
	s.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for _, a := range list {
		for _, b := range list {
			if a != b && a.get("amount") != b.get("amount") && near(s.m, a, b) && fit(a, b) {
				return a, b
			}
		}
	}
	return nil, nil
}

// near reports whether two amounts follow one another in the file, of one
// document and one plant.
func near(m material, a, b *table) bool {
	line := func(t *table) string { return t.get("outlet")[:4] }
	d := slices.Index(m, a) - slices.Index(m, b)
	return a.head == b.head && line(a) == line(b) && d > -12 && d < 12
}

func swappedMetals(s slip) (material, []*table) {
	a, b := pairs(s, func(a, b *table) bool {
		return a.get("outlet") == b.get("outlet") && a.get("pollutant") < b.get("pollutant") &&
			!strings.HasPrefix(a.get("pollutant"), "Cr")
	})
	if a == nil {
		return nil, nil
	}
	swapped(a, b)
	return s.m, []*table{a, b}
}

func swappedOutlets(s slip) (material, []*table) {
	a, b := pairs(s, func(a, b *table) bool {
		return a.get("outlet") != b.get("outlet") && a.get("pollutant") == b.get("pollutant")
	})
	if a == nil {
		return nil, nil
	}
	swapped(a, b)
	return s.m, []*table{a, b}
}

func swappedChromium(s slip) (material, []*table) {
	a, b := pairs(s, func(a, b *table) bool {
		return a.get("outlet") == b.get("outlet") && a.get("pollutant") == "Cr" && b.get("pollutant") == "Cr6+"
	})
	if a == nil {
		return nil, nil
	}
	swapped(a, b)
	return s.m, []*table{a, b}
}

func swappedStates(s slip) (material, []*table) {
	var list []*table
	for _, x := range s.m.all("[[source]]") {
		if x.get("after") != "" || x.get("eia_after") != "" {
			list = append(list, x)
		}
	}
	x := s.pickTable(list)
	if x == nil {
		return nil, nil
	}
	right := []*table{x}
	for _, id := range []string{x.get("eia_before"), x.get("eia_after")} {
		if id != "" {
			right = append(right, s.m.first("[[eia]]", "id", id))
		}
	}
	for _, k := range [][2]string{{"before", "after"}, {"eia_before", "eia_after"}} {
		if a, b := x.get(k[0]), x.get(k[1]); a != "" && b != "" {
			x.set(k[0], b)
			x.set(k[1], a)
		}
	}
	return s.m, right
}

// otherFirm copies the amounts of another plant of the same kind into a permit.
func otherFirm(s slip) (material, []*table) {
	v := s.pickTable(s.m.all("[[permit.version]]", "id", "v1"))
	w := s.pickTable(s.m.all("[[permit.version]]", "id", "v1"))
	if v == nil || v == w {
		return nil, nil
	}
	mine, theirs := s.m.below(v, "[[permit.version.amount]]"), s.m.below(w, "[[permit.version.amount]]")
	if len(mine) != len(theirs) {
		return nil, nil
	}
	for i := range mine {
		if mine[i].get("pollutant") != theirs[i].get("pollutant") {
			return nil, nil
		}
		mine[i].set("amount", theirs[i].get("amount"))
	}
	return s.m, append(mine, v)
}

// twice enters a source with its line, outlets and permit a second time.
func twice(s slip) (material, []*table) {
	x := s.pickTable(s.m.all("[[source]]", "basis", "closure"))
	if x == nil {
		return nil, nil
	}
	id := x.get("line")
	var more material
	for _, t := range s.m {
		of := strings.HasPrefix(t.get("outlet"), id) || strings.HasPrefix(t.get("id"), id) || t == x ||
			t == productOf(s.m, id)
		if p := s.m.first("[[permit]]", "id", id+"-P"); slices.Contains(s.m.below(p, "[[permit.version]]"), t) {
			of = true
		}
		if of && t.head != "[[source.actual]]" {
			more = append(more, t)
		}
	}
	more = more.clone()
	for _, t := range more {
		for i := range t.keys {
			t.keys[i].value = strings.ReplaceAll(t.keys[i].value, id, id+"x")
		}
	}
	return append(s.m, more...), append(more, x)
}

func county(change func(string) string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		d := s.pickTable(s.m.all("[[discharger]]"))
		d.set("county", change(d.get("county")))
		return s.m, []*table{d, s.m.first("[project]")}
	}
}

func permitNumber(change func(string) string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		p := s.pickTable(s.m.all("[[permit]]"))
		if p == nil {
			return nil, nil
		}
		p.set("number", change(p.get("number")))
		return s.m, []*table{p}
	}
}

// wrongProcess takes the next row of the same table of the specification.
func wrongProcess(s slip) (material, []*table) {
	next := map[string]string{"single-layer": "multilayer", "multilayer": "single-layer",
		"raw-finished": "raw-wetblue", "raw-wetblue": "raw-finished", "plates+assembly": "assembly",
		"assembly": "plates+assembly", "plates": "assembly"}
	lines := ofSource(s.m)
	id := lines[s.IntN(len(lines))]
	product := productOf(s.m, id)
	if next[product.get("process")] == "" || product.get("hide") != "" {
		return nil, nil
	}
	product.set("process", next[product.get("process")])
	return s.m, append(amountsOf(s.m, id), product)
}

func class(from, to string) func(slip) (material, []*table) {
	return func(s slip) (material, []*table) {
		lines := ofProject(s.m)
		id := lines[s.IntN(len(lines))]
		outlets := s.m.all("[[outlet]]", "receives", `["`+id+`"]`, "limit_class", from)
		if len(outlets) == 0 || len(amountsOf(s.m, id)) == 0 {
			return nil, nil
		}
		for _, o := range outlets {
			o.set("limit_class", to)
			if to == "special" {
				o.set("limit_order", "示例通告〔2020〕1号")
				o.set("limit_since", "=2020-07-01")
			} else {
				o.remove("limit_order")
				o.remove("limit_since")
			}
		}
		return s.m, append(amountsOf(s.m, id), outlets...)
	}
}
