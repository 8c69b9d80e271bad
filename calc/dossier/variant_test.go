package dossier

import (
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/document"
	"tidai/calc/quantity"
)

// spread is whole in two files: what is changed may stand in any of them.
func spread(t *testing.T, more string) fstest.MapFS {
	t.Helper()
	main, sources, found := strings.Cut(whole, "[[source]]\n")
	if !found {
		t.Fatal("whole has no source")
	}
	main = strings.Replace(main, "date = 2026-03-31\n", "date = 2026-03-31\ninclude = [\"sources.toml\"]\n", 1)
	return fstest.MapFS{MainFile: {Data: []byte(main + more)}, "sources.toml": {Data: []byte("[[source]]\n" + sources)},
		"data/2025.csv": {}, "data/lab.xlsx": {}}
}

func variant(t *testing.T, more string, v Variant) (*Dossier, []calc.Finding) {
	t.Helper()
	return ParseVariant(spread(t, more), v)
}

func one(path, value string) Variant {
	return Variant{Set: []Change{{At: calc.Position{File: "--set"}, Path: path, Value: value}}}
}

// Nothing changed is the dossier itself.
func TestNoVariant(t *testing.T) {
	want, _ := Parse(spread(t, ""))
	got, fs := variant(t, "", Variant{})
	if len(fs) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%v", fs)
	}
}

// A change is read like what was written, wherever it stands.
func TestSet(t *testing.T) {
	for _, c := range []struct {
		path, value string
		got         func(*Dossier) string
		want        string
	}{
		{"date", "2026-04-30", func(d *Dossier) string { return d.Date.String() }, "2026-04-30"},
		{"project.commissioning", "2027-06-01", func(d *Dossier) string { return d.Project.Commissioning.String() },
			"2027-06-01"},
		{"line.A-L2.product.deco.capacity", "30万m2/a",
			func(d *Dossier) string { return d.Lines[0].Products[0].Capacity.Amount.String() }, "30 万m2/a"},
		{"line.A-L2.product.capacity", "1 m2/a",
			func(d *Dossier) string { return d.Lines[0].Products[0].Capacity.Amount.String() }, "1 m2/a"},
		{"line.2.name", "x", func(d *Dossier) string { return d.Lines[1].Name }, "x"},
		{"line.*.name", "x", func(d *Dossier) string { return d.Lines[0].Name + d.Lines[1].Name }, "xx"},
		{"outlet.B-DA001.grade", "main", func(d *Dossier) string { return string(d.Outlets[2].Grade) }, "main"},
		{"intensity.efficiency", "90 %", func(d *Dossier) string { return d.Intensities[0].Efficiency.Written },
			"90 %"},
		{"intensity.Cr.generation-factor.rate", "0.5", func(d *Dossier) string { return d.Intensities[0].Rate.Written },
			"0.5"},
		{"permit.B-P.version.2023.amount.Cr.amount", "70 kg/a",
			func(d *Dossier) string { return d.Permits[0].Versions[0].Amounts[0].Value.Written }, "70 kg/a"},
		{"permit.B-P.version.2023.amount.六价铬.amount", "7 kg/a",
			func(d *Dossier) string { return d.Permits[0].Versions[0].Amounts[1].Value.Written }, "7 kg/a"},
		{"source.S1.keep", "10 %", func(d *Dossier) string { return d.Sources[0].Keep.Written }, "10 %"},
		{"source.S1.before", "2023", func(d *Dossier) string { return d.Sources[0].VersionBefore }, "2023"},
	} {
		d, fs := variant(t, "", one(c.path, c.value))
		for _, f := range fs {
			t.Errorf("%s: %v", c.path, f)
		}
		if d == nil || c.got(d) != c.want {
			t.Errorf("%s = %q: got %q, want %q", c.path, c.value, c.got(d), c.want)
		}
	}
}

// A third cannot be written, and is read exactly all the same.
func TestExactly(t *testing.T) {
	third := quantity.New(big.NewRat(1, 3), quantity.One)
	d, fs := variant(t, "", Variant{Set: []Change{Exactly("source.S1.keep", third, calc.Position{})}})
	if len(fs) > 0 || d.Sources[0].Keep.Amount.Rat().Cmp(big.NewRat(1, 3)) != 0 {
		t.Errorf("%v %v", fs, d.Sources[0].Keep)
	}
	if _, fs = variant(t, "", Variant{Set: []Change{Exactly("source.S1.name", third, calc.Position{}),
		Exactly("source.S1.closed", third, calc.Position{})}}); len(fs) != 2 {
		t.Errorf("%v", fs)
	}
}

// What cannot be is said where the change was asked for.
func TestSetFaults(t *testing.T) {
	for _, c := range []struct{ path, value, code, says string }{
		{"source.S9.keep", "10 %", CodeChange, "there is no S9"},
		{"sauce.S1.keep", "10 %", CodeChange, "there is no sauce"},
		{"source.S1.after.efficiency", "0.9", CodeChange, "there is no after"},
		{"source.S1", "x", CodeChange, "no single value"},
		{"source", "x", CodeChange, "no single value"},
		{"project", "x", CodeChange, "no single value"},
		{"line.name", "x", CodeChange, "line has 2 entries"},
		{"line.9.name", "x", CodeChange, "there is no 9"},
		{"permit.B-P.version.2023.amount.amount", "1 kg/a", CodeChange, "amount has 2 entries"},
		{"source..keep", "1", CodeChange, "empty part"},
		{"", "1", CodeChange, "empty part"},
		{"include", "more.toml", CodeChange, "cannot be changed"},
		{"source.S1.kepe", "10 %", document.CodeUnknown, "unknown key source[0].kepe"},
		{"source.S1.keep", "10 kg", document.CodeUnit, "wrong unit"},
		{"source.S1.keep", "ten", document.CodeQuantity, "not a number"},
		{"source.S1.keep", "150 %", CodeRange, "out of range"},
		{"source.S1.line", "B-L9", CodeDangling, "no line B-L9"},
		{"source.S1.deadline", "soon", document.CodeDate, "not a date"},
	} {
		_, fs := variant(t, "", one(c.path, c.value))
		if len(fs) != 1 || fs[0].Code != c.code || !strings.Contains(fs[0].Message.EN, c.says) ||
			fs[0].At.File != "--set" || fs[0].Remedy.ZH == "" {
			t.Errorf("%s = %q: got %v, want %s %q at --set", c.path, c.value, fs, c.code, c.says)
		}
	}
	twice := one("source.S1.keep", "10 %")
	twice.Set = append(twice.Set, twice.Set[0])
	if _, fs := variant(t, "", twice); len(fs) != 1 || fs[0].Code != CodeDuplicate {
		t.Errorf("set twice: %v", fs)
	}
}

const scenarios = `
[[scenario]]
id = "kept"
name = "出让方自留"
cost = "20万元"
set = [
  { path = "source.S1.keep", value = "10 %" },
  { path = "source.S2.whole", value = true },
]
remove = ["quota.1"]
[[scenario.add]]
[[scenario.add.source]]
id = "S2"
line = "B-L1"
basis = "closure"
permit = "B-P"
before = "2023"
closed = 2026-01-31
[[scenario.add]]
to = "permit.B-P"
[[scenario.add.version]]
id = "2027"
valid_from = 2025-05-01
valid_to = 2033-04-30
[[scenario.add.version.amount]]
outlet = "B-DW001"
pollutant = "Cr"
amount = "5 kg/a"
`

func TestScenario(t *testing.T) {
	base, fs := variant(t, scenarios, Variant{})
	if len(fs) > 0 {
		t.Fatalf("%v", fs)
	}
	s, ok := base.Scenario("kept")
	if !ok || s.Cost.Amount.String() != "20 万元" || len(s.Set) != 2 || s.Set[1].Value != "true" ||
		len(base.Sources) != 1 || base.Sources[0].Keep.Set {
		t.Errorf("the base: %+v", s)
	}
	d, fs := variant(t, scenarios, Variant{Scenario: "kept"})
	for _, f := range fs {
		t.Errorf("%v", f)
	}
	s1, _ := d.Source("S1")
	s2, _ := d.Source("S2")
	if len(d.Sources) != 2 || !s2.Whole || s1.Keep.Written != "10 %" || len(d.Quotas) != len(base.Quotas)-1 ||
		len(d.Permits[0].Versions) != 2 ||
		d.Permits[0].Versions[1].Amounts[0].Value.Written != "5 kg/a" {
		t.Errorf("%+v", d.Sources)
	}
}

// Faults of a scenario stand at its own lines, and only when it is asked for.
func TestScenarioFaults(t *testing.T) {
	for _, c := range []struct{ old, new, code string }{
		{`path = "source.S1.keep"`, `path = "source.S7.keep"`, CodeChange},
		{`value = "10 %"`, `value = "10 kg"`, document.CodeUnit},
		{`amount = "5 kg/a"`, `amount = "5 mg/L"`, document.CodeUnit},
		{`line = "B-L1"`, `lime = "B-L1"`, document.CodeUnknown},
		{`to = "permit.B-P"`, `to = "permit.B-P.number"`, CodeChange},
		{`remove = ["quota.1"]`, `remove = ["quota.7"]`, CodeChange},
		{`remove = ["quota.1"]`, `remove = ["project"]`, CodeChange},
		{`remove = ["quota.1"]`, `remove = ["source.S1.keeps"]`, CodeChange},
		{`[[scenario.add.version]]`, `[[scenario.add.versoin]]`, document.CodeUnknown},
	} {
		text := strings.Replace(scenarios, c.old, c.new, 1)
		if _, fs := variant(t, text, Variant{}); len(fs) > 0 && c.code != document.CodeUnknown {
			t.Errorf("%s: the base has %v", c.new, fs)
		}
		_, fs := variant(t, text, Variant{Scenario: "kept"})
		if !slices.ContainsFunc(fs, func(f calc.Finding) bool {
			return f.Code == c.code && f.At.File == MainFile &&
				f.At.Line > 100
		}) {
			t.Errorf("%s: %v, want %s", c.new, fs, c.code)
		}
	}
	_, fs := variant(t, scenarios, Variant{Scenario: "none"})
	if len(fs) != 1 || fs[0].Code != CodeChange || !strings.Contains(fs[0].Remedy.EN, "kept") {
		t.Errorf("%v", fs)
	}
	same := strings.Replace(scenarios, `path = "source.S1.keep", value = "10 %"`,
		`path = "source.S1.before", value = "2023"`, 1)
	if _, fs := variant(t, same, Variant{Scenario: "kept"}); len(fs) != 1 || fs[0].Code != CodeNoEffect ||
		fs[0].Severity != calc.Warning {
		t.Errorf("a change that changes nothing: %v", fs)
	}
}

// Ids may have dots, and the longest name wins.
func TestDottedID(t *testing.T) {
	text := strings.ReplaceAll(whole, `"B-L1`, `"B.1`)
	fsys := fstest.MapFS{MainFile: {Data: []byte(text)}, "data/2025.csv": {}, "data/lab.xlsx": {}}
	d, fs := ParseVariant(fsys, one("line.B.1.product.hard.capacity", "7 m2/a"))
	if len(fs) > 0 || d.Lines[1].Products[0].Capacity.Written != "7 m2/a" {
		t.Errorf("%v", fs)
	}
}

// The scenarios that the reference prints are read beside its dossier.
func TestDocumentedScenarios(t *testing.T) {
	doc := readText(t, "../../docs/dossier.md")
	_, rest, _ := strings.Cut(doc, "```toml\n")
	example, rest, _ := strings.Cut(rest, "```\n")
	_, rest, _ = strings.Cut(rest, "## `[[scenario]]`")
	for i, id := range []string{"retrofit", "limits"} {
		var block string
		_, rest, _ = strings.Cut(rest, "```toml\n")
		block, rest, _ = strings.Cut(rest, "```\n")
		block = strings.NewReplacer("C-P", "B-P", "C-DW001", "B-DW001", "2026-09-01", "2025-05-01").Replace(block)
		_, fs := ParseVariant(fstest.MapFS{MainFile: {Data: []byte(example + block)}}, Variant{Scenario: id})
		for _, f := range fs {
			t.Errorf("%d: %v", i, f)
		}
	}
}

// A path is never more than an error, whatever it is.
func FuzzPath(f *testing.F) {
	for _, p := range []string{"source.S1.keep", "line.*.product.*.capacity", "permit.B-P.version.amount.Cr.amount",
		"a..b", "scenario.kept.set.1.path", "project.exemption.kind", "include"} {
		f.Add(p, "1 kg/a")
	}
	f.Fuzz(func(t *testing.T, path, value string) {
		d, fs := ParseVariant(fstest.MapFS{MainFile: {Data: []byte(whole + scenarios)}, "data/2025.csv": {},
			"data/lab.xlsx": {}}, one(path, value))
		if d == nil && len(fs) == 0 {
			t.Error("nothing read and nothing said")
		}
		for _, x := range fs {
			if x.At.File == "" || x.Message.ZH == "" || x.Message.EN == "" {
				t.Errorf("%q: %s", path, fmt.Sprint(x))
			}
		}
	})
}

// A scenario takes a key away (the day of closing), as if it had not been written; one that is needed is then
// missing, and one that is not there cannot be taken out.
func TestScenarioRemovesAKey(t *testing.T) {
	without := func(key string) (*Dossier, []calc.Finding) {
		return variant(t, strings.Replace(scenarios, `remove = ["quota.1"]`, `remove = ["source.S1.`+key+`"]`, 1),
			Variant{Scenario: "kept"})
	}
	d, fs := without("closed")
	if s, _ := d.Source("S1"); calc.HasErrors(fs) || !s.Closed.IsZero() {
		t.Errorf("closed on %v; %v", s.Closed, fs)
	}
	if _, fs := without("line"); len(fs) == 0 || fs[0].Code != document.CodeMissing {
		t.Errorf("a source without its line: %v", fs)
	}
	if _, fs := without("whole"); len(fs) == 0 || fs[0].Code != CodeChange {
		t.Errorf("a key that is not written: %v", fs)
	}
}
