package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// elsewhere writes the dossier of the invented province, and its policy with
// some edits.
func elsewhere(t *testing.T, edits ...string) (dossier, policies string) {
	t.Helper()
	dossier, policies = t.TempDir(), t.TempDir()
	if err := os.CopyFS(dossier, os.DirFS(filepath.Join("..", "..", "..", "..", "testdata", "policies",
		"shili-dossier"))); err != nil {
		t.Fatal(err)
	}
	text := readDoc(t, "testdata/policies/shili/policy.toml")
	for i := 0; i < len(edits); i += 2 {
		if !strings.Contains(text, edits[i]) {
			t.Fatalf("the policy has no %q", edits[i])
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	if err := os.WriteFile(filepath.Join(policies, "policy.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dossier, policies
}

func outputOf(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := Run(args, strings.NewReader(""), &out, &errs); code == exitUsage {
		t.Fatalf("%v: exit %d: %s", args, code, errs.String())
	}
	return out.String() + errs.String()
}

type exampleAmount struct{ Exact string }

type examplePlan struct {
	Demand []struct {
		Pollutant string
		Demand    exampleAmount
	}
	Shortfall []struct {
		Pollutant string
		Amount    exampleAmount
	}
	Allocations []struct {
		Source, Pollutant string
		Amount            exampleAmount
	}
	Findings []struct{ Code string }
}

func planElsewhere(t *testing.T, edits ...string) examplePlan {
	t.Helper()
	dossier, policies := elsewhere(t, edits...)
	var out, errs bytes.Buffer
	Run([]string{"plan", dossier, "--factors", policies, "--format", "json"}, strings.NewReader(""), &out, &errs)
	var p examplePlan
	if err := json.Unmarshal(out.Bytes(), &p); err != nil {
		t.Fatalf("%v: %s", err, errs.String())
	}
	return p
}

func (p examplePlan) has(code string) bool {
	return slices.ContainsFunc(p.Findings, func(f struct{ Code string }) bool { return f.Code == code })
}

func (p examplePlan) demand() map[string]string {
	out := map[string]string{}
	for _, d := range p.Demand {
		out[d.Pollutant] = d.Demand.Exact
	}
	return out
}

// The amounts are worked by hand in testdata/policies/shili/ORIGIN.md.
func TestInventedProvince(t *testing.T) {
	p := planElsewhere(t)
	for metal, want := range map[string]string{"Pb": "1.2", "Cd": "0.6", "Cr": "821990553439/6249643750",
		"Ni": "4"} {
		if got := p.demand()[metal]; got != want {
			t.Errorf("demand of %s is %s, want %s", metal, got, want)
		}
	}
	amounts := map[string]string{}
	for _, a := range p.Allocations {
		amounts[a.Source+" "+a.Pollutant] = a.Amount.Exact
	}
	for row, want := range map[string]string{"S1 Pb": "0.6", "S4 Pb": "0.6", "S1 Cd": "0.3", "S2 Cd": "0.18",
		"S1 Cr": "75", "S2 Cr": "39.6", "S5 Cd": "0.1", "S1 Ni": "3", "S5 Ni": "1"} {
		if amounts[row] != want {
			t.Errorf("%s gives %s, want %s", row, amounts[row], want)
		}
	}
	short := map[string]string{}
	for _, s := range p.Shortfall {
		short[s.Pollutant] = s.Amount.Exact
	}
	if short["Cd"] != "0.02" || short["Cr"] != "105781379689/6249643750" || len(short) != 2 {
		t.Errorf("shortfall %v", short)
	}
	for _, code := range []string{"TD-POL-004", "TD-POL-011", "TD-POL-012", "TD-POL-013", "TD-POL-015", "TD-POL-024"} {
		if !p.has(code) {
			t.Errorf("no %s", code)
		}
	}
}

// The dossier sets the factor of "hot air" to 3, so that 8 kg/a permitted at 3
// kg/a emitted are not warned of; the command line, which comes last, to 2.
func TestPolicySetOtherwise(t *testing.T) {
	dossier, policies := elsewhere(t)
	args := []string{"check", dossier, "--factors", policies, "--lang", "en", "--format", "csv"}
	if out := outputOf(t, args...); strings.Contains(out, "TD-RED-017") {
		t.Error("8 > 3 × 3")
	}
	out := outputOf(t, append(args, "--reading", "hot_air_factor=2")...)
	for _, want := range []string{"TD-RED-017", "from 2 to 3", "from 3 to 2", "示例省厅函〔2026〕15号"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s:\n%s", want, out)
		}
	}
	for _, slip := range []string{"media=both", "bank_life=1.5", "reduction_since=2026-02-30", "ratio=-1", "ratios=1"} {
		var errs bytes.Buffer
		if code := Run(append(args, "--reading", slip), nil, &bytes.Buffer{}, &errs); code != exitUsage {
			t.Errorf("%s: exit %d, %s", slip, code, errs.String())
		}
	}
}

// Of metals that no policy of the day puts under quota nothing is substituted,
// and a reserve that the policy does not know is refused.
func TestMetalAndReserveNotInThePolicy(t *testing.T) {
	p := planElsewhere(t, `pollutants = ["Ni"]`, `pollutants = ["V"]`, `choice = "after-others"`,
		`choice = "not-admitted"`)
	if _, there := p.demand()["Ni"]; there || !p.has("TD-POL-021") || !p.has("TD-POL-022") {
		t.Errorf("demand %v, findings %v", p.demand(), p.Findings)
	}
}

// Each parameter does what it says: a change of the policy file alone changes
// the finding.
func TestParametersOfAPolicy(t *testing.T) {
	for _, c := range []struct{ code, from, to string }{
		{"TD-POL-005", `codes = ["210200", "210100", "210300"]`, `codes = ["210200"]`},
		{"TD-POL-006", `date = 2025-06-01`, `date = 2026-02-01`},
		{"TD-POL-007", "value = \"5\"\nunit = \"a\"", "value = \"0\"\nunit = \"a\""},
		{"TD-POL-008", `choice = "not-required"`, `choice = "required"`},
		{"TD-POL-009", "value = \"0.1\"\nunit = \"kg/a\"", "value = \"0.4\"\nunit = \"kg/a\""},
		{"TD-POL-010", `codes = ["2651"]`, `codes = ["3360"]`},
		{"TD-POL-003", `until = 2027-12-31`, `until = 2026-03-30`},
	} {
		if p := planElsewhere(t); p.has(c.code) {
			t.Errorf("%s before the change", c.code)
		}
		if c.code == "TD-POL-003" {
			dossier, policies := elsewhere(t, c.from, c.to)
			out := outputOf(t, "check", dossier, "--factors", policies, "--lang", "zh")
			if !strings.Contains(out, "已失效") {
				t.Errorf("an expired policy passes:\n%s", out)
			}
			continue
		}
		if p := planElsewhere(t, c.from, c.to); !p.has(c.code) {
			t.Errorf("no %s: %v", c.code, p.Findings)
		}
	}
	d := planElsewhere(t, "value = \"0.1\"\nunit = \"kg/a\"", "value = \"0.4\"\nunit = \"kg/a\"").demand()
	if d["Cd"] != "0" || d["Pb"] != "1.2" {
		t.Errorf("of a small amount the demand is %v", d)
	}
}

// No output under another province's policy names a rule of Jilin's.
func TestNoRuleOfJilinElsewhere(t *testing.T) {
	dossier, policies := elsewhere(t)
	for _, command := range []string{"plan", "reduce", "check", "permit", "scope", "review"} {
		for _, format := range []string{"table", "md", "html", "csv", "json"} {
			for _, lang := range []string{"zh", "en"} {
				out := outputOf(t, command, dossier, "--factors", policies, "--format", format, "--lang", lang)
				if i := strings.Index(out, "JL-"); i >= 0 {
					t.Errorf("%s --format %s --lang %s: …%s…", command, format, lang,
						out[max(0, i-60):min(len(out), i+20)])
				}
			}
		}
	}
}

// No document made under another province's policy names a rule of Jilin's.
func TestNoRuleOfJilinInDocuments(t *testing.T) {
	dossier, policies := elsewhere(t)
	dir := t.TempDir()
	for _, form := range []string{".docx", ".xlsx", ".html", ".md", ".csv", ".json"} {
		file := filepath.Join(dir, "chapter"+form)
		outputOf(t, "report", dossier, "--factors", policies, "--lang", "zh", "-o", file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if form == ".docx" || form == ".xlsx" {
			text = wordText(t, data)
		}
		noJilin(t, form, text)
		if form != ".csv" && !strings.Contains(text, "示-") {
			t.Errorf("%s names no rule of the province", form)
		}
	}
	noJilin(t, "calendar", outputOf(t, "plan", dossier, "--factors", policies, "--format", "ics", "--lang", "zh"))
	for _, target := range []string{"demand/Ni", "source:S5", "source:S3", "shortfall/Cd"} {
		noJilin(t, target, outputOf(t, "explain", dossier, target, "--factors", policies, "--lang", "zh"))
	}
}

func noJilin(t *testing.T, where, text string) {
	t.Helper()
	for _, wrong := range []string{"JL-", "吉林省", "吉环固体字"} {
		if i := strings.Index(text, wrong); i >= 0 {
			t.Errorf("%s names %s: …%s…", where, wrong, text[max(0, i-60):min(len(text), i+30)])
		}
	}
}

// What begins on a day after the date of law (2026-03-31 in the dossier)
// alters nothing; the same from that day on does.
func TestLaterValuesOfAPolicy(t *testing.T) {
	const proof = "\nclause = \"第41条\"\nstatus = \"recalled\"\nsource = \"invented\"\n\n[[left_out]]\n"
	for _, value := range []string{
		"[[ratio]]\nvalue = \"7\"\nunit = \"1\"",
		"[[ratio]]\ndistance = \"same-city\"\nvalue = \"7\"\nunit = \"1\"",
		"[[exempt]]\nname = \"类\"\nname_en = \"class\"\ncodes = [\"33\"]",
		"[[no_transfer_in]]\nname = \"区\"\nname_en = \"zone\"\ncodes = [\"210203\"]",
		"[[target]]\ncode = \"210200\"\npollutant = \"Pb\"\nvalue = \"3\"\nunit = \"kg/a\"",
	} {
		plan := func(since string) string {
			dossier, policies := elsewhere(t, "[[left_out]]\n", value+"\nsince = "+since+proof)
			out := outputOf(t, "plan", dossier, "--factors", policies, "--format", "csv") +
				outputOf(t, "check", dossier, "--factors", policies, "--format", "csv")
			return strings.NewReplacer(dossier, "", policies, "").Replace(out)
		}
		later, now := plan("2026-04-01"), plan("2026-03-31")
		if base := plan("2027-12-30"); later != base {
			t.Errorf("a value of the next day alters the plan:\n%s", value)
		}
		if later == now {
			t.Errorf("a value of the day itself alters nothing:\n%s", value)
		}
	}
}
