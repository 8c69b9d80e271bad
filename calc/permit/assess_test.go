package permit

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

// assess runs the project's lines of the base dossier with appended text and
// statements replaced.
func assess(t *testing.T, appended string, replace ...string) ([]Assessment, []calc.Finding) {
	t.Helper()
	raw, err := os.ReadFile("../reduction/testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("the base dossier has no %q", replace[i])
		}
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text + appended)}})
	for _, f := range findings {
		if f.Severity == calc.Error {
			t.Fatalf("dossier: %v", f)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy(d.Policy)
	return Assess(Input{Dossier: d, Book: book, Policy: policy, On: d.Date, Lines: d.Project.Lines})
}

func target(t *testing.T, all []Assessment, name string, p calc.Pollutant) Assessment {
	t.Helper()
	for _, a := range all {
		if a.Target() == name && a.Pollutant == p {
			return a
		}
	}
	t.Fatalf("no assessment of %s at %s", p, name)
	return Assessment{}
}

func wantStep(t *testing.T, name string, s calc.Step, want string) {
	t.Helper()
	if err := s.Err(); err != nil {
		t.Errorf("%s: %v, want %s", name, err, want)
	} else if !s.Value().Equal(quantity.Must(want)) {
		t.Errorf("%s: got %s, want %s", name, s.Value(), want)
	}
}

func has(fs []calc.Finding, code string) bool {
	return slices.ContainsFunc(fs, func(f calc.Finding) bool { return f.Code == code })
}

func eia(date, extra string) string {
	return "\n[[eia]]\nid = \"F-E\"\nnumber = \"示例环审〔2014〕7号\"\ndischarger = \"F\"\nkind = \"approval\"\ndate = " + date +
		"\nlines = [\"F-L1\"]\n[[eia.amount]]\noutlet = \"DW001\"\npollutant = \"Pb\"\namount = \"6 kg/a\"\n" + extra
}

// HJ 942-2018 5.2.1: the least of formula (10 kg/a at DW001), quota, EIA
// amount of an approval dated 2015-01-01 or later, and promise.
func TestStrictestOfThoseThatBind(t *testing.T) {
	quota := "\n[[quota]]\noutlet = \"DW001\"\npollutant = \"Pb\"\namount = \"8 kg/a\"\ndocument = \"示例总量" +
		"〔2025〕1号\"\ndate = 2025-01-01\n"
	promise := "\n[[promise]]\noutlet = \"DW001\"\npollutant = \"Pb\"\namount = \"5 kg/a\"\ndocument = \"承诺" +
		"书\"\ndate = 2026-01-01\n"
	high := strings.Replace(quota, "8 kg/a", "11 kg/a", 1)
	for _, c := range []struct {
		name, appended, want string
		by                   Method
	}{
		{"formula alone", "", "10 kg/a", ByFormula},
		{"quota below the formula", quota, "8 kg/a", ByQuota},
		{"quota above the formula", high, "10 kg/a", ByFormula},
		{"EIA of 2014-12-31 does not bind", eia("2014-12-31", ""), "10 kg/a", ByFormula},
		{"EIA of 2015-01-01 binds", eia("2015-01-01", ""), "6 kg/a", ByEIA},
		{"EIA of 2014 as total control binds", eia("2014-12-31", "total_control = true\n"), "6 kg/a", ByEIA},
		{"promise is the least", quota + promise + eia("2015-01-01", ""), "5 kg/a", ByPromise},
	} {
		all, findings := assess(t, c.appended)
		a := target(t, all, "DW001", calc.Lead)
		wantStep(t, c.name, a.Permitted, c.want)
		if a.CountedBy != c.by {
			t.Errorf("%s: counted by %s, want %s; findings %v", c.name, a.CountedBy, c.by, findings)
		}
		if err := a.Permitted.Recheck(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// HJ 967 table 17 is of the unit: two stacks, one amount of 40 kg/a.
func TestUnitIsCountedOnce(t *testing.T) {
	all, _ := assess(t, "")
	wantStep(t, "DA001+DA002", target(t, all, "DA001+DA002", calc.Lead).Permitted, "40 kg/a")
	if n := len(all); n != 2 {
		t.Errorf("%d assessments, want 2: the stacks together and the workshop outlet", n)
	}
}

// Two workshop outlets that receive the same product would count its water
// twice.
func TestProductAtTwoOutlets(t *testing.T) {
	second := "\n[[outlet]]\nid = \"DW009\"\ncode = \"DW009\"\ndischarger = \"F\"\nmedium = \"water\"\nposition = " +
		"\"workshop\"\ngrade = \"main\"\nreceives = [\"F-L1\"]\nlimit_class = \"new\"\n"
	if _, findings := assess(t, second); !has(findings, CodeTwice) {
		t.Errorf("findings %v, want %s", findings, CodeTwice)
	}
}

// The total outlet carries the same lead again and adds nothing; its amount is
// neither zero nor unknown but counted upstream.
func TestTotalOutletIsNotAdded(t *testing.T) {
	total := "\n[[outlet]]\nid = \"DW009\"\ncode = \"DW009\"\ndischarger = \"F\"\nmedium = \"water\"\nposition = " +
		"\"total\"\ngrade = \"main\"\nreceives = [\"F-L1\"]\nlimit_class = \"new\"\n"
	all, findings := assess(t, total)
	a := target(t, all, "DW009", calc.Lead)
	if a.Uncounted.EN == "" || a.Contribution.OK() || has(findings, CodeUnknown) {
		t.Errorf("uncounted %q, contribution %v, findings %v", a.Uncounted.EN, a.Contribution.Value(), findings)
	}
	for _, other := range all {
		if other.Uncounted.EN == "" && !other.Contribution.OK() {
			t.Errorf("%s has no contribution: %v", other.Target(), other.Contribution.Err())
		}
	}
}

// Special limits: 0.1 mg/L × 0.02 m3/kVAh × 10^6 kVAh = 2 kg. The existing
// series of GB 30484 ended on 2015-12-31 and says so.
func TestLimitClassAndDate(t *testing.T) {
	water := "position = \"workshop\"\ngrade = \"main\"\nreceives = [\"F-L1\"]\nlimit_class = \"new\""
	all, _ := assess(t, "", water, strings.Replace(water, "\"new\"",
		"\"special\"\nlimit_order = \"示例公告\"\nlimit_since = 2025-01-01", 1))
	wantStep(t, "special", target(t, all, "DW001", calc.Lead).Permitted, "2 kg/a")

	all, findings := assess(t, "", water, strings.Replace(water, "\"new\"", "\"existing\"", 1))
	a := target(t, all, "DW001", calc.Lead)
	if a.Permitted.OK() || a.Contribution.OK() || !has(findings, CodeNoFactor) {
		t.Errorf("existing limits after their end: permitted %v, findings %v", a.Permitted.Value(), findings)
	}
	i := slices.IndexFunc(findings, func(f calc.Finding) bool { return f.Code == CodeNoFactor })
	if i >= 0 && !strings.Contains(findings[i].Message.EN, "2015-12-31") {
		t.Errorf("message %q does not say when the series ended", findings[i].Message.EN)
	}
}

// HJ 942 where there is no benchmark volume: 120 m3/d × 1.0 mg/L × 300 d =
// 36 kg by GB 8978-1996 (a local factor here), eq. (7).
func TestGeneralSpecificationByFlow(t *testing.T) {
	water := "medium = \"water\"\nposition = \"workshop\"\ngrade = \"main\"\nreceives = [\"F-L1\"]\nlimit_class = \"new\""
	all, findings := assess(t, "", "specification = \"HJ 967-2018\"", "specification = \"HJ 942-2018\"",
		water, water+"\nflow = \"120 m3/d\"\ntime = \"300 d/a\"\nstandard = \"GB 30484-2013\"")
	a := target(t, all, "DW001", calc.Lead)
	// GB 30484 table 2 gives 0.5 mg/L: 120 × 0.5 × 300 g = 18 kg.
	wantStep(t, "HJ 942 (7)", a.Permitted, "18 kg/a")
	if a.Rule.Clause.Instrument != "HJ 942-2018" {
		t.Errorf("rule %v, findings %v", a.Rule.Clause, findings)
	}
}

// HJ 967 has no special-period equation of its own: HJ 942 eq. (5) applies,
// 3 kg × (1 − 40 %) = 1.8 kg.
func TestSpecialPeriod(t *testing.T) {
	raw, err := os.ReadFile("../reduction/testdata/base.toml")
	if err != nil {
		t.Fatal(err)
	}
	water := "receives = [\"F-L1\"]\nlimit_class = \"new\"\n\n[[outlet]]\nid = \"G-DA001\""
	text := strings.Replace(string(raw), water, "receives = [\"F-L1\"]\nlimit_class = "+
		"\"new\"\n[[outlet.special_period]]\nname = \"枯水期\"\npollutant = \"Pb\"\nprevious = \"3 kg\"\ncut = \"40 "+
		"%\"\n\n[[outlet]]\nid = \"G-DA001\"", 1)
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(text)}})
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	periods, findings := SpecialPeriods(d, book)
	if len(periods) != 1 || len(findings) > 0 {
		t.Fatalf("periods %v, findings %v", periods, findings)
	}
	wantStep(t, "special period", periods[0].Amount, "1.8 kg")
	if c := periods[0].Amount.Clause(); c.Instrument != "HJ 942-2018" {
		t.Errorf("clause %v", c)
	}
}
