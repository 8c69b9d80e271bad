package plausibility_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/permit"
	"tidai/calc/quantity"
	"tidai/factors"
)

// counties are some of the counties of four cities (GB/T 2260).
var counties = map[string][]string{"220100": {"220102", "220105", "220182"}, "220200": {"220203", "220204", "220281"},
	"220300": {"220302", "220382"}, "220500": {"220502", "220523"}, "222400": {"222401", "222406"}}

var cities = []string{"220100", "220200", "220300", "220500", "222400"}

// maker makes right dossiers: what documents state follows from the formulas of
// the specifications, as the authors of the documents followed them, or lies
// below, as an approval or a promise may.
type maker struct {
	*rand.Rand
	aside  *rand.Rand // of the facts beside the amounts
	book   *factors.Book
	policy factors.Policy
	m      material
	plain  *dossier.Dossier // lines and outlets, for the formulas
	firms  int
	plants []plant
}

// plant is one line with its outlets.
type plant struct {
	route
	firm, line string
	outlets    []string // ids, water first
	class      string   // of limits
	management string
	project    bool
}

// right makes the right dossier of a seed.
func right(book *factors.Book, seed uint64) material {
	policy, _ := book.Policy("jilin-2022-12")
	g := &maker{Rand: rand.New(rand.NewPCG(seed, 19)), aside: rand.New(rand.NewPCG(seed, 41)), book: book,
		policy: policy}
	g.m.add("", "schema", "tidai/dossier/1", "policy", "jilin-2022-12", "date", "=2026-03-31")
	main := routes[g.IntN(len(routes))]
	project := g.m.add("[project]", "name", "示例项目", "kind", pick(g, "new", "expanded"))
	a := g.firm("key")
	lines := []plant{g.plant(a, main, true)}
	if g.IntN(4) == 0 {
		lines = append(lines, g.plant(a, main, true))
	}
	g.describe(project, lines)
	if g.IntN(3) == 0 {
		g.plant(a, main, false)
	}
	sources := 1 + g.IntN(6)
	for i := range sources {
		r := main
		if g.IntN(3) == 0 {
			r = routes[g.IntN(len(routes))]
		}
		management := "key"
		if i%3 == 2 {
			management = "none"
		}
		g.plant(g.firm(management), r, false)
	}
	g.plain, _, _ = g.m.read()
	for _, p := range g.plants {
		g.documents(p, a)
	}
	return g.m
}

func pick[T any](g *maker, list ...T) T { return list[g.IntN(len(list))] }

// firm adds a discharger and returns its id.
func (g *maker) firm(management string) string {
	id := string(rune('A' + g.firms))
	city := pick(g, cities...)
	county := pick(g, counties[city]...)
	code := fmt.Sprintf("91%sMA0T%05d", county, g.firms*137+g.IntN(90))
	check, err := dossier.CreditCodeCheck(code)
	if err != nil {
		panic(err)
	}
	g.firms++
	g.m.add("[[discharger]]", "id", id, "name", "示例"+id+"有限公司", "credit_code", code+string(check), "city", city,
		"county", county, "management", management)
	return id
}

// describe completes the project's table.
func (g *maker) describe(project *table, lines []plant) {
	ids := ""
	for i, l := range lines {
		if i > 0 {
			ids += ", "
		}
		ids += `"` + l.line + `"`
	}
	firm := g.m.first("[[discharger]]", "id", lines[0].firm)
	project.set("discharger", lines[0].firm)
	project.set("lines", "=["+ids+"]")
	project.set("commissioning", "=2027-10-01")
	project.set("city", firm.get("city"))
	project.set("county", firm.get("county"))
}

// plant adds a line with the outlets that its specification tabulates.
func (g *maker) plant(firm string, r route, project bool) plant {
	p := plant{route: r, firm: firm, line: fmt.Sprintf("%s-L%d", firm, len(g.plants)+1), project: project,
		class: pick(g, "new", "new", "special"), management: g.m.first("[[discharger]]", "id", firm).get("management")}
	line := g.m.add("[[line]]", "id", p.line, "discharger", firm, "name", "生产线"+p.line,
		"gbt4754", r.class, "industry", r.industry, "specification", r.spec)
	for i := 0; i < len(r.facts); i += 2 {
		line.set(r.facts[i], r.facts[i+1])
	}
	capacity := (r.low + g.IntN(r.high-r.low+1)) * r.step
	if g.IntN(2) == 0 { // as many small ones as large ones
		capacity = (r.low + g.IntN(max(1, (r.high-r.low)/8))) * r.step
	}
	product := g.m.add("[[line.product]]", "id", "p", "name", "产品", "process", r.process, "capacity",
		strconv.Itoa(capacity)+" "+r.unit, "pollutants", list(r.metals()))
	if r.hide != "" {
		product.set("hide", r.hide)
	}
	g.outlets(&p)
	g.plants = append(g.plants, p)
	return p
}

// metals are those of the product: in water, in gas, and further ones.
func (r route) metals() []string {
	out := slices.Clone(r.water)
	for _, x := range slices.Concat(r.air, r.all) {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func list(items []string) string {
	out := "=["
	for i, x := range items {
		if i > 0 {
			out += ", "
		}
		out += strconv.Quote(x)
	}
	return out + "]"
}

func (g *maker) outlets(p *plant) {
	add := func(n int, medium, position, letters string, metals []string, stacks ...string) {
		id := fmt.Sprintf("%s-%s%d", p.line, letters, n)
		o := g.m.add("[[outlet]]", "id", id, "code", fmt.Sprintf("%s%03d", letters, len(g.plants)*10+n), "discharger",
			p.firm, "medium", medium, "position", position, "grade", "main", "receives", list([]string{p.line}),
			"limit_class", p.class)
		if p.class == "special" {
			o.set("limit_order", "示例通告〔2020〕1号")
			o.set("limit_since", "=2020-07-01")
		}
		if p.standard != "" {
			o.set("standard", p.standard)
		}
		if len(stacks) > 0 && stacks[0] != "" {
			o.set("stacks", list(stacks))
		}
		if len(metals) > 0 {
			o.set("pollutants", list(metals))
		}
		if medium == "air" {
			g.stack(o)
		}
		p.outlets = append(p.outlets, id)
	}
	add(1, "water", "workshop", "DW", union(p.water, p.all))
	stacks := p.stacks
	if len(stacks) > 1 && g.IntN(5) == 0 { // two of the stacks are merged
		add(1, "air", "stack", "DA", p.air, stacks[:2]...)
		stacks = stacks[2:]
	}
	for i, s := range stacks {
		add(i+2, "air", "stack", "DA", p.air, s)
	}
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// amount is one row of a document.
type amount struct {
	outlet, metal string
	value         *big.Rat // kg/a
	limit, volume *big.Rat // mg/L or mg/Nm3, and m3/a or Nm3/a, of the formula; nil where it has none
}

// formula lists what the specification permits the plant under a class of
// limits, by the first outlet of what is counted together.
func (g *maker) formula(p plant, class string) []amount {
	d := *g.plain
	d.Outlets = slices.Clone(d.Outlets)
	for i := range d.Outlets {
		d.Outlets[i].LimitClass = calc.LimitClass(class)
	}
	all, _ := permit.Assess(permit.Input{Dossier: &d, Book: g.book, Policy: g.policy, On: d.Date,
		Lines: []string{p.line}})
	var out []amount
	for _, a := range all {
		if len(a.Candidates) == 0 || a.Candidates[0].Method != permit.ByFormula || !a.Candidates[0].Amount.OK() {
			continue
		}
		value, err := a.Candidates[0].Amount.Value().In(quantity.KgPerYear)
		if err == nil && value.Sign() > 0 {
			x := amount{outlet: a.Outlets[0].ID, metal: string(a.Pollutant), value: value.Rat()}
			if len(a.Outlets) > 1 { // counted together: the volume is that of all
				out = append(out, x)
				continue
			}
			x.limit = inFormula(a.Candidates[0].Amount, "limit", "mg/L", "mg/Nm3")
			x.volume = inFormula(a.Candidates[0].Amount, "benchmark-discharge", "m3/a", "Nm3/a")
			out = append(out, x)
		}
	}
	return out
}

// times are the amounts times a share, as documents print them.
func times(list []amount, share float64) []amount {
	out := slices.Clone(list)
	for i := range out {
		x := new(big.Rat).Mul(out[i].value, new(big.Rat).SetFloat64(share))
		out[i].value = quantity.RoundSignificant(x, 4)
	}
	return out
}

func (g *maker) write(head string, list []amount) {
	for _, a := range list {
		g.m.add(head, "outlet", a.outlet, "pollutant", a.metal, "amount", quantity.Exact(a.value)+" kg/a")
	}
}

// share is how far below the formula a document stays: most permits state the
// formula, others what their approval asks for.
func (g *maker) share() float64 {
	if g.IntN(3) > 0 {
		return 1
	}
	return 0.3 + 0.7*g.Float64()
}

// documents adds what documents state of a plant, and the source it may be.
func (g *maker) documents(p plant, applicant string) {
	amounts := g.formula(p, p.class)
	switch {
	case len(amounts) == 0: // no limit is known: no document can be invented
	case p.project:
		if g.IntN(2) == 0 {
			g.eia(p, "E1", "=2025-06-10", times(amounts, 0.3+0.7*g.Float64()))
			g.account(p, amounts)
		} else if p.industry == "electroplating" {
			g.account(p, amounts)
		}
		if g.IntN(6) == 0 {
			for _, a := range times(amounts, 0.6+0.4*g.Float64()) {
				g.m.add("[[promise]]", "outlet", a.outlet, "pollutant", a.metal, "amount",
					quantity.Exact(a.value)+" kg/a", "document", "示例承诺书", "date", "=2026-01-10")
			}
		}
	case p.firm == applicant:
		g.permit(p, times(amounts, g.share()), nil)
	case p.management == "none":
		before := times(amounts, g.share())
		g.eia(p, "E1", "=2014-05-10", before)
		g.eia(p, "E2", "=2025-06-10", times(before, 0.2+0.6*g.Float64()))
		g.source(p, "eia-difference", before)
	case g.IntN(2) == 0:
		before := times(amounts, g.share())
		g.permit(p, before, nil)
		g.source(p, "closure", before)
	default:
		before := times(amounts, g.share())
		after := times(before, 0.2+0.6*g.Float64())
		if special := g.formula(p, "special"); p.class == "new" && len(special) == len(amounts) && g.IntN(2) == 0 {
			before, after = times(amounts, 1), times(special, 1)
		}
		g.permit(p, before, after)
		g.source(p, "permit-difference", before)
	}
}

func (g *maker) eia(p plant, id, date string, list []amount) {
	g.m.add("[[eia]]", "id", p.line+"-"+id, "number", "示例环审"+p.line+id, "discharger", p.firm, "kind", "approval",
		"date", date, "lines", fmt.Sprintf("=[%q]", p.line))
	g.write("[[eia.amount]]", list)
	g.capacity("[[eia.capacity]]", p)
}

func (g *maker) permit(p plant, before, after []amount) {
	code := g.m.first("[[discharger]]", "id", p.firm).get("credit_code")
	t := g.m.add("[[permit]]", "id", p.line+"-P", "number", code+"001P", "discharger", p.firm)
	if after == nil {
		t.set("cancelled", "=2026-02-20")
		t.set("cancelled_evidence", "示例注销决定")
	}
	g.m.add("[[permit.version]]", "id", "v1", "valid_from", "=2023-04-01", "valid_to", "=2028-03-31")
	g.write("[[permit.version.amount]]", before)
	g.capacity("[[permit.version.capacity]]", p)
	if after != nil {
		g.m.add("[[permit.version]]", "id", "v2", "valid_from", "=2026-08-01", "valid_to", "=2028-03-31")
		g.write("[[permit.version.amount]]", after)
	}
	g.years(p, before)
}

func (g *maker) source(p plant, basis string, before []amount) {
	t := g.m.add("[[source]]", "id", "S-"+p.line, "line", p.line, "basis", basis, "measure", `=["process-upgrade"]`,
		"responsible", "示例单位", "deadline", "=2026-07-31", "evidence", `=["示例证明"]`, "city_opinion", "示例函1号")
	switch basis {
	case "closure":
		t.set("permit", p.line+"-P")
		t.set("before", "v1")
		t.set("closed", "=2026-01-31")
		t.set("closed_evidence", "示例关停文件")
	case "permit-difference":
		t.set("permit", p.line+"-P")
		t.set("before", "v1")
		t.set("after", "v2")
	default:
		t.set("eia_before", p.line+"-E1")
		t.set("eia_after", p.line+"-E2")
		return
	}
	if g.IntN(3) > 0 {
		g.write("[[source.actual]]", times(before, 0.3+0.6*g.Float64()))
	}
}
