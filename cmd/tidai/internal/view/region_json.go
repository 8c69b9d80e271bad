package view

import (
	"tidai/calc"
	"tidai/calc/substitution/certificate"
	"tidai/calc/substitution/region"
)

type regionDoc struct {
	Schema   string              `json:"schema"`
	Name     string              `json:"name"`
	Policy   string              `json:"policy"`
	On       string              `json:"on"`
	Short    bool                `json:"short"`
	Proven   bool                `json:"proven"`
	Priced   bool                `json:"priced"`
	Nodes    int                 `json:"nodes"`
	Cost     []regionCostJSON    `json:"cost"`
	SHA256   string              `json:"certificate_sha256"`
	Projects []regionProjectJSON `json:"projects"`
	Flows    []regionFlowJSON    `json:"flows"`
	Sources  []regionSourceJSON  `json:"sources"`
	Totals   []regionTotalJSON   `json:"totals"`
	Findings []findingJSON       `json:"findings"`
}

// regionCostJSON is what the plan is the best by, level by level.
type regionCostJSON struct {
	Level  string      `json:"level"`
	Amount *numberJSON `json:"amount"`
}

// certifiedDoc is the outcome of the check of a certificate.
type certifiedDoc struct {
	Schema   string   `json:"schema"`
	Holds    bool     `json:"holds"`
	Policy   string   `json:"policy"`
	Date     string   `json:"date"`
	Projects int      `json:"projects"`
	Sources  int      `json:"sources"`
	SHA256   string   `json:"sha256"`
	Faults   []string `json:"faults"`
}

type regionProjectJSON struct {
	ID            string           `json:"id"`
	Name          string           `json:"name"`
	City          string           `json:"city"`
	Industry      *string          `json:"industry"`
	Commissioning *string          `json:"commissioning"`
	Demand        []regionNeedJSON `json:"demand"`
}

type regionNeedJSON struct {
	Pollutant   string      `json:"pollutant"`
	Medium      *string     `json:"medium"`
	Exact       *numberJSON `json:"demand"`
	Rounded     *numberJSON `json:"rounded"`
	Waived      bool        `json:"waived"`
	Allocated   *numberJSON `json:"allocated"`
	Shortfall   *numberJSON `json:"shortfall"`
	NotFromText []string    `json:"factors_not_from_text"`
}

type regionFlowJSON struct {
	Pollutant  string      `json:"pollutant"`
	Medium     *string     `json:"medium"`
	Source     string      `json:"source"`
	Project    string      `json:"project"`
	Amount     *numberJSON `json:"amount"`
	Tier       string      `json:"tier"`
	Preference string      `json:"preference"`
}

type regionSourceJSON struct {
	ID         string             `json:"id"`
	Discharger string             `json:"discharger"`
	LineName   string             `json:"line_name"`
	City       string             `json:"city"`
	Industry   string             `json:"industry"`
	Ready      *string            `json:"ready"`
	Whole      bool               `json:"whole"`
	Price      *numberJSON        `json:"price"`
	Accepted   bool               `json:"accepted"`
	Supplies   []regionSupplyJSON `json:"supplies"`
	Refusals   []findingJSON      `json:"refusals"`
}

type regionSupplyJSON struct {
	Pollutant   string      `json:"pollutant"`
	Medium      *string     `json:"medium"`
	Exact       *numberJSON `json:"usable"`
	Rounded     *numberJSON `json:"rounded"`
	Lot         *numberJSON `json:"lot"`
	Given       *numberJSON `json:"given"`
	Used        *numberJSON `json:"used"`
	Left        *numberJSON `json:"left"`
	NotFromText []string    `json:"factors_not_from_text"`
}

type regionTotalJSON struct {
	Pollutant string      `json:"pollutant"`
	Medium    *string     `json:"medium"`
	City      string      `json:"city"`
	Demand    *numberJSON `json:"demand"`
	Allocated *numberJSON `json:"allocated"`
	Shortfall *numberJSON `json:"shortfall"`
	Supply    *numberJSON `json:"supply"`
	Given     *numberJSON `json:"given"`
	Left      *numberJSON `json:"left"`
}

func regionJSON(p region.Plan, name string, lang calc.Lang) regionDoc {
	d := regionDoc{Schema: "tidai/region-plan/1", Name: name, Policy: p.Policy.ID, On: p.On.String(), Short: p.Short(),
		Proven: p.Proven, Priced: p.Priced, Nodes: p.Nodes,
		SHA256: p.Certificate.SHA256, Cost: []regionCostJSON{}, Projects: []regionProjectJSON{},
		Flows: []regionFlowJSON{}, Sources: []regionSourceJSON{}, Totals: []regionTotalJSON{},
		Findings: findingsJSON(p.Findings, lang)}
	for l, q := range p.Cost {
		d.Cost = append(d.Cost, regionCostJSON{certificate.Levels[l], quantityJSON(q)})
	}
	for _, x := range p.Projects {
		row := regionProjectJSON{ID: x.ID, Name: x.Name, City: x.City, Industry: some(x.Industry.ID),
			Commissioning: date(x.Commissioning), Demand: []regionNeedJSON{}}
		for _, n := range x.Needs {
			row.Demand = append(row.Demand, regionNeedJSON{Pollutant: string(n.Pollutant),
				Medium: some(string(n.Medium)), Exact: number(n.Exact), Rounded: number(n.Rounded),
				Waived: n.Waived, Allocated: number(n.Allocated), Shortfall: number(n.Shortfall),
				NotFromText: doubtIDs(n.Exact)})
		}
		d.Projects = append(d.Projects, row)
	}
	for _, f := range p.Flows {
		d.Flows = append(d.Flows, regionFlowJSON{Pollutant: string(f.Pollutant), Medium: some(string(f.Medium)),
			Source: f.Source, Project: f.Project, Amount: number(f.Amount),
			Tier: string(f.Tier), Preference: string(f.Preference)})
	}
	for _, s := range p.Sources {
		row := regionSourceJSON{ID: s.ID, Discharger: s.Result.Discharger.Name, LineName: s.Result.Line.Name,
			City: s.Result.Discharger.City, Industry: s.Result.Line.Industry,
			Ready: date(s.Ready), Whole: s.Result.Source.Whole, Accepted: len(s.Refusals) == 0,
			Supplies: []regionSupplyJSON{}, Refusals: findingsJSON(s.Refusals, lang)}
		if price := s.Result.Source.Price; price.Set {
			row.Price = number(price.Step("p", "price"))
		}
		for _, y := range s.Supplies {
			row.Supplies = append(row.Supplies, regionSupplyJSON{Pollutant: string(y.Pollutant),
				Medium: some(string(y.Medium)), Exact: number(y.Exact), Rounded: number(y.Rounded),
				Lot: number(y.Lot), Given: number(y.Given), Used: number(y.Used), Left: number(y.Left),
				NotFromText: doubtIDs(y.Exact)})
		}
		d.Sources = append(d.Sources, row)
	}
	for _, x := range p.Totals {
		d.Totals = append(d.Totals, regionTotalJSON{Pollutant: string(x.Pollutant), Medium: some(string(x.Medium)),
			City: x.City, Demand: number(x.Demand), Allocated: number(x.Allocated),
			Shortfall: number(x.Shortfall), Supply: number(x.Supply), Given: number(x.Given), Left: number(x.Left)})
	}
	return d
}
