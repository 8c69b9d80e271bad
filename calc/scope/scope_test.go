package scope

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tidai/calc"
	"tidai/calc/dossier"
	"tidai/factors"
)

// one is a dossier with a single line of the class, with what it and its
// discharger state further. Firm and figures are invented.
func one(t *testing.T, class, industry, specification, line, discharger string) Result {
	t.Helper()
	if specification != "" {
		line += "\nspecification = \"" + specification + "\""
	}
	if !strings.Contains(discharger, "management") {
		discharger += "\nmanagement = \"key\""
	}
	product := "[[line.product]]\nid = \"p\"\nname = \"产品\"\nprocess = \"any\"\ncapacity = \"1000 t 产" +
		"品/a\"\npollutants = [\"Pb\"]\n"
	if process, rest, ok := strings.Cut(line, "@"); ok { // the process of the product
		line, product = rest, strings.Replace(product, "any", process, 1)
	}
	return classify(t, "[[discharger]]\nid = \"A\"\nname = \"示例甲\"\ncredit_code = \"91220201MA00000018\"\ncity = "+
		"\"220200\"\ncounty = \"220203\"\n"+discharger+
		"\n[[line]]\nid = \"L\"\ndischarger = \"A\"\nname = \"线\"\ngbt4754 = \""+class+"\"\nindustry = \""+industry+"\"\n"+line+"\n"+product)
}

const head = `schema = "tidai/dossier/1"
policy = "jilin-2022-12"
date = 2026-03-31
[project]
name = "示例项目"
kind = "new"
discharger = "A"
lines = ["L"]
commissioning = 2027-10-01
city = "220200"
county = "220203"
`

func classify(t *testing.T, text string) Result {
	t.Helper()
	d, findings := dossier.Parse(fstest.MapFS{"dossier.toml": {Data: []byte(head + text)}})
	for _, f := range findings {
		if f.Severity == calc.Error {
			t.Fatalf("dossier: %v", f)
		}
	}
	book, err := factors.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	table, err := factors.Scope()
	if err != nil {
		t.Fatal(err)
	}
	policy, _ := book.Policy(d.Policy)
	return Classify(Input{Dossier: d, Policy: policy, Table: table})
}

func codes(r Result) []string {
	var out []string
	for _, f := range r.Findings {
		out = append(out, f.Code)
		if f.Message.ZH == "" || f.Message.EN == "" || f.Remedy.ZH == "" || f.Remedy.EN == "" ||
			strings.Contains(f.Message.ZH+f.Message.EN+f.Remedy.EN, "%!") {
			panic(f.Code + " speaks badly: " + f.Message.EN + f.Remedy.EN)
		}
	}
	slices.Sort(out)
	return out
}

// Every class of the key industries, and what decides it. Industries and
// segments: notice 一. Rows: the catalogue of 2019. Specifications: by their
// own titles; recycled copper, lead and zinc HJ 863.4; mines HJ 1120.
func TestClassify(t *testing.T) {
	for _, c := range []struct {
		name, class, facts, discharger string
		industry, segment, spec        string
		management, row                string
	}{
		{"copper mine, through water treatment of a listed discharger", "0911", "general_process = \"water-treatment\"",
			"listed = true", "nonferrous-mining", "copper", "HJ 1120-2020", "key", "112"},
		{"copper mine treating 20 000 t/d: the bound itself", "0911", "general_process = \"water-treatment\"",
			"listed = false\nwater_treated = \"2万t/d\"", "nonferrous-mining", "copper", "HJ 1120-2020", "simplified",
			"112"},
		{"copper mine treating a little less", "0911", "general_process = \"water-treatment\"",
			"listed = false\nwater_treated = \"19999 t/d\"", "nonferrous-mining", "copper", "HJ 1120-2020",
			"registration", "112"},
		{"copper mine treating under 500 t/d: row 6 again", "0911", "general_process = \"water-treatment\"",
			"listed = false\nwater_treated = \"499 t/d\"", "nonferrous-mining", "copper", "HJ 1120-2020",
			"registration", "6"},
		{"lead-zinc mine caught by no general process", "0912", "general_process = \"none\"", "", "nonferrous-mining",
			"lead-zinc", "", "registration", "6"},
		{"mercury mine in 0919", "0919", "mercury = true\ngeneral_process = \"none\"", "", "nonferrous-mining",
			"mercury", "", "registration", "6"},
		{"bismuth mine in 0919", "0919", "mercury = false\ngeneral_process = \"none\"", "", "none", "", "",
			"registration", "6"},
		{"copper smelter, primary", "3211", "recycled = false", "", "nonferrous-smelting", "copper", "HJ 863.3-2017",
			"key", "75"},
		{"copper smelter, recycled", "3211", "recycled = true", "", "nonferrous-smelting", "copper", "HJ 863.4-2018",
			"key", "75"},
		{"lead-zinc smelter, primary", "3212", "recycled = false", "", "nonferrous-smelting", "lead-zinc",
			"HJ 863.1-2017", "key", "75"},
		{"nickel smelter", "3213", "material = \"nickel\"", "", "nonferrous-smelting", "nickel-cobalt", "HJ 934-2017",
			"key", "75"},
		{"cobalt smelter", "3213", "material = \"cobalt\"", "", "nonferrous-smelting", "nickel-cobalt", "HJ 937-2017",
			"key", "75"},
		{"tin smelter", "3214", "", "", "nonferrous-smelting", "tin", "HJ 936-2017", "key", "75"},
		{"antimony smelter", "3215", "", "", "nonferrous-smelting", "antimony", "HJ 938-2017", "key", "75"},
		{"mercury smelter in 3219", "3219", "mercury = true", "", "nonferrous-smelting", "mercury", "HJ 931-2017",
			"key", "75"},
		{"titanium smelter in 3219", "3219", "mercury = false", "", "none", "", "", "", ""},
		{"lead-acid batteries", "3843", "", "", "lead-battery", "lead-acid", "HJ 967-2018", "key", "88"},
		{"nickel-cadmium batteries", "3842", "", "", "none", "", "HJ 967-2018", "simplified", "88"},
		{"parts of batteries in 3849", "3849", "battery = \"parts\"", "", "none", "", "", "simplified", "88"},
		{"plating for others, stated", "3360", "plating = true", "", "electroplating", "plating-for-others",
			"HJ 855-2017", "key", "81"},
		{"plating for others, shown by the process", "3360", "multilayer@", "", "electroplating", "plating-for-others",
			"HJ 855-2017", "key", "81"},
		{"heat treatment in 3360", "3360", "plating = false", "listed = true", "none", "", "", "key", "81"},
		{"in-house plating keeps the main class", "3670", "plating = true", "listed = false", "electroplating",
			"in-house-plating", "HJ 855-2017", "simplified", "111"},
		{"in-house plating of a listed discharger", "3670", "plating = true", "listed = true", "electroplating",
			"in-house-plating", "HJ 855-2017", "key", "111"},
		{"car parts without plating", "3670", "plating = false", "", "none", "", "", "", ""},
		{"PVC by calcium carbide", "2651", "route = \"calcium-carbide\"", "", "chemicals", "calcium-carbide-pvc",
			"HJ 1036-2019", "key", "49"},
		{"PVC by another route", "2651", "route = \"other\"", "", "none", "", "", "key", "49"},
		{"chromate in 2613", "2613", "material = \"chromium\"\nmixing_only = false", "", "chemicals", "chromium-salts",
			"HJ 1035-2019", "key", "45"},
		{"chromium oxide in 2619", "2619", "material = \"chromium\"\nmixing_only = false", "", "chemicals",
			"chromium-salts", "HJ 1035-2019", "key", "45"},
		{"zinc oxide from solid waste", "2619", "material = \"zinc\"\nsolid_waste = true\nmixing_only = false", "",
			"chemicals", "zinc-from-solid-waste", "HJ 1035-2019", "key", "45"},
		{"zinc sulphate from zinc metal", "2613", "material = \"zinc\"\nsolid_waste = false\nmixing_only = false", "",
			"none", "", "HJ 1035-2019", "key", "45"},
		{"zinc sulphate, repacked", "2613", "material = \"zinc\"\nsolid_waste = true\nmixing_only = true", "",
			"chemicals", "zinc-from-solid-waste", "HJ 1035-2019", "simplified", "45"},
		{"titanium pigment", "2643", "material = \"other\"", "", "none", "", "", "", ""},
		{"tannery", "1910", "tanning = true", "", "leather", "tanning", "HJ 859.1-2017", "key", "29"},
		{"tannery, shown by the process", "1910", "raw-finished@", "", "leather", "tanning", "HJ 859.1-2017", "key",
			"29"},
		{"leather without tanning", "1910", "tanning = false", "", "none", "", "", "simplified", "29"},
		{"fur tanning is outside the notice", "1931", "tanning = true", "", "none", "", "HJ 1065-2019", "key", "29"},
		{"a bakery", "1411", "", "", "none", "", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := c.spec
			if c.industry != "none" && spec == "" {
				spec = "HJ 942-2018" // the dossier insists on one
			}
			discharger := c.discharger
			if c.management != "" {
				discharger += "\nmanagement = \"" + c.management + "\""
			}
			r := one(t, c.class, c.industry, spec, c.facts, discharger)
			x := r.Lines[0]
			if x.Industry.State != Decided || x.Industry.Value != c.industry || x.Segment != c.segment {
				t.Errorf("industry %+v, segment %q; want %s, %q", x.Industry, x.Segment, c.industry, c.segment)
			}
			if x.Specification.Value != c.spec {
				t.Errorf("specification %+v, want %q", x.Specification, c.spec)
			}
			if x.Management.Value != c.management || x.Management.Row != c.row {
				t.Errorf("management %+v, want %q by row %q", x.Management, c.management, c.row)
			}
			for _, code := range codes(r) {
				if code != CodeByHand && !(c.spec == "" && code == CodeSpecification) {
					t.Errorf("findings %v", r.Findings)
				}
			}
		})
	}
}

// What is not stated is asked, never guessed: the facts that each class needs.
func TestQuestions(t *testing.T) {
	for _, c := range []struct {
		name, class, industry, facts string
		want                         string
	}{
		{"0911: which general process", "0911", "nonferrous-mining", "", "general_process listed water_treated"},
		{"0911: through water treatment", "0911", "nonferrous-mining", "general_process = \"water-treatment\"",
			"listed water_treated"},
		{"0919: mercury?", "0919", "nonferrous-mining", "general_process = \"none\"", "mercury"},
		{"3219: mercury?", "3219", "nonferrous-smelting", "", "mercury"},
		{"3211: recycled?", "3211", "nonferrous-smelting", "", "recycled"},
		{"3212: recycled?", "3212", "nonferrous-smelting", "", "recycled"},
		{"3213: nickel or cobalt?", "3213", "nonferrous-smelting", "", "material"},
		{"3849: complete batteries?", "3849", "lead-battery", "", "battery"},
		{"3360: plating?", "3360", "electroplating", "", "plating listed"},
		{"3670: in-house plating?", "3670", "electroplating", "", "plating listed"},
		{"2651: calcium carbide?", "2651", "chemicals", "", "route"},
		{"2613: of what, from what?", "2613", "chemicals", "", "material solid_waste mixing_only"},
		{"2619: chromium from what does not matter", "2619", "chemicals", "material = \"chromium\"", "mixing_only"},
		{"2643: zinc from what?", "2643", "chemicals", "material = \"zinc\"", "solid_waste"},
		{"1910: tanning?", "1910", "leather", "", "tanning"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := one(t, c.class, c.industry, "HJ 942-2018", c.facts, "")
			want := strings.Fields(c.want)
			have := slices.Clone(r.Lines[0].Questions)
			slices.Sort(have)
			slices.Sort(want)
			if !slices.Equal(have, want) {
				t.Errorf("asks for %v, want %v", have, want)
			}
			for _, f := range r.Findings {
				open := r.Lines[0].Industry.State == Asked
				if f.Code == CodeQuestion && (f.Severity == calc.Error) != open {
					t.Errorf("severity %s of %s; the industry is open: %v", f.Severity, f.Message.EN, open)
				}
			}
		})
	}
}

// What is stated against the classification is a finding with its cure.
func TestContradictions(t *testing.T) {
	for _, c := range []struct {
		name, class, industry, spec, facts, discharger string
		code, cure                                     string
		severity                                       calc.Severity
	}{
		{"the industry of another class", "3843", "electroplating", "HJ 967-2018", "", "", CodeIndustry,
			`industry = "lead-battery"`, calc.Error},
		{"a key line called none", "3211", "none", "", "recycled = false", "", CodeIndustry,
			`industry = "nonferrous-smelting"`, calc.Error},
		{"fur is not leather", "1931", "leather", "HJ 1065-2019", "tanning = true", "", CodeIndustry,
			`industry = "none"`, calc.Error},
		{"zinc not from waste", "2613", "chemicals", "HJ 1035-2019",
			"material = \"zinc\"\nsolid_waste = false\nmixing_only = false", "", CodeIndustry, `industry = "none"`,
			calc.Error},
		{"an industry that no answer leads to", "3849", "leather", "HJ 967-2018", "", "", CodeIndustry,
			"lead-battery / none", calc.Error},
		{"primary specification for recycled lead", "3212", "nonferrous-smelting", "HJ 863.1-2017", "recycled = true",
			"", CodeSpecification, "HJ 863.4-2018", calc.Error},
		{"a specification that no answer leads to", "3212", "nonferrous-smelting", "HJ 863.3-2017", "", "",
			CodeSpecification, "HJ 863.4-2018, HJ 863.1-2017", calc.Error},
		{"a mining specification that is none", "0911", "nonferrous-mining", "HJ 942-2018",
			"general_process = \"water-treatment\"", "listed = true", CodeSpecification, "HJ 1120-2020", calc.Error},
		{"a mine without permit has no specification", "0911", "nonferrous-mining", "HJ 1120-2020",
			"general_process = \"none\"", "management = \"registration\"", CodeSpecification, "general_process",
			calc.Error},
		{"registration though the row says key", "3843", "lead-battery", "HJ 967-2018", "",
			"management = \"registration\"", CodeManagement, "三（二）", calc.Warning},
		{"no permit though the row says key", "3843", "lead-battery", "HJ 967-2018", "", "management = \"none\"",
			CodeManagement, "applied for a permit", calc.Note},
		{"key though the row says simplified", "3849", "none", "", "battery = \"parts\"", "management = \"key\"",
			CodeManagement, "listed = true", calc.Warning},
		{"complete batteries in 3849", "3849", "lead-battery", "HJ 967-2018", "battery = \"lead-acid\"", "", CodeClass,
			`gbt4754 = "3843"`, calc.Warning},
		{"lithopone: which specification?", "2643", "chemicals", "HJ 1035-2019",
			"material = \"zinc\"\nsolid_waste = true", "", CodeByHand, "a person decides", calc.Note},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := one(t, c.class, c.industry, c.spec, c.facts, c.discharger)
			codes(r)
			i := slices.IndexFunc(r.Findings, func(f calc.Finding) bool { return f.Code == c.code })
			if i < 0 {
				t.Fatalf("no %s among %v", c.code, r.Findings)
			}
			if f := r.Findings[i]; f.Severity != c.severity || !strings.Contains(f.Remedy.EN, c.cure) {
				t.Errorf("%s, cure %q; want %s and %q", f.Severity, f.Remedy.EN, c.severity, c.cure)
			}
		})
	}
}

// A statement against what the process shows counts, and is reported.
func TestStatementAgainstProcess(t *testing.T) {
	r := one(t, "3360", "electroplating", "HJ 855-2017", "multilayer@plating = false", "")
	if x := r.Lines[0]; x.Industry.Value != "none" {
		t.Errorf("industry %+v, want none: the statement counts", x.Industry)
	}
	if have := codes(r); !slices.Contains(have, CodeContradiction) || !slices.Contains(have, CodeIndustry) {
		t.Errorf("findings %v, want %s and %s", have, CodeContradiction, CodeIndustry)
	}
}

// A mine and a smelter at one site need a row each; the site's class is the
// strictest of them (Art. 5).
func TestMineAndSmelterAtOneSite(t *testing.T) {
	line := func(id, class, industry, spec, facts string) string {
		return "[[line]]\nid = \"" + id + "\"\ndischarger = \"A\"\nname = \"线\"\ngbt4754 = \"" + class +
			"\"\nindustry = \"" + industry + "\"\nspecification = \"" + spec + "\"\n" + facts +
			"\n[[line.product]]\nid = \"p\"\nname = \"产品\"\nprocess = \"any\"\ncapacity = \"1000 t 产" +
			"品/a\"\npollutants = [\"Pb\"]\n"
	}
	site := "[[discharger]]\nid = \"A\"\nname = \"示例甲\"\ncredit_code = \"91220201MA00000018\"\ncity = " +
		"\"220200\"\ncounty = \"220203\"\nmanagement = \"key\"\nlisted = false\nwater_treated = \"600 t/d\"\n"
	r := classify(t, site+line("L", "3212", "nonferrous-smelting", "HJ 863.1-2017", "recycled = false")+
		line("M", "0912", "nonferrous-mining", "HJ 1120-2020", "general_process = \"water-treatment\""))
	if len(r.Findings) > 0 {
		t.Errorf("findings %v", r.Findings)
	}
	if got := r.Lines[0].Management.Row + " " + r.Lines[1].Management.Row; got != "75 112" {
		t.Errorf("rows %s, want 75 112", got)
	}
	if r.Lines[0].Role != OfProject || r.Lines[1].Role != Context {
		t.Errorf("roles %s, %s", r.Lines[0].Role, r.Lines[1].Role)
	}
}

// The order of lines and dischargers does not matter.
func TestDeterministic(t *testing.T) {
	a := one(t, "0919", "nonferrous-mining", "HJ 1120-2020", "", "")
	for range 20 {
		b := one(t, "0919", "nonferrous-mining", "HJ 1120-2020", "", "")
		if len(a.Findings) != len(b.Findings) {
			t.Fatal("findings differ")
		}
		for i := range a.Findings {
			if a.Findings[i].Message != b.Findings[i].Message {
				t.Fatal("order of findings differs")
			}
		}
	}
}
