package factors

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
)

// The table of differences between the specifications (chapter 9, chapter 7's
// load rule, 5.2), one row each, written down from the notes on the
// specifications and not from the factor files. Cells with two media are
// "gas/water"; "." is a medium without a rule.
//
//	family | ≥-load | manual over auto | enforcement | gap (! binds metals) | half-year | coefficients | no manual | period
var differences = map[string]string{
	"HJ 942-2018":   "A/A | - | -/- | always | 25/- | y/- | -/- | -/- | any",
	"HJ 855-2017":   "-/D | y | -/- | - | 25/- | y/- | -/- | eg/eg | any",
	"HJ 863.1-2017": "*/* | y | -/- | always | 25!/25! | y/y | -/- | -/- | issue",
	"HJ 863.3-2017": "*/* | y | -/- | lawful-method | 25!/25! | y/y | -/- | -/- | issue",
	"HJ 863.4-2018": "B/B | y | y/y | - | 75/- | y/y | 附录E/附录E | eg/eg | any",
	"HJ 931-2017":   "B/B | y | y/y | - | 25!/- | y/y | 附录F/附录F | eg/eg | any+year",
	"HJ 934-2017":   "B/B | y | y/y | - | 25!/- | y/y | 附录D/附录D | eg/eg | any+year",
	"HJ 936-2017":   "B/B | y | y/y | - | 25!/- | y/y | 附录F/附录F | eg/eg | any+year",
	"HJ 937-2017":   "B/B | y | y/y | - | 25!/- | y/y | -/附录D | eg/eg | any+year",
	"HJ 938-2017":   "B/B | y | y/y | - | 25!/- | y/y | 附录F/附录F | eg/eg | any+year",
	"HJ 967-2018":   "B/B | y | y/y | - | 25!/25! | y/- | 附录C 表C.1/附录C 表C.2 | eg/eg | any+year",
	"HJ 859.1-2017": "-/C | - | y/- | - | 25/- | y/y | -/- | -/- | any+year",
	"HJ 1065-2019":  "./C | - | ./- | always | ./- | ./- | ./附录D | ./g | any+year",
	"HJ 1035-2019":  "B/B | y | y/y | - | 25/- | -/y | -/- | -/- | any",
	"HJ 1036-2019":  "B/B | y | y/y | - | 75!/- | y/y | -/表13 | eg/eg | any",
	"HJ 1120-2020":  "./A | - | ./- | - | ./- | ./- | ./- | ./eg | any",
}

func yes(b bool) string {
	if b {
		return "y"
	}
	return "-"
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// cells writes a rule as the cells of the table.
func cells(r MonitoringRule) []string {
	family := orDash(r.Family)
	if r.Borrowed {
		family = "*"
	}
	gap := orDash(map[string]string{"missing-25": "25", "capture-75": "75"}[r.Gap])
	if r.GapBinds {
		gap += "!"
	}
	period := r.Rolling
	if r.Year {
		period += "+year"
	}
	return []string{family, yes(r.LoadAtLeastMean), yes(r.ManualPrevails), orDash(r.EnforcementPrevails), gap,
		yes(r.HalfYear),
		orDash(r.Coefficients), orDash(map[string]string{"emission-or-generation": "eg",
			"generation": "g"}[r.NoManual]), period}
}

func TestMonitoringRules(t *testing.T) {
	b := builtinBook(t)
	for spec, line := range differences {
		for i, medium := range []calc.Medium{calc.Air, calc.Water} {
			var want []string
			for _, cell := range strings.Split(line, " | ") {
				if media := strings.Split(cell, "/"); len(media) == 2 {
					cell = media[i]
				}
				want = append(want, cell)
			}
			r, err := b.MonitoringRule(spec, medium)
			if want[0] == "." {
				if !errors.Is(err, ErrNoMedium) {
					t.Errorf("%s %s: %v", spec, medium, err)
				}
				continue
			}
			if got := strings.Join(cells(r), " | "); err != nil || got != strings.Join(want, " | ") ||
				r.Specification != spec || r.Medium != medium {
				t.Errorf("%s %s: %v\n got %s\nwant %s", spec, medium, err, got, strings.Join(want, " | "))
			}
		}
	}
	if n := len(monitoringRules(b)); n != 30 { // 16 specifications, two of them without gas
		t.Errorf("%d rules", n)
	}
}

// What the table of differences does not hold: units, outlets, time, required
// automatic monitoring, what stands in where data were not used.
func TestMonitoringRuleDetails(t *testing.T) {
	b := builtinBook(t)
	unit := map[string]string{"HJ 855-2017": "kg/a"}
	outlets := map[string]string{"HJ 1035-2019/air": "permitted", "HJ 1120-2020/water": "all"}
	noMetal := map[string]bool{"HJ 855-2017/air": true, "HJ 859.1-2017/air": true}
	notUsed := map[string]string{"HJ 855-2017/air": "", "HJ 855-2017/water": "", "HJ 859.1-2017/air": ""}
	substitute := map[string]string{"HJ 859.1-2017/air": "", "HJ 1065-2019/water": "", "HJ 1035-2019/water": "",
		"HJ 1036-2019/water": ""}
	for _, r := range monitoringRules(b) {
		key := r.Specification + "/" + string(r.Medium)
		position, gaps := "stack", "HJ 75"
		if r.Medium == calc.Water {
			position, gaps = "workshop", "HJ 356"
		}
		if s, ok := substitute[key]; ok {
			gaps = s
		}
		if noMetal[key] {
			position = ""
		}
		wantUsed := "generation"
		if s, ok := notUsed[key]; ok {
			wantUsed = s
		}
		time := "emission"
		if key == "HJ 1036-2019/water" {
			time = "period"
		}
		for what, pair := range map[string][2]string{
			"unit": {r.Unit, or(unit[r.Specification], "t/a")}, "outlets": {r.Outlets, or(outlets[key], "main")},
			"positions": {strings.Join(r.Position, ","), position}, "gaps": {r.Substitute, gaps},
			"not used": {r.NotUsed, wantUsed},
			"time":     {r.TimeIs, time}, "low load": {yes(r.RejectLowLoad), yes(key == "HJ 967-2018/air")},
			"automatic": {yes(len(r.RequiresAutomatic) > 0), yes(key == "HJ 967-2018/water")},
			"rain":      {yes(len(r.Extra) > 0), yes(key == "HJ 967-2018/water")},
			"status":    {string(r.Status), "text"}, "borrowed": {r.Clause.Instrument, map[bool]string{true: general,
				false: r.Clause.Instrument}[r.Borrowed]},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s is %q, want %q", key, what, pair[0], pair[1])
			}
		}
	}
	r, _ := b.MonitoringRule("HJ 967-2018", calc.Water)
	for _, c := range []struct {
		p        calc.Pollutant
		industry string
		want     bool
	}{{"Pb", "lead-battery", true}, {"Cd", "lead-battery", false}, {"Cd", "nickel-cadmium", true},
		{"Pb", "nickel-cadmium", false}, {"Cd", "", true}, {"Hg", "", false}} {
		if _, ok := r.AutomaticRequired(c.p, c.industry); ok != c.want {
			t.Errorf("automatic %s in %q: %t", c.p, c.industry, ok)
		}
	}
	if r.Extra[0].Name.ZH != "初期雨水" || r.Extra[0].Pollutants[0] != "Pb" || r.FallbackClause.Locator == "" {
		t.Errorf("%+v", r.Extra)
	}
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// An industry without specification has the general rule; one whose
// specification is silent on a medium has none.
func TestGeneralMonitoringRule(t *testing.T) {
	b := builtinBook(t)
	for _, spec := range []string{"", "HJ 846-2017", "HJ 819-2017"} {
		r, err := b.MonitoringRule(spec, calc.Air)
		if err != nil || r.Specification != "HJ 942-2018" || r.ManualFamily() != "A" {
			t.Errorf("%s: %s, %v", spec, r.Specification, err)
		}
	}
	r, _ := b.MonitoringRule("HJ 863.1-2017", calc.Water)
	if r.Family != "" || r.ManualFamily() != "A" || r.Clause.String() != "HJ 942-2018 式(16)（PDF 第18页）" {
		t.Errorf("%q %q %s", r.Family, r.ManualFamily(), r.Clause)
	}
}

// Rows of the tables of self-monitoring, written down from the notes on the
// specifications.
func TestFrequency(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		spec, industry, medium, outlet, grade, pollutants, process, stack string
		want                                                              string
	}{
		{"HJ 863.1-2017", "", "air", "stack", "main", "Pb Hg", "lead", "", "monthly"},
		{"HJ 863.1-2017", "", "air", "stack", "main", "Pb", "zinc-isp", "sinter-machine", "quarterly"},
		{"HJ 863.1-2017", "", "air", "stack", "general", "Pb", "lead", "", "quarterly"},
		{"HJ 863.1-2017", "", "water", "workshop", "main", "Pb Cd As Hg", "lead", "", "daily"},
		{"HJ 863.1-2017", "", "water", "total", "main", "Pb Cd As Hg", "", "", "daily"},
		{"HJ 863.1-2017", "", "water", "total", "main", "Cr", "", "", "monthly"},
		{"HJ 863.3-2017", "", "air", "stack", "main", "Pb As Hg", "copper", "", "monthly"},
		{"HJ 863.3-2017", "", "water", "workshop", "main", "Pb As Hg Cd", "copper", "", "daily"},
		{"HJ 863.3-2017", "", "air", "stack", "general", "Pb", "copper", "", "none"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "As Pb Cd", "secondary-copper.blister", "furnace", "monthly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "Cr", "secondary-copper.blister", "furnace", "quarterly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "Pb As Cd", "secondary-aluminium.alloy", "melting", "quarterly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "As Pb Cd Cr", "secondary-lead", "furnace", "monthly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "Pb", "secondary-lead", "refining-kettle", "monthly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "As Cd Cr", "secondary-lead", "refining-kettle", "quarterly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "Pb", "secondary-lead", "electro-refining", "quarterly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "As Pb Cd", "secondary-zinc.scrap", "kiln", "monthly"},
		{"HJ 863.4-2018", "", "air", "stack", "main", "Cr", "secondary-zinc", "", "quarterly"},
		{"HJ 863.4-2018", "", "water", "workshop", "main", "Pb As Cd Hg", "secondary-lead", "", "daily"},
		{"HJ 863.4-2018", "", "water", "workshop", "main", "Cr", "secondary-lead", "", "monthly"},
		{"HJ 931-2017", "", "air", "stack", "main", "Hg Pb", "mercury", "", "monthly"},
		{"HJ 931-2017", "", "water", "workshop", "main", "Hg Pb Cd As", "mercury", "", "daily"},
		{"HJ 931-2017", "", "water", "workshop", "main", "Cr6+", "mercury", "", "monthly"},
		{"HJ 934-2017", "", "air", "stack", "main", "Pb Hg As", "nickel", "", "monthly"},
		{"HJ 934-2017", "", "water", "workshop", "main", "Pb Hg As Cd", "nickel", "", "daily"},
		{"HJ 936-2017", "", "air", "stack", "main", "Pb Hg As Cd", "tin", "reduction", "monthly"},
		{"HJ 936-2017", "", "air", "stack", "general", "Pb", "tin", "batching", "half-yearly"},
		{"HJ 936-2017", "", "air", "stack", "main", "Pb", "tin", "refining", "quarterly"},
		{"HJ 936-2017", "", "water", "workshop", "main", "Pb Hg As Cd", "tin", "", "daily"},
		{"HJ 937-2017", "", "air", "stack", "main", "Pb Hg As Cd", "cobalt.pyro", "", "monthly"},
		{"HJ 937-2017", "", "water", "workshop", "main", "Pb Hg As Cd", "cobalt.pyro", "", "daily"},
		{"HJ 938-2017", "", "air", "stack", "main", "Pb Hg As Cd", "antimony.concentrate", "reduction", "monthly"},
		{"HJ 938-2017", "", "air", "stack", "general", "Pb", "antimony.concentrate", "hood", "quarterly"},
		{"HJ 938-2017", "", "air", "stack", "general", "Pb", "antimony.concentrate", "gold-smelting", "half-yearly"},
		{"HJ 938-2017", "", "water", "workshop", "main", "Pb Hg As Cd", "antimony.concentrate", "", "daily"},
		{"HJ 967-2018", "lead-battery", "air", "stack", "main", "Pb", "plates", "", "monthly"},
		{"HJ 967-2018", "lead-battery", "air", "stack", "general", "Pb", "plates", "", "monthly"},
		{"HJ 967-2018", "nickel-cadmium", "air", "stack", "main", "Cd", "", "", "half-yearly"},
		{"HJ 967-2018", "lead-battery", "water", "workshop", "main", "Pb", "plates", "", "automatic daily"},
		{"HJ 967-2018", "nickel-cadmium", "water", "workshop", "main", "Cd", "", "", "automatic daily"},
		{"HJ 967-2018", "lead-battery", "water", "workshop", "main", "Cd", "plates", "", "yearly"},
		{"HJ 967-2018", "", "water", "workshop", "main", "Cd", "plates", "", "none"},
		{"HJ 855-2017", "electroplating", "water", "workshop", "main", "Cr Cr6+ Cd Pb Hg", "", "", "daily"},
		{"HJ 855-2017", "electroplating", "air", "stack", "main", "Cr", "", "", "none"},
		{"HJ 859.1-2017", "leather", "water", "workshop", "main", "Cr", "", "", "weekly"},
		{"HJ 859.1-2017", "leather", "water", "workshop", "main", "Cr6+", "", "", "monthly"},
		{"HJ 1065-2019", "", "water", "workshop", "main", "Cr", "", "", "gap"},
		{"HJ 1035-2019", "", "air", "stack", "main", "Cr Pb", "", "", "quarterly"},
		{"HJ 1035-2019", "", "water", "workshop", "general", "Cr Pb", "", "", "half-yearly"},
		{"HJ 1036-2019", "", "air", "stack", "main", "Hg", "", "", "quarterly"},
		{"HJ 1036-2019", "", "water", "workshop", "main", "Hg", "", "", "monthly"},
		{"HJ 1120-2020", "", "water", "workshop", "main", "Pb Hg Cd Cr As", "", "", "monthly"},
		{"HJ 1120-2020", "", "water", "workshop", "main", "Cr6+", "", "", "quarterly"},
		{"HJ 519-2020", "", "water", "workshop", "main", "Pb As Cd Hg", "", "", "daily"},
		{"HJ 519-2020", "", "air", "stack", "main", "Pb As Cd Cr", "", "", "monthly"},
		{"", "", "water", "workshop", "main", "Pb", "", "", "none"},
	} {
		for _, p := range strings.Fields(c.pollutants) {
			q := FrequencyQuery{Specification: c.spec, Industry: c.industry, Medium: calc.Medium(c.medium),
				Outlet: c.outlet, Grade: c.grade,
				Pollutant: calc.Pollutant(p), Process: c.process}
			if c.stack != "" {
				q.Stacks = []string{"other-stack", c.stack}
			}
			f, err := b.Frequency(q)
			got := string(f.Term)
			switch {
			case errors.Is(err, ErrGap):
				got = "gap"
			case errors.Is(err, ErrNotTabulated):
				got = "none"
			case err != nil:
				got = err.Error()
			case f.Automatic:
				got = "automatic " + got
			}
			if got != c.want || (err == nil && (f.Value.Clause.Locator == "" || f.Term.PerYear() == 0 || f.Range)) {
				t.Errorf("%+v: got %s, want %s", q, got, c.want)
			}
		}
	}
}

// HJ 819-2017 tables 1 and 2, for an industry without a specification or guide
// of its own: key dischargers and others, main pollutants and others.
func TestGeneralFrequency(t *testing.T) {
	b := builtinBook(t)
	for _, c := range []struct {
		medium                     calc.Medium
		process, stack, pollutants string
		text                       string
		term                       Term
		isRange                    bool
	}{
		{calc.Air, "key", "main", "main", "月~季度", Quarterly, true},
		{calc.Air, "key", "main", "secondary", "半年~年", Yearly, true},
		{calc.Air, "key", "other", "any", "半年~年", Yearly, true},
		{calc.Air, "other", "main", "main", "半年~年", Yearly, true},
		{calc.Air, "other", "other", "any", "年", Yearly, false},
		{calc.Water, "key", "", "main", "日~月", Monthly, true},
		{calc.Water, "key", "", "secondary", "季度~半年", HalfYearly, true},
		{calc.Water, "other", "", "main", "季度", Quarterly, false},
		{calc.Water, "other", "", "secondary", "年", Yearly, false},
	} {
		rows := b.Values(Query{Kind: MonitoringFrequency, Instrument: "HJ 819-2017", Medium: c.medium,
			Process: c.process, Stack: c.stack, Product: c.pollutants})
		rows = slices.DeleteFunc(rows, func(v Value) bool {
			return v.Process != c.process || v.Stack != c.stack || v.Product != c.pollutants
		})
		if len(rows) != 1 {
			t.Fatalf("%+v: %d rows", c, len(rows))
		}
		if f, ok := frequencyOf(rows[0].Text); !ok || rows[0].Text != c.text || f.Term != c.term ||
			f.Range != c.isRange {
			t.Errorf("%+v: %q, %+v", c, rows[0].Text, f)
		}
	}
}

func TestFrequencyWords(t *testing.T) {
	for text, ok := range map[string]bool{"日": true, "自动监测": true, "自动监测/月": true, "月~季度": true,
		"季度~月": false, "": false, "每天": false,
		"自动监测月": false, "自动监测/": false, "月~": false, "~": false, "日~日": false} {
		if f, got := frequencyOf(text); got != ok || (ok && f.Term == "" && !f.Automatic) {
			t.Errorf("%q: %+v %t", text, f, got)
		}
	}
	for i, x := range Terms {
		if n := x.Key.PerYear(); n == 0 || (i > 0 && n >= Terms[i-1].Key.PerYear()) {
			t.Errorf("%s: %d in a year", x.Key, n)
		}
	}
}

// A user's rule with the id of a built-in one replaces it; a second one for
// the medium is an error.
func TestOwnMonitoringRule(t *testing.T) {
	own := `
[instrument]
id = "HJ 967-2018"
[[actual]]
id = "ID"
medium = "water"
family = "A"
clause = "x"
automatic = "y"
unit = "t/a"
outlets = "main"
positions = ["workshop"]
time = "emission"
rolling = "any"
status = "recalled"
source = "own"
`
	replaced, findings := builtinBook(t).
		With(fstest.MapFS{"own.toml": {Data: []byte(strings.Replace(own, "ID", "hj967.actual.water", 1))}}, "mine")
	r, err := replaced.MonitoringRule("HJ 967-2018", calc.Water)
	if len(findings) > 0 || err != nil || r.Family != "A" || !r.Local {
		t.Errorf("%v %v %+v", findings, err, r)
	}
	_, findings = builtinBook(t).
		With(fstest.MapFS{"own.toml": {Data: []byte(strings.Replace(own, "ID", "mine.water", 1))}}, "mine")
	if len(findings) != 1 || findings[0].Code != CodeOverlap || findings[0].At.Line != 4 {
		t.Errorf("%v", findings)
	}
}

// monitoringRules lists the rules of all specifications.
func monitoringRules(b *Book) []MonitoringRule {
	var out []MonitoringRule
	for _, c := range b.readKinds(Specification) {
		out = append(out, c.actual...)
	}
	return out
}
