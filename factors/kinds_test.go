package factors

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// Rows as calc/permit will ask for them: the routes and stacks of the
// smelting specifications, general and special volumes.
func TestFindRoutes(t *testing.T) {
	b := builtinBook(t)
	on2026 := on("2026-03-31")
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 863.1-2017", Medium: calc.Air, Process: "lead", Stack: "hood"},
			"hj863-1.t2.lead.hood"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 863.1-2017", Medium: calc.Air, Process: "zinc-pyro.retort",
			Stack: "acid-plant"},
			"hj863-1.t2.zinc-pyro-retort.acid-plant"},
		{Query{Kind: Performance, Instrument: "HJ 863.1-2017", Medium: calc.Air, Process: "zinc-pyro.retort",
			Pollutant: "Hg"},
			"hj863-1.t3.zinc-pyro.hg"}, // 火法（ISP除外） covers both electric and retort
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 863.4-2018", Medium: calc.Water, Outlet: "workshop",
			Class: "new"}, "hj863-4.t9.workshop.general"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 863.4-2018", Medium: calc.Water, Outlet: "workshop",
			Class: "special"}, "hj863-4.t9.workshop.special"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 936-2017", Medium: calc.Water, Outlet: "workshop",
			Class: "special"}, "hj936.t3.workshop"},
		{Query{Kind: Limit, Instrument: "GB 30770-2014", Medium: calc.Air, Pollutant: "Pb",
			Process: "antimony.concentrate", Class: "new"},
			"gb30770.t5.air.pb.antimony-mercury.antimony"},
		{Query{Kind: Limit, Instrument: "GB 31574-2015", Medium: calc.Air, Pollutant: "Pb", Process: "secondary-lead",
			Class: "new"},
			"gb31574.t3.new.air.pb.lead-copper.secondary-lead"},
		{Query{Kind: BenchmarkVolume, Instrument: "GB 30486-2013", Medium: calc.Water, Industry: "leather",
			Class: "special"}, "gb30486.t3.volume.all"},
		{Query{Kind: RateLimit, Instrument: "GB 16297-1996", Pollutant: "Pb", Scale: "30m", Zone: "2"},
			"gb16297.t2.rate.pb.30m.zone2"},
		{Query{Kind: DefaultRemoval, Instrument: "HJ 863.4-2018", Medium: calc.Air, Pollutant: "Pb"},
			"hj863-4.c9.air.metals.default-removal"},
	} {
		c.q.On = on2026
		v, err := b.Find(c.q)
		if err != nil || v.ID != c.want {
			t.Errorf("%s: got %s, %v; want %s", b.describe(c.q), v.ID, err, c.want)
		}
	}
}

// What is not a number is never handed out as one, and each reason is its own.
func TestNoFigure(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		q      Query
		reason error
		says   string
	}{
		{Query{Kind: Limit, Instrument: "GB 9078-1996", Pollutant: "Pb", Process: "other", Zone: "1", Class: "new",
			On: on("2026-03-31")}, ErrInWords, "禁排"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 855-2017"}, ErrInWords, "per GB 21900"},
		{Query{Kind: BATLevel, Instrument: "HJ 1306-2023", Pollutant: "Cd"}, ErrInWords, "<0.01"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 937-2017", Medium: calc.Air, Process: "cobalt.pyro"},
			ErrUseMeasured, "5.2.3.2.1"},
		{Query{Kind: BenchmarkVolume, Instrument: "HJ 1035-2019", Medium: calc.Water, Pollutant: "Cr6+",
			Process: "chromium"}, ErrUseMeasured, "measured volume"},
		{Query{Kind: VolumeFactor, Instrument: "产排污系数手册 33-37,431-434", Medium: calc.Air, Process: "zinc-rack"},
			ErrSuspect, "17 000"},
		{Query{Kind: Limit, Instrument: "GB 30770-2014", Medium: calc.Air, Pollutant: "Pb", Class: "special"}, ErrGap,
			"gb30770.t6.air.pb"},
		{Query{Kind: BenchmarkVolume, Instrument: "GB 15581-2016", Medium: calc.Water, Process: "acetylene-pvc",
			Class: "special"}, ErrGap, "gb15581.t2.volume"},
		{Query{Kind: Limit, Instrument: "GB 31574-2015", Medium: calc.Air, Pollutant: "Hg", Class: "new"},
			ErrNoSuchItem, "gb31574.air.hg"},
		{Query{Kind: BenchmarkVolume, Instrument: "GB 31573-2015", Medium: calc.Air}, ErrNoSuchItem, "4.2.7"},
		{Query{Kind: Limit, Instrument: "GB 16297-1996", Pollutant: "As"}, ErrNoSuchItem, "gb16297.air.as"},
		{Query{Kind: Limit, Instrument: "GB 31573-2015", Medium: calc.Air, Pollutant: "Cr", Class: "new"},
			ErrNoSuchItem, "gb31573.air.cr"},
	} {
		v, err := b.Find(c.q)
		var le *LookupError
		if !errors.Is(err, c.reason) || !strings.Contains(err.Error(), c.says) || !errors.As(err, &le) ||
			le.Message.ZH == "" || v.ID != "" {
			t.Errorf("%s: got %s, %v; want %v that says %s", b.describe(c.q), v.ID, err, c.reason, c.says)
		}
	}
	for _, v := range b.All() {
		if s := v.Step("X"); s.OK() == (v.Absent || v.Text != "" || v.Use != "" || v.Suspect) {
			t.Errorf("%s: its step has a value: %t", v.ID, s.OK())
		}
		if words, ok := v.Words(); ok != (v.Absent || v.Text != "" || v.Use != "") ||
			ok != (words.ZH != "" && words.EN != "") {
			t.Errorf("%s: shown as %q", v.ID, words.EN)
		}
	}
	if v, _ := b.Value("gb16297.air.as"); v.Status != calc.StatusRecalled {
		t.Errorf("that GB 16297 has no arsenic is %s", v.Status)
	}
}

// Each kind keeps to itself, and only those of its own carry limits.
func TestKindsAreApart(t *testing.T) {
	count := map[Kind]int{}
	for _, v := range builtinBook(t).All() {
		count[v.Kind]++
		if slices.Contains([]Kind{BATLevel, GenerationRange, PlausibleEfficiency, MonitoringFrequency, Recovery,
			BoundaryLimit, Target,
			ReplacementRatio, Applicability}, v.Kind) && v.fits(Query{Kind: Limit, Instrument: v.Instrument}) {
			t.Errorf("%s is found as a limit", v.ID)
		}
		if v.Substance != "" && v.fits(Query{Kind: v.Kind, Instrument: v.Instrument, Pollutant: v.Pollutant}) {
			t.Errorf("%s counts %s and is found as the metal", v.ID, v.Substance)
		}
		if v.Kind == BenchmarkVolume && v.Pollutant != "" && !strings.Contains(v.Describe, string(v.Pollutant)) &&
			!strings.Contains(v.Describe, "总铬") {
			t.Errorf("%s: for %s, but %q", v.ID, v.Pollutant, v.Describe)
		}
	}
	for _, o := range fileKinds {
		if count[o.Key] == 0 {
			t.Errorf("no value of kind %s", o.Key)
		}
	}
}

func TestGapsAndMethods(t *testing.T) {
	b := builtinBook(t)
	if gaps := b.Gaps(); len(gaps) != 28 { // 20 in figures.csv, 3 in coefficients.csv, 1 frequency, 4 of the law
		t.Errorf("%d gaps", len(gaps))
	}
	for _, g := range b.Gaps() {
		if g.Looked == "" || g.Describe == "" || g.Title.EN == "" || g.Clause.Locator == "" {
			t.Errorf("%s is incomplete: %+v", g.ID, g)
		}
	}
	if m := b.Methods("产排污系数手册 3843"); len(m) != 2 || m[0].Medium != calc.Water || !strings.Contains(m[1].Text,
		"耗电量") {
		t.Errorf("k of 3843: %+v", m)
	}
	if m := b.Methods(""); len(m) != 17 { // one for each part of the manual, two for 3843
		t.Errorf("%d methods", len(m))
	}
}

func TestSearch(t *testing.T) {
	b := builtinBook(t)
	for words, want := range map[string]string{"烟化炉 基准烟气量": "",
		"fuming-furnace lead smelting": "hj863-1.t2.zinc-isp.fuming-furnace",
		"ISP 烟化炉":                      "hj863-1.t2.zinc-isp.fuming-furnace", "铬酸雾 特别": "",
		"CADMIUM sulphuric": "",
		"锡 限值 mercury new":  "gb30770.t2.water.hg",
		"禁排":                "gb9078.t4.new.hg.metal-melting.zone1"} {
		found := b.Search(words)
		if got := withID(found, want) >= 0; got != (want != "") {
			t.Errorf("%s: %d found, %s", words, len(found), ids(found[:min(len(found), 5)]))
		}
	}
	if n := len(b.Search()); n != len(b.All()) {
		t.Errorf("no words select %d", n)
	}
}

// A clause without a day is listed, one with a day is not.
func TestUnknownStarts(t *testing.T) {
	var clauses []string
	for _, f := range builtinBook(t).UnknownStarts() {
		if f.Code != CodeStart || f.Severity != calc.Note {
			t.Errorf("%+v", f)
		}
		clauses = append(clauses, f.Clause.String())
	}
	if !slices.Contains(clauses, "GB 21900-2008 表3（4.1.4）") || slices.Contains(clauses,
		"GB 21900-2008 表2（4.1.2、4.1.3）") || slices.Contains(clauses, "HJ 1065-2019 表7") {
		t.Errorf("%v", clauses)
	}
}

// A user's gap and method join the built-in ones; a value for a gap closes it
// for the lookup.
func TestOwnGapsAndMethods(t *testing.T) {
	own := `
[instrument]
id = "GB 30770-2014"
[[gap]]
id = "mine.gap"
kind = "limit"
describe = "x"
clause = "表9"
looked = "everywhere"
[[method]]
id = "mine.k"
describe = "k"
text = "k = 1"
clause = "x"
status = "text"
source = "x"
[[value]]
id = "gb30770.t6.air.pb"
kind = "limit"
medium = "air"
outlet = "stack"
class = "special"
pollutant = "Pb"
since = 2014-07-01
clause = "表6"
status = "text"
source = "our copy"
value = "0.1"
unit = "mg/Nm3"
`
	n, findings := builtinBook(t).With(fstest.MapFS{"own.toml": {Data: []byte(own)}}, "mine")
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	// one gap more, and the value with the id of gb30770.t6.air.pb closes that one
	if len(n.Gaps()) != 28 || len(n.Methods("GB 30770-2014")) != 1 || !n.Methods("GB 30770-2014")[0].Local {
		t.Errorf("%d gaps, %v", len(n.Gaps()), n.Methods("GB 30770-2014"))
	}
	if v, err := n.Find(Query{Kind: Limit, Instrument: "GB 30770-2014", Medium: calc.Air, Pollutant: "Pb",
		Class: "special", On: on("2026-03-31")}); err != nil || !v.Local {
		t.Errorf("got %s, %v", v.ID, err)
	}
}
