package substitution

import (
	"slices"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
)

// clause is one rule of the notice: what obeys it, what breaks it, and what is
// said then. Rules with tests of their own elsewhere are not repeated here;
// the clause map names those.
type clause struct {
	rule     string
	obeyed   []edit
	broken   []edit
	asOf     string // of both plans
	code     string // of the finding of the broken plan
	duty     string // obligation that the obeying plan carries
	noDuty   bool   // and the broken one does not
	severity calc.Severity
}

const actualG = "[[source.actual]]\npollutant = \"Pb\"\noutlet = \"G-DA001\"\namount = \"14 kg/a\"\n\n[[source]]\nid = \"S2\""

// ownG makes G-L1 a line of the project's own discharger (以新带老).
var ownG = []edit{{"id = \"G-L1\"\ndischarger = \"G\"", "id = \"G-L1\"\ndischarger = \"F\""},
	{"id = \"G-DA001\"\ncode = \"DA001\"\ndischarger = \"G\"",
		"id = \"G-DA001\"\ncode = \"DA003\"\ndischarger = \"F\""},
	{"number = \"91220100MA0TE5TG09001P\"\ndischarger = \"G\"",
		"number = \"91220300MA0TE5TF0J001P\"\ndischarger = \"F\""}}

const recorded = "[[fulfilment]]\nduty = \"city-record\"\nsource = \"S2\"\ndate = 2026-07-20\ndocument = \"示例记录\"\n\n"

const claim = "transfer = 2026-07-01\n[project.exemption]\n"

var clauses = []clause{
	// 30 − 12 = 18 kg/a of its own is below the 50 needed; 80 − 12 = 68 is above,
	// and the surplus is not transferable by itself.
	{rule: "JL-2.0", obeyed: ownG, broken: append(slices.Clone(ownG), edit{`amount = "30 kg/a"`, `amount = "80 kg/a"`}),
		code: CodeSurplus, severity: calc.Note},
	// 100 − 12 = 88 kg/a from the same industry suffices; 18 + 4.72 do not.
	{rule: "JL-2.2", obeyed: []edit{{`amount = "30 kg/a"`, `amount = "100 kg/a"`}}, code: CodeOtherSectors,
		severity: calc.Note},
	{rule: "JL-2.4", broken: []edit{{"city = \"220100\"\ncounty = \"220105\"",
		"city = \"210100\"\ncounty = \"210102\""}}, code: "TD-RED-005", severity: calc.Error},
	{rule: "JL-3.0", broken: []edit{{"measure = [\"process-upgrade\"]\nmeasure_note = \"更换高效除尘\"",
		"measure = [\"other\"]"}}, code: "TD-RED-021", severity: calc.Error},
	{rule: "JL-3.1a", obeyed: []edit{{"[[source]]\nid = \"S2\"", actualG},
		{`amount = "14 kg/a"`, `amount = "15 kg/a"`}}, broken: []edit{{"[[source]]\nid = \"S2\"", actualG}},
		code: "TD-RED-017", severity: calc.Warning},
	{rule: "JL-4.1", broken: []edit{{"city_opinion = \"示例函〔2026〕4号\"\n", ""}}, code: CodeCityOpinion,
		duty: "city-consultation", severity: calc.Warning},
	{rule: "JL-4.3", broken: []edit{{"valid_from = 2026-03-01", "valid_from = 2026-09-01"},
		{"valid_to = 2026-02-28", "valid_to = 2026-08-31"}}, asOf: "2026-08-01",
		code: CodeOverdue, duty: "permit-change", severity: calc.Warning},
	// H has no permit; the transfer is on 2026-07-01.
	{rule: "JL-4.4", obeyed: []edit{{"[[source]]\nid = \"S2\"", recorded + "[[source]]\nid = \"S2\""}},
		asOf: "2026-08-01", code: CodeCityRecord, duty: "city-record", severity: calc.Warning},
	{rule: "JL-4.5", broken: []edit{{"cancelled = 2026-02-20\ncancelled_evidence = \"注销决定书\"\n", ""}},
		code: "TD-RED-007", duty: "closure-report", noDuty: true, severity: calc.Error},
	{rule: "JL-4.6", broken: []edit{{"evidence = [\"变更后的排污许可证\"]\n", ""}}, code: CodeEvidence,
		duty: "permit-record", severity: calc.Warning},
	{rule: "JL-5.2",
		obeyed: []edit{{"transfer = 2026-07-01", claim + "kind = \"solid-waste\"\nbasis = \"示例文件\"\nwaste_kind " +
			"= \"a\"\nmaterial_origin = \"b\"\nsite = \"c\"\nequipment = \"d\"\npollution_control = \"e\"\n"}},
		broken: []edit{{"transfer = 2026-07-01", claim + "kind = \"solid-waste\"\nbasis = \"示例文件\"\nwaste_kind " +
			"= \"a\"\nmaterial_origin = \"b\"\nsite = \"c\"\nequipment = \"d\"\n"}}, code: CodeExemption,
		severity: calc.Error},
	{rule: "JL-6.3", broken: []edit{{"[[source]]\nid = \"S2\"\nline = \"H-L1\"",
		"[[source]]\nid = \"S2\"\nvoid = \"示例\"\nline = \"H-L1\""}}, code: "TD-RED-004", duty: "city-record",
		noDuty: true, severity: calc.Warning}, // the plan does without S2
}

func (c clause) input() given {
	if c.asOf == "" {
		return given{}
	}
	return given{AsOf: calc.MustDate(c.asOf)}
}

func said(p Plan, code string) (calc.Finding, bool) {
	i := slices.IndexFunc(p.Findings, func(f calc.Finding) bool { return f.Code == code })
	if i < 0 {
		return calc.Finding{}, false
	}
	return p.Findings[i], true
}

func due(p Plan, code string) bool {
	return slices.ContainsFunc(p.Obligations, func(o Obligation) bool { return o.Code == code })
}

// A dossier that obeys a rule passes.
func TestClauseObeyed(t *testing.T) {
	for _, c := range clauses {
		t.Run(c.rule, func(t *testing.T) {
			p := makePlan(t, c.input(), c.obeyed...)
			if f, found := said(p, c.code); found {
				t.Errorf("%s is said: %s", c.code, f.Message.EN)
			}
			if c.duty != "" && !due(p, c.duty) {
				t.Errorf("no obligation %s", c.duty)
			}
		})
	}
}

// A dossier that breaks it gets the finding.
func TestClauseBroken(t *testing.T) {
	for _, c := range clauses {
		t.Run(c.rule, func(t *testing.T) {
			p := makePlan(t, c.input(), c.broken...)
			f, found := said(p, c.code)
			if !found || f.Severity != c.severity {
				t.Errorf("%s: found %v, severity %s, want %s; errors %v, warnings %v", c.code, found, f.Severity,
					c.severity, codes(p, calc.Error), codes(p, calc.Warning))
			}
			if c.noDuty && due(p, c.duty) {
				t.Errorf("the obligation %s stands although the source is not used", c.duty)
			}
		})
	}
}

// strategyClaim is a claim of a project of a national strategy with the direct
// relation, the four preconditions and the evidence of each, but without one key.
func strategyClaim(without string) string {
	text := claim + "kind = \"national-major\"\nbasis = \"示例文件\"\n"
	for _, key := range dossier.StrategyConditions.Keys() {
		for _, k := range []string{key, dossier.EvidenceKey(key)} {
			if k != without {
				text += k + " = \"示例说明\"\n"
			}
		}
	}
	return text
}

// Notice 五: the direct relation and each of the four preconditions, and the
// evidence of each, are needed: without any one of the ten the claim is refused
// and its name is said.
func TestStrategyConditions(t *testing.T) {
	for _, key := range dossier.StrategyConditions.Keys() {
		for _, without := range []string{key, dossier.EvidenceKey(key)} {
			p := planOf(t, edit{"transfer = 2026-07-01", strategyClaim(without)})
			f, found := said(p, CodeExemption)
			if !found || p.Status.Approvable() || p.Needs[0].Waived || !strings.Contains(f.Remedy.ZH, without) {
				t.Errorf("without %s: status %s, finding %v", without, p.Status, f)
			}
		}
	}
}

// A claim exempts from substitution alone: the demand stands, the opinion of the
// province and the permit duties stay, and the decision is said to be open.
func TestDutiesOfWaived(t *testing.T) {
	p := planOf(t, edit{"transfer = 2026-07-01", strategyClaim("")})
	for _, code := range []string{"plan-submission", "province-opinion", "exemption-decision", "permit-reapply"} {
		if !due(p, code) {
			t.Errorf("a waived plan has no obligation %s", code)
		}
	}
	for _, code := range []string{"city-consultation", "permit-change", "base-total"} {
		if due(p, code) {
			t.Errorf("a waived plan has the obligation %s, though nothing is transferred", code)
		}
	}
	open := p.Open()
	if len(open) != 2 || open[0].ZH != "吉林省生态环境厅核准意见" || open[1].ZH != "环评审批部门的豁免认定" {
		t.Errorf("open: %v", open)
	}
}

// What a complete plan still waits for is said, until it is there.
func TestOpen(t *testing.T) {
	var got []string
	for _, x := range planOf(t).Open() {
		got = append(got, x.ZH)
	}
	if len(got) == 0 || got[0] != "吉林省生态环境厅核准意见" {
		t.Errorf("open: %v", got)
	}
	p := planOf(t, edit{"[[discharger]]", "[[fulfilment]]\nduty = \"province-opinion\"\ndate = 2026-03-01\n" +
		"document = \"示例意见\"\n\n[[discharger]]"})
	for _, x := range p.Open() {
		if strings.Contains(x.ZH, "核准意见") {
			t.Errorf("the opinion is there and still open: %v", x)
		}
	}
}

// JL-5.1: a major project tied to a national strategy is waived on its basis
// document; the amounts stay, and without a basis the claim is none.
func TestNationalStrategy(t *testing.T) {
	p := planOf(t, edit{"transfer = 2026-07-01", strategyClaim("")})
	if p.Status != Waived || !p.Needs[0].Demand.OK() {
		t.Errorf("status %s, demand %v; want waived, with its amount", p.Status, p.Needs[0].Demand.Err())
	}
}

func TestNationalStrategyWithoutBasis(t *testing.T) {
	in := makeInput(t, edit{"transfer = 2026-07-01", strategyClaim("")})
	in.Dossier.Project.Exemption.Basis = ""
	p := planWith(in)
	if f, found := said(p, CodeExemption); !found || f.Rule != "JL-5.1" || p.Status == Waived {
		t.Errorf("status %s, finding %v; want %s of JL-5.1", p.Status, f, CodeExemption)
	}
}

// JL-6.2: every refusal names the department it concerns, every obligation
// who has it.
func TestRoles(t *testing.T) {
	p := planOf(t)
	for _, o := range p.Obligations {
		if o.Party.ZH == "" || o.Party.EN == "" {
			t.Errorf("obligation %s is nobody's", o.Code)
		}
	}
	if len(p.Obligations) < 6 {
		t.Errorf("only %d obligations", len(p.Obligations))
	}
}

func TestRolesOfRefusals(t *testing.T) {
	p := planOf(t, edit{"industry = \"electroplating\"\nspecification = \"HJ 855-2017\"", "industry = \"none\""},
		edit{"deadline = 2026-06-30", "deadline = 2027-10-02"})
	seen := 0
	for _, s := range p.Result.Sources {
		for _, r := range s.Refusals {
			seen++
			if r.Role.ZH == "" || r.Role.EN == "" {
				t.Errorf("refusal %s of %s concerns nobody", r.Code, s.Source.ID)
			}
		}
	}
	if seen < 2 {
		t.Errorf("%d refusals, want two at least", seen)
	}
}
