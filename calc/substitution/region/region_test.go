package region

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/calc/reduction"
	"tidai/calc/substitution"
	"tidai/calc/substitution/certificate"
	"tidai/factors"

	"pgregory.net/rapid"
)

const testdata = "../../../testdata"

// edit changes one text in a file of the copied testdata.
type edit struct{ file, from, to string }

const shared = "regions/example/sources.toml"

// opened copies the example region with edits and reads it.
func opened(t *testing.T, edits ...edit) Input {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"dossiers", "regions"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS(filepath.Join(testdata, part))); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range edits {
		name := filepath.Join(dir, filepath.FromSlash(e.file))
		data, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(data), e.from) {
			t.Fatalf("%s: %q is not there, %v", e.file, e.from, err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(data), e.from, e.to, 1)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	list, found := dossier.OpenRegion(filepath.Join(dir, "regions", "example"))
	if calc.HasErrors(found) {
		t.Fatal(found)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy(list.Shared.Policy)
	open := func(d *dossier.Dossier) assessed { return assessed{d, book, policy, list.Shared.Date} }
	in := Input{Shared: open(list.Shared), Policy: policy, On: list.Shared.Date}
	for _, p := range list.Projects {
		d, found := dossier.Open(p.Dir)
		if calc.HasErrors(found) {
			t.Fatal(found)
		}
		in.Projects = append(in.Projects, Project{ID: p.ID, Case: open(d)})
	}
	return in
}

func planned(t *testing.T, edits ...edit) Plan {
	t.Helper()
	p, ok := Make(opened(t, edits...))
	if !ok {
		t.Fatal(p.Findings)
	}
	if faults := certificate.Verify(p.Certificate); len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, s := range steps(p) {
		if s.OK() {
			if err := s.Recheck(); err != nil {
				t.Errorf("recheck: %v", err)
			}
		}
	}
	return p
}

// steps are all numbers of a plan.
func steps(p Plan) []calc.Step {
	var out []calc.Step
	for _, x := range p.Projects {
		for _, n := range x.Needs {
			out = append(out, n.Exact, n.Rounded, n.Allocated, n.Shortfall)
		}
	}
	for _, s := range p.Sources {
		for _, y := range s.Supplies {
			out = append(out, y.Exact, y.Rounded, y.Lot, y.Given, y.Used, y.Left)
		}
	}
	for _, x := range p.Totals {
		out = append(out, x.Demand, x.Allocated, x.Shortfall, x.Supply, x.Given, x.Left)
	}
	return out
}

func is(t *testing.T, what string, s calc.Step, want string) {
	t.Helper()
	switch w, _ := new(big.Rat).SetString(want); {
	case want == "" && s.OK():
		t.Errorf("%s: %s where nothing was expected", what, s.Value())
	case want == "":
	case !s.OK():
		t.Errorf("%s: %v, want %s", what, s.Err(), want)
	case s.Value().Unit().String() != "kg/a" || s.Value().Rat().Cmp(w) != 0:
		t.Errorf("%s: %s, want %s", what, s.Value(), want)
	}
}

func (p Plan) flow(good, source, project string) calc.Step {
	for _, f := range p.Flows {
		if f.Name() == good && f.Source == source && f.Project == project {
			return f.Amount
		}
	}
	return calc.Step{}
}

func (p Plan) source(id string) SourceRow {
	return p.Sources[slices.IndexFunc(p.Sources, func(s SourceRow) bool { return s.ID == id })]
}

func (p Plan) supply(good, id string) Supply {
	for _, y := range p.source(id).Supplies {
		if y.Name() == good {
			return y
		}
	}
	return Supply{}
}

func codes(fs []calc.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code+" "+f.Subject)
	}
	return strings.Join(out, "\n")
}

// The example region as worked by hand in its ORIGIN.md.
func TestExample(t *testing.T) {
	p := planned(t)
	for i, want := range []string{"0", "0.6", "2649.869078", "1838.33408", "0", "0"} {
		w, _ := new(big.Rat).SetString(want)
		if p.Cost[i].Rat().Cmp(w) != 0 {
			t.Errorf("%s: %s, want %s", Levels[i].EN, p.Cost[i], want)
		}
	}
	if p.Short() || !p.Proven || p.Priced || len(p.Sources) != 19 {
		t.Errorf("short %v, proven %v, priced %v, %d sources", p.Short(), p.Proven, p.Priced, len(p.Sources))
	}
	for _, c := range [][4]string{
		{"Pb", "plating/S1", "plating", "0.6"},
		{"Pb", "吉林-1", "plating", "0.6"},
		{"Pb", "吉林-1", "smelting", "29.4"},
		{"Pb", "smelting/S3", "smelting", "45"},
		{"Pb", "smelting/S2", "smelting", "1552.1"},
		{"Pb", "smelting/S1", "smelting", ""},
		{"Pb", "plating/S4", "lead-battery", "10"},
		{"Pb", "lead-battery/S2", "lead-battery", "4.86592"},
		{"Pb", "lead-battery/S1", "lead-battery", "54"},
		{"Pb", "长春-1", "lead-battery", "39.13408"},
		{"Pb", "mining/S1", "mining", "265"},
		{"Pb", "mining/S2", "mining", "35"},
		{"Cr", "吉林-2", "plating", "60"},
		{"Cr", "plating/S1", "plating", "59.569078"},
		{"Cr", "plating/S2", "plating", ""},
		{"Cd", "吉林-1", "smelting", "2"},
		{"As", "吉林-1", "smelting", "5"},
	} {
		is(t, strings.Join(c[:3], " "), p.flow(c[0], c[1], c[2]), c[3])
	}
	is(t, "长春-1 left", p.supply("Pb", "长春-1").Left, "5.86592")
	for _, x := range p.Projects {
		for _, n := range x.Needs {
			switch {
			case x.ID == "pvc":
				is(t, "waived", n.Allocated, "")
			case x.ID == "plating" && n.Name() == "Cr":
				is(t, "plating Cr", n.Rounded, "119.569078")
				if c, _ := n.Exact.Value().Cmp(n.Rounded.Value()); c >= 0 {
					t.Errorf("%s is not above %s", n.Rounded.Value(), n.Exact.Value())
				}
			default:
				is(t, x.ID+" "+n.Name(), n.Allocated, n.Exact.Value().Exact())
			}
		}
	}
	if len(p.Findings) != 3 || p.Findings[0].Code != "TD-SUB-009" {
		t.Errorf("findings:\n%s", codes(p.Findings))
	}
}

// The transferors' terms and the states of a source, one by one.
func TestTerms(t *testing.T) {
	keep := "keep            = \"10 %\"\nlot             = \"20 kg/a\"\n"
	late := edit{shared, "deadline        = 2026-01-31", "deadline        = 2029-01-01"}
	for _, c := range []struct {
		name   string
		edits  []edit
		supply string // of Pb by 长春-1
		used   string
		given  string
		code   string
	}{
		{"as it is", nil, "45", "39.13408", "39.13408", ""},
		{"void", []edit{{shared, keep, "void = \"示例作废决定\"\n"}}, "", "", "", ""},
		{"used elsewhere",
			[]edit{{shared, "keep            = \"10 %\"\nlot             = \"20 kg/a\"\n[[source.actual]]",
				"[[source.committed]]\noutlet = \"T1-DW001\"\npollutant = \"Pb\"\namount = \"20 kg/a\"\nto = \"示例" +
					"丙项目\"\n[[source.actual]]"}}, "30", "30", "30", ""},
		{"an amount kept",
			[]edit{{shared, "keep            = \"10 %\"\nlot             = \"20 kg/a\"\n[[source.actual]]",
				"[[source.kept]]\noutlet = \"T1-DW001\"\npollutant = \"Pb\"\namount = \"20 kg/a\"\n[[source.actual]]"}},
			"30", "30", "30", ""},
		// then lead-battery/S1 gives less, and nothing is over
		{"a lot above the need", []edit{{shared, "\"20 kg/a\"", "\"42 kg/a\""}}, "45", "42", "42", ""},

		{"a lot above the supply", []edit{{shared, "\"20 kg/a\"", "\"46 kg/a\""}}, "45", "", "", CodeLot},
		{"no deadline", []edit{{shared, "deadline        = 2026-01-31\n", ""}}, "", "", "", ""},
		{"after every project", []edit{late}, "45", "", "", ""},
		{"a price of one", []edit{{shared, keep, keep + "price = \"100 元/kg\"\n"}}, "45", "39.13408", "39.13408",
			CodePrices},
		{"no opinion of the city", []edit{{shared, "city_opinion    = \"示例长环函〔2026〕21号\"\n", ""}}, "45",
			"39.13408", "39.13408", substitution.CodeCityOpinion},
		{"nobody responsible", []edit{{shared, "responsible     = \"示例乾蓄电池有限公司\"\n", ""}}, "45", "39.13408",
			"39.13408", substitution.CodeResponsible},
		{"no evidence",
			[]edit{{shared, "evidence        = [\"示例注销决定〔2026〕21号\", \"示例关停核查意见〔2026〕21号\"]\n",
				""}}, "45", "39.13408", "39.13408", substitution.CodeEvidence},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planned(t, c.edits...)
			y := p.supply("Pb", "长春-1")
			is(t, "supply", y.Rounded, c.supply)
			is(t, "used", y.Used, c.used)
			is(t, "given", y.Given, c.given)
			if s := p.source("长春-1"); (c.supply == "") != (len(s.Refusals) > 0) {
				t.Errorf("refusals %v", s.Refusals)
			}
			if c.name == "after every project" != p.source("长春-1").Nobody {
				t.Errorf("nobody: %v", p.source("长春-1").Nobody)
			}
			if found := slices.ContainsFunc(p.Findings,
				func(f calc.Finding) bool { return f.Code == c.code }); c.code != "" && !found {
				t.Errorf("no %s among\n%s", c.code, codes(p.Findings))
			}
			for _, f := range p.Findings {
				if f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" ||
					strings.Contains(f.Message.EN+f.Message.ZH+f.Remedy.EN, "%!") {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}

// Where every source states a price, the cheaper of equals gives.
func TestPrices(t *testing.T) {
	in := opened(t)
	price := func(d *dossier.Dossier, of func(id string) string) {
		for i := range d.Sources {
			d.Sources[i].Price = priceOf(t, of(d.Sources[i].ID))
		}
	}
	for _, x := range in.Projects {
		price(x.Dossier(), func(id string) string {
			if x.ID == "smelting" && id == "S1" {
				return "1 元/kg" // 18 kg/a of lead, as good as S2 but for this
			}
			return "10 元/kg"
		})
	}
	price(in.Shared.Dossier(), func(string) string { return "10 元/kg" })
	p, ok := Make(in)
	if !ok || !p.Priced {
		t.Fatalf("priced %v: %v", p.Priced, p.Findings)
	}
	is(t, "the cheaper", p.flow("Pb", "smelting/S1", "smelting"), "18")
	is(t, "the dearer", p.flow("Pb", "smelting/S2", "smelting"), "1534.1") // 1552.1 − 18
	// All that is given, at 10 元/kg, less 9 元/kg for what S1 gives: lead 18, mercury 1.2, cadmium 1.8
	// and arsenic 12 stand beside S2 for the same project.
	want := big.NewRat(0, 1)
	for i, s := range []string{"2649.869078", "18", "1.2", "1.8", "12"} {
		x, _ := new(big.Rat).SetString(s)
		factor := big.NewRat(10, 1)
		if i > 0 {
			factor = big.NewRat(-9, 1)
		}
		want.Add(want, x.Mul(x, factor))
	}
	if p.Cost[5].Rat().Cmp(want) != 0 || p.Cost[5].Unit().String() != "元/a" {
		t.Errorf("price %s, want %s", p.Cost[5], want.FloatString(6))
	}
}

func priceOf(t *testing.T, text string) dossier.Stated {
	t.Helper()
	in := opened(t, edit{shared, "whole           = true\n", "whole = true\nprice = \"" + text + "\"\n"})
	for _, s := range in.Shared.Dossier().Sources {
		if s.Price.Set {
			return s.Price
		}
	}
	t.Fatal("no price")
	return dossier.Stated{}
}

// What a region cannot be planned with, all at once.
func TestRefused(t *testing.T) {
	in := opened(t)
	for i := range in.Projects {
		if in.Projects[i].ID == "plating" {
			in.Projects[i].Dossier().Project.Commissioning = calc.Date{}
		}
	}
	p, ok := Make(in)
	if ok {
		t.Error("planned all the same")
	}
	if got := codes(p.Findings); !strings.Contains(got, CodeDate+" project:plating") {
		t.Error(got)
	}
	in = opened(t,
		edit{shared, "amount = \"30 kg/a\"", "amount = \"3e18 kg/a\""},
		edit{shared, "whole           = true\n", "whole = true\nprice = \"1e9 元/kg\"\n"})
	p, ok = Make(in)
	n := 0
	for _, f := range p.Findings {
		if f.Code == CodeBeyond && f.Subject == "source:吉林-1" {
			n++
		}
	}
	if ok || n != 2 { // the amount and the price
		t.Errorf("%v\n%s", ok, codes(p.Findings))
	}
}

// A project that draws on less than it needs is short by the difference, and
// the plan says so.
func TestShort(t *testing.T) {
	p := planned(t, edit{"dossiers/plating/dossier.toml", "commissioning = 2027-10-01", "commissioning = 2026-02-10"})
	// Before 2026-02-10: of all sources of chromium only plating/S1 (2026-01-31) and leather/S3 (2026-01-20) are
	// ready: 75 of the same industry and 10.185 of another, of 119.569078.
	if !p.Short() {
		t.Fatal("not short")
	}
	for _, x := range p.Projects {
		for _, n := range x.Needs {
			if x.ID == "plating" && n.Name() == "Cr" {
				is(t, "allocated", n.Allocated, "85.185")
				is(t, "short", n.Shortfall, "34.384078")
			}
		}
	}
	if !strings.Contains(codes(p.Findings), CodeShort+" project:plating") {
		t.Error(codes(p.Findings))
	}
}

// One line in two dossiers is one reduction.
func TestTwice(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testdata, filepath.FromSlash(shared)))
	if err != nil {
		t.Fatal(err)
	}
	again := strings.ReplaceAll(string(text), "吉林-2", "再次")
	again = again[strings.Index(again, "[[discharger]]\nid          = \"T3\""):]
	p := planned(t, edit{"dossiers/plating/sources.toml", "# 其他重点行业：铅蓄电池组装线关停", again +
		"\n# 其他重点行业：铅蓄电池组装线关停"})
	if s := p.source("吉林-2"); len(s.Refusals) != 1 || s.Refusals[0].Code != CodeTwice ||
		len(p.source("plating/再次").Refusals) != 0 {
		t.Errorf("%v", s.Refusals)
	}
	is(t, "once", p.flow("Cr", "plating/再次", "plating"), "60")
	// Two lines of one name in one dossier are two.
	p = planned(t, edit{shared, "name          = \"电铅生产线\"", "name          = \"生产线\""},
		edit{shared, "name          = \"镀硬铬生产线\"", "name          = \"生产线\""},
		edit{shared, "discharger    = \"T3\"", "discharger    = \"T3\""})
	if len(p.source("吉林-1").Refusals)+len(p.source("吉林-2").Refusals) != 0 {
		t.Error("two lines were taken for one")
	}
}

// The order of projects, of sources and of everything else that a file lists
// changes nothing.
func TestOrderOfDossiers(t *testing.T) {
	first, err := json.Marshal(planned(t).summary())
	if err != nil {
		t.Fatal(err)
	}
	in := opened(t)
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		shuffle(rng, in.Projects)
		for _, d := range append([]*dossier.Dossier{in.Shared.Dossier()}, in.Projects[0].Dossier(), in.Projects[1].Dossier()) {
			shuffle(rng, d.Sources)
			shuffle(rng, d.Lines)
			shuffle(rng, d.Dischargers)
			shuffle(rng, d.Permits)
		}
		p, ok := Make(in)
		if !ok {
			t.Fatal(p.Findings)
		}
		got, err := json.Marshal(p.summary())
		if err != nil || string(got) != string(first) {
			t.Fatalf("%v\n%s\n%s", err, got, first)
		}
	})
}

func shuffle[T any](rng *rand.Rand, list []T) {
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// summary is a plan as texts.
func (p Plan) summary() any {
	var flows []string
	for _, f := range p.Flows {
		flows = append(flows, strings.Join([]string{f.Name(), f.Source, f.Project, f.Amount.Value().String(),
			string(f.Tier), string(f.Preference)}, " "))
	}
	return []any{flows, p.Certificate, len(p.Totals), codes(p.Findings)}
}

// A region of one project gives what the plan of that project gives: of every
// tier and preference the same, to the milligram that rounding costs.
func TestOneProject(t *testing.T) {
	for _, x := range opened(t).Projects {
		in := opened(t)
		in.Projects, in.Shared = []Project{x}, nil
		p, ok := Make(in)
		if !ok {
			t.Fatal(p.Findings)
		}
		one := x.Needed().Allocate().Plan(substitution.Against{On: in.On})
		type rank struct {
			pollutant  calc.Pollutant
			tier       substitution.Tier
			preference substitution.Preference
		}
		sums := map[rank]*big.Rat{}
		add := func(k rank, s calc.Step, sign int64) {
			if sums[k] == nil {
				sums[k] = new(big.Rat)
			}
			sums[k].Add(sums[k], new(big.Rat).Mul(s.Value().Rat(), big.NewRat(sign, 1)))
		}
		for _, f := range p.Flows {
			add(rank{f.Pollutant, f.Tier, f.Preference}, f.Amount, 1)
		}
		for _, a := range one.Allocations {
			add(rank{a.Pollutant, a.Tier, a.Preference}, a.Amount, -1)
		}
		for k, diff := range sums {
			if diff.Abs(diff).Cmp(big.NewRat(int64(len(p.Sources)+1), 1_000_000)) > 0 {
				t.Errorf("%s %v: differs by %s kg/a", x.ID, k, diff.FloatString(9))
			}
		}
		if len(sums) == 0 && x.ID != "pvc" {
			t.Errorf("%s: nothing to compare", x.ID)
		}
	}
}

// Every single number of the example's certificate, changed by one, is found
// out; those of the plan and the proof also where the check sum is made good
// again.
func TestEveryNumberCounts(t *testing.T) {
	f := planned(t).Certificate
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	claim, end := strings.Index(text, `"plan":`), strings.Index(text, `"sha256":`)
	tried := 0
	for _, at := range scalar.FindAllStringIndex(text[:end], -1) {
		before := text[at[0]-1]
		// a digit of a name or a date
		if !strings.ContainsRune(`" [,:`, rune(before)) || strings.HasPrefix(text[at[1]:], "-") {
			continue
		}
		n, err := strconv.ParseInt(text[at[0]:at[1]], 10, 64)
		if err != nil {
			continue
		}
		changed := text[:at[0]] + strconv.FormatInt(n+1, 10) + text[at[1]:]
		for _, sealed := range []bool{false, true} {
			bad, err := certificate.Parse(strings.NewReader(changed))
			if err != nil || (sealed && at[0] < claim) {
				continue
			}
			if sealed {
				if err := bad.Seal(); err != nil {
					t.Fatal(err)
				}
			}
			tried++
			if len(certificate.Verify(bad)) == 0 {
				t.Errorf("sealed %v: %s passes with one more", sealed, text[max(0, at[0]-30):at[1]])
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d numbers were changed", tried)
	}
}

// assessed is an application without monitoring data, assessed as it is at the moment.
type assessed struct {
	d      *dossier.Dossier
	book   *factors.Book
	policy factors.Policy
	on     calc.Date
}

func (o assessed) Dossier() *dossier.Dossier { return o.d }

func (o assessed) Reduced() reduction.Result {
	return reduction.Assess(reduction.Input{Dossier: o.d, Book: o.book, Policy: o.policy, On: o.on})
}

func (o assessed) Needed() substitution.Needed {
	return substitution.Demand(substitution.Input{Dossier: o.d, Policy: o.policy}, o.Reduced())
}

func (o assessed) With(d *dossier.Dossier) Case {
	o.d = d
	return o
}
