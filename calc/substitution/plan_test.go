package substitution

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/quantity"
	"tidai/factors"
)

// edit changes one statement of the base dossier.
type edit struct{ old, new string }

func planOf(t testing.TB, edits ...edit) Plan {
	t.Helper()
	return makePlan(t, given{}, edits...)
}

func makePlan(t testing.TB, in given, edits ...edit) Plan {
	t.Helper()
	base := makeInput(t, edits...)
	if in.Policy.ID != "" {
		base.Policy = in.Policy
	}
	base.On, base.AsOf = in.On, in.AsOf
	return planWith(base)
}

func makeInput(t testing.TB, edits ...edit) given {
	t.Helper()
	raw, err := os.ReadFile("../reduction/testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for _, e := range edits {
		if !strings.Contains(text, e.old) {
			t.Fatalf("the base dossier has no %q", e.old)
		}
		text = strings.Replace(text, e.old, e.new, 1)
	}
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	for _, f := range findings {
		if f.Severity == calc.Error {
			t.Fatalf("dossier: %v", f)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, ok := book.Policy(d.Policy)
	if !ok {
		t.Fatalf("no policy %q", d.Policy)
	}
	return given{Dossier: d, Book: book, Policy: policy}
}

func codes(p Plan, severity calc.Severity) []string {
	var out []string
	for _, f := range p.Findings {
		if f.Severity == severity && !slices.Contains(out, f.Code) {
			out = append(out, f.Code)
		}
	}
	slices.Sort(out)
	return out
}

func wantAmount(t *testing.T, name string, s calc.Step, want string) {
	t.Helper()
	if want == "" {
		if s.OK() {
			t.Errorf("%s: got %s, want no value", name, s.Value())
		}
		return
	}
	if err := s.Err(); err != nil {
		t.Errorf("%s: %v, want %s", name, err, want)
		return
	}
	if !s.Value().Equal(quantity.Must(want)) {
		t.Errorf("%s: got %s, want %s", name, s.Value(), want)
	}
}

func allocation(p Plan, source string) (Allocation, bool) {
	i := slices.IndexFunc(p.Allocations, func(a Allocation) bool { return a.Source == source })
	if i < 0 {
		return Allocation{}, false
	}
	return p.Allocations[i], true
}

// The base dossier by hand. New emission: air 0.04 g/kVAh × 10^6 kVAh = 40 kg
// (HJ 967 table 17, once for both stacks), water 0.5 mg/L × 0.02 m3/kVAh × 10^6
// kVAh = 10 kg (table 18): 50 kg. S1 gives 30 − 12 = 18. S2: generation factor
// 7.42 g × 80 000 × (1 − 0.98 × 0.9) = 70.0448 kg, emission factor 0.590 × 8 =
// 4.72 kg, the least is taken. S3, another key industry, has 40 kg, of which
// 50 − 18 − 4.72 = 27.28 are used.
func TestBasePlan(t *testing.T) {
	p := planOf(t)
	if len(p.Needs) != 1 || p.Needs[0].Pollutant != calc.Lead {
		t.Fatalf("needs %v, want one, of Pb", p.Needs)
	}
	n := p.Needs[0]
	wantAmount(t, "water", n.Water, "10 kg/a")
	wantAmount(t, "air", n.Air, "40 kg/a")
	wantAmount(t, "new", n.New, "50 kg/a")
	wantAmount(t, "own", n.Own, "")
	wantAmount(t, "demand", n.Demand, "50 kg/a")
	wantAmount(t, "same-industry supply", n.SameSupply, "22.72 kg/a")
	wantAmount(t, "other supply", n.OtherSupply, "40 kg/a")
	wantAmount(t, "allocated", n.Allocated, "50 kg/a")
	wantAmount(t, "shortfall", n.Shortfall, "")
	for _, w := range []struct {
		source string
		tier   Tier
		pref   Preference
		amount string
	}{{"S1", SameIndustry, Province, "18 kg/a"}, {"S2", SameIndustry, Province, "4.72 kg/a"},
		{"S3", OtherIndustry, SameCity, "27.28 kg/a"}} {
		a, ok := allocation(p, w.source)
		if !ok {
			t.Errorf("%s is not used", w.source)
			continue
		}
		wantAmount(t, w.source, a.Amount, w.amount)
		if a.Tier != w.tier || a.Preference != w.pref {
			t.Errorf("%s: tier %s, preference %s; want %s, %s", w.source, a.Tier, a.Preference, w.tier, w.pref)
		}
	}
	if p.Status != Complete {
		t.Errorf("status %s, want complete; errors %v", p.Status, codes(p, calc.Error))
	}
	if len(p.Statements) != 1 || !strings.Contains(p.Statements[0].EN, "22.72") || !strings.Contains(p.Statements[0].EN,
		"27.28") {
		t.Errorf("statement on other industries: %v", p.Statements)
	}
}

// Rules that refuse a source or change its amount: the finding, and what the
// plan does. Amounts by hand from the base figures.
func TestRules(t *testing.T) {
	s1 := func(key, value string) edit {
		return edit{"id = \"S1\"\n", "id = \"S1\"\n" + key + " = " + value + "\n"}
	}
	cases := []struct {
		name   string
		edits  []edit
		code   string // finding expected
		absent string // source that must not be used
		status Status
		short  string
	}{
		{name: "JL-2.1 short: 50 − 22.72", edits: []edit{{`amount = "40 kg/a"`, `amount = "20 kg/a"`}},
			status: Short, short: "7.28 kg/a"},
		{name: "JL-2.3b no deadline", edits: []edit{{"responsible = \"示例丑蓄电池有限公司\"\ndeadline = 2026-06-30\n",
			"responsible = \"示例丑蓄电池有限公司\"\n"}}, code: CodeDeadline, status: Incomplete},
		{name: "JL-2.3b no responsible party", edits: []edit{{"responsible = \"示例卯电镀厂\"\n", ""}},
			code: CodeResponsible, status: Incomplete},
		{name: "JL-2.3b no measure",
			edits: []edit{{"measure = [\"process-upgrade\"]\nmeasure_note = \"更换高效除尘\"\n", ""}},
			code:  CodeMeasure, status: Incomplete},
		{name: "reading 5: deadline after commissioning",
			edits: []edit{{"deadline = 2026-02-28", "deadline = 2027-10-02"}}, code: "TD-RED-003", absent: "S3",
			status: Short, short: "27.28 kg/a"},
		{name: "reading 5: deadline on the day itself",
			edits: []edit{{"deadline = 2026-02-28", "deadline = 2027-10-01"}}, status: Complete},
		{name: "JL-3.1b permit expired on the closing day",
			edits: []edit{{"valid_to = 2027-04-30", "valid_to = 2026-01-30"}}, code: "TD-RED-008", absent: "S3",
			status: Short, short: "27.28 kg/a"},
		{name: "JL-3.1b permit valid to the closing day",
			edits: []edit{{"valid_to = 2027-04-30", "valid_to = 2026-01-31"}}, status: Complete},
		{name: "JL-3.1b not cancelled", edits: []edit{{"cancelled = 2026-02-20\ncancelled_evidence = \"注销决定书\"\n",
			""}}, code: "TD-RED-007", absent: "S3", status: Short, short: "27.28 kg/a"},
		{name: "JL-3.2b the EIA fixes the amount",
			edits: []edit{{"[[source]]\nid = \"S1\"", "[[eia]]\nid = \"H-E\"\nnumber = " +
				"\"示例环审〔2014〕1号\"\ndischarger = \"H\"\nkind = \"approval\"\ndate = 2014-05-01\nlines = " +
				"[\"H-L1\"]\n[[eia.amount]]\nline = \"H-L1\"\nmedium = \"air\"\npollutant = \"Pb\"\namount = \"9 " +
				"kg/a\"\n\n[[source]]\nid = \"S1\""}}, code: "TD-RED-013", absent: "S2", status: Complete},
		{name: "JL-3.3 not a key industry",
			edits: []edit{{"industry = \"electroplating\"\nspecification = \"HJ 855-2017\"", "industry = \"none\""}},
			code:  "TD-RED-001", absent: "S3", status: Short, short: "27.28 kg/a"},
		{name: "JL-6.3 void", edits: []edit{s1("void", `"示例：数据不实"`)}, code: "TD-RED-004", absent: "S1",
			status: Short, short: "5.28 kg/a"},
		{name: "JL-6.1 a part is committed: 18 − 5",
			edits: []edit{{"[[source]]\nid = \"S2\"", "[[source.committed]]\npollutant = \"Pb\"\noutlet = " +
				"\"G-DA001\"\namount = \"5 kg/a\"\nto = \"另一项目\"\n\n[[source]]\nid = \"S2\""}}, status: Complete},
		{name: "reading 3: hot air, 30 > 2 × 14",
			edits: []edit{{"[[source]]\nid = \"S2\"", "[[source.actual]]\npollutant = \"Pb\"\noutlet = " +
				"\"G-DA001\"\namount = \"14 kg/a\"\n\n[[source]]\nid = \"S2\""}}, code: "TD-RED-017", status: Complete},
		{name: "JL-4.1 city not consulted", edits: []edit{{"city_opinion = \"示例函〔2026〕4号\"\n", ""}},
			code: CodeCityOpinion, status: Complete},
		{name: "absent is not zero",
			edits: []edit{
				{"[[permit.version.amount]]\noutlet = \"G-DA001\"\npollutant = \"Pb\"\namount = \"12 kg/a\"\n", ""}},
			code: "TD-RED-010", absent: "S1", status: Short, short: "5.28 kg/a"},
		{name: "direct discharge proves nothing",
			edits: []edit{{"removal = \"census.3843.removal.air.pb.bag-spray\"\nrate = \"0.9\"\n", ""}},
			code:  "TD-RED-016", status: Incomplete},
		{name: "reading 5: closed after commissioning", edits: []edit{{"before = \"2022\"\nclosed = 2026-01-31",
			"before = \"2022\"\nclosed = 2027-10-02"}, {"cancelled = 2026-02-20", "cancelled = 2027-10-20"},
			{"valid_to = 2027-04-30", "valid_to = 2027-12-31"}}, code: "TD-RED-003", absent: "S3", status: Short,
			short: "27.28 kg/a"},
		{name: "JL-2.4 other cities without being major", code: CodeProvinceWide, status: Complete},
		{name: "JL-1.2 a metal that is not determined",
			edits: []edit{{"process = \"assembly\"\ncapacity = \"100万kVAh/a\"\npollutants = [\"Pb\"]",
				"process = \"assembly\"\ncapacity = \"100万kVAh/a\"\npollutants = [\"Pb\", \"Cd\"]"}},
			code: "TD-PER-006", status: Incomplete},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := planOf(t, c.edits...)
			if c.code != "" && !slices.ContainsFunc(p.Findings, func(f calc.Finding) bool { return f.Code == c.code }) {
				t.Errorf("finding %s is missing; there are errors %v, warnings %v", c.code, codes(p, calc.Error),
					codes(p, calc.Warning))
			}
			for _, f := range p.Findings {
				if f.Message.ZH == "" || f.Message.EN == "" || strings.Contains(f.Message.EN+f.Message.ZH, "%!") {
					t.Errorf("finding %s speaks badly: %q / %q", f.Code, f.Message.ZH, f.Message.EN)
				}
			}
			if _, used := allocation(p, c.absent); c.absent != "" && used {
				t.Errorf("source %s is used", c.absent)
			}
			if p.Status != c.status {
				t.Errorf("status %s, want %s; errors %v", p.Status, c.status, codes(p, calc.Error))
			}
			wantAmount(t, "shortfall", p.Needs[0].Shortfall, c.short)
		})
	}
}

// A key region takes the national ratio 1.2: 50 × 1.2 = 60 kg, of which 22.72
// come from the same industry and 37.28 from another.
func TestKeyRegionRatio(t *testing.T) {
	p := planOf(t, edit{"transfer = 2026-07-01",
		"transfer = 2026-07-01\nkey_region = true\nkey_region_basis = \"示例文件\""})
	wantAmount(t, "demand", p.Needs[0].Demand, "60 kg/a")
	a, _ := allocation(p, "S3")
	wantAmount(t, "S3", a.Amount, "37.28 kg/a")
	if !slices.Contains(codes(p, calc.Warning), CodeStatus) {
		t.Error("the ratio is a transcript: a warning should name it")
	}
}

// 以新带老: a source of the project's own discharger lowers the demand and is
// no external source.
func TestOwnReduction(t *testing.T) {
	p := planOf(t, edit{"id = \"G-L1\"\ndischarger = \"G\"", "id = \"G-L1\"\ndischarger = \"F\""},
		edit{"id = \"G-DA001\"\ncode = \"DA001\"\ndischarger = \"G\"",
			"id = \"G-DA001\"\ncode = \"DA003\"\ndischarger = \"F\""},
		edit{"number = \"91220100MA0TE5TG09001P\"\ndischarger = \"G\"",
			"number = \"91220300MA0TE5TF0J001P\"\ndischarger = \"F\""})
	wantAmount(t, "own", p.Needs[0].Own, "18 kg/a")
	wantAmount(t, "demand", p.Needs[0].Demand, "32 kg/a")
	if _, used := allocation(p, "S1"); used {
		t.Error("the own reduction is used as an external source too")
	}
}

// A rebuilt line is its own new emission: a difference before − after on it
// would lower the demand twice, so only its old state's closure counts.
func TestRebuiltLineIsNotCountedTwice(t *testing.T) {
	p := planOf(t, edit{"id = \"G-L1\"\ndischarger = \"G\"", "id = \"G-L1\"\ndischarger = \"F\""},
		edit{"id = \"G-DA001\"\ncode = \"DA001\"\ndischarger = \"G\"",
			"id = \"G-DA001\"\ncode = \"DA003\"\ndischarger = \"F\""},
		edit{"number = \"91220100MA0TE5TG09001P\"\ndischarger = \"G\"",
			"number = \"91220300MA0TE5TF0J001P\"\ndischarger = \"F\""},
		edit{"lines = [\"F-L1\"]", "lines = [\"F-L1\", \"G-L1\"]"})
	wantAmount(t, "own", p.Needs[0].Own, "")
	if !slices.ContainsFunc(p.Findings, func(f calc.Finding) bool { return f.Code == "TD-RED-030" }) {
		t.Errorf("errors %v, want TD-RED-030", codes(p, calc.Error))
	}
}

// The date of law before the notice is a warning, not silence.
func TestDateBeforeTheNotice(t *testing.T) {
	p := makePlan(t, given{On: calc.MustDate("2022-07-09")})
	if !slices.Contains(codes(p, calc.Warning), CodePolicyDate) {
		t.Errorf("warnings %v, want %s", codes(p, calc.Warning), CodePolicyDate)
	}
	if p = makePlan(t, given{On: calc.MustDate("2022-07-10")}); slices.Contains(codes(p, calc.Warning),
		CodePolicyDate) {
		t.Error("on the day of the notice it holds")
	}
}

// An exemption under notice 五 waives the substitution; the amounts stay.
func TestExemption(t *testing.T) {
	claim := "transfer = 2026-07-01\n[project.exemption]\nkind = \"solid-waste\"\nbasis = \"示例文件\"\n"
	full := claim +
		"waste_kind = \"a\"\nmaterial_origin = \"b\"\nsite = \"c\"\nequipment = \"d\"\npollution_control = \"e\"\n"
	p := planOf(t, edit{"transfer = 2026-07-01", full})
	if p.Status != Waived || !p.Needs[0].Waived || len(p.Allocations) != 0 {
		t.Errorf("status %s, waived %v, %d allocations; want waived and none", p.Status, p.Needs[0].Waived,
			len(p.Allocations))
	}
	wantAmount(t, "demand still computed", p.Needs[0].Demand, "50 kg/a")
	q := planOf(t, edit{"transfer = 2026-07-01", claim +
		"waste_kind = \"a\"\nsite = \"c\"\nequipment = \"d\"\npollution_control = \"e\"\n"})
	if q.Status == Waived || !slices.Contains(codes(q, calc.Error), CodeExemption) {
		t.Errorf("with a condition missing: status %s, errors %v; want %s", q.Status, codes(q, calc.Error),
			CodeExemption)
	}
}

// Due dates: transfer on 2026-07-01 plus 30 days is 2026-07-31; the base total
// is re-set by 31 March of the next year.
func TestObligations(t *testing.T) {
	find := func(p Plan, code, source string) Obligation {
		i := slices.IndexFunc(p.Obligations, func(o Obligation) bool {
			return o.Code == code &&
				(source == "" || o.Source == source)
		})
		if i < 0 {
			t.Fatalf("no obligation %s of %q", code, source)
		}
		return p.Obligations[i]
	}
	p := planOf(t)
	if o := find(p, "permit-change", "S1"); o.Due.String() != "2026-07-31" || !o.Done {
		t.Errorf("permit change of S1: due %s, done %v; want 2026-07-31 and done by the version of 2026-03-01", o.Due,
			o.Done)
	}
	if o := find(p, "base-total", ""); o.Due.String() != "2027-03-31" {
		t.Errorf("base total due %s, want 2027-03-31", o.Due)
	}
	if o := find(p, "closure-report", "S3"); !o.Done {
		t.Error("the permit of S3 is cancelled, the closure is reported")
	}
	if o := find(p, "city-record", "S2"); !strings.Contains(o.Party.ZH, "吉林市生态环境局") {
		t.Errorf("the record of S2 falls to %s, want 吉林市生态环境局", o.Party.ZH)
	}
	late := makePlan(t, given{AsOf: calc.MustDate("2026-08-01")},
		edit{"valid_from = 2026-03-01", "valid_from = 2026-09-01"}, edit{"valid_to = 2026-02-28",
			"valid_to = 2026-08-31"})
	if o := find(late, "permit-change", "S1"); !o.Overdue || o.Done {
		t.Errorf("on 2026-08-01: overdue %v, done %v; want overdue", o.Overdue, o.Done)
	}
	if !slices.Contains(codes(late, calc.Warning), CodeOverdue) {
		t.Errorf("warnings %v, want %s", codes(late, calc.Warning), CodeOverdue)
	}
	if on := makePlan(t, given{AsOf: calc.MustDate("2026-07-31")}, edit{"valid_from = 2026-03-01",
		"valid_from = 2026-09-01"}, edit{"valid_to = 2026-02-28", "valid_to = 2026-08-31"}); find(on, "permit-change",
		"S1").Overdue {
		t.Error("on the due day itself it is not overdue")
	}
}

// 排污许可管理条例 article 14: the permit of S1 (version 2026 of G-P) is good
// until 2031-02-28; 60 days before is 2030-12-30 (28 of February, 31 of January, 1
// of December). Article 15: before the project discharges.
func TestObligationsOfPermits(t *testing.T) {
	p := planOf(t)
	want := map[string]string{"permit-renewal S1": "2030-12-30", "permit-reapply ": "2027-10-01"}
	for _, o := range p.Obligations {
		key := o.Code + " " + o.Source
		if day, ok := want[key]; ok && (o.Due.String() != day || o.Clause.Instrument != "排污许可管理条例") {
			t.Errorf("%s: due %s by %s, want %s", key, o.Due, o.Clause, day)
		}
		delete(want, key)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if slices.ContainsFunc(p.Obligations, func(o Obligation) bool {
		return o.Code == "permit-renewal" &&
			o.Source == "S3"
	}) {
		t.Error("the cancelled permit of S3 is not renewed")
	}
}

// Sources transferred in different years fall under different bases (JL-4.2):
// 2026-07-01 under 31 March 2027, 2027-03-31 under the same day.
func TestBaseDay(t *testing.T) {
	for transfer, want := range map[string]string{"2026-07-01": "2027-03-31", "2027-03-31": "2027-03-31",
		"2027-04-01": "2028-03-31"} {
		if got := baseDay(calc.MustDate(transfer)); got.String() != want {
			t.Errorf("%s: %s, want %s", transfer, got, want)
		}
	}
	p := planOf(t, edit{"[[source]]\nid = \"S2\"", "[[source]]\nid = \"S2\"\ntransfer = 2027-05-01"})
	var days []string
	for _, o := range p.Obligations {
		if o.Code == "base-total" {
			days = append(days, o.Due.String())
		}
	}
	if !slices.Equal(days, []string{"2027-03-31", "2028-03-31"}) {
		t.Errorf("bases %v", days)
	}
}
