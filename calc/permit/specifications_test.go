package permit

import (
	"errors"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

func has1(text string) dossier.Stated {
	return dossier.Stated{Amount: quantity.Must(text), Set: true, At: calc.Position{File: "t", Line: 1}}
}

// plant is one line of one product at the given outlets.
type plant struct {
	spec, process, capacity string
	pollutants              []calc.Pollutant
	outlets                 []dossier.Outlet
	actual                  []dossier.Ceiling
	side                    []SideAmount
	monitored               []LastYear
	unitVolume, hide        string
	industry                string
	choices                 map[string]string // policy parameters
}

func water(class calc.LimitClass) dossier.Outlet {
	return dossier.Outlet{ID: "DW001", Medium: calc.Water, Position: calc.Workshop, Grade: calc.MainOutlet,
		LimitClass: class,
		Receives:   []dossier.Feed{{Line: "L"}}, Discharger: "D"}
}

func stack(id string, class calc.LimitClass, stacks ...string) dossier.Outlet {
	return dossier.Outlet{ID: id, Medium: calc.Air, Position: calc.Stack, Grade: calc.MainOutlet, LimitClass: class,
		Receives: []dossier.Feed{{Line: "L"}}, Discharger: "D", Stacks: stacks}
}

func (p plant) assess(t *testing.T) ([]Assessment, []calc.Finding) {
	t.Helper()
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy("jilin-2022-12")
	policy.Parameters = append([]factors.Parameter{}, policy.Parameters...)
	for i, x := range policy.Parameters {
		if choice, ok := p.choices[x.ID]; ok {
			policy.Parameters[i].Choice = choice
		}
	}
	product := dossier.Product{ID: "p", Process: p.process, Hide: p.hide, Pollutants: p.pollutants,
		Capacity: has1(p.capacity)}
	if p.unitVolume != "" {
		product.UnitVolume = has1(p.unitVolume)
	}
	d := &dossier.Dossier{Date: calc.MustDate("2026-03-31"), Outlets: p.outlets, Actuals: p.actual,
		Dischargers: []dossier.Discharger{{ID: "D", Management: calc.KeyManagement}},
		Lines: []dossier.Line{{ID: "L", Discharger: "D", Industry: p.industry, Specification: p.spec,
			Products: []dossier.Product{product}}}}
	return Assess(Input{Dossier: d, Book: book, Policy: policy, On: d.Date, Lines: []string{"L"}, Side: p.side,
		Monitored: p.monitored})
}

const (
	pb, hg, cd, cr, as, cr6 = calc.Lead, calc.Mercury, calc.Cadmium, calc.Chromium, calc.Arsenic, calc.CrVI
)

func metals(m ...calc.Pollutant) []calc.Pollutant { return m }

// Worked values of every specification, by hand from its tables. A value that
// rests on a limit recalled from memory is firm as arithmetic only; its
// derivation must say so.
func TestEverySpecification(t *testing.T) {
	leadStacks := []dossier.Outlet{stack("DA001", "new", "acid-plant"), stack("DA002", "new", "desulphurisation"),
		stack("DA003", "new", "hood")}
	zincStacks := []dossier.Outlet{stack("DA001", "new", "acid-plant"), stack("DA002", "new", "kiln")}
	perOutlet := map[string]string{"lead_zinc_cap": "per-outlet"}
	literal := map[string]string{"leather_special_volume": "literal"}
	cases := []struct {
		name, target, want string
		p                  calc.Pollutant
		plant              plant
	}{
		// Σ 8 × 29 000 × 10^5 = 23.2 t, capped at 31.53 × 10^5 g
		{"863.1 lead 100 kt, Pb air", "DA001+DA002+DA003", "3153 kg/a", pb, plant{spec: "HJ 863.1-2017",
			process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb, hg), outlets: leadStacks}},
		// 0.05 × 29 000 × 10^5 = 145 kg, capped at 0.124 × 10^5 g
		{"863.1 lead 100 kt, Hg air", "DA001+DA002+DA003", "12.4 kg/a", hg, plant{spec: "HJ 863.1-2017",
			process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb, hg), outlets: leadStacks}},
		// workshop volume 2 m3/t, not the total outlet's 8: 0.5 × 2 × 10^5 g
		{"863.1 lead 100 kt, Pb water", "DW001", "100 kg/a", pb, plant{spec: "HJ 863.1-2017", process: "lead",
			capacity: "100000 t 产品/a", pollutants: metals(pb), outlets: []dossier.Outlet{water("new")}}},
		{"863.1 special limits: 0.2 × 2 × 10^5", "DW001", "40 kg/a", pb, plant{spec: "HJ 863.1-2017", process: "lead",
			capacity: "100000 t 产品/a", pollutants: metals(pb), outlets: []dossier.Outlet{water("special")}}},
		// reading 6, hydro zinc Hg: 0.05 × (5000 + 5000) = 0.50 g/t against 0.385
		{"863.1 hydro zinc Hg, sum", "DA001+DA002", "38.5 kg/a", hg, plant{spec: "HJ 863.1-2017", process: "zinc-hydro",
			capacity: "100000 t 产品/a", pollutants: metals(hg), outlets: zincStacks}},
		{"863.1 hydro zinc Hg, per outlet: 0.25 < 0.385", "DA001+DA002", "50 kg/a", hg, plant{spec: "HJ 863.1-2017",
			process: "zinc-hydro", capacity: "100000 t 产品/a", pollutants: metals(hg), outlets: zincStacks,
			choices: perOutlet}},
		{"863.1 lead Pb, per outlet: 8 × 20 000 mg alone exceeds 31.53 g", "DA001+DA002+DA003", "3153 kg/a", pb,
			plant{spec: "HJ 863.1-2017", process: "lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
				outlets: leadStacks, choices: perOutlet}},
		// merged stacks add up: 0.4 × 16 500 × 4·10^5 mg
		{"863.3 copper 400 kt, As air, merged", "DA001", "2640 kg/a", as, plant{spec: "HJ 863.3-2017",
			process: "copper", capacity: "400000 t 产品/a", pollutants: metals(as),
			outlets: []dossier.Outlet{stack("DA001", "new", "acid-plant", "anode-furnace", "hood")}}},
		{"863.3 copper, Cd water: 0.1 × 2 × 4·10^5 g", "DW001", "80 kg/a", cd, plant{spec: "HJ 863.3-2017",
			process: "copper", capacity: "400000 t 产品/a", pollutants: metals(cd),
			outlets: []dossier.Outlet{water("new")}}},
		{"934 nickel 10 kt, Pb water: 0.5 × 2 × 10^4 g", "DW001", "10 kg/a", pb, plant{spec: "HJ 934-2017",
			process: "nickel", capacity: "10000 t 产品/a", pollutants: metals(pb),
			outlets: []dossier.Outlet{water("new")}}},
		{"936 tin 10 kt, Pb air, reduction: 2 × 10 000 × 10^4 mg", "DA001", "200 kg/a", pb, plant{spec: "HJ 936-2017",
			process: "tin", capacity: "10000 t 产品/a", pollutants: metals(pb),
			outlets: []dossier.Outlet{stack("DA001", "new", "reduction")}}},
		{"936 tin 10 kt, Pb water: 0.2 × 2 × 10^4 g", "DW001", "4 kg/a", pb, plant{spec: "HJ 936-2017", process: "tin",
			capacity: "10000 t 产品/a", pollutants: metals(pb), outlets: []dossier.Outlet{water("new")}}},
		{"936 tin without acid-making, the volume of GB 30770: 0.2 × 5 × 10^4 g", "DW001", "10 kg/a", pb,
			plant{spec: "HJ 936-2017", process: "tin.no-acid-plant", capacity: "10000 t 产品/a", pollutants: metals(pb),
				outlets: []dossier.Outlet{water("new")}}},
		{"931 mercury 100 t, Hg water: 0.005 × 2 × 100 g", "DW001", "0.001 kg/a", hg, plant{spec: "HJ 931-2017",
			process: "mercury", capacity: "100 t 产品/a", pollutants: metals(hg),
			outlets: []dossier.Outlet{water("new")}}},
		{"938 antimony, gold route, Cd air: 0.05 × 39 000 × 10^4 mg", "DA001", "19.5 kg/a", cd,
			plant{spec: "HJ 938-2017", process: "antimony.gold-antimony", capacity: "10000 t 产品/a",
				pollutants: metals(cd), outlets: []dossier.Outlet{stack("DA001", "new", "volatilisation")}}},
		{"937 cobalt 1 kt, Pb water, performance 15 g/t", "DW001", "15 kg/a", pb, plant{spec: "HJ 937-2017",
			process: "cobalt.hydro", capacity: "1000 t 产品/a", pollutants: metals(pb),
			outlets: []dossier.Outlet{water("new")}}},
		{"937 cobalt pyro, Pb air, measured 30 000 Nm3/t: 0.7 × 3·10^7 mg", "DA001", "21 kg/a", pb,
			plant{spec: "HJ 937-2017", process: "cobalt.pyro", capacity: "1000 t 产品/a",
				unitVolume: "30000 Nm3/t 产品", pollutants: metals(pb),
				outlets: []dossier.Outlet{stack("DA001", "new")}}},
		{"863.4 secondary lead 100 kt, Pb air: 2 × 10 000 × 10^5 mg", "DA001", "2000 kg/a", pb,
			plant{spec: "HJ 863.4-2018", process: "secondary-lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
				outlets: []dossier.Outlet{stack("DA001", "new", "furnace", "hood", "refining-kettle")}}},
		{"863.4 secondary lead 100 kt, Pb water: 0.2 × 0.5 × 10^5 g", "DW001", "10 kg/a", pb,
			plant{spec: "HJ 863.4-2018", process: "secondary-lead", capacity: "100000 t 产品/a", pollutants: metals(pb),
				outlets: []dossier.Outlet{water("new")}}},
		{"859.1 leather 10 kt, Cr: 1.5 × 12 × 10^4 g", "DW001", "180 kg/a", cr, plant{spec: "HJ 859.1-2017",
			process: "raw-finished", capacity: "10000 t 生皮/a", pollutants: metals(cr, cr6),
			outlets: []dossier.Outlet{water("new")}}},
		{"859.1 special, the stricter volume: 0.5 × 12 × 10^4 g", "DW001", "60 kg/a", cr, plant{spec: "HJ 859.1-2017",
			process: "raw-finished", capacity: "10000 t 生皮/a", pollutants: metals(cr, cr6),
			outlets: []dossier.Outlet{water("special")}}},
		{"859.1 special, literal: 0.5 × 40 × 10^4 g", "DW001", "200 kg/a", cr, plant{spec: "HJ 859.1-2017",
			process: "raw-finished", capacity: "10000 t 生皮/a", pollutants: metals(cr, cr6),
			outlets: []dossier.Outlet{water("special")}, choices: literal}},
		{"1036 PVC 500 kt, Hg: 0.003 × 0.04 × 5·10^5 g", "DW001", "0.06 kg/a", hg, plant{spec: "HJ 1036-2019",
			process: "acetylene-pvc", capacity: "500000 t 产品/a", pollutants: metals(hg),
			outlets: []dossier.Outlet{water("new")}}},
		{"1035 chromium, measured 0.8 m3/t: 1 × 0.8 × 10^4 g", "DW001", "8 kg/a", cr, plant{spec: "HJ 1035-2019",
			process: "chromium", capacity: "10000 t 产品/a", unitVolume: "0.8 m3/t 产品", pollutants: metals(cr),
			outlets: []dossier.Outlet{water("new")}}},
	}
	for _, c := range cases {
		all, findings := c.plant.assess(t)
		a := target(t, all, c.target, c.p)
		if !a.Permitted.OK() {
			t.Errorf("%s: %v; findings %v", c.name, a.Permitted.Err(), findings)
			continue
		}
		wantStep(t, c.name, a.Permitted, c.want)
		if err := a.Permitted.Recheck(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Mines come in through HJ 1120: GB 25466 table 2 (recalled) 0.5 mg/L × 2.5
// m3/t × 10^6 t of ore = 1250 kg; without a volume the mean of three years
// counts, 0.5 × 800 000 m3 = 400 kg, at most the design volume.
func TestMinesThroughWaterTreatment(t *testing.T) {
	o := water("new")
	o.Standard = "GB 25466-2010"
	p := plant{spec: "HJ 1120-2020", process: "beneficiation", capacity: "1000000 t 原矿/a", pollutants: metals(pb),
		outlets: []dossier.Outlet{o}}
	all, findings := p.assess(t)
	a := target(t, all, "DW001", pb)
	wantStep(t, "by ore", a.Permitted, "1250 kg/a")
	if doubtful := a.Permitted.Factors(); len(doubtful) == 0 || doubtful[0].Origin().Status == calc.StatusText {
		t.Errorf("factors %v: GB 25466 is recalled and must say so; findings %v", doubtful, findings)
	}
	o.Received, o.Design = has1("800000 m3/a"), has1("900000 m3/a")
	p.outlets = []dossier.Outlet{o}
	all, _ = p.assess(t)
	wantStep(t, "by three years", target(t, all, "DW001", pb).Permitted, "400 kg/a")
}

// The ratchet of HJ 863.4: last year's 7 kg bind below the formula's 10 kg; 12
// do not.
func TestRatchet(t *testing.T) {
	for amount, want := range map[string]string{"7 kg/a": "7 kg/a", "12 kg/a": "10 kg/a"} {
		p := plant{spec: "HJ 863.4-2018", process: "secondary-lead", capacity: "100000 t 产品/a",
			pollutants: metals(pb), outlets: []dossier.Outlet{water("new")},
			actual: []dossier.Ceiling{{StatedAmount: dossier.StatedAmount{Outlet: "DW001", Pollutant: pb,
				Value: has1(amount)},
				Document: "年度执行报告"}}}
		all, _ := p.assess(t)
		wantStep(t, "last year "+amount, target(t, all, "DW001", pb).Permitted, want)
	}
}

// HJ 938 table 2, note: blast furnace 85 % and forehearth 15 % of one row; both
// together are the row, 0.05 × 46 000 × 10^4 mg = 23 kg.
func TestSplitRow(t *testing.T) {
	a, b := stack("DA001", "new", "volatilisation"), stack("DA002", "new", "volatilisation")
	a.Share, b.Share = has1("85 %"), has1("15 %")
	p := plant{spec: "HJ 938-2017", process: "antimony.concentrate", capacity: "10000 t 产品/a", pollutants: metals(cd),
		outlets: []dossier.Outlet{a, b}}
	all, findings := p.assess(t)
	wantStep(t, "85 %", target(t, all, "DA001", cd).Permitted, "19.55 kg/a")
	wantStep(t, "15 %", target(t, all, "DA002", cd).Permitted, "3.45 kg/a")
	if has(findings, CodeTwice) {
		t.Error("a row split by share is not counted twice")
	}
	b.Share, a.Share = dossier.Stated{}, dossier.Stated{}
	p.outlets = []dossier.Outlet{a, b}
	if _, findings = p.assess(t); !has(findings, CodeTwice) {
		t.Errorf("one row at two outlets without share: findings %v, want %s", findings, CodeTwice)
	}
}

// For each specification × metal × medium at a main outlet exactly one rule
// applies, or a stated reason says why there is no amount.
func TestExactlyOneRule(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	processes := map[string][]string{
		"HJ 855-2017": {"multilayer", "single-layer"}, "HJ 967-2018": {"plates+assembly", "assembly"},
		"HJ 863.1-2017": {"lead", "zinc-hydro", "zinc-pyro.electric", "zinc-isp"}, "HJ 863.3-2017": {"copper"},
		"HJ 863.4-2018": {"secondary-lead", "secondary-copper.anode", "secondary-aluminium.alloy",
			"secondary-zinc.scrap"},
		"HJ 931-2017": {"mercury"}, "HJ 934-2017": {"nickel"}, "HJ 936-2017": {"tin", "tin.no-acid-plant"},
		"HJ 937-2017": {"cobalt.pyro", "cobalt.hydro"}, "HJ 938-2017": {"antimony.concentrate"},
		"HJ 859.1-2017": {"raw-finished", "wetblue-finished.other"}, "HJ 1065-2019": {"raw-finished"},
		"HJ 1035-2019": {"chromium", "other"}, "HJ 1036-2019": {"acetylene-pvc"}, "HJ 1120-2020": {"beneficiation"},
	}
	for spec, list := range processes {
		for _, process := range list {
			for _, q := range []factors.RuleQuery{
				{Medium: calc.Water, Outlet: "workshop", Grade: "main"}, {Medium: calc.Water, Outlet: "total",
					Grade: "main"},
				{Medium: calc.Water, Outlet: "workshop", Grade: "general"}, {Medium: calc.Air, Outlet: "stack",
					Grade: "main"}, {Medium: calc.Air, Outlet: "stack", Grade: "general"},
			} {
				for _, p := range calc.MeasuredPollutants().Values() {
					q.Specification, q.Process, q.Pollutant, q.HasVolume = spec, process, p, true
					if spec == "HJ 967-2018" {
						q.Industry = "lead-battery"
					}
					rule, err := book.RuleFor(q)
					switch {
					case err != nil:
						t.Errorf("%s, %s, %s, %s %s: %v", spec, process, p, q.Grade, q.Outlet, err)
					case rule.Formula == factors.NoAmount && (rule.Reason.ZH == "" || rule.Reason.EN == ""):
						t.Errorf("%s: rule %s permits nothing and gives no reason", spec, rule.ID)
					}
				}
			}
		}
	}
}

// What a standard does not know is named, never zero: GB 31573 has no limit of
// chromium compounds in air, and GB 21900 none of arsenic.
func TestUnknownLimitsAreNamed(t *testing.T) {
	o := stack("DA001", "new")
	o.Flow, o.Time = has1("20000 Nm3/h"), has1("7200 h/a")
	p := plant{spec: "HJ 1035-2019", process: "chromium", capacity: "10000 t 产品/a", pollutants: metals(cr),
		outlets: []dossier.Outlet{o}}
	all, findings := p.assess(t)
	a := target(t, all, "DA001", cr)
	if a.Permitted.OK() || a.Contribution.OK() || !has(findings, CodeNoFactor) {
		t.Fatalf("permitted %v, contribution %v, findings %v", a.Permitted.Value(), a.Contribution.Value(), findings)
	}
	if err := a.Candidates[0].Amount.Err(); !errors.Is(err, factors.ErrNoSuchItem) || !strings.Contains(err.Error(),
		"GB 31573") {
		t.Errorf("error %v, want: GB 31573 has no such item", err)
	}
}

// A line's account without an outlet is not given to every stack: 126 kg of
// arsenic from three stacks are 126 kg, not 378; where the outlet is open, it
// is asked for and nothing is counted.
func TestAccountIsCountedOnce(t *testing.T) {
	p := plant{spec: "HJ 863.1-2017", process: "lead", capacity: "100000 t 产品/a", pollutants: metals(as),
		outlets: []dossier.Outlet{stack("DA001", "new", "acid-plant"), stack("DA002", "new", "desulphurisation"),
			stack("DA003", "new", "hood")}}
	amount := SideAmount{Line: "L", Pollutant: as, Medium: calc.Air, Amount: stated("126 kg/a")}
	p.side = []SideAmount{amount}
	all, findings := p.assess(t)
	for _, a := range all {
		if a.Contribution.OK() {
			t.Errorf("%s counts %s", a.Target(), a.Contribution.Value())
		}
	}
	if !has(findings, CodeWhichOutlet) {
		t.Errorf("findings %v, want %s", findings, CodeWhichOutlet)
	}
	amount.Outlet = "DA003"
	p.side = []SideAmount{amount}
	all, findings = p.assess(t)
	wantStep(t, "DA003", target(t, all, "DA003", as).Contribution, "126 kg/a")
	if target(t, all, "DA001", as).Contribution.OK() || has(findings, CodeWhichOutlet) {
		t.Errorf("DA001 counts it too, or findings %v", findings)
	}
}
