package view

import (
	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/substitution"
)

type projectJSON struct {
	Name          string         `json:"name"`
	Kind          string         `json:"kind"`
	Discharger    string         `json:"discharger"`
	CreditCode    string         `json:"credit_code"`
	Industry      *string        `json:"industry"`
	Lines         []string       `json:"lines"`
	City          string         `json:"city"`
	County        string         `json:"county"`
	Commissioning *string        `json:"commissioning"`
	Major         bool           `json:"major"`
	KeyRegion     bool           `json:"key_region"`
	Exemption     *exemptionJSON `json:"exemption"`
}

type exemptionJSON struct {
	Kind       string            `json:"kind"`
	Basis      *string           `json:"basis"`
	Statements map[string]string `json:"statements"`
}

type demandJSON struct {
	Pollutant   string      `json:"pollutant"`
	Medium      *string     `json:"medium"`
	Water       *numberJSON `json:"water"`
	Air         *numberJSON `json:"air"`
	New         *numberJSON `json:"new"`
	Own         *numberJSON `json:"own"`
	Net         *numberJSON `json:"net"`
	Ratio       *numberJSON `json:"ratio"`
	Demand      *numberJSON `json:"demand"`
	Reason      *string     `json:"demand_reason"`
	Waived      bool        `json:"waived"`
	Same        *numberJSON `json:"same_industry_supply"`
	Other       *numberJSON `json:"other_industry_supply"`
	Allocated   *numberJSON `json:"allocated"`
	Shortfall   *numberJSON `json:"shortfall"`
	NotFromText []string    `json:"factors_not_from_text"`
}

type allocationJSON struct {
	Source      string      `json:"source"`
	Pollutant   string      `json:"pollutant"`
	Medium      *string     `json:"medium"`
	Amount      *numberJSON `json:"amount"`
	Supply      *numberJSON `json:"supply"`
	Tier        string      `json:"tier"`
	Preference  string      `json:"preference"`
	Reduction   string      `json:"reduction_source"`
	Origin      *string     `json:"origin"`
	Measures    *string     `json:"measures"`
	Responsible *string     `json:"responsible_party"`
	Deadline    *string     `json:"deadline"`
	NotFromText []string    `json:"factors_not_from_text"`
}

type surplusJSON struct {
	Source    string      `json:"source"`
	Pollutant string      `json:"pollutant"`
	Medium    *string     `json:"medium"`
	Amount    *numberJSON `json:"amount"`
	Whole     bool        `json:"whole"`
}

type choiceJSON struct {
	Counterparties int         `json:"counterparties"`
	AtLeast        int         `json:"at_least"`
	Fewest         bool        `json:"fewest"`
	Best           bool        `json:"best"`
	Priced         bool        `json:"prices_compared"`
	Silent         []string    `json:"without_price"`
	Cost           *numberJSON `json:"cost"`
}

func choiceOf(c substitution.Choice) choiceJSON {
	out := choiceJSON{Counterparties: c.Parties, AtLeast: c.AtLeast, Fewest: c.Fewest(), Best: c.Best, Priced: c.Priced,
		Silent: append([]string{}, c.Silent...)}
	if c.Cost.OK() {
		out.Cost = quantityJSON(c.Cost.Value())
	}
	return out
}

type shortfallJSON struct {
	Pollutant string      `json:"pollutant"`
	Medium    *string     `json:"medium"`
	Amount    *numberJSON `json:"amount"`
}

type repairJSON struct {
	Pollutant string      `json:"pollutant"`
	Medium    *string     `json:"medium"`
	Kind      string      `json:"kind"`
	Sources   []string    `json:"sources"`
	Text      string      `json:"text"`
	Closes    bool        `json:"closes"`
	Amount    *numberJSON `json:"amount"`
}

type obligationJSON struct {
	Code    string      `json:"code"`
	Rule    string      `json:"rule"`
	Clause  *clauseJSON `json:"clause"`
	Party   string      `json:"party"`
	Text    string      `json:"text"`
	Due     *string     `json:"due"`
	DueText string      `json:"due_text"`
	Done    bool        `json:"done"`
	Proof   *string     `json:"proof"`
	Overdue bool        `json:"overdue"`
	Source  *string     `json:"source"`
}

type planDoc struct {
	Schema      string           `json:"schema"`
	Policy      string           `json:"policy"`
	On          string           `json:"on"`
	AsOf        string           `json:"as_of"`
	Status      string           `json:"status"`
	Project     projectJSON      `json:"project"`
	Demand      []demandJSON     `json:"demand"`
	Allocations []allocationJSON `json:"allocations"`
	Surplus     []surplusJSON    `json:"surplus"`
	Choice      choiceJSON       `json:"choice"`
	Shortfall   []shortfallJSON  `json:"shortfall"`
	Conflicts   []conflictJSON   `json:"conflicts"`
	Repairs     []repairJSON     `json:"repairs"`
	Obligations []obligationJSON `json:"obligations"`
	Sources     []sourceJSON     `json:"sources"`
	Outlets     []outletJSON     `json:"outlets"`
	Statements  []string         `json:"statements"`
	PermitText  *string          `json:"permit_text"`
	Findings    []findingJSON    `json:"findings"`
	Factors     []factorJSON     `json:"factors"`
	Readings    []readingJSON    `json:"readings"`
}

type readingJSON struct {
	ID     string      `json:"id"`
	Choice string      `json:"choice"`
	Rule   *string     `json:"rule"`
	Clause *clauseJSON `json:"clause"`
}

func planJSON(p substitution.Plan, lang calc.Lang) planDoc {
	d := planDoc{Schema: "tidai/plan/1", Policy: p.Policy.ID, On: p.On.String(), AsOf: p.AsOf.String(),
		Status:  string(p.Status),
		Project: projectOf(p), Demand: []demandJSON{}, Allocations: []allocationJSON{}, Surplus: []surplusJSON{},
		Choice: choiceOf(p.Choice), Shortfall: []shortfallJSON{}, Conflicts: conflictsJSON(p.Conflicts, lang),
		Repairs:     []repairJSON{},
		Obligations: []obligationJSON{}, Sources: sourcesJSON(p.Result.Sources, lang),
		Outlets: outletsJSON(p.Result.Outlets, lang), Statements: []string{},
		PermitText: some(p.PermitText.In(lang)), Findings: findingsJSON(p.Findings, lang),
		Factors: factorsJSON(p.Factors), Readings: []readingJSON{}}
	for _, x := range p.Policy.Parameters {
		if x.Choice != "" {
			d.Readings = append(d.Readings, readingJSON{ID: x.ID, Choice: x.Choice, Rule: some(x.Rule),
				Clause: clauseOf(x.Clause)})
		}
	}
	for _, n := range p.Needs {
		d.need(n)
	}
	for _, a := range p.Allocations {
		d.Allocations = append(d.Allocations, allocationJSON{Source: a.Source, Pollutant: string(a.Pollutant),
			Medium: some(string(a.Medium)), Amount: number(a.Amount),
			Supply: number(a.Supply), Tier: string(a.Tier), Preference: string(a.Preference),
			Reduction: a.Reduction.In(lang), Origin: some(a.Origin.In(lang)),
			Measures: some(a.Measures.In(lang)), Responsible: some(a.Responsible), Deadline: date(a.Deadline),
			NotFromText: doubtIDs(a.Amount)})
	}
	for _, m := range p.Moved {
		d.Surplus = append(d.Surplus, surplusJSON{Source: m.Source, Pollutant: string(m.Pollutant),
			Medium: some(string(m.Medium)), Amount: number(m.Surplus), Whole: m.Whole})
	}
	for _, r := range p.Repairs {
		d.Repairs = append(d.Repairs, repairJSON{Pollutant: string(r.Pollutant), Medium: some(string(r.Medium)),
			Kind: r.Kind, Sources: append([]string{}, r.Sources...), Text: r.Text.In(lang), Closes: r.Closes,
			Amount: number(r.Amount)})
	}
	for _, o := range p.Obligations {
		d.Obligations = append(d.Obligations, obligationJSON{Code: o.Code, Rule: o.Rule, Clause: clauseOf(o.Clause),
			Party: o.Party.In(lang), Text: o.Text.In(lang),
			Due: date(o.Due), DueText: o.DueText.In(lang), Done: o.Done, Proof: some(o.Proof), Overdue: o.Overdue,
			Source: some(o.Source)})
	}
	for _, s := range p.Statements {
		d.Statements = append(d.Statements, s.In(lang))
	}
	return d
}

func (d *planDoc) need(n substitution.Need) {
	x := demandJSON{Pollutant: string(n.Pollutant), Medium: some(string(n.Medium)), Water: number(n.Water),
		Air: number(n.Air), New: number(n.New), Own: number(n.Own),
		Net: number(n.Net), Demand: number(n.Demand), Reason: some(reason(n.Demand)), Waived: n.Waived,
		Same: number(n.SameSupply), Other: number(n.OtherSupply),
		Allocated: number(n.Allocated), Shortfall: number(n.Shortfall), NotFromText: doubtIDs(n.Demand)}
	if n.Ratio.OK() {
		x.Ratio = quantityJSON(n.Ratio.Value())
	}
	d.Demand = append(d.Demand, x)
	if n.Shortfall.OK() {
		d.Shortfall = append(d.Shortfall, shortfallJSON{Pollutant: x.Pollutant, Medium: x.Medium, Amount: x.Shortfall})
	}
}

func projectOf(p substitution.Plan) projectJSON {
	x := p.Dossier.Project
	owner, _ := p.Dossier.Discharger(x.Discharger)
	out := projectJSON{Name: x.Name, Kind: string(x.Kind), Discharger: owner.Name, CreditCode: owner.CreditCode,
		Industry: some(p.Result.Industry.ID),
		Lines:    append([]string{}, x.Lines...), City: x.City, County: x.County, Commissioning: date(x.Commissioning),
		Major: x.Major, KeyRegion: x.KeyRegion}
	if e := x.Exemption; e != nil {
		out.Exemption = &exemptionJSON{Kind: string(e.Kind), Basis: some(e.Basis), Statements: map[string]string{}}
		for _, c := range dossier.WasteConditions.Keys() {
			if s := e.Statements[c]; s != "" {
				out.Exemption.Statements[c] = s
			}
		}
	}
	return out
}
