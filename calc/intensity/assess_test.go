package intensity

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// assess reads one account of line L and computes it. spec and state as given;
// the dossier around it is incomplete, which is not the question here.
func assess(t *testing.T, spec string, state State, text string) Account {
	t.Helper()
	text = `schema = "tidai/dossier/1"
policy = "jilin-2022-12"
date = 2026-03-31
[[line]]
id = "L"
discharger = "A"
name = "示例线"
gbt4754 = "3360"
industry = "electroplating"
specification = "` + spec + `"
[[line.product]]
id = "p"
name = "镀件"
process = "single"
capacity = "100000 m2/a"
pollutants = ["Cr"]
[[intensity]]
line = "L"
pollutant = "Cr"
` + text
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	if d == nil || len(d.Intensities) != 1 {
		t.Fatalf("not read: %v", findings)
	}
	for _, f := range findings {
		if strings.HasPrefix(f.Subject, "intensity") && f.Severity == calc.Error {
			t.Fatalf("dossier: %v", f)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := book.Policy("jilin-2022-12")
	if !ok {
		t.Fatal("no policy")
	}
	return Assess(Input{Dossier: d, Book: book, Policy: p, On: d.Date, State: state}, d.Intensities[0])
}

func codes(a Account) string {
	var out []string
	for _, f := range a.Findings {
		out = append(out, string(f.Severity)+" "+strings.TrimPrefix(f.Code, "TD-INT-"))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

const waterSamples = `
medium = "water"
method = "measurement"
time = "300 d/a"
load = "80 %"
[[intensity.sample]]
concentration = "0.05 mg/L"
flow = "100 m3/d"
load = "85 %"
[[intensity.sample]]
concentration = "0.02 mg/L"
flow = "300 m3/d"
load = "80 %"
`

// Vector 6 from a dossier, and what stands against samples.
func TestMeasurement(t *testing.T) {
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(waterSamples) }
	for _, c := range []struct {
		name, text string
		state      State
		want       string // kg/a
		codes      string
		counts     bool
	}{
		{"as stated", waterSamples, Project, "33/20", "", true},
		{"a load below the mean", edit(`"80 %"
[[intensity.sample]]`, `"82 %"
[[intensity.sample]]`), Project, "33/20", "warning 012", true},
		{"a load not stated", edit("load = \"85 %\"\n", ""), Project, "33/20", "note 012", true},
		{"automatic monitoring prescribed", "automatic_prescribed = true" + waterSamples, Project, "33/20",
			"warning 013", false},
		// not detected: (0.05 × 100 + 0.02 × 300)/2 with the limit, 0.05 × 100/2 = 2.5 g/d × 300 with zero
		{"not detected counts with the limit", edit("flow = \"300 m3/d\"", "flow = \"300 m3/d\"\nnot_detected = true"),
			After, "33/20", "note 014", true},
		{"not detected before a reduction", edit("flow = \"300 m3/d\"", "flow = \"300 m3/d\"\nnot_detected = true"),
			Before, "3/4", "note 014", true},
		{"no flow at all", edit("100 m3/d", "0 m3/d", "300 m3/d", "0 m3/d"), Project, "", "error 011", true},
		{"gas as plain m3", edit(`medium = "water"`, `medium = "air"`), Project, "", "error 011, error 011", true},
		{"water as gas", edit("0.05 mg/L", "0.05 mg/Nm3", "100 m3/d", "100 Nm3/h"), Project, "", "error 011", true},
	} {
		a := assess(t, "HJ 855-2017", c.state, c.text)
		if got := codes(a); got != c.codes {
			t.Errorf("%s: findings %q, want %q", c.name, got, c.codes)
		}
		if a.Admissible() != c.counts {
			t.Errorf("%s: admissible %v (%s)", c.name, a.Admissible(), a.Inadmissible.EN)
		}
		if c.want != "" {
			exact(t, c.name, a.Amount, c.want, "kg/a")
		} else if a.Amount.OK() {
			t.Errorf("%s: %s, want no amount", c.name, a.Amount.Value())
		}
	}
}

const streams = `
medium = "air"
method = "balance"
[[intensity.stream]]
role = "input"
name = "铬酐"
mass = "12 t/a"
content = "52 %"
evidence = "台账"
[[intensity.stream]]
role = "product"
name = "镀件"
amount = "5000 kg/a"
evidence = "衡算"
[[intensity.stream]]
role = "residue"
name = "污泥"
mass = "20 t/a"
content = "61 g/kg"
evidence = "检测报告"
`

const measuredWater = `
[[intensity.stream]]
role = "discharge"
name = "废水"
medium = "water"
amount = "15 kg/a"
evidence = "监测报告"
`

// 6 240 − 5 000 − 1 220 = 20 kg leave; 15 of it measured into water leave 5 for
// air, a share of 5 % is 1. With 4 measured into air the closure error is
// (20 − 15 − 4)/6 240.
func TestBalance(t *testing.T) {
	ownMeasured := strings.NewReplacer(`"water"`, `"air"`, "15 kg/a", "4 kg/a").Replace(measuredWater)
	for _, c := range []struct {
		name, spec, text, want, codes string
		state                         State
		counts                        bool
	}{
		{"split by the measured medium", "HJ 855-2017", streams + measuredWater, "5", "", Project, true},
		{"split by share", "HJ 855-2017", "share = \"5 %\"\nshare_evidence = \"设计\"" + streams, "1", "", Project,
			true},
		{"share without evidence", "HJ 855-2017", "share = \"5 %\"" + streams, "1", "warning 017", Project, true},
		{"no split", "HJ 855-2017", streams, "", "error 016", Project, true},
		{"closure", "HJ 855-2017", streams + measuredWater + ownMeasured, "5", "note 019", Project, true},
		{"stream without evidence", "HJ 855-2017", strings.Replace(streams, "evidence = \"台账\"\n", "", 1) +
			measuredWater, "5", "warning 017", Project, true},
		{"more out than in", "HJ 855-2017", strings.Replace(streams, "5000 kg/a", "6000 kg/a", 1) + measuredWater, "",
			"error 018", Project, true},
		{"no input", "HJ 855-2017", strings.Replace(streams, `"input"`, `"recovered"`, 1) + measuredWater, "",
			"error 018", Project, true},
		{"measured more than is left", "HJ 855-2017", streams + strings.Replace(measuredWater, "15 kg/a", "25 kg/a", 1),
			"", "error 018", Project, true},
		{"of a smelter", "HJ 936-2017", streams + measuredWater, "5", "warning 015", Project, false},
		{"not named, existing source", "HJ 967-2018", streams + measuredWater, "5", "warning 021", Before, true},
		{"named, existing source", "HJ 855-2017", streams + measuredWater, "5", "", Before, true},
	} {
		a := assess(t, c.spec, c.state, c.text)
		if got := codes(a); got != c.codes {
			t.Errorf("%s: findings %q, want %q", c.name, got, c.codes)
		}
		if a.Admissible() != c.counts {
			t.Errorf("%s: admissible %v (%s)", c.name, a.Admissible(), a.Inadmissible.EN)
		}
		if c.want != "" {
			exact(t, c.name, a.Amount, c.want, "kg/a")
		} else if a.Amount.OK() {
			t.Errorf("%s: %s, want no amount", c.name, a.Amount.Value())
		}
		if c.name == "closure" {
			exact(t, "closure error", a.Closure, "1/6240", "")
		}
	}
}

// Every specification of a smelter shuts the balance out (actual.md 1.3), and
// only those.
func TestBalanceRefusedBySpecification(t *testing.T) {
	for spec, refused := range map[string]bool{
		"HJ 863.1-2017": true, "HJ 863.3-2017": true, "HJ 863.4-2018": true, "HJ 931-2017": true, "HJ 934-2017": true,
		"HJ 936-2017": true, "HJ 937-2017": true, "HJ 938-2017": true,
		"HJ 855-2017": false, "HJ 859.1-2017": false, "HJ 942-2018": false, "HJ 967-2018": false, "HJ 1035-2019": false,
		"HJ 1036-2019": false, "HJ 1120-2020": false,
	} {
		for _, state := range []State{Project, Before, After} {
			if a := assess(t, spec, state, streams+measuredWater); a.Admissible() == refused {
				t.Errorf("%s %s: admissible %v", spec, state, a.Admissible())
			}
		}
	}
}

const analogue = `
medium = "water"
method = "analogy"
efficiency = "95 %"
efficiency_evidence = "设计文件"
[intensity.analogue]
name = "示例类比企业"
amount = "10 kg/a"
output = "80000 m2/a"
composition_difference = "8 %"
efficiency = "95 %"
evidence = "验收监测报告"
`

func conditions(but string) string {
	var out strings.Builder
	for _, key := range dossier.AnalogyConditions.Keys() {
		if key != but {
			out.WriteString("[[intensity.analogue.condition]]\ncondition = \"" + key +
				"\"\nholds = true\nevidence = \"对照表\"\n")
		}
	}
	return out.String()
}

// 10 kg/a × 100 000/80 000 = 12.5, a quarter larger. Whatever is missing or not
// met makes the amount one that is only shown, and is named.
func TestAnalogy(t *testing.T) {
	whole := analogue + conditions("")
	edit := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(whole) }
	for _, c := range []struct{ name, text, why string }{
		{"all met", whole, ""},
		{"composition at the threshold", edit(`"8 %"`, `"10 %"`), ""},
		{"composition above it", edit(`"8 %"`, `"10.1 %"`), "difference of composition 10.1 % above 10.0 %"},
		{"composition not stated", edit("composition_difference = \"8 %\"\n", ""),
			"difference of composition: not stated"},
		{"scale at the threshold, 100 000 of 130 000 is more",
			edit("80000", "76923.0769230769230769230769230769230769"), "difference of scale 30.0 % above 30.0 %"},
		{"scale above it", edit("80000", "70000"), "difference of scale 42.9 % above 30.0 %"},
		{"weaker control", edit(`efficiency = "95 %"
efficiency_evidence`, `efficiency = "94.9 %"
efficiency_evidence`), "design removal efficiency 94.9 % below the analogue's 95 %"},
		{"own efficiency without evidence", edit("efficiency_evidence = \"设计文件\"\n", ""),
			"removal efficiency without evidence"},
		{"analogue without evidence", edit("evidence = \"验收监测报告\"\n", ""),
			"emission and output of the analogue without evidence"},
		{"a condition missing", analogue + conditions("process"), "same process: not answered"},
		{"a condition not met", strings.Replace(whole, "condition = \"control\"\nholds = true",
			"condition = \"control\"\nholds = false", 1), "similar control measures: no"},
		{"a condition without evidence",
			strings.Replace(whole, "condition = \"management\"\nholds = true\nevidence = \"对照表\"",
				"condition = \"management\"\nholds = true", 1), "similar management: no evidence"},
	} {
		a := assess(t, "HJ 855-2017", Project, c.text)
		if a.Admissible() != (c.why == "") || !strings.Contains(a.Inadmissible.EN, c.why) {
			t.Errorf("%s: inadmissible %q, want %q", c.name, a.Inadmissible.EN, c.why)
		}
		if want := map[bool]string{true: "", false: "warning 020"}[c.why == ""]; codes(a) != want {
			t.Errorf("%s: findings %q, want %q", c.name, codes(a), want)
		}
		if !a.Amount.OK() {
			t.Errorf("%s: no amount: %v", c.name, a.Amount.Err())
		}
	}
	exact(t, "scaled", assess(t, "HJ 855-2017", Project, whole).Amount, "25/2", "kg/a")
}

// A policy that sets no threshold admits no analogy: it is not guessed.
func TestAnalogyWithoutThreshold(t *testing.T) {
	a := assess(t, "HJ 855-2017", Project, analogue+conditions(""))
	x := Input{Policy: factors.Policy{ID: "other"}, State: Project}
	as := &assessor{Input: x, acc: Account{Intensity: a.Intensity}}
	faults := as.analogyFaults(a.Analogue, stated("100000 m2/a"), stated("80000 m2/a"))
	if len(faults) != 2 || !strings.Contains(faults[0].EN, "analogy_composition") || !strings.Contains(faults[1].EN,
		"analogy_scale") {
		t.Errorf("faults %v", faults)
	}
}

// Vector 4 from a dossier, as chromium: × 51.9961/99.9943. Stack 0.38 g ×
// 9 600 × 0.9 × 0.05 = 0.16416 kg of CrO3, fugitive 0.3648.
func TestBathFromDossier(t *testing.T) {
	bath := `
medium = "air"
method = "generation-factor"
factor = "hj984.b1.chromic-acid-mist.suppressed"
surface = "2 m2"
time = "4800 h/a"
capture = "90 %"
capture_evidence = "设计文件"
removal = "hj984.f1.chromic-acid-mist.spray-tower"
rate = "1"
compound = "CrO3"
`
	a := assess(t, "HJ 855-2017", Project, bath)
	if got := codes(a); got != "note 023" {
		t.Errorf("findings %q", got)
	}
	// 0.16416 × 519961/999943 and 0.3648 × the same
	exact(t, "stack", a.Amount, "266739993/3124821875", "kg/a")
	exact(t, "fugitive", a.Fugitive, "118551108/624964375", "kg/a")
	a = assess(t, "HJ 855-2017", Project, strings.Replace(bath, "capture_evidence = \"设计文件\"\n", "", 1))
	if got := codes(a); got != "note 023, warning 022" {
		t.Errorf("without evidence: %q", got)
	}
	a = assess(t, "HJ 855-2017", Project, strings.Replace(bath, "\"90 %\"", "\"100 %\"", 1))
	if got := codes(a); got != "" {
		t.Errorf("all captured: %q", got)
	}
	exact(t, "nothing fugitive", a.Fugitive, "0", "kg/a")
}

// Normal and abnormal stay apart and both count: 1.65 + 0.24.
func TestAbnormalIsShownApart(t *testing.T) {
	text := waterSamples +
		"[[intensity.abnormal]]\nname = \"开车\"\nrate = \"0.02 kg/h\"\nduration = \"2 h\"\nfrequency = \"6 次/a\"\n"
	a := assess(t, "HJ 855-2017", Project, text)
	exact(t, "normal", a.Amount, "33/20", "kg/a")
	exact(t, "abnormal", a.Abnormal, "6/25", "kg/a")
	exact(t, "total", a.Total(), "189/100", "kg/a")
	if got := codes(a); got != "note 027, warning 025" {
		t.Errorf("findings %q", got)
	}
}

func TestExperimentIsRefusedByName(t *testing.T) {
	a := assess(t, "HJ 855-2017", Project, "medium = \"water\"\nmethod = \"experiment\"\n")
	if got := codes(a); got != "error 024" || a.Amount.OK() || a.Findings[0].Clause.Locator != "3.13（实验法）" {
		t.Errorf("findings %q %v", got, a.Findings)
	}
}

// No text ranks the methods of new sources; reviewers do; existing sources are
// measured first.
func TestOrderOfMethods(t *testing.T) {
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spec, sources, reading string
		method                 calc.IntensityMethod
		rank                   int
	}{
		{"HJ 855-2017", factors.NewSource, "guide", "measurement", 0},
		{"HJ 855-2017", factors.NewSource, "guide", "balance", 0},
		{"HJ 855-2017", factors.NewSource, "reviewers", "balance", 1},
		{"HJ 855-2017", factors.NewSource, "reviewers", "analogy", 2},
		{"HJ 855-2017", factors.NewSource, "reviewers", "emission-factor", 3},
		{"HJ 855-2017", factors.NewSource, "reviewers", "generation-factor", 4},
		{"HJ 855-2017", factors.ExistingSource, "reviewers", "measurement", 1},
		{"HJ 855-2017", factors.ExistingSource, "guide", "balance", 2},
		{"HJ 936-2017", factors.ExistingSource, "guide", "emission-factor", 2},
		{"HJ 936-2017", factors.ExistingSource, "guide", "balance", 0},
		{"HJ 9999-2099", factors.ExistingSource, "guide", "measurement", 1},
	} {
		if got := book.Order(c.spec, c.sources, c.reading).Rank(c.method); got != c.rank {
			t.Errorf("%s %s %s %s: rank %d, want %d", c.spec, c.sources, c.reading, c.method, got, c.rank)
		}
	}
	if o := book.Order("HJ 936-2017", factors.NewSource, "reviewers"); !o.Refuses("balance") ||
		o.Status != calc.StatusTranscript {
		t.Errorf("smelter under the reviewers' form: %+v", o)
	}
}
